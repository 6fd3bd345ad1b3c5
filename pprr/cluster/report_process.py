"""The process beside a Dask worker in which reports are made: ``python -m pprr.cluster.report_process``.

A worker's own process may have no children that are forked (Dask makes it a daemon), runs threads, and holds other
people's tasks. So it starts this one, which makes reports as on one machine, in a folder of its own that it fills from
the snapshot it is given. It ends when the worker does, or when nothing has been asked of it for a while.

Asked, over standard input: ``(snapshot, imports)``, then items. Answered, over standard output: ``("step", words)`` and
``("made", Answer)``.
"""

import os
import pickle
import queue
import signal
import sys
import threading
from typing import BinaryIO

from pprr.cluster.answer import answer_of
from pprr.cluster.snapshot import unpack
from pprr.project import find_project
from pprr.run.item import Item
from pprr.run.worker.pool import Press
from pprr.run.worker.temporary import run_folder

IDLE_SECONDS = 60


def main() -> None:
    """Makes what is asked for until nobody asks any more."""
    asked, answers = _way_in_and_out()
    snapshot, imports = pickle.load(asked)  # noqa: S301  # from the process that started this one
    with run_folder() as folder:
        root = folder / "project"
        unpack(snapshot, root)
        project = find_project(root)
        del snapshot
        items = _arriving(asked)
        with Press(project, workers=1, imports=imports) as press:
            while item := _next(items):

                def tell(_item: Item, words: str) -> None:
                    _send(answers, ("step", words))

                for _, outcome in press.make([item], progress=tell):
                    _send(answers, ("made", answer_of(project, item, outcome)))


def _way_in_and_out() -> tuple[BinaryIO, BinaryIO]:
    """Standard input and output, kept from everything else in this process that reads or prints."""
    asked, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1):
        os.dup2(nothing, number)
    os.close(nothing)
    return asked, answers


def _arriving(asked: BinaryIO) -> "queue.SimpleQueue[Item | None]":
    """The items that are asked for; when the worker has gone, the report under way is ended with it."""
    items: queue.SimpleQueue[Item | None] = queue.SimpleQueue()

    def read() -> None:
        try:
            while True:
                items.put(pickle.load(asked))  # noqa: S301  # from the process that started this one
        except (EOFError, OSError, pickle.UnpicklingError):
            items.put(None)
            os.kill(os.getpid(), signal.SIGTERM)  # which, unlike signal.raise_signal, wakes the main thread

    threading.Thread(target=read, daemon=True).start()
    return items


def _next(items: "queue.SimpleQueue[Item | None]") -> Item | None:
    try:
        return items.get(timeout=IDLE_SECONDS)
    except queue.Empty:
        return None


def _send(answers: BinaryIO, message: object) -> None:
    try:
        pickle.dump(message, answers)
        answers.flush()
    except OSError:
        sys.exit(1)  # nobody hears it any more


if __name__ == "__main__":
    main()
