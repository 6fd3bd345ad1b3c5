"""Documents are of whatever a kind says: planned, stopped, named and switched on alike."""

import json
import re
from pathlib import Path

import pytest
from builders.command import pprr
from builders.files import replace_text
from builders.project import REPOSITORY
from builders.published import copy_of
from builders.told import refused

from pprr.demo.build import Size, write_demo
from pprr.documents import open_document
from pprr.domain import Period
from pprr.domain.documents import Subject, SubjectKind
from pprr.domain.errors import ProjectError
from pprr.ingest.load import load
from pprr.ingest.subjects import documents_of, slug_from
from pprr.project import Project, Reports, find_project
from pprr.run.item import Item
from pprr.run.plan.inputs import Inputs
from pprr.run.plan.matrix import plans_of
from pprr.run.plan.selection import read_selection
from pprr.run.planned import PeriodPlan
from pprr.start.template import report_notebook

PERIOD = Period.parse("2025-26-q2")
KINDS = {"committees": ["briefing"], "portfolios": ["profile"], "council": ["corporate"]}


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder = tmp_path_factory.mktemp("kinds") / "project"
    write_demo(folder, Size(portfolios=3, measures=9, years=2, ledger_lines=0))
    return switched_on(find_project(folder), KINDS)


@pytest.fixture
def project(council: Project, tmp_path: Path) -> Project:
    return copy_of(council, tmp_path / "project")


def switched_on(project: Project, kinds: dict[str, list[str]]) -> Project:
    path = project.root / "pprr.toml"
    before = path.read_text("utf-8").partition("[reports]")[0]
    listed = "\n".join(f"{of} = {json.dumps(names)}" for of, names in kinds.items())
    path.write_text(f"{before}[reports]\n{listed}\n", "utf-8")
    return find_project(project.root)


def plan_of(project: Project) -> PeriodPlan:
    [plan] = plans_of(project, read_selection(project, [str(PERIOD)]), Inputs(project, cleans=True))
    return plan


@pytest.mark.parametrize(
    ("kind", "parameters", "notebook", "words"),
    [
        pytest.param("portfolio", ("portfolio", "period"), "portfolio_report.ipynb", "one", id="a portfolio's report"),
        pytest.param("corporate", ("period",), "corporate_report.ipynb", "one.corporate", id="of the council"),
        pytest.param("paper", ("committee", "period"), "paper.ipynb", "one.paper", id="of a committee"),
        pytest.param("update", ("directorate", "period"), "update.ipynb", "one.update", id="of a directorate"),
        pytest.param("scorecard", ("view", "period"), "scorecard.ipynb", "one.scorecard", id="of a view"),
        pytest.param("profile", ("portfolio", "period"), "profile.ipynb", "one.profile", id="a portfolio's document"),
    ],
)
def test_a_kind_says_its_notebook_its_parameters_and_whose_words_it_has(
    council: Project, kind: str, parameters: tuple[str, ...], notebook: str, words: str
) -> None:
    kinds = {"committees": ["paper"], "directorates": ["update"], "views": ["scorecard"], "portfolios": ["profile"]}
    reports = Reports.model_validate({**kinds, "council": ["corporate"]})
    assert reports.parameters_of(kind) == parameters
    assert reports.notebook_of(kind) == notebook
    settings = council.settings.model_copy(update={"reports": reports})
    assert Project(council.root, settings).words_name("one", kind) == words


def test_documents_are_those_of_each_subject_that_the_period_has(council: Project) -> None:
    cleaned = load(council, PERIOD)
    slugs = [item.subject for item in plan_of(council).known if item.kind == "portfolio"]
    found = documents_of(council.settings.reports, PERIOD, cleaned.tables)
    committees = {"first.briefing", "second.briefing", "resources.briefing"}
    assert set(found) == {"council.corporate", *committees, *(f"{slug}.profile" for slug in slugs)}
    assert {item.name for item in plan_of(council).known} == {*found, *slugs}


def test_a_stopped_portfolio_stops_the_documents_that_rest_on_it_alone(project: Project) -> None:
    file = project.extracts(PERIOD) / "measures_export.csv"
    first = file.read_text("utf-8").splitlines()[1]
    replace_text(file, first, re.sub(r"\d+", "1O0", first))
    plan = plan_of(project)
    [stopped] = {item.subject for item in plan.stopped if item.kind == "portfolio"}
    found = documents_of(project.settings.reports, PERIOD, load(project, PERIOD).tables)
    resting = {name for name, document in found.items() if document.subject.rests_on(stopped)}
    assert {item.name for item in plan.stopped} == {stopped, f"{stopped}.profile", *resting}
    assert 0 < len(resting - {"council.corporate"}) < len(found)


def test_without_tables_the_documents_of_the_last_run_are_known(project: Project) -> None:
    replace_text(project.root / "data/raw/committees.csv", "First", "1st")
    [plan] = plans_of(project, read_selection(project, [str(PERIOD)]), Inputs(project, cleans=False))
    assert Item("council", PERIOD, "corporate") in plan.known


