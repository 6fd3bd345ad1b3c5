"""The year's targets, each with its further bounds: read by the register, and held against themselves."""

from datetime import date
from decimal import Decimal
from functools import partial
from itertools import groupby, pairwise

from pprr.domain import Cell, Kind, Period, Query, Reading, Target, Unit, query
from pprr.ingest import cells
from pprr.ingest.agreement.contradictions import (
    PROFILES,
    contradictions_of_profile,
    contradictions_of_target,
    lacks_its_sign,
)
from pprr.ingest.agreement.register import Agreement, RegisteredMeasure, Rows, read_period
from pprr.ingest.mapping.records import FaultList, Received, Record

FROM = "from"  # the column of the first period that a row holds for
BOUNDS = ("floor", "upper", *PROFILES)


def read_targets(received: Received, period: Period, agreement: Agreement, faults: FaultList, *, year: str) -> None:
    """Adds the rows up to the period; a target that is missing, unreadable or contradicts itself is a fault.

    A row holds from the period that it names, or from the year's beginning, until a later one of its measure does. What
    is to hold after the report's ``period`` is not its business; ``year`` is the agreement's own.
    """
    faults.unique(received.records, ("measure_id", FROM), "target of")
    rows = [(record, _since(record, year, agreement, faults)) for record in received.records]
    rows = [(record, since) for record, since in rows if since is None or since.end <= period.end]
    latest = {record.cells["measure_id"]: record for record, _ in sorted(rows, key=lambda row: _order(row[1]))}
    known = {row["measure_id"]: row["kind"] for row in agreement.measures}
    for record, since in rows:
        measure_id = record.cells["measure_id"]
        measure = agreement.register.get(measure_id)
        if measure is None:
            # A measure whose own row is faulty has been reported there.
            if known and measure_id not in {*known, *agreement.at_other_times}:
                faults.add("unknown-measure", record.at("measure_id"), remedy="targets", measure=measure_id)
            continue
        here = record.at("target")
        target = faults.read(
            record,
            "target",
            partial(_read_target, measure, cell=here),
            portfolio=measure.portfolio,
        )
        if target is None:
            continue
        reading = target.reading
        bounds = _read_bounds(record, measure, reading.scale if reading else 1, faults)
        for wrong in contradictions_of_target(measure.rule, target, measure.good_performance, bounds):
            # A bound that cannot be read is not missing too.
            if bounds.get(wrong.field) is not None or wrong.field not in bounds or not record.cells[wrong.field]:
                faults.add(wrong.key, record.at(wrong.field), portfolio=measure.portfolio, **wrong.fields)
        # Where the kind cannot be read, that has been said.
        for wrong in contradictions_of_profile(measure.kind, bounds) if known.get(measure_id) else ():
            faults.add(wrong.key, record.at(wrong.field), portfolio=measure.portfolio, **wrong.fields)
        for name in ("target", *BOUNDS):
            if lacks_its_sign(record.cells[name], measure.unit):
                faults.add("target-without-sign", record.at(name), portfolio=measure.portfolio, text=record.cells[name])
        for doubts in (_falling, _standing, _leading_nowhere) if latest[measure_id] is record else ():
            agreement.queries += doubts(record, measure_id, measure, reading, bounds)
        agreement.targets.append(
            {
                "measure_id": measure_id,
                "since": since or "",
                "kind": target.kind,
                "unit": measure.unit,
                "value": reading.value if reading else None,
                "decimals": reading.decimals if reading else 0,
                "scale": reading.scale if reading else 1,
                **bounds,
                "reason": record.cells["reason"],
                "text": record.cells["target"],
                **record.origin(),
                "column": here.column,
                "received": record.stated(BOUNDS),
            }
        )
    told = {record.cells["measure_id"] for record, _ in rows}
    for row in agreement.measures if received.is_readable else ():
        if row["measure_id"] not in told:
            faults.add(
                "target-missing",
                Cell(str(row["file"]), str(row["sheet"]), int(str(row["row"]))),
                portfolio=str(row["portfolio"]),
                measure=str(row["measure_id"]),
            )


def latest_targets(rows: Rows) -> Rows:
    """The row of each measure that holds at last."""
    return list({row["measure_id"]: row for row in sorted(rows, key=lambda row: _order(row["since"]))}.values())


