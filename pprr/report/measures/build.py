"""One row per measure: its figures of every period, what it is held against, and the verdicts of the year's rules."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from pprr.domain import (
    Frequency,
    Kind,
    Missing,
    Period,
    Polarity,
    Reading,
    RuleKind,
    Rules,
    Status,
    Tolerance,
    Unit,
    expected_figure,
)
from pprr.domain.table import records, rows
from pprr.ingest.clean import Cleaned
from pprr.report.measures.comparators import comparators_of
from pprr.report.measures.in_force import InForce
from pprr.report.measures.lagged import Judged, due_in_place, judged
from pprr.report.measures.past import Past
from pprr.report.measures.readings import forecasts_of, judgements_of, readings_of
from pprr.report.measures.series import series_of
from pprr.rules.attention import add_attention
from pprr.rules.bases import is_like, long_base, short_base
from pprr.rules.benchmarks import add_comparison
from pprr.rules.due import is_late
from pprr.rules.forecast import add_forecast
from pprr.rules.spc import add_control
from pprr.rules.status import add_status
from pprr.rules.trend import add_trend

_RATED_BY = ("measures", "readings", "forecasts", "targets", "judgements", "statuses")
_ADDED = (
    *("unit", "kind", "good_performance", "tolerance", "history", "comparable", "actual", "base", "previous"),
    *("long_previous", "target", "year_target", "judgement", "forecast", "is_due", "is_late", "is_new", "latest"),
    *("shows_latest", "rated", "rated_of", "unrated"),
    *("earlier", "earlier_status", "restated"),
)


def measures_of(
    tables: Mapping[str, pd.DataFrame],
    period: Period,
    rules: Rules,
    past: Past,
    periods: Sequence[Period],
    *,
    council: str,
) -> pd.DataFrame:
    """The register's rows with figures and verdicts; ``Report.measures`` says which columns there are."""
    return (
        rated(tables, period, rules, past, periods)
        .pipe(add_control, series_of(tables["series"]))
        .pipe(add_comparison, comparators_of(tables["comparators"]), period, periods, council)
        .pipe(_told_apart)
    )


def _told_apart(measures: pd.DataFrame) -> pd.DataFrame:
    """The measures with ``called``: the PI code, or the measure's id where several share the code (``GMS``)."""
    is_shared = measures["code"].duplicated(keep=False)
    return measures.assign(called=measures["code"].mask(is_shared, measures["measure_id"]))


def rated(
    tables: Mapping[str, pd.DataFrame], period: Period, rules: Rules, past: Past, periods: Sequence[Period] = ()
) -> pd.DataFrame:
    """The register's rows with their figures and what the rules make of them."""
    figures = _figures(tables, period, past, periods, rules)
    return (
        on_rated(figures)
        .pipe(add_status, rules)
        .pipe(add_forecast, rules)
        .pipe(add_trend, rules)
        .pipe(add_attention, rules)
        .assign(actual=figures["actual"])
    )


def on_rated(measures: pd.DataFrame) -> pd.DataFrame:
    """The measures as rules take them: ``actual`` is the figure that verdicts are about, of ``rated_of``."""
    return measures.assign(actual=measures["rated"])


def statuses_of(cleaned: Cleaned, past: Past, names: Collection[str] | None = None) -> dict[str, Status]:
    """The status of every rated measure of a period, under the rules of its own year; or only of those named.

    ``past`` has the figures of earlier periods, for measures that are rated on one of those.
    """
    register = cleaned.tables["measures"]
    wanted = register if names is None else register[register["measure_id"].isin(names)].reset_index(drop=True)
    tables = {name: wanted if name == "measures" else cleaned.tables[name] for name in _RATED_BY}
    measures = on_rated(_figures(tables, cleaned.period, past, (), cleaned.rules)).pipe(add_status, cleaned.rules)
    return {row.measure_id: row.status for row in rows(measures) if row.status}


def shown_periods(period: Period, tables: Mapping[str, pd.DataFrame], past: Past) -> tuple[Period, ...]:
    """The periods whose figures a page sets beside each other, oldest first.

    An annual report shows years, at most the last three; one within the year shows the same point of last year, last
    year, and this year so far.
    """
    names = {*tables["readings"]["period"], *(name for _, name in past.readings)}
    known = {Period.parse(name) for name in names}
    if period.is_annual:
        years = sorted((other for other in known if other.is_annual and other.end <= period.end), key=_end)
        return tuple(years[-3:])
    wanted = {long_base(period), Period(period.start - 1)}
    wanted |= {other for other in known if other.start == period.start and other.end <= period.end}
    return tuple(sorted(wanted & known, key=_end))


