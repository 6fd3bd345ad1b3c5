# /// script
# requires-python = ">=3.11"
# dependencies = ["agate==1.14.2"]
# ///
"""A budget of 1.5m is one and a half minutes.

agate, which csvkit's commands read tables with, tries lengths of time before it leaves a column as text, and `m` is
minutes to it: budgets of 12m and 1.5m are 0:12:00 and 0:01:30, and their sum is thirteen and a half minutes. The same
column with £ before its figures stays text.
"""
# ruff: noqa: T201

import sys
from importlib.metadata import version
from io import StringIO

import agate

SEEN = {"12m": "0:12:00", "1.5m": "0:01:30", "sum": "0:13:30"}


def main() -> None:
    """Read a column of two budgets, and add them."""
    table = "\n".join(("service,budget", "Roads,12m", "Parks,1.5m"))
    budgets = agate.Table.from_csv(StringIO(table))
    roads, parks = budgets.columns["budget"].values()
    found = {"12m": str(roads), "1.5m": str(parks), "sum": str(budgets.aggregate(agate.Sum("budget")))}
    print(f"agate {version('agate')}: {found}")
    if found != SEEN:
        sys.exit(f"Not as it was seen: {SEEN!r}")


if __name__ == "__main__":
    main()
