"""Puts one Report together: cleaned tables, verdicts, words, and every query about them."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from functools import partial

import pandas as pd

from pprr.commentary.approval import read_approval
from pprr.commentary.decisions import read_decisions
from pprr.commentary.earlier import EarlierWords, earlier_words
from pprr.commentary.entries import headless, opened, read_entries, unread
from pprr.commentary.live import fill_entries
from pprr.commentary.written_for import read_written
from pprr.domain import Period, told_apart
from pprr.domain.errors import FaultsError, ProjectError
from pprr.domain.money import BudgetLine
from pprr.domain.table import rows
from pprr.ingest.clean import Cleaned
from pprr.ingest.load import load
from pprr.project import Project, find_project
from pprr.report.measures.build import measures_of, names_of, shown_periods, statuses_of
from pprr.report.measures.past import Past, read_past
from pprr.report.queries.collect import queries_about
from pprr.report.queries.live_values import refuse_unfilled
from pprr.report.record.content import parts_of
from pprr.report.report import Portfolio, Report
from pprr.report.values.collect import names_for, values_of
from pprr.rules.finance import identities


def open_report(
    portfolio: str, period: str | Period, *, project: Project | None = None, is_writing: bool = False
) -> Report:
    """The report of a portfolio (its slug) and a period (such as ``2019-20-annual``).

    Raw files that have changed are cleaned first. Raises ProjectError for a portfolio or period that is not known,
    FaultsError where its extracts must be mended, CommentaryError where its words cannot be read or ask for a
    value that is not there. With ``is_writing`` such a value is a query about its item, for the person who has it open.
    """
    project = project or find_project()
    if not isinstance(period, Period):
        try:
            period = Period.parse(period)
        except ValueError as error:
            raise ProjectError(str(error)) from error
    return assemble(project, load(project, period), portfolio, is_writing=is_writing)


def past_of(project: Project, cleaned: Cleaned, names: Collection[str] | None = None) -> Past:
    """What the reports of other periods hold, which all portfolios of a period share.

    ``names`` are the measures whose status in the last report will be asked for; else they are all rated.
    """
    return read_past(project, cleaned.period, partial(statuses_of, names=names))


def assemble(
    project: Project, cleaned: Cleaned, slug: str, past: Past | None = None, *, is_writing: bool = False
) -> Report:
    """The report of one portfolio from a period's cleaned tables; raises as ``open_report``.

    ``past`` is what ``past_of`` gave for the period, where several portfolios are put together.
    """
    _refuse_stopped(cleaned, slug)
    tables = {name: _of_portfolio(table, slug) for name, table in cleaned.tables.items()}
    if tables["portfolios"].empty:
        known = ", ".join(cleaned.tables["portfolios"]["portfolio"])
        raise ProjectError(f'There is no portfolio "{slug}" in {cleaned.period}. Its portfolios are: {known}.')
    past = past or past_of(project, cleaned, {name for row in rows(tables["measures"]) for name in names_of(row)})
    periods = shown_periods(cleaned.period, tables, past)
    council = project.settings.organisation.name
    money, last_money = cleaned.money.of(slug), past.money.of(slug)
    folder = project.commentary(cleaned.period, slug)
    report = Report(
        council=council,
        portfolio=_portfolio(tables["portfolios"]),
        period=cleaned.period,
        periods=periods,
        last=past.last,
        edition=cleaned.edition,
        rules=cleaned.rules,
        priorities=tables["priorities"].sort_values("priority", ignore_index=True),
        measures=measures_of(tables, cleaned.period, cleaned.rules, past, periods, council=council),
        budget=money.budget,
        outturn=money.outturn[0],
        last_outturn=next(iter(last_money.outturn), None),
        reserves=money.reserves,
        savings=money.savings,
        capital=money.capital,
        accounts=money.accounts,
        identities=identities(money, last_budget=_same_year(past, cleaned.period, last_money.budget)),
        entries=read_entries(folder),
        earlier=EarlierWords(),
        written=read_written(folder),
        headless=headless(folder),
        unread=unread(folder),
        opened=opened(folder),
        queries=(),
        acceptances=read_decisions(project.decisions(cleaned.period, slug)),
        approval=read_approval(folder),
        changed=(),
        sources=_sources(cleaned),
    )
    report = _with_live_values(_with_earlier_words(project, report))
    if not is_writing:
        refuse_unfilled(report)
    changed = report.approval.changed(parts_of(report)) if report.approval else ()
    report = replace(report, changed=changed)
    return replace(report, queries=told_apart(queries_about(report, past, cleaned)))


def _with_earlier_words(project: Project, report: Report) -> Report:
    """The report with the last words of its items, those of measures under the names that they had too."""
    names = {item: (item,) for item in report.items}
    names |= {row.measure_id: names_of(row) for row in rows(report.measures)}
    moving = set(report.measures["measure_id"])
    return replace(report, earlier=earlier_words(project, report.period, report.portfolio.slug, names, moving))


def _with_live_values(report: Report) -> Report:
    """The report with its values, and with those that its words name filled in."""
    values, items = values_of(report), set(report.items)
    # Words of an item that has gone are on no page, so what they ask for need not be there.
    own = {item: entry for item, entry in report.entries.items() if item in items}
    entries, filled = fill_entries(own, partial(names_for, values))
    return replace(
        report,
        values=values,
        entries={**report.entries, **entries},
        live={item: found.used for item, found in filled.items() if found.used},
        unfilled={item: found.problems for item, found in filled.items() if found.problems},
    )


def _of_portfolio(table: pd.DataFrame, slug: str) -> pd.DataFrame:
    return table[table["portfolio"] == slug].reset_index(drop=True) if "portfolio" in table.columns else table


def _same_year(past: Past, period: Period, budget: tuple[BudgetLine, ...]) -> tuple[BudgetLine, ...]:
    """The last report's budget, if that is of the point before and this year: a new year opens with a new budget.

    Where that report is not here, an earlier one's closing is not this one's opening: budgets change in between.
    """
    is_next = past.last == period.previous and period.previous.start == period.start
    return budget if is_next else ()


def _sources(cleaned: Cleaned) -> dict[str, str]:
    """The files that were read, each with its hash; what else lies in the folders is nobody's business."""
    read = {str(name) for table in cleaned.tables.values() if "file" in table.columns for name in table["file"]}
    return {name: hashed for name, hashed in cleaned.inputs.items() if name in read or name.endswith(".toml")}


def _refuse_stopped(cleaned: Cleaned, slug: str) -> None:
    faults = tuple(fault for fault in cleaned.faults if fault.portfolio == slug)
    if faults:
        raise FaultsError(f"The extracts of {slug}, {cleaned.period}, must be mended first.", faults)


def _portfolio(table: pd.DataFrame) -> Portfolio:
    row = table.iloc[0]
    day = row["agreement_approved_on"]
    return Portfolio(
        row["portfolio"], row["name"], row["agreement_approved_by"], date.fromisoformat(day) if day else None
    )
