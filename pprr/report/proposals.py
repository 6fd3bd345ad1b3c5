"""Proposes a live value for each typed figure that is exactly one value of its own item."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from pprr.commentary.live import LIVE, fill
from pprr.domain import named_by
from pprr.domain.errors import ProjectError
from pprr.domain.figures.value import Role, Value
from pprr.report.queries.words import checked_words
from pprr.report.report import Report
from pprr.report.ties import of_value
from pprr.report.values.collect import names_for
from pprr.wordcheck import Checked, FigureOutcome, FigureResult, Values

# A number as a sentence has it, with the unit that a value prints too.
_NUMBER = re.compile(
    r"(?<![\w.,/£–−-])(?P<pound>£?)(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?P<unit>\s?(?:%|per cent\b|(?:percentage )?points?\b|million\b|m\b))?(?![\w/]|[.,]\d)"
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=\S)|\n+")
_UNITS = {
    "per cent": "%",
    "million": "m",
    "percentage points": "points",
    "percentage point": "points",
    "point": "points",
}
_TARGETS = (Role.TARGET, Role.YEAR_TARGET, Role.BOUND)
_COUNTS = (Role.NUMERATOR, Role.DENOMINATOR)
_LEVELS = (Role.ACTUAL, Role.EARLIER, Role.FORECAST, *_COUNTS)
_AS_PRINTED_THEN = ("earlier", "restated[")


@dataclass(frozen=True)
class TieProposal:
    """A live value for one typed figure of an entry: where it stands in the words as typed, and what it is tied to."""

    portfolio: str
    item: str
    start: int
    typed: str
    name: str
    to: str
    before: str
    after: str

    @property
    def put(self) -> str:
        """The live value as it is typed."""
        return f"{{{{ {self.name} }}}}"

    @property
    def id(self) -> str:
        """Eight letters and digits that name it to a person: the same until its entry changes before it."""
        return named_by([self.portfolio, self.item, self.start, self.typed, self.name])


@dataclass(frozen=True)
class _Number:
    """A number in an entry's words as printed; ``start`` is where it was typed, None where a live value printed it."""

    text: str
    start: int | None


def proposals(report: Report) -> tuple[TieProposal, ...]:
    """The proposals for the words of a report, in the order of its entries."""
    values = Values(report.values)
    return tuple(
        proposal
        for item, checked in checked_words(report).items()
        for proposal in _of_entry(report, item, checked, values)
    )


def chosen_of(found: Sequence[TieProposal], report: Report, ids: Sequence[str]) -> list[TieProposal]:
    """Those of the proposals that are so called; raises ProjectError for a name that none has."""
    by_id = {one.id: one for one in found}
    for name in ids:
        if name not in by_id:
            known = f"Expected one of {', '.join(by_id)}." if by_id else "There is none."
            raise ProjectError(
                "no-such-proposal", id=name, portfolio=report.portfolio.slug, period=report.period, known=known
            )
    return [by_id[name] for name in ids]


def _of_entry(report: Report, item: str, checked: Checked, values: Values) -> Iterator[TieProposal]:
    typed = report.entries[item].as_typed
    numbers = _numbers(typed, names_for(report.values, item), item)
    spoken = [(match[0], result) for result in checked.figures for match in _NUMBER.finditer(result.words)]
    counted, seen = Counter(text for text, _ in spoken), Counter[str]()
    own = [value for value in report.values if _is_own(value, item)]
    doubtful = {one.sentence for one in checked.beside}
    for text, result in spoken:
        places = [one for one in numbers if one.text == text]
        is_tied = result.outcome is FigureOutcome.AGREES and result.sentence not in doubtful
        if is_tied and len(places) == counted[text]:  # else it stands in a date or a code too
            start, value = places[seen[text]].start, _meant(text, result, own)
            if start is not None and value:
                name = value.short if value.item == item else value.name
                yield _proposal(report, item, typed, start, text, name, of_value(value, values))
        seen[text] += 1


def _proposal(report: Report, item: str, typed: str, start: int, text: str, name: str, to: str) -> TieProposal:
    first = max((found.end() for found in _SENTENCE.finditer(typed, 0, start)), default=0)
    ends = _SENTENCE.search(typed, start + len(text))
    last = ends.start() if ends else len(typed)
    after = f"{typed[first:start]}{{{{ {name} }}}}{typed[start + len(text) : last]}"
    return TieProposal(report.portfolio.slug, item, start, text, name, to, typed[first:last], after)


def _numbers(typed: str, names: Mapping[str, Value], item: str) -> list[_Number]:
    """The numbers of an entry in the order in which they are printed."""
    printed, origins = "", list[int | None]()
    end = 0
    for live in LIVE.finditer(typed):
        filled = fill(live[0], names, item).text
        printed += typed[end : live.start()] + filled
        origins += [*range(end, live.start()), *[None] * len(filled)]
        end = live.end()
    printed += typed[end:]
    origins += range(end, len(typed))
    return [_Number(found[0], origins[found.start()]) for found in _NUMBER.finditer(printed)]


def _is_own(value: Value, item: str) -> bool:
    is_figure = value.exact is not None and value.role is not Role.WORDS
    return is_figure and value.item == item and not value.short.startswith(_AS_PRINTED_THEN)


def _meant(text: str, result: FigureResult, own: list[Value]) -> Value | None:
    """The one value that the figure is, by its digits and by what it is tied to; None where several could be."""
    stated = _stated(text)
    alike = [value for value in own if _stated(value.printed) == stated and _is_tied(value, result)]
    meanings = {(value.exact, value.period, "target" if value.role in _TARGETS else value.role) for value in alike}
    return min(alike, key=lambda value: len(value.short)) if len(meanings) == 1 else None


def _is_tied(value: Value, result: FigureResult) -> bool:
    """Tells whether the value is what the check of words has tied the figure to."""
    to, name = result.against, value.name.removesuffix(".words").removesuffix(".size")
    if to in (value.name, name):
        return True
    if value.role is Role.AMOUNT:  # of an only row, or of the total, which is as much
        return to.rpartition(".")[2] == name.rpartition(".")[2]
    if to == "target":
        return value.role in _TARGETS
    if value.role is Role.PART:
        return to in (f"{value.of} of the {value.period} figure", f"share of the {value.of}")
    if value.of and to == value.of:
        return value.role is Role.CHANGE
    if to.startswith("change from "):
        role = Role.DIFFERENCE if to.endswith("target") else Role.CHANGE
        return value.role is role and (role is Role.DIFFERENCE or to == f"change from {value.period}")
    if to.endswith((" figure", " numerator", " denominator")) or to.startswith("count of "):
        return value.role in _LEVELS and value.period in to.split(" figure")[0]
    return False


def _stated(text: str) -> tuple[Fraction, str] | None:
    """What a text of one number states: the number, and its unit."""
    found = _NUMBER.fullmatch(text)
    if not found:
        return None
    unit = (found["unit"] or "").strip()
    return Fraction(found["number"].replace(",", "")), found["pound"] + _UNITS.get(unit, unit)
