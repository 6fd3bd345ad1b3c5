"""The outcomes of an entry's figures (agrees, contradicts, not tied), the contradictions, and the number of each."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from pprr.domain import Query, Severity, query
from pprr.domain.catalogue import query_kind

UNTIED = "figure-not-from-the-data"  # the keys of queries
UNHELD = "words-held-against-nothing"
BY_ITSELF = "percentage-of-other-counts"
# What a contradiction of the kind expects and asks for, where nothing else is said.
_USUAL = {
    "words-disagree-with-figure": {"expected": "printed", "action": "words"},
    "precision-of-words": {"expected": "printed"},
    "words-disagree-with-direction": {"expected": "way"},
}


class FigureOutcome(StrEnum):
    """The outcome of holding a figure in words against the data."""

    AGREES = "agrees"
    CONTRADICTS = "contradicts"
    NOT_TIED = "not tied"


@dataclass(frozen=True)
class Consequence:
    """Another status or trend (``of``) that the words would make than the figure does: the two, as printed."""

    of: str
    by_figure: str
    by_words: str


@dataclass(frozen=True)
class WordsContradiction:
    """Words that contradict the data: the kind of query with its fields, and where the data's figure stands."""

    key: str
    fields: Mapping[str, str]
    words: str
    """The very words, as they stand in the entry."""
    source: str = ""
    is_blocking: bool = False
    sentence: str = ""

    @classmethod
    def of(cls, key: str, words: str, *, source: str = "", **fields: str) -> "WordsContradiction":
        """The words as a query of that kind tells of them, with its fields."""
        return cls(key, {"words": words, **_USUAL.get(key, {}), **fields}, words, source)

    @property
    def found(self) -> str:
        """The sentence that says what is wrong."""
        return query_kind(self.key).now.sentence("found", self.fields)

    def as_written(self, dated: str, written: str, said: Mapping[str, str]) -> "WordsContradiction":
        """The same, quoting the sentence as its writer wrote it where it quotes what was dated, or put as ``said``."""
        if dated == written:
            return self
        words = in_words(self.words, written, said)
        other = {
            name: written
            for name in query_kind(self.key).quoted(self.fields)
            if self.fields[name].removesuffix("...") not in written
        }
        return replace(self, words=words, fields={**self.fields, **other, "words": words})

    def graver(self, grave: Consequence | None) -> "WordsContradiction":
        """The same, blocking where a status or a trend depends on it."""
        if grave is None:
            return self
        fields = {"expected": grave.of, "by_figure": str(grave.by_figure), "by_words": str(grave.by_words)}
        return replace(self, fields={**self.fields, **fields}, is_blocking=True)

    def query(self, portfolio: str, item: str, place: str) -> Query:
        """As a query about the entry at that place."""
        severity = Severity.BLOCKING if self.is_blocking else Severity.WARNING
        source = "; ".join(part for part in (place, self.source) if part)
        return Query(self.key, severity, portfolio, item, self.fields, source, self.sentence)


# What a rule finds in a sentence: words that contradict the data, or as text the words that it held and that are so.
Finding = WordsContradiction | str


@dataclass(frozen=True)
class FigureResult:
    """One figure of an entry: its sentence, its words, what became of it, what it is tied to or contradicts.

    ``against`` is the name of a value of the report, or says what it is of the measure ``of``: "2018/19 figure".
    """

    sentence: str
    words: str
    outcome: FigureOutcome
    against: str = ""
    contradiction: WordsContradiction | None = None
    of: str = ""


@dataclass(frozen=True)
class FigureTally:
    """The numbers of figures that agree with the data, that contradict it, and that are not from it."""

    agreeing: int = 0
    contradicting: int = 0
    untied: int = 0

    @property
    def total(self) -> int:
        """The number of all figures."""
        return self.agreeing + self.contradicting + self.untied

    def __add__(self, other: "FigureTally") -> "FigureTally":
        return FigureTally(
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
    """The result of one entry's words: each figure, and what is wrong beside them (directions, periods)."""

    figures: tuple[FigureResult, ...] = ()
    beside: tuple[WordsContradiction, ...] = ()
    unheld: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """The sentences with words that claim something (rose, on target, Amber) and were held against nothing."""

    @property
    def tally(self) -> FigureTally:
        """The number of figures of each outcome."""
        outcomes = [result.outcome for result in self.figures]
        return FigureTally(*(outcomes.count(outcome) for outcome in FigureOutcome))

    def queries(self, portfolio: str, item: str, place: str) -> tuple[Query, ...]:
        """The queries about the entry: what is wrong, then a note a sentence whose figures are not from the data."""
        told = {(one.sentence, one.words): one for one in reversed(self.figures) if one.contradiction}
        wrong = [
            replace(result.contradiction, sentence=result.sentence)
            for result in self.figures
            if result.contradiction
            # A percentage and its counts are told once, though each of them is listed.
            and (result.outcome is not FigureOutcome.NOT_TIED or told[result.sentence, result.words] is result)
        ]
        return (
            *(one.query(portfolio, item, place) for one in (*wrong, *self.beside)),
            *(_untied(sentence, words, portfolio, item, place) for sentence, words in self._untied()),
            *(_unheld(sentence, words, portfolio, item, place) for sentence, words in self.unheld),
        )

    def _untied(self) -> Iterable[tuple[str, list[str]]]:
        sentences: dict[str, list[str]] = {}
        for result in self.figures:
            if result.outcome is FigureOutcome.NOT_TIED:
                sentences.setdefault(result.sentence, []).append(result.words)
        return sentences.items()


def in_words(known: str, written: str, said: Mapping[str, str]) -> str:
    """The words as their writer wrote them, where ``said`` tells what was put in another's place."""
    is_written = not said or re.search(rf"(?<!\w){re.escape(known)}(?!\w)", written)
    for one in () if is_written else said:
        known = re.sub(rf"(?<!\w){re.escape(one)}(?!\w)", said[one].replace("\\", r"\\"), known)
    return known


def short(words: str, most: int = 100) -> str:
    """The words as a query shows them: cut where they are long."""
    return words if len(words) <= most else f"{words[: most - 3]}..."


def _untied(sentence: str, words: Sequence[str], portfolio: str, item: str, place: str) -> Query:
    expected = "one" if len(words) == 1 else "many"
    told = _listed(words)
    return query("figure-not-from-the-data", portfolio, item, place, figures=told, clause=sentence, expected=expected)


def _unheld(sentence: str, words: Sequence[str], portfolio: str, item: str, place: str) -> Query:
    expected = "one" if len(words) == 1 else "many"
    told = _listed(words)
    return query("words-held-against-nothing", portfolio, item, place, words=told, clause=sentence, expected=expected)


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
