# /// script
# requires-python = ">=3.11"
# dependencies = ["polars==2.1.0"]
# ///
"""A third of the budget is 33.00%, and an eighth 12.00%.

Money is kept as decimals, to the penny. A share of two of them has as many places as they have: 1 of 3 is 0.33, and a
hundred times that is 33.00, which looks like a share to two places. Multiplied by a hundred before it is divided it is
33.33, and as a float it is as expected.
"""
# ruff: noqa: T201

import sys
from decimal import Decimal
from importlib.metadata import version

import polars as pl

SEEN = {"divided first": ["33.00", "12.00"], "multiplied first": ["33.33", "12.50"]}


def main() -> None:
    """Give two portfolios' spending as a percentage of their budgets, in two orders."""
    money = pl.DataFrame({"budget": [Decimal("3.00"), Decimal("8.00")], "spent": [Decimal("1.00"), Decimal("1.00")]})
    spent, budget = pl.col("spent"), pl.col("budget")
    shares = (spent / budget * 100, 100 * spent / budget)
    found = {
        name: [str(share) for share in money.select(share=way)["share"]] for name, way in zip(SEEN, shares, strict=True)
    }
    print(f"polars {version('polars')}: {found}")
    if found != SEEN:
        sys.exit(f"Not as it was seen: {SEEN!r}")


if __name__ == "__main__":
    main()
