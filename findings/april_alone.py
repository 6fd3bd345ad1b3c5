# /// script
# requires-python = ">=3.11"
# dependencies = ["pandas==3.1.1"]
# ///
"""The first three months of a year are April alone.

``resample("3ME")`` adds up three months at a time, and the first of its stretches ends with the first month there is:
a year that begins in April is April, May to July, August to October, November to January, and February and March. Five
totals stand where four were due, and each of the middle three is of three months, as a glance would check. ``QE-MAR``
adds up quarters.
"""
# ruff: noqa: T201

import sys
from importlib.metadata import version

import pandas as pd

SEEN = {"3ME": [1, 3, 3, 3, 2], "QE-MAR": [3, 3, 3, 3]}


def main() -> None:
    """Count the months of a financial year, a call a month, by three months and by quarters."""
    calls = pd.Series(1, index=pd.date_range("2025-04-30", periods=12, freq="ME"))
    found = {every: calls.resample(every).sum().tolist() for every in SEEN}
    print(f"pandas {version('pandas')}: {found}")
    if found != SEEN:
        sys.exit(f"Not as it was seen: {SEEN!r}")


if __name__ == "__main__":
    main()
