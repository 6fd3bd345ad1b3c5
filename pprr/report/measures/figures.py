"""The figures of a period's measures: of its own extract, and where that has none of what other reports printed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from pprr.domain import (
    DatedReading,
    Figures,
    GivenBefore,
    Kind,
    Missing,
    Period,
    Point,
    Reading,
    RegisterEntry,
    Restated,
    Rules,
    Status,
    Target,
    expected_figure,
)
from pprr.domain.rules import Lagged, TrendRule
from pprr.ingest.cleaned import Cleaned
from pprr.ingest.tables import READINGS, STATUSES
from pprr.report.measures.in_force import InForce
from pprr.report.measures.lagged import Judged, due_in_place, judged
from pprr.report.measures.past import Past, periods_in
from pprr.rules.bases import is_like, long_base, short_base
from pprr.rules.due import is_late


def shown_periods(cleaned: Cleaned, past: Past) -> tuple[Period, ...]:
    """The periods whose figures a page sets beside each other, oldest first.

    An annual report shows years, at most the last three; one within the year shows the same point of last year, last
    year, and this year so far.
    """
    period = cleaned.period
    known = periods_in(cleaned) | past.periods()
    if period.is_annual:
        years = sorted((other for other in known if other.is_annual and other.end <= period.end), key=_end)
        return tuple(years[-3:])
    wanted = {long_base(period), Period(period.start - 1)}
    wanted |= {other for other in known if other.start == period.start and other.end <= period.end}
    return tuple(sorted(wanted & known, key=_end))


class JudgedFigure(NamedTuple):
    """The figure that verdicts are about, ``on``, and how it was found: figures by period, what is due, its base."""

    given: Mapping[Period, Reading]
    figure: Callable[[Period], Reading | None]
    history: tuple[Reading | None, ...]
    latest: DatedReading | None
    on: Judged
    base: Period
    due: Period | None
    is_late: bool

    @property
    def previous(self) -> Reading | None:
        """The figure that it is compared with."""
        return self.figure(self.base)


class PeriodFigures:
    """The figures that a report of the period gives of each measure, beside those of ``periods``."""

    def __init__(self, cleaned: Cleaned, past: Past, periods: Sequence[Period] = ()) -> None:
        self._period, self._past, self._periods = cleaned.period, past, periods
        self._readings = cleaned.tables.records(READINGS)
        self._statuses = cleaned.tables.records(STATUSES)
        self.targets = InForce({**past.agreements, cleaned.period.start: cleaned})

    def judged(self, entry: RegisterEntry, rules: Rules) -> "JudgedFigure":
        """The figure of a measure that verdicts are about under those rules, and no more."""
        period = self._period
        given = {one.period: one.reading for one in self._readings.of(measure_id=entry.measure_id)}

        def figure(of: Period) -> Reading | None:
            found = given.get(of) or self._past.reading(entry.names, of, entry.kind)
            return found if found and found.unit is entry.unit else None

        due = expected_figure(entry.frequency, entry.lag, period, entry.first)
        held = figure(due) if due else None
        late = is_late(given[period], held, due=due, period=period, rule=entry.rule)
        if late and given[period].missing is Missing.NOT_DUE:
            # Its own figure comes later; the report is to hold an earlier one, which is missing: that is its state.
            given[period] = replace(given[period], missing=Missing.NOT_AVAILABLE)
        actual = given[period]
        history = tuple(map(figure, self._periods))
        latest = _latest(actual, [*zip(self._periods, history, strict=True), *([(due, held)] if due else [])])
        on = self._rated(entry, actual, due_in_place(actual, latest, due=due, period=period), rules.status.lagged)
        base = _base(entry, on.period, figure, rules.trend)
        return JudgedFigure(given, figure, history, latest, on, base, due, late)

    def of(self, entry: RegisterEntry, rules: Rules) -> tuple[Figures, Target]:
        """A measure's figures, and the target that the rated one is held against under those rules."""
        period, found = self._period, self.judged(entry, rules)
        given, figure, history, latest, on, base, due, late = found
        actual = given[period]
        figures = Figures(
            actual=actual,
            history=history,
            comparable=tuple(
                DatedReading(of, reading)
                for of, reading in zip(self._periods, history, strict=True)
                if reading and is_like(entry.kind, of, period)
            ),
            base=base,
            previous=figure(base),
            long_previous=figure(long_base(on.period)),
            rated=on.reading,
            rated_of=on.period,
            unrated=on.unrated,
            latest=latest,
            earlier=self._past.own(entry.names, self._past.last),
            earlier_status=self._published(entry.measure_id) or self._past.status(entry.names),
            earlier_trend=self._past.trend(entry.names),
            before=_before(on.period, figure),
            last_year=figure(Period(on.period.start - 1)),
            quarters=_quarters(entry.kind, period, figure),
            restated=_restated(given, self._past, entry.names),
            given_before=_given_before(given, self._past, entry.names),
            is_due=due is not None,
            is_late=late,
            is_new=not on.reading.missing and not on.reading.figure_period,
        )
        return figures, on.target

    def _rated(
        self, entry: RegisterEntry, actual: Reading, other: DatedReading | None, lagged: Lagged | None
    ) -> Judged:
        own = Judged(self._period, actual, self.targets.own(entry.measure_id, self._period, entry.kind))
        then = self.targets.then(entry.names, other.period, entry.kind, entry.unit) if other else None
        return judged(own, other, then, lagged)

    def _published(self, measure_id: str) -> Status | None:
        """The last report's status as the extract gives it: where it is not here, of the latest of those periods."""
        last = self._past.last
        listed = [
            one
            for one in self._statuses.of(measure_id=measure_id)
            if one.period == last or (last is None and one.period.end < self._period.end)
        ]
        return sorted(listed, key=lambda one: one.period.end)[-1].status if listed else None


