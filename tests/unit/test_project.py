"""Finding the project and its settings, the names that may become paths, and who may write now."""

import subprocess
import sys
from pathlib import Path

import pytest
from builders.command import pprr
from builders.meetings import write_actions
from builders.project import PERIOD, PORTFOLIO, REPOSITORY
from builders.told import refused

from pprr.atomic import write_whole
from pprr.domain import Period
from pprr.domain.errors import ProjectError
from pprr.ingest.clean import clean
from pprr.ingest.meetings.received import EVERY
from pprr.project import Project, checked_slug, find_project

SETTINGS = '[organisation]\nname = "Anyborough Council (made up)"\n'


def _project(folder: Path, text: str = SETTINGS) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pprr.toml").write_text(text, encoding="utf-8")
    return folder


def test_the_project_is_found_from_a_folder_within_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = _project(tmp_path / "project")
    deep = root / "notebooks" / "commentary"
    deep.mkdir(parents=True)
    monkeypatch.chdir(deep)
    assert find_project().root == root
    assert find_project(deep).root == root
    assert find_project(root).root == root


def test_the_nearest_project_is_the_one(tmp_path: Path) -> None:
    _project(tmp_path)
    assert find_project(_project(tmp_path / "inner")).root == tmp_path / "inner"


def test_the_environment_names_the_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here, named = _project(tmp_path / "here"), _project(tmp_path / "named")
    monkeypatch.chdir(here)
    monkeypatch.setenv("PPRR_PROJECT", str(named))
    assert find_project().root == named
    assert find_project(here).root == here


def test_an_empty_name_in_the_environment_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(_project(tmp_path / "here"))
    monkeypatch.setenv("PPRR_PROJECT", "")
    assert find_project().root == tmp_path / "here"


@pytest.mark.parametrize("name", ["empty", "not-there"])
def test_the_environment_that_names_no_project_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(_project(tmp_path / "here"))
    monkeypatch.setenv("PPRR_PROJECT", str(tmp_path / name))
    with refused(ProjectError, "no-project-there", folder=tmp_path / name, file="pprr.toml"):
        find_project()


def test_no_project_is_refused_with_both_ways_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with refused(ProjectError, "no-project", folder=tmp_path, file="pprr.toml"):
        find_project()
    assert list(tmp_path.iterdir()) == []


def test_settings_have_defaults(tmp_path: Path) -> None:
    settings = find_project(_project(tmp_path)).settings
    assert settings.organisation.name == "Anyborough Council (made up)"
    assert (settings.page.language, settings.page.accent, settings.run.cell_timeout_seconds) == (
        "en-GB",
        "#12436D",
        120,
    )


def test_the_repositorys_own_settings_are_sound() -> None:
    assert find_project(REPOSITORY).settings.organisation.name == "Stockport Metropolitan Borough Council"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(
            f'{SETTINGS}nmae = "x"\n', "organisation.nmae: there is no such key. Check its spelling.", id="unknown key"
        ),
        pytest.param(f"{SETTINGS}[pages]\n", "pages: there is no such key.", id="unknown section"),
        pytest.param("", "organisation: this key is missing.", id="no council"),
        pytest.param('[organisation]\nname = ""\n', "organisation.name: ", id="a council without a name"),
        pytest.param(
            f'{SETTINGS}[page]\naccent = "#FFDD00"\n',
            "page.accent: #FFDD00 has a contrast of 1.3",
            id="a yellow accent",
        ),
        pytest.param(
            f'{SETTINGS}[page]\naccent = "#777777"\n', "#777777 has a contrast of 4.48 to 1", id="a grey just too light"
        ),
        pytest.param(f'{SETTINGS}[page]\naccent = "#FFFFFF"\n', "a contrast of 1.0", id="a white accent"),
        pytest.param(f'{SETTINGS}[page]\naccent = "navy"\n', "page.accent: ", id="an accent by name"),
        pytest.param(f'{SETTINGS}[page]\naccent = "#12436D; x"\n', "page.accent: ", id="an accent with more behind it"),
        pytest.param(f'{SETTINGS}[page]\nlanguage = "english"\n', "page.language: ", id="a language in words"),
        pytest.param(f"{SETTINGS}[run]\ncell_timeout_seconds = 0\n", "run.cell_timeout_seconds: ", id="no time at all"),
    ],
)
def test_settings_that_cannot_be_used_are_refused(tmp_path: Path, text: str, said: str) -> None:
    with refused(ProjectError, "file-unusable", file=tmp_path / "pprr.toml") as raised:
        find_project(_project(tmp_path, text))
    assert said in raised.value.fields["problem"]


