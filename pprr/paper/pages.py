"""The pages that stand in reports/, and the files that are made from them."""

from dataclasses import dataclass
from pathlib import Path

from pprr.domain import Period
from pprr.domain.errors import PaperError
from pprr.project import Project
from pprr.run.publish.members import MEMBERS
from pprr.run.records.index import published


@dataclass(frozen=True)
class StandingPage:
    """A page as it stands, and the path, without an ending, of what is made from it: among its downloads."""

    path: Path
    beside: Path


def standing_pages(project: Project, period: Period, portfolio: str) -> list[StandingPage]:
    """The pages of a period, or of one portfolio in it, and the members' editions that they have.

    Raises PaperError where there is none.
    """
    folder = project.reports(period)
    names = [page.file for page in published(project, period) if portfolio in {"", page.portfolio, page.file}]
    if not names:
        raise PaperError("no-page-to-print", wanted=f"{portfolio} {period}".strip())
    every = [page for name in names for page in pages_of(folder, name)]
    return sorted(every, key=lambda page: page.beside.name == MEMBERS)


def pages_of(folder: Path, name: str) -> list[StandingPage]:
    """The page of the report of that name in a period's folder, and its members' edition where it has one."""
    members = StandingPage(folder / name / f"{MEMBERS}.html", folder / name / MEMBERS)
    return [StandingPage(folder / f"{name}.html", folder / name / name), *([members] if members.path.is_file() else [])]
