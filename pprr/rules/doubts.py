"""Figures that are valid and still doubtful: the queries that need the whole row to see."""

from collections.abc import Iterator

import pandas as pd

from pprr.model import Query, Rules, Severity, TargetKind
from pprr.model.table import rows
from pprr.rules.status import is_zero_target


def doubts(measures: pd.DataFrame, rules: Rules, portfolio: str) -> tuple[Query, ...]:
    """The queries about rated measures; ``measures`` has its statuses."""
    return tuple(_find(measures, rules, portfolio))


def _find(measures: pd.DataFrame, rules: Rules, portfolio: str) -> Iterator[Query]:
    for row in rows(measures):
        measure_id, actual, target = str(row.measure_id), row.actual, row.target
        where = str(actual.cell)
        if target.kind is TargetKind.VALUE and actual.value is not None:
            aim, found = target.reading.printed, actual.printed
            if aim > 0 and found >= aim * rules.plausibility.times_target:
                yield Query(
                    Severity.BLOCKING,
                    "implausible",
                    portfolio,
                    measure_id,
                    f"{actual.text} is {found / aim:,.0f} times the target of {target.reading.text}.",
                    f"An actual is expected to be less than {rules.plausibility.times_target} times its target.",
                    "Ask the service whether a decimal point or a unit has slipped.",
                    where,
                )
            if is_zero_target(target, row.tolerance or rules.status.amber_within):
                yield Query(
                    Severity.WARNING,
                    "target of 0",
                    portfolio,
                    measure_id,
                    "the target is 0, so a margin that is a share of it leaves no room for Amber.",
                    "A margin in points is expected.",
                    'Give the measure a tolerance in points in measures.csv, such as "1 point".',
                    str(target.reading.cell),
                )
        if row.is_on_edge:
            yield Query(
                Severity.NOTE,
                "on the edge",
                portfolio,
                measure_id,
                f"{row.status_words} rests on rounding: the unrounded figure has another status.",
                "The status follows the figure as printed.",
                "Say so in the commentary if it matters.",
                where,
            )
