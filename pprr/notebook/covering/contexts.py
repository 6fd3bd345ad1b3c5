"""The context that each template of the covering paper's parts is given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict

from pprr.documents.covering.report import Counted
from pprr.domain import Measure
from pprr.domain.projects import Contact
from pprr.notebook.beside.contexts import Actions
from pprr.notebook.mention import Mention


class PaperFront(TypedDict):
    """The committee, its meeting, and what the paper is for."""

    committee: str
    terms: str
    meeting: str
    report_by: str
    purpose: str


class Recommendations(TypedDict):
    """The things that the committee is recommended to do, in order."""

    texts: Sequence[str]


@dataclass(frozen=True)
class AttachedReport:
    """One report that the paper covers: where it is, and who approved it and the agreement it is measured against."""

    name: str
    address: str
    approved: str
    agreement: str
    agreement_link: str
    agreement_outside: str
    attention: int
    member: str


class Attached(TypedDict):
    """The reports that the paper covers, of that title."""

    report: str
    rows: Sequence[AttachedReport]


@dataclass(frozen=True)
class StandingRow:
    """A portfolio: its measures by status now, on target in the last report, and its amounts in pence by name."""

    name: str
    address: str
    counts: Counted
    amounts: Mapping[str, int]


class HowTheyStand(TypedDict):
    """The portfolios' performance and resources, and all of them together."""

    rows: Sequence[StandingRow]
    total: StandingRow
    last: str
    outturn: str


class ToLookAt(TypedDict):
    """The worst of the items that need attention, how many there are, and what goes well, in all attached reports."""

    attention: Sequence[Mention]
    whole: int
    good_news: Sequence[Mention]


@dataclass(frozen=True)
class ProvisionalFigure:
    """A measure whose figure may still change, whose it is, and where it stands on that portfolio's page."""

    measure: Measure
    portfolio: str
    address: str


class Provisional(TypedDict):
    """The figures that may still change, or are due and not there yet."""

    rows: Sequence[ProvisionalFigure]


class OfficersToAsk(TypedDict):
    """Whom to ask about each portfolio's report, and which reports have nobody."""

    rows: Sequence[tuple[str, Sequence[Contact]]]
    without: str


class Officers(TypedDict):
    """Whom to ask about one portfolio's document."""

    rows: Sequence[Contact]
    without: str
    caption: str


CONTEXTS: Mapping[tuple[str, str], type] = {
    ("covering.html.j2", "front"): PaperFront,
    ("covering.html.j2", "recommendations"): Recommendations,
    ("covering.html.j2", "attached"): Attached,
    ("covering.html.j2", "standing"): HowTheyStand,
    ("covering.html.j2", "to_look_at"): ToLookAt,
    ("covering.html.j2", "provisional"): Provisional,
    ("covering.html.j2", "asked"): Actions,
    ("covering.html.j2", "to_ask"): OfficersToAsk,
    ("covering.html.j2", "officers"): Officers,
}
"""By template, and the macro of it that is a part."""
