# /// script
# requires-python = ">=3.11"
# dependencies = ["matplotlib==3.11.2"]
# ///
"""The first quarter is drawn behind the fourth, and one of two bars of a name stands behind the other.

An axis of text takes its places in the order in which names are first seen, over all that is drawn on it. A measure
that began in Q2, drawn first, sends everybody's Q1 to the end, and the line of a full year runs from the right edge
back to the left. Two measures of one short name share one place: three bars are drawn, and two are seen.
"""
# ruff: noqa: T201

import sys

import matplotlib as mpl
from matplotlib.figure import Figure

SEEN = {"axis": ["Q2", "Q3", "Q4", "Q1"], "bars": [0.0, 1.0, 0.0]}


def main() -> None:
    """Draw two measures over a year, and three bars, and say where they stand."""
    lines, bars = Figure().subplots(), Figure().subplots()
    lines.plot(["Q2", "Q3", "Q4"], [61, 62, 64])
    lines.plot(["Q1", "Q2", "Q3", "Q4"], [71, 70, 72, 75])
    drawn = bars.bar(["Calls", "Visits", "Calls"], [64, 35, 12])
    found = {
        "axis": [label.get_text() for label in lines.get_xticklabels()],
        "bars": [float(bar.get_x() + bar.get_width() / 2) for bar in drawn],
    }
    print(f"matplotlib {mpl.__version__}: {found}")
    if found != SEEN:
        sys.exit(f"Not as it was seen: {SEEN!r}")


if __name__ == "__main__":
    main()
