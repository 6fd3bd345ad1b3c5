"""What the register or the agreement expects of a point of the year, and does not find."""

from collections.abc import Iterator
from typing import Any

from pprr.domain import Missing, Query, RuleKind, Rules, Severity, TargetKind


def not_due_though_due(row: Any, rules: Rules, portfolio: str) -> Iterator[Query]:
    """A measure without a figure, said not to be due, whose frequency makes this period's figure due now."""
    is_asked = row.is_due and row.lag == 0 and row.rule != RuleKind.SUSPENDED
    if row.actual.missing is Missing.NOT_DUE and is_asked:
        yield Query(
            Severity.WARNING,
            "due",
            portfolio,
            row.measure_id,
            f'the cell says "{row.actual.text}", and the register says that a figure comes {row.frequency}.',
            "So this period's figure is expected.",
            'Ask the service for it, or write "Not available"; if the register is wrong, correct it.',
            str(row.actual.cell),
        )


def no_profile(row: Any, rules: Rules, portfolio: str) -> Iterator[Query]:
    """A running total within the year that the agreement asks nothing of at this point, so that it has no colour."""
    if row.target.kind is TargetKind.NO_PROFILE and row.actual.value is not None and row.rule == RuleKind.TOLERANCE:
        yield Query(
            Severity.WARNING,
            "no profiled target",
            portfolio,
            row.measure_id,
            f"{row.actual.text} is a running total, and the agreement has no target for this point of the year.",
            "So it is not rated. A running total is expected to have q1, q2 and q3.",
            "Add them in targets.csv, or leave it unrated and accept this.",
            str(row.actual.cell),
        )
