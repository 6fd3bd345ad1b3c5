"""Measures whose figures come late by the register (``lag``): on which figure a report rates them, and why on none.

Such a figure is no stale one: it is what this report is due to hold. By the year's rules it is rated, against the
target of its own period; where they do not say, it is shown and not rated, and that is a query.
"""

from dataclasses import dataclass

from pprr.domain import DatedReading, Missing, Period, Reading, Target
from pprr.domain.rules import Lagged


@dataclass(frozen=True)
class Judged:
    """The figure that verdicts are about, its period, and what it is held against.

    ``unrated`` says why a figure that is due, and here, is not the one.
    """

    period: Period
    reading: Reading
    target: Target
    unrated: str = ""


def due_in_place(
    actual: Reading, latest: DatedReading | None, *, due: Period | None, period: Period
) -> DatedReading | None:
    """The figure that the report of ``period`` is to hold in place of its own, where it is one of an earlier period.

    ``latest`` is the latest known figure: where one of after the ``due`` period came early, it is the one.
    """
    is_awaited = actual.missing in (Missing.NOT_DUE, Missing.NOT_AVAILABLE)
    if not is_awaited or due is None or due == period or latest is None or latest.period.end < due.end:
        return None
    return latest


def judged(own: Judged, other: DatedReading | None, target: Target | None, lagged: Lagged | None) -> Judged:
    """The figure that verdicts are about: the report's ``own``, or the ``other`` that is due in its place.

    ``target`` is what the other is held against, None where that is not known; ``lagged`` is the year's rule.
    """
    if other is None or lagged is Lagged.NOT_RATED:
        return own
    if lagged is None:
        reason = "the year's rules do not say whether such a figure is rated"
    elif target is None:
        reason = f"the agreement of {other.period.year.replace('-', '/')}, which has its target, is not here"
    else:
        return Judged(other.period, other.reading, target)
    return Judged(own.period, own.reading, own.target, reason)
