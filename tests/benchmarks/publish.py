"""Times publishing to a folder: all reports of a made-up council against a plain copy of the same bytes, then one more.

    .venv/bin/python tests/benchmarks/publish.py [--project FOLDER] [--reports 70]

The copy is of files that lie on the disk; publishing reads each back, keeps what it replaces and waits for the disk.
Making the pages (what is around reports) is timed apart. FOLDER is a project with reports in place; without it a
made-up council is made, and its reports, which takes minutes.
"""

import argparse
import itertools
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from statistics import median

from pprr.project import Project, find_project
from pprr.site.brief import read_catalogue
from pprr.site.content import content_of
from pprr.site.gather import Gathered, Gathering
from pprr.site.listing import digest
from pprr.site.publish import open_site, publication_of
from pprr.site.store import Sent
from pprr.site.targets.folder import FolderTarget

sys.path.insert(0, str(Path(__file__).parents[1]))
from builders.editions import edition

ROUNDS = 5


def standing(project: Project, most: int) -> list[Gathered]:
    """The reports that stand, as approved editions; repeated under other names where there are fewer than asked for."""
    pages = sorted(project.site.glob("20*/*.html"))
    found = []
    for number, page in enumerate(itertools.islice(itertools.cycle(pages), most)):
        document = page.stem if number < len(pages) else f"{re.sub('[._]', '-', page.stem)}-{number // len(pages)}"
        outputs = [f"{page.stem}.html", *(f"{page.stem}/{path.name}" for path in (page.parent / page.stem).iterdir())]
        files = content_of(page.parent, page.stem, outputs, lambda *_: "")
        hashes = {name: digest(data) for name, data in files.items()}
        made = edition("1.0", document=document, period=page.parent.name, name=document, files=hashes)
        found.append(Gathered(made, files))
    return found


def published(target: FolderTarget, project: Project, new: list[Gathered]) -> tuple[float, float, Sent]:
    """The seconds of making the pages and the plan, those of putting it on the target, and what was sent."""
    begun = time.perf_counter()
    old = open_site(target)
    planned = publication_of(target, old, read_catalogue(target, old), Gathering(tuple(new)), project.settings)
    made = time.perf_counter()
    sent = planned.put_on(target)
    return made - begun, time.perf_counter() - made, sent


def copied(source: Path, to: Path) -> float:
    """The seconds of a plain copy."""
    begun = time.perf_counter()
    shutil.copytree(source, to)
    return time.perf_counter() - begun


def corrected(one: Gathered, version: str) -> Gathered:
    """The next version of an edition, with another word in its page."""
    files = {**one.files, "index.html": one.files["index.html"].replace(b"</main>", f"{version}</main>".encode())}
    hashes = {name: digest(data) for name, data in files.items()}
    found = one.edition.model_copy(update={"version": version, "files": hashes})
    return replace(one, edition=found, files=files)


def main() -> None:
    """Print the times."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--project", type=Path)
    options.add_argument("--reports", type=int, default=70)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if given.project is None:
            for words in (["demo", str(folder / "council")], ["--project", str(folder / "council"), "run", "all"]):
                subprocess.run([sys.executable, "-m", "pprr", *words], check=True, capture_output=True)
        project = find_project(given.project or folder / "council")
        reports = standing(project, given.reports)
        pairs = []
        for number in range(ROUNDS):
            target = FolderTarget(folder / f"site-{number}")
            made, put, sent = published(target, project, reports)
            pairs.append((put, copied(folder / f"site-{number}", folder / f"copy-{number}"), made))
        put, copy, made = (median(one[part] for one in pairs) for part in range(3))
        size = sum(len(data) for one in reports for data in one.files.values())
        print(f"{len(reports)} reports, {len(sent.difference.new)} files, {size / 1e6:.1f} MB")
        print(f"plain copy {copy:.2f} s, publishing {put:.2f} s: {put / copy:.2f} times (pages and plan {made:.2f} s)")
        times = [published(target, project, [corrected(reports[0], f"1.{n}")]) for n in range(1, ROUNDS + 1)]
        one = sum(len(data) for data in reports[0].files.values())
        whole = median(made + put for made, put, _ in times)
        print(f"one changed report ({one / 1e6:.2f} MB): {whole:.2f} s, {times[-1][2].bytes / 1e6:.2f} MB sent")


if __name__ == "__main__":
    main()
