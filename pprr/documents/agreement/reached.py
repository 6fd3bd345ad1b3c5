"""What is asked of a measure, beside what it brought in the years before and what others have, in words."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from pprr import formats
from pprr.domain import Measure, Period, Reading, RuleKind
from pprr.rules.zones import zones_of

_NOT_BY_FIGURES = {
    RuleKind.JUDGEMENT: "Judged by hand",
    RuleKind.MILESTONE: "Said in words, not by figures",
    RuleKind.SUSPENDED: "Suspended: not rated",
}


def reached_in_words(one: Measure, periods: Sequence[Period], year: int) -> str:
    """Tell whether the years before ``year`` brought what is asked now, or why that cannot be told.

    ``periods`` are those of the measure's history.
    """
    zones = zones_of(replace(one.asked, target=one.year_target))
    if zones is None:
        unknown = "which figures are good is not stated" if one.year_target.reading else ""
        return _NOT_BY_FIGURES.get(one.asked.kind) or (f"Not known: {unknown}" if unknown else "No target to meet")
    found = sorted(_whole_years(one, periods, year), key=lambda pair: pair[0].start, reverse=True)
    if not found:
        return "Not known: no whole year has a figure"
    reached = [(period, reading) for period, reading in found if zones.green.holds(_value(reading))]
    if not reached:
        of, nearest = min(found, key=lambda pair: zones.green.distance(_value(pair[1])))
        years = formats.listed([period.label for period, _ in reversed(found)])
        return f"Not reached in {years}: {_figure(nearest)}" + (f" in {of.label} was nearest" if len(found) > 1 else "")
    of, reading = reached[0]
    since = f", not in {found[0][0].label}" if of != found[0][0] else ""
    return f"Reached in {of.label}: {_figure(reading)}{since}"


def eased_in_words(one: Measure, periods: Sequence[Period], year: int) -> str:
    """Tell that less is asked than last year brought; blank where it is not so, or not known."""
    aim, good = one.year_target.reading, one.entry.good_performance
    last = next((reading for period, reading in _whole_years(one, periods, year) if period.start == year - 1), None)
    if last is None or aim is None or aim.exact is None or good is None or one.year_target.upper:
        return ""
    is_less = (_value(last) - Fraction(aim.exact)) * good.sign > 0
    return f"Less is asked than {Period(year - 1).label} brought: {_figure(last)}" if is_less else ""


def direction_in_words(one: Measure) -> str:
    """Tell which figures are good of a measure of which neither high nor low ones are; blank for any other."""
    if one.entry.good_performance:
        return ""
    return "Within the band" if one.asked.kind is RuleKind.BAND else "Activity: neither more nor less is better"


def _whole_years(one: Measure, periods: Sequence[Period], year: int) -> list[tuple[Period, Reading]]:
    """The figures of whole years before the year, each once: one that came late is of the year that it names."""
    found: dict[Period, Reading] = {}
    for period, reading in zip(periods, one.figures.history, strict=True):
        if reading and reading.exact is not None and not reading.comparator:
            of = _period_of(reading, period)
            if of and of.is_annual and of.start < year and (of == period or of not in found):
                found[of] = reading
    return list(found.items())


def _period_of(reading: Reading, shown_at: Period) -> Period | None:
    """The period that a figure is of; None where it names one that is no period of a report."""
    if not reading.figure_period:
        return shown_at
    try:
        return Period.of_data(reading.figure_period)
    except ValueError:
        return None


def _value(reading: Reading) -> Fraction:
    return Fraction(reading.exact or 0)


def _figure(reading: Reading) -> str:
    return formats.reading_parts(reading).figure
