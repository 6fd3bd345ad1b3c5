"""Approves a report as it stands, and takes an approval back."""

import datetime

from pprr.commentary.approval import (
    Approval,
    is_version,
    next_version,
    take_back,
    version_key,
    write_approval,
)
from pprr.domain.errors import BlockedError, CommentaryError
from pprr.project import Project
from pprr.report import Report
from pprr.report.agreement import called, clash
from pprr.report.record.content import approval_of


def approve(project: Project, report: Report, *, name: str, version: str, date: datetime.date) -> Approval:
    """Records that somebody approves the report as it is now; the approval.

    Raises BlockedError, naming each, where a blocking query is open or wanted words are missing.
    """
    if not name.strip():
        raise CommentaryError("approval-by-nobody")
    if report.hindrances:
        listed = "\n".join(f"  {query.item}: {query.found} ({query.kind}, {query.id})" for query in report.hindrances)
        raise BlockedError("approval-blocked", portfolio=report.portfolio.name, period=report.period, queries=listed)
    approval = approval_of(report, name=" ".join(name.split()), date=date, version=version or _version(report))
    if report.terms:
        approval = _of_agreement(report, approval)
    write_approval(project.commentary(report.period, report.portfolio.slug), approval)
    return approval


def _of_agreement(report: Report, approval: Approval) -> Approval:
    """The approval with the terms that it agrees to, and those of the version before, which it amends.

    Raises CommentaryError where it would not follow on that one: two versions would be approved at once.
    """
    approval = approval.model_copy(update={"agreed": dict(report.terms)})
    last = report.approval
    if last is None or last.agreed == approval.agreed:
        kept = {} if last is None else {"amends": last.amends, "before": last.before}
        return approval.model_copy(update=kept)
    if clash([last, approval]):
        raise CommentaryError("agreement-approved-already", before=called(last), now=called(approval))
    return approval.model_copy(update={"amends": last.version, "before": last.agreed})


def _version(report: Report) -> str:
    """The edition's version; the next one where that was approved already, of another content."""
    before, stated = report.approval, report.edition.version or ("1.0" if report.terms else "")
    if report.terms and before and not report.changed:
        return before.version
    if before is None or not report.changed or not is_version(before.version):
        return stated
    is_later = is_version(stated) and version_key(stated) > version_key(before.version)
    return stated if is_later else next_version(before.version)


def disapprove(project: Project, report: Report) -> Approval:
    """Takes the report's approval back; what it said."""
    return take_back(project.commentary(report.period, report.portfolio.slug))
