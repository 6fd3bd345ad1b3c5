"""Makes one report: its notebook run and proven, its page and downloads put in place whole, or nothing of it."""

import hashlib
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import nbformat

from pprr.project import Project
from pprr.run.execute.capture import Capture
from pprr.run.execute.fonts import fonts_lent
from pprr.run.execute.notebook import Executed, execute
from pprr.run.execute.proof import index_entry
from pprr.run.item import Item, Made
from pprr.run.publish.downloads import files, with_own_links
from pprr.run.publish.page import page_of
from pprr.run.publish.put import put


def make(
    project: Project,
    item: Item,
    folder: Path,
    *,
    in_process: bool = False,
    capture: Capture | None = None,
    progress: Callable[[str], None] = lambda _step: None,
    on_cell: Callable[[str], None] = lambda _cell: None,
) -> Made:
    """Makes one report and puts it in place; raises RunError, or OSError where a file cannot be written.

    ``folder`` is the report's own, for what is in the making. Its notebook gets an ordinary kernel where it is not run
    ``in_process``.
    """
    progress("running the notebook")
    executed, page = rendered(project, item, folder, in_process=in_process, capture=capture, on_cell=on_cell)
    progress("putting the page in place")
    notebook = nbformat.writes(executed.notebook, version=4) + "\n"
    contents = {
        **files(executed.record, item.name),
        f"{item.name}/{item.name}.ipynb": notebook.encode(),
        f"{item.name}.html": page.encode(),  # the page last
    }
    put(project.reports(item.period), item.name, contents)
    written = {address: hashlib.sha256(data).hexdigest() for address, data in contents.items()}
    return Made(written, index_entry(executed.record), executed.blocking)


def rendered(
    project: Project,
    item: Item,
    folder: Path,
    *,
    in_process: bool = False,
    capture: Capture | None = None,
    on_cell: Callable[[str], None] = lambda _cell: None,
) -> tuple[Executed, str]:
    """One report's executed notebook and page, nothing of it written to the project; raises RunError."""
    # To the kernel that is started for it; this process has had its list.
    with nullcontext() if in_process else fonts_lent(project, folder):
        executed = execute(
            project.template_of(item.kind),
            folder,
            project=project.root,
            portfolio=item.portfolio,
            period=str(item.period),
            limits=project.settings.run,
            in_process=in_process,
            capture=capture,
            on_cell=on_cell,
        )
    page = page_of(executed.notebook, language=project.settings.page.language, accent=project.settings.page.accent)
    return executed, with_own_links(page, executed.record, item.name)
