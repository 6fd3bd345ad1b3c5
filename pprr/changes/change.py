"""One thing that is different now, of a kind, with what it was and what it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby


class ChangeKind(StrEnum):
    """The kind of a change, in the order in which they are told."""

    REPORT = "Reports"
    NEW = "New measures"
    GONE = "Measures no longer reported"
    STATUS = "Statuses"
    TREND = "Trends"
    FIGURE = "Figures of the same period, restated"
    TARGET = "Targets"
    NAME = "Names and codes"
    DEFINITION = "Definitions"
    RULE = "Rules"
    MONEY = "Money, in £000"
    WORDS = "Words"
    SAME_WORDS = "Words copied unchanged"
    OTHER = "Other content"


@dataclass(frozen=True)
class Change:
    """A change of one item, which is ``called`` so: ``what`` of it was ``then`` and is ``now``.

    ``then`` is blank of what is new, ``now`` of what is gone. ``portfolio`` is blank of what all of them share.
    """

    kind: ChangeKind
    portfolio: str
    item: str
    called: str
    what: str
    then: str = ""
    now: str = ""

    @property
    def sentence(self) -> str:
        """The two states in words: ``actual: 92%, was 90%``."""
        if self.kind is ChangeKind.SAME_WORDS:
            return "the same words as before"
        if not self.then or not self.now:
            state = f"{self.now}, which is new" if self.now else f"gone; it was {self.then}" if self.then else "changed"
            return f"{self.what}: {state}"
        return f"{self.what}: {self.now}, was {self.then}"


@dataclass(frozen=True)
class Changes:
    """All that is different between ``before`` and ``after``, which are called so; no change is told twice."""

    before: str
    after: str
    found: tuple[Change, ...]

    def of(self, kind: ChangeKind) -> tuple[Change, ...]:
        """The changes of that kind."""
        return tuple(one for one in self.found if one.kind is kind)

    def by_kind(self) -> tuple[tuple[ChangeKind, Sequence[Change]], ...]:
        """The changes by kind, in the order in which they are told."""
        return tuple((kind, tuple(found)) for kind, found in groupby(self.found, key=lambda one: one.kind))


def in_order(found: Sequence[Change]) -> tuple[Change, ...]:
    """The changes by kind and portfolio, each once, those of a portfolio as they were found."""
    slugs = list(dict.fromkeys(one.portfolio for one in found))
    places = {kind: place for place, kind in enumerate(ChangeKind)}
    return tuple(sorted(dict.fromkeys(found), key=lambda one: (places[one.kind], slugs.index(one.portfolio))))
