"""The corporate report's parts about performance: in short, its words, the portfolios, and the suites of measures."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from pprr import formats
from pprr.documents.corporate.counts import PortfolioCounts
from pprr.documents.corporate.report import FEEDBACK, PERFORMANCE, CorporateReport
from pprr.documents.covering.report import CoveringPaper
from pprr.domain import Measure, Unit
from pprr.html.elements import Html, join, render
from pprr.html.markdown import words
from pprr.notebook.attention import mention_of
from pprr.notebook.beside.actions import action_row
from pprr.notebook.beside.cells_read import files_read
from pprr.notebook.beside.contexts import Actions
from pprr.notebook.beside.reading import reading
from pprr.notebook.council.contexts import (
    CouncilAttention,
    CouncilReading,
    CouncilSources,
    CouncilSummary,
    OwnWords,
    PortfolioRow,
    Portfolios,
    SuiteRow,
    Suites,
)
from pprr.notebook.council.headlines import council_headlines, fall_in_words
from pprr.notebook.in_short import address_of
from pprr.notebook.mention import Mention
from pprr.report import Report
from pprr.report.items import OVERVIEW
from pprr.report.measures.held import series_note
from pprr.report.record.record import table_names
from pprr.report.report import Count
from pprr.report.rules_in_words import statuses_in_words
from pprr.run.publish.downloads import downloads
from pprr.scorecard.bar import stack

_TEMPLATE = "council.html.j2"
_WORST = 12  # of what needs attention, shown at once
_CHAPTER = 2  # the level of the headings that words stand under
_REPORTS = {"last": ("Last report", "the last report"), "year_ago": ("A year ago", "that of a year ago")}


def council_summary(report: CorporateReport) -> Html:
    """In short, over all portfolios."""
    return render(
        _TEMPLATE,
        "summary",
        **CouncilSummary(
            headlines=council_headlines(report),
            statuses=report.statuses,
            share=stack((row.words.lower().replace(" ", "-"), row.measures) for row in report.statuses),
            colours=statuses_in_words(report.rules.status),
        ),
    )


def council_attention(report: CorporateReport) -> Html:
    """The one list of what needs attention in any portfolio; what is not among the worst opens on a screen."""
    found = [elsewhere(part, mention_of(part, concern)) for part, concern in report.by_portfolio]
    return render(
        _TEMPLATE,
        "attention",
        **CouncilAttention(worst=found[:_WORST], others=found[_WORST:], portfolios=len(report.parts)),
    )


def council_whole(report: CorporateReport) -> Html:
    """In short and what needs attention: they stand above the executive summary in its notebook."""
    return join([council_summary(report), council_attention(report)])


def council_overview(report: CorporateReport) -> Html:
    """The executive summary in words, and a reading of the whole from the data."""
    told = reading(
        report,
        [(part.portfolio.name, part.measures) for part in report.parts],
        report.by_portfolio,
    )
    return join(
        [
            _own_words(report, OVERVIEW, "No executive summary has been written."),
            render(_TEMPLATE, "whole", **CouncilReading(reading=told)),
        ]
    )


def council_feedback(report: CorporateReport) -> Html:
    """Shows what portfolios and their committees ask to be fed back: words, and the actions that are for Cabinet."""
    rows = [replace(action_row(part, one), about=part.portfolio.name, address="") for part, one in report.issues]
    if not rows:
        return _own_words(report, FEEDBACK, "Nothing has been named for this report.")
    still = sum(one.action.settled is None for _, one in report.issues)
    settled = len(rows) - still
    asked = f"Committees ask that {formats.plural(still, 'issue')} be fed back to Cabinet" if still else ""
    done = f"{formats.plural(settled, 'issue')} for Cabinet settled since the last report" if settled else ""
    told = "; ".join(filter(None, (asked or "No issue for Cabinet is open", done))) + "."
    listed = render("actions.html.j2", **Actions(told=told, parts=[("Issues for Cabinet, by portfolio", rows)]))
    said = words(report.shown_words(FEEDBACK), below=_CHAPTER)
    return join([render(_TEMPLATE, "own_words", **OwnWords(commentary=said, instead="")), listed])


def _own_words(report: CorporateReport, item: str, instead: str) -> Html:
    said = words(report.shown_words(item), below=_CHAPTER)
    return render(_TEMPLATE, "own_words", **OwnWords(commentary=said, instead=instead))


def council_portfolios(report: CorporateReport) -> Html:
    """The portfolios' reports with their counts: now, in the last report, and in that of a year ago."""
    earlier = [(report.report_then, "last"), (report.year_ago, "year_ago")]
    unknown = [_REPORTS[name][1] for found, name in earlier if not found]
    then = {"last": report.statuses_then, "year_ago": report.statuses_year_ago}
    kinds = [row.words for row in report.statuses]
    signed = sum(part.approval is not None for part in report.parts)
    council = _counted("The council", kinds, [report.statuses, *(then[name] for found, name in earlier if found)])
    return render(
        _TEMPLATE,
        "portfolios",
        **Portfolios(
            rows=portfolio_rows(report),
            council=replace(
                council,
                trends=report.trends,
                attention=len(report.concerns),
                approved=f"{signed} of {len(report.parts)}",
            ),
            statuses=kinds,
            trends=[row.words for row in report.trends],
            reports=[
                ("Now", report.period.title),
                *((_REPORTS[name][0], found.period.title) for found, name in earlier if found),
            ],
            fall=fall_in_words(report),
            unknown=f"The statuses of {' and '.join(unknown)} are not known." if unknown else "",
            commentary=words(report.shown_words(PERFORMANCE), below=_CHAPTER),
        ),
    )


