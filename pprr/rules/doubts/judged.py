"""Judgements that are awaited and missing, or that are there and cannot be used."""

from collections.abc import Iterator

from pprr.domain import Measure, Missing, Query, RuleKind, Rules, Severity

_NOT_AWAITED = (Missing.NOT_DUE, Missing.NOT_APPLICABLE)


def judgement_missing(measure: Measure, rules: Rules, portfolio: str) -> Iterator[Query]:
    """A status that is to be judged, and nobody has."""
    is_awaited = measure.asked.kind is RuleKind.JUDGEMENT and measure.rated.missing not in _NOT_AWAITED
    if is_awaited and measure.asked.judgement is None:
        yield Query(
            Severity.WARNING,
            "judgement missing",
            portfolio,
            measure.measure_id,
            "nobody has judged its status.",
            "The register says that its status is a judgement.",
            "Put the status and who judged it into the extract.",
            str(measure.rated.cell),
        )


def judgement_not_used(measure: Measure, rules: Rules, portfolio: str) -> Iterator[Query]:
    """A judgement of a measure that has no figure, or that is rated by its figure."""
    judged, missing = measure.asked.judgement, measure.rated.missing
    if judged is not None and (measure.asked.kind is not RuleKind.JUDGEMENT or missing):
        because = "there is no figure" if missing else f'the register gives it the rule "{measure.asked.kind}"'
        yield Query(
            Severity.WARNING,
            "judgement not used",
            portfolio,
            measure.measure_id,
            f"{judged.author} has judged it {judged.status}, and {because}.",
            "So the judgement is not on the page.",
            "Take it out of the extract, or mend what keeps it from being used.",
            str(measure.rated.cell),
        )
