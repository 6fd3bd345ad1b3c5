"""People's decisions about queries: accepted ones, with who and why, in ``decisions.toml``.

The file is written only by explicit commands, whole or not at all. Its entries stand in the order of their ids, so that
two people's additions merge; comments in it are kept. Files of the first build have no ``format``, and know a query by
an id that was made of its wording: their acceptances stand, and ``pprr upgrade`` gives them the ids of today.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from pprr.commentary.decisions_file import DecisionsFile, read_toml
from pprr.domain import Query
from pprr.domain.catalogue import query_kind
from pprr.domain.errors import CommentaryError
from pprr.domain.settings import Section

_Words = Annotated[str, Field(min_length=1)]


class Acceptance(Section):
    """The acceptance of one query: what it said then, why it may stand, who says so, and the day.

    ``key`` is that of its kind in the catalogue; entries of the first build have none.
    """

    key: str = ""
    kind: _Words
    item: _Words
    found: str
    expected: str
    sentence: str = ""
    reason: _Words
    name: _Words
    date: datetime.date

    def is_like(self, query: Query) -> bool:
        """Tells whether it is of the same kind and item as the query, if of another value."""
        kind = self.key == query.key if self.key else self.kind == query_kind(query.key).first.kind
        return kind and self.item == query.item


class _Decisions(Section):
    format: Literal[1, 2] = 1
    accepted: dict[Annotated[str, Field(pattern=r"^[a-z0-9]+$")], Acceptance] = Field(default_factory=dict)


@dataclass(frozen=True)
class Fallen:
    """An acceptance that no longer holds, and the query that stands in its place with another value."""

    id: str
    acceptance: Acceptance
    query: Query

    @property
    def change(self) -> tuple[str, str]:
        """The query's words when it was accepted and its words now: of what was found, if that has changed.

        Else of what is expected, else the sentence that it is about.
        """
        before, now = self.acceptance, self.query
        told = ((before.found, now.found), (before.expected, now.expected), (before.sentence, now.sentence))
        return next((pair for pair in told if pair[0] != pair[1]), told[0])


@dataclass(frozen=True)
class QueryStanding:
    """Where a report's queries stand.

    ``open`` ones wait for somebody; ``accepted`` ones come with their acceptance. ``fallen`` and ``unneeded`` are
    acceptances: the first by now of another value, the second, by id, of queries that have gone.
    """

    open: tuple[Query, ...]
    accepted: tuple[tuple[Query, Acceptance], ...]
    fallen: tuple[Fallen, ...]
    unneeded: Mapping[str, Acceptance]


def entry_of(query: Query, acceptances: Mapping[str, Acceptance]) -> str:
    """The name of the entry that accepts the query: its id, or the one that the first build gave it; else blank."""
    if not acceptances:
        return ""
    return query.id if query.id in acceptances else query.first_id if query.first_id in acceptances else ""


def standing(queries: Sequence[Query], acceptances: Mapping[str, Acceptance]) -> QueryStanding:
    """Where each query stands, and what became of each acceptance."""
    entries = [entry_of(query, acceptances) for query in queries]
    waiting = [query for query, entry in zip(queries, entries, strict=True) if not entry]
    accepted = tuple((query, acceptances[entry]) for query, entry in zip(queries, entries, strict=True) if entry)
    held = set(entries)
    fallen, unneeded, left = [], {}, list(waiting)
    for name, acceptance in acceptances.items():
        if name in held:
            continue
        alike = [query for query in left if acceptance.is_like(query)]
        if not alike:
            unneeded[name] = acceptance
            continue
        nearest = max(alike, key=lambda query: SequenceMatcher(None, acceptance.found, query.found).ratio())
        left.remove(nearest)
        fallen.append(Fallen(name, acceptance, nearest))
    return QueryStanding(tuple(waiting), accepted, tuple(fallen), unneeded)


def read_decisions(path: Path) -> dict[str, Acceptance]:
    """The accepted queries in the file, by id; a file that is not there has none.

    Raises CommentaryError where it cannot be read.
    """
    return dict(_read(path).accepted)


def is_old(path: Path) -> bool:
    """Tells whether the file is there and the first build wrote it. Raises CommentaryError where it cannot be read."""
    return path.exists() and _read(path).format < DecisionsFile.FORMAT


def accept(path: Path, query: Query, *, reason: str, name: str, date: datetime.date) -> None:
    """Writes that the query is accepted.

    Raises CommentaryError without a reason or a name, or where the file cannot be read or must be upgraded first.
    """
    wanted = {"--reason": reason, "--name": name}
    if missing := [option for option, words in wanted.items() if not words.strip()]:
        raise CommentaryError("acceptance-by-nobody", missing=" and ".join(missing))
    acceptance = Acceptance(
        key=query.key,
        kind=query.kind,
        item=query.item,
        found=query.found,
        expected=query.expected,
        sentence=query.sentence,
        reason=" ".join(reason.split()),
        name=" ".join(name.split()),
        date=date,
    )
    before = _editable(path)
    if query.id in before:
        raise CommentaryError("accepted-already", problem="name", query=query.id, name=before[query.id].name)
    file = DecisionsFile.read(path)
    file.add(query.id, acceptance.model_dump(exclude_defaults=True))
    _write(path, file, {**before, query.id: acceptance})


def undo(path: Path, name: str) -> Acceptance:
    """Takes an acceptance out again, by its id; what it said. Raises CommentaryError where that cannot be done."""
    before = _editable(path)
    if name not in before:
        raise CommentaryError("not-accepted", query=name, portfolio=path.parent.name)
    file = DecisionsFile.read(path)
    file.take(name)
    _write(path, file, {other: kept for other, kept in before.items() if other != name})
    return before[name]


def translate(path: Path, queries: Sequence[Query]) -> dict[str, str]:
    """Gives each acceptance of the file that one of the queries is known by its id of today; the new ids by the old.

    What none of them is known by stays as it is. Raises CommentaryError where the file cannot be read or written.
    """
    before = read_decisions(path)
    known = {entry: query for query in queries if (entry := entry_of(query, before)) and entry != query.id}
    file = DecisionsFile.read(path)
    after = dict(before)
    for entry, query in known.items():
        file.rename(entry, query.id, {"key": query.key})
        after[query.id] = after.pop(entry).model_copy(update={"key": query.key})
    file.mark()
    _write(path, file, after)
    return {entry: query.id for entry, query in known.items()}


def _read(path: Path) -> _Decisions:
    return read_toml(path, _Decisions)


def _editable(path: Path) -> dict[str, Acceptance]:
    """The accepted queries of a file that may be edited; raises CommentaryError for one of the first build."""
    if is_old(path):
        raise CommentaryError("decisions-of-an-earlier-pprr", file=f"{path.parent.name}/{path.name}")
    return read_decisions(path)


def _write(path: Path, file: DecisionsFile, expected: Mapping[str, Acceptance]) -> None:
    """Writes the file if it then says what is expected: an entry laid out in an unusual way is left to its owner."""
    if not file.says(_Decisions(format=DecisionsFile.FORMAT, accepted=dict(expected))):
        raise CommentaryError("decisions-laid-out-otherwise", file=f"{path.parent.name}/{path.name}")
    file.write(path)
