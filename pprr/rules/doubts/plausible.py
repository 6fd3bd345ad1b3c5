"""Figures of the wrong size: against the target, and against the measure's own past."""

from collections.abc import Iterator
from fractions import Fraction
from statistics import median
from typing import Any

from pprr.domain import Polarity, Query, RuleKind, Rules, TargetKind, Unit, query, round_half_up
from pprr.rules.doubts.history import is_plain, past_readings, told
from pprr.rules.rating import is_zero_target

_TIMES_WHOLE = 5  # what is counted out of changes less than what is counted
_SMALL_WHOLE = 10  # a group that may well be another the next time
_CHANCE = 4  # standard deviations of a count, whose variance is about its mean


def against_target(row: Any, rules: Rules, portfolio: str) -> Iterator[Query]:
    """An actual of many times its target."""
    if _is_far_beyond_target(row, rules):
        yield query(
            "implausible",
            portfolio,
            row.measure_id,
            row.actual.cell,
            figure=row.actual.text,
            times=f"{row.actual.printed / row.target.reading.printed:,.0f}",
            target=row.target.reading.text,
            most=str(rules.plausibility.times_target),
        )


def against_history(row: Any, rules: Rules, portfolio: str) -> Iterator[Query]:
    """An actual of more than so many times the middle of its past, or of less than that part of it.

    A count that is small enough for chance to explain the difference is not queried, nor is what is already queried
    against its target.
    """
    past = past_readings(row)
    times = rules.plausibility.times_history
    if not past or not is_plain(row.actual) or _is_far_beyond_target(row, rules):
        return
    middle, found = median(reading.exact or Fraction(0) for reading in past), row.actual.exact
    if middle <= 0 or found <= 0 or middle <= times * found <= times * times * middle:
        return
    is_count = row.actual.unit is Unit.NUMBER and row.actual.decimals == 0 and row.actual.scale == 1
    if is_count and (found - middle) ** 2 <= _CHANCE**2 * max(middle, Fraction(1)):
        return
    yield query(
        "unlike-its-past",
        portfolio,
        row.measure_id,
        row.actual.cell,
        found=f"{'above' if found > middle else 'below'}-{'many' if len(past) > 1 else 'one'}",
        figure=row.actual.text,
        times=f"{round_half_up(found / middle, 0):,}",
        past=told(past),
        most=str(times),
    )


def whole_against_history(row: Any, rules: Rules, portfolio: str) -> Iterator[Query]:
    """A percentage of a whole that is many times, or a small part of, that of its earlier figures."""
    past = [reading.denominator for reading in past_readings(row) if reading.denominator]
    whole = row.actual.denominator
    if not past or not whole or not is_plain(row.actual):
        return
    middle = median(past)
    if min(middle, whole) < _SMALL_WHOLE or middle <= _TIMES_WHOLE * whole <= _TIMES_WHOLE**2 * middle:
        return
    yield query(
        "another-whole",
        portfolio,
        row.measure_id,
        row.actual.cell,
        figure=row.actual.text,
        whole=f"{whole:,f}",
        past="; ".join(f"{one:,f}" for one in past),
        most=str(_TIMES_WHOLE),
    )


def target_of_zero(row: Any, rules: Rules, portfolio: str) -> Iterator[Query]:
    """A target of 0 that leaves no room for Amber."""
    is_rated = row.target.kind is TargetKind.VALUE and row.actual.value is not None
    if is_rated and is_zero_target(row.asked):
        yield query("target-of-0", portfolio, row.measure_id, row.target.reading.cell)


def margin_without_red(row: Any, rules: Rules, portfolio: str) -> Iterator[Query]:
    """A margin in points as wide as the target in force, as it may be early in the year: then no miss is Red.

    A margin that is a share of the target is never so wide, and where low is good a miss has no end.
    """
    aim, margin = row.target.reading, row.asked.amber_within
    is_rated = aim is not None and row.asked.kind is RuleKind.TOLERANCE and row.actual.value is not None
    if is_rated and row.asked.good is Polarity.HIGH and not margin.is_relative and 0 < aim.printed <= margin.amount:
        yield query("margin-without-red", portfolio, row.measure_id, aim.cell, margin=str(margin), target=aim.text)


def _is_far_beyond_target(row: Any, rules: Rules) -> bool:
    if row.target.kind is not TargetKind.VALUE or row.actual.value is None:
        return False
    aim = row.target.reading.printed
    return bool(aim > 0 and row.actual.printed >= aim * rules.plausibility.times_target)
