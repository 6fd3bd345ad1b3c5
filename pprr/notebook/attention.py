"""The one list of what needs attention, as a page shows it: each item with its gap, its past and its words."""

import re
from dataclasses import replace
from fractions import Fraction

from markupsafe import Markup

from pprr import formats
from pprr.domain import Measure, Period, Reading
from pprr.domain.money import AccountLine, Position, Saving, Scheme
from pprr.html import marks
from pprr.html.markdown import sentences
from pprr.notebook.asked import asked_for
from pprr.notebook.in_short import address_of, is_in_doubt
from pprr.notebook.mention import Mention
from pprr.notebook.money_mentions import of_account, of_position, of_saving, of_scheme
from pprr.report import Report
from pprr.report.items import ACCOUNTS, CAPITAL, OUTTURN, SAVINGS, SERVICES
from pprr.report.measures.held import few_of, next_figure, series_note
from pprr.report.queries.saying import says_what_is_done, telling
from pprr.report.report import Concern

_COMING = re.compile(r"\b(?:expected|awaited|due|not yet|to be published|will be (?:known|there|published))\b")


def mentions(report: Report) -> list[Mention]:
    """The list, in its order."""
    return [mention_of(report, found) for found in report.concerns]


def good_news(report: Report) -> list[Mention]:
    """The highlights that are on no other list, in the order of the register, each with the rule's reason alone.

    What its words begin with is seldom why it goes well.
    """
    return [
        replace(_of_measure(report, one, Concern(one, one.attention.highlight)), said="") for one in report.good_news
    ]


def bar_of(report: Report, measure: Measure) -> Markup:
    """The bullet of a measure: its rated figure on the shades of its target; blank without either."""
    zones, rated = report.zones(measure), measure.rated
    if zones is None or rated.printed is None or rated.comparator or rated.figure_period:
        return Markup("")
    ends = (zones.green.low, zones.green.high, zones.amber.low, zones.amber.high)
    return marks.bullet(float(rated.printed), marks.Shades(*(None if end is None else float(end) for end in ends)))


def past_of(measure: Measure, *, told: bool = True) -> Markup:
    """The sparkline of a measure: its series where it has one, else the figures that may stand in one chart."""
    aim = measure.target.reading
    control = measure.control
    if control:
        figures = [formats.figure(one.value, measure.decimals, measure.unit) for one in control.points]
        values: list[float | None] = [float(one.value) for one in control.points]
        labels = [one.span.label for one in control.points]
        held = float(control.aim.lowest or control.aim.highest or 0) if control.aim else None
    else:
        listed = measure.figures.comparable
        figures = [formats.in_prose(reading) for _, reading in listed]
        values = [height_of(reading) for _, reading in listed]
        labels = [period.label for period, _ in listed]
        held = float(aim.exact) if aim and aim.exact is not None and not measure.target.upper else None
    if not labels:
        return Markup("")
    named = {labels[0]: figures[0], **_compared(measure), labels[-1]: figures[-1]} if told else {}
    return marks.sparkline(values, aim=held, label=", ".join(f"{one} in {label}" for label, one in named.items()))


def _compared(measure: Measure) -> dict[str, str]:
    """The figure that a trend of two figures is against, by its period: without it a line may tell the opposite."""
    before = measure.figures.previous
    if before is None or measure.move.change is None or measure.move.alone:
        return {}
    return {measure.figures.base.label: formats.in_prose(before)}


def height_of(reading: Reading) -> float | None:
    """The height of a figure: none for one that is missing, a bound, or of another period than its column's."""
    return None if reading.printed is None or reading.figure_period or reading.comparator else float(reading.printed)


def amount_of(about: Saving | Scheme | Position | AccountLine) -> int:
    """The pence that something about money is short by, or over or under its budget."""
    return abs(about.shortfall if isinstance(about, Saving) else about.variance)


def _item_of(report: Report, found: Concern) -> str:
    """The name in headings of what is on the list."""
    match found.about:
        case Measure():
            return found.about.measure_id
        case Saving():
            return next((row.item for row in report.row_items if row.row is found.about), SAVINGS)
        case Scheme():
            return CAPITAL
        case AccountLine():
            return ACCOUNTS
    return OUTTURN if report.outturn else SERVICES


