# /// script
# requires-python = ">=3.11"
# dependencies = ["pandas==3.1.1", "pandera==0.35.0"]
# ///
"""Dropping invalid rows drops valid ones of the same label.

A table joined from two files has the label 0 twice. One of the two rows is invalid; with ``drop_invalid_rows`` pandera
drops rows by label, so the valid one goes too, without a word.
"""
# ruff: noqa: T201

import os
import sys
from importlib.metadata import version

os.environ["DISABLE_PANDERA_IMPORT_WARNING"] = "True"

import pandas as pd
import pandera.pandas as pa

SEEN = [30]


def main() -> None:
    """Join two files' tables, have the one negative amount dropped, and say which amounts are left."""
    joined = pd.concat([pd.DataFrame({"amount": [10]}), pd.DataFrame({"amount": [-1, 30]})])
    schema = pa.DataFrameSchema({"amount": pa.Column(int, pa.Check.ge(0))}, drop_invalid_rows=True)
    found = schema.validate(joined, lazy=True)["amount"].tolist()
    print(f"pandera {version('pandera')}: of {joined['amount'].tolist()} {found} is left")
    if found != SEEN:
        sys.exit(f"Not as it was seen: {SEEN!r}")


if __name__ == "__main__":
    main()
