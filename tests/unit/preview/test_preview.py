"""The preview: the published bytes, made anew when anything behind them is saved, the last good page kept; loopback."""

import os
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from builders.command import pprr
from builders.files import replace_text, rewrite_workbook
from builders.project import PERFORMANCE, PERIOD, PORTFOLIO, REPOSITORY
from builders.published import PAGE, copy_of
from builders.servers.preview import LONGEST_SECONDS, Preview, end, running_preview
from builders.template import change_cell, insert_cell, read_template, write_template
from builders.told import sentence
from typer.testing import CliRunner
from watchfiles import Change

from pprr.cli.commands import app
from pprr.preview.pages import PACKAGE
from pprr.preview.panel import failure
from pprr.preview.watch import _Counts
from pprr.project import Project, find_project

WORDS = "The funded project finished"
COMMENTARY = Path("notebooks/commentary") / str(PERIOD) / PORTFOLIO / "commentary.ipynb"


@pytest.fixture(scope="module")
def project(good: Project, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A copy that the preview shows."""
    return copy_of(good, tmp_path_factory.mktemp("preview") / "project")


@pytest.fixture(scope="module")
def preview(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """A preview for the tests that leave everything as it was; SIGTERM ends it, with all that it started."""
    with running_preview(project, tmp_path_factory.mktemp("told")) as running:
        running.settled()
        family = running.family()
        yield running
        assert end(running.process) == 0
    assert family
    assert_ended(family)


def assert_ended(family: list[psutil.Process]) -> None:
    assert psutil.wait_procs(family, timeout=LONGEST_SECONDS)[1] == []


def page_of(preview: Preview) -> bytes:
    return preview.ask("page")[1]


def test_the_page_is_the_published_one_byte_for_byte(preview: Preview, good: Project) -> None:
    status, page, _ = preview.ask("page")
    assert status == 200
    assert page == (good.site / PAGE).read_bytes()


def test_the_queries_are_beside_the_page_and_never_on_it(preview: Preview) -> None:
    queries = preview.settled()["queries"]
    assert "words disagree with figure" in queries["html"]
    assert "The status depends on it: Amber by the figure, Green by the words." in queries["html"]
    assert "Correct the figure or the words, whichever is wrong." in queries["html"]
    assert 'data-place="CFE1.4"' in queries["html"]
    assert queries["open"].startswith("1 blocking")
    assert b"words disagree" not in page_of(preview)


def test_a_changed_entry_is_seen_and_taken_back(preview: Preview, project: Project) -> None:
    before = preview.settled()
    path = project.root / COMMENTARY
    text = path.read_text("utf-8")
    replace_text(path, WORDS, f"Seen at once. {WORDS}")
    preview.settled(after=before["page"])
    assert f"Seen at once. {WORDS}".encode() in page_of(preview)
    # As many editors save: a new file in place of the old one.
    beside = path.with_name(".new")
    beside.write_text(text, "utf-8")
    beside.replace(path)
    preview.shows(before["page"])


def test_of_many_saves_the_last_is_seen(preview: Preview, project: Project) -> None:
    before = preview.settled()
    path = project.root / COMMENTARY
    text = path.read_text("utf-8")
    for number in range(10):
        path.write_text(text.replace(WORDS, f"Save {number}. {WORDS}"), "utf-8")
        time.sleep(0.2)
    preview.until(lambda found: not found["working"] and b"Save 9. " in page_of(preview))
    path.write_text(text, "utf-8")
    preview.shows(before["page"])


def test_what_cannot_be_watched_is_said_with_the_way_out(good: Project, tmp_path: Path) -> None:
    project = copy_of(good, tmp_path / "project")
    shutil.rmtree(project.root / "notebooks")
    result = pprr("preview", PORTFOLIO, str(PERIOD), "--no-browser", project=project)
    assert result.returncode == 2
    assert sentence("files-unwatched") in result.stderr
    assert sentence("files-unwatched", "remedy") in result.stderr


def test_changed_rules_and_settings_are_seen(preview: Preview, project: Project) -> None:
    before = preview.settled()
    for path, old, new in (
        (project.root / "data/raw/2019-20/agreement/rules.toml", 'amber_within = "10%"', 'amber_within = "20%"'),
        (project.root / "pprr.toml", "#12436D", "#5A1D6D"),
    ):
        text = path.read_text("utf-8")
        replace_text(path, old, new)
        preview.settled(after=before["page"])
        path.write_text(text, "utf-8")
        preview.shows(before["page"])


def test_what_cannot_be_made_is_told_and_the_last_good_page_stays(preview: Preview, project: Project) -> None:
    before = preview.settled()
    path = project.root / PERFORMANCE
    data = path.read_bytes()
    rewrite_workbook(path, "CFE1.4", "2019/20 Actual", "37 %%")
    state = preview.failed("37 %%")
    assert "performance.xlsx" in state["failure"]
    assert "The page shown is the last good one." in state["failure"]
    assert (state["page"], state["queries"]) == (before["page"], before["queries"])
    path.write_bytes(data)
    preview.shows(before["page"])


def test_a_cell_that_fails_is_named_and_may_be_mended(preview: Preview, project: Project) -> None:
    before, notebook = preview.settled(), read_template(project)
    insert_cell(project, "cover", "1 / 0")
    state = preview.failed("ZeroDivisionError")
    assert "<code>1 / 0</code>" in state["failure"]
    assert state["page"] == before["page"]
    write_template(project, notebook)
    preview.shows(before["page"])


def test_a_notebook_that_dies_ends_no_preview(preview: Preview, project: Project) -> None:
    before, notebook = preview.settled(), read_template(project)
    insert_cell(project, "cover", "import os; os._exit(1)")
    preview.failed("The notebook&#39;s kernel died")
    write_template(project, notebook)
    preview.shows(before["page"])


def test_a_cell_that_takes_too_long_is_ended(preview: Preview, project: Project) -> None:
    before, notebook = preview.settled(), read_template(project)
    settings = project.root / "pprr.toml"
    text = settings.read_text("utf-8")
    # The limit first, and back last: no page is begun that would wait for two minutes.
    replace_text(settings, "cell_timeout_seconds = 120", "cell_timeout_seconds = 1")
    change_cell(project, "cover", "import time; time.sleep(600)", tags=["cover"])
    preview.failed(sentence("cell-too-long", seconds=1))
    write_template(project, notebook)
    settings.write_text(text, "utf-8")
    preview.shows(before["page"])


@pytest.mark.parametrize(
    ("address", "host", "status"),
    [
        pytest.param("", "", 200, id="the frame"),
        pytest.param("preview.js", "", 200, id="its script"),
        pytest.param("preview.css", "", 200, id="its style"),
        pytest.param("", "evil.example", 421, id="another host"),
        pytest.param("page", "evil.example:80", 421, id="another host, the page"),
        pytest.param("events", "127.0.0.1:1", 421, id="another port, the queries"),
        pytest.param("pprr.toml", "", 404, id="a file of the project"),
        pytest.param("../pprr.toml", "", 404, id="a file above"),
        pytest.param("..%2fpprr.toml", "", 404, id="a file above, disguised"),
        pytest.param(f"{PORTFOLIO}/measures.csv", "", 404, id="a download"),
        pytest.param("preview.py", "", 404, id="code"),
    ],
)
def test_what_is_served_and_to_whom(preview: Preview, address: str, host: str, status: int) -> None:
    found, body, headers = preview.ask(address, host=host)
    assert found == status
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert (headers["X-Content-Type-Options"], headers["Cache-Control"]) == ("nosniff", "no-store")
    assert status == 200 or body.decode().count("\n") == 1


def test_the_page_alone_may_not_run_anything_either(preview: Preview) -> None:
    _, _, headers = preview.ask("page")
    assert headers["Content-Security-Policy"] == "sandbox allow-same-origin; frame-ancestors 'self'"


def test_only_this_machine_is_listened_to(preview: Preview) -> None:
    listening = [
        one.laddr.ip for one in psutil.Process(preview.process.pid).net_connections("inet") if one.status == "LISTEN"
    ]
    assert listening == ["127.0.0.1"]


def test_a_port_that_is_taken_is_refused_in_words(preview: Preview, project: Project) -> None:
    port = preview.address.rstrip("/").rsplit(":", 1)[1]
    result = pprr("preview", PORTFOLIO, str(PERIOD), "--no-browser", "--port", port, project=project)
    assert result.returncode == 2
    assert sentence("port-in-use", port=port) in result.stderr


@pytest.mark.parametrize(
    ("names", "told"),
    [
        pytest.param(
            [str(PERIOD)],
            sentence("words-unexpected", problem="counted", expected="PORTFOLIO PERIOD", count=1),
            id="no portfolio",
        ),
        pytest.param(
            [PORTFOLIO, "2031-32-q1"], sentence("no-extracts", "problem", period="2031-32-q1"), id="no extracts"
        ),
        pytest.param(["../x", str(PERIOD)], sentence("no-slug", "problem", text="../x"), id="no slug"),
    ],
)
def test_what_cannot_be_shown_is_refused_at_once(project: Project, names: list[str], told: str) -> None:
    result = CliRunner().invoke(app, ["preview", *names, "--no-browser"], env={"PPRR_PROJECT": str(project.root)})
    assert (result.exit_code, told in result.output) == (2, True), result.output


def test_a_changed_package_is_seen_and_a_broken_one_is_told_of(project: Project, tmp_path: Path) -> None:
    """The package is a copy, which ``PYTHONPATH`` puts before the one that is installed."""
    package = tmp_path / "code" / "pprr"
    shutil.copytree(REPOSITORY / "pprr", package, ignore=shutil.ignore_patterns("__pycache__"))
    formats, temporary = package / "formats.py", tmp_path / "temporary"
    temporary.mkdir()
    environment = {"PYTHONPATH": str(package.parent), "TMPDIR": str(temporary)}
    with running_preview(project, tmp_path, environment=environment) as preview:
        before = preview.settled()
        text = formats.read_text("utf-8")
        formats.write_text(f"{text}\nthis is no Python\n", "utf-8")
        state = preview.failed("The package pprr cannot be imported: SyntaxError")
        assert (state["page"], "formats.py" in state["failure"]) == (before["page"], True)
        formats.write_text(text, "utf-8")
        preview.shows(before["page"])
        replace_text(
            package / "html/templates/cover.html.j2",
            "<span>{{ covers }}</span>",
            "<span>How this document stands</span>",
        )
        preview.settled(after=before["page"])
        assert b"How this document stands" in page_of(preview)

        family = preview.family()
        end(preview.process, signal.SIGKILL)
        assert_ended(family)
        assert list(temporary.iterdir()) == []


@pytest.mark.kernel
def test_without_a_fork_the_bytes_are_the_same(project: Project, good: Project, tmp_path: Path) -> None:
    with running_preview(project, tmp_path, environment={"PPRR_NO_FORK": "1"}) as preview:
        preview.settled()
        assert page_of(preview) == (good.site / PAGE).read_bytes()
        family = preview.family()
        assert end(preview.process) == 0
        assert_ended(family)


def test_polling_sees_a_change_too(project: Project, tmp_path: Path) -> None:
    path = project.root / COMMENTARY
    text = path.read_text("utf-8")
    with running_preview(project, tmp_path, "--poll") as preview:
        before = preview.settled()
        try:
            replace_text(path, WORDS, f"Seen in time. {WORDS}")
            preview.settled(after=before["page"])
        finally:
            path.write_text(text, "utf-8")


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        pytest.param("notebooks/portfolio_report.ipynb", True, id="the report's notebook"),
        pytest.param(str(COMMENTARY), True, id="words"),
        pytest.param(f"notebooks/commentary/{PERIOD}/{PORTFOLIO}/decisions.toml", True, id="decisions"),
        pytest.param(f"notebooks/commentary/{PERIOD}/.ipynb_checkpoints/x.ipynb", False, id="Jupyter's checkpoint"),
        pytest.param(f"notebooks/commentary/{PERIOD}/{PORTFOLIO}/.~commentary.ipynb", False, id="Jupyter's part"),
        pytest.param("data/raw/2019-20/agreement/rules.toml", True, id="rules"),
        pytest.param(str(PERFORMANCE), True, id="an extract"),
        pytest.param("data/raw/2019-20/2019-20-annual/~$performance.xlsx", False, id="Excel's owner file"),
        pytest.param("data/raw/2019-20/2019-20-annual/budget.csv~", False, id="an editor's copy"),
        pytest.param("pprr.toml", True, id="settings"),
        pytest.param("README.md", False, id="another file beside the settings"),
    ],
)
def test_which_files_count(project: Project, name: str, counts: bool) -> None:
    assert _Counts(project)(Change.modified, str(project.root / name)) == counts


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        pytest.param("views/html.py", True, id="a module"),
        pytest.param("press/templates/pprr/page.css", True, id="a style"),
        pytest.param("views/__pycache__/html.cpython-311.pyc", False, id="compiled"),
    ],
)
def test_which_files_of_the_package_count(project: Project, name: str, counts: bool) -> None:
    assert _Counts(project)(Change.modified, str(PACKAGE / name)) == counts


def test_a_project_below_a_hidden_folder_is_watched_too(project: Project, tmp_path: Path) -> None:
    root = tmp_path / ".hidden" / "project"
    root.mkdir(parents=True)
    shutil.copyfile(project.root / "pprr.toml", root / "pprr.toml")
    assert _Counts(find_project(root))(Change.modified, os.fspath(root / "notebooks/portfolio_report.ipynb"))


def test_what_is_in_the_way_is_escaped() -> None:
    shown = str(failure("<script>alert(1)</script>", "<b>", "<i>", is_old=False))
    assert "<script>" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
    assert "last good one" not in shown
