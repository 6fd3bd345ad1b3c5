"""The parts of a view: its sign-off, its measures, inspections and returns, how figures were entered, reviews."""

from collections.abc import Iterable, Iterator
from datetime import date

from pprr import formats
from pprr.documents.compared import compared_in_words
from pprr.documents.oversight.report import INSPECTED, PERFORMANCE, ViewReport
from pprr.domain import Figures, Kind, Measure, Status
from pprr.domain.oversight import Adopted, IssueState, Recommendation, StatutoryReturn
from pprr.html.elements import Html, render
from pprr.html.markdown import words
from pprr.notebook.attention import of_another_period
from pprr.notebook.oversight.contexts import (
    EnteredRows,
    FrontBlock,
    InShort,
    Tracker,
    ViewMeasures,
    ViewRow,
    WantedWords,
    WatchedBeside,
)
from pprr.report.items import OVERVIEW
from pprr.report.measures.held import series_note
from pprr.scorecard.bar import stack

_TEMPLATE = "view.html.j2"
_CHAPTER = 2  # the level of the headings that words stand under
_NOT_STATED = "Not stated"


def row_of(report: ViewReport, measure: Measure) -> ViewRow:
    """A measure as a table of these documents shows it."""
    slug = measure.entry.portfolio
    is_there = measure.figures.is_new or not report.edition.only_new
    address = f"{slug}.html#{measure.measure_id}" if is_there else f"{slug}.html"
    now_of = "" if measure.rated.missing else of_another_period(measure, report.period)
    figures, last = measure.figures, report.last
    is_total = measure.entry.kind is Kind.CUMULATIVE
    return ViewRow(
        measure,
        address,
        report.portfolios.get(slug, slug),
        compared_in_words(measure),
        now_of,
        series_note(measure),
        _against(figures) if figures.base != last and measure.move.change is not None else "",
        last.label if last and is_total else "",
    )


def _against(figures: Figures) -> str:
    """The figure that the trend compares with, and its period: ``160 in 2024/25 Q2``."""
    before = figures.previous
    return f"{formats.reading_parts(before).figure} in {figures.base.label}" if before else ""


def sign_off(report: ViewReport) -> Html:
    """The purpose of the view, and who has signed off these very measures and figures."""
    approval = report.approval
    signed = "Not yet"
    if approval:
        signed = f"{approval.name}, {formats.day(approval.date)}"
        signed += "; it has changed since" if report.changed else ""
    rows = [
        ("Made for", report.view.kind.capitalize()),
        ("Purpose", report.view.purpose or _NOT_STATED),
        ("Goes to", report.committee or _NOT_STATED),
        ("To be signed off by", report.view.signed_by or _NOT_STATED),
        ("Signed off", signed),
    ]
    return render("update.html.j2", "front", **FrontBlock(caption="This view and its sign-off", rows=rows))


def view_summary(report: ViewReport) -> Html:
    """In short: the measures by status, and what is overdue."""
    day = report.actions_as_at or report.period.end
    overdue = sum(one.is_overdue(day) for one in report.returns)
    late = sum(one.is_overdue(day) for one in report.recommendations)
    counts = ", ".join(
        f"{row.measures} {row.words if row.words in set(Status) else row.words.lower()}"
        for row in report.statuses
        if row.measures
    )
    sentences = [f"{formats.plural(len(report.measures), 'measure')}: {counts}." if counts else "No measure."]
    if report.exceptions:
        named = "; ".join(f"{one.called} {one.name} ({one.rating.words})" for one in worst_first(report.exceptions))
        need = formats.plural(len(report.exceptions), "needs", "need")
        sentences.append(f"By the rules of the year {need} attention: {named}.")
    if report.returns:
        after = sum(_days_late(one) > 0 for one in report.returns)
        told = f"{_overdue(overdue, 'statutory return')}, of {len(report.returns)} due so far"
        sentences.append(f"{told}; {after} sent late." if after else f"{told}.")
    if report.recommendations:
        sentences.append(f"{_overdue(late, 'recommendation')}, of {len(report.recommendations)}.")
    share = stack((row.words.lower().replace(" ", "-"), row.measures) for row in report.statuses)
    return render("update.html.j2", "in_short", **InShort(sentences=sentences, statuses=report.statuses, share=share))


def view_overview(report: ViewReport) -> Html:
    """The overview in words."""
    said = words(report.shown_words(OVERVIEW), below=_CHAPTER)
    return render(
        "update.html.j2",
        "wanted",
        **WantedWords(address=OVERVIEW, title="", said=said, instead="No overview has been written."),
    )


