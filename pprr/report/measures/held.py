"""Words for what else is held of a measure: who answers for it, why that target, how it is counted."""

from fractions import Fraction

from pprr.domain import DataPeriod, Frequency, Kind, Measure, Period, RegisterEntry, RuleKind, Trend, months_in
from pprr.domain.periods.due import next_report
from pprr.rules.one_case import few_cases, margin, weight_of_a_case
from pprr.rules.trend import DOWN, NO_CHANGE, UP

_COUNTED = {
    Kind.ANNUAL: "one for the whole year",
    Kind.CUMULATIVE: "a running total since April",
    Kind.SNAPSHOT: "each by itself",  # a state on a day or what a period had: the register does not tell them apart
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

_PARTS = {1: "month", 3: "quarter", 6: "half-year", 12: "year"}
_STEADY = (Trend.STABLE, NO_CHANGE)
_SINCE = {Trend.BETTER: "better than", Trend.WORSE: "worse than", UP: "higher than", DOWN: "lower than"}


def held_of(measure: Measure, period: Period) -> list[tuple[str, str]]:
    """Each fact's name with what is known of it in the report of ``period``; what nobody says is left out."""
    entry = measure.entry
    told = f"{'an' if entry.shows[0] in 'aeiou' else 'a'} {entry.shows}" if entry.shows else ""
    after = next_figure(measure, period)
    found = [
        ("Answers for it", entry.owner),
        ("Why it was chosen", entry.why_chosen),
        ("Why this target", "" if measure.target_change else measure.target_reason),
        ("How it is calculated", entry.definition),
        ("Figure", counted_of(entry)),
        ("Next figure", f"in the {after.title}" if after else ""),
        ("Tells of", told),
        ("Survey", survey_of(measure)),
    ]
    return [(name, words.rstrip(".")) for name, words in found if words]


def counted_of(entry: RegisterEntry) -> str:
    """The time that each figure is of, and how often one comes: ``a running total since April, every quarter``."""
    if is_of_a_month(entry):
        return "of the last month alone"
    return f"{_COUNTED[entry.kind]}, every {_EVERY[entry.frequency]}"


def is_of_a_month(entry: RegisterEntry) -> bool:
    """Tells whether a reporting point has the figure of its last month alone, whatever the months before it had."""
    return entry.kind is Kind.SNAPSHOT and entry.frequency is Frequency.MONTHLY


def month_alone(entry: RegisterEntry, span: DataPeriod) -> str:
    """The month that our figure beside others' of ``span`` is of, where theirs are of more than one; else blank."""
    return f"{span.end:%B %Y}" if is_of_a_month(entry) and months_in(span) > 1 else ""


def next_figure(measure: Measure, period: Period) -> Period | None:
    """The report in which the register has the next figure due, where that of ``period`` is without one."""
    entry = measure.entry
    if entry.rule is RuleKind.SUSPENDED or (measure.figures.is_due and not measure.figures.is_late):
        return None
    return next_report(entry.frequency, entry.lag, period, entry.first)


def series_note(measure: Measure) -> str:
    """The reason why a trend that is taken from a whole series differs from its figures; blank where none does.

    ``by 42 months together; the same as in 2025/26 Q1``. Of two figures it is that they differ by less than one case.
    """
    control = measure.control
    if control is None or not measure.move.alone:
        return "by less than one case" if _is_within_a_case(measure) else ""
    told = f"by {len(control.points)} {_PARTS.get(months_in(control.points[-1].span), 'point')}s together"
    if measure.move.words in _STEADY:
        return f"{told}: its usual ups and downs" if measure.move.alone in _SINCE else ""
    unlike = unlike_figures(measure)
    return f"{told}; {unlike}" if unlike else ""


def _is_within_a_case(measure: Measure) -> bool:
    """Tells whether a trend comes from rates of few cases that differ by less than one case more or fewer moves them.

    It stays the year's rule that makes the trend.
    """
    change, whole = measure.move.change, measure.rated.denominator
    if measure.move.words not in _SINCE or not change or not whole or not few_cases(measure.rated):
        return False
    return abs(change) < Fraction(100) / Fraction(whole)


def unlike_figures(measure: Measure) -> str:
    """The verdict of the two figures alone against the trend of a whole series: ``better than in 2024/25 Q2``."""
    move = measure.move
    if not move.alone or move.words not in _SINCE:
        return ""
    figures, last_year = measure.figures, measure.figures.rated_of.previous_year
    pairs = [(figures.base.label, move.alone, move.change)]
    if figures.base != last_year:
        pairs.append((last_year.label, measure.long_move.words, measure.long_move.change))
    unlike: dict[str, list[str]] = {}
    for label, words, change in pairs:
        if change is not None and words != move.words:
            unlike.setdefault(_SINCE.get(words, "nearly the same as") if change else "the same as", []).append(label)
    return " and ".join(f"{than} in {' and '.join(labels)}" for than, labels in unlike.items())


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
