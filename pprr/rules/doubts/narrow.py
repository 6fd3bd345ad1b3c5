"""Statuses that hang by a thread: on rounding, or on one case."""

from collections.abc import Iterator

from pprr.domain import Measure, Query, Rules, Severity


def on_the_edge(measure: Measure, rules: Rules, portfolio: str) -> Iterator[Query]:
    """A status that the unrounded figure would not have."""
    if measure.rating.is_on_edge:
        yield Query(
            Severity.NOTE,
            "on the edge",
            portfolio,
            measure.measure_id,
            f"{measure.rating.words} rests on the rounding of {measure.rated.text}: unrounded, the status is another.",
            "The status follows the figure as printed.",
            "Say so in the commentary if it matters.",
            str(measure.rated.cell),
        )


def on_one_case(measure: Measure, rules: Rules, portfolio: str) -> Iterator[Query]:
    """A status that one case more or fewer would change."""
    if measure.one_case:
        yield Query(
            Severity.NOTE,
            "small numbers",
            portfolio,
            measure.measure_id,
            f"{measure.rated.text} is {measure.rating.words}, and {measure.one_case}.",
            "A status is expected to say more than one case can.",
            "Say in the commentary how few cases there are.",
            str(measure.rated.cell),
        )
