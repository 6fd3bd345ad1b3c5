"""The daily work of the command line in this build and in earlier ones, taking turns: processor time, as ratios.

Run by hand: ``.venv/bin/python tests/benchmarks/twice.py CHECKOUT... [--rounds 5] [--only check,draft] [--big]``. The
last checkout is the base. Its demo makes the council, which every build can read, with the template that it had then;
each works on a copy of its own. What is on a page today and was not then is measured apart: this build on its own demo,
as "today's". A ratio is that of a work's processor seconds to the base's in the same round; ``clock`` says how
far two processors are kept busy. batch.py holds a run against the ways without pprr, preview.py times a save.
"""

import argparse
import json
import shutil
import statistics
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from batch import Measured, measure, spread
from ways import ROOT, Ground, Way, all_items, periods

BIG = ("--portfolios", "40", "--measures", "300", "--years", "3", "--ledger-lines", "0")


@dataclass(frozen=True)
class Build:
    """A build and the project that it works on."""

    name: str
    ground: Ground

    def run(self, *words: str) -> None:
        self.ground.start("python", "-m", "pprr", *words).end()


@dataclass(frozen=True)
class Work:
    """Something that is done daily: what is done before it, unmeasured, and what is measured."""

    name: str
    made: Callable[[Build], None]
    before: Callable[[Build], None] = lambda _: None


def words(*command: str) -> Callable[[Build], None]:
    """The command, ``LATEST`` and ``TWO`` being the last period and the last two."""

    def made(build: Build) -> None:
        latest = periods(build.ground.project)
        named = {"LATEST": latest[:1], "TWO": latest[:2], "ALL": latest}
        build.run(*(word for one in command for word in named.get(one, [one])))

    return made


def forget(build: Build) -> None:
    """Nothing is cleaned or made yet."""
    for place in (build.ground.project / "data" / "processed", build.ground.project / "reports"):
        shutil.rmtree(place, ignore_errors=True)


def write_a_word(build: Build) -> None:
    """Changes one commentary of the latest period."""
    portfolio, period = all_items(build.ground.project)[0].split("/")
    path = next((build.ground.project / "notebooks" / "commentary" / period / portfolio).glob("*.ipynb"))
    notebook = json.loads(path.read_text("utf-8"))
    notebook["cells"][-1]["source"] += ["\nOne more."]
    path.write_text(json.dumps(notebook), "utf-8")


def in_kernels(build: Build) -> None:
    """Makes two periods without a fork, as on Windows."""
    build.ground.start("python", "-c", _NO_FORK, *_FORCED, *periods(build.ground.project)[:2]).end()


_NO_FORK = "import os; os.environ['PPRR_NO_FORK'] = '1'; from pprr.cli import main; main()"
_FORCED = ("run", "--force", "--workers", "2")
WORKS = {
    "all": Work("every report, nothing made yet", words("run", "--workers", "2", "ALL"), forget),
    "nothing": Work("every report, nothing changed", words("run", "--workers", "2", "ALL")),
    "one": Work("every report, one commentary changed", words("run", "--workers", "2", "ALL"), write_a_word),
    "two": Work("reports of two periods", words(*_FORCED, "TWO")),
    "kernels": Work("the same in ordinary kernels", in_kernels),
    "check": Work("check of a period", words("check", "LATEST")),
    "draft": Work("draft of a period", words("draft", "LATEST")),
    "rules": Work("rules of a period", words("rules", "LATEST")),
    "status": Work("status", words("status")),
    "help": Work("--help", words("--help")),
}


def builds(home: Path, checkouts: Sequence[Path], council: Sequence[str]) -> list[Build]:
    """Each build with its copy of the base's council, the base last, and this one on a council of its own."""
    named = [("this build", ROOT), *((path.name, path.resolve()) for path in checkouts)]
    found = [
        Build(name, Ground(home / f"council{at}", code, home / f"bytecode-{code.name}"))
        for at, (name, code) in enumerate(named)
    ]
    todays = Build("today's", Ground(home / "todays", ROOT, found[0].ground.bytecode))
    for build in (found[-1], todays):
        build.ground.project.mkdir()
        build.run("demo", str(build.ground.project), *council)
    for build in found[:-1]:
        shutil.copytree(found[-1].ground.project, build.ground.project)
    return [todays, *found]


def turn(work: Work, build: Build) -> Way:
    """The work done by the build, as a way that can be measured."""
    return Way("", build.name, lambda _items, _folder: work.made(build), lambda folder: folder)


def taken(work: Work, chosen: Sequence[Build], rounds: int, home: Path) -> dict[str, Measured]:
    """What the work took each build, by turns, the first turn not counted: byte code is written, tables are cleaned."""
    found = {build.name: Measured() for build in chosen}
    for number in range(rounds + 1):
        for build in chosen:
            work.before(build)
            measure(turn(work, build), (), home, found[build.name] if number else Measured())
    return found


def main() -> None:
    """Prints a table of each work: processor seconds, clock and memory of each build, and the ratios to the base."""
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("checkouts", type=Path, nargs="+", metavar="CHECKOUT", help="Earlier builds, the base last.")
    reader.add_argument("--rounds", type=int, default=5, help="How many times each build takes its turn.")
    reader.add_argument("--only", default=",".join(WORKS), help=f"Which works: {', '.join(WORKS)}.")
    reader.add_argument("--big", action="store_true", help="A council of 40 portfolios and 300 measures.")
    asked = reader.parse_args()
    with tempfile.TemporaryDirectory(prefix="pprr-twice-") as home:
        chosen = builds(Path(home), asked.checkouts, BIG if asked.big else ())
        for work in (WORKS[name] for name in asked.only.split(",")):
            with suppress(KeyboardInterrupt):  # on to the next work
                found = taken(work, chosen, asked.rounds, Path(home))
                print(f"\n{work.name}: {asked.rounds} rounds, median (least to most)")
                base = found[chosen[-1].name]
                for name, one in found.items():
                    ratios = [mine / theirs for mine, theirs in zip(one.processor, base.processor, strict=True)]
                    print(
                        f"  {name:<12} processor {spread(one.processor, 2):<24} ratio {spread(ratios, 2):<24}"
                        f" clock {statistics.median(one.seconds):6.2f}  peak {max(one.peak) / 1e6:,.0f} MB",
                        flush=True,
                    )


if __name__ == "__main__":
    main()
