"""The figures of cleaned tables as the objects that rules and pages take."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pandas as pd

from pprr.domain import Cell, Judgement, Mark, Missing, Period, Point, Reading, Status, Target, TargetKind, Unit
from pprr.domain.table import records

_PROFILES = {Point.Q1: "q1", Point.Q2: "q2", Point.Q3: "q3"}


def readings_of(tables: Mapping[str, pd.DataFrame]) -> dict[tuple[str, str], Reading]:
    """Every reading of a period's tables, by measure and the period of its column."""
    return {(row["measure_id"], row["period"]): _reading(row) for row in records(tables["readings"])}


def shown_readings(row: Any, periods: Sequence[Period]) -> Iterator[tuple[Period, Reading]]:
    """Every figure of a measure that pages show, by its period: those of ``periods``, and the one that it is rated on.

    ``row`` is a row of a report's measures.
    """
    yield from ((period, reading) for period, reading in zip(periods, row.history, strict=True) if reading)
    if row.rated_of not in periods:
        yield row.rated_of, row.rated


def forecasts_of(tables: Mapping[str, pd.DataFrame]) -> dict[str, Reading]:
    """Every measure's forecast of the year's end."""
    return {
        row["measure_id"]: Reading(
            Unit(row["unit"]),
            row["value"],
            row["decimals"],
            row["scale"],
            mark=Mark.FORECAST,
            text=row["text"],
            cell=_cell(row),
        )
        for row in records(tables["forecasts"])
    }


def judgements_of(tables: Mapping[str, pd.DataFrame]) -> dict[str, Judgement]:
    """Every status that somebody has judged."""
    return {row["measure_id"]: Judgement(Status(row["status"]), row["author"]) for row in records(tables["judgements"])}


def targets_of(tables: Mapping[str, pd.DataFrame]) -> dict[str, Target]:
    """Every measure's target for the year."""
    return {row["measure_id"]: _target(row, row["value"], row["decimals"]) for row in records(tables["targets"])}


def profiles_of(tables: Mapping[str, pd.DataFrame], period: Period) -> dict[str, Target]:
    """Every measure's profiled target: what is to be reached by that point within the year.

    A year's target that is no figure, or that has no profile, is itself or says that there is none.
    """
    found = {}
    for row in records(tables["targets"]):
        column = _PROFILES[period.point]
        value: Decimal | None = row[column]
        if TargetKind(row["kind"]) is not TargetKind.VALUE:
            found[row["measure_id"]] = _target(row, None, 0)
        elif value is None:
            found[row["measure_id"]] = Target(TargetKind.NO_PROFILE)
        else:
            decimals = max(0, -int(value.as_tuple().exponent))
            year = _target(row, row["value"], row["decimals"])
            now = _target({**row, "column": column, "text": f"{value:f}"}, value, decimals).reading
            found[row["measure_id"]] = year.profiled(now) if now else year
    return found


def _reading(row: Mapping[str, Any]) -> Reading:
    return Reading(
        unit=Unit(row["unit"]),
        value=row["value"],
        decimals=row["decimals"],
        scale=row["scale"],
        numerator=row["numerator"],
        denominator=row["denominator"],
        figure_period=row["figure_period"],
        missing=Missing(row["missing"]) if row["missing"] else None,
        mark=Mark(row["mark"]) if row["mark"] else None,
        comparator=row["comparator"],
        given=Status(row["given"]) if row["given"] else None,
        text=row["text"],
        cell=_cell(row),
    )


def _target(row: Mapping[str, Any], value: Decimal | None, decimals: int) -> Target:
    kind = TargetKind(row["kind"])
    if kind is not TargetKind.VALUE:
        return Target(kind)
    aim = Reading(Unit(row["unit"]), value, decimals, row["scale"], text=row["text"], cell=_cell(row))
    return Target(kind, aim, *(_bound(row, name, aim) for name in ("floor", "upper")))


def _bound(row: Mapping[str, Any], name: str, aim: Reading) -> Reading | None:
    """A further bound of the target, in the target's scale and at its own precision."""
    value: Decimal | None = row[name]
    if value is None:
        return None
    decimals = max(0, -int(value.as_tuple().exponent))
    return replace(aim, value=value, decimals=decimals, text=f"{value:f}", cell=replace(aim.cell, column=name))


def _cell(row: Mapping[str, Any]) -> Cell:
    return Cell(row["file"], row["sheet"], row["row"], row["column"])
