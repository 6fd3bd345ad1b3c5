"""Issues, inspections, statutory returns and recommendations as a period has them, and what is odd about them.

Where several rows have one ``id``, the latest that is noted up to the period's day holds: so a note that is written
later changes no report of an earlier period.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TypeVar

from pprr.domain.oversight import Adopted, IssueState, ViewKind
from pprr.domain.periods.days import day_label
from pprr.ingest import cells
from pprr.ingest.agreement.register import Agreement, Rows
from pprr.ingest.mapping.records import FaultList, Record
from pprr.ingest.meetings.received import DatedRow, day_of
from pprr.ingest.oversight.views import Views, about_row, names_of_measures, plain

Choice = TypeVar("Choice", Adopted, IssueState)


def read_issues(listed: Iterable[DatedRow], views: Views, agreement: Agreement, faults: FaultList) -> Rows:
    """The issues as they stand; what is odd about them goes to the queries of ``views``."""
    measures = names_of_measures(agreement)
    portfolios = {row["measure_id"]: str(row["portfolio"]) for row in agreement.measures}
    rows: Rows = []
    for record, first in _latest(listed, "issue", faults):
        number = record.cells["id"]
        view = views.named(record, "directorate", what=number)
        indicators = _indicators(record, number, views, measures)
        if view and view not in views.of_kind(ViewKind.DIRECTORATE):
            views.queries.append(about_row("issue-of-no-directorate", record, "directorate", number=number, view=view))
        if not record.cells["why"]:
            views.queries.append(about_row("issue-unexplained", record, "why", number=number))
        rows.append(
            {
                "issue": faults.read(record, "id", cells.read_measure_id),
                "view": view,
                "first": first or "",
                "noted": faults.read(record, "noted", cells.read_date) or "",
                "title": faults.read(record, "issue", cells.read_text),
                **{name: record.cells[name] for name in ("why", "theme", "audit", "projects", "risk")},
                "measures": "; ".join(indicators),
                "portfolios": "; ".join(dict.fromkeys(portfolios[one] for one in indicators)),
                "state": _choice(record, "state", IssueState, faults),
                **record.origin(),
            }
        )
    return [row for row in rows if row["view"]]


def read_inspections(listed: Iterable[DatedRow], views: Views, faults: FaultList) -> Rows:
    """The inspections of the views."""
    rows: Rows = []
    records = [one.record for one in listed]
    faults.unique(records, ("view", "body", "subject", "date"), "inspection")
    for record in records:
        body = record.cells["body"]
        day = faults.read(record, "date", cells.read_date)
        _ask_whether_early(record, "next_due", "inspection", body, day, views)
        if view := views.named(record, "view", what=body):
            texts = {name: faults.read(record, name, cells.read_text) for name in ("body", "subject", "judgement")}
            days = {"inspected": day or "", "next_due": _day_or_blank(record, "next_due", faults)}
            rows.append({"view": view, **texts, **days, **record.origin()})
    return rows


def read_returns(listed: Iterable[DatedRow], views: Views, faults: FaultList) -> Rows:
    """The statutory returns of the views that were due by the period's day."""
    rows: Rows = []
    listed = list(listed)
    faults.unique((one.record for one in listed), ("view", "return", "due"), "return")
    for one in listed:
        record = one.record
        name = faults.read(record, "return", cells.read_text)
        due = faults.read(record, "due", cells.read_date) or ""
        sent = _day_or_blank(record, "sent", faults) if one.cells["sent"] else ""
        if view := views.named(record, "view", what=name or ""):
            told = {"name": name, "body": faults.read(record, "to", cells.read_text), "due": due, "sent": sent}
            rows.append({"view": view, **told, **record.origin()})
    return rows


def read_recommendations(listed: Iterable[DatedRow], views: Views, faults: FaultList) -> Rows:
    """The recommendations of reviews as they stand."""
    rows: Rows = []
    for record, first in _latest(listed, "recommendation", faults):
        number = record.cells["id"]
        _ask_whether_early(record, "due", "recommendation", number, first, views)
        state = _choice(record, "state", IssueState, faults)
        if state is IssueState.CLOSED and not record.cells["evidence"]:
            views.queries.append(about_row("recommendation-closed-unshown", record, "evidence", number=number))
        if view := views.named(record, "view", what=number):
            texts = {name: record.cells[name] for name in ("owner", "progress", "evidence")}
            rows.append(
                {
                    "recommendation": faults.read(record, "id", cells.read_text),
                    "view": view,
                    "review": faults.read(record, "review", cells.read_text),
                    "first": first or "",
                    "noted": faults.read(record, "noted", cells.read_date) or "",
                    "text": faults.read(record, "recommendation", cells.read_text),
                    "adopted": _choice(record, "adopted", Adopted, faults),
                    "due": _day_or_blank(record, "due", faults),
                    "state": state,
                    **texts,
                    **record.origin(),
                }
            )
    return rows


def _latest(listed: Iterable[DatedRow], what: str, faults: FaultList) -> Iterator[tuple[Record, date | None]]:
    """Yields the row that holds of each identifier, and the day on which it was noted first."""
    records = [one.record for one in listed]
    faults.unique(records, ("id", "noted"), what)
    by_id: dict[str, list[Record]] = {}
    for record in records:
        by_id.setdefault(plain(record.cells["id"]), []).append(record)
    for rows in by_id.values():
        in_order = sorted(rows, key=lambda one: day_of(one.cells["noted"]) or date.min)
        yield in_order[-1], day_of(in_order[0].cells["noted"])


def _indicators(record: Record, number: str, views: Views, measures: Mapping[str, str]) -> list[str]:
    """The measures that an issue names; a query for each that is none, and where none is left."""
    named = [part.strip() for part in record.cells["indicators"].split(";") if part.strip()]
    for one in named:
        if plain(one) not in measures:
            found = {"case": "unknown", "measure": one}
            views.queries.append(about_row("issue-without-indicator", record, "indicators", number=number, **found))
    if not named:
        views.queries.append(about_row("issue-without-indicator", record, "indicators", number=number, case="none"))
    return list(dict.fromkeys(measures[plain(one)] for one in named if plain(one) in measures))


def _choice(record: Record, column: str, kind: type[Choice], faults: FaultList) -> Choice | None:
    return faults.read(record, column, lambda text: kind(cells.read_choice(text, tuple(kind))))


def _day_or_blank(record: Record, column: str, faults: FaultList) -> date | str:
    """The day that a cell holds, which may be none."""
    return (faults.read(record, column, cells.read_date) or "") if record.cells[column] else ""


def _ask_whether_early(record: Record, column: str, what: str, name: str, begun: date | None, views: Views) -> None:
    """Asks about a day that is before the one on which its row began."""
    day = day_of(record.cells[column])
    if day and begun and day < begun:
        told = {"what": what, "name": name, "day": day_label(day), "begun": day_label(begun)}
        views.queries.append(about_row("day-before-its-begin", record, column, **told))
