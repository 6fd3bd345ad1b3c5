"""The options of a run, and its result."""

import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pprr.domain import Period
from pprr.run.item import Item, ItemOutcome
from pprr.run.records.run_log import Event

GOOD, SOME_FAILED, COULD_NOT_START = 0, 1, 2
Elsewhere = Callable[[Sequence[Item], Callable[[Item, str], None]], Iterator[tuple[Item, ItemOutcome]]]


@dataclass(frozen=True)
class RunOptions:
    """The options of a run: the words that asked for it, how many reports at once (0: as many as is usual).

    ``environment`` are the versions that the record names. ``elsewhere`` has the reports made where that is not for
    this machine to do: it is given them and what is told each step, and gives each with its outcome as it comes.
    """

    words: str = ""
    workers: int = 0
    environment: Mapping[str, object] = field(default_factory=dict)
    elsewhere: Elsewhere | None = None


@dataclass
class Result:
    """The result of a run: each report that was to be made with its outcome, how many were up to date, what failed.

    ``faults`` says what kept whole periods from being begun, ``event`` is the one that says it all.
    """

    outcomes: dict[Item, ItemOutcome] = field(default_factory=dict)
    current: int = 0
    faults: dict[Period, str] = field(default_factory=dict)
    stopped: int = 0
    seconds: float = 0
    event: Event = field(default_factory=dict)

    @property
    def made(self) -> int:
        """The number of reports that were made."""
        return sum(outcome.is_made for outcome in self.outcomes.values())

    @property
    def failed(self) -> int:
        """The number of reports that could not be made."""
        return len(self.outcomes) - self.made - self.stopped

    @property
    def code(self) -> int:
        """The exit code: 0 all good, 1 something failed, 2 nothing could be started."""
        if self.faults and not self.outcomes and not self.current:
            return COULD_NOT_START
        return SOME_FAILED if self.faults or self.made < len(self.outcomes) else GOOD


def exit_code(stop: KeyboardInterrupt | SystemExit) -> int:
    """The code that tells who stopped the run: 130 for Ctrl-C, 143 for a scheduler's SIGTERM."""
    return stop.code if isinstance(stop, SystemExit) and isinstance(stop.code, int) else 128 + signal.SIGINT