@pytest.mark.parametrize(
    ("name", "key", "fields"),
    [
        ("council.other", "report-not-switched-on", {"name": "council.other", "kind": "other"}),
        ("first.corporate", "report-not-switched-on", {"name": "first.corporate", "kind": "corporate"}),
        ("third.briefing", "no-document-of-period", {"subject": "third", "kind": "briefing"}),
    ],
)
def test_a_name_that_is_no_document_is_refused(council: Project, name: str, key: str, fields: dict[str, str]) -> None:
    with refused(ProjectError, key, **fields):
        open_document(name, PERIOD, project=council)


@pytest.mark.parametrize("name", ["../x.briefing", "a b.briefing", "con.briefing", ".briefing", "first.briefing/.."])
def test_a_subject_that_is_no_slug_reaches_no_path(council: Project, name: str) -> None:
    with refused(ProjectError, "no-slug"):
        council.commentary(PERIOD, name)


@pytest.mark.parametrize(("said", "slug"), [("first", "first"), ("CF Scrutiny (2)", "cf-scrutiny-2"), (" A/B ", "a-b")])
def test_an_identifier_of_the_councils_own_becomes_a_slug(said: str, slug: str) -> None:
    assert slug_from(said) == slug


def test_a_subject_without_portfolios_rests_on_all() -> None:
    assert Subject("council", "The council").rests_on("any")
    assert not Subject("first", "First", ("one",)).rests_on("any")
    assert [of.parameters for of in (SubjectKind.COUNCIL, SubjectKind.VIEW)] == [(), ("view",)]


def test_the_next_year_brings_the_notebooks_of_the_kinds_that_are_switched_on(project: Project) -> None:
    notebook = project.root / "notebooks" / "corporate_report.ipynb"
    notebook.unlink()
    made = pprr("new-year", "2026-27", project=project)
    assert made.returncode == 0, made.stderr
    assert "corporate_report.ipynb" in made.stdout
    year_end = Period.parse("2026-27-annual")
    assert notebook.read_text("utf-8") == report_notebook(year_end, kind="corporate", reports=project.settings.reports)


def test_a_draft_brings_the_notebook_of_a_kind_that_is_switched_on_within_the_year(project: Project) -> None:
    notebook = project.root / "notebooks" / "corporate_report.ipynb"
    notebook.unlink()
    failed = pprr("run", "--kind", "corporate", str(PERIOD), project=project)
    assert "pprr draft puts that of a document there" in " ".join(failed.stderr.split())
    drafted = pprr("draft", "council.corporate", str(PERIOD), project=project)
    assert "Made notebooks/corporate_report.ipynb" in drafted.stdout
    made = pprr("run", "--kind", "corporate", str(PERIOD), project=project)
    assert made.returncode == 0, made.stderr


OWN_KINDS = re.findall(
    r"^\| `(\w+)` \| .+? \| `(.+?)` \| `(.+?)` \| `?(.*?)`? ?\| `?(.*?)`? ?\|$",
    (REPOSITORY / "docs/how-to/add-a-kind.md").read_text("utf-8"),
    re.MULTILINE,
)


@pytest.mark.parametrize(("key", "copied", "to", "written", "instead"), OWN_KINDS, ids=[row[0] for row in OWN_KINDS])
def test_a_kind_of_ones_own_is_made_as_the_how_to_has_it(
    project: Project, monkeypatch: pytest.MonkeyPatch, key: str, copied: str, to: str, written: str, instead: str
) -> None:
    monkeypatch.chdir(project.root)
    kind = to.removesuffix(".ipynb").removesuffix("_report")
    project = switched_on(project, {key: [kind]} if key != "kinds" else {key: ["portfolio", kind]})
    notebook = json.loads((project.root / "notebooks" / copied).read_text("utf-8"))
    cells = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    [opening] = [cell for cell in cells if "page.open_report" in cell]
    assert opening.count(instead) == 1 or not instead
    [item, *_] = [one for one in plan_of(project).known if one.kind == kind]
    assert project.settings.reports.notebook_of(kind) == to
    parameters = project.settings.reports.parameters_of(kind)
    values = [str(PERIOD) if name == "period" else item.subject for name in parameters]
    names: dict[str, object] = dict(zip(parameters, values, strict=True))
    exec(opening.replace(instead, written) if instead else opening, names)  # noqa: S102  # the project's own template
    exec("\n".join(cells[cells.index(opening) + 1 :]), names)  # noqa: S102
    assert names["report"].portfolio.slug == project.words_name(item.subject, kind)  # type: ignore[attr-defined]


def test_the_how_to_has_each_key_of_a_kind() -> None:
    assert [row[0] for row in OWN_KINDS] == [name for name in Reports.model_fields if name not in {"at", "since"}]
