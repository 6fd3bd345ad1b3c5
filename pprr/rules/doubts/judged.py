"""Judgements that are awaited and missing, or that are there and cannot be used."""

from collections.abc import Iterator
from typing import Any

from pprr.domain import Missing, Query, RuleKind, Rules, query

_NOT_AWAITED = (Missing.NOT_DUE, Missing.NOT_APPLICABLE)


def judgement_missing(row: Any, rules: Rules, portfolio: str) -> Iterator[Query]:
    """A status that is to be judged, and nobody has."""
    is_awaited = row.asked.kind is RuleKind.JUDGEMENT and row.actual.missing not in _NOT_AWAITED
    if is_awaited and row.asked.judgement is None:
        yield query("judgement-missing", portfolio, row.measure_id, row.actual.cell)


def judgement_not_used(row: Any, rules: Rules, portfolio: str) -> Iterator[Query]:
    """A judgement of a measure that has no figure, or that is rated by its figure."""
    judged, missing = row.asked.judgement, row.actual.missing
    if judged is not None and (row.asked.kind is not RuleKind.JUDGEMENT or missing):
        yield query(
            "judgement-not-used",
            portfolio,
            row.measure_id,
            row.actual.cell,
            found="figure" if missing else "rule",
            author=judged.author,
            status=str(judged.status),
            rule=str(row.asked.kind),
        )
