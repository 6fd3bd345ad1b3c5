# /// script
# requires-python = ">=3.11"
# dependencies = ["pandas==3.1.1", "tabulate==0.10.0"]
# ///
"""Measures 1.1 and 1.10 are both printed as 1.1, and 12E4 as 120000.

``DataFrame.to_markdown`` hands its table to tabulate, which reads text that looks like a number as one, whatever the
column's type. The codes of a register are such text: two measures become one, leading zeros go, and a cost centre
with an E in it is multiplied out. ``disable_numparse=True`` prints what is there.
"""
# ruff: noqa: T201

import sys
from importlib.metadata import version

import pandas as pd

SEEN = ["1.1", "1.1", "7", "120000"]


def main() -> None:
    """Print four codes as a table, and say what stands in its rows."""
    codes = pd.DataFrame({"code": ["1.1", "1.10", "0007", "12E4"]}, dtype="str")
    found = [row.strip("| ") for row in codes.to_markdown(index=False).splitlines()[2:]]
    print(f"pandas {version('pandas')}, tabulate {version('tabulate')}: {found}")
    if found != SEEN:
        sys.exit(f"Not as it was seen: {SEEN!r}")


if __name__ == "__main__":
    main()
