"""Finds last year's figure that is given as this year's: "We helped 2,021 people this year"."""

from fractions import Fraction

from pprr.domain import Reading, Rules
from pprr.wordcheck.facts import MeasureFacts
from pprr.wordcheck.figures.levels import Disagreement, is_plain, wrong_level
from pprr.wordcheck.figures.matching import fits, is_like
from pprr.wordcheck.lexicon import section
from pprr.wordcheck.outcomes import FigureResult
from pprr.wordcheck.parse.mentions import Topic, strangers
from pprr.wordcheck.parse.named_periods import LABEL, LAST_YEAR, TWO_YEARS_AGO
from pprr.wordcheck.parse.numbers import Shape
from pprr.wordcheck.parse.phrasing import Sense
from pprr.wordcheck.parse.placed_figure import PlacedFigure

_CHANCE = 1000  # a smaller count may be equal by chance
_OLD_FIGURES = section("old_figures")


def tie_old_figure(place: PlacedFigure, row: MeasureFacts, rules: Rules) -> FigureResult | None:
    """Ties a figure that is the year before's, in a sentence of this year alone; None where it is no such.

    The sentence names the report's period and no other, compares nothing and does not have this year's figure.
    """
    before, actual = row.readings.get(row.previous_period), row.actual
    if before is None or actual is None or not is_plain(before) or not is_plain(actual):
        return None
    is_level = place.phrasing.sense is Sense.LEVEL and not place.phrasing.hedge and not place.is_future
    if not is_level or not _is(place, before) or place.figure.is_word:
        return None
    shown = [_equals(other.value, actual) for other in place.figures]
    if any(shown) or _equals(place.figure.value, row.asked.target.reading):
        return None
    if place.figure.shape is Shape.COUNT and place.figure.value < _CHANCE:
        return None
    if not _is_of_this_year_alone(place.sentence, row):
        return None
    if place.topic(row.name) is Topic.OTHER and strangers(place.clause, row.name):
        return None
    problem = Disagreement(place.figure.value)
    return place.contradicts(wrong_level(place, problem, row.period, row, rules), f"{row.period} figure")


def _is_of_this_year_alone(sentence: str, row: MeasureFacts) -> bool:
    labels = set(LABEL.findall(sentence))
    if labels - {row.period} or LAST_YEAR.search(sentence) or TWO_YEARS_AGO.search(sentence):
        return False
    return bool(labels or _OLD_FIGURES.this_year.search(sentence)) and not _OLD_FIGURES.compared.search(sentence)


def _is(place: PlacedFigure, reading: Reading) -> bool:
    return is_like(place.figure, reading.unit) and fits(place.figure, "", Fraction(reading.printed or 0))


def _equals(value: Fraction, reading: Reading | None) -> bool:
    return reading is not None and reading.printed is not None and value == reading.printed
