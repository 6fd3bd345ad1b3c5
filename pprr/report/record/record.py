"""The record of a report: its figures as plain data. It proves that a notebook ran, and fills the downloads."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from pprr import formats
from pprr.domain import Measure, Period, Reading, round_half_up
from pprr.domain.errors import ProjectError
from pprr.domain.money import MoneyRow
from pprr.domain.record import RecordTable, ReportRecord
from pprr.domain.table import Table
from pprr.report.record.comparators import COMPARATORS, STANDINGS, comparator_rows, standing_rows
from pprr.report.record.series import CONTROL, SERIES, control_rows, series_rows
from pprr.report.record.tables import (
    ACCOUNTS,
    ACTIONS,
    BUDGET,
    CAPITAL,
    MEASURES,
    OUTTURN,
    PROJECTS,
    READINGS,
    RESERVES,
    SAVINGS,
    SERVICES,
)
from pprr.report.report import Report, Tabled
from pprr.report.rules_in_words import year_in_words
from pprr.report.service_figures import figures_of

SCHEMA = "pprr.record/1"
_OF_SOME = (
    SERVICES,
    CAPITAL,
    ACCOUNTS,
    SERIES,
    CONTROL,
    COMPARATORS,
    STANDINGS,
    ACTIONS,
    PROJECTS,
)  # which only some portfolios have
TABLES = (MEASURES, READINGS, BUDGET, OUTTURN, SERVICES, RESERVES, SAVINGS, *_OF_SOME[1:])
_COLUMNS_OF_SOME = {SAVINGS.name: ("at_risk", "not_deliverable")}  # which a table has where some row states them


def record_of(report: Report) -> ReportRecord:
    """The report as JSON can hold it. Decimals are text, so that nobody's reader makes binary floats of them."""
    tables = report.record_tables
    return {
        "schema": SCHEMA,
        "council": report.council,
        "portfolio": {"slug": report.portfolio.slug, "name": report.portfolio.name},
        "period": {"name": str(report.period), "title": report.period.title, "end": report.period.end.isoformat()},
        "title": report.title,
        "state": report.state,
        "notice": report.edition.notice,
        "counts": {
            "measures": len(report.measures),
            "statuses": [{"words": row.words, "measures": row.measures} for row in report.statuses],
            "trends": [{"words": row.words, "measures": row.measures} for row in report.trends],
            "attention": len(report.concerns),
            "exceptions": len(report.exceptions),
            "highlights": len(report.highlights),
        },
        # Words of sections and priorities, which are no rows of a table, are here alone.
        "commentary": [{"item": item, "words": report.words(item)} for item in report.items if report.words(item)],
        "rules": dict(year_in_words(report.rules)),
        "contacts": [{"role": one.role, "contact": one.contact} for one in report.contacts],
        "order": [table.name for table, _ in tables],  # a notebook file sorts the names of what it holds
        "tables": {table.name: _described(table, data) for table, data in tables},
    }


def read_record(path: Path) -> ReportRecord:
    """The record of a report that a file holds: a page's download, or the site's record of an edition of it.

    Raises ProjectError where it holds none.
    """
    try:
        found = json.loads(path.read_bytes())
        record: ReportRecord = found.get("report", found)
        if record["schema"] != SCHEMA:
            raise ProjectError("no-record-in-file", file=path)
    except (ValueError, KeyError, AttributeError, FileNotFoundError) as error:
        raise ProjectError("no-record-in-file", file=path) from error
    return record


def table_names(report: Report) -> tuple[str, ...]:
    """The names of the record's tables, in its order."""
    return tuple(table.name for table, _ in report.record_tables)


def tables_of(report: Report) -> Tabled:
    """The tables of a portfolio's record."""
    found = ((table, rows_of(report, table.name)) for table in TABLES)
    return [(table, rows) for table, rows in found if rows or _is_shown_empty(table, report)]


def rows_of(report: Report, name: str) -> list[dict[str, object]]:
    """The rows of one table: at least its columns, decimals exact, money in £000."""
    return _ROWS[name](report)


def _is_shown_empty(table: Table, report: Report) -> bool:
    """Tells whether the table is in the record without rows too: one that every portfolio of the council has."""
    return table not in _OF_SOME and table.name not in report.lacks


def _described(table: Table, data: Sequence[Mapping[str, object]]) -> RecordTable:
    of_some = _COLUMNS_OF_SOME.get(table.name, ())
    columns = [c for c in table.columns if c.name not in of_some or any(row[c.name] is not None for row in data)]
    return {
        "row": table.row,
        "columns": [{"name": c.name, "type": str(c.type), "meaning": c.meaning} for c in columns],
        "rows": [[_plain(row[column.name]) for column in columns] for row in data],
    }


def _plain(value: object) -> str | int | bool | None:
    """A value as JSON can hold it, with nothing for a blank."""
    if value is None or value == "":
        return None
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, (bool, str)):
        return value if isinstance(value, bool) else str(value)
    return int(str(value))


