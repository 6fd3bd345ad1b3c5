"""Says what would be another colour or arrow if the words were right."""

from dataclasses import replace
from fractions import Fraction

from pprr.domain import Rules, round_half_up
from pprr.rules.rating import rate
from pprr.rules.trend import compare
from pprr.wordcheck.facts import Row


def consequence(value: Fraction, label: str, row: Row, rules: Rules) -> str:
    """What depends on it, as a sentence, if the figure of the period so labelled were that value; else blank.

    ``value`` is in units of the reading's scale.
    """
    base = row.base or row.previous_period
    actual, previous = row.readings[row.period], row.readings.get(base)
    if actual.value is None or label not in (row.period, base):
        return ""
    decimals = row.readings[label].decimals
    stated = replace(row.readings[label], value=round_half_up(value, decimals), numerator=None, denominator=None)
    told = {"actual": actual, "previous": previous}
    would_be = {**told, "actual" if label == row.period else "previous": stated}
    now, then = (rate(case["actual"] or actual, row.asked) for case in (told, would_be))
    if now.status is not then.status:
        return f"The status depends on it: {now.words} by the figure, {then.words} by the words."
    move, other = (
        compare(
            case["actual"] or actual,
            case["previous"],
            good=row.asked.good,
            asked=row.asked,
            stable_below=rules.trend.stable_below,
        )
        for case in (told, would_be)
    )
    if move.trend is not other.trend:
        return f"The trend depends on it: {move.words} by the figure, {other.words} by the words."
    return ""
