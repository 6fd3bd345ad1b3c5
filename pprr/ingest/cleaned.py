"""One period's cleaned tables, as the rest of pprr takes them; what cleans them is not needed where they are there."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from pprr.domain import Period, Query, Rules
from pprr.domain.errors import Fault
from pprr.domain.money import MoneyTables
from pprr.ingest import tables
from pprr.ingest.edition import Edition
from pprr.ingest.tables.stored import CleanedTables


@dataclass(frozen=True)
class Cleaned:
    """One period's tables, the rules and edition of its reports, and the faults that stopped a portfolio.

    ``lacks`` is what the council is said to have none of in the year.
    """

    period: Period
    tables: CleanedTables
    rules: Rules
    edition: Edition
    inputs: Mapping[str, str]
    faults: tuple[Fault, ...]
    lacks: frozenset[str] = frozenset()

    @property
    def as_at(self) -> date:
        """The day up to which what committees asked is known."""
        return self.edition.states_as_at(self.period)

    def next_meeting(self, committee: str) -> date | None:
        """The committee's first meeting after the reports' day, which takes them; None where none is listed."""
        meetings = self.tables.records(tables.MEETINGS).of(committee=committee)
        return min((one.date for one in meetings if one.date > self.as_at), default=None)

    @cached_property
    def money(self) -> MoneyTables:
        """The rows of money of all portfolios."""
        return MoneyTables(
            *(
                tuple(self.tables.records(table))
                for table in (
                    tables.BUDGET,
                    tables.OUTTURN,
                    tables.SERVICES,
                    tables.RESERVES,
                    tables.SAVINGS,
                    tables.CAPITAL,
                    tables.ACCOUNTS,
                    tables.AGREED_RESERVES,
                    tables.AGREED_SAVINGS,
                )
            )
        )

    @property
    def queries(self) -> tuple[Query, ...]:
        """The queries about what was odd while reading."""
        return tuple(
            Query(one.key, one.severity, one.portfolio, one.item, json.loads(one.fields), one.source)
            for one in self.tables.records(tables.QUERIES)
        )
