# /// script
# requires-python = ">=3.11"
# dependencies = ["python-calamine==0.9.1", "odfpy==1.4.1", "pandas==3.1.1"]
# ///
"""Two figures of one cell, 45 and 52 with a tab between them, are the figure 4552.

An OpenDocument sheet keeps a tab or a line break inside a cell as an element of its own, not as a character. calamine
leaves both out, pandas with odfpy the tab, so that what stood before it and behind it is one figure. A second
paragraph, which is what LibreOffice writes for a line break that was typed, is kept apart.
"""
# ruff: noqa: T201

import sys
from importlib.metadata import version
from io import BytesIO

import pandas as pd
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import LineBreak, P, Tab

SEEN = {"calamine": [4552, 4552], "odf": ["4552", "45\n52"]}


def main() -> None:
    """Write two cells of two figures each, and say what each way of reading gave."""
    table = Table(name="Sheet1")
    for between in (None, Tab(), LineBreak()):
        paragraph = P(text="figures" if between is None else "45")
        if between is not None:
            paragraph.addElement(between)
            paragraph.addText("52")
        row, cell = TableRow(), TableCell(valuetype="string")
        cell.addElement(paragraph)
        row.addElement(cell)
        table.addElement(row)
    sheet, book = OpenDocumentSpreadsheet(), BytesIO()
    sheet.spreadsheet.addElement(table)
    sheet.save(book)
    found = {}
    for engine in ("calamine", "odf"):
        found[engine] = pd.read_excel(BytesIO(book.getvalue()), engine=engine)["figures"].tolist()
    print(f"python-calamine {version('python-calamine')}, odfpy {version('odfpy')}: {found}")
    if found != SEEN:
        sys.exit(f"Not as it was seen: {SEEN!r}")


if __name__ == "__main__":
    main()
