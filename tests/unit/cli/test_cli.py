"""The command line teaches what it can do, ends with the code that its help promises, and says faults in words."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from builders.command import pprr
from builders.files import bytes_of, replace_text, rewrite_csv, rewrite_workbook
from builders.project import (
    EXTRACTS,
    PERFORMANCE,
    PERIOD,
    PORTFOLIO,
    SECOND_PORTFOLIO,
    add_second_portfolio,
    copy_project,
)
from builders.servers.lab import running_lab
from builders.told import sentence

from pprr.commentary.entries import read_entries
from pprr.project import Project

WIDE = {"COLUMNS": "200", "TERMINAL_WIDTH": "200"}


@pytest.fixture(scope="module")
def cleaned(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A copy with its cleaned tables, for commands that change nothing."""
    project = copy_project(tmp_path_factory.mktemp("cleaned") / "project")
    assert pprr("clean", str(PERIOD), project=project).returncode == 0
    return project


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        pytest.param(
            [],
            [
                "raw extracts",
                "clean",
                "draft",
                "lab",
                "check",
                "run",
                "2019-20-annual, or 2019-20-q1 to -q3",
                '"Mid-Year 2019/20" work too',
                "Exit codes: 0 all is well; 1 something failed or is blocking, and was named; 2 it could not start.",
                "PPRR_PROJECT",
            ],
            id="pprr",
        ),
        pytest.param(["clean"], ["PERIOD", "such as 2019-20-annual", "data/raw/<year>/<period>"], id="clean"),
        pytest.param(
            ["draft"],
            ["[PORTFOLIO] PERIOD", "citizen-focus-and-engagement 2019-20-annual", "Never changes a word", "pprr lab"],
            id="draft",
        ),
        pytest.param(
            ["check"],
            [
                "[PORTFOLIO] PERIOD",
                "citizen-focus-and-engagement 2019-20-annual",
                "Exit code 1 where a query is blocking",
                "not for publication: data/processed/<year>/<period>/quality.html",
            ],
            id="check",
        ),
        pytest.param(
            ["accept"],
            ["QUERY [PORTFOLIO] PERIOD", "k3v9x2pa 2019-20-annual", "no longer blocks", "<portfolio>/decisions.toml"],
            id="accept",
        ),
        pytest.param(
            ["run"],
            ["[PORTFOLIO]... PERIOD...", "citizen-focus-and-engagement 2019-20-annual", "reports/<period>/", "XLSX"],
            id="run",
        ),
        pytest.param(["lab"], ["pprr lab --no-browser", "leaves out the figures"], id="lab"),
    ],
)
def test_help_teaches(arguments: list[str], expected: list[str]) -> None:
    result = pprr(*arguments, "--help", environment=WIDE)

    assert (result.returncode, result.stderr) == (0, "")
    told = " ".join(result.stdout.split())
    assert [words for words in expected if words not in told] == []


def test_the_installed_command_is_the_module() -> None:
    installed = subprocess.run(
        [Path(sys.executable).with_name("pprr"), "-h"],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, **WIDE},
    )
    module = pprr("--help", environment=WIDE)

    assert (installed.returncode, module.returncode) == (0, 0)
    assert module.stdout.replace("python -m pprr", "pprr").split() == installed.stdout.split()


@dataclass(frozen=True)
class Case:
    """A command on a copy that was changed first; the code it ends with, and what it says."""

    arguments: list[str]
    code: int
    told: list[str] = field(default_factory=list)
    change: Callable[[Project], object] = lambda _: None


def row_fault(project: Project) -> None:
    add_second_portfolio(project)
    rewrite_workbook(project.root / PERFORMANCE, "EXA1.1", "2019/20 Actual", "37 %%")


def no_blocking_query(project: Project) -> None:
    folder = project.commentary(PERIOD, PORTFOLIO)
    replace_text(folder / "commentary.ipynb", "61 of 179 (34%)", "66 of 179 (37%)")


