"""The corporate report's parts about performance: in short, its words, the portfolios, and the suites of measures."""

from dataclasses import replace

from pprr import formats
from pprr.documents.corporate.report import FEEDBACK, PERFORMANCE, CorporateReport
from pprr.documents.covering.report import CoveringPaper
from pprr.domain import Measure
from pprr.html.elements import Html, join, render
from pprr.html.markdown import words
from pprr.notebook.attention import Mention, mention_of
from pprr.notebook.beside.actions import action_row
from pprr.notebook.beside.cells_read import files_read
from pprr.notebook.beside.contexts import Actions
from pprr.notebook.beside.reading import reading
from pprr.notebook.council.contexts import (
    CouncilReading,
    CouncilSources,
    CouncilSummary,
    CountsThen,
    OwnWords,
    PortfolioRow,
    Portfolios,
    SuiteRow,
    Suites,
)
from pprr.notebook.council.headlines import council_headlines
from pprr.notebook.in_short import address_of
from pprr.report import Report
from pprr.report.items import OVERVIEW
from pprr.report.record.record import table_names
from pprr.report.rules_in_words import statuses_in_words
from pprr.run.publish.downloads import downloads
from pprr.scorecard.bar import stack

_TEMPLATE = "council.html.j2"
_CHAPTER = 2  # the level of the headings that words stand under


def council_summary(report: CorporateReport) -> Html:
    """In short, over all portfolios, and the one list of what needs attention in any of them."""
    return render(
        _TEMPLATE,
        "summary",
        **CouncilSummary(
            headlines=council_headlines(report),
            statuses=report.statuses,
            share=stack((row.words.lower().replace(" ", "-"), row.measures) for row in report.statuses),
            colours=statuses_in_words(report.rules.status),
            attention=[elsewhere(part, mention_of(part, found)) for part, found in report.by_portfolio],
            portfolios=len(report.parts),
        ),
    )


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
    told = f"Committees ask that {formats.plural(len(rows), 'issue')} be fed back to Cabinet."
    listed = render("actions.html.j2", **Actions(told=told, parts=[("Issues for Cabinet, by portfolio", rows)]))
    said = words(report.shown_words(FEEDBACK), below=_CHAPTER)
    return join([render(_TEMPLATE, "own_words", **OwnWords(commentary=said, instead="")), listed])


def _own_words(report: CorporateReport, item: str, instead: str) -> Html:
    said = words(report.shown_words(item), below=_CHAPTER)
    return render(_TEMPLATE, "own_words", **OwnWords(commentary=said, instead=instead))


def council_portfolios(report: CorporateReport) -> Html:
    """The portfolios' reports with their counts: now, in the last report, and in that of a year ago."""
    parts = {part.portfolio.slug: part for part in report.parts}
    listed = [one for one in report.counts if not one.is_former]
    earlier = ((report.report_then, "last"), (report.year_ago, "year_ago"))
    then = [
        CountsThen(found.period.title, [getattr(one, name) for one in report.counts], council)
        for (found, name), council in zip(earlier, (report.statuses_then, report.statuses_year_ago), strict=True)
        if found
    ]
    unknown = ["the last report" if name == "last" else "that of a year ago" for found, name in earlier if not found]
    return render(
        _TEMPLATE,
        "portfolios",
        **Portfolios(
            rows=[
                PortfolioRow(one, page_of(one.slug), len(parts[one.slug].concerns), approved(parts[one.slug]))
                for one in listed
            ],
            statuses=report.statuses,
            trends=report.trends,
            then=then,
            names_then=[f"{one.name} (no portfolio now)" if one.is_former else one.name for one in report.counts],
            unknown=f"The statuses of {' and '.join(unknown)} are not known." if unknown else "",
            commentary=words(report.shown_words(PERFORMANCE), below=_CHAPTER),
        ),
    )


def council_suites(report: CorporateReport) -> Html:
    """The measures of the wider frameworks and headline suites: the shares that members quote, and every measure."""
    return render(
        _TEMPLATE,
        "suites",
        **Suites(
            rates=report.rates,
            measures={
                name: [SuiteRow(one, *whose(report, one)) for one in measures]
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
