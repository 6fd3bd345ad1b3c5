# /// script
# requires-python = ">=3.11"
# dependencies = ["python-dateutil==4.0.0", "pandas==3.1.1"]
# ///
"""The day 2025-04-01 is 4 January where days are said to stand first.

``dayfirst=True`` is what people in the United Kingdom set, so that 01/04/2025 is in April. Both dateutil and pandas use
it on days in the international order too: the year stays in front, and day and month behind it change places. Up to the
twelfth of a month nothing tells. ``format="ISO8601"`` reads the day as it is written.
"""
# ruff: noqa: T201

import sys
from importlib.metadata import version

import pandas as pd
from dateutil.parser import parse

DAY = "2025-04-01"
SEEN = {"dateutil": "2025-01-04", "pandas": "2025-01-04", "pandas, ISO8601": "2025-04-01"}


def main() -> None:
    """Read one day with the day first, in three ways."""
    moments = (
        parse(DAY, dayfirst=True),
        pd.to_datetime([DAY], dayfirst=True)[0],
        pd.to_datetime([DAY], format="ISO8601")[0],
    )
    found = {name: f"{moment:%Y-%m-%d}" for name, moment in zip(SEEN, moments, strict=True)}
    print(f"python-dateutil {version('python-dateutil')}, pandas {version('pandas')}: {DAY} is {found}")
    if found != SEEN:
        sys.exit(f"Not as it was seen: {SEEN!r}")


if __name__ == "__main__":
    main()
