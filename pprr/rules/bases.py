"""The figures that a figure may be compared with: the base of comparison is part of the rule of a trend.

An annual report compares with last year. Within the year a running total is only like the same point of last year; a
state on a day, a quarter's own figure or a rolling year is also like the report before (the short trend).
"""

from pprr.domain import Kind, Period, Point

_GATHERS = (Kind.CUMULATIVE, Kind.ANNUAL)


def short_base(kind: Kind, period: Period) -> Period | None:
    """The report before, for a figure within the year that is like the one it held; None where there is none.

    A quarter's own figure is not like that of the whole year, which stands before Q1, but like the last
    quarter's.
    """
    if period.is_annual or kind in _GATHERS:
        return None
    before = period.previous
    return Period(before.start, Point.Q4) if kind is Kind.QUARTER and before.is_annual else before


def long_base(period: Period) -> Period:
    """The same point of last year."""
    return period.previous_year


def is_like(kind: Kind, other: Period, now: Period) -> bool:
    """Tells whether figures of the two periods may stand side by side in one chart."""
    if kind is Kind.CUMULATIVE:
        return other.point is now.point
    if kind is Kind.ANNUAL:
        return other.is_annual
    return kind is not Kind.QUARTER or other.is_annual == now.is_annual
