"""What a Dask worker does for a run: has its reports made in workshops beside it, and gives their files back."""

import contextlib
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import IO

from pprr.cluster.alike import fingerprint, unlike
from pprr.cluster.answer import Answer
from pprr.cluster.snapshot import Snapshot
from pprr.press.item import Item

_END_SECONDS = 20


@dataclass(frozen=True)
class Shared:
    """What all reports of a run share: the inputs, the modules to have ready, the versions, and who hears of steps."""

    snapshot: Snapshot
    imports: Sequence[str]
    versions: Mapping[str, str]
    topic: str


class UnlikeError(Exception):
    """A worker has other versions than whoever asks: its pages might be other pages."""


class WorkshopError(Exception):
    """The process that makes reports beside a worker has ended before its time."""


def handed_out(shared: Shared) -> Shared:
    """The same: as the result of a task it goes to each worker once, and comes again where a worker is lost."""
    return shared


def make_here(shared: Shared, item: Item, number: int) -> Answer:
    """Makes one report on this worker; its steps are told under its number in the run.

    Raises UnlikeError where this worker's versions are others, WorkshopError where its workshop is lost.
    """
    from distributed import get_worker

    worker = get_worker()

    def tell(words: str) -> None:
        worker.log_event(shared.topic, {"item": number, "step": f"{words}, on {worker.name}"})

    workshop = _taken(shared)
    try:
        answer = workshop.make(item, tell)
    except BaseException:
        workshop.end()
        raise
    workshop.is_busy = False
    return answer


def close_workshops(snapshot: str) -> None:
    """Ends the workshops of a run that is over, or that nobody waits for any more, and what they are making."""
    with _lock:
        for workshop in _workshops.pop(snapshot, []):
            workshop.end()


class _Workshop:
    """A process that makes reports from one snapshot, one after the other."""

    def __init__(self, shared: Shared) -> None:
        differences = unlike(
            shared.versions, fingerprint()
        )  # asked for each workshop: pprr may have been replaced since
        if differences:
            raise UnlikeError("; ".join(differences))
        self.is_busy = False
        self._process = subprocess.Popen(
            [sys.executable, "-m", "pprr.cluster.workshop"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONSAFEPATH": "1"},
            start_new_session=True,  # Ctrl-C in the worker's terminal is for the worker
        )
        self._asked, self._answers = _both(self._process)
        self._send((shared.snapshot.packed, tuple(shared.imports)))

    @property
    def is_free(self) -> bool:
        return not self.is_busy and self._process.poll() is None

    def make(self, item: Item, tell: Callable[[str], None]) -> Answer:
        self._send(item)
        while True:
            try:
                kind, said = pickle.load(self._answers)  # noqa: S301  # from a process of ours
            except (EOFError, OSError, ValueError, pickle.UnpicklingError) as error:
                raise WorkshopError(
                    "The process that makes reports ended before its time: the worker's log says why"
                ) from error
            if kind == "made":
                answer: Answer = said
                return answer
            tell(said)

    def end(self) -> None:
        """Closes its way in, upon which it ends all that it has started, and itself."""
        with contextlib.suppress(OSError):
            self._asked.close()
        threading.Thread(target=self._see_it_end, daemon=True).start()

    def _send(self, message: object) -> None:
        try:
            pickle.dump(message, self._asked)
            self._asked.flush()
        except (OSError, ValueError) as error:
            raise WorkshopError("The process that makes reports could not be asked") from error

    def _see_it_end(self) -> None:
        try:
            self._process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        with contextlib.suppress(OSError):
            self._answers.close()


_lock = threading.Lock()
_workshops: dict[str, list[_Workshop]] = {}


def _taken(shared: Shared) -> _Workshop:
    """A workshop with that snapshot that is free, or another one."""
    name = shared.snapshot.name
    with _lock:
        workshops = [workshop for workshop in _workshops.get(name, []) if workshop.is_busy or workshop.is_free]
        free = next((workshop for workshop in workshops if workshop.is_free), None)
        workshop = free or _Workshop(shared)
        workshop.is_busy = True
        _workshops[name] = workshops if free else [*workshops, workshop]
    return workshop


def _both(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    if process.stdin is None or process.stdout is None:
        raise WorkshopError("The process that makes reports has no way in or out")
    return process.stdin, process.stdout
