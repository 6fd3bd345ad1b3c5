"""The files of what runs over years: committees, their meetings, and what was asked there."""

from collections.abc import Iterable, Mapping

from builders.files import write_csv
from pprr.ingest.meetings.received import ACTIONS, COLUMNS, COMMITTEES, MEETINGS, OVERSIGHT
from pprr.project import Project

ASKED = {"id": "A001", "raised": "2025-06-10", "committee": "scrutiny", "by": "Chair", "text": "Send the break-down."}
SCRUTINY = {"id": "scrutiny", "name": "Scrutiny Committee", "portfolios": "example-services"}
MET = ({"committee": "scrutiny", "date": "2025-06-10"}, {"committee": "scrutiny", "date": "2025-09-09"})
Rows = Iterable[Mapping[str, str]]


def write_actions(project: Project, *rows: Mapping[str, str]) -> None:
    """Writes actions.csv: of each action what it says beside ``ASKED``, owner and portfolio."""
    usual = {**ASKED, "owner": "Head of Service", "portfolio": "example-services"}
    _write(project, ACTIONS, ({**usual, **row} for row in rows))


def write_committees(project: Project, rows: Rows = (SCRUTINY,), meetings: Rows = MET) -> None:
    """Writes committees.csv and meetings.csv."""
    _write(project, COMMITTEES, rows)
    _write(project, MEETINGS, meetings)


def _write(project: Project, table: str, rows: Rows) -> None:
    columns = COLUMNS[table]
    write_csv(project.over_years(table), [[*columns], *([row.get(name, "") for name in columns] for row in rows)])


def write_standing(project: Project, table: str, *rows: Mapping[str, str]) -> None:
    """Writes a file of views or of what is watched beside them."""
    columns = OVERSIGHT[table]
    write_csv(project.over_years(table), [[*columns], *([row.get(name, "") for name in columns] for row in rows)])
