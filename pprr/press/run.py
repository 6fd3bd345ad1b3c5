"""Makes reports: each apart, proven, converted, then put in place whole; one failure stops no other."""

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import nbformat

from pprr.errors import RunError
from pprr.model import Period
from pprr.press.downloads import files
from pprr.press.execute import Executed, execute
from pprr.press.page import page_of
from pprr.press.site import RUN_FILE, published, read_json, write_index
from pprr.project import Project
from pprr.replace import put_in_place, write_part, write_whole


@dataclass(frozen=True)
class Item:
    """One report to make."""

    portfolio: str
    period: Period


@dataclass(frozen=True)
class Outcome:
    """What became of one report: made, or the reason why not, with the cell and the end of its traceback if known."""

    portfolio: str
    is_made: bool
    reason: str = ""
    cell: str = ""
    trace: str = ""


def run(
    project: Project,
    period: Period,
    items: Sequence[Item],
    stopped: Mapping[str, str],
    *,
    others: Collection[str] = (),
    progress: Callable[[Item, str], None] = lambda _item, _step: None,
) -> tuple[Outcome, ...]:
    """Makes every item and the index; the outcomes, those of ``stopped`` portfolios (with their reason) among them.

    A failed item leaves its last good page as it was. What the run record says of the ``others``, the period's
    portfolios that are not asked for, stays. ``progress`` is told each step of each item. Raises RunError where the
    record or the index cannot be written; the pages then stand as the outcomes in its text say.
    """
    outcomes = [Outcome(portfolio, False, reason) for portfolio, reason in stopped.items()]
    for item in items:
        try:
            make(project, item, progress=progress)
            outcomes.append(Outcome(item.portfolio, True))
        except RunError as error:
            outcomes.append(Outcome(item.portfolio, False, _local(error.reason, project), error.cell, error.trace))
        except OSError as error:
            outcomes.append(Outcome(item.portfolio, False, _unwritten(error)))
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


def make(project: Project, item: Item, *, progress: Callable[[Item, str], None] = lambda _item, _step: None) -> None:
    """Makes one report and puts it in place; raises RunError, or OSError where a file cannot be written."""
    progress(item, "running the notebook")
    executed, page = rendered(project, item)
    progress(item, "putting the page in place")
    _put(project.reports(item.period), item.portfolio, executed, page)


def rendered(project: Project, item: Item) -> tuple[Executed, str]:
    """One report's executed notebook and page, nothing of it written to the project; raises RunError."""
    with tempfile.TemporaryDirectory(prefix="pprr-", ignore_cleanup_errors=True) as folder:
        executed = execute(
            project.template,
            Path(folder),
            project=project.root,
            portfolio=item.portfolio,
            period=str(item.period),
            cell_timeout_seconds=project.settings.run.cell_timeout_seconds,
        )
    page = page_of(executed.notebook, language=project.settings.page.language, accent=project.settings.page.accent)
    return executed, page


def _put(folder: Path, portfolio: str, executed: Executed, page: str) -> None:
    """Writes everything beside its place, then renames each over the old one, the page last.

    Where one cannot be replaced (Excel holds a download, say), those before it go back to what they were.
    """
    notebook = nbformat.writes(executed.notebook, version=4) + "\n"
    contents = {
        **files(executed.record),
        f"{portfolio}/{portfolio}.ipynb": notebook.encode(),
        f"{portfolio}.html": page.encode(),
    }
    parts = folder / f".{portfolio}.part"
    shutil.rmtree(parts, ignore_errors=True)
    try:
        for name, data in contents.items():
            (parts / name).parent.mkdir(parents=True, exist_ok=True)
            write_part(parts / name, data)
        replaced: dict[Path, bytes | None] = {}
        try:
            for name in contents:
                place = folder / name
                place.parent.mkdir(parents=True, exist_ok=True)
                before = place.read_bytes() if place.is_file() else None
                put_in_place(parts / name, place)
                replaced[place] = before
        except OSError:
            for place, before in replaced.items():
                if before is None:
                    place.unlink()
                else:
                    write_whole(place, before)
            raise
    finally:
        shutil.rmtree(parts, ignore_errors=True)


def _unwritten(error: OSError) -> str:
    """What could not be written and why, without this machine's folders."""
    place = error.filename2 or error.filename
    hint = ". Is it open in another program?" if isinstance(error, PermissionError) else ""
    return f"{Path(place).name if place else 'A file'} could not be written: {error.strerror or error}{hint}"


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
        del report["trace"]
        reports.append(report)
    reports.sort(key=lambda report: str(report["portfolio"]))
    data = {"schema": "pprr.run/1", "period": str(period), "reports": reports}
    write_whole(path, (json.dumps(data, indent=1, ensure_ascii=False) + "\n").encode())
