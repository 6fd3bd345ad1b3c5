"""Views and what is watched beside them, read together: the one door of this room."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pprr.domain import Period, Query
from pprr.ingest.agreement.register import Agreement, Rows
from pprr.ingest.mapping.records import FaultList
from pprr.ingest.meetings.committees import Committees
from pprr.ingest.meetings.received import (
    INSPECTIONS,
    ISSUES,
    OVERSIGHT,
    RECOMMENDATIONS,
    RETURNS,
    SELECTIONS,
    VIEWS,
    received,
    up_to,
)
from pprr.ingest.oversight.views import names_of_measures, plain, read_views
from pprr.ingest.oversight.watched import read_inspections, read_issues, read_recommendations, read_returns
from pprr.project import Project


@dataclass(frozen=True)
class OversightRows:
    """The rows, ready for their tables, and what was odd in them."""

    views: Rows
    measures: Rows
    issues: Rows
    inspections: Rows
    returns: Rows
    recommendations: Rows
    queries: tuple[Query, ...]


def first_indicators(project: Project, as_at: date, agreement: Agreement) -> Mapping[str, str]:
    """The first measure that each issue names and the period has, blank for none; an action may be about the issue."""
    measures = names_of_measures(agreement)
    found: dict[str, str] = {}
    for one in up_to(project, ISSUES, as_at):
        named = [measures[plain(part)] for part in one.cells["indicators"].split(";") if plain(part) in measures]
        found[plain(one.cells["id"])] = next(iter(named), "")
    return found


def read_oversight(
    project: Project, period: Period, as_at: date, agreement: Agreement, committees: Committees, faults: FaultList
) -> OversightRows:
    """All that the files say up to the day; what cannot be read is in ``faults``."""
    listed = {table: list(up_to(project, table, as_at)) for table in OVERSIGHT}
    for table in OVERSIGHT:
        for fault in received(project, table).faults:
            faults.append(fault)
    views = read_views(listed[VIEWS], listed[SELECTIONS], period, agreement, committees, faults)
    return OversightRows(
        views.views,
        views.measures,
        read_issues(listed[ISSUES], views, agreement, faults),
        read_inspections(listed[INSPECTIONS], views, faults),
        read_returns(listed[RETURNS], views, faults),
        read_recommendations(listed[RECOMMENDATIONS], views, faults),
        tuple(views.queries),
    )
