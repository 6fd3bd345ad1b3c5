"""Whether a value can be what a figure in words says, exactly or roughly."""

from fractions import Fraction

from pprr.domain import Unit
from pprr.wordcheck.parse.numbers import Figure, Shape, to_step

_NEAR = Fraction(1, 20)  # of the figure: "around 8,000" may be 7,600
_NEAR_POINTS = Fraction(2)


def fits(figure: Figure, hedge: str, *values: Fraction) -> bool:
    """Whether one of the values could be written as the figure.

    ``values`` are a value before rounding and as printed: either may be rounded on. A number of thousands that ends on
    zeros may be rounded to these.
    """
    return any(_fits(figure, hedge, abs(value)) for value in values)


def _fits(figure: Figure, hedge: str, value: Fraction) -> bool:
    said = figure.value
    if not hedge:
        return figure.could_be(value) or _is_rounded_on(figure, value) or _is_one_in(figure, value)
    near = _NEAR_POINTS if figure.shape in (Shape.PERCENT, Shape.POINTS) and said > 10 else abs(said) * _NEAR
    step = figure.step / 2 if figure.step > 1 else figure.step  # "eight in ten" may be 75% to 85%
    near = max(near, step if figure.shape is not Shape.COUNT else _last_place(figure) / 2)
    if hedge == "about" and figure.could_be(value):
        return True
    return {
        "about": abs(value - said) <= near,
        "nearly": said - 2 * near <= value < said,
        "over": value > said,
        "under": value < said,
        "at least": value >= said,
        "at most": value <= said,
    }[hedge]


def _is_rounded_on(figure: Figure, value: Fraction) -> bool:
    """Whether ``8,000`` is meant for 8,032: a count of thousands whose last digits are zeros."""
    place = _last_place(figure)
    if figure.shape is not Shape.COUNT or figure.value < 1000 or place < 100:
        return False
    return to_step(value, place) == figure.value


def _is_one_in(figure: Figure, value: Fraction) -> bool:
    """Whether ``one in eight`` is meant for 12.7%: as many as one in that many, rounded."""
    if figure.shape is not Shape.PERCENT or figure.step <= 1 or not figure.value or not value:
        return False
    every = 100 / figure.value
    if every.denominator != 1:  # "two in three"
        return abs(value - figure.value) <= figure.step / 2
    return to_step(100 / value, Fraction(1)) == every


def _last_place(figure: Figure) -> Fraction:
    """What one of the last digit that is no zero is worth."""
    place = figure.step
    while figure.value and figure.value % (place * 10) == 0 and place < figure.value:
        place *= 10
    return place


def is_slip(figure: Figure, value: Fraction) -> bool:
    """Whether the figure is the value with one digit wrong or its digits out of order; one of four digits or more."""
    if figure.step != 1 or value.denominator != 1:
        return False
    said, meant = str(figure.value.numerator), str(abs(value.numerator))
    if len(meant) < 4 or said == meant:
        return False
    if len(said) != len(meant):
        longer, shorter = (said, meant) if len(said) > len(meant) else (meant, said)
        return len(longer) == len(shorter) + 1 and any(
            longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer))
        )
    apart = [place for place, pair in enumerate(zip(said, meant, strict=True)) if pair[0] != pair[1]]
    if len(apart) == 1:
        return True
    return sorted(said) == sorted(meant)


def is_turned(figure: Figure, value: Fraction) -> bool:
    """Whether the figure is the value with its digits out of order: 39.0% for 93.0%, 53 for 35."""
    said, meant = _digits(figure.value / figure.step), _digits(abs(value) / figure.step)
    return said != meant and len(said) > 1 and sorted(said) == sorted(meant)


def is_of_other_size(figure: Figure, value: Fraction) -> bool:
    """Whether the figure is the value ten, a hundred or more times over or under: £32m for £32,000."""
    said, meant = _digits(figure.value).rstrip("0"), _digits(abs(value)).rstrip("0")
    return said == meant and figure.value != abs(value) and len(said) > 1


def _digits(value: Fraction) -> str:
    """The digits of a whole number; none of a broken one."""
    return str(value.numerator) if value.denominator == 1 else ""


def is_like(figure: Figure, unit: Unit) -> bool:
    """Whether a figure so written can be one of that unit."""
    if unit is Unit.PERCENTAGE:
        return figure.shape in (Shape.PERCENT, Shape.SHARE)
    return figure.shape is Shape.COUNT
