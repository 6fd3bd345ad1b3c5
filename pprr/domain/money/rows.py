"""Rows of a portfolio's money: what finance's extracts and the year's agreement state, every amount in whole pence."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

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
