"""What a run leaves to read: a record that keeps to its schema, words, a log, events, and the council's own command."""

import json
import os
import re
import shlex
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import jsonschema
import psutil
import pytest
from builders.command import pprr
from builders.files import bytes_of, replace_text
from builders.project import PERIOD, PORTFOLIO, SECOND_PORTFOLIO, add_second_portfolio
from builders.published import LOG, PAGE, RUN, SUMMARY, copy_of, unmade
from builders.template import insert_cell
from builders.told import sentence

from pprr.cli.progress import LogKind, progress
from pprr.project import Project, find_project
from pprr.run.on_finish import start_after
from pprr.run.record import json_schema
from pprr.run.records import run_log
from pprr.run.records.commit import commit_of
from pprr.run.records.run_log import RunLog, event

SCHEMA = json_schema()
REASON = sentence("cell-failed", error="ValueError", problem="no figures")
FAILING = 'raise ValueError("no figures")'


@pytest.fixture
def project(good: Project, tmp_path: Path) -> Project:
    return copy_of(good, tmp_path / "project")


@pytest.fixture(scope="module")
def failed(good: Project, tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, Any]:
    """A copy with a second portfolio, whose template then fails; and what the command said."""
    project = copy_of(good, tmp_path_factory.mktemp("failed") / "project")
    add_second_portfolio(project)
    insert_cell(project, "overview", FAILING)
    return project, pprr("run", str(PERIOD), "--log", "json", "--on-finish", TELLING, project=project)


TELLING = shlex.join(
    [
        sys.executable,
        "-c",
        "import json, os, sys; told = json.load(sys.stdin); "
        'names = ("PPRR_EXIT_CODE", "PPRR_RECORDS", "PPRR_PROJECT"); '
        'open("told.json", "w").write(json.dumps([told, {name: os.environ[name] for name in names}]))',
    ]
)


def record_of(project: Project) -> dict[str, Any]:
    return json.loads((project.site / RUN).read_bytes())


@pytest.mark.kernel
def test_a_good_record_keeps_to_its_schema_and_says_what_the_page_rests_on(good: Project) -> None:
    record = record_of(good)
    jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker()).validate(record)

    [report] = record["reports"]
    assert (report["outcome"], report["why"], report["page"]["blocking"]) == ("made", ["no page yet"], 1)
    assert report["seconds"] > 0
    assert report["page"]["inputs"].keys() >= {
        "pprr",
        "versions",
        "pprr.toml",
        "notebooks/portfolio_report.ipynb",
        "data/raw/2019-20/agreement/rules.toml",
        f"data/raw/2019-20/{PERIOD}/performance.xlsx",
        f"notebooks/commentary/{PERIOD}/{PORTFOLIO}/commentary.ipynb",
    }
    made = {name for name in bytes_of(good.reports(PERIOD)) if name.startswith(PORTFOLIO)}
    assert report["page"]["outputs"].keys() == made
    assert record["environments"][report["page"]["inputs"]["versions"]]["packages"].keys() >= {"pandas", "nbconvert"}


@pytest.mark.kernel
def test_a_failed_record_keeps_to_its_schema_and_names_the_cell(failed: tuple[Project, Any]) -> None:
    project, done = failed
    record = record_of(project)
    jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker()).validate(record)

    reports = {report["portfolio"]: report for report in record["reports"]}
    assert done.returncode == 1, done.stderr
    for report in reports.values():
        assert (report["outcome"], report["cell"]) == ("failed", FAILING)
        assert report["reason"] == REASON
        assert "ValueError: no figures" in report["trace"]
        assert report["old_since"]
    assert reports[PORTFOLIO]["page"] is not None, "the last good page is still told of"
    assert reports[SECOND_PORTFOLIO]["page"] is None
    assert str(project.root) not in json.dumps(record)


@pytest.mark.kernel
def test_the_summary_says_it_in_words(good: Project, failed: tuple[Project, Any]) -> None:
    well, ill = ((project.site / SUMMARY).read_text("utf-8") for project in (good, failed[0]))

    assert f"Asked for: run {PERIOD}." in well
    assert f"made        {PORTFOLIO}  Draft, 1 blocking, " in well
    assert f"failed      {PORTFOLIO}: {REASON}" in ill
    assert f"  In the cell: {FAILING}" in ill
    assert "  The last good page was kept; not renewed since 20" in ill
    assert "  There is no page of it yet; not renewed since 20" in ill
    assert (ill.count("Traceback"), ill.count("  The same as in ")) == (1, 1)


