"""Judgements that are awaited and missing, or that cannot be used, and words of a milestone that nobody explains."""

from collections.abc import Iterator

from pprr.domain import Measure, Missing, Query, RuleKind, Rules, query

_NOT_AWAITED = (Missing.NOT_DUE, Missing.NOT_APPLICABLE)


def judgement_missing(measure: Measure, rules: Rules, portfolio: str) -> Iterator[Query]:
    """A status that is to be judged, and nobody has."""
    is_awaited = measure.asked.kind is RuleKind.JUDGEMENT and measure.rated.missing not in _NOT_AWAITED
    if is_awaited and measure.asked.judgement is None:
        yield query("judgement-missing", portfolio, measure.measure_id, measure.rated.cell)


def milestone_unexplained(measure: Measure, rules: Rules, portfolio: str) -> Iterator[Query]:
    """A milestone whose words stand for no status that anybody has named."""
    rated = measure.rated
    if measure.asked.kind is RuleKind.MILESTONE and rated.words and rated.given is None:
        yield query("milestone-unexplained", portfolio, measure.measure_id, rated.cell, words=rated.words)


def judgement_not_used(measure: Measure, rules: Rules, portfolio: str) -> Iterator[Query]:
    """A judgement of a measure that has no figure, or that is rated by its figure."""
    judged, missing = measure.asked.judgement, measure.rated.missing
    if judged is not None and (measure.asked.kind is not RuleKind.JUDGEMENT or missing):
        yield query(
            "judgement-not-used",
            portfolio,
            measure.measure_id,
            measure.rated.cell,
            found="figure" if missing else "rule",
            author=judged.author,
            status=str(judged.status),
            rule=str(measure.asked.kind),
        )
