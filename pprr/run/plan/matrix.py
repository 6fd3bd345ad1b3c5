"""The plan of a run: portfolios x periods x kinds of report, each with why it is to be made."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pprr.domain import Period
from pprr.domain.errors import Fault, FaultsError, ProjectError, told_once
from pprr.ingest.inputs import Written
from pprr.project import Project, checked_slug
from pprr.run.item import Item
from pprr.run.plan.inputs import Inputs, environment_id
from pprr.run.plan.selection import Selection, extracts_gone
from pprr.run.planned import PeriodPlan, plan_reports
from pprr.run.record import Environment, ReportEntry, ReportState
from pprr.run.records.run_record import read_run


def plans_of(project: Project, selection: Selection, inputs: Inputs) -> Iterator[PeriodPlan]:
    """The plan of each period that is asked for.

    Raises ProjectError for a period without extracts, and for a portfolio that no period has.
    """
    left = set(selection.portfolios)
    known: dict[str, None] = {}
    for period in selection.periods:
        plan = _plan_of(project, period, selection, inputs)
        left -= plan.known
        known |= dict.fromkeys(sorted(plan.known))
        if plan.fault:
            left.clear()  # nobody can know
        yield plan
    if left:
        periods = ", ".join(str(period) for period in selection.periods)
        raise ProjectError("no-such-portfolio", portfolio=min(left), period=periods, known=", ".join(known))


def _plan_of(project: Project, period: Period, selection: Selection, inputs: Inputs) -> PeriodPlan:
    gone = extracts_gone(project, period)
    if gone:
        return PeriodPlan(period, fault=str(gone))
    record = read_run(project, period)
    entries = record.entries if record else {}
    try:
        tables = inputs.tables(period)
    except FaultsError as error:
        return PeriodPlan(period, fault=str(error))
    slugs = [checked_slug(slug) for slug in _portfolios(tables, entries)]
    stopped = faults_by_portfolio(tables.faults if tables else ())
    meant = [slug for slug in slugs if _is_meant(slug, selection.portfolios)]
    items = [Item(slug, period, kind) for slug in meant for kind in selection.kinds]
    if selection.failed_only:
        again = {name for name, entry in entries.items() if entry.outcome.is_to_be_tried_again}
        items = [item for item in items if item.name in again]
    today = {environment_id(inputs.environment): Environment.model_validate(inputs.environment)}
    environments = {**(record.environments if record else {}), **today}
    reports = [(item, inputs.of(item)) for item in items]
    return PeriodPlan(
        period,
        plan_reports(reports, project.reports(period), entries, environments, force=selection.force),
        frozenset({*slugs, *stopped}),
        {slug: told for slug, told in stopped.items() if _is_meant(slug, selection.portfolios)},
        selection.kinds,
    )


def faults_by_portfolio(faults: Iterable[Fault]) -> dict[str, str]:
    """The portfolios whose extracts must be mended, each with its faults in a line."""
    found: dict[str, list[Fault]] = {}
    for fault in faults:
        found.setdefault(fault.portfolio, []).append(fault)
    return {slug: "; ".join(told_once(of_portfolio)) for slug, of_portfolio in found.items()}


def _portfolios(tables: Written | None, entries: Mapping[str, ReportEntry]) -> list[str]:
    """The period's portfolios; where its extracts have changed and are not cleaned yet, those of the last run."""
    if tables is not None:
        return list(tables.portfolios)
    return list(dict.fromkeys(entry.portfolio for entry in entries.values() if entry.outcome is not ReportState.GONE))


def _is_meant(slug: str, portfolios: Sequence[str]) -> bool:
    return not portfolios or slug in portfolios
