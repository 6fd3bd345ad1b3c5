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
    decimals = row.readings[label].decimals
    stated = replace(row.readings[label], value=round_half_up(value, decimals), numerator=None, denominator=None)
    as_is = {"actual": actual, "previous": previous}
    would_be = {**as_is, "actual" if label == row.period else "previous": stated}
    now, then = (rate(case["actual"] or actual, row.asked) for case in (as_is, would_be))
    if now.status is not then.status:
        return Consequence("status", now.words, then.words)
    move, other = (
        compare(
            case["actual"] or actual,
            case["previous"],
            good=row.asked.good,
            asked=row.asked,
            stable_below=rules.trend.stable_below,
        )
        for case in (as_is, would_be)
    )
    if move.trend is not other.trend:
        return Consequence("trend", move.words, other.words)
    return None
