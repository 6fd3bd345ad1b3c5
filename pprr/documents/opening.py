"""Opens any document by its name: a portfolio's report by its slug, another document by its subject and kind."""

from pprr.domain import Period
from pprr.domain.errors import FaultsError, ProjectError
from pprr.ingest.cleaned import Cleaned
from pprr.ingest.load import load
from pprr.ingest.subjects import documents_of
from pprr.project import AGREEMENT, Project, find_project
from pprr.report import Report
from pprr.report.assemble import assemble
from pprr.report.measures.build import past_of
from pprr.report.measures.past import Past
from pprr.report.queries.of_draft import Ask


def open_document(
    name: str, period: str | Period, *, project: Project | None = None, is_writing: bool = False
) -> Report:
    """The document of that name and period, as ``open_report`` opens a portfolio's; raises as that does."""
    project = project or find_project()
    cleaned = load(project, period if isinstance(period, Period) else Period.parse(period))
    return document_of(project, cleaned, name, past_of(project, cleaned), is_writing=is_writing)


def document_of(
    project: Project, cleaned: Cleaned, name: str, past: Past, *, is_writing: bool = False, ask: Ask | None = None
) -> Report:
    """The document of that name from a period's cleaned tables; raises as ``assemble``.

    One of several portfolios is made of all of them or not at all: its sums and lists would not be whole.
    """
    subject, _, kind = name.partition(".")
    if cleaned.edition.before_figures and kind != AGREEMENT:
        raise ProjectError("before-figures", name=name, period=cleaned.period)
    if not kind:
        return assemble(project, cleaned, name, past, is_writing=is_writing, ask=ask)
    if not project.is_document(name):
        raise ProjectError("report-not-switched-on", name=name, kind=kind)
    documents = documents_of(project.settings.reports, cleaned.period, cleaned.tables)
    if name not in documents:
        known = ", ".join(one for one, document in documents.items() if document.kind == kind) or "none"
        raise ProjectError("no-document-of-period", subject=subject, kind=kind, period=cleaned.period, known=known)
    document = documents[name]
    faults = tuple(fault for fault in cleaned.faults if document.subject.rests_on(fault.portfolio))
    if faults:
        raise FaultsError("extracts-faulty", faults, of=f"{name}, {cleaned.period}")
    from pprr.documents.kinds import assembled  # most projects have no documents

    return assembled(project, cleaned, document, past, is_writing=is_writing, ask=ask)
