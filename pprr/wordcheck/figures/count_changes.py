"""Holds the change of one of a percentage's two counts ("14,617 more calls") against these counts."""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from pprr import formats
from pprr.domain import Unit
from pprr.wordcheck.facts import MeasureFacts
from pprr.wordcheck.figures.matching import fits, is_slip
from pprr.wordcheck.outcomes import FigureResult, WordsContradiction
from pprr.wordcheck.parse.named_periods import LABEL, LAST_YEAR, named
from pprr.wordcheck.parse.numbers import Shape
from pprr.wordcheck.parse.placed_figure import PlacedFigure

_FEWEST = 100  # "three under last year" are points
_NEAR = 3  # a third of it: a change further off is of something else


class _Count(NamedTuple):
    """One of the two counts, in the report's period and in an earlier one."""

    name: str
    label: str
    now: Fraction
    then: Fraction


def agrees_with_count(place: PlacedFigure, row: MeasureFacts) -> FigureResult | None:
    """Ties a change of a count, as a number or in percent, that is so; None where it is none."""
    if row.unit is not Unit.PERCENTAGE:
        return None
    for count in _counts(row):
        size = count.now - count.then
        if place.figure.shape is Shape.COUNT and fits(place.figure, place.phrasing.hedge, size):
            return place.agrees(f"change of the {count.name}")
        is_percent = place.figure.shape is Shape.PERCENT and place.figure.step < 1 and count.then
        if is_percent and fits(place.figure, place.phrasing.hedge, size * 100 / count.then):
            return place.agrees(f"change of the {count.name}")
    return None


def contradicts_count(place: PlacedFigure, row: MeasureFacts, *, is_claim: bool) -> FigureResult | None:
    """Contradicts a change that is a count's, and another one; None where it need not be.

    With ``is_claim`` its words can only be the measure's. A change right behind the count itself is that count's.
    """
    if row.unit is not Unit.PERCENTAGE or place.figure.shape is not Shape.COUNT or place.figure.value < _FEWEST:
        return None
    if place.is_future or place.about is None:
        return None
    labels = named(place.sentence, row) or [row.previous_period]
    is_dated = bool(LABEL.search(place.sentence) or LAST_YEAR.search(place.sentence))
    for count in _counts(row):
        if count.label not in labels:
            continue
        size = abs(count.now - count.then)
        is_near = abs(place.figure.value - size) * _NEAR <= size
        is_its_own = is_dated and _is_behind(place, count.now)
        if is_its_own or (is_claim and ((is_near and is_dated) or is_slip(place.figure, size))):
            return place.contradicts(_wrong(place, count, row), f"change of the {count.name}")
    return None


def _counts(row: MeasureFacts) -> Iterator[_Count]:
    """The two counts of a percentage, now and in each earlier period."""
    if row.actual is None:
        return
    for label, reading in row.readings.items():
        for name in ("numerator", "denominator"):
            now, then = getattr(row.actual, name), getattr(reading, name)
            if label != row.period and now is not None and then is not None:
                yield _Count(name, label, Fraction(now), Fraction(then))


def _is_behind(place: PlacedFigure, count: Fraction) -> bool:
    """Tells whether the figure before it is that very count: "192,836 calls, 10,439 more than the year before"."""
    ahead = [other for other in place.figures if other.end <= place.figure.start]
    if not ahead or ahead[-1].shape is not Shape.COUNT or ahead[-1].value != count:
        return False
    between = place.sentence[ahead[-1].end : place.figure.start]
    return bool(re.fullmatch(r"[^;.]{0,50},\s+(?:which (?:is|was) |that is )?(?:an? \w+ of |up |down )?", between))


def _wrong(place: PlacedFigure, count: _Count, row: MeasureFacts) -> WordsContradiction:
    return WordsContradiction.of(
        "words-disagree-with-figure",
        place.words,
        source=str(row.actual.cell) if row.actual else "",
        found="count-moved",
        expected="change",
        action="words",
        clause=place.clause.strip(),
        name=count.name,
        before=f"{int(count.then):,}",
        now=f"{int(count.now):,}",
        change=formats.change(count.now - count.then, 0, Unit.NUMBER),
        data=f"{count.then}, {count.now}",
    )
