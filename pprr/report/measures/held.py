"""Words for what else is held of a measure: who answers for it, why that target, how it is counted."""

from pprr.domain import Frequency, Kind, Measure, Period, Shows
from pprr.domain.periods.due import next_report
from pprr.rules.one_case import margin

_COUNTED = {
    Kind.ANNUAL: "one figure for the whole year",
    Kind.CUMULATIVE: "a running total since April",
    Kind.SNAPSHOT: "the state on the last day of the period",
    Kind.QUARTER: "each quarter by itself",
    Kind.ROLLING: "the twelve months up to the end of the period",
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
    found = [
        ("Answers for it", entry.owner),
        ("Why this target", "" if measure.target_change else measure.target_reason),
        ("How it is calculated", entry.definition),
        ("What a figure is", f"{_COUNTED[entry.kind]}, with a new one every {_EVERY[entry.frequency]}"),
        ("Next figure", f"in the {_next(measure, period).title}" if not measure.figures.is_due else ""),
        ("What it tells of", told),
        ("Survey", survey_of(measure)),
    ]
    return [(name, words.rstrip(".")) for name, words in found if words]


def _next(measure: Measure, period: Period) -> Period:
    entry = measure.entry
    return next_report(entry.frequency, entry.lag, period, entry.first)


def survey_of(measure: Measure) -> str:
    """The number of those who answered, and how far chance may have moved the figure that pages show.

    Blank for what is no survey. The figure is the latest that is known, where this period has none.
    """
    if measure.entry.shows is not Shows.PERCEPTION:
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
