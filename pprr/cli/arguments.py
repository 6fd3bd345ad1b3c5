"""The meaning of a command's arguments: the period, its portfolios, and which of their reports can be put together."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

from rich.markup import escape

from pprr.cli.terminal import FAILED, GOOD, busy, err
from pprr.domain import Period
from pprr.domain.errors import CommentaryError, ProjectError, faults_by_portfolio, told_once
from pprr.ingest import tables
from pprr.project import AGREEMENT, Project, find_project
from pprr.run.plan.selection import LATEST, latest_period

if TYPE_CHECKING:
    from pprr.ingest.cleaned import Cleaned
    from pprr.report import Report
    from pprr.report.queries.of_draft import Ask

_NEAR = 0.5


def read_period(project: Project, text: str) -> Period:
    """The period that was typed, or the newest for ``latest``; raises ProjectError where it is none."""
    return latest_period(project) if text == LATEST else Period.parse(text)


def read_day(text: str) -> datetime.date:
    """The day that is written, or today; the one command that asks the clock is one whose result is no page."""
    try:
        return datetime.date.fromisoformat(text) if text else datetime.datetime.now().astimezone().date()
    except ValueError as error:
        raise ProjectError("no-day", text=text) from error


def read_names(names: Sequence[str]) -> tuple[Project, Period, str]:
    """The project, the period and the one portfolio that is meant, or blank for all."""
    if len(names) > 2:
        raise ProjectError(
            "words-unexpected",
            problem="counted",
            expected="[PORTFOLIO] PERIOD",
            count=len(names),
            words=" ".join(names),
        )
    project = find_project()
    return project, read_period(project, names[-1]), names[0] if len(names) == 2 else ""


def slugs_of(cleaned: "Cleaned", chosen: str, documents: Iterable[str] = ()) -> list[str]:
    """The portfolios that can be reported, then those documents; raises ProjectError for a name that is not there."""
    names = [*(one.portfolio for one in cleaned.tables.records(tables.PORTFOLIOS)), *documents]
    stopped = {fault.portfolio for fault in cleaned.faults}
    if chosen and chosen not in {*names, *stopped}:
        raise ProjectError("no-such-portfolio", portfolio=chosen, period=cleaned.period, known=", ".join(names))
    return [name for name in names if chosen in {"", name}]


def reports_of(
    project: Project, period: Period, chosen: str, ask: "Ask | None" = None
) -> "tuple[Cleaned, list[Report], dict[str, str]]":
    """The reports that can be put together, and for each of the others what keeps its words from being read.

    Words that ask for a value which is not there keep none away: that is a blocking query, told with all the others.
    ``ask`` finds the queries that are wanted, where that is not all of them.
    """
    from pprr.ingest.load import read_once

    with read_once():
        return _put_together(project, period, chosen, ask)


def _put_together(
    project: Project, period: Period, chosen: str, ask: "Ask | None"
) -> "tuple[Cleaned, list[Report], dict[str, str]]":
    from pprr.documents import document_of
    from pprr.ingest.load import load
    from pprr.ingest.subjects import documents_of
    from pprr.report.measures.build import past_of

    with busy(f"Reading {period}"):
        cleaned = load(project, period)
        past = past_of(project, cleaned)
    reports: list[Report] = []
    broken: dict[str, str] = {}
    documents = documents_of(project.settings.reports, period, cleaned.tables)
    # A document of several portfolios is stopped with any of them, which is told with that one.
    faulty = {fault.portfolio for fault in cleaned.faults}
    stopped = {name for name, one in documents.items() if any(map(one.subject.rests_on, faulty))}
    names = slugs_of(cleaned, chosen, [name for name in documents if chosen or name not in stopped])
    if cleaned.edition.before_figures and not chosen:
        names = [name for name in names if name in documents and documents[name].kind == AGREEMENT]
    for name in names:
        try:
            reports.append(document_of(project, cleaned, name, past, is_writing=True, ask=ask))
        except CommentaryError as error:
            if str(error) not in broken.values():  # documents have portfolios' words in them
                broken[name] = str(error)
    return cleaned, reports, broken


def rows_named(report: "Report", names: Sequence[str]) -> set[str]:
    """The rows of a report that may have words of their own and are named, by their section or one by one."""
    return {row.item for row in report.row_items if row.item in names or row.section in names}


def refuse_unknown_rows(reports: "Sequence[Report]", names: Sequence[str]) -> None:
    """Raises ProjectError where a name is neither a section with rows nor a row of any of the reports."""
    from pprr.report.items import BUDGET, OPTIONAL, PRIORITIES, RESERVES, SAVINGS

    known = {row.item for report in reports for row in report.row_items}
    for name in names:
        if name not in {*known, *OPTIONAL, PRIORITIES, BUDGET, RESERVES, SAVINGS}:
            near = get_close_matches(name, known, cutoff=_NEAR)
            raise ProjectError("no-such-row", row=name, remedy="near" if near else "plain", near=" or ".join(near))


def note_or_tell(project: Project, reports: "Sequence[Report]", *, is_approval: bool = False) -> None:
    """Notes for which figures words were written, and says where that could not be done."""
    from pprr.review.noting import note_words

    for problem in note_words(project, reports, is_approval=is_approval):
        err.print(f"[yellow]not noted[/yellow]  {escape(problem)}")


def tell_of_old_files(project: Project, periods: Iterable[Period]) -> None:
    """Says once that decisions or approvals are still those of the first build, where they are."""
    from pprr.commentary.old_files import old_files

    count = sum(len(old_files(project, period)) for period in periods)
    if count:
        from pprr.formats import plural

        err.print(
            f"[yellow]of an earlier pprr[/yellow]  {plural(count, 'file')} of decisions or approvals: they stand, and "
            "pprr upgrade carries them over to this one."
        )


def print_broken(broken: Mapping[str, str]) -> int:
    """Prints what keeps words from being read, each of which names its portfolio; the exit code that follows."""
    for message in broken.values():
        err.print(f"[red]unreadable[/red]  {escape(message)}")
    return FAILED if broken else GOOD


def print_faults(cleaned: "Cleaned", chosen: str = "") -> int:
    """Prints the faults that stopped a portfolio; the exit code that follows."""
    stopped = [slug for slug in faults_by_portfolio(cleaned.faults) if chosen in {"", slug}]
    for slug in stopped:
        err.print(f"[red]{slug} is stopped until this is mended:[/red]")
        for said in told_once(fault for fault in cleaned.faults if fault.portfolio == slug):
            err.print(f"  {escape(said)}")
    return FAILED if stopped else GOOD
