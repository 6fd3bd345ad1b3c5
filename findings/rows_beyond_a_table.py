# /// script
# requires-python = ">=3.11"
# dependencies = ["XlsxWriter==3.3.1", "openpyxl==3.1.5"]
# ///
"""Rows that do not fit the range of an Excel table are left out, without a word.

``add_table`` takes the range and the data. Where the range is a row too short, or where its last row is to be the
total, the last rows of the data are not in the workbook. So the range is to be derived from the data.
"""
# ruff: noqa: T201

import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

import openpyxl
import xlsxwriter

SEEN = {"two rows too many": ["Arts", "Roads"], "with a total": ["Arts", "Roads", "Waste", "Total"]}


def main() -> None:
    """Write four rows into two ranges of a table, read each workbook back, and say which rows it has."""
    rows = [["Arts", 1], ["Roads", 2], ["Waste", 3], ["Parks", 4]]
    names = [{"header": "Service"}, {"header": "Figure"}]
    totals = [{"header": "Service", "total_string": "Total"}, {"header": "Figure", "total_function": "sum"}]
    options = {
        "two rows too many": ("A1:B3", {"data": rows, "columns": names}),
        "with a total": ("A1:B5", {"data": rows, "columns": totals, "total_row": True}),
    }
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.xlsx"
        for name, (where, asked) in options.items():
            with xlsxwriter.Workbook(path) as workbook:
                workbook.add_worksheet().add_table(where, asked)
            sheet = openpyxl.load_workbook(path).active
            found[name] = [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)]
    print(f"XlsxWriter {version('XlsxWriter')}, of Arts, Roads, Waste and Parks: {found}")
    if found != SEEN:
        sys.exit(f"Not as it was seen: {SEEN!r}")


if __name__ == "__main__":
    main()
