# /// script
# requires-python = ">=3.11"
# dependencies = ["pandas==3.1.1"]
# ///
"""A printed ledger's amount of 12,345 is read as 345.

``read_fwf`` finds where columns of fixed width begin and end from the first 100 rows. Amounts are set to the right, so
a longer one further down begins to the left of that place, and its first digits are cut off: the column is of whole
numbers all the same, and nothing is said. ``infer_nrows`` of the number of rows, or ``colspecs``, reads it all.
"""
# ruff: noqa: T201

import sys
from importlib.metadata import version
from io import StringIO

import pandas as pd

SEEN = {"row 101": 345, "row 102": 567, "row 101, all rows looked at": 12345}


def main() -> None:
    """Print a hundred small amounts and two larger ones below, and say what is read of these."""
    amounts = [*range(100, 200), 12345, 1234567]
    ledger = "".join(f"A{at:<6}{amount:>10}\n" for at, amount in enumerate(amounts))
    read = pd.read_fwf(StringIO(ledger), header=None)[1].tolist()
    whole = pd.read_fwf(StringIO(ledger), header=None, infer_nrows=len(amounts))[1].tolist()
    found = {"row 101": read[100], "row 102": read[101], "row 101, all rows looked at": whole[100]}
    print(f"pandas {version('pandas')}: {found}")
    if found != SEEN:
        sys.exit(f"Not as it was seen: {SEEN!r}")


if __name__ == "__main__":
    main()