FILE_FAULT = Case(
    [],
    0,
    [f"{EXTRACTS.as_posix()}/budget.csv: {sentence('no-file')}"],
    lambda project: (project.root / EXTRACTS / "budget.csv").unlink(),
)
BROKEN_WORDS = Case(
    [],
    1,
    [sentence("notebook-broken", file=f"{PORTFOLIO}/commentary.ipynb"), sentence("notebook-broken", "remedy")],
    lambda project: (project.commentary(PERIOD, PORTFOLIO) / "commentary.ipynb").write_text("{", "utf-8"),
)


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            Case(
                ["clean", str(PERIOD)],
                0,
                ["12  measures", f"Written to data/processed/2019-20/{PERIOD}.", "Queries about the extracts: none."],
            ),
            id="0: clean",
        ),
        pytest.param(Case(["clean", "Annual 2019/20"], 0, [f"data/processed/2019-20/{PERIOD}"]), id="0: another name"),
        pytest.param(Case(["draft", str(PERIOD)], 0, ["nothing to add: every item has its entry."]), id="0: draft"),
        pytest.param(
            Case(["check", PORTFOLIO, str(PERIOD)], 0, ["Queries: 6 warnings, 28 notes."], no_blocking_query),
            id="0: no blocking query",
        ),
        pytest.param(
            Case(["check", str(PERIOD)], 1, ["Queries: 1 blocking, 6 warnings, 28 notes."]), id="1: a blocking query"
        ),
        pytest.param(
            Case(
                ["clean", str(PERIOD)],
                1,
                [f"{SECOND_PORTFOLIO} is stopped until this is mended:", 'cannot read "37 %%".', "Written to data/"],
                row_fault,
            ),
            id="1: clean finds a row fault",
        ),
        pytest.param(
            Case(["check", SECOND_PORTFOLIO, str(PERIOD)], 1, ['cannot read "37 %%".'], row_fault),
            id="1: check finds a row fault",
        ),
        pytest.param(
            Case(["draft", PORTFOLIO, str(PERIOD)], 0, ["nothing to add"], row_fault),
            id="0: another portfolio's row fault",
        ),
        pytest.param(
            Case(["clean", str(PERIOD)], 1, [*FILE_FAULT.told, "Nothing was written."], FILE_FAULT.change),
            id="1: clean finds a file fault",
        ),
        pytest.param(Case(["run", str(PERIOD)], 2, FILE_FAULT.told, FILE_FAULT.change), id="2: run finds a file fault"),
        pytest.param(
            Case(["check", str(PERIOD)], 1, BROKEN_WORDS.told, BROKEN_WORDS.change), id="1: commentary cannot be read"
        ),
        pytest.param(
            Case(["draft", str(PERIOD)], 1, BROKEN_WORDS.told, BROKEN_WORDS.change),
            id="1: commentary cannot be completed",
        ),
        pytest.param(
            Case(
                ["clean", "2018-19-annual"],
                2,
                [sentence("no-folder", remedy="plain", folder="data/raw/2018-19/agreement", known=PERIOD)],
            ),
            id="2: a period without extracts",
        ),
        pytest.param(
            Case(["run", "last year"], 2, [sentence("no-period", text='"last year"')]),
            id="2: no period",
        ),
        pytest.param(
            Case(["check", "2019/21"], 2, [sentence("no-financial-year", text='"2019/21"', first=2019, second=2020)]),
            id="2: no year",
        ),
        pytest.param(
            Case(
                ["run", "nobody", str(PERIOD)],
                2,
                [sentence("no-such-portfolio", portfolio="nobody", period=PERIOD, known=PORTFOLIO)],
            ),
            id="2: no such portfolio",
        ),
        pytest.param(
            Case(
                ["draft", "one", "two", str(PERIOD)],
                2,
                [sentence("words-unexpected", problem="counted", expected="[PORTFOLIO] PERIOD", count=3)],
            ),
            id="2: too many words",
        ),
        pytest.param(Case(["draft"], 2, ["Missing argument"]), id="2: too few words"),
        pytest.param(Case(["run"], 2, [sentence("no-period-named")]), id="2: run without a period"),
        pytest.param(Case(["print", str(PERIOD)], 2, ["No such command 'print'"]), id="2: no such command"),
        pytest.param(Case(["run", "--fast", str(PERIOD)], 2, ["No such option: --fast"]), id="2: no such option"),
        pytest.param(
            Case(
                ["clean", str(PERIOD)],
                2,
                ["pprr.toml cannot be used:", "run.cell_timeout: there is no such key. Check its spelling."],
                lambda project: replace_text(project.root / "pprr.toml", "cell_timeout_seconds", "cell_timeout"),
            ),
            id="2: a setting is misspelt",
        ),
        pytest.param(
            Case(
                ["clean", str(PERIOD)],
                2,
                ["pprr.toml cannot be read as TOML"],
                lambda project: replace_text(project.root / "pprr.toml", "[organisation]", "[organisation"),
            ),
            id="2: the settings are broken",
        ),
        pytest.param(
            Case(
                ["clean", str(PERIOD)],
                1,
                ["A file could not be read or written:"],
                lambda project: (project.root / "data/processed").write_text("a file where a folder belongs", "utf-8"),
            ),
            id="1: nothing can be written",
        ),
        pytest.param(Case(["lab", "--version"], 0, ["4."]), id="0: further words go to JupyterLab"),
        pytest.param(Case([], 2, ["Usage:", "clean"]), id="2: nothing was asked"),
    ],
)
def test_exit_codes_and_words(project_copy: Project, case: Case) -> None:
    case.change(project_copy)

    result = pprr(*case.arguments, project=project_copy, environment=WIDE)

    told = result.stdout + result.stderr
    assert (result.returncode, [words for words in case.told if words not in told]) == (case.code, []), told
    assert "Traceback" not in told


def test_outside_of_any_project_both_ways_to_name_one_are_told(tmp_path: Path) -> None:
    result = pprr("clean", str(PERIOD), folder=tmp_path)

    assert (result.returncode, result.stdout) == (2, "")
    assert sentence("no-project", folder=tmp_path.resolve(), file="pprr.toml") in result.stderr


