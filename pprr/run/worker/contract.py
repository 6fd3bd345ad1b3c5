"""The contract of a child that makes a page: what it is asked for, what it tells, its limits, and its end.

Batch, preview and cluster ask for pages alike. A job is made in a process of its own, which tells how far it is to the
warm parent that watches it; that one holds it to its limits, ends it with all that it has started, and tells whoever
asked what became of it.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from pprr.commentary.earlier import keep as keep_words
from pprr.ingest.load import keep
from pprr.project import Project, Run
from pprr.run.item import Item, ItemOutcome, Made

if TYPE_CHECKING:  # which brings all of Jupyter, and whoever asks needs none of it
    from pprr.run.execute.notebook import Execution


@dataclass(frozen=True)
class Begun:
    """The job has left the queue: what becomes of the warm parent now may be its doing."""


@dataclass(frozen=True)
class Step:
    """The step that the job is at, in words."""

    words: str


@dataclass(frozen=True)
class CellBegun:
    """The cell that the notebook is at, by what names it."""

    cell: str


@dataclass(frozen=True)
class PartMade:
    """Part of what a job makes, told before its end; only whoever asked for it knows what it holds."""

    content: object


FromChild = Run | Step | CellBegun | PartMade | ItemOutcome
FromParent = Begun | Step | PartMade | ItemOutcome
Tell = Callable[[FromChild], None]


@dataclass(frozen=True)
class Job(ABC):
    """One page to make, of which report of which project. Told between processes, so it holds plain values."""

    project: Project
    item: Item

    def keep(self) -> None:
        """Keeps in the warm parent, before the fork, what the pages of a period share: its tables and last words.

        With the first document comes what puts documents together, and the measures that they are of: most projects
        have none.
        """
        keep(self.project, self.item.period)
        if self.project.is_document(self.item.name):
            with suppress(Exception):  # whoever asks for it says what is wrong with it
                import_module("pprr.documents.kinds")
                import_module("pprr.documents.figured").keep(self.project, self.item.period)
        name = self.project.words_name(self.item.subject, self.item.kind)
        keep_words(self.project, self.item.period, name)

    @abstractmethod
    def make(self, project: Project, execution: "Execution", tell: Tell) -> Made | None:
        """Makes the page, in its own process; ``project`` is as it is now. Raises whatever keeps it from being made."""

    def end(self, outcome: ItemOutcome | None, folder: Path | None) -> ItemOutcome | None:
        """Clears up when its process is gone, in another one; gives the outcome again, with more to say if there is.

        ``folder`` is what the job was made in, if it is known. Without an outcome the job was broken off.
        """
        return outcome


@dataclass(frozen=True)
class Asked:
    """A job as it is asked of the warm parent: its number, and whether it goes before those that wait."""

    number: int
    job: Job
    is_first: bool = False
