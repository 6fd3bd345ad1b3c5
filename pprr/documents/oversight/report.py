"""A view of measures as a report, and the performance update of a directorate, which adds its worry list."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from pprr.documents.oversight.entered import Entered
from pprr.domain import Measure, Status
from pprr.domain.oversight import Inspection, Recommendation, StatutoryReturn, View, ViewMeasure, WorryIssue
from pprr.report import Report
from pprr.report.actions import ActionOfItem
from pprr.report.items import OVERVIEW

VIEW, UPDATE = "view", "performance_update"
PERFORMANCE, INSPECTED = "performance", "inspections"
THEMES, VOICE, NEXT, EQUALITY, LEGAL, FINANCE = "themes", "voice", "next-steps", "equality", "legal", "finance"
VIEW_ITEMS = (OVERVIEW, PERFORMANCE, INSPECTED)
"""The items that a view has words about: what it shows, its measures, its inspections and returns."""
AFTER_ISSUES = (THEMES, VOICE, NEXT, EQUALITY, LEGAL, FINANCE)
"""The items that a performance update has words about beside its summary and each of its issues."""
_OFFICERS = {
    EQUALITY: "a committee is told what the equality impact is",
    LEGAL: "a committee is told what the legal officer says",
    FINANCE: "a committee is told what the finance officer says",
}


@dataclass(frozen=True, kw_only=True)
class ViewReport(Report):
    """The measures of a view, whatever portfolios they are of, and what is watched beside them.

    - ``view``: what it is cut for; ``committee``: the name of the one that takes it, and its next meeting, if known.
    - ``since``: the day of the last report.
    - ``portfolios``: the names of the portfolios by slug, to whose pages the measures lead.
    - ``chosen``: the measures that it has, by identifier, with the reason where one came; ``gone``: those that left it;
      ``called``: the code and name of each of them, as far as the year's register has it.
    - ``inspections``, ``returns``, ``recommendations``: the latest first; by day; the open ones first.
    - ``entered``: how the figures were entered by each service, in this report and those before.
    """

    view: View
    committee: str = ""
    meeting: date | None = None
    since: date | None = None
    portfolios: Mapping[str, str] = field(default_factory=dict)
    chosen: Mapping[str, ViewMeasure] = field(default_factory=dict)
    gone: tuple[ViewMeasure, ...] = ()
    called: Mapping[str, str] = field(default_factory=dict)
    inspections: tuple[Inspection, ...] = ()
    returns: tuple[StatutoryReturn, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    entered: tuple[Entered, ...] = ()

    @property
    def title(self) -> str:
        """The title that a cover prints."""
        return f"Measures of the {self.period.title}"

    @cached_property
    def wanted(self) -> dict[str, str]:
        """The items that must have words, each with the reason: the measures have theirs in portfolio reports."""
        return {OVERVIEW: "a view says what it shows"}

    @property
    def come(self) -> tuple[Measure, ...]:
        """The measures that came into the view within its year."""
        year = self.period.start
        since = {name: one.since for name, one in self.chosen.items()}
        return tuple(one for one in self.measures if (first := since[one.measure_id]) and first.start == year)


@dataclass(frozen=True)
class Theme:
    """A matter that issues of several directorates have in common: each issue with its directorate's name."""

    name: str
    issues: tuple[tuple[str, WorryIssue], ...]


@dataclass(frozen=True, kw_only=True)
class PerformanceUpdate(ViewReport):
    """The performance update of a directorate: its worry list, and what is done about it.

    ``issues`` are open, the oldest first; ``closed`` those closed since the last report. ``themes`` are those of its
    issues, over all directorates. ``plan`` is the action plan: what was agreed about its issues and their indicators.
    """

    issues: tuple[WorryIssue, ...] = ()
    closed: tuple[WorryIssue, ...] = ()
    themes: tuple[Theme, ...] = ()

    @property
    def title(self) -> str:
        """The title that a cover prints."""
        return f"Performance Update, {self.period.title}"

    @cached_property
    def wanted(self) -> dict[str, str]:
        """The items that must have words, each with the reason."""
        next_steps = {NEXT: "a performance update says what comes next"}
        return {OVERVIEW: "every performance update has a summary and its purpose", **next_steps, **_OFFICERS}

    @property
    def plan(self) -> tuple[ActionOfItem, ...]:
        """The action plan, overdue first."""
        return self.actions

    def indicators(self, issue: WorryIssue) -> tuple[Measure, ...]:
        """The measures by which an issue is watched."""
        by_id = {one.measure_id: one for one in self.measures}
        return tuple(by_id[name] for name in issue.measures if name in by_id)

    @property
    def unnamed(self) -> tuple[Measure, ...]:
        """The measures that are Red and that no open issue names."""
        named = {name for issue in self.issues for name in issue.measures}
        return tuple(one for one in self.measures if one.status is Status.RED and one.measure_id not in named)

    @property
    def voices(self) -> tuple[Measure, ...]:
        """The measures that are the voice of the user: surveys, and what people ask the council for."""
        return tuple(one for one in self.measures if one.entry.shows and one.entry.shows.is_voice)
