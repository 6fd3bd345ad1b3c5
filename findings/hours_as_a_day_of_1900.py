# /// script
# requires-python = ">=3.11"
# dependencies = ["pandas==3.1.1", "xlrd==2.0.2", "python-calamine==0.9.1", "xlwt==1.3.0"]
# ///
"""37 hours 30 of an old workbook are half past one on 1 January 1900.

A waiting time shown as 37:30 by the format `[h]:mm` is a length of time. pandas with xlrd, its engine for .xls, makes
a date of it, and of 7:30 in the same column a time of day; with calamine both are lengths.
"""
# ruff: noqa: T201

import sys
from importlib.metadata import version
from io import BytesIO

import pandas as pd
import xlwt

SEEN = {"xlrd": ["1900-01-01 13:30:00", "07:30:00"], "calamine": ["1 days 13:30:00", "0 days 07:30:00"]}


def main() -> None:
    """Write two waiting times as Excel shows them, and say what each engine read."""
    book = BytesIO()
    writing = xlwt.Workbook()
    sheet = writing.add_sheet("waiting")
    sheet.write(0, 0, "waited")
    for at, hours in enumerate((37.5, 7.5), 1):
        sheet.write(at, 0, hours / 24, xlwt.easyxf(num_format_str="[h]:mm"))
    writing.save(book)
    found = {}
    for engine in ("xlrd", "calamine"):
        found[engine] = [str(time) for time in pd.read_excel(BytesIO(book.getvalue()), engine=engine)["waited"]]
    print(f"pandas {version('pandas')}, xlrd {version('xlrd')}, python-calamine {version('python-calamine')}: {found}")
    if found != SEEN:
        sys.exit(f"Not as it was seen: {SEEN!r}")


if __name__ == "__main__":
    main()
