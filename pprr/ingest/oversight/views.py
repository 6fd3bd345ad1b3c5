"""Views as a period has them: typed rows, the measures that each takes, and what is odd about them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pprr.domain import Cell, Period, Query, query
from pprr.domain.errors import ProjectError
from pprr.domain.oversight import ViewKind
from pprr.ingest import cells
from pprr.ingest.agreement.register import Agreement, Rows, read_period
from pprr.ingest.mapping.records import FaultList, Record
from pprr.ingest.meetings.committees import Committees, slug_of
from pprr.ingest.meetings.received import DatedRow
from pprr.project import checked_slug


@dataclass
class Views:
    """The rows ready for their tables, what was odd in them, and each view by what a cell may call it.

    ``taken`` are the measures that have a row, each with its view.
    """

    views: Rows = field(default_factory=list)
    measures: Rows = field(default_factory=list)
    queries: list[Query] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    taken: set[tuple[str, str]] = field(default_factory=set)

    def named(self, record: Record, column: str, *, what: str) -> str:
        """The view that a row is of; blank, and a query, where there is none of that name."""
        said = record.cells[column]
        found = self.names.get(plain(said), "")
        if not found:
            known = ", ".join(str(row["view"]) for row in self.views) or "none"
            self.queries.append(about_row("row-of-unknown-view", record, column, what=what, view=said, known=known))
        return found

    def of_kind(self, kind: ViewKind) -> list[str]:
        """The views of that kind."""
        return [str(row["view"]) for row in self.views if row["kind"] == kind]


def read_views(
    listed: Iterable[DatedRow],
    selections: Iterable[DatedRow],
    period: Period,
    agreement: Agreement,
    committees: Committees,
    faults: FaultList,
) -> Views:
    """The views and the measures of each; what cannot be read is in ``faults``."""
    found = Views()
    rows = [one.record for one in listed]
    faults.unique(rows, ("id",), "view")
    for record in rows:
        _read_view(record, found, committees, faults)
    taken = [one.record for one in selections]
    faults.unique(taken, ("view", "takes", "from"), "selection")
    portfolios = {str(row["measure_id"]): str(row["portfolio"]) for row in agreement.measures}
    names = names_of_measures(agreement)
    for record in taken:
        said = record.cells["takes"]
        slug = slug_of(said, agreement)
        measures = {name: of for name, of in portfolios.items() if of == slug}
        if plain(said) in names:
            measures = {names[plain(said)]: portfolios[names[plain(said)]]}
        _read_selection(record, measures, found, period, faults, is_known=said in agreement.at_other_times)
    found.queries += _about_measures(rows, found, period)
    return found


def about_row(key: str, record: Record, column: str, **fields: str) -> Query:
    """The query about a row of the council's own file, which is no one portfolio's."""
    return query(key, "", record.place.file.rpartition("/")[2], record.at(column), severity=None, **fields)


def plain(text: str) -> str:
    """The text as it is looked up."""
    return " ".join(text.casefold().split())


def names_of_measures(agreement: Agreement) -> Mapping[str, str]:
    """The period's measures by the identifiers that they have and had, as they are looked up."""
    found: dict[str, str] = {}
    for row in agreement.measures:
        names = [*str(row["predecessors"] or "").split(";"), str(row["measure_id"])]
        found |= {plain(name): str(row["measure_id"]) for name in names if name.strip()}
    return found


def _read_view(record: Record, found: Views, committees: Committees, faults: FaultList) -> None:
    name = faults.read(record, "name", cells.read_text)
    kind = faults.read(record, "kind", lambda text: ViewKind(cells.read_choice(text, tuple(ViewKind))))
    try:
        view = checked_slug(record.cells["id"])
    except ProjectError as error:
        faults.add("name-unusable", record.at("id"), problem=str(error))
        return
    said = record.cells["committee"]
    committee = committees.named(said)
    if said and not committee:
        known = ", ".join(committees.days) or "none"
        found.queries.append(
            about_row("view-committee-unknown", record, "committee", view=view, committee=said, known=known)
        )
    if not name or not kind or view in found.names.values():
        return
    found.names |= {plain(name): view, plain(view): view}
    texts = {column: record.cells[column] for column in ("purpose", "signed_by", "wards", "key_decision")}
    found.views.append({"view": view, "name": name, "kind": kind, "committee": committee, **texts, **record.origin()})


def _read_selection(
    record: Record, measures: Mapping[str, str], found: Views, period: Period, faults: FaultList, *, is_known: bool
) -> None:
    """Reads what a view takes: a measure, or all measures of a portfolio; ``measures`` are these with their portfolios.

    One that is gone and that the register has no longer is kept by the name that it had.
    """
    view = found.named(record, "view", what=record.cells["takes"])
    since, until = (
        faults.read(record, name, read_period) if record.cells[name] else None for name in ("from", "until")
    )
    if not view or (since and since.end > period.end):
        return
    said = record.cells["takes"]
    if since and until and until.end < since.end:
        told = {"since": since.label, "until": until.label}
        found.queries.append(
            about_row("selection-over-before-it-began", record, "until", view=view, measure=said, **told)
        )
    if not measures and until is not None and until.end < period.end:
        measures = {said: ""}
    if not measures and not is_known:
        found.queries.append(about_row("view-measure-unknown", record, "takes", view=view, measure=said))
    own: dict[str, object] = {"since": since or "", "until": until or "", "reason": record.cells["reason"]}
    for name, portfolio in measures.items():
        if (view, name) not in found.taken:
            found.taken.add((view, name))
            row = {"view": view, "measure_id": name, "portfolio": portfolio}
            found.measures.append({**row, **own, **record.origin()})


def _about_measures(rows: Iterable[Record], found: Views, period: Period) -> Iterator[Query]:
    """The queries about a view without measures, and about a measure that several directorates have."""
    held: dict[str, list[str]] = {str(row["view"]): [] for row in found.views}
    for row in found.measures:
        until = row["until"]
        if not (isinstance(until, Period) and until.end < period.end):
            held[str(row["view"])].append(str(row["measure_id"]))
    for record in rows:
        if held.get(record.cells["id"]) == []:
            yield about_row("view-without-measures", record, "id", view=record.cells["id"])
    directorates: dict[str, list[str]] = {}
    for view in found.of_kind(ViewKind.DIRECTORATE):
        for measure in held[view]:
            directorates.setdefault(measure, []).append(view)
    rows_of = {(row["view"], row["measure_id"]): row for row in found.measures}
    for measure, views in directorates.items():
        if len(views) > 1:
            row = rows_of[views[-1], measure]
            place = Cell(str(row["file"]), str(row["sheet"]), int(str(row["row"])), "takes")
            name = place.file.rpartition("/")[2]
            yield query("measure-in-two-directorates", "", name, place, measure=measure, views=", ".join(views))
