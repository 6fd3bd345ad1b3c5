"""The figures of a table of services as pages and downloads show them: amounts, and percentages of the budget."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from pprr.domain.money import ServiceLine
from pprr.rules.money.services import over, spent, total_of


@dataclass(frozen=True)
class ServiceFigures:
    """The amounts of a line or of all together, None where one is not stated, and the percentages that they make.

    ``over`` is the variance and ``spent`` the actual to date in percent of the budget, None of a budget of 0.
    """

    amounts: Mapping[str, int | None]
    over: Fraction | None
    spent: Fraction | None

    @property
    def has_budget(self) -> bool:
        """Tells whether there is a budget that anything could be a percentage of."""
        return bool(self.amounts["budget"])


def figures_of(row: ServiceLine) -> ServiceFigures:
    """The figures of one line, or of a total as received."""
    amounts = {name: row.amounts.get(name) for name in ServiceLine.AMOUNTS}
    return ServiceFigures(amounts, over(row.variance, row.budget), spent(row))


def figures_of_all(services: Sequence[ServiceLine]) -> ServiceFigures:
    """The figures of the whole portfolio: its total as received, or else what its lines make."""
    amounts = total_of(services)
    budget, variance, actual = (amounts[name] for name in ("budget", "variance", "actual"))
    done = Fraction(actual * 100, budget) if budget and actual is not None else None
    return ServiceFigures(amounts, over(variance or 0, budget or 0), done)
