"""Every value of a report under a name: what live values print, and what the figures in words are tied to.

In the entry of its own item a value goes by its short name (``actual``), anywhere else by the whole one
(``measures["CFE2.1"].actual``). One figure may have two names (``actual`` is also ``readings["2019/20"]``); no name is
that of two values.
"""

from collections import ChainMap
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

from pprr import formats
from pprr.domain import Measure, Priority, Status, Trend
from pprr.domain.figures.value import Role, Value, plain
from pprr.report.items import OVERVIEW
from pprr.report.report import Report
from pprr.report.values.naming import NOT_KNOWN, Namer
from pprr.report.values.of_measure import measure_values
from pprr.report.values.of_money import money_values

_TRENDS = {"better": Trend.BETTER, "stable": Trend.STABLE, "worse": Trend.WORSE}


def values_of(report: Report) -> tuple[Value, ...]:
    """The values of a report: of its period, its counts, its priorities, its measures and its money."""
    found = [*values_of_counts(report)]
    for one in report.row_items:
        if not isinstance(one.row, Priority):
            continue
        priority = one.row
        named = Namer(f"priorities[{priority.priority}]", one.item, priority.title)
        found.append(named.words("title", priority.title))
        found += _counts(named, report.measures_of(priority.priority))
    for measure in report.measures:
        found += measure_values(measure, report.period, report.periods, report.last)
    return (*found, *money_values(report))


def values_of_counts(report: Report) -> Iterator[Value]:
    """The values of a report's period and its counts."""
    yield from _of_period(report)
    yield from _counts(Namer("counts", OVERVIEW, is_one_of_many=True), report.measures)


def names_for(values: Sequence[Value], item: str) -> Mapping[str, Value]:
    """The values that an entry may use, by each name in its plain form: whole names, and its item's short ones."""
    return names_by_item(values)(item)


def names_by_item(values: Sequence[Value]) -> Callable[[str], Mapping[str, Value]]:
    """The function that gives the same of any item, looking through the values once."""
    whole = {plain(value.name): value for value in values}

    @cache
    def names(item: str) -> Mapping[str, Value]:
        return ChainMap({plain(value.short): value for value in values if value.item == item}, whole)

    return names


def _of_period(report: Report) -> Iterator[Value]:
    named = Namer("", OVERVIEW)
    year = report.period.year.replace("-", "/")
    yield named.words("period", report.period.label)
    yield named.words("period.title", report.period.title)
    yield named.words("period.end", formats.day(report.period.end))
    yield named.words("year", year)
    yield named.words("previous_year", report.period.previous_year.year.replace("-", "/"))
    yield named.words("last_report", report.last.title if report.last else NOT_KNOWN)
    yield named.words("council", report.council)
    yield named.words("portfolio", report.portfolio.name)
    for name in ("performance_as_at", "finance_as_at"):
        day = getattr(report.edition, name)
        if day:
            yield named.words(name, formats.day(day))


def _counts(named: Namer, measures: Sequence[Measure]) -> Iterator[Value]:
    """The counts that the page prints, of the whole report or of one priority."""
    statuses = [one.status for one in measures]
    trends = [one.move.trend for one in measures]
    yield named.count("measures", len(measures), "measures")
    for status in reversed(Status):
        yield named.count(status.lower(), statuses.count(status), f"{status} measures")
    yield named.count("rated", len(measures) - statuses.count(None), "measures rated")
    yield named.count("not_rated", statuses.count(None), "measures not rated")
    for name, trend in _TRENDS.items():
        yield named.count(name, trends.count(trend), f"measures {trend}")
    rated, moved = len(measures) - statuses.count(None), len(measures) - trends.count(None)
    for status in reversed(Status):
        of = f"measures rated that are {status}"
        yield named.percent(f"{status.lower()}.percent", Role.PART, statuses.count(status), rated, of=of)
    for name, trend in _TRENDS.items():
        of = f"measures with a trend that are {trend}"
        yield named.percent(f"{name}.percent", Role.PART, trends.count(trend), moved, of=of)
    yield named.count("with_trend", len(measures) - trends.count(None), "measures with a trend")
    yield named.count("no_trend", trends.count(None), "measures without a trend")
    yield named.count("exceptions", sum(one.attention.exception != "" for one in measures), "exceptions")
    yield named.count("highlights", sum(one.attention.highlight != "" for one in measures), "highlights")
    yield named.count("new", sum(one.figures.is_new for one in measures), "measures with new data")
    yield named.count("late", sum(one.figures.is_late for one in measures), "measures whose figure is due and missing")
    changed = [
        (one.figures.earlier_status, one.status) for one in measures if one.figures.earlier_status and one.status
    ]
    of = "statuses changed since the last report"
    yield named.count("changed", sum(before is not now for before, now in changed), of)
    yield named.count("restated", sum(bool(one.figures.restated) for one in measures), "measures with restated figures")
    forecasts = [one.forecast.rating.status for one in measures if one.forecast]
    yield named.count("forecasts", len(forecasts), "measures with a forecast")
    for status in reversed(Status) if forecasts else ():
        of = f"measures forecast {status}"
        yield named.count(f"forecasts.{status.lower()}", forecasts.count(status), of)
