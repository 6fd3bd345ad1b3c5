# /// script
# requires-python = ">=3.11"
# dependencies = ["duckdb==2.0.1"]
# ///
"""Reading two Parquet files together rounds the figures of the second.

A file of whole figures and one of figures with a decimal differ in the type of the column. DuckDB takes the type of the
first file for both and rounds: 1.5 is read as 2. ``union_by_name`` takes a type that holds both.
"""
# ruff: noqa: T201

import sys
import tempfile
from decimal import Decimal
from importlib.metadata import version
from pathlib import Path

import duckdb

SEEN = {"as it comes": [Decimal("1"), Decimal("2")], "union_by_name": [Decimal("1.0"), Decimal("1.5")]}


def main() -> None:
    """Write a file of 1 and a file of 1.5, read both at once in two ways, and say what each gave."""
    with tempfile.TemporaryDirectory() as folder:
        first, second = (str(Path(folder) / f"{name}.parquet") for name in ("1", "2"))
        duckdb.sql("SELECT 1::DECIMAL(9, 0) AS figure").write_parquet(first)
        duckdb.sql("SELECT 1.5::DECIMAL(9, 1) AS figure").write_parquet(second)
        found = {
            name: [figure for (figure,) in duckdb.read_parquet([first, second], union_by_name=is_union).fetchall()]
            for name, is_union in (("as it comes", False), ("union_by_name", True))
        }
    for name, figures in found.items():
        print(f"duckdb {version('duckdb')}, {name}: {', '.join(map(str, figures))}")
    if found != SEEN:
        sys.exit(f"Not as it was seen: {SEEN!r}")


if __name__ == "__main__":
    main()
