"""Amounts of each portfolio and what they come to for the council: each column adds, or says what it lacks."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from pprr.domain import round_half_up
from pprr.domain.money import (
    CashLimitLine,
    ListRow,
    MoneyRow,
    MoneyTables,
    by_account,
    lines_of,
    sum_of,
    totals,
    without_totals,
)

_THOUSAND = 100_000  # in pence
Amounts = Mapping[str, int]


@dataclass(frozen=True)
class PortfolioAmounts:
    """One portfolio's amounts by their names, in pence; one that it does not state is not among them."""

    slug: str
    name: str
    amounts: Amounts


@dataclass(frozen=True)
class CouncilSum:
    """Amounts of the portfolios that have some, in the council's order, and the council's own: theirs added up.

    ``columns`` are the names of the amounts. ``lacking`` are the portfolios that have none of it.
    """

    columns: tuple[str, ...]
    portfolios: tuple[PortfolioAmounts, ...]
    lacking: tuple[str, ...] = ()

    @property
    def total(self) -> Amounts:
        """The council's amounts: of each column what the portfolios state of it, added up."""
        stated = {name for one in self.portfolios for name in one.amounts}
        return {
            name: sum(one.amounts.get(name, 0) for one in self.portfolios) for name in self.columns if name in stated
        }

    @property
    def unstated(self) -> tuple[tuple[str, str], ...]:
        """The gaps: the portfolio and the amount that others state and it does not."""
        return tuple((one.name, name) for name in self.total for one in self.portfolios if name not in one.amounts)

    @property
    def is_exact(self) -> bool:
        """True where the portfolios' amounts as printed, in £000, add to the council's as printed."""
        return all(
            sum(_printed(one.amounts.get(name, 0)) for one in self.portfolios) == _printed(total)
            for name, total in self.total.items()
        )


Own = Callable[[MoneyTables], Amounts | None]


def council_sum(columns: Sequence[str], portfolios: Mapping[str, str], money: MoneyTables, own: Own) -> CouncilSum:
    """The sum of what ``own`` gives of each portfolio's money; ``portfolios`` are their names by slug, in order."""
    found = [(slug, name, own(money.of(slug))) for slug, name in portfolios.items()]
    return CouncilSum(
        tuple(columns),
        tuple(PortfolioAmounts(slug, name, amounts) for slug, name, amounts in found if amounts is not None),
        tuple(name for _, name, amounts in found if amounts is None),
    )


POSITION = ("budget", "appropriations", "forecast", "variance")
MOVEMENTS = ("previous", "change", "current")
RESERVES = ("approved", "change", "balance")
SAVINGS = ("value", "achieved", "at_risk", "not_deliverable", "shortfall")
CAPITAL = ("budget", "forecast", "rephasing", "variance")
ACCOUNT = ("budget", "forecast", "variance")


def position(money: MoneyTables) -> Amounts | None:
    """A portfolio's budget, what it spends or will, the use of reserves in that, and what is over or under."""
    found = money.position
    if found is None:
        return None
    use = {"appropriations": sum_of(money.outturn, "appropriations")} if money.outturn else {}
    return {"budget": found.budget, **use, "forecast": found.forecast, "variance": found.variance}


def movements(money: MoneyTables) -> Amounts | None:
    """A portfolio's cash limit: what was reported last, what has changed, and what it is."""
    if not money.budget:
        return None
    return {
        name: sum_of(lines_of(money.budget, line), "amount")
        for name, line in zip(MOVEMENTS, CashLimitLine, strict=True)
    }


def reserves(money: MoneyTables) -> Amounts | None:
    """A portfolio's earmarked reserves together."""
    return _listed(money.reserves)


def savings(money: MoneyTables) -> Amounts | None:
    """A portfolio's savings together, and what of their value has not been achieved."""
    found = _listed(money.savings)
    return found and {**found, "shortfall": found["value"] - found["achieved"]}


def capital(money: MoneyTables) -> Amounts | None:
    """A portfolio's capital schemes together."""
    return _listed(money.capital)


def account(name: str) -> Own:
    """The function that gives a portfolio's lines of that account together."""
    return lambda money: _listed(by_account(money.accounts).get(name, ()))


def _listed(rows: Sequence[ListRow]) -> Amounts | None:
    """The amounts of a list as its portfolio's page gives them: its own total, where there is one, else its rows'."""
    own = totals(rows)
    return _together(own if len(own) == 1 else without_totals(rows)) if rows else None


def _together(rows: Iterable[MoneyRow]) -> Amounts:
    listed = list(rows)
    stated = dict.fromkeys(name for row in listed for name in row.amounts)
    return {name: sum_of(listed, name) for name in stated}


def _printed(pence: int) -> int:
    return int(round_half_up(Fraction(pence, _THOUSAND), 0))
