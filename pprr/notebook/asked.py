"""The open actions of committees, as they stand beside the item that each is about."""

import re
from dataclasses import dataclass

from pprr import formats
from pprr.report import Report
from pprr.report.actions import ActionOfItem


@dataclass(frozen=True)
class AskedFor:
    """An open action beside what it is about: text, how it stands and by when, owner, its place.

    ``is_answered`` is true of a question or a promised reply, which is nothing to do about the item itself.
    """

    text: str
    stands: str
    owner: str
    address: str
    is_answered: bool


def asked_for(report: Report, item: str) -> list[AskedFor]:
    """The open actions about an item of the report."""
    return [
        AskedFor(
            one.action.text,
            f"{how_it_stands(one)}, {'due ' if one.action.due else ''}{due_in_words(one, report)}",
            one.action.owner or "no owner",
            action_address(one),
            one.action.kind.is_answered,
        )
        for one in report.actions_about(item)
    ]


def how_it_stands(one: ActionOfItem) -> str:
    """The kind of an open action, and whether a reply has come: who asks a question has not done something about it."""
    reply = "replied to, not settled" if one.action.reply else "no reply yet" if one.action.kind.is_answered else "open"
    return f"{one.action.kind.capitalize()}: {reply}"


def due_in_words(one: ActionOfItem, report: Report) -> str:
    """The day on which an action is due, and that it has passed."""
    due = one.action.due
    if due is None:
        return "no day"
    is_late = report.actions_as_at is not None and one.action.is_overdue(report.actions_as_at)
    return f"{formats.day(due)}{', overdue' if is_late else ''}"


def action_address(one: ActionOfItem) -> str:
    """The address of an action within the page."""
    return f"action-{re.sub('[^A-Za-z0-9-]+', '-', one.action.action)}"
