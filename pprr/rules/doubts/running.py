"""Running totals that do not run: one that falls within the year, and one that stands still."""

from collections.abc import Iterator
from typing import NamedTuple

from pprr.domain import Kind, Mark, Measure, Point, Query, Reading, Rules, Unit, query
from pprr.rules.doubts.history import is_plain, size
from pprr.rules.doubts.repeated import is_telling

_SOON = 10  # a quarter that brings so many, and then none, is no chance


class _Step(NamedTuple):
    """A running total, and what it was at an earlier point of the year."""

    now: Reading
    before: Reading
    label: str
    quarters: int


def total_falls(measure: Measure, rules: Rules, portfolio: str) -> Iterator[Query]:
    """A running total that is less than it was before: often a quarter's own figure in its place."""
    step = _step(measure)
    if step and step.now.mark is not Mark.REVISED and (step.now.printed or 0) < (step.before.printed or 0):
        yield query(
            "running-total-falls",
            portfolio,
            measure.measure_id,
            step.now.cell,
            figure=step.now.text,
            before=step.before.text,
            period=step.label,
        )


def total_stands_still(measure: Measure, rules: Rules, portfolio: str) -> Iterator[Query]:
    """A running total to which a whole quarter has added nothing, where the quarters before brought many."""
    step = _step(measure)
    is_queried = measure.figures.earlier is not None and is_telling(measure)  # as a figure of many digits
    if is_queried or step is None:
        return
    if step.now.printed == step.before.printed and size(step.before) >= _SOON * step.quarters:
        yield query(
            "running-total-stands-still",
            portfolio,
            measure.measure_id,
            step.now.cell,
            figure=step.now.text,
            before=step.before.text,
            period=step.label,
        )


def _step(measure: Measure) -> _Step | None:
    """The total and the one before it, where both are plain counts of one year; a share may well fall."""
    now, earlier = measure.rated, measure.figures.before
    if measure.entry.kind is not Kind.CUMULATIVE or earlier is None or now.unit is not Unit.NUMBER:
        return None
    period, before = earlier
    if not is_plain(now) or not is_plain(before):
        return None
    return _Step(now, before, period.label, list(Point).index(period.point) + 1)
