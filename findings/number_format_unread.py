# /// script
# requires-python = ">=3.11"
# dependencies = ["openpyxl==3.1.5", "pandas==3.1.1", "python-calamine==0.9.1", "xlsxwriter==3.3.1"]
# ///
"""A count hidden as `<5` by its number format is read as the 3 that it hides, and 5,210 as 5210000.

A format may show words in place of a figure: with ``[<5]"<5";0`` a cell that holds 3 shows `<5`, and who hides small
counts so has hidden them on the screen alone. ``#,##0,`` scales by a thousand: 5,210,000 is shown as 5,210 under a
heading of "£000". calamine and pandas give what is held, and neither tells the format; openpyxl gives it beside the
figure.
"""
# ruff: noqa: T201

import sys
from importlib.metadata import version
from io import BytesIO

import openpyxl
import pandas as pd
import python_calamine
import xlsxwriter

HIDDEN, THOUSANDS = '[<5]"<5";0', "#,##0,"
SEEN = {"python-calamine": [[3.0, 5210000.0]], "pandas": [[3, 5210000]], "openpyxl": [HIDDEN, THOUSANDS]}


def main() -> None:
    """Write a figure in each format, read both in three ways, and say what each gave."""
    book = BytesIO()
    with xlsxwriter.Workbook(book, {"in_memory": True}) as writing:
        sheet = writing.add_worksheet()
        for at, (figure, shown) in enumerate(((3, HIDDEN), (5210000, THOUSANDS))):
            sheet.write(0, at, figure, writing.add_format({"num_format": shown}))
    held = BytesIO(book.getvalue())
    found = {
        "python-calamine": python_calamine.CalamineWorkbook.from_filelike(held).get_sheet_by_index(0).to_python(),
        "pandas": pd.read_excel(BytesIO(book.getvalue()), header=None, engine="openpyxl").to_numpy().tolist(),
        "openpyxl": [cell.number_format for cell in openpyxl.load_workbook(BytesIO(book.getvalue())).active[1]],
    }
    for name, read in found.items():
        print(f"{name} {version(name)}: {read!r}")
    if found != SEEN:
        sys.exit(f"Not as it was seen: {SEEN!r}")


if __name__ == "__main__":
    main()
