# /// script
# requires-python = ">=3.11"
# dependencies = ["num2words==0.5.6"]
# ///
"""A budget of £1,039,000 in words is ten thousand, three hundred and ninety pounds.

num2words writes an amount in words with ``to="currency"``, and takes a whole number for pence, a number with a decimal
point for pounds. A column of budgets in whole pounds comes out a hundredth of itself; with one budget missing it is a
column of floats, and right.
"""
# ruff: noqa: T201

import sys
from importlib.metadata import version

from num2words import num2words

SEEN = [
    "ten thousand, three hundred and ninety pounds sterling, zero pence",
    "one million, thirty-nine thousand pounds sterling, zero pence",
]


def main() -> None:
    """Write the same budget as a whole number and as a float."""
    found = [num2words(budget, to="currency", currency="GBP") for budget in (1_039_000, 1_039_000.0)]
    print(f"num2words {version('num2words')}: {found}")
    if found != SEEN:
        sys.exit(f"Not as it was seen: {SEEN!r}")


if __name__ == "__main__":
    main()
