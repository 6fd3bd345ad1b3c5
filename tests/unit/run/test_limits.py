"""What a cell does to its own process ends its report and no other, with the reason, the cell and the last words.

One warm parent makes every report here, the broken and the good in turn, as it does in a run.
"""

import errno
import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import nbformat
import psutil
import pytest
from builders.files import replace_text
from builders.tiny import PERIOD, SLUG, item, marked, outcomes, template, tiny
from builders.told import sentence

from pprr.project import Project, find_project
from pprr.run.item import Item, ItemOutcome
from pprr.run.planned import VERSIONS, PeriodPlan, Planned
from pprr.run.press import run
from pprr.run.records.run_record import read_run
from pprr.run.result import RunOptions
from pprr.run.worker.pool import Pool

pytestmark = pytest.mark.kernel

LIMITS = "cell_timeout_seconds = 120\nreport_timeout_seconds = 600\nmemory_megabytes = 500\noutput_megabytes = 1"
# A cell that is meant to take too long; no other could be that slow on a busy machine.
SHORT = LIMITS.replace("cell_timeout_seconds = 120", "cell_timeout_seconds = 10")
DIED = sentence("kernel-died", case="alone")


def _twice(**ended: object) -> str:
    """The reason of a report whose process has ended so at both attempts."""
    return sentence("died-again", reason=sentence("kernel-died", **ended))


@dataclass(frozen=True)
class Event:
    """A cell that does harm, and what is then said."""

    cell: str
    reason: str
    trace: str = ""
    attempts: int = 1


EVENTS = {
    "raises": Event(
        "def figure():\n    raise ValueError('no figures')\nfigure()",
        sentence("cell-failed", error="ValueError", problem="no figures"),
        "ValueError: no figures",
    ),
    "says-much": Event("raise ValueError('x' * 2_000_000)", sentence("cell-failed", error="ValueError", problem="xxx")),
    "recursion": Event(
        "import sys\nsys.setrecursionlimit(400)\ndef f():\n    f()\nf()",
        sentence("cell-failed", error="RecursionError", problem="maximum recursion depth exceeded"),
    ),
    "kill-9": Event(
        "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", _twice(case="signal", signal="SIGKILL"), attempts=2
    ),
    "exit-0": Event("import os\nos._exit(0)", _twice(case="code", code=0), attempts=2),
    "exit-1": Event("import os\nos._exit(1)", _twice(case="code", code=1), attempts=2),
    "segfault": Event(
        "import ctypes\nctypes.string_at(0)",
        _twice(case="signal", signal="SIGSEGV"),
        "Fatal Python error: Segmentation fault",
        attempts=2,
    ),
    "abort": Event("import os\nos.abort()", _twice(case="signal", signal="SIGABRT"), "Fatal Python error", attempts=2),
    "sys-exit": Event("import sys\nsys.exit(0)", sentence("cell-failed", error="SystemExit", problem=0)),
    "exit": Event("exit()", sentence("notebook-left")),
    "quit": Event("quit()", sentence("notebook-left")),
    "input": Event("input('How many?')", sentence("input-asked-for")),
    "getpass": Event("import getpass\ngetpass.getpass()", sentence("input-asked-for")),
    "hangs": Event("import time\ntime.sleep(600)", sentence("cell-too-long", seconds=10)),
    "spins": Event("while True:\n    pass", sentence("cell-too-long", seconds=10)),
    "hears-nothing": Event(
        """
        import signal, time
        for number in set(signal.valid_signals()) - {signal.SIGKILL, signal.SIGSTOP}:
            signal.signal(number, signal.SIG_IGN)
        signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
        time.sleep(600)
        """,
        sentence("cell-too-long", seconds=10),
    ),
    "stops-itself": Event(
        "import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)",
        sentence("cell-too-long", seconds=10),
    ),
    "memory": Event(
        "held = bytearray(2_000_000_000)",
        sentence("too-much-memory", megabytes=500),
        "MemoryError",
    ),
    "memory-of-numpy": Event(
        "import numpy\nheld = numpy.ones(250_000_000)",
        sentence("too-much-memory", megabytes=500),
        "Unable to allocate",
    ),
    "memory-of-many": Event(
        """
        import subprocess, sys
        grow = "import time; held = b'x' * 200_000_000; time.sleep(600)"
        [one.wait() for one in [subprocess.Popen([sys.executable, "-c", grow]) for _ in range(3)]]
        """,
        sentence("too-much-memory", megabytes=500),
    ),
    "memory-shared": Event(
        "import mmap, time\nheld = mmap.mmap(-1, 700_000_000)\n"
        "for _ in range(700):\n    held.write(b'x' * 1_000_000)\ntime.sleep(600)",
        sentence("too-much-memory", megabytes=500),
    ),
    "prints": Event("while True:\n    print('x' * 1000)", sentence("too-much-output", megabytes=1)),
    "prints-on": Event(
        "while True:\n    try:\n        print('x' * 1000)\n    except Exception:\n        pass",
        sentence("too-much-output", megabytes=1),
    ),
    "shows": Event("while True:\n    display(HTML('x' * 100_000))", sentence("too-much-output", megabytes=1)),
    "prints-below": Event(
        "import subprocess\nsubprocess.run('yes', shell=True)",
        sentence("too-much-output", megabytes=1),
    ),
    "closes-files": Event(
        "import os\nos.closerange(0, 500)",
        _twice(case="cut-off"),
        attempts=2,
    ),
    "removes-its-folder": Event(
        "import os, shutil\nshutil.rmtree(os.getcwd())",
        sentence("disk-failed"),
    ),
}
GOOD = {
    "leaves-a-thread": "import threading, time\nthreading.Thread(target=time.sleep, args=(600,)).start()",
    "leaves-a-child": "import subprocess\nsubprocess.Popen(['sleep', '601']);",
    "leaves-a-shell": "import os\nos.system('(sleep 601; sleep 601) & sleep 0');",
    "leaves-a-daemon": """
        import os, time
        if not os.fork():
            os.setsid()
            if not os.fork():
                os.closerange(0, 500)
                time.sleep(601)
            os._exit(0)
        os.wait();
    """,
    "copies-itself": "import os\nos.fork();",
    "copies-itself-and-waits": "import os, time\nif not os.fork():\n    time.sleep(601)",
    "goes-elsewhere": "import os\nos.chdir('/')\nos.umask(0o777)\nos.environ.clear()",
    "leaves-at-the-end": "import atexit, time\natexit.register(time.sleep, 600);",
}


