"""The tables of the year's agreement: what a report measures against."""

from dataclasses import replace

from pprr.domain import Frequency, Kind, Polarity, Priority, RegisterEntry, RuleKind, Shows, TargetKind
from pprr.domain.money import AgreedReserve, AgreedSaving
from pprr.domain.projects import Contact
from pprr.domain.table import Column, TypedTable
from pprr.ingest.tables.columns import (
    CELL,
    COLUMN,
    DECIMAL,
    FIGURE,
    INTEGER,
    MONEY_UNIT,
    PORTFOLIO,
    RECEIVED,
    TEXT_CELL,
    UNIT,
    money,
)
from pprr.ingest.tables.records import AgreedPortfolio, AgreedTarget


def _bound(name: str, meaning: str) -> Column:
    return Column(name, f"{meaning} In units of scale.", DECIMAL, is_optional=True)


PORTFOLIOS = TypedTable(
    "portfolios",
    "One row per portfolio of the year.",
    (
        PORTFOLIO,
        Column("name", "The portfolio's name as printed."),
        Column("agreement_approved_by", "The body that approved its agreement.", is_optional=True),
        Column("agreement_approved_on", "The day of that approval, as YYYY-MM-DD.", is_optional=True),
        Column("agreement_scrutinised_by", "The committee that looked at its draft.", is_optional=True),
        Column("agreement_scrutinised_on", "The day of that, as YYYY-MM-DD.", is_optional=True),
        Column("agreement_link", "The address of its agreement, for readers.", is_optional=True),
        Column("member", "The Cabinet Member who answers for it, as the statement is signed.", is_optional=True),
        Column("member_office", "The Cabinet Member's office.", is_optional=True),
        *CELL,
    ),
    key=("portfolio",),
    record=AgreedPortfolio,
)
PRIORITIES = TypedTable(
    "priorities",
    "One row per priority of a portfolio.",
    (
        PORTFOLIO,
        Column("priority", "Number of the priority.", INTEGER),
        Column("title", "The priority's title."),
        Column("text", "What the agreement says of it, in Markdown.", is_optional=True),
        *CELL,
    ),
    key=("portfolio", "priority"),
    record=Priority,
)
MEASURES = TypedTable(
    "measures",
    "One row per measure in the year's register.",
    (
        Column("measure_id", "Unique and stable over years."),
        Column("code", "The PI code as printed; several measures may share one."),
        Column("name", "The short name."),
        PORTFOLIO,
        Column("priority", "Number of the priority it belongs to.", INTEGER),
        Column(
            "good_performance",
            "Whether a high or a low figure is good.",
            is_optional=True,
            choices=tuple(Polarity),
        ),
        UNIT,
        Column("decimals", "How many decimals the measure is printed with.", INTEGER),
        Column("kind", "How it gathers over the year.", choices=tuple(Kind)),
        Column("owner", "Who answers for it.", is_optional=True),
        Column(
            "framework", "The wider frameworks or headline suites that it belongs to, parted by ';'.", is_optional=True
        ),
        Column("tolerance", "Its own Amber margin; blank where the year's holds.", is_optional=True),
        Column("frequency", "How often it has a new figure.", choices=tuple(Frequency)),
        Column("lag", "How many reporting points its figures come late.", INTEGER),
        Column("rule", "How its status comes about.", choices=tuple(RuleKind)),
        Column("rule_reason", "Why it has that rule or margin.", is_optional=True),
        Column("predecessors", "The measures of earlier years that it goes on from, parted by ';'.", is_optional=True),
        Column("rebase", "The periods at which its control limits start anew, parted by ';'.", is_optional=True),
        Column("first", "Its first period; blank where it was there before.", is_optional=True),
        Column("until", "Its last period; blank where it has none.", is_optional=True),
        Column("also_called", "What words call it or what it counts, parted by ';'.", is_optional=True),
        Column("definition", "How it is calculated.", is_optional=True),
        Column(
            "shows",
            "What it tells of; perception and contact are the voice of the user.",
            is_optional=True,
            choices=tuple(Shows),
        ),
        Column("part_of", "The measure that it is a part of, by place or group.", is_optional=True),
        Column("why_chosen", "Why it is among the measures: what it tells of its priority.", is_optional=True),
        *CELL,
    ),
    key=("measure_id",),
    record=RegisterEntry,
)
TARGETS = TypedTable(
    "targets",
    "One row per measure, and for each change within the year: its target.",
    (
        Column("measure_id", "The measure."),
        Column("since", "The first period that it holds for; blank for the year's first.", is_optional=True),
        Column("kind", "A value, a direction, or none.", choices=tuple(TargetKind)),
        UNIT,
        *FIGURE,
        _bound("floor", "The least that is Amber, under a rule with a floor or with two targets."),
        _bound("upper", "The upper end of a band."),
        *(_bound(f"q{quarter}", f"What is to be reached by the end of quarter {quarter}.") for quarter in (1, 2, 3)),
        Column("reason", "Why the target was set or changed.", is_optional=True),
        TEXT_CELL,
        *CELL,
        COLUMN,
        replace(RECEIVED, meaning=f"{RECEIVED.meaning} Of the further figures."),
    ),
    key=("measure_id", "since"),
    record=AgreedTarget,
)
AGREED_RESERVES = TypedTable(
    "agreed_reserves",
    "One row per use of an earmarked reserve in the year's agreement.",
    (
        PORTFOLIO,
        Column("category", "The reserve's category.", is_optional=True),
        Column("narration", "The reserve's name."),
        Column("purpose", "What it is to be used for."),
        money("approved", "The approved amount."),
        MONEY_UNIT,
        *CELL,
    ),
    key=("portfolio", "narration", "purpose"),
    record=AgreedReserve,
)
AGREED_SAVINGS = TypedTable(
    "agreed_savings",
    "One row per savings proposal in the year's agreement.",
    (
        PORTFOLIO,
        Column("proposal", "The proposal's name."),
        money("value", "The saving agreed."),
        MONEY_UNIT,
        *CELL,
    ),
    key=("portfolio", "proposal"),
    record=AgreedSaving,
)
CONTACTS = TypedTable(
    "contacts",
    "One row per office that answers questions about a portfolio's report.",
    (
        PORTFOLIO,
        Column("role", "The office."),
        Column("contact", "How to reach it."),
        *CELL,
    ),
    record=Contact,
)
