"""Figures of the wrong size: against the target, and against the measure's own past."""

from collections.abc import Iterator
from fractions import Fraction
from statistics import median

from pprr.domain import Measure, Polarity, Query, RuleKind, Rules, Severity, TargetKind, Unit, round_half_up
from pprr.rules.doubts.history import is_plain, past_readings, told
from pprr.rules.rating import is_zero_target

_TIMES_WHOLE = 5  # what is counted out of changes less than what is counted
_SMALL_WHOLE = 10  # a group that may well be another the next time
_CHANCE = 4  # standard deviations of a count, whose variance is about its mean


def against_target(measure: Measure, rules: Rules, portfolio: str) -> Iterator[Query]:
    """An actual of many times its target."""
    if _is_far_beyond_target(measure, rules):
        yield Query(
            Severity.BLOCKING,
            "implausible",
            portfolio,
            measure.measure_id,
            f"{measure.rated.text} is {measure.rated.printed / measure.target.reading.printed:,.0f} times the target of "
            f"{measure.target.reading.text}.",
            f"An actual is expected to be less than {rules.plausibility.times_target} times its target.",
            "Ask the service whether a decimal point or a unit has slipped.",
            str(measure.rated.cell),
        )


def against_history(measure: Measure, rules: Rules, portfolio: str) -> Iterator[Query]:
    """An actual of more than so many times the middle of its past, or of less than that part of it.

    A count that is small enough for chance to explain the difference is not queried, nor is what is already queried
    against its target.
    """
    past = past_readings(measure)
    times = rules.plausibility.times_history
    if not past or not is_plain(measure.rated) or _is_far_beyond_target(measure, rules):
        return
    middle, found = median(reading.exact or Fraction(0) for reading in past), measure.rated.exact
    if middle <= 0 or found <= 0 or middle <= times * found <= times * times * middle:
        return
    is_count = measure.rated.unit is Unit.NUMBER and measure.rated.decimals == 0 and measure.rated.scale == 1
    if is_count and (found - middle) ** 2 <= _CHANCE**2 * max(middle, Fraction(1)):
        return
    compared = f"{round_half_up(found / middle, 0):,} times" if found > middle else f"less than 1 part in {times} of"
    which = "the middle of its earlier figures" if len(past) > 1 else "its earlier figure"
    yield Query(
        Severity.WARNING,
        "unlike its past",
        portfolio,
        measure.measure_id,
        f"{measure.rated.text} is {compared} {which}: {told(past)}.",
        f"It is expected to be within {times} times of that, either way.",
        "Ask the service whether a decimal point or a unit has slipped, or what has changed.",
        str(measure.rated.cell),
    )


def whole_against_history(measure: Measure, rules: Rules, portfolio: str) -> Iterator[Query]:
    """A percentage of a whole that is many times, or a small part of, that of its earlier figures."""
    past = [reading.denominator for reading in past_readings(measure) if reading.denominator]
    whole = measure.rated.denominator
    if not past or not whole or not is_plain(measure.rated):
        return
    middle = median(past)
    if min(middle, whole) < _SMALL_WHOLE or middle <= _TIMES_WHOLE * whole <= _TIMES_WHOLE**2 * middle:
        return
    yield Query(
        Severity.WARNING,
        "another whole",
        portfolio,
        measure.measure_id,
        f"{measure.rated.text} is a share of {whole:,f}, and its past has {'; '.join(f'{one:,f}' for one in past)}.",
        f"A whole is expected to be within {_TIMES_WHOLE} times that of its past, either way.",
        "Ask the service whether a digit has slipped, or who is counted now.",
        str(measure.rated.cell),
    )


def target_of_zero(measure: Measure, rules: Rules, portfolio: str) -> Iterator[Query]:
    """A target of 0 that leaves no room for Amber."""
    is_rated = measure.target.kind is TargetKind.VALUE and measure.rated.value is not None
    if is_rated and is_zero_target(measure.asked):
        yield Query(
            Severity.WARNING,
            "target of 0",
            portfolio,
            measure.measure_id,
            "the target is 0, so a margin that is a share of it leaves no room for Amber.",
            "A margin in points is expected.",
            'Give the measure a tolerance in points in measures.csv, such as "1 point".',
            str(measure.target.reading.cell),
        )


def margin_without_red(measure: Measure, rules: Rules, portfolio: str) -> Iterator[Query]:
    """A margin in points as wide as the target in force, as it may be early in the year: then no miss is Red.

    A margin that is a share of the target is never so wide, and where low is good a miss has no end.
    """
    aim, margin = measure.target.reading, measure.asked.amber_within
    is_rated = aim is not None and measure.asked.kind is RuleKind.TOLERANCE and measure.rated.value is not None
    if is_rated and measure.asked.good is Polarity.HIGH and not margin.is_relative and 0 < aim.printed <= margin.amount:
        yield Query(
            Severity.WARNING,
            "margin without Red",
            portfolio,
            measure.measure_id,
            f"its margin is {margin} and its target now {aim.text}, so even 0 would be Amber.",
            "A margin is expected to leave room for Red; one in points is the same at each point of the year.",
            "Give it a tolerance that is a share in measures.csv, such as 10%, or a floor.",
            str(aim.cell),
        )


def _is_far_beyond_target(measure: Measure, rules: Rules) -> bool:
    if measure.target.kind is not TargetKind.VALUE or measure.rated.value is None:
        return False
    aim = measure.target.reading.printed
    return bool(aim > 0 and measure.rated.printed >= aim * rules.plausibility.times_target)
