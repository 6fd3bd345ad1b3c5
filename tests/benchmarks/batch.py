"""A batch of reports made in every way there is, the ways taking turns in one run on one machine.

Run by hand: ``.venv/bin/python tests/benchmarks/batch.py --items 14,42,84 --rounds 5``. Machines are shared and their
speed drifts, so what counts is the median of the ratios within each round. Before a time is believed, the pages are
held against those of the ordinary way: as many pictures, tables, rows and shown cells.

One round of 14 reports in every way takes some five minutes, three quarters of them the ways without pprr; these take
their turn no further than ``--slow-up-to``. Each time is told at once.
"""

import argparse
import json
import math
import resource
import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import kinds
import psutil
from ways import Ground, Way, all_items, grounds, ways

START = "030a49a"  # the code before this work was begun
PORTFOLIOS = 7
LOOK_SECONDS = 0.2
SLOW = ("a", "b")  # linear in the number of reports, and ten times as long
MARKS = ("<svg", "<table", "<tr", '<div class="pprr">')


@dataclass
class Measured:
    """Of each round: seconds by the clock and of the processors, and the most memory held at once, in bytes."""

    seconds: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    peak: list[int] = field(default_factory=list)


def measure(way: Way, items: Sequence[str], folder: Path, found: Measured) -> None:
    """Makes the items in that way, and adds what that took."""
    done, peak = threading.Event(), [0]

    def watch() -> None:
        while not done.wait(LOOK_SECONDS):
            peak[0] = max(peak[0], held_by_children())

    watcher = threading.Thread(target=watch)
    watcher.start()
    began, used = time.perf_counter(), used_by_children()
    try:
        way.make(items, folder)
        found.seconds.append(time.perf_counter() - began)
        found.processor.append(used_by_children() - used)
    finally:
        done.set()
        watcher.join()
    found.peak.append(peak[0])


