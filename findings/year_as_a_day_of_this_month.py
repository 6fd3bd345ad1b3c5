# /// script
# requires-python = ">=3.11"
# dependencies = ["dateparser==1.5.0"]
# ///
"""The year 2024/25 is the 25th of the month in which it is read.

dateparser takes what a date lacks from the present day. A financial year, 2024/25 or 2024-25, becomes a day of 2024
in the present month, and Q2 2025 a day of the present month in 2025: read in June and read in November, one cell
gives two answers, and no option was set.
"""
# ruff: noqa: T201

import sys
from datetime import datetime
from importlib.metadata import version

import dateparser

SEEN = {"June": ["2024-06-25", "2024-06-25"], "November": ["2024-11-25", "2024-11-25"]}


def main() -> None:
    """Read a financial year in two spellings on two days."""
    found = {}
    for name, today in (
        ("June", datetime.fromisoformat("2025-06-30")),
        ("November", datetime.fromisoformat("2025-11-05")),
    ):
        settings = {"RELATIVE_BASE": today}
        found[name] = [f"{dateparser.parse(year, settings=settings):%Y-%m-%d}" for year in ("2024/25", "2024-25")]
    print(f"dateparser {version('dateparser')}: {found}")
    if found != SEEN:
        sys.exit(f"Not as it was seen: {SEEN!r}")


if __name__ == "__main__":
    main()