def _measures(report: Report) -> list[dict[str, object]]:
    return [
        {
            **vars(measure.entry),
            "predecessors": "; ".join(measure.entry.predecessors),
            "rule_as_printed": measure.asked.words if measure.asked.is_own else "The year's rule",
            "actual": _exactly(measure.actual),
            "actual_as_printed": formats.reading(measure.actual),
            "target": measure.target.reading.printed if measure.target.reading else None,
            "target_as_printed": formats.target(measure.target),
            "target_for_the_year": formats.target(measure.year_target),
            "status": measure.status,
            "status_as_printed": _status(measure, report.period),
            "earlier_status": measure.figures.earlier_status,
            "trend": measure.move.trend,
            "trend_reason": measure.move.reason,
            "trend_against": measure.figures.base.label,
            "long_trend": measure.long_move.trend,
            "forecast_as_printed": formats.reading(measure.forecast.reading) if measure.forecast else "",
            "forecast_status": measure.forecast.rating.status if measure.forecast else None,
            "is_late": measure.figures.is_late,
            "is_exception": bool(measure.attention.exception),
            "exception_reason": measure.attention.exception,
            "is_highlight": bool(measure.attention.highlight),
            "is_shown": measure.figures.is_new or not report.edition.only_new,
            "is_on_edge": measure.rating.is_on_edge,
            "commentary": report.words(measure.measure_id),
        }
        for measure in report.measures
    ]


def _status(measure: Measure, period: Period) -> str:
    words, of = measure.rating.words, measure.figures.rated_of
    return words if of == period else f"{words}, on the figure for {of.label}"


def _readings(report: Report) -> list[dict[str, object]]:
    return [
        {"measure_id": measure.measure_id, "period": period.label, **_reading(reading)}
        for measure in report.measures
        for period, reading in measure.figures.shown(report.periods)
    ]


def _exactly(reading: Reading) -> Decimal | None:
    """The figure in whole units; nothing for a bound, which would look like the figure itself beside its own words."""
    return None if reading.comparator else reading.printed


def _reading(reading: Reading) -> dict[str, object]:
    return {
        "value": _exactly(reading),
        "as_printed": formats.reading(reading),
        "numerator": reading.numerator,
        "denominator": reading.denominator,
        "figure_period": reading.figure_period,
        "missing": reading.missing,
        "as_received": reading.text,
        **vars(reading.cell),
    }


def _money(report: Report, data: Sequence[MoneyRow]) -> list[dict[str, object]]:
    """The rows with their pence turned into £000, exactly, each with its own words; the outturn has its section's."""
    items: dict[object, str] = {report.outturn: OUTTURN.name, **{found.row: found.item for found in report.row_items}}
    return [
        {
            **vars(row),
            **{name: Decimal(pence) / 100_000 for name, pence in row.amounts.items()},
            **vars(row.cell),
            "commentary": report.words(items.get(row, "")),
        }
        for row in data
    ]


def _services(report: Report) -> list[dict[str, object]]:
    """The lines with the percentages that their amounts make, to two decimals."""
    rows = zip(_money(report, report.services), map(figures_of, report.services), strict=True)
    return [
        {**data, "variance_percent": _percent(figures.over), "spent_percent": _percent(figures.spent)}
        for data, figures in rows
    ]


def _percent(exact: Fraction | None) -> Decimal | None:
    return None if exact is None else round_half_up(exact, 2)


def _actions(report: Report) -> list[dict[str, object]]:
    days = ("raised", "due", "answered", "done", "withdrawn")
    return [
        {
            **vars(one.action),
            **{name: _day(getattr(one.action, name)) for name in days},
            "committee": one.committee,
            "item": one.item,
            "state": one.action.state,
            "is_overdue": report.actions_as_at is not None and one.action.is_overdue(report.actions_as_at),
            **vars(one.action.cell),
        }
        for one in report.actions
    ]


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


_ROWS: dict[str, Callable[[Report], list[dict[str, object]]]] = {
    MEASURES.name: _measures,
    READINGS.name: _readings,
    BUDGET.name: lambda report: _money(report, report.budget),
    OUTTURN.name: lambda report: _money(report, [report.outturn] if report.outturn else []),
    SERVICES.name: _services,
    RESERVES.name: lambda report: _money(report, report.reserves),
    SAVINGS.name: lambda report: _money(report, report.savings),
    CAPITAL.name: lambda report: _money(report, report.capital),
    ACCOUNTS.name: lambda report: _money(report, report.accounts),
    SERIES.name: lambda report: series_rows(report.measures),
    CONTROL.name: lambda report: control_rows(report.measures),
    COMPARATORS.name: lambda report: comparator_rows(report.measures),
    STANDINGS.name: lambda report: standing_rows(report.measures),
    ACTIONS.name: _actions,
    PROJECTS.name: lambda report: [
        {**vars(one), "measures": "; ".join(one.measures), **vars(one.cell)} for one in report.projects
    ],
}
