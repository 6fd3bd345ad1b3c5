"""Puts a view and a performance update together: their measures with verdicts, what is watched, and their words."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pprr.documents.frame import finished, framed
from pprr.documents.oversight.entered import entered_over_time
from pprr.documents.oversight.report import AFTER_ISSUES, VIEW_ITEMS, PerformanceUpdate, Theme, ViewReport
from pprr.documents.oversight.tables import tables_of_update, tables_of_view
from pprr.domain import Measure, RegisterEntry
from pprr.domain.documents import Document
from pprr.domain.oversight import IssueState, View, ViewKind, ViewMeasure, WorryIssue
from pprr.ingest import tables
from pprr.ingest.cleaned import Cleaned
from pprr.ingest.inputs import states_as_at
from pprr.project import Project
from pprr.report.actions import ActionOfItem
from pprr.report.assemble import sources_of
from pprr.report.items import OVERVIEW
from pprr.report.measures.build import measures_of
from pprr.report.measures.figures import shown_periods
from pprr.report.measures.past import Past
from pprr.report.queries.of_draft import Ask
from pprr.report.report import Report, Tabled
from pprr.report.values.collect import values_of
from pprr.rules.carried import carried


@dataclass(frozen=True)
class _Known:
    """One view in the cleaned tables: its own row, and its measures with their verdicts, by portfolio."""

    project: Project
    cleaned: Cleaned
    past: Past
    view: View

    @property
    def taken(self) -> tuple[ViewMeasure, ...]:
        """Every measure that it has or had."""
        return self.cleaned.tables.records(tables.VIEW_MEASURES).of(view=self.view.view)

    @property
    def chosen(self) -> dict[str, ViewMeasure]:
        """Those that it has in the period."""
        return {one.measure_id: one for one in self.taken if one.is_in(self.cleaned.period)}

    @property
    def gone(self) -> tuple[ViewMeasure, ...]:
        """Those that left it within the year."""
        period = self.cleaned.period
        return tuple(one for one in self.taken if one.is_over(period) and one.until and one.until.start == period.start)

    @property
    def committee(self) -> str:
        """The name of the committee that takes it."""
        found = self.cleaned.tables.records(tables.COMMITTEES).of(committee=self.view.committee)
        return next((one.name for one in found), self.view.committee)

    @property
    def since(self) -> date:
        """The day of the last report: what was settled by then was in that one."""
        last = self.past.last
        return states_as_at(self.project, last) if last else self.cleaned.period.previous.end

    def entries(self, names: Iterable[str]) -> list[RegisterEntry]:
        """The register's entries of those measures, in its order."""
        wanted = set(names)
        return [one for one in self.cleaned.tables.records(tables.MEASURES) if one.measure_id in wanted]

    def measures(self, entries: Sequence[RegisterEntry]) -> tuple[Measure, ...]:
        """The measures with the verdicts of the year's rules."""
        council = self.project.settings.organisation.name
        periods = shown_periods(self.cleaned, self.past)
        return measures_of(self.cleaned, entries, self.past, periods, council=council)

    @property
    def portfolios(self) -> dict[str, str]:
        """The names of the portfolios by slug."""
        return {one.portfolio: one.name for one in self.cleaned.tables.records(tables.PORTFOLIOS)}


def view_report(
    project: Project,
    cleaned: Cleaned,
    document: Document,
    past: Past,
    *,
    is_writing: bool = False,
    ask: Ask | None = None,
) -> ViewReport:
    """The view's page from a period's cleaned tables; raises CommentaryError as every document does."""
    known = _known(project, cleaned, document, past)
    entries = known.entries(known.chosen)
    frame = _framed(known, document, VIEW_ITEMS, tables_of_view)
    watched, view = cleaned.tables, known.view.view
    found = ViewReport(
        **vars(replace(frame, measures=known.measures(entries))),
        view=known.view,
        committee=known.committee,
        meeting=cleaned.next_meeting(known.view.committee),
        since=known.since,
        portfolios=known.portfolios,
        chosen=known.chosen,
        gone=known.gone,
        called={
            one.measure_id: f"{one.code} {one.name}" for one in known.entries(one.measure_id for one in known.taken)
        },
        inspections=tuple(
            sorted(watched.records(tables.INSPECTIONS).of(view=view), key=lambda one: one.inspected, reverse=True)
        ),
        returns=tuple(sorted(watched.records(tables.RETURNS).of(view=view), key=lambda one: one.due, reverse=True)),
        recommendations=tuple(
            sorted(
                watched.records(tables.RECOMMENDATIONS).of(view=view),
                key=lambda one: (one.state is IssueState.CLOSED, one.review),
            )
        ),
        entered=entered_over_time(project, cleaned, entries),
    )
    return finished(project, found, values_of(found), past, of=_portfolios(found), is_writing=is_writing, ask=ask)