def _order(since: object) -> date:
    return since.end if isinstance(since, Period) else date.min


def _since(record: Record, year: str, agreement: Agreement, faults: FaultList) -> Period | None:
    """The first period that the row holds for; None for the year's beginning."""
    measure = agreement.register.get(record.cells["measure_id"])
    if not record.cells[FROM] or measure is None:
        return None
    since = faults.read(record, FROM, read_period, portfolio=measure.portfolio)
    if since and since.year != year:
        fields = {"since": since.label, "year": year.replace("-", "/")}
        faults.add("target-of-another-year", record.at(FROM), portfolio=measure.portfolio, **fields)
    return since


def _read_target(measure: RegisteredMeasure, text: str, *, cell: Cell) -> Target:
    return cells.read_target(
        text, unit=measure.unit, cell=cell, decimals=measure.decimals, good_performance=measure.good_performance
    )


def _falling(
    record: Record,
    measure_id: str,
    measure: RegisteredMeasure,
    reading: Reading | None,
    bounds: dict[str, Decimal | None],
) -> list[Query]:
    """A running total cannot be asked to be less than it was a quarter before."""
    asked = [(name, bounds[name]) for name in PROFILES] + [("target", reading.value if reading else None)]
    steps = [(name, value) for name, value in asked if value is not None]
    return [
        query(
            "profile-falls",
            measure.portfolio,
            measure_id,
            record.at(name),
            before=f"{before:,f}",
            earlier=earlier,
            value=f"{value:,f}",
            name=name,
        )
        for (earlier, before), (name, value) in pairwise(steps)
        if measure.kind is Kind.CUMULATIVE and measure.unit is Unit.NUMBER and value < before
    ]


def _standing(
    record: Record,
    measure_id: str,
    measure: RegisteredMeasure,
    reading: Reading | None,
    bounds: dict[str, Decimal | None],
) -> list[Query]:
    """A running total that is asked for the same quarter after quarter; its year's target may be reached early."""
    steps = [(name, bounds[name]) for name in PROFILES] + [("target", reading.value if reading else None)]
    told = [(name, value) for name, value in steps if value is not None]
    runs = [(value, [name for name, _ in run]) for value, run in groupby(told, key=lambda step: step[1])]
    return [
        query(
            "profile-stands-still",
            measure.portfolio,
            measure_id,
            record.at(names[-1]),
            value=f"{value:,f}",
            earlier=names[0],
            name=names[-1],
        )
        for place, (value, names) in enumerate(runs)
        if measure.kind is Kind.CUMULATIVE and value and len(names) > 1 and not (place and names[-1] == "target")
    ]


def _leading_nowhere(
    record: Record,
    measure_id: str,
    measure: RegisteredMeasure,
    reading: Reading | None,
    bounds: dict[str, Decimal | None],
) -> list[Query]:
    """A profile beside a target that is no figure: nothing is held against it."""
    asked = [f"{name} {record.cells[name]}" for name in PROFILES if bounds[name] is not None]
    if reading is not None or not asked or measure.kind not in (Kind.CUMULATIVE, Kind.QUARTER):
        return []
    return [
        query(
            "profile-without-target",
            measure.portfolio,
            measure_id,
            record.at("target"),
            target=record.cells["target"],
            profile=", ".join(asked),
        )
    ]


def _read_bounds(
    record: Record, measure: RegisteredMeasure, scale: int, faults: FaultList
) -> dict[str, Decimal | None]:
    """The target's further figures, in the target's own scale; None for a blank."""
    found: dict[str, Decimal | None] = {}
    for name in BOUNDS:
        found[name] = None
        if not record.cells[name]:
            continue
        reader = partial(_read_target, measure, cell=record.at(name))
        target = faults.read(record, name, reader, portfolio=measure.portfolio)
        if target and target.reading and target.reading.value is not None:
            value, own = target.reading.value, target.reading.scale
            found[name] = value if own == scale else Decimal(f"{(value * own / scale).normalize():f}")
        elif target:
            faults.add("bound-unusable", record.at(name), portfolio=measure.portfolio, text=record.cells[name])
    return found
