"""Lists to send to those who enter the data: what each service must mend or send, and what became of it."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from pprr.atomic import write_whole
from pprr.commentary.names import slug_of
from pprr.domain import Query
from pprr.domain.record import RecordTable
from pprr.formats import day
from pprr.ingest.cleaned import Cleaned
from pprr.project import Project
from pprr.report import Report
from pprr.run.publish.downloads import as_csv

FOLDER = "to_send"
_UNNAMED = "nobody-named"
_LONGEST = 60
_COLUMNS = {
    "portfolio": "The portfolio.",
    "measure": "The measure that it is about.",
    "name": "Its short name.",
    "kind": "late, or the kind of query.",
    "found": "What was found.",
    "expected": "What was expected.",
    "to_do": "What to do.",
    "where": "The file and cell.",
    "state": "open, or who accepted it, when and why.",
    "query": "The query's id, by which it is accepted; blank for a figure that is late.",
}


def write_lists(project: Project, cleaned: Cleaned, reports: Sequence[Report]) -> tuple[Path, ...]:
    """Writes a list for each service of what is late or queried, in place of those that were there; their paths.

    They lie beside the period's cleaned tables, and are published nowhere.
    """
    folder = project.processed(cleaned.period) / FOLDER
    by_service: dict[str, list[list[str]]] = {}
    for report in reports:
        for service, row in _rows(report):
            name = slug_of(service)[:_LONGEST].strip("-") or _UNNAMED
            by_service.setdefault(f"for-{name}.csv", []).append(row)
    for path in folder.glob("for-*.csv"):
        if path.name not in by_service:
            path.unlink()
    for name, rows in by_service.items():
        write_whole(folder / name, as_csv(_table(rows)))
    return tuple(folder / name for name in sorted(by_service))


def _rows(report: Report) -> Iterator[tuple[str, list[str]]]:
    """Yields each thing with the service that it is for: figures that are late, open queries, then accepted ones."""
    measures = {one.measure_id: one for one in report.measures if one.measure_id in report.items}
    for one in measures.values():
        if one.figures.is_late:
            told = ["late", f"{one.actual.missing}.", f"A figure for {report.period.label} is due.", "Send it."]
            named = [report.portfolio.name, one.measure_id, one.name]
            yield one.entry.owner, [*named, *told, str(one.actual.cell), "open", ""]
    said = [(query, "open") for query in report.open_queries]
    said += [(query, f"accepted by {by.name}, {day(by.date)}: {by.reason}") for query, by in report.accepted]
    for query, state in said:
        if query.item in measures and not query.sentence:  # words are the analyst's own
            measure = measures[query.item]
            yield measure.entry.owner, [report.portfolio.name, query.item, measure.name, *_told(query), state, query.id]


def _told(query: Query) -> list[str]:
    return [query.kind, query.found, query.expected, query.action, query.source]


def _table(rows: Sequence[Sequence[str]]) -> RecordTable:
    return {
        "row": "One row per figure that is late, and per query about a measure of the service.",
        "columns": [{"name": name, "type": "text", "meaning": meaning} for name, meaning in _COLUMNS.items()],
        "rows": [[text or None for text in row] for row in rows],
    }
