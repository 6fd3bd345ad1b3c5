# /// script
# requires-python = ">=3.11"
# dependencies = ["openpyxl==3.1.5", "python-calamine==0.9.1", "xlsxwriter==3.3.1"]
# ///
"""A raised footnote digit is read as part of the figure: 35 with a raised 1 becomes 351.

Excel shows the raised digit as a footnote mark. Both readers join the runs of the cell's text without a word, so a
figure of 35 is published as 351. Only openpyxl with ``rich_text=True`` keeps the runs and how each is written.
"""
# ruff: noqa: T201

import sys
from importlib.metadata import version
from io import BytesIO

import openpyxl
import python_calamine
import xlsxwriter

SEEN = {"calamine": "351", "openpyxl": "351", "openpyxl, rich": ["35", ("1", "superscript")]}


def main() -> None:
    """Write the workbook, read it in three ways, and say what each gave."""
    book = BytesIO()
    with xlsxwriter.Workbook(book, {"in_memory": True}) as writing:
        sheet = writing.add_worksheet()
        sheet.write_rich_string("A1", "35", writing.add_format({"font_script": 1}), "1")

    calamine = python_calamine.CalamineWorkbook.from_filelike(BytesIO(book.getvalue()))
    [[read]] = calamine.get_sheet_by_index(0).to_python()
    found = {"calamine": read}
    for name, is_rich in (("openpyxl", False), ("openpyxl, rich", True)):
        cell = openpyxl.load_workbook(BytesIO(book.getvalue()), rich_text=is_rich).active["A1"].value
        runs = [run if isinstance(run, str) else (run.text, run.font.vertAlign) for run in cell] if is_rich else cell
        found[name] = runs
    print(f"python-calamine {version('python-calamine')}, openpyxl {version('openpyxl')}")
    for name, value in found.items():
        print(f"{name}: {value!r}")
    if found != SEEN:
        sys.exit(f"Not as it was seen: {SEEN!r}")


if __name__ == "__main__":
    main()
