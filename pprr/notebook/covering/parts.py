"""The covering paper's parts: who meets when, what is recommended, what is attached, and what lies behind it."""

from collections.abc import Iterator
from dataclasses import replace

from pprr import formats
from pprr.documents.covering.report import COMMENTS, CoveringPaper, counted_together
from pprr.html.elements import Html, join, render
from pprr.html.markdown import words
from pprr.notebook.attention import good_news, mention_of
from pprr.notebook.beside.actions import actions_in_words, actions_listed
from pprr.notebook.beside.contexts import Actions
from pprr.notebook.council.contexts import OwnWords
from pprr.notebook.council.performance import approved, elsewhere, page_of, whose
from pprr.notebook.covering.contexts import (
    Attached,
    AttachedReport,
    HowTheyStand,
    OfficersToAsk,
    PaperFront,
    Provisional,
    ProvisionalFigure,
    Recommendations,
    StandingRow,
    ToLookAt,
)
from pprr.notebook.performance import member_in_words
from pprr.report import Report
from pprr.report.actions import ActionOfItem
from pprr.report.agreement import address_outside, agreement_address
from pprr.report.items import OVERVIEW

_TEMPLATE = "covering.html.j2"
_CHAPTER = 2  # the level of the headings that words stand under
_WORST = 8  # how many items a paper of two sides has room for


def covering_front(report: CoveringPaper) -> Html:
    """The committee with its meeting, the purpose of the paper, and the background in words."""
    meeting = formats.day(report.meeting) if report.meeting else ""
    said = report.standing_words
    front = PaperFront(
        committee=report.committee.name,
        terms=report.committee.terms_of_reference,
        meeting=meeting,
        report_by=said.report_by,
        purpose=said.purpose,
    )
    return join([render(_TEMPLATE, "front", **front), _own_words(report, OVERVIEW)])


def covering_recommendations(report: CoveringPaper) -> Html:
    """The things that the committee is recommended to do, in the council's own words."""
    texts = report.standing_words.recommendations
    return render(_TEMPLATE, "recommendations", **Recommendations(texts=texts))


def covering_reports(report: CoveringPaper) -> Html:
    """The reports that are attached: where each is, who approved it, and the agreement it is measured against."""
    rows = [_attached(part) for part in report.parts]
    return render(_TEMPLATE, "attached", **Attached(report=report.period.title, rows=rows))


def covering_standing(report: CoveringPaper) -> Html:
    """Show how the portfolios stand: their measures by status, now and in the last report, and their money."""
    amounts: dict[str, dict[str, int]] = {}
    for name, found in report.money.items():
        for one in found.portfolios:
            amounts.setdefault(one.slug, {}).update({f"{name}.{key}": value for key, value in one.amounts.items()})
    rows = [StandingRow(one.name, page_of(one.slug), one, amounts.get(one.slug, {})) for one in report.counts]
    together = {f"{name}.{key}": value for name, found in report.money.items() for key, value in found.total.items()}
    return render(
        _TEMPLATE,
        "standing",
        **HowTheyStand(
            rows=rows,
            total=StandingRow("Together", "", counted_together(report.counts), together),
            last=report.last.title if report.last else "",
            outturn=report.parts[0].outturn_in_words if report.parts else "",
        ),
    )


def covering_attention(report: CoveringPaper) -> Html:
    """The worst of what needs attention in the attached reports, which have all of it, and what goes well."""
    return render(
        _TEMPLATE,
        "to_look_at",
        **ToLookAt(
            attention=[elsewhere(part, mention_of(part, found)) for part, found in report.by_portfolio[:_WORST]],
            whole=len(report.by_portfolio),
            good_news=[elsewhere(part, one) for part in report.parts for one in good_news(part)],
        ),
    )


def covering_provisional(report: CoveringPaper) -> Html:
    """The figures that may still change, or are due and not there yet."""
    rows = [ProvisionalFigure(one, *whose(report, one)) for one in report.provisional]
    return render(_TEMPLATE, "provisional", **Provisional(rows=rows))


def covering_actions(report: CoveringPaper) -> Html:
    """The actions that the committee carries, as they stood on the paper's day; it says so where there are none."""
    names = report.called

    def about(one: ActionOfItem) -> str:
        portfolio = names.get(one.action.portfolio, one.action.portfolio)
        return ": ".join(filter(None, (portfolio, one.action.about)))

    listed = actions_listed(report, {one.action.action: about(one) for one in report.actions})
    own = report.committee.name  # which stands above them all
    parts = [
        (caption, [replace(row, where="" if row.where == own else row.where) for row in rows])
        for caption, rows in listed["parts"]
    ]
    return render(_TEMPLATE, "asked", **Actions(told=" ".join(_counted_actions(report)), parts=parts))


def _counted_actions(report: CoveringPaper) -> Iterator[str]:
    """Yields the count of those actions, that of others' beside them, and that their day is not the meeting's."""
    own = {one.action.action for one in report.actions}
    is_nobodys = any(one.committee != report.committee.name for one in report.actions)
    yield actions_in_words(report, "this committee or by none that is known" if is_nobodys else "this committee")
    others = [one for part in report.parts for one in part.actions if one.action.action not in own]
    still = sum(one.action.settled is None for one in others)
    if still:
        yield f"Others asked {formats.plural(still, 'thing')} that {'is' if still == 1 else 'are'} open and not listed."
    if report.meeting and report.actions_as_at and report.meeting > report.actions_as_at:
        yield "What falls due between that day and the meeting is not counted as overdue."


def covering_officers(report: CoveringPaper) -> Html:
    """Whom to ask about each report, by role; and what finance, legal and other officers say."""
    rows = [(part.portfolio.name, part.contacts) for part in report.parts if part.contacts]
    without = [part.portfolio.name for part in report.parts if not part.contacts]
    told = f"No officer is named for {formats.listed(without)}." if without else ""
    officers = OfficersToAsk(rows=rows, without=told)
    return join([_own_words(report, COMMENTS), render(_TEMPLATE, "to_ask", **officers)])


def above_entry(report: CoveringPaper, item: str) -> Iterator[Html]:
    """Yields what stands above an entry of the paper in its notebook of words."""
    if item == OVERVIEW:
        yield covering_front(report)
        yield covering_standing(report)
        yield covering_attention(report)
    else:
        yield covering_reports(report)


def _own_words(report: CoveringPaper, item: str) -> Html:
    said = words(report.shown_words(item), below=_CHAPTER)
    return render("council.html.j2", "own_words", **OwnWords(commentary=said, instead=""))


def _attached(part: Report) -> AttachedReport:
    about = part.portfolio
    by, on = about.agreement_approved_by, about.agreement_approved_on
    said = f"{by or 'Approved'}, {formats.day(on)}" if on else "No approval is stated"
    if (agreed := part.agreement) and agreed.approval and agreed.approval.version:
        said = f"Version {agreed.approval.version}: {said}"
    elif agreed and not on:
        said = "A draft: nobody has approved it"
    links, member = (agreement_address(part), address_outside(part)), member_in_words(part)
    return AttachedReport(about.name, page_of(about.slug), approved(part), said, *links, len(part.concerns), member)
