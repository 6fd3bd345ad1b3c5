"""The warm parent: imports what every report needs and does nothing else, then starts a process for each report.

It reads no data, starts no thread and opens no socket: only so may it be forked. A report's process ends with its
report, so nothing of one reaches another. Where there is no fork (Windows), each process starts afresh and gives its
notebook an ordinary kernel: slower, and the same bytes.
"""

import multiprocessing
import os
import shutil
import signal
import sys
from collections.abc import Sequence
from multiprocessing.connection import Connection, wait
from pathlib import Path

from pprr.project import Project, find_project
from pprr.run.execute.limits import not_started
from pprr.run.item import Item, Outcome
from pprr.run.worker.interrupts import Interrupts
from pprr.run.worker.processes import adopt, end_strays
from pprr.run.worker.temporary import ENDING
from pprr.run.worker.warm import warm
from pprr.run.worker.watch import Watched

# A person may switch forking off, and so may a system that has it and must not use it.
CAN_FORK = (
    "fork" in multiprocessing.get_all_start_methods()
    and sys.platform != "darwin"
    and not os.environ.get("PPRR_NO_FORK")
)
# What an IPython shell imports only when it is made, which it is for each report anew.
_SHELL = ("application", "completerlib", "crashhandler", "logger", "magics._table", "oinspect")
_WARM = ("pprr.run.make", "matplotlib.backends.backend_svg", *(f"IPython.core.{name}" for name in _SHELL))
_LOOK_SECONDS = 0.25


def serve(root: Path, home: Path, workers: int, imports: Sequence[str], asked: Connection) -> None:
    """Makes the items that are asked for, so many at once, and answers with their steps and outcomes.

    Asked: ``(item, attempt)``. Answered: ``("begun", item, None)``, ``("step", item, words)``,
    ``("outcome", item, outcome)``. Ends, and its reports with it, when whoever asks has closed the way, or has ended.
    """
    with Interrupts():
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that asked, which ends this one
        adopt()
        if CAN_FORK:
            warm([*_WARM, *imports])
        project = find_project(root)
        parent = multiprocessing.parent_process()
        running: list[Watched] = []
        is_over = False
        try:
            _serve(project, home, workers, asked, running)
        except (EOFError, OSError) as error:
            # The other end is closed when the asking process wants no more, which it says, and when it ends, however it
            # ends. Whether it has cannot be asked yet: a process that is killed closes its files one after another.
            is_over = isinstance(error, (EOFError, ConnectionError)) and not (home / ENDING).exists()
        finally:
            for one in running:
                one.end()
            end_strays(())
            if is_over or (parent and not parent.is_alive()):
                shutil.rmtree(home, ignore_errors=True)
    os._exit(0)  # whoever asked waits for its end, and to take apart what has been imported takes a while


def _serve(project: Project, home: Path, workers: int, asked: Connection, running: list[Watched]) -> None:
    waiting: list[tuple[Item, int]] = []
    while True:
        while waiting and len(running) < workers:
            item, attempt = waiting.pop(0)
            asked.send(("begun", item, None))
            try:
                running.append(_started(project, item, home, attempt, asked))
            except OSError as error:
                asked.send(("outcome", item, Outcome(item.portfolio, False, not_started(error), attempts=attempt)))
        wait([asked, *(one for watched in running for one in watched.waits)], _LOOK_SECONDS if running else None)
        while asked.poll():
            waiting.append(asked.recv())
        for one in list(running):
            outcome = one.look()
            if outcome:
                running.remove(one)
                outcome = one.end(outcome)
                end_strays([other.pid for other in running])
                asked.send(("outcome", one.item, outcome))


def _started(project: Project, item: Item, home: Path, attempt: int, asked: Connection) -> Watched:
    return Watched(
        project,
        item,
        home,
        can_fork=CAN_FORK,
        attempt=attempt,
        step=lambda words: asked.send(("step", item, words)),
    )
