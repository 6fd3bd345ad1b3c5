"""The cleaned tables: what a row is, and every column. Declared once, held on write and on read."""

from typing import TYPE_CHECKING

from pprr.lazy import names_from

if TYPE_CHECKING:
    from pprr.ingest.tables.agreement import (
        AGREED_RESERVES,
        AGREED_SAVINGS,
        CONTACTS,
        MEASURES,
        PORTFOLIOS,
        PRIORITIES,
        TARGETS,
    )
    from pprr.ingest.tables.every import ALL
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
else:
    __getattr__ = names_from(
        __name__,
        {
            "agreement": "AGREED_RESERVES AGREED_SAVINGS CONTACTS MEASURES PORTFOLIOS PRIORITIES TARGETS",
            "every": "ALL",
            "findings": "FAULTS QUERIES",
            "meetings": "ACTIONS COMMITTEES MEETINGS",
            "money": "ACCOUNTS BUDGET CAPITAL LEDGER OUTTURN RESERVES SAVINGS SERVICES",
            "oversight": "INSPECTIONS ISSUES RECOMMENDATIONS RETURNS VIEW_MEASURES VIEWS",
            "performance": "COMPARATORS EXTRACT_WORDS FORECASTS JUDGEMENTS PROJECTS READINGS SERIES STATUSES",
        },
    )
