"""A period's money together: its rows by table, what they add to, and where a portfolio stands."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pprr.domain.money.rows import (
    AccountLine,
    AgreedReserve,
    AgreedSaving,
    BudgetLine,
    CashLimitLine,
    ListRow,
    MoneyRow,
    Outturn,
    Reserve,
    Saving,
    Scheme,
    ServiceLine,
)


@dataclass(frozen=True)
class Position:
    """The amount a portfolio may spend in the year, what it spends or will, and what is over or, negative, under.

    All are in pence; ``is_cash_limit`` where an outturn states them against a cash limit, and not a table of services.
    """

    budget: int
    forecast: int
    variance: int
    is_cash_limit: bool = True


_Row = TypeVar("_Row", bound=MoneyRow)
_Listed = TypeVar("_Listed", bound=ListRow)


@dataclass(frozen=True)
class MoneyTables:
    """The rows of a period's money, of all its portfolios or of one, in the order of their files."""

    budget: tuple[BudgetLine, ...] = ()
    outturn: tuple[Outturn, ...] = ()
    services: tuple[ServiceLine, ...] = ()
    reserves: tuple[Reserve, ...] = ()
    savings: tuple[Saving, ...] = ()
    capital: tuple[Scheme, ...] = ()
    accounts: tuple[AccountLine, ...] = ()
    agreed_reserves: tuple[AgreedReserve, ...] = ()
    agreed_savings: tuple[AgreedSaving, ...] = ()

    def of(self, portfolio: str) -> "MoneyTables":
        """The rows of one portfolio."""

        def own(rows: tuple[_Row, ...]) -> tuple[_Row, ...]:
            return tuple(row for row in rows if row.portfolio == portfolio)

        return MoneyTables(
            own(self.budget),
            own(self.outturn),
            own(self.services),
            own(self.reserves),
            own(self.savings),
            own(self.capital),
            own(self.accounts),
            own(self.agreed_reserves),
            own(self.agreed_savings),
        )

    @property
    def position(self) -> Position | None:
        """The position of the one portfolio whose rows these are; None where it has no revenue budget."""
        for row in self.outturn:
            return Position(row.cash_limit, row.outturn, row.variance)
        if not self.services:
            return None
        budget, forecast, variance = (
            services_total(self.services, name) for name in ("budget", "forecast", "variance")
        )
        return Position(budget or 0, forecast or 0, variance or 0, is_cash_limit=False)

    @property
    def sections(self) -> Mapping[str, tuple[MoneyRow, ...]]:
        """The rows that the period's extracts state, by the sections of a report."""
        return {
            "budget": self.budget,
            "outturn": self.outturn,
            "services": self.services,
            "reserves": self.reserves,
            "savings": self.savings,
            "capital": self.capital,
            "accounts": self.accounts,
        }

    @property
    def lists(self) -> dict[str, tuple[ListRow, ...]]:
        """The sections that are lists beside the cash limit, as far as they have rows, in the order of the page."""
        lists: dict[str, tuple[ListRow, ...]] = {
            "services": self.services,
            "reserves": self.reserves,
            "savings": self.savings,
            "capital": self.capital,
            "accounts": self.accounts,
        }
        return {name: rows for name, rows in lists.items() if rows}


def lines_of(budget: Iterable[BudgetLine], line: CashLimitLine) -> tuple[BudgetLine, ...]:
    """The lines of a cash limit that are of that kind."""
    return tuple(row for row in budget if row.line is line)


def without_totals(rows: Iterable[_Listed]) -> tuple[_Listed, ...]:
    """The rows of a list that are no totals of the others."""
    return tuple(row for row in rows if not row.is_total)


def totals(rows: Iterable[_Listed]) -> tuple[_Listed, ...]:
    """The totals among the rows of a list, as received."""
    return tuple(row for row in rows if row.is_total)


def sum_of(rows: Iterable[MoneyRow], amount: str) -> int:
    """The rows' amounts of that name together, in pence; one that is not stated counts as none."""
    return sum(row.amounts.get(amount, 0) for row in rows)


def is_stated(rows: Iterable[MoneyRow], amount: str) -> bool:
    """Tells whether some row states its amount of that name."""
    return any(amount in row.amounts for row in rows)


def portfolio_totals(services: Iterable[ServiceLine]) -> tuple[ServiceLine, ...]:
    """The totals of the whole portfolio among the lines, as received."""
    return tuple(row for row in totals(services) if not row.group)


def services_total(services: Sequence[ServiceLine], amount: str) -> int | None:
    """The portfolio's amount of that name: its own total's as received, else its lines', where all of them state it."""
    received = portfolio_totals(services)
    rows = received if len(received) == 1 and amount in received[0].amounts else without_totals(services)
    return sum_of(rows, amount) if all(amount in row.amounts for row in rows) else None


def own_line(lines: Sequence[AccountLine]) -> AccountLine | None:
    """The line that an account comes to: its one total, else its only one; None where signs would decide."""
    found = totals(lines) or tuple(lines)
    return found[0] if len(found) == 1 else None


def by_account(accounts: Iterable[AccountLine]) -> dict[str, tuple[AccountLine, ...]]:
    """The lines of each account, by its name, in the order in which they first stand."""
    found: dict[str, list[AccountLine]] = {}
    for row in accounts:
        found.setdefault(row.account, []).append(row)
    return {name: tuple(lines) for name, lines in found.items()}
