"""What was odd about a page's figures and words, as its readers are told: what was found, and where that stands."""

from collections.abc import Iterator
from dataclasses import dataclass

from pprr import formats
from pprr.domain import Query, Severity
from pprr.domain.catalogue import query_kind
from pprr.notebook.in_short import address_of_item
from pprr.report import Report
from pprr.report.queries.shown_words import has_withheld

_OPEN = {
    Severity.BLOCKING: "Open: it keeps this report a draft",
    Severity.WARNING: "Open",
    Severity.NOTE: "Noted",
}


@dataclass(frozen=True)
class Oddity:
    """One finding: what it is about, with its place within the page; what was found; and where it stands, in words.

    One that ``is_open`` waits for somebody, which a mere note does not.
    """

    item: str
    name: str
    address: str
    found: str
    state: str
    is_open: bool


def oddities(report: Report) -> list[Oddity]:
    """The findings about what the page shows, those that keep it a draft first, and accepted ones last.

    Of a measure with a figure that is withheld nothing is told: what was found might give it away.
    """
    return [_oddity(report, one, state, is_open) for one, state, is_open in _standing(report) if _is_told(report, one)]


def _standing(report: Report) -> Iterator[tuple[Query, str, bool]]:
    for one in report.open_queries:
        yield one, _OPEN[one.severity], one.severity is not Severity.NOTE
    for one, why in report.accepted:
        yield one, f"Accepted on {formats.day(why.date)}: {why.reason}", False


def _is_told(report: Report, one: Query) -> bool:
    hidden = {measure.measure_id for measure in report.measures if has_withheld(measure)}
    return query_kind(one.key).is_for_readers and one.item not in hidden


def _oddity(report: Report, one: Query, state: str, is_open: bool) -> Oddity:
    measure = next((found for found in report.measures if found.measure_id == one.item), None)
    name = measure.named if measure else one.item.replace("-", " ").capitalize()
    found = " ".join(filter(None, (one.found, one.expected if one.is_blocking else "")))
    return Oddity(one.item, name, address_of_item(report, one.item), found, state, is_open)
