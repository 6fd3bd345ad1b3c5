"""What a document of each kind takes beside a portfolio's report: processor time of its own process, and memory.

Each is made as a run makes it: in a fork of one process that has everything imported and the period's tables kept. The
items take turns within a round, so that a machine's drift falls on all kinds alike; what is shared is told apart.
"""

import json
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from multiprocessing import Pipe
from pathlib import Path

from pprr.domain import Period
from pprr.project import Project, find_project
from pprr.run.item import Item, ItemOutcome
from pprr.run.worker.child import work
from pprr.run.worker.report_job import ReportJob
from pprr.run.worker.warm import warm

EVERY_PERIOD = re.compile(r"^(since|at) = .*\n", re.MULTILINE)


def main(periods: Sequence[str], rounds: int, sizes: Sequence[int], council: Sequence[str] = ()) -> None:
    """Makes a council that has every kind in every period, then documents of so many periods; prints the costs."""
    with tempfile.TemporaryDirectory(prefix="pprr-kinds-") as home:
        folder = Path(home) / "council"
        command = [sys.executable, "-m", "pprr"]
        subprocess.run(
            [*command, "demo", folder, "--ledger-lines", "0", *council], check=True, stdout=subprocess.DEVNULL
        )
        settings = folder / "pprr.toml"
        settings.write_text(EVERY_PERIOD.sub("", settings.read_text("utf-8")), "utf-8")
        asked = [*command, "--project", folder, "run", *periods]
        made = subprocess.run(asked, capture_output=True, text=True, check=False)
        if made.returncode:
            sys.exit(made.stdout[-2000:] + made.stderr[-2000:])
        project = find_project(folder)
        items = {period: items_of(project, period) for period in periods}
        warm()
        for size in sizes:
            tell(project, [items[period] for period in periods[:size]], rounds, Path(home))


def items_of(project: Project, period: str) -> list[Item]:
    """What the run of a period has made, by its record."""
    found = Period.parse(period)
    record = json.loads((project.reports(found) / "run.json").read_text("utf-8"))
    return [Item(one["portfolio"], found, one["kind"]) for one in record["reports"]]


def tell(project: Project, periods: Sequence[Sequence[Item]], rounds: int, home: Path) -> None:
    """Makes the documents of the periods so many times, and prints what each kind took, beside a portfolio's report."""
    seconds: defaultdict[str, list[list[float]]] = defaultdict(list)
    peaks: defaultdict[str, int] = defaultdict(int)
    shared = []
    for _ in range(rounds):
        own: defaultdict[str, list[float]] = defaultdict(list)
        before = resource.getrusage(resource.RUSAGE_SELF)
        for item in (one for items in periods for one in items):
            job = ReportJob(project, item)
            job.keep()
            used = made(job, home)
            own[item.kind].append(used.ru_utime + used.ru_stime)
            peaks[item.kind] = max(peaks[item.kind], used.ru_maxrss)
        after = resource.getrusage(resource.RUSAGE_SELF)
        shared.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        for kind, found in own.items():
            seconds[kind].append(found)
    print(
        f"\n{len(periods)} periods, {rounds} rounds; processor seconds of one: median of the rounds' means", flush=True
    )
    mean = {kind: [statistics.mean(one) for one in found] for kind, found in seconds.items()}
    for kind, found in mean.items():
        ratio = statistics.median(one / other for one, other in zip(found, mean["portfolio"], strict=True))
        spread = f"{statistics.median(found):5.2f} ({min(found):.2f} to {max(found):.2f})"
        count, peak = len(seconds[kind][0]), peaks[kind] / 1024
        print(f"  {kind:<20} {count:>3} of it {spread}, {ratio:.2f} of a portfolio's; peak {peak:,.0f} MB", flush=True)
    print(f"  kept once for all: {statistics.median(shared):.2f} s in a round")


def made(job: ReportJob, home: Path) -> resource.struct_rusage:
    """Makes the job in a fork of this process; gives what that took, or leaves this script where it is not made."""
    told, tell = Pipe(duplex=False)
    ours, theirs = Pipe()
    folder = Path(tempfile.mkdtemp(dir=home))
    child = os.fork()
    if child == 0:
        told.close()
        work(job, folder, tell, os.getppid(), theirs)
    tell.close()
    outcome = None
    try:
        while True:
            outcome = told.recv()
    except EOFError:
        pass
    _, _, used = os.wait4(child, 0)
    for one in (ours, theirs, told):
        one.close()
    if not isinstance(outcome, ItemOutcome) or not outcome.is_made:
        sys.exit(f"{job.item.name} was not made: {outcome}")
    return used
