# /// script
# requires-python = ">=3.11"
# dependencies = ["formulas==1.3.4"]
# ///
"""The amount 1,234 typed as text is 85469.

``VALUE("1,234")`` is how a workbook turns a typed amount into a number, and Excel's answer is 1234. The formulas
library takes text that is not a plain number for a date: 1,234 is 1 January 2134, the day 85469 of a workbook. No date
can be made of 12,345, which is an error.
"""
# ruff: noqa: T201

import sys
from importlib.metadata import version

import formulas

SEEN = {"1234": 1234.0, "1,234": 85469.0, "12,345": "#VALUE!"}


def main() -> None:
    """Calculate the value of an amount with and without its comma."""
    found = {}
    for amount in SEEN:
        calculate = formulas.Parser().ast(f'=VALUE("{amount}")')[1].compile()
        value = calculate().item()
        found[amount] = value if isinstance(value, float) else str(value)
    print(f"formulas {version('formulas')}: {found}")
    if found != SEEN:
        sys.exit(f"Not as it was seen: {SEEN!r}")


if __name__ == "__main__":
    main()
