"""Figures as extracts hold them, and the targets that they are held against."""

from decimal import Decimal
from functools import partial

from pprr.domain import Reading, Target, TargetKind, Unit


def figure(
    text: str,
    decimals: int | None = None,
    *,
    unit: Unit,
    scale: int = 1,
    of: tuple[int, int] | None = None,
    period: str = "",
) -> Reading:
    """A figure with as many decimals as it is written with, where they are not given; ``of`` are its two counts."""
    value = Decimal(text)
    numerator, denominator = (Decimal(count) for count in of) if of else (None, None)
    places = max(0, -int(value.as_tuple().exponent)) if decimals is None else decimals
    return Reading(unit, value, places, scale, numerator, denominator, figure_period=period)


number = partial(figure, unit=Unit.NUMBER)
percentage = partial(figure, unit=Unit.PERCENTAGE)


def target(aim: Reading, *, floor: Reading | None = None, upper: Reading | None = None) -> Target:
    """A target with a value, or with the two ends of a band."""
    return Target(TargetKind.VALUE, aim, floor, upper)
