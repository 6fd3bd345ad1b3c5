"""The contract of a child that makes a page, as whoever asks for one sees it: asked, told, broken off, ended."""

import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest
from builders.tiny import item, marked, template, tiny

from pprr.run.item import ItemOutcome
from pprr.run.worker.contract import Begun, Step
from pprr.run.worker.parent import WarmParent
from pprr.run.worker.pool import Pool
from pprr.run.worker.report_job import ReportJob

pytestmark = pytest.mark.kernel

LONGEST_SECONDS = 150  # a bound for a busy machine
FOR_EVER = "import time\ntime.sleep(600)"


def test_a_job_tells_that_it_is_begun_its_steps_and_its_outcome(tmp_path: Path) -> None:
    project = tiny(tmp_path / "project")
    parent = WarmParent(project).open()
    try:
        number = parent.ask(ReportJob(project, item()))
        told = [parent.hear() for _ in range(4)]
    finally:
        parent.close()

    assert {one for one, _ in told} == {number}
    begun, first, second, outcome = (said for _, said in told)
    assert begun == Begun()
    assert (first, second) == (Step("running the notebook"), Step("putting the page in place"))
    assert isinstance(outcome, ItemOutcome)
    assert (outcome.is_made, outcome.reason) == (True, "")


def test_a_job_that_is_broken_off_is_ended_and_the_next_one_made(tmp_path: Path) -> None:
    project = tiny(tmp_path / "project")
    template(project, FOR_EVER, kind="lasting")
    parent = WarmParent(project).open()
    try:
        lasting = parent.ask(ReportJob(project, item("lasting")))
        while not isinstance(parent.hear()[1], Step):
            pass
        parent.break_off(lasting)
        number = parent.ask(ReportJob(project, item()))
        outcomes = {}
        while number not in outcomes:
            told, said = parent.hear()
            outcomes |= {told: said} if isinstance(said, ItemOutcome) else {}
        left = len(marked(parent.home))
    finally:
        parent.close()

    assert list(outcomes) == [number], "nothing more is told of the first"
    assert left == 1, "the warm parent alone is left"


def test_a_warm_parent_that_is_asked_nothing_for_long_enough_ends_with_its_folder(tmp_path: Path) -> None:
    parent = WarmParent(tiny(tmp_path / "project"), idle_seconds=0.2).open()
    try:
        with pytest.raises(EOFError):
            parent.hear()
        home = parent.home
        deadline = time.monotonic() + LONGEST_SECONDS
        while parent.is_alive and time.monotonic() < deadline:
            time.sleep(0.05)
        assert (parent.is_alive, home.exists()) == (False, False)
    finally:
        parent.close()


def test_what_is_left_of_a_pool_that_another_thread_stops_is_not_made(tmp_path: Path) -> None:
    project = tiny(tmp_path / "project")
    template(project, FOR_EVER)
    with Pool(project) as pool:
        under_way: list[psutil.Process] = []

        def stop(*_: object) -> None:
            under_way.extend(marked(pool.folder))
            threading.Thread(target=pool.stop).start()

        found = dict(pool.make([item(portfolio="a"), item(portfolio="b")], stop))
        _, alive = psutil.wait_procs(under_way, timeout=LONGEST_SECONDS)

    assert {one.subject: outcome.is_made for one, outcome in found.items()} == {"a": False, "b": False}
    assert (len(under_way) > 1, alive) == (True, [])


def test_whoever_asks_needs_none_of_what_makes_pages() -> None:
    script = "import sys, pprr.run.press, pprr.run.worker.pool\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=300)
    assert set(done.stdout.split()).isdisjoint({"IPython", "matplotlib", "nbformat", "pandas", "papermill"})
