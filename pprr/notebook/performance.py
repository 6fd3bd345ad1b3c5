"""The sections about performance: cover, summary, overview, key, and each priority with its measures."""

from collections.abc import Sequence

from pprr import formats
from pprr.domain import Measure, Priority, RuleKind, Status, Trend
from pprr.html.elements import Html, join, render
from pprr.html.markdown import words
from pprr.notebook.attention import bar_of, good_news, mentions, past_of
from pprr.notebook.beside.about import about
from pprr.notebook.beside.entries import below_priorities
from pprr.notebook.beside.reading import reading
from pprr.notebook.contexts.performance import (
    Basis,
    Cover,
    Key,
    Overview,
    PerformanceRow,
    PriorityPart,
    Summary,
)
from pprr.notebook.in_short import glosses, headlines
from pprr.notebook.measure.card import measure
from pprr.notebook.position import position_in_words, reserves_in_words
from pprr.report import Report
from pprr.report.agreement import address_outside, agreement_address, in_words
from pprr.report.items import OVERVIEW, SCOPE, STATEMENT
from pprr.report.measures.held import few_of, next_figure, series_note, survey_of
from pprr.report.queries.live_values import refuse_unfilled
from pprr.report.rules_in_words import key_in_words, statuses_in_words
from pprr.scorecard.bar import stack

_NEITHER_WAY = (RuleKind.DATA_ONLY, RuleKind.BAND)
_SECTION, _PRIORITY = 2, 3  # the levels of the headings that words stand under


def cover(report: Report) -> Html:
    """The title, the document control and the notice of the edition.

    Raises CommentaryError where words ask for values that are not there, before any more of a page is made.
    """
    refuse_unfilled(report)
    dates = (
        ("Performance figures", report.edition.performance_as_at),
        ("Financial figures", report.edition.finance_as_at),
    )
    return render(
        "cover.html.j2",
        **Cover(
            report=report,
            covers=report.covers,
            standing=_standing(report),
            as_at=[(name, day) for name, day in dates if day],
        ),
    )


def _has_changed(before: Status | None, now: Status | None) -> bool:
    return before is not None and now is not None and before is not now


def _standing(report: Report) -> str:
    """Who has approved the report, or why it is a draft."""
    if report.approval is None:
        return report.unapproved
    version = f"version {report.approval.version}, " if report.approval.version else ""
    said = f"{version}approved by {report.approval.name} on {formats.day(report.approval.date)}"
    if report.is_final:
        return said
    return f"{said}; " + ("it has changed since" if report.changed else "a query about it has been opened since")


def summary(report: Report) -> Html:
    """In short, the one list of what needs attention, what goes well, and what has changed since the last report."""
    statuses = report.statuses
    return render(
        "summary.html.j2",
        **Summary(
            report=report,
            total=len(report.measures),
            statuses=statuses,
            share=stack((row.words.lower().replace(" ", "-"), row.measures) for row in statuses),
            headlines=headlines(report),
            glosses=glosses(report),
            colours=statuses_in_words(report.rules.status),
            against=trend_base_in_words(report),
            attention=mentions(report),
            good_news=good_news(report),
            position=report.outturn is not None,
            earlier=_earlier_statuses(report),
            forecasts=_forecasts_in_words(report),
            changed=[one for one in report.measures if _has_changed(one.figures.earlier_status, one.status)],
            restated=[one for one in report.measures if one.figures.restated],
            renewed=_renewed(report),
            before=_address_of_last(report),
            voices=[
                (one, survey_of(one), series_note(one))
                for one in report.measures
                if one.entry.shows and one.entry.shows.is_voice
            ],
            about=about(report),
        ),
    )


def overview(report: Report) -> Html:
    """The overview's words, with the revenue box and the use of reserves."""
    named, outturn = report.outturn_in_words, report.outturn
    return render(
        "overview.html.j2",
        **Overview(
            named=named,
            overview=words(report.shown_words(OVERVIEW), below=_SECTION),
            reading=reading(
                report,
                [(f"priority {one.priority}", report.measures_of(one.priority)) for one in report.priorities],
                [(report, found) for found in report.concerns],
            ),
            statement=words(report.shown_words(STATEMENT), below=_PRIORITY),
            signed=member_in_words(report),
            position=position_in_words(report),
            reserves=reserves_in_words(outturn.appropriations, named) if outturn else "",
        ),
    )


def member_in_words(report: Report) -> str:
    """The Cabinet Member's name and office, from the agreement; blank where it names nobody."""
    portfolio = report.portfolio
    return ", ".join(filter(None, (portfolio.member, portfolio.member_office)))


def key(report: Report) -> Html:
    """The agreement that the report is made under; the meaning of its colours and arrows stands in the appendix."""
    return render(
        "key.html.j2",
        "basis",
        **Basis(
            basis=_basis(report),
            link=agreement_address(report),
            outside=address_outside(report),
            scope=words(report.shown_words(SCOPE), below=_PRIORITY),
        ),
    )


def whole_key(report: Report) -> Html:
    """The meaning of the report's colours and arrows under the rules in force."""
    return render(
        "key.html.j2",
        "whole",
        **Key(
            against=trend_base_in_words(report),
            is_annual=report.period.is_annual,
            meanings=key_in_words(report.rules.status),
            stable=report.rules.trend.stable_below.size(),
            own=any(one.asked.is_own for one in report.measures),
            lagged=[one.named for one in report.measures if one.figures.rated_of != report.period],
            undirected=[one.named for one in report.measures if _goes_neither_way(one)],
            leads=report.rules.trend.has_series_first,
            has_series=any(one.control and one.control.variation for one in report.measures),
            frameworks=sorted({suite for one in report.measures for suite in one.entry.suites}),
        ),
    )