TOO_LONG = [kind for kind, event in EVENTS.items() if event.reason == sentence("cell-too-long", seconds=10)]
WITHOUT_A_FORK = ("kill-9", "exit", "input", "hangs", "memory", "prints")


@dataclass(frozen=True)
class Made:
    project: Project
    outcomes: dict[str, ItemOutcome]
    pages: dict[str, bytes]
    folder: Path  # of the run


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    project = tiny(tmp_path_factory.mktemp("limits") / "project", limits=SHORT)
    for kind, event in EVENTS.items():
        template(project, event.cell, kind=kind)
    for kind, cell in GOOD.items():
        template(project, cell, kind=kind)
    old = project.reports(PERIOD)
    old.mkdir(parents=True)
    for kind in EVENTS:
        (old / f"{item(kind).name}.html").write_bytes(b"the last good page")
    with Pool(project, workers=len(TOO_LONG)) as pool:
        found = outcomes(pool, [item(kind) for kind in TOO_LONG])
    replace_text(project.root / "pprr.toml", SHORT, LIMITS)
    with Pool(find_project(project.root), workers=3) as pool:
        found |= outcomes(pool, [item(kind) for kind in (*EVENTS, *GOOD, "portfolio") if kind not in found])
        assert [child for child in psutil.Process().children(recursive=True) if is_zombie(child)] == []
        yield Made(project, found, {path.name: path.read_bytes() for path in old.glob("*.html")}, pool.folder)


def is_zombie(process: psutil.Process) -> bool:
    try:
        return process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


