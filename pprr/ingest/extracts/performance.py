"""The performance extract: each measure's readings, read by the register, and what is odd within a cell."""

import re
from dataclasses import dataclass, field, replace
from functools import partial

from pprr.domain import Kind, Missing, Period, Query, Reading, query
from pprr.ingest import cells
from pprr.ingest.agreement.register import Agreement, RegisteredMeasure, Rows
from pprr.ingest.extracts.last_quarter import about_last_quarter, columns_of
from pprr.ingest.extracts.odd_cells import against_register, note_below, own_units, within_cell
from pprr.ingest.extracts.own_words import is_unrated, mapped, read_own_words, read_status, with_counts, with_mark
from pprr.ingest.mapping.figures import read_figure
from pprr.ingest.mapping.records import FaultList, Received, Record
from pprr.ingest.mapping.sources import PerformanceLayout
from pprr.ingest.tables.codec import flat
from pprr.ingest.tables.records import GivenForecast, GivenReading

FIELDS = ("measure_id", "portfolio")
OPTIONAL = ("code", "good_performance", "forecast", "judged_status", "judged_by")
ACTUAL, _STATUS = "actual ", "status "
_ALONE = re.compile(r"\b(?:Q|Quarter )[2-4] only\b", re.IGNORECASE | re.ASCII)


@dataclass
class Performance:
    """The extract's rows, ready for their tables, and the queries about them."""

    readings: Rows = field(default_factory=list)
    forecasts: Rows = field(default_factory=list)
    judgements: Rows = field(default_factory=list)
    statuses: Rows = field(default_factory=list)
    words: Rows = field(default_factory=list)
    queries: list[Query] = field(default_factory=list)


def period_labels(layout: PerformanceLayout) -> dict[str, str]:
    """The fields that there are for each period, with their labels."""
    return {f"{ACTUAL}{name}": label for name, label in layout.actuals.items()} | {
        f"{_STATUS}{name}": label for name, label in layout.statuses.items()
    }


def read_performance(
    received: Received, layout: PerformanceLayout, period: Period, agreement: Agreement, faults: FaultList
) -> Performance:
    """Reads what the extract says of each measure; what cannot be read is in ``faults``.

    A measure whose figure is not due may be left out of an extract; any other must have its row.
    """
    found = Performance()
    faults.unique(received.records, ("measure_id",), "measure")
    known = {row["measure_id"] for row in agreement.measures}
    for record in received.records:
        slug = agreement.portfolio_of(record, faults)
        measure_id = record.cells["measure_id"]
        measure = agreement.register.get(measure_id)
        if slug and measure_id in agreement.at_other_times:
            found.queries.append(_of_another_time(record, slug, agreement.at_other_times[measure_id]))
        elif slug and known and measure_id not in known:
            faults.add("unknown-measure", record.at("measure_id"), portfolio=slug, remedy="extract", measure=measure_id)
        if not slug or measure is None:
            continue
        if measure.portfolio != slug:
            faults.add(
                "measure-of-another-portfolio",
                record.at("portfolio"),
                portfolio=measure.portfolio,
                measure=measure_id,
                here=slug,
                register=measure.portfolio,
            )
        found.queries += against_register(record, measure_id, measure)
        found.queries += note_below(record, measure_id, measure)
        # The part of the extract that the row stands in may have no column of a period.
        labels = {name: label for name, label in layout.actuals.items() if f"{ACTUAL}{name}" in record.cells}
        columns = columns_of(record, labels, measure.kind, ACTUAL)
        found.queries += about_last_quarter(record, labels, ACTUAL, measure_id, measure, period)
        of_row: list[Reading] = []
        for column, name in columns.items():
            reading = _read_actual(record, name, layout, measure, faults, is_due=measure.is_due(column))
            if reading is None:
                continue
            if column.is_named_by(reading.figure_period):  # it names the column's own period
                remark = f"{reading.remark} {_of_it_alone(reading, measure)}".strip()
                reading = replace(reading, figure_period="", remark=remark)
            if column == period:
                for with_more in (with_counts, with_mark):
                    reading, odd = with_more(reading, record, measure_id, measure, layout)
                    found.queries += odd
            found.queries += within_cell(reading, measure_id, measure.portfolio, layout)
            found.readings.append(flat(GivenReading(measure_id, column, reading)))
            of_row.append(reading)
        if period not in columns:
            none = Reading(measure.unit, missing=Missing.NOT_AVAILABLE, cell=record.place)
            found.readings.append(flat(GivenReading(measure_id, period, none)))
        found.queries += own_units(of_row, measure_id, measure)
        if mapped(layout) or record.note:
            found.words.append(flat(read_own_words(record, measure_id, measure, layout, faults)))
        _read_forecast(record, layout, measure_id, measure, found, faults)
        _read_judgement(record, measure_id, measure, found, faults)
        for name in layout.statuses:
            said = record.cells.get(f"{_STATUS}{name}", "")
            if said and not is_unrated(said, layout.no_status):
                status = faults.read(record, f"{_STATUS}{name}", read_status, portfolio=slug)
                found.statuses.append({"measure_id": measure_id, "period": name, "status": status, **record.origin()})
    if received.is_readable:
        _note_absent_measures(received, period, agreement, found, faults)
    return found