def view_measures(report: ViewReport) -> Html:
    """The measures of the view, and those that came and went within the year."""
    return render(
        _TEMPLATE,
        "measures",
        **ViewMeasures(
            rows=[row_of(report, one) for one in worst_first(report.measures)],
            said=words(report.shown_words(PERFORMANCE), below=_CHAPTER),
            changed=list(_changed(report)),
        ),
    )


def inspections(report: ViewReport) -> Html:
    """The inspections and statutory returns."""
    day = report.actions_as_at or report.period.end
    seen = [
        (one.subject, one.body, formats.day(one.inspected), one.judgement, _day(one.next_due))
        for one in report.inspections
    ]
    returns = [
        (
            one.name,
            one.body,
            formats.day(one.due),
            _sent(one) if one.sent else "Not sent, overdue" if one.is_overdue(day) else "Not yet sent",
        )
        for one in report.returns
    ]
    said = words(report.shown_words(INSPECTED), below=_CHAPTER)
    return render(_TEMPLATE, "watched", **WatchedBeside(inspections=seen, returns=returns, said=said))


def entered(report: ViewReport) -> Html:
    """The quality of what was entered, by service and report."""
    rows = [
        (
            one.service,
            one.period.title,
            *(f"{count:,}" for count in (one.measures, one.late, one.restated, one.queries)),
        )
        for one in sorted(report.entered, key=lambda one: one.service)
        if one.late or one.restated or one.queries
    ]
    faultless = sum(not (one.late or one.restated or one.queries) for one in report.entered)
    return render(_TEMPLATE, "entered", **EnteredRows(rows=rows, faultless=faultless))


def recommendations(report: ViewReport) -> Html:
    """The recommendations of reviews: whether each was adopted, its progress, and the evidence."""
    day = report.actions_as_at or report.period.end
    listed = report.recommendations
    reviews = {
        name: [_recommendation(one, late=one.is_overdue(day)) for one in listed if one.review == name]
        for name in dict.fromkeys(one.review for one in listed)
    }
    adopted = sum(one.adopted in {Adopted.YES, Adopted.PART} for one in listed)
    done = sum(one.state is IssueState.CLOSED for one in listed)
    told = f"{formats.plural(len(listed), 'recommendation')}: {adopted} adopted, in part or whole; {done} closed."
    told = told if listed else "No review has made a recommendation that this view follows."
    return render(_TEMPLATE, "tracker", **Tracker(reviews=reviews, told=told))


def figures_of_view(report: ViewReport, name: str) -> Html:
    """The figures above the entry of that name in the notebook of words."""
    return {PERFORMANCE: view_measures, INSPECTED: inspections}.get(name, view_summary)(report)


def worst_first(measures: Iterable[Measure]) -> list[Measure]:
    """The measures with what is Red before Amber, Green and what has no status; else in their order."""
    order = (Status.RED, Status.AMBER, Status.GREEN, None)
    return sorted(measures, key=lambda one: order.index(one.status))


def _days_late(one: StatutoryReturn) -> int:
    return (one.sent - one.due).days if one.sent else 0


def _overdue(count: int, one: str) -> str:
    """``No statutory return is overdue``, ``2 statutory returns are overdue``."""
    return f"{formats.plural(count, f'{one} is', f'{one}s are') if count else f'No {one} is'} overdue"


def _sent(one: StatutoryReturn) -> str:
    """The day on which a return was sent, and how late that was."""
    late = _days_late(one)
    return f"{_day(one.sent)}, {formats.plural(late, 'day')} late" if late > 0 else _day(one.sent)


def _recommendation(one: Recommendation, *, late: bool) -> tuple[str, ...]:
    due = f"{formats.day(one.due)}{', overdue' if late else ''}" if one.due else "no day"
    return (
        one.text,
        one.adopted.capitalize(),
        one.progress or _NOT_STATED,
        one.evidence or _NOT_STATED,
        f"{one.owner or 'No owner'}, {due}",
        one.state.capitalize(),
    )


def _changed(report: ViewReport) -> Iterator[tuple[str, str, str]]:
    """The measures that came or went within the year: when, and why."""
    for measure in report.come:
        one = report.chosen[measure.measure_id]
        since = one.since.label if one.since else ""
        yield f"{measure.called} {measure.name}", f"new from {since}", one.reason or _NOT_STATED
    leaving = [one for one in report.chosen.values() if one.until and one.until.start == report.period.start]
    for one in (*leaving, *report.gone):
        name = report.called.get(one.measure_id, one.measure_id)
        yield name, f"until {one.until.label if one.until else ''}", one.reason or _NOT_STATED


def _day(day: date | None) -> str:
    return formats.day(day) if day else _NOT_STATED
