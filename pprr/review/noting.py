"""Notes for which figures the words of reports were written: by the analyst's commands, never by a run."""

from collections.abc import Sequence

from pprr.commentary.written_for import note
from pprr.project import Project
from pprr.report import Report
from pprr.report.queries.item_figures import item_figures


def note_words(project: Project, reports: Sequence[Report], *, is_approval: bool = False) -> tuple[str, ...]:
    """Notes the words that are new since the last command; where that could not be done, why.

    Nothing that a report says depends on it, so a folder that cannot be written to stops nothing.
    """
    problems = []
    with project.lock("words", wait_seconds=5):
        for report in reports:
            folder = project.commentary(report.period, report.portfolio.slug)
            try:
                note(folder, report.entries, item_figures(report), is_approval=is_approval)
            except OSError as error:
                problems.append(
                    f"{project.relative(folder)} cannot be written to ({error.strerror}), so it is not noted for which "
                    "figures its words were written."
                )
    return tuple(problems)
