"""The target of a measure at a point of a year, by the agreement of that year: this one or an earlier one."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from pprr.domain import Kind, Period, Point, Reading, Target, TargetChange, TargetKind, Unit
from pprr.domain.cell import stated_cells
from pprr.ingest.cleaned import Cleaned
from pprr.ingest.tables import TARGETS
from pprr.ingest.tables.records import AgreedTarget


class InForce:
    """The targets of the years whose agreements are known."""

    def __init__(self, agreements: Mapping[int, Cleaned]) -> None:
        """``agreements`` holds for each year, by the year it begins in, the tables of a report of it."""
        self._targets = {start: cleaned.tables.records(TARGETS) for start, cleaned in agreements.items()}

    def own(self, name: str, of: Period, kind: Kind) -> Target:
        """The target that a figure of that period of the report's own year is held against.

        A running total is held against its profile, a quarter against what is asked of it, if anything; any other
        against the year.
        """
        if kind in (Kind.CUMULATIVE, Kind.QUARTER) and not of.is_annual:
            found = _profiled(self._agreed(name, of), of.point)
            if kind is Kind.CUMULATIVE or found.kind is not TargetKind.NO_PROFILE:
                return found
        return self.year(name, of)

    def year(self, name: str, of: Period) -> Target:
        """The target of the whole year that the period is in."""
        return for_the_year(self._agreed(name, of))

    def change(self, name: str, of: Period) -> TargetChange | None:
        """The last change of the year's target up to the period, if the agreement has one."""
        rows = self._up_to(name, of)
        return (
            None
            if len(rows) < 2 or rows[-1].since is None
            else TargetChange(rows[-1].since, for_the_year(rows[-2]), rows[-1].reason)
        )

    def reason(self, name: str, of: Period) -> str:
        """Why the target in force is what it is; blank where the agreement does not say."""
        return self._agreed(name, of).reason

    def then(self, names: Sequence[str], of: Period, kind: Kind, unit: Unit) -> Target | None:
        """The target of a figure of any period, under the first of the measure's identifiers that its year has.

        None where the agreement of that year is not here or has none of them, or counts something else.
        """
        if of.start not in self._targets:
            return None
        name = next((name for name in names if self._targets[of.start].of(measure_id=name)), "")
        found = self.own(name, of, kind) if name else None
        is_like = found is not None and (found.reading is None or found.reading.unit is unit)
        return found if is_like else None

    def _agreed(self, name: str, of: Period) -> AgreedTarget:
        return self._up_to(name, of)[-1]

    def _up_to(self, name: str, of: Period) -> list[AgreedTarget]:
        """The rows of the measure that hold up to the period, the one in force last; where none does, the first."""
        rows = sorted(self._targets[of.start].of(measure_id=name), key=_beginning)
        return [row for row in rows if _beginning(row) <= of.end] or rows[:1]


def _beginning(agreed: AgreedTarget) -> date:
    """The day from which its order among the measure's targets is known."""
    return agreed.since.end if agreed.since else date.min


def for_the_year(agreed: AgreedTarget) -> Target:
    """The target of the whole year that the agreement states, with its floor or the upper end of its band."""
    if agreed.kind is not TargetKind.VALUE:
        return Target(agreed.kind, text=agreed.text, cell=agreed.cell)
    aim = Reading(agreed.unit, agreed.value, agreed.decimals, agreed.scale, text=agreed.text, cell=agreed.cell)
    floor, upper = _bound(aim, "floor", agreed.floor, agreed), _bound(aim, "upper", agreed.upper, agreed)
    return Target(agreed.kind, aim, floor, upper, agreed.text, agreed.cell)


def _profiled(agreed: AgreedTarget, point: Point) -> Target:
    """The target that is to be reached by a point within the year.

    A year's target that is no figure, or that has no profile, is itself or says that there is none.
    """
    year = for_the_year(agreed)
    if year.reading is None:
        return year
    now = _bound(year.reading, point, {Point.Q1: agreed.q1, Point.Q2: agreed.q2, Point.Q3: agreed.q3}[point], agreed)
    return year.profiled(now) if now else Target(TargetKind.NO_PROFILE, text=agreed.text, cell=agreed.cell)


def _bound(aim: Reading, name: str, value: Decimal | None, agreed: AgreedTarget) -> Reading | None:
    """A further figure of the target, in the target's scale and at its own precision."""
    if value is None:
        return None
    decimals = max(0, -int(value.as_tuple().exponent))
    cell, text = stated_cells(agreed.received, agreed.cell)[name]
    return replace(aim, value=value, decimals=decimals, text=text, cell=cell)
