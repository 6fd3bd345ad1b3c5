"""A status that stood in the cell beside the figure, and is not the one that the year's rules give."""

from collections.abc import Iterator
from typing import Any

from pprr.domain import Query, Rules, Severity


def given_otherwise(row: Any, rules: Rules, portfolio: str) -> Iterator[Query]:
    """A status of the sender's own that the page does not print: one of the two is wrong."""
    given = row.actual.given
    if given is not None and given is not row.status:
        yield Query(
            Severity.WARNING,
            "status in the cell differs",
            portfolio,
            row.measure_id,
            f'the cell says "{row.actual.text}", which is {given}; by the rules of the year it is {row.status_words}.',
            "The page prints the status that follows from figure, target and rule.",
            "Ask the service by which target or margin it is rated, and correct the one that is wrong.",
            str(row.actual.cell),
        )
