"""After a meeting: the rows of actions.csv for what was asked there, and the same taken away again."""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path

from pprr.atomic import write_whole
from pprr.domain.actions import ActionKind
from pprr.domain.errors import CellError, FaultsError, ProjectError
from pprr.domain.periods.days import day_label
from pprr.ingest import cells
from pprr.ingest.meetings.received import ACTIONS, COLUMNS, COMMITTEES, MEETINGS, day_of, received
from pprr.ingest.readers.delimited import decode, parted_by
from pprr.project import Project
from pprr.start.action_file import Row, read_action_file

_ID = re.compile(r"A(\d+)", re.ASCII)
_JOURNAL = "minutes.json"  # of what was written, beside the cleaned tables


@dataclass(frozen=True)
class AskedThere:
    """One thing that was asked in a meeting, as it was typed."""

    kind: str = ""
    about: str = ""
    text: str = ""
    owner: str = ""
    due: str = ""
    by: str = ""
    portfolio: str = ""


@dataclass(frozen=True)
class Undone:
    """The rows that were taken away, by their identifiers, and those that are not as they were written: they stay."""

    removed: tuple[str, ...]
    kept: tuple[str, ...]


@dataclass(frozen=True)
class Sitting:
    """A meeting of a committee, and the portfolios whose reports it takes; none where no file lists committees."""

    committee: str
    day: date
    portfolios: tuple[str, ...] = ()


ANSWERS = tuple(one.name for one in fields(AskedThere))
"""The columns of a file of answers."""
KINDS = tuple(str(kind) for kind in ActionKind)


def sitting_of(project: Project, committee: str, day: str) -> Sitting:
    """The meeting that is meant, by the committee's identifier or name and the day.

    Where the council lists its committees, and their meetings, it is one of them: else raises ProjectError.
    """
    faults = [fault for table in COLUMNS for fault in received(project, table).faults]
    if faults:
        raise FaultsError("minutes-files-faulty", tuple(faults))
    try:
        when = cells.read_date(day)
    except CellError as error:
        raise ProjectError("minutes-no-day", text=day, expected=error.expected) from error
    listed = [record.cells for record in received(project, COMMITTEES).records]
    if not listed:
        return Sitting(committee, when)
    wanted = _plain(committee)
    found = next((one for one in listed if wanted in {_plain(one["id"]), _plain(one["name"])}), None)
    if found is None:
        raise ProjectError("minutes-no-committee", committee=committee, known=", ".join(one["id"] for one in listed))
    names = {_plain(found["id"]), _plain(found["name"])}
    meetings = [record.cells for record in received(project, MEETINGS).records]
    days = sorted(filter(None, (day_of(one["date"]) for one in meetings if _plain(one["committee"]) in names)))
    if meetings and when not in days:
        near = sorted(days, key=lambda one: abs((one - when).days))[:3]
        known = ", ".join(map(day_label, sorted(near))) or "none yet"
        raise ProjectError("minutes-no-meeting", committee=found["name"], day=day_label(when), known=known)
    portfolios = tuple(part.strip() for part in found["portfolios"].split(";") if part.strip())
    return Sitting(found["id"], when, portfolios)


def read_answers(path: Path) -> tuple[AskedThere, ...]:
    """The answers of a file: a CSV with some of the columns of ``ANSWERS``, text among them."""
    data = path.read_bytes()
    delimiter = parted_by(data, ("text",)) or ","
    rows = csv.DictReader(io.StringIO(decode(data).removeprefix("\ufeff"), newline=""), delimiter=delimiter)
    names = rows.fieldnames or ()
    unknown = [name for name in names if name not in ANSWERS]
    if unknown or "text" not in names:
        raise ProjectError(
            "minutes-answers-columns", file=path.name, found=", ".join(names) or "none", known=", ".join(ANSWERS)
        )
    return tuple(AskedThere(**{name: (row[name] or "").strip() for name in names}) for row in rows)


