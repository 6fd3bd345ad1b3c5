"""The documents that a period has beside its portfolios' reports, by what its cleaned tables say there is."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from pprr.domain import Period
from pprr.domain.documents import Document, Subject, SubjectKind
from pprr.ingest import tables
from pprr.ingest.tables.stored import CleanedTables
from pprr.project import COUNCIL, Reports

if TYPE_CHECKING:
    from pprr.domain.oversight import View  # which most plans do without

_NO_SLUG = re.compile(r"[^a-z0-9]+")


def documents_of(reports: Reports, period: Period, found: CleanedTables) -> dict[str, Document]:
    """The documents of the period, of the kinds that are switched on, by their names."""
    listed = [
        Document(kind, of, subject)
        for of, kinds in reports.documents.items()
        for kind in kinds
        if reports.begins(kind, period)
        for subject in _SUBJECTS[of](found)
    ]
    return {document.name: document for document in listed}


def slug_from(text: str) -> str:
    """A slug for an identifier of the council's own: "CF Scrutiny" is cf-scrutiny."""
    return _NO_SLUG.sub("-", text.lower()).strip("-")


def _council(found: CleanedTables) -> Iterator[Subject]:
    del found  # there is one, whatever they say
    yield Subject(COUNCIL, "The council as a whole")


def _committees(found: CleanedTables) -> Iterator[Subject]:
    """Yields the committees that take portfolios' reports."""
    for one in found.records(tables.COMMITTEES):
        if one.portfolios:
            yield Subject(slug_from(one.committee), one.name, one.portfolios)


def _portfolios(found: CleanedTables) -> Iterator[Subject]:
    """Yields the portfolios, also those that are stopped, of which nothing is known but that they are there."""
    names = {one.portfolio: one.portfolio for one in found.records(tables.FAULTS)}
    names |= {one.portfolio: one.name for one in found.records(tables.PORTFOLIOS)}
    for slug, name in names.items():
        yield Subject(slug, name, (slug,))


def _directorates(found: CleanedTables) -> Iterator[Subject]:
    """Yields the directorates: a page of one shows its measures, and the indicators of its issues."""
    return _of_views(found, are_directorates=True)


def _views(found: CleanedTables) -> Iterator[Subject]:
    """Yields the other views."""
    return _of_views(found, are_directorates=False)


def _of_views(found: CleanedTables, *, are_directorates: bool) -> Iterator[Subject]:
    from pprr.domain.oversight import ViewKind

    for one in found.records(tables.VIEWS):
        if (one.kind is ViewKind.DIRECTORATE) == are_directorates:
            yield _of_view(found, one)


def _of_view(found: CleanedTables, view: "View") -> Subject:
    taken = [one.portfolio for one in found.records(tables.VIEW_MEASURES).of(view=view.view)]
    watched = [slug for one in found.records(tables.ISSUES).of(view=view.view) for slug in one.portfolios]
    return Subject(view.view, view.name, tuple(dict.fromkeys((*taken, *watched))))


_SUBJECTS: Mapping[SubjectKind, Callable[[CleanedTables], Iterator[Subject]]] = {
    SubjectKind.COUNCIL: _council,
    SubjectKind.COMMITTEE: _committees,
    SubjectKind.DIRECTORATE: _directorates,
    SubjectKind.VIEW: _views,
    SubjectKind.PORTFOLIO: _portfolios,
}
