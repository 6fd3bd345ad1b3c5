"""The tables of the records of a view and of a performance update, which are their downloads."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from pprr.documents.oversight.report import PerformanceUpdate, ViewReport
from pprr.domain.table import Column, ColumnType, Table
from pprr.ingest import tables as cleaned
from pprr.report import Report
from pprr.report.record.comparators import STANDINGS
from pprr.report.record.record import rows_of
from pprr.report.record.tables import ACTIONS, MEASURES, WHERE

if TYPE_CHECKING:
    from pprr.report.report import Tabled

_COUNT = ColumnType.INTEGER
SELECTION = cleaned.VIEW_MEASURES.for_readers(
    "One row per measure that the view has, or had within the year.",
    "measure_id portfolio since until reason",
    key=("measure_id",),
)
INSPECTIONS = cleaned.INSPECTIONS.for_readers(
    cleaned.INSPECTIONS.row, "body subject inspected judgement next_due", WHERE
)
RETURNS = cleaned.RETURNS.for_readers(cleaned.RETURNS.row, "name body due sent", WHERE)
RECOMMENDATIONS = cleaned.RECOMMENDATIONS.for_readers(
    cleaned.RECOMMENDATIONS.row, "recommendation review first text adopted owner due progress evidence state", WHERE
)
ISSUES = cleaned.ISSUES.for_readers(
    cleaned.ISSUES.row, "issue first title why theme measures audit projects risk state", WHERE
)
ENTERED = Table(
    "entered",
    "One row per service and report: how the figures of the view were entered.",
    (
        Column("service", "Who answers for the figures."),
        Column("period", "The period of the report."),
        Column("measures", "Measures of the view that it answers for.", _COUNT),
        Column("late", "Figures that were due and not there.", _COUNT),
        Column("restated", "Figures of the report before that are others in this one.", _COUNT),
        Column("queries", "Queries about what it entered.", _COUNT),
    ),
    key=("service", "period"),
)


def tables_of_view(report: Report) -> "Tabled":
    """The tables of a view's record."""
    found = _view(report)
    listed = [
        (INSPECTIONS, list(map(_row, found.inspections))),
        (RETURNS, list(map(_row, found.returns))),
        (RECOMMENDATIONS, list(map(_row, found.recommendations))),
        (ENTERED, [{**_row(one), "period": str(one.period)} for one in found.entered]),
    ]
    own = [
        (MEASURES, rows_of(report, MEASURES.name)),
        (SELECTION, list(map(_row, (*found.chosen.values(), *found.gone)))),
    ]
    return [*own, *_with_rows([(STANDINGS, rows_of(report, STANDINGS.name)), *listed])]


def tables_of_update(report: Report) -> "Tabled":
    """The tables of a performance update's record."""
    found = _view(report)
    if not isinstance(found, PerformanceUpdate):
        raise TypeError(f"{report.portfolio.slug} is no performance update")
    issues = [_row(one) for one in (*found.issues, *found.closed)]
    listed = [(STANDINGS, rows_of(report, STANDINGS.name)), (ACTIONS, rows_of(report, ACTIONS.name))]
    return [(ISSUES, issues), (MEASURES, rows_of(report, MEASURES.name)), *_with_rows(listed)]


def _view(report: Report) -> ViewReport:
    if not isinstance(report, ViewReport):
        raise TypeError(f"{report.portfolio.slug} is no view")
    return report


def _with_rows(listed: "Iterable[tuple[Table, list[dict[str, object]]]]") -> "Tabled":
    return [(table, rows) for table, rows in listed if rows]


def _row(record: object) -> dict[str, object]:
    """A record as a row: its cell as its parts, days and periods as text, lists parted by semicolons."""
    found = dict(vars(record))
    cell = found.pop("cell", None)
    return {**{name: _plain(value) for name, value in found.items()}, **(vars(cell) if cell else {})}


def _plain(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return "; ".join(value) if isinstance(value, tuple) else value if isinstance(value, (int, bool)) else str(value)
