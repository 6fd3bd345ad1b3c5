"""Times a correction on a site with a short archive and on one with a long archive: 12 periods, then 60.

    .venv/bin/python tests/benchmarks/archive.py --project FOLDER [--periods 12 60]

FOLDER is a project with reports in place; its newest period's portfolio reports stand for those of every period. The
two sites are corrected in turns. Printed is the processor time of reading the site, of making the pages that are
others, and of putting them on the target, the median of all turns; then how many files and bytes were sent.
"""

import argparse
import itertools
import json
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from pprr.domain import REPORTING_POINTS, Period
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

Files = dict[str, bytes]
LAST_YEAR = 2025


def standing(project: Project) -> dict[str, Files]:
    """The page and the record of each portfolio's report of the newest period, by its slug."""
    newest = max(project.periods(), key=lambda one: one.end)
    found = {}
    for page in sorted(project.reports(newest).glob("*.html")):
        if "." not in page.stem:
            outputs = [page.name, f"{page.stem}/{page.stem}.json"]
            found[page.stem] = content_of(page.parent, page.stem, outputs, lambda *_: "")
    return found


def report_of(slug: str, files: Files, period: Period, version: str = "1.0") -> Gathered:
    """The report as that of another period, or as another version of it."""
    record = json.loads(files[f"{slug}.json"])
    record = json.loads(json.dumps(record).replace(record["period"]["title"], period.title))
    record["period"] |= {"name": str(period), "title": period.title, "end": period.end.isoformat()}
    own = {**files, "index.html": files["index.html"].replace(b"</main>", f"{version}</main>".encode())}
    hashes = {name: digest(data) for name, data in own.items()}
    made = edition(version, document=slug, period=str(period), files=hashes)
    return Gathered(made.model_copy(update={"report": record}), own)


def published(target: FolderTarget, project: Project, new: list[Gathered]) -> tuple[list[float], Sent]:
    """Puts them on the site; the seconds of reading it, of making pages, of putting them there, and what was sent."""
    times = [time.process_time()]
    old = open_site(target)
    before = read_catalogue(target, old)
    times.append(time.process_time())
    planned = publication_of(target, old, before, Gathering(tuple(new)), project.settings)
    times.append(time.process_time())
    sent = planned.put_on(target)
    times.append(time.process_time())
    return [after - before for before, after in itertools.pairwise(times)], sent


def filled(target: FolderTarget, project: Project, reports: dict[str, Files], count: int) -> Period:
    """Puts so many periods on the site; the newest of them."""
    for year in range(LAST_YEAR - count // len(REPORTING_POINTS) + 1, LAST_YEAR + 1):  # so that memory stays small
        periods = [Period(year, point) for point in REPORTING_POINTS]
        published(target, project, [report_of(*one, period) for period in periods for one in reports.items()])
    return periods[-1]


def main() -> None:
    """Print the times."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--project", type=Path, required=True)
    options.add_argument("--periods", type=int, nargs="+", default=[12, 60])
    options.add_argument("--rounds", type=int, default=5)
    given = options.parse_args()
    project = find_project(given.project)
    reports = standing(project)
    slug, files = next(iter(reports.items()))
    print(f"{len(reports)} portfolios; a report has {sum(map(len, files.values())) / 1e6:.2f} MB")
    with tempfile.TemporaryDirectory() as name:
        targets = {count: FolderTarget(Path(name) / str(count)) for count in given.periods}
        newest = {count: filled(target, project, reports, count) for count, target in targets.items()}
        taken: dict[int, list[list[float]]] = {count: [] for count in targets}
        for turn in range(1, given.rounds + 1):
            for count, target in targets.items():
                times, sent = published(target, project, [report_of(slug, files, newest[count], f"1.{turn}")])
                taken[count].append([sum(times), *times, len(sent.difference.sent), sent.bytes / 1e6])
    for count, rounds in taken.items():
        whole, read, made, put, number, size = (median(column) for column in zip(*rounds, strict=True))
        parts = f"read {read:.2f}, pages {made:.2f}, put {put:.2f}"
        print(f"{count} periods, one correction: {whole:.2f} s ({parts}), {number:.0f} files, {size:.2f} MB")


if __name__ == "__main__":
    main()
