"""The figures that a measure's own past gives to hold a new one against."""

from collections.abc import Iterable
from decimal import Decimal

from pprr.domain import Measure, Point, Reading
from pprr.rules.rating import is_zero_target

_POINTS = {Point.Q1, Point.Q2, Point.Q3}  # which columns of profiles are called by


def past_readings(measure: Measure) -> tuple[Reading, ...]:
    """The plain figures of earlier periods that are like this one's: bounds and figures of other periods are not."""
    return tuple(
        reading for _, reading in measure.figures.comparable if reading is not measure.rated and is_plain(reading)
    )


def is_plain(reading: Reading | None) -> bool:
    """Tells whether there is a figure, exact and of its column's own period."""
    return reading is not None and reading.value is not None and not reading.figure_period and not reading.comparator


def is_profile_of_zero(measure: Measure) -> bool:
    """Tells whether nothing is asked of a running total yet, of which the year's target asks something."""
    aim = measure.target.reading
    return is_zero_target(measure.asked) and aim is not None and aim.cell.column.casefold()[:2] in _POINTS


def size(reading: Reading) -> Decimal:
    """The steps of chance that a figure stands above 0: the cases counted, else the last places that are printed."""
    if reading.numerator is not None:
        return abs(reading.numerator)
    return abs(reading.value or Decimal(0)).scaleb(reading.decimals)


def told(readings: Iterable[Reading]) -> str:
    """The figures as their sources have them: ``84.0%, 85.5%``."""
    return "; ".join(reading.text for reading in readings)
