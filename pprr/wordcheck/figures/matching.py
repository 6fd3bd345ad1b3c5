"""Tells whether a value can be what a figure in words says, exactly or roughly."""

import operator
from fractions import Fraction

from pprr.domain import Unit
from pprr.wordcheck.parse.numbers import Figure, Shape, to_step

_NEAR = Fraction(1, 20)  # of the figure: "around 8,000" may be 7,600
_NEAR_POINTS = Fraction(2)
_BOUNDS = {"over": operator.gt, "under": operator.lt, "at least": operator.ge, "at most": operator.le}


def fits(figure: Figure, hedge: str, *values: Fraction) -> bool:
    """Tells whether one of the values could be written as the figure.

    ``values`` are a value before rounding and as printed: either may be rounded on. A number of thousands that ends on
    zeros may be rounded to these.
    """
    return any(_fits(figure, hedge, abs(value)) for value in values)


def _fits(figure: Figure, hedge: str, value: Fraction) -> bool:
    stated = figure.value
    if not hedge:
        return figure.could_be(value) or _is_rounded_on(figure, value) or _is_one_in(figure, value)
    if hedge in _BOUNDS:
        return bool(_BOUNDS[hedge](value, stated))
    near = _NEAR_POINTS if figure.shape in (Shape.PERCENT, Shape.POINTS) and stated > 10 else abs(stated) * _NEAR
    step = figure.step / 2 if figure.step > 1 else figure.step  # "eight in ten" may be 75% to 85%
    near = max(near, step if figure.shape is not Shape.COUNT else _last_place(figure) / 2)
    if hedge == "about" and figure.could_be(value):
        return True
    return {
        "about": abs(value - stated) <= near,
        "nearly": stated - 2 * near <= value < stated,
        "just over": stated < value <= stated + 2 * near,
    }[hedge]


def _is_rounded_on(figure: Figure, value: Fraction) -> bool:
    """Tells whether ``8,000`` is meant for 8,032: a count of thousands whose last digits are zeros."""
    if figure.shape is not Shape.COUNT or figure.value < 1000:
        return False
    place = _last_place(figure)
    return place >= 100 and to_step(value, place) == figure.value


def _is_one_in(figure: Figure, value: Fraction) -> bool:
    """Tells whether ``one in eight`` is meant for 12.7%: as many as one in that many, rounded."""
    if figure.shape is not Shape.PERCENT or figure.step <= 1 or not figure.value or not value:
        return False
    every = 100 / figure.value
    if every.denominator != 1:  # "two in three"
        return abs(value - figure.value) <= figure.step / 2
    return to_step(100 / value, Fraction(1)) == every


def _last_place(figure: Figure) -> Fraction:
    """The worth of one of the last digit that is no zero."""
    place = figure.step
    while figure.value and figure.value % (place * 10) == 0 and place < figure.value:
        place *= 10
    return place


def is_slip(figure: Figure, value: Fraction) -> bool:
    """Tells whether the figure is the value, of four digits or more, with a digit wrong or its digits out of order."""
    if figure.step != 1 or value.denominator != 1:
        return False
    stated, meant = str(figure.value.numerator), str(abs(value.numerator))
    if len(meant) < 4 or stated == meant:
        return False
    if len(stated) != len(meant):
        longer, shorter = (stated, meant) if len(stated) > len(meant) else (meant, stated)
        return len(longer) == len(shorter) + 1 and any(
            longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer))
        )
    apart = [place for place, pair in enumerate(zip(stated, meant, strict=True)) if pair[0] != pair[1]]
    if len(apart) == 1:
        return True
    return sorted(stated) == sorted(meant)


def is_turned(figure: Figure, value: Fraction) -> bool:
    """Tells whether the figure is the value with its digits out of order: 39.0% for 93.0%, 53 for 35."""
    stated, meant = _digits(figure.value / figure.step), _digits(abs(value) / figure.step)
    return stated != meant and len(stated) > 1 and sorted(stated) == sorted(meant)


def is_digit_slip(figure: Figure, value: Fraction) -> bool:
    """Tells whether the figure is the value with one digit wrong or its digits out of order, at the figure's step."""
    stated, meant = _digits(figure.value / figure.step), _digits(to_step(abs(value), figure.step) / figure.step)
    apart = sum(one != other for one, other in zip(stated, meant, strict=False))
    return len(stated) == len(meant) > 2 and (apart == 1 or (apart > 0 and sorted(stated) == sorted(meant)))


def is_of_other_size(figure: Figure, value: Fraction) -> bool:
    """Tells whether the figure is the value ten, a hundred or more times over or under: £32m for £32,000."""
    stated, meant = _digits(figure.value).rstrip("0"), _digits(abs(value)).rstrip("0")
    return stated == meant and figure.value != abs(value) and len(stated) > 1


def _digits(value: Fraction) -> str:
    """The digits of a whole number; none of a broken one."""
    return str(value.numerator) if value.denominator == 1 else ""


def is_like(figure: Figure, unit: Unit) -> bool:
    """Tells whether a figure so written can be one of that unit."""
    if unit is Unit.PERCENTAGE:
        return figure.shape in (Shape.PERCENT, Shape.SHARE)
    return figure.shape is Shape.COUNT
