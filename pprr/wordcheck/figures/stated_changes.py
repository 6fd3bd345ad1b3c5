"""Holds a change against the two figures that the sentence itself puts beside it: "by 5.5 points, from 87% to 93%"."""

import re
from fractions import Fraction

from pprr.wordcheck.figures.matching import fits
from pprr.wordcheck.outcomes import Outcome, Told, Wrong
from pprr.wordcheck.parse.numbers import Shape
from pprr.wordcheck.parse.phrasing import Role
from pprr.wordcheck.parse.placed_figure import Place

_FROM = re.compile(r"\s*,?\s+from\s+", re.IGNORECASE)
_TO = re.compile(r"(?:\s*\(?(?:in|last year|the year before|this year|for|20\d\d/\d\d)\)?)*,?\s+to\s+", re.IGNORECASE)


def tie_by_its_ends(told: list[tuple[Place, Told]], number: int) -> Told | None:
    """What becomes of an untied change with its own two ends behind it, both the data's; None where it has none."""
    place, one = told[number]
    ends = told[number + 1 : number + 3]
    if one.outcome is not Outcome.NOT_TIED or place.said.role is not Role.CHANGE or len(ends) != 2:
        return None
    (then, first), (now, second) = ends
    if not first.outcome is second.outcome is Outcome.AGREES or then.figure.shape is not now.figure.shape:
        return None
    if not _FROM.fullmatch(place.between(then)) or not _TO.fullmatch(then.between(now)):
        return None
    size = abs(now.figure.value - then.figure.value)
    is_points = place.figure.shape is Shape.POINTS and then.figure.shape is Shape.PERCENT
    if not is_points and not place.figure.shape is then.figure.shape is Shape.COUNT:
        return None
    if fits(place.figure, place.said.hedge, Fraction(size)):
        return place.agrees("change between its two ends")
    wrong = Wrong(
        f'the words say "{place.words}"; from {then.words} to {now.words} it is another change.',
        "A change is expected to be that between the two figures.",
        words=place.words,
    )
    return place.contradicts(wrong, "change between its two ends")
