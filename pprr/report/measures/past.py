"""What the reports of other periods printed, as far as their extracts are in the project."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from pprr.domain import Kind, Period, Reading, Status, earlier_reports
from pprr.domain.errors import FaultsError, ProjectError
from pprr.domain.money import MoneyTables
from pprr.ingest.clean import Cleaned
from pprr.ingest.load import load
from pprr.ingest.tables import MEASURES, READINGS
from pprr.project import Project

StatusOf = Callable[[str], Status | None]


def _not_known(_: str) -> None:
    """The status of a measure of which no report is here."""


@dataclass(frozen=True)
class Known:
    """What other periods' reports hold of one measure, by the period of each figure.

    ``printed`` is what each report printed for its own period; ``readings`` has beside it what their other columns say
    of periods whose own report is not here; ``kinds`` is what the measure was then.
    """

    printed: dict[Period, Reading] = field(default_factory=dict)
    readings: dict[Period, Reading] = field(default_factory=dict)
    kinds: dict[Period, Kind] = field(default_factory=dict)


@dataclass(frozen=True)
class Past:
    """The other reports that one looks back at, the last one first; each measure's figures are read when asked for.

    ``last`` is the period of the last report, where that could be read, and ``status_of`` gives a measure's status in
    it, by the rules of its year. ``unreadable`` are the periods that could not be read.
    """

    cleaned: Mapping[Period, Cleaned] = field(default_factory=dict)
    last: Period | None = None
    status_of: StatusOf = _not_known
    unreadable: tuple[Period, ...] = ()

    def reading(self, names: Iterable[str], period: Period, kind: Kind) -> Reading | None:
        """The figure of a measure, under the first of its identifiers that has one.

        A measure that was of another kind then, such as a running total, has none that is like today's.
        """
        for known in map(self.known, names):
            if period in known.readings and known.kinds[period] is kind:
                return known.readings[period]
        return None

    def own(self, names: Iterable[str], period: Period | None) -> Reading | None:
        """What that period's own report printed for the measure."""
        printed = (self.known(name).printed for name in names)
        return next((found[period] for found in printed if period in found), None) if period else None

    def status(self, names: Iterable[str]) -> Status | None:
        """The status of the measure in the last report, under the first of its identifiers that has one."""
        return next(filter(None, map(self.status_of, names)), None)

    def known(self, name: str) -> Known:
        """Everything that the other reports hold of a measure."""
        if name not in self._known:
            self._known[name] = self._read(name)
        return self._known[name]

    def periods(self) -> set[Period]:
        """The periods that the other reports have figures of."""
        found = (set(one.tables.records(READINGS).texts("period")) for one in self.cleaned.values())
        return {Period.parse(name) for name in set().union(*found)}

    def measures_before(self, year: int) -> set[str]:
        """The measures that have a figure of a year before that one."""
        return {
            given.measure_id
            for one in self.cleaned.values()
            for given in one.tables.records(READINGS)
            if given.period.start < year
        }

    @property
    def agreements(self) -> dict[int, Cleaned]:
        """For each year, by the year it begins in, the tables of a report of it."""
        return {of.start: found for of, found in self.cleaned.items()}

    def stopped(self, portfolio: str) -> list[Period]:
        """The periods whose extracts must be mended before that portfolio can be read."""
        return [of for of, found in self.cleaned.items() if portfolio in {fault.portfolio for fault in found.faults}]

    @property
    def money(self) -> MoneyTables:
        """The rows of money of the last report."""
        return self.cleaned[self.last].money if self.last else MoneyTables()

    @cached_property
    def _known(self) -> dict[str, Known]:
        return {}

    def _read(self, name: str) -> Known:
        found = Known()
        for of, one in self.cleaned.items():
            entries = one.tables.records(MEASURES).of("measure_id", name)
            for given in one.tables.records(READINGS).of("measure_id", name) if entries else ():
                found.readings.setdefault(given.period, given.reading)
                found.kinds.setdefault(given.period, entries[0].kind)
                if given.period == of:
                    found.printed[of] = given.reading
        found.readings.update(found.printed)
        return found


def read_past(project: Project, period: Period, statuses_of: Callable[[Cleaned, Past], StatusOf]) -> Past:
    """The past of a period, as far as its folders are in the project.

    ``statuses_of`` gives the statuses of one period's measures, by what is known of the past. What is read here is what
    a page rests on beside its own period: the tables of each earlier report, and of the last one its rules too (see
    ``run.plan.inputs``).
    """
    wanted = earlier_reports(project.periods(), period)
    cleaned: dict[Period, Cleaned] = {}
    unreadable = []
    for other in wanted:
        try:
            cleaned[other] = load(project, other)
        except (FaultsError, ProjectError):
            unreadable.append(other)
    past = Past(cleaned, unreadable=tuple(unreadable))
    if not wanted or wanted[0] not in cleaned:
        return past
    return replace(past, last=wanted[0], status_of=statuses_of(cleaned[wanted[0]], past))
