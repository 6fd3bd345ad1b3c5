"""Actions and replies: what a report carries on its own day, and what is odd about actions and committees."""

import csv
import datetime
import io
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from builders.council import SLUG, quarters
from builders.meetings import MET, SCRUTINY, write_actions, write_committees
from markupsafe import Markup

from pprr.domain import Period, Query
from pprr.domain.actions import Action
from pprr.domain.errors import FaultsError
from pprr.html.elements import render
from pprr.ingest import tables
from pprr.ingest.inputs import input_hashes
from pprr.ingest.load import load
from pprr.ingest.meetings.received import told_of_later
from pprr.notebook.asked import AskedFor
from pprr.notebook.attention import mentions
from pprr.notebook.beside.actions import actions
from pprr.notebook.mention import Mention
from pprr.notebook.performance import summary
from pprr.project import Project
from pprr.report import Report, open_report

Q1, Q2 = "2025-26-q1", "2025-26-q2"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return quarters(tmp_path / "council", points=("2024-25-annual", Q1, Q2))


def opened(project: Project, period: str = Q2) -> Report:
    return open_report(SLUG, period, project=project)


def carried(project: Project, period: str = Q2) -> list[tuple[str, str]]:
    return [(one.action.action, str(one.action.state)) for one in opened(project, period).actions]


# Of an action raised on 10 June 2025 for 31 July: what more it says, its state in the first report (which
# shows states up to 30 June) and in that of the second (30 September); blank where it is not there.
STATES = {
    "nothing more": ({}, "open", "open"),
    "raised after the first report": ({"raised": "2025-07-01"}, "", "open"),
    "raised after both": ({"raised": "2025-10-01"}, "", ""),
    "a reply is settled by its answer": (
        {"kind": "promised reply", "answered": "2025-07-20", "reply": "Sent."},
        "open",
        "answered",
    ),
    "a question answered before the first report": (
        {"kind": "question", "answered": "2025-06-20", "reply": "Sent."},
        "answered",
        "",
    ),
    "an action is not settled by an answer": (
        {"kind": "action", "answered": "2025-06-20", "reply": "We will."},
        "answered",
        "answered",
    ),
    "done on the very day of the report": ({"done": "2025-09-30"}, "open", "done"),
    "done a day later": ({"done": "2025-10-01"}, "open", "open"),
    "withdrawn": ({"withdrawn": "2025-07-02"}, "open", "withdrawn"),
    "answered and then done": (
        {"kind": "issue for Cabinet", "answered": "2025-06-20", "reply": "Noted.", "done": "2025-08-01"},
        "answered",
        "done",
    ),
}


@pytest.mark.parametrize("case", STATES)
def test_a_report_shows_the_states_of_its_own_day(project: Project, case: str) -> None:
    said, first, second = STATES[case]
    write_actions(project, {"due": "2025-07-31", **said})
    shown = [dict(carried(project, period)).get("A001", "") for period in (Q1, Q2)]
    assert shown == [first, second]


def test_what_comes_later_leaves_an_earlier_period_as_it_was(project: Project) -> None:
    """Neither its tables nor its page are made anew: an answer, a new row, or the words of a reply."""
    write_actions(project, {})
    before = input_hashes(project, Period.parse(Q1))
    write_actions(project, {"answered": "2025-07-20", "reply": "Sent."}, {"id": "A002", "raised": "2025-09-09"})
    assert input_hashes(project, Period.parse(Q1)) == before
    assert input_hashes(project, Period.parse(Q2)) != before


@pytest.mark.parametrize(
    ("edition", "day"),
    [
        ("", "2025-09-30"),
        ('date = "14 October 2025"', "2025-10-14"),
        ('date = "October 2025"', "2025-10-31"),
        ('date = "in the autumn"', "2025-09-30"),
        ('date = "October 2025"\nactions_as_at = 2025-10-07', "2025-10-07"),
    ],
)
def test_the_day_of_a_report(tmp_path: Path, edition: str, day: str) -> None:
    made = quarters(tmp_path / "council", points=(Q1, Q2), edition=edition)
    write_actions(made, {})
    assert str(opened(made).actions_as_at) == day


