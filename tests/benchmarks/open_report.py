"""How long a warm process takes to open a report, and what of that is the check of its words; beside an earlier build.

Run by hand: ``.venv/bin/python tests/benchmarks/open_report.py [--against CHECKOUT] [--rounds 15]``. Each build works
in a process of its own on its own copy of one made-up council, and they take turns; what counts is the median of the
ratios of processor time, since machines are shared and their speed drifts.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
PERIOD = "2025-26-q2"


def serve(portfolio: str) -> None:
    """Opens the report once for each line that comes, and tells the processor seconds; the first opening is not told.

    The check of words is known by what it is called: in an earlier build it may stand in another module.
    """
    from pprr.report import assemble, open_report

    open_report(portfolio, PERIOD)
    checks = next(module for name, module in sys.modules.items() if name.startswith("pprr.") and _checks(module))
    seconds = [0.0]

    def timed(*args: object, **named: object) -> object:
        start = time.process_time()
        found = check(*args, **named)
        seconds[0] += time.process_time() - start
        return found

    check = checks.about_words
    for module in [module for name, module in sys.modules.items() if name.startswith("pprr.")]:
        if getattr(module, "about_words", None) is check:
            module.about_words = timed
    print(assemble.__file__, flush=True)
    for _ in sys.stdin:
        seconds[0] = 0.0
        start = time.process_time()
        open_report(portfolio, PERIOD)
        print(json.dumps([time.process_time() - start, seconds[0]]), flush=True)


def _checks(module: object) -> bool:
    return getattr(getattr(module, "about_words", None), "__module__", "") == getattr(module, "__name__", None)


def _started(checkout: Path, project: Path, portfolio: str) -> "subprocess.Popen[str]":
    """A process that opens the report with the code of the checkout, warm."""
    own = checkout / ".venv/bin/python"
    python = str(own) if own.exists() else sys.executable
    environment = {**os.environ, "PPRR_PROJECT": str(project), "PYTHONPATH": str(checkout)}
    process = subprocess.Popen(
        [python, "-P", __file__, "--serve", portfolio],
        cwd=project,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    place = process.stdout.readline()
    if not place.startswith(str(checkout)):
        raise SystemExit(f"{checkout} cannot open the report: {place or 'it says nothing'}")
    return process


def _asked(process: "subprocess.Popen[str]") -> tuple[float, float]:
    process.stdin.write("\n")
    process.stdin.flush()
    whole, words = json.loads(process.stdout.readline())
    return whole, words


def main() -> None:
    """Times the builds in turn, and prints their medians and the ratios of each round."""
    reader = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    reader.add_argument("--against", type=Path, help="Another checkout, whose code is timed in turn with this one's.")
    reader.add_argument("--rounds", type=int, default=15)
    reader.add_argument("--portfolios", type=int, default=7)
    reader.add_argument("--measures", type=int, default=100)
    reader.add_argument("--serve", metavar="PORTFOLIO", help=argparse.SUPPRESS)
    asked = reader.parse_args()
    if asked.serve:
        serve(asked.serve)
        return
    checkouts = [ROOT, *([asked.against.resolve()] if asked.against else [])]
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "council"
        sizes = ["--portfolios", str(asked.portfolios), "--measures", str(asked.measures), "--ledger-lines", "1000"]
        subprocess.run([sys.executable, "-m", "pprr", "demo", str(project), *sizes], cwd=ROOT, check=True)
        [portfolio, *_] = sorted(path.name for path in (project / "notebooks/commentary" / PERIOD).iterdir())
        copies = [Path(folder) / f"copy-{at}" for at in range(len(checkouts))]
        for copy in copies:
            shutil.copytree(project, copy)
        processes = [_started(checkout, copy, portfolio) for checkout, copy in zip(checkouts, copies, strict=True)]
        rounds = [[_asked(process) for process in processes] for _ in range(asked.rounds)]
        for process in processes:
            process.stdin.close()
            process.wait()
    print(f"{portfolio}, {PERIOD}: processor time of opening its report, {asked.rounds} rounds in turn")
    for checkout, times in zip(checkouts, zip(*rounds, strict=True), strict=True):
        whole, words = (statistics.median(column) for column in zip(*times, strict=True))
        print(f"{whole * 1000:6.0f} ms, of which the check of words {words * 1000:4.0f} ms   {checkout}")
    for name, ratio in (
        ("all of it", lambda ours, theirs: ours[0] / theirs[0]),
        ("without the check of words", lambda ours, theirs: (ours[0] - ours[1]) / (theirs[0] - theirs[1])),
    ):
        if asked.against:
            print(f"ratio, {name}: {statistics.median(ratio(*turn) for turn in rounds):.2f}")


if __name__ == "__main__":
    main()
