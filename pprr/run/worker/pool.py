"""Makes reports side by side, each in a process of its own with limits, asked of one warm parent."""

import contextlib
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType

from pprr.domain.errors import error_text
from pprr.project import Project
from pprr.run.item import Item, ItemOutcome
from pprr.run.worker.contract import Begun, Step
from pprr.run.worker.interrupts import Interrupts
from pprr.run.worker.parent import OF_PARENT, WarmParent
from pprr.run.worker.processes import end_marked
from pprr.run.worker.report_job import ReportJob

Progress = Callable[[Item, str], None]
_MOST_ATTEMPTS = 2  # a process that dies may have nothing to do with its report


class Pool:
    """The place where reports are made: a warm parent and what it starts, all of which end with it.

    Whatever becomes of a report or of this process, nothing of either is left running and no folder is left behind;
    Ctrl-C and SIGTERM end everything first. It may be asked again and again, by one thread at a time.
    """

    def __init__(
        self, project: Project, *, workers: int = 1, home: Path | None = None, idle_seconds: float = 0
    ) -> None:
        self.parent = WarmParent(project, workers=workers, home=home, idle_seconds=idle_seconds)
        self._project = project
        self._interrupts = Interrupts()
        self._open = contextlib.ExitStack()
        self._is_stopped = False

    def __enter__(self) -> "Pool":
        with self._open as opened:
            opened.enter_context(self._interrupts)
            with self._interrupts.held():
                opened.callback(self.parent.open().close)
            self._open = opened.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    @property
    def folder(self) -> Path:
        """The run's own temporary folder, which holds one of each report under way."""
        return self.parent.home

    def stop(self) -> None:
        """Ends what is under way, asked by another thread; whoever awaits it is told that it was not made."""
        self._is_stopped = True
        self.parent.stop()

    def make(
        self, items: Sequence[Item], progress: Progress = lambda _item, _step: None
    ) -> Iterator[tuple[Item, ItemOutcome]]:
        """Makes the items and gives each with its outcome as it comes; ``progress`` is told each step of each."""
        left = {item: _Trial() for item in items}
        # Under way when the warm parent died: made one by one, so that the culprit fails alone.
        suspects: list[Item] = []
        fault = ""
        asked = self._ask(left)
        while left:
            try:
                number, said = self.parent.hear()
            except EOFError:
                reason = self._ended(fault)
                suspects = [item for item, trial in left.items() if trial.attempts]
                for item in suspects:
                    ReportJob(self._project, item).end(None, None)
                most = 0 if self._is_stopped or not suspects else _MOST_ATTEMPTS
                for item in [item for item, trial in left.items() if trial.attempts >= most]:
                    yield item, ItemOutcome(False, reason, attempts=max(1, left.pop(item).attempts))
                suspects = [item for item in suspects if item in left]
                if left:
                    with self._interrupts.held():
                        self.parent.start()
                    asked = self._ask({item: left[item] for item in suspects[:1] or left})
                continue
            if number == OF_PARENT and isinstance(said, ItemOutcome):
                fault = said.reason
                continue
            item = asked[number]
            trial = left[item]
            if isinstance(said, Begun):
                trial.begin()
            elif isinstance(said, Step):
                progress(item, said.words)
            elif isinstance(said, ItemOutcome):
                outcome = trial.end(said)
                if outcome.is_dead and trial.attempts < _MOST_ATTEMPTS:
                    progress(item, f"once more, since {outcome.reason[0].lower()}{outcome.reason[1:]}")
                    asked |= self._ask({item: trial})
                    continue
                del left[item]
                if suspects:
                    suspects.remove(item)
                    asked |= self._ask({item: left[item] for item in suspects[:1] or left})
                yield item, outcome

    def _ask(self, trials: "Mapping[Item, _Trial]") -> dict[int, Item]:
        """Asks for the items, those that have been begun before all others; each by the number of its job."""
        return {
            self.parent.ask(ReportJob(self._project, item, trial.attempts + 1), is_first=trial.attempts > 0): item
            for item, trial in trials.items()
        }

    def _ended(self, fault: str) -> str:
        """Clears up after a warm parent that has ended before its time; what is said of it."""
        code = self.parent.end()
        end_marked(self.parent.home)
        return fault or error_text("makers-ended", code=code)


@dataclass
class _Trial:
    """The attempts at an item: how often it has been begun, since when, and the most memory that it has held."""

    attempts: int = 0
    since: float = 0
    peak_bytes: int = 0

    def begin(self) -> None:
        self.attempts += 1
        self.since = self.since or time.monotonic()

    def end(self, outcome: ItemOutcome) -> ItemOutcome:
        """The outcome of the last attempt, with what all of them took."""
        self.peak_bytes = max(self.peak_bytes, outcome.peak_bytes)
        seconds = time.monotonic() - self.since
        return replace(outcome, seconds=seconds, peak_bytes=self.peak_bytes, attempts=self.attempts)
