"""What a measure is held against at a point of a year, by the agreement of that year: this one or an earlier one."""

from collections.abc import Mapping, Sequence

import pandas as pd

from pprr.domain import Kind, Period, Target, TargetKind, Unit
from pprr.report.measures.past import Past
from pprr.report.measures.readings import profiles_of, targets_of


class InForce:
    """The targets of a report's year, and of the earlier years whose reports it looks back at; each is read once."""

    def __init__(self, tables: Mapping[str, pd.DataFrame], period: Period, past: Past) -> None:
        """``tables`` are the cleaned ones of the report's period."""
        self._agreements = {**past.agreements, period.start: tables}
        self._read: dict[Period, dict[str, Target]] = {}

    def own(self, name: str, of: Period, kind: Kind) -> Target:
        """What a figure of that period of the report's own year is held against.

        A running total is held against its profile, a quarter against what is asked of it, if anything; any other
        against the year.
        """
        if kind in (Kind.CUMULATIVE, Kind.QUARTER):
            found = self._at(of)[name]
            if kind is Kind.CUMULATIVE or found.kind is not TargetKind.NO_PROFILE:
                return found
        return self.year(name, of)

    def year(self, name: str, of: Period) -> Target:
        """The target of the whole year that the period is in."""
        return self._at(Period(of.start))[name]

    def then(self, names: Sequence[str], of: Period, kind: Kind, unit: Unit) -> Target | None:
        """What a figure of any period is held against, under the first of the measure's identifiers that its year has.

        None where the agreement of that year is not here or has none of them, or counts something else.
        """
        if of.start not in self._agreements:
            return None
        name = next((name for name in names if name in self._at(Period(of.start))), "")
        found = self.own(name, of, kind) if name else None
        is_like = found is not None and (found.reading is None or found.reading.unit is unit)
        return found if is_like else None

    def _at(self, of: Period) -> dict[str, Target]:
        if of not in self._read:
            tables = self._agreements[of.start]
            self._read[of] = targets_of(tables) if of.is_annual else profiles_of(tables, of)
        return self._read[of]
