"""Statuses that hang by a thread: on rounding, or on one case."""

from collections.abc import Iterator

from pprr.domain import Measure, Query, Rules, query


def on_the_edge(measure: Measure, rules: Rules, portfolio: str) -> Iterator[Query]:
    """A status that the unrounded figure would not have."""
    if measure.rating.is_on_edge:
        yield query(
            "on-the-edge",
            portfolio,
            measure.measure_id,
            measure.rated.cell,
            status=measure.rating.words,
            figure=measure.rated.text,
        )


def on_one_case(measure: Measure, rules: Rules, portfolio: str) -> Iterator[Query]:
    """A status that one case more or fewer would change."""
    if measure.one_case:
        yield query(
            "small-numbers",
            portfolio,
            measure.measure_id,
            measure.rated.cell,
            figure=measure.rated.text,
            status=measure.rating.words,
            one_case=measure.one_case,
        )
