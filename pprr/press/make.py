"""Makes one report: its notebook run and proven, its page and downloads put in place whole, or nothing of it."""

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import nbformat

from pprr.press.downloads import files
from pprr.press.execute import Executed, execute
from pprr.press.item import Item, Made
from pprr.press.page import page_of
from pprr.press.record import told_by_index
from pprr.project import Project
from pprr.replace import put_in_place, write_part, write_whole

ENGINE = "pprr"  # papermill finds it by that name: see pyproject.toml, papermill.engine


def make(
    project: Project,
    item: Item,
    folder: Path,
    *,
    engine: str | None = None,
    progress: Callable[[str], None] = lambda _step: None,
    on_cell: Callable[[str], None] = lambda _source: None,
) -> Made:
    """Makes one report and puts it in place; raises RunError, or OSError where a file cannot be written.

    ``folder`` is the report's own, for what is in the making. ``engine`` is papermill's; none is an ordinary kernel.
    """
    progress("running the notebook")
    executed, page = rendered(project, item, folder, engine=engine, on_cell=on_cell)
    progress("putting the page in place")
    written = _put(project.reports(item.period), item.name, executed, page)
    return Made(written, told_by_index(executed.record), executed.blocking)


def rendered(
    project: Project,
    item: Item,
    folder: Path,
    *,
    engine: str | None = None,
    on_cell: Callable[[str], None] = lambda _source: None,
) -> tuple[Executed, str]:
    """One report's executed notebook and page, nothing of it written to the project; raises RunError."""
    executed = execute(
        project.template_of(item.kind),
        folder,
        project=project.root,
        portfolio=item.portfolio,
        period=str(item.period),
        cell_timeout_seconds=project.settings.run.cell_timeout_seconds,
        engine=engine,
        on_cell=on_cell,
    )
    page = page_of(executed.notebook, language=project.settings.page.language, accent=project.settings.page.accent)
    return executed, page


def _put(folder: Path, name: str, executed: Executed, page: str) -> dict[str, str]:
    """Writes everything beside its place, then renames each over the old one, the page last; the SHA-256 of each.

    Where one cannot be replaced (Excel holds a download, say), those before it go back to what they were.
    """
    notebook = nbformat.writes(executed.notebook, version=4) + "\n"
    contents = {
        **files(executed.record),
        f"{name}/{name}.ipynb": notebook.encode(),
        f"{name}.html": page.encode(),
    }
    parts = folder / f".{name}.part"
    shutil.rmtree(parts, ignore_errors=True)
    try:
        for address, data in contents.items():
            (parts / address).parent.mkdir(parents=True, exist_ok=True)
            write_part(parts / address, data)
        replaced: dict[Path, bytes | None] = {}
        try:
            for address in contents:
                place = folder / address
                place.parent.mkdir(parents=True, exist_ok=True)
                before = place.read_bytes() if place.is_file() else None
                put_in_place(parts / address, place)
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
    return {address: hashlib.sha256(data).hexdigest() for address, data in contents.items()}