@pytest.mark.parametrize("kind", EVENTS)
def test_it_ends_its_own_report_and_says_why(made: Made, kind: str) -> None:
    event, outcome = EVENTS[kind], made.outcomes[kind]

    assert outcome.reason.startswith(event.reason), outcome
    assert len(outcome.reason) <= 1000
    first = next(line for line in event.cell.strip().splitlines() if line.strip())
    assert (outcome.is_made, outcome.cell, outcome.attempts) == (False, first.strip(), event.attempts)
    assert event.trace in outcome.trace
    assert made.pages[f"{item(kind).name}.html"] == b"the last good page"


def test_the_reports_beside_them_are_made(made: Made) -> None:
    assert {kind: made.outcomes[kind].reason for kind in (*GOOD, "portfolio")} == dict.fromkeys(
        [*GOOD, "portfolio"], ""
    )
    assert all(b"edition 1 of example-services" in made.pages[f"{item(kind).name}.html"] for kind in GOOD)
    assert {oct(path.stat().st_mode & 0o777) for path in made.project.reports(PERIOD).glob("*.html")} == {"0o644"}


def test_an_outcome_tells_what_the_report_took(made: Made) -> None:
    outcome = made.outcomes["portfolio"]
    assert 0 < outcome.seconds < 600
    assert 50_000_000 < outcome.peak_bytes < 500_000_000
    assert made.outcomes["memory-shared"].peak_bytes > 500_000_000
    assert made.outcomes["hangs"].seconds > 10


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        pytest.param("raises", "ValueError: no figures", id="a cell that failed"),
        pytest.param(
            "kill-9", f"Not made: {sentence('kernel-died', case='signal', signal='SIGKILL')}", id="a process that died"
        ),
        pytest.param("hangs", f"Not made: {sentence('cell-too-long', seconds=10)}", id="a cell that was ended"),
    ],
)
def test_the_failed_notebook_is_kept_as_far_as_it_ran(made: Made, kind: str, said: str) -> None:
    path = made.outcomes[kind].notebook
    notebook = nbformat.read(made.project.root / path, as_version=4)
    nbformat.validate(notebook)
    *_, edition, shown, harm, record = notebook.cells

    assert path == f"data/processed/2025-26/2025-26-q2/failed/{item(kind).name}.ipynb"
    assert [len(cell.outputs) for cell in (edition, shown, harm, record)] == [0, 1, 1, 0]
    assert shown.outputs[0].data["text/html"] == f"<p>edition 1 of {SLUG}</p>"
    assert said in "\n".join(harm.outputs[0].traceback)


def test_a_good_run_takes_the_failed_notebook_away(tmp_path: Path) -> None:
    project = tiny(tmp_path / "project")
    template(project, "raise ValueError('no figures')")
    with Pool(project) as pool:
        [(_, failed)] = pool.make([item()])
        assert (project.root / failed.notebook).is_file()
        template(project)
        [(_, made)] = pool.make([item()])
    assert (made.is_made, made.notebook, (project.root / failed.notebook).exists()) == (True, "", False)


def test_a_report_that_ends_the_warm_parent_is_found_and_spares_the_others(tmp_path: Path) -> None:
    project = tiny(tmp_path / "project")
    template(project, "import os, signal, time\nos.kill(os.getppid(), signal.SIGKILL)\ntime.sleep(600)", kind="ends")
    asked = [item(portfolio="a"), item("ends"), item(portfolio="b"), item(portfolio="c")]

    with Pool(project, workers=3) as pool:
        found = {one.name: outcome for one, outcome in pool.make(asked)}

    assert [found[one.name].is_made for one in asked] == [True, False, True, True]
    assert found[asked[1].name].reason == sentence("makers-ended", code=-9)
    assert found[asked[1].name].attempts == 2


UNSTARTED = [
    pytest.param("", 1, id="at first"),
    pytest.param("import os\nos.kill(os.getpid(), 9)", 2, id="the second time"),
]


