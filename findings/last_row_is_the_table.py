# /// script
# requires-python = ">=3.11"
# dependencies = ["duckdb==2.0.1"]
# ///
"""A footer with commas in it makes the whole table that one row, without an error.

Finance systems end an export with a line of words. Where it has more commas than the rows above, the reader takes it
for the only row of the table and everything before it for what stands above a table. ``columns``, which says what to
expect, makes it an error.
"""
# ruff: noqa: T201

import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

import duckdb

SEEN = (1, "error")


def main() -> None:
    """Write ten rows and a footer, read them with nothing set and with the columns stated, and say what each gave."""
    rows = "".join(f"A{number},{number}.00\n" for number in range(10))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.csv"
        path.write_text(f"code,amount\n{rows}Total, as at 30 September, before accruals,45.00\n", "utf-8")
        count = len(duckdb.read_csv(str(path)).fetchall())
        try:
            stated = str(len(duckdb.read_csv(str(path), columns={"code": "VARCHAR", "amount": "VARCHAR"}).fetchall()))
        except duckdb.InvalidInputException:
            stated = "error"
    found = (count, stated)
    print(f"duckdb {version('duckdb')}: {count} row of 11; with columns stated: {stated}")
    if found != SEEN:
        sys.exit(f"Not as it was seen: {SEEN!r}")


if __name__ == "__main__":
    main()
