"""Gathers one period's data quality: errors, queries and where they stand, and the figures that are missing."""

import datetime
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pprr.commentary.decisions import Acceptance, QueryStanding
from pprr.domain import Frequency, Period, Query, Severity
from pprr.domain.errors import Fault
from pprr.ingest.cleaned import Cleaned
from pprr.project import Project
from pprr.report import Report
from pprr.report.queries.words import UNHELD, UNTIED, tally_of
from pprr.review.decide import WHOLE_FILES, standings

ALL = "All portfolios"


@dataclass(frozen=True)
class Group:
    """The open queries of one severity, portfolio and owner; the owner is blank where the register names none."""

    severity: Severity
    portfolio: str
    owner: str
    queries: tuple[Query, ...]


@dataclass(frozen=True)
class QueryTotal:
    """The number of open queries of each severity, and of accepted ones, in one portfolio."""

    portfolio: str
    open: Mapping[Severity, int]
    accepted: int


@dataclass(frozen=True)
class Gap:
    """One measure without a new figure: what is said of it, whether it is late, and the latest that is shown."""

    portfolio: str
    measure_id: str
    name: str
    owner: str
    state: str
    is_late: bool
    frequency: str
    latest: str


@dataclass(frozen=True)
class Decision:
    """One acceptance: of which portfolio, by which id, whether it holds, what it says, and what is so now."""

    portfolio: str
    state: str
    id: str
    said: Acceptance
    now: str = ""


@dataclass(frozen=True)
class Quality:
    """One period's data quality, for the analyst.

    ``due`` is the day by which queries are to be settled. ``faults`` must be mended first; ``unreadable`` are the
    portfolios whose words cannot be read, each with the reason. ``gaps`` stand late ones first. ``untied`` are the
    notes about figures and claims in words that the data do not have, which stand in no other group; ``tallies`` say of
    each portfolio how many figures its words have, and how many of them are tied.
    """

    period: Period
    due: datetime.date | None = None
    faults: tuple[Fault, ...] = ()
    unreadable: tuple[tuple[str, str], ...] = ()
    totals: tuple[QueryTotal, ...] = ()
    groups: tuple[Group, ...] = ()
    decisions: tuple[Decision, ...] = ()
    gaps: tuple[Gap, ...] = ()
    untied: tuple[Group, ...] = ()
    tallies: tuple[tuple[str, str], ...] = ()

    @property
    def open(self) -> Mapping[Severity, int]:
        """The number of open queries of each severity, in all portfolios."""
        return {severity: sum(total.open[severity] for total in self.totals) for severity in Severity}

    @property
    def has_errors(self) -> bool:
        """True where something must be mended before anything else."""
        return bool(self.faults or self.unreadable)

    @property
    def is_blocking(self) -> bool:
        """True where an open query is blocking."""
        return self.open[Severity.BLOCKING] > 0

    @property
    def has_queries(self) -> bool:
        """True where any query is open."""
        return bool(self.groups or self.untied)

    def only(self, severities: Collection[Severity], keys: Collection[str]) -> "Quality":
        """The same with those queries alone, of these kinds where some are named; what else is listed is left out."""

        def kept(groups: Sequence[Group]) -> tuple[Group, ...]:
            found = (
                replace(group, queries=tuple(one for one in group.queries if not keys or one.key in keys))
                for group in groups
                if group.severity in severities
            )
            return tuple(group for group in found if group.queries)

        return replace(self, groups=kept(self.groups), untied=kept(self.untied), decisions=(), gaps=(), tallies=())

    def of_severity(self, severity: Severity) -> tuple[Group, ...]:
        """The groups of one severity."""
        return tuple(group for group in self.groups if group.severity is severity)


