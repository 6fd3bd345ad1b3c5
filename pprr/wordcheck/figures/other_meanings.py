"""Tells what else a figure can mean that its row contradicts: another stage's, a rest, a target, another difference.

A contradiction is told only where the words leave no other meaning. A sentence with two periods or two measures often
leaves one: what then agrees with the data is tied to that, and a figure that is rather the other measure's is not tied.
"""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from pprr.domain import Reading, Unit
from pprr.wordcheck.facts import Facts, MeasureFacts
from pprr.wordcheck.figures.changes import agrees_in_sign, compared_with
from pprr.wordcheck.figures.levels import is_plain
from pprr.wordcheck.figures.matching import fits, is_like
from pprr.wordcheck.figures.parts import agrees_with_count
from pprr.wordcheck.lexicon import section
from pprr.wordcheck.outcomes import FigureOutcome, FigureResult
from pprr.wordcheck.parse.figure_periods import About
from pprr.wordcheck.parse.mentions import opposites_before, other_stage_by, stages_of
from pprr.wordcheck.parse.named_periods import LABEL, LAST_YEAR, TWO_YEARS_AGO
from pprr.wordcheck.parse.numbers import Shape
from pprr.wordcheck.parse.phrasing import Sense, phrasing_of
from pprr.wordcheck.parse.placed_figure import PlacedFigure

_TARGET = "the target"
_VERBS = section("verbs")
_OTHER_MEANINGS = section("other_meanings")


class _Difference(NamedTuple):
    """The difference of a period's figure from an earlier one, or from the target: its size, and its base."""

    now: str
    then: str
    size: Fraction
    base: Fraction


def meant_otherwise(place: PlacedFigure, result: FigureResult, row: MeasureFacts, facts: Facts) -> FigureResult:
    """The same, or what becomes of a figure whose contradiction is in doubt."""
    if result.outcome is not FigureOutcome.CONTRADICTS or place.figure.shape is Shape.SHARE:
        return result
    if other_stage_by(place.sentence, place.figure.place, row.name):
        other = next((one for one in facts.rows.values() if _is_of_other_stage(one, row)), None)
        figure = _reading_equal(place, other) if other else ""
        return place.agrees(f"{other.measure_id} {figure}") if other and figure else place.not_tied
    if place.phrasing.sense is Sense.CHANGE:
        found = next((ends for ends in _differences(place, row) if _is_meant(place, ends, result, row)), None)
        return place.agrees(f"change from {found.then} to {found.now}") if found else result
    if row.actual and _equals(place, row.actual) and _is_past_the_year(place):
        return place.agrees(f"{row.period} figure")
    if earlier := _of_another_period(place, row):
        return place.agrees(f"{earlier} figure")
    if of_count := agrees_with_count(place, row):
        return of_count
    target = row.asked.target.reading
    to_target = _OTHER_MEANINGS.to_target.search(place.sentence, 0, place.figure.start)
    if target and to_target and to_target.start() and _equals(place, target):  # not "Over 90% were in time"
        return place.agrees("target")
    if row.unit is Unit.PERCENTAGE and place.figure.shape is Shape.PERCENT:
        label = result.against.removesuffix(" figure")
        reading = row.readings.get(label)
        is_rest = (
            reading and reading.printed is not None and opposites_before(place.sentence, place.figure.start, row.name)
        )
        if is_rest and reading and fits(place.figure, place.phrasing.hedge, 100 - Fraction(reading.printed or 0)):
            return place.agrees(f"rest of the {label} figure")
    return result


def has_other_sign(place: PlacedFigure, row: MeasureFacts) -> bool:
    """Tells whether a change with that direction lies between two other figures that the sentence names."""
    return any(
        one.now != row.period and agrees_in_sign(place, one.size, row) and _is_size(place, one.size, one.base, row)
        for one in _differences(place, row)
    )


