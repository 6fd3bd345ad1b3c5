"""Each figure of an entry beside what it was taken for, in words: what is contradicted first, then what is not tied."""

import re
from dataclasses import dataclass

from pprr.domain.figures.value import Role, Value
from pprr.report.items import OVERVIEW
from pprr.report.queries.words import checked_words
from pprr.report.report import Report
from pprr.wordcheck import Checked, FigureOutcome, FigureResult, Values

_ORDER = (FigureOutcome.CONTRADICTS, FigureOutcome.NOT_TIED, FigureOutcome.AGREES)
_KEY = re.compile(r'\["(?P<key>.*)"\]')
_SAID = {
    Role.EARLIER: "actual",
    Role.YEAR_TARGET: "target of the year",
    Role.BOUND: "bound of the target",
    Role.COMPARATOR: "figure",
}
_OF_NOTHING = ("live value", "its own counts")


@dataclass(frozen=True)
class Tie:
    """One figure as typed, in its sentence, what became of it, and in words what it is tied to or contradicts."""

    item: str
    sentence: str
    words: str
    outcome: FigureOutcome
    to: str

    @property
    def is_contradicted(self) -> bool:
        """True where the data say something else."""
        return self.outcome is FigureOutcome.CONTRADICTS

    @property
    def is_untied(self) -> bool:
        """True where it is nothing that the data have."""
        return self.outcome is FigureOutcome.NOT_TIED

    def __str__(self) -> str:
        if self.is_untied:
            return f"{self.words}: tied to nothing"
        return f"{self.words}: {'contradicts ' * self.is_contradicted}{self.to}"


@dataclass(frozen=True)
class TiedSentence:
    """One sentence of an entry with its figures and the words that contradict the data, these first."""

    item: str
    text: str
    ties: tuple[Tie, ...]


def tied_sentences(report: Report, item: str = "") -> tuple[TiedSentence, ...]:
    """The sentences with figures of an item's entry, or of all entries: by item, the contradicted ones first."""
    values = Values(report.values)
    return tuple(
        sentence
        for name, checked in checked_words(report).items()
        if name == item or not item
        for sentence in _sentences(name, checked, values)
    )


def in_words(result: FigureResult, values: Values) -> str:
    """Says what a figure is tied to, in words: ``2018/19 actual of AC1.3``; blank where that is nothing."""
    if value := values.named(result.against):
        return of_value(value, values)
    said = re.sub(r"^(.+) figure$", r"\1 actual", result.against)
    return f"{said} of {result.of}" if said and result.of and said not in _OF_NOTHING else said


def _sentences(item: str, checked: Checked, values: Values) -> list[TiedSentence]:
    ties: dict[str, list[Tie]] = {}
    for wrong in checked.beside:
        tie = Tie(item, wrong.sentence, wrong.words, FigureOutcome.CONTRADICTS, "the data")
        ties.setdefault(wrong.sentence, []).append(tie)
    for one in checked.figures:
        tie = Tie(item, one.sentence, one.words, one.outcome, in_words(one, values))
        ties.setdefault(one.sentence, []).append(tie)
    found = [TiedSentence(item, text, tuple(sorted(its, key=_rank))) for text, its in ties.items()]
    return sorted(found, key=lambda sentence: _rank(sentence.ties[0]))


def _rank(tie: Tie) -> int:
    return _ORDER.index(tie.outcome)


def of_value(value: Value, values: Values) -> str:
    """A value in words: its period, its role, whose it is, and of money what its sign says."""
    if value.role is Role.AMOUNT:
        name = value.name.removesuffix(".words").removesuffix(".thousands")
        signed = values.named(f"{name}.words")
        section, _, column = _KEY.sub("", name).partition(".")
        said = f"{column.replace('.', ' ').replace('_', ' ')} of {value.of or section}"
        return said + (f", {value.period}" if value.period else "") + (f" ({signed.printed})" if signed else "")
    if value.role is Role.COUNT:
        where = re.match(r"priorities\[(.+?)\]", value.name)
        return f"number of {value.of}" + (f" under priority {where[1]}" if where else "")
    if value.role is Role.PART:
        return " of ".join(filter(None, (value.of, value.item if value.item != OVERVIEW else "")))
    said = _SAID.get(value.role, str(value.role))
    if value.role is Role.CHANGE:
        return f"{value.of or 'change'} from {value.period} of {value.item}"
    owner = f"{value.of} for {value.item}" if value.of and value.of != value.item else value.item
    return f"{value.period} {said} of {owner}".strip()
