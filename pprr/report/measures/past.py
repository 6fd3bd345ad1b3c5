"""What the reports of other periods hold of this one's measures: by their own extracts and their own rules."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from pprr.domain import Kind, Period, Reading, Status, earlier_reports
from pprr.domain.errors import FaultsError, ProjectError
from pprr.domain.money import MoneyTables
from pprr.ingest.clean import Cleaned
from pprr.ingest.load import load
from pprr.project import Project
from pprr.report.measures.readings import readings_of


@dataclass(frozen=True)
class Past:
    """Other periods' figures by measure and period, the last report's statuses and money, and what could not be read.

    ``printed`` holds what each report printed for its own period; ``readings`` has beside it what their other columns
    say of periods whose own report is not here; ``kinds`` is what each measure was then. ``agreements`` has for each
    year, by the year it begins in, the tables of a report of it. ``stopped`` names a period's portfolios that could not
    be read.
    """

    last: Period | None = None
    printed: Mapping[tuple[str, str], Reading] = field(default_factory=dict)
    readings: Mapping[tuple[str, str], Reading] = field(default_factory=dict)
    kinds: Mapping[tuple[str, str], Kind] = field(default_factory=dict)
    statuses: Mapping[str, Status] = field(default_factory=dict)
    money: MoneyTables = field(default_factory=MoneyTables)
    agreements: Mapping[int, Mapping[str, pd.DataFrame]] = field(default_factory=dict)
    unreadable: tuple[Period, ...] = ()
    stopped: Mapping[Period, frozenset[str]] = field(default_factory=dict)

    def reading(self, names: Iterable[str], period: Period, kind: Kind) -> Reading | None:
        """The figure of a measure, under the first of its identifiers that has one.

        A measure that was of another kind then, such as a running total, has none that is like today's.
        """
        alike = [name for name in names if self.kinds.get((name, str(period)), kind) is kind]
        return _first(self.readings, alike, period)

    def own(self, names: Iterable[str], period: Period | None) -> Reading | None:
        """What that period's own report printed for the measure."""
        return _first(self.printed, names, period)

    def status(self, names: Iterable[str]) -> Status | None:
        """The status of the measure in the last report, by the rules of its year."""
        return next((self.statuses[name] for name in names if name in self.statuses), None)


def read_past(project: Project, period: Period, statuses_of: Callable[[Cleaned, Past], dict[str, Status]]) -> Past:
    """The past of a period, as far as its folders are in the project.

    ``statuses_of`` rates one period's measures, those of all portfolios, by what is known of the past. What is read
    here is what a page rests on beside its own period: the tables of each earlier report, and of the last one its rules
    too (see ``batch.inputs``).
    """
    wanted = earlier_reports(project.periods(), period)
    if not wanted:
        return Past()
    last = wanted[0]
    cleaned: dict[Period, Cleaned] = {}
    unreadable = []
    for other in wanted:
        try:
            cleaned[other] = load(project, other)
        except (FaultsError, ProjectError):
            unreadable.append(other)
    read = {other: readings_of(found.tables) for other, found in cleaned.items()}
    printed = {key: value for other, found in read.items() for key, value in found.items() if key[1] == str(other)}
    readings = dict(printed)
    kinds: dict[tuple[str, str], Kind] = {}
    for other, found in read.items():
        readings = found | readings
        register = cleaned[other].tables["measures"]
        then = {name: Kind(kind) for name, kind in zip(register["measure_id"], register["kind"], strict=True)}
        kinds = {key: then[key[0]] for key in found} | kinds
    known = Past(
        printed=printed,
        readings=readings,
        kinds=kinds,
        agreements={other.start: found.tables for other, found in cleaned.items()},
        unreadable=tuple(unreadable),
        stopped={other: frozenset(fault.portfolio for fault in found.faults) for other, found in cleaned.items()},
    )
    if last not in cleaned:
        return known
    return replace(known, last=last, statuses=statuses_of(cleaned[last], known), money=cleaned[last].money)


def _first(readings: Mapping[tuple[str, str], Reading], names: Iterable[str], period: Period | None) -> Reading | None:
    return next((readings[name, str(period)] for name in names if (name, str(period)) in readings), None)
