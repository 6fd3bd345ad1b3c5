"""The questions for an entry, composed for its row by plain rules: why it is so, what is done, by whom, by when."""

from collections.abc import Callable, Iterator

from pprr import formats
from pprr.domain import Control, Measure, RuleKind, Status, Trend, Variation
from pprr.domain.money import BudgetLine, CashLimitLine, Reserve, Saving, lines_of, without_totals
from pprr.report.items import BUDGET, CAPITAL, OUTTURN, OVERVIEW, RESERVES, SAVINGS, SERVICES, WithWords
from pprr.report.report import Report

_ACTION = "What is being done about it, by whom, and by when."
_LAST_QUARTER = 4
_MOST_SERVICES = 3  # are asked about, those with the largest variances


def prompts(report: Report, item: str) -> tuple[str, ...]:
    """The questions that the entry of the item is to answer, the most wanted first; none where nothing is asked."""
    if item in _SECTIONS:
        return tuple(_SECTIONS[item](report))
    row = next((found.row for found in report.row_items if found.item == item), None)
    if row is not None:
        return tuple(_row(row))
    return tuple(_measure(report.measure(item))) if item in report.measure_ids else ()


def _measure(measure: Measure) -> Iterator[str]:
    if measure.asked.kind is RuleKind.SUSPENDED:
        yield "Why it is suspended, who decided that, and when it is looked at again."
        return
    if measure.figures.is_late:
        yield "Why there is no figure, who will give it, and when."
    is_short = measure.status in (Status.RED, Status.AMBER)
    if is_short:
        aim = "its milestone" if measure.rated.words else f"its target of {formats.target(measure.target)}"
        yield f"Why it is {measure.status}: what kept it from {aim}."
    if measure.figures.earlier_status and measure.status and measure.figures.earlier_status is not measure.status:
        yield f"What took it from {measure.figures.earlier_status} in the last report to {measure.status}."
    if measure.move.trend is Trend.WORSE:
        yield f"What made it worse than in {measure.figures.base.label}."
    if is_short or measure.move.trend is Trend.WORSE:
        yield _ACTION
    if is_short:
        yield "When it is expected to be on target."
    if measure.move.trend is Trend.BETTER:
        yield f"What made it better than in {measure.figures.base.label}, and whether that will last."
    forecast = measure.forecast.rating.status if measure.forecast else None
    if forecast in (Status.RED, Status.AMBER):
        yield f"What would bring it from the {forecast} that is forecast to its target by the year's end."
    yield from (
        f"Why the figure of {of.label} was restated, from {formats.reading(then)} to {formats.reading(now)}."
        for of, then, now in measure.figures.restated
    )
    yield from _beyond_the_usual(measure.control)
    yield from (
        f"Why it stands in the last quarter of {one.group}: {formats.place(one)} in {one.span.label}."
        for one in (measure.comparison.standings if measure.comparison else ())
        if one.quarter == _LAST_QUARTER
    )
    if measure.asked.kind is RuleKind.DATA_ONLY:
        yield "What lies behind a change, where a reader would ask."


def _beyond_the_usual(control: Control | None) -> Iterator[str]:
    if control and control.variation and control.variation is not Variation.USUAL:
        yield "What happened lately: its latest points are more than the usual ups and downs."


def _overview(report: Report) -> Iterator[str]:
    yield "What matters most in this period, in a few sentences, and what comes next."
    if len(report.exceptions):
        count = formats.plural(len(report.exceptions), "exception")
        yield f"The {count}: who answers for each, and what is done."
    if report.is_money_exception:
        yield "The money: it is beyond the margin of the cash limit."
    if len(report.highlights):
        yield f"The {formats.plural(len(report.highlights), 'highlight')}: good practice that others can take up."


def _budget(report: Report) -> Iterator[str]:
    for row in lines_of(report.budget, CashLimitLine.CHANGE):
        yield from _change_of_budget(row)


def _row(row: WithWords) -> Iterator[str]:
    match row:
        case BudgetLine():
            yield from _change_of_budget(row)
        case Reserve():
            yield from _reserve(row)
        case Saving():
            yield from _saving(row)


def _change_of_budget(row: BudgetLine) -> Iterator[str]:
    if row.amount:
        way = "more" if row.amount > 0 else "less"
        named = f" ({row.description})" if row.description else ""
        yield f"Why the cash limit is {formats.millions(row.amount)} {way}, and who decided{named}."


def _outturn(report: Report) -> Iterator[str]:
    now = report.outturn
    if now is None:
        return
    if now.variance:
        named = "surplus" if now.variance < 0 else "deficit"
        yield f"What makes up the {named} of {formats.millions(now.variance)}: the services and the reasons."
    if report.last and report.movement:
        yield f"Why that has moved by {formats.millions(report.movement)} since the {report.last.title}."
    if report.is_money_exception:
        yield _ACTION
    if now.appropriations:
        way = "from" if now.appropriations < 0 else "to"
        yield f"What the {formats.millions(now.appropriations)} {way} reserves is for."


def _services(report: Report) -> Iterator[str]:
    largest = sorted(without_totals(report.services), key=lambda row: -abs(row.variance))[:_MOST_SERVICES]
    for row in largest:
        if row.variance:
            named = "underspend" if row.variance < 0 else "overspend"
            yield f"{row.line}: what makes its {named} of {formats.millions(row.variance)}, and what is done."
    if report.is_money_exception:
        yield _ACTION


def _reserves(report: Report) -> Iterator[str]:
    for row in without_totals(report.reserves):
        yield from _reserve(row)


def _reserve(row: Reserve) -> Iterator[str]:
    if row.change:
        done = "drawn from" if row.change > 0 else "added to"
        drawn = f"{formats.millions(row.change)} {done} {row.narration or row.purpose}"
        yield f"What the {drawn} is for, and what the balance is kept for."


def _savings(report: Report) -> Iterator[str]:
    for row in without_totals(report.savings):
        yield from _saving(row)


def _saving(row: Saving) -> Iterator[str]:
    short = row.shortfall
    if row.risk_rating is Status.GREEN and short <= 0:
        return
    rated = f", rated {row.risk_rating}" if row.risk_rating else ""
    yield f"{row.proposal}{rated}: what stands in its way."
    if short > 0:
        yield f"How its missing {formats.millions(short)} will be found, by whom, and by when."


def _capital(report: Report) -> Iterator[str]:
    for row in without_totals(report.capital):
        if row.rephasing:
            yield f"{row.scheme}: why {formats.millions(row.rephasing)} moves to later years, and when it is done."


_SECTIONS: dict[str, Callable[[Report], Iterator[str]]] = {
    OVERVIEW: _overview,
    BUDGET: _budget,
    OUTTURN: _outturn,
    SERVICES: _services,
    RESERVES: _reserves,
    SAVINGS: _savings,
    CAPITAL: _capital,
}
