"""Checks one entry's words: every figure tied or listed, every direction word and period held against the data."""

import re
from collections.abc import Iterator
from dataclasses import replace

from pprr.domain import Rules
from pprr.wordcheck.facts import Facts, MeasureFacts
from pprr.wordcheck.figures.changes import wrong_signs_of
from pprr.wordcheck.figures.other_meanings import meant_otherwise
from pprr.wordcheck.figures.row_figures import tie_end, tie_to_row
from pprr.wordcheck.figures.section_figures import row_named, row_of, row_tied, tie_anywhere
from pprr.wordcheck.money.amounts import tie_amount
from pprr.wordcheck.money.shares import tie_share_of_money
from pprr.wordcheck.money.signs import wrong_signs
from pprr.wordcheck.outcomes import Checked, FigureOutcome, FigureResult, WordsContradiction
from pprr.wordcheck.parse.figure_periods import About
from pprr.wordcheck.parse.mentions import Topic
from pprr.wordcheck.parse.named_periods import dated
from pprr.wordcheck.parse.numbers import Shape
from pprr.wordcheck.parse.phrasing import Sense
from pprr.wordcheck.parse.placed_figure import PlacedFigure, Tied, placed
from pprr.wordcheck.parse.sentences import sentences
from pprr.wordcheck.parse.shares import figures
from pprr.wordcheck.words.counts import is_count, is_place, tie_count, tie_place, wrong_quantities
from pprr.wordcheck.words.directions import wrong_directions
from pprr.wordcheck.words.pairs import wrong_pairs
from pprr.wordcheck.words.series import wrong_series

# More in one sentence are a table that was pasted: its figures are listed, and held against nothing, or it takes long.
_MOST_FIGURES = 20
_BOTH = re.compile(r"\bboth\s+", re.IGNORECASE)
# A financial year ends in the year after it began.
_YEAR = re.compile(r"(?<![\d/])(?P<start>20\d\d)/(?:20)?(?P<end>\d\d)(?![\d/])")


def check_entry(text: str, facts: Facts, rules: Rules) -> Checked:
    """Checks each figure of an entry's Markdown, and finds what else in its words contradicts the data."""
    results: list[FigureResult] = []
    beside: list[WordsContradiction] = []
    parts: set[int] = set()
    is_behind_part = False
    name = facts.row.name if facts.row else ""
    for written in sentences(text):
        sentence = dated(
            written,
            facts.period,
            is_added_up=bool(facts.row and facts.row.is_added_up),
            is_of_changes=facts.item == "budget",
        )
        own = {*name.split()}  # "all five basic digital skills" is no figure of the measure so called
        found = [one for one in figures(sentence, times=name) if sentence[one.start : one.end] not in own]
        of_sentence: list[Tied] = []
        if len(found) > _MOST_FIGURES:
            results += [
                FigureResult(written, sentence[figure.start : figure.end].strip(), FigureOutcome.NOT_TIED)
                for figure in found
            ]
            continue
        for figure in found:
            place = placed(sentence, figure, found)
            is_part_of_part = figure.shape is Shape.SHARE and (
                figure.whole in parts if figure.whole is not None else is_behind_part
            )
            of_sentence.append((place, _tie(place, facts, rules, of_sentence, is_part_of_part=is_part_of_part)))
            parts |= {figure.part} if figure.part else set()
        of_sentence = [*_joined(of_sentence, facts, rules)]
        is_behind_part = any(figure.shape is Shape.SHARE for figure in found)
        beside += (
            replace(one.as_written(sentence, written), sentence=written)
            for one in _beside(sentence, of_sentence, facts, rules)
        )
        results += [
            replace(
                one,
                sentence=written,
                contradiction=one.contradiction and one.contradiction.as_written(sentence, written),
            )
            for _, one in of_sentence
        ]
    return Checked(tuple(results), tuple(beside))


def _tie(place: PlacedFigure, facts: Facts, rules: Rules, before: list[Tied], *, is_part_of_part: bool) -> FigureResult:
    if place.figure.shape is Shape.MONEY:
        return tie_amount(place, facts)
    if of_money := tie_share_of_money(place, facts):
        return of_money
    if is_place(place):
        return tie_place(place, facts)
    if is_count(place, facts):
        return tie_count(place, facts)
    if facts.row:
        result = tie_to_row(place, facts.row, facts, rules, is_part_of_part=is_part_of_part)
        return meant_otherwise(place, result, facts.row, facts)
    return tie_anywhere(place, facts, rules, before)


