"""A report is final when somebody has approved just this content; any change of it makes it a draft again."""

from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from builders.command import pprr
from builders.files import bytes_of, change_rows, rewrite_csv
from builders.files import rewrite_workbook as rewrite
from builders.project import AGREEMENT, EXTRACTS, PERFORMANCE, PERIOD, PORTFOLIO
from builders.published import APPROVE, PAGE, approved_example, copy_of, write_words
from builders.told import sentence

from pprr.commentary.approval import FILE, read_approval
from pprr.domain.errors import CommentaryError
from pprr.notebook import cover
from pprr.project import Project, find_project
from pprr.report import Report, open_report
from pprr.report.record.fingerprint import parts_in_words


@pytest.fixture(scope="module")
def approved_once(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return approved_example(tmp_path_factory)


@pytest.fixture
def approved(approved_once: Project, tmp_path: Path) -> Project:
    """A copy of it to change."""
    return copy_of(approved_once, tmp_path / "project")


def _report(project: Project) -> Report:
    return open_report(PORTFOLIO, PERIOD, project=find_project(project.root))


def _standing(project: Project) -> str:
    page = BeautifulSoup(str(cover(_report(project))), "html.parser")
    return " ".join(page.find("strong", string=["Draft", "Final"]).parent.get_text(" ", strip=True).split())


def test_a_report_with_an_open_blocking_query_cannot_be_approved(project_copy: Project) -> None:
    result = pprr(*APPROVE, project=project_copy)
    assert result.returncode == 1
    assert sentence("approval-blocked", portfolio="Citizen Focus and Engagement", period=PERIOD) in result.stderr
    assert "CFE1.4: the words say" in result.stderr
    assert not (project_copy.commentary(PERIOD, PORTFOLIO) / FILE).exists()
    assert _standing(project_copy) == "Draft : nobody has approved it yet"


@pytest.mark.kernel
def test_an_approved_report_says_who_and_when_on_its_page(approved: Project) -> None:
    assert _standing(approved) == "Final : version 1.0, approved by A. N. Other (made up) on 30 June 2020"
    result = pprr("run", str(PERIOD), project=approved)
    assert result.returncode == 0, result.stderr
    page = BeautifulSoup((approved.site / PAGE).read_text("utf-8"), "html.parser")
    assert page.find(class_="state").get_text() == "Final"
    assert "Draft" not in page.get_text()
    index = BeautifulSoup((approved.site / "index.html").read_text("utf-8"), "html.parser")
    assert [row.find_all("td")[-1].get_text() for row in index.tbody.find_all("tr")] == ["Final"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        pytest.param(write_words, "the words of CFE1.1", id="a sentence"),
        pytest.param(
            lambda project: rewrite(project.root / PERFORMANCE, "CFE1.1", "2019/20 Actual", "8,033"),
            "the table measures, the table readings",
            id="a figure",
        ),
        pytest.param(
            lambda project: rewrite_csv(project.root / AGREEMENT / "targets.csv", "CFE1.2", "target", "46"),
            "the table measures",
            id="a target",
        ),
        pytest.param(
            lambda project: rewrite_csv(project.root / AGREEMENT / "priorities.csv", 2, "title", "Another title"),
            "the agreement's words",
            id="a title",
        ),
        pytest.param(
            lambda project: rewrite_csv(project.root / EXTRACTS / "savings.csv", 2, "Additional Information", "Other"),
            "the table savings",
            id="what is said of a saving",
        ),
        pytest.param(
            lambda project: _edit(
                project.root / "pprr.toml", "[organisation]\nname = ", '[organisation]\nname = "The Former" #'
            ),
            "the document control",
            id="the council's name",
        ),
    ],
)
def test_a_change_makes_it_a_draft_again_and_is_named(
    approved: Project, change: Callable[[Project], object], told: str
) -> None:
    change(approved)

    report = _report(approved)
    assert (report.state, ", ".join(report.changed)) == ("Draft", told)
    assert _standing(approved).endswith("approved by A. N. Other (made up) on 30 June 2020; it has changed since")
    [query] = [query for query in report.queries if query.kind == "changed since approval"]
    assert f"since then {told} have changed" in query.found


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        pytest.param(["the rules"], "the rules", id="no words"),
        pytest.param(["the words of A1", "the rules"], "the words of A1, the rules", id="one entry"),
        pytest.param(
            ["the words of A1", "the rules", "the words of A2"],
            "the rules, the words of 2 entries (A1, A2)",
            id="several entries",
        ),
    ],
)
def test_changed_parts_are_told_in_words(names: list[str], expected: str) -> None:
    assert parts_in_words(names) == expected


