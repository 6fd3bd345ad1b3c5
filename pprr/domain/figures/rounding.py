"""Rounding as reports print it."""

from decimal import Context, Decimal
from fractions import Fraction

# Enough digits that no figure of a council is cut, whatever context the caller has set.
_CONTEXT = Context(prec=60)


def round_half_up(value: Decimal | Fraction, decimals: int) -> Decimal:
    """The value rounded half away from zero, exactly; a negative zero becomes zero.

    >>> round_half_up(Decimal("34.5"), 0), round_half_up(Decimal("-0.4"), 0), round_half_up(Fraction(-1, 8), 2)
    (Decimal('35'), Decimal('0'), Decimal('-0.13'))
    """
    numerator, denominator = value.as_integer_ratio()
    if decimals < 0:
        denominator *= 10**-decimals
    else:
        numerator *= 10**decimals
    steps = (2 * abs(numerator) + denominator) // (2 * denominator)  # whole numbers: a report rounds thousands of times
    return _CONTEXT.scaleb(Decimal(-steps if numerator < 0 else steps), -decimals)


def rounding_room(addends: int, unit: int) -> int:
    """The most rounding to ``unit`` may move a sum of so many addends from its stated total: floor((n + 1) / 2) units.

    It is 0 where the unit is the smallest there is: such figures are exact.

    >>> rounding_room(2, 100_000), rounding_room(12, 1)
    (100000, 0)
    """
    return 0 if unit <= 1 else (addends + 1) // 2 * unit
