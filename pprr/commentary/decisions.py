"""What people have decided about queries: accepted ones, with who and why, in ``decisions.toml``.

The file is written only by explicit commands, whole or not at all. Its entries stand in the order of their ids, so that
two people's additions merge; comments in it are kept.
"""

import datetime
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Annotated

import tomli_w
from pydantic import Field, ValidationError

from pprr.atomic import write_whole
from pprr.domain import Query
from pprr.domain.errors import CommentaryError
from pprr.domain.settings import Section, explain

_HEAD = """\
# Queries that somebody has accepted, by the id that pprr check shows. Written by pprr accept; comments are kept.
"""
_ENTRY = re.compile(r"\s*\[\s*accepted\s*\.\s*\"?([a-z0-9]+)\"?\s*\]\s*(?:#.*)?")
_Words = Annotated[str, Field(min_length=1)]


class Acceptance(Section):
    """That one query was accepted: what it said then, why it may stand, who says so, and the day."""

    kind: _Words
    item: _Words
    found: str
    expected: str
    sentence: str = ""
    reason: _Words
    name: _Words
    date: datetime.date


class _Decisions(Section):
    accepted: dict[Annotated[str, Field(pattern=r"^[a-z0-9]+$")], Acceptance] = Field(default_factory=dict)


@dataclass(frozen=True)
class Fallen:
    """An acceptance that no longer holds, and the query that stands in its place with another value."""

    id: str
    acceptance: Acceptance
    query: Query

    @property
    def change(self) -> tuple[str, str]:
        """What the query said when it was accepted and what it says now: of what was found, if that has changed.

        Else of what is expected, else the sentence that it is about.
        """
        before, now = self.acceptance, self.query
        told = ((before.found, now.found), (before.expected, now.expected), (before.sentence, now.sentence))
        return next((pair for pair in told if pair[0] != pair[1]), told[0])


@dataclass(frozen=True)
class Standing:
    """Where a report's queries stand.

    ``open`` ones wait for somebody; ``accepted`` ones come with their acceptance. ``fallen`` and ``unneeded`` are
    acceptances: the first by now of another value, the second, by id, of queries that have gone.
    """

    open: tuple[Query, ...]
    accepted: tuple[tuple[Query, Acceptance], ...]
    fallen: tuple[Fallen, ...]
    unneeded: Mapping[str, Acceptance]


def standing(queries: Sequence[Query], acceptances: Mapping[str, Acceptance]) -> Standing:
    """Where each query stands, and what became of each acceptance."""
    waiting = [query for query in queries if query.id not in acceptances]
    accepted = tuple((query, acceptances[query.id]) for query in queries if query.id in acceptances)
    held = {query.id for query, _ in accepted}
    fallen, unneeded, left = [], {}, list(waiting)
    for name, acceptance in acceptances.items():
        if name in held:
            continue
        alike = [query for query in left if (query.kind, query.item) == (acceptance.kind, acceptance.item)]
        if not alike:
            unneeded[name] = acceptance
            continue
        nearest = max(alike, key=lambda query: SequenceMatcher(None, acceptance.found, query.found).ratio())
        left.remove(nearest)
        fallen.append(Fallen(name, acceptance, nearest))
    return Standing(tuple(waiting), accepted, tuple(fallen), unneeded)


def read_decisions(path: Path) -> dict[str, Acceptance]:
    """The accepted queries in the file, by id; a file that is not there has none.

    Raises CommentaryError where it cannot be read.
    """
    return _parsed(_text(path), path)


def accept(path: Path, query: Query, *, reason: str, name: str, date: datetime.date) -> None:
    """Writes that the query is accepted.

    Raises CommentaryError without a reason or a name, or where the file cannot be read.
    """
    wanted = {"--reason": reason, "--name": name}
    if missing := [option for option, words in wanted.items() if not words.strip()]:
        raise CommentaryError(f"A query is accepted for a reason, by somebody. Give {' and '.join(missing)}.")
    acceptance = Acceptance(
        kind=query.kind,
        item=query.item,
        found=query.found,
        expected=query.expected,
        sentence=query.sentence,
        reason=" ".join(reason.split()),
        name=" ".join(name.split()),
        date=date,
    )
    text = _text(path)
    before = _parsed(text, path)
    if query.id in before:
        raise CommentaryError(f"{query.id} has been accepted already, by {before[query.id].name}.")
    _write(path, _with(text, query.id, acceptance), {**before, query.id: acceptance})


def undo(path: Path, name: str) -> Acceptance:
    """Takes an acceptance out again, by its id; what it said. Raises CommentaryError where that cannot be done."""
    text = _text(path)
    before = _parsed(text, path)
    if name not in before:
        raise CommentaryError(f"{name} is not among the accepted queries of {path.parent.name}.")
    _write(path, _without(text, name), {other: kept for other, kept in before.items() if other != name})
    return before[name]


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        raise CommentaryError(f"{_name(path)} is not UTF-8 text ({error}). Save it as UTF-8.") from error


def _parsed(text: str, path: Path) -> dict[str, Acceptance]:
    try:
        return dict(_Decisions.model_validate(tomllib.loads(text)).accepted)
    except tomllib.TOMLDecodeError as error:
        raise CommentaryError(
            f"{_name(path)} cannot be read as TOML: {error}. Mend that line; of two entries with one id keep one, and "
            "where git marks a conflict keep both sides."
        ) from error
    except ValidationError as error:
        raise CommentaryError(f"{_name(path)} cannot be used:\n{explain(error)}") from error


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def _entries(lines: Sequence[str]) -> list[tuple[int, str]]:
    """Where each entry's heading stands, and its id."""
    found = ((place, _ENTRY.fullmatch(line)) for place, line in enumerate(lines))
    return [(place, match[1]) for place, match in found if match]


def _with(text: str, name: str, acceptance: Acceptance) -> str:
    """The text with the new entry before the first one of a later id, and before the comments on top of that."""
    block = tomli_w.dumps({"accepted": {name: acceptance.model_dump(exclude_defaults=True)}})
    lines = (text.rstrip() or _HEAD.rstrip()).split("\n")
    place = next((place for place, other in _entries(lines) if other > name), len(lines))
    while 0 < place < len(lines) and lines[place - 1].startswith("#"):
        place -= 1
    before, after = "\n".join(lines[:place]).rstrip(), "\n".join(lines[place:])
    return f"{before}\n\n{block}" + (f"\n{after}\n" if after else "")


def _without(text: str, name: str) -> str:
    """The text without the entry; comments before and behind it stay."""
    lines = text.rstrip().split("\n")
    start = next((place for place, other in _entries(lines) if other == name), len(lines))
    stop = next((place for place in range(start + 1, len(lines)) if lines[place].lstrip().startswith("[")), len(lines))
    while stop > start + 1 and (not lines[stop - 1].strip() or lines[stop - 1].lstrip().startswith("#")):
        stop -= 1
    before, after = "\n".join(lines[:start]).rstrip(), "\n".join(lines[stop:]).strip("\n")
    return "\n\n".join(part for part in (before, after) if part) + "\n"


def _write(path: Path, text: str, expected: Mapping[str, Acceptance]) -> None:
    """Writes the text if it says what is expected: an entry laid out in an unusual way is left to its owner."""
    try:
        is_sound = _parsed(text, path) == expected
    except CommentaryError:
        is_sound = False
    if not is_sound:
        raise CommentaryError(f"{_name(path)} could not be changed without touching other entries. Edit it by hand.")
    write_whole(path, text.encode())
