"""In short: three sentences made from the data by plain rules, each figure a link to its place.

How many measures are on target, and were in the last report; what has turned since then, the worst first; the money,
and what it leans on.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pprr import formats
from pprr.domain import Measure, Priority, Status, Trend
from pprr.domain.catalogue import query_kind
from pprr.domain.money import without_totals
from pprr.notebook.position import movement_in_words, position_in_words
from pprr.report import Report
from pprr.report.items import OUTTURN, RESERVES, SAVINGS, SERVICES
from pprr.report.queries.shown_words import has_withheld

Piece = tuple[str, str]  # words, and the address within the page that they lead to; blank for none
_ORDER = {Status.RED: 0, Status.AMBER: 1, Status.GREEN: 2}
_VIREMENT = re.compile(r"\bvirements?\b", re.IGNORECASE)
_OUTTURN = {True: "what was spent in the year.", False: "what is spent by the year's end, and until then a forecast."}
ADDRESSES = {OUTTURN: "outturn", SERVICES: "services", RESERVES: "reserves", SAVINGS: "savings"}
"""The address of each section of money within the page."""


@dataclass(frozen=True)
class Headline:
    """One sentence with its result, which begins it, in large; and what stands below it in small."""

    about: str
    result: Piece
    rest: Sequence[Piece]
    below: str = ""


def headlines(report: Report) -> list[Headline]:
    """The results that the page begins with."""
    return [*([_on_target(report), _turned(report)] if report.measures else []), *_money(report)]


def glosses(report: Report) -> list[tuple[str, str]]:
    """The terms and abbreviations that the report uses and a reader may not know, each with its meaning."""
    said = [
        *(report.words(item) for item in report.items),
        *(f"{one.called} {one.name} {one.entry.framework}" for one in report.measures),
        *(f"{one.title} {one.text}" for one in report.priorities),
        *(row.description for row in report.budget),
    ]
    text = "\n".join(said)
    outturn = [("Outturn", _OUTTURN[report.period.is_annual])] if report.position else []
    moved = [("Virement", "money moved from one budget to another.")] if _VIREMENT.search(text) else []
    own = [(term, f"{meaning.rstrip('.')}.") for term, meaning in report.glossary.items() if _names(text, term)]
    return [*outturn, *moved, *own]


def _names(text: str, term: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(term)}(?!\w)", text))


def address_of(report: Report, measure: Measure) -> str:
    """The address of the measure within the page; blank in an edition that does not show it."""
    return measure.measure_id if measure.figures.is_new or not report.edition.only_new else ""


def address_of_item(report: Report, item: str) -> str:
    """The address of an item within the page; blank where it has none there."""
    measure = next((one for one in report.measures if one.measure_id == item), None)
    if measure:
        return address_of(report, measure)
    row = next((one for one in report.row_items if one.item == item), None)
    if row and not report.words(item):  # a row has a place of its own where it has words
        return ADDRESSES.get(row.section, row.section if isinstance(row.row, Priority) else "")
    return ADDRESSES.get(item, item if row else "")


def is_in_doubt(report: Report, measure: Measure) -> bool:
    """Tells whether an open query about the measure keeps the report a draft, and its page tells readers of it."""
    asked = (one for one in report.open_queries if one.item == measure.measure_id and one.is_blocking)
    return not has_withheld(measure) and any(query_kind(one.key).is_for_readers for one in asked)


def has_turned(measure: Measure) -> int:
    """+1 where the status is better than in the last report, -1 where it is worse, else 0."""
    before, now = measure.figures.earlier_status, measure.status
    if before is None or now is None:
        return 0
    return (_ORDER[now] > _ORDER[before]) - (_ORDER[now] < _ORDER[before])


def _on_target(report: Report) -> Headline:
    rated = [one.status for one in report.measures if one.status]
    then = [one.figures.earlier_status for one in report.measures if one.figures.earlier_status]
    rest: list[Piece] = [(" rated measures are on target", "")]
    if then:
        before = f"{then.count(Status.GREEN)} of {len(then)}"
        rest += [("; in the last report ", ""), (before, "changes" if report.last else ""), (" were", "")]
    doubted = sum(is_in_doubt(report, one) for one in report.measures if one.status)
    of = f"of the {len(rated)}"
    rest.append((f". {formats.plural(doubted, f'{of} has', f'{of} have')} a query open." if doubted else ".", ""))
    result = f"{rated.count(Status.GREEN)} of {len(rated)}"
    return Headline("Against target", (result, _priorities(report)), rest)


def _priorities(report: Report) -> str:
    """The address of the first priority, under which the measures stand."""
    return f"priority-{report.priorities[0].priority}" if report.priorities else ""


def _turned(report: Report) -> Headline:
    worse = [one for one in report.measures if has_turned(one) < 0]
    better = sum(has_turned(one) > 0 for one in report.measures)
    trends = dict(report.trends)
    below = ", ".join(f"{count} {words.lower()}" for words, count in trends.items() if count)
    if report.last is None or not any(one.figures.earlier_status for one in report.measures):
        against = f"against {report.period.previous_year.label}" if report.period.is_annual else "by the trend"
        rest: list[Piece] = [(f" {against}, and {trends[Trend.BETTER]} better", ""), *_first(report)]
        return Headline("Direction of travel", (f"{trends[Trend.WORSE]} got worse", "attention"), rest, below)
    since = f" since the {report.last.title}"
    if not worse:
        rest = [(f"{since}, and {better} better", ""), *_first(report)]
        return Headline("Since the last report", ("None turned worse", "changes"), rest, below)
    first = _worst(report, worse)
    rest = [
        (f"{since}{', first' if len(worse) > 1 else ':'} ", ""),
        (_named(first), address_of(report, first)),
        (f" from {first.figures.earlier_status} to {first.status}; {better} turned better.", ""),
    ]
    return Headline("Since the last report", (f"{len(worse)} turned worse", "changes"), rest, below)


def _worst(report: Report, among: Sequence[Measure]) -> Measure:
    """The first of them in the list of what needs attention; else the one of the worst status."""
    listed = [found.about for found in report.concerns]
    return next((one for one in listed if isinstance(one, Measure) and one in among), None) or min(
        among, key=lambda one: _ORDER.get(one.status, 3) if one.status else 3
    )


def _named(measure: Measure) -> str:
    """The measure's name within a sentence."""
    return measure.name.rstrip(".")


