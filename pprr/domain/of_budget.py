"""Amounts of a table of services against its budget: shares in percent, and a portfolio's own totals."""

from collections.abc import Sequence
from fractions import Fraction

from pprr.domain.money import ServiceLine, services_total


def spent(row: ServiceLine) -> Fraction | None:
    """The share spent to date in percent of the budget: computed, or as the file has it where it has no amount."""
    if row.actual is None:
        return None if row.spent_percent is None else Fraction(row.spent_percent)
    return Fraction(row.actual * 100, row.budget) if row.budget else None


def over(variance: int, budget: int) -> Fraction | None:
    """A variance in percent of its budget, an overspend positive whatever the budget's sign; None of a budget of 0."""
    return Fraction(variance * 100, abs(budget)) if budget else None


def total_of(services: Sequence[ServiceLine]) -> dict[str, int | None]:
    """The portfolio's amounts by their names, as received or else as its lines make them."""
    return {name: services_total(services, name) for name in ServiceLine.AMOUNTS}
