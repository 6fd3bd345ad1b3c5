"""The tables of a report's record about other councils' figures, and where this council stands among them."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from pprr.domain import Comparison, Measure, round_half_up
from pprr.domain.table import Column, ColumnType, Table
from pprr.ingest import tables as cleaned
from pprr.ingest.tables.codec import flat
from pprr.report.record.tables import WHERE

_DECIMAL, _INTEGER, _FLAG = ColumnType.DECIMAL, ColumnType.INTEGER, ColumnType.FLAG
COMPARATORS = cleaned.COMPARATORS.for_readers(
    "One row per measure, group, council or average that it is compared with, and period.",
    "measure_id group name is_average",
    Column("is_own", "Whether it is this council's own figure as the source has it, which is not ranked.", _FLAG),
    "period start end",
    Column("value", "The figure in whole units.", _DECIMAL),
    "mark",
    Column("difference", "This council's figure of the same period less it; blank where it has none.", _DECIMAL, True),
    "source",
    WHERE,
    key=("measure_id", "group", "name", "start", "end"),
)
STANDINGS = Table(
    "standings",
    "One row per measure and group: where this council stands in it.",
    (
        Column("measure_id", "The measure."),
        Column("group", "The group."),
        Column("period", "The period that is compared."),
        Column("councils", "How many councils are compared, this one among them; 0 where none can be.", _INTEGER),
        Column("rank", "The place from the best, 1; blank where there is none.", _INTEGER, True),
        Column("is_joint", "Whether another council has the same figure.", _FLAG),
        Column("quarter", "The quarter of the places, 1 for the best; blank where it cannot be said.", _INTEGER, True),
        Column("median", "The median of the other councils.", _DECIMAL, True),
        Column("difference", "This council's figure less that median.", _DECIMAL, True),
        Column("reason", "Why there is no place.", is_optional=True),
    ),
    key=("measure_id", "group"),
)
_DECIMALS = 4


def comparator_rows(measures: Iterable[Measure]) -> list[dict[str, object]]:
    """The rows of ``COMPARATORS`` for a report's measures."""
    return [
        {
            **flat(one),
            "measure_id": name,
            "period": one.span.label,
            "value": one.reading.printed,
        }
        for name, comparison in _with_comparison(measures)
        for one in comparison.comparators
    ]


def standing_rows(measures: Iterable[Measure]) -> list[dict[str, object]]:
    """The rows of ``STANDINGS`` for a report's measures."""
    return [
        {
            "measure_id": name,
            "group": one.group,
            "period": one.span.label,
            "councils": one.count,
            "rank": one.rank,
            "is_joint": one.is_joint,
            "quarter": one.quarter,
            "median": _rounded(one.median),
            "difference": _rounded(one.difference),
            "reason": one.reason,
        }
        for name, comparison in _with_comparison(measures)
        for one in comparison.standings
    ]


def _with_comparison(measures: Iterable[Measure]) -> list[tuple[str, Comparison]]:
    return [(one.measure_id, one.comparison) for one in measures if one.comparison]


def _rounded(value: Fraction | None) -> Decimal | None:
    """The value without needless zeros, to four decimals."""
    return None if value is None else Decimal(f"{round_half_up(value, _DECIMALS).normalize():f}")
