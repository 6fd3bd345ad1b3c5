"""The files of what runs over years as they are, and what a period takes of them: up to its own day.

So what comes later changes neither the tables nor the pages of a period that is over.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from pprr.domain.errors import CellError, Fault
from pprr.domain.periods.days import day_label
from pprr.ingest import cells
from pprr.project import Project

if TYPE_CHECKING:
    from pprr.ingest.mapping.records import Record  # whose module brings the readers of every kind of file

COMMITTEES, MEETINGS, ACTIONS = "committees", "meetings", "actions"
COLUMNS: Mapping[str, tuple[str, ...]] = {
    COMMITTEES: ("id", "name", "terms_of_reference", "portfolios"),
    MEETINGS: ("committee", "date"),
    ACTIONS: (
        *("id", "kind", "raised", "committee", "by", "portfolio", "about", "owner", "due", "text"),
        *("answered", "reply", "done", "withdrawn"),
    ),
}
VIEWS, SELECTIONS, ISSUES = "views", "selections", "issues"
INSPECTIONS, RETURNS, RECOMMENDATIONS = "inspections", "returns", "recommendations"
OVERSIGHT: Mapping[str, tuple[str, ...]] = {
    VIEWS: ("id", "name", "kind", "purpose", "committee", "signed_by", "wards", "key_decision"),
    SELECTIONS: ("view", "takes", "from", "until", "reason"),
    ISSUES: (
        *("id", "noted", "directorate", "issue", "why", "theme", "indicators"),
        *("audit", "projects", "risk", "state"),
    ),
    INSPECTIONS: ("view", "body", "subject", "date", "judgement", "next_due"),
    RETURNS: ("view", "return", "to", "due", "sent"),
    RECOMMENDATIONS: (
        *("id", "noted", "view", "review", "recommendation", "adopted", "owner", "due"),
        *("progress", "evidence", "state"),
    ),
}
"""The files of views and of what directorates and reviews are watched for, with their columns."""
EVERY = {**COLUMNS, **OVERSIGHT}
"""All files of what runs over years."""
_BEGUN = {  # the day from which a row is there, where it has one
    MEETINGS: "date",
    ACTIONS: "raised",
    ISSUES: "noted",
    INSPECTIONS: "date",
    RETURNS: "due",
    RECOMMENDATIONS: "noted",
}
STATES: Mapping[str, tuple[str, ...]] = {
    "answered": ("answered", "reply"),
    "done": ("done",),
    "withdrawn": ("withdrawn",),
}
"""The day of each state of an action, with what is said on it."""
_STATES: Mapping[str, Mapping[str, tuple[str, ...]]] = {ACTIONS: STATES, RETURNS: {"sent": ("sent",)}}


@dataclass(frozen=True)
class StandingTable:
    """The records of one of the files, none where there is none; and what keeps it from being used."""

    records: "tuple[Record, ...]" = ()
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class DatedRow:
    """A row as it stood on a day: its cells without what was not yet said."""

    record: "Record"
    cells: Mapping[str, str]


def received(project: Project, table: str) -> StandingTable:
    """The file of that table."""
    path = project.over_years(table)
    return _read(path, project.relative(path), table, path.read_bytes()) if path.is_file() else StandingTable()


@lru_cache(maxsize=32)  # it is asked of each period, and is the same file
def _read(path: Path, name: str, table: str, data: bytes) -> StandingTable:
    from pprr.ingest.mapping.layouts import Layout
    from pprr.ingest.mapping.records import FaultList, read_records
    from pprr.ingest.readers.delimited import parted_by

    faults = FaultList()
    columns = EVERY[table]
    # A column that is misspelt would be one that nobody misses: all of them are wanted.
    fields = {column: column for column in columns}
    layout = Layout(file=path.name, delimiter=parted_by(data, columns))
    found = read_records(path, layout, faults, name=name, fields=fields)
    return StandingTable(found.records, tuple(_as_told(one, columns) for one in faults.all))


def _as_told(one: Fault, columns: tuple[str, ...]) -> Fault:
    """The fault with a remedy that fits a file whose columns no sources.toml names."""
    if one.key != "layout-problem":
        return one
    return replace(one, fields={**one.fields, "remedy": f"Its columns are to be {', '.join(columns)}."})


@lru_cache(maxsize=4096)  # of the same rows each period asks what was there on its day
def day_of(text: str) -> date | None:
    """The day that a cell holds; None for a blank and for what is none, which is a fault where the row is read."""
    try:
        return cells.read_date(text) if text else None
    except CellError:
        return None


def up_to(project: Project, table: str, day: date) -> Iterator[DatedRow]:
    """Yields the rows of the table that are there on the day, as they stood; one whose day is unreadable is there.

    So is the next meeting of each committee, which takes the reports of that day.
    """
    records = received(project, table).records
    begins = [day_of(record.cells[_BEGUN[table]]) if table in _BEGUN else None for record in records]
    coming = _next_meetings(records, begins, day) if table == MEETINGS else set()
    for at, (record, begun) in enumerate(zip(records, begins, strict=True)):
        if begun and begun > day and at not in coming:
            continue
        states = _STATES.get(table, {})
        blanked = {field for state in states if (day_of(record.cells[state]) or day) > day for field in states[state]}
        yield DatedRow(record, {name: "" if name in blanked else cell for name, cell in record.cells.items()})


def told_of_later(project: Project, day: date) -> Iterator[str]:
    """Yields what a period leaves to later ones, a sentence a file: a year that is mistyped is seen in it."""
    for table, column in _BEGUN.items():
        taken = {one.record.place.row for one in up_to(project, table, day)}
        left = [one for one in received(project, table).records if one.place.row not in taken]
        if left:
            last = max(filter(None, (day_of(one.cells[column]) for one in left)))
            rows = "row is" if len(left) == 1 else "rows are"
            yield f"{len(left)} {rows} left to later periods, the last of {day_label(last)}: {table}.csv."


def _next_meetings(records: "Sequence[Record]", begins: Sequence[date | None], day: date) -> set[int]:
    """The places of the first meeting of each committee after the day; of both, where it is listed twice."""
    found: dict[str, tuple[date, set[int]]] = {}
    for at, (record, begun) in enumerate(zip(records, begins, strict=True)):
        committee = " ".join(record.cells["committee"].lower().split())
        if begun and begun > day:
            first, places = found.get(committee, (begun, set()))
            if begun <= first:
                found[committee] = (begun, {at, *(places if begun == first else ())})
    return {at for _, places in found.values() for at in places}


def are_there(project: Project) -> bool:
    """Tells whether the project has any of the files."""
    return any(project.over_years(table).is_file() for table in EVERY)


def contents(project: Project, day: date) -> Iterator[tuple[str, bytes]]:
    """Yields what the tables of a period are made from, by a name for each file that is there."""
    for table in EVERY:
        path = project.over_years(table)
        if path.is_file():
            is_whole = not received(project, table).faults
            rows = [[one.record.place.row, dict(one.cells)] for one in up_to(project, table, day)]
            yield (
                f"{project.relative(path)} as at {day.isoformat()}",
                json.dumps(rows, sort_keys=True).encode() if is_whole else path.read_bytes(),
            )
