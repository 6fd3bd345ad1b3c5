"""What the process of one report does: makes it, and tells the process that watches it how far it is."""

import faulthandler
import importlib
import os
import sys
import traceback
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path

from pprr.atomic import unwritten
from pprr.domain.errors import KernelDiedError, RunError
from pprr.project import find_project
from pprr.run.execute.capture import Capture
from pprr.run.execute.limits import too_much_memory
from pprr.run.item import Item, Outcome
from pprr.run.worker.processes import apart, peak_bytes

CUT_OFF = 71  # the exit code of a process that can tell nobody anything any more
_TRACE_LINES = 4
_LONGEST, _MORE = 1000, " [...]"


def work(root: Path, item: Item, folder: Path, in_process: bool, tell: Connection, parent: int) -> None:
    """Makes one report, tells its steps, cells and outcome, and ends this process."""
    project = find_project(root)
    limits = project.settings.run
    apart(parent, limits.memory_bytes)
    capture = Capture(folder)
    capture.start()
    faulthandler.enable(sys.__stderr__ or 2)
    os.environ["PPRR_PROJECT"] = str(root)
    said = _Teller(tell)
    is_dead = False
    try:
        made = importlib.import_module("pprr.run.make").make(
            project,
            item,
            folder,
            in_process=in_process,
            capture=capture if in_process else None,
            progress=lambda step: said("step", step),
            on_cell=lambda cell: said("cell", cell[:_LONGEST]),
        )
        outcome = Outcome(item.portfolio, True, made=made)
    except RunError as error:
        is_dead = isinstance(error, KernelDiedError)
        outcome = Outcome(item.portfolio, False, _cut(error.reason), error.cell, error.trace)
    except MemoryError:
        outcome = Outcome(item.portfolio, False, too_much_memory(limits))
    except OSError as error:
        outcome = Outcome(item.portfolio, False, unwritten(error, root))
    except Exception as error:  # noqa: BLE001  # told with its traceback, and the other reports go on
        trace = "".join(traceback.format_exception(error)[-_TRACE_LINES:])
        reason = f"It could not be made: {type(error).__name__}: {error}"
        outcome = Outcome(item.portfolio, False, _cut(reason), "", trace)
    said("outcome", replace(outcome, peak_bytes=peak_bytes()), is_dead)
    # Nothing is left to do: a cell's threads and its functions for the end of the process are not waited for.
    os._exit(0)


class _Teller:
    """Sends to the process that watches; ends this one where a cell has closed the way to it."""

    def __init__(self, tell: Connection) -> None:
        self._tell, self._owner = tell, os.getpid()

    def __call__(self, kind: str, said: object, *more: object) -> None:
        if os.getpid() != self._owner:
            os._exit(0)  # a copy that a cell made of this process
        try:
            self._tell.send((kind, said, *more))
        except OSError:
            os._exit(CUT_OFF)


def _cut(reason: str) -> str:
    """The reason, marked where it is longer than an index or a log can take."""
    return reason if len(reason) <= _LONGEST else f"{reason[: _LONGEST - len(_MORE)]}{_MORE}"