def test_a_refused_accent_says_what_text_needs(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match=r"text needs 4\.5 to 1 \(WCAG 2\.2, 1\.4\.3\)"):
        find_project(_project(tmp_path, f'{SETTINGS}[page]\naccent = "#FFDD00"\n'))


def test_all_that_is_wrong_in_the_settings_is_said_at_once(tmp_path: Path) -> None:
    text = '[organisation]\nnmae = "x"\n[page]\naccent = "#FFDD00"\n[runs]\n'
    with pytest.raises(ProjectError) as raised:
        find_project(_project(tmp_path, text))
    lines = str(raised.value).splitlines()[1:]
    assert {line.strip().partition(":")[0] for line in lines} == {
        "organisation.name",
        "organisation.nmae",
        "page.accent",
        "runs",
    }


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"[organisation\n", id="no TOML"),
        pytest.param('[organisation]\nname = "Café"\n'.encode("cp1252"), id="other letters than UTF-8"),
    ],
)
def test_settings_that_cannot_be_read_are_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "pprr.toml").write_bytes(data)
    with refused(ProjectError, "settings-no-toml", file=tmp_path / "pprr.toml"):
        find_project(tmp_path)


@pytest.mark.parametrize("accent", ["#12436D", "#767676", "#000000", "#d4351c", "#1D70B8"])
def test_an_accent_that_is_readable_on_white_is_taken(tmp_path: Path, accent: str) -> None:
    assert find_project(_project(tmp_path, f'{SETTINGS}[page]\naccent = "{accent}"\n')).settings.page.accent == accent


@pytest.mark.parametrize("slug", [PORTFOLIO, "a", "2", "adults-2", "x" * 60])
def test_a_safe_slug_is_taken(slug: str) -> None:
    assert checked_slug(slug) == slug


@pytest.mark.parametrize(
    "slug",
    [
        pytest.param("", id="nothing"),
        pytest.param("..", id="the folder above"),
        pytest.param("../escape", id="a path upwards"),
        pytest.param("/etc", id="a path from the root"),
        pytest.param("a/b", id="a folder within"),
        pytest.param("a\\b", id="a folder within, on Windows"),
        pytest.param("c:", id="a drive"),
        pytest.param("Citizens", id="capitals"),
        pytest.param("citizen focus", id="a space"),
        pytest.param("citizen_focus", id="an underscore"),
        pytest.param("citizen--focus", id="two hyphens"),
        pytest.param("-citizens", id="a hyphen before"),
        pytest.param("citizens-", id="a hyphen behind"),
        pytest.param("citizens\n", id="a line end"),
        pytest.param("citizens.html", id="a dot"),
        pytest.param("citoyenneté", id="an accent"),
        pytest.param("٣", id="a digit of another script"),
        pytest.param("<b>", id="HTML"),
        pytest.param("x" * 61, id="too long"),
        pytest.param("con", id="a device of Windows"),
        pytest.param("nul", id="another device"),
        pytest.param("record", id="what a site keeps for itself"),
        pytest.param("com1", id="a serial port"),
        pytest.param("lpt9", id="a printer port"),
    ],
)
def test_an_unsafe_slug_is_refused(project_copy: Project, slug: str) -> None:
    with refused(ProjectError, "no-slug", text=slug):
        checked_slug(slug)
    with pytest.raises(ProjectError):
        project_copy.commentary(PERIOD, slug)


