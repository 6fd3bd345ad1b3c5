"""Zero where nothing was recorded: 0 is a figure, and no word for a gap."""

from collections.abc import Iterator
from typing import Any

from pprr.domain import Query, Rules, query
from pprr.rules.doubts.history import is_plain, past_readings, size, told

_NEAR_ZERO = 10  # a count with a mean of 10 is 0 once in 20,000 periods
_NEAR_ZERO_ONCE = 100  # where there is but one earlier figure, which may itself have been a peak


def share_of_nothing(row: Any, rules: Rules, portfolio: str) -> Iterator[Query]:
    """A percentage of a whole that is 0."""
    if row.actual.value is not None and row.actual.denominator == 0:
        yield query("share-of-nothing", portfolio, row.measure_id, row.actual.cell, figure=row.actual.text)


def nothing_recorded(row: Any, rules: Rules, portfolio: str) -> Iterator[Query]:
    """A 0 where all earlier figures are far from it."""
    past = past_readings(row)
    is_zero = is_plain(row.actual) and row.actual.value == 0 and row.actual.denominator != 0
    near = _NEAR_ZERO if len(past) > 1 else _NEAR_ZERO_ONCE
    if not is_zero or not past or min(size(reading) for reading in past) < near:
        return
    yield query("zero", portfolio, row.measure_id, row.actual.cell, figure=row.actual.text, past=told(past))
