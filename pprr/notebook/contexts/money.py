"""The contexts of the parts about money."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict

from markupsafe import Markup

from pprr.domain import SavingsRule
from pprr.domain.money import AccountLine, BudgetLine, Outturn, Reserve, Saving, Scheme
from pprr.html.drawing import Chart


@dataclass(frozen=True)
class MoneyLine:
    """One part of the money in a line: its name and place in the report, what its three amounts are, and they."""

    name: str
    address: str
    amounts_are: str
    planned: int
    now: int
    difference: int


@dataclass(frozen=True)
class RowWords:
    """The words of one row of a table, under the name that its heading has."""

    item: str
    title: str
    words: Markup


class CashLimit(TypedDict):
    """The cash limit and its changes, each with its words if it has any."""

    previous: int
    change: int
    current: int
    note: bool
    changes: Sequence[BudgetLine]
    said: Sequence[RowWords | None]
    commentary: Markup


class OutturnPart(TypedDict):
    """The outturn position."""

    row: Outturn
    named: str
    movement: str
    sentence: str
    note: bool
    commentary: Markup
    drawn: Chart


@dataclass(frozen=True)
class ServiceCell:
    """An amount or percentage as printed; ``is_positive`` is None where there is none."""

    text: str
    is_positive: bool | None = None


@dataclass(frozen=True)
class ServiceRow:
    """A line of the budget by service, or a total: its name, its kind where it is no service, and its figures."""

    name: str
    kind: str
    is_total: bool
    cells: Sequence[ServiceCell]


@dataclass(frozen=True)
class ServiceGroup:
    """A group of services with its lines and its total; the name is blank for lines outside of groups."""

    name: str
    rows: Sequence[ServiceRow]


class Services(TypedDict):
    """The budget by service: its groups, each with its lines, and the portfolio's total."""

    number: str
    named: str
    note: bool
    columns: Sequence[str]
    groups: Sequence[ServiceGroup]
    total: ServiceRow
    sentence: str
    commentary: Markup


class Reserves(TypedDict):
    """The earmarked reserves."""

    number: str
    note: bool
    listed: Sequence[Reserve]
    said: Sequence[RowWords | None]
    commentary: Markup
    drawn: Chart


@dataclass(frozen=True)
class AmountColumn:
    """A column of amounts that only some tables have: its label, and for each row the pence, None if not stated."""

    label: str
    amounts: Sequence[int | None]


class Savings(TypedDict):
    """The savings programme."""

    number: str
    note: bool
    rating: SavingsRule
    listed: Sequence[Saving]
    parts: Sequence[AmountColumn]
    said: Sequence[RowWords | None]
    sentence: str
    commentary: Markup
    drawn: Chart


class Capital(TypedDict):
    """The capital programme."""

    number: str
    named: str
    note: bool
    listed: Sequence[Scheme]
    commentary: Markup


class Accounts(TypedDict):
    """The accounts outside the cash limit, each with its lines."""

    number: str
    named: str
    note: bool
    listed: Mapping[str, Sequence[AccountLine]]
    commentary: Markup