def test_overdue_first(project: Project) -> None:
    write_actions(
        project,
        {"id": "SETTLED", "done": "2025-09-01"},
        {"id": "NO-DAY"},
        {"id": "LATER", "due": "2025-12-01"},
        {"id": "TODAY", "due": "2025-09-30"},
        {"id": "LATE", "due": "2025-09-29"},
        {"id": "LATEST", "due": "2025-07-01"},
    )
    assert [name for name, _ in carried(project)] == ["LATEST", "LATE", "TODAY", "LATER", "NO-DAY", "SETTLED"]


@pytest.mark.parametrize(
    ("about", "item"),
    [
        ("TOTAL", "TOTAL"),
        ("total", "TOTAL"),
        ("outturn", "outturn"),
        ("Priority 1: Examples", "priority-1"),
        ("priority-1", "priority-1"),
        ("", ""),
        ("TOTALS", ""),
    ],
)
def test_the_item_that_an_action_is_about(project: Project, about: str, item: str) -> None:
    write_actions(project, {"about": about})
    [found] = opened(project).actions
    assert found.item == item
    asked = [one.fields["about"] for one in opened(project).queries if one.key == "action-item-unknown"]
    assert asked == ([about] if about and not item else [])


def test_an_action_follows_its_measure(project: Project) -> None:
    """Where the year's register names another portfolio than the action does, or none is named."""
    write_actions(
        project,
        {"about": "TOTAL", "portfolio": "an-old-portfolio"},
        {"id": "A2", "portfolio": "old or Example Services (made up)"},
    )
    assert carried(project) == [("A001", "open"), ("A2", "open")]


def test_beside_the_exception(project: Project) -> None:
    """Only a list in which something was asked has the column."""
    without = str(summary(opened(project)))
    exception = opened(project).exceptions[0].measure_id
    write_actions(
        project, {"about": exception, "due": "2025-07-31"}, {"id": "A2", "about": exception, "done": "2025-08-01"}
    )
    report = opened(project)
    [asked] = next(one.asked_for for one in mentions(report) if one.code == exception)
    stands = "Action: open, due 31 July 2025, overdue"
    assert (asked.owner, asked.stands, asked.address) == ("Head of Service", stands, "action-A001")
    assert "What is done, by whom and when" in str(summary(report))
    assert "What is done, by whom and when" not in without


@pytest.mark.parametrize(
    ("kinds", "done", "expected"),
    [
        pytest.param([], "A plan was agreed.", ["The commentary says: A plan was agreed."], id="words alone"),
        pytest.param(["action"], "A plan was agreed.", ["Do it. Action: open; its owner"], id="an action on record"),
        pytest.param(["action"], "", ["Do it. Action: open; its owner"], id="an action alone"),
        pytest.param(
            ["question"],
            "A plan was agreed.",
            ["Do it. Question: open; its owner", "The commentary says: A plan was agreed."],
            id="a question does nothing, so the words follow it",
        ),
        pytest.param(
            ["question", "action"],
            "A plan was agreed.",
            ["Do it. Question: open; its owner", "Do it. Action: open; its owner"],
            id="a question and an action",
        ),
        pytest.param([], "", ["No action is recorded"], id="neither"),
    ],
)
def test_what_is_done_is_told_in_one_order_by_every_document(kinds: list[str], done: str, expected: list[str]) -> None:
    asked = [
        AskedFor("Do it.", f"{kind.capitalize()}: open", "its owner", "a1", is_answered=kind != "action")
        for kind in kinds
    ]
    bare = Mention(*("",) * 3, None, *("",) * 5, Markup(""), Markup(""), None, *("",) * 3)
    row = replace(bare, asked_for=asked, done=done)
    other = replace(bare, asked_for=[AskedFor("Another.", "Action: open", "its owner", "a2", is_answered=False)])
    listed = render("attention.html.j2", "listed", caption="", rows=[other, row])
    paper = render("covering.html.j2", "to_look_at", attention=[row], whole=1, good_news=[])

    said = " ".join(expected)
    last_cell = BeautifulSoup(listed.text, "html.parser").select("td")[-1]
    assert " ".join(last_cell.get_text(" ").split()) == said
    assert " ".join(BeautifulSoup(paper.text, "html.parser").select("td")[-1].get_text(" ").split()) == said
    assert "What is done: what committees have on record, else" in paper.text


