"""Some reports a run, and in each run something breaks at a random point: what is published stays whole.

Every page says its edition, and so does each of its downloads: all of one report must say the same one, and whatever
was not made must be what it was, byte for byte. How many runs: PPRR_FAULT_RUNS (PPRR_FAULT_SEED begins elsewhere); of
how many reports: PPRR_FAULT_REPORTS.
"""

import io
import os
import random
import re
import shutil
import signal
import subprocess
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

import psutil
import pytest
from builders.command import command, environment_for, left_running, pprr
from builders.files import bytes_of
from builders.tiny import template
from builders.told import sentence

from pprr.project import Project, find_project
from pprr.run.publish.put import repair

pytestmark = pytest.mark.kernel

RUNS = int(os.environ.get("PPRR_FAULT_RUNS", "6"))
SEED = int(os.environ.get("PPRR_FAULT_SEED", "1"))
PERIOD = "2025-26-q2"
REPORTS = int(os.environ.get("PPRR_FAULT_REPORTS", "9"))
NOT_RENEWED = "The report could not be made anew, so the page of "
EDITION = re.compile(rb"edition (\d+)")
# Runs what the test has put there for the report, if anything.
HARM = """
import os, pathlib
harm = pathlib.Path(os.environ["PPRR_PROJECT"], "harm", portfolio)
if harm.is_file():
    exec(harm.read_text())
"""
# What a cell does, and what is then said of its report.
IN_A_CELL = {
    "raises": ("raise ValueError('no figures')", sentence("cell-failed", error="ValueError", problem="no figures")),
    "kill -9": ("import signal\nos.kill(os.getpid(), signal.SIGKILL)", sentence("kernel-died", case="alone")),
    "os._exit(0)": ("os._exit(0)", sentence("kernel-died", case="alone")),
    "crash": ("import ctypes\nctypes.string_at(0)", sentence("kernel-died", case="alone")),
    "time-out": ("import time\ntime.sleep(600)", sentence("cell-too-long", seconds=20)),
    "memory": ("held = bytearray(10_000_000_000)", sentence("too-much-memory")),
    "sys.exit(0)": ("import sys\nsys.exit(0)", sentence("cell-failed", error="SystemExit", problem=0)),
    "exit()": ("get_ipython().user_ns['exit']()", sentence("notebook-left")),
    "input()": ("input()", sentence("input-asked-for")),
    "50 MB printed": ("while True:\n    print('x' * 10_000)", sentence("too-much-output", megabytes=1)),
    "the folder is gone": ("import shutil\nshutil.rmtree(os.getcwd())", sentence("disk-failed")),
}


def asking(process: psutil.Process) -> list[psutil.Process]:
    return [process]


def warm(process: psutil.Process) -> list[psutil.Process]:
    return [child for child in children(process) if "worker.begin" in words(child)]


def reports(process: psutil.Process) -> list[psutil.Process]:
    return [child for parent in warm(process) for child in children(parent)]


def children(process: psutil.Process) -> list[psutil.Process]:
    """Those it has, none where it has just ended."""
    try:
        return process.children()
    except psutil.NoSuchProcess:
        return []


def words(process: psutil.Process) -> str:
    """What it was started with, nothing where it has just ended."""
    try:
        return " ".join(process.cmdline())
    except psutil.NoSuchProcess:
        return ""


def everybody(process: psutil.Process) -> list[psutil.Process]:
    return [*process.children(recursive=True), process]


# Who is sent what, and how often.
FROM_OUTSIDE: dict[str, tuple[Callable[[psutil.Process], list[psutil.Process]], signal.Signals, int]] = {
    "Ctrl-C": (asking, signal.SIGINT, 1),
    "Ctrl-C twice": (asking, signal.SIGINT, 2),
    "SIGTERM": (asking, signal.SIGTERM, 1),
    "the run is killed": (asking, signal.SIGKILL, 1),
    "the warm parent is killed": (warm, signal.SIGKILL, 1),
    "reports are killed": (reports, signal.SIGKILL, 1),
    "everything is killed": (everybody, signal.SIGKILL, 1),
}
DISK = ("no room on the disk", "the output folder is removed")


