# /// script
# requires-python = ">=3.11"
# dependencies = ["polars==2.1.0", "fastexcel==0.21.0", "xlsxwriter==3.3.1"]
# ///
"""The total that a table was written with is read back as 0.

``write_excel(column_totals=True)`` writes a total below the rows, as a formula. XlsxWriter does not calculate: it puts
0 beside the formula, and Excel puts the sum there when the workbook is opened and saved. Who reads the file before that
reads a budget of 0 for the council, where an empty cell would have told.
"""
# ruff: noqa: T201

import sys
from importlib.metadata import version
from io import BytesIO

import polars as pl

SEEN = {"budget": [10, 20, 0], "spent": [9, 21, 0]}


def main() -> None:
    """Write two portfolios with their total, and say what is read back."""
    book = BytesIO()
    money = pl.DataFrame({"portfolio": ["Adults", "Roads"], "budget": [10, 20], "spent": [9, 21]})
    money.write_excel(book, column_totals=True)
    found = pl.read_excel(book.getvalue())["budget", "spent"].to_dict(as_series=False)
    print(f"polars {version('polars')}, XlsxWriter {version('xlsxwriter')}: {found}")
    if found != SEEN:
        sys.exit(f"Not as it was seen: {SEEN!r}")


if __name__ == "__main__":
    main()
