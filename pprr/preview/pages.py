"""Makes the page of what is saved, on request: each in a fork of a process that has everything ready.

Where there is no fork, this very process gives the notebook an ordinary kernel for each page: slower, the same bytes.
"""

import json
import multiprocessing
import os
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from pprr.domain import Period
from pprr.domain.errors import PprrError, RunError
from pprr.preview.panel import panel_of
from pprr.project import Run, find_project
from pprr.report import open_report
from pprr.run.execute.capture import Capture
from pprr.run.execute.limits import DIED, too_long, too_long_a_cell
from pprr.run.item import Item
from pprr.run.make import rendered
from pprr.run.worker.processes import adopt, apart, end_family, end_strays
from pprr.run.worker.serve import CAN_FORK

Tell = Callable[[dict[str, Any]], None]
_TRACE_LINES = 4
_LOOK_SECONDS = 0.5
_IN = 0  # where requests come from


def serve(root: str, home: str, tell: Tell) -> None:
    """Answers requests until the input ends, which is when whoever asks has ended; ``home`` goes with this process."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    tell({"kind": "ready"})
    try:
        if CAN_FORK:
            adopt()
            _Forking(root, home, tell).serve()
            return
        for line in sys.stdin.buffer:
            request = json.loads(line)
            about = request["about"]
            _answer(root, home, request, partial(_tell_about, tell, about))
            tell({"kind": "done", "about": about})
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _tell_about(tell: Tell, about: int, said: Mapping[str, Any]) -> None:
    """Tells what the asker wants to know: not how far the notebook is, whose kernel has its limit itself."""
    if said["kind"] not in {"limits", "cell"}:
        tell({"about": about, **said})


def _answer(root: str, home: str, request: Mapping[str, Any], tell: Tell, *, watched_by: int = 0) -> None:
    """Makes one page and tells it, then the queries about it, or what is in the way.

    Where another process watches this one (``watched_by``, its number), the notebook runs in this very process.
    """
    os.environ["PPRR_PROJECT"] = root
    try:
        project = find_project(Path(root))
        limits = project.settings.run
        item = Item(request["portfolio"], Period.parse(request["period"]))
        with tempfile.TemporaryDirectory(dir=home, ignore_cleanup_errors=True) as name:
            folder, capture = Path(name), None
            if watched_by:
                tell({"kind": "limits", "run": limits})
                apart(watched_by, limits.memory_bytes)
                capture = Capture(folder)
                capture.start()
            _, page = rendered(
                project,
                item,
                folder,
                in_process=bool(watched_by),
                capture=capture,
                on_cell=lambda cell: tell({"kind": "cell", "cell": cell}),
            )
        tell({"kind": "page", "text": page})
        tell({"kind": "queries", **_panel(request)})
    except Exception as error:  # noqa: BLE001  # told in words; the next page may be made
        tell({"kind": "failed", **_in_the_way(error)})
        with suppress(Exception):  # what keeps the report from being opened too has just been told
            tell({"kind": "queries", **_panel(request, is_made=False)})


def _panel(request: Mapping[str, Any], *, is_made: bool = True) -> dict[str, Any]:
    """What stands beside the page; where none can be made, of all that the words say but for what is in the way."""
    report = open_report(request["portfolio"], request["period"], project=find_project(), is_writing=not is_made)
    return panel_of(report, is_linked=request["is_linked"], is_made=is_made)


def _in_the_way(error: Exception) -> dict[str, str]:
    """What keeps the page from being made: our own errors in their words, any other with its traceback."""
    if isinstance(error, RunError):
        return {"reason": error.reason, "cell": error.cell, "trace": error.trace}
    if isinstance(error, PprrError):
        return {"reason": str(error)}
    trace = "".join(traceback.format_exception(error)[-_TRACE_LINES:])
    return {"reason": f"It could not be made: {type(error).__name__}: {error}", "trace": trace}


class _Forking:
    """Makes each page in a fork, one at a time; the newest request counts."""

    def __init__(self, root: str, home: str, tell: Tell) -> None:
        self._root, self._home, self._tell = root, home, tell
        self._read, self._is_open = b"", True
        self._next: dict[str, Any] | None = None

    def serve(self) -> None:
        """Answers requests until the input ends."""
        while self._is_open:
            self._take()
            while self._next and self._is_open:
                request, self._next = self._next, None
                self._make(request)

    def _take(self) -> None:
        """Takes what has come in, waiting for something; of several requests the last."""
        found = os.read(_IN, 1 << 16)
        self._is_open = bool(found)
        *lines, self._read = (self._read + found).split(b"\n")
        if lines:
            self._next = json.loads(lines[-1])

    def _make(self, request: Mapping[str, Any]) -> None:
        """Makes one page; given up for a newer request once the page is told, and where there is nobody to tell."""
        told = partial(_tell_about, self._tell, request["about"])
        process, saying = _fork(self._root, self._home, request)
        watched, is_told = _Watched(), False
        try:
            while self._is_open and not (self._next and is_told):
                ready = wait([saying, _IN], _LOOK_SECONDS)
                if _IN in ready:
                    self._take()
                if saying in ready:
                    said = saying.recv()
                    watched.hear(said)
                    is_told = is_told or said["kind"] in {"page", "failed"}
                    told(said)
                elif not is_told and (reason := watched.beyond()):
                    told({"kind": "failed", "reason": reason, "cell": watched.cell})
                    break
        except (EOFError, OSError):  # it has ended
            if not is_told:
                told({"kind": "failed", "reason": DIED, "cell": watched.cell})
        finally:
            end_family(process)
            saying.close()
            process.close()
            end_strays(())
        told({"kind": "done"})


class _Watched:
    """The cell that a notebook is at, and the limits of time that hold for it."""

    def __init__(self) -> None:
        self.cell, self._since, self._started = "", time.monotonic(), time.monotonic()
        self._limits: Run | None = None

    def hear(self, said: Mapping[str, Any]) -> None:
        """Takes what the page's process says."""
        self._since = time.monotonic()
        self.cell = said["cell"] if said["kind"] == "cell" else ""
        if said["kind"] == "limits":
            self._limits = said["run"]

    def beyond(self) -> str:
        """The limit that is reached, in words; blank where none is."""
        run, now = self._limits, time.monotonic()
        if run and self.cell and now - self._since > run.cell_timeout_seconds:
            return too_long_a_cell(run)
        if run and now - self._started > run.report_timeout_seconds:
            return too_long(run)
        return ""


def _fork(root: str, home: str, request: Mapping[str, Any]) -> tuple[BaseProcess, Connection]:
    """A fork that makes one page, and the end of the pipe on which it tells."""
    saying, tell = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(target=_work, args=(root, home, request, tell, os.getpid()))
    process.start()
    tell.close()
    return process, saying


def _work(root: str, home: str, request: Mapping[str, Any], tell: Connection, parent: int) -> None:
    """What the fork does."""
    with open(os.devnull, "rb") as nothing:
        os.dup2(nothing.fileno(), _IN)  # requests are not for what a notebook starts
    _answer(root, home, request, tell.send, watched_by=parent)
    # Nothing is left to do: a cell's threads and its functions for the end of the process are not waited for.
    os._exit(0)
