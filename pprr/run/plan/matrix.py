"""The plan of a run: portfolios x periods x kinds of report, each with why it is to be made."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pprr.domain import Period
from pprr.domain.errors import Fault, FaultsError, ProjectError
from pprr.ingest.inputs import Written
from pprr.project import Project, checked_slug
from pprr.run.item import Item
from pprr.run.plan.inputs import Inputs, environment_id
from pprr.run.plan.selection import Selection, extracts_gone
from pprr.run.planned import PeriodPlan, plan_reports
from pprr.run.records.run_record import GONE, entries_of, read_run


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
        raise ProjectError(f'There is no portfolio "{min(left)}" in {periods}. There are: {", ".join(known)}.')


def _plan_of(project: Project, period: Period, selection: Selection, inputs: Inputs) -> PeriodPlan:
    gone = extracts_gone(project, period)
    if gone:
        return PeriodPlan(period, fault=gone)
    record = read_run(project, period)
    entries = entries_of(record)
    try:
        tables = inputs.tables(period)
    except FaultsError as error:
        return PeriodPlan(period, fault=str(error))
    slugs = [checked_slug(slug) for slug in _portfolios(tables, entries)]
    stopped = faults_by_portfolio(tables.faults if tables else ())
    meant = [slug for slug in slugs if _is_meant(slug, selection.portfolios)]
    items = [Item(slug, period, kind) for slug in meant for kind in selection.kinds]
    if selection.failed_only:
        items = [item for item in items if entries.get(item.name, {}).get("outcome") in {"failed", "stopped"}]
    environments = {**record.get("environments", {}), environment_id(inputs.environment): inputs.environment}
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
    found: dict[str, list[str]] = {}
    for fault in faults:
        found.setdefault(fault.portfolio, []).append(str(fault))
    return {slug: "; ".join(told) for slug, told in found.items()}


def _portfolios(tables: Written | None, entries: Mapping[str, Mapping[str, object]]) -> list[str]:
    """The period's portfolios; where its extracts have changed and are not cleaned yet, those of the last run."""
    if tables is not None:
        return list(tables.portfolios)
    return list(dict.fromkeys(str(entry["portfolio"]) for entry in entries.values() if entry["outcome"] != GONE))


def _is_meant(slug: str, portfolios: Sequence[str]) -> bool:
    return not portfolios or slug in portfolios
