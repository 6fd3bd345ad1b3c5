"""Counts by status and by trend, in parts that add up to a stated whole. Members quote these."""

import pandas as pd

from pprr.domain import Status, Trend
from pprr.rules.trend import NO_TREND

NOT_RATED = "Not rated"


def count_statuses(measures: pd.DataFrame) -> pd.DataFrame:
    """One row per status, best first, then those not rated: ``words``, ``measures``; the rows add to all measures."""
    return _count(measures["status"], (Status.GREEN, Status.AMBER, Status.RED), NOT_RATED)


def count_trends(measures: pd.DataFrame) -> pd.DataFrame:
    """One row per trend, best first, then those with none: ``words``, ``measures``; the rows add to all measures."""
    return _count(measures["trend"], (Trend.BETTER, Trend.STABLE, Trend.WORSE), NO_TREND)


def count_by_priority(measures: pd.DataFrame) -> pd.DataFrame:
    """One row per priority: ``priority`` and the number of measures of each status, those not rated last."""
    rows = []
    for priority, group in measures.groupby("priority", sort=True):
        counts = count_statuses(group)
        rows.append({"priority": priority, **dict(zip(counts["words"], counts["measures"], strict=True))})
    return pd.DataFrame(rows)


def _count(verdicts: pd.Series, kinds: tuple[Status | Trend, ...], none: str) -> pd.DataFrame:
    found = list(verdicts)
    rows = [(str(kind), sum(verdict is kind for verdict in found)) for kind in kinds]
    rows.append((none, sum(verdict is None for verdict in found)))
    return pd.DataFrame(rows, columns=["words", "measures"])
