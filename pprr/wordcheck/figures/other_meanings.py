"""Tells what else a level can mean that its row contradicts: another stage's, a rest, a target, another period's.

A contradiction is told only where the words leave no other meaning. A sentence with two periods or two measures often
leaves one: what then agrees with the data is tied to that, and a figure that is rather the other measure's is not tied.
"""

import re
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

from pprr.domain import Reading, Unit
from pprr.domain.periods.days import MONTHS
from pprr.wordcheck.facts import Facts, MeasureFacts, plain
from pprr.wordcheck.figures.matching import fits, is_like
from pprr.wordcheck.figures.parts import agrees_with_count
from pprr.wordcheck.figures.row_figures import tie_beside
from pprr.wordcheck.lexicon import section
from pprr.wordcheck.outcomes import FigureOutcome, FigureResult
from pprr.wordcheck.parse.figure_periods import About
from pprr.wordcheck.parse.mentions import opposites_before, other_stage_by, strangers, tells_outcome
from pprr.wordcheck.parse.numbers import Shape
from pprr.wordcheck.parse.phrasing import Sense, phrasing_of
from pprr.wordcheck.parse.placed_figure import PlacedFigure
from pprr.wordcheck.parse.points import now_of, points_in

_MEANINGS = section("meanings")
_OPENING = section("rows").opening
_BASE = section("moves").base


def meant_otherwise(place: PlacedFigure, result: FigureResult, row: MeasureFacts, facts: Facts) -> FigureResult:
    """The same, or what becomes of a figure whose contradiction is in doubt."""
    if result.outcome is not FigureOutcome.CONTRADICTS:
        return result
    if label := in_a_row(place, row) or _of_a_named_period(place, result, row, facts):
        return place.agrees(f"{label} figure")
    if place.figure.shape is Shape.SHARE:
        is_of_other = strangers(place.behind, row.name) and not tells_outcome(place.behind, row.name)
        return place.not_tied if is_of_other and not place.figure.has_percent else result  # "41 of the 395 were ill"
    if other_stage_by(place.sentence, place.figure.place, row.name):
        others = [one for one in facts.rows.values() if one.name != row.name and _stem(one.name) == _stem(row.name)]
        ties = ((one.measure_id, label) for one in others for label, its in one.readings.items() if _equals(place, its))
        other, label = next(ties, ("", ""))
        return replace(place.agrees(f"{label} figure"), of=other) if other else place.not_tied
    if place.phrasing.sense is Sense.CHANGE:
        return place.agrees(between) if (between := _between_named(place, row, facts)) else result
    if "comparators" in (beside := tie_beside(place, row, facts)).against:
        return beside
    if earlier := _of_another_period(place, row):
        return place.agrees(earlier)
    if of_count := agrees_with_count(place, row):
        return of_count
    to_target = _MEANINGS.to_target.search(place.sentence, 0, place.figure.start)
    if to_target and to_target.start() and _equals(place, row.asked.target.reading):  # not "Over 90% were in time"
        return place.agrees("target")
    rest = row.values.get(result.against.removesuffix(" figure"))
    if row.unit is Unit.PERCENTAGE and rest is not None and fits(place.figure, "", 100 - rest):
        is_told = opposites_before(place.sentence, place.figure.start, row.name)
        return place.agrees(f"rest of the {result.against}") if is_told else result
    return result


def in_a_row(place: PlacedFigure, row: MeasureFacts) -> str:
    """The period of a figure that is one of several in their order: "from 192 to 185 and now 182"; else blank."""
    own = [one for one in place.figures if is_like(one, row.unit)]
    labels = [next((label for label, value in row.values.items() if one.could_be(value)), "") for one in own]
    is_row = len(labels) > 2 and "" not in labels and labels == sorted(set(labels))
    return labels[own.index(place.figure)] if is_row and place.figure in own else ""


def _of_a_named_period(place: PlacedFigure, result: FigureResult, row: MeasureFacts, facts: Facts) -> str:
    """The other period that the sentence names in whatever words, and whose figure and counts it has; else blank."""
    figure = place.figure
    points = [one for one in points_in(place.sentence, row, facts) if not _BASE.search(place.sentence[: one.start])]
    months = [one for point in points for one in point.figures if one.label.startswith(MONTHS)]
    if named := next((one.label for one in months if one.value == figure.value and is_like(figure, row.unit)), ""):
        return named
    for label in dict.fromkeys(one.label for point in points for one in point.figures):
        its = row.readings.get(label)
        if its is None or label == row.period or result.against == f"{label} figure":
            continue
        is_share = figure.shape is Shape.SHARE and (figure.part, figure.whole) == (its.numerator, its.denominator)
        if is_share or (_OPENING.match(place.sentence) and _equals(place, its)):
            return label
    return ""


def _between_named(place: PlacedFigure, row: MeasureFacts, facts: Facts) -> str:
    """What a change is between two periods that are named, or one of them and now: "five down on the year end"."""
    if place.figure.shape is Shape.PERCENT and row.unit is not Unit.PERCENTAGE:
        return ""
    ends = [*now_of(row, facts), *(one for point in points_in(place.sentence, row, facts) for one in point.figures)]
    pairs = combinations(dict.fromkeys(ends), 2)
    return next((f"change from {two.label}" for one, two in pairs if fits(place.figure, "", one.value - two.value)), "")


def _stem(name: str) -> str:
    """The name that a measure has at each of its stages."""
    return re.sub(r"\d", "", name)


def _of_another_period(place: PlacedFigure, row: MeasureFacts) -> str:
    """What a figure is beside the report's own: another period's ("33 at the start, 35 now"), the target; or blank."""
    is_beside = any(
        other.value == plain(row.actual) and phrasing_of(place.sentence, other.place).sense is Sense.LEVEL
        for other in place.figures
        if is_like(other, row.unit)
    )
    if place.about is not About.UNSAID or place.phrasing.sense is not Sense.LEVEL or not is_beside:
        return ""
    labels = (f"{label} figure" for label, one in row.readings.items() if label != row.period and _equals(place, one))
    return next(labels, "target" if _equals(place, row.asked.target.reading) else "")


def _equals(place: PlacedFigure, reading: Reading | None) -> bool:
    value = plain(reading)
    if reading is None or value is None or not is_like(place.figure, reading.unit):
        return False
    return fits(place.figure, "", Fraction(value))