def checked(asked: AskedThere, sitting: Sitting, number: int) -> AskedThere:
    """The answer as it goes into the file; raises ProjectError where a cell of it could not be read there.

    A committee that takes the reports of one portfolio asks about that one, unless another is named.
    """
    due = asked.due
    try:
        kind = cells.read_choice(asked.kind or ActionKind.ACTION, tuple(ActionKind))
        when = cells.read_date(due) if due else None
        cells.read_text(asked.text)
    except CellError as error:
        raise ProjectError("minutes-answer", number=number, found=error.found, expected=error.expected) from error
    if when and when < sitting.day:
        expected = f"a day that is not before the meeting, {day_label(sitting.day)}"
        raise ProjectError("minutes-answer", number=number, found=due, expected=expected)
    only = sitting.portfolios[0] if len(sitting.portfolios) == 1 else ""
    if not (asked.portfolio or asked.about or only):
        expected = f"the portfolio that it is about ({', '.join(sitting.portfolios) or 'its slug'}), or a measure"
        raise ProjectError("minutes-answer", number=number, found="", expected=expected)
    told = {**vars(asked), "kind": kind, "due": when.isoformat() if when else "", "portfolio": asked.portfolio or only}
    return AskedThere(**told)


def begin_minutes(
    project: Project, sitting: Sitting, asked: Sequence[AskedThere], *, empty: int = 0, is_dry: bool = False
) -> tuple[Mapping[str, str], ...]:
    """Writes a row for each thing that was asked, and empty ones, below those that stand; gives the new rows.

    With ``is_dry`` nothing is written. Raises ProjectError where the file cannot take them; it is then as it was.
    """
    listed = [checked(one, sitting, number) for number, one in enumerate(asked, start=1)]
    only = sitting.portfolios[0] if len(sitting.portfolios) == 1 else ""
    listed += [AskedThere(portfolio=only)] * empty
    with project.lock("actions", wait_seconds=10):
        file = read_action_file(project.over_years(ACTIONS))
        raised = {"committee": sitting.committee, "raised": sitting.day.isoformat()}
        new = [{**vars(one), **raised, "id": name} for one, name in zip(listed, _next_ids(file.ids()), strict=False)]
        rows = [tuple(row.get(column, "") for column in file.header) for row in new]
        data = file.with_rows(rows)
        if not is_dry:
            file.put(data)
            _note(project, sitting, [*_noted(project, sitting), rows])
    return tuple(new)


def undo_minutes(project: Project, sitting: Sitting, *, is_dry: bool = False) -> Undone:
    """Takes the rows away that were written last for the meeting, where nobody has changed them since."""
    with project.lock("actions", wait_seconds=10):
        noted = _noted(project, sitting)
        if not noted:
            raise ProjectError("minutes-nothing-to-undo", committee=sitting.committee, day=day_label(sitting.day))
        file = read_action_file(project.over_years(ACTIONS))
        data, removed = file.without(noted[-1])
        at = file.header.index("id")
        kept = tuple(row[at] for row in noted[-1] if row not in removed and row[at] in file.ids())
        if not is_dry:
            file.put(data)
            _note(project, sitting, noted[:-1])
    return Undone(tuple(row[at] for row in removed), kept)


def _next_ids(known: Sequence[str]) -> Iterator[str]:
    numbers = [int(found[1]) for name in known if (found := _ID.fullmatch(name))]
    last = max(numbers, default=0)
    while True:
        last += 1
        yield f"A{last:03}"


def _noted(project: Project, sitting: Sitting) -> list[list[Row]]:
    """The rows of each time that some were written for the meeting, as the journal has them."""
    found = _journal(project).get(_key(sitting), [])
    return [[tuple(row) for row in rows] for rows in found]


def _note(project: Project, sitting: Sitting, noted: Sequence[Sequence[Row]]) -> None:
    journal = {**_journal(project), _key(sitting): [[list(row) for row in rows] for rows in noted]}
    said = json.dumps({key: rows for key, rows in journal.items() if rows}, indent=1, ensure_ascii=False)
    write_whole(_path(project), f"{said}\n".encode())


def _journal(project: Project) -> dict[str, list[list[list[str]]]]:
    path = _path(project)
    try:
        found: dict[str, list[list[list[str]]]] = json.loads(path.read_bytes()) if path.is_file() else {}
    except ValueError as error:
        raise ProjectError("minutes-journal-unreadable", file=project.relative(path), problem=error) from error
    return found


def _path(project: Project) -> Path:
    return project.root / "data" / "processed" / _JOURNAL


def _key(sitting: Sitting) -> str:
    return f"{sitting.committee} {sitting.day.isoformat()}"


def _plain(text: str) -> str:
    return " ".join(text.lower().split())