def _first(report: Report) -> list[Piece]:
    """The end of a sentence that names the first measure of the list of what needs attention, if there is one."""
    first = next((found.about for found in report.concerns if isinstance(found.about, Measure)), None)
    if first is None:
        return [("; no measure needs attention.", "")]
    return [("; first on the list is ", ""), (_named(first), address_of(report, first)), (".", "")]


def _money(report: Report) -> Iterator[Headline]:
    position = position_in_words(report)
    if position is None:
        return
    amounts, place = position.amounts, ADDRESSES[OUTTURN if report.outturn else SERVICES]
    budget = (formats.millions(amounts.budget), "cash-limit" if report.budget else place)
    rest: list[Piece] = [(" of ", ""), budget]
    if amounts.variance:
        forecast = "" if report.period.is_annual else " forecast"
        spending = (formats.millions(amounts.forecast), place)
        rest = [
            (f"{forecast} on spending of ", ""),
            spending,
            (f" against {'a' if amounts.is_cash_limit else 'its'} {position.budget.lower()} of ", ""),
            budget,
        ]
    leans = [*_reserves(report), *_savings(report)]
    for at, (figure, after) in enumerate(leans):
        rest += [(", with " if at == 0 else " and ", ""), figure, (after, "")]
    yield Headline("Money", (position.headline, place), [*rest, (".", "")], movement_in_words(report))


def _reserves(report: Report) -> Iterator[tuple[Piece, str]]:
    """The use of reserves, where the outturn states one."""
    moved = report.outturn.appropriations if report.outturn else 0
    if moved:
        figure = (formats.millions(moved), ADDRESSES[RESERVES] if report.reserves else ADDRESSES[OUTTURN])
        yield figure, " taken from reserves" if moved < 0 else " added to reserves"


def _savings(report: Report) -> Iterator[tuple[Piece, str]]:
    """The savings that are not made yet, or at the year's end were not."""
    short = sum(one.shortfall for one in without_totals(report.savings))
    if short > 0:
        after = " of savings not made" if report.period.is_annual else " of savings not made yet"
        yield (formats.millions(short), ADDRESSES[SAVINGS]), after
