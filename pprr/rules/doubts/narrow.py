"""Statuses that hang by a thread: on rounding, or on one case."""

from collections.abc import Iterator
from typing import Any

from pprr.domain import Query, Rules, query


def on_the_edge(row: Any, rules: Rules, portfolio: str) -> Iterator[Query]:
    """A status that the unrounded figure would not have."""
    if row.is_on_edge:
        yield query(
            "on-the-edge",
            portfolio,
            row.measure_id,
            row.actual.cell,
            status=row.status_words,
            figure=row.actual.text,
        )


def on_one_case(row: Any, rules: Rules, portfolio: str) -> Iterator[Query]:
    """A status that one case more or fewer would change."""
    if row.one_case:
        yield query(
            "small-numbers",
            portfolio,
            row.measure_id,
            row.actual.cell,
            figure=row.actual.text,
            status=row.status_words,
            one_case=row.one_case,
        )
