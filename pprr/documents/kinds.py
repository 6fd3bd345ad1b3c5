"""The kinds of document that pprr has: what each is of, and what puts it together. The first of a subject serves
the kinds that a council adds to it.
"""

from dataclasses import dataclass
from typing import Protocol

from pprr.documents.agreement.assemble import portfolio_agreement
from pprr.documents.corporate.assemble import corporate_report
from pprr.documents.covering.assemble import covering_paper
from pprr.documents.oversight.assemble import performance_update, view_report
from pprr.documents.oversight.report import UPDATE, VIEW
from pprr.domain.documents import Document, SubjectKind
from pprr.domain.errors import ProjectError
from pprr.ingest.cleaned import Cleaned
from pprr.project import Project
from pprr.report import Report
from pprr.report.measures.past import Past
from pprr.report.queries.of_draft import Ask


class Assemble(Protocol):
    """Puts a document together from a period's cleaned tables and its past."""

    def __call__(
        self,
        project: Project,
        cleaned: Cleaned,
        document: Document,
        past: Past,
        *,
        is_writing: bool,
        ask: Ask | None,
    ) -> Report:
        """The document; raises CommentaryError where its words cannot be read, or ask for a value that is not there."""


@dataclass(frozen=True)
class DocumentKind:
    """A kind of document: its name in ``[reports]``, what it is of, and what puts it together."""

    name: str
    of: SubjectKind
    assemble: Assemble


KINDS = (
    DocumentKind("corporate", SubjectKind.COUNCIL, corporate_report),
    DocumentKind("agreement", SubjectKind.PORTFOLIO, portfolio_agreement),
    DocumentKind("covering_paper", SubjectKind.COMMITTEE, covering_paper),
    DocumentKind(UPDATE, SubjectKind.DIRECTORATE, performance_update),
    DocumentKind(VIEW, SubjectKind.VIEW, view_report),
)


def assembled(
    project: Project, cleaned: Cleaned, document: Document, past: Past, *, is_writing: bool, ask: Ask | None
) -> Report:
    """The document, put together as its kind says; raises ProjectError for a subject of which there is no kind."""
    of_subject = [kind for kind in KINDS if kind.of is document.of]
    if not of_subject:
        raise ProjectError("no-document-of-subject", kind=document.kind, subject=document.of)
    found = next((kind for kind in of_subject if kind.name == document.kind), of_subject[0])
    return found.assemble(project, cleaned, document, past, is_writing=is_writing, ask=ask)
