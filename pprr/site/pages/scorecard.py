"""The council's scorecard of a period: a row a portfolio, and all of them together."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from pprr import formats
from pprr.changes.rows import Reported, text
from pprr.html.marks import stack
from pprr.project import PORTFOLIO
from pprr.rules.counts import Count
from pprr.site.catalogue import Catalogue, PublishedEdition

_PENCE = 100_000  # in £1,000


@dataclass(frozen=True)
class ScoreRow:
    """One portfolio's results, or those of all: counts in parts that add up, and the variance in pence, if any."""

    name: str
    edition: PublishedEdition | None
    statuses: tuple[Count, ...]
    trends: tuple[Count, ...]
    attention: int
    variance: int | None

    @property
    def measures(self) -> int:
        """The number of its measures."""
        return sum(one.measures for one in self.statuses)

    @property
    def status_bar(self) -> Markup:
        """The statuses as one bar in parts; the counts stand beside it."""
        return stack((one.words.lower().replace(" ", "-"), one.measures) for one in self.statuses)

    @property
    def trend_bar(self) -> Markup:
        """The trends as one bar in parts."""
        return stack((one.words.lower().replace(" ", "-"), one.measures) for one in self.trends)

    @property
    def money(self) -> str:
        """The variance in words: ``£0.044m under``."""
        if self.variance is None:
            return "None stated"
        way = "under" if self.variance < 0 else "over"
        return f"{formats.millions(self.variance)} {way}" if self.variance else "On budget"


@dataclass(frozen=True)
class Scorecard:
    """The rows of a period's portfolios; their sum, where there are several; the other documents of the period."""

    rows: tuple[ScoreRow, ...]
    total: ScoreRow | None
    documents: tuple[PublishedEdition, ...]


def scorecard(editions: Sequence[PublishedEdition]) -> Scorecard:
    """The scorecard of one period's current editions."""
    rows = tuple(row_of(one) for one in editions if one.kind == PORTFOLIO)
    others = tuple(one for one in editions if one.kind != PORTFOLIO)
    return Scorecard(rows, _total(rows) if len(rows) > 1 else None, others)


def row_of(edition: PublishedEdition) -> ScoreRow:
    """The results of one report, as its record has them."""
    counts: Mapping[str, object] = edition.record["counts"]
    exceptions = counts.get("exceptions", 0)
    return ScoreRow(
        edition.record["portfolio"]["name"],
        edition,
        _counts(counts.get("statuses")),
        _counts(counts.get("trends")),
        exceptions if isinstance(exceptions, int) else 0,
        _variance(Reported(edition.record)),
    )


def _counts(listed: object) -> tuple[Count, ...]:
    return tuple(Count(one["words"], one["measures"]) for one in listed) if isinstance(listed, list) else ()


def _variance(report: Reported) -> int | None:
    """The money over the budget or, negative, under it: by the outturn, else by the total of the services."""
    totals = [row for row in report.rows("services") if row["is_total"] and not text(row, "group")]
    for row in (*report.rows("outturn"), *totals):
        return int(Decimal(text(row, "variance")) * _PENCE)
    return None


def _total(rows: Sequence[ScoreRow]) -> ScoreRow:
    """All portfolios together; their variances as far as every one of them has one."""
    variances = [row.variance for row in rows if row.variance is not None]
    return ScoreRow(
        "All portfolios",
        None,
        _sum([row.statuses for row in rows]),
        _sum([row.trends for row in rows]),
        sum(row.attention for row in rows),
        sum(variances) if len(variances) == len(rows) else None,
    )


def _sum(listed: Sequence[tuple[Count, ...]]) -> tuple[Count, ...]:
    found: Counter[str] = Counter()
    for counts in listed:
        found.update({one.words: one.measures for one in counts})
    return tuple(Count(words, count) for words, count in found.items())


def of_period(catalogue: Catalogue, period: object) -> list[PublishedEdition]:
    """The current editions of a period."""
    return [one for one in catalogue.current if one.period == str(period)]
