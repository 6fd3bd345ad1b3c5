"""Benchmarks: where a measure stands among the other councils of a group, for one and the same period.

Ours: figures are compared as printed. The best is 1st, by whether high or low is good; equals share the best of their
places ("joint 4th"). Quarters are quarters of the places: of 10 councils the 1st and 2nd are in the best one, since 3
would be more than a quarter. The median is that of the other councils; averages are shown beside them and never ranked.
A group whose figures are of an earlier period is compared with our own figure of that period, which is said.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from statistics import median

from pprr.domain import (
    Comparator,
    Comparison,
    DataPeriod,
    Figures,
    Kind,
    Mark,
    Measure,
    Period,
    Polarity,
    Query,
    Reading,
    RegisterEntry,
    RuleKind,
    Standing,
    query,
)

FEWEST_FOR_QUARTERS = 4
_NEITHER_GOOD = (RuleKind.BAND, RuleKind.DATA_ONLY)


def compare_measure(
    entry: RegisterEntry,
    figures: Figures,
    comparators: Sequence[Comparator],
    *,
    period: Period,
    periods: Sequence[Period],
    council: str,
) -> Comparison | None:
    """A measure beside its comparators; None for one without any.

    ``figures.history`` is of ``periods``; ``council`` is our own name, which a list of a group may hold too.
    """
    if not comparators:
        return None
    kind, known = entry.kind, zip(periods, figures.history, strict=True)
    own = {own_span(kind, of): reading for of, reading in known if reading}
    return compare(
        own | {own_span(kind, period): figures.actual},
        comparators,
        now=own_span(kind, period),
        is_state=kind is Kind.SNAPSHOT,
        good=None if entry.rule in _NEITHER_GOOD else entry.good_performance,
        council=council,
    )


def own_span(kind: Kind, period: Period) -> DataPeriod:
    """The days that a measure's own figure for a reporting point is of."""
    end = period.end
    first = date(period.start, 4, 1)
    if kind is Kind.ROLLING and not period.is_annual:
        first = date(end.year - (end.month < 12), end.month % 12 + 1, 1)
    elif kind is Kind.QUARTER and not period.is_annual:
        first = date(end.year, end.month - 2, 1)
    return DataPeriod(first, end)


def compare(
    own: Mapping[DataPeriod, Reading],
    comparators: Sequence[Comparator],
    *,
    now: DataPeriod,
    good: Polarity | None,
    council: str = "",
    is_state: bool = False,
) -> Comparison:
    """Our figures beside the comparators of the same periods; ``now`` is the report's.

    A group is compared for the report's period, or for the latest one before it that both have figures of. A state on a
    day (``is_state``) is of the day that its period ends on.
    """

    def ours_of(period: DataPeriod) -> Reading | None:
        """Our own exact figure of a period."""
        for span, reading in own.items():
            if (span.end == period.end if is_state else span == period) and _is_exact(reading):
                return reading
        return None

    known = [_beside(one, ours_of(one.span), council) for one in comparators]
    standings = []
    for group in dict.fromkeys(one.group for one in known):
        councils = [one for one in known if one.group == group and not one.is_average and not one.is_own]
        both = [one.span for one in councils if one.difference is not None and one.span.end <= now.end]
        if not councils:
            continue
        if not both:
            latest = max((one.span for one in councils), key=lambda span: span.end)
            reason = f"the group's latest figures are for {latest.label}, and this council has no exact one for that"
            standings.append(Standing(group, latest, reason=reason))
            continue
        span = max(both, key=lambda span: span.end)
        others = [one.reading.printed for one in councils if one.difference is not None and one.span.end == span.end]
        reading = ours_of(span)
        if reading is not None and reading.printed is not None:
            values = [Fraction(value) for value in others if value is not None]
            standings.append(_standing(group, span, reading, Fraction(reading.printed), values, good))
    return Comparison(now, tuple(known), tuple(standings))


def _is_exact(reading: Reading) -> bool:
    """Tells whether a figure may be compared: there is one, of its own period, not a bound and not a forecast."""
    return (
        reading.printed is not None
        and not reading.figure_period
        and not reading.comparator
        and reading.mark is not Mark.FORECAST
    )


def _beside(one: Comparator, ours: Reading | None, council: str) -> Comparator:
    """The comparator with the difference of ours from it."""
    is_own = one.name.casefold() == council.casefold()
    if ours is None or ours.printed is None or one.reading.printed is None or not _is_exact(one.reading):
        return replace(one, is_own=is_own)
    return replace(one, is_own=is_own, difference=ours.printed - one.reading.printed)


def comparison_doubts(measures: Sequence[Measure], portfolio: str) -> tuple[Query, ...]:
    """A query where a list of a group holds another figure of our own than the report does."""
    return tuple(_differences(measures, portfolio))


def _standing(
    group: str, span: DataPeriod, reading: Reading, ours: Fraction, others: Sequence[Fraction], good: Polarity | None
) -> Standing:
    count = len(others) + 1
    middle = median(others)
    if good is None:
        reason = "neither a high nor a low figure is said to be good"
        return Standing(group, span, reading, count, median=middle, difference=ours - middle, reason=reason)
    rank = 1 + sum((other - ours) * good.sign > 0 for other in others)
    last = rank + sum(other == ours for other in others)
    quarters = {_quarter(place, count) for place in (rank, last)}
    return Standing(
        group,
        span,
        reading,
        count,
        rank,
        last > rank,
        quarters.pop() if len(quarters) == 1 and count >= FEWEST_FOR_QUARTERS else None,
        middle,
        ours - middle,
    )


def _quarter(place: int, count: int) -> int:
    """1 for places up to a quarter of the count, 2 up to a half, 3 up to three quarters, else 4."""
    return -(-4 * place // count)


def _differences(measures: Sequence[Measure], portfolio: str) -> Iterator[Query]:
    for measure in measures:
        for one in measure.comparison.comparators if measure.comparison else ():
            if one.is_own and one.difference:
                yield query(
                    "own-figure-differs",
                    portfolio,
                    measure.measure_id,
                    one.reading.cell,
                    list=one.source,
                    figure=one.reading.text,
                    name=one.name,
                    period=one.span.label,
                )
