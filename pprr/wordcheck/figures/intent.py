"""Tells whether a figure that is not the row's can only have been meant as the row's, or agrees by chance."""

from fractions import Fraction

from pprr.domain import Reading
from pprr.wordcheck.facts import MeasureFacts
from pprr.wordcheck.figures.levels import is_count_slip
from pprr.wordcheck.figures.matching import is_slip, is_turned
from pprr.wordcheck.lexicon import section
from pprr.wordcheck.parse.figure_periods import About
from pprr.wordcheck.parse.mentions import Topic, strangers
from pprr.wordcheck.parse.numbers import Figure, Shape
from pprr.wordcheck.parse.placed_figure import PlacedFigure

_NEAR = Fraction(3, 10)  # of the row's own: a figure further from it is about something else
_INTENT = section("intent")


def is_idle(place: PlacedFigure, row: MeasureFacts, reading: Reading) -> bool:
    """Tells whether a bound holds by chance: "over 65" is no word about 8,032 people."""
    if not place.phrasing.hedge or place.figure.share is not None or reading.printed is None:
        return False
    value = Fraction(reading.printed)
    is_far = abs(place.figure.value - value) > abs(value) * _NEAR
    return place.topic(row.name) is Topic.OTHER or (is_far and place.topic(row.name) is not Topic.SAME)


def is_claim(place: PlacedFigure, row: MeasureFacts, reading: Reading) -> bool:
    """Tells whether a figure that is not the reading's can only have been meant as such."""
    figure, about = place.figure, place.about
    if about is not None and _INTENT.itself.search(place.sentence, 0, figure.start):
        return True
    how = place.topic(row.name)
    if about is not None and reading.printed is not None and is_slip_of(figure, reading, is_same=how is Topic.SAME):
        return True
    if how is Topic.OTHER:
        return figure.shape is Shape.SHARE and is_count_slip(figure, reading)
    if figure.shape is Shape.SHARE:
        is_slip_of_it = is_count_slip(figure, reading)
        is_whole = figure.has_percent and _is_whole(figure, reading)
        return is_slip_of_it or how is Topic.SAME or (is_whole and not (row.name and strangers(place.ahead, row.name)))
    if figure.shape is Shape.COUNT and reading.printed is not None:
        value = Fraction(reading.printed)
        is_near = abs(figure.value - value) <= abs(value) * _NEAR
        is_told = about is not About.UNSAID
        return not figure.is_word and ((how is Topic.SAME and (is_near or is_told)) or (is_near and is_told))
    return how is Topic.SAME or about is not About.UNSAID


def is_slip_of(figure: Figure, reading: Reading, *, is_same: bool) -> bool:
    """Tells whether it is the reading with a digit wrong or digits out of order, which is hardly so by chance."""
    value = Fraction(reading.printed or 0)
    if figure.shape is Shape.COUNT:
        return is_slip(figure, value) or (is_same and is_turned(figure, value))
    return figure.shape is Shape.PERCENT and figure.step < 1 and is_turned(figure, value)


def _is_whole(figure: Figure, reading: Reading) -> bool:
    """Tells whether the whole of the part can be the row's: where its counts are known, about as many."""
    if not reading.denominator or figure.whole is None:
        return True
    return abs(figure.whole - Fraction(reading.denominator)) <= Fraction(reading.denominator) * _NEAR
