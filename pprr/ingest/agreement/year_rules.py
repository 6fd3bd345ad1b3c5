"""The year's rules as they hold in a period, and the queries about those that change within the year."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pprr.domain import Cell, Period, Query, Rules, Severity, query
from pprr.domain.errors import Fault
from pprr.domain.rules import YearRules
from pprr.ingest.mapping.faults import FaultList
from pprr.ingest.mapping.sources import read_toml
from pprr.project import Project

if TYPE_CHECKING:
    from pprr.ingest.agreement.register import Agreement  # which brings the readers of files


def read_rules(folder: Path, project: Project, period: Period, faults: FaultList) -> Rules | None:
    """The rules of the year's rules.toml that hold in the period, or None and a fault."""
    rules = _year_rules(folder, project)
    if not isinstance(rules, YearRules):
        faults.append(rules)
        return None
    place, year = Cell(project.relative(folder / "rules.toml")), period.year.replace("-", "/")
    for change in rules.changes:
        if change.since.start != period.start:
            faults.add("rules-of-another-year", place, since=change.since.label, year=year)
    return rules.at(period)


def _year_rules(folder: Path, project: Project) -> YearRules | Fault:
    path = folder / "rules.toml"
    return read_toml(path, YearRules, name=project.relative(path))


def about_changed_rules(folder: Path, project: Project, period: Period, agreement: "Agreement") -> Iterator[Query]:
    """The rules that are others from this period on, asked of each portfolio; a reason makes it a note."""
    rules = _year_rules(folder, project)
    place = project.relative(folder / "rules.toml")
    for change in rules.changes if isinstance(rules, YearRules) else ():
        for portfolio in agreement.portfolios if change.since == period else ():
            yield query(
                "rules-changed",
                str(portfolio["portfolio"]),
                "overview",
                place,
                severity=Severity.NOTE if change.reason else Severity.WARNING,
                found="reason" if change.reason else "none",
                since=change.since.label,
                sections=", ".join(change.sections),
                reason=change.reason.rstrip("."),
            )
