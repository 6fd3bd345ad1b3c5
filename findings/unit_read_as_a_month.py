# /// script
# requires-python = ">=3.11"
# dependencies = ["xlsx2csv==0.8.6", "openpyxl==3.1.5"]
# ///
"""A cell that shows 5.2m is 0.001 in the CSV, and one that shows 12 days is `0 "11ays"`.

A workbook's number format may carry a unit: `0.0\\m` shows 5.2 as 5.2m, `0 "days"` shows 12 as 12 days. xlsx2csv takes
an m or a d anywhere in a format for the mark of a date, in quotation marks or escaped too, and writes the format with
the month and day of 1900 put in: 5.2 becomes a plain and false figure. Without the unit both cells are as they are.
"""
# ruff: noqa: T201

import csv
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

import openpyxl

CELLS = [(5.2, "0.0\\m"), (12, '0 "days"'), (5.2, "0.0"), (12, "0")]
SEEN = ["0.001", '0 "11ays"', "5.2", "12"]


def main() -> None:
    """Write four cells into a workbook, and convert it."""
    with tempfile.TemporaryDirectory() as folder:
        book = openpyxl.Workbook()
        for row, (figure, shown) in enumerate(CELLS, 1):
            book.active.cell(row, 1, figure).number_format = shown
        book.save(Path(folder) / "figures.xlsx")
        command = [sys.executable, "-m", "xlsx2csv", "--escape", str(Path(folder) / "figures.xlsx")]
        written = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found = [row[0] for row in csv.reader(written.splitlines())]
    print(f"xlsx2csv {version('xlsx2csv')}, openpyxl {version('openpyxl')}: {found}")
    if found != SEEN:
        sys.exit(f"Not as it was seen: {SEEN!r}")


if __name__ == "__main__":
    main()
