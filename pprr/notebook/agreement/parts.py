"""The agreement's parts: its standing, what is agreed of performance and of money, and what is new in it."""

from collections.abc import Iterator

from pprr import formats
from pprr.documents.agreement.changes import ANOTHER_TARGET, AgreementChange
from pprr.documents.agreement.report import COMMENTS, PortfolioAgreement
from pprr.domain import Point
from pprr.html.elements import Html, join, render
from pprr.html.markdown import words
from pprr.notebook.agreement.contexts import (
    AgreedMoney,
    AgreedPriorities,
    AgreedPriority,
    AgreementChanges,
    AgreementFront,
)
from pprr.notebook.council.contexts import OwnWords
from pprr.notebook.covering.contexts import Officers
from pprr.notebook.performance import member_in_words
from pprr.report.items import OVERVIEW

_TEMPLATE = "agreement.html.j2"
_CHAPTER = 2  # the level of the headings that words stand under
_PRIORITY = 3


def agreement_front(report: PortfolioAgreement) -> Html:
    """The standing of the agreement: draft, changed since its approval, or approved; then its introduction in words."""
    link = report.part.portfolio.agreement_link
    since = report.year.amendments or report.amended
    named = "What has changed since it was approved" if report.year.amendments else "What this version changes"
    front = render(
        _TEMPLATE, "front", **AgreementFront(told=list(_standing(report)), link=link, amendments=since, named=named)
    )
    without = "" if report.contacts else "No officer to ask is named."
    officers = Officers(rows=report.contacts, without=without, caption="Officers to ask about the agreement")
    return join([front, _own_words(report, OVERVIEW), render("covering.html.j2", "officers", **officers)])


def agreement_priorities(report: PortfolioAgreement) -> Html:
    """Each priority with its text and its measures: what last year asked and brought, what is asked now, and why."""
    listed = [
        AgreedPriority(
            f"Priority {one.priority}: {one.title}",
            f"priority-{one.priority}",
            words(one.text, below=_PRIORITY),
            report.agreed_of(one.priority),
        )
        for one in report.part.priorities
    ]
    return render(_TEMPLATE, "agreed", **AgreedPriorities(priorities=listed))


def agreement_money(report: PortfolioAgreement) -> Html:
    """The opening cash limit, what each earmarked reserve is for, and the savings."""
    money = AgreedMoney(
        told=_opening(report),
        opening=report.opening.amount,
        reserves=report.agreed_reserves,
        savings=report.agreed_savings,
    )
    return render(_TEMPLATE, "amounts", **money)


def _opening(report: PortfolioAgreement) -> str:
    """The words before the opening cash limit, or why there is none."""
    opening, first = report.opening, report.opening.first
    if not opening.is_readable:
        return f"The opening cash limit is not known: the figures of {first.label} cannot be read."
    if opening.amount is None and report.part.edition.before_figures:
        return "The opening cash limit is not known yet: it comes with the year's first figures."
    if opening.amount is None:
        return f"The opening cash limit is not known: the figures of {first.label} do not state it."
    # A report that begins later in the year may begin from one that is not here.
    if first.point is not Point.Q1:
        return f"Before the changes that are told for {first.label}, the cash limit was"
    return "The cash limit opens at"


def agreement_changes(report: PortfolioAgreement) -> Html:
    """The measures that are new, dropped, renamed, moved or asked otherwise than last year, or than at first."""
    instead = "Last year's agreement is not here." if report.changes is None else "Nothing has changed since last year."
    others = [one for one in report.changes or () if one.kind == ANOTHER_TARGET]
    rows = [*(one for one in report.changes or () if one not in others), *_amended(report)]
    targets = f"{len(others)} of {formats.plural(len(report.agreed), 'measure')}" if others else ""
    return render(_TEMPLATE, "changed", **AgreementChanges(rows=rows, targets=targets, instead=instead))


def _amended(report: PortfolioAgreement) -> Iterator[AgreementChange]:
    """Yields the targets that were amended within the year."""
    for one in (agreed.measure for agreed in report.agreed):
        if change := one.target_change:
            then, now = formats.target(change.before), formats.target(one.year_target)
            yield AgreementChange(
                f"Amended within the year, from {change.since.label}", one.called, one.name, then, now
            )


def agreement_comments(report: PortfolioAgreement) -> Html:
    """The comments of the scrutiny committee on the draft, in words."""
    return _own_words(report, COMMENTS, "No comments of a committee are recorded.")


def above_agreement(report: PortfolioAgreement, item: str) -> Iterator[Html]:
    """Yields what stands above an entry of the agreement in its notebook of words."""
    yield agreement_changes(report) if item == OVERVIEW else agreement_priorities(report)


def _own_words(report: PortfolioAgreement, item: str, instead: str = "") -> Html:
    said = words(report.shown_words(item), below=_CHAPTER)
    return render("council.html.j2", "own_words", **OwnWords(commentary=said, instead=instead))


def _standing(report: PortfolioAgreement) -> Iterator[str]:
    year, approval = report.period.year.replace("-", "/"), report.approval
    by, on = report.approved_by
    if approval is None:
        # That nobody has approved this page stands above, in its own line.
        of_page = f"This page sets out the agreement for {year}."
        yield f"{by} approved the agreement on {formats.day(on)}. {of_page}" if by and on else of_page
    elif report.is_final:
        version = f"Version {approval.version} of the" if approval.version else "The"
        yield f"{version} agreement for {year}. {approval.name} approved it on {formats.day(approval.date)}."
    else:
        changed = len(report.year.amendments)
        listed = formats.listed(report.changed) if report.changed else "a query"
        otherwise = f"{formats.plural(changed, 'thing')} changed" if changed else f"{listed} is otherwise"
        yield f"A draft of a new version: since the approval of {formats.day(approval.date)}, {otherwise}."
    part = report.part.portfolio
    if part.agreement_scrutinised_on:
        committee = part.agreement_scrutinised_by or "Its scrutiny committee"
        yield f"{committee} looked at the draft on {formats.day(part.agreement_scrutinised_on)}."
    if member := member_in_words(report.part):
        yield f"{member}, answers for it."
