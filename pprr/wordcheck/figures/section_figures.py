"""Ties the figures of an entry that is no measure's: to the measure that the words name, or to a value they equal."""

import re
from dataclasses import replace
from fractions import Fraction

from pprr.domain import Role, Rules, Unit
from pprr.wordcheck.facts import Facts, MeasureFacts, plain, printed
from pprr.wordcheck.figures.matching import fits, is_slip
from pprr.wordcheck.figures.row_figures import tie_to_row
from pprr.wordcheck.outcomes import FigureOutcome, FigureResult
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
    if before and place.phrasing.sense is Sense.CHANGE and _SAME_CLAUSE.fullmatch(place.between(before[-1][0])):
        row = row_tied(*before[-1], facts)  # "156,557, 57% above target"
        of_level = tie_to_row(place, row, facts, rules) if row else place.not_tied
        if "target" in of_level.against:
            return of_level
    coded = _coded(place, facts)
    if coded:
        return tie_to_row(replace(place, is_named=True), coded, facts, rules)
    named = [row for row in facts.rows.values() if _is_named(place, row)]
    for row in named:
        result = tie_to_row(place, row, facts, rules)
        if result.outcome is FigureOutcome.AGREES:
            return result
    if of_stage := _of_stage(place, facts):
        return tie_to_row(replace(place, is_named=True), of_stage, facts, rules)
    if len(named) != 1:
        return _equal(place, facts)
    [row] = named
    now = plain(row.actual)
    is_count = place.about is not None and place.figure.shape is Shape.COUNT
    is_slipped = is_count and now is not None and is_slip(place.figure, now)
    is_share = place.figure.shape in (Shape.PERCENT, Shape.SHARE) and _is_wholly(place, row)
    return tie_to_row(place, row, facts, rules) if is_slipped or is_share else _equal(place, facts)


def _of_stage(place: PlacedFigure, facts: Facts) -> MeasureFacts | None:
    """The measure of the stage by the figure, where the sentence is about that measure at each of its stages alone."""
    if len(stages_of(place.sentence)) < 2:
        return None
    found = [
        row
        for row in facts.rows.values()
        if stages_of(row.name)
        and not other_stage_by(place.sentence, place.figure.place, row.name)
        and len(set(content(place.sentence)) & set(content(row.name))) > 1
        and not strangers(place.sentence, row.name)
    ]
    return found[0] if len(found) == 1 else None


def row_of(place: PlacedFigure, facts: Facts) -> MeasureFacts | None:
    """The one measure that a figure of an entry about several things speaks of, if the words by it name one."""
    coded = _coded(place, facts)
    named = [row for row in facts.rows.values() if _is_named(place, row)]
    return coded or (named[0] if len(named) == 1 else None)


def row_tied(place: PlacedFigure, result: FigureResult, facts: Facts) -> MeasureFacts | None:
    """The one measure whose own figure of this report it is: by what it is tied to, else by the words by it."""
    tied = re.fullmatch(r'measures\["(.+)"\]\.actual', result.against)
    row = facts.rows.get(tied[1]) if tied else row_of(place, facts)
    is_own = row and row.actual and row.actual.printed == place.figure.value and result.outcome is FigureOutcome.AGREES
    return row if is_own else None


def row_named(sentence: str, facts: Facts) -> MeasureFacts | None:
    """The one measure that a sentence without a figure of its own is about: two words of its name, and no other's."""
    found = [
        row
        for row in facts.rows.values()
        if row.name
        and len(set(content(sentence)) & set(content(row.name))) > 1
        and not strangers(sentence, row.name)
        and not is_other_stage(sentence, row.name)
    ]
    return found[0] if len(found) == 1 else None


def _coded(place: PlacedFigure, facts: Facts) -> MeasureFacts | None:
    """The measure whose code stands last before the figure, else the only one in the sentence."""
    found = [
        (match.start(), row)
        for row in facts.rows.values()
        for match in re.finditer(rf"(?<![\w.]){re.escape(row.measure_id)}(?![\w]|\.\d)", place.sentence)
    ]
    before = [pair for pair in found if pair[0] < place.figure.start]
    if before:
        return max(before, key=lambda pair: pair[0])[1]
    return found[0][1] if len(found) == 1 else None


def _is_named(place: PlacedFigure, row: MeasureFacts) -> bool:
    """Tells whether the words by the figure are those of the measure's name."""
    shape, unit = place.figure.shape, row.unit
    if unit is Unit.PERCENTAGE and shape is Shape.COUNT:
        return False
    if other_stage_by(place.sentence, place.figure.place, row.name):
        return False
    return bool(row.name) and place.topic(row.name) is Topic.SAME


def _is_wholly(place: PlacedFigure, row: MeasureFacts) -> bool:
    """Tells whether two words or more of the measure's name stand by the figure."""
    return len(set(content(place.clause)) & set(content(row.name))) > 1


def _equal(place: PlacedFigure, facts: Facts) -> FigureResult:
    """A value of the report that the figure equals; a small count equals too much, and so does another period's."""
    figure = place.figure
    if place.about is None or figure.shape in (Shape.SHARE, Shape.PLACE, Shape.POINTS):
        return place.not_tied
    if figure.shape is Shape.COUNT and (figure.value < _SMALL or figure.is_word):
        return place.not_tied
    if place.phrasing.sense is Sense.CHANGE:
        return place.not_tied
    for value in facts.values:
        is_own = facts.is_own(value) and value.role is not Role.WORDS
        if value.exact is None or value.role is Role.AMOUNT or not (is_own or value.role in _LEVELS):
            continue
        if (value.unit is Unit.PERCENTAGE) != (figure.shape is Shape.PERCENT):
            continue
        if fits(figure, "", value.exact, printed(value)) and (
            is_own or figure.step <= Fraction(value.scale, 10**value.decimals)
        ):
            return place.agrees(value.name)
    return place.not_tied
