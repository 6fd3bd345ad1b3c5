# /// script
# requires-python = ">=3.11"
# dependencies = ["openpyxl==3.1.5", "python-calamine==0.9.1", "xlsxwriter==3.3.1"]
# ///
"""A raised footnote digit is read as part of the figure: 35 with a raised 1 becomes 351.

Excel shows the raised digit as a footnote mark. Both readers join the runs of the cell's text without a word, so a
figure of 35 is published as 351. Only openpyxl with ``rich_text=True`` keeps the runs and how each is written.
"""
# ruff: noqa: T201

from importlib.metadata import version
from io import BytesIO

import openpyxl
import python_calamine
import xlsxwriter


def main() -> None:
    """Write the workbook, read it in three ways, and say what each gave."""
    book = BytesIO()
    with xlsxwriter.Workbook(book, {"in_memory": True}) as writing:
        sheet = writing.add_worksheet()
        sheet.write_rich_string("A1", "35", writing.add_format({"font_script": 1}), "1")

    calamine = python_calamine.CalamineWorkbook.from_filelike(BytesIO(book.getvalue()))
    [[read]] = calamine.get_sheet_by_index(0).to_python()
    print(f"python-calamine {version('python-calamine')}: {read!r}")
    for is_rich in (False, True):
        cell = openpyxl.load_workbook(BytesIO(book.getvalue()), rich_text=is_rich).active["A1"].value
        runs = [run if isinstance(run, str) else (run.text, run.font.vertAlign) for run in cell] if is_rich else cell
        print(f"openpyxl {version('openpyxl')}, rich_text={is_rich}: {runs!r}")


if __name__ == "__main__":
    main()
