"""Actions and replies: what committees asked, as the page shows it, overdue first."""

from collections.abc import Mapping
from dataclasses import replace

from pprr import formats
from pprr.domain.actions import Action, ActionState
from pprr.html.elements import Html, render
from pprr.notebook.asked import action_address, due_in_words
from pprr.notebook.beside.contexts import ActionRow, Actions
from pprr.notebook.in_short import address_of_item
from pprr.report import Report
from pprr.report.actions import ActionOfItem

_DAY_OF = {ActionState.ANSWERED: "answered", ActionState.DONE: "done", ActionState.WITHDRAWN: "withdrawn"}


def actions(report: Report) -> Html:
    """The list of what was asked in meetings and is open, and of what was settled since the last report.

    Nothing where there is none of it.
    """
    return actions_in(report) if report.actions else Html("")


def actions_in(report: Report) -> Html:
    """The same, and in words that there is none."""
    return render("actions.html.j2", **actions_listed(report))


def actions_listed(report: Report, about: Mapping[str, str] | None = None) -> Actions:
    """The rows of that list; ``about`` says by its number what each is about, which stands on other pages."""

    def row(one: ActionOfItem) -> ActionRow:
        shown = action_row(report, one)
        return shown if about is None else replace(shown, about=about[one.action.action], address="")

    still = [one for one in report.actions if one.action.settled is None]
    settled = [one for one in report.actions if one.action.settled]
    since = f"the {report.last.title}" if report.last else "the period began"
    return Actions(
        told=actions_in_words(report),
        parts=[
            ("Open: what was asked and promised, overdue first", [row(one) for one in still]),
            (f"Settled since {since}", [row(one) for one in settled]),
        ],
    )


def actions_in_words(report: Report, asked_by: str = "") -> str:
    """The number of actions that are open, that are overdue, and that were settled since the last report.

    ``asked_by`` says whose are counted, where it is not everybody's.
    """
    day = report.actions_as_at or report.period.end
    still = [one for one in report.actions if one.action.settled is None]
    settled = len(report.actions) - len(still)
    overdue = sum(one.action.is_overdue(day) for one in still)
    late = f", {'all' if overdue == len(still) > 1 else overdue} of them overdue" if overdue else ""
    late = " and overdue" if overdue == len(still) == 1 else late
    of = f", asked by {asked_by}" if asked_by else ""
    return f"On {formats.day(day)}{of}: {len(still)} open{late}; {settled} settled since the last report."


def action_row(report: Report, one: ActionOfItem) -> ActionRow:
    """An action of the report as a table shows it."""
    action = one.action
    by = f", {action.by}" if action.by else ""
    return ActionRow(
        place=action_address(one),
        kind=action.kind.capitalize(),
        text=action.text,
        about=action.about,
        address=address_of_item(report, one.item),
        where=one.committee or "Not stated",
        raised=f"{formats.day(action.raised)}{by}",
        owner=action.owner,
        due=due_in_words(one, report) if action.due else "",
        state=_state_in_words(action),
        reply=action.reply,
    )


def _state_in_words(action: Action) -> str:
    """Its state with its day; a reply does not settle what is to be done, and so leaves it open."""
    began = getattr(action, _DAY_OF[action.state]) if action.state in _DAY_OF else None
    day = f" {formats.day(began)}" if began else ""
    if action.state is ActionState.ANSWERED and action.settled is None:
        return f"Reply given{day}; still to be done"
    return f"{action.state.capitalize()}{day}"
