"""Puts the corporate report together: the portfolios' reports of a period, what they come to, and its own words."""

from collections.abc import Sequence
from dataclasses import replace

from pprr.documents.corporate.report import ITEMS, CorporateReport, ReportThen
from pprr.documents.corporate.tables import tables_of_council
from pprr.documents.corporate.values import values_of_council
from pprr.documents.frame import called_apart, finished, framed, parts_of
from pprr.domain import Cell, Period
from pprr.domain.documents import Document
from pprr.domain.errors import FaultsError, ProjectError
from pprr.domain.money import MoneyTables, Outturn, Position, sum_of
from pprr.ingest import tables
from pprr.ingest.cleaned import Cleaned
from pprr.ingest.load import load
from pprr.project import Project
from pprr.report.measures.build import past_of, statuses_of
from pprr.report.measures.past import Past
from pprr.report.queries.of_draft import Ask


def corporate_report(
    project: Project,
    cleaned: Cleaned,
    document: Document,
    past: Past,
    *,
    is_writing: bool = False,
    ask: Ask | None = None,
) -> CorporateReport:
    """The corporate report from a period's cleaned tables.

    Raises CommentaryError where words cannot be read, or its own ask for a value that is not there.
    """
    parts = parts_of(project, cleaned, document, past)
    frame = framed(project, cleaned, document, past, items=ITEMS, tabled=tables_of_council, parts=parts)
    name = document.name
    own = replace(
        frame,
        measures=called_apart([one for part in parts for one in part.measures]),
        outturn=_outturn(name, cleaned.money),
        last_outturn=_outturn(name, past.money),
        position=_position([part.position for part in parts]),
        last_position=_position([past.money.of(part.portfolio.slug).position for part in parts]),
    )
    report = CorporateReport(
        **vars(own),
        parts=tuple(parts),
        money=cleaned.money,
        report_then=_then(project, past.last),
        year_ago=_then(project, cleaned.period.previous_year),
    )
    values = values_of_council(report)
    return finished(project, report, values, past, of=report.portfolios, is_writing=is_writing, ask=ask)


def _position(positions: Sequence[Position | None]) -> Position | None:
    """What the portfolios' positions come to; None where none has one."""
    found = [one for one in positions if one]
    if not found:
        return None
    return Position(
        sum(one.budget for one in found),
        sum(one.forecast for one in found),
        sum(one.variance for one in found),
        is_cash_limit=all(one.is_cash_limit for one in found),
    )


def _outturn(name: str, money: MoneyTables) -> Outturn | None:
    """What the portfolios' outturns come to; None where one has its budget by service alone, or none has any."""
    rows = money.outturn
    if not rows or {row.portfolio for row in money.services} - {row.portfolio for row in rows}:
        return None
    return Outturn(
        portfolio=name,
        money_unit=max(row.money_unit for row in rows),
        cell=Cell(""),
        received="",
        **{amount: sum_of(rows, amount) for amount in Outturn.AMOUNTS},
    )


def _then(project: Project, period: Period | None) -> ReportThen | None:
    """The statuses of an earlier report under the rules of its own year; None where it cannot be read."""
    if period is None or period not in project.periods():
        return None
    try:
        cleaned = load(project, period)
    except (FaultsError, ProjectError):
        return None
    names = {found.portfolio: found.name for found in cleaned.tables.records(tables.PORTFOLIOS)}
    found = list(statuses_of(cleaned, past_of(project, cleaned)))
    return ReportThen(
        period, names, {slug: tuple(status for entry, status in found if entry.portfolio == slug) for slug in names}
    )