def test_the_same_traceback_is_printed_once(capsys: pytest.CaptureFixture[str]) -> None:
    names = [(SECOND_PORTFOLIO, "here"), (PORTFOLIO, "here"), ("another", "elsewhere")]
    with progress(LogKind.PLAIN, several_periods=False) as tell:
        for name, trace in names:
            told = {"portfolio": name, "period": str(PERIOD), "kind": "portfolio", "outcome": "failed"}
            why = {"reason": "It broke", "cell": "1 / 0", "trace": f"Traceback {trace}", "notebook": ""}
            tell(event("report_finished", **told, **why, has_page=False))
    said = capsys.readouterr().err
    assert [said.count(words) for words in ("Traceback here", "Traceback elsewhere")] == [1, 1]
    assert said.count(f"The same as in {SECOND_PORTFOLIO}, above.") == 1


@pytest.mark.kernel
def test_the_index_tells_readers_since_when_a_page_is_old(failed: tuple[Project, Any]) -> None:
    index = (failed[0].site / "index.html").read_text("utf-8")
    assert "<strong>Not renewed since " in index
    assert re.search(
        "</strong> The report could not be made anew, so the page of [0-9]+ [A-Z][a-z]+ 20[0-9]{2} stands "
        "and may be out of date.</td>",
        index,
    )
    assert unmade(SECOND_PORTFOLIO) in index
    assert "ValueError" not in index, "what failed is for the batch officer"


@pytest.mark.kernel
def test_events_are_lines_of_json_and_the_log_keeps_them(failed: tuple[Project, Any]) -> None:
    project, done = failed
    events = [json.loads(line) for line in done.stdout.splitlines()]
    names = [one["event"] for one in events]

    assert (names[0], names[-1]) == ("run_started", "run_finished")
    assert names.count("report_finished") == 2
    assert "report_step" in names
    assert (events[0]["due"], events[-1]["exit_code"], events[-1]["failed"]) == (2, 1, 2)
    log = [json.loads(line) for line in (project.site / LOG).read_text("utf-8").splitlines()]
    told = [one for one in events if one["event"] != "report_step"]
    assert log[-len(told) :] == told
    assert [one["event"] for one in log[: -len(told)]] == ["run_started", "report_finished", "run_finished"], "kept"


@pytest.mark.kernel
def test_the_councils_own_command_gets_the_result(failed: tuple[Project, Any]) -> None:
    project, done = failed
    told, environment = json.loads((project.root / "told.json").read_text("utf-8"))

    assert told == json.loads(done.stdout.splitlines()[-1])
    assert (told["event"], told["failed"], told["records"]) == ("run_finished", 2, [f"reports/{RUN}"])
    assert environment == {
        "PPRR_EXIT_CODE": "1",
        "PPRR_RECORDS": str(project.site / RUN),
        "PPRR_PROJECT": str(project.root),
    }


WRONG = [
    pytest.param(
        [sys.executable, "-c", "import sys; sys.exit('no post today')"], "exit code 1: no post today", id="fails"
    ),
    pytest.param([sys.executable, "-c", "import time; time.sleep(60)"], "longer than 1 seconds, on_finish", id="hangs"),
    pytest.param(["there-is-no-such-command"], "It could not be started: ", id="is not there"),
    pytest.param(["echo $HOME | mail; exit 3"], "It could not be started: ", id="would need a shell"),
]


@pytest.mark.parametrize(("words", "expected"), WRONG)
def test_what_is_wrong_with_the_command_is_said(project_copy: Project, words: list[str], expected: str) -> None:
    replace_text(project_copy.root / "pprr.toml", "cell_timeout_seconds = 120", "on_finish_seconds = 1")
    project = find_project(project_copy.root)
    assert expected in start_after(project, shlex.join(words), {"event": "run_finished", "exit_code": 0})


