"""Ties a share to what a measure leaves: late, unanswered, not upheld."""

import re
from fractions import Fraction

from pprr import formats
from pprr.domain import Reading, Unit, round_half_up
from pprr.wordcheck.facts import MeasureFacts
from pprr.wordcheck.figures.levels import is_plain
from pprr.wordcheck.figures.matching import fits
from pprr.wordcheck.lexicon import section
from pprr.wordcheck.outcomes import FigureResult, WordsContradiction
from pprr.wordcheck.parse.mentions import is_rest
from pprr.wordcheck.parse.numbers import Figure, Shape, to_step
from pprr.wordcheck.parse.phrasing import Sense
from pprr.wordcheck.parse.placed_figure import PlacedFigure

_REMAINDERS = section("remainders")
_FEWEST = 20  # a smaller count is the rest of the row's by chance


def tie_rest(place: PlacedFigure, row: MeasureFacts, reading: Reading, label: str) -> FigureResult:
    """Ties the share that is the rest of the measure's: late, unanswered, not upheld."""
    rest = 100 - Fraction(reading.printed or 0)
    against = f"rest of the {label} figure"
    if fits(place.figure, place.phrasing.hedge, rest):
        return place.agrees(against)
    if place.is_future or place.figure.is_word or not is_rest(place.sentence, place.figure.end, row.name):
        return place.not_tied
    contradiction = WordsContradiction.of(
        "words-disagree-with-figure",
        place.words,
        source=str(reading.cell),
        found="rest",
        expected="printed",
        action="words",
        clause=place.clause.strip(),
        period=label,
        figure=formats.reading(reading),
        rest=str(round_half_up(rest, reading.decimals)),
        data=reading.text,
    )
    return place.contradicts(contradiction, against)


def tie_other_part(place: PlacedFigure, row: MeasureFacts, label: str) -> FigureResult | None:
    """Ties the other part of the percentage of that period, by whatever words; None where it is none.

    The two parts make the whole: "84 of 445" beside 361 of 445, 18.9% beside 81.1%. What is said by the measure's own
    verb ("63% were upheld") may as well be a slip, so it is only listed.
    """
    reading = row.readings.get(label)
    if (
        row.unit is not Unit.PERCENTAGE
        or reading is None
        or not is_plain(reading)
        or place.phrasing.sense is Sense.CHANGE
    ):
        return None
    if not _is_rest(place, reading):
        return None
    own = _REMAINDERS.verb.match(place.sentence, place.figure.end)
    is_own = own and re.search(rf"\b{own[1]}\b", row.name, re.IGNORECASE)
    return place.not_tied if is_own else place.agrees(f"rest of the {label} figure")


def _is_rest(place: PlacedFigure, reading: Reading) -> bool:
    figure, value = place.figure, Fraction(reading.printed or 0)
    if figure.shape is Shape.COUNT:
        return not place.phrasing.hedge and figure.value >= _FEWEST and figure.value == _count_of_rest(reading)
    if figure.shape is Shape.SHARE:
        return _is_share_of_rest(figure, reading)
    if figure.shape is not Shape.PERCENT:
        return False
    rest = 100 - value
    if place.phrasing.hedge:  # a bound holds for much: "fewer than one in five" is near the rest, and not the figure
        is_far_nearer = 4 * abs(figure.value - rest) < abs(figure.value - value)
        return is_far_nearer and fits(figure, place.phrasing.hedge, rest)
    exact = 100 - reading.exact if reading.exact is not None else rest
    return fits(figure, "", rest, exact)


def _is_share_of_rest(figure: Figure, reading: Reading) -> bool:
    share = figure.share
    if share is None or (figure.has_percent and to_step(share, figure.step) != figure.value):
        return False
    many = _count_of_rest(reading)
    if many is not None:
        return figure.whole == reading.denominator and figure.part == many
    return round_half_up(100 - share, reading.decimals) == reading.printed


def _count_of_rest(reading: Reading) -> Fraction | None:
    if reading.numerator is None or not reading.denominator:
        return None
    return Fraction(reading.denominator - reading.numerator)
