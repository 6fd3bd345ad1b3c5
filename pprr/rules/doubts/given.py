"""A status that stood in the cell beside the figure, and is not the one that the year's rules give."""

from collections.abc import Iterator

from pprr.domain import Measure, Query, Rules, Severity


def given_otherwise(measure: Measure, rules: Rules, portfolio: str) -> Iterator[Query]:
    """A status of the sender's own that the page does not print: one of the two is wrong."""
    given = measure.rated.given
    if given is not None and given is not measure.status:
        yield Query(
            Severity.WARNING,
            "status in the cell differs",
            portfolio,
            measure.measure_id,
            f'the cell says "{measure.rated.text}", which is {given}; by the rules of the year it is {measure.rating.words}.',
            "The page prints the status that follows from figure, target and rule.",
            "Ask the service by which target or margin it is rated, and correct the one that is wrong.",
            str(measure.rated.cell),
        )
