"""Makes one report: its notebook run and proven, its page and downloads put in place whole, or nothing of it."""

import hashlib
from collections.abc import Callable

import nbformat

from pprr.project import Project
from pprr.run.execute.notebook import Executed, Execution, execute
from pprr.run.execute.proof import index_entry
from pprr.run.item import Item, Made
from pprr.run.publish.downloads import files, with_own_links
from pprr.run.publish.logo import logo_address
from pprr.run.publish.members import address_of_members, has_members_edition
from pprr.run.publish.page import Imprint, page_of
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
        **members_edition(project, executed, item.name),
        f"{item.name}.html": page.encode(),  # the page last
    }
    put(project.reports(item.period), item.name, contents)
    written = {address: hashlib.sha256(data).hexdigest() for address, data in contents.items()}
    return Made(written, index_entry(executed.record), executed.blocking, executed.missing)


def rendered(project: Project, executed: Executed, name: str) -> str:
    """The page of an executed notebook, for that name, nothing of it written."""
    return with_own_links(_page(project, executed, name), executed.record, name)


def members_edition(project: Project, executed: Executed, name: str) -> dict[str, bytes]:
    """The members' edition by its address; nothing where the notebook has no cell for one."""
    if not has_members_edition(executed.notebook):
        return {}
    return {address_of_members(name): _page(project, executed, name, for_members=True).encode()}


def _page(project: Project, executed: Executed, name: str, *, for_members: bool = False) -> str:
    return page_of(executed.notebook, _imprint(project), report=name, for_members=for_members)


def _imprint(project: Project) -> Imprint:
    organisation, page, logo = project.settings.organisation, project.settings.page, project.logo
    shown = logo_address(logo, name=project.relative(logo)) if logo else ""
    return Imprint(page.language, page.accent, organisation.web, shown)
