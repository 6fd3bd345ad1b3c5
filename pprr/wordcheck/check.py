"""Checks one entry's words: every figure tied or listed, every direction word and period held against the data.

The rules stand in three lists: ``FIGURES`` ties each figure by the first rule that knows it, ``SENTENCES`` finds what
else of a sentence is wrong, and ``CLAIMS`` what it claims wrongly where nothing else is. An order that matters is said
beside it.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from pprr.domain import Rules
from pprr.wordcheck.claims.comparisons import wrong_in_words
from pprr.wordcheck.claims.explained import wrong_figures
from pprr.wordcheck.claims.forecasts import wrong_forecasts
from pprr.wordcheck.claims.levels import wrong_levels
from pprr.wordcheck.claims.money import wrong_amounts
from pprr.wordcheck.claims.moves import wrong_moves
from pprr.wordcheck.claims.references import wrong_references
from pprr.wordcheck.claims.status import wrong_colours, wrong_trends
from pprr.wordcheck.claims.unheld import unheld_words
from pprr.wordcheck.claims.wholes import wrong_wholes
from pprr.wordcheck.facts import Facts, MeasureFacts
from pprr.wordcheck.figures.changes import wrong_signs_of
from pprr.wordcheck.figures.other_meanings import meant_otherwise
from pprr.wordcheck.figures.row_figures import tie_by_itself, tie_end, tie_to_row
from pprr.wordcheck.figures.section_figures import row_named, row_of, row_tied, tie_anywhere
from pprr.wordcheck.money.amounts import tie_amount
from pprr.wordcheck.money.scope import without_rows
from pprr.wordcheck.money.shares import tie_share_of_money
from pprr.wordcheck.money.signs import wrong_signs
from pprr.wordcheck.outcomes import Checked, FigureOutcome, FigureResult, Finding, WordsContradiction, in_words
from pprr.wordcheck.parse.mentions import Topic
from pprr.wordcheck.parse.named_periods import dated
from pprr.wordcheck.parse.numbers import Figure, Shape, figures_in, in_digits
from pprr.wordcheck.parse.phrasing import Sense
from pprr.wordcheck.parse.placed_figure import UNREAL, PlacedFigure, Tied, placed
from pprr.wordcheck.parse.sentences import sentences
from pprr.wordcheck.parse.shares import figures
from pprr.wordcheck.words.counts import tie_count, tie_place, wrong_quantities
from pprr.wordcheck.words.directions import wrong_directions
from pprr.wordcheck.words.pairs import wrong_pairs
from pprr.wordcheck.words.series import wrong_records, wrong_series
from pprr.wordcheck.words.summaries import tie_summary, wrong_comparisons
from pprr.wordcheck.words.verdicts import NOT

# More in one sentence are a table that was pasted: its figures are listed, and held against nothing, or it takes long.
_MOST_FIGURES = 20
_BOTH = re.compile(r"\bboth\s+", re.IGNORECASE)
# A financial year ends in the year after it began.
_YEAR = re.compile(r"(?<![\d/])(?P<start>20\d\d)/(?:20)?(?P<end>\d\d)(?![\d/])")


@dataclass(frozen=True)
class Sentence:
    """A sentence with its periods dated, the facts that it is held against, and its figures that are tied so far."""

    text: str
    facts: Facts
    rules: Rules
    tied: list[Tied]

    @property
    def row(self) -> MeasureFacts | None:
        """The measure of the entry, else the only one that the sentence's figures are tied to."""
        named = {one.of for _, one in self.tied if one.of}
        return self.facts.row or (self.facts.rows.get(named.pop()) if len(named) == 1 else None)


def check_entry(text: str, facts: Facts, rules: Rules) -> Checked:
    """Checks each figure of an entry's Markdown, and finds what else in its words contradicts the data."""
    results: list[FigureResult] = []
    beside: list[WordsContradiction] = []
    unheld: list[tuple[str, tuple[str, ...]]] = []
    parts: set[int] = set()
    for written, is_prose in sentences(text):
        if not is_prose:
            results += _listed(written, figures_in(written))
            continue
        is_added_up = bool(facts.row and facts.row.is_added_up)
        known, idioms = facts.idioms.in_known_words(written)
        known, spelt = in_digits(known)
        known, named = _without_denials(known, facts.row.name if facts.row else "")
        said = {**idioms, **spelt, **named}
        words = dated(known, facts.period, is_added_up=is_added_up, is_of_changes=facts.item == "budget")
        sentence = Sentence(words, facts, rules, [])
        results += (
            replace(
                one,
                sentence=written,
                words=in_words(one.words, written, said),
                of=one.of or (facts.row.measure_id if facts.row else ""),
                contradiction=one.contradiction and one.contradiction.as_written(words, written, said),
            )
            for one in _figures(sentence, parts)
        )
        wrong, held = _beside(sentence)
        beside += (replace(one.as_written(words, written, said), sentence=written) for one in wrong)
        if not wrong and not any(one.contradiction for _, one in sentence.tied):
            bare = words if facts.row else without_rows(words, facts)
            told = unheld_words(bare, held, sentence.tied, is_of_measure=bool(facts.row))
            unheld += [(written, tuple(said.get(one, one) for one in told))] if told else []
    return Checked(tuple(results), tuple(beside), tuple(unheld))


