"""Makes reports: each apart, proven, converted, then put in place whole; one failure stops no other."""

import json
import os
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, replace

from pprr.errors import RunError
from pprr.model import Period
from pprr.press.item import Item, Outcome
from pprr.press.pool import run_pool
from pprr.press.put import repair
from pprr.press.site import RUN_FILE, published, read_json, write_index
from pprr.project import Project
from pprr.replace import write_whole

_MOST_WORKERS = 4  # each takes some 300 MB


def usual_workers() -> int:
    """How many reports are made at once where nobody says: one a processor, and no more than memory allows."""
    return min(os.cpu_count() or 1, _MOST_WORKERS)


def run(
    project: Project,
    period: Period,
    items: Sequence[Item],
    stopped: Mapping[str, str],
    *,
    others: Collection[str] = (),
    workers: int = 0,
    imports: Sequence[str] = (),
    progress: Callable[[Item, str], None] = lambda _item, _step: None,
) -> tuple[Outcome, ...]:
    """Makes every item and the index; the outcomes, those of ``stopped`` portfolios (with their reason) among them.

    A failed item leaves its last good page as it was. What the run record says of the ``others``, the period's
    portfolios that are not asked for, stays. ``progress`` is told each step of each item; so many
    ``workers`` make reports at once, with ``imports`` (names of modules) ready for them. Raises RunError where the
    record or the index cannot be written; the pages then stand as the outcomes in its text say.
    """
    repair(project)
    outcomes = [Outcome(portfolio, False, reason) for portfolio, reason in stopped.items()]
    for _, outcome in run_pool(project, items, workers=workers or usual_workers(), imports=imports, progress=progress):
        outcomes.append(replace(outcome, reason=_local(outcome.reason, project)))
    outcomes.sort(key=lambda outcome: outcome.portfolio)
    try:
        _write_run(project, period, outcomes, others)
        write_index(project)
    except OSError as error:
        told = "; ".join(f"{item.portfolio}: {item.reason or 'made'}" for item in outcomes)
        raise RunError(
            f"The run record or the index could not be written: {error.strerror or error}. The reports: {told}"
        ) from error
    return tuple(outcomes)


def not_started(project: Project, period: Period, reason: str) -> None:
    """Says in the run record and the index that no page of the period could be renewed, and why."""
    slugs = [record["portfolio"]["slug"] for record in published(project, period)]
    if slugs:
        _write_run(project, period, [Outcome(slug, False, reason) for slug in sorted(slugs)], ())
        write_index(project)


def _local(text: str, project: Project) -> str:
    """The text without this machine's folders: it goes into the run record, which lies beside published pages."""
    return text.replace(f"{project.root}{os.sep}", "")


def _write_run(project: Project, period: Period, outcomes: Sequence[Outcome], others: Collection[str]) -> None:
    """The period's run record: what became of each report when it was last asked for.

    Tracebacks stay out of it, since they name this machine's folders.
    """
    path = project.reports(period) / RUN_FILE
    before = read_json(path).get("reports", [])
    reports = [report for report in before if report["portfolio"] in others]
    for outcome in outcomes:
        report = asdict(outcome)
        reports.append({name: report[name] for name in ("portfolio", "is_made", "reason", "cell")})
    reports.sort(key=lambda report: str(report["portfolio"]))
    data = {"schema": "pprr.run/1", "period": str(period), "reports": reports}
    write_whole(path, (json.dumps(data, indent=1, ensure_ascii=False) + "\n").encode())
