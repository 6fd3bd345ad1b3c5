"""The records of meetings: actions, questions, promised replies, and what became of each."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pprr.domain.cell import Cell


class ActionKind(StrEnum):
    """The kind of thing that was asked for, or promised."""

    ACTION = "action"
    QUESTION = "question"
    REPLY = "promised reply"
    CABINET = "issue for Cabinet"
    PRACTICE = "good practice"

    @property
    def is_answered(self) -> bool:
        """True of what an answer settles; the others are settled when they are done."""
        return self in {ActionKind.QUESTION, ActionKind.REPLY}


class ActionState(StrEnum):
    """The state of an action on a day."""

    OPEN = "open"
    ANSWERED = "answered"
    DONE = "done"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Action:
    """One thing that was asked, with the days on which its states began, as it stood on one day.

    ``committee`` is where and ``raised`` when it was asked, ``by`` by whom (a role); ``portfolio`` is the one that
    reports of it, ``about`` the item that it is about, blank for the portfolio as a whole; ``owner`` the office that
    answers for it.
    """

    action: str
    kind: ActionKind
    raised: date
    committee: str
    by: str
    portfolio: str
    about: str
    owner: str
    due: date | None
    text: str
    answered: date | None
    reply: str
    done: date | None
    withdrawn: date | None
    cell: Cell

    @property
    def state(self) -> ActionState:
        """Its state: the last word is that it is withdrawn, then that it is done."""
        if self.withdrawn:
            return ActionState.WITHDRAWN
        if self.done:
            return ActionState.DONE
        return ActionState.ANSWERED if self.answered else ActionState.OPEN

    @property
    def settled(self) -> date | None:
        """The day from which nothing more is wanted of it; None while something is."""
        return self.withdrawn or self.done or (self.answered if self.kind.is_answered else None)

    def is_overdue(self, day: date) -> bool:
        """Tells whether it should have been settled before the day."""
        return self.settled is None and self.due is not None and self.due < day


@dataclass(frozen=True)
class Committee:
    """A committee: the terms of reference that it has, and the portfolios whose reports it takes."""

    committee: str
    name: str
    terms_of_reference: str
    portfolios: tuple[str, ...]


@dataclass(frozen=True)
class Meeting:
    """A meeting of a committee."""

    committee: str
    date: date
