"""Periods in a file's rows: a row a period put side by side, and a row of many periods taken apart."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from pprr.domain import Period
from pprr.ingest.mapping.measure_layouts import PerformanceLayout
from pprr.ingest.mapping.period_labels import period_of
from pprr.ingest.mapping.shape import Record


def wanted_periods(records: Iterable[Record], wanted: Sequence[str], edition: Period) -> tuple[str, ...]:
    """The periods that are wanted, and of a year the last quarter too where there are rows of it."""
    texts = {record.cells["period"] for record in records}
    named = {period for text in texts if (period := period_of(text, edition, of=Period.of_data))}
    quarters = {str(period) for period in named if period.report != period and str(period.report) in wanted}
    return (*wanted, *sorted(quarters - set(wanted)))


def side_by_side(
    records: Sequence[Record], layout: PerformanceLayout, edition: Period, prefix: str
) -> tuple[tuple[Record, ...], tuple[tuple[Record, str], ...]]:
    """One record for each measure from a row for each of its periods, and the rows that keep it from being so.

    Rows of periods that the layout does not list are left out; a wanted period without a row is blank.
    """
    wanted = layout.actuals_said if isinstance(layout.actuals_said, tuple) else ()
    found: dict[tuple[str, str], Record] = {}
    problems: list[tuple[Record, str]] = []
    for record in records:
        period = period_of(record.cells["period"], edition, of=Period.of_data)
        if period is None:
            problems.append((record, f'"{record.cells["period"]}" is no period of a report.'))
            continue
        if str(period) not in wanted:
            continue
        key = (record.cells["portfolio"].lower(), record.cells["measure_id"].lower())
        field = f"{prefix}{period}"
        first = found.get(key) or _emptied(record, [f"{prefix}{name}" for name in wanted])
        if field in first.places:
            problems.append((record, f"{record.cells['measure_id']} has two rows for {period.label}."))
            continue
        newest = record if str(period) == str(edition) else first
        found[key] = replace(
            newest,
            cells={**_own(newest), **_of_periods(first.cells, prefix), field: record.cells["value"]},
            received={**newest.received, **_of_periods(first.received, prefix), **_value(record, field)},
            places={**first.places, field: record.at("value")},
            labels={**first.labels, **newest.labels},
            note="\n".join(dict.fromkeys(note for note in (first.note, record.note) if note)),
        )
    return tuple(found.values()), tuple(problems)


def _emptied(record: Record, fields: Sequence[str]) -> Record:
    return replace(
        record,
        cells={**record.cells, **dict.fromkeys(fields, "")},
        labels={**record.labels, **dict.fromkeys(fields, record.labels["value"])},
    )


def _own(record: Record) -> dict[str, str]:
    return {name: text for name, text in record.cells.items() if name not in {"period", "value"}}


def _of_periods(texts: Mapping[str, str], prefix: str) -> dict[str, str]:
    return {name: text for name, text in texts.items() if name.startswith(prefix)}


def _value(record: Record, field: str) -> dict[str, str]:
    return {field: record.received["value"]} if "value" in record.received else {}


def each_period(records: Iterable[Record], labels: Mapping[str, str]) -> tuple[Record, ...]:
    """A record for each period of a row that has a column for each: ``labels`` gives for each field its period.

    A blank cell is no figure of its period, and makes no record.
    """
    return tuple(
        replace(
            record,
            cells={**record.cells, "period": period, "value": record.cells[field]},
            received={**record.received, "value": record.as_received(field)},
            labels={**record.labels, "period": record.labels[field], "value": record.labels[field]},
        )
        for record in records
        for field, period in labels.items()
        if record.cells[field]
    )