def portfolio_rows(report: CorporateReport) -> list[PortfolioRow]:
    """A row of each portfolio, those behind that are no more and stand in earlier reports alone."""
    earlier = [(report.report_then, "last"), (report.year_ago, "year_ago")]
    return [_row(report, one, [getattr(one, name) for found, name in earlier if found]) for one in report.counts]


def _row(report: CorporateReport, one: PortfolioCounts, then: Sequence[Sequence[Count]]) -> PortfolioRow:
    kinds = [row.words for row in report.statuses]
    if one.is_former:
        return _counted(f"{one.name} (no portfolio now)", kinds, [(), *then])
    part = next(part for part in report.parts if part.portfolio.slug == one.slug)
    return replace(
        _counted(one.name, kinds, [one.statuses, *then]),
        address=page_of(one.slug),
        trends=one.trends,
        attention=len(part.concerns),
        approved=approved(part),
    )


def _counted(name: str, kinds: Sequence[str], reports: Sequence[Sequence[Count]]) -> PortfolioRow:
    """A row of counts by status, in this report and in earlier ones, which are empty where there is none."""
    found = [dict(counts) for counts in reports]
    statuses = [[counts.get(kind) for counts in found] for kind in kinds]
    now, then = statuses[0][0], statuses[0][-1]
    change = ""
    if len(found) > 1 and now is not None and then is not None:
        change = formats.change(Fraction(now - then), 0, Unit.NUMBER)
    return PortfolioRow(name, "", statuses, change)


def council_suites(report: CorporateReport) -> Html:
    """The measures of the wider frameworks and headline suites: the shares that members quote, and every measure."""
    return render(
        _TEMPLATE,
        "suites",
        **Suites(
            rates=report.rates,
            measures={
                name: [SuiteRow(one, *whose(report, one), series_note(one)) for one in measures]
                for name, measures in report.suites.items()
            },
        ),
    )


def council_sources(report: Report) -> Html:
    """The files that a document of several portfolios was made from, and its downloads."""
    return render(
        _TEMPLATE,
        "sources",
        **CouncilSources(
            files=files_read(report.sources),
            downloads=downloads(report.portfolio.slug, table_names(report)),
        ),
    )


def page_of(slug: str) -> str:
    """The address of a portfolio's page, beside this one."""
    return f"{slug}.html"


def elsewhere(part: Report, mention: Mention) -> Mention:
    """The mention with its place on the portfolio's own page, and with the portfolio's name."""
    owner = "; ".join(text for text in (part.portfolio.name, mention.owner) if text)
    return replace(mention, page=page_of(part.portfolio.slug), owner=owner)


def whose(report: CorporateReport | CoveringPaper, measure: Measure) -> tuple[str, str]:
    """The name of the measure's portfolio, and the measure's place on that portfolio's page."""
    slug = measure.entry.portfolio
    place = address_of(report, measure)
    return report.portfolios[slug], f"{page_of(slug)}#{place}" if place else page_of(slug)


def approved(part: Report) -> str:
    """Who has approved the portfolio's report, and when."""
    approval = part.approval
    return f"{approval.name}, {formats.day(approval.date)}" if approval else "Not yet"
