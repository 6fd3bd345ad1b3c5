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
    of_report = [StandingPage(folder / f"{name}.html", folder / name / name) for name in names]
    of_members = [StandingPage(folder / name / f"{MEMBERS}.html", folder / name / MEMBERS) for name in names]
    return [*of_report, *(page for page in of_members if page.path.is_file())]
