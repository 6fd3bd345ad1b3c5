"""Something odd but publishable, said to the person who can settle it."""

import base64
import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from pprr.domain.vocabulary import Severity

_ID_LENGTH = 8


@dataclass(frozen=True)
class Query:
    """One finding about one item: what was found, what was expected, what to do.

    Queries travel beside the data, from the extract to the analyst. They are never on the public page. One about a
    whole file has no portfolio. ``sentence`` is the one that it is about, where it is about words. ``repeat`` tells
    several of the same text apart (``told_apart`` sets it).
    """

    severity: Severity
    kind: str
    portfolio: str
    item: str
    found: str
    expected: str
    action: str
    source: str = ""
    sentence: str = ""
    repeat: str = ""

    @property
    def id(self) -> str:
        """Eight letters and digits that name the query to a person.

        They come from what it says and not from where: a row that has moved keeps its query's name, and another
        value or another sentence gives another one.
        """
        said = [self.kind, self.portfolio, self.item, self.found, self.expected]
        text = json.dumps([*said, *filter(None, (self.sentence, self.repeat))], ensure_ascii=False)
        return base64.b32encode(hashlib.sha256(text.encode()).digest()).decode()[:_ID_LENGTH].lower()

    @property
    def is_blocking(self) -> bool:
        """Whether the report stays a draft while this is open."""
        return self.severity is Severity.BLOCKING

    def __str__(self) -> str:
        source = f" ({self.source})" if self.source else ""
        return f"{self.item}: {self.found} {self.expected} {self.action}{source}"


def told_apart(queries: Iterable[Query]) -> tuple[Query, ...]:
    """The queries, those of the same text marked ``1 of 2`` and ``2 of 2``, so that each has an id of its own.

    The marks hold how many there are: where one of them goes, what was decided about the others is asked again.
    """
    found = tuple(replace(query, repeat="") for query in queries)
    total, seen = Counter(query.id for query in found), Counter[str]()
    apart = []
    for query in found:
        seen[query.id] += 1
        many = total[query.id]
        apart.append(replace(query, repeat=f"{seen[query.id]} of {many}") if many > 1 else query)
    return tuple(apart)
