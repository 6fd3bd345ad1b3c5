"""Puts the corporate report together: the portfolios' reports of a period, what they come to, and its own words."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pprr.commentary.approval import read_approval
from pprr.commentary.earlier import EarlierWords
from pprr.commentary.entries import read_account
from pprr.commentary.written_for import NotedWords
from pprr.documents.corporate.report import ITEMS, CorporateReport, ReportThen
from pprr.documents.corporate.tables import frame_of_council, tables_of_council
from pprr.documents.corporate.values import values_of_council
from pprr.domain import Cell, Measure, Period, told_apart
from pprr.domain.errors import FaultsError, ProjectError
from pprr.domain.money import MoneyTables, Outturn, Position, sum_of
from pprr.ingest import tables
from pprr.ingest.clean import Cleaned
from pprr.ingest.load import load
from pprr.project import Project
from pprr.report import Report
from pprr.report.assemble import past_of, unqueried, with_live_values, with_past_words
from pprr.report.lexicon import read_idioms
from pprr.report.measures.build import statuses_of
from pprr.report.measures.past import Past
from pprr.report.queries.collect import queries_about_words
from pprr.report.queries.live_values import refuse_unfilled
from pprr.report.record.content import changed_since
from pprr.report.report import Portfolio

NAME = "The council as a whole"


def corporate_report(
    project: Project, cleaned: Cleaned, name: str, past: Past, *, is_writing: bool = False
) -> CorporateReport:
    """The corporate report of that name from a period's cleaned tables.

    Raises FaultsError where the extracts of any portfolio must be mended first, since no sum would be the council's,
    and CommentaryError where words cannot be read, or its own ask for a value that is not there.
    """
    report = _unqueried(project, cleaned, name, past)
    report = with_past_words(project, with_live_values(report, values_of_council(report)))
    if not is_writing:
        refuse_unfilled(report)
    report = replace(report, changed=changed_since(report, report.approval) if report.approval else ())
    pages = project.reports(cleaned.period)
    return replace(report, queries=told_apart(queries_about_words(report, past, pages)))


def _unqueried(project: Project, cleaned: Cleaned, name: str, past: Past) -> CorporateReport:
    """The report as far as its page is made of it, its words as they are typed."""
    if cleaned.faults:
        raise FaultsError("extracts-faulty", cleaned.faults, of=f"{name}, {cleaned.period}")
    slugs = [found.portfolio for found in cleaned.tables.records(tables.PORTFOLIOS)]
    parts = [_as_shown(unqueried(project, cleaned, slug, past)) for slug in slugs]
    first, folder = parts[0], project.commentary(cleaned.period, name)
    account = read_account(folder)
    sources = {file: hashed for part in parts for file, hashed in part.sources.items()}
    return CorporateReport(
        council=first.council,
        portfolio=Portfolio(name, NAME, "", None),
        period=cleaned.period,
        periods=first.periods,
        last=past.last,
        edition=cleaned.edition,
        rules=cleaned.rules,
        priorities=(),
        measures=_called_apart([one for part in parts for one in part.measures]),
        budget=(),
        outturn=_outturn(name, cleaned.money),
        last_outturn=_outturn(name, past.money),
        position=_position([part.position for part in parts]),
        last_position=_position([past.money.of(slug).position for slug in slugs]),
        services=(),
        reserves=(),
        savings=(),
        capital=(),
        accounts=(),
        money_lists={},
        identities=(),
        row_items=(),
        items=ITEMS,
        entries=account.entries,
        earlier=EarlierWords(),
        written=NotedWords(),
        account=account,
        queries=(),
        acceptances={},
        approval=read_approval(folder),
        changed=(),
        sources=sources,
        tabulate=frame_of_council,
        tabled=tables_of_council,
        idioms=read_idioms(project),
        lacks=cleaned.lacks,
        parts=tuple(parts),
        money=cleaned.money,
        report_then=_then(project, past.last),
        year_ago=_then(project, cleaned.period.previous_year),
    )


def _called_apart(measures: Sequence[Measure]) -> tuple[Measure, ...]:
    """The measures, those whose code another portfolio has too called by their identifiers."""
    codes = Counter(one.code for one in measures)
    return tuple(replace(one, called=one.measure_id) if codes[one.code] > 1 else one for one in measures)


def _as_shown(part: Report) -> Report:
    """The portfolio's report without words that ask for a value which is not there: of these no page is made."""
    return replace(part, entries={item: entry for item, entry in part.entries.items() if item not in part.unfilled})


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
