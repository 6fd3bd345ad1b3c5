"""The reporting points of the made-up council: every one from its first year to its last period."""

from datetime import date, timedelta

from pprr.domain import REPORTING_POINTS, Period, Point

LAST = Period(2025, Point.Q2)


def periods(years: int, last: Period) -> tuple[Period, ...]:
    """The reporting points of so many years, oldest first; the last year ends at the last period."""
    points = [
        Period(year, point) for year in range(last.start - years + 1, last.start + 1) for point in REPORTING_POINTS
    ]
    return tuple(period for period in points if period.end <= last.end)


def columns(period: Period) -> tuple[Period, ...]:
    """The periods that an extract has a column for: two full years, and within the year the points to compare with."""
    full = [Period(period.start - 2), Period(period.start - 1)]
    if period.point is Point.ANNUAL:
        return (*full, period)
    earlier = {Period(period.start - 1, period.point), period.previous} - set(full)
    return (*full, *sorted(earlier, key=lambda found: found.end), period)


def working_day(day: date) -> date:
    """The day itself, or the Monday after a weekend: nobody meets or answers on one."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() > 4 else day
