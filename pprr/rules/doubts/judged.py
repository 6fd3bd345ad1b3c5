"""Judgements that are awaited and missing, or that are there and cannot be used."""

from collections.abc import Iterator
from typing import Any

from pprr.domain import Missing, Query, RuleKind, Rules, Severity

_NOT_AWAITED = (Missing.NOT_DUE, Missing.NOT_APPLICABLE)


def judgement_missing(row: Any, rules: Rules, portfolio: str) -> Iterator[Query]:
    """A status that is to be judged, and nobody has."""
    is_awaited = row.asked.kind is RuleKind.JUDGEMENT and row.actual.missing not in _NOT_AWAITED
    if is_awaited and row.asked.judgement is None:
        yield Query(
            Severity.WARNING,
            "judgement missing",
            portfolio,
            row.measure_id,
            "nobody has judged its status.",
            "The register says that its status is a judgement.",
            "Put the status and who judged it into the extract.",
            str(row.actual.cell),
        )


def judgement_not_used(row: Any, rules: Rules, portfolio: str) -> Iterator[Query]:
    """A judgement of a measure that has no figure, or that is rated by its figure."""
    judged, missing = row.asked.judgement, row.actual.missing
    if judged is not None and (row.asked.kind is not RuleKind.JUDGEMENT or missing):
        because = "there is no figure" if missing else f'the register gives it the rule "{row.asked.kind}"'
        yield Query(
            Severity.WARNING,
            "judgement not used",
            portfolio,
            row.measure_id,
            f"{judged.author} has judged it {judged.status}, and {because}.",
            "So the judgement is not on the page.",
            "Take it out of the extract, or mend what keeps it from being used.",
            str(row.actual.cell),
        )
