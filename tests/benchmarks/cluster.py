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
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).parents[1]))
from builders.cluster import Machines, machines

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
    chosen = parser.parse_args()
    ways = [f"{place}{count}" for count in COUNTS for place in ("here ", "cluster ")]
    found = {way: Measured() for way in ways}
    with tempfile.TemporaryDirectory() as home:
        council = Path(home, "anyborough")
        _pprr("demo", str(council))
        periods = sorted(path.name for path in council.glob("data/raw/*/20*-*-*"))[-chosen.periods :]
        items = _made(_pprr("run", *periods, project=council))
        for number in range(chosen.rounds):
            for count in COUNTS:
                _measure(found[f"here {count}"], ["--workers", str(count)], periods, council)
                with machines(Path(home, f"cluster-{number}-{count}"), *map(str, range(count))) as cluster:
                    _pprr("run", periods[-1], "--force", "--scheduler", cluster.address, project=council)  # all joined
                    before = _used(cluster)
                    _measure(found[f"cluster {count}"], ["--scheduler", cluster.address], periods, council)
                    found[f"cluster {count}"].processor[-1] += _used(cluster) - before
    _tell(found, items)


def _measure(found: Measured, options: Sequence[str], periods: Sequence[str], council: Path) -> None:
    began, used = time.perf_counter(), _used_by_children()
    _pprr("run", *periods, "--force", *options, project=council)
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


def _pprr(*words: str, project: Path | None = None) -> str:
    named = {"PPRR_PROJECT": str(project)} if project else {}
    done = subprocess.run(
        [sys.executable, "-m", "pprr", *words], env={**os.environ, **named}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"pprr {' '.join(words)} ended with {done.returncode}:\n{done.stderr}")
    return done.stdout


def _made(said: str) -> int:
    return next(int(words[0]) for words in map(str.split, said.splitlines()) if words[1:2] == ["of"])


def _tell(found: dict[str, Measured], items: int) -> None:
    print(f"{items} reports; medians (least to most)")
    for way, measured in found.items():
        clock = statistics.median(measured.clock)
        processor = statistics.median(measured.processor)
        print(
            f"  {way:<10} {clock:6.1f} s ({min(measured.clock):.1f} to {max(measured.clock):.1f}), "
            f"{items / clock:.2f} reports a second, {processor / items:.2f} s of a processor a report; "
            f"{MATRIX:,} reports: {MATRIX * clock / items / 3600:.1f} h"
        )
    for count in COUNTS:
        pairs = zip(found[f"cluster {count}"].clock, found[f"here {count}"].clock, strict=True)
        print(f"  cluster {count} / here {count}: {statistics.median(one / other for one, other in pairs):.2f}")


if __name__ == "__main__":
    main()
