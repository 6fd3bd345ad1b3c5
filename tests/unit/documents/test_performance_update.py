"""A directorate's performance update: each row of its tables has its place on the page."""

import html
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path

import pytest
from builders.commentary import write_entries
from builders.council import SLUG, quarters
from builders.files import replace_text, write_csv
from builders.meetings import write_actions, write_committees, write_standing
from builders.published import copy_of

from pprr import notebook as page
from pprr.documents import open_document
from pprr.documents.oversight.report import EQUALITY, FINANCE, LEGAL, NEXT, PerformanceUpdate
from pprr.domain import Period
from pprr.domain.errors import FaultsError
from pprr.html.elements import Html
from pprr.ingest.meetings.received import ISSUES, SELECTIONS, VIEWS
from pprr.notebook.commentary import figures
from pprr.project import Project, find_project
from pprr.report.items import OVERVIEW
from pprr.report.record.record import record_of
from pprr.review.approve import approve

Q1, Q2 = Period.parse("2025-26-q1"), Period.parse("2025-26-q2")
NAME = "place.performance_update"
Row = Mapping[str, str]
PLACE: Row = {
    "id": "place",
    "name": "Place Directorate",
    "kind": "directorate",
    "committee": "scrutiny",
    "signed_by": "Director of Place",
    "wards": "All wards",
    "key_decision": "No key decision",
}
PEOPLE: Row = {"id": "people", "name": "People Directorate", "kind": "directorate"}
ISSUE: Row = {
    "id": "I1",
    "noted": "2025-06-01",
    "directorate": "place",
    "issue": "State of examples",
    "why": "Only 7 are employed.",
    "theme": "Skills",
    "indicators": "STATE",
    "audit": "One finding is open.",
    "projects": "A project began.",
    "risk": "On the register.",
    "state": "open",
}
OTHER: Row = {**ISSUE, "id": "I2", "directorate": "people", "issue": "Other examples", "indicators": "TOTAL"}
DAY = "30 September 2025"
TAG = re.compile(r"<[^>]+>")


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Project:
    made = quarters(tmp_path_factory.mktemp("update") / "council", points=(str(Q1), str(Q2)))
    with (made.root / "pprr.toml").open("a", encoding="utf-8") as settings:
        settings.write('[reports]\ndirectorates = ["performance_update"]\n')
    write_committees(made)
    write_standing(made, VIEWS, PLACE, PEOPLE)
    write_standing(made, SELECTIONS, {"view": "place", "takes": "STATE"}, {"view": "people", "takes": "TOTAL"})
    write_standing(made, ISSUES, ISSUE, OTHER)
    write_actions(made, {"about": "I1", "portfolio": "", "due": "2025-07-31"})
    for period in (Q1, Q2):
        write_entries(made.commentary(period, SLUG), {"overview": "Words."})
    return find_project(made.root)


@pytest.fixture
def project(council: Project, tmp_path: Path) -> Project:
    return copy_of(council, tmp_path / "project")


def opened(project: Project, period: Period = Q2) -> PerformanceUpdate:
    found = open_document(NAME, period, project=find_project(project.root))
    assert isinstance(found, PerformanceUpdate)
    return found


def text_of(part: object) -> str:
    return " ".join(html.unescape(TAG.sub(" ", str(part))).split())


def of_view(**more: str) -> Callable[[Project], None]:
    return lambda project: write_standing(project, VIEWS, {**PLACE, **more}, PEOPLE)


def of_issue(*more: Row) -> Callable[[Project], None]:
    return lambda project: write_standing(project, ISSUES, *({**ISSUE, **one} for one in more), OTHER)


def of_action(**more: str) -> Callable[[Project], None]:
    return lambda project: write_actions(project, {"about": "I1", "portfolio": "", "due": "2025-07-31", **more})


def as_survey(project: Project) -> None:
    """Marks the first measure of the register as a survey, for the year."""
    path = project.agreement(Q2) / "measures.csv"
    head, first, *rest = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([f"{head},shows", f"{first},perception", *(f"{row}," for row in rest)]) + "\n", "utf-8")


def beside(project: Project, *rows: tuple[str, str, str, str]) -> None:
    """Figures of others: the group, the name, the day and the value of each."""
    head = ["measure_id", "group", "name", "period", "value", "source"]
    write_csv(project.extracts(Q2) / "comparators.csv", [head, *(["STATE", *row, "A list"] for row in rows)])
    with (project.extracts(Q2) / "sources.toml").open("a", encoding="utf-8") as sources:
        sources.write('[comparators]\nfile = "comparators.csv"\n')


def among_152(project: Project) -> None:
    """Figures of 151 other councils, of which 147 are better than our 90%."""
    values = ("95%" if at < 147 else "80%" for at in range(151))
    beside(
        project,
        *(("All authorities", f"Council {at} (made up)", DAY, value) for at, value in enumerate(values)),
        ("England", "England average", DAY, "88%"),
    )


