"""The queries beside the page: for the analyst, never on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from pprr.domain import Query, Severity
from pprr.formats import plural
from pprr.html.elements import Html, render
from pprr.report import Report
from pprr.report.items import BUDGET, OVERVIEW
from pprr.report.report import Fallen
from pprr.report.ties import TiedSentence, tied_sentences

STYLE = (Path(__file__).parent / "panel.css").read_text(encoding="utf-8")
NONE = "none open"
# Where the page shows an item, if not under the item's own name.
_PLACES = {OVERVIEW: "portfolio-overview", BUDGET: "cash-limit"}


class PanelQueries(TypedDict):
    """The queries beside a page, by severity, with how many there are."""

    report: Report
    is_made: bool
    counts: Mapping[Severity, int]
    groups: Sequence[tuple[Severity, Sequence[Query]]]
    fallen: Mapping[str, Fallen]
    places: Mapping[str, str] | None
    tied: Sequence[TiedSentence]


class Failure(TypedDict):
    """The failure that is in the way of a page."""

    reason: str
    cell: str
    trace: str
    is_old: bool


class Shell(TypedDict):
    """The words in the frame of the preview."""

    portfolio: str
    period: str
    language: str
    accent: str


CONTEXTS: Mapping[tuple[str, str], type] = {
    ("preview.html.j2", "queries"): PanelQueries,
    ("preview.html.j2", "failure"): Failure,
    ("preview.html.j2", "shell"): Shell,
}
"""What each part of the template is given."""


@dataclass(frozen=True)
class Panel:
    """The panel beside a page: the queries, and in words whose report it is, its state, and how much is open."""

    html: str
    portfolio: str
    title: str
    state: str
    open: str


def panel_of(report: Report, *, is_linked: bool, is_made: bool = True) -> Panel:
    """The panel that stands beside the page of a report.

    ``is_linked``: an item's name leads to its place on the page, where something follows the link. ``is_made``: there
    is a page of what is saved, so that it can be said what keeps it from being approved.
    """
    counts = dict.fromkeys(Severity, 0)
    for query in report.open_queries:
        counts[query.severity] += 1
    html = render(
        "preview.html.j2",
        "queries",
        **PanelQueries(
            report=report,
            is_made=is_made,
            counts=counts,
            groups=[
                (severity, [query for query in report.open_queries if query.severity is severity])
                for severity in Severity
            ],
            fallen={found.query.id: found for found in report.standing.fallen},
            places=_PLACES if is_linked else None,
            tied=tied_sentences(report),
        ),
    )
    return Panel(str(html), report.portfolio.name, report.period.title, report.state, in_words(counts))


def failure(reason: str, cell: str = "", trace: str = "", *, is_old: bool) -> Html:
    """The failure of the page, for the person who can mend it; ``is_old``: the last good page is still shown."""
    return render("preview.html.j2", "failure", **Failure(reason=reason, cell=cell, trace=trace, is_old=is_old))


def in_words(counts: dict[Severity, int]) -> str:
    """``1 blocking, 2 warnings``; ``none open``."""
    told = {severity: severity if severity is Severity.BLOCKING else f"{severity}s" for severity in counts}
    return ", ".join(plural(count, severity, told[severity]) for severity, count in counts.items() if count) or NONE
