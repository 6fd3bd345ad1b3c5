"""Committees, meetings and actions as a period has them, read together: the one door of this room."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pprr.domain import Query
from pprr.ingest.agreement.register import Agreement, Rows
from pprr.ingest.mapping.records import FaultList
from pprr.ingest.meetings.actions import read_actions
from pprr.ingest.meetings.committees import Committees, read_committees
from pprr.ingest.meetings.received import ACTIONS, COLUMNS, COMMITTEES, MEETINGS, received, up_to
from pprr.project import Project


@dataclass(frozen=True)
class MeetingRows:
    """The rows, ready for their tables, and what was odd in them; ``known`` are the committees by their names."""

    known: Committees
    committees: Rows
    meetings: Rows
    actions: Rows
    queries: tuple[Query, ...]


def read_meetings(
    project: Project, as_at: date, agreement: Agreement, issues: Mapping[str, str], faults: FaultList
) -> MeetingRows:
    """All that the files say up to the day; what cannot be read is in ``faults``. ``issues`` as ``read_actions``."""
    listed = {table: list(up_to(project, table, as_at)) for table in COLUMNS}
    for table in COLUMNS:
        for fault in received(project, table).faults:
            faults.append(fault)
    found = read_committees(listed[COMMITTEES], listed[MEETINGS], agreement, faults)
    actions, queries = read_actions(listed[ACTIONS], found, agreement, faults, issues)
    return MeetingRows(found, found.committees, found.meetings, actions, (*found.queries, *queries))
