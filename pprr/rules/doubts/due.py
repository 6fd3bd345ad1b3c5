"""Figures that the register says are due, and the extract says are not."""

from collections.abc import Iterator
from typing import Any

from pprr.model import Missing, Query, RuleKind, Rules, Severity


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