def names_of(row: Any) -> tuple[str, ...]:
    """The identifiers that a measure has and had: its own, then those of its predecessors."""
    return (row.measure_id, *(name.strip() for name in row.predecessors.split(";") if name.strip()))


def _end(period: Period) -> date:
    return period.end


def _figures(
    tables: Mapping[str, pd.DataFrame], period: Period, past: Past, periods: Sequence[Period], rules: Rules
) -> pd.DataFrame:
    readings, forecasts, judgements = readings_of(tables), forecasts_of(tables), judgements_of(tables)
    targets = InForce(tables, period, past)
    earlier = _published_statuses(tables, period, past.last)
    given: dict[str, list[tuple[Period, Reading]]] = {}
    for (name, column), reading in readings.items():
        given.setdefault(name, []).append((Period.parse(column), reading))

    def one(row: Any) -> dict[str, Any]:
        names = names_of(row)
        kind, frequency, unit = Kind(row.kind), Frequency(row.frequency), Unit(row.unit)

        def figure(of: Period | None) -> Reading | None:
            if of is None:
                return None
            found = readings.get((row.measure_id, str(of))) or past.reading(names, of, kind)
            return found if found and found.unit is unit else None

        actual = readings[row.measure_id, str(period)]
        due = expected_figure(frequency, row.lag, period)
        held = figure(due)
        history = tuple(figure(of) for of in periods)
        latest = _latest(actual, [*zip(periods, history, strict=True), *([(due, held)] if due else [])])
        other = due_in_place(actual, latest, due=due, period=period)
        own = Judged(period, actual, targets.own(row.measure_id, period, kind))
        then = targets.then(names, other[0], kind, unit) if other else None
        on = judged(own, other, then, rules.status.lagged)
        short = short_base(kind, on.period)
        return {
            "unit": unit,
            "kind": kind,
            "good_performance": Polarity(row.good_performance) if row.good_performance else None,
            "tolerance": Tolerance.parse(row.tolerance) if row.tolerance else None,
            "history": history,
            "comparable": tuple(
                (of, reading)
                for of, reading in zip(periods, history, strict=True)
                if reading and is_like(kind, of, period)
            ),
            "actual": actual,
            "base": short or long_base(on.period),
            "previous": figure(short or long_base(on.period)),
            "long_previous": figure(long_base(on.period)),
            "target": on.target,
            "year_target": targets.year(row.measure_id, period),
            "judgement": judgements.get(row.measure_id),
            "forecast": forecasts.get(row.measure_id),
            "is_due": due is not None,
            "is_late": is_late(actual, held, due=due, period=period, rule=RuleKind(row.rule)),
            "is_new": on.reading.value is not None and not on.reading.figure_period,
            "latest": latest,
            # An annual report has the years side by side, and prints a missing figure as such.
            "shows_latest": not period.is_annual or actual.missing is Missing.NOT_DUE or on.period != period,
            "rated": on.reading,
            "rated_of": on.period,
            "unrated": on.unrated,
            "earlier": past.own(names, past.last),
            "earlier_status": earlier.get(row.measure_id) or past.status(names),
            "restated": _restated(given[row.measure_id], past, names),
        }

    found = [one(row) for row in rows(tables["measures"])]
    return tables["measures"].assign(**{name: pd.Series([row[name] for row in found], dtype=object) for name in _ADDED})


def _latest(actual: Reading, known: Sequence[tuple[Period, Reading | None]]) -> tuple[Period, Reading] | None:
    """The latest of the known figures, where this period has none that is its own."""
    if actual.value is not None:
        return None
    figures = [(period, reading) for period, reading in known if reading and reading.value is not None]
    return max(figures, key=lambda found: found[0].end, default=None)


def _restated(
    given: Sequence[tuple[Period, Reading]], past: Past, names: Sequence[str]
) -> tuple[tuple[Period, Reading, Reading], ...]:
    """The periods whose figure is ``given`` as another now than their own report printed it: period, then, now.

    A figure that came only after its own report is no restatement, and neither is one that only lost its mark.
    """
    found = []
    for period, now in given:
        before = past.own(names, period) if now.text else None
        if before and before.value is not None and before.printed != now.printed:
            found.append((period, before, now))
    return tuple(found)


def _published_statuses(tables: Mapping[str, pd.DataFrame], period: Period, last: Period | None) -> dict[str, Status]:
    """The last report's statuses as the extract gives them: where it is not here, of the latest of those periods."""
    listed = [(Period.parse(row["period"]), row) for row in records(tables["statuses"])]
    before = [(when, row) for when, row in listed if when == last or (last is None and when.end < period.end)]
    return {row["measure_id"]: Status(row["status"]) for _, row in sorted(before, key=lambda found: found[0].end)}
