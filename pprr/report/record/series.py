"""The tables of a report's record about the series of measures."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from pprr.domain import Control, Measure, round_half_up
from pprr.domain.table import Column, ColumnType, Table
from pprr.ingest import tables as cleaned
from pprr.ingest.tables.codec import flat
from pprr.report.record.tables import WHERE

_DECIMAL, _INTEGER = ColumnType.DECIMAL, ColumnType.INTEGER
_DECIMALS = 4  # of a mean or a limit
_LIMITS = (
    Column(
        "mean", f"The mean of the points that share limits, to {_DECIMALS} decimals; blank without limits.", _DECIMAL
    ),
    Column("lower_limit", "The mean less 2.66 times the mean change from one point to the next.", _DECIMAL, True),
    Column("upper_limit", "The mean and 2.66 times the mean change from one point to the next.", _DECIMAL, True),
)
SERIES = cleaned.SERIES.for_readers(
    "One row per measure and point of its series, with the limits that it is held against.",
    "measure_id period start end",
    Column("value", "The figure in whole units.", _DECIMAL),
    "mark",
    Column("segment", "The number of the points that share limits, counted from 1.", _INTEGER),
    *_LIMITS,
    Column("signals", "Why it is more than the usual ups and downs; blank where it is not.", is_optional=True),
    WHERE,
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


def series_rows(measures: Iterable[Measure]) -> list[dict[str, object]]:
    """The rows of ``SERIES`` for a report's measures."""
    return [
        {
            "measure_id": name,
            "period": point.span.label,
            **flat(point.span),
            "value": _decimal(point.value),
            "mark": point.mark,
            "segment": control.segments.index(control.segment_of(at)) + 1,
            **_limits(control, at),
            "signals": "; ".join(f"{'higher' if one.is_up else 'lower'}: {one.signal}" for one in found),
            **flat(point.cell),
        }
        for name, control in _with_series(measures)
        for at, (point, found) in enumerate(zip(control.points, control.findings, strict=True))
    ]


def control_rows(measures: Iterable[Measure]) -> list[dict[str, object]]:
    """The rows of ``CONTROL`` for a report's measures."""
    return [
        {
            "measure_id": name,
            "points": control.current.stop - control.current.first,
            "latest": control.points[-1].span.label,
            "variation": control.variation,
            "reason": control.reason,
            **_limits(control, len(control.points) - 1),
            "assurance": control.assurance,
            "assurance_reason": control.assurance_reason,
        }
        for name, control in _with_series(measures)
    ]


def _with_series(measures: Iterable[Measure]) -> list[tuple[str, Control]]:
    return [(one.measure_id, one.control) for one in measures if one.control]


def _limits(control: Control, at: int) -> dict[str, Decimal | None]:
    limits = control.segment_of(at).limits
    lower, upper = limits.before_caps if limits else (None, None)
    return {
        "mean": round_half_up(limits.mean, _DECIMALS) if limits else None,
        "lower_limit": None if lower is None else round_half_up(lower, _DECIMALS),
        "upper_limit": None if upper is None else round_half_up(upper, _DECIMALS),
    }


def _decimal(value: Fraction) -> Decimal:
    """The value as it was read: every figure of an extract is a whole decimal."""
    return Decimal(value.numerator) / Decimal(value.denominator)
