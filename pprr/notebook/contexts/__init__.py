"""The context that each template of a report's parts is given: a test holds templates to the fields of these types."""

from collections.abc import Mapping

from pprr.notebook.contexts.money import Accounts, Capital, CashLimit, OutturnPart, Reserves, Savings, Services
from pprr.notebook.contexts.performance import (
    Basis,
    Cover,
    Definitions,
    Key,
    Members,
    Overview,
    PriorityPart,
    Sources,
    Summary,
)
from pprr.notebook.contexts.writer import Before, First, LiveValues, Proposed, Unwritten, Wanted
from pprr.notebook.measure.card import MeasureCard

CONTEXTS: Mapping[tuple[str, str], type] = {
    ("cover.html.j2", ""): Cover,
    ("summary.html.j2", ""): Summary,
    ("members.html.j2", ""): Members,
    ("missing.html.j2", ""): Unwritten,
    ("overview.html.j2", ""): Overview,
    ("key.html.j2", "basis"): Basis,
    ("key.html.j2", "whole"): Key,
    ("measure.html.j2", ""): MeasureCard,
    ("priority.html.j2", ""): PriorityPart,
    ("money.html.j2", "cash_limit"): CashLimit,
    ("money.html.j2", "outturn"): OutturnPart,
    ("services.html.j2", ""): Services,
    ("money.html.j2", "reserves"): Reserves,
    ("money.html.j2", "savings"): Savings,
    ("money.html.j2", "capital"): Capital,
    ("money.html.j2", "accounts"): Accounts,
    ("appendix.html.j2", "definitions"): Definitions,
    ("appendix.html.j2", "sources"): Sources,
    ("before.html.j2", ""): Before,
    ("proposals.html.j2", ""): Proposed,
    ("queries.html.j2", ""): Wanted,
    ("first.html.j2", ""): First,
    ("values.html.j2", ""): LiveValues,
}
"""By template, and the macro of it that is a part."""
