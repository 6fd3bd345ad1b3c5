"""The record of a report: its figures as plain data. It proves that a notebook ran, and fills the downloads."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pandas as pd

from pprr import formats
from pprr.model import Period, Reading
from pprr.model.table import Column, ColumnType, Table, rows
from pprr.report.comparators import COMPARATORS, STANDINGS, comparator_rows, standing_rows
from pprr.report.readings import shown_readings
from pprr.report.report import Report
from pprr.report.series import CONTROL, SERIES, control_rows, series_rows

SCHEMA = "pprr.record/1"
_TEXT, _DECIMAL, _INTEGER, _FLAG = ColumnType.TEXT, ColumnType.DECIMAL, ColumnType.INTEGER, ColumnType.FLAG


_AS_IN_REGISTER = ("measure_id", "code", "name", "priority", "unit", "kind", "owner", "framework")


def _thousands(name: str, meaning: str) -> Column:
    return Column(name, f"{meaning} In £000.", _DECIMAL)


_WHERE = (
    Column("file", "The file it was read from."),
    Column("sheet", "The sheet of a workbook.", is_optional=True),
    Column("row", "The row in that file, counted from 1.", _INTEGER),
)
_WORDS = Column("commentary", "The words about it, in Markdown.", is_optional=True)
MEASURES = Table(
    "measures",
    "One row per measure: its figure, target, status and trend.",
    (
        Column("measure_id", "Unique and stable over years."),
        Column("code", "The PI code as printed; several measures may share one."),
        Column("name", "The short name."),
        Column("priority", "Number of the priority it belongs to.", _INTEGER),
        Column("good_performance", "Whether a high or a low figure is good.", is_optional=True),
        Column("unit", "number, or percentage (in points: 93.0 is 93.0%)."),
        Column("kind", "How it gathers over the year: annual, cumulative, snapshot, quarter or rolling."),
        Column("owner", "Who answers for it.", is_optional=True),
        Column("actual", "The figure for the period, in whole units; blank where there is none.", _DECIMAL, True),
        Column("actual_as_printed", "The figure, or the kind of missing it is, as the page prints it."),
        Column("target", "The target in whole units; blank where there is no figure to meet.", _DECIMAL, True),
        Column("target_as_printed", "The target as the page prints it."),
        Column("target_for_the_year", "The year's target as the page prints it."),
        Column("status", "Green, Amber or Red; blank where not rated.", is_optional=True),
        Column("status_as_printed", "The status, or why there is none."),
        Column("trend", "Getting better, Stable or Getting worse; blank where there is none.", is_optional=True),
        Column("trend_reason", "Why there is no trend.", is_optional=True),
        Column("trend_against", "The period that the trend compares with."),
        Column("long_trend", "The trend against the same point of last year.", is_optional=True),
        Column("forecast_as_printed", "The forecast of the year's end.", is_optional=True),
        Column("forecast_status", "Its status against the year's target.", is_optional=True),
        Column("is_late", "Whether a figure was due and is missing.", _FLAG),
        Column("is_exception", "Whether it is an exception under the year's rules.", _FLAG),
        Column("exception_reason", "Why it is an exception.", is_optional=True),
        Column("is_highlight", "Whether it is a highlight under the year's rules.", _FLAG),
        Column("is_on_edge", "Whether the unrounded figure would have another status.", _FLAG),
        Column("framework", "The wider framework or headline suite that it belongs to.", is_optional=True),
        _WORDS,
    ),
    key=("measure_id",),
)
READINGS = Table(
    "readings",
    "One row per measure and data period, with the cell it was read from.",
    (
        Column("measure_id", "The measure."),
        Column("period", "The period of the column it stands in."),
        Column("value", "The figure in whole units; blank where there is none.", _DECIMAL, True),
        Column("as_printed", "The figure, or the kind of missing it is, as the page prints it."),
        Column("numerator", "The counted part of a percentage.", _DECIMAL, True),
        Column("denominator", "The whole it is a part of.", _DECIMAL, True),
        Column("figure_period", "The figure's own period where it is not the column's.", is_optional=True),
        Column("missing", "Why there is no figure.", is_optional=True),
        Column("as_received", "The cell as received."),
        *_WHERE,
        Column("column", "The label of the column."),
    ),
    key=("measure_id", "period"),
)
BUDGET = Table(
    "budget",
    "One row per line of the cash limit.",
    (
        Column("line", "Previously reported, Change or Current."),
        Column("description", "The reason for a change.", is_optional=True),
        _thousands("amount", "The line's amount."),
        _WORDS,
        *_WHERE,
    ),
)
OUTTURN = Table(
    "outturn",
    "One row: the portfolio's revenue outturn.",
    (
        _thousands("cash_limit", "The net cash limit."),
        _thousands("expenditure", "Net expenditure."),
        _thousands("appropriations", "To reserves (positive) or from them (negative)."),
        _thousands("outturn", "Net expenditure and appropriations together."),
        _thousands("variance", "Outturn less cash limit: negative is a surplus."),
        _WORDS,
        *_WHERE,
    ),
)
RESERVES = Table(
    "reserves",
    "One row per use of an earmarked reserve, and the totals as received.",
    (
        Column("category", "The reserve's category.", is_optional=True),
        Column("narration", "The reserve's name.", is_optional=True),
        Column("purpose", "What it is to be used for.", is_optional=True),
        _thousands("approved", "The approved amount."),
        _thousands("change", "What was drawn from it: a draw is positive."),
        _thousands("balance", "What is left."),
        _WORDS,
        Column("is_total", "Whether the row is a total of the others.", _FLAG),
        *_WHERE,
    ),
)
SAVINGS = Table(
    "savings",
    "One row per savings proposal, and the totals as received.",
    (
        Column("proposal", "The proposal's name."),
        Column("risk_rating", "The judgement of its delivery.", is_optional=True),
        _thousands("value", "The saving agreed."),
        _thousands("achieved", "The saving achieved."),
        Column("information", "What was done.", is_optional=True),
        _WORDS,
        Column("is_total", "Whether the row is a total of the others.", _FLAG),
        *_WHERE,
    ),
)
CAPITAL = Table(
    "capital",
    "One row per scheme of the capital programme, and the totals as received.",
    (
        Column("scheme", "The scheme's name."),
        _thousands("budget", "What the programme holds for the year."),
        _thousands("forecast", "What is forecast to be spent, or at the year's end was spent."),
        _thousands("rephasing", "What moves to later years."),
        _thousands("variance", "Forecast and rephasing less budget: negative is an underspend."),
        Column("information", "What was done.", is_optional=True),
        Column("is_total", "Whether the row is a total of the others.", _FLAG),
        *_WHERE,
    ),
)
ACCOUNTS = Table(
    "accounts",
    "One row per line of an account outside the cash limit, and the totals as received.",
    (
        Column("account", "The account."),
        Column("line", "The line's name."),
        _thousands("budget", "The line's budget."),
        _thousands("forecast", "What is forecast, or at the year's end was spent or received (negative)."),
        _thousands("variance", "Forecast less budget: negative is a surplus."),
        Column("is_total", "Whether the row is a total of the account's others.", _FLAG),
        *_WHERE,
    ),
)


def record_of(report: Report) -> dict[str, Any]:
    """The report as JSON can hold it. Decimals are text, so that nobody's reader makes binary floats of them."""
    tables = (
        (MEASURES, _measures(report)),
        (READINGS, _readings(report)),
        *(
            (table, _money(table, _with_words(report, table.name, data)))
            for table, data in (
                (BUDGET, report.budget),
                (OUTTURN, report.outturn),
                (RESERVES, report.reserves),
                (SAVINGS, report.savings),
            )
        ),
        *((table, _money(table, data)) for table, data in _own_sections(report) if not data.empty),
        *((table, data) for table, data in _of_some_measures(report) if data),
    )
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
            "statuses": [{"words": row.words, "measures": row.measures} for row in rows(report.statuses)],
            "trends": [{"words": row.words, "measures": row.measures} for row in rows(report.trends)],
            "exceptions": len(report.exceptions),
            "highlights": len(report.highlights),
        },
        # Words of sections and priorities, which are no rows of a table, are here alone.
        "commentary": [{"item": item, "words": report.words(item)} for item in report.items if report.words(item)],
        "order": [table.name for table, _ in tables],  # a notebook file sorts the names of what it holds
        "tables": {table.name: _described(table, data) for table, data in tables},
    }


