"""The process of one job: makes it, and tells the warm parent that watches it how far it is."""

import faulthandler
import os
import sys
import traceback
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path

from pprr.atomic import unwritten
from pprr.domain.errors import KernelDiedError, PprrError, RunError, error_text
from pprr.project import Project, find_project
from pprr.run.execute.capture import Capture
from pprr.run.item import ItemOutcome
from pprr.run.worker.contract import CellBegun, FromChild, Job
from pprr.run.worker.processes import apart, limit_memory, peak_bytes
from pprr.run.worker.warm import WARM, warm

CUT_OFF = 71  # the exit code of a process that can tell nobody anything any more
_TRACE_LINES = 4
_LONGEST, _MORE = 1000, " [...]"


def work_afresh(way: Connection, parent: int) -> None:
    """Imports what a job needs, waits for one, and makes it; its notebook has a kernel."""
    warm(WARM[:1])
    try:
        job, folder = way.recv()
    except EOFError:  # none came
        return
    work(job, folder, way, parent)


def work(job: Job, folder: Path, tell: Connection, parent: int, others: Connection | None = None) -> None:
    """Makes one job, tells its steps, cells and outcome, and ends this process.

    In a fork, which runs the notebook itself, ``others`` is the way of the warm parent to whoever asks it; it is none
    of this process's business.
    """
    if others:
        others.close()
    apart(parent)
    capture = Capture(folder)
    capture.start()
    faulthandler.enable(sys.__stderr__ or 2)
    os.environ["PPRR_PROJECT"] = str(job.project.root)
    told = _Teller(tell)
    project = job.project
    try:
        project = find_project(job.project.root)
        told(project.settings.run)
        limit_memory(project.settings.run.memory_bytes)
        from pprr.run.execute.notebook import Execution

        execution = Execution(
            folder,
            in_process=others is not None,
            capture=capture if others else None,
            on_cell=lambda cell: told(CellBegun(cell[:_LONGEST])),
        )
        outcome = ItemOutcome(True, made=job.make(project, execution, told))
    except Exception as error:  # noqa: BLE001  # told in words, and the other reports go on
        outcome = outcome_of(error, project)
    told(replace(outcome, reason=_cut(outcome.reason), peak_bytes=peak_bytes()))
    # Nothing is left to do: a cell's threads and its functions for the end of the process are not waited for.
    os._exit(0)


def outcome_of(error: Exception, project: Project) -> ItemOutcome:
    """The outcome of a page that the error keeps from being made: our own in its words, any other with its trace."""
    if isinstance(error, RunError):
        is_dead = isinstance(error, KernelDiedError)
        return ItemOutcome(False, error.reason, error.cell, error.trace, is_dead=is_dead)
    if isinstance(error, PprrError):
        return ItemOutcome(False, str(error))
    if isinstance(error, MemoryError):
        return ItemOutcome(False, error_text("too-much-memory", megabytes=project.settings.run.memory_megabytes))
    if isinstance(error, OSError):
        return ItemOutcome(False, unwritten(error, project.root))
    trace = "".join(traceback.format_exception(error)[-_TRACE_LINES:])
    return ItemOutcome(False, error_text("not-made", error=type(error).__name__, problem=error), "", trace)


class _Teller:
    """Sends to the process that watches; ends this one where a cell has closed the way to it."""

    def __init__(self, tell: Connection) -> None:
        self._tell, self._owner = tell, os.getpid()

    def __call__(self, said: FromChild) -> None:
        if os.getpid() != self._owner:
            os._exit(0)  # a copy that a cell made of this process
        try:
            self._tell.send(said)
        except OSError:
            os._exit(CUT_OFF)


def _cut(reason: str) -> str:
    """The reason, marked where it is longer than an index or a log can take."""
    return reason if len(reason) <= _LONGEST else f"{reason[: _LONGEST - len(_MORE)]}{_MORE}"
