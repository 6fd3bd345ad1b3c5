"""The job of a run: one report made and published, its last good page kept where that fails."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pprr.atomic import unwritten, write_whole
from pprr.domain.errors import error_text
from pprr.project import Project
from pprr.run.execute.journal import as_far_as_it_ran
from pprr.run.item import ItemOutcome, Made
from pprr.run.publish.put import recover
from pprr.run.worker.contract import Job, Step, Tell

if TYPE_CHECKING:
    from pprr.run.execute.notebook import Execution


@dataclass(frozen=True)
class ReportJob(Job):
    """Makes one report and puts it in place; ``attempt`` counts how often it has been begun."""

    attempt: int = 1

    def make(self, project: Project, execution: "Execution", tell: Tell) -> Made:
        """Makes the report, tells its steps, and puts its files in place whole."""
        from pprr.run.make import make  # which brings all of Jupyter

        return make(project, self.item, execution, lambda words: tell(Step(words)))

    def end(self, outcome: ItemOutcome | None, folder: Path | None) -> ItemOutcome | None:
        """Puts back what was left half done, and keeps the notebook of a failed report as far as it ran."""
        if outcome and outcome.is_dead and self.attempt > 1:
            outcome = replace(outcome, reason=error_text("died-again", reason=outcome.reason))
        try:
            recover(self.project.reports(self.item.period), self.item.name)
            if outcome and folder:
                outcome = replace(outcome, notebook=self._keep(outcome, folder))
        except OSError as error:
            if outcome and not outcome.is_made:
                problem = unwritten(error, self.project.root)
                outcome = replace(outcome, reason=error_text("and-unwritten", reason=outcome.reason, problem=problem))
        return outcome

    def _keep(self, outcome: ItemOutcome, folder: Path) -> str:
        """Keeps the notebook of a failed report for whoever mends it, and ends that of a good one."""
        path = self.project.failed(self.item.period, self.item.name)
        if outcome.is_made:
            path.unlink(missing_ok=True)
            return ""
        data = as_far_as_it_ran(folder, outcome.reason)
        if data is None:
            return ""
        write_whole(path, data)
        return self.project.relative(path)
