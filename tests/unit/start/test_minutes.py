"""pprr minutes: rows for what was asked, below those that stand; taken away again; refused in words."""

import threading
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from builders.command import pprr
from builders.council import SLUG, quarters
from builders.meetings import SCRUTINY, write_actions, write_committees

from pprr.domain.errors import FileError, ProjectError
from pprr.ingest.meetings.received import ACTIONS, COLUMNS
from pprr.project import Project
from pprr.report import open_report
from pprr.start.action_file import read_action_file
from pprr.start.minutes import AskedThere, begin_minutes, read_answers, sitting_of, undo_minutes

DAY = "2025-09-09"
FIRST = AskedThere(
    text="Send the break-down.", kind="promised reply", about="TOTAL", owner="Head of Service", due="31/10/2025"
)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = quarters(tmp_path / "council", points=("2025-26-q1", "2025-26-q2"))
    write_committees(made)
    return made


def begin(project: Project, *asked: AskedThere, empty: int = 0, is_dry: bool = False) -> list[str]:
    rows = begin_minutes(project, sitting_of(project, "scrutiny", DAY), asked, empty=empty, is_dry=is_dry)
    return [row["id"] for row in rows]


def data(project: Project) -> bytes:
    path = project.over_years(ACTIONS)
    return path.read_bytes() if path.is_file() else b""


def test_a_row_for_what_was_asked_is_on_the_next_page(project: Project) -> None:
    assert begin(project, FIRST) == ["A001"]
    [found] = open_report(SLUG, "2025-26-q2", project=project).actions
    action = found.action
    assert (found.item, found.committee, action.kind, action.raised, action.due, action.owner) == (
        *("TOTAL", "Scrutiny Committee", "promised reply", date(2025, 9, 9), date(2025, 10, 31), "Head of Service"),
    )


HEADER = ",".join(COLUMNS[ACTIONS])
OWN = f"note,{HEADER}"  # a council's own column, before ours
STANDS = {
    "none yet": b"",
    "rows that end without a line's end": f"{HEADER}\nA007,action,2025-06-10,,,{SLUG},,,,Old,,,,".encode(),
    "Excel's": f'\ufeff{HEADER}\r\nA007,action,2025-06-10,,,{SLUG},,,,"Old,\r\nand more",,,,\r\n'.encode(),
    "cp1252": f"{HEADER}\nA007,action,2025-06-10,,,{SLUG},,,,Caf\u00e9,,,,\n".encode("cp1252"),
    "UTF-16": ("\ufeff" + f"{HEADER}\r\nA007,action,2025-06-10,,,{SLUG},,,,Old,,,,\r\n").encode("utf-16-le"),
    "semicolons": (
        f"\ufeff{HEADER}\r\nA007,action,2025-06-10,,,{SLUG},,,,Old and more,,,,\r\n".replace(",", ";").encode()
    ),
    "columns of their own": f"{OWN}\nmine,A007,action,2025-06-10,,,{SLUG},,,,Old,,,,\n".encode(),
    "identifiers of their own": f"{HEADER}\n2025/7,action,2025-06-10,,,{SLUG},,,,Old,,,,\n".encode(),
}


@pytest.mark.parametrize("case", STANDS)
def test_rows_that_stand_are_never_changed(project: Project, case: str) -> None:
    if STANDS[case]:
        project.over_years(ACTIONS).write_bytes(STANDS[case])
    number = 1 if case in {"none yet", "identifiers of their own"} else 8
    assert begin(project, FIRST, empty=1) == [f"A{number:03}", f"A{number + 1:03}"]
    assert data(project).startswith(STANDS[case])
    file = read_action_file(project.over_years(ACTIONS))
    assert dict(zip(file.header, file.rows[-2], strict=True))["text"] == FIRST.text
    undo_minutes(project, sitting_of(project, "scrutiny", DAY))
    stands = STANDS[case]
    assert data(project).startswith(stands)
    assert len(data(project)) - len(stands) <= (1 if stands else 500)


def test_a_dry_run_changes_nothing(project: Project) -> None:
    assert begin(project, FIRST, is_dry=True) == ["A001"]
    assert data(project) == b""
    begin(project, FIRST)
    before = data(project)
    assert undo_minutes(project, sitting_of(project, "scrutiny", DAY), is_dry=True).removed == ("A001",)
    assert data(project) == before


def test_undo_keeps_what_somebody_has_changed(project: Project) -> None:
    begin(project, FIRST, empty=1)
    path = project.over_years(ACTIONS)
    path.write_bytes(data(project).replace(b"A002,,", b"A002,question,"))
    undone = undo_minutes(project, sitting_of(project, "scrutiny", DAY))
    assert (undone.removed, undone.kept) == (("A001",), ("A002",))
    assert b"A002" in data(project)


def test_undo_takes_one_time_after_the_other(project: Project) -> None:
    sitting = sitting_of(project, "Scrutiny Committee", "9 September 2025")
    begin(project, FIRST)
    begin(project, FIRST)
    assert [undo_minutes(project, sitting).removed for _ in range(2)] == [("A002",), ("A001",)]
    with pytest.raises(ProjectError) as error:
        undo_minutes(project, sitting)
    assert error.value.kind == "minutes-nothing-to-undo"


