"""Ties a share to what a measure leaves: late, unanswered, not upheld."""

from fractions import Fraction

from pprr import formats
from pprr.claims.facts import Row
from pprr.claims.fits import fits
from pprr.claims.outcomes import Told, Wrong
from pprr.claims.place import Place
from pprr.claims.topic import is_rest
from pprr.model import Reading, round_half_up


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
