"""Which measures are exceptions, which are highlights, and which want words: one rule each, from the year's list."""

import pandas as pd

from pprr.domain import Condition, Rules, Status, Trend
from pprr.domain.table import rows

_ORDER = {Status.RED: 0, Status.AMBER: 1, Status.GREEN: 2}


def add_attention(measures: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """The measures with ``exception``, ``highlight`` and ``wants_words``: the reason in words, or blank.

    ``measures`` has one row per measure, with ``status``, ``trend``, ``is_late`` (its figure is due and missing) and
    ``earlier_status`` (None where the last report's is not known: then nothing is said to have changed).
    """
    return measures.assign(
        exception=_reasons(measures, rules.exceptions.when),
        highlight=_reasons(measures, rules.highlights.when),
        wants_words=_reasons(measures, rules.commentary.when),
    )


def _reasons(measures: pd.DataFrame, conditions: tuple[Condition, ...]) -> list[str]:
    return [
        "; ".join(
            condition.words
            for condition in conditions
            if _holds(condition, row.status, row.trend, row.earlier_status, is_late=row.is_late)
        )
        for row in rows(measures)
    ]


def _holds(
    condition: Condition,
    status: Status | None,
    trend: Trend | None,
    earlier: Status | None,
    *,
    is_late: bool,
) -> bool:
    change = _ORDER[status] - _ORDER[earlier] if status and earlier else 0
    return {
        Condition.RED: status is Status.RED,
        Condition.AMBER: status is Status.AMBER,
        Condition.AMBER_AND_WORSE: status is Status.AMBER and trend is Trend.WORSE,
        Condition.GREEN_AND_BETTER: status is Status.GREEN and trend is Trend.BETTER,
        Condition.STATUS_WORSE: change < 0,
        Condition.STATUS_BETTER: change > 0,
        Condition.STATUS_CHANGED: change != 0,
        Condition.MISSING: is_late,
    }[condition]
