"""Words for what else is held of a measure: who answers for it, why that target, how it is counted."""

from pprr.domain import Frequency, Kind, Measure, Period, RuleKind
from pprr.domain.periods.due import next_report
from pprr.rules.one_case import few_cases, margin, weight_of_a_case

_COUNTED = {
    Kind.ANNUAL: "one for the whole year",
    Kind.CUMULATIVE: "a running total since April",
    Kind.SNAPSHOT: "as on the last day",
    Kind.QUARTER: "of each quarter by itself",
    Kind.ROLLING: "of the last twelve months",
}
_EVERY = {
    Frequency.MONTHLY: "month",
    Frequency.QUARTERLY: "quarter",
    Frequency.HALF_YEARLY: "half-year",
    Frequency.ANNUAL: "year",
    Frequency.BIENNIAL: "other year",
}


def held_of(measure: Measure, period: Period) -> list[tuple[str, str]]:
    """Each fact's name with what is known of it in the report of ``period``; what nobody says is left out."""
    entry = measure.entry
    told = f"{'an' if entry.shows[0] in 'aeiou' else 'a'} {entry.shows}" if entry.shows else ""
    after = next_figure(measure, period)
    found = [
        ("Answers for it", entry.owner),
        ("Why this target", "" if measure.target_change else measure.target_reason),
        ("How it is calculated", entry.definition),
        ("Figure", f"{_COUNTED[entry.kind]}, every {_EVERY[entry.frequency]}"),
        ("Next figure", f"in the {after.title}" if after else ""),
        ("Tells of", told),
        ("Survey", survey_of(measure)),
    ]
    return [(name, words.rstrip(".")) for name, words in found if words]


def next_figure(measure: Measure, period: Period) -> Period | None:
    """The report in which the register has the next figure due, where that of ``period`` is without one."""
    entry = measure.entry
    if entry.rule is RuleKind.SUSPENDED or (measure.figures.is_due and not measure.figures.is_late):
        return None
    return next_report(entry.frequency, entry.lag, period, entry.first)


def few_of(measure: Measure) -> str:
    """The two counts of a rated figure of few cases, ``14 of 24``; else blank."""
    return few_cases(measure.rated) if measure.status else ""


def weight_of(measure: Measure) -> str:
    """The points by which one case of few moves a rated figure, beside its two counts; else blank."""
    return weight_of_a_case(measure.rated) if measure.status else ""


def survey_of(measure: Measure) -> str:
    """The number of those who answered, and how far chance may have moved the figure that pages show.

    Blank for what is no survey. The figure is the latest that is known, where this period has none.
    """
    if not (measure.entry.shows and measure.entry.shows.is_survey):
        return ""
    latest = measure.figures.latest
    figure = latest.reading if measure.rated.missing and latest else measure.rated
    points = margin(figure)
    if points is None:
        return "How many people answered is not in the extract" if figure.value is not None else ""
    return (
        f"{figure.denominator:,f} people answered. A survey of so many may be up to {points:.1f} percentage points "
        "too high or too low by chance, 19 times out of 20"
    )
