"""The contexts of what an analyst sees beside an entry of words."""

from collections.abc import Mapping, Sequence
from typing import TypedDict

from markupsafe import Markup

from pprr.domain import Query
from pprr.report import Report
from pprr.report.items import RowItem
from pprr.report.proposals import TieProposal
from pprr.report.queries.words import FigureTally
from pprr.report.report import Acceptance, Fallen, LastWords
from pprr.report.ties import TiedSentence


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