def table_names(report: Report) -> tuple[str, ...]:
    """The names of the record's tables, in its order; the tables themselves are not made."""
    tables = [MEASURES, READINGS, BUDGET, OUTTURN, RESERVES, SAVINGS]
    tables += [table for table, data in _own_sections(report) if not data.empty]
    tables += [table for table, data in _of_some_measures(report) if data]
    return tuple(table.name for table in tables)


def _own_sections(report: Report) -> tuple[tuple[Table, pd.DataFrame], ...]:
    """The tables of sections that only some portfolios have."""
    return (CAPITAL, report.capital), (ACCOUNTS, report.accounts)


def _of_some_measures(report: Report) -> tuple[tuple[Table, list[dict[str, Any]]], ...]:
    """The tables of series and comparators, which only some measures have."""
    measures = report.measures
    return (
        (SERIES, series_rows(measures)),
        (CONTROL, control_rows(measures)),
        (COMPARATORS, comparator_rows(measures)),
        (STANDINGS, standing_rows(measures)),
    )


def _described(table: Table, data: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return {
        "row": table.row,
        "columns": [{"name": c.name, "type": str(c.type), "meaning": c.meaning} for c in table.columns],
        "rows": [[_plain(row[column.name]) for column in table.columns] for row in data],
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


def _measures(report: Report) -> list[dict[str, Any]]:
    return [
        {
            **{name: getattr(row, name) for name in _AS_IN_REGISTER},
            "good_performance": row.good_performance,
            "actual": _exactly(row.actual),
            "actual_as_printed": formats.reading(row.actual),
            "target": row.target.reading.printed if row.target.reading else None,
            "target_as_printed": formats.target(row.target),
            "target_for_the_year": formats.target(row.year_target),
            "status": row.status,
            "status_as_printed": _status(row, report.period),
            "trend": row.trend,
            "trend_reason": row.trend_reason,
            "trend_against": row.base.label,
            "long_trend": row.long_trend,
            "forecast_as_printed": formats.reading(row.forecast) if row.forecast else "",
            "forecast_status": row.forecast_status,
            "is_late": bool(row.is_late),
            "is_exception": bool(row.exception),
            "exception_reason": row.exception,
            "is_highlight": bool(row.highlight),
            "is_on_edge": bool(row.is_on_edge),
            "commentary": report.words(row.measure_id),
        }
        for row in rows(report.measures)
    ]


def _status(row: Any, period: Period) -> str:
    return row.status_words if row.rated_of == period else f"{row.status_words}, on the figure for {row.rated_of.label}"


def _readings(report: Report) -> list[dict[str, Any]]:
    return [
        {"measure_id": row.measure_id, "period": period.label, **_reading(reading)}
        for row in rows(report.measures)
        for period, reading in shown_readings(row, report.periods)
    ]


def _exactly(reading: Reading) -> Decimal | None:
    """The figure in whole units; nothing for a bound, which would look like the figure itself beside its own words."""
    return None if reading.comparator else reading.printed


def _reading(reading: Reading) -> dict[str, Any]:
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


def _with_words(report: Report, section: str, data: pd.DataFrame) -> pd.DataFrame:
    """The rows of a section of money, each with its own words; the outturn's one row has those of its section."""
    of_rows = {
        (found.row.file, found.row.row): report.words(found.item)
        for found in report.row_items
        if found.section == section
    }
    own = report.words(section) if section == OUTTURN.name else ""
    said = [of_rows.get((row.file, row.row), own) for row in rows(data)]
    return data.assign(commentary=said)


def _money(table: Table, data: Any) -> list[dict[str, Any]]:
    """The rows with their pence turned into £000, exactly."""
    amounts = {column.name for column in table.columns if column.type is _DECIMAL}
    return [
        {
            column.name: (
                Decimal(int(getattr(row, column.name))) / 100_000
                if column.name in amounts
                else getattr(row, column.name)
            )
            for column in table.columns
        }
        for row in rows(data)
    ]
