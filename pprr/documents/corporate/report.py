"""The corporate report: a report over all portfolios of a period, with words of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from pprr.documents.corporate import sums
from pprr.documents.corporate.counts import PortfolioCounts, Rates, added, counts_of, fallen_most, rates_of, suites
from pprr.documents.corporate.sums import CouncilSum, council_sum
from pprr.domain import Measure, Period, Status
from pprr.domain.actions import ActionKind
from pprr.domain.money import BudgetLine, MoneyTables, by_account
from pprr.report import Report
from pprr.report.actions import ActionOfItem
from pprr.report.items import OVERVIEW
from pprr.rules.concerns import Concern, worst_first
from pprr.rules.counts import Count
from pprr.rules.money.virements import is_matched, virements

KIND = "corporate"
PERFORMANCE, FINANCE, FEEDBACK = "performance", "finance", "feedback"
ITEMS = (OVERVIEW, PERFORMANCE, FINANCE, FEEDBACK)
"""What has words of its own: the executive summary, performance, money, what portfolios ask to be fed back."""


@dataclass(frozen=True)
class ReportThen:
    """An earlier report: its period, the names of its portfolios by slug, and the statuses of their measures."""

    period: Period
    portfolios: Mapping[str, str]
    statuses: Mapping[str, Sequence[Status | None]]


@dataclass(frozen=True)
class CorporateReport(Report):
    """The report of the council as a whole: its measures are those of all portfolios, its words its own.

    ``parts`` are the portfolios' reports, without what is asked about them. ``money`` has the period's rows of all of
    them. ``report_then`` and ``year_ago`` are the last report and that of the same point of last year, None where they
    are not known.
    """

    parts: tuple[Report, ...] = ()
    money: MoneyTables = field(default_factory=MoneyTables)
    report_then: ReportThen | None = None
    year_ago: ReportThen | None = None

    @property
    def title(self) -> str:
        """The title that a cover prints."""
        return f"Corporate Performance and Resources {self.period.title}"

    @property
    def portfolios(self) -> dict[str, str]:
        """The names of the portfolios by slug, in the council's order."""
        return {part.portfolio.slug: part.portfolio.name for part in self.parts}

    @cached_property
    def wanted(self) -> dict[str, str]:
        """The items that must have words, each with the reason: measures and rows have theirs in portfolio reports."""
        return {OVERVIEW: "every report has an executive summary"}

    @cached_property
    def counts(self) -> tuple[PortfolioCounts, ...]:
        """The measures of each portfolio, counted."""
        then = [one.portfolios for one in (self.year_ago, self.report_then) if one]
        former = {slug: name for names in then for slug, name in names.items() if slug not in self.portfolios}
        last, year_ago = (one.statuses if one else {} for one in (self.report_then, self.year_ago))
        return counts_of(self.measures, self.portfolios, last, year_ago, former)

    @property
    def statuses_then(self) -> tuple[Count, ...]:
        """The number of measures with each status in the last report; empty where it is not known."""
        return added(one.last for one in self.counts)

    @property
    def statuses_year_ago(self) -> tuple[Count, ...]:
        """The same of the report of the same point of last year."""
        return added(one.year_ago for one in self.counts)

    @cached_property
    def fallen(self) -> tuple[Period, str, tuple[PortfolioCounts, ...]] | None:
        """The portfolios whose share on target fell the most in a year, else since the last report: since when, the
        name of those counts, and which; None where none fell, or no earlier report is known.
        """
        for then, name in ((self.year_ago, "year_ago"), (self.report_then, "last")):
            if then:
                found = fallen_most(self.counts, name)
                return (then.period, name, found) if found else None
        return None

    @cached_property
    def rates(self) -> tuple[Rates, ...]:
        """The shares on target and improving: of each framework or headline suite, then of all measures."""
        of_suites = [rates_of(name, measures) for name, measures in self.suites.items()]
        return (*of_suites, rates_of("All measures", self.measures))

    @cached_property
    def suites(self) -> dict[str, list[Measure]]:
        """The measures of each framework or headline suite."""
        return suites(self.measures)

    @cached_property
    def issues(self) -> tuple[tuple[Report, ActionOfItem], ...]:
        """The actions that are issues for Cabinet, each with its portfolio's report."""
        kind = ActionKind.CABINET
        return tuple((part, one) for part in self.parts for one in part.actions if one.action.kind is kind)

    @cached_property
    def by_portfolio(self) -> tuple[tuple[Report, Concern], ...]:
        """All that needs attention in any portfolio, the worst first, each with that portfolio's report."""
        found = [(part, concern) for part in self.parts for concern in part.concerns]
        return tuple(sorted(found, key=lambda pair: worst_first(pair[1])))

    @cached_property
    def concerns(self) -> tuple[Concern, ...]:
        """The same, without its portfolios."""
        return tuple(concern for _, concern in self.by_portfolio)

    @cached_property
    def sums(self) -> dict[str, CouncilSum]:
        """The council's money by section, each with its portfolios; a section that no portfolio has is not there."""
        own = {
            "position": (sums.POSITION, sums.position),
            "movements": (sums.MOVEMENTS, sums.movements),
            "reserves": (sums.RESERVES, sums.reserves),
            "savings": (sums.SAVINGS, sums.savings),
            "capital": (sums.CAPITAL, sums.capital),
        }
        found = {name: council_sum(columns, self.portfolios, self.money, of) for name, (columns, of) in own.items()}
        return {name: one for name, one in found.items() if one.portfolios}

    @cached_property
    def account_sums(self) -> dict[str, CouncilSum]:
        """The accounts outside the cash limit, such as the Housing Revenue Account, by their names."""
        return {
            name: council_sum(sums.ACCOUNT, self.portfolios, self.money, sums.account(name))
            for name in by_account(self.money.accounts)
        }

    @property
    def virements(self) -> tuple[BudgetLine, ...]:
        """The changes of cash limits that are said to be virements."""
        return virements(self.money.budget)

    @property
    def are_virements_matched(self) -> bool:
        """True where the virements come to nothing, as far as rounding allows."""
        return is_matched(self.virements)
