"""The contexts of the parts about performance, of the members' edition and of the appendix."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict

from markupsafe import Markup

from pprr.domain import Measure, Period, Priority, Status
from pprr.html.elements import Html
from pprr.notebook.beside.cells_read import CellsOfFile
from pprr.notebook.beside.odd import Oddity
from pprr.notebook.contexts.money import MoneyLine
from pprr.notebook.in_short import Headline
from pprr.notebook.mention import Mention
from pprr.notebook.position import PositionWords
from pprr.report import Report
from pprr.report.report import Count


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
    renewed: str
    before: str
    voices: Sequence[tuple[Measure, str, str]]
    about: Sequence[tuple[str, str]]


class Members(TypedDict):
    """The members' edition: the cover, the results, the head of the list, and the money in a line a part."""

    cover: Html
    headlines: Sequence[Headline]
    colours: Mapping[Status, str]
    attention: Sequence[Mention]
    statuses: Sequence[Count]
    good_news: Sequence[Mention]
    meeting: str
    asked: str
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
    """The agreement that the report is made under, with its address and one outside; and the scope of this edition."""

    basis: str
    link: str
    outside: str
    scope: Markup


class Key(TypedDict):
    """The meaning of colours and arrows."""

    against: str
    is_annual: bool
    meanings: Mapping[Status, str]
    stable: str
    own: bool
    lagged: Sequence[str]
    undirected: Sequence[str]
    has_series: bool
    leads: bool
    frameworks: Sequence[str]


@dataclass(frozen=True)
class PerformanceRow:
    """A measure in the table of its priority, with its two small drawings.

    ``few`` are the two counts of a rate of few cases; ``after`` is the report that has the next figure, where none is
    due in this one. ``renewed`` says whether its figure is new since the last report, where that is known. ``series``
    says why a trend that is taken from a whole series differs from the figures beside it.
    """

    measure: Measure
    bar: Markup
    past: Markup
    few: str
    after: Period | None
    renewed: str
    series: str


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


class Definitions(TypedDict):
    """Terms and their meanings, and what was odd."""

    items: Sequence[tuple[str, str]]
    odd: Sequence[Oddity]


class Sources(TypedDict):
    """The cells and rows that figures were read from, the rules of each status, the files, and the downloads."""

    cells: Sequence[CellsOfFile]
    money: Sequence[tuple[str, str, str, str]]
    usual_rule: str
    own_rules: Sequence[str]
    others: Sequence[tuple[str, str, str, str]]
    files: Sequence[tuple[str, Sequence[tuple[str, str]]]]
    downloads: Sequence[tuple[str, str]]
