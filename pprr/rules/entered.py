"""The quality of what services entered: how many figures are late, restated, or asked about, report by report."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from pprr.domain import Missing, Period, Reading

Given = Mapping[tuple[str, Period], Reading]
"""The figures of an extract, by measure and the period of their column."""


@dataclass(frozen=True)
class Entered:
    """What one service entered for one report: its measures, figures that are late or restate earlier ones, queries."""

    service: str
    period: Period
    measures: int
    late: int
    restated: int
    queries: int


def entered_by(
    service: str,
    period: Period,
    measures: Collection[str],
    *,
    due: Collection[str],
    given: Given,
    before: Given,
    asked: Sequence[str],
) -> Entered:
    """What the service entered in the extract of the period about those measures, of which some are ``due``.

    ``given`` are the figures of that extract, ``before`` those of the report before it, for its own period; ``asked``
    the measures that queries about the extract are about, one for each query.
    """
    late = sum(name in due and _is_missing(given.get((name, period))) for name in measures)
    restated = sum(key[0] in measures and _has_changed(then, given.get(key)) for key, then in before.items())
    return Entered(service, period, len(measures), late, restated, sum(name in measures for name in asked))


def _is_missing(reading: Reading | None) -> bool:
    return reading is None or reading.missing is Missing.NOT_AVAILABLE


def _has_changed(then: Reading, now: Reading | None) -> bool:
    """Tells whether there were two figures, and they differ."""
    return now is not None and None not in {then.exact, now.exact} and then.exact != now.exact
