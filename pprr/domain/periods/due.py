"""When a measure's figures are due: what the register's frequency and lag say of one report."""

from pprr.domain.periods.period import REPORTING_POINTS, Period, Point
from pprr.domain.vocabulary import Frequency

_POINTS = {
    Frequency.MONTHLY: REPORTING_POINTS,
    Frequency.QUARTERLY: REPORTING_POINTS,
    Frequency.HALF_YEARLY: (Point.Q2, Point.ANNUAL),
    Frequency.ANNUAL: (Point.ANNUAL,),
}


def expected_figure(frequency: Frequency, lag: int, period: Period) -> Period | None:
    """The period whose figure is due in the report of ``period``, or None where none is.

    ``lag`` is the number of reporting points that figures come late: with a lag of 1 the mid-year report is to hold the
    figure of Q1, and the Q1 report that of the last year.

    >>> str(expected_figure(Frequency.ANNUAL, 1, Period(2025, Point.Q1)))
    '2024-25-annual'
    """
    for _ in range(lag):
        period = period.previous
    return period if period.point in _POINTS[frequency] else None