@pytest.mark.parametrize(
    ("folder", "named", "option"),
    [
        pytest.param("notebooks/commentary", "", "", id="up from the folder"),
        pytest.param("..", "here", "", id="by PPRR_PROJECT"),
        pytest.param("..", "", "here", id="by --project"),
        pytest.param("..", "elsewhere", "here", id="--project wins"),
        pytest.param("..", "", "project", id="--project from the folder"),
    ],
)
def test_the_project_is_found(cleaned: Project, folder: str, named: str, option: str) -> None:
    places = {"here": str(cleaned.root), "elsewhere": str(cleaned.root / "nowhere"), "project": "project"}
    result = pprr(
        *(["--project", places[option]] if option else []),
        *("check", str(PERIOD)),
        folder=cleaned.root / folder,
        environment={"PPRR_PROJECT": places[named]} if named else {},
    )

    assert result.returncode == 1, result.stderr
    assert "Queries: 1 blocking" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "named"),
    [pytest.param(["--project", "nowhere"], "", id="--project"), pytest.param([], "nowhere", id="PPRR_PROJECT")],
)
def test_a_folder_that_is_no_project_is_told(tmp_path: Path, arguments: list[str], named: str) -> None:
    environment = {"PPRR_PROJECT": str(tmp_path / named)} if named else {}

    result = pprr(*arguments, "clean", str(PERIOD), folder=tmp_path, environment=environment)

    assert result.returncode == 2
    assert sentence("no-project-there", folder=tmp_path / "nowhere", file="pprr.toml") in result.stderr


def test_check_tells_the_blocking_query_first_with_its_place_and_what_to_do(cleaned: Project) -> None:
    result = pprr("check", str(PERIOD), project=cleaned)
    lines = [line.strip() for line in result.stdout.splitlines()]

    assert lines[:8] == [
        "Data quality, Annual Report 2019/20",
        "Queries: 1 blocking, 6 warnings, 28 notes.",
        "Citizen Focus and Engagement: 34 figures in the words: 14 as in the data, 3 disagree with it, 17 not from it.",
        "BLOCKING: Citizen Focus and Engagement",
        "blocking CFE1.4 words disagree with figure li2m4bq4",
        'The words say "61 of 179 (34%)", which is 34%; the 2019/20 figure is 37%.',
        "The status depends on it: Amber by the figure, Green by the words. "
        "Correct the figure or the words, whichever is wrong.",
        f'commentary.ipynb, under "## CFE1.4"; {PERFORMANCE.as_posix()}, sheet Measures, row 7, "2019/20 Actual"',
    ]
    severities = [line.split()[0] for line in lines if line.startswith(("blocking ", "warning ", "note "))]
    assert severities == ["blocking", *["warning"] * 6]


def test_draft_creates_the_notebooks_once(project_copy: Project) -> None:
    folder = project_copy.commentary(PERIOD, PORTFOLIO)
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()

    first = pprr("draft", str(PERIOD), project=project_copy)
    drafted = bytes_of(folder)
    second = pprr("draft", str(PERIOD), project=project_copy)

    place = f"notebooks/commentary/{PERIOD}/{PORTFOLIO}"
    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert first.stdout.startswith(f"{place}: added overview, CFE1.1, CFE1.2, ")
    assert first.stdout.endswith("budget, outturn, reserves, savings.\n")
    assert second.stdout == f"{place}: nothing to add: every item has its entry.\n"
    assert list(drafted) == ["commentary.ipynb"]
    assert len(read_entries(folder)) == 17
    assert bytes_of(folder) == drafted


def test_what_is_piped_can_be_read_whatever_the_terminal_knows(project_copy: Project) -> None:
    rewrite_csv(project_copy.root / EXTRACTS / "budget.csv", "292", "Amount £000", "twelve – ten")

    result = pprr("clean", str(PERIOD), project=project_copy, environment={"PYTHONIOENCODING": "ascii", "LC_ALL": "C"})

    assert result.returncode == 1
    assert 'budget.csv, row 3, "Amount £000": cannot read "twelve – ten".' in result.stderr
    assert "Traceback" not in result.stderr


def test_lab_saves_words_and_leaves_out_the_figures(project_copy: Project, tmp_path: Path) -> None:
    """A real JupyterLab: a notebook saved through it with outputs is on the disk without them."""
    path = project_copy.template.relative_to(project_copy.root).as_posix()
    notebook = json.loads(project_copy.template.read_text("utf-8"))
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    for number, cell in enumerate(code, start=1):
        cell["execution_count"] = number
        cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "a draft figure"}]
    notebook["cells"][0]["source"] = "# New words"

    with running_lab(project_copy, tmp_path) as server:
        model = {"type": "notebook", "format": "json", "content": notebook}
        assert server.ask("PUT", f"api/contents/{path}", json.dumps(model).encode()) == 200
        assert server.root == str(project_copy.root)

    saved = json.loads(project_copy.template.read_text("utf-8"))
    assert "".join(saved["cells"][0]["source"]) == "# New words"
    assert "a draft figure" not in project_copy.template.read_text("utf-8")
    assert [(cell["outputs"], cell["execution_count"]) for cell in saved["cells"] if cell["cell_type"] == "code"] == [
        ([], None)
    ] * len(code)
