"""However a run ends, and whenever, nothing of it is left running and no folder is left behind."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from builders.command import pprr
from builders.project import PERIOD as YEAR
from builders.published import copy_of
from builders.tiny import item, marked, outcomes_of, template, tiny

from pprr.project import Project
from pprr.run.worker import processes
from pprr.run.worker.interrupts import Interrupts
from pprr.run.worker.pool import Pool
from pprr.run.worker.processes import MARK

pytestmark = [
    pytest.mark.kernel,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals"),
]

LONGEST_SECONDS = 150  # a bound for a busy machine
# A report that has children of every kind, none of which ends by itself or hears a signal that it can ignore.
LASTING = """
import os, pathlib, signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
subprocess.Popen(["sleep", "603"])
deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(603)"
subprocess.Popen([sys.executable, "-c", deaf], start_new_session=True)
if not os.fork():
    os.setsid()
    if os.fork():
        os._exit(0)
    pathlib.Path(os.environ["PPRR_PROJECT"], "begun").touch()
time.sleep(603)
"""
RUN = """
import pathlib, sys
from pprr.run.worker.pool import Pool
from pprr.run.item import Item
from pprr.domain import Period
from pprr.project import find_project

if __name__ == "__main__":
    with Pool(find_project(pathlib.Path(sys.argv[1]))) as pool:
        for item, outcome in pool.make([Item("a", Period.parse("2025-26-q2"))]):
            print(item.subject, outcome.is_made, outcome.reason)
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "temporary").mkdir()
    (tmp_path / "run.py").write_text(RUN)
    project = tiny(tmp_path / "project")
    template(project, LASTING)
    return project


@contextmanager
def running(project: Project) -> Iterator[subprocess.Popen]:
    folder = project.root.parent
    environment = {**os.environ, "TMPDIR": str(folder / "temporary")}
    words = [sys.executable, str(folder / "run.py"), str(project.root)]
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)  # which it would not hear where the tests are run by nohup
    try:
        process = subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    finally:
        signal.signal(signal.SIGHUP, before)
    with process:
        try:
            yield process
        finally:
            process.kill()


def of_run(project: Project) -> list[psutil.Process]:
    """What is still there of the runs of the project."""
    return marked(project.root.parent / "temporary")


def as_shell(process: subprocess.Popen) -> int:
    """The exit code that a shell sees: a signal that comes when all is cleared up may still end Python itself."""
    return process.returncode if process.returncode >= 0 else 128 - process.returncode


def wait_until(condition) -> None:
    deadline = time.monotonic() + LONGEST_SECONDS
    while not condition():
        assert time.monotonic() < deadline, "nothing came of it"
        time.sleep(0.1)


def assert_nothing_left(project: Project) -> None:
    wait_until(lambda: not of_run(project))
    wait_until(lambda: not list((project.root.parent / "temporary").glob("pprr-*")))


@pytest.mark.parametrize(
    ("sent", "times", "code"),
    [
        pytest.param(signal.SIGINT, 1, None, id="Ctrl-C"),
        pytest.param(signal.SIGINT, 5, None, id="Ctrl-C again and again"),
        pytest.param(signal.SIGTERM, 1, 143, id="SIGTERM"),
        pytest.param(signal.SIGTERM, 5, 143, id="SIGTERM again and again"),
        pytest.param(signal.SIGHUP, 1, 129, id="the terminal is closed"),
        pytest.param(signal.SIGKILL, 1, 137, id="the run is killed"),
    ],
)
def test_nothing_is_left_of_a_run_that_is_ended(
    project: Project, sent: signal.Signals, times: int, code: int | None
) -> None:
    with running(project) as process:
        wait_until((project.root / "begun").exists)
        assert len(of_run(project)) >= 5
        for _ in range(times):
            process.send_signal(sent)
            time.sleep(0.02)
        process.communicate(timeout=LONGEST_SECONDS)

    assert as_shell(process) == code if code else process.returncode
    assert_nothing_left(project)


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "SIGTERM"])
def test_nothing_is_left_of_a_run_that_is_ended_while_it_starts(project: Project, sent: signal.Signals) -> None:
    with running(project) as process:
        wait_until(lambda: list((project.root.parent / "temporary").glob("pprr-*")) or process.poll() is not None)
        process.send_signal(sent)
        process.communicate(timeout=LONGEST_SECONDS)

    assert process.returncode != 0
    assert_nothing_left(project)


