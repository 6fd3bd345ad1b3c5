"""The content of the reports of other periods, as printed, as far as their extracts are in the project."""

import operator
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from pprr.domain import DatedReading, Kind, Measure, Period, Reading, Status, Trend, earlier_reports
from pprr.domain.errors import FaultsError, ProjectError
from pprr.domain.figures.value import Value
from pprr.domain.money import MoneyTables
from pprr.ingest.cleaned import Cleaned
from pprr.ingest.load import load
from pprr.ingest.tables import MEASURES, READINGS
from pprr.ingest.tables.stored import CleanedTables
from pprr.ingest.withheld import withheld
from pprr.project import Project

if TYPE_CHECKING:
    from pprr.report.report import Report


class Verdict(NamedTuple):
    """The verdicts that a report gave on a measure."""

    status: Status | None
    trend: Trend | None


VerdictOf = Callable[[str], Verdict | None]


def _not_known(_: str) -> None:
    """The verdict on a measure of which no report is here."""


class Figured(NamedTuple):
    """The measures of a portfolio and all its values, which follow from tables and the council's name alone."""

    council: str
    measures: tuple[Measure, ...]
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Past:
    """The other reports that one looks back at, the last one first; each measure's figures are read when asked for.

    ``last`` is the period of the last report, where that could be read, and ``verdict_of`` gives the verdict on a
    measure of it under the rules of its year. ``unreadable`` are the periods that could not be read. ``parts`` are the
    reports of portfolios that documents have been put together of, by slug, for the next document of the period.
    ``figured`` are the measures and values of portfolios, by slug, that were made for processes forked from this one.
    """

    cleaned: Mapping[Period, Cleaned] = field(default_factory=dict)
    last: Period | None = None
    verdict_of: VerdictOf = _not_known
    unreadable: tuple[Period, ...] = ()
    parts: "dict[str, Report]" = field(default_factory=dict, compare=False, repr=False)
    figured: dict[str, "Figured"] = field(default_factory=dict, compare=False, repr=False)

    def reading(self, names: Iterable[str], period: Period, kind: Kind) -> Reading | None:
        """The figure of a measure, under the first of its identifiers that has one.

        That is what its own report printed, else what the columns of later ones say of it. A measure that was of
        another kind then, such as a running total, has none that is like today's.
        """
        for name in names:
            latest = next((one for one in self.cleaned.values() if _has(one, name, period)), None)
            if latest and _kind(latest, name) is kind:
                return self.own([name], period) or next(_given(latest, name, period))
        return None

    def own(self, names: Iterable[str], period: Period | None) -> Reading | None:
        """The figure that the period's own report printed for the measure."""
        if period is None or period not in self.cleaned:
            return None
        return next((found for name in names for found in _given(self.cleaned[period], name, period)), None)

    def given(self, names: Iterable[str], period: Period) -> DatedReading | None:
        """The figure of the period in the newest other extract that has one, with that report's own period."""
        for of, one in self.cleaned.items():
            for name in names:
                for found in _given(one, name, period):
                    return DatedReading(of, found)
        return None

    def printed(self, name: str) -> dict[Period, Reading]:
        """The figure that each report printed of a measure for its own period."""
        return {of: found for of, one in self.cleaned.items() for found in _given(one, name, of)}

    def status(self, names: Iterable[str]) -> Status | None:
        """The status of the measure in the last report, under the first of its identifiers that has one."""
        return next((one.status for one in self._of_last(names) if one.status), None)

    def trend(self, names: Iterable[str]) -> Trend | None:
        """The trend of the measure in the last report, likewise."""
        return next((one.trend for one in self._of_last(names) if one.trend), None)

    def _of_last(self, names: Iterable[str]) -> Iterator[Verdict]:
        return filter(None, map(self.verdict_of, names))

    def periods(self) -> set[Period]:
        """The periods that the other reports have figures of."""
        return set().union(*map(periods_in, self.cleaned.values()))

    def measures_before(self, year: int) -> set[str]:
        """The measures that have a figure of a year before that one."""
        return {
            name
            for one in self.cleaned.values()
            for name, period in set(one.tables.records(READINGS).texts("measure_id", "period"))
            if Period.of_data(period).start < year
        }

    @property
    def agreements(self) -> dict[int, Cleaned]:
        """For each year, by the year it begins in, the tables of its last report: targets may change within it."""
        return {of.start: found for of, found in reversed([*self.cleaned.items()])}

    def stopped(self, portfolio: str) -> list[Period]:
        """The periods whose extracts must be mended before that portfolio can be read."""
        return [of for of, found in self.cleaned.items() if portfolio in {fault.portfolio for fault in found.faults}]

    @property
    def money(self) -> MoneyTables:
        """The rows of money of the last report."""
        return self.cleaned[self.last].money if self.last else MoneyTables()


def periods_in(cleaned: Cleaned) -> set[Period]:
    """The periods that a report has figures of."""
    return {Period.of_data(name) for (name,) in set(cleaned.tables.records(READINGS).texts("period"))}


def _given(cleaned: Cleaned, name: str, period: Period) -> Iterator[Reading]:
    """The figure of the measure in the report's column of the period, if it has one."""
    return (found.reading for found in cleaned.tables.records(READINGS).of(measure_id=name, period=str(period)))


def _has(cleaned: Cleaned, name: str, period: Period) -> bool:
    return cleaned.tables.records(READINGS).has(measure_id=name, period=str(period))


def _kind(cleaned: Cleaned, name: str) -> Kind:
    """The kind of the measure in that report."""
    [entry] = cleaned.tables.records(MEASURES).of(measure_id=name)
    return entry.kind


def read_past(project: Project, of: Cleaned, verdicts_of: Callable[[Cleaned, Past], VerdictOf]) -> Past:
    """The past of a period, as far as its folders are in the project, without what its own rules keep from reports.

    ``verdicts_of`` gives the verdicts on one period's measures, by what is known of the past. What is read here is what
    a page rests on beside its own period: the tables of each earlier report, and of the last one its rules too (see
    ``run.plan.inputs``).
    """
    wanted = earlier_reports(project.periods(), of.period)
    cleaned: dict[Period, Cleaned] = {}
    unreadable: list[Period] = []
    before: list[CleanedTables] = []
    for other in reversed(wanted):
        try:
            found = load(project, other)
        except (FaultsError, ProjectError):
            unreadable.append(other)
            continue
        cleaned[other] = withheld(project, found, of.rules.publication, earlier=before, is_own=False)
        before.append(found.tables)
    cleaned, unreadable = dict(reversed(cleaned.items())), unreadable[::-1]
    past = Past(cleaned, unreadable=tuple(unreadable))
    if not wanted or wanted[0] not in cleaned:
        return past
    return replace(past, last=wanted[0], verdict_of=verdicts_of(cleaned[wanted[0]], past))


_KEPT: list[tuple[Sequence[Cleaned], Past]] = []  # of this process, and so of those that are forked from it


def keep_past(tables: Sequence[Cleaned], past: Past) -> None:
    """Keeps what is known of the past of the first of the tables, for processes forked from this one.

    The others are those of the earlier periods; where any is read anew, what is kept is of no use.
    """
    _KEPT[:] = [(tables, past)]


def is_kept(tables: Sequence[Cleaned]) -> bool:
    """Tells whether the past of just these tables is kept."""
    return any(len(of) == len(tables) and all(map(operator.is_, of, tables)) for of, _ in _KEPT)


def kept_past(cleaned: Cleaned) -> Past | None:
    """The past that is kept of the very tables, which are kept with those of the earlier periods."""
    return next((past for of, past in _KEPT if of[0] is cleaned), None)
