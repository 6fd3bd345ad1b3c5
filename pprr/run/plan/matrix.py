"""The plan of a run: periods x portfolios, and what else documents are of, x kinds, each with why it is due."""

from collections.abc import Iterator, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor

from pprr.domain import Period
from pprr.domain.documents import Subject
from pprr.domain.errors import FaultsError, ProjectError, faults_by_portfolio
from pprr.ingest.inputs import Written, is_before_figures
from pprr.ingest.subjects import documents_of
from pprr.project import AGREEMENT, COUNCIL, Project, Reports, checked_slug
from pprr.run.item import Item
from pprr.run.plan.inputs import Inputs, environment_id
from pprr.run.plan.selection import Selection, extracts_gone
from pprr.run.planned import PeriodPlan, plan_reports
from pprr.run.record import Environment, ReportEntry, ReportState
from pprr.run.records.run_record import read_run

_READERS = 4


def plans_of(project: Project, selection: Selection, inputs: Inputs) -> Iterator[PeriodPlan]:
    """The plan of each period that is asked for.

    Raises ProjectError for a period without extracts, and for a portfolio that no period has.
    """
    left = set(selection.portfolios)
    known: dict[str, None] = {}
    with ThreadPoolExecutor(_READERS) as readers:
        for period in selection.periods:
            plan = _plan_of(project, period, selection, inputs, readers)
            subjects = {item.subject for item in plan.known}
            left -= {*subjects, *(item.name for item in plan.known)}
            known |= dict.fromkeys(sorted(subjects))
            if plan.fault:
                left.clear()  # nobody can know
            yield plan
    if left:
        periods = ", ".join(str(period) for period in selection.periods)
        raise ProjectError("no-such-portfolio", portfolio=min(left), period=periods, known=", ".join(known))


def _plan_of(project: Project, period: Period, selection: Selection, inputs: Inputs, readers: Executor) -> PeriodPlan:
    gone = extracts_gone(project, period)
    if gone:
        return PeriodPlan(period, fault=str(gone))
    record = read_run(project, period)
    entries = record.entries if record else {}
    try:
        tables = inputs.tables(period)
    except FaultsError as error:
        return PeriodPlan(period, fault=str(error))
    kinds = project.settings.reports
    slugs = [checked_slug(slug) for slug in _portfolios(tables, entries, kinds)]
    faults = faults_by_portfolio(tables.faults if tables else ())
    subjects = [Subject(slug, slug, (slug,)) for slug in {**dict.fromkeys(slugs), **faults}]
    rests_on = {Item(one.slug, period, kind): one for one in subjects for kind in kinds.kinds}
    rests_on |= _documents(tables, entries, kinds, period)
    if is_before_figures(project, period):
        rests_on = {item: subject for item, subject in rests_on.items() if item.kind == AGREEMENT}
    known = list(rests_on)
    meant = [item for item in known if _is_meant(item, selection)]
    # A document of several portfolios is stopped with any of them.
    reasons = {item: [faults[slug] for slug in faults if rests_on[item].rests_on(slug)] for item in known}
    stopped = {item: "; ".join(found) for item, found in reasons.items() if found}
    items = [item for item in meant if item not in stopped]
    if selection.failed_only:
        again = {name for name, entry in entries.items() if entry.outcome.is_to_be_tried_again}
        items = [item for item in items if item.name in again]
    today = {environment_id(inputs.environment): Environment.model_validate(inputs.environment)}
    environments = {**(record.environments if record else {}), **today}
    reports = [(item, inputs.of(item)) for item in items]
    return PeriodPlan(
        period,
        plan_reports(reports, project.reports(period), entries, environments, readers, force=selection.force),
        frozenset(known),
        {item: stopped[item] for item in meant if item in stopped},
    )


def _portfolios(tables: Written | None, entries: Mapping[str, ReportEntry], kinds: Reports) -> list[str]:
    """The period's portfolios; where its extracts have changed and are not cleaned yet, those of the last run."""
    if tables is not None:
        return list(tables.portfolios)
    there = (entry for entry in entries.values() if entry.outcome is not ReportState.GONE)
    return list(dict.fromkeys(entry.portfolio for entry in there if entry.kind in kinds.kinds))


def _documents(
    tables: Written | None, entries: Mapping[str, ReportEntry], kinds: Reports, period: Period
) -> dict[Item, Subject]:
    """The period's documents, each with what it is of; where nobody knows them yet, those of the last run."""
    if tables is not None:
        found = documents_of(kinds, period, tables.tables).values()
        return {Item(one.subject.slug, period, one.kind): one.subject for one in found}
    names = [(COUNCIL, kind) for kind in kinds.council if kinds.begins(kind, period)]
    there = [entry for entry in entries.values() if entry.outcome is not ReportState.GONE]
    names += [(entry.portfolio, entry.kind) for entry in there if kinds.subject_of(entry.kind)]
    return {Item(slug, period, kind): Subject(slug, slug) for slug, kind in names}


def _is_meant(item: Item, selection: Selection) -> bool:
    is_named = not selection.portfolios or item.subject in selection.portfolios or item.name in selection.portfolios
    return is_named and item.kind in selection.kinds
