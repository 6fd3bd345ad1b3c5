# /// script
# requires-python = ">=3.11"
# dependencies = ["pandas==3.1.1", "openpyxl==3.1.5", "python-calamine==0.9.1"]
# ///
"""A year's figure is read as the second quarter's, and added to it.

A table has two header rows: Q1 and Q2 above, Actual below, and a last column, Year, with nothing above it. Read with
``header=[0, 1]`` the empty cell is given the label to its left, as if the two were merged, by both engines: 12 for the
year belongs to Q2, and the sum of Q2 is 19. The same table as a CSV leaves the year without a quarter.
"""
# ruff: noqa: T201

import sys
from importlib.metadata import version
from io import BytesIO, StringIO

import openpyxl
import pandas as pd

ROWS = [["Code", "Q1", "Q2", None], [None, "Actual", "Actual", "Year"], ["CF1.1", 5, 7, 12]]
SEEN = {"openpyxl": ("Q2", "Year", 19), "calamine": ("Q2", "Year", 19), "csv": ("Unnamed: 3_level_0", "Year")}


def main() -> None:
    """Read the same table from a workbook and from a CSV, and say what the last column is called."""
    book, kept = openpyxl.Workbook(), BytesIO()
    for row in ROWS:
        book.active.append(row)
    book.save(kept)
    text = "\n".join(",".join("" if cell is None else str(cell) for cell in row) for row in ROWS)
    found = {}
    for engine in ("openpyxl", "calamine"):
        table = pd.read_excel(kept, header=[0, 1], engine=engine)
        found[engine] = (*table.columns[-1], int(table["Q2"].sum(axis=1).iloc[0]))
    found["csv"] = pd.read_csv(StringIO(text), header=[0, 1]).columns[-1]
    print(f"pandas {version('pandas')}, openpyxl {version('openpyxl')}: {found}")
    if found != SEEN:
        sys.exit(f"Not as it was seen: {SEEN!r}")


if __name__ == "__main__":
    main()
