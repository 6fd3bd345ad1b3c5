"""Trend: performance against the previous period, Getting better, Stable or Getting worse.

Printed in the report's key: "Indicator value has changed by less than 1% when compared to previous period" is Stable.
So a change of exactly the threshold is a change.
"""

from dataclasses import replace
from fractions import Fraction

from pprr.domain import Mark, Move, Polarity, Reading, RuleKind, TargetRule, Tolerance, Trend, Variation
from pprr.rules.zones import zones_of

NO_TREND, UP, DOWN, NO_CHANGE = "No trend", "Up", "Down", "No change"
# A base that may still change is none; a revised figure is settled.
_UNSETTLED = {Mark.PROVISIONAL: "provisional", Mark.ESTIMATED: "estimated", Mark.FORECAST: "a forecast"}


def compare(
    actual: Reading,
    previous: Reading | None,
    *,
    good: Polarity | None,
    stable_below: Tolerance,
    asked: TargetRule | None = None,
) -> Move:
    """The move from the previous figure to this one, both as printed; the change is relative to the previous.

    Data only go up or down, and neither is better; towards a band is better, and within it neither way is.
    """
    if asked is not None and asked.kind is RuleKind.SUSPENDED:
        return Move(None, NO_TREND, "the measure is suspended")
    now = actual.printed
    if now is None:
        return Move(None, NO_TREND, "a milestone has no figure" if actual.words else "no figure for this period")
    before = previous.printed if previous else None
    if previous is None or before is None:
        return Move(None, NO_TREND, "no figure for the previous period")
    for reading, which in ((actual, "this"), (previous, "the previous")):
        if reading.figure_period:
            return Move(None, NO_TREND, f"{which} figure is for {reading.figure_period}")
        if reading.comparator:
            return Move(None, NO_TREND, f"{which} figure is a bound, so how far it has moved is not known")
    if previous.unit is not actual.unit:
        return Move(None, NO_TREND, "the previous figure counts something else")
    if previous.mark in _UNSETTLED:
        return Move(None, NO_TREND, f"the previous figure is {_UNSETTLED[previous.mark]}")
    is_data_only = asked is not None and asked.kind is RuleKind.DATA_ONLY
    band = zones_of(asked) if asked and asked.kind is RuleKind.BAND else None
    if good is None and not is_data_only and band is None:
        return Move(None, NO_TREND, "the register does not say whether high or low is good")
    if before == 0:
        return Move(None, NO_TREND, "the previous figure is 0")
    change = Fraction(now) - Fraction(before)
    is_stable = abs(change) < stable_below.of(Fraction(before))
    if is_data_only:
        return Move(None, NO_CHANGE if is_stable else _direction(change), "activity, so neither way is better", change)
    if is_stable:
        return Move(Trend.STABLE, Trend.STABLE, change=change)
    gain = change * good.sign if good else Fraction(0)
    if band:
        gain = band.green.distance(Fraction(before)) - band.green.distance(Fraction(now))
    if gain == 0:
        return Move(None, _direction(change), "as near its band as before, so neither better nor worse", change)
    trend = Trend.BETTER if gain > 0 else Trend.WORSE
    return Move(trend, trend, change=change)


def by_series(move: Move, variation: Variation | None, kind: RuleKind) -> Move:
    """The move with the verdict of the control chart as its trend, where there is such a verdict.

    The change from one period to the other stays, as a figure: "two points do not make a trend".
    """
    if variation is None or kind is RuleKind.SUSPENDED:
        return move
    steady = NO_CHANGE if kind is RuleKind.DATA_ONLY else Trend.STABLE
    words = {
        Variation.BETTER: Trend.BETTER,
        Variation.WORSE: Trend.WORSE,
        Variation.HIGHER: UP,
        Variation.LOWER: DOWN,
        Variation.MIXED: NO_TREND,
        Variation.USUAL: steady,
    }[variation]
    trend = words if isinstance(words, Trend) else None
    reason = f"{variation[:1].lower()}{variation[1:]}"
    return replace(move, trend=trend, words=words, reason=reason, alone=move.words)


def _direction(change: Fraction) -> str:
    return UP if change > 0 else DOWN
