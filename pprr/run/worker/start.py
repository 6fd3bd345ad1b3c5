"""The start of the process of a job: as a fork of this one, or afresh where there is no fork."""

import multiprocessing
import os
import sys
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from pprr.run.worker.child import work, work_afresh
from pprr.run.worker.contract import Job
from pprr.run.worker.processes import MARK, end_family
from pprr.run.worker.warm import warm

# A person may switch forking off, and so may a system that has it and must not use it.
CAN_FORK = (
    "fork" in multiprocessing.get_all_start_methods()
    and sys.platform != "darwin"
    and not os.environ.get("PPRR_NO_FORK")
)
Started = tuple[BaseProcess, Connection]


def get_ready() -> None:
    """Imports what is worth having in each fork."""
    if CAN_FORK:
        warm()
    elif sys.platform != "win32":
        # Python's own helper for processes that start afresh may outlive the run, so it must not carry the run's mark.
        from multiprocessing import resource_tracker

        mark = os.environ.pop(MARK)
        resource_tracker.ensure_running()
        os.environ[MARK] = mark


class Starter:
    """Starts the processes of jobs.

    ``others`` is this process's way to whoever asks, which a fork lets go of. Where there is no fork and one is wanted
    ``ahead``, the process of the next job is there before the job is, and has what it needs imported.
    """

    def __init__(self, others: Connection, *, ahead: bool) -> None:
        self._others, self._ahead = others, ahead and not CAN_FORK
        self._next: Started | None = None

    def get_ahead(self) -> None:
        """Starts the process of a job that may come, if one is wanted and there is none."""
        if self._ahead and not self._next:
            self._next = _afresh()

    def start(self, job: Job, folder: Path) -> Started:
        """The process that makes the job in the folder, and the way on which it tells. Raises OSError."""
        if CAN_FORK:
            job.keep()
            told, tell = multiprocessing.Pipe(duplex=False)
            arguments = (job, folder, tell, os.getpid(), self._others)
            process = multiprocessing.get_context("fork").Process(target=work, args=arguments, name=job.item.name)
            process.start()
            tell.close()
            return process, told
        started, self._next = self._next, None
        if not started or not started[0].is_alive():
            started = _afresh()
        started[1].send((job, folder))
        return started

    def end(self) -> None:
        """Ends the process that no job came for."""
        if self._next:
            end_family(self._next[0])
            self._next = None


def _afresh() -> Started:
    mine, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=work_afresh, args=(theirs, os.getpid()))
    process.start()
    theirs.close()
    return process, mine
