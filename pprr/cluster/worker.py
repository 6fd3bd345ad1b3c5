"""What a Dask worker does for a run: has its reports made in processes beside it, and gives their files back."""

import contextlib
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import IO

from pprr.cluster.answer import Answer
from pprr.cluster.snapshot import Snapshot
from pprr.cluster.versions import differences, versions_here
from pprr.run.item import Item

_END_SECONDS = 20


@dataclass(frozen=True)
class Shared:
    """What all reports of a run share: the inputs, the modules to have ready, the versions, and who hears of steps."""

    snapshot: Snapshot
    imports: Sequence[str]
    versions: Mapping[str, str]
    topic: str


class VersionsDifferError(Exception):
    """A worker has other versions than whoever asks: its pages might be other pages."""


class ProcessLostError(Exception):
    """The process that makes reports beside a worker has ended before its time."""


def share(shared: Shared) -> Shared:
    """The same: as the result of a task it goes to each worker once, and comes again where a worker is lost."""
    return shared


def make_report(shared: Shared, item: Item, number: int) -> Answer:
    """Makes one report on this worker; its steps are told under its number in the run.

    Raises VersionsDifferError where this worker's versions are others, ProcessLostError where its process is lost.
    """
    from distributed import get_worker

    worker = get_worker()

    def tell(words: str) -> None:
        worker.log_event(shared.topic, {"item": number, "step": f"{words}, on {worker.name}"})

    process = _free_process(shared)
    try:
        answer = process.make(item, tell)
    except BaseException:
        process.end()
        raise
    process.is_busy = False
    return answer


def end_processes(snapshot: str) -> None:
    """Ends the processes of a run that is over, or that nobody waits for any more, and what they are making."""
    with _lock:
        for process in _processes.pop(snapshot, []):
            process.end()


class _ReportProcess:
    """A process that makes reports from one snapshot, one after the other."""

    def __init__(self, shared: Shared) -> None:
        # Asked for each process: pprr may have been replaced since.
        if differing := differences(shared.versions, versions_here()):
            raise VersionsDifferError("; ".join(differing))
        self.is_busy = False
        self._process = subprocess.Popen(
            [sys.executable, "-m", "pprr.cluster.report_process"],
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
                raise ProcessLostError(
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
            raise ProcessLostError("The process that makes reports could not be asked") from error

    def _see_it_end(self) -> None:
        try:
            self._process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        with contextlib.suppress(OSError):
            self._answers.close()


_lock = threading.Lock()
_processes: dict[str, list[_ReportProcess]] = {}


def _free_process(shared: Shared) -> _ReportProcess:
    """A process with that snapshot that is free, or another one."""
    name = shared.snapshot.name
    with _lock:
        processes = [process for process in _processes.get(name, []) if process.is_busy or process.is_free]
        free = next((process for process in processes if process.is_free), None)
        process = free or _ReportProcess(shared)
        process.is_busy = True
        _processes[name] = processes if free else [*processes, process]
    return process


def _both(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    if process.stdin is None or process.stdout is None:
        raise ProcessLostError("The process that makes reports has no way in or out")
    return process.stdin, process.stdout