def beside_averages(project: Project) -> None:
    beside(project, ("England", "England average", DAY, "88%"), ("The region", "Regional average", DAY, "87%"))


def average_of_another_year(project: Project) -> None:
    beside(project, ("England", "England average", "31 March 2019", "88%"))


def others_of_another_year(project: Project) -> None:
    beside(project, ("Neighbours", "A council (made up)", "31 March 2019", "88%"))


def of_figure(text: str) -> Callable[[Project], None]:
    return lambda project: replace_text(project.extracts(Q2) / "performance.csv", "90%", text)


def red_and_unnamed(project: Project) -> None:
    of_issue({"indicators": ""})(project)
    of_figure("40%")(project)


def nothing(project: Project) -> None:
    del project


# What is done to the tables, the part of the page, and what it says then.
PLACES: dict[str, tuple[Callable[[Project], None], Callable[[PerformanceUpdate], Html], str]] = {
    "the decision maker": (nothing, page.front, "Scrutiny Committee"),
    "the author's office": (of_view(signed_by="Head of Audit"), page.front, "Report by Head of Audit"),
    "the wards": (of_view(wards="Two wards"), page.front, "Wards affected Two wards"),
    "the key decision": (of_view(key_decision="Yes"), page.front, "Key decision Yes"),
    "what nobody states": (of_view(wards=""), page.front, "Wards affected Not stated"),
    "how many issues are new": (
        of_issue({}, {"id": "I3", "noted": "2025-07-02"}),
        page.update_summary,
        "2 issues on the worry list, 1 of them new",
    ),
    "which issues": (nothing, page.update_summary, "On the list: I1 State of examples."),
    "what its indicators were": (nothing, page.worry_list, "Green Green 92% Getting worse"),
    "why it is not acceptable": (nothing, page.worry_list, "Why it is not acceptable. Only 7 are employed."),
    "no reason": (of_issue({"why": ""}), page.worry_list, "No reason is given."),
    "its indicator and value": (
        nothing,
        page.worry_list,
        "STATE Examples: state Example Services (made up), A. N. Owner 90%",
    ),
    "no indicator": (of_issue({"indicators": ""}), page.worry_list, "It has no indicator yet"),
    "an indicator of another directorate": (
        of_issue({"indicators": "QUARTER"}),
        page.worry_list,
        "QUARTER Examples: qua",
    ),
    "its place among others": (among_152, page.worry_list, "148th of 152, All authorities"),
    "an average beside the place": (among_152, page.worry_list, "England 88% on average, 30 September 2025"),
    "averages alone": (
        beside_averages,
        page.worry_list,
        "England 88%, The region 87% on average, 30 September 2025",
    ),
    "an average of a year that has no figure of ours": (
        average_of_another_year,
        page.worry_list,
        "England 88% on average, 31 March 2019. No figure of ours for it",
    ),
    "others of a year that has no figure of ours": (
        others_of_another_year,
        page.worry_list,
        "No figure of ours for 31 March 2019 (Neighbours)",
    ),
    "nobody beside it": (nothing, page.worry_list, "Not compared"),
    "the note of audit": (nothing, page.worry_list, "Internal audit One finding is open."),
    "the note of projects": (nothing, page.worry_list, "Projects and programmes A project began."),
    "the note of risk": (nothing, page.worry_list, "Risk management On the register."),
    "an issue noted anew": (
        of_issue({}, {"noted": "2025-08-01", "why": "Only 6 are."}),
        page.worry_list,
        "Why it is not acceptable. Only 6 are. On the list since 1 June 2025.",
    ),
    "an issue that was closed": (
        of_issue({}, {"noted": "2025-08-01", "state": "closed"}),
        page.worry_list,
        "I1 State of examples 1 June 2025 1 August 2025",
    ),
    "what is Red and named by no issue": (
        red_and_unnamed,
        page.worry_list,
        "Red and named by no issue Measure Now Target Status Last report Trend Beside other councils STATE",
    ),
    "how much is Red and named by no issue": (
        red_and_unnamed,
        page.update_summary,
        "1 measure is Red and named by no issue.",
    ),
    "no issue": (of_issue(), page.worry_list, "No issue is on the worry list."),
    "a theme over directorates": (nothing, page.update_themes, "Skills Place Directorate, People Directorate"),
    "no theme": (of_issue({"theme": ""}), page.update_themes, "No theme is named"),
    "an action about the issue": (nothing, page.action_plan, "Send the break-down. about I1"),
    "an action about its indicator": (of_action(about="STATE"), page.action_plan, "Send the break-down. about STATE"),
    "an action that is overdue": (nothing, page.action_plan, "31 July 2025, overdue"),
    "an action that was done": (of_action(done="2025-09-01"), page.action_plan, "Done 1 September 2025"),
    "an action about another thing": (of_action(about="TOTAL"), page.action_plan, "No action is on record"),
    "a survey": (as_survey, page.voice, "What users say and ask"),
    "no voice of the user": (nothing, page.voice, "this report cannot say what users think"),
    "no next steps": (nothing, page.next_steps, "No next steps have been written."),
    "no officer's comment": (nothing, page.comments, "Comments of the legal officer Not yet given."),
    "the decision": (nothing, page.decision, "approved / approved as amended / deferred / rejected"),
}


