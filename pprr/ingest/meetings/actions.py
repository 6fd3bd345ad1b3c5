"""Actions as a period has them: typed rows, each with the portfolio that reports of it, and what is odd about them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from pprr.domain import Query, Severity, query
from pprr.domain.actions import ActionKind
from pprr.domain.periods.days import day_label
from pprr.ingest import cells
from pprr.ingest.agreement.register import Agreement, Rows
from pprr.ingest.mapping.records import FaultList
from pprr.ingest.meetings.committees import Committees, slug_of
from pprr.ingest.meetings.received import STATES, DatedRow

_WHOLE = "overview"  # the item of a query about the portfolio as a whole


@dataclass(frozen=True)
class _Asked:
    """A row with the portfolio that reports of it, and the measure that it is about; blank where there is none."""

    row: DatedRow
    portfolio: str
    measure: str

    def query(self, key: str, column: str, *, severity: Severity | None = None, **fields: str) -> Query:
        """The query about one cell of it; it is nobody's in particular where no portfolio reports of the action."""
        record = self.row.record
        item = self.measure or _WHOLE if self.portfolio else record.place.file.rpartition("/")[2]
        return query(
            key, self.portfolio, item, record.at(column), severity=severity, number=self.row.cells["id"], **fields
        )


def read_actions(
    listed: list[DatedRow],
    committees: Committees,
    agreement: Agreement,
    faults: FaultList,
    issues: Mapping[str, str],
) -> tuple[Rows, list[Query]]:
    """The rows ready for their table, and what is odd about them; what cannot be read is in ``faults``.

    ``issues`` gives the measure that each issue of a worry list is known by, blank for none: an action may be about it.
    """
    faults.unique((one.record for one in listed), ("id",), "action")
    rows: Rows = []
    queries: list[Query] = []
    for one in listed:
        asked, said = _asked(one, agreement, issues), one.cells
        if not said["text"]:
            queries.append(asked.query("action-not-filled-in", "text"))
            continue
        read = partial(faults.read, one.record, portfolio=asked.portfolio)
        days = {name: read(name, cells.read_date) if said[name] else None for name in ("due", *STATES)}
        raised = read("raised", cells.read_date)
        queries += _about_place(asked, issues)
        queries += _about_states(asked, days)
        if raised:
            queries += _about_days(asked, days, raised)
            queries += _about_committee(asked, raised, committees)
        rows.append(
            {
                **{name: said[name] for name in ("by", "about", "owner", "text")},
                "action": read("id", cells.read_text),
                "kind": read("kind", _kind),
                "raised": raised,
                "committee": committees.named(said["committee"]) or said["committee"],
                "portfolio": asked.portfolio,
                "reply": said["reply"] if days["answered"] else "",
                **{name: day.isoformat() if day else "" for name, day in days.items()},
                **one.record.origin(),
            }
        )
    return rows, queries


def _kind(text: str) -> ActionKind:
    """The kind; a blank is an action."""
    return ActionKind(cells.read_choice(text, tuple(ActionKind)) if text else ActionKind.ACTION)


def _asked(one: DatedRow, agreement: Agreement, issues: Mapping[str, str]) -> _Asked:
    """The row with the portfolio that reports of it.

    That is the one that has the measure, or that of the issue, or one that goes on from it: so an action follows a
    measure that moves. Else it is the first of those named that the year has.
    """
    about = one.cells["about"].casefold()
    about = issues.get(about, about).casefold()
    for row in agreement.measures:
        names = [str(row["measure_id"]), *str(row["predecessors"] or "").split(";")]
        if about and about in (name.strip().casefold() for name in names):
            return _Asked(one, str(row["portfolio"]), str(row["measure_id"]))
    return _Asked(one, slug_of(one.cells["portfolio"], agreement), "")


def _about_place(asked: _Asked, issues: Mapping[str, str]) -> Iterator[Query]:
    said = asked.row.cells
    if not asked.portfolio and said["about"].casefold() not in issues:
        named = said["portfolio"] or said["about"]
        yield asked.query("action-of-no-report", "portfolio", case="unknown" if named else "none", named=named)
    if not said["owner"]:
        yield asked.query("action-without-owner", "owner")


def _about_days(asked: _Asked, days: Mapping[str, date | None], raised: date) -> Iterator[Query]:
    for name, day in days.items():
        if day and day < raised:
            yield asked.query(
                "action-day-before-raised", name, found=name, day=day_label(day), raised=day_label(raised)
            )


def _about_states(asked: _Asked, days: Mapping[str, date | None]) -> Iterator[Query]:
    answered, done, withdrawn = (days[state] for state in STATES)
    reply = asked.row.cells["reply"]
    told = {name: day_label(day) if day else "" for name, day in days.items() if name in STATES}
    if done and withdrawn:
        yield asked.query(
            "action-states-conflict", "withdrawn", case="both", done=told["done"], withdrawn=told["withdrawn"]
        )
    elif answered and (last := withdrawn or done) and answered > last:
        yield asked.query(
            "action-states-conflict", "answered", case="late", answered=told["answered"], settled=day_label(last)
        )
    if reply and not answered:
        yield asked.query("action-states-conflict", "answered", severity=Severity.WARNING, case="undated")
    if answered and not reply:
        yield asked.query(
            "action-states-conflict", "reply", severity=Severity.WARNING, case="unsaid", answered=told["answered"]
        )


def _about_committee(asked: _Asked, raised: date, committees: Committees) -> Iterator[Query]:
    """The queries about where and when it was asked, where the council lists its committees and their meetings."""
    named = asked.row.cells["committee"]
    committee = committees.named(named)
    if not named or not committees.committees:
        return
    if not committee:
        known = ", ".join(committees.days)
        yield asked.query("action-of-unknown-committee", "committee", committee=named, known=known)
    elif committees.meetings and raised not in committees.days[committee]:
        yield asked.query("action-without-a-meeting", "raised", committee=committee, day=day_label(raised))
