"""Statuses that hang by a thread: on rounding, or on one case."""

from collections.abc import Iterator
from typing import Any

from pprr.domain import Query, Rules, Severity


def on_the_edge(row: Any, rules: Rules, portfolio: str) -> Iterator[Query]:
    """A status that the unrounded figure would not have."""
    if row.is_on_edge:
        yield Query(
            Severity.NOTE,
            "on the edge",
            portfolio,
            row.measure_id,
            f"{row.status_words} rests on the rounding of {row.actual.text}: unrounded, the status is another.",
            "The status follows the figure as printed.",
            "Say so in the commentary if it matters.",
            str(row.actual.cell),
        )


def on_one_case(row: Any, rules: Rules, portfolio: str) -> Iterator[Query]:
    """A status that one case more or fewer would change."""
    if row.one_case:
        yield Query(
            Severity.NOTE,
            "small numbers",
            portfolio,
            row.measure_id,
            f"{row.actual.text} is {row.status_words}, and {row.one_case}.",
            "A status is expected to say more than one case can.",
            "Say in the commentary how few cases there are.",
            str(row.actual.cell),
        )
