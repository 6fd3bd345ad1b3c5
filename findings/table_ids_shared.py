# /// script
# requires-python = ">=3.11"
# dependencies = ["great-tables==1.1.0", "pandas==3.1.1"]
# ///
"""Two tables of a page share the ids of their headings.

Each cell of a Great Tables table names its heading by id, and unless the table is given an ``id`` of its own, that is
the column's name alone. With two tables on a page the second's cells point to the first table's headings, which is what
a screen reader then reads out. The table's own random id is no help; one that is given goes before the headings' ids.
"""
# ruff: noqa: T201

import re
import sys
from importlib.metadata import version

import pandas as pd
from great_tables import GT

SEEN = {"no id": [["Budget"], ["Budget"]], "an id": [["one-Budget"], ["two-Budget"]]}


def main() -> None:
    """Make two tables of one column, without and with ids of their own, and say which ids their headings have."""
    amounts = [pd.DataFrame({"Budget": [amount]}) for amount in (120, 75)]
    tables = {
        "no id": [GT(amount) for amount in amounts],
        "an id": [GT(amount, id=name) for amount, name in zip(amounts, ("one", "two"), strict=True)],
    }
    found = {
        name: [re.findall(r'<th [^>]*\bid="([^"]*)"', table.as_raw_html()) for table in both]
        for name, both in tables.items()
    }
    print(f"great-tables {version('great-tables')}: ids of headings, table by table {found!r}")
    if found != SEEN:
        sys.exit(f"Not as it was seen: {SEEN!r}")


if __name__ == "__main__":
    main()
