"""A report's tables as an analyst's DataFrames: the rows of its downloads, as plain values of declared types."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from pprr.domain import Period, Rules
from pprr.domain.errors import TableError
from pprr.domain.rules import StatusRule
from pprr.domain.table import Column, ColumnType, Table
from pprr.report.record.record import TABLES, rows_of
from pprr.report.record.tables import MEASURES
from pprr.report.report import Report
from pprr.rules.basis import BASIS, basis_of

if TYPE_CHECKING:
    import pandas as pd  # a report does without until somebody asks for a table

_DTYPES: dict[ColumnType, Any] = {
    ColumnType.TEXT: "string",
    ColumnType.DECIMAL: "Float64",
    ColumnType.INTEGER: "Int64",
    ColumnType.FLAG: "boolean",
}
_PORTFOLIO = Column("portfolio", "Slug of the portfolio.")
# An analyst's table of measures has beside the download's columns those that verdicts rest on.
FRAMES = {table.name: table for table in TABLES} | {
    MEASURES.name: replace(MEASURES, columns=(*MEASURES.columns, *BASIS))
}


def frame_of(report: Report, name: str) -> "pd.DataFrame":
    """The table of that name of one report; ``Report.table`` says what it holds."""
    if name not in FRAMES:
        raise TableError("no-such-table-of-a-report", table=name, known=", ".join(FRAMES))
    return frame(FRAMES[name], _rows(report, name), report.period, report.rules)


def frames_of(reports: Iterable[Report], period: Period, rules: Rules) -> dict[str, "pd.DataFrame"]:
    """Every table by its name, the rows of all those reports of the period below each other, ``portfolio`` first."""
    listed = list(reports)
    return {
        name: frame(
            replace(table, columns=(_PORTFOLIO, *table.columns)),
            ({**row, "portfolio": report.portfolio.slug} for report in listed for row in _rows(report, name)),
            period,
            rules,
        )
        for name, table in FRAMES.items()
    }


def _rows(report: Report, name: str) -> Iterable[Mapping[str, object]]:
    found = rows_of(report, name)
    if name != MEASURES.name:
        return found
    return ({**row, **basis_of(measure, report.rules)} for row, measure in zip(found, report.measures, strict=True))


def typed(values: Iterable[object], kind: ColumnType) -> Any:
    """The values, None for a blank, as a column of the dtype that an analyst's table has for that type."""
    import pandas as pd

    return pd.array([_plain(value) for value in values], dtype=_DTYPES[kind])


def frame(table: Table, rows: Iterable[Mapping[str, object]], period: Period, rules: Rules) -> "pd.DataFrame":
    """The rows as an analyst's table."""
    import pandas as pd

    listed = list(rows)
    columns = {column.name: typed((row[column.name] for row in listed), column.type) for column in table.columns}
    days = {column.name: pd.to_datetime(columns[column.name]) for column in table.columns if column.is_date}
    frame = pd.DataFrame(columns | days)
    frame.attrs = {
        "period": str(period),
        "rules": {**_stated(rules.status), "stable_below": str(rules.trend.stable_below)},
        "row": table.row,
        "columns": {column.name: column.meaning for column in table.columns},
    }
    return frame


def _stated(rule: StatusRule) -> dict[str, str]:
    """The keys of the rule that its file has, but the one about figures that come late: such a row has its figure."""
    return {name: str(value) for name, value in rule if value is not None and name != "lagged"}


def _plain(value: object) -> object:
    """The value as pandas holds it: nothing for a blank, binary floats for exact numbers."""
    if value is None or value == "":
        return None
    if isinstance(value, (Decimal, Fraction)):
        return float(value)
    return str(value) if isinstance(value, str) else value
