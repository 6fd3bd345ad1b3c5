# /// script
# requires-python = ">=3.11"
# dependencies = ["duckdb==2.0.1"]
# ///
"""A day with a year of two digits is read year first: 01/10/25 is 25 October 2001.

A ledger's days are often written so. Nothing is set, no error is raised, and both columns are dates: the day becomes
the year. With four digits of the year, and with ``dateformat``, the same days are read as they were meant.
"""
# ruff: noqa: T201

import sys
import tempfile
from datetime import date
from importlib.metadata import version
from pathlib import Path

import duckdb

SEEN = {
    "two digits": [date(2001, 10, 25), date(2002, 11, 25)],
    "four digits": [date(2025, 10, 1), date(2025, 11, 2)],
    "two digits, dateformat": [date(2025, 10, 1), date(2025, 11, 2)],
}


def main() -> None:
    """Write two days in two ways, read them with nothing set and by a stated form, and say what each gave."""
    with tempfile.TemporaryDirectory() as folder:
        short, long = (Path(folder) / f"{name}.csv" for name in ("short", "long"))
        short.write_text("day,amount\n01/10/25,100.00\n02/11/25,50.00\n", "utf-8")
        long.write_text("day,amount\n01/10/2025,100.00\n02/11/2025,50.00\n", "utf-8")
        tables = (
            duckdb.read_csv(str(short)),
            duckdb.read_csv(str(long)),
            duckdb.read_csv(str(short), date_format="%d/%m/%y"),
        )
        found = {name: [day for day, _ in table.fetchall()] for name, table in zip(SEEN, tables, strict=True)}
    print(f"duckdb {version('duckdb')}: { {name: [str(day) for day in days] for name, days in found.items()} }")
    if found != SEEN:
        sys.exit(f"Not as it was seen: {SEEN!r}")


if __name__ == "__main__":
    main()
