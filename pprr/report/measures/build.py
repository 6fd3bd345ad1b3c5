"""Makes the measures of a report: their figures, what they are held against, and the verdicts of the year's rules."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from pprr.domain import (
    Control,
    Mark,
    Measure,
    Move,
    Period,
    Reading,
    RegisterEntry,
    Rules,
    SeriesPoint,
    Status,
    Target,
    TargetRule,
)
from pprr.ingest.cleaned import Cleaned
from pprr.ingest.tables import COMPARATORS, FORECASTS, JUDGEMENTS, MEASURES, SERIES
from pprr.project import Project
from pprr.report.measures.figures import JudgedFigure, PeriodFigures
from pprr.report.measures.past import Past, Verdict, VerdictOf, kept_past, read_past
from pprr.rules.attention import attention
from pprr.rules.benchmarks import compare_measure
from pprr.rules.one_case import one_case
from pprr.rules.rating import rate
from pprr.rules.spc import control_of
from pprr.rules.status import asked_of, rate_forecast
from pprr.rules.trend import by_series, compare


def past_of(project: Project, cleaned: Cleaned) -> Past:
    """The content of the reports of other periods, which all portfolios of a period share."""
    return kept_past(cleaned) or read_past(project, cleaned, verdicts_of)


def measures_of(
    cleaned: Cleaned, entries: Sequence[RegisterEntry], past: Past, periods: Sequence[Period], *, council: str
) -> tuple[Measure, ...]:
    """The measures of the register's entries, in their order, with figures, verdicts, series and comparators."""
    shared = {code for code, count in Counter(entry.code for entry in entries).items() if count > 1}
    return tuple(
        replace(
            measure,
            called=measure.measure_id if measure.code in shared else measure.code,
            comparison=compare_measure(
                measure.entry,
                measure.figures,
                [one.comparator for one in cleaned.tables.records(COMPARATORS).of(measure_id=measure.measure_id)],
                period=cleaned.period,
                periods=periods,
                council=council,
            ),
        )
        for measure in rated(cleaned, entries, cleaned.rules, past, periods)
    )


def rated(
    cleaned: Cleaned,
    entries: Iterable[RegisterEntry],
    rules: Rules,
    past: Past,
    periods: Sequence[Period] = (),
) -> Iterator[Measure]:
    """The measures with what those rules make of their figures."""
    source = PeriodFigures(cleaned, past, periods)
    forecasts = cleaned.tables.records(FORECASTS)
    for entry in entries:
        figures, target = source.of(entry, rules)
        year_target = source.targets.year(entry.measure_id, cleaned.period)
        forecast = next((one.reading for one in forecasts.of(measure_id=entry.measure_id)), None)
        asked = _asked(cleaned, entry, target, rules, figures.previous)
        control = _control(cleaned, entry, year_target, rules)
        rating = rate(figures.rated, asked)
        move = _move(entry, figures.rated, figures.previous, asked, rules, control)
        long_move = _move(entry, figures.rated, figures.long_previous, asked, rules)
        yield Measure(
            entry,
            figures,
            asked,
            year_target,
            rating,
            move,
            long_move,
            attention(
                rules,
                rating.status,
                move.trend,
                figures.earlier_status,
                is_late=figures.is_late,
                earlier_trend=figures.earlier_trend,
            ),
            one_case(figures.rated, asked),
            rate_forecast(replace(forecast, mark=Mark.FORECAST), asked, year_target, figures.last_year)
            if forecast
            else None,
            control,
            target_change=source.targets.change(entry.measure_id, cleaned.period),
            target_reason=source.targets.reason(entry.measure_id, cleaned.period),
        )


def statuses_of(cleaned: Cleaned, past: Past) -> Iterator[tuple[RegisterEntry, Status | None]]:
    """The status of each measure of a period under its own rules, without what else they make of its figures."""
    source = PeriodFigures(cleaned, past)
    for entry in cleaned.tables.records(MEASURES):
        found, asked = _judged(source, cleaned, entry)
        yield entry, rate(found.on.reading, asked).status


def verdicts_of(cleaned: Cleaned, past: Past) -> VerdictOf:
    """The verdicts on the measures of a period under the rules of its own year, each when it is asked for.

    ``past`` has the figures of earlier periods, for measures that are rated on one of those.
    """
    source = PeriodFigures(cleaned, past)

    @cache
    def verdict_of(name: str) -> Verdict | None:
        entries = cleaned.tables.records(MEASURES).of(measure_id=name)
        return next((_verdict(source, cleaned, entry) for entry in entries), None)

    return verdict_of


def _verdict(source: PeriodFigures, cleaned: Cleaned, entry: RegisterEntry) -> Verdict:
    """The verdict on a measure under its own period's rules."""
    rules, control = cleaned.rules, None
    found, asked = _judged(source, cleaned, entry)
    if rules.trend.has_series_first:
        year_target = source.targets.year(entry.measure_id, cleaned.period)
        control = _control(cleaned, entry, year_target, rules)
    move = _move(entry, found.on.reading, found.previous, asked, rules, control)
    return Verdict(rate(found.on.reading, asked).status, move.trend)


def _judged(source: PeriodFigures, cleaned: Cleaned, entry: RegisterEntry) -> tuple[JudgedFigure, TargetRule]:
    """The figures of a measure that its own period's rules judge, and what is asked of them."""
    found = source.judged(entry, cleaned.rules)
    return found, _asked(cleaned, entry, found.on.target, cleaned.rules, found.previous)


def _asked(
    cleaned: Cleaned, entry: RegisterEntry, target: Target, rules: Rules, previous: Reading | None
) -> TargetRule:
    """What is asked of a measure's figure, its own judgement taken into account."""
    judgements = cleaned.tables.records(JUDGEMENTS).of(measure_id=entry.measure_id)
    return asked_of(entry, target, next((one.judgement for one in judgements), None), rules, previous)


def _move(
    entry: RegisterEntry,
    rated: Reading,
    base: Reading | None,
    asked: TargetRule,
    rules: Rules,
    control: Control | None = None,
) -> Move:
    """The way that a figure went from another one; by its series, where the rules have that first."""
    stable = rules.trend.stable_below
    move = compare(rated, base, good=entry.good_performance, stable_below=stable, asked=asked)
    return by_series(move, control.variation, entry.rule) if control and rules.trend.has_series_first else move


def _control(cleaned: Cleaned, entry: RegisterEntry, year_target: Target, rules: Rules) -> Control | None:
    """What the series of a measure says under those rules."""
    points, trend = _points(cleaned, entry.measure_id), rules.trend
    return control_of(entry, points, year_target, leads=trend.has_series_first, judges_bands=trend.judges_bands)


def _points(cleaned: Cleaned, name: str) -> tuple[SeriesPoint, ...]:
    """The points of a measure's series, the earliest first."""
    points = [
        SeriesPoint(one.span, one.reading.exact, one.reading.cell, one.reading.mark)
        for one in cleaned.tables.records(SERIES).of(measure_id=name)
        if one.reading.exact is not None
    ]
    return tuple(sorted(points, key=lambda point: point.span.start))