def performance_update(
    project: Project,
    cleaned: Cleaned,
    document: Document,
    past: Past,
    *,
    is_writing: bool = False,
    ask: Ask | None = None,
) -> PerformanceUpdate:
    """A directorate's performance update from a period's cleaned tables; raises CommentaryError as every document."""
    known = _known(project, cleaned, document, past)
    listed = cleaned.tables.records(tables.ISSUES)
    issues = sorted(listed.of(view=known.view.view), key=lambda one: (one.first, one.issue))
    still = [one for one in issues if one.state is IssueState.OPEN]
    closed = [one for one in issues if one.state is IssueState.CLOSED and one.noted > known.since]
    named = {name for one in (*still, *closed) for name in one.measures}
    items = tuple(dict.fromkeys((OVERVIEW, *(one.issue for one in still), *AFTER_ISSUES)))
    frame = _framed(known, document, items, tables_of_update)
    measures = known.measures(known.entries({*known.chosen, *named}))
    plan = _plan(known, (*still, *closed))
    found = PerformanceUpdate(
        **vars(replace(frame, measures=measures, actions=plan)),
        view=known.view,
        committee=known.committee,
        meeting=cleaned.next_meeting(known.view.committee),
        since=known.since,
        portfolios=known.portfolios,
        chosen=known.chosen,
        issues=tuple(still),
        closed=tuple(closed),
        themes=tuple(_themes(known, still, listed)),
    )
    return finished(project, found, values_of(found), past, of=_portfolios(found), is_writing=is_writing, ask=ask)


def _portfolios(report: Report) -> list[str]:
    """The portfolios whose measures it shows."""
    return list(dict.fromkeys(one.entry.portfolio for one in report.measures))


def _known(project: Project, cleaned: Cleaned, document: Document, past: Past) -> _Known:
    [view] = cleaned.tables.records(tables.VIEWS).of(view=document.subject.slug)
    return _Known(project, cleaned, past, view)


def _framed(known: _Known, document: Document, items: Sequence[str], tabled: Callable[[Report], Tabled]) -> Report:
    """The frame of the document, with the files that its figures are from and the day that it knows states up to."""
    frame = framed(known.project, known.cleaned, document, known.past, items=items, tabled=tabled)
    return replace(frame, sources=sources_of(known.cleaned), actions_as_at=known.cleaned.as_at)


def _plan(known: _Known, issues: Sequence[WorryIssue]) -> tuple[ActionOfItem, ...]:
    """The actions about the issues and about their indicators, as a report carries them."""
    by_name = {_plain(name): one.issue for one in reversed(issues) for name in one.measures}
    by_name |= {_plain(one.issue): one.issue for one in issues}
    committees = {one.committee: one.name for one in known.cleaned.tables.records(tables.COMMITTEES)}
    own = [one for one in known.cleaned.tables.records(tables.ACTIONS) if _plain(one.about) in by_name]
    return tuple(
        ActionOfItem(one, by_name[_plain(one.about)], committees.get(one.committee, one.committee))
        for one in carried(own, as_at=known.cleaned.as_at, since=known.since)
    )


def _themes(known: _Known, own: Sequence[WorryIssue], listed: Iterable[WorryIssue]) -> Iterator[Theme]:
    """Yields the themes of the directorate's issues, each with all open issues of any directorate that have it."""
    views = known.cleaned.tables.records(tables.VIEWS)
    names = {one.view: one.name for one in views if one.kind is ViewKind.DIRECTORATE}
    every = [one for one in listed if one.state is IssueState.OPEN and one.view in names]
    for theme in dict.fromkeys(one.theme for one in own if one.theme):
        same = [(names[one.view], one) for one in every if _plain(one.theme) == _plain(theme)]
        yield Theme(theme, tuple(same))


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