def _without_denials(sentence: str, name: str) -> tuple[str, dict[str, str]]:
    """The sentence with what the measure's own name denies as one word, and what stood there: "needed no_more"."""
    said: dict[str, str] = {}
    for found in NOT.finditer(name):
        denied = " ".join(name[found.start() :].lower().split()[:2])
        said[denied.replace(" ", "_")] = denied
        sentence = re.sub(rf"\b{re.escape(denied)}\b", denied.replace(" ", "_"), sentence, flags=re.IGNORECASE)
    return sentence, said


def _beside(sentence: Sentence) -> tuple[list[WordsContradiction], list[str]]:
    """What is wrong with a sentence beside its figures, each word once, and the words that were held and are so."""
    wrong: dict[str, WordsContradiction] = {}
    held: list[str] = []
    claims_nothing = any(one.contradiction for _, one in sentence.tied) or UNREAL.search(sentence.text)
    for number, rule in enumerate((*SENTENCES, *CLAIMS)):
        if number >= len(SENTENCES) and (wrong or claims_nothing):
            break
        found = list(rule(sentence))
        held += [one for one in found if isinstance(one, str)]
        told = [one for one in found if not isinstance(one, str)]
        for one in told if number < len(SENTENCES) else told[:1]:
            wrong.setdefault(one.words.lower(), one)
    return list(wrong.values()), held


def _figures(sentence: Sentence, parts: set[int]) -> list[FigureResult]:
    """The results for the sentence's figures; ``parts`` are those of the entry's shares so far."""
    name = sentence.facts.row.name if sentence.facts.row else ""
    own = {*in_digits(name)[0].split()}  # "all five basic digital skills" is no figure of the measure so called
    found = [one for one in figures(sentence.text, times=name) if sentence.text[one.start : one.end] not in own]
    if len(found) > _MOST_FIGURES:
        return _listed(sentence.text, found)
    for figure in found:
        place = placed(sentence.text, figure, found)
        # "61 were upheld. Of these, 20 (33%) were about bins": a share of what is itself a part.
        is_of_part = bool(parts) if figure.whole is None else figure.whole in parts
        tied = (one for rule in FIGURES if (one := rule(place, sentence)))
        result = tie_by_itself(place) if figure.shape is Shape.SHARE and is_of_part else next(tied, place.not_tied)
        sentence.tied.append((place, result))
        parts |= {figure.part} if figure.part else set()
    sentence.tied[:] = [(place, _joined(number, sentence)) for number, (place, _) in enumerate(sentence.tied)]
    return [one for _, one in sentence.tied]


def _listed(text: str, found: list[Figure]) -> list[FigureResult]:
    """The results for figures that are held against nothing."""
    return [FigureResult(text, text[one.start : one.end].strip(), FigureOutcome.NOT_TIED) for one in found]


def _to_row(place: PlacedFigure, sentence: Sentence) -> FigureResult | None:
    facts = sentence.facts
    if not facts.row:
        return None
    return meant_otherwise(place, tie_to_row(place, facts.row, facts, sentence.rules), facts.row, facts)


FIGURES: tuple[Callable[[PlacedFigure, Sentence], FigureResult | None], ...] = (
    lambda place, sentence: tie_amount(place, sentence.facts),
    lambda place, sentence: tie_share_of_money(place, sentence.facts),
    lambda place, sentence: tie_place(place, sentence.facts),
    lambda place, sentence: tie_summary(place, sentence.facts),
    lambda place, sentence: tie_count(place, sentence.facts),
    _to_row,
    lambda place, sentence: tie_anywhere(place, sentence.facts, sentence.rules, sentence.tied),
)


def _joined(number: int, sentence: Sentence) -> FigureResult:
    """The result of a figure, an end of "from a to b" held against the row where the other end is the row's."""
    tied, facts = sentence.tied, sentence.facts
    place, one = tied[number]
    beside = [tied[other] for other in (number - 1, number + 1) if 0 <= other < len(tied)]
    ends = [other for other, found in beside if found.outcome is FigureOutcome.AGREES and _are_ends(place, other)]
    if not ends or place.about is None or (facts.row and one.outcome is not FigureOutcome.NOT_TIED):
        return one
    row = facts.row or next((found for other, _ in beside if (found := row_of(other, facts))), None)
    if row is None or (facts.row and place.topic(row.name) is Topic.OTHER):
        return one
    return meant_otherwise(place, tie_end(place, row, sentence.rules), row, facts)