def _is_past_the_year(place: PlacedFigure) -> bool:
    """Tells whether the year before it is another figure's, in a clause that ended: "below 77% in 2018/19: 74%"."""
    years = list(LABEL.finditer(place.sentence, 0, place.figure.start))
    if not years or not re.search(r"[:;]\s", place.sentence[years[-1].end() : place.figure.start]):
        return False
    ends = [other.end for other in place.figures if other.end <= years[-1].start()]
    return any(_OTHER_MEANINGS.of_year.fullmatch(place.sentence, end, years[-1].start()) for end in ends)


def _of_another_period(place: PlacedFigure, row: MeasureFacts) -> str:
    """The other period whose figure it is, beside the report's own: "33 at the start and 35 at the end"; or blank."""
    actual = row.actual.printed if row.actual else None
    is_beside = any(
        other.value == actual and phrasing_of(place.sentence, other.place).sense is Sense.LEVEL
        for other in place.figures
        if is_like(other, row.unit)
    )
    if place.about is not About.UNSAID or place.phrasing.sense is not Sense.LEVEL or not is_beside:
        return ""
    return next((label for label, one in row.readings.items() if label != row.period and _equals(place, one)), "")


def _is_of_other_stage(one: MeasureFacts, row: MeasureFacts) -> bool:
    """Tells whether the two measures are the same of two stages."""
    return stages_of(one.name) != stages_of(row.name) and _without_digits(one.name) == _without_digits(row.name)


def _without_digits(name: str) -> str:
    return re.sub(r"\d", "", name)


def _reading_equal(place: PlacedFigure, row: MeasureFacts) -> str:
    return next((f"{label} figure" for label, reading in row.readings.items() if _equals(place, reading)), "")


def _equals(place: PlacedFigure, reading: Reading) -> bool:
    if not is_plain(reading) or reading.printed is None or not is_like(place.figure, reading.unit):
        return False
    return fits(place.figure, "", Fraction(reading.printed))


def _is_size(place: PlacedFigure, size: Fraction, then: Fraction, row: MeasureFacts) -> bool:
    if place.figure.shape is Shape.PERCENT and row.unit is Unit.NUMBER:
        return bool(then) and fits(place.figure, place.phrasing.hedge, abs(size) * 100 / abs(then))
    return fits(place.figure, place.phrasing.hedge, abs(size))


def _is_meant(place: PlacedFigure, ends: _Difference, result: FigureResult, row: MeasureFacts) -> bool:
    """Tells whether the change can be that between these two, by what stands right behind it and the way it is said."""
    now, then, size, base = ends
    against = result.against.removeprefix("change from ")
    if compared_with(place) and against not in (now, then):
        return False
    return (
        {now, then} != {row.period, against} and _is_size(place, size, base, row) and agrees_in_sign(place, size, row)
    )


def _differences(place: PlacedFigure, row: MeasureFacts) -> Iterator[_Difference]:
    """The differences between what the sentence names: the later or the figure, the earlier or the target, the size."""
    values = {label: one.printed for label, one in row.readings.items() if is_plain(one) and one.printed is not None}
    named = [label for label in sorted(values) if label == row.period or label in _labels(place, row)]
    target = row.asked.target.reading
    for number, now in enumerate(named):
        for then in named[:number]:
            yield _Difference(now, then, Fraction(values[now]) - Fraction(values[then]), Fraction(values[then]))
        if target and target.printed is not None and _names_target(place, target):
            wanted = Fraction(target.printed)
            yield _Difference(now, _TARGET, Fraction(values[now]) - wanted, wanted)


def _names_target(place: PlacedFigure, target: Reading) -> bool:
    is_told = _VERBS.target.search(place.sentence)
    return bool(is_told) or any(one.value == target.printed for one in place.figures if is_like(one, target.unit))


def _labels(place: PlacedFigure, row: MeasureFacts) -> set[str]:
    """The earlier periods that the sentence names, by their label or in words."""
    found = set(LABEL.findall(place.sentence))
    if LAST_YEAR.search(place.sentence) or (found and _OTHER_MEANINGS.year_later.search(place.sentence)):
        found.add(row.previous_period)
    if TWO_YEARS_AGO.search(place.sentence):
        found.add(row.earlier_period)
    return found