def mention_of(report: Report, found: Concern) -> Mention:
    """One item of the list of a portfolio's report, with what was asked about it."""
    item = _item_of(report, found)
    mention = _mention(report, found)
    told = report.words(item) or (found.about.information if isinstance(found.about, (Saving, Scheme)) else "")
    done = (said for said in sentences(told) if says_what_is_done(said) and said != mention.said)
    return replace(mention, asked_for=asked_for(report, item), done=next(done, ""))


def _mention(report: Report, found: Concern) -> Mention:
    match found.about:
        case Measure():
            return _of_measure(report, found.about, found)
        case Saving():
            return of_saving(report, found.about, found)
        case Scheme():
            return of_scheme(report, found.about, found)
        case AccountLine():
            return of_account(report, found.about, found)
    return of_position(report, found.about, found)


def _of_measure(report: Report, one: Measure, found: Concern) -> Mention:
    _figures, rated = one.figures, one.rated
    parts = formats.reading_parts(rated)
    return Mention(
        code=one.code,
        name=one.name.removesuffix("."),
        address=address_of(report, one),
        status=one.status,
        unrated=one.rating.words,
        now=parts.words or parts.figure,
        now_of=_when(one, report.period) or _forecast(one),
        asked=formats.asked(one.target, one.entry.good_performance),
        gap=_gap_in_words(one, found.gap),
        bar=bar_of(report, one),
        past=past_of(one),
        move=one.move,
        why=_why(report, one, found.reason),
        said=telling_sentence(report.words(one.measure_id), one),
        owner=one.entry.owner,
        few=few_of(one),
        series=series_note(one),
    )


def _why(report: Report, one: Measure, reason: str) -> str:
    """The reason; of a figure that is due and missing also when the register has the next one due.

    A status alone, which stands beside it, is told by how far the figure is from the target. Where a query about the
    measure keeps the report a draft, that is said too.
    """
    doubt = "; a query about it is open" if is_in_doubt(report, one) else ""
    if reason == one.status:
        return one.rating.reason.removesuffix(".") + doubt
    after = next_figure(one, report.period) if one.figures.is_late else None
    return f"{reason}; the next is due in the {after.title}{doubt}" if after else reason + doubt


def telling_sentence(text: str, one: Measure) -> str:
    """The sentence of a measure's words that tells the most beside its figures.

    Where there is no figure that is the one which says when it comes, if any does.
    """
    if one.rated.missing:
        coming = (said for said in sentences(text) if _COMING.search(said))
        if awaited := next(coming, ""):
            return awaited
    readings = [*one.figures.history, one.rated, one.target.reading, one.figures.long_previous]
    printed = {formats.reading_parts(reading).figure for reading in readings if reading and reading.printed is not None}
    return telling(sentences(text), printed)


def _when(one: Measure, period: Period) -> str:
    """The period of the figure shown where that is not the report's; of a missing one the latest that is known."""
    latest = one.figures.latest
    if one.rated.missing and latest:
        figure = formats.reading_parts(latest.reading).figure
        return f"latest: {figure} for {latest.reading.figure_period or latest.period.label}"
    return of_another_period(one, period) or one.rated.figure_period


def of_another_period(one: Measure, period: Period) -> str:
    """``for 2025/26 Q1`` where that is the period of the figure, and not the report's; else blank."""
    of = one.figures.rated_of
    return "" if of == period else f"for {of.label}"


def _forecast(one: Measure) -> str:
    """The figure that is forecast for the year's end, with its status."""
    if one.forecast is None:
        return ""
    return f"forecast for the year: {formats.reading_parts(one.forecast.reading).figure}, {one.forecast.rating.words}"


def _gap_in_words(one: Measure, gap: Fraction | None) -> str:
    if not gap:
        return ""
    decimals = 0 if one.rated.scale > 1 else one.rated.decimals
    aim = one.target.reading
    decimals = max(decimals, aim.decimals if aim and aim.scale == 1 else 0)
    size = formats.spoken_change(abs(gap), decimals, one.unit).lstrip("+")
    return f"{size} {'above' if gap > 0 else 'below'}"
