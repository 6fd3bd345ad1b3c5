"""The parts of a directorate's performance update: its issues, themes, action plan, the voice of the user, comments."""

from collections.abc import Iterator

from markupsafe import Markup

from pprr import formats
from pprr.documents.oversight.report import (
    EQUALITY,
    FINANCE,
    LEGAL,
    NEXT,
    THEMES,
    VOICE,
    PerformanceUpdate,
    ViewReport,
)
from pprr.domain.oversight import WorryIssue
from pprr.html.elements import Html, join, render
from pprr.html.markdown import words
from pprr.notebook.beside.actions import actions
from pprr.notebook.oversight.contexts import (
    DecisionBlock,
    FrontBlock,
    InShort,
    IssueRow,
    Themes,
    Voice,
    WantedWords,
    WorryList,
)
from pprr.notebook.oversight.view import row_of
from pprr.report.items import OVERVIEW
from pprr.scorecard.bar import stack

_TEMPLATE = "update.html.j2"
_CHAPTER, _ISSUE = 2, 3  # the levels of the headings that words stand under
_NOT_STATED = "Not stated"
_NOTES = {"audit": "Internal audit", "projects": "Projects and programmes", "risk": "Risk management"}
_COMMENTS = {
    EQUALITY: "Equality impact",
    LEGAL: "Comments of the legal officer",
    FINANCE: "Comments of the finance officer",
}


def front(report: ViewReport) -> Html:
    """The front block: who decides, when, about what, on whose report."""
    rows = [
        ("Decision maker", report.committee or _NOT_STATED),
        ("Meeting", _meeting(report)),
        ("Subject", f"{report.title}: {report.view.name}"),
        ("Report by", report.view.signed_by or _NOT_STATED),
        ("Wards affected", report.view.wards or _NOT_STATED),
        ("Key decision", report.view.key_decision or _NOT_STATED),
    ]
    return render(_TEMPLATE, "front", **FrontBlock(caption="This paper", rows=rows))


def update_summary(report: PerformanceUpdate) -> Html:
    """In short: the issues, the action plan, the measures by status."""
    return render(
        _TEMPLATE,
        "in_short",
        **InShort(
            sentences=list(_in_short(report)),
            statuses=report.statuses,
            share=stack((row.words.lower().replace(" ", "-"), row.measures) for row in report.statuses),
        ),
    )


def update_overview(report: PerformanceUpdate) -> Html:
    """The summary and purpose in words."""
    return _wanted(report, OVERVIEW, "", "No summary has been written.")


def worry_list(report: PerformanceUpdate) -> Html:
    """The issues: why each is not acceptable, its indicators, and what audit, projects and risk note of it."""
    closed = [(f"{one.issue} {one.title}", formats.day(one.first), formats.day(one.noted)) for one in report.closed]
    since = f"the {report.last.title}" if report.last else "the period began"
    issues = [_issue(report, one) for one in report.issues]
    unnamed = [row_of(report, one) for one in report.unnamed]
    return render(_TEMPLATE, "worry_list", **WorryList(issues=issues, unnamed=unnamed, closed=closed, since=since))


def update_themes(report: PerformanceUpdate) -> Html:
    """The themes that the issues share with those of other directorates."""
    rows = [
        (
            theme.name,
            ", ".join(dict.fromkeys(name for name, _ in theme.issues)),
            "; ".join(f"{one.issue} {one.title}" for _, one in theme.issues),
        )
        for theme in report.themes
    ]
    said = words(report.shown_words(THEMES), below=_CHAPTER)
    return render(_TEMPLATE, "themes", **Themes(said=said, rows=rows))


def action_plan(report: PerformanceUpdate) -> Html:
    """The actions agreed about the issues and their indicators, overdue first, and what was settled."""
    if report.plan:
        return actions(report)
    instead = "No action is on record about these issues or their indicators."
    return render(_TEMPLATE, "wanted", **WantedWords(address="", title="", said=Markup(""), instead=instead))


def voice(report: PerformanceUpdate) -> Html:
    """The surveys of users, and what they ask of the council; a page without such a measure says so."""
    said = words(report.shown_words(VOICE), below=_CHAPTER)
    return render(_TEMPLATE, "voice", **Voice(rows=[row_of(report, one) for one in report.voices], said=said))


def next_steps(report: PerformanceUpdate) -> Html:
    """The next steps, in words."""
    return _wanted(report, NEXT, "", "No next steps have been written.")


def comments(report: PerformanceUpdate) -> Html:
    """The comments on equality, law and finance."""
    return join(_wanted(report, item, title, "Not yet given.") for item, title in _COMMENTS.items())


def decision(report: ViewReport) -> Html:
    """The block in which the committee's decision is recorded."""
    committee = report.committee or _NOT_STATED
    return render(_TEMPLATE, "decision", **DecisionBlock(committee=committee, meeting=_meeting(report)))


def figures_of_update(report: PerformanceUpdate, name: str) -> Html:
    """The figures above the entry of that name in the notebook of words."""
    own = {OVERVIEW: update_summary, THEMES: update_themes, VOICE: voice, NEXT: action_plan}
    if name in own:
        return own[name](report)
    issues = [_issue(report, one) for one in report.issues if one.issue == name]
    return (
        render(_TEMPLATE, "worry_list", **WorryList(issues=issues, unnamed=[], closed=[], since=""))
        if issues
        else Html("")
    )


def _meeting(report: ViewReport) -> str:
    return formats.day(report.meeting) if report.meeting else _NOT_STATED


def _in_short(report: PerformanceUpdate) -> Iterator[str]:
    new = sum(one.first > report.since for one in report.issues) if report.since else 0
    yield (
        f"{formats.plural(len(report.issues), 'issue')} on the worry list, {new or 'none'} of them new; "
        f"{len(report.closed) or 'none'} closed since the last report."
    )
    if report.issues:
        yield f"On the list: {'; '.join(f'{one.issue} {one.title}' for one in report.issues)}."
    day = report.actions_as_at
    still = [one.action for one in report.plan if one.action.settled is None]
    late = sum(one.is_overdue(day) for one in still) if day else 0
    done = len(report.plan) - len(still)
    overdue = f"{late or 'none'} of them overdue"
    yield f"Of the action plan {len(still)} open, {overdue}; {done or 'none'} settled since the last report."
    if report.unnamed:
        yield f"{formats.plural(len(report.unnamed), 'measure is', 'measures are')} Red and named by no issue."
    yield (
        f"{formats.plural(len(report.measures), 'measure')}: those of the directorate and the indicators of its issues."
    )


def _issue(report: PerformanceUpdate, issue: WorryIssue) -> IssueRow:
    planned = [one for one in report.plan if one.item == issue.issue and one.action.settled is None]
    return IssueRow(
        issue,
        formats.day(issue.first),
        words(report.shown_words(issue.issue), below=_ISSUE),
        [row_of(report, one) for one in report.indicators(issue)],
        [(name, note) for field, name in _NOTES.items() if (note := getattr(issue, field))],
        f"{formats.plural(len(planned), 'open action')} in the plan." if planned else "No open action in the plan.",
    )


def _wanted(report: PerformanceUpdate, item: str, title: str, instead: str) -> Html:
    said = words(report.shown_words(item), below=_ISSUE if title else _CHAPTER)
    return render(_TEMPLATE, "wanted", **WantedWords(address=item, title=title, said=said, instead=instead))