def quality_of(project: Project, cleaned: Cleaned, reports: Sequence[Report], unreadable: Mapping[str, str]) -> Quality:
    """The quality of a period's data, as far as the given reports show it.

    ``unreadable`` says of the other portfolios, by slug, why their words cannot be read.
    """
    names = {WHOLE_FILES: ALL} | _called_apart(reports)
    found = standings(project, cleaned, reports)
    told = [(names[slug], stands) for slug, stands in found.items() if slug or _is_something(stands)]
    owners = {
        (names[report.portfolio.slug], measure.measure_id): measure.entry.owner
        for report in reports
        for measure in report.measures
    }
    gaps = [gap for report in reports for gap in _gaps(report)]
    return Quality(
        cleaned.period,
        cleaned.edition.queries_due,
        cleaned.faults,
        tuple(unreadable.items()),
        tuple(_total(portfolio, stands) for portfolio, stands in told),
        tuple(_groups([(name, _tied(stands, is_tied=True)) for name, stands in told], owners)),
        tuple(decision for portfolio, stands in told for decision in _decisions(portfolio, stands)),
        tuple(sorted(gaps, key=lambda gap: not gap.is_late)),
        tuple(_groups([(name, _tied(stands, is_tied=False)) for name, stands in told], {})),
        tuple((names[report.portfolio.slug], str(tally_of(report))) for report in reports if report.entries),
    )


def _called_apart(reports: Sequence[Report]) -> dict[str, str]:
    """What each report is of, by its name; a document of a portfolio says what it is beside the portfolio's report."""
    shared = Counter(report.portfolio.name for report in reports)
    found = {report.portfolio.slug: report.portfolio.name for report in reports}
    kinds = {slug: slug.partition(".")[2].replace("_", " ") for slug in found}
    return {
        slug: f"{name}, {kinds[slug]}" if shared[name] > 1 and kinds[slug] else name for slug, name in found.items()
    }


def _tied(stands: QueryStanding, *, is_tied: bool) -> QueryStanding:
    """The standing with only the open queries that are, or are not, about what the data neither bear out nor deny."""
    return replace(stands, open=tuple(query for query in stands.open if (query.key not in (UNTIED, UNHELD)) is is_tied))


def _is_something(stands: QueryStanding) -> bool:
    return bool(stands.open or stands.accepted or stands.fallen or stands.unneeded)


def _total(portfolio: str, stands: QueryStanding) -> QueryTotal:
    counts = Counter(query.severity for query in stands.open)
    return QueryTotal(portfolio, {severity: counts[severity] for severity in Severity}, len(stands.accepted))


def _groups(told: Sequence[tuple[str, QueryStanding]], owners: Mapping[tuple[str, str], str]) -> Iterable[Group]:
    """The groups by severity, then portfolio in its order, then owner by name, those without an owner first."""
    for severity in Severity:
        for portfolio, stands in told:
            by_owner: dict[str, list[Query]] = {}
            for query in stands.open:
                if query.severity is severity:
                    by_owner.setdefault(owners.get((portfolio, query.item), ""), []).append(query)
            for owner in sorted(by_owner):
                yield Group(severity, portfolio, owner, tuple(by_owner[owner]))


def _decisions(portfolio: str, stands: QueryStanding) -> Iterable[Decision]:
    for query, said in stands.accepted:
        yield Decision(portfolio, "accepted", query.id, said)
    for fallen in stands.fallen:
        before, now = fallen.change
        then = "" if before == fallen.acceptance.found else f"It was: {before} "
        yield Decision(
            portfolio,
            "fallen",
            fallen.id,
            fallen.acceptance,
            f"{then}Now: {now} It is open again, as {fallen.query.id}.",
        )
    for name, said in stands.unneeded.items():
        yield Decision(portfolio, "no longer needed", name, said, "The query is gone.")


def _gaps(report: Report) -> Iterable[Gap]:
    for measure in report.measures:
        if measure.figures.is_new or measure.measure_id not in report.items:
            continue
        if measure.actual.missing:
            state = f"Late: {measure.actual.missing}" if measure.figures.is_late else str(measure.actual.missing)
            latest = (
                measure.figures.latest[1].figure_period or measure.figures.latest[0].label
                if measure.figures.latest
                else "none"
            )
        else:
            state, latest = "Not a new figure", measure.actual.figure_period
        yield Gap(
            report.portfolio.name,
            measure.measure_id,
            measure.name,
            measure.entry.owner,
            state,
            measure.figures.is_late,
            _frequency(measure.entry.frequency, measure.entry.lag),
            latest,
        )


def _frequency(frequency: Frequency, lag: int) -> str:
    """``Quarterly``, or ``Quarterly, a quarter late``: how often a figure comes, and how late it may."""
    if not lag:
        return frequency.capitalize()
    return f"{frequency.capitalize()}, {'a quarter' if lag == 1 else f'{lag} quarters'} late"
