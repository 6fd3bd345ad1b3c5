"""The earlier reports that a report looks back at."""

from collections.abc import Collection

from pprr.domain.periods.period import Period


def earlier_reports(known: Collection[Period], period: Period) -> tuple[Period, ...]:
    """The reports of ``known`` that one of that period looks back at, the last one first.

    They are the last report, this year's earlier ones, those of the two years before, and that of the same point of
    last year.
    """
    before = {other for other in known if other.end < period.end}
    if not before:
        return ()
    wanted = {_last(before), period.previous_year, Period(period.start - 1), Period(period.start - 2)}
    wanted |= {other for other in before if other.start == period.start}
    return tuple(sorted(wanted & before, key=lambda found: found.end, reverse=True))


def _last(periods: Collection[Period]) -> Period:
    return max(periods, key=lambda found: found.end)