def _joined(tied: list[Tied], facts: Facts, rules: Rules) -> Iterator[Tied]:
    """The figures of a sentence, each end of "from a to b" held against its row where the other end is the row's."""
    for number, (place, one) in enumerate(tied):
        beside = [tied[other] for other in (number - 1, number + 1) if 0 <= other < len(tied)]
        is_end = any(
            {place.phrasing.sense, other.phrasing.sense} == {Sense.FROM, Sense.LEVEL}
            and other.figure.shape is place.figure.shape
            and found.outcome is FigureOutcome.AGREES
            and re.search(r"\b(?:to|from)\b", place.between(other))
            and not _is_begun_behind(place, other)
            for other, found in beside
        )
        is_of_target = any(  # "53 members, ten short of the target of 45"
            number < len(tied) - 1
            and found is tied[number + 1][1]
            and found.against == "change from the target"
            and re.fullmatch(r"[^;.]{0,40}?,\s+(?:still |just |only |which is )?", place.between(other))
            for other, found in beside
        )
        target = facts.row.asked.target.reading if facts.row else None
        is_the_target = any(  # "ten short of 45"
            number and found is tied[number - 1][1] and found.against == "change from the target" for _, found in beside
        )
        if is_the_target and target and one.outcome is FigureOutcome.NOT_TIED and place.figure.value == target.printed:
            yield place, place.agrees("target")
            continue
        if facts.row and is_of_target and _is_own_level(place, one, facts.row):
            yield place, meant_otherwise(place, tie_end(place, facts.row, rules), facts.row, facts)
            continue
        row = None
        if is_end and place.about is not None and not facts.row:
            row = next((found for other, _ in beside if (found := row_of(other, facts))), None)
        elif is_end and place.about is not None and facts.row and one.outcome is FigureOutcome.NOT_TIED:
            row = facts.row if place.topic(facts.row.name) is not Topic.OTHER else None
        yield place, meant_otherwise(place, tie_end(place, row, rules), row, facts) if row else one


def _is_begun_behind(place: PlacedFigure, other: PlacedFigure) -> bool:
    """Tells whether the other figure begins a move that ends behind it, not here: "six joined, from 33 to 35"."""
    is_ahead = place.figure.end <= other.figure.start
    return is_ahead and bool(re.match(r"\s?%?\s+to\s+\d", place.sentence[other.figure.end :]))


def _is_own_level(place: PlacedFigure, result: FigureResult, row: MeasureFacts) -> bool:
    """Tells whether a figure that is not tied is put as the measure's own."""
    return (
        result.outcome is FigureOutcome.NOT_TIED
        and place.phrasing.sense is Sense.LEVEL
        and place.about in (About.UNSAID, About.PERIOD)
        and not place.year
        and place.topic(row.name) is Topic.SAME
    )


def _beside(sentence: str, tied: list[Tied], facts: Facts, rules: Rules) -> Iterator[WordsContradiction]:
    """Finds what is wrong beside the figures: periods that cannot be, and words for a direction that is another."""
    yield from _impossible_years(sentence)
    pairs = list(wrong_pairs(sentence, tied, facts))
    if facts.row:
        pairs += wrong_signs_of(tied, facts.row)
        has_actual = any(
            one.outcome is FigureOutcome.AGREES and one.against == f"{facts.row.period} figure" for _, one in tied
        )
        # "The 95% target was missed" is one slip, not two.
        is_other_target = any(
            place.phrasing.sense is Sense.TARGET and one.outcome is FigureOutcome.CONTRADICTS for place, one in tied
        )
        said = {one.words.lower() for one in pairs}
        yield from (
            wrong
            for wrong in wrong_directions(sentence, facts.row, rules, has_actual=has_actual)
            if wrong.words.lower() not in said and not (is_other_target and "target" in wrong.found)
        )
        yield from wrong_series(sentence, facts.row)
    yield from pairs
    if facts.row is None:
        rows = {row.measure_id: row for place, _ in tied if (row := row_of(place, facts))}
        if both := _BOTH.search(sentence):  # "the two were both above target"
            of_both = [row_tied(*one, facts) for one in tied if one[0].figure.end <= both.start()]
            pair = {row.measure_id: row for row in of_both if row}
            rows, sentence = (pair, _BOTH.sub("", sentence)) if len(pair) == 2 else (rows, sentence)
        for row in rows.values():
            yield from wrong_directions(sentence, row, rules)
    if facts.row is None and not tied and (named := row_named(sentence, facts)):
        yield from wrong_directions(sentence, named, rules)
    if facts.row is None:
        yield from wrong_quantities(sentence, facts)
        yield from wrong_signs(sentence, facts)


def _impossible_years(sentence: str) -> Iterator[WordsContradiction]:
    for found in _YEAR.finditer(sentence):
        start, end = int(found["start"]), int(found["end"])
        if end != (start + 1) % 100:
            yield WordsContradiction.of(
                "period-that-cannot-be",
                found[0],
                clause=sentence,
                right=f"{start}/{(start + 1) % 100:02d}",
            )
