"""Makes one report: its notebook run and proven, its page and downloads put in place whole, or nothing of it."""

import hashlib
from collections.abc import Callable

import nbformat

from pprr.project import Project
from pprr.run.execute.notebook import Executed, Execution, execute
from pprr.run.execute.proof import index_entry
from pprr.run.item import Item, Made
from pprr.run.publish.downloads import files, with_own_links
from pprr.run.publish.page import page_of
from pprr.run.publish.put import put


def make(project: Project, item: Item, execution: Execution, progress: Callable[[str], None]) -> Made:
    """Makes one report and puts it in place; raises RunError, or OSError where a file cannot be written."""
    progress("running the notebook")
    executed = execute(project, item, execution)
    page = rendered(project, executed, item.name)
    progress("putting the page in place")
    notebook = nbformat.writes(executed.notebook, version=4) + "\n"
    contents = {
        **files(executed.record, item.name),
        f"{item.name}/{item.name}.ipynb": notebook.encode(),
        f"{item.name}.html": page.encode(),  # the page last
    }
    put(project.reports(item.period), item.name, contents)
    written = {address: hashlib.sha256(data).hexdigest() for address, data in contents.items()}
    return Made(written, index_entry(executed.record), executed.blocking, executed.missing)


def rendered(project: Project, executed: Executed, name: str) -> str:
    """The page of an executed notebook, for that name, nothing of it written."""
    page = page_of(executed.notebook, language=project.settings.page.language, accent=project.settings.page.accent)
    return with_own_links(page, executed.record, name)
