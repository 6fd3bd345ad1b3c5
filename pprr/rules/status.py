"""Status: performance against target, Red, Amber or Green: what is asked of a measure, and of its forecast."""

from dataclasses import replace

from pprr.domain import Forecast, Judgement, Reading, RegisterEntry, RuleKind, Rules, Target, TargetRule
from pprr.rules.rating import rate


def asked_of(entry: RegisterEntry, target: Target, judgement: Judgement | None, rules: Rules) -> TargetRule:
    """The rule by which a measure's figure is rated against the target, in a year with those rules."""
    return TargetRule(
        entry.rule,
        target,
        entry.good_performance,
        entry.tolerance or rules.status.amber_within,
        judgement,
        entry.rule_reason,
        is_own=entry.tolerance is not None or entry.rule is not RuleKind.TOLERANCE,
    )


def rate_forecast(reading: Reading, asked: TargetRule, year_target: Target) -> Forecast:
    """The forecast of the year's end, rated against the year's target as the year itself will be.

    A judgement is of the figure so far, and says nothing of the year's end.
    """
    return Forecast(reading, rate(reading, replace(asked, target=year_target, judgement=None)))
