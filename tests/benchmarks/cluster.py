"""Reports a second on a Dask cluster of processes on this machine, taking turns with the same run without one.

Run by hand: ``.venv/bin/python tests/benchmarks/cluster.py --rounds 3``. The council is the made-up one, all its
portfolios in so many periods. Machines are shared and their speed drifts, so the ratio within each round counts, and
the processor seconds that a report takes, all processes of the cluster counted.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).parents[1]))
from builders.servers.cluster import Machines, machines

ROOT = Path(__file__).parents[2]
COUNTS = (1, 2)
MATRIX = 350 * 8 * 4


@dataclass
class Measured:
    """Of each round: seconds by the clock, and of the processors."""

    clock: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)


def main() -> None:
    """Times and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--periods", type=int, default=4)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--against", type=Path, metavar="PATH", help="Another checkout, which takes turns.")
    chosen = parser.parse_args()
    sides = {"": ROOT, **({" there": chosen.against} if chosen.against else {})}
    ways = [f"{place}{count}{side}" for count in COUNTS for place in ("here ", "cluster ") for side in sides]
    found = {way: Measured() for way in ways}
    with tempfile.TemporaryDirectory() as home:
        councils = {side: Path(home, f"anyborough{side.strip()}") for side in sides}
        for side, council in councils.items():
            _pprr("demo", str(council), code=sides[side])
            periods = sorted(path.name for path in council.glob("data/raw/*/20*-*-*"))[-chosen.periods :]
            items = _made(_pprr("run", *periods, project=council, code=sides[side]))
        for number in range(chosen.rounds):
            for count in COUNTS:
                for side, code in sides.items():
                    place = Path(home, f"cluster-{number}-{count}{side.strip()}")
                    _round(found, side, code, councils[side], periods, count, place)
    _tell(found, items, sides)


def _round(
    found: dict[str, Measured], side: str, code: Path, council: Path, periods: Sequence[str], count: int, place: Path
) -> None:
    _measure(found[f"here {count}{side}"], ["--workers", str(count)], periods, council, code)
    with machines(place, *map(str, range(count)), code=code) as cluster:
        joining = [periods[-1], "--force", "--scheduler", cluster.address]
        _pprr("run", *joining, project=council, code=code)  # all have joined then
        before = _used(cluster)
        taken = found[f"cluster {count}{side}"]
        _measure(taken, ["--scheduler", cluster.address], periods, council, code)
        taken.processor[-1] += _used(cluster) - before


def _measure(found: Measured, options: Sequence[str], periods: Sequence[str], council: Path, code: Path) -> None:
    began, used = time.perf_counter(), _used_by_children()
    _pprr("run", *periods, "--force", *options, project=council, code=code)
    found.clock.append(time.perf_counter() - began)
    found.processor.append(_used_by_children() - used)


def _used_by_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _used(cluster: Machines) -> float:
    """The processor seconds of all processes of the cluster, those that have ended counted with what started them."""
    used = 0.0
    for started in (cluster.scheduler, *cluster.workers.values()):
        for process in (psutil.Process(started.pid), *psutil.Process(started.pid).children(recursive=True)):
            try:
                used += sum(process.cpu_times()[:4])
            except psutil.NoSuchProcess:  # it has just ended, and is counted with what started it
                continue
    return used


def _pprr(*words: str, code: Path, project: Path | None = None) -> str:
    environment = {**os.environ, "PYTHONPATH": str(code), **({"PPRR_PROJECT": str(project)} if project else {})}
    command = [sys.executable, "-m", "pprr", *words]
    done = subprocess.run(command, cwd=code, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"pprr {' '.join(words)} ended with {done.returncode}:\n{done.stderr}")
    return done.stdout


def _made(said: str) -> int:
    return next(int(words[0]) for words in map(str.split, said.splitlines()) if words[1:2] == ["of"])


def _tell(found: dict[str, Measured], items: int, sides: Iterable[str]) -> None:
    print(f"{items} reports; medians (least to most)")
    for way, measured in found.items():
        clock = statistics.median(measured.clock)
        processor = statistics.median(measured.processor)
        print(
            f"  {way:<16} {clock:6.1f} s ({min(measured.clock):.1f} to {max(measured.clock):.1f}), "
            f"{items / clock:.2f} reports a second, {processor / items:.2f} s of a processor a report; "
            f"{MATRIX:,} reports: {MATRIX * clock / items / 3600:.1f} h"
        )
    for count in COUNTS:
        for side in sides:
            _ratio(found, f"cluster {count}{side}", f"here {count}{side}")
            if side:
                _ratio(found, f"here {count}", f"here {count}{side}")
                _ratio(found, f"cluster {count}", f"cluster {count}{side}")


def _ratio(found: dict[str, Measured], one: str, other: str) -> None:
    pairs = zip(found[one].clock, found[other].clock, strict=True)
    print(f"  {one} / {other}: {statistics.median(mine / theirs for mine, theirs in pairs):.2f}")


if __name__ == "__main__":
    main()
