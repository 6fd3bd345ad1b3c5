"""The series of measures: from cleaned tables to the points that the rules take, and to the tables of the record."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pandas as pd

from pprr.domain import Cell, Control, DataPeriod, Mark, SeriesPoint, round_half_up
from pprr.domain.table import Column, ColumnType, Table, records, rows

_DECIMAL, _INTEGER = ColumnType.DECIMAL, ColumnType.INTEGER
_DECIMALS = 4  # of a mean or a limit
_LIMITS = (
    Column(
        "mean", f"The mean of the points that share limits, to {_DECIMALS} decimals; blank without limits.", _DECIMAL
    ),
    Column("lower_limit", "The mean less 2.66 times the mean change from one point to the next.", _DECIMAL, True),
    Column("upper_limit", "The mean and 2.66 times the mean change from one point to the next.", _DECIMAL, True),
)
SERIES = Table(
    "series",
    "One row per measure and point of its series, with the limits that it is held against.",
    (
        Column("measure_id", "The measure."),
        Column("period", "The point's own period."),
        Column("start", "The first day that it covers."),
        Column("end", "The last day that it covers."),
        Column("value", "The figure in whole units.", _DECIMAL),
        Column("mark", "What the source says of it, such as provisional.", is_optional=True),
        Column("segment", "The number of the points that share limits, counted from 1.", _INTEGER),
        *_LIMITS,
        Column("signals", "Why it is more than the usual ups and downs; blank where it is not.", is_optional=True),
        Column("file", "The file it was read from."),
        Column("sheet", "The sheet of a workbook.", is_optional=True),
        Column("row", "The row in that file, counted from 1.", _INTEGER),
    ),
    key=("measure_id", "end"),
)
CONTROL = Table(
    "control",
    "One row per measure with a series: the verdicts of statistical process control on its latest point and target.",
    (
        Column("measure_id", "The measure."),
        Column("points", "How many points the latest limits rest on.", _INTEGER),
        Column("latest", "The period of the latest point."),
        Column("variation", "The verdict on the latest point; blank where there is none.", is_optional=True),
        Column("reason", "Why there is none.", is_optional=True),
        *_LIMITS,
        Column("assurance", "Whether the target can be relied upon; blank where that is not said.", is_optional=True),
        Column("assurance_reason", "Why it is not said.", is_optional=True),
    ),
    key=("measure_id",),
)


def series_of(table: pd.DataFrame) -> dict[str, tuple[SeriesPoint, ...]]:
    """Each measure's points, the earliest first."""
    found: dict[str, list[SeriesPoint]] = {}
    for row in records(table):
        point = SeriesPoint(
            DataPeriod(date.fromisoformat(row["start"]), date.fromisoformat(row["end"])),
            Fraction(row["value"]) * row["scale"],
            Cell(row["file"], row["sheet"], row["row"], row["column"]),
            Mark(row["mark"]) if row["mark"] else None,
        )
        found.setdefault(row["measure_id"], []).append(point)
    return {name: tuple(sorted(points, key=lambda point: point.span.start)) for name, points in found.items()}


def series_rows(measures: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of ``SERIES`` for a report's measures."""
    return [
        {
            "measure_id": row.measure_id,
            "period": point.span.label,
            "start": point.span.start.isoformat(),
            "end": point.span.end.isoformat(),
            "value": _decimal(point.value),
            "mark": point.mark,
            "segment": row.control.segments.index(segment) + 1,
            **_limits(row.control, at),
            "signals": "; ".join(f"{'higher' if one.is_up else 'lower'}: {one.signal}" for one in found),
            **vars(point.cell),
        }
        for row in _with_series(measures)
        for at, (point, found) in enumerate(zip(row.control.points, row.control.findings, strict=True))
        for segment in [row.control.segment_of(at)]
    ]


def control_rows(measures: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of ``CONTROL`` for a report's measures."""
    return [
        {
            "measure_id": row.measure_id,
            "points": row.control.current.stop - row.control.current.first,
            "latest": row.control.points[-1].span.label,
            "variation": row.control.variation,
            "reason": row.control.reason,
            **_limits(row.control, len(row.control.points) - 1),
            "assurance": row.control.assurance,
            "assurance_reason": row.control.assurance_reason,
        }
        for row in _with_series(measures)
    ]


def _with_series(measures: pd.DataFrame) -> list[Any]:
    return [row for row in rows(measures) if row.control is not None]


def _limits(control: Control, at: int) -> dict[str, Decimal | None]:
    limits = control.segment_of(at).limits
    return {
        "mean": round_half_up(limits.mean, _DECIMALS) if limits else None,
        "lower_limit": round_half_up(limits.lower, _DECIMALS) if limits else None,
        "upper_limit": round_half_up(limits.upper, _DECIMALS) if limits else None,
    }


def _decimal(value: Fraction) -> Decimal:
    """The value as it was read: every figure of an extract is a whole decimal."""
    return Decimal(value.numerator) / Decimal(value.denominator)
