"""The cleaned tables: what a row is, and every column. Declared once, held on write and on read."""

from pprr.ingest.tables.agreement import AGREED_RESERVES, AGREED_SAVINGS, MEASURES, PORTFOLIOS, PRIORITIES, TARGETS
from pprr.ingest.tables.findings import FAULTS, QUERIES
from pprr.ingest.tables.meetings import ACTIONS, COMMITTEES, MEETINGS
from pprr.ingest.tables.money import ACCOUNTS, BUDGET, CAPITAL, LEDGER, OUTTURN, RESERVES, SAVINGS, SERVICES
from pprr.ingest.tables.performance import COMPARATORS, EXTRACT_WORDS, FORECASTS, JUDGEMENTS, READINGS, SERIES, STATUSES

__all__ = [
    "ACCOUNTS",
    "ACTIONS",
    "AGREED_RESERVES",
    "AGREED_SAVINGS",
    "ALL",
    "BUDGET",
    "CAPITAL",
    "COMMITTEES",
    "COMPARATORS",
    "EXTRACT_WORDS",
    "FAULTS",
    "FORECASTS",
    "JUDGEMENTS",
    "LEDGER",
    "MEASURES",
    "MEETINGS",
    "OUTTURN",
    "PORTFOLIOS",
    "PRIORITIES",
    "QUERIES",
    "READINGS",
    "RESERVES",
    "SAVINGS",
    "SERIES",
    "SERVICES",
    "STATUSES",
    "TARGETS",
]

ALL = (
    PORTFOLIOS,
    PRIORITIES,
    MEASURES,
    TARGETS,
    READINGS,
    FORECASTS,
    JUDGEMENTS,
    SERIES,
    COMPARATORS,
    STATUSES,
    EXTRACT_WORDS,
    BUDGET,
    OUTTURN,
    SERVICES,
    LEDGER,
    RESERVES,
    SAVINGS,
    CAPITAL,
    ACCOUNTS,
    AGREED_RESERVES,
    AGREED_SAVINGS,
    COMMITTEES,
    MEETINGS,
    ACTIONS,
    QUERIES,
    FAULTS,
)
