"""Counts by status and by trend, in parts that add up to a stated whole. Members quote these."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple, TypeVar

from pprr.domain import Status, Trend
from pprr.rules.trend import NO_TREND

NOT_RATED = "Not rated"
Verdict = TypeVar("Verdict", Status, Trend)


class Count(NamedTuple):
    """The number of ``measures`` with the verdict that ``words`` name."""

    words: str
    measures: int


def count_statuses(statuses: Iterable[Status | None]) -> tuple[Count, ...]:
    """The measures of each status, best first, then those not rated; they add up to all measures."""
    return _count(statuses, (Status.GREEN, Status.AMBER, Status.RED), NOT_RATED)


def count_trends(trends: Iterable[Trend | None]) -> tuple[Count, ...]:
    """The measures of each trend, best first, then those with none; they add up to all measures."""
    return _count(trends, (Trend.BETTER, Trend.STABLE, Trend.WORSE), NO_TREND)


def _count(found: Iterable[Verdict | None], kinds: tuple[Verdict, ...], none: str) -> tuple[Count, ...]:
    counts: Counter[Verdict | None] = Counter(found)
    return (*(Count(str(kind), counts[kind]) for kind in kinds), Count(none, counts[None]))
