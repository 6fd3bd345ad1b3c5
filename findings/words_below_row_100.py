# /// script
# requires-python = ">=3.11"
# dependencies = ["polars==2.1.0", "fastexcel==0.21.0", "xlsxwriter==3.3.1"]
# ///
"""A count hidden as `<5` is an empty cell where it stands below row 100.

``polars.read_excel`` finds a column's type from its first 100 rows. Words above that line make the column text, and
all is kept; words below it are null, without a message, so that a hidden count cannot be told from one that never
came. Where the column is the only one, the row is gone. ``infer_schema_length=None`` looks at all rows.
"""
# ruff: noqa: T201

import sys
from importlib.metadata import version
from io import BytesIO

import polars as pl
import xlsxwriter

SEEN = {"in row 50": "<5", "in row 150": None}


def main() -> None:
    """Write a column of counts with one hidden, twice, and say what is read of it."""
    found: dict[str, object] = {}
    for name, place in (("in row 50", 50), ("in row 150", 150)):
        book = BytesIO()
        with xlsxwriter.Workbook(book, {"in_memory": True}) as writing:
            sheet = writing.add_worksheet()
            sheet.write_row(0, 0, ["ward", "count"])
            for at in range(1, 201):
                sheet.write_row(at, 0, ["a ward", "<5" if at == place else at])
        found[name] = pl.read_excel(book.getvalue())["count"][place - 1]
    print(f"polars {version('polars')}, fastexcel {version('fastexcel')}: {found}")
    if found != SEEN:
        sys.exit(f"Not as it was seen: {SEEN!r}")


if __name__ == "__main__":
    main()
