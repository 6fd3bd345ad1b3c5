# /// script
# requires-python = ">=3.11"
# dependencies = ["pandas==3.1.1"]
# ///
"""The total of a table leaves out the budget of a portfolio whose spending is missing.

``pivot_table(margins=True)`` shows a row for each portfolio and a total below. Where one figure of a row is missing,
the row keeps its other figures, and the total is made without them: budgets of 10, 20 and 30 add to 40. The missing
figure itself is printed as 0. ``dropna=False`` gives the total of the rows that are shown.
"""
# ruff: noqa: T201

import sys
from importlib.metadata import version

import pandas as pd

SEEN = {"A": 10.0, "B": 20.0, "C": 30.0, "All": 40.0}


def main() -> None:
    """Add three budgets in a table where one portfolio has not said what it spent."""
    money = pd.DataFrame({"portfolio": ["A", "B", "C"], "budget": [10.0, 20.0, 30.0], "spent": [9.0, None, 31.0]})
    table = money.pivot_table(values=["budget", "spent"], index="portfolio", aggfunc="sum", margins=True)
    print(f"pandas {version('pandas')}\n{table}")
    found = {str(name): float(budget) for name, budget in table["budget"].items()}
    if found != SEEN:
        sys.exit(f"Not as it was seen: {SEEN!r}")


if __name__ == "__main__":
    main()
