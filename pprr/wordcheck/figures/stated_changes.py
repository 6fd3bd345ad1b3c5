"""Holds a change against the two figures that the sentence itself puts beside it: "by 5.5 points, from 87% to 93%"."""

from fractions import Fraction

from pprr.wordcheck.figures.matching import fits
from pprr.wordcheck.lexicon import section
from pprr.wordcheck.outcomes import FigureOutcome, FigureResult, WordsContradiction
from pprr.wordcheck.parse.numbers import Shape
from pprr.wordcheck.parse.phrasing import Sense
from pprr.wordcheck.parse.placed_figure import Tied

_STATED_CHANGES = section("stated_changes")


def tie_by_its_ends(tied: list[Tied], number: int) -> FigureResult | None:
    """Ties an untied change with its own two ends behind it, both the data's; None where it has none."""
    place, one = tied[number]
    ends = tied[number + 1 : number + 3]
    if one.outcome is not FigureOutcome.NOT_TIED or place.phrasing.sense is not Sense.CHANGE or len(ends) != 2:
        return None
    (then, first), (now, second) = ends
    if not first.outcome is second.outcome is FigureOutcome.AGREES or then.figure.shape is not now.figure.shape:
        return None
    if not _STATED_CHANGES.begun.fullmatch(place.between(then)) or not _STATED_CHANGES.to.fullmatch(then.between(now)):
        return None
    size = abs(now.figure.value - then.figure.value)
    is_points = place.figure.shape is Shape.POINTS and then.figure.shape is Shape.PERCENT
    if not is_points and not place.figure.shape is then.figure.shape is Shape.COUNT:
        return None
    if fits(place.figure, place.phrasing.hedge, Fraction(size)):
        return place.agrees("change between its two ends")
    contradiction = WordsContradiction.of(
        "words-disagree-with-figure",
        place.words,
        found="ends",
        expected="change",
        action="words",
        before=then.words,
        now=now.words,
        data=f"{then.words}, {now.words}",
    )
    return place.contradicts(contradiction, "change between its two ends")