@pytest.mark.skipif(sys.platform == "win32", reason="no sh there")
def test_what_the_command_has_started_ends_with_it(project_copy: Project) -> None:
    replace_text(project_copy.root / "pprr.toml", "cell_timeout_seconds = 120", "on_finish_seconds = 5")
    started = project_copy.root / "started"
    command = shlex.join(["sh", "-c", f"sleep 604 & echo $! > {shlex.quote(str(started))}; wait"])

    told = start_after(find_project(project_copy.root), command, {"event": "run_finished", "exit_code": 0})

    assert "longer than 5 seconds" in told
    with suppress(psutil.NoSuchProcess):  # the system may not have taken the last of it away yet
        psutil.Process(int(started.read_text())).wait(150)


def test_a_quotation_mark_without_its_other_half_is_said(project_copy: Project) -> None:
    assert "could not be started: No closing quotation" in start_after(project_copy, "mail 'us", {"exit_code": 0})


@pytest.mark.kernel
def test_a_command_that_fails_changes_no_page_and_no_exit_code(project: Project) -> None:
    before = (project.site / PAGE).read_bytes()
    fails = shlex.join([sys.executable, "-c", "raise SystemExit(7)"])

    done = pprr("run", str(PERIOD), "--on-finish", fails, project=project)

    assert (done.returncode, (project.site / PAGE).read_bytes()) == (0, before)
    assert "The command after the run failed. It ended with exit code 7." in done.stderr
    assert json.loads((project.site / LOG).read_text("utf-8").splitlines()[-1])["event"] == "on_finish_failed"


def test_a_run_that_cannot_start_tells_the_command_too(project_copy: Project) -> None:
    done = pprr("run", "nobody", str(PERIOD), "--on-finish", TELLING, project=project_copy)

    told, environment = json.loads((project_copy.root / "told.json").read_text("utf-8"))
    assert (done.returncode, told["result"], environment["PPRR_EXIT_CODE"]) == (2, "not started", "2")
    assert sentence("no-such-portfolio", portfolio="nobody", period=PERIOD) in told["reason"]


def test_a_project_that_cannot_be_written_to_could_not_start(project_copy: Project) -> None:
    (project_copy.root / "data/processed").write_text("no folder", "utf-8")

    done = pprr("run", str(PERIOD), "--on-finish", TELLING, "--log", "json", project=project_copy)

    told, _ = json.loads((project_copy.root / "told.json").read_text("utf-8"))
    assert (done.returncode, told["result"], json.loads(done.stdout)["exit_code"]) == (2, "not started", 2)
    assert sentence("run-not-started", problem="data/processed could not be written: File exists") in done.stderr


def test_the_log_is_bounded(project_copy: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_log, "MOST_BYTES", 1_000)
    log = RunLog(project_copy)
    for number in range(100):
        log.add(event("run_started", number=number))

    kept = {path.name: path.read_text("utf-8").splitlines() for path in project_copy.site.glob("run.log*")}
    numbers = [json.loads(line)["number"] for name in ("run.log.1", "run.log") for line in kept[name]]
    assert numbers == list(range(numbers[0], 100))
    assert sum(map(len, (path.read_bytes() for path in project_copy.site.glob("run.log*")))) < 2_500


def test_the_commit_is_read_from_the_checkout(tmp_path: Path) -> None:
    git = ["git", "-C", str(tmp_path), "-c", "user.name=A", "-c", "user.email=a@example.org"]
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}

    def run(*words: str) -> str:
        return subprocess.run(
            [*git, *words], env=environment, check=True, capture_output=True, text=True
        ).stdout.strip()

    assert commit_of(tmp_path) == ""
    run("init", "--quiet")
    assert commit_of(tmp_path) == "", "nothing is committed yet"
    run("commit", "--quiet", "--allow-empty", "-m", "first")
    first = run("rev-parse", "HEAD")
    assert commit_of(tmp_path) == first
    run("pack-refs", "--all")
    assert commit_of(tmp_path) == first, "from packed refs"
    run("worktree", "add", "--quiet", "-b", "other", str(tmp_path / "tree"))
    assert commit_of(tmp_path / "tree") == first, "in a worktree"
    run("checkout", "--quiet", "--detach")
    assert commit_of(tmp_path) == first, "detached"


@pytest.mark.kernel
def test_a_second_run_waits_as_long_as_it_is_told_to(project: Project) -> None:
    with project.lock("run"):
        refused = pprr("run", str(PERIOD), "--wait", "1", project=project)
    assert refused.returncode == 2
    assert sentence("another-pprr", "problem", lock="run", seconds=1) in refused.stderr
