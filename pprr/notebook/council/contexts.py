"""The context that each template of the corporate report's parts is given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict

from markupsafe import Markup

from pprr.documents.corporate.counts import Rates
from pprr.domain import Measure, Status
from pprr.domain.money import BudgetLine
from pprr.notebook.in_short import Headline
from pprr.notebook.mention import Mention
from pprr.report.report import Count


class CouncilSummary(TypedDict):
    """In short, over all portfolios."""

    headlines: Sequence[Headline]
    statuses: Sequence[Count]
    share: Markup
    colours: Mapping[Status, str]


class CouncilAttention(TypedDict):
    """The one list of what needs attention in any portfolio: what is worst, then all else."""

    worst: Sequence[Mention]
    others: Sequence[Mention]
    portfolios: int


class OwnWords(TypedDict):
    """Words of the corporate report's own, and what stands in their place where there are none."""

    commentary: Markup
    instead: str


class CouncilReading(TypedDict):
    """A reading of the whole, made from the data alone."""

    reading: str


@dataclass(frozen=True)
class PortfolioRow:
    """One portfolio's report: its counts, where its page is, how many of its items need attention, who approved it.

    ``statuses`` has for each status the number in this report and in each earlier one, None where that had none;
    ``change`` is what Green has changed by since the earliest. A former portfolio has no address.
    """

    name: str
    address: str
    statuses: Sequence[Sequence[int | None]]
    change: str
    trends: Sequence[Count] = ()
    attention: int = 0
    approved: str = ""


class Portfolios(TypedDict):
    """The portfolios' reports and their counts, now and in earlier reports, which had portfolios of their own.

    ``council`` is their sum; ``reports`` names this report and the earlier ones, each as a column and by its title.
    ``fall`` is the sentence about the largest.
    """

    rows: Sequence[PortfolioRow]
    council: PortfolioRow
    statuses: Sequence[str]
    trends: Sequence[str]
    reports: Sequence[tuple[str, str]]
    fall: str
    unknown: str
    commentary: Markup


@dataclass(frozen=True)
class SuiteRow:
    """A measure of a suite, whose it is, and where it stands on that portfolio's page.

    ``series`` says why a trend that is taken from a whole series differs from the figures beside it.
    """

    measure: Measure
    portfolio: str
    address: str
    series: str


class PortfoliosInShort(TypedDict):
    """The portfolios that the council has, each with its counts by status."""

    rows: Sequence[PortfolioRow]
    statuses: Sequence[str]


class Suites(TypedDict):
    """The shares on target and improving, and the measures of each framework or headline suite."""

    rates: Sequence[Rates]
    measures: Mapping[str, Sequence[SuiteRow]]


@dataclass(frozen=True)
class SumRow:
    """One portfolio's amounts in pence, None for one that it does not state, and where they stand on its page."""

    name: str
    address: str
    amounts: Sequence[int | None]


@dataclass(frozen=True)
class SumTable:
    """A section of money over the council: its heading, columns, a row a portfolio, and their sum.

    ``notes`` say what does not add, or is not there.
    """

    address: str
    title: str
    about: str
    columns: Sequence[str]
    rows: Sequence[SumRow]
    total: Sequence[int | None]
    notes: Sequence[str]


class CouncilMoney(TypedDict):
    """The council's money, section by section; the virements between portfolios, and whether they cancel."""

    tables: Sequence[SumTable]
    moved: Sequence[tuple[str, BudgetLine]]
    virements: str
    commentary: Markup


class CouncilSources(TypedDict):
    """The files and the downloads of the corporate report."""

    files: Sequence[tuple[str, Sequence[tuple[str, str]]]]
    downloads: Sequence[tuple[str, str]]


CONTEXTS: Mapping[tuple[str, str], type] = {
    ("council.html.j2", "summary"): CouncilSummary,
    ("council.html.j2", "attention"): CouncilAttention,
    ("council.html.j2", "own_words"): OwnWords,
    ("council.html.j2", "whole"): CouncilReading,
    ("council.html.j2", "portfolios"): Portfolios,
    ("council.html.j2", "in_short"): PortfoliosInShort,
    ("council.html.j2", "suites"): Suites,
    ("council.html.j2", "sums"): CouncilMoney,
    ("council.html.j2", "sources"): CouncilSources,
}
"""By template, and the macro of it that is a part."""
