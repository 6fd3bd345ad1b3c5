"""What the register or the agreement expects of a point of the year, and does not find."""

from collections.abc import Iterator
from typing import Any

from pprr.domain import Missing, Query, RuleKind, Rules, TargetKind, query


def not_due_though_due(row: Any, rules: Rules, portfolio: str) -> Iterator[Query]:
    """A measure without a figure, said not to be due, whose frequency makes this period's figure due now."""
    is_asked = row.is_due and row.lag == 0 and row.rule != RuleKind.SUSPENDED
    if row.actual.missing is Missing.NOT_DUE and is_asked:
        yield query(
            "due",
            portfolio,
            row.measure_id,
            row.actual.cell,
            text=row.actual.text,
            frequency=str(row.frequency),
        )


def no_profile(row: Any, rules: Rules, portfolio: str) -> Iterator[Query]:
    """A running total within the year that the agreement asks nothing of at this point, so that it has no colour."""
    if row.target.kind is TargetKind.NO_PROFILE and row.actual.value is not None and row.rule == RuleKind.TOLERANCE:
        yield query("no-profiled-target", portfolio, row.measure_id, row.actual.cell, figure=row.actual.text)
