# /// script
# requires-python = ">=3.11"
# dependencies = ["pandas==3.1.1"]
# ///
"""The months Apr-25 and Mar-26 are two days of the year 1, and March stands first.

A column of months as a workbook writes them, `Apr-25` to `Mar-26`, is given to ``read_csv(parse_dates=...)``. It is
read, with a warning that no format was found, as the 25th of April and the 26th of March in the year 1: in order of
time March's 8 calls stand before April's 5, and later years, from `Apr-32` on, would be years. ``format="%b-%y"``
reads the months.
"""
# ruff: noqa: T201

import sys
from importlib.metadata import version
from io import StringIO

import pandas as pd

SEEN = {"Apr-25": "0001-04-25", "Mar-26": "0001-03-26", "first": 8}


def main() -> None:
    """Read two months of calls, and put them in order."""
    table = pd.read_csv(StringIO("month,calls\nApr-25,5\nMar-26,8\n"), parse_dates=["month"])
    april, march = (f"{day.date()}" for day in table["month"])
    found = {"Apr-25": april, "Mar-26": march, "first": int(table.sort_values("month")["calls"].iloc[0])}
    print(f"pandas {version('pandas')}: {found}")
    if found != SEEN:
        sys.exit(f"Not as it was seen: {SEEN!r}")


if __name__ == "__main__":
    main()
