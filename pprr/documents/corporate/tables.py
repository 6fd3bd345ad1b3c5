"""The tables of the corporate report's record, which are its downloads: what its page adds up, row by row."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from pprr import formats
from pprr.documents.corporate.report import CorporateReport
from pprr.documents.corporate.sums import CouncilSum
from pprr.domain.table import Column, ColumnType, Table
from pprr.report import Report
from pprr.report.report import Tabled

if TYPE_CHECKING:
    pass

_INTEGER, _DECIMAL, _FLAG = ColumnType.INTEGER, ColumnType.DECIMAL, ColumnType.FLAG
_PORTFOLIO = Column("portfolio", "Slug of the portfolio.")
_COUNTED = (
    *(("green", "Green"), ("amber", "Amber"), ("red", "Red"), ("not_rated", "Not rated")),
    *(("better", "Getting better"), ("stable", "Stable"), ("worse", "Getting worse"), ("no_trend", "No trend")),
)
_REPORTS = ("this", "last", "a year ago")
VERDICTS = Table(
    "verdicts",
    "One row per measure of the council: whose it is, and its verdicts.",
    (
        _PORTFOLIO,
        Column("measure_id", "Unique and stable over years."),
        Column("code", "The PI code as printed."),
        Column("name", "The short name."),
        Column("framework", "The wider framework or headline suite that it belongs to.", is_optional=True),
        Column("actual_as_printed", "The figure that is rated, as pages print it."),
        Column("target_as_printed", "The target as pages print it."),
        Column("status", "Green, Amber or Red; blank where not rated.", is_optional=True),
        Column("status_as_printed", "The status, or why there is none."),
        Column("earlier_status", "Its status in the last report; blank where that is not known.", is_optional=True),
        Column("trend", "Getting better, Stable or Getting worse; blank where there is none.", is_optional=True),
        Column("is_exception", "Whether it is an exception under the year's rules.", _FLAG),
        Column("exception_reason", "Why it is an exception.", is_optional=True),
        Column("is_highlight", "Whether it is a highlight under the year's rules.", _FLAG),
    ),
    key=("measure_id",),
)
COUNTS = Table(
    "counts",
    "One row per portfolio and report: how many of its measures have each status, and in this report each trend.",
    (
        _PORTFOLIO,
        Column("name", "The portfolio's name as printed."),
        Column("report", "this, last, or a year ago.", choices=_REPORTS),
        Column("period", "The period of that report."),
        *(
            Column(name, f"Measures: {words}.", _INTEGER, is_optional=place > 3)
            for place, (name, words) in enumerate(_COUNTED)
        ),
    ),
    key=("portfolio", "report"),
)
AMOUNTS = Table(
    "amounts",
    "One row per portfolio, section of money and amount; the council's are the portfolios' added up.",
    (
        _PORTFOLIO,
        Column("section", "position, movements, reserves, savings, capital, or the name of an account."),
        Column("amount", "The amount, as the page's table heads it."),
        Column("thousands", "The amount. In £000.", _DECIMAL),
    ),
    key=("portfolio", "section", "amount"),
)
ISSUES = Table(
    "issues",
    "One row per issue that a committee asks to be fed back to Cabinet, as it stands.",
    (
        _PORTFOLIO,
        Column("action", "Its number among the actions."),
        Column("text", "What was asked."),
        Column("committee", "Where it was asked."),
        Column("owner", "The office that answers for it.", is_optional=True),
        Column("state", "open, answered, done or withdrawn."),
        Column("reply", "What was replied.", is_optional=True),
    ),
    key=("action",),
)


def tables_of_council(report: Report) -> Tabled:
    """The tables of the corporate report's record."""
    found = _corporate(report)
    tables = [(VERDICTS, list(_verdicts(found))), (COUNTS, list(_counts(found))), (AMOUNTS, list(_amounts(found)))]
    return [*tables, (ISSUES, list(_issues(found)))]


def _corporate(report: Report) -> CorporateReport:
    if not isinstance(report, CorporateReport):
        raise TypeError(f"{report.portfolio.slug} is no corporate report")
    return report


def _verdicts(report: CorporateReport) -> Iterator[Mapping[str, object]]:
    for one in report.measures:
        yield {
            **vars(one.entry),
            "actual_as_printed": formats.reading(one.rated),
            "target_as_printed": formats.target(one.target),
            "status": one.status,
            "status_as_printed": one.rating.words,
            "earlier_status": one.figures.earlier_status,
            "trend": one.move.trend,
            "is_exception": bool(one.attention.exception),
            "exception_reason": one.attention.exception,
            "is_highlight": bool(one.attention.highlight),
        }


def _counts(report: CorporateReport) -> Iterator[Mapping[str, object]]:
    then = (report.report_then, report.year_ago)
    periods = (str(report.period), *(str(one.period) if one else "" for one in then))
    for one in report.counts:
        now = () if one.is_former else (*one.statuses, *one.trends)
        for name, period, counts in zip(_REPORTS, periods, (now, one.last, one.year_ago), strict=True):
            said = dict(counts)
            if said:
                numbers = {column: said.get(words) for column, words in _COUNTED}
                yield {"portfolio": one.slug, "name": one.name, "report": name, "period": period, **numbers}


def _amounts(report: CorporateReport) -> Iterator[Mapping[str, object]]:
    for section, found in {**report.sums, **report.account_sums}.items():
        yield from _of_section(section, found, report.portfolio.slug)


def _issues(report: CorporateReport) -> Iterator[Mapping[str, object]]:
    for part, one in report.issues:
        action = one.action
        own = {"action": action.action, "text": action.text, "owner": action.owner, "reply": action.reply}
        yield {"portfolio": part.portfolio.slug, **own, "committee": one.committee, "state": str(action.state)}


def _of_section(section: str, found: CouncilSum, council: str) -> Iterator[Mapping[str, object]]:
    for slug, amounts in (*((one.slug, one.amounts) for one in found.portfolios), (council, found.total)):
        for name, pence in amounts.items():
            thousands = Decimal(pence) / 100_000
            yield {"portfolio": slug, "section": section, "amount": name, "thousands": thousands}
