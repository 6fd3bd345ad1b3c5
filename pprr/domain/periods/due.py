"""When a measure's figures are due: what the register's frequency, lag and first period say of one report."""

from pprr.domain.periods.period import REPORTING_POINTS, Period, Point
from pprr.domain.vocabulary import Frequency

_POINTS = {
    Frequency.MONTHLY: REPORTING_POINTS,
    Frequency.QUARTERLY: REPORTING_POINTS,
    Frequency.HALF_YEARLY: (Point.Q2, Point.ANNUAL),
    Frequency.ANNUAL: (Point.ANNUAL,),
    Frequency.BIENNIAL: (Point.ANNUAL,),
}


def expected_figure(frequency: Frequency, lag: int, period: Period, first: Period | None = None) -> Period | None:
    """The period whose figure is due in the report of ``period``, or None where none is.

    ``lag`` is the number of reporting points that figures come late: with a lag of 1 the mid-year report is to hold the
    figure of Q1, and the Q1 report that of the last year. Before the measure's ``first`` period none is due; a biennial
    one has a figure in that year and in every other one after it.

    >>> str(expected_figure(Frequency.ANNUAL, 1, Period(2025, Point.Q1)))
    '2024-25-annual'
    """
    for _ in range(lag):
        period = period.previous
    if period.point not in _POINTS[frequency] or (first is not None and period.end < first.end):
        return None
    is_between = frequency is Frequency.BIENNIAL and first is not None and (period.start - first.start) % 2
    return None if is_between else period


def next_report(frequency: Frequency, lag: int, period: Period, first: Period | None = None) -> Period:
    """The report after that of ``period`` in which a new figure is due, by the same rule.

    >>> str(next_report(Frequency.ANNUAL, 0, Period(2025, Point.Q2)))
    '2025-26-annual'
    """
    period = period.next
    while expected_figure(frequency, lag, period, first) is None:
        period = period.next
    return period
