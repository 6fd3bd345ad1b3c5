"""Every cleaned table, in the order of its files."""

from pprr.ingest.tables.agreement import (
    AGREED_RESERVES,
    AGREED_SAVINGS,
    CONTACTS,
    MEASURES,
    PORTFOLIOS,
    PRIORITIES,
    TARGETS,
)
from pprr.ingest.tables.findings import FAULTS, QUERIES
from pprr.ingest.tables.meetings import ACTIONS, COMMITTEES, MEETINGS
from pprr.ingest.tables.money import ACCOUNTS, BUDGET, CAPITAL, LEDGER, OUTTURN, RESERVES, SAVINGS, SERVICES
from pprr.ingest.tables.oversight import INSPECTIONS, ISSUES, RECOMMENDATIONS, RETURNS, VIEW_MEASURES, VIEWS
from pprr.ingest.tables.performance import (
    COMPARATORS,
    EXTRACT_WORDS,
    FORECASTS,
    JUDGEMENTS,
    PROJECTS,
    READINGS,
    SERIES,
    STATUSES,
)

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
    CONTACTS,
    PROJECTS,
    COMMITTEES,
    MEETINGS,
    ACTIONS,
    VIEWS,
    VIEW_MEASURES,
    ISSUES,
    INSPECTIONS,
    RETURNS,
    RECOMMENDATIONS,
    QUERIES,
    FAULTS,
)
