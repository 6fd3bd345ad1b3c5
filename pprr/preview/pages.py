"""The job of a preview: the page of what is saved, made as for publishing and put nowhere, and the queries about it."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pprr.documents import open_document
from pprr.domain.errors import error_text
from pprr.preview.panel import Panel, panel_of
from pprr.project import Project
from pprr.run.item import ItemOutcome
from pprr.run.worker.child import outcome_of
from pprr.run.worker.contract import Job, PartMade, Tell

if TYPE_CHECKING:
    from pprr.run.execute.notebook import Execution

PACKAGE = Path(__file__).parents[1]
CODE = {".py", ".j2", ".css", ".toml", ".csv", ".json"}  # the package's files that a page can depend on
ENDED = ItemOutcome(False, error_text("process-ended"))


@dataclass(frozen=True)
class PreviewPage:
    """The page of what is saved."""

    text: str


@dataclass(frozen=True)
class PreviewJob(Job):
    """Makes the page and tells it (a PreviewPage), or what is in its way (an ItemOutcome), then the queries (a Panel).

    ``is_linked``: the queries lead to their places on the page.
    """

    is_linked: bool = True

    def make(self, project: Project, execution: "Execution", tell: Tell) -> None:
        """Makes the page; where none can be made, tells of all that the words say but for what is in the way."""
        from pprr.run.execute.notebook import execute  # these bring all of Jupyter
        from pprr.run.make import rendered

        try:
            page = rendered(project, execute(project, self.item, execution), self.item.name)
            tell(PartMade(PreviewPage(page)))
            tell(PartMade(self._panel(project)))
        except Exception as error:
            tell(PartMade(outcome_of(error, project)))
            with suppress(Exception):  # what keeps the report from being opened too has just been told
                tell(PartMade(self._panel(project, is_made=False)))
            raise

    def _panel(self, project: Project, *, is_made: bool = True) -> Panel:
        name = project.words_name(self.item.subject, self.item.kind)
        report = open_document(name, self.item.period, project=project, is_writing=not is_made)
        return panel_of(report, is_linked=self.is_linked, is_made=is_made)