def test_the_section(project: Project) -> None:
    """Everything that an action says stands in it, escaped; without actions there is none."""
    assert str(actions(opened(project))) == ""
    write_committees(project)
    write_actions(
        project,
        {"due": "2025-07-31", "about": "TOTAL", "text": "Send the costs of R&D.", "kind": "promised reply"},
        {"id": "A002", "owner": "", "kind": "question", "answered": "2025-08-02", "reply": "It is 46,146."},
    )
    shown = str(actions(opened(project)))
    for said in (
        *("1 open and overdue; 1 settled", "On 30 September 2025", "Promised reply", "Scrutiny Committee"),
        *("10 June 2025, Chair", "31 July 2025, overdue", "costs of R&amp;D.", 'href="#TOTAL"', 'id="action-A001"'),
        *("No owner", "Answered 2 August 2025", "It is 46,146."),
    ):
        assert said in shown


def test_the_download(project: Project) -> None:
    write_actions(project, {"due": "2025-07-31", "about": "TOTAL"})
    [row] = opened(project).table("actions").to_dict("records")
    assert (row["action"], row["item"], row["is_overdue"], row["file"]) == (
        "A001",
        "TOTAL",
        True,
        "data/raw/actions.csv",
    )


# What an action says beside the usual, and the queries about it: kind, fields (those that matter).
ODD: dict[str, tuple[dict[str, str], list[tuple[str, dict[str, str]]]]] = {
    "nothing odd": ({"due": "2025-07-31", "answered": "2025-07-01", "reply": "Sent.", "done": "2025-07-02"}, []),
    "all on the day it was raised": (
        {"due": "2025-06-10", "answered": "2025-06-10", "reply": "So.", "done": "2025-06-10"},
        [],
    ),
    "no owner": ({"owner": ""}, [("action-without-owner", {"number": "A001"})]),
    "due before it was raised": ({"due": "2025-06-09"}, [("action-day-before-raised", {"found": "due"})]),
    "answered before it was raised": (
        {"answered": "2024-06-20", "reply": "Sent."},
        [("action-day-before-raised", {"found": "answered"})],
    ),
    "done before it was raised": ({"done": "2025-06-09"}, [("action-day-before-raised", {"found": "done"})]),
    "done and withdrawn": (
        {"done": "2025-06-20", "withdrawn": "2025-06-21"},
        [("action-states-conflict", {"case": "both"})],
    ),
    "answered after it was settled": (
        {"done": "2025-06-20", "answered": "2025-06-21", "reply": "Sent."},
        [("action-states-conflict", {"case": "late"})],
    ),
    "a reply without a day": ({"reply": "Sent."}, [("action-states-conflict", {"case": "undated"})]),
    "an answer that says nothing": ({"answered": "2025-06-20"}, [("action-states-conflict", {"case": "unsaid"})]),
    "no text yet": ({"text": "", "owner": ""}, [("action-not-filled-in", {"number": "A001"})]),
    "no portfolio and no measure": ({"portfolio": ""}, [("action-of-no-report", {"case": "none"})]),
    "a portfolio that is none": (
        {"portfolio": "exmple"},
        [("action-of-no-report", {"case": "unknown", "named": "exmple"})],
    ),
    "a committee that is none": ({"committee": "cabinet"}, [("action-of-unknown-committee", {"committee": "cabinet"})]),
    "a committee by its name": ({"committee": "Scrutiny  committee"}, []),
    "a day before the meeting": ({"raised": "2025-06-09"}, [("action-without-a-meeting", {"day": "9 June 2025"})]),
    "no committee": ({"committee": ""}, []),
}


def asked(project: Project) -> list[Query]:
    return [
        one for one in load(project, Period.parse(Q2)).queries if one.key.startswith(("action", "commi", "meeting"))
    ]


def told(found: list[Query], expected: list[tuple[str, dict[str, str]]]) -> None:
    assert [one.key for one in found] == [key for key, _ in expected]
    for one, (_, fields) in zip(found, expected, strict=True):
        assert fields.items() <= one.fields.items()
        assert str(one)


@pytest.mark.parametrize("case", ODD)
def test_odd_actions(project: Project, case: str) -> None:
    said, expected = ODD[case]
    write_committees(project)
    write_actions(project, said)
    told(asked(project), expected)


