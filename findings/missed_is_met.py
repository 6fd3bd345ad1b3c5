# /// script
# requires-python = ">=3.11"
# dependencies = ["pandera==0.35.0", "pandas==3.1.1"]
# ///
"""A milestone that was not met is met once its column is made of the right type.

A schema says that ``met`` is a column of truths, and ``coerce=True`` has it made one. Text of any kind is true: No and
FALSE are True, and an empty cell is True as well. The table passes, because it is checked after it was changed. With
``"boolean"`` as the type the same table is refused.
"""
# ruff: noqa: T201

import os
import sys
from importlib.metadata import version

os.environ["DISABLE_PANDERA_IMPORT_WARNING"] = "True"

import pandas as pd
import pandera.pandas as pa

SEEN = {"bool": [True, True, True, True], "boolean": "refused"}


def main() -> None:
    """Check a column of four answers with each of two types, and say what becomes of them."""
    answers = pd.DataFrame({"met": ["Yes", "No", "FALSE", None]})
    found: dict[str, object] = {}
    for kind in ("bool", "boolean"):
        try:
            found[kind] = pa.DataFrameSchema({"met": pa.Column(kind, coerce=True)}).validate(answers)["met"].tolist()
        except (pa.errors.SchemaError, pa.errors.SchemaErrors):
            found[kind] = "refused"
    print(f"pandera {version('pandera')}: {answers['met'].tolist()} is {found}")
    if found != SEEN:
        sys.exit(f"Not as it was seen: {SEEN!r}")


if __name__ == "__main__":
    main()
