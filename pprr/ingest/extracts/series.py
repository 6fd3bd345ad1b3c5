"""The series of measures, for statistical process control: each point's figure and the period that it is of."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pprr.domain import Cell, DataPeriod, Mark, Query, Reading, Unit, follows, months_in, parse_periods, query
from pprr.domain.errors import CellError
from pprr.ingest import cells
from pprr.ingest.agreement.register import Agreement, RegisteredMeasure, Rows
from pprr.ingest.mapping.figures import read_figure
from pprr.ingest.mapping.measure_layouts import MeasureLayout
from pprr.ingest.mapping.records import FaultList, Received, Record
from pprr.ingest.tables.codec import flat

FIELDS = ("measure_id", "period", "value")
_YEAR = 12  # months
_LENGTHS = (1, 3, 6, _YEAR)


@dataclass(frozen=True)
class _Point:
    span: DataPeriod
    reading: Reading
    row: dict[str, object]


def read_series(
    received: Received, layout: MeasureLayout, agreement: Agreement, faults: FaultList
) -> tuple[Rows, list[Query]]:
    """One row per point, each measure's in the order of time, and what is odd in them.

    A point twice, or points of unlike length, are faults of the measure's portfolio; a missing one is a note.
    """
    points: dict[str, list[_Point]] = {}
    queries: list[Query] = []
    for record in received.records:
        measure = measure_of(record, agreement, faults)
        if measure is None:
            continue
        span = faults.read(record, "period", _read_months, portfolio=measure.portfolio)
        reading = read_figure_alone(record, layout, measure, faults)
        if span is None or reading is None:
            continue
        measure_id = record.cells["measure_id"]
        if reading.value is None or reading.comparator or reading.mark is Mark.FORECAST:
            queries.append(_left_out(record, measure))
            continue
        row = {
            "measure_id": measure_id,
            "period": span.label,
            **flat(span),
            **flat(reading),
        }
        points.setdefault(measure_id, []).append(_Point(span, reading, row))
    rows: Rows = []
    for measure_id, found in points.items():
        measure = agreement.register[measure_id]
        found.sort(key=lambda point: point.span.start)
        _check_spans(found, measure_id, measure, faults)
        queries += _about_gaps(found, measure_id, measure)
        queries += about_assumed([(point.span, point.reading.cell) for point in found], measure_id, measure)
        queries += perhaps_fractions([point.reading for point in found], layout, measure_id, measure)
        rows += [point.row for point in found]
    return rows, queries


def measure_of(record: Record, agreement: Agreement, faults: FaultList) -> RegisteredMeasure | None:
    """The measure of a row; one that the register does not have is a fault of the period."""
    measure_id = record.cells["measure_id"]
    known = {row["measure_id"] for row in agreement.measures}
    if known and measure_id not in {*known, *agreement.at_other_times}:
        faults.add("unknown-measure", record.at("measure_id"), remedy="series", measure=measure_id)
    return agreement.register.get(measure_id)


def about_assumed(read: Sequence[tuple[DataPeriod, Cell]], measure_id: str, measure: RegisteredMeasure) -> list[Query]:
    """A query where it had to be assumed which year is meant; one for the measure, not for each row."""
    left_open = [(period, cell) for period, cell in read if period.assumed and months_in(period) == _YEAR]
    if not left_open:
        return []
    period, cell = left_open[0]
    return [query("period-assumed", measure.portfolio, measure_id, cell, assumed=period.assumed)]


def _read_months(text: str) -> DataPeriod:
    """The period of a point: whole months, as long as a series may count in."""
    period = cells.read_period(text)
    if months_in(period) not in _LENGTHS:
        raise CellError(text, "a month, a quarter, a half-year or a year")
    return period


def read_figure_alone(
    record: Record, layout: MeasureLayout, measure: RegisteredMeasure, faults: FaultList
) -> Reading | None:
    """The row's figure, read as an actual is; a period within it, beside the row's own, is a fault."""
    here = record.at("value")
    if faults.read(record, "value", _one_figure, portfolio=measure.portfolio) is None:
        return None
    reading = read_figure(record, "value", layout, faults, measure)
    if reading and reading.figure_period:
        faults.add("figure-with-a-period", here, portfolio=measure.portfolio, text=reading.text)
        return None
    return reading


def _one_figure(text: str) -> str:
    """The text, of which nobody would be asked whether a space parts thousands or two figures."""
    if cells.has_spaced_thousands(text):
        raise CellError(text, "a figure with commas between thousands, since a space may part two figures")
    return text


def perhaps_fractions(
    readings: Sequence[Reading], layout: MeasureLayout, measure_id: str, measure: RegisteredMeasure
) -> list[Query]:
    """A query where bare percentages may be shares, as Excel stores them; one for the measure, not for each figure."""
    if layout.percentages == "fractions":
        return []  # which says it
    small = [
        reading
        for reading in readings
        if reading.unit is Unit.PERCENTAGE
        and reading.value
        and "%" not in reading.text
        and abs(reading.value) <= cells.MAYBE_FRACTION
    ]
    if not small:
        return []
    return [
        query("perhaps-a-fraction", measure.portfolio, measure_id, small[0].cell, case="column", text=small[0].text)
    ]


def _left_out(record: Record, measure: RegisteredMeasure) -> Query:
    return query(
        "point-left-out",
        measure.portfolio,
        record.cells["measure_id"],
        record.at("value"),
        value=record.cells["value"],
        period=record.cells["period"],
    )


def _check_spans(found: Sequence[_Point], measure_id: str, measure: RegisteredMeasure, faults: FaultList) -> None:
    latest = found[-1].span
    for point in found:
        if months_in(point.span) != months_in(latest):
            faults.add(
                "points-of-unlike-length",
                point.reading.cell,
                portfolio=measure.portfolio,
                measure=measure_id,
                period=point.span.label,
                latest=latest.label,
            )
    for before, now in pairwise(found):
        if before.span == now.span:
            faults.add(
                "point-twice",
                now.reading.cell,
                portfolio=measure.portfolio,
                measure=measure_id,
                period=now.span.label,
                row=str(before.reading.cell.row),
            )
        elif now.span.start <= before.span.end:
            faults.add(
                "points-overlap",
                now.reading.cell,
                portfolio=measure.portfolio,
                measure=measure_id,
                before=before.span.label,
                now=now.span.label,
            )


def check_rebases(agreement: Agreement, faults: FaultList) -> None:
    """The register's periods at which limits start anew: they must be periods."""
    for row in agreement.measures:
        try:
            parse_periods(str(row["rebase"]))
        except ValueError as error:
            faults.add(
                "rebase-unreadable",
                Cell(str(row["file"]), str(row["sheet"]), int(str(row["row"])), "rebase"),
                portfolio=str(row["portfolio"]),
                problem=str(error),
            )


def _about_gaps(found: Sequence[_Point], measure_id: str, measure: RegisteredMeasure) -> list[Query]:
    spans = [point.span for point in found]
    gaps = [(before, now) for before, now in pairwise(spans) if before.end < now.start and not follows(now, before)]
    if not gaps:
        return []
    told = ", ".join(f"{before.label} and {now.label}" for before, now in gaps)
    return [query("gap-in-a-series", measure.portfolio, measure_id, found[0].reading.cell, gaps=told)]
