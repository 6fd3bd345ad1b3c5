# /// script
# requires-python = ">=3.11"
# dependencies = ["pycel==1.0b30", "openpyxl==3.1.5"]
# ///
"""A month after 31 January is 3 March.

``EDATE`` moves a day by months. Where the month that it comes to is shorter, Excel gives that month's last day: the
half-year of a year that ends on 31 March ends on 30 September. pycel counts the days that are too many into the month
behind: 1 October, which is another quarter. Its ``EOMONTH`` is right.
"""
# ruff: noqa: T201

import sys
import tempfile
from datetime import date, timedelta
from importlib.metadata import version
from pathlib import Path

import openpyxl
from pycel import ExcelCompiler

FORMULAS = {
    "a month after 31 January": "=EDATE(DATE(2025,1,31),1)",
    "six months before 31 March": "=EDATE(DATE(2026,3,31),-6)",
    "end of the next month": "=EOMONTH(DATE(2025,1,31),1)",
}
SEEN = {
    "a month after 31 January": "2025-03-03",
    "six months before 31 March": "2025-10-01",
    "end of the next month": "2025-02-28",
}


def main() -> None:
    """Calculate three days of a workbook."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "days.xlsx"
        book = openpyxl.Workbook()
        for formula in FORMULAS.values():
            book.active.append([formula])
        book.save(path)
        cells = ExcelCompiler(filename=str(path))
        serials = [cells.evaluate(f"Sheet!A{row}") for row in range(1, len(FORMULAS) + 1)]
    days = [f"{date(1899, 12, 30) + timedelta(days=int(serial))}" for serial in serials]
    found = dict(zip(FORMULAS, days, strict=True))
    print(f"pycel {version('pycel')}: {found}")
    if found != SEEN:
        sys.exit(f"Not as it was seen: {SEEN!r}")


if __name__ == "__main__":
    main()
