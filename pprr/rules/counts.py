"""Counts by status and by trend, in parts that add up to a stated whole. Members quote these."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from pprr.domain import Status, Trend
from pprr.rules.trend import NO_TREND

NOT_RATED = "Not rated"


class Count(NamedTuple):
    """How many ``measures`` have the verdict that ``words`` name."""

    words: str
    measures: int


def count_statuses(statuses: Iterable[Status | None]) -> tuple[Count, ...]:
    """The measures of each status, best first, then those not rated; they add up to all measures."""
    return _count(Counter(statuses), (Status.GREEN, Status.AMBER, Status.RED), NOT_RATED)


def count_trends(trends: Iterable[Trend | None]) -> tuple[Count, ...]:
    """The measures of each trend, best first, then those with none; they add up to all measures."""
    return _count(Counter(trends), (Trend.BETTER, Trend.STABLE, Trend.WORSE), NO_TREND)


def _count(
    found: Counter[Status | None] | Counter[Trend | None], kinds: tuple[Status | Trend, ...], none: str
) -> tuple[Count, ...]:
    counts: dict[Status | Trend | None, int] = dict(found)
    return (*(Count(str(kind), counts.get(kind, 0)) for kind in kinds), Count(none, counts.get(None, 0)))
