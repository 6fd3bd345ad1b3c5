"""Status: performance against target, Red, Amber or Green.

The printed report gives the words ("on track or above target", "below target", "significantly below target") and no
numbers; the margin between Amber and Red is the year's rule, or the measure's own.
"""

from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from pprr.model import Polarity, Reading, Rules, Status, Target, TargetKind, Tolerance
from pprr.model.table import rows


@dataclass(frozen=True)
class Rating:
    """A status, or none; the words that stand for it on a page; why; and whether rounding decides it."""

    status: Status | None
    words: str
    reason: str
    is_on_edge: bool = False


def add_status(measures: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """The measures with ``status`` (a Status or None), ``status_words``, ``status_reason`` and ``is_on_edge``.

    ``measures`` has one row per measure, with ``actual`` (Reading), ``target`` (Target), ``good_performance``
    (Polarity or None) and ``tolerance`` (the measure's own, or None where the year's holds).
    """
    ratings = [
        rate(
            row.actual,
            row.target,
            good=row.good_performance,
            amber_within=row.tolerance or rules.status.amber_within,
        )
        for row in rows(measures)
    ]
    return measures.assign(
        status=pd.Series([rating.status for rating in ratings], index=measures.index, dtype=object),
        status_words=[rating.words for rating in ratings],
        status_reason=[rating.reason for rating in ratings],
        is_on_edge=[rating.is_on_edge for rating in ratings],
    )


def rate(actual: Reading, target: Target, *, good: Polarity | None, amber_within: Tolerance) -> Rating:
    """The rating of one figure, compared as printed: an actual shown as 34% is on a target of 34%.

    A missing figure's kind wins over the target's kind, as printed reports have it ("Not Available" beside the target
    "Aim to maximise"). A figure for another period than the report's is shown and not rated.
    """
    if actual.missing:
        return Rating(None, actual.missing, "There is no figure for this period.")
    if actual.figure_period:
        return Rating(None, "Not rated", f"The latest figure is for {actual.figure_period}.")
    if target.reading is None:
        return Rating(None, target.kind, "No status without a figure to meet.")
    if good is None:
        return Rating(None, "Not rated", "The register does not say whether high or low is good.")
    aim = target.reading.exact
    printed, exact = actual.printed, actual.exact
    if aim is None or printed is None or exact is None:
        raise ValueError("a rated figure and its target have values")
    status = _colour(Fraction(printed), aim, good, amber_within)
    is_on_edge = _colour(exact, aim, good, amber_within) is not status
    margin = amber_within.words("the target")
    reason = {
        Status.GREEN: "On track or better than target.",
        Status.AMBER: f"Short of the target by no more than {margin}.",
        Status.RED: f"Short of the target by more than {margin}.",
    }[status]
    if status is Status.RED and aim == 0 and amber_within.is_relative:
        reason = "The target is 0 and the margin a share of it, so any miss is Red."
    return Rating(status, status, reason, is_on_edge)


def is_zero_target(target: Target, amber_within: Tolerance) -> bool:
    """Whether the target leaves no room for Amber: it is 0 and the margin is a share of it."""
    return (
        target.kind is TargetKind.VALUE
        and amber_within.is_relative
        and target.reading is not None
        and not (target.reading.value)
    )


def _colour(actual: Fraction, target: Fraction, good: Polarity, amber_within: Tolerance) -> Status:
    shortfall = (target - actual) * good.sign
    if shortfall <= 0:
        return Status.GREEN
    return Status.AMBER if shortfall <= amber_within.of(target) else Status.RED
