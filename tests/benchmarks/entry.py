"""Measures the check of one entry that runs on without a stop, as it grows, in seconds of the processor.

    python tests/benchmarks/entry.py [ROUNDS]

The entry is one of the example's own. Each kind of text is checked at several lengths, in turns; the ratio is that to
the shortest, and is to be no more than that of the lengths.
"""

import statistics
import sys
import time

from pprr.report import Report, open_report
from pprr.report.queries.words import facts_of
from pprr.wordcheck import check_entry

PORTFOLIO, PERIOD, ITEM = "citizen-focus-and-engagement", "2019-20-annual", "CFE2.1"
LENGTHS = (12_000, 24_000, 48_000, 96_000)
PIECES = {
    "words alone": "people who came to the counter said that it was better ",
    "figures among words": "61 of 179 (34%), 28% in 2018/19; " + "and so on " * 10,
    "figures alone": "1,111 ",
}


def seconds(report: Report, text: str) -> float:
    """The processor's time that one check of the text takes."""
    facts = facts_of(report)[ITEM]
    began = time.process_time()
    check_entry(text, facts, report.rules)
    return time.process_time() - began


def main() -> None:
    """Checks every kind and length in turns, and prints the medians."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    report = open_report(PORTFOLIO, PERIOD)
    taken: dict[tuple[str, int], list[float]] = {}
    for _ in range(rounds + 1):  # the first compiles patterns, and does not count
        for name, piece in PIECES.items():
            for length in LENGTHS:
                text = (piece * (length // len(piece) + 1))[:length]
                taken.setdefault((name, length), []).append(seconds(report, text))
    for (name, length), found in taken.items():
        median = statistics.median(found[1:])
        ratio = median / statistics.median(taken[name, LENGTHS[0]][1:])
        print(f"{name:<20} {length:>7,} letters  {median:6.3f} s  {ratio:5.1f} times {LENGTHS[0]:,}")


if __name__ == "__main__":
    main()
