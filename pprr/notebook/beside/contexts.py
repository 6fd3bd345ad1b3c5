"""The context that each template of these parts is given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict

from markupsafe import Markup

from pprr.domain.projects import Contact


@dataclass(frozen=True)
class ActionRow:
    """One action as the page shows it: every part in words, and the place of what it is about within the page."""

    place: str
    kind: str
    text: str
    about: str
    address: str
    where: str
    raised: str
    owner: str
    due: str
    state: str
    reply: str


class Actions(TypedDict):
    """The actions of a report: how much of it is open, and its tables by their captions."""

    told: str
    parts: Sequence[tuple[str, Sequence[ActionRow]]]


@dataclass(frozen=True)
class ProjectRow:
    """A project as the page shows it; each of its measures by name, with its place within the page."""

    project: str
    measures: Sequence[tuple[str, str]]
    state: str
    milestone: str
    effect: str
    owner: str


class Projects(TypedDict):
    """The projects and programmes of a portfolio."""

    rows: Sequence[ProjectRow]


class Contacts(TypedDict):
    """Whom to ask about a report."""

    rows: Sequence[Contact]


class OwnEntry(TypedDict):
    """The words of an entry that stands for itself."""

    address: str
    title: str
    said: Markup


CONTEXTS: Mapping[tuple[str, str], type] = {
    ("actions.html.j2", ""): Actions,
    ("projects.html.j2", "projects"): Projects,
    ("projects.html.j2", "contacts"): Contacts,
    ("entry.html.j2", ""): OwnEntry,
}
"""By template, and the macro of it that is a part."""
