"""A status that stood in the cell beside the figure, and is not the one that the year's rules give."""

from collections.abc import Iterator

from pprr.domain import Measure, Query, Rules, query


def given_otherwise(measure: Measure, rules: Rules, portfolio: str) -> Iterator[Query]:
    """A status of the sender's own that the page does not print: one of the two is wrong."""
    given = measure.rated.given
    if given is not None and given is not measure.status:
        yield query(
            "status-in-the-cell-differs",
            portfolio,
            measure.measure_id,
            measure.rated.cell,
            text=measure.rated.text,
            given=str(given),
            status=str(measure.status or ""),
            words=measure.rating.words,
        )