SECOND = {"id": "other", "name": "Other Committee", "portfolios": "Example Services (made up); example-services"}
COMMITTEES: dict[str, tuple[list[dict[str, str]], list[dict[str, str]], list[tuple[str, dict[str, str]]]]] = {
    "a portfolio of another name in another year": (
        [{**SCRUTINY, "portfolios": "an-old-name or example-services"}],
        [*MET],
        [],
    ),
    "a portfolio that goes to two": ([SCRUTINY, SECOND], [*MET], []),
    "without a portfolio": ([{**SCRUTINY, "portfolios": ""}], [], [("committee-without-portfolio", {})]),
    "an unknown portfolio": (
        [{**SCRUTINY, "portfolios": "example-services; exmple"}],
        [],
        [("committee-portfolio-unknown", {"portfolio": "exmple"})],
    ),
    "a date twice": ([SCRUTINY], [MET[0], MET[0]], [("meeting-twice", {"day": "10 June 2025"})]),
    "a date to come twice": (
        [SCRUTINY],
        [{**MET[0], "date": day} for day in ("2025-11-18", "2025-12-09", "2025-11-18")],
        [("meeting-twice", {"day": "18 November 2025"})],
    ),
    "the same date of two committees": ([SCRUTINY, SECOND], [MET[0], {**MET[0], "committee": "other"}], []),
    "a meeting of an unknown committee": (
        [SCRUTINY],
        [{**MET[0], "committee": "cabinet"}],
        [("meeting-of-unknown-committee", {"committee": "cabinet"})],
    ),
}


@pytest.mark.parametrize("case", COMMITTEES)
def test_odd_committees(project: Project, case: str) -> None:
    rows, meetings, expected = COMMITTEES[case]
    write_committees(project, rows, meetings)
    told(asked(project), expected)


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ([{"raised": "06/13/2025"}], "cell-unreadable"),
        ([{"raised": ""}], "cell-blank"),
        ([{"due": "soon"}], "cell-unreadable"),
        ([{"kind": "query"}], "cell-unreadable"),
        ([{}, {}], "row-twice"),
    ],
)
def test_what_cannot_be_read(project: Project, said: list[dict[str, str]], key: str) -> None:
    write_actions(project, *said)
    with pytest.raises(FaultsError) as error:
        load(project, Period.parse(Q2))
    assert {one.key for one in error.value.faults} == {key}
    assert all(one.cell.file == "data/raw/actions.csv" for one in error.value.faults)


@pytest.mark.parametrize(("mark", "encoding"), [(";", "utf-8-sig"), ("\t", "utf-16")])
def test_columns_parted_as_excel_does_elsewhere(project: Project, mark: str, encoding: str) -> None:
    """Its texts hold commas, and quotes where they hold the mark itself."""
    write_actions(project, {"text": 'Send it, by "ward", now; or later.'}, {"id": "A002", "text": "All."})
    path = project.over_years("actions")
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=mark).writerows(rows)
    before = [one.text for one in taken(project)]
    path.write_bytes(text.getvalue().encode(encoding))
    assert [one.text for one in taken(project)] == before == ['Send it, by "ward", now; or later.', "All."]


def test_what_is_left_to_later_periods_is_told_with_its_last_day(project: Project) -> None:
    """Else a row whose year is mistyped is on no page, and nobody is told."""
    write_actions(project, {}, {"id": "A002", "raised": "2025-10-01"}, {"id": "A003", "raised": "2052-06-10"})
    assert [*told_of_later(project, Period.parse(Q2).end)] == [
        "2 rows are left to later periods, the last of 10 June 2052: actions.csv."
    ]
    assert [*told_of_later(project, datetime.date(2025, 10, 1))] == [
        "1 row is left to later periods, the last of 10 June 2052: actions.csv."
    ]


def taken(project: Project) -> list[Action]:
    return list(load(project, Period.parse(Q2)).tables.records(tables.ACTIONS))


def test_a_column_that_is_misspelt(project: Project) -> None:
    """Its states would be lost, and nobody would miss them."""
    write_actions(project, {})
    path = project.over_years("actions")
    path.write_text(path.read_text("utf-8").replace("answered", "anwsered"), "utf-8")
    with pytest.raises(FaultsError) as error:
        load(project, Period.parse(Q2))
    assert "answered" in str(error.value)
    assert "sources.toml" not in str(error.value)
