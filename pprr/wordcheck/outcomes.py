"""What became of each figure of an entry: agrees, contradicts, not tied; and how many of each there are."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from pprr.domain import Query, Severity

UNTIED = "figure not from the data"  # the kind of a query
_QUOTED = re.compile(r'"([^"]*?)(?:\.\.\.)?"')
_CORRECT = "Correct the figure or the words, whichever is wrong."


class Outcome(StrEnum):
    """Whether a figure in words is the data's."""

    AGREES = "agrees"
    CONTRADICTS = "contradicts"
    NOT_TIED = "not tied"


@dataclass(frozen=True)
class Wrong:
    """What is wrong with words: what was found, what is expected of it, where the data's figure stands."""

    found: str
    expected: str = "Words and figure are expected to agree as printed."
    kind: str = "words disagree with figure"
    action: str = _CORRECT
    source: str = ""
    is_blocking: bool = False
    words: str = ""
    """The very words, as they stand in the entry."""
    sentence: str = ""

    def as_written(self, dated: str, written: str) -> "Wrong":
        """The same, quoting the sentence as its writer wrote it where it quotes what was dated."""
        if dated == written:
            return self
        return replace(self, found=_QUOTED.sub(lambda one: one[0] if one[1] in written else f'"{written}"', self.found))

    def query(self, portfolio: str, item: str, place: str) -> Query:
        """As a query about the entry at that place."""
        severity = Severity.BLOCKING if self.is_blocking else Severity.WARNING
        source = "; ".join(part for part in (place, self.source) if part)
        return Query(
            severity, self.kind, portfolio, item, self.found, self.expected, self.action, source, self.sentence
        )


@dataclass(frozen=True)
class Told:
    """One figure of an entry: its sentence, its words, what became of it, what it is tied to or contradicts."""

    sentence: str
    words: str
    outcome: Outcome
    against: str = ""
    wrong: Wrong | None = None


@dataclass(frozen=True)
class Tally:
    """How many figures agree with the data, how many contradict it, and how many are not from it."""

    agreeing: int = 0
    contradicting: int = 0
    untied: int = 0

    @property
    def total(self) -> int:
        """How many figures there are."""
        return self.agreeing + self.contradicting + self.untied

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.agreeing + other.agreeing, self.contradicting + other.contradicting, self.untied + other.untied
        )

    def __str__(self) -> str:
        if not self.total:
            return "No figures in the words"
        verb = "disagrees" if self.contradicting == 1 else "disagree"
        disagreeing = f", {self.contradicting} {verb} with it" if self.contradicting else ""
        figures = "1 figure" if self.total == 1 else f"{self.total} figures"
        return f"{figures} in the words: {self.agreeing} as in the data{disagreeing}, {self.untied} not from it"


@dataclass(frozen=True)
class Checked:
    """What was made of one entry's words: each figure, and what is wrong beside them (directions, periods)."""

    figures: tuple[Told, ...] = ()
    beside: tuple[Wrong, ...] = ()

    @property
    def tally(self) -> Tally:
        """How many figures there are of each outcome."""
        outcomes = [told.outcome for told in self.figures]
        return Tally(*(outcomes.count(outcome) for outcome in Outcome))

    def queries(self, portfolio: str, item: str, place: str) -> tuple[Query, ...]:
        """The queries about the entry: what is wrong, then a note a sentence whose figures are not from the data."""
        wrong = [replace(told.wrong, sentence=told.sentence) for told in self.figures if told.wrong]
        return (
            *(one.query(portfolio, item, place) for one in (*wrong, *self.beside)),
            *(_untied(sentence, words, portfolio, item, place) for sentence, words in self._untied()),
        )

    def _untied(self) -> Iterable[tuple[str, list[str]]]:
        sentences: dict[str, list[str]] = {}
        for told in self.figures:
            if told.outcome is Outcome.NOT_TIED:
                sentences.setdefault(told.sentence, []).append(told.words)
        return sentences.items()


def _untied(sentence: str, words: list[str], portfolio: str, item: str, place: str) -> Query:
    figures = f'"{words[0]}"' if len(words) == 1 else f'"{", ".join(words[:-1])} and {words[-1]}"'
    return Query(
        Severity.NOTE,
        UNTIED,
        portfolio,
        item,
        f'{figures} in "{sentence}"',
        "No value of the report is tied to it." if len(words) == 1 else "No value of the report is tied to them.",
        "Check against where it is from, and accept with that source as the reason.",
        place,
    )
