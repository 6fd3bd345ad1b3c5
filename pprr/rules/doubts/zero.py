"""Zero where nothing was recorded: 0 is a figure, and no word for a gap."""

from collections.abc import Iterator
from typing import Any

from pprr.domain import Query, Rules, Severity
from pprr.rules.doubts.history import is_plain, past_readings, size, told

_NEAR_ZERO = 10  # a count with a mean of 10 is 0 once in 20,000 periods
_NEAR_ZERO_ONCE = 100  # where there is but one earlier figure, which may itself have been a peak


def share_of_nothing(row: Any, rules: Rules, portfolio: str) -> Iterator[Query]:
    """A percentage of a whole that is 0."""
    if row.actual.value is not None and row.actual.denominator == 0:
        yield Query(
            Severity.WARNING,
            "share of nothing",
            portfolio,
            row.measure_id,
            f"the cell says {row.actual.text}, and a share of 0 is no figure.",
            "A percentage is expected to have a whole to be a share of.",
            'If there was nothing to count, write "Not applicable"; if nothing was recorded, "Not available".',
            str(row.actual.cell),
        )


def nothing_recorded(row: Any, rules: Rules, portfolio: str) -> Iterator[Query]:
    """A 0 where all earlier figures are far from it."""
    past = past_readings(row)
    is_zero = is_plain(row.actual) and row.actual.value == 0 and row.actual.denominator != 0
    near = _NEAR_ZERO if len(past) > 1 else _NEAR_ZERO_ONCE
    if not is_zero or not past or min(size(reading) for reading in past) < near:
        return
    yield Query(
        Severity.WARNING,
        "zero",
        portfolio,
        row.measure_id,
        f"the figure is {row.actual.text}, and its earlier ones are {told(past)}.",
        "A 0 is expected to have been counted, and not to stand for a gap.",
        'Ask the service; if nothing was recorded, write "Not available".',
        str(row.actual.cell),
    )
