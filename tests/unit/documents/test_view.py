"""A view of measures: what its tables say stands on its page, and its sign-off is bound to what it shows."""

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from builders.commentary import write_entries
from builders.council import SLUG, quarters
from builders.files import replace_text
from builders.meetings import write_committees, write_standing
from builders.published import copy_of

from pprr import notebook as page
from pprr.documents import open_document
from pprr.documents.oversight.report import VIEW_ITEMS, ViewReport
from pprr.domain import Missing, Period, Reading, Status, Unit
from pprr.html.elements import Html, render
from pprr.ingest.load import load
from pprr.ingest.meetings.received import INSPECTIONS, RECOMMENDATIONS, RETURNS, SELECTIONS, VIEWS
from pprr.ingest.subjects import documents_of
from pprr.notebook.commentary import figures
from pprr.notebook.oversight.view import row_of
from pprr.project import Project, find_project
from pprr.report import open_report
from pprr.report.record.record import record_of
from pprr.review.approve import approve

Q1, Q2 = Period.parse("2025-26-q1"), Period.parse("2025-26-q2")
NAME = "team.view"
Row = Mapping[str, str]
TEAM: Row = {
    "id": "team",
    "name": "Management Team",
    "kind": "management team",
    "purpose": "What it looks at together.",
    "committee": "scrutiny",
    "signed_by": "Cabinet Member",
}
STATE: Row = {"view": "team", "takes": "STATE"}
LATE: Row = {"view": "team", "takes": "LATE"}
SEEN: Row = {
    "view": "team",
    "body": "Inspectorate",
    "subject": "Care",
    "date": "2025-05-01",
    "judgement": "Requires improvement",
    "next_due": "2027-05-01",
}
RETURN: Row = {"view": "team", "return": "Census", "to": "Department", "due": "2025-06-15", "sent": "2025-07-10"}
REVIEWED: Row = {
    "id": "R1",
    "noted": "2025-05-01",
    "view": "team",
    "review": "Review of reporting",
    "recommendation": "Report each quarter.",
    "adopted": "adopted",
    "owner": "Head of Performance",
    "due": "2025-08-31",
    "progress": "Begun.",
    "evidence": "Minutes.",
    "state": "open",
}
DONE: Row = {"noted": "2025-08-01", "progress": "Done.", "state": "closed"}
THERE, NOT_THERE = Reading(Unit.PERCENTAGE, Decimal(90)), Reading(Unit.NUMBER, missing=Missing.NOT_AVAILABLE)
TAG = re.compile(r"<[^>]+>")


def made(folder: Path, *, before: Mapping[str, str] | None = None) -> Project:
    """A council whose management team has a view, with all that is watched beside it."""
    made = quarters(folder, points=(str(Q1), str(Q2)), before=before)
    with (made.root / "pprr.toml").open("a", encoding="utf-8") as settings:
        settings.write('[reports]\nviews = ["view"]\n')
    write_committees(made)
    write_standing(made, VIEWS, TEAM)
    write_standing(made, SELECTIONS, STATE, LATE)
    write_standing(made, INSPECTIONS, SEEN)
    write_standing(made, RETURNS, RETURN)
    write_standing(made, RECOMMENDATIONS, REVIEWED)
    return find_project(made.root)


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return made(tmp_path_factory.mktemp("view") / "council")


@pytest.fixture
def project(council: Project, tmp_path: Path) -> Project:
    return copy_of(council, tmp_path / "project")


def opened(project: Project, period: Period = Q2) -> ViewReport:
    found = open_document(NAME, period, project=find_project(project.root))
    assert isinstance(found, ViewReport)
    return found


def text_of(part: object) -> str:
    return " ".join(html.unescape(TAG.sub(" ", str(part))).split())


def standing(table: str, *rows: Row) -> Callable[[Project], None]:
    return lambda project: write_standing(project, table, *rows)


def of_extract(before: str, after: str) -> Callable[[Project], None]:
    return lambda project: replace_text(project.extracts(Q2) / "performance.csv", before, after)


def nothing(project: Project) -> None:
    del project


