# /// script
# requires-python = ">=3.11"
# dependencies = ["openpyxl==3.1.5", "pandas==3.1.1", "python-calamine==0.9.1", "xlsxwriter==3.3.1"]
# ///
"""A figure shown in thousands is read as a thousand times what is shown.

The format ``#,##0,`` scales by a thousand, so 5,210,000 is shown as 5,210 under a heading of "£000". calamine and
pandas give the number that is held, and neither tells the format: who multiplies by what the heading says publishes a
thousand times too much. openpyxl gives the format beside the number.
"""
# ruff: noqa: T201

import sys
from importlib.metadata import version
from io import BytesIO

import openpyxl
import pandas as pd
import python_calamine
import xlsxwriter

SEEN = {"python-calamine": [["£000"], [5210000.0]], "pandas": [5210000], "openpyxl": (5210000, "#,##0,")}


def main() -> None:
    """Write the workbook, read it in three ways, and say what each gave."""
    book = BytesIO()
    with xlsxwriter.Workbook(book, {"in_memory": True}) as writing:
        sheet = writing.add_worksheet()
        sheet.write("A1", "£000")
        sheet.write("A2", 5210000, writing.add_format({"num_format": "#,##0,"}))
    cell = openpyxl.load_workbook(BytesIO(book.getvalue())).active["A2"]
    found = {
        "python-calamine": python_calamine.CalamineWorkbook.from_filelike(BytesIO(book.getvalue()))
        .get_sheet_by_index(0)
        .to_python(),
        "pandas": pd.read_excel(BytesIO(book.getvalue()), engine="openpyxl")["£000"].tolist(),
        "openpyxl": (cell.value, cell.number_format),
    }
    for name, read in found.items():
        print(f"{name} {version(name)}: {read!r}")
    if found != SEEN:
        sys.exit(f"Not as it was seen: {SEEN!r}")


if __name__ == "__main__":
    main()
