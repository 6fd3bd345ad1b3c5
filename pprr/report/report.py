"""The report that a notebook is given: one portfolio's, whole and frozen."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pprr import formats
from pprr.commentary.decisions import Acceptance, Fallen, QueryStanding, standing
from pprr.commentary.earlier import LastWords
from pprr.domain import Measure, Query
from pprr.domain.money import CashLimitLine, lines_of
from pprr.domain.picture import Piece
from pprr.report.actions import ActionOfItem
from pprr.report.items import BUDGET, OUTTURN, OVERVIEW, SERVICES
from pprr.report.parts import Portfolio, ReportParts, Tabled
from pprr.rules.concerns import Concern, concerns
from pprr.rules.counts import Count, count_statuses, count_trends
from pprr.rules.money.finance import is_money_exception
from pprr.rules.zones import Zones, zones_of_measure

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["MISSING_WORDS", "Acceptance", "Concern", "Count", "Fallen", "LastWords", "Portfolio", "Report", "Tabled"]

MISSING_WORDS = "commentary-missing"  # the key of a query


@dataclass(frozen=True)
class Report(ReportParts):
    """One portfolio's report for one period: its parts, and what follows from them."""

    @property
    def covers(self) -> str:
        """The time that it covers: ``The year to 31 March 2020``."""
        return f"The year{'' if self.period.is_annual else ' so far,'} to {formats.day(self.period.end)}"

    @property
    def title(self) -> str:
        """The title that a cover prints."""
        return f"Portfolio Performance and Resources {self.period.title}"

    @property
    def unapproved(self) -> str:
        """Words that nobody has approved this page; where it tells of what is approved elsewhere, they keep the two
        apart.
        """
        return "nobody has approved it yet"

    @property
    def terms(self) -> Mapping[str, str]:
        """The terms that an approval of it agrees to: none, unless it is an agreement."""
        return {}

    @property
    def hindrances(self) -> tuple[Query, ...]:
        """The open queries that keep the report from being final: blocking ones, and wanted words that are missing."""
        return tuple(query for query in self.open_queries if query.is_blocking or query.key == MISSING_WORDS)

    @property
    def is_final(self) -> bool:
        """True where somebody has approved just this content, and nothing is open that keeps it a draft."""
        return self.approval is not None and not self.changed and not self.hindrances

    @property
    def state(self) -> str:
        """``Final``, or ``Draft`` until somebody has approved this very content."""
        return "Final" if self.is_final else "Draft"

    @property
    def drafted(self) -> tuple[str, ...]:
        """The items that get a heading unasked, in the order of the page.

        A row brings words from its extract or the agreement (a reason, a purpose, an information, a priority's text),
        so it gets a heading of its own only where the last reports had words under one.
        """
        of_rows = {found.item for found in self.row_items}
        return tuple(item for item in self.items if item not in of_rows or item in self.earlier.words)

    @property
    def movement(self) -> int | None:
        """The change in the (surplus)/deficit since the last report, in pence; None where that is not of this year."""
        if self.last is None or self.last.start != self.period.start:
            return None
        now, then = self.position, self.last_position
        return now.variance - then.variance if now and then else None

    @property
    def outturn_in_words(self) -> str:
        """``Outturn`` at the year's end, ``Forecast outturn`` within the year."""
        return "Outturn" if self.period.is_annual else "Forecast outturn"

    @property
    def shown(self) -> tuple[Measure, ...]:
        """The measures that this edition shows: all, or only those with new data."""
        return tuple(one for one in self.measures if one.figures.is_new or not self.edition.only_new)

    def measures_of(self, priority: int) -> tuple[Measure, ...]:
        """The measures of a priority."""
        return tuple(one for one in self.measures if one.entry.priority == priority)

    @property
    def statuses(self) -> tuple[Count, ...]:
        """The number of measures with each status, and of those not rated."""
        return count_statuses(one.status for one in self.measures)

    @property
    def trends(self) -> tuple[Count, ...]:
        """The number of measures with each trend, and of those with none."""
        return count_trends(one.move.trend for one in self.measures)

    @property
    def exceptions(self) -> tuple[Measure, ...]:
        """The measures that are exceptions."""
        return tuple(one for one in self.measures if one.attention.exception)

    @property
    def highlights(self) -> tuple[Measure, ...]:
        """The measures that are highlights."""
        return tuple(one for one in self.measures if one.attention.highlight)

    @property
    def good_news(self) -> tuple[Measure, ...]:
        """The highlights that are no exceptions: what is both stands among the concerns alone, which say so."""
        return tuple(one for one in self.highlights if not one.attention.exception)

    @cached_property
    def record_tables(self) -> "Tabled":
        """The tables of its record, each with its rows."""
        return self.tabled(self)

    @cached_property
    def concerns(self) -> tuple[Concern, ...]:
        """All that needs attention, the worst first: measures, savings, money and capital in one list."""
        return concerns(
            self.rules,
            self.measures,
            savings=self.savings,
            schemes=self.capital,
            accounts=self.accounts,
            position=self.position,
        )

    def zones(self, measure: Measure) -> Zones | None:
        """From where to where a figure of the measure is on target, and within the margin; None without a target."""
        return zones_of_measure(measure)

    @property
    def is_money_exception(self) -> bool:
        """True where the surplus or deficit is beyond the year's margin."""
        return self.position is not None and is_money_exception(self.position, self.rules)

    def is_rounded(self, item: str) -> bool:
        """Tells whether some sum of that section differs as printed by rounding alone, which the page then says."""
        return any(identity.item == item and identity.holds and not identity.is_exact for identity in self.identities)

    def measure(self, measure_id: str) -> Measure:
        """One measure; raises KeyError with the identifiers there are."""
        for one in self.measures:
            if one.measure_id == measure_id:
                return one
        raise KeyError(f"{measure_id} is not a measure of this report: {', '.join(self.measure_ids)}")

    @property
    def measure_ids(self) -> tuple[str, ...]:
        """The identifiers of the measures."""
        return tuple(one.measure_id for one in self.measures)

    @cached_property
    def wanted(self) -> dict[str, str]:
        """The items that must have words, each with the reason."""
        reasons = {OVERVIEW: "every report has an overview"}
        reasons |= {one.measure_id: one.attention.wants_words for one in self.measures if one.attention.wants_words}
        if any(row.amount for row in lines_of(self.budget, CashLimitLine.CHANGE)):
            reasons[BUDGET] = "the cash limit has changed"
        if self.position is None:
            return reasons
        explained = OUTTURN if self.outturn else SERVICES
        return {**reasons, explained: "every report explains its outturn"}

    def table(self, name: str) -> "pd.DataFrame":
        """One of the report's tables, tidy: the rows of its downloads as plain values.

        Parameters
        ----------
        name
            ``measures``, ``readings``, ``budget``, ``outturn``, ``services``, ``reserves``, ``savings``, ``capital``,
            ``accounts``, ``series``, ``control``, ``comparators`` or ``standings``.

        Returns
        -------
        DataFrame
            A new table, empty where the report has no such rows. ``attrs["row"]`` says what a row is,
            ``attrs["columns"]`` what each column holds; ``attrs["period"]`` names the period, and ``attrs["rules"]``
            the margins in force. Texts are ``string``, decimals ``Float64``, whole numbers ``Int64``, flags
            ``boolean``, days ``datetime64``; a blank is missing. Figures are in whole units, percentages in points,
            money in £000, as in the downloads. Decimals are exact everywhere else in pprr and binary floats here
            alone, so a table is for looking and asking, not for the books. ``measures`` has further columns, which
            verdicts rest on: ``pprr.rate`` takes them.

        Raises
        ------
        TableError
            There is no table of that name.
        """
        return self.tabulate(self, name)

    def words(self, item: str) -> str:
        """The item's words in Markdown; blank where there are none."""
        return self.entries[item].text if item in self.entries else ""

    def shown_words(self, item: str) -> tuple[Piece, ...]:
        """The item's words as they are shown, those of each cell with its pictures; none where there are none."""
        entry = self.entries.get(item)
        return (entry.pieces or (Piece(entry.text),)) if entry else ()

    @cached_property
    def standing(self) -> QueryStanding:
        """Where each query stands, and what became of each acceptance."""
        return standing(self.queries, self.acceptances)

    @property
    def open_queries(self) -> tuple[Query, ...]:
        """The queries that nobody has accepted."""
        return self.standing.open

    @property
    def accepted(self) -> tuple[tuple[Query, Acceptance], ...]:
        """The queries that somebody has accepted, with who and why."""
        return self.standing.accepted

    @property
    def is_blocking(self) -> bool:
        """True where an open query keeps the report a draft."""
        return any(query.is_blocking for query in self.open_queries)

    def actions_about(self, item: str) -> tuple[ActionOfItem, ...]:
        """The open actions about one item."""
        return tuple(one for one in self.actions if one.item == item and one.action.settled is None)

    def queries_about(self, item: str) -> tuple[Query, ...]:
        """The open queries about one item."""
        return tuple(query for query in self.open_queries if query.item == item)

    def accepted_about(self, item: str) -> tuple[tuple[Query, Acceptance], ...]:
        """The accepted queries about one item, with who and why."""
        return tuple(pair for pair in self.accepted if pair[0].item == item)