def _goes_neither_way(measure: Measure) -> bool:
    """Tells whether its trend is neither better nor worse: of activity, or within its band."""
    return measure.asked.kind in _NEITHER_WAY and measure.move.trend not in (Trend.BETTER, Trend.WORSE)


def priorities(report: Report) -> Html:
    """Each priority: its text from the agreement, the table of its measures, and each measure with its words.

    Below them the projects, and the risks and the outlook where somebody has written of them.
    """
    rows = [found for found in report.row_items if isinstance(found.row, Priority)]
    shown = [priority(report, found.item, found.row) for found in rows if isinstance(found.row, Priority)]
    return join([*shown, *below_priorities(report)])


def trend_base_in_words(report: Report) -> str:
    """The base that the trends of this report compare with."""
    if report.period.is_annual:
        return report.period.previous_year.label
    return (
        f"the report before ({report.period.previous.label}). Running totals, and figures of a kind that it does not "
        f"have, compare with the same point of last year ({report.period.previous_year.label})"
    )


def _left_out(report: Report, measures: Sequence[Measure]) -> str:
    """The measures that an edition of new data alone leaves out of a priority, with the reason of each."""
    if not report.edition.only_new:
        return ""
    absent = [f"{one.named} ({one.rating.words.lower()})" for one in measures if not one.figures.is_new]
    told = f"This edition shows the {formats.plural(len(measures) - len(absent), 'measure')} with new data"
    return f"{told}, of {len(measures)}. Without: {', '.join(absent)}." if absent else f"{told}: all of them."


def _forecasts_in_words(report: Report) -> str:
    """The year-end statuses that are forecast, counted; blank where no measure has a forecast."""
    listed = [one.forecast.rating.status for one in report.measures if one.forecast]
    if not listed:
        return ""
    counts = [(status, listed.count(status)) for status in reversed(Status)]
    unrated = listed.count(None)
    parts = [f"{count} {status}" for status, count in counts if count] + ([f"{unrated} not rated"] if unrated else [])
    return (
        f"Forecast for the year's end: {', '.join(parts)}, of {formats.plural(len(listed), 'measure')} with a forecast."
    )


def priority(report: Report, item: str, row: Priority, *, with_cards: bool = True) -> Html:
    """One priority: its text from the agreement, its words, the table of its measures, and each measure's card."""
    every = report.measures_of(row.priority)

    measures = [one for one in report.shown if one in every]
    shown = [found for one in measures for found in one.figures.history if found and found.value is not None]
    # Decimals stand below each other within one unit alone; figures of several end where the column ends.
    is_aligned = len({(found.unit, found.scale) for found in shown}) == 1
    return render(
        "priority.html.j2",
        **PriorityPart(
            priority=row,
            agreement=words(row.text, below=_PRIORITY),
            commentary=words(report.shown_words(item), below=_PRIORITY),
            periods=report.periods,
            now=report.period,
            rows=[
                PerformanceRow(
                    one,
                    bar_of(report, one),
                    past_of(one, told=False),
                    few_of(one),
                    None if one.figures.is_late else next_figure(one, report.period),
                    "" if report.last is None else "new" if one.figures.is_new else "not new",
                    series_note(one),
                )
                for one in measures
            ],
            tails=max(len(formats.reading_parts(found).tail) for found in shown) if is_aligned else 0,
            left_out=_left_out(report, every),
            cards=[measure(report, one) for one in measures] if with_cards else [],
        ),
    )


def _basis(report: Report) -> str:
    year, about = report.period.year.replace("-", "/"), report.portfolio
    said = in_words(report.agreement, year, about.agreement_approved_by, about.agreement_approved_on)
    committee, day = about.agreement_scrutinised_by or "A scrutiny committee", about.agreement_scrutinised_on
    return f"{said} {committee} considered it on {formats.day(day)}." if day else said


def _address_of_last(report: Report) -> str:
    """The address of the last report's page, seen from this one's; blank where that report had no such portfolio.

    It is known from the data, whether the page has been made or not: a page's bytes do not hang on what was made
    before. A site leads it to what was published, or leaves words.
    """
    if report.last is None or not report.was_in_last:
        return ""
    return f"../{report.last}/{report.portfolio.slug}.html"


def _renewed(report: Report) -> str:
    """The measures with a figure that the last report did not have, counted, and how they are marked."""
    if report.last is None or not report.measures or report.edition.only_new:
        return ""
    new = sum(one.figures.is_new for one in report.measures)
    others = "" if new == len(report.measures) else "; the others are marked \u201cnot new\u201d"
    has = "has" if len(report.measures) == 1 else "have"
    told = f"{new} of {formats.plural(len(report.measures), 'measure')} {has} a new figure"
    return f"{told}, marked \u201cnew\u201d in the tables{others}."


def _earlier_statuses(report: Report) -> str:
    """The measures of which no change of status can be told, counted; blank where there are none."""
    without = sum(one.figures.earlier_status is None for one in report.measures)
    if not without:
        return ""
    if report.last is None and without == len(report.measures):
        return "No earlier report is held."
    who = formats.plural(without, "measure")
    return f"No earlier status is held of {who}." if report.last is None else f"{who} had no status in the last report."
