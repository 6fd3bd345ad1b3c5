"""Status: performance against target, Red, Amber or Green, for a whole table of measures."""

from typing import Any

import pandas as pd

from pprr.domain import RuleKind, Rules, Target, TargetRule
from pprr.domain.table import rows
from pprr.rules.one_case import one_case
from pprr.rules.rating import rate


def add_status(measures: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """The measures with what is asked of each, and how its actual is rated by that.

    ``measures`` has one row per measure, with ``actual`` (Reading), ``target`` (Target), ``good_performance`` (Polarity
    or None), ``tolerance`` (the measure's own, or None where the year's holds), ``rule`` (of RuleKind),
    ``rule_reason`` and ``judgement`` (Judgement or None). Added are ``asked`` (TargetRule), ``status`` (a Status or
    None), ``status_words``, ``status_reason``, ``is_on_edge`` and ``one_case``.
    """
    asked = [asked_of(row, rules) for row in rows(measures)]
    ratings = [rate(actual, rule) for actual, rule in zip(measures["actual"], asked, strict=True)]
    return measures.assign(
        asked=pd.Series(asked, index=measures.index, dtype=object),
        status=pd.Series([rating.status for rating in ratings], index=measures.index, dtype=object),
        status_words=[rating.words for rating in ratings],
        status_reason=[rating.reason for rating in ratings],
        is_on_edge=[rating.is_on_edge for rating in ratings],
        one_case=[one_case(actual, rule) for actual, rule in zip(measures["actual"], asked, strict=True)],
    )


def asked_of(row: Any, rules: Rules, *, target: Target | None = None) -> TargetRule:
    """What the agreement asks of one measure, in a year with those rules.

    ``row`` is as ``add_status`` has it. A ``target`` takes the place of the row's own: the year's, for a forecast.
    """
    return TargetRule(
        RuleKind(row.rule),
        target or row.target,
        row.good_performance,
        row.tolerance or rules.status.amber_within,
        row.judgement,
        row.rule_reason,
        is_own=bool(row.tolerance) or RuleKind(row.rule) is not RuleKind.TOLERANCE,
    )
