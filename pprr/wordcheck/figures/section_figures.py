"""Ties the figures of an entry that is no measure's: to the measure that the words name, or to a value they equal."""

import re
from dataclasses import replace
from fractions import Fraction

from pprr.domain import Role, Rules, Unit
from pprr.wordcheck.facts import Facts, MeasureFacts, plain, printed
from pprr.wordcheck.figures.levels import sum_of_itself
from pprr.wordcheck.figures.matching import fits, is_slip
from pprr.wordcheck.figures.row_figures import tie_to_row
from pprr.wordcheck.outcomes import FigureOutcome, FigureResult, WordsContradiction
from pprr.wordcheck.parse.mentions import Topic, is_other_stage, other_stage_by, stages_of, strangers
from pprr.wordcheck.parse.numbers import Shape
from pprr.wordcheck.parse.phrasing import Sense
from pprr.wordcheck.parse.placed_figure import PlacedFigure, Tied
from pprr.wordcheck.parse.stems import content

_SAME_CLAUSE = re.compile(r"(?:(?!\b(?:and|but|while|which)\b)[^;.]){0,40}")
_SMALL = 100  # a smaller count equals too much by chance
_LEVELS = (Role.ACTUAL, Role.EARLIER, Role.TARGET, Role.YEAR_TARGET, Role.FORECAST, Role.NUMERATOR, Role.DENOMINATOR)


def tie_anywhere(place: PlacedFigure, facts: Facts, rules: Rules, before: list[Tied]) -> FigureResult:
    """Ties a figure in an entry about several things.

    Where the sentence names one measure, by its code or by the words of its name, the figure is that measure's: held
    against it, though only a code or a slip of a digit makes it a contradiction.
    """
    figure = place.figure
    if before and place.phrasing.sense is Sense.CHANGE and _SAME_CLAUSE.fullmatch(place.between(before[-1][0])):
        level = row_tied(*before[-1], facts)  # "156,557, 57% above target"
        result = tie_to_row(place, level, facts, rules) if level else place.not_tied
        if "target" in result.against:
            return result
    if coded := _coded(place, facts):
        return tie_to_row(replace(place, is_named=True), coded, facts, rules)
    named = _named(place, facts)
    for row in named:
        result = tie_to_row(place, row, facts, rules)
        if result.outcome is FigureOutcome.AGREES:
            return result
    if stages_of(place.sentence) and (staged := row_named(place.sentence, facts, figure.place)):
        return tie_to_row(replace(place, is_named=True), staged, facts, rules)
    if len(named) == 1:
        now = plain(named[0].actual)
        is_told = place.about is not None and figure.shape is Shape.COUNT
        is_slipped = is_told and now is not None and is_slip(figure, now)
        is_share = figure.shape in (Shape.PERCENT, Shape.SHARE) and _shared(place.clause, named[0]) > 1
        if is_slipped or is_share:
            return tie_to_row(place, named[0], facts, rules)
    return _equal(place, facts)


def row_of(place: PlacedFigure, facts: Facts) -> MeasureFacts | None:
    """The one measure that a figure of an entry about several things speaks of, if the words by it name one."""
    named = _named(place, facts)
    return _coded(place, facts) or (named[0] if len(named) == 1 else None)


def row_tied(place: PlacedFigure, result: FigureResult, facts: Facts) -> MeasureFacts | None:
    """The one measure whose own figure of this report it is: by what it is tied to, else by the words by it."""
    tied = re.fullmatch(r'measures\["(.+)"\]\.actual', result.against)
    row = facts.rows.get(tied[1]) if tied else row_of(place, facts)
    is_own = row and row.actual and row.actual.printed == place.figure.value and result.outcome is FigureOutcome.AGREES
    return row if is_own else None


def row_named(sentence: str, facts: Facts, place: tuple[int, int] | None = None) -> MeasureFacts | None:
    """The one measure that a sentence is about, or a place in it: two words of its name, and no other's."""
    found = [
        row
        for row in facts.rows.values()
        if _shared(sentence, row) > 1
        and not strangers(sentence, row.name)
        and not (other_stage_by(sentence, place, row.name) if place else is_other_stage(sentence, row.name))
    ]
    return found[0] if len(found) == 1 else None


def _shared(words: str, row: MeasureFacts) -> int:
    """The number of words of the measure's name that the words have."""
    return len(set(content(words)) & set(content(row.name)))


def _coded(place: PlacedFigure, facts: Facts) -> MeasureFacts | None:
    """The measure whose code stands last before the figure, else the only one in the sentence."""
    found = [
        (match.start(), row)
        for row in facts.rows.values()
        if row.measure_id in place.sentence
        for match in re.finditer(rf"(?<![\w.]){re.escape(row.measure_id)}(?![\w]|\.\d)", place.sentence)
    ]
    before = [pair for pair in found if pair[0] < place.figure.start]
    return max(before or found, key=lambda pair: pair[0])[1] if before or len(found) == 1 else None


def _named(place: PlacedFigure, facts: Facts) -> list[MeasureFacts]:
    """The measures of whose name the words by the figure are."""
    return [
        row
        for row in facts.rows.values()
        if row.name
        and not (row.unit is Unit.PERCENTAGE and place.figure.shape is Shape.COUNT)
        and not other_stage_by(place.sentence, place.figure.place, row.name)
        and place.topic(row.name) is Topic.SAME
    ]


def _equal(place: PlacedFigure, facts: Facts) -> FigureResult:
    """A value of the report that the figure equals; a small count equals too much, and so does another period's."""
    figure = place.figure
    is_small = figure.shape is Shape.COUNT and (figure.value < _SMALL or figure.is_word)
    if place.about is None or place.phrasing.sense is Sense.CHANGE or is_small:
        return _by_itself(place)
    for value in facts.values if figure.shape in (Shape.COUNT, Shape.PERCENT) else ():
        is_own = facts.is_own(value) and value.role is not Role.WORDS
        is_like = (value.unit is Unit.PERCENTAGE) == (figure.shape is Shape.PERCENT)
        if (
            value.exact is None
            or value.role in (Role.AMOUNT, Role.PART)
            or not (is_own or value.role in _LEVELS)
            or not is_like
        ):
            continue
        is_fine = is_own or figure.step <= Fraction(value.scale, 10**value.decimals)
        if is_fine and fits(figure, "", value.exact, printed(value)):
            return place.agrees(value.name)
    return _by_itself(place)


def _by_itself(place: PlacedFigure) -> FigureResult:
    """Leaves the figure to be listed, and says besides where it is not the percentage of the counts beside it."""
    wrong = sum_of_itself(place.figure, place.words)
    told = wrong and WordsContradiction.of("percentage-of-other-counts", **wrong.fields)
    return place.result(FigureOutcome.NOT_TIED, "", told)
