"""The functions that a notebook's cell may call: open a report, show its parts, show an item's figures, see the page.

Every function that takes a report only shows it, so cells can be run again in any order.
"""

from pprr.notebook.agreement.parts import (
    agreement_changes,
    agreement_comments,
    agreement_front,
    agreement_money,
    agreement_priorities,
)
from pprr.notebook.appendix import definitions, record, sources
from pprr.notebook.beside.actions import actions
from pprr.notebook.commentary import chart, item, open_report, preview, ties
from pprr.notebook.council.members import council_members
from pprr.notebook.council.money import council_money
from pprr.notebook.council.performance import (
    council_attention,
    council_feedback,
    council_overview,
    council_portfolios,
    council_sources,
    council_suites,
    council_summary,
)
from pprr.notebook.covering.parts import (
    covering_actions,
    covering_attention,
    covering_front,
    covering_officers,
    covering_provisional,
    covering_recommendations,
    covering_reports,
    covering_standing,
)
from pprr.notebook.members import members
from pprr.notebook.money import accounts, capital, cash_limit, outturn, reserves, savings
from pprr.notebook.oversight.update import (
    action_plan,
    comments,
    decision,
    front,
    next_steps,
    update_overview,
    update_summary,
    update_themes,
    voice,
    worry_list,
)
from pprr.notebook.oversight.view import (
    entered,
    inspections,
    recommendations,
    sign_off,
    view_measures,
    view_overview,
    view_summary,
)
from pprr.notebook.performance import cover, key, overview, priorities, summary

__all__ = [
    "accounts",
    "action_plan",
    "actions",
    "agreement_changes",
    "agreement_comments",
    "agreement_front",
    "agreement_money",
    "agreement_priorities",
    "capital",
    "cash_limit",
    "chart",
    "comments",
    "council_attention",
    "council_feedback",
    "council_members",
    "council_money",
    "council_overview",
    "council_portfolios",
    "council_sources",
    "council_suites",
    "council_summary",
    "cover",
    "covering_actions",
    "covering_attention",
    "covering_front",
    "covering_officers",
    "covering_provisional",
    "covering_recommendations",
    "covering_reports",
    "covering_standing",
    "decision",
    "definitions",
    "entered",
    "front",
    "inspections",
    "item",
    "key",
    "members",
    "next_steps",
    "open_report",
    "outturn",
    "overview",
    "preview",
    "priorities",
    "recommendations",
    "record",
    "reserves",
    "savings",
    "sign_off",
    "sources",
    "summary",
    "ties",
    "update_overview",
    "update_summary",
    "update_themes",
    "view_measures",
    "view_overview",
    "view_summary",
    "voice",
    "worry_list",
]
