# /// script
# requires-python = ">=3.11"
# dependencies = ["pandas==3.1.1", "xlsxwriter==3.3.1", "openpyxl==3.1.5"]
# ///
"""A note that begins with `internal:` loses its first word on the way into a workbook.

XlsxWriter's ``write`` takes text that begins with ``internal:`` or ``external:`` for a link, and shows what stands
behind the colon. pandas writes every text through it, so a column of auditors' notes comes back without the word that
says whose they are. ``Internal:`` with a capital stays. ``strings_to_urls=False`` among the options keeps all of
them.
"""
# ruff: noqa: T201

import sys
from importlib.metadata import version
from io import BytesIO

import pandas as pd

SEEN = [" audit looked at 40 files", " audit agreed", "Internal: audit looked at 40 files"]


def main() -> None:
    """Write three notes to a workbook, and say what is read back."""
    notes = ["internal: audit looked at 40 files", "external: audit agreed", "Internal: audit looked at 40 files"]
    book = BytesIO()
    pd.DataFrame({"note": notes}).to_excel(book, index=False, engine="xlsxwriter")
    found = pd.read_excel(BytesIO(book.getvalue()), engine="openpyxl")["note"].tolist()
    print(f"pandas {version('pandas')}, XlsxWriter {version('xlsxwriter')}: {found}")
    if found != SEEN:
        sys.exit(f"Not as it was seen: {SEEN!r}")


if __name__ == "__main__":
    main()
