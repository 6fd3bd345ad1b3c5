"""Makes reports: each apart, proven, converted, then put in place whole; one failure stops no other."""

import json
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import nbformat

from pprr.errors import RunError
from pprr.model import Period
from pprr.press.downloads import files
from pprr.press.execute import Executed, execute
from pprr.press.page import page_of
from pprr.press.site import write_index
from pprr.project import Project
from pprr.replace import put_in_place, write_part, write_whole

RUN_FILE = "run.json"


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
    progress: Callable[[Item, str], None] = lambda _item, _step: None,
) -> tuple[Outcome, ...]:
    """Makes every item and the index; the outcomes, those of ``stopped`` portfolios (with their reason) among them.

    A failed item leaves its last good page as it was. ``progress`` is told each step of each item.
    """
    outcomes = [Outcome(portfolio, False, reason) for portfolio, reason in stopped.items()]
    for item in items:
        try:
            make(project, item, progress=progress)
            outcomes.append(Outcome(item.portfolio, True))
        except RunError as error:
            outcomes.append(Outcome(item.portfolio, False, error.reason, error.cell, error.trace))
        except OSError as error:
            outcomes.append(Outcome(item.portfolio, False, f"A file could not be written: {error}"))
    outcomes.sort(key=lambda outcome: outcome.portfolio)
    _write_run(project, period, outcomes)
    write_index(project)
    return tuple(outcomes)


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
    """Writes everything beside its place, then renames each over the old one, the page last."""
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
        for name in contents:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            put_in_place(parts / name, folder / name)
    finally:
        shutil.rmtree(parts, ignore_errors=True)


def _write_run(project: Project, period: Period, outcomes: Sequence[Outcome]) -> None:
    """The period's run record: what became of each report in the last run."""
    path = project.reports(period) / RUN_FILE
    data = {"schema": "pprr.run/1", "period": str(period), "reports": [asdict(outcome) for outcome in outcomes]}
    write_whole(path, (json.dumps(data, indent=1, ensure_ascii=False) + "\n").encode())