@dataclass
class Table:
    """A council of so many portfolios, and what is published of it."""

    project: Project
    first: dict[str, bytes]
    seconds: float

    @property
    def slugs(self) -> list[str]:
        return sorted(name.removesuffix(".html") for name in self.first if name.count("/") == 0 and ".html" in name)

    def published(self) -> dict[str, bytes]:
        return bytes_of(self.project.site / PERIOD)

    def harm(self, what: dict[str, str]) -> None:
        folder = self.project.root / "harm"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for slug, cell in what.items():
            (folder / slug).write_text(cell)


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Table:
    folder = tmp_path_factory.mktemp("table") / "council"
    made = pprr("demo", str(folder), "--portfolios", str(REPORTS), "--measures", str(REPORTS * 2), "--years", "1")
    assert made.returncode == 0, made.stderr
    settings = folder / "pprr.toml"
    settings.write_text(re.sub(r"(?s)\[run\].*", "", settings.read_text("utf-8")), "utf-8")
    with settings.open("a") as file:
        file.write("\n[run]\ncell_timeout_seconds = 20\nmemory_megabytes = 500\noutput_megabytes = 1\n")
    project = find_project(folder)
    found = Table(project, {}, 0)
    found.harm({})
    template(project, HARM)
    assert pprr("run", PERIOD, project=project).returncode == 0
    found.first = found.published()
    template(project, HARM, edition=2)
    begun = time.monotonic()
    assert pprr("run", PERIOD, project=project).returncode == 0
    found.seconds = time.monotonic() - begun
    assert len(found.slugs) == REPORTS
    return found


def test_what_is_published_stays_whole_whatever_breaks(table: Table) -> None:
    chance = random.Random(SEED)  # noqa: S311  # a test's own
    kinds = [*IN_A_CELL, *FROM_OUTSIDE, *DISK]
    chance.shuffle(kinds)
    for number in range(RUNS):
        kind = kinds[number % len(kinds)]
        edition = number + 3
        begun = time.monotonic()
        try:
            spoil(table, kind, edition, chance)
            if number % 4 == 3 or number == RUNS - 1:
                assert_repaired(table, edition)
        except AssertionError as error:
            raise AssertionError(f"run {number} of seed {SEED}, {kind}: {error}") from error
        print(f"{number} {kind}: {time.monotonic() - begun:.1f} s", flush=True)


def spoil(table: Table, kind: str, edition: int, chance: random.Random) -> None:
    """One run in which that breaks, and all that must hold after it."""
    project = table.project
    template(project, HARM, edition=edition)
    before = table.published()
    if kind in IN_A_CELL:
        cell, reason = IN_A_CELL[kind]
        harmed = chance.sample(table.slugs, 2)
        table.harm(dict.fromkeys(harmed, cell))
        code, said = run(project)
        table.harm({})
        assert_failed(table, before, edition, harmed, reason, code, said)
    elif kind == "no room on the disk":
        size = chance.choice([0, 100, 2_000, 8_000])
        code, said = run(project, before=f"import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, ({size},) * 2)")
        assert code not in {0, None}, said
        assert "Traceback" not in said
        assert_whole(table, before, edition)
    elif kind == "the output folder is removed":
        gone = chance.choice(table.slugs)
        code, said = run(
            project, then=lambda _: shutil.rmtree(project.site / PERIOD / gone, True), at=when(table, chance)
        )
        after = table.published()
        assert_whole(table, before, edition, but=gone)
        assert [slug for slug in table.slugs if slug != gone and edition_of(after, slug) != {edition}] == [], said
        assert code == 0 or (code == 1 and f"failed  {gone}: " in said), said  # it went while it was being written
    else:
        whom, sent, times = FROM_OUTSIDE[kind]
        code, said = run(project, then=lambda process: send(whom(process), sent, times), at=when(table, chance))
        assert_whole(table, before, edition)
        if kind in {"the warm parent is killed", "reports are killed"}:
            new = [slug for slug in table.slugs if edition_of(table.published(), slug) == {edition}]
            assert (code == 0) == (len(new) == REPORTS), said
            assert [slug for slug in table.slugs if slug not in new and slug not in said] == []
    assert left_running(project) == []