@pytest.mark.parametrize("case", PLACES)
def test_what_the_tables_say_stands_on_the_page(project: Project, case: str) -> None:
    change, part, said = PLACES[case]
    change(project)
    shown = text_of(part(opened(project)))
    assert said in shown, shown


def test_what_is_red_and_named_by_an_issue_is_not_listed_as_named_by_none(project: Project) -> None:
    of_figure("40%")(project)
    report = opened(project)
    assert [one.measure_id for issue in report.issues for one in report.indicators(issue)] == ["STATE"]
    assert "named by no issue" not in text_of(page.worry_list(report)) + text_of(page.update_summary(report))


def test_each_report_has_the_list_of_its_own_day(project: Project) -> None:
    of_issue({}, {"noted": "2025-08-01", "why": "Only 6 are."})(project)
    assert [one.why for one in opened(project, Q1).issues] == ["Only 7 are employed."]
    assert [one.why for one in opened(project, Q2).issues] == ["Only 6 are."]


def test_summary_next_steps_and_the_three_comments_are_wanted(project: Project) -> None:
    write_entries(project.commentary(Q2, NAME), {"themes": "Skills are short."})
    wanted = {query.item for query in opened(project).queries if query.key == "commentary-missing"}
    assert wanted == {OVERVIEW, NEXT, EQUALITY, LEGAL, FINANCE}


def test_words_stand_in_their_places_with_live_values(project: Project) -> None:
    typed = {item: f"About {item}." for item in (OVERVIEW, "themes", "voice", NEXT, EQUALITY, LEGAL, FINANCE)}
    write_entries(project.commentary(Q2, NAME), {**typed, "I1": 'It is {{ measures["STATE"].actual }}.'})
    report = opened(project)
    assert {query.key for query in report.queries} <= {"says-nothing"}
    parts: Iterable[Callable[[PerformanceUpdate], Html]] = (page.update_overview, page.update_themes, page.voice)
    for part, item in zip(parts, (OVERVIEW, "themes", "voice"), strict=True):
        assert f"About {item}." in text_of(part(report))
    assert "About next-steps." in text_of(page.next_steps(report))
    assert all(f"About {item}." in text_of(page.comments(report)) for item in (EQUALITY, LEGAL, FINANCE))
    assert "It is 90%." in text_of(page.worry_list(report))


@pytest.mark.parametrize("item", [OVERVIEW, "I1", "themes", "voice", NEXT, LEGAL])
def test_each_entry_has_its_figures_above_it(project: Project, item: str) -> None:
    assert bool(text_of(figures(opened(project), item))) is (item != LEGAL)


def test_its_record_has_the_issues_and_the_plan(project: Project) -> None:
    tables = record_of(opened(project))["tables"]
    assert list(tables) == ["issues", "measures", "actions"]
    assert [row[0] for row in tables["issues"]["rows"]] == ["I1"]


# What changes after the approval, and the part of the content that tells.
CHANGES: dict[str, tuple[Callable[[Project], None], str]] = {
    "an issue": (of_issue({"why": "Others."}), "the table issues"),
    "an action": (of_action(done="2025-09-01"), "the table actions"),
    "a figure": (
        lambda project: replace_text(project.extracts(Q2) / "performance.csv", "90%", "91%"),
        "the table measures",
    ),
}


@pytest.mark.parametrize("case", CHANGES)
def test_an_approval_is_bound_to_its_content(project: Project, case: str) -> None:
    change, part = CHANGES[case]
    typed = {item: f"About {item}." for item in (OVERVIEW, NEXT, EQUALITY, LEGAL, FINANCE)}
    write_entries(project.commentary(Q2, NAME), typed)
    approve(project, opened(project), name="A. N. Other (made up)", version="1.0", date=date(2025, 11, 3))
    assert opened(project).is_final
    change(project)
    found = opened(project)
    assert not found.is_final
    assert part in found.changed


def test_it_is_stopped_with_a_portfolio_that_it_shows(project: Project) -> None:
    of_figure("9O%")(project)
    with pytest.raises(FaultsError):
        opened(project)
