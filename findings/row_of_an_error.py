# /// script
# requires-python = ">=3.11"
# dependencies = ["duckdb==2.0.1"]
# ///
"""A row whose first cell is #N/A is not read, and its amount not added.

A cost centre that a look-up did not find is #N/A in a ledger saved from Excel. Where the column is otherwise of
numbers, DuckDB finds it likelier that # begins a remark than that the column is text, and leaves the row out: no
error, no empty row, and no rejected one. Not even ``all_varchar=True`` brings it back; ``comment=""`` does.
"""
# ruff: noqa: T201

import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

import duckdb

SEEN = {"as it is": 40.0, "all_varchar": 40.0, "no comment": 65.0}


def main() -> None:
    """Add up three amounts, one of them beside an #N/A, read in three ways."""
    with tempfile.TemporaryDirectory() as folder:
        ledger = Path(folder) / "ledger.csv"
        ledger.write_text("centre,amount\n1001,10.00\n#N/A,25.00\n1003,30.00\n", "utf-8")
        tables = (
            duckdb.read_csv(str(ledger)),
            duckdb.read_csv(str(ledger), all_varchar=True),
            duckdb.read_csv(str(ledger), comment=""),
        )
        found = {
            name: sum(float(amount) for _, amount in table.fetchall()) for name, table in zip(SEEN, tables, strict=True)
        }
    print(f"duckdb {version('duckdb')}: 10 + 25 + 30 = {found}")
    if found != SEEN:
        sys.exit(f"Not as it was seen: {SEEN!r}")


if __name__ == "__main__":
    main()
