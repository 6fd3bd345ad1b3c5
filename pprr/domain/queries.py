"""Something odd but publishable, said to the person who can settle it."""

import base64
import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from pprr.domain.catalogue import query_kind
from pprr.domain.cell import Cell
from pprr.domain.vocabulary import Severity

_ID_LENGTH = 8


@dataclass(frozen=True)
class Query:
    """One finding about one item: what was found, what was expected, what to do.

    Queries travel beside the data, from the extract to the analyst; a page tells of the kinds that are for readers.
    One about a whole file has no portfolio. ``key`` names its kind in the catalogue, which says it of ``fields``.
    ``sentence`` is the one that it is about, where it is about words. ``repeat`` tells several alike apart, and
    ``first_repeat`` does among those of the same first wording (``told_apart`` sets both).
    """

    key: str
    severity: Severity
    portfolio: str
    item: str
    fields: Mapping[str, str] = field(default_factory=dict, hash=False)
    source: str = ""
    sentence: str = ""
    repeat: str = ""
    first_repeat: str = ""

    @property
    def kind(self) -> str:
        """The kind as it is printed."""
        return query_kind(self.key).now.kind

    @property
    def found(self) -> str:
        """The sentence of what was found."""
        return query_kind(self.key).now.sentence("found", self.fields)

    @property
    def expected(self) -> str:
        """The sentence of what was expected."""
        return query_kind(self.key).now.sentence("expected", self.fields)

    @property
    def action(self) -> str:
        """The sentence of what to do."""
        return query_kind(self.key).now.sentence("action", self.fields)

    @property
    def id(self) -> str:
        """Eight letters and digits that name the query to a person.

        They come from what was found, and neither from its wording nor from where it stands: a row that has moved
        keeps its query's name, and another value or another sentence gives another one.
        """
        names = query_kind(self.key).identity
        found = {name: self.fields[name] for name in names if name in self.fields}
        return named_by([self.key, self.portfolio, self.item, found, self.sentence, self.repeat])

    @property
    def first_id(self) -> str:
        """The id that the first build gave the query, which was made of its wording: old acceptances have it."""
        first = query_kind(self.key).first
        found, expected = (first.sentence(part, self.fields) for part in ("found", "expected"))
        said = [first.kind, self.portfolio, self.item, found, expected]
        return named_by([*said, *filter(None, (self.sentence, self.first_repeat))])

    @property
    def is_blocking(self) -> bool:
        """True where the report stays a draft while this is open."""
        return self.severity is Severity.BLOCKING

    def __str__(self) -> str:
        source = f" ({self.source})" if self.source else ""
        return f"{self.item}: {self.found} {self.expected} {self.action}{source}"


def query(
    key: str,
    portfolio: str,
    item: str,
    source: Cell | str = "",
    /,
    *,
    severity: Severity | None = None,
    sentence: str = "",
    **fields: str,
) -> Query:
    """The query of that kind; ``severity`` is given where the kind has several.

    ``fields`` are what its sentences and its id hold, as plain text, and the case of a part that has cases: one that
    is named like the part, or ``case`` for all parts.
    """
    severity = severity or query_kind(key).severities[0]
    plain = {name: str(value) for name, value in fields.items()}
    return Query(key, severity, portfolio, item, plain, str(source), sentence)


def told_apart(queries: Iterable[Query]) -> tuple[Query, ...]:
    """The queries, those that are alike marked ``1 of 2`` and ``2 of 2``, so that each has an id of its own.

    The marks hold how many there are: where one of them goes, what was decided about the others is asked again.
    """
    found = [replace(query, repeat="", first_repeat="") for query in queries]
    marks = _repeats(found, lambda query: query.id)
    first = _repeats(found, lambda query: query.first_id)
    return tuple(
        replace(query, repeat=mark, first_repeat=old) if mark or old else query
        for query, mark, old in zip(found, marks, first, strict=True)
    )


def _repeats(queries: list[Query], name: Callable[[Query], str]) -> list[str]:
    names = [name(query) for query in queries]
    total, seen = Counter(names), Counter[str]()
    marks = []
    for one in names:
        seen[one] += 1
        marks.append(f"{seen[one]} of {total[one]}" if total[one] > 1 else "")
    return marks


def named_by(said: list[object]) -> str:
    """Eight letters and digits that name to a person what was said."""
    text = json.dumps(said, ensure_ascii=False, sort_keys=True)
    return base64.b32encode(hashlib.sha256(text.encode()).digest()).decode()[:_ID_LENGTH].lower()
