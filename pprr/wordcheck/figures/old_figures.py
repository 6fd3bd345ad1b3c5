"""Finds last year's figure that is given as this year's: "We helped 2,021 people this year"."""

import re
from fractions import Fraction

from pprr.domain import Reading, Rules
from pprr.wordcheck.facts import Row
from pprr.wordcheck.figures.levels import Disagreement, is_plain, wrong_level
from pprr.wordcheck.figures.matching import fits, is_like
from pprr.wordcheck.outcomes import Told
from pprr.wordcheck.parse.mentions import Topic, strangers
from pprr.wordcheck.parse.named_periods import LABEL, LAST_YEAR, TWO_YEARS_AGO
from pprr.wordcheck.parse.numbers import Shape
from pprr.wordcheck.parse.phrasing import Role
from pprr.wordcheck.parse.placed_figure import Place

_CHANCE = 1000  # a smaller count may be equal by chance
_THIS_YEAR = re.compile(r"\bthis year\b|\b(?:in|over|during) the year\b(?! (?:to|before)\b)", re.IGNORECASE)
# With any of these the figure may be the one that this year's is compared with.
_COMPARED = re.compile(
    r"\b(?:from|than|compar\w+|after|since|against(?! (?:a|an|the|our|its) (?:\w+ )?target)|previous\w*"
    r"|earlier|before|then"
    r"|was once|used to|had been|having|began|start\w*|up|down|ris\w+|rose|fell|fall\w*|gr[eo]w\w*|improv\w+"
    r"|last|past)\b",
    re.IGNORECASE,
)


def tie_old_figure(place: Place, row: Row, rules: Rules) -> Told | None:
    """What becomes of a figure that is the year before's, in a sentence of this year alone; None where it is no such.

    The sentence names the report's period and no other, compares nothing and does not have this year's figure.
    """
    before, actual = row.readings.get(row.previous_period), row.actual
    if before is None or actual is None or not is_plain(before) or not is_plain(actual):
        return None
    is_level = place.said.role is Role.LEVEL and not place.said.hedge and not place.is_future
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


def _is_of_this_year_alone(sentence: str, row: Row) -> bool:
    labels = set(LABEL.findall(sentence))
    if labels - {row.period} or LAST_YEAR.search(sentence) or TWO_YEARS_AGO.search(sentence):
        return False
    return bool(labels or _THIS_YEAR.search(sentence)) and not _COMPARED.search(sentence)


def _is(place: Place, reading: Reading) -> bool:
    return is_like(place.figure, reading.unit) and fits(place.figure, "", Fraction(reading.printed or 0))


def _equals(value: Fraction, reading: Reading | None) -> bool:
    return reading is not None and reading.printed is not None and value == reading.printed
