"""The context that each template of a report's parts is given: a test holds templates to the fields of these types."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict

from markupsafe import Markup

from pprr.domain import Measure, Period, Priority, Query, SavingsRule, Status, Trend
from pprr.domain.money import AccountLine, BudgetLine, Outturn, Reserve, Saving, Scheme
from pprr.html.drawing import Chart
from pprr.html.elements import Html
from pprr.notebook.attention import Mention
from pprr.notebook.beside.cells_read import CellsOfFile
from pprr.notebook.beside.odd import Oddity
from pprr.notebook.comparison import BesideOthers
from pprr.notebook.control import OverTime
from pprr.notebook.in_short import Headline
from pprr.notebook.position import PositionWords
from pprr.report import Report
from pprr.report.items import RowItem
from pprr.report.proposals import TieProposal
from pprr.report.queries.words import FigureTally
from pprr.report.report import Acceptance, Count, Fallen, LastWords
from pprr.report.ties import TiedSentence


class Cover(TypedDict):
    """The title and the document control."""

    report: Report
    covers: str
    standing: str
    as_at: Sequence[tuple[str, datetime.date]]


class Summary(TypedDict):
    """In short, what needs attention, what goes well, and what has changed since the last report."""

    report: Report
    total: int
    statuses: Sequence[Count]
    share: Markup
    headlines: Sequence[Headline]
    glosses: Sequence[tuple[str, str]]
    colours: Mapping[Status, str]
    against: str
    attention: Sequence[Mention]
    good_news: Sequence[Mention]
    position: bool
    earlier: str
    forecasts: str
    changed: Sequence[Measure]
    restated: Sequence[Measure]
    voices: Sequence[tuple[Measure, str]]
    about: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class MoneyLine:
    """One part of the money in a line: its name and place in the report, what its three amounts are, and they."""

    name: str
    address: str
    amounts_are: str
    planned: int
    now: int
    difference: int


class Members(TypedDict):
    """The members' edition: the cover, the results, the head of the list, and the money in a line a part."""

    cover: Html
    headlines: Sequence[Headline]
    statuses: Sequence[Count]
    colours: Mapping[Status, str]
    attention: Sequence[Mention]
    left_out: int
    parts: Sequence[MoneyLine]


class Overview(TypedDict):
    """The overview's words, with the revenue box."""

    named: str
    overview: Markup
    reading: str
    statement: Markup
    signed: str
    position: PositionWords | None
    reserves: str


class Basis(TypedDict):
    """The agreement that the report is made under, with its address; and the scope of this edition."""

    basis: str
    link: str
    scope: Markup


class Key(TypedDict):
    """The meaning of colours and arrows."""

    against: str
    is_annual: bool
    meanings: Mapping[Status, str]
    stable: str
    own: Sequence[str]
    lagged: Sequence[str]
    undirected: Sequence[str]
    has_series: bool
    leads: bool
    frameworks: Sequence[str]


class MeasureCard(TypedDict):
    """One measure: its verdict, figures, words and charts."""

    row: Measure
    with_words: bool
    now: Period
    target_label: str
    change: str | None
    long_label: str
    long_words: Mapping[Trend, str]
    long_change: str | None
    commentary: Markup
    asked_about: int
    held: Sequence[tuple[str, str]]
    drawn: Chart | None
    over_time: OverTime | None
    others: BesideOthers | None


@dataclass(frozen=True)
class PerformanceRow:
    """A measure in the table of its priority, with its two small drawings."""

    measure: Measure
    bar: Markup
    past: Markup


class PriorityPart(TypedDict):
    """One priority with the table of its measures, and their cards."""

    priority: Priority
    agreement: Markup
    commentary: Markup
    periods: Sequence[Period]
    now: Period
    rows: Sequence[PerformanceRow]
    tails: int
    left_out: str
    cards: Sequence[Html]


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


class Definitions(TypedDict):
    """Terms and their meanings, and what was odd."""

    items: Sequence[tuple[str, str]]
    odd: Sequence[Oddity]


class Sources(TypedDict):
    """The cells and rows that figures were read from, the rules of each status, the files, and the downloads."""

    cells: Sequence[CellsOfFile]
    money: Sequence[tuple[str, str, str, str]]
    rules: Sequence[tuple[str, str, str, str, str]]
    usual_rule: str
    others: Sequence[tuple[str, str, str, str]]
    files: Sequence[tuple[str, str]]
    downloads: Sequence[tuple[str, str]]


class Before(TypedDict):
    """The facts known of an item before a word is written."""

    rows: Sequence[RowItem]
    tally: FigureTally
    tied: Sequence[TiedSentence]
    last: LastWords | None
    said: Markup | str


class Proposed(TypedDict):
    """The live values that typed figures of a report could be."""

    report: Report
    proposals: Sequence[TieProposal]


class Wanted(TypedDict):
    """The words wanted of an item, if any, and its queries."""

    name: str
    others: Sequence[str]
    wanted: str
    prompts: Sequence[str]
    queries: Sequence[Query]
    accepted: Sequence[tuple[Query, Acceptance]]
    fallen: Mapping[str, Fallen]


class MissingList(TypedDict):
    """An item whose words are wanted and missing: its name, what it is called, and the reason."""

    item: str
    name: str
    reason: str


class Unwritten(TypedDict):
    """The items that are still to be written, and how many are wanted in all."""

    missing: Sequence[MissingList]
    wanted: int


class First(TypedDict):
    """A first sentence, in plain words and with live values; and the service's own words, and where they stand."""

    plain: str
    live: str
    noted: str
    place: str


class LiveValues(TypedDict):
    """The names of an item's values, what each prints and what it is."""

    listed: Sequence[tuple[str, str, str]]
    elsewhere: str


CONTEXTS: Mapping[tuple[str, str], type] = {
    ("cover.html.j2", ""): Cover,
    ("summary.html.j2", ""): Summary,
    ("members.html.j2", ""): Members,
    ("missing.html.j2", ""): Unwritten,
    ("overview.html.j2", ""): Overview,
    ("key.html.j2", "basis"): Basis,
    ("key.html.j2", "whole"): Key,
    ("measure.html.j2", ""): MeasureCard,
    ("priority.html.j2", ""): PriorityPart,
    ("money.html.j2", "cash_limit"): CashLimit,
    ("money.html.j2", "outturn"): OutturnPart,
    ("services.html.j2", ""): Services,
    ("money.html.j2", "reserves"): Reserves,
    ("money.html.j2", "savings"): Savings,
    ("money.html.j2", "capital"): Capital,
    ("money.html.j2", "accounts"): Accounts,
    ("appendix.html.j2", "definitions"): Definitions,
    ("appendix.html.j2", "sources"): Sources,
    ("before.html.j2", ""): Before,
    ("proposals.html.j2", ""): Proposed,
    ("queries.html.j2", ""): Wanted,
    ("first.html.j2", ""): First,
    ("values.html.j2", ""): LiveValues,
}
"""By template, and the macro of it that is a part."""
