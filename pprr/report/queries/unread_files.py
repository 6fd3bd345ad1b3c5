"""Queries about files among the commentary that no report reads, such as a notebook in a folder below."""

from collections.abc import Iterator
from pathlib import PurePath

from pprr.commentary.files import stray_files
from pprr.domain import Query, Severity, query
from pprr.ingest import tables
from pprr.ingest.cleaned import Cleaned
from pprr.ingest.subjects import documents_of
from pprr.project import Project
from pprr.report.items import OVERVIEW
from pprr.report.report import Report

_OF_WORDS = {".ipynb", ".md", ".txt", ".rtf", ".doc", ".docx", ".odt", ".html", ".htm", ".pdf", ".rst", ".qmd"}


def about_unread_files(report: Report) -> Iterator[Query]:
    """The queries about files of the portfolio's folder that are not read."""
    slug = report.portfolio.slug
    for name in report.account.files:
        yield _unread(slug, f"{slug}/{name}", "portfolio")


def about_stray_files(project: Project, cleaned: Cleaned) -> Iterator[Query]:
    """The queries about files that are in no portfolio's folder, as where a portfolio or a period was renamed."""
    portfolios = {found.portfolio for found in cleaned.tables.records(tables.PORTFOLIOS)}
    documents = documents_of(project.settings.reports, cleaned.period, cleaned.tables)
    slugs = portfolios | {fault.portfolio for fault in cleaned.faults} | {*documents}
    for name in stray_files(project, cleaned.period, slugs):
        yield _unread("", name, "stray")


def _unread(portfolio: str, name: str, case: str) -> Query:
    is_of_words = PurePath(name).suffix.lower() in _OF_WORDS
    severity = Severity.WARNING if is_of_words else Severity.NOTE
    return query("file-not-read", portfolio, OVERVIEW, name, severity=severity, case=case, file=name)
