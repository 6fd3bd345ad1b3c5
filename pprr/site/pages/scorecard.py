"""The council's scorecard of a period: a row a portfolio, and all of them together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pprr.project import COUNCIL, PORTFOLIO
from pprr.scorecard.rows import ScoreRow, counted, total_of, variance_of
from pprr.site.catalogue import Catalogue, PublishedEdition


@dataclass(frozen=True)
class Scorecard:
    """The rows of a period's portfolios; their sum, where several; other documents by title."""

    rows: tuple[ScoreRow, ...]
    total: ScoreRow | None
    documents: tuple[tuple[str, tuple[PublishedEdition, ...]], ...]


def scorecard(editions: Sequence[PublishedEdition]) -> Scorecard:
    """The scorecard of one period's current editions."""
    rows = tuple(row_of(one) for one in editions if one.kind == PORTFOLIO)
    others: dict[str, list[PublishedEdition]] = {}
    for one in sorted(editions, key=lambda one: (one.subject != COUNCIL, one.kind)):
        if one.kind != PORTFOLIO:
            others.setdefault(one.record["title"], []).append(one)
    return Scorecard(rows, total_of(rows), tuple((title, tuple(listed)) for title, listed in others.items()))


def row_of(edition: PublishedEdition) -> ScoreRow:
    """The results of one report, as its record has them."""
    counts: Mapping[str, object] = edition.record["counts"]
    attention = counts.get("attention", counts.get("exceptions", 0))  # an older record has no count of its list
    return ScoreRow(
        subject=edition.subject,
        name=edition.record["portfolio"]["name"],
        page=edition.page,
        state=edition.state,
        statuses=counted(counts.get("statuses")),
        trends=counted(counts.get("trends")),
        attention=attention if isinstance(attention, int) else 0,
        variance=variance_of(edition.record),
    )


def of_period(catalogue: Catalogue, period: object) -> list[PublishedEdition]:
    """The current editions of a period."""
    of_period = catalogue.of_periods.get(str(period), ())
    return [one for one in of_period if one is catalogue.by_home[one.home][0] and not one.withdrawn]
