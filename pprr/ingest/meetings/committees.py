"""Committees and their meetings as a period has them: typed rows, and what is odd about them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from pprr.domain import Query, query
from pprr.domain.periods.days import day_label
from pprr.ingest import cells
from pprr.ingest.agreement.register import Agreement, Rows
from pprr.ingest.mapping.records import FaultList, Record
from pprr.ingest.meetings.received import DatedRow


@dataclass
class Committees:
    """The rows ready for their tables, what was odd in them, and the days on which each committee met."""

    committees: Rows = field(default_factory=list)
    meetings: Rows = field(default_factory=list)
    queries: list[Query] = field(default_factory=list)
    days: dict[str, set[date]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def named(self, text: str) -> str:
        """The identifier of the committee that a cell names, by its identifier or its name; blank for none."""
        return self.names.get(_plain(text), "")


def read_committees(
    listed: list[DatedRow], meetings: list[DatedRow], agreement: Agreement, faults: FaultList
) -> Committees:
    """The committees and their meetings; what cannot be read is in ``faults``."""
    found = Committees()
    faults.unique((one.record for one in listed), ("id",), "committee")
    for one in listed:
        record = one.record
        committee, name = (faults.read(record, column, cells.read_text) for column in ("id", "name"))
        slugs = [slug_of(said, agreement) for said in _parts(record)]
        found.queries += _about_portfolios(record, agreement)
        if committee and name and committee not in found.days:
            found.names |= {_plain(name): committee, _plain(committee): committee}
            found.days[committee] = set()
            found.committees.append(
                {
                    "committee": committee,
                    "name": name,
                    "terms_of_reference": record.cells["terms_of_reference"],
                    "portfolios": "; ".join(filter(None, slugs)),
                    **record.origin(),
                }
            )
    for one in meetings:
        _read_meeting(one.record, found, faults)
    return found


def slug_of(said: str, agreement: Agreement) -> str:
    """The slug of the portfolio that is meant, blank for none; one that was cut anew is named ``old or new``."""
    names = (agreement.slugs.get(name.strip(), "") for name in _plain(said).split(" or "))
    return next(filter(None, names), "")


def _read_meeting(record: Record, found: Committees, faults: FaultList) -> None:
    day = faults.read(record, "date", cells.read_date)
    named = record.cells["committee"]
    committee = found.named(named)
    if day is None:
        return
    if not committee:
        known = ", ".join(str(row["committee"]) for row in found.committees)
        found.queries.append(_asked("meeting-of-unknown-committee", record, "committee", committee=named, known=known))
    elif day in found.days[committee]:
        found.queries.append(_asked("meeting-twice", record, "date", committee=committee, day=day_label(day)))
    else:
        found.days[committee].add(day)
        found.meetings.append({"committee": committee, "date": day.isoformat(), **record.origin()})


def _about_portfolios(record: Record, agreement: Agreement) -> Iterator[Query]:
    name, portfolios = record.cells["name"], _parts(record)
    if not portfolios:
        yield _asked("committee-without-portfolio", record, "portfolios", committee=name)
    known = ", ".join(str(row["portfolio"]) for row in agreement.portfolios)
    for said in portfolios:
        if not slug_of(said, agreement):
            yield _asked(
                "committee-portfolio-unknown", record, "portfolios", committee=name, portfolio=said, known=known
            )


def _asked(key: str, record: Record, column: str, **fields: str) -> Query:
    """The query about a row of the council's own file, which is no one portfolio's."""
    return query(key, "", record.place.file.rpartition("/")[2], record.at(column), severity=None, **fields)


def _parts(record: Record) -> list[str]:
    return [part.strip() for part in record.cells["portfolios"].split(";") if part.strip()]


def _plain(text: str) -> str:
    return " ".join(text.lower().split())