def _base(entry: RegisterEntry, of: Period, figure: Callable[[Period], Reading | None], trend: TrendRule) -> Period:
    """The period that a figure is compared with.

    Last year's same point takes the place of a last quarter that is not here, and by the year's rules that of a report
    which was due none.
    """
    base = short_base(entry.kind, of)
    if base is None:
        return long_base(of)
    held = figure(base)
    if base.point is Point.Q4:
        return long_base(of) if held is None else base
    is_empty = held is None or held.missing is not None
    if is_empty and trend.goes_back_a_year and expected_figure(entry.frequency, 0, base, entry.first) is None:
        return long_base(of)
    return base


def _quarters(kind: Kind, period: Period, figure: Callable[[Period], Reading | None]) -> tuple[DatedReading, ...]:
    """The last quarter's own figure in an annual report, and that of the quarter before; none where it is not known."""
    last = _dated(Period(period.start, Point.Q4), figure) if kind is Kind.QUARTER and period.is_annual else None
    return tuple(filter(None, (last, _dated(Period(period.start, Point.Q3), figure)))) if last else ()


def _end(period: Period) -> date:
    return period.end


def _latest(actual: Reading, known: Sequence[tuple[Period, Reading | None]]) -> DatedReading | None:
    """The latest of the known figures, where this period has none that is its own."""
    if not actual.missing:
        return None
    figures = [DatedReading(period, reading) for period, reading in known if reading and not reading.missing]
    return max(figures, key=lambda found: found.period.end, default=None)


def _dated(period: Period, figure: Callable[[Period], Reading | None]) -> DatedReading | None:
    found = figure(period)
    return DatedReading(period, found) if found else None


def _before(period: Period, figure: Callable[[Period], Reading | None]) -> DatedReading | None:
    """The latest figure of the year before the period's own."""
    while not (period := period.previous).is_annual:
        found = _dated(period, figure)
        if found and not found.reading.missing:
            return found
    return None


def _restated(given: Mapping[Period, Reading], past: Past, names: Sequence[str]) -> tuple[Restated, ...]:
    """The periods whose figure is ``given`` as another now than their own report printed it.

    A figure that came only after its own report is no restatement, and neither is one that only lost its mark.
    """
    found = []
    for period, now in given.items():
        before = past.own(names, period) if now.text else None
        if before and before.value is not None and before.printed != now.printed:
            found.append(Restated(period, before, now))
    return tuple(found)


def _given_before(given: Mapping[Period, Reading], past: Past, names: Sequence[str]) -> tuple[GivenBefore, ...]:
    """The periods whose report is not here, and whose figure is ``given`` as another than an earlier extract has it."""
    found = []
    for period, now in given.items():
        before = past.given(names, period) if now.text and past.own(names, period) is None else None
        if before and before.reading.value is not None and before.reading.printed != now.printed:
            found.append(GivenBefore(period, before.reading, now, before.period))
    return tuple(found)
