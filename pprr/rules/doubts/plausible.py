"""Figures of the wrong size: against the target, and against the measure's own past."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from statistics import median

from pprr.domain import Measure, Polarity, Query, RuleKind, Rules, Unit, query, round_half_up
from pprr.rules.doubts.history import is_plain, is_profile_of_zero, past_readings, told
from pprr.rules.rating import is_zero_target

_TIMES_WHOLE = 5  # what is counted out of changes less than what is counted
_SMALL_WHOLE = 10  # a group that may well be another the next time
_FEWEST_SHARES = 2
_MANY_CASES = 30
_ALL = 100
_POINTS_APART, _TIMES_APART = 25, 10  # points, and times that the earlier ones lie apart
_CHANCE = 4  # standard deviations of a count, whose variance is about its mean


def against_target(measure: Measure, rules: Rules, portfolio: str) -> Iterator[Query]:
    """An actual of many times its target."""
    times = _times_target(measure, rules)
    if times is not None:
        yield query(
            "implausible",
            portfolio,
            measure.measure_id,
            measure.rated.cell,
            figure=measure.rated.text,
            times=f"{times:,.0f}",
            target=measure.target.reading.text if measure.target.reading else "",
            most=str(rules.plausibility.times_target),
        )


def against_history(measure: Measure, rules: Rules, portfolio: str) -> Iterator[Query]:
    """An actual of more than so many times the middle of its past, or of less than that part of it.

    A count that is small enough for chance to explain the difference is not queried, nor is what is already queried
    against its target.
    """
    past, figure = past_readings(measure), measure.rated
    times, found = rules.plausibility.times_history, figure.exact
    if not past or found is None or not is_plain(figure) or _times_target(measure, rules) is not None:
        return
    middle = median(reading.exact or Fraction(0) for reading in past)
    if middle <= 0 or found <= 0 or middle <= times * found <= times * times * middle:
        return
    is_count = figure.unit is Unit.NUMBER and figure.decimals == 0 and figure.scale == 1
    if is_count and (found - middle) ** 2 <= _CHANCE**2 * max(middle, Fraction(1)):
        return
    yield query(
        "unlike-its-past",
        portfolio,
        measure.measure_id,
        measure.rated.cell,
        found=f"{'above' if found > middle else 'below'}-{'many' if len(past) > 1 else 'one'}",
        figure=measure.rated.text,
        times=f"{round_half_up(found / middle, 0):,}",
        past=told(past),
        most=str(times),
    )


def share_against_history(measure: Measure, rules: Rules, portfolio: str) -> Iterator[Query]:
    """A percentage far from earlier ones that lay close to each other, where its digits may have changed places.

    Shares of none or all are often those of a few cases, of which one more makes much.
    """
    past, figure = past_readings(measure), measure.rated
    shares = [reading.exact for reading in past if reading.exact is not None]
    if figure.unit is not Unit.PERCENTAGE or len(shares) < _FEWEST_SHARES or figure.exact is None:
        return
    is_of_few = figure.denominator is not None and figure.denominator < _MANY_CASES
    if not is_plain(figure) or is_of_few or any(share <= 0 or share >= _ALL for share in shares):
        return
    apart = min(abs(figure.exact - share) for share in shares)
    if apart < _POINTS_APART or apart < _TIMES_APART * (max(shares) - min(shares)):
        return
    if any(against_history(measure, rules, portfolio)) or any(against_target(measure, rules, portfolio)):
        return
    yield query(
        "share-unlike-its-past",
        portfolio,
        measure.measure_id,
        measure.rated.cell,
        figure=measure.rated.text,
        points=f"{round_half_up(apart, 0):,}",
        past=told(past),
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
    yield query(
        "another-whole",
        portfolio,
        measure.measure_id,
        measure.rated.cell,
        figure=measure.rated.text,
        whole=f"{whole:,f}",
        past="; ".join(f"{one:,f}" for one in past),
        most=str(_TIMES_WHOLE),
    )


def target_of_zero(measure: Measure, rules: Rules, portfolio: str) -> Iterator[Query]:
    """A target of 0 that leaves no room for Amber."""
    aim = measure.target.reading
    is_in_force = is_zero_target(measure.asked) and not is_profile_of_zero(measure)
    if aim is not None and measure.rated.value is not None and is_in_force:
        yield query("target-of-0", portfolio, measure.measure_id, aim.cell)


def margin_without_red(measure: Measure, rules: Rules, portfolio: str) -> Iterator[Query]:
    """A margin in points as wide as the target in force, as it may be early in the year: then no miss is Red.

    A margin that is a share of the target is never so wide, and where low is good a miss has no end.
    """
    aim, asked = measure.target.reading, measure.asked
    margin = asked.green_within or asked.amber_within if asked.amber else asked.amber_within
    if aim is None or aim.printed is None or asked.kind is not RuleKind.TOLERANCE or measure.rated.value is None:
        return
    if asked.good is Polarity.HIGH and not margin.is_relative and 0 < aim.printed <= margin.amount:
        yield query("margin-without-red", portfolio, measure.measure_id, aim.cell, margin=str(margin), target=aim.text)


def _times_target(measure: Measure, rules: Rules) -> Decimal | None:
    """The multiple of its target that the figure is, where that is so large that it is not believed."""
    aim = measure.target.reading.printed if measure.target.reading else None
    printed = measure.rated.printed
    if aim is None or printed is None or aim <= 0 or printed < aim * rules.plausibility.times_target:
        return None
    return printed / aim