def _edit(path: Path, found: str, put: str) -> None:
    text = path.read_text("utf-8")
    assert found in text
    path.write_text(text.replace(found, put), encoding="utf-8")


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(
            lambda project: change_rows(project.root / EXTRACTS / "savings.csv", lambda rows: [rows[0], [], *rows[1:]]),
            id="a row that moves",
        ),
        pytest.param(
            lambda project: _edit(
                project.root / EXTRACTS / "sources.toml", "[edition]", "[edition]\nqueries_due = 2020-05-15"
            ),
            id="the day by which queries are to be settled",
        ),
    ],
)
def test_what_no_page_says_changes_nothing(approved: Project, change: Callable[[Project], object]) -> None:
    change(approved)
    report = _report(approved)
    assert (report.state, report.changed) == ("Final", ())


def test_a_query_that_opens_later_makes_it_a_draft_again(approved: Project) -> None:
    [(query, _)] = _report(approved).accepted
    assert pprr("accept", "--undo", query.id, str(PERIOD), project=approved).returncode == 0
    assert _standing(approved).startswith("Draft : version 1.0")
    assert _standing(approved).endswith("a query about it has been opened since")


def test_an_approval_is_taken_back_and_said_once_more(approved: Project) -> None:
    result = pprr("approve", "--undo", PORTFOLIO, str(PERIOD), project=approved)
    assert (result.returncode, "A. N. Other (made up), 2020-06-30" in result.stdout) == (0, True), result.stderr
    assert _standing(approved) == "Draft : nobody has approved it yet"
    again = pprr("approve", "--undo", PORTFOLIO, str(PERIOD), project=approved)
    assert (again.returncode, sentence("not-approved", portfolio=PORTFOLIO) in again.stderr) == (1, True)


def test_approval_changes_no_word_and_no_decision(approved: Project) -> None:
    folder = approved.commentary(PERIOD, PORTFOLIO)
    before = {name: data for name, data in bytes_of(folder).items() if name != FILE}
    assert pprr(*APPROVE, "--version", "2.0", project=approved).returncode == 0
    assert {name: data for name, data in bytes_of(folder).items() if name != FILE} == before
    assert read_approval(folder).version == "2.0"


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        pytest.param(["approve", PORTFOLIO, str(PERIOD)], 1, sentence("approval-by-nobody"), id="nobody"),
        pytest.param(
            ["approve", str(PERIOD), "--name", "A"],
            2,
            sentence("words-unexpected", problem="plain", expected="PORTFOLIO PERIOD", words=PERIOD),
            id="every portfolio",
        ),
        pytest.param([*APPROVE[:-1], "30/06/2020"], 2, sentence("no-day", text="30/06/2020"), id="no day"),
    ],
)
def test_what_is_missing_is_told(project_copy: Project, arguments: list[str], code: int, told: str) -> None:
    result = pprr(*arguments, project=project_copy)
    assert (result.returncode, told in result.stderr) == (code, True), result.stderr


@pytest.mark.parametrize("text", ['name = "A', "name = 1\nparts = {}", "\xff"])
def test_an_approval_that_cannot_be_read_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_bytes(text.encode("latin-1"))
    with pytest.raises(CommentaryError, match=FILE):
        read_approval(tmp_path)


def test_warnings_that_are_open_are_told_when_it_is_approved(approved: Project) -> None:
    told = pprr("approve", PORTFOLIO, str(PERIOD), "--name", "A. N. Other (made up)", project=approved).stdout
    assert f"4 warnings are open all the same: pprr check {PORTFOLIO} {PERIOD}" in told


def test_what_is_approved_anew_after_a_change_is_the_next_version(approved: Project) -> None:
    write_words(approved)
    assert pprr(*APPROVE, project=approved).returncode == 0
    assert _standing(approved) == "Final : version 1.1, approved by A. N. Other (made up) on 30 June 2020"
    assert pprr(*APPROVE, project=approved).returncode == 0  # the same content again
    assert _standing(approved).startswith("Final : version 1.")