@pytest.mark.parametrize(("last_words", "attempts"), UNSTARTED)
def test_what_keeps_its_process_from_starting_is_said(tmp_path: Path, last_words: str, attempts: int) -> None:
    """Here its temporary folder; as well it might be a limit of processes, or of memory."""
    project = tiny(tmp_path / "project")
    with Pool(project) as pool:
        assert [outcome.is_made for outcome in outcomes(pool, [item()]).values()] == [True]
        if last_words:
            template(project, "import os, shutil\nshutil.rmtree(os.path.dirname(os.getcwd()))\n" + last_words)
        else:
            shutil.rmtree(pool.folder)
        [outcome] = outcomes(pool, [item()]).values()

    assert outcome.reason == sentence("process-not-started", problem="No such file or directory")
    assert (outcome.is_made, outcome.attempts) == (False, attempts)


def test_what_keeps_all_reports_from_starting_is_said_of_each(tmp_path: Path) -> None:
    project = tiny(tmp_path / "project")
    planned = [Planned(item(portfolio=slug), {VERSIONS: ""}, ("forced",)) for slug in ("a", "b", "c")]

    def makes(items: Sequence[Item], _step: object) -> Iterator[tuple[Item, ItemOutcome]]:
        yield items[0], ItemOutcome(False, "its own reason")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    result = run(project, [PeriodPlan(PERIOD, tuple(planned))], RunOptions(elsewhere=makes), lambda _: None)

    reason = sentence("process-not-started", problem="No space left on device")
    assert [outcome.reason for outcome in result.outcomes.values()] == ["its own reason", reason, reason]
    record = read_run(project, PERIOD)
    assert record is not None
    assert (result.code, record.run.result) == (1, "finished")


def test_a_report_that_is_stopped_fails(tmp_path: Path) -> None:
    project = tiny(tmp_path / "project")
    plan = PeriodPlan(PERIOD, stopped={Item("a", PERIOD, "covering"): "Mend row 3."})

    result = run(project, [plan], RunOptions(), lambda _: None)

    assert {item.name: outcome.reason for item, outcome in result.outcomes.items()} == {"a.covering": "Mend row 3."}
    assert result.code == 1


def test_what_a_report_leaves_running_ends_with_it(made: Made) -> None:
    [warm] = marked(made.folder)
    assert "worker.begin" in " ".join(warm.cmdline())


@pytest.fixture(scope="module")
def made_without_a_fork(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    """As on Windows: each report in a fresh process, its notebook in an ordinary kernel."""
    longer = SHORT.replace("cell_timeout_seconds = 10", "cell_timeout_seconds = 30")
    project = tiny(tmp_path_factory.mktemp("limits") / "project", limits=longer)
    kinds = {kind: EVENTS[kind].cell for kind in WITHOUT_A_FORK} | {"leaves-a-daemon": GOOD["leaves-a-daemon"]}
    for kind, cell in kinds.items():
        template(project, cell, kind=kind)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PPRR_NO_FORK", "1")
        with Pool(project, workers=2) as pool:
            found = outcomes(pool, [item(kind) for kind in (*kinds, "portfolio")])
            pages = {path.name: path.read_bytes() for path in project.reports(PERIOD).glob("*.html")}
            assert len(marked(pool.folder)) == 1, "of the kernels none is left"
            yield Made(project, found, pages, pool.folder)


@pytest.mark.parametrize("kind", WITHOUT_A_FORK)
def test_without_a_fork_it_ends_its_own_report_too(made_without_a_fork: Made, kind: str) -> None:
    event, outcome = EVENTS[kind], made_without_a_fork.outcomes[kind]
    reason = {"kill-9": DIED, "hangs": sentence("cell-too-long", seconds=30)}.get(kind, event.reason)

    assert outcome.reason.startswith(reason), outcome
    assert (outcome.is_made, outcome.attempts) == (False, event.attempts)
    assert outcome.cell == next(line.strip() for line in event.cell.strip().splitlines() if line.strip())
    assert (made_without_a_fork.project.root / outcome.notebook).is_file()


def test_without_a_fork_the_pages_are_the_same(made: Made, made_without_a_fork: Made) -> None:
    name = f"{SLUG}.html"
    assert made_without_a_fork.pages[name] == made.pages[name]
    assert made_without_a_fork.outcomes["leaves-a-daemon"].reason == ""
