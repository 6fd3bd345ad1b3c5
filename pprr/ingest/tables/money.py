"""The tables of a period's money, in pence."""

from pprr.domain import Status
from pprr.domain.ledger import Dated, Part
from pprr.domain.money import (
    AccountLine,
    BudgetLine,
    CashLimitLine,
    LineKind,
    Outturn,
    Reserve,
    Saving,
    Scheme,
    ServiceLine,
)
from pprr.domain.table import Column, Table, TypedTable
from pprr.ingest.tables.columns import CELL, DECIMAL, FLAG, INTEGER, MONEY_UNIT, PORTFOLIO, RECEIVED, money

BUDGET = TypedTable(
    "budget",
    "One row per line that makes up a cash limit.",
    (
        PORTFOLIO,
        Column("line", "Previously reported, Change or Current.", choices=tuple(CashLimitLine)),
        Column("description", "The reason for a change.", is_optional=True),
        money("amount", "The line's amount."),
        MONEY_UNIT,
        *CELL,
        RECEIVED,
    ),
    record=BudgetLine,
)
OUTTURN = TypedTable(
    "outturn",
    "One row per portfolio: its revenue outturn.",
    (
        PORTFOLIO,
        money("cash_limit", "The net cash limit."),
        money("expenditure", "Net expenditure."),
        money("appropriations", "To reserves (positive) or from them (negative)."),
        money("outturn", "Net expenditure and appropriations together."),
        money("variance", "Outturn less cash limit: negative is a surplus."),
        MONEY_UNIT,
        *CELL,
        RECEIVED,
    ),
    key=("portfolio",),
    record=Outturn,
)
SERVICES = TypedTable(
    "services",
    "One row per line of a portfolio's budget by service, and the totals of groups and of the portfolio as received.",
    (
        PORTFOLIO,
        Column("group", "The group that the line stands in; of a total the group that it totals.", is_optional=True),
        Column("line", "The line's name."),
        Column("kind", "Service, or another kind of line that the council names.", choices=tuple(LineKind)),
        money("budget", "The line's budget for the year."),
        money("actual", "What has been spent to date.", is_optional=True),
        money("forecast", "What is forecast for the year, or at its end was spent."),
        money("variance", "Forecast less budget: positive is an overspend."),
        money("previous_variance", "The variance last reported.", is_optional=True),
        Column("variance_percent", "The variance in percent of the budget, as the file has it.", DECIMAL, True),
        Column("spent_percent", "What has been spent in percent of the budget, as the file has it.", DECIMAL, True),
        Column("is_total", "Whether the row is a total of others.", FLAG),
        MONEY_UNIT,
        *CELL,
        RECEIVED,
    ),
    record=ServiceLine,
)
LEDGER = Table(
    "ledger",
    "One row per portfolio, cost centre, part of the outturn and place of the days, from the ledger's lines.",
    (
        PORTFOLIO,
        Column("cost_centre", "The cost centre's code."),
        Column("part", "What its accounts are to the outturn; none is in no figure.", choices=tuple(Part)),
        Column("dated", "Where the lines' days lie: only those in the period are in a figure.", choices=tuple(Dated)),
        money("amount", "What the lines add to, expenditure positive."),
        Column("lines", "How many lines.", INTEGER),
        Column("file", "The files of the ledger."),
    ),
    key=("portfolio", "cost_centre", "part", "dated"),
)
RESERVES = TypedTable(
    "reserves",
    "One row per use of an earmarked reserve, and the totals as received.",
    (
        PORTFOLIO,
        Column("group", "The group the reserve stands in.", is_optional=True),
        Column("category", "The reserve's category.", is_optional=True),
        Column("narration", "The reserve's name.", is_optional=True),
        Column("purpose", "What it is to be used for.", is_optional=True),
        money("approved", "The approved amount."),
        money("change", "What was drawn from it: a draw is positive."),
        money("balance", "What is left."),
        Column("is_total", "Whether the row is a total of the others.", FLAG),
        MONEY_UNIT,
        *CELL,
        RECEIVED,
    ),
    record=Reserve,
)
SAVINGS = TypedTable(
    "savings",
    "One row per savings proposal, and the totals as received.",
    (
        PORTFOLIO,
        Column("proposal", "The proposal's name."),
        Column("risk_rating", "The judgement of its delivery.", is_optional=True, choices=tuple(Status)),
        money("value", "The saving agreed."),
        money("achieved", "The saving achieved."),
        money("at_risk", "What of it is at risk.", is_optional=True),
        money("not_deliverable", "What of it will not be made.", is_optional=True),
        Column("information", "What was done.", is_optional=True),
        Column("is_total", "Whether the row is a total of the others.", FLAG),
        MONEY_UNIT,
        *CELL,
        RECEIVED,
    ),
    record=Saving,
)
CAPITAL = TypedTable(
    "capital",
    "One row per scheme of the capital programme, and the totals as received.",
    (
        PORTFOLIO,
        Column("scheme", "The scheme's name."),
        money("budget", "What the programme holds for the year."),
        money("forecast", "What is forecast to be spent, or at the year's end was spent."),
        money("rephasing", "What moves to later years."),
        money("variance", "Forecast and rephasing less budget: negative is an underspend."),
        Column("information", "What was done.", is_optional=True),
        Column("is_total", "Whether the row is a total of the others.", FLAG),
        MONEY_UNIT,
        *CELL,
        RECEIVED,
    ),
    record=Scheme,
)
ACCOUNTS = TypedTable(
    "accounts",
    "One row per line of an account outside the cash limit, and the totals as received.",
    (
        PORTFOLIO,
        Column("account", "The account."),
        Column("line", "The line's name."),
        money("budget", "The line's budget."),
        money("forecast", "What is forecast, or at the year's end was spent or received (negative)."),
        money("variance", "Forecast less budget: negative is a surplus."),
        Column("is_total", "Whether the row is a total of the account's others.", FLAG),
        MONEY_UNIT,
        *CELL,
        RECEIVED,
    ),
    record=AccountLine,
)
