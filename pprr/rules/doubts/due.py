"""Figures and targets that the register or the agreement expects of a point of the year, and does not find."""

from collections.abc import Iterator

from pprr.domain import Measure, Missing, Query, RuleKind, Rules, TargetKind, query


def not_due_though_due(measure: Measure, rules: Rules, portfolio: str) -> Iterator[Query]:
    """A measure without a figure, said not to be due, whose frequency makes this period's figure due now."""
    is_asked = measure.figures.is_due and measure.entry.lag == 0 and measure.entry.rule is not RuleKind.SUSPENDED
    if measure.rated.missing is Missing.NOT_DUE and is_asked:
        yield query(
            "due",
            portfolio,
            measure.measure_id,
            measure.rated.cell,
            text=measure.rated.text,
            frequency=str(measure.entry.frequency),
        )


def no_profile(measure: Measure, rules: Rules, portfolio: str) -> Iterator[Query]:
    """A running total within the year that the agreement asks nothing of at this point, so that it has no colour."""
    if (
        measure.target.kind is TargetKind.NO_PROFILE
        and measure.rated.value is not None
        and measure.entry.rule == RuleKind.TOLERANCE
    ):
        yield query("no-profiled-target", portfolio, measure.measure_id, measure.rated.cell, figure=measure.rated.text)
