"""A status that stood in the cell beside the figure, and is not the one that the year's rules give."""

from collections.abc import Iterator
from typing import Any

from pprr.domain import Query, Rules, query


def given_otherwise(row: Any, rules: Rules, portfolio: str) -> Iterator[Query]:
    """A status of the sender's own that the page does not print: one of the two is wrong."""
    given = row.actual.given
    if given is not None and given is not row.status:
        yield query(
            "status-in-the-cell-differs",
            portfolio,
            row.measure_id,
            row.actual.cell,
            text=row.actual.text,
            given=str(given),
            status=str(row.status or ""),
            words=row.status_words,
        )
