"""Measures counted over the council: by portfolio, now and in earlier reports, and the share that is on target."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from pprr.domain import Measure, Status, Trend
from pprr.rules.counts import Count, count_statuses, count_trends

Statuses = Sequence[Status | None]


@dataclass(frozen=True)
class PortfolioCounts:
    """One portfolio's measures by status and by trend, and by status in the last report and that of a year ago.

    ``last`` and ``year_ago`` are empty where the portfolio, or the report, was not there; ``is_former`` where the
    portfolio is one of those alone.
    """

    slug: str
    name: str
    statuses: tuple[Count, ...]
    trends: tuple[Count, ...]
    last: tuple[Count, ...] = ()
    year_ago: tuple[Count, ...] = ()
    is_former: bool = False

    @property
    def measures(self) -> int:
        """All its measures."""
        return sum(count for _, count in self.statuses)


def counts_of(
    measures: Iterable[Measure],
    portfolios: Mapping[str, str],
    last: Mapping[str, Statuses],
    year_ago: Mapping[str, Statuses],
    former: Mapping[str, str],
) -> tuple[PortfolioCounts, ...]:
    """The counts of each portfolio, by their names by slug, those that are no more behind them.

    ``last`` and ``year_ago`` are the statuses that those reports had, by portfolio; ``former`` names those of them that
    the council has no longer.
    """
    by_slug: dict[str, list[Measure]] = {slug: [] for slug in {**portfolios, **former}}
    for one in measures:
        by_slug[one.entry.portfolio].append(one)
    return tuple(
        PortfolioCounts(
            slug,
            name,
            count_statuses(one.status for one in by_slug[slug]),
            count_trends(one.move.trend for one in by_slug[slug]),
            count_statuses(last[slug]) if slug in last else (),
            count_statuses(year_ago[slug]) if slug in year_ago else (),
            is_former=slug not in portfolios,
        )
        for slug, name in {**portfolios, **former}.items()
    )


def share_on_target(counts: Iterable[Count]) -> tuple[int, int]:
    """The measures that are Green, and those that are rated."""
    found = dict(counts)
    return found.get(Status.GREEN, 0), sum(found.get(status, 0) for status in Status)


def fallen_most(counts: Iterable[PortfolioCounts], since: str) -> tuple[PortfolioCounts, ...]:
    """The portfolios whose share on target fell the most ``since`` then: all that are level, none where none fell."""
    falls: dict[Fraction, list[PortfolioCounts]] = {}
    for one in counts:
        green, rated = share_on_target(() if one.is_former else one.statuses)
        before, rated_then = share_on_target(getattr(one, since))
        if rated and rated_then:
            falls.setdefault(Fraction(before, rated_then) - Fraction(green, rated), []).append(one)
    most = max(falls, default=Fraction(0))
    return tuple(falls[most]) if most > 0 else ()


def added(counts: Iterable[tuple[Count, ...]]) -> tuple[Count, ...]:
    """The counts of several portfolios added up, each kind on its own; none where none has any."""
    found: dict[str, int] = {}
    for one in counts:
        for words, measures in one:
            found[words] = found.get(words, 0) + measures
    return tuple(Count(words, measures) for words, measures in found.items())


@dataclass(frozen=True)
class Rates:
    """The two shares that members quote of a suite of measures, each with its denominator.

    ``on_target`` of the ``targeted``, those that are rated, are on or ahead of target; ``improving`` of the
    ``compared``, those with a trend, are getting better or stay on target without getting worse.
    """

    suite: str
    measures: int
    on_target: int
    targeted: int
    improving: int
    compared: int


def rates_of(suite: str, measures: Sequence[Measure]) -> Rates:
    """The two shares of a suite of measures."""
    rated = [one for one in measures if one.status]
    compared = [one for one in measures if one.move.trend]
    return Rates(
        suite,
        len(measures),
        sum(one.status is Status.GREEN for one in rated),
        len(rated),
        sum(is_improving_or_maintaining(one.status, one.move.trend) for one in compared),
        len(compared),
    )


def is_improving_or_maintaining(status: Status | None, trend: Trend | None) -> bool:
    """Tells whether a measure is getting better, or keeps a high performance: on target, and not getting worse."""
    return trend is Trend.BETTER or (trend is Trend.STABLE and status is Status.GREEN)


def suites(measures: Iterable[Measure]) -> dict[str, list[Measure]]:
    """The measures of each wider framework or headline suite, by its name, in the order in which they first stand."""
    found: dict[str, list[Measure]] = {}
    for one in measures:
        for suite in one.entry.suites:
            found.setdefault(suite, []).append(one)
    return found
