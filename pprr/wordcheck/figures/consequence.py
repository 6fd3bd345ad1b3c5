"""Says what would be another colour or arrow if the words were right."""

from dataclasses import replace
from fractions import Fraction

from pprr.domain import Rules, round_half_up
from pprr.rules.rating import rate
from pprr.rules.trend import compare
from pprr.wordcheck.facts import MeasureFacts
from pprr.wordcheck.outcomes import Consequence


def consequence(value: Fraction, label: str, row: MeasureFacts, rules: Rules) -> Consequence | None:
    """The consequence, if the figure of the period so labelled were that value; else None.

    ``value`` is in units of the reading's scale.
    """
    base = row.base or row.previous_period
    actual, previous = row.readings[row.period], row.readings.get(base)
    if actual.value is None or label not in (row.period, base):
        return None
    reading, good, stable_below = row.readings[label], row.asked.good, rules.trend.stable_below
    stated = replace(reading, value=round_half_up(value, reading.decimals), numerator=None, denominator=None)
    would_be = (stated, previous) if label == row.period else (actual, stated)
    now, then = rate(actual, row.asked), rate(would_be[0], row.asked)
    if now.status is not then.status:
        return Consequence("status", now.words, then.words)
    move, other = (
        compare(*case, good=good, asked=row.asked, stable_below=stable_below) for case in ((actual, previous), would_be)
    )
    return Consequence("trend", move.words, other.words) if move.trend is not other.trend else None
