"""The work one run has asked of a cluster: its reports as tasks, each put in place from here when its files have come.

No other machine reads or writes the project, so there is one place where a page is either the last good one or the new
one: this process. A task that comes twice, from a worker that was given up and was only slow, changes nothing.
"""

import contextlib
import hashlib
import queue
import time
import warnings
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from dataclasses import replace
from types import TracebackType
from typing import TYPE_CHECKING

from pprr.atomic import unwritten, write_whole
from pprr.cluster.snapshot import snapshot_of
from pprr.cluster.versions import differences, versions_here
from pprr.cluster.worker import (
    MadeElsewhere,
    ProcessLostError,
    Shared,
    StepOn,
    VersionsDifferError,
    end_processes,
    make_report,
    share,
)
from pprr.domain.errors import error_text
from pprr.project import Project
from pprr.run.item import Item, ItemOutcome
from pprr.run.publish.put import put
from pprr.run.worker.pool import Progress

if TYPE_CHECKING:  # the extra, which may not be installed
    from distributed import Client, Future

ALONE_SECONDS = 60
LOOK_SECONDS = 5
_MOST_ATTEMPTS = 3
_RUNNING = "running"


class Tasks:
    """The tasks of one run; at its end those that are left are taken back, and the workers' processes end."""

    def __init__(self, client: "Client", address: str, project: Project, items: Sequence[Item]) -> None:
        self._client, self._address, self._project = client, address, project
        self._items = tuple(items)
        self._numbers = {item: number for number, item in enumerate(items)}
        snapshot = snapshot_of(project)
        self._shared = Shared(snapshot, versions_here(), f"{client.id}-{snapshot.name[:12]}")
        self._news: queue.SimpleQueue[tuple[Item, str | Future[MadeElsewhere]]] = queue.SimpleQueue()
        self._tasks: dict[Item, Future[MadeElsewhere]] = {}
        self._attempts = dict.fromkeys(items, 0)
        self._begun: set[Item] = set()
        self._alone_since: float | None = None

    def __enter__(self) -> "Tasks":
        self._client.subscribe_topic(self._shared.topic, self._hear)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that it is large
            self._inputs = self._client.submit(share, self._shared, key=f"{self._shared.topic}-inputs")
        with contextlib.suppress(Exception):  # what is wrong with the cluster is told of each report
            # Else all reports would go to the one worker that has it, until Dask knows how long one takes.
            self._client.replicate([self._inputs])
        for item in self._items:
            self._submit(item)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._client.status == _RUNNING:
            # What cannot be told to a cluster that is about to be left ends by itself, for want of anything to do.
            with contextlib.suppress(Exception):
                self._client.cancel([*self._tasks.values(), self._inputs], force=True)
                self._client.run(end_processes, self._shared.snapshot.name, on_error="ignore")
                self._client.unsubscribe_topic(self._shared.topic)

    def answers(self, progress: Progress) -> Iterator[tuple[Item, ItemOutcome]]:
        """Each item with its outcome as it comes; ``progress`` is told each step of each."""
        lost = ""
        while self._tasks and not lost:
            try:
                item, said = self._news.get(timeout=LOOK_SECONDS)
            except queue.Empty:
                said = None
            if said is None or (not isinstance(said, str) and self._client.status != _RUNNING):
                lost = self._lost()
            elif isinstance(said, str):
                self._begun.add(item)
                progress(item, said)
            elif self._tasks.get(item) is said:
                outcome = self._outcome(item, said)
                if outcome:
                    del self._tasks[item]
                    yield item, outcome
        for item in list(self._tasks):
            yield item, ItemOutcome(False, lost, attempts=self._attempts[item])

    def _submit(self, item: Item, workers: Sequence[str] | None = None) -> None:
        self._attempts[item] += 1
        self._begun.discard(item)
        self._tasks[item] = task = self._client.submit(
            make_report,
            self._inputs,
            item,
            self._numbers[item],
            key=f"{self._shared.topic}-{item.period}-{item.name}-{self._attempts[item]}",
            workers=workers,
        )
        task.add_done_callback(lambda done: self._news.put((item, done)))

    def _hear(self, happened: tuple[float, StepOn]) -> None:
        _, said = happened
        self._news.put((self._items[said["item"]], said["step"]))

    def _lost(self) -> str:
        """Why nothing more can come of this, if nothing can."""
        if self._client.status != _RUNNING:
            return error_text("scheduler-lost", address=self._address)
        with contextlib.suppress(OSError):  # the connection is being lost, which is seen the next time
            if self._client.nthreads():
                self._alone_since = None
                return ""
        self._alone_since = self._alone_since or time.monotonic()
        if time.monotonic() - self._alone_since < ALONE_SECONDS:
            return ""
        return error_text("cluster-empty", address=self._address, seconds=ALONE_SECONDS)

    def _outcome(self, item: Item, task: "Future[MadeElsewhere]") -> ItemOutcome | None:
        """The outcome of a task that has ended; None where it has been submitted again."""
        from distributed import KilledWorker

        try:
            made = task.result()
        except Exception as failure:  # noqa: BLE001  # sorted below, and told if it is of no sort
            error = failure
        else:
            return self._put(item, made)
        if isinstance(error, KilledWorker) and item in self._begun:  # else it only waited where another did the harm
            reason = error_text("workers-lost", count=error.allowed_failures + 1)
            return ItemOutcome(False, reason, attempts=self._attempts[item])
        if self._attempts[item] < _MOST_ATTEMPTS:
            if isinstance(error, VersionsDifferError):  # it joined when the run was under way
                self._submit(item, self._matching_workers())
                return None
            if isinstance(error, (ProcessLostError, KilledWorker, CancelledError, OSError)):
                self._submit(item)
                return None
        reason = error_text("not-made-on-the-cluster", error=type(error).__name__, problem=error)
        return ItemOutcome(False, reason, attempts=self._attempts[item])

    def _matching_workers(self) -> list[str]:
        """The workers that would make the same pages as this machine."""
        there: dict[str, Mapping[str, str]] = {}
        with contextlib.suppress(OSError):
            there = self._client.run(versions_here, on_error="ignore")
        return [address for address, found in there.items() if not differences(self._shared.versions, found)]

    def _put(self, item: Item, made: MadeElsewhere) -> ItemOutcome:
        """Puts the files of a report in place, or what is left of one that failed where people look for it."""
        outcome = replace(made.outcome, attempts=made.outcome.attempts + self._attempts[item] - 1)
        failed = self._project.failed(item.period, item.name)
        try:
            if outcome.made:
                found = {address: hashlib.sha256(data).hexdigest() for address, data in made.files.items()}
                if found != dict(outcome.made.files):
                    return replace(outcome, is_made=False, made=None, reason="Its files were damaged on their way here")
                put(self._project.reports(item.period), item.name, made.files)
                failed.unlink(missing_ok=True)
            elif made.failed is not None:
                write_whole(failed, made.failed)
        except OSError as error:
            reason = unwritten(error, self._project.root)
            return replace(outcome, is_made=False, made=None, reason=reason, notebook="")
        return outcome
