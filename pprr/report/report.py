"""What a notebook is given: one portfolio's report, whole and frozen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from pprr.commentary.entries import Entry
from pprr.intake.sources import Edition
from pprr.model import Period, Query, Rules
from pprr.model.table import rows
from pprr.rules.finance import Identity

OVERVIEW, BUDGET, OUTTURN, RESERVES, SAVINGS = "overview", "budget", "outturn", "reserves", "savings"


@dataclass(frozen=True)
class Portfolio:
    """The portfolio, and the approval of the agreement that its report rests on."""

    slug: str
    name: str
    agreement_approved_by: str
    agreement_approved_on: date | None


@dataclass(frozen=True)
class Report:
    """One portfolio's report for one period.

    Tables hold money in pence. They are new for each report: change a copy, never a table in place.

    - ``priorities``: one row per priority: ``priority``, ``title``, ``text``.
    - ``measures``: one row per measure in the register's order: the register's columns; ``history`` (a tuple of
      Readings, one for each of ``periods``), ``actual``, ``previous`` (Readings), ``target`` (Target),
      ``earlier_status``; and the verdicts that ``rules.status``, ``rules.trend`` and ``rules.attention`` add.
    - ``budget``: one row per line of the cash limit. ``outturn``: one row.
    - ``reserves``, ``savings``: one row per reserve or proposal, and their totals where ``is_total``.
    """

    council: str
    portfolio: Portfolio
    period: Period
    periods: tuple[Period, ...]
    edition: Edition
    rules: Rules
    priorities: pd.DataFrame
    measures: pd.DataFrame
    budget: pd.DataFrame
    outturn: pd.DataFrame
    reserves: pd.DataFrame
    savings: pd.DataFrame
    identities: tuple[Identity, ...]
    entries: Mapping[str, Entry]
    queries: tuple[Query, ...]
    sources: Mapping[str, str]

    @property
    def title(self) -> str:
        """The title that a cover prints."""
        return f"Portfolio Performance and Resources {self.period.title} Report"

    @property
    def state(self) -> str:
        """``Draft``: a report is final only once somebody has approved its content."""
        return "Draft"

    @property
    def items(self) -> tuple[str, ...]:
        """Everything that may have words, in the order of the page."""
        return (OVERVIEW, *self.measures["measure_id"], BUDGET, OUTTURN, RESERVES, SAVINGS)

    @property
    def is_rounded(self) -> bool:
        """Whether some printed sum differs by rounding alone, which the page then says."""
        return any(identity.holds and not identity.is_exact for identity in self.identities)

    def measure(self, measure_id: str) -> Any:
        """The row of one measure, its columns as attributes; raises KeyError with the identifiers there are."""
        for row in rows(self.measures):
            if row.measure_id == measure_id:
                return row
        raise KeyError(f"{measure_id} is not a measure of this report: {', '.join(self.measures['measure_id'])}")

    def queries_about(self, item: str) -> tuple[Query, ...]:
        """The queries about one item."""
        return tuple(query for query in self.queries if query.item == item)
