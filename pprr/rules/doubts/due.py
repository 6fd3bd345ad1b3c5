"""What the register or the agreement expects of a point of the year, and does not find."""

from collections.abc import Iterator

from pprr.domain import Measure, Missing, Query, RuleKind, Rules, Severity, TargetKind


def not_due_though_due(measure: Measure, rules: Rules, portfolio: str) -> Iterator[Query]:
    """A measure without a figure, said not to be due, whose frequency makes this period's figure due now."""
    is_asked = measure.figures.is_due and measure.entry.lag == 0 and measure.entry.rule != RuleKind.SUSPENDED
    if measure.rated.missing is Missing.NOT_DUE and is_asked:
        yield Query(
            Severity.WARNING,
            "due",
            portfolio,
            measure.measure_id,
            f'the cell says "{measure.rated.text}", and the register says that a figure comes {measure.entry.frequency}.',
            "So this period's figure is expected.",
            'Ask the service for it, or write "Not available"; if the register is wrong, correct it.',
            str(measure.rated.cell),
        )


def no_profile(measure: Measure, rules: Rules, portfolio: str) -> Iterator[Query]:
    """A running total within the year that the agreement asks nothing of at this point, so that it has no colour."""
    if (
        measure.target.kind is TargetKind.NO_PROFILE
        and measure.rated.value is not None
        and measure.entry.rule == RuleKind.TOLERANCE
    ):
        yield Query(
            Severity.WARNING,
            "no profiled target",
            portfolio,
            measure.measure_id,
            f"{measure.rated.text} is a running total, and the agreement has no target for this point of the year.",
            "So it is not rated. A running total is expected to have q1, q2 and q3.",
            "Add them in targets.csv, or leave it unrated and accept this.",
            str(measure.rated.cell),
        )
