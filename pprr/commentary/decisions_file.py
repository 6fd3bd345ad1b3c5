"""The text of a ``decisions.toml``: entries added, renamed and taken out, each comment where it stood."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar, Literal, TypeVar, cast

import tomlkit
from pydantic import ValidationError
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Comment, Item, Table, Whitespace

from pprr.atomic import write_whole
from pprr.domain.errors import CommentaryError
from pprr.domain.settings import Section, explain

_HEAD = """\
# Queries that somebody has accepted, by the id that pprr check shows. Written by pprr accept; comments are kept.
"""
_FORMAT, _ACCEPTED = "format", "accepted"
_AnySection = TypeVar("_AnySection", bound=Section)


def read_toml(path: Path, model: type[_AnySection]) -> _AnySection:
    """The file as that model; one that is not there is an empty one. Raises CommentaryError where it cannot be read."""
    return _parsed(_text(path), f"{path.parent.name}/{path.name}", model)


@dataclass
class _Entry:
    """One entry: its name, the comments and blank lines above it, and its table."""

    name: str
    above: list[Item]
    table: Table


@dataclass
class DecisionsFile:
    """The parts of the file in their order: its head, its entries, and what stands below the last of them."""

    FORMAT: ClassVar[Literal[2]] = 2

    head: list[tuple[str, Item]]
    entries: list[_Entry] = field(default_factory=list)
    below: list[Item] = field(default_factory=list)

    @classmethod
    def read(cls, path: Path) -> "DecisionsFile":
        """The file at the path, or a new one with its head."""
        text = _text(path)
        # A comment without a line end would take what is written behind it.
        document = tomlkit.parse(f"{text.rstrip()}\n" if text.strip() else f"{_HEAD}{_FORMAT} = {cls.FORMAT}\n")
        head: list[tuple[str, Item]] = []
        entries: list[_Entry] = []
        for key, item in document.body:
            if key is None or key.key != _ACCEPTED:
                head.append((key.key if key else "", item))
        above = _lead(head)
        accepted = document.get(_ACCEPTED, {})
        for name, table in accepted.items():
            entries.append(_Entry(name, above, cast("Table", table)))
            above = _tail(entries[-1].table)
        return cls(head, entries, above)

    def add(self, name: str, values: Mapping[str, object]) -> None:
        """Adds an entry before the first one of a later name, and before the comments on top of that."""
        table = tomlkit.table()
        for key, value in values.items():
            table.add(key, value)
        self._put(_Entry(name, [_blank()], table))

    def take(self, name: str) -> _Entry:
        """Takes an entry out; comments before and behind it stay."""
        place = next(place for place, entry in enumerate(self.entries) if entry.name == name)
        entry = self.entries.pop(place)
        behind = self.entries[place].above if place < len(self.entries) else self.below
        if any(isinstance(item, Comment) for item in entry.above):
            behind[:0] = entry.above
        elif place == 0 and behind and isinstance(behind[0], Whitespace):
            del behind[0]  # the head ends with a blank line of its own
        return entry

    def rename(self, name: str, other: str, values: Mapping[str, object]) -> None:
        """Gives an entry another name, with more values; the comments above it go with it."""
        place = next(place for place, entry in enumerate(self.entries) if entry.name == name)
        entry = self.entries.pop(place)
        for key, value in values.items():
            entry.table[key] = value
        if place == 0 and self.entries:
            self.entries[0].above[:1] = []
        if not entry.above or not isinstance(entry.above[0], Whitespace):
            entry.above.insert(0, _blank())
        self._put(_Entry(other, entry.above, entry.table))

    def mark(self) -> None:
        """Says on top of the file that it is of today's format."""
        place = next((at for at, (_, item) in enumerate(self.head) if not isinstance(item, Comment)), len(self.head))
        if not any(name == _FORMAT for name, _ in self.head):
            self.head.insert(place, (_FORMAT, tomlkit.item(self.FORMAT)))

    def says(self, expected: Section) -> bool:
        """Tells whether the text is what is expected, read back."""
        try:
            return _parsed(self._as_text(), "", type(expected)) == expected
        except (CommentaryError, TOMLKitError):
            return False

    def write(self, path: Path) -> None:
        """Writes the file, whole or not at all."""
        write_whole(path, self._as_text().encode())

    def _put(self, new: _Entry) -> None:
        place = next((at for at, entry in enumerate(self.entries) if entry.name > new.name), len(self.entries))
        if place == 0:
            new.above = [item for item in new.above if not (item is new.above[0] and isinstance(item, Whitespace))]
            if self.entries:
                self.entries[0].above.insert(0, _blank())
            elif self.below and not isinstance(self.below[0], Whitespace):
                self.below.insert(0, _blank())
        self.entries.insert(place, new)

    def _as_text(self) -> str:
        parts = ["".join(_line(name, item) for name, item in self.head).rstrip("\n"), "\n\n"]
        for entry in self.entries:
            parts += [item.as_string() for item in entry.above]
            comment = f"{entry.table.trivia.comment_ws}{entry.table.trivia.comment}"
            parts.append(f"[{_ACCEPTED}.{entry.name}]{comment}\n{entry.table.as_string()}")
        parts += [item.as_string() for item in self.below]
        return f"{''.join(parts).rstrip()}\n"


def _line(name: str, item: Item) -> str:
    return f"{name} = {item.as_string()}\n" if name else item.as_string()


def _blank() -> Whitespace:
    return tomlkit.ws("\n")


def _lead(head: list[tuple[str, Item]]) -> list[Item]:
    """Takes from the head the comments right above the first entry, if a blank line parts them from the rest of it."""
    place = len(head)
    while place and isinstance(head[place - 1][1], Comment):
        place -= 1
    if not any(isinstance(item, Whitespace) for _, item in head[:place]):
        return []
    found = [item for _, item in head[place:]]
    del head[place:]
    return found


def _tail(table: Table) -> list[Item]:
    """Takes from an entry the comments and blank lines below it, which belong to what follows."""
    body = table.value.body
    place = len(body)
    while place and isinstance(body[place - 1][1], (Comment, Whitespace)):
        place -= 1
    found = [item for _, item in body[place:]]
    del body[place:]
    return found


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        raise CommentaryError("decisions-not-utf-8", file=f"{path.parent.name}/{path.name}", problem=error) from error


def _parsed(text: str, name: str, model: type[_AnySection]) -> _AnySection:
    try:
        return model.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise CommentaryError("decisions-no-toml", file=name, problem=error) from error
    except ValidationError as error:
        raise CommentaryError("file-unusable", file=name, problem=explain(error)) from error
