"""The tables of a covering paper's record, which are its downloads, and what an approval of it is bound to."""

from collections.abc import Iterator, Mapping

from pprr import formats
from pprr.documents.covering.report import CoveringPaper
from pprr.domain.table import Column, ColumnType, Table
from pprr.report import Report
from pprr.report.record.record import rows_of
from pprr.report.record.tables import ACTIONS
from pprr.report.report import Tabled

_PORTFOLIO = Column("portfolio", "Slug of the portfolio.")
PAPER = Table(
    "paper",
    "One row: the committee, its meeting, and the purpose of the paper.",
    (
        Column("committee", "The committee's identifier."),
        Column("name", "The committee's name as printed."),
        Column("meeting", "The day of the meeting, as YYYY-MM-DD; blank where it is not known.", is_optional=True),
        Column("report_by", "The office whose report it is.", is_optional=True),
        Column("purpose", "The purpose of the paper."),
    ),
    key=("committee",),
)
RECOMMENDATIONS = Table(
    "recommendations",
    "One row per recommendation.",
    (Column("number", "Its place among them.", ColumnType.INTEGER), Column("text", "What is recommended.")),
    key=("number",),
)
ATTACHED = Table(
    "attached",
    "One row per report that the paper covers.",
    (
        _PORTFOLIO,
        Column("name", "The portfolio's name as printed."),
        Column("page", "The address of the report's page."),
        Column("approved_by", "Who has approved the report.", is_optional=True),
        Column("agreement_approved_by", "Who approved the agreement that it is measured against.", is_optional=True),
        Column("agreement_approved_on", "When, as YYYY-MM-DD.", is_optional=True),
        Column("attention", "How many of its items need attention.", ColumnType.INTEGER),
    ),
    key=("portfolio",),
)
PROVISIONAL = Table(
    "provisional",
    "One row per measure whose figure may still change, or is due and not there yet.",
    (
        _PORTFOLIO,
        Column("measure_id", "Unique and stable over years."),
        Column("code", "The PI code as printed."),
        Column("name", "The short name."),
        Column("figure", "The figure as pages print it, or why there is none."),
    ),
    key=("measure_id",),
)
OFFICERS = Table(
    "officers",
    "One row per officer to ask about one of the reports.",
    (_PORTFOLIO, Column("role", "The officer's role."), Column("contact", "How to reach them.", is_optional=True)),
    key=("portfolio", "role", "contact"),
)


def tables_of_paper(report: Report) -> Tabled:
    """The tables of the covering paper's record."""
    paper = _paper(report)
    words = paper.standing_words
    return [
        (PAPER, [_front(paper)]),
        (RECOMMENDATIONS, [{"number": at, "text": text} for at, text in enumerate(words.recommendations, start=1)]),
        (ATTACHED, list(_attached(paper))),
        (PROVISIONAL, list(_provisional(paper))),
        (OFFICERS, [vars(one) for part in paper.parts for one in part.contacts]),
        (ACTIONS, rows_of(paper, ACTIONS.name)),
    ]


def _paper(report: Report) -> CoveringPaper:
    if not isinstance(report, CoveringPaper):
        raise TypeError(f"{report.portfolio.slug} is no covering paper")
    return report


def _front(paper: CoveringPaper) -> Mapping[str, object]:
    return {
        "committee": paper.committee.committee,
        "name": paper.committee.name,
        "meeting": paper.meeting.isoformat() if paper.meeting else "",
        "report_by": paper.standing_words.report_by,
        "purpose": paper.standing_words.purpose,
    }


def _attached(paper: CoveringPaper) -> Iterator[Mapping[str, object]]:
    for part in paper.parts:
        about, day = part.portfolio, part.portfolio.agreement_approved_on
        yield {
            "portfolio": about.slug,
            "name": about.name,
            "page": f"{about.slug}.html",
            "approved_by": part.approval.name if part.approval else "",
            "agreement_approved_by": about.agreement_approved_by,
            "agreement_approved_on": day.isoformat() if day else "",
            "attention": len(part.concerns),
        }


def _provisional(paper: CoveringPaper) -> Iterator[Mapping[str, object]]:
    for one in paper.provisional:
        yield {**vars(one.entry), "figure": formats.reading(one.rated)}
