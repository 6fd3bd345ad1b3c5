# /// script
# requires-python = ">=3.11"
# dependencies = ["python-dateutil==4.0.0", "pandas==3.1.1", "duckdb==2.0.1", "polars==2.1.0"]
# ///
"""Of five ends of quarters one library gives two, and two give 30 December.

Every three months from 31 March 2025: dateutil's ``rrule`` leaves out the months that have no 31st, so June and
September are not there and the list runs on into 2027. pandas and DuckDB step from the day before, a 30th from June on,
and never come back to the 31st. polars counts from the first day. ``freq="QE-MAR"`` is pandas' own for it.
"""
# ruff: noqa: T201

import sys
from datetime import date, datetime
from importlib.metadata import version

import duckdb
import pandas as pd
import polars as pl
from dateutil.rrule import MONTHLY, rrule

FIRST, LAST = "2025-03-31", "2026-03-31"
SEEN = {
    "dateutil": [FIRST, "2025-12-31", "2026-03-31", "2026-12-31", "2027-03-31"],
    "pandas": [FIRST, "2025-06-30", "2025-09-30", "2025-12-30", "2026-03-30"],
    "DuckDB": [FIRST, "2025-06-30", "2025-09-30", "2025-12-30", "2026-03-30"],
    "polars": [FIRST, "2025-06-30", "2025-09-30", "2025-12-31", "2026-03-31"],
}


def main() -> None:
    """Count five ends of quarters in four ways."""
    series = f"SELECT unnest(generate_series(DATE '{FIRST}', DATE '{LAST}', INTERVAL 3 MONTH))"
    first, last = date.fromisoformat(FIRST), date.fromisoformat(LAST)
    days = (
        rrule(MONTHLY, interval=3, dtstart=datetime.fromisoformat(FIRST), count=5),
        pd.date_range(FIRST, periods=5, freq=pd.DateOffset(months=3)),
        [day for (day,) in duckdb.sql(series).fetchall()],
        pl.date_range(first, last, "3mo", eager=True),
    )
    found = {name: [f"{day:%Y-%m-%d}" for day in counted] for name, counted in zip(SEEN, days, strict=True)}
    print(", ".join(f"{name} {version(name)}" for name in ("python-dateutil", "pandas", "duckdb", "polars")))
    for name, counted in found.items():
        print(f"{name}: {counted}")
    if found != SEEN:
        sys.exit(f"Not as it was seen: {SEEN!r}")


if __name__ == "__main__":
    main()
