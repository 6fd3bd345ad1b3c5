"""Status: performance against target, Red, Amber or Green: what is asked of a measure, and of its forecast."""

from dataclasses import replace

from pprr.domain import Forecast, Judgement, Reading, RegisterEntry, RuleKind, Rules, Target, TargetRule, Tolerance
from pprr.domain.figures.tolerance import NO_MARGIN
from pprr.domain.rules import StatusRule
from pprr.rules.rating import rate

_BY_MARGIN = (RuleKind.TOLERANCE, RuleKind.BAND)


def asked_of(
    entry: RegisterEntry, target: Target, judgement: Judgement | None, rules: Rules, base: Reading | None = None
) -> TargetRule:
    """The rule by which a measure's figure is rated against the target, in a year with those rules.

    ``base`` is the earlier figure that its trend compares with.
    """
    asked = TargetRule(
        entry.rule,
        target,
        entry.good_performance,
        NO_MARGIN,
        judgement,
        entry.rule_reason,
        is_own=entry.tolerance is not None or entry.rule is not RuleKind.TOLERANCE,
        base=base,
        stable_below=rules.trend.stable_below,
    )
    return with_margins(asked, rules.status, entry.tolerance)


def with_margins(asked: TargetRule, year: StatusRule, own: Tolerance | None) -> TargetRule:
    """The rule with the year's margins, of which the measure's ``own`` takes the place of all."""
    if own or asked.kind not in _BY_MARGIN:
        return replace(asked, amber_within=own or year.margin)
    green = year.green_within if asked.kind is RuleKind.TOLERANCE else None
    return replace(asked, amber_within=year.margin, green_within=green, amber=year.amber)


def rate_forecast(reading: Reading, asked: TargetRule, year_target: Target, last_year: Reading | None) -> Forecast:
    """The forecast of the year's end, rated against the year's target and on last year as the year itself will be.

    A judgement is of the figure so far, and says nothing of the year's end.
    """
    return Forecast(reading, rate(reading, replace(asked, target=year_target, judgement=None, base=last_year)))
