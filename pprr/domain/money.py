"""Rows of a portfolio's money: what finance's extracts and the year's agreement state, every amount in whole pence."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar, TypeVar

from pprr.domain.cell import Cell, stated_cells
from pprr.domain.vocabulary import Status


class CashLimitLine(StrEnum):
    """The lines that make up a cash limit: what it was, each change, and what it is."""

    PREVIOUS = "Previously reported"
    CHANGE = "Change"
    CURRENT = "Current"


@dataclass(frozen=True, kw_only=True)
class MoneyRow:
    """One row of amounts: whose it is, the pence to which its source is rounded, and where it was read from.

    ``AMOUNTS`` names the fields that hold amounts, in the order of the page; all are in pence, and None where the
    source does not state one that it may leave out. ``received`` is what ``stated`` reads.
    """

    AMOUNTS: ClassVar[tuple[str, ...]]

    portfolio: str
    money_unit: int
    cell: Cell
    received: str = ""

    @property
    def stated(self) -> dict[str, tuple[Cell, str]]:
        """The cell of each amount that stood in the source, with its text; one that follows from others has none."""
        return stated_cells(self.received, self.cell)

    @property
    def amounts(self) -> dict[str, int]:
        """The amounts that the source states, by their names, in pence."""
        found = {name: getattr(self, name) for name in self.AMOUNTS}
        return {name: pence for name, pence in found.items() if pence is not None}


@dataclass(frozen=True, kw_only=True)
class ListRow(MoneyRow):
    """One row of a list, or a total of its others as received."""

    is_total: bool


@dataclass(frozen=True, kw_only=True)
class BudgetLine(MoneyRow):
    """One line of a cash limit; a change has its reason."""

    AMOUNTS = ("amount",)

    line: CashLimitLine
    description: str
    amount: int


@dataclass(frozen=True, kw_only=True)
class Outturn(MoneyRow):
    """The revenue outturn of a portfolio, which within the year is a forecast.

    ``appropriations`` are positive to reserves and negative from them; ``variance`` is negative for a surplus.
    """

    AMOUNTS = ("cash_limit", "expenditure", "appropriations", "outturn", "variance")

    cash_limit: int
    expenditure: int
    appropriations: int
    outturn: int
    variance: int


@dataclass(frozen=True, kw_only=True)
class Reserve(ListRow):
    """One use of an earmarked reserve; ``change`` is what was drawn, so a draw is positive."""

    AMOUNTS = ("approved", "change", "balance")

    group: str
    category: str
    narration: str
    purpose: str
    approved: int
    change: int
    balance: int

    @property
    def key(self) -> tuple[str, ...]:
        """The texts that tell it from the other uses, in the agreement too."""
        return self.narration, self.purpose


@dataclass(frozen=True, kw_only=True)
class Saving(ListRow):
    """One savings proposal with the judgement of its delivery."""

    AMOUNTS = ("value", "achieved", "at_risk", "not_deliverable")

    proposal: str
    risk_rating: Status | None
    information: str
    value: int
    achieved: int
    at_risk: int | None = None
    not_deliverable: int | None = None

    @property
    def shortfall(self) -> int:
        """The amount of it that has not been achieved, in pence."""
        return self.value - self.achieved

    @property
    def key(self) -> tuple[str, ...]:
        """The texts that tell it from the other proposals, in the agreement too."""
        return (self.proposal,)


@dataclass(frozen=True, kw_only=True)
class Scheme(ListRow):
    """One scheme of the capital programme; ``variance`` is negative for an underspend."""

    AMOUNTS = ("budget", "forecast", "rephasing", "variance")

    scheme: str
    information: str
    budget: int
    forecast: int
    rephasing: int
    variance: int


class LineKind(StrEnum):
    """The kinds of lines in a table of services: a service, or a line that a council names beside them."""

    SERVICE = "Service"
    PROVISION = "Provision"
    VACANCY_FACTOR = "Vacancy factor"
    PRESSURE = "Pressure"
    RECOVERY = "Recovery"


@dataclass(frozen=True, kw_only=True)
class ServiceLine(ListRow):
    """One line of a portfolio's own budget: a service, or what stands beside services, within a group or in none.

    A total with a group is that of the group, one without that of the portfolio. ``variance`` is the forecast less the
    budget, so an overspend is positive; ``actual`` is what has been spent to date. ``spent_percent`` and
    ``variance_percent`` are as the file states them, with the sign of ours.
    """

    AMOUNTS = ("budget", "actual", "forecast", "variance", "previous_variance")

    group: str
    line: str
    kind: LineKind
    budget: int
    forecast: int
    variance: int
    actual: int | None
    previous_variance: int | None
    variance_percent: Decimal | None
    spent_percent: Decimal | None

    @property
    def key(self) -> tuple[str, str, bool]:
        """The texts that tell it from the portfolio's other lines, in the last report's table too."""
        return self.group, self.line, self.is_total


@dataclass(frozen=True, kw_only=True)
class AccountLine(ListRow):
    """One line of an account outside the cash limit; ``variance`` is negative for a surplus."""

    AMOUNTS = ("budget", "forecast", "variance")

    account: str
    line: str
    budget: int
    forecast: int
    variance: int


@dataclass(frozen=True, kw_only=True)
class AgreedReserve(MoneyRow):
    """One use of an earmarked reserve as the year's agreement has it."""

    AMOUNTS = ("approved",)

    category: str
    narration: str
    purpose: str
    approved: int

    @property
    def key(self) -> tuple[str, ...]:
        """The texts that tell it from the other uses, in the extract too."""
        return self.narration, self.purpose


@dataclass(frozen=True, kw_only=True)
class AgreedSaving(MoneyRow):
    """One savings proposal as the year's agreement has it."""

    AMOUNTS = ("value",)

    proposal: str
    value: int

    @property
    def key(self) -> tuple[str, ...]:
        """The texts that tell it from the other proposals, in the extract too."""
        return (self.proposal,)


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


def by_account(accounts: Iterable[AccountLine]) -> dict[str, tuple[AccountLine, ...]]:
    """The lines of each account, by its name, in the order in which they first stand."""
    found: dict[str, list[AccountLine]] = {}
    for row in accounts:
        found.setdefault(row.account, []).append(row)
    return {name: tuple(lines) for name, lines in found.items()}
