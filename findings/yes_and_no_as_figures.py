# /// script
# requires-python = ">=3.11"
# dependencies = ["pandas==3.1.1", "openpyxl==3.1.5"]
# ///
"""A column of TRUE and FALSE with one blank is read as 1.0 and 0.0 from a workbook, and as True and False from a CSV.

The same table in the two forms that people send gives columns of another type: a milestone that was met becomes a
figure of 1. Read with ``dtype="boolean"`` both are alike.
"""
# ruff: noqa: T201

import math
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

import openpyxl
import pandas as pd

SEEN = {"workbook": ["1.0", "blank", "0.0"], "CSV": ["True", "blank", "False"]}


def main() -> None:
    """Write a column into a workbook and into a CSV, read both, and say what each gave."""
    with tempfile.TemporaryDirectory() as folder:
        sheet, text = Path(folder) / "met.xlsx", Path(folder) / "met.csv"
        workbook = openpyxl.Workbook()
        for row in (["code", "met"], ["A", True], ["B", None], ["C", False]):
            workbook.active.append(row)
        workbook.save(sheet)
        text.write_text("code,met\nA,TRUE\nB,\nC,FALSE\n", "utf-8")
        tables = {"workbook": pd.read_excel(sheet, engine="openpyxl"), "CSV": pd.read_csv(text)}
    found = {
        name: ["blank" if isinstance(met, float) and math.isnan(met) else str(met) for met in table["met"]]
        for name, table in tables.items()
    }
    print(f"pandas {version('pandas')}: {found}")
    if found != SEEN:
        sys.exit(f"Not as it was seen: {SEEN!r}")


if __name__ == "__main__":
    main()
