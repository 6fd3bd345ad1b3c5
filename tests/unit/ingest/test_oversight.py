"""Views, issues, inspections, returns and recommendations: what a period has of them, and what is odd about them."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from builders.council import SLUG, quarters
from builders.meetings import write_actions, write_committees, write_standing
from builders.published import copy_of

from pprr.domain import Period
from pprr.domain.errors import FaultsError
from pprr.domain.table import TypedTable
from pprr.ingest import tables
from pprr.ingest.cleaned import Cleaned
from pprr.ingest.inputs import input_hashes
from pprr.ingest.load import load
from pprr.ingest.meetings.received import INSPECTIONS, ISSUES, RECOMMENDATIONS, RETURNS, SELECTIONS, VIEWS
from pprr.project import Project
from pprr.report import open_report

Q1, Q2 = Period.parse("2025-26-q1"), Period.parse("2025-26-q2")
Row = Mapping[str, str]
PLACE: Row = {"id": "place", "name": "Place Directorate", "kind": "directorate", "signed_by": "Cabinet Member"}
PEOPLE: Row = {"id": "people", "name": "People Directorate", "kind": "directorate"}
TAKES: Row = {"view": "place", "takes": "STATE"}
ISSUE: Row = {
    "id": "I1",
    "noted": "2025-06-01",
    "directorate": "place",
    "issue": "State of examples",
    "why": "Too few.",
    "theme": "Skills",
    "indicators": "STATE; LATE",
    "audit": "None.",
    "state": "open",
}
SEEN: Row = {"view": "place", "body": "Inspectorate", "subject": "Examples", "date": "2025-05-01", "judgement": "Good"}
SENT: Row = {"view": "place", "return": "Census", "to": "Department", "due": "2025-06-15", "sent": "2025-07-10"}
REVIEWED: Row = {
    "id": "R1",
    "noted": "2025-05-01",
    "view": "place",
    "review": "Review of examples",
    "adopted": "adopted",
    "recommendation": "Count them.",
    "due": "2025-12-31",
    "progress": "Begun.",
    "state": "open",
}
USUAL: Mapping[str, Iterable[Row]] = {
    VIEWS: (PLACE, PEOPLE),
    SELECTIONS: (TAKES, {"view": "people", "takes": "TOTAL"}),
    ISSUES: (ISSUE,),
    INSPECTIONS: (SEEN,),
    RETURNS: (SENT,),
    RECOMMENDATIONS: (REVIEWED,),
}


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return quarters(tmp_path_factory.mktemp("oversight") / "council", points=(str(Q1), str(Q2)))


@pytest.fixture
def project(council: Project, tmp_path: Path) -> Project:
    return copy_of(council, tmp_path / "project")


def cleaned(project: Project, period: Period = Q2, **tables_of: Iterable[Row]) -> Cleaned:
    for table, rows in {**USUAL, **tables_of}.items():
        write_standing(project, table, *rows)
    return load(project, period)


def column(found: Cleaned, table: TypedTable[object], name: str) -> list[object]:
    return [getattr(one, name) for one in found.tables.records(table)]


def asked(found: Cleaned, *, of: Iterable[str] = ("views", "selections", "issues", "inspections")) -> list[str]:
    files = {f"{name}.csv" for name in (*of, "returns", "recommendations")}
    return [one.key for one in found.queries if one.item in files]


def test_a_sound_set_of_files_is_read_whole_and_asks_nothing(project: Project) -> None:
    found = cleaned(project)
    assert asked(found) == []
    assert [one.name for one in found.tables.records(tables.VIEWS)] == ["Place Directorate", "People Directorate"]
    assert [one.measures for one in found.tables.records(tables.ISSUES)] == [("STATE", "LATE")]
    assert [one.judgement for one in found.tables.records(tables.INSPECTIONS)] == ["Good"]
    assert [one.body for one in found.tables.records(tables.RETURNS)] == ["Department"]
    assert [one.text for one in found.tables.records(tables.RECOMMENDATIONS)] == ["Count them."]


def test_a_portfolio_stands_for_all_its_measures(project: Project) -> None:
    found = cleaned(project, selections=[{"view": "place", "takes": SLUG}, {"view": "people", "takes": "TOTAL"}])
    own = [one.measure_id for one in found.tables.records(tables.VIEW_MEASURES) if one.view == "place"]
    assert own == [entry.measure_id for entry in found.tables.records(tables.MEASURES)]
    assert asked(found) == ["measure-in-two-directorates"]
    [twice] = [one for one in found.queries if one.key == "measure-in-two-directorates"]
    assert twice.source == 'data/raw/selections.csv, row 3, "takes"'


# The change to the usual files, and what is asked of it.
BAD: dict[str, tuple[dict[str, Iterable[Row]], str]] = {
    "a view of an unknown measure": (
        {SELECTIONS: (*USUAL[SELECTIONS], {**TAKES, "takes": "NONE"})},
        "view-measure-unknown",
    ),
    "a measure that left before it came": (
        {SELECTIONS: (*USUAL[SELECTIONS], {"view": "people", "takes": "LATE", "from": "2025-26-q2", "until": str(Q1)})},
        "selection-over-before-it-began",
    ),
    "a recommendation closed without evidence": (
        {RECOMMENDATIONS: ({**REVIEWED, "state": "closed"},)},
        "recommendation-closed-unshown",
    ),
    "a view that takes nothing": ({SELECTIONS: (TAKES,)}, "view-without-measures"),
    "a measure in two directorates": (
        {SELECTIONS: (TAKES, {"view": "people", "takes": "STATE"})},
        "measure-in-two-directorates",
    ),
    "a selection of no view": ({SELECTIONS: (*USUAL[SELECTIONS], {**TAKES, "view": "none"})}, "row-of-unknown-view"),
    "an issue of no directorate listed": ({ISSUES: ({**ISSUE, "directorate": "none"},)}, "row-of-unknown-view"),
    "an issue of a view that is none": (
        {
            VIEWS: (PLACE, PEOPLE, {**PLACE, "id": "team", "name": "Team", "kind": "management team"}),
            SELECTIONS: (*USUAL[SELECTIONS], {**TAKES, "view": "team"}),
            ISSUES: ({**ISSUE, "directorate": "team"},),
        },
        "issue-of-no-directorate",
    ),
    "an issue without an indicator": ({ISSUES: ({**ISSUE, "indicators": ""},)}, "issue-without-indicator"),
    "an issue by a measure that is none": (
        {ISSUES: ({**ISSUE, "indicators": "STATE; NONE"},)},
        "issue-without-indicator",
    ),
    "an issue without its reason": ({ISSUES: ({**ISSUE, "why": ""},)}, "issue-unexplained"),
    "a view of an unknown committee": ({VIEWS: ({**PLACE, "committee": "none"}, PEOPLE)}, "view-committee-unknown"),
    "due again before it was inspected": ({INSPECTIONS: ({**SEEN, "next_due": "2025-04-30"},)}, "day-before-its-begin"),
    "an inspection of no view": ({INSPECTIONS: ({**SEEN, "view": "none"},)}, "row-of-unknown-view"),
    "a return of no view": ({RETURNS: ({**SENT, "view": "none"},)}, "row-of-unknown-view"),
    "due before it was recommended": ({RECOMMENDATIONS: ({**REVIEWED, "due": "2025-04-30"},)}, "day-before-its-begin"),
    "a recommendation of no view": ({RECOMMENDATIONS: ({**REVIEWED, "view": "none"},)}, "row-of-unknown-view"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_is_odd_is_asked_about(project: Project, case: str) -> None:
    changed, key = BAD[case]
    assert asked(cleaned(project, **changed)) == [key]


# The change, and the kind of fault that stops the period: nobody may publish half of a file.
FAULTY: dict[str, tuple[dict[str, Iterable[Row]], str]] = {
    "a view twice": ({VIEWS: (PLACE, PLACE)}, "row-twice"),
    "a view that cannot name a file": ({VIEWS: ({**PLACE, "id": "../place"}, PEOPLE)}, "name-unusable"),
    "a kind of view that there is not": ({VIEWS: ({**PLACE, "kind": "ward"}, PEOPLE)}, "cell-unreadable"),
    "a view's measure twice": ({SELECTIONS: (TAKES, TAKES)}, "row-twice"),
    "a period that is none": ({SELECTIONS: ({**TAKES, "from": "summer"},)}, "cell-unreadable"),
    "one note of an issue twice": ({ISSUES: (ISSUE, ISSUE)}, "row-twice"),
    "an issue without its day": ({ISSUES: ({**ISSUE, "noted": ""},)}, "cell-blank"),
    "a state that is none": ({ISSUES: ({**ISSUE, "state": "better"},)}, "cell-unreadable"),
    "a judgement that is blank": ({INSPECTIONS: ({**SEEN, "judgement": ""},)}, "cell-blank"),
    "a return sent on no day": ({RETURNS: ({**SENT, "sent": "soon"},)}, "cell-unreadable"),
    "a recommendation answered by no word": ({RECOMMENDATIONS: ({**REVIEWED, "adopted": ""},)}, "cell-blank"),
}


@pytest.mark.parametrize("case", FAULTY)
def test_what_cannot_be_read_stops_the_period(project: Project, case: str) -> None:
    changed, key = FAULTY[case]
    with pytest.raises(FaultsError) as error:
        cleaned(project, **changed)
    assert key in {fault.key for fault in error.value.faults}


# A row that was noted or changed later, and what the first and the second report have of it.
DATED: dict[str, tuple[str, list[Row], TypedTable[object], str, list[str], list[str]]] = {
    "an issue noted anew": (
        ISSUES, [ISSUE, {**ISSUE, "noted": "2025-08-01", "why": "Fewer still."}], tables.ISSUES, "why",
        ["Too few."], ["Fewer still."],
    ),
    "an issue that is new": (ISSUES, [{**ISSUE, "noted": "2025-07-01"}], tables.ISSUES, "issue", [], ["I1"]),
    "a return sent after the first report": (
        RETURNS, [SENT], tables.RETURNS, "sent", ["None"], ["2025-07-10"],
    ),
    "a recommendation noted anew": (
        RECOMMENDATIONS, [REVIEWED, {**REVIEWED, "noted": "2025-09-01", "state": "closed"}], tables.RECOMMENDATIONS,
        "state", ["open"], ["closed"],
    ),
    "an inspection between the two": (
        INSPECTIONS, [{**SEEN, "date": "2025-09-09"}], tables.INSPECTIONS, "body", [], ["Inspectorate"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", DATED)
def test_a_report_has_what_was_noted_by_its_own_day(project: Project, case: str) -> None:
    name, rows, table, field, first, second = DATED[case]
    told = [list(map(str, column(cleaned(project, at, **{name: rows}), table, field))) for at in (Q1, Q2)]
    assert told == [first, second]


def test_what_is_noted_later_leaves_an_earlier_period_as_it_was(project: Project) -> None:
    cleaned(project)
    before = input_hashes(project, Q1)
    write_standing(project, ISSUES, ISSUE, {**ISSUE, "noted": "2025-08-01", "state": "closed"})
    assert input_hashes(project, Q1) == before
    assert input_hashes(project, Q2) != before


@pytest.mark.parametrize(
    ("said", "first", "second"),
    [
        ({"from": "2025-26-q2", "reason": "A review asked for it."}, False, True),
        ({"until": "2025-26-q1", "reason": "No longer collected."}, True, False),
        ({}, True, True),
    ],
)
def test_a_measure_comes_and_goes_within_the_year(project: Project, said: Row, first: bool, second: bool) -> None:
    for at, is_there in ((Q1, first), (Q2, second)):
        found = cleaned(project, at, selections=[{**TAKES, **said}, {"view": "people", "takes": "TOTAL"}])
        own = [one for one in found.tables.records(tables.VIEW_MEASURES) if one.view == "place" and one.is_in(at)]
        assert [one.reason for one in own] == ([said.get("reason", "")] if is_there else [])


def test_an_action_about_an_issue_is_its_first_measures(project: Project) -> None:
    write_committees(project)
    write_actions(project, {"about": "i1", "portfolio": ""})
    found = cleaned(project)
    [action] = found.tables.records(tables.ACTIONS)
    assert action.portfolio == SLUG
    report = open_report(SLUG, Q2, project=project)
    assert [one.item for one in report.actions] == ["STATE"]
    assert [one.key for one in report.queries if "action" in one.key] == []


def test_an_action_about_an_issue_without_measures_is_carried_by_its_directorate_alone(project: Project) -> None:
    write_actions(project, {"about": "I1", "portfolio": "", "committee": ""})
    found = cleaned(project, issues=[{**ISSUE, "indicators": ""}])
    assert [one.portfolio for one in found.tables.records(tables.ACTIONS)] == [""]
    assert "action-of-no-report" not in {one.key for one in found.queries}