def _are_ends(place: PlacedFigure, other: PlacedFigure) -> bool:
    """Tells whether the two are the ends of one move, and not of another: "six joined, from 33 to 35"."""
    senses = {place.phrasing.sense, other.phrasing.sense}
    if senses != {Sense.FROM, Sense.LEVEL} or other.figure.shape is not place.figure.shape:
        return False
    is_ahead = place.figure.end <= other.figure.start
    is_begun_behind = is_ahead and re.match(r"\s?%?\s+to\s+\d", place.sentence[other.figure.end :])
    return bool(re.search(r"\b(?:to|from)\b", place.between(other)) and not is_begun_behind)


def _impossible_years(sentence: Sentence) -> Iterator[Finding]:
    for found in _YEAR.finditer(sentence.text):
        right = f"{found['start']}/{(int(found['start']) + 1) % 100:02d}"
        if right[-2:] != found["end"]:
            yield WordsContradiction.of("period-that-cannot-be", found[0], clause=sentence.text, right=right)


def _directions(sentence: Sentence) -> Iterator[Finding]:
    """Finds wrong directions of the entry's own measure, or of those that its figures or its words name."""
    text, facts, tied = sentence.text, sentence.facts, sentence.tied
    if facts.row:
        has_actual = any(one.against == f"{facts.row.period} figure" and not one.contradiction for _, one in tied)
        # "The 95% target was missed" is one slip, not two.
        is_other_target = any(place.phrasing.sense is Sense.TARGET and one.contradiction for place, one in tied)
        for wrong in wrong_directions(text, facts.row, sentence.rules, has_actual=has_actual):
            if isinstance(wrong, str) or not (is_other_target and "target" in wrong.found):
                yield wrong
        return
    rows = [row for place, one in tied if (row := facts.rows.get(one.of) or row_of(place, facts))]
    if not tied and (named := row_named(text, facts)):
        rows = [named]
    if both := _BOTH.search(text):  # "the two were both above target"
        ahead = [one for one in tied if one[0].figure.end <= both.start()]
        pair = _once([row for one in ahead if (row := row_tied(*one, facts))])
        rows, text = (pair, _BOTH.sub("", text)) if len(pair) == 2 else (rows, text)
    for row in _once(rows):
        yield from wrong_directions(text, row, sentence.rules)


def _once(rows: list[MeasureFacts]) -> list[MeasureFacts]:
    return list({row.measure_id: row for row in rows}.values())


SENTENCES: tuple[Callable[[Sentence], Iterator[Finding]], ...] = (
    _impossible_years,
    lambda one: wrong_pairs(one.text, one.tied, one.facts),  # before the directions: the two figures tell more
    lambda one: wrong_signs_of(one.tied, one.facts.row) if one.facts.row else iter(()),
    _directions,
    lambda one: wrong_series(one.text, one.facts.row) if one.facts.row else iter(()),
    lambda one: wrong_quantities(one.text, one.facts),
    lambda one: wrong_signs(one.text, one.facts) if not one.facts.row else iter(()),
    lambda one: wrong_colours(one.text, one.facts),
)

# What the sentence claims of a named period, a target or a colour: asked only where nothing else of it is wrong.
CLAIMS: tuple[Callable[[Sentence], Iterator[Finding]], ...] = (
    lambda one: wrong_trends(one.text, one.facts),
    lambda one: wrong_levels(one.text, one.tied, one.row, one.facts) if one.row else iter(()),
    lambda one: wrong_forecasts(one.text, one.row, one.facts) if one.row else iter(()),
    lambda one: wrong_moves(one.text, one.tied, one.row, one.facts) if one.row else iter(()),
    lambda one: wrong_references(one.text, one.tied, one.row, one.facts) if one.row else iter(()),
    lambda one: wrong_amounts(one.text, one.tied, one.facts) if not one.facts.row else iter(()),
    lambda one: wrong_wholes(one.text, one.facts),
    lambda one: wrong_comparisons(one.text, one.facts),
    lambda one: wrong_records(one.text, one.facts.row, one.facts) if one.facts.row else iter(()),
    lambda one: wrong_in_words(one.text, one.tied, one.facts.row, one.facts) if one.facts.row else iter(()),
    lambda one: wrong_figures(one.text, one.tied, one.facts.row, one.facts) if one.facts.row else iter(()),
)