# What is done to the tables, the part of the page, and what it says then.
PLACES: dict[str, tuple[Callable[[Project], None], Callable[[ViewReport], Html], str]] = {
    "whom it is cut for": (standing(VIEWS, {**TEAM, "kind": "committee"}), page.sign_off, "Made for Committee"),
    "what it is for": (nothing, page.sign_off, "Purpose What it looks at together."),
    "the committee that takes it": (nothing, page.sign_off, "Goes to Scrutiny Committee"),
    "who signs it off": (nothing, page.sign_off, "To be signed off by Cabinet Member"),
    "not signed off": (nothing, page.sign_off, "Signed off Not yet"),
    "how many measures": (nothing, page.view_summary, "2 measures: 1 Green, 1 not rated."),
    "which need attention": (
        nothing,
        page.view_summary,
        "By the rules of the year 1 needs attention: LATE Examples: late (Not available).",
    ),
    "a measure with its figure": (
        nothing,
        page.view_measures,
        "STATE Examples: state Example Services (made up), A. N. Owner 90%",
    ),
    "what it was in the last report": (nothing, page.view_measures, "90% or more Green Green 92% Getting worse"),
    "a portfolio's measures": (
        standing(SELECTIONS, {"view": "team", "takes": SLUG}),
        page.view_summary,
        "9 measures",
    ),
    "a measure that came": (
        standing(SELECTIONS, STATE, {**LATE, "from": "2025-26-q2", "reason": "A pressure emerged."}),
        page.view_measures,
        "LATE Examples: late new from 2025/26 Q2 A pressure emerged.",
    ),
    "a measure that went": (
        standing(SELECTIONS, STATE, {**LATE, "until": "2025-26-q1", "reason": "Solved."}),
        page.view_measures,
        "LATE Examples: late until 2025/26 Q1 Solved.",
    ),
    "a measure that is no longer": (
        standing(SELECTIONS, STATE, {**LATE, "takes": "OLD", "until": "2025-26-q1", "reason": "Dropped."}),
        page.view_measures,
        "OLD until 2025/26 Q1 Dropped.",
    ),
    "nothing changed": (nothing, page.view_measures, "No measure came into the view or left it"),
    "an inspection's judgement": (nothing, page.inspections, "Care Inspectorate 1 May 2025 Requires improvement"),
    "when it is due again": (nothing, page.inspections, "1 May 2027"),
    "no inspection": (standing(INSPECTIONS), page.inspections, "No inspection is on record"),
    "a return that was sent": (nothing, page.inspections, "Census Department 15 June 2025 10 July 2025, 25 days late"),
    "a return that is overdue": (standing(RETURNS, {**RETURN, "sent": ""}), page.inspections, "Not sent, overdue"),
    "how many returns are overdue": (
        standing(RETURNS, {**RETURN, "sent": ""}),
        page.view_summary,
        "1 statutory return is overdue, of 1",
    ),
    "how many returns were sent late": (
        nothing,
        page.view_summary,
        "No statutory return is overdue, of 1 due so far; 1 sent late.",
    ),
    "no return": (standing(RETURNS), page.inspections, "No statutory return was due"),
    "a recommendation's answer": (nothing, page.recommendations, "Report each quarter. Adopted Begun. Minutes."),
    "a recommendation that is overdue": (nothing, page.recommendations, "Head of Performance, 31 August 2025, overdue"),
    "a recommendation noted anew": (
        standing(
            RECOMMENDATIONS, REVIEWED, {**REVIEWED, "noted": "2025-08-01", "progress": "Done.", "state": "closed"}
        ),
        page.recommendations,
        "Adopted Done. Minutes. Head of Performance, 31 August 2025 Closed",
    ),
    "how many are adopted": (
        standing(RECOMMENDATIONS, REVIEWED, {**REVIEWED, "id": "R2", "adopted": "not adopted"}),
        page.recommendations,
        "2 recommendations: 1 adopted, in part or whole; 0 closed.",
    ),
    "no review": (standing(RECOMMENDATIONS), page.recommendations, "No review has made a recommendation"),
    "figures that came late": (nothing, page.entered, "A. N. Owner Mid-Year Report 2025/26 2 1 0 0"),
    "no figure late": (of_extract("Not available", "11"), page.entered, "had nothing late, restated or queried"),
}


@pytest.mark.parametrize("case", PLACES)
def test_what_the_tables_say_stands_on_the_page(project: Project, case: str) -> None:
    change, part, said = PLACES[case]
    change(project)
    assert said in text_of(part(opened(project)))