def test_two_at_once_lose_nothing(project: Project) -> None:
    threads = [threading.Thread(target=begin, args=(project, FIRST)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(read_action_file(project.over_years(ACTIONS)).ids()) == [f"A00{number}" for number in range(1, 7)]


def test_what_another_program_saves_meanwhile_stands(project: Project) -> None:
    write_actions(project, {})
    file = read_action_file(project.over_years(ACTIONS))
    write_actions(project, {"text": "Saved meanwhile."})
    before = data(project)
    with pytest.raises(ProjectError) as error:
        file.put(b"mine")
    assert error.value.kind == "actions-saved-meanwhile"
    assert data(project) == before
    assert [path.name for path in project.over_years(ACTIONS).parent.glob(".*")] == []


def test_an_empty_row_is_asked_about_and_stops_nothing(project: Project) -> None:
    begin(project, empty=2)
    report = open_report(SLUG, "2025-26-q2", project=project)
    assert report.actions == ()
    assert [one.key for one in report.queries if one.key.startswith("action")] == ["action-not-filled-in"] * 2


WRONG: dict[str, tuple[Mapping[str, str], str]] = {
    "a kind that is none": ({"kind": "query"}, "minutes-answer"),
    "a day that is none": ({"due": "soon"}, "minutes-answer"),
    "due before the meeting": ({"due": "2025-09-08"}, "minutes-answer"),
    "nothing asked": ({"text": ""}, "minutes-answer"),
}


@pytest.mark.parametrize("case", WRONG)
def test_an_answer_that_cannot_be_read_writes_nothing(project: Project, case: str) -> None:
    said, kind = WRONG[case]
    with pytest.raises(ProjectError) as error:
        begin(project, FIRST, AskedThere(**{**vars(FIRST), **said}))
    assert (error.value.kind, error.value.fields["number"]) == (kind, "2")
    assert data(project) == b""


def test_a_committee_of_two_portfolios_must_say_which(project: Project) -> None:
    write_committees(project, [{**SCRUTINY, "portfolios": f"{SLUG}; other"}])
    with pytest.raises(ProjectError) as error:
        begin(project, AskedThere(text="Which?"))
    assert error.value.kind == "minutes-answer"
    assert begin(project, AskedThere(text="This one.", portfolio=SLUG), AskedThere(text="Or that.", about="TOTAL")) == [
        "A001",
        "A002",
    ]


@pytest.mark.parametrize(
    ("committee", "day", "kind"),
    [
        ("cabinet", DAY, "minutes-no-committee"),
        ("scrutiny", "2025-09-10", "minutes-no-meeting"),
        ("scrutiny", "09/13/2025", "minutes-no-day"),
    ],
)
def test_a_meeting_that_is_none(project: Project, committee: str, day: str, kind: str) -> None:
    with pytest.raises(ProjectError) as error:
        sitting_of(project, committee, day)
    assert error.value.kind == kind


def test_without_a_list_of_committees_any_may_be_named(tmp_path: Path) -> None:
    made = quarters(tmp_path / "council", points=("2025-26-q2",))
    sitting = sitting_of(made, "Scrutiny", DAY)
    begin_minutes(made, sitting, [AskedThere(text="Send it.", portfolio=SLUG)])
    [found] = open_report(SLUG, "2025-26-q2", project=made).actions
    assert found.committee == "Scrutiny"


@pytest.mark.parametrize(
    ("stands", "kind"),
    [
        ("id,text\nA001,Old\n", "actions-without-columns"),
        (f'{HEADER}\nA001,"never closed\n', "actions-unreadable"),
    ],
)
def test_a_file_that_cannot_take_rows(project: Project, stands: str, kind: str) -> None:
    path = project.over_years(ACTIONS)
    path.write_text(stands, "utf-8")
    with pytest.raises((ProjectError, FileError)) as error:
        read_action_file(path)
    assert error.value.kind == kind


def test_answers_from_a_file(project: Project, tmp_path: Path) -> None:
    answers = tmp_path / "asked.csv"
    answers.write_text("\ufefftext,owner,kind\nSend it.,Head of Service,question\nAnd that.,,\n", "utf-8")
    assert [(one.text, one.kind) for one in read_answers(answers)] == [("Send it.", "question"), ("And that.", "")]
    answers.write_text("text;owner;kind\r\nSend it, now.;Head of Service;question\r\n", "utf-8")
    assert [(one.text, one.kind) for one in read_answers(answers)] == [("Send it, now.", "question")]
    answers.write_text("text\nSend it; now.\n", "utf-8")
    assert [one.text for one in read_answers(answers)] == ["Send it; now."]
    told = pprr("minutes", "scrutiny", DAY, "--answers", str(answers), "--dry-run", project=project)
    assert (told.returncode, data(project)) == (0, b"")
    assert pprr("minutes", "scrutiny", DAY, "--answers", str(answers), project=project).returncode == 0
    assert pprr("minutes", "scrutiny", DAY, "--undo", project=project).returncode == 0
    assert b"A001" not in data(project)
    assert pprr("minutes", "scrutiny", DAY, project=project).returncode == 2
    answers.write_text("what,owner\nSend it.,Head\n", "utf-8")
    with pytest.raises(ProjectError) as error:
        read_answers(answers)
    assert error.value.kind == "minutes-answers-columns"
