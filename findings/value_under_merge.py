# /// script
# requires-python = ">=3.11"
# dependencies = ["openpyxl==3.1.5", "python-calamine==0.9.1", "xlsxwriter==3.3.1"]
# ///
"""A figure hidden under a merged cell is read by two ways out of three.

Excel shows a merged cell's first value and keeps what a file holds for the cells below it. calamine gives the hidden
value as if it were shown, openpyxl gives nothing, and openpyxl's read-only mode gives it again: the same library
answers in two ways. calamine's ``merged_cell_ranges`` tells which cells are covered.
"""
# ruff: noqa: T201

import sys
from importlib.metadata import version
from io import BytesIO

import openpyxl
import python_calamine
import xlsxwriter

SEEN = {"calamine": [64.0, 71.0], "calamine, merges": [((0, 0), (1, 0))], "openpyxl": [64, None], "read-only": [64, 71]}


def main() -> None:
    """Write 64 over two merged cells with 71 left in the lower one, and say what each way of reading gave."""
    book = BytesIO()
    with xlsxwriter.Workbook(book, {"in_memory": True}) as writing:
        sheet = writing.add_worksheet()
        sheet.merge_range("A1:A2", 64)
        sheet.write("A2", 71)
    calamine = python_calamine.CalamineWorkbook.from_filelike(BytesIO(book.getvalue())).get_sheet_by_index(0)
    found: dict[str, object] = {
        "calamine": [value for row in calamine.to_python() for value in row],
        "calamine, merges": calamine.merged_cell_ranges,
    }
    for name, is_read_only in (("openpyxl", False), ("read-only", True)):
        read = openpyxl.load_workbook(BytesIO(book.getvalue()), read_only=is_read_only).active
        found[name] = [value for row in read.iter_rows(values_only=True) for value in row]
    print(f"python-calamine {version('python-calamine')}, openpyxl {version('openpyxl')}")
    for name, value in found.items():
        print(f"{name}: {value!r}")
    if found != SEEN:
        sys.exit(f"Not as it was seen: {SEEN!r}")


if __name__ == "__main__":
    main()
