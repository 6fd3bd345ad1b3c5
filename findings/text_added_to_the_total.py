# /// script
# requires-python = ">=3.11"
# dependencies = ["formulas==1.3.4", "openpyxl==3.1.5"]
# ///
"""A total counts a figure that is kept as text, which Excel leaves out.

A column holds 40, 50 and, as text, 60: Excel marks the cell, and its ``SUM`` and ``COUNT`` leave it out, as do those of
other spreadsheets. The formulas library, which calculates a workbook without Excel, takes the text as a figure: 150
and 3 stand where the council's own workbook shows 90 and 2.
"""
# ruff: noqa: T201

import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

import formulas
import openpyxl

SEEN = {"SUM": 150, "COUNT": 3}


def main() -> None:
    """Calculate the sum and the count of two figures and one text."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "budget.xlsx"
        book = openpyxl.Workbook()
        for row in ([40], [50], ["60"], ["=SUM(A1:A3)"], ["=COUNT(A1:A3)"]):
            book.active.append(row)
        book.save(path)
        cells = formulas.ExcelModel().loads(str(path)).finish().calculate()
    value = {name.rsplit("!", 1)[-1]: cell.value[0, 0] for name, cell in cells.items()}
    found = {"SUM": int(value["A4"]), "COUNT": int(value["A5"])}
    print(f"formulas {version('formulas')}: {found}")
    if found != SEEN:
        sys.exit(f"Not as it was seen: {SEEN!r}")


if __name__ == "__main__":
    main()
