"""The tables of an agreement's record, which are its downloads, and what its approval freezes."""

from decimal import Decimal

from pprr.documents.agreement.report import PortfolioAgreement
from pprr.domain.table import Column, ColumnType, Table
from pprr.report import Report
from pprr.report.report import Tabled

_DECIMAL = ColumnType.DECIMAL
PRIORITIES = Table(
    "agreed_priorities",
    "One row per priority.",
    (
        Column("priority", "Its number.", ColumnType.INTEGER),
        Column("title", "Its title."),
        Column("text", "Its text in Markdown.", is_optional=True),
    ),
    key=("priority",),
)
MEASURES = Table(
    "agreed_measures",
    "One row per measure, with what last year asked and brought, and what this year asks.",
    (
        Column("measure_id", "Unique and stable over years."),
        Column("code", "The PI code as printed."),
        Column("name", "The short name."),
        Column("priority", "The number of its priority.", ColumnType.INTEGER),
        Column("good_performance", "High or Low; blank for activity.", is_optional=True),
        Column("definition", "How it is calculated.", is_optional=True),
        Column("last_target", "Last year's target; blank where it is not known.", is_optional=True),
        Column("actual_as_printed", "Last year's figure; blank where it is not known.", is_optional=True),
        Column("target", "This year's target."),
        Column("why", "Why the target was set so.", is_optional=True),
    ),
    key=("measure_id",),
)
CASH_LIMIT = Table(
    "agreed_cash_limit",
    "One row: the opening cash limit, which may come after the agreement.",
    (Column("thousands", "The amount. In £000.", _DECIMAL),),
)
MONEY = Table(
    "agreed_money",
    "One row per agreed amount: each use of an earmarked reserve, each saving.",
    (
        Column("kind", "reserve or saving.", choices=("reserve", "saving")),
        Column("name", "The reserve's name, or the proposal's."),
        Column("purpose", "What a reserve is for.", is_optional=True),
        Column("thousands", "The amount. In £000.", _DECIMAL),
    ),
    key=("kind", "name", "purpose"),
)
CHANGES = Table(
    "agreement_changes",
    "One row per change from last year's agreement.",
    (
        Column("kind", "What has changed."),
        Column("code", "The PI code as printed."),
        Column("name", "The short name."),
        Column("before", "What it was.", is_optional=True),
        Column("now", "What it is.", is_optional=True),
    ),
    key=("kind", "code", "name"),
)


def tables_of_agreement(report: Report) -> Tabled:
    """The tables of the agreement's record."""
    if not isinstance(report, PortfolioAgreement):
        raise TypeError(f"{report.portfolio.slug} is no agreement")
    pence = report.opening.amount
    opening = [] if pence is None else [(CASH_LIMIT, [{"thousands": Decimal(pence) / 100_000}])]
    reserves = [("reserve", one.narration, one.purpose, one.approved) for one in report.agreed_reserves]
    amounts = [*reserves, *(("saving", one.proposal, "", one.value) for one in report.agreed_savings)]
    return [
        (PRIORITIES, [vars(one) for one in report.part.priorities]),
        (
            MEASURES,
            [
                {
                    **vars(one.measure.entry),
                    "last_target": one.last_target,
                    "actual_as_printed": one.last_actual,
                    "target": one.target,
                    "why": one.reason,
                }
                for one in report.agreed
            ],
        ),
        (
            MONEY,
            [
                {"kind": kind, "name": name, "purpose": purpose, "thousands": Decimal(pence) / 100_000}
                for kind, name, purpose, pence in amounts
            ],
        ),
        *opening,
        (CHANGES, [vars(one) for one in report.changes or ()]),
    ]