def test_a_figure_that_is_restated_is_counted_with_the_service_that_entered_it(tmp_path: Path) -> None:
    found = opened(made(tmp_path / "council", before={"STATE": "95%"}))
    now = next(one for one in found.entered if one.period == Q2)
    assert (now.service, now.late, now.restated) == ("A. N. Owner", 1, 1)


def test_directorates_are_no_views(project: Project) -> None:
    write_standing(project, VIEWS, TEAM, {**TEAM, "id": "place", "name": "Place", "kind": "directorate"})
    found = documents_of(find_project(project.root).settings.reports, Q2, load(project, Q2).tables)
    assert list(found) == [NAME]


@pytest.mark.parametrize("item", VIEW_ITEMS)
def test_each_entry_has_its_figures_above_it(project: Project, item: str) -> None:
    assert text_of(figures(opened(project), item))


def test_its_record_has_all_that_it_shows(project: Project) -> None:
    found = record_of(opened(project))["tables"]
    assert list(found) == ["measures", "view_measures", "inspections", "returns", "recommendations", "entered"]


# What changes after the sign-off, and the part of the content that tells.
CHANGES: dict[str, tuple[Callable[[Project], None], str]] = {
    "a measure that comes": (standing(SELECTIONS, STATE, LATE, {**STATE, "takes": "TOTAL"}), "the table view_measures"),
    "a figure": (of_extract("90%", "91%"), "the table measures"),
    "a judgement": (standing(INSPECTIONS, {**SEEN, "judgement": "Good"}), "the table inspections"),
    "a return": (standing(RETURNS, {**RETURN, "sent": ""}), "the table returns"),
    "a recommendation": (standing(RECOMMENDATIONS, {**REVIEWED, "evidence": "None."}), "the table recommendations"),
}


@pytest.mark.parametrize("case", CHANGES)
def test_a_sign_off_is_bound_to_its_content(project: Project, case: str) -> None:
    change, part = CHANGES[case]
    write_entries(project.commentary(Q2, NAME), {"overview": "The measures that the team looks at, of all portfolios."})
    approve(project, opened(project), name="A. N. Other (made up)", version="1.0", date=date(2025, 11, 3))
    assert opened(project).is_final
    assert "A. N. Other (made up), 3 November 2025" in text_of(page.sign_off(opened(project)))
    change(project)
    found = opened(project)
    assert part in found.changed
    assert "it has changed since" in text_of(page.sign_off(found))


@pytest.mark.parametrize(
    ("figure", "rated", "said"),
    [
        pytest.param(THERE, Status.GREEN, "Green 90%", id="rated"),
        pytest.param(THERE, None, "Not rated 90%", id="not rated"),
        pytest.param(NOT_THERE, None, "Not available", id="not there"),
        pytest.param(NOT_THERE, Status.GREEN, "Green", id="not there, and another period's was rated"),
        pytest.param(None, None, "No figure", id="none"),
    ],
)
def test_what_was_before_is_its_status_and_its_figure(figure: Reading | None, rated: Status | None, said: str) -> None:
    assert text_of(render("view.html.j2", "before", figure=figure, rated=rated, up_to="")) == said


def test_a_figure_of_another_period_says_of_which(council: Project) -> None:
    report = opened(council)
    [own] = [one for one in report.measures if one.measure_id == "STATE"]
    late = replace(own, figures=replace(own.figures, rated_of=Q1))
    shown = [
        text_of(render("view.html.j2", "listed", caption="Measures", rows=[row_of(report, one)])) for one in (own, late)
    ]
    assert ["for 2025/26 Q1" in text for text in shown] == [False, True]


def test_a_running_total_is_not_set_beside_last_quarters_without_a_word(council: Project) -> None:
    report, portfolio = opened(council), open_report(SLUG, str(Q2), project=council)
    total, state = (portfolio.measure(name) for name in ("TOTAL", "STATE"))
    before = replace(total.figures, previous=Reading(Unit.NUMBER, Decimal(480)))
    moved = replace(
        total, figures=before, move=replace(total.move, change=Fraction(40), words="Getting better", reason="")
    )
    shown = [
        text_of(render("view.html.j2", "listed", caption="", rows=[row_of(report, one)])) for one in (moved, state)
    ]
    assert "Green 260 up to 2025/26 Q1 Getting better 480 in 2024/25 Q2" in shown[0]
    assert "Green 92% Getting worse Not compared" in shown[1]