def _of_another_time(record: Record, slug: str, times: str) -> Query:
    """The row of a measure that the register has in other periods: it is left out, and that is said."""
    return query("measure-of-another-time", slug, record.cells["measure_id"], record.at("measure_id"), times=times)


def _of_it_alone(reading: Reading, measure: RegisteredMeasure) -> str:
    """The words by which a cell says that its figure is of the quarter alone, where the measure's are of more."""
    alone = _ALONE.search(reading.text) if measure.kind in {Kind.CUMULATIVE, Kind.ROLLING} else None
    return alone[0] if alone else ""


def _read_actual(
    record: Record,
    field: str,
    layout: PerformanceLayout,
    measure: RegisteredMeasure,
    faults: FaultList,
    *,
    is_due: bool = True,
) -> Reading | None:
    """The field's reading; a blank where no figure is due says just that."""
    if not record.cells[field] and not is_due:
        return Reading(measure.unit, missing=Missing.NOT_DUE, cell=record.at(field))
    return read_figure(record, field, layout, faults, measure)


def _read_forecast(
    record: Record,
    layout: PerformanceLayout,
    measure_id: str,
    measure: RegisteredMeasure,
    found: Performance,
    faults: FaultList,
) -> None:
    """The forecast of the year's end, where the extract gives one."""
    if not record.cells["forecast"]:
        return
    reading = _read_actual(record, "forecast", layout, measure, faults)
    if reading is not None and (reading.comparator or reading.figure_period or reading.given or reading.words):
        faults.add("forecast-unusable", record.at("forecast"), portfolio=measure.portfolio, text=reading.text)
    elif reading is not None and reading.value is not None:
        found.forecasts.append(flat(GivenForecast(measure_id, reading)))


def _read_judgement(
    record: Record, measure_id: str, measure: RegisteredMeasure, found: Performance, faults: FaultList
) -> None:
    """A status that somebody gave, with who it was: neither is of use without the other."""
    if record.cells["judged_status"] or record.cells["judged_by"]:
        read = partial(faults.read, record, portfolio=measure.portfolio)
        found.judgements.append(
            {
                "measure_id": measure_id,
                "status": read("judged_status", cells.read_given_status),
                "author": read("judged_by", cells.read_text),
                **record.origin(),
                "column": record.at("judged_status").column,
            }
        )


def _note_absent_measures(
    received: Received, period: Period, agreement: Agreement, found: Performance, faults: FaultList
) -> None:
    seen = {record.cells["measure_id"] for record in received.records}
    for row in agreement.measures:
        measure_id = str(row["measure_id"])
        measure = agreement.register.get(measure_id)
        if measure_id in seen:
            continue
        if measure and not measure.is_due(period):
            absent = Reading(measure.unit, missing=Missing.NOT_DUE, cell=received.place)
            found.readings.append(flat(GivenReading(measure_id, period, absent)))
        else:
            faults.add(
                "measure-missing", received.place, portfolio=str(row["portfolio"]), measure=str(row["measure_id"])
            )