def used_by_children() -> float:
    """The processor seconds of all processes below this one that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def held_by_children() -> int:
    """The memory of all processes below this one, what several share counted once."""
    held = 0
    for process in psutil.Process().children(recursive=True):
        try:
            full = process.memory_full_info()
            held += getattr(full, "pss", full.rss)
        except psutil.Error:  # it has just ended
            continue
    return held


def content(folder: Path, items: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """What each page holds of what is counted: a fast page that lost some of its content is no faster.

    A way of pprr puts the members' edition into a page of its own, the others leave it where its cell stands.
    """
    found = {}
    for item in items:
        portfolio, period = item.split("/")
        pages = (folder / period / f"{portfolio}.html", folder / period / portfolio / "members.html")
        text = "".join(page.read_text("utf-8") for page in pages if page.is_file())
        found[item] = tuple(text.count(mark) for mark in MARKS)
    return found


def spread(values: Sequence[float], digits: int = 1) -> str:
    """The median with the least and the most."""
    return f"{statistics.median(values):.{digits}f} ({min(values):.{digits}f} to {max(values):.{digits}f})"


def compare(chosen: Sequence[Way], items: Sequence[str], rounds: int, home: Path) -> dict[str, Measured]:
    """Makes the items in every way, so many times in turns; holds their pages against each other."""
    measured = {way.letter: Measured() for way in chosen}
    contents: dict[str, dict[str, tuple[int, ...]]] = {}
    for _ in range(rounds):
        for way in chosen:
            folder = Path(tempfile.mkdtemp(dir=home))
            found = measured[way.letter]
            measure(way, items, folder, found)
            told = f"{found.seconds[-1]:6.1f} s by the clock, {found.processor[-1]:6.1f} s of the processors"
            print(f"{len(items):>3} reports, {way.letter:>2} {way.name:<46} {told}", flush=True)
            contents[way.letter] = content(way.pages(folder), items)
            shutil.rmtree(folder)
    believed(contents)
    return measured


def believed(contents: dict[str, dict[str, tuple[int, ...]]]) -> None:
    """Leaves this script where the pages of two ways do not hold as much, or hold nothing."""
    first, *others = contents
    for letter in others:
        for item, counts in contents[letter].items():
            if counts != contents[first][item]:
                sys.exit(
                    f"The pages of {letter} do not hold what those of {first} hold, so the times say nothing: "
                    f"{item} has {counts} against {contents[first][item]} of {', '.join(MARKS)}."
                )
    if not all(sum(counts) for counts in zip(*contents[first].values(), strict=True)):
        sys.exit(f"No page holds any of what is counted, so the times say nothing: {contents[first]}")


def tell(chosen: Sequence[Way], measured: dict[str, Measured], count: int) -> None:
    """Prints seconds, memory and ratios."""
    rounds = len(measured[chosen[0].letter].seconds)
    print(f"\n{count} reports, {rounds} rounds; seconds: median (least to most)")
    for way in chosen:
        found = measured[way.letter]
        print(
            f"  {way.letter:>2} {way.name:<44} clock {spread(found.seconds):<22}"
            f" processor {spread(found.processor):<22} a report {statistics.median(found.processor) / count:5.2f}"
            f"  peak {max(found.peak) / 1e6:,.0f} MB"
        )
    for one, other in (("c2", "c0"), ("c2", "d"), ("d", "d0"), ("a", "c2"), ("b", "c2"), ("a", "d"), ("c1", "c2")):
        if one in measured and other in measured:
            clock, processor = (
                [mine / theirs for mine, theirs in zip(*pair, strict=True)]
                for pair in (
                    (measured[one].seconds, measured[other].seconds),
                    (measured[one].processor, measured[other].processor),
                )
            )
            print(f"  {one} / {other}: clock {spread(clock, 2)}, processor {spread(processor, 2)}")


def warm_up(chosen: Sequence[Way], items: Sequence[str], home: Path) -> None:
    """Goes each way once, unmeasured: byte code is written, fonts are listed, extracts are cleaned."""
    for way in chosen:
        way.make(items, home / "warm-up" / way.letter)


def incremental(ground: Ground, count: int, rounds: int) -> None:
    """Prints what a run takes where nothing has changed, and where one commentary has."""
    items = all_items(ground.project)[:count]
    periods = list(dict.fromkeys(item.split("/")[1] for item in items))
    portfolio, period = items[0].split("/")
    words = sorted((ground.project / "notebooks" / "commentary" / period / portfolio).glob("*.ipynb"))[0]
    taken: dict[str, Measured] = {"nothing changed": Measured(), "one commentary changed": Measured()}
    ground.start("python", "-m", "pprr", "run", *periods).end()
    for number in range(rounds):
        for name, found in taken.items():
            if name != "nothing changed":
                notebook = json.loads(words.read_text("utf-8"))
                notebook["cells"][-1]["source"] += [f"\nRound {number}."]
                words.write_text(json.dumps(notebook), "utf-8")
            began, used = time.perf_counter(), used_by_children()
            ground.start("python", "-m", "pprr", "run", *periods).end()
            found.seconds.append(time.perf_counter() - began)
            found.processor.append(used_by_children() - used)
    print(f"\n{len(items)} reports up to date: seconds, median (least to most)")
    for name, found in taken.items():
        print(f"  {name:<24} clock {spread(found.seconds, 2):<24} processor {spread(found.processor, 2)}")


def main() -> None:
    """Makes a council, makes its reports in the chosen ways, and prints what that took."""
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("--items", default="14", help="How many reports, as often as is wanted: 14,42,84.")
    reader.add_argument("--rounds", type=int, default=5, help="How many times each way takes its turn.")
    reader.add_argument("--ways", default="a,b,c1,c2,d,d0", help="Which ways, by their letters.")
    reader.add_argument("--slow-up-to", type=int, default=14, metavar="REPORTS", help="How many at most for a and b.")
    reader.add_argument("--before", default=START, metavar="COMMIT", help="The earlier code, for d0; empty for none.")
    reader.add_argument("--against", type=Path, metavar="PATH", help="Another checkout, whose run takes turns as c0.")
    reader.add_argument("--quick", action="store_true", help="A tiny council, two reports, one round: does it work?")
    reader.add_argument("--kinds", metavar="PERIODS", help="Instead: every kind of document of these, and its cost.")
    asked = reader.parse_args()
    if asked.kinds:
        tiny = ("--portfolios", "2", "--measures", "10", "--years", "1") if asked.quick else ()
        kinds.main(asked.kinds.split(","), asked.rounds, sorted({1, asked.kinds.count(",") + 1}), tiny)
        return
    portfolios = 2 if asked.quick else PORTFOLIOS
    sizes = [2] if asked.quick else [int(size) for size in asked.items.split(",")]
    if any(size % portfolios for size in sizes):
        reader.error(f"pprr run makes whole periods here: --items takes multiples of {portfolios}")
    rounds = 1 if asked.quick else asked.rounds
    letters = asked.ways.split(",")
    before = asked.before if "d0" in letters else ""
    years = 1 if asked.quick else 1 + math.ceil(max(sizes) / portfolios / 4)
    council = {"portfolios": portfolios, "measures": 10 if asked.quick else 100, "years": years}
    with (
        tempfile.TemporaryDirectory(prefix="pprr-batch-") as home,
        grounds(Path(home), before, asked.against, council) as (now, earlier, other),
    ):
        chosen = [way for way in ways(now, earlier, other) if way.letter in {*letters, "c0"}]
        items = all_items(now.project)
        if not asked.quick:
            warm_up(chosen, items[:1], Path(home))
        for count in sizes:
            turns = [way for way in chosen if way.letter not in SLOW or count <= asked.slow_up_to]
            tell(turns, compare(turns, items[:count], rounds, Path(home)), count)
        incremental(now, max(sizes), rounds)


if __name__ == "__main__":
    main()