def test_every_path_is_within_the_project(project_copy: Project) -> None:
    paths = [
        project_copy.template,
        project_copy.site,
        project_copy.agreement(PERIOD),
        project_copy.extracts(PERIOD),
        project_copy.processed(PERIOD),
        project_copy.commentary(PERIOD, PORTFOLIO),
        project_copy.reports(PERIOD),
    ]
    assert [project_copy.relative(path) for path in paths] == [
        "notebooks/portfolio_report.ipynb",
        "reports",
        "data/raw/2019-20/agreement",
        "data/raw/2019-20/2019-20-annual",
        "data/processed/2019-20/2019-20-annual",
        f"notebooks/commentary/2019-20-annual/{PORTFOLIO}",
        "reports/2019-20-annual",
    ]


def test_the_periods_are_those_with_a_folder_oldest_first(project_copy: Project) -> None:
    raw = project_copy.root / "data/raw"
    for name in ("2020-21/2020-21-q1", "2019-20/2019-20-q3", "2020-21/agreement", "2020-21/notes"):
        (raw / name).mkdir(parents=True)
    (raw / "2019-20" / "2019-20-q2").write_text("a file", encoding="utf-8")
    found = project_copy.periods()
    assert set(found) == {Period.parse(name) for name in ("2019-20-q3", "2019-20-annual", "2020-21-q1")}
    assert [period.end for period in found] == sorted(period.end for period in found)


@pytest.mark.parametrize("name", ["2019-20-anual", "2019-20-annual - Copy", "2019-20-Annual", "2019-20-q4", "2019-20-"])
def test_a_folder_that_is_almost_a_period_is_passed_over_and_named(project_copy: Project, name: str) -> None:
    before = project_copy.periods()
    (project_copy.root / "data/raw/2019-20" / name).mkdir()
    assert (project_copy.periods(), project_copy.passed_over()) == (before, (f"data/raw/2019-20/{name}",))
    with refused(ProjectError, "no-folder", remedy="others", others=f"data/raw/2019-20/{name}"):
        clean(project_copy, Period.parse("2020-21-annual"))


@pytest.mark.parametrize("name", ["selection.csv", "actions.xlsx", "2019-20/actions.csv"])
def test_a_table_that_nothing_reads_is_passed_over_and_named(project_copy: Project, name: str) -> None:
    for file in (name, "lexicon.toml", "2019-20/notes.docx"):
        (project_copy.root / "data/raw" / file).write_bytes(b"")
    write_actions(project_copy)
    assert project_copy.tables_passed_over(EVERY) == (f"data/raw/{name}",)
    assert f"{name} was passed over" in pprr("clean", "2019-20-annual", project=project_copy).stdout.replace("\n", "")


HOLD = """
import sys
from pathlib import Path
from pprr.project import find_project
with find_project(Path(sys.argv[1])).lock("clean"):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_process_waits_its_turn_and_is_refused_in_words(project_copy: Project) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(project_copy.root)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with (
            refused(ProjectError, "another-pprr", lock="clean", seconds=0.1),
            project_copy.lock("clean", wait_seconds=0.1),
        ):
            pass
        with project_copy.lock("run", wait_seconds=0.1):
            pass
        holder.communicate()
    with project_copy.lock("clean", wait_seconds=0.1):
        pass


def test_a_process_that_is_killed_leaves_no_lock(project_copy: Project) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(project_copy.root)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        holder.kill()
    with project_copy.lock("clean", wait_seconds=5):
        pass


def test_a_file_is_replaced_whole_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "table.csv"
    write_whole(path, b"old")
    write_whole(path, b"new")
    assert [(found.name, found.read_bytes()) for found in path.parent.iterdir()] == [("table.csv", b"new")]


def test_a_file_that_cannot_be_replaced_stays_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.mkdir()
    (path / "inside").write_bytes(b"old")
    with pytest.raises(OSError, match=r"table\.csv"):
        write_whole(path, b"new")
    assert [found.relative_to(tmp_path).as_posix() for found in tmp_path.rglob("*")] == [
        "table.csv",
        "table.csv/inside",
    ]
