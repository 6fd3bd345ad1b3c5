"""The measures that are exceptions, that are highlights, and that want words: one rule each, from the year's list."""

from pprr.domain import Attention, Condition, Rules, Status, Trend

_ORDER = {Status.RED: 0, Status.AMBER: 1, Status.GREEN: 2}


def attention(
    rules: Rules,
    status: Status | None,
    trend: Trend | None,
    earlier: Status | None,
    *,
    is_late: bool,
    earlier_trend: Trend | None = None,
) -> Attention:
    """Why a measure is an exception or a highlight, and why it wants words.

    ``is_late``: its figure is due and missing. Where the ``earlier`` status and ``earlier_trend``, those of the last
    report, are not known, nothing is said to have changed or to go on.
    """
    change = _ORDER[status] - _ORDER[earlier] if status and earlier else 0
    holds = {
        Condition.RED: status is Status.RED,
        Condition.AMBER: status is Status.AMBER,
        Condition.AMBER_AND_WORSE: status is Status.AMBER and trend is Trend.WORSE,
        Condition.ON_TARGET_AND_WORSE: status is Status.GREEN and trend is Trend.WORSE,
        Condition.WORSE_TWICE: trend is Trend.WORSE and earlier_trend is Trend.WORSE,
        Condition.GREEN_AND_BETTER: status is Status.GREEN and trend is Trend.BETTER,
        Condition.STATUS_WORSE: change < 0,
        Condition.STATUS_BETTER: change > 0,
        Condition.STATUS_CHANGED: change != 0,
        Condition.MISSING: is_late,
    }
    reasons = (
        "; ".join(condition.words for condition in listed.when if holds[condition])
        for listed in (rules.exceptions, rules.highlights, rules.commentary)
    )
    return Attention(*reasons)
