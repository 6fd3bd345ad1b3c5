"""Gives decisions and approvals of the first build the ids and fingerprints of today, once; nothing is lost by it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pprr.commentary.approval import write_approval
from pprr.commentary.decisions import Acceptance, entry_of, read_decisions, translate
from pprr.commentary.old_files import old_files
from pprr.domain import Period, Query, told_apart
from pprr.domain.errors import CommentaryError
from pprr.ingest.cleaned import Cleaned
from pprr.project import Project
from pprr.report import Report
from pprr.report.record.content import approval_of
from pprr.review.decide import WHOLE_FILES


@dataclass(frozen=True)
class Upgraded:
    """The outcome for one file: the queries whose acceptance has another id now, by the old one, and what stays.

    ``kept`` are the acceptances that no query of today is known by. ``approval`` says what became of an approval.
    ``problem`` says why the file was left as it was.
    """

    path: Path
    renamed: tuple[tuple[str, Query], ...] = ()
    kept: tuple[tuple[str, Acceptance], ...] = ()
    approval: str = ""
    problem: str = ""


def upgrade(project: Project, period: Period, cleaned: Cleaned | None, reports: Sequence[Report]) -> Iterator[Upgraded]:
    """Upgrades the period's old files one by one, each whole or not at all; what became of each.

    The file of a portfolio whose report cannot be put together is left as it was, and its acceptances still stand.
    """
    of_files = cleaned.queries if cleaned else ()
    queries = {
        project.decisions(period, WHOLE_FILES): told_apart(one for one in of_files if one.portfolio == WHOLE_FILES),
        **{project.decisions(period, report.portfolio.slug): report.queries for report in reports},
    }
    by_folder = {project.commentary(period, report.portfolio.slug): report for report in reports}
    for path in old_files(project, period):
        if path in queries:
            yield _decisions(path, queries[path])
        elif path.parent in by_folder:
            yield _approval(path, by_folder[path.parent])
        else:
            yield Upgraded(path, problem="its report cannot be put together, so its queries are not known.")


def _decisions(path: Path, queries: Sequence[Query]) -> Upgraded:
    try:
        before = read_decisions(path)
        entries = {entry: query for query in queries if (entry := entry_of(query, before))}
        translate(path, queries)
    except CommentaryError as error:
        return Upgraded(path, problem=str(error))
    kept = tuple((name, acceptance) for name, acceptance in before.items() if name not in entries)
    return Upgraded(path, tuple(entries.items()), kept)


def _approval(path: Path, report: Report) -> Upgraded:
    """Binds an approval that stands to the parts of today; one that does not stand keeps its own, and says so."""
    said = report.approval
    if said is None:
        return Upgraded(path, problem="it is not the approval of this report.")
    if report.changed:
        write_approval(path.parent, said)  # its format is written now, and is the first
        return Upgraded(path, approval="kept as it is: it does not stand, since the report has changed.")
    bound = approval_of(report, name=said.name, date=said.date, version=said.version)
    write_approval(path.parent, bound)
    return Upgraded(path, approval="bound to the same content anew.")
