"""Everything that pprr says of a project, as findings with their places, and how they answer to what was planted."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from corpus.planted import ERROR, READ_RIGHT, Planted
from pprr.domain import Period, Query
from pprr.domain.errors import CommentaryError, Fault, FaultsError, PprrError
from pprr.ingest.clean import Cleaned, clean
from pprr.project import find_project
from pprr.report.assemble import assemble

_MONEY = ("outturn", "accounts")
# Projects whose faults are told when their files are read, before there is a report.
_OF_FILES = ("file-", "sources-", "rules-", "letters-", "rows-", "header-", "shape-")


@dataclass(frozen=True)
class Finding:
    """One fault or query: its severity (or error), its place as far as it is told, and its words."""

    severity: str
    portfolio: str
    file: str
    row: int
    column: str
    item: str
    text: str


@dataclass
class Answer:
    """All that was said of one project, and which of the planted were answered, and how."""

    cleaned: Cleaned | None
    findings: list[Finding]
    reported: list[Planted] = field(default_factory=list)
    otherwise: list[tuple[Planted, str]] = field(default_factory=list)
    unreported: list[Planted] = field(default_factory=list)
    unexpected: list[Finding] = field(default_factory=list)


def findings_of(root: Path, period: str, *, with_reports: bool) -> tuple[Cleaned | None, list[Finding]]:
    """Everything that pprr says of a period of the project at the root."""
    project, when = find_project(root), Period.parse(period)
    found: list[Finding] = []
    try:
        cleaned = clean(project, when)
    except FaultsError as error:
        return None, [_fault(fault) for fault in error.faults]
    found += [_fault(fault) for fault in cleaned.faults]
    found += [_query(query, "") for query in cleaned.queries if not query.portfolio]
    for slug in cleaned.tables["portfolios"]["portfolio"] if with_reports else ():
        try:
            queries = assemble(project, cleaned, slug).queries
        except CommentaryError as error:
            found.append(Finding(ERROR, slug, f"notebooks/commentary/{period}/{slug}", 0, "", "", str(error)))
            continue
        except PprrError as error:
            found.append(Finding(ERROR, slug, "", 0, "", "", str(error)))
            continue
        found += [_query(query, slug) for query in queries]
    return cleaned, found


def answer(root: Path, planted: Sequence[Planted]) -> Answer:
    """How the project answers to what was planted in it; ``planted`` are all of one project."""
    needs_none = {ERROR, READ_RIGHT}
    is_of_files = planted[0].project.startswith(_OF_FILES) and {one.expected for one in planted} <= needs_none
    with_reports = not is_of_files
    cleaned, findings = findings_of(root, planted[0].period, with_reports=with_reports)
    told = Answer(cleaned, findings)
    for one in planted:
        about = [finding for finding in findings if _is_about(finding, one)]
        severities = {finding.severity for finding in about}
        if one.expected == READ_RIGHT:
            alarms = severities - {"note"}
            if alarms:
                told.otherwise.append((one, "; ".join(finding.text for finding in about)))
            elif not _is_meant(cleaned, one):
                told.unreported.append(one)
            else:
                told.reported.append(one)
        elif one.expected in severities:
            told.reported.append(one)
        elif severities:
            told.otherwise.append((one, ", ".join(sorted(severities))))
        else:
            told.unreported.append(one)
    told.unexpected = [
        finding
        for finding in findings
        if finding.severity != "note" and not any(_is_about(finding, one) for one in planted)
    ]
    return told


def _query(query: Query, slug: str) -> Finding:
    return Finding(str(query.severity), slug, query.source, 0, "", query.item, f"{query.kind}: {query}")


def _fault(fault: Fault) -> Finding:
    cell = fault.cell
    return Finding(ERROR, fault.portfolio, cell.file, cell.row, cell.column, "", str(fault))


def _is_about(finding: Finding, one: Planted) -> bool:
    """Whether the finding is at the planted place: a fault by file, row and column, a query by portfolio and item."""
    if finding.severity == ERROR:
        same_file = finding.file.startswith(one.file) or one.file.startswith(finding.file)
        same_row = not one.row or finding.row == one.row
        same_column = not (one.column and finding.column and one.row) or finding.column == one.column
        return bool(finding.file and one.file) and same_file and same_row and same_column
    same_portfolio = not one.portfolio or finding.portfolio == one.portfolio
    return same_portfolio and finding.item == one.item


def _is_meant(cleaned: Cleaned | None, one: Planted) -> bool:
    """Whether the cleaned table holds what the planted cell means."""
    if not one.meant:
        return True
    if cleaned is None:
        return False
    meant = dict(part.split("=", 1) for part in one.meant.split("; "))
    table = cleaned.tables[one.item if one.item in _MONEY else "readings"]
    rows = table[(table["row"] == one.row) & table["file"].str.endswith(one.file)]
    if one.item not in _MONEY:
        rows = rows[rows["column"] == one.column]
    if len(rows) != 1:
        return False
    row = rows.iloc[0]
    return all(_same(row[name], text) for name, text in meant.items())


def _same(found: object, text: str) -> bool:
    if isinstance(found, str):
        return found == text
    return found is not None and Decimal(str(found)) == Decimal(text)
