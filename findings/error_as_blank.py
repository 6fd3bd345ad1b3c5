# /// script
# requires-python = ">=3.11"
# dependencies = ["python-calamine==0.9.1", "openpyxl==3.1.5", "xlsxwriter==3.3.1"]
# ///
"""A cell that shows #DIV/0! is read as an empty one.

calamine, which pandas and polars read workbooks with, gives nothing for an error, as for a cell that was never
filled; openpyxl gives its text. Where a blank means that no figure is due, a formula that broke becomes a figure that
nobody waits for.
"""
# ruff: noqa: T201

import sys
from importlib.metadata import version
from io import BytesIO

import openpyxl
import xlsxwriter
from python_calamine import CalamineWorkbook

SEEN = {"calamine": ["", "", 64.0], "openpyxl": ["#DIV/0!", None, 64]}


def main() -> None:
    """Write a broken figure, none and a whole one, and say what each way of reading gave."""
    book = BytesIO()
    with xlsxwriter.Workbook(book, {"in_memory": True}) as writing:
        sheet = writing.add_worksheet()
        sheet.write_formula("A1", "=1/0", value="#DIV/0!")
        sheet.write("A3", 64)
    calamine = CalamineWorkbook.from_filelike(BytesIO(book.getvalue())).get_sheet_by_index(0).to_python()
    found = {
        "calamine": [cell for row in calamine for cell in row],
        "openpyxl": [
            cell for (cell,) in openpyxl.load_workbook(BytesIO(book.getvalue()), data_only=True).active.values
        ],
    }
    print(f"python-calamine {version('python-calamine')}, openpyxl {version('openpyxl')}: {found}")
    if found != SEEN:
        sys.exit(f"Not as it was seen: {SEEN!r}")


if __name__ == "__main__":
    main()
