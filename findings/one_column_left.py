# /// script
# requires-python = ">=3.11"
# dependencies = ["markdownify==1.2.3", "pandas==3.1.1"]
# ///
"""The figures of a service's second row stand one column to the left.

pandas writes a table of two levels, a service and a kind, with the service once over its rows. markdownify, which
markitdown makes its text of web pages and Word documents with, does not know cells that span rows: from the second row
on, each figure stands one column to the left, and the first row's are right. With the levels as columns of their own
nothing spans.
"""
# ruff: noqa: T201

import sys
from importlib.metadata import version

import pandas as pd
from markdownify import markdownify

SEEN = {
    "levels": ["| Roads | budget | 64 |", "| spent | 71 |"],
    "columns": ["| Roads | budget | 64 |", "| Roads | spent | 71 |"],
}


def main() -> None:
    """Turn a table of one service, with two levels and with columns, into Markdown."""
    money = pd.DataFrame({"service": ["Roads", "Roads"], "kind": ["budget", "spent"], "Q1": [64, 71]})
    pages = (money.set_index(["service", "kind"]).to_html(), money.to_html(index=False))
    found = {name: markdownify(page).strip().splitlines()[-2:] for name, page in zip(SEEN, pages, strict=True)}
    print(f"markdownify {version('markdownify')}, pandas {version('pandas')}: {found}")
    if found != SEEN:
        sys.exit(f"Not as it was seen: {SEEN!r}")


if __name__ == "__main__":
    main()
