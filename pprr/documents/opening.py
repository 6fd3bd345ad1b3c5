"""Opens any document by its name: a portfolio's report by its slug, one of the council's by subject and kind."""

from pprr.documents.corporate.assemble import corporate_report
from pprr.domain import Period
from pprr.domain.errors import ProjectError
from pprr.ingest.clean import Cleaned
from pprr.ingest.load import load
from pprr.project import COUNCIL, Project, find_project
from pprr.report import Report
from pprr.report.assemble import assemble, past_of
from pprr.report.measures.past import Past


def open_document(
    name: str, period: str | Period, *, project: Project | None = None, is_writing: bool = False
) -> Report:
    """The document of that name and period, as ``open_report`` opens a portfolio's; raises as that does."""
    project = project or find_project()
    cleaned = load(project, period if isinstance(period, Period) else Period.parse(period))
    return document_of(project, cleaned, name, past_of(project, cleaned), is_writing=is_writing)


def document_of(project: Project, cleaned: Cleaned, name: str, past: Past, *, is_writing: bool = False) -> Report:
    """The document of that name from a period's cleaned tables; raises as ``assemble``."""
    if name in project.documents:
        return corporate_report(project, cleaned, name, past, is_writing=is_writing)
    subject, _, kind = name.partition(".")
    if kind and subject == COUNCIL:
        raise ProjectError("report-not-switched-on", name=name, kind=kind)
    return assemble(project, cleaned, name, past, is_writing=is_writing)
