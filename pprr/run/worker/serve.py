"""The warm parent: imports what every page needs and does nothing else, then starts a process for each job.

It reads no data, starts no thread and opens no socket but its way to whoever asks: only so may it be forked. A job's
process ends with its job, so nothing of one reaches another. Where there is no fork (Windows, macOS), each process
starts afresh and gives its notebook an ordinary kernel: slower, and the same bytes.

Why this is no ``forkserver`` of multiprocessing, which forks from a process with preloaded modules too (tried; a child
was there after 0.13 s, one of this after 0.04 s). A Python process has one such server, whose environment is that of
its first start, so two runs would share a folder and a mark. It passes over a preload that is not there, and any other
import error makes every start fail without a word of why. Its children are watched from the process that asked: where
that is killed they go on for ever, the server with them, and what they leave behind belongs to nobody, while this one
adopts it. And a process that multiprocessing has started as a daemon, such as a Dask worker, may not use it at all.
"""

import functools
import os
import shutil
import signal
from multiprocessing.connection import Connection, wait
from pathlib import Path

from pprr.domain.errors import error_text
from pprr.run.item import ItemOutcome
from pprr.run.worker.contract import Asked, Begun, FromParent
from pprr.run.worker.interrupts import Interrupts
from pprr.run.worker.processes import adopt, end_strays, is_gone
from pprr.run.worker.start import Starter
from pprr.run.worker.temporary import ENDING
from pprr.run.worker.watch import Watched

_LOOK_SECONDS = 0.25


def serve(way: Connection, home: Path, *, workers: int, asker: int, idle_seconds: float, ahead: bool) -> None:
    """Makes the jobs that are asked for, so many at once, and tells each under its number.

    A number that is asked is that of a job to break off. Ends, and its jobs with it, when whoever asks has closed the
    way, or has ended, or has asked nothing for so long (0: for ever).
    """
    with Interrupts():
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that asked, which ends this one
        adopt()
        server = _Server(way, home, workers, Starter(way, ahead=ahead))
        is_over = False
        try:
            server.serve(idle_seconds)
            is_over = True
        except (EOFError, OSError) as error:
            # The other end is closed when the asking process wants no more, which it says, and when it ends, however it
            # ends. Whether it has cannot be asked yet: a process that is killed closes its files one after another.
            is_over = isinstance(error, (EOFError, ConnectionError)) and not (home / ENDING).exists()
        finally:
            server.end()
            if is_over or is_gone(asker):
                shutil.rmtree(home, ignore_errors=True)
    os._exit(0)  # whoever asked waits for its end, and to take apart what has been imported takes a while


class _Server:
    def __init__(self, way: Connection, home: Path, workers: int, starter: Starter) -> None:
        self._way, self._home, self._workers, self._starter = way, home, workers, starter
        self._waiting: list[Asked] = []
        self._running: dict[int, Watched] = {}

    def serve(self, idle_seconds: float) -> None:
        """Makes what is asked for until the way is closed, or nothing is asked for so long."""
        while True:
            self._begin()
            running = self._running.values()
            if not running:
                self._starter.get_ahead()
            limit = _LOOK_SECONDS if running else idle_seconds or None
            ready = wait([self._way, *(one for watched in running for one in watched.waits)], limit)
            if not ready and not running:
                return
            while self._way.poll():
                self._take(self._way.recv())
            for number, watched in list(self._running.items()):
                if outcome := watched.look():
                    self._finish(number, outcome)

    def end(self) -> None:
        """Ends what is under way, and what it has left."""
        for watched in self._running.values():
            watched.end()
        self._starter.end()
        end_strays(())

    def _begin(self) -> None:
        while self._waiting and len(self._running) < self._workers:
            asked = self._waiting.pop(0)
            self._tell(asked.number, Begun())
            try:
                tell = functools.partial(self._tell, asked.number)
                self._running[asked.number] = Watched(asked.job, self._home, self._starter, tell)
            except OSError as error:
                reason = error_text("process-not-started", problem=error.strerror or error)
                self._tell(asked.number, ItemOutcome(False, reason))

    def _take(self, asked: Asked | int) -> None:
        if isinstance(asked, Asked):
            self._waiting.insert(0 if asked.is_first else len(self._waiting), asked)
            return
        self._waiting = [one for one in self._waiting if one.number != asked]
        if asked in self._running:
            self._finish(asked, None)

    def _finish(self, number: int, outcome: ItemOutcome | None) -> None:
        told = self._running.pop(number).end(outcome)
        end_strays([other.pid for other in self._running.values()])
        if told:
            self._tell(number, told)

    def _tell(self, number: int, said: FromParent) -> None:
        self._way.send((number, said))
