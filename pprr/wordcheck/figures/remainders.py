"""Ties a share to what a measure leaves: late, unanswered, not upheld."""

import re
from fractions import Fraction

from pprr import formats
from pprr.domain import Reading, Unit, round_half_up
from pprr.wordcheck.facts import Row
from pprr.wordcheck.figures.levels import is_plain
from pprr.wordcheck.figures.matching import fits
from pprr.wordcheck.outcomes import Told, Wrong
from pprr.wordcheck.parse.mentions import is_rest
from pprr.wordcheck.parse.numbers import Figure, Shape, to_step
from pprr.wordcheck.parse.phrasing import Role
from pprr.wordcheck.parse.placed_figure import Place

_VERB = re.compile(r"(?: of (?:\w+ ){1,3}?)?\s*\b(?:was|were|is|are|(?:has|have|had) been) (\w+)", re.IGNORECASE)
_FEWEST = 20  # a smaller count is the rest of the row's by chance


def tie_rest(place: Place, row: Row, reading: Reading, label: str) -> Told:
    """What becomes of the share that is the rest of the measure's: late, unanswered, not upheld."""
    rest = 100 - Fraction(reading.printed or 0)
    against = f"rest of the {label} figure"
    if fits(place.figure, place.said.hedge, rest):
        return place.agrees(against)
    if place.is_future or place.figure.is_word or not is_rest(place.sentence, place.figure.end, row.name):
        return place.is_untied
    wrong = Wrong(
        f'the words say "{place.words}" in "{place.clause.strip()}"; the {label} figure is {formats.reading(reading)}, '
        f"and the rest of it {round_half_up(rest, reading.decimals)}%.",
        source=str(reading.cell),
        words=place.words,
    )
    return place.contradicts(wrong, against)


def tie_other_part(place: Place, row: Row, label: str) -> Told | None:
    """That a figure is the other part of the percentage of that period, by whatever words; None where it is not.

    The two parts make the whole: "84 of 445" beside 361 of 445, 18.9% beside 81.1%. What is said by the measure's own
    verb ("63% were upheld") may as well be a slip, so it is only listed.
    """
    reading = row.readings.get(label)
    if row.unit is not Unit.PERCENTAGE or reading is None or not is_plain(reading) or place.said.role is Role.CHANGE:
        return None
    if not _is_rest(place, reading):
        return None
    own = _VERB.match(place.sentence, place.figure.end)
    is_own = own and re.search(rf"\b{own[1]}\b", row.name, re.IGNORECASE)
    return place.is_untied if is_own else place.agrees(f"rest of the {label} figure")


def _is_rest(place: Place, reading: Reading) -> bool:
    figure, value = place.figure, Fraction(reading.printed or 0)
    if figure.shape is Shape.COUNT:
        return not place.said.hedge and figure.value >= _FEWEST and figure.value == _count_of_rest(reading)
    if figure.shape is Shape.SHARE:
        return _is_share_of_rest(figure, reading)
    if figure.shape is not Shape.PERCENT:
        return False
    rest = 100 - value
    if place.said.hedge:  # a bound holds for much: "fewer than one in five" is near the rest, and not the figure
        is_far_nearer = 4 * abs(figure.value - rest) < abs(figure.value - value)
        return is_far_nearer and fits(figure, place.said.hedge, rest)
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
