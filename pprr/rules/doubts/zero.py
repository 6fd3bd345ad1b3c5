"""Zero where nothing was recorded: 0 is a figure, and no word for a gap."""

from collections.abc import Iterator

from pprr.domain import Kind, Measure, Query, Reading, Rules, query
from pprr.rules.doubts.history import is_plain, is_profile_of_zero, past_readings, size, told

_NEAR_ZERO = 10  # a count with a mean of 10 is 0 once in 20,000 periods
_NEAR_ZERO_ONCE = 100  # where there is but one earlier figure, which may itself have been a peak; or a whole year's


def share_of_nothing(measure: Measure, rules: Rules, portfolio: str) -> Iterator[Query]:
    """A percentage of a whole that is 0."""
    if measure.rated.value is not None and measure.rated.denominator == 0:
        yield query("share-of-nothing", portfolio, measure.measure_id, measure.rated.cell, figure=measure.rated.text)


def nothing_recorded(measure: Measure, rules: Rules, portfolio: str) -> Iterator[Query]:
    """A 0 where all earlier figures are far from it."""
    past = past_readings(measure) or _of_the_year(measure)
    is_zero = is_plain(measure.rated) and measure.rated.value == 0 and measure.rated.denominator != 0
    near = _NEAR_ZERO if len(past) > 1 else _NEAR_ZERO_ONCE
    if not is_zero or not past or is_profile_of_zero(measure) or min(size(reading) for reading in past) < near:
        return
    yield query("zero", portfolio, measure.measure_id, measure.rated.cell, figure=measure.rated.text, past=told(past))


def _of_the_year(measure: Measure) -> tuple[Reading, ...]:
    """The figure of the whole year before, which a part of a year is not like, but for a 0."""
    year = measure.figures.last_year
    is_part = measure.entry.kind in (Kind.QUARTER, Kind.CUMULATIVE) and not measure.figures.rated_of.is_annual
    return (year,) if year is not None and is_plain(year) and is_part else ()
