"""Puts one Report together: cleaned tables, verdicts, words, and every query about them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from pprr.commentary.approval import read_approval
from pprr.commentary.decisions import read_decisions
from pprr.commentary.earlier import EarlierWords, earlier_words
from pprr.commentary.entries import read_account
from pprr.commentary.live import fill_entries
from pprr.commentary.written_for import NotedWords, read_written
from pprr.domain import Period, RegisterEntry, told_apart
from pprr.domain.errors import FaultsError, ProjectError
from pprr.domain.figures.value import Value
from pprr.domain.money import MoneyTables
from pprr.ingest import tables
from pprr.ingest.cleaned import Cleaned
from pprr.ingest.inputs import states_as_at
from pprr.ingest.load import load
from pprr.project import Project, find_project
from pprr.report.actions import actions_of
from pprr.report.agreement import in_force, terms_of
from pprr.report.frames import frame_of
from pprr.report.items import items_of, row_items, with_optional
from pprr.report.lexicon import read_idioms
from pprr.report.measures.build import measures_of, past_of
from pprr.report.measures.figures import shown_periods
from pprr.report.measures.past import Past
from pprr.report.queries.live_values import refuse_unfilled
from pprr.report.queries.of_draft import Ask
from pprr.report.queries.shown_words import without_telling_words
from pprr.report.record.content import changed_since
from pprr.report.record.record import tables_of
from pprr.report.report import Portfolio, Report
from pprr.report.values.collect import names_by_item, values_of
from pprr.rules.money.finance import identities

Known = TypeVar("Known", bound=Report)


def open_report(
    portfolio: str, period: str | Period, *, project: Project | None = None, is_writing: bool = False
) -> Report:
    """The report of a portfolio and a period. Raw files that have changed are cleaned first.

    Parameters
    ----------
    portfolio
        Its slug, such as ``"citizen-focus-and-engagement"``.
    period
        Such as ``"2019-20-annual"`` or ``"2025-26-q2"``.
    project
        Without it the one that ``find_project`` finds.
    is_writing
        Whether words that ask for a value that is not there are a query about their item, for the person who has it
        open, and no error.

    Returns
    -------
    Report
        Frozen: its figures, verdicts, words and queries; amounts in pence.

    Raises
    ------
    ProjectError
        The portfolio or the period is not known.
    FaultsError
        The extracts must be mended first.
    CommentaryError
        The words cannot be read, or ask for a value that is not there.
    """
    project = project or find_project()
    period = period if isinstance(period, Period) else Period.parse(period)
    return assemble(project, load(project, period), portfolio, is_writing=is_writing)


def assemble(
    project: Project,
    cleaned: Cleaned,
    slug: str,
    past: Past | None = None,
    *,
    is_writing: bool = False,
    ask: Ask | None = None,
) -> Report:
    """The report of one portfolio from a period's cleaned tables; raises as ``open_report``.

    This is the way of the data: cleaned tables, the verdicts of the year's rules, the words, and the queries about all
    of it: all of them, or those that ``ask`` finds. ``past`` is what ``past_of`` gave for the period, where several
    portfolios are put together.
    """
    past = past or past_of(project, cleaned)
    report = with_past_words(project, unqueried(project, cleaned, slug, past))
    if not is_writing:
        refuse_unfilled(report)
    report = replace(report, changed=changed_since(report, report.approval) if report.approval else ())
    pages = project.reports(cleaned.period)
    if ask:
        asked = ask(report, past, pages)
    else:
        from pprr.report.queries.collect import queries_about  # which brings the check of words

        asked = queries_about(report, past, cleaned, pages)
    return replace(without_telling_words(report), queries=told_apart(asked))


def with_past_words(project: Project, report: Known) -> Known:
    """The report with what is known of its words: those of earlier reports, when they were written, what is decided."""
    period, slug = report.period, report.portfolio.slug
    own = [one.entry for one in report.measures if one.measure_id in report.items]
    names = {item: (item,) for item in report.items} | {entry.measure_id: entry.names for entry in own}
    return replace(
        report,
        earlier=earlier_words(project, period, slug, names, {entry.measure_id for entry in own}),
        written=read_written(project.commentary(period, slug)),
        acceptances=read_decisions(project.decisions(period, slug)),
    )


def unqueried(project: Project, cleaned: Cleaned, slug: str, past: Past) -> Report:
    """The report of one portfolio as far as its page is made of it, nothing asked about it yet."""
    portfolio, period = _portfolio(cleaned, slug), cleaned.period

    # What is measured, and what the rules of the year make of it.
    entries = _parts_below_wholes(cleaned.tables.records(tables.MEASURES).of(portfolio=slug))
    priorities = cleaned.tables.records(tables.PRIORITIES).of(portfolio=slug)
    priorities = tuple(sorted(priorities, key=lambda priority: priority.priority))
    periods = shown_periods(cleaned, past)
    council = project.settings.organisation.name
    figured = past.figured.get(slug)
    if figured and figured.council != council:
        figured = None
    measures = figured.measures if figured else measures_of(cleaned, entries, past, periods, council=council)

    # The money, and the sums that it must keep.
    money, last_money = cleaned.money.of(slug), past.money.of(slug)
    before = last_money if _is_next(past, period) else MoneyTables()
    sums = identities(money, last_budget=before.budget, last_services=before.services, lacks=cleaned.lacks)

    # What may have words, and the words.
    said = cleaned.tables.records(tables.EXTRACT_WORDS)
    measure_ids = [entry.measure_id for entry in entries]
    rows = row_items(priorities, money.budget, money.reserves, money.savings, measure_ids)
    folder = project.commentary(period, slug)
    account = read_account(folder)
    items = items_of(entries, rows, [name for name, rows in money.sections.items() if rows])
    items = with_optional(items, set(account.entries))
    since = states_as_at(project, past.last) if past.last else period.previous.end
    actions = actions_of(cleaned, slug, since, entries, rows, items)
    terms = terms_of(priorities, measures, money.agreed_reserves, money.agreed_savings)
    agreement = in_force(project, period, slug, terms, {*cleaned.rules.publication.withhold, *cleaned.lacks})
    if agreement and (approved := agreement.approval):
        portfolio = replace(portfolio, agreement_approved_by=approved.name, agreement_approved_on=approved.date)
    report = Report(
        council=council,
        portfolio=portfolio,
        period=period,
        periods=periods,
        last=past.last,
        edition=cleaned.edition,
        rules=cleaned.rules,
        priorities=priorities,
        measures=measures,
        budget=money.budget,
        outturn=next(iter(money.outturn), None),
        last_outturn=next(iter(last_money.outturn), None),
        position=money.position,
        last_position=last_money.position,
        reserves=money.reserves,
        services=money.services,
        savings=money.savings,
        capital=money.capital,
        accounts=money.accounts,
        money_lists=money.lists,
        identities=sums,
        row_items=rows,
        items=items,
        entries=account.entries,
        earlier=EarlierWords(),
        written=NotedWords(),
        account=account,
        queries=(),
        acceptances={},
        approval=read_approval(folder),
        changed=(),
        sources=sources_of(cleaned),
        tabulate=frame_of,
        tabled=tables_of,
        lacks=cleaned.lacks,
        glossary=project.settings.page.glossary,
        actions=actions,
        actions_as_at=cleaned.as_at,
        projects=cleaned.tables.records(tables.PROJECTS).of(portfolio=slug),
        contacts=cleaned.tables.records(tables.CONTACTS).of(portfolio=slug),
        idioms=read_idioms(project),
        agreement=agreement,
        taken_by={
            one.name: cleaned.next_meeting(one.committee)
            for one in cleaned.tables.records(tables.COMMITTEES)
            if slug in one.portfolios
        },
        formerly=_formerly(past, portfolio.name, entries),
        was_in_last=_was_in_last(past, slug),
        extract_words={one.measure_id: one for name in measure_ids for one in said.of(measure_id=name)},
    )
    return with_live_values(report, figured.values if figured else values_of(report))


def _was_in_last(past: Past, slug: str) -> bool:
    """Tells whether the last report's period had a portfolio of that slug."""
    return bool(past.last and past.cleaned[past.last].tables.records(tables.PORTFOLIOS).of(portfolio=slug))


