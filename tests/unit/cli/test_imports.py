"""A command imports what it uses: what each does without is named here, and held without a clock."""

import ast
import inspect
from importlib import import_module
from pathlib import Path

import pytest
import typer
from builders.command import pprr
from builders.project import PERIOD, REPOSITORY, copy_project
from builders.published import copy_of

from pprr.cli.app import COMMANDS
from pprr.cli.arguments import reports_of
from pprr.cli.commands import app
from pprr.domain import Period
from pprr.ingest import load as loading
from pprr.ingest.cleaned import Cleaned
from pprr.project import Project

LISTED = "import atexit, sys\natexit.register(lambda: print('MODULES', *sorted(sys.modules), file=sys.stderr))"
OF_TABLES = {"pandas", "numpy", "pyarrow", "duckdb", "pprr.ingest.clean", "pprr.ingest.readers.files"}
OF_PAGES = {"matplotlib", "nbformat", "nbconvert", "nbclient", "papermill", "IPython", "pprr.html", "pprr.notebook"}
OF_WORDS = {"pprr.wordcheck.check", "pprr.report.queries.collect"}
OF_REPORTS = {"pprr.report", "pprr.documents", "pprr.rules", "pprr.domain.rules", "pprr.ingest.mapping.sources"}
EVERY_ROW = "pprr.ingest.tables.every"
LAZY = {
    path.parent.relative_to(REPOSITORY).as_posix(): path
    for path in (REPOSITORY / "pprr").rglob("__init__.py")
    if "names_from(" in path.read_text("utf-8")
}


@pytest.fixture(scope="module")
def cleaned(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = copy_project(tmp_path_factory.mktemp("cleaned") / "project")
    assert pprr("clean", str(PERIOD), project=project).returncode == 0
    return project


@pytest.mark.parametrize(
    ("arguments", "idle"),
    [
        pytest.param(["--help"], {*OF_TABLES, *OF_PAGES, *OF_WORDS, *OF_REPORTS, "pydantic", "pprr.domain"}, id="help"),
        pytest.param(["status"], {*OF_TABLES, *OF_PAGES, *OF_WORDS, *OF_REPORTS, EVERY_ROW, "filelock"}, id="status"),
        pytest.param(
            ["run", "--plan", str(PERIOD)], {*OF_TABLES, *OF_PAGES, *OF_WORDS, *OF_REPORTS, "jinja2"}, id="plan"
        ),
        pytest.param(["rules", str(PERIOD)], {*OF_TABLES, *OF_PAGES, *OF_WORDS, "pprr.report.assemble"}, id="rules"),
        pytest.param(["draft", str(PERIOD)], {*OF_TABLES, *OF_PAGES, *OF_WORDS, "pprr.documents.kinds"}, id="draft"),
        pytest.param(
            ["check", str(PERIOD)],
            {*OF_TABLES, *OF_PAGES, "pprr.documents.kinds", "xlsxwriter"} - {"pprr.html"},
            id="check",
        ),
    ],
)
def test_a_command_imports_what_it_uses(cleaned: Project, arguments: list[str], idle: set[str]) -> None:
    done = pprr(*arguments, project=cleaned, before=LISTED)

    assert "Traceback" not in done.stderr
    assert set(done.stderr.split("MODULES", 1)[1].split()) & idle == set()


def test_what_committees_asked_is_planned_with_without_layouts_and_formats_of_workbooks(
    cleaned: Project, tmp_path: Path
) -> None:
    project = copy_of(cleaned, tmp_path / "project")
    project.over_years("meetings").write_text("committee,date\nScrutiny,2020-01-01\n", encoding="utf-8")
    done = pprr("status", project=project, before=LISTED)

    modules = set(done.stderr.split("MODULES", 1)[1].split())
    assert "pprr.ingest.readers.files" in modules
    assert modules & {"pprr.ingest.mapping.sources", "pprr.ingest.readers.sheets", "python_calamine"} == set()


def test_a_command_reads_the_tables_of_a_period_once(cleaned: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[Period] = []
    current = loading._current

    def counted(project: Project, period: Period, *, cleans: bool = False) -> Cleaned | None:
        read.append(period)
        return current(project, period, cleans=cleans)

    monkeypatch.setattr(loading, "_current", counted)
    with loading.read_once():
        reports_of(cleaned, PERIOD, "")
        assert loading.load(cleaned, PERIOD) is loading.load(cleaned, PERIOD)
    assert read == [PERIOD]
    loading.load(cleaned, PERIOD)
    assert read == [PERIOD, PERIOD]


def test_no_library_that_happens_to_be_installed_is_asked_how_settings_are_checked(
    cleaned: Project, tmp_path: Path
) -> None:
    """Pydantic would load its plug-ins, and to find them it reads what every library says of itself."""
    says = tmp_path / "spy-1.dist-info"
    says.mkdir()
    (says / "METADATA").write_text("Name: spy\nVersion: 1\n", encoding="utf-8")
    (says / "entry_points.txt").write_text("[pydantic]\nspy = spy\n", encoding="utf-8")
    (tmp_path / "spy.py").write_text("print('asked')\n", encoding="utf-8")
    done = pprr("rules", str(PERIOD), project=cleaned, before=f"import sys\nsys.path.append({str(tmp_path)!r})")

    assert done.returncode == 0, done.stderr
    assert "asked" not in done.stdout


def test_the_help_names_each_command_as_its_own_help_begins() -> None:
    whole = {one.name or str(one.callback and one.callback.__name__): one for one in app.registered_commands}
    told = {name: inspect.getdoc(one.callback) or "" for name, one in whole.items()}

    assert {name: said for name, _, said in COMMANDS} == {name: said.split("\n\n")[0] for name, said in told.items()}
    homes = {name: f"pprr.cli.{module}" for name, module, _ in COMMANDS}
    assert homes == {name: one.callback and one.callback.__module__ for name, one in whole.items()}
    assert [*typer.main.get_group(app).commands] == [name for name, *_ in COMMANDS]


@pytest.mark.parametrize("folder", LAZY)
def test_a_package_gives_the_names_that_the_type_checker_sees(folder: str) -> None:
    package = folder.replace("/", ".")
    [checked] = [node for node in ast.parse(LAZY[folder].read_text("utf-8")).body if isinstance(node, ast.If)]
    seen = {name.name: node.module for node in checked.body if isinstance(node, ast.ImportFrom) for name in node.names}
    [homes] = [node for one in checked.orelse for node in ast.walk(one) if isinstance(node, ast.Dict)]
    given = [name for names in ast.literal_eval(homes).values() for name in names.split()]
    found = import_module(package)

    assert sorted(seen) == sorted(given) == sorted(getattr(found, "__all__", given))
    for name, module in seen.items():
        assert getattr(found, name) is getattr(import_module(str(module)), name)
    with pytest.raises(AttributeError, match=f"module '{package}' has no attribute 'nothing'"):
        found.nothing  # noqa: B018
