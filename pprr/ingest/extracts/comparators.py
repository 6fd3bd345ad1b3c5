"""The comparators of measures: figures of other councils and averages, each with its group, period and source."""

import re
from datetime import date

from pprr.domain import DataPeriod, Query, Reading, query
from pprr.ingest import cells
from pprr.ingest.agreement.register import Agreement, Rows
from pprr.ingest.extracts.series import about_assumed, measure_of, perhaps_fractions, read_figure_alone
from pprr.ingest.mapping.measure_layouts import MeasureLayout
from pprr.ingest.mapping.records import FaultList, Received
from pprr.ingest.tables.codec import flat

FIELDS = ("measure_id", "group", "name", "period", "value", "source")
OPTIONAL = ("is_average",)
_AVERAGE = re.compile(r"\b(?:average|mean|median)\b", re.IGNORECASE)


def read_comparators(
    received: Received, layout: MeasureLayout, agreement: Agreement, faults: FaultList
) -> tuple[Rows, list[Query]]:
    """One row per comparator, and what is odd in them; a council twice in one group and period is a fault."""
    rows: Rows = []
    used: dict[str, list[tuple[DataPeriod, Reading]]] = {}
    queries: list[Query] = []
    seen: dict[tuple[str, str, str, date], int] = {}
    for record in received.records:
        measure = measure_of(record, agreement, faults)
        if measure is None:
            continue
        slug, measure_id = measure.portfolio, record.cells["measure_id"]
        group, name, source = (
            faults.read(record, field, cells.read_text, portfolio=slug) for field in ("group", "name", "source")
        )
        span = faults.read(record, "period", cells.read_period, portfolio=slug)
        reading = read_figure_alone(record, layout, measure, faults)
        average = faults.read(record, "is_average", _read_flag, portfolio=slug)
        if not (group and name and source and span and reading) or average is None:
            continue
        key = (measure_id, group.lower(), name.lower(), span.end)
        if key in seen:
            faults.add(
                "comparator-twice",
                record.at("name"),
                portfolio=slug,
                measure=measure_id,
                name=name,
                end=str(span.end),
                row=str(seen[key]),
            )
        seen.setdefault(key, record.place.row)
        if reading.value is None or reading.comparator:
            queries.append(
                query(
                    "comparator-left-out",
                    slug,
                    measure_id,
                    reading.cell,
                    name=name,
                    period=span.label,
                    text=reading.text,
                )
            )
            continue
        used.setdefault(measure_id, []).append((span, reading))
        rows.append(
            {
                "measure_id": measure_id,
                "group": group,
                "name": name,
                "is_average": average == "yes" or (not average and bool(_AVERAGE.search(name))),
                "period": span.label,
                **flat(span),
                **flat(reading),
                "source": source,
            }
        )
    for measure_id, found in used.items():
        measure = agreement.register[measure_id]
        queries += about_assumed([(span, reading.cell) for span, reading in found], measure_id, measure)
        queries += perhaps_fractions([reading for _, reading in found], layout, measure_id, measure)
    return rows, queries


def _read_flag(text: str) -> str:
    """``yes`` or ``no``, or blank where nothing is said."""
    return cells.read_choice(text, ("yes", "no")) if text else ""