def when(table: Table, chance: random.Random) -> float:
    return chance.uniform(0, table.seconds)


def run(
    project: Project,
    *,
    then: Callable[[psutil.Process], object] = lambda _: None,
    at: float = 0,
    before: str = "",
) -> tuple[int | None, str]:
    """A run in which that happens so many seconds after its start: its exit code, and all that it said."""
    words = command(["run", PERIOD, "--workers", "3"], before=before)
    with subprocess.Popen(
        words, env=environment_for(project), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        with suppress(subprocess.TimeoutExpired):
            process.wait(at)
        if process.poll() is None:
            then(psutil.Process(process.pid))
        said, _ = process.communicate(timeout=240)
    return process.returncode, said


def send(processes: list[psutil.Process], number: signal.Signals, times: int) -> None:
    for _ in range(times):
        for process in processes:
            try:
                process.send_signal(number)
            except psutil.NoSuchProcess:
                continue
        time.sleep(0.05)


def assert_failed(
    table: Table,
    before: dict[str, bytes],
    edition: int,
    harmed: list[str],
    reason: str,
    code: int | None,
    said: str,
) -> None:
    """Those that were harmed failed, by name and reason, and are what they were; all others are new."""
    after = table.published()
    record = (table.project.site / PERIOD / "run.json").read_text("utf-8")
    index = (table.project.site / "index.html").read_text("utf-8")
    assert code == 1, said
    assert_whole(table, before, edition)
    assert [slug for slug in table.slugs if edition_of(after, slug) != {edition}] == sorted(harmed), said
    for slug in harmed:
        assert re.search(rf"{slug}: {re.escape(reason)}", said), said
        assert reason in record
    assert index.count(NOT_RENEWED) == len(harmed)


def assert_whole(table: Table, before: dict[str, bytes], edition: int, *, but: str = "") -> None:
    """Each report is all new, or all what it was before."""
    assert left_for_the_next(table)
    after = table.published()
    for slug in (slug for slug in table.slugs if slug != but):
        new = edition_of(after, slug)
        assert len(new) == 1, f"{slug} holds editions {sorted(new)}"
        old = {name: data for name, data in before.items() if is_of(name, slug)}
        if {name: data for name, data in after.items() if is_of(name, slug)} != old:
            assert new == {edition}
            for name, data in table.first.items():
                if is_of(name, slug) and not name.endswith(".xlsx"):
                    assert after[name] == data.replace(b"edition 1", b"edition %d" % edition).replace(
                        b"edition = 1", b"edition = %d" % edition
                    ), name


def left_for_the_next(table: Table) -> bool:
    """Whether what a killed run left is put right by the first step of the next, which is taken here."""
    repair(table.project)
    return not list(table.project.site.rglob("*.part"))


def edition_of(files: dict[str, bytes], slug: str) -> set[int]:
    """The editions that the files of a report say they are."""
    found = set()
    for name, data in files.items():
        if not is_of(name, slug):
            continue
        texts = data
        if name.endswith(".xlsx"):
            with zipfile.ZipFile(io.BytesIO(data)) as book:
                assert book.testzip() is None
                texts = book.read("xl/sharedStrings.xml")
        told = set(map(int, EDITION.findall(texts)))
        assert len(told) == 1, name
        found |= told
    return found


def is_of(name: str, slug: str) -> bool:
    return name == f"{slug}.html" or name.startswith(f"{slug}/")


def assert_repaired(table: Table, edition: int) -> None:
    """A run in which nothing breaks makes all that is due, and leaves nothing half done."""
    done = pprr("run", PERIOD, project=table.project)
    after = table.published()
    assert done.returncode == 0, done.stderr
    assert [slug for slug in table.slugs if edition_of(after, slug) != {edition}] == []
    assert list(table.project.site.rglob(".*.part")) == []
    assert NOT_RENEWED not in (table.project.site / "index.html").read_text("utf-8")