def test_what_is_left_of_a_run_killed_with_all_its_guards_is_ended_by_the_next(project: Project) -> None:
    with running(project) as process:
        wait_until((project.root / "begun").exists)
        guards = [psutil.Process(process.pid), *psutil.Process(process.pid).children()]
        for end in (psutil.Process.suspend, psutil.Process.kill):  # held first: none may see the end of another
            for one in guards:
                end(one)
    assert of_run(project)  # what the report had started, which nobody is there to end

    template(project)
    with running(project) as process:
        told, _ = process.communicate(timeout=LONGEST_SECONDS)

    assert told == "a True \n"
    assert_nothing_left(project)


def test_the_next_run_ends_it_before_it_looks_at_anything(tmp_path: Path, good: Project) -> None:
    """Though it has nothing to make: else what is left might put files in place after the run has looked at them."""
    project = copy_of(good, tmp_path / "project")
    folder = tmp_path / "pprr-killed"
    folder.mkdir()
    (folder / ".owned").touch()
    with subprocess.Popen(["sleep", "605"], env={**os.environ, MARK: str(folder)}) as left:
        done = pprr("run", str(YEAR), project=project, environment={"TMPDIR": str(tmp_path)})
        is_ended = left.poll() is not None
        left.kill()

    assert "Nothing to do: 1 up to date" in done.stdout, done.stderr
    assert (is_ended, folder.exists()) == (True, False)


def test_the_warm_parent_takes_the_folder_away_when_nobody_can_ask_it_any_more(project: Project) -> None:
    """Whether the asking process still lives is no question to it: one that is being killed seems to, for a while."""
    with Pool(project) as pool:
        pool.parent._way.close()
        pool.parent._process.wait(LONGEST_SECONDS)
        assert not pool.folder.exists()


def test_the_end_of_a_report_is_not_awaited_in_its_copies(monkeypatch: pytest.MonkeyPatch) -> None:
    """A copy that a cell has made of its process holds all that the process held, and may go on for hours."""
    monkeypatch.setattr(processes, "_END_SECONDS", 10 * LONGEST_SECONDS)
    read, write = os.pipe()

    def copied() -> None:
        if not os.fork():
            os.read(read, 1)
        os._exit(0)

    process = multiprocessing.get_context("fork").Process(target=copied)
    process.start()
    begun = time.monotonic()
    try:
        processes._await(process)
        assert time.monotonic() - begun < LONGEST_SECONDS
        assert process.exitcode == 0
    finally:
        os.write(write, b"x")  # the copy ends
        process.join()


def test_the_folder_of_a_run_under_way_is_left_alone(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    template(project)
    monkeypatch.setattr("tempfile.tempdir", str(project.root.parent / "temporary"))
    with Pool(project) as first:
        with Pool(project) as second:
            assert [outcome.is_made for _, outcome in second.make([item()])] == [True]
        assert [outcome.is_made for _, outcome in first.make([item()])] == [True]


def test_a_signal_is_held_back_until_it_does_no_harm_and_counts_once() -> None:
    def held() -> None:
        with interrupts.held():
            os.kill(os.getpid(), signal.SIGINT)
            told.append("to the end")

    told: list[str] = []
    before = signal.getsignal(signal.SIGINT)
    with Interrupts() as interrupts:
        with pytest.raises(KeyboardInterrupt):
            held()
        os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGTERM)
    assert told == ["to the end"]
    assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.parametrize("name", ["{portfolio}", "a{b}c", "{", "}}", "{}"])
def test_a_project_folder_may_have_braces_in_its_name(tmp_path: Path, name: str) -> None:
    """papermill fills in what stands in braces in a path."""
    project = tiny(tmp_path / name)
    [outcome] = outcomes_of(project, [item()]).values()
    assert outcome.is_made, outcome.reason
