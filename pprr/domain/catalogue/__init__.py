"""The catalogue of queries and faults: every kind with its sentences, as the TOML files beside this module have them.

What is said lives there, and what was found is said by fields, which are plain text as the data have it. So a sentence
is changed in one place, and nothing that people have decided hangs by its wording.
"""

import functools
import string
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pprr.domain.vocabulary import Severity

Fields = Mapping[str, str]
_PARTS = ("found", "expected", "action")
_CASE = "case"  # a field that names the case of each part that has cases
_PLAIN = ""  # the case of a sentence without any


@dataclass(frozen=True)
class Wording:
    """The printed name of a kind, its sentences by part and case, and what its lists say of each row."""

    kind: str
    sentences: Mapping[str, Mapping[str, str]]
    lists: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def sentence(self, part: str, fields: Fields) -> str:
        """The sentence of a part (found, expected or action), with the fields in their places."""
        cases = self.sentences[part]
        text = cases[_PLAIN if _PLAIN in cases else fields.get(part) or fields[_CASE]]
        return text.format_map({**fields, **self._lists(fields)} if self.lists else fields)

    def _lists(self, fields: Fields) -> dict[str, str]:
        return {
            name: between.join(_row(each, line) for line in fields[name].splitlines())
            for name, (each, between) in self.lists.items()
            if name in fields
        }


@dataclass(frozen=True)
class QueryKind:
    """One kind of query: how much it may weigh, its wording now and at first, and what its ids come from.

    One that ``is_for_readers`` speaks of what a page shows and of nothing beside it, so the page tells of it.
    """

    key: str
    severities: tuple[Severity, ...]
    identity: tuple[str, ...]
    meaning: str
    now: Wording
    first: Wording
    is_for_readers: bool

    def quoted(self, fields: Fields) -> frozenset[str]:
        """The fields that stand in what was found between quotation marks."""
        cases = self.now.sentences["found"]
        text = cases[_PLAIN if _PLAIN in cases else fields.get("found") or fields[_CASE]]
        return frozenset(name for name in names_in(text) if f'"{{{name}}}"' in text)


@functools.cache
def query_kinds() -> Mapping[str, QueryKind]:
    """Every kind of query by its key, in the order of the catalogue."""
    return {key: _kind(key, stated) for key, stated in _stated("queries").items()}


def query_kind(key: str) -> QueryKind:
    """The kind of that key; raises KeyError where there is none."""
    return query_kinds()[key]


@functools.cache
def fault_kinds() -> Mapping[str, Wording]:
    """Every kind of fault by its key, in the order of the catalogue."""
    return _problems("faults")


@functools.cache
def error_kinds() -> Mapping[str, Wording]:
    """Every kind of error by its key, in the order of the catalogue."""
    return _problems("errors")


def problem_kind(key: str) -> Wording:
    """The wording of the kind of fault or error with that key; raises KeyError where there is none."""
    return fault_kinds().get(key) or error_kinds()[key]


def rows_of(rows: Iterable[Sequence[str]]) -> str:
    """The field that holds a list: a line for each row, its cells in the order of the sentence, parted by tabs."""
    return "\n".join("\t".join(" ".join(cell.splitlines()).replace("\t", " ") for cell in row) for row in rows)


def names_in(text: str) -> tuple[str, ...]:
    """The names of the fields that a sentence has, each once, in its order."""
    return tuple(dict.fromkeys(name for _, name, _, _ in string.Formatter().parse(text) if name))


def as_markdown() -> str:
    """Every kind by name, as a page of documentation lists it: what it means, and what it says in each case."""
    lines = []
    for kind in sorted(query_kinds().values(), key=lambda one: (one.now.kind.lower(), one.key)):
        lines += [f"### {kind.now.kind[:1].upper()}{kind.now.kind[1:]}", ""]
        told = " The page tells its readers of it." if kind.is_for_readers else ""
        lines += [f"Key `{kind.key}`, {' or '.join(kind.severities)}.{told}", "", kind.meaning, ""]
        for part in _PARTS:
            lines += [f"- {part.capitalize()}: `{text}`" for text in kind.now.sentences[part].values()]
        lines.append("")
    return "\n".join(lines).rstrip()


def problems_as_markdown(kinds: Mapping[str, Wording]) -> str:
    """Every kind of fault or error by its key, as a page of documentation lists it: what is wrong, and what to do."""
    lines = []
    for key, wording in sorted(kinds.items()):
        lines.append(f"- `{key}`")
        for name, part in (("Wrong", "problem"), ("To do", "remedy")):
            lines += [f"  - {name}: `{' '.join(text.split())}`" for text in wording.sentences[part].values() if text]
    return "\n".join(lines)


def _kind(key: str, stated: Mapping[str, Any]) -> QueryKind:
    severities = stated["severity"]
    now = _wording(stated)
    return QueryKind(
        key,
        tuple(map(Severity, [severities] if isinstance(severities, str) else severities)),
        tuple(stated["id"]),
        stated["meaning"],
        now,
        _wording({**stated, **stated["first"]}) if "first" in stated else now,
        stated.get("for_readers", False),
    )


def _problems(name: str) -> Mapping[str, Wording]:
    """The kinds of a file that have no names of their own; one without a remedy says all in its problem."""
    parts = ("problem", "remedy")
    return {key: _wording({"kind": key, "remedy": "", **stated}, parts) for key, stated in _stated(name).items()}


def _stated(name: str) -> dict[str, Any]:
    from importlib import resources  # most commands end without a query

    return tomllib.loads(resources.files(__name__).joinpath(f"{name}.toml").read_text("utf-8"))


def _wording(stated: Mapping[str, Any], parts: Sequence[str] = _PARTS) -> Wording:
    return Wording(
        stated["kind"],
        {part: {_PLAIN: said} if isinstance(said := stated[part], str) else said for part in parts},
        {name: (one["each"], one["between"]) for name, one in stated.get("lists", {}).items()},
    )


def _row(each: str, line: str) -> str:
    return each.format_map(dict(zip(names_in(each), line.split("\t"), strict=True)))
