"""What only some reports have: a statement and who signs it, scope, risks, outlook, projects, contacts, a link."""

from pathlib import Path

import pytest
from builders.council import SLUG, quarters, say
from builders.files import read_csv, write_csv

from pprr.domain import Period
from pprr.domain.errors import FaultsError
from pprr.ingest.load import load
from pprr.notebook import commentary
from pprr.notebook.appendix import definitions
from pprr.notebook.performance import key, overview, priorities
from pprr.project import Project
from pprr.report import Report, open_report
from pprr.report.items import OPTIONAL, with_optional

PERIOD = "2025-26-q2"
SAID = {
    "overview": "It went well.",
    "statement": "I thank everyone.",
    "scope": "It is shorter, since the books closed late.",
    "risks": "Winter.",
    "outlook": "Next year.",
}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return quarters(tmp_path / "council", points=("2025-26-q1", PERIOD))


def opened(project: Project) -> Report:
    return open_report(SLUG, PERIOD, project=project)


def page(report: Report) -> str:
    return "\n".join(str(part(report)) for part in (overview, key, priorities, definitions))


def agreed(project: Project, **told: str) -> None:
    """Gives the portfolio further columns in the year's agreement."""
    path = project.agreement(Period.parse(PERIOD)) / "portfolios.csv"
    header, row = read_csv(path)
    write_csv(path, [[*header, *told], [*row, *told.values()]])


def laid_out(project: Project, folder: Path, name: str, rows: list[list[str]]) -> None:
    """Puts a table into a folder, and its section into the sources.toml there."""
    write_csv(folder / f"{name}.csv", rows)
    path = folder / "sources.toml"
    path.write_text(f'{path.read_text("utf-8")}\n[{name}]\nfile = "{name}.csv"\n', "utf-8")


def test_without_any_there_is_nothing_of_them(project: Project) -> None:
    say(project, PERIOD, {"overview": "It went well."})
    report = opened(project)
    assert not set(OPTIONAL) & {*report.items, *report.drafted}
    shown = page(report)
    for address in ("statement", "scope", "risks", "outlook", "projects", "contacts"):
        assert f'id="{address}"' not in shown


def test_the_words_stand_under_their_headings_and_are_no_stray_ones(project: Project) -> None:
    say(project, PERIOD, SAID)
    agreed(
        project,
        agreement_link="https://anyborough.example/agreement",
        member="Councillor A. N. Example (made up)",
        member_office="Cabinet Member for Examples",
    )
    report = opened(project)
    shown = page(report)
    for name, words in SAID.items():
        assert words in shown
        assert name == "overview" or f'id="{name}"' in shown
    assert "Councillor A. N. Example (made up), Cabinet Member for Examples" in shown
    assert 'href="https://anyborough.example/agreement"' in shown
    assert [one for one in report.queries if one.key == "words-without-an-item"] == []


def test_an_entry_that_is_drafted_and_empty_is_not_shown(project: Project) -> None:
    say(project, PERIOD, {**dict.fromkeys(OPTIONAL, ""), "overview": "It went well."})
    report = opened(project)
    assert set(OPTIONAL) <= set(report.items)
    assert not any(f'id="{name}"' in page(report) for name in OPTIONAL)
    assert not set(OPTIONAL) & set(report.wanted)
    for name in OPTIONAL:
        assert str(commentary.item(report, name))


def test_their_places_in_the_notebook() -> None:
    items = ("overview", "priority-1", "A1", "budget", "outturn")
    assert with_optional(items, OPTIONAL) == (
        *("overview", "statement", "scope", "priority-1", "A1", "risks", "outlook", "budget", "outturn"),
    )
    assert with_optional(items, ()) == items


def test_recommendations_belong_to_the_paper(project: Project) -> None:
    say(project, PERIOD, {"overview": "It went well.", "recommendations": "Note the report."})
    [found] = [one for one in opened(project).queries if one.key == "words-without-an-item"]
    assert (found.item, found.fields["action"]) == ("recommendations", "paper")


@pytest.mark.parametrize("link", ["www.anyborough.example", "javascript:alert(1)", "https://a b"])
def test_an_address_that_is_none(project: Project, link: str) -> None:
    agreed(project, agreement_link=link)
    with pytest.raises(FaultsError) as error:
        load(project, Period.parse(PERIOD))
    assert {one.key for one in error.value.faults} == {"cell-unreadable"}


def test_projects_name_their_measures(project: Project) -> None:
    header = ["portfolio", "project", "measures", "state", "milestone", "owner"]
    rows = [
        header,
        [SLUG, "New system", "TOTAL; NONE", "Late", "Trial in March 2026", "Head of Service"],
        [SLUG, "Other", "", "On time", "", ""],
    ]
    laid_out(project, project.extracts(Period.parse(PERIOD)), "projects", rows)
    report = opened(project)
    shown = page(report)
    for said in (
        'id="projects"',
        "New system",
        'href="#TOTAL"',
        "Late",
        "Trial in March 2026",
        "Head of Service",
        "No owner",
    ):
        assert said in shown
    [found] = [one for one in report.queries if one.key == "project-measure-unknown"]
    assert found.fields == {"project": "New system", "measure": "NONE"}
    assert list(report.table("projects")["measures"].fillna("")) == ["TOTAL", ""]


def test_contacts_by_role(project: Project) -> None:
    rows = [["portfolio", "role", "contact"], [SLUG, "Head of Finance", "finance@anyborough.example"]]
    laid_out(project, project.agreement(Period.parse(PERIOD)), "contacts", rows)
    assert "Head of Finance: finance@anyborough.example" in page(opened(project))
