"""What became of each figure of an entry: agrees, contradicts, not tied; and how many of each there are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from pprr.domain import Query, Severity, query
from pprr.domain.catalogue import query_kind

UNTIED = "figure-not-from-the-data"  # the key of a query


class Outcome(StrEnum):
    """Whether a figure in words is the data's."""

    AGREES = "agrees"
    CONTRADICTS = "contradicts"
    NOT_TIED = "not tied"


@dataclass(frozen=True)
class Consequence:
    """That the words would make another status or trend (``of``) than the figure does: the two, as printed."""

    of: str
    by_figure: str
    by_words: str


@dataclass(frozen=True)
class Wrong:
    """What is wrong with words: which kind of query that is, with its fields, and where the data's figure stands."""

    key: str
    fields: Mapping[str, str]
    words: str
    """The very words, as they stand in the entry."""
    source: str = ""
    is_blocking: bool = False
    sentence: str = ""

    @property
    def found(self) -> str:
        """The sentence that says what is wrong."""
        return query_kind(self.key).now.sentence("found", self.fields)

    def as_written(self, dated: str, written: str) -> "Wrong":
        """The same, quoting the sentence as its writer wrote it where it quotes what was dated."""
        if dated == written:
            return self
        other = {
            name: written
            for name in query_kind(self.key).quoted(self.fields)
            if self.fields[name].removesuffix("...") not in written
        }
        return replace(self, fields={**self.fields, **other})

    def graver(self, grave: Consequence | None) -> "Wrong":
        """The same, blocking where a status or a trend depends on it."""
        if grave is None:
            return self
        told = {"expected": grave.of, "by_figure": grave.by_figure, "by_words": grave.by_words}
        return replace(self, fields={**self.fields, **told}, is_blocking=True)

    def query(self, portfolio: str, item: str, place: str) -> Query:
        """As a query about the entry at that place."""
        severity = Severity.BLOCKING if self.is_blocking else Severity.WARNING
        source = "; ".join(part for part in (place, self.source) if part)
        return Query(self.key, severity, portfolio, item, self.fields, source, self.sentence)


def wrong(key: str, words: str, *, source: str = "", **fields: str) -> Wrong:
    """What is wrong with the words, as a query of that kind will tell it of the fields."""
    return Wrong(key, {"words": words, **{name: str(value) for name, value in fields.items()}}, words, source)


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
    return query(
        "figure-not-from-the-data",
        portfolio,
        item,
        place,
        figures=words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}",
        clause=sentence,
        expected="one" if len(words) == 1 else "many",
    )