def _formerly(past: Past, name: str, entries: Sequence[RegisterEntry]) -> str:
    """What the portfolio was called when a report last had another name over most of its measures, and in which."""
    own = {measure_id for entry in entries for measure_id in entry.names}
    for period, one in past.cleaned.items():
        register = one.tables.records(tables.MEASURES).texts("measure_id", "portfolio")
        [(then, many)] = Counter(of for measure_id, of in register if measure_id in own).most_common(1) or [("", 0)]
        found = next((of.name for of in one.tables.records(tables.PORTFOLIOS).of(portfolio=then)), name)
        if found != name and 2 * many > len(entries):
            return f"{found}, up to the {period.title}"
    return ""


def _parts_below_wholes(entries: Sequence[RegisterEntry]) -> list[RegisterEntry]:
    """The entries in the register's order, but the parts of a measure right below it."""
    places = {entry.measure_id: at for at, entry in enumerate(entries)}
    return sorted(entries, key=lambda one: (places.get(one.part_of, places[one.measure_id]), bool(one.part_of)))


def with_live_values(report: Known, values: Sequence[Value]) -> Known:
    """The report with its values, and with those that its words name filled in."""
    items = set(report.items)
    # Words of an item that has gone are on no page, so what they ask for need not be there.
    own = {item: entry for item, entry in report.entries.items() if item in items}
    entries, filled = fill_entries(own, names_by_item(values))
    return replace(
        report,
        values=tuple(values),
        checks={},
        entries={**report.entries, **entries},
        live={item: found.used for item, found in filled.items() if found.used},
        unfilled={item: found.problems for item, found in filled.items() if found.problems},
    )


def _is_next(past: Past, period: Period) -> bool:
    """Tells whether the last report is of the point before and this year: a new year opens with a new budget.

    Where that report is not here, an earlier one's closing is not this one's opening: budgets change in between.
    """
    return past.last == period.previous and period.previous.start == period.start


def sources_of(cleaned: Cleaned) -> dict[str, str]:
    """The files that were read, each with its hash; what else lies in the folders is nobody's business."""
    read = cleaned.tables.files()
    return {name: hashed for name, hashed in cleaned.inputs.items() if name in read or name.endswith(".toml")}


def _portfolio(cleaned: Cleaned, slug: str) -> Portfolio:
    """The portfolio; raises FaultsError where its extracts must be mended, ProjectError where it is not known."""
    faults = tuple(fault for fault in cleaned.faults if fault.portfolio == slug)
    if faults:
        raise FaultsError("extracts-faulty", faults, of=f"{slug}, {cleaned.period}")
    portfolios = cleaned.tables.records(tables.PORTFOLIOS)
    for found in portfolios.of(portfolio=slug):
        return Portfolio(
            slug,
            found.name,
            found.agreement_approved_by,
            found.agreement_approved_on,
            found.agreement_link,
            found.member,
            found.member_office,
            found.agreement_scrutinised_by,
            found.agreement_scrutinised_on,
        )

    raise ProjectError(
        "no-portfolio-of-period",
        portfolio=slug,
        period=cleaned.period,
        known=", ".join(found.portfolio for found in portfolios),
    )
