"""The context that each template of these parts is given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict

from markupsafe import Markup

from pprr.domain import Measure
from pprr.domain.oversight import WorryIssue
from pprr.report.report import Count

Rows = Sequence[tuple[str, ...]]


@dataclass(frozen=True)
class ViewRow:
    """A measure, where it stands on its portfolio's page, whose it is, and how it is beside other councils.

    ``now_of`` tells of which period its figure is, where that is not the report's; ``series`` why a trend that is taken
    from a whole series differs from the figures beside it. ``against`` has the figure that the trend compares with,
    where that is not the last report's, and ``up_to`` the end of a running total of the last report.
    """

    measure: Measure
    address: str
    portfolio: str
    compared: Sequence[str]
    now_of: str
    series: str
    against: str
    up_to: str


@dataclass(frozen=True)
class IssueRow:
    """An issue with its place, its day, its words, its indicators, what others note of it, and how much is planned."""

    issue: WorryIssue
    noted: str
    said: Markup
    indicators: Sequence[ViewRow]
    notes: Sequence[tuple[str, str]]
    planned: str


class FrontBlock(TypedDict):
    """The front of a paper: for whom and by whom it is."""

    caption: str
    rows: Rows


class InShort(TypedDict):
    """The sentences that the page begins with, and its measures by status."""

    sentences: Sequence[str]
    statuses: Sequence[Count]
    share: Markup


class WantedWords(TypedDict):
    """Words that are wanted, and what stands in their place where there are none."""

    address: str
    title: str
    said: Markup
    instead: str


class WorryList(TypedDict):
    """The open issues, what is Red and named by none of them, and those closed since the last report."""

    issues: Sequence[IssueRow]
    unnamed: Sequence[ViewRow]
    closed: Rows
    since: str


class Themes(TypedDict):
    """The themes that issues of several directorates share."""

    said: Markup
    rows: Rows


class Voice(TypedDict):
    """The measures that are the voice of the user, and what the page says where there is none."""

    rows: Sequence[ViewRow]
    said: Markup


class DecisionBlock(TypedDict):
    """The block in which a decision is recorded."""

    committee: str
    meeting: str


class ViewMeasures(TypedDict):
    """The measures of a view, and those that came and went within the year, each with the reason."""

    rows: Sequence[ViewRow]
    said: Markup
    changed: Rows


class WatchedBeside(TypedDict):
    """The inspections and the statutory returns of what a view is about."""

    inspections: Rows
    returns: Rows
    said: Markup


class EnteredRows(TypedDict):
    """The quality of what was entered, by service and report; and how many entries had nothing to tell of."""

    rows: Rows
    faultless: int


class Tracker(TypedDict):
    """The recommendations of reviews by review, and how many are adopted, done and overdue."""

    reviews: Mapping[str, Rows]
    told: str


CONTEXTS: Mapping[tuple[str, str], type] = {
    ("update.html.j2", "front"): FrontBlock,
    ("update.html.j2", "in_short"): InShort,
    ("update.html.j2", "wanted"): WantedWords,
    ("update.html.j2", "worry_list"): WorryList,
    ("update.html.j2", "themes"): Themes,
    ("update.html.j2", "voice"): Voice,
    ("update.html.j2", "decision"): DecisionBlock,
    ("view.html.j2", "measures"): ViewMeasures,
    ("view.html.j2", "watched"): WatchedBeside,
    ("view.html.j2", "entered"): EnteredRows,
    ("view.html.j2", "tracker"): Tracker,
}
"""By template, and the macro of it that is a part."""
