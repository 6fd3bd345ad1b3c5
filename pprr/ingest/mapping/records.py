"""A received file as records under its header's labels; whatever keeps it from being so is a fault."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pprr.domain import Cell
from pprr.domain.errors import FileError, fault_of
from pprr.ingest.mapping.faults import FaultList
from pprr.ingest.mapping.header import Sheet, find_sheet
from pprr.ingest.mapping.layouts import Layout, MoneyLayout, Place, headings_of
from pprr.ingest.mapping.misfits import (
    ask_about_swallowed,
    ask_about_unit,
    has_twins,
    has_unknown_fields,
    has_unknown_labels,
    hidden_parts,
    is_spoiled,
)
from pprr.ingest.mapping.shape import Record, Shaped, shape
from pprr.ingest.mapping.totals import Total, looks_like_total, part_totals
from pprr.ingest.readers.files import Row, is_workbook, read_rows
from pprr.ingest.readers.letters import mend
from pprr.ingest.readers.workbooks.looks import CellRemark

__all__ = ["FaultList", "Received", "Record", "read_records"]


@dataclass(frozen=True)
class Received:
    """One received file: its place and its records; none where the file could not be used, which is a fault by then.

    ``totals`` are those that are to be held against the records and go no further; ``remarked`` the records, as they
    stand in the file, of which there is something to say; ``heads`` what there is to say of the labels above them.
    """

    place: Cell
    records: tuple[Record, ...] = ()
    is_readable: bool = False
    totals: tuple[Total, ...] = ()
    remarked: tuple[Record, ...] = ()
    heads: tuple[tuple[Cell, CellRemark], ...] = ()


def read_records(
    path: Path,
    layout: Layout,
    faults: FaultList,
    *,
    name: str,
    fields: Mapping[str, str],
    optional: tuple[str, ...] = (),
) -> Received:
    """The records of the file and of whatever else its table stands in; rows that are none are left out by a rule.

    ``fields`` gives for each wanted field the label it stands under; an ``optional`` one that sources.toml does not
    name may have no column, and is then blank. Whatever makes the file unusable is noted as a fault, and no records
    come back.
    """
    place = Cell(name, layout.sheet)
    folder = name.rpartition("/")[0]
    mapping = Cell(f"{folder}/sources.toml" if folder else "sources.toml")
    if has_unknown_fields(layout, fields, mapping, faults):
        return Received(place)
    found: list[Record] = []
    heads: list[tuple[Cell, CellRemark]] = []
    is_readable = True
    unmet: frozenset[str] | None = None
    for place_of, said in zip((Place(), *layout.also), layout.parts(), strict=True):
        # A blank label says that the part has no such column.
        part = said.model_copy(update={"columns": {name: label for name, label in said.columns.items() if label}})
        here = Cell(f"{folder}/{part.file}" if folder else part.file, part.sheet)
        labels = {
            field: part.columns.get(field, label if said.columns.get(field, label) else field)
            for field, label in fields.items()
            if not place_of.is_without(field)
        }
        shaped = _read_part(path.parent / part.file, part, labels, optional, here, faults)
        is_readable = is_readable and shaped is not None
        if shaped is not None:
            found += shaped.records
            heads += shaped.heads
            unmet = shaped.unmet if unmet is None else unmet & shaped.unmet
    for label in sorted(unmet or ()):
        faults.add("label-nowhere", place, label=label)
    remarked = tuple(record for record in found if record.remarks)
    received = Received(place, tuple(found), is_readable, remarked=remarked, heads=tuple(heads))
    if not isinstance(layout, MoneyLayout):
        return received
    records, totals = part_totals(found, layout)
    for record in records:
        seems = None if record.total else looks_like_total(record, layout)
        if seems:
            faults.add("perhaps-a-total", record.place, **seems)
    for total in totals:
        if not total.lines:
            faults.add("total-of-nothing", total.record.place)
    return replace(received, records=records, totals=totals)


def read_labels(path: Path, layout: Layout, wanted: Mapping[str, str]) -> tuple[str, ...]:
    """The labels of the file's columns; none where it cannot be read, which reading its records will say."""
    try:
        rows = _rows(path, layout)
    except FileError:
        return ()
    # What all rows share stands in the layout, and so under no label.
    sheet = find_sheet(rows, layout, {field: wanted[field] for field in wanted if field not in layout.constants})
    return sheet.labels if isinstance(sheet, Sheet) else ()


def _rows(path: Path, layout: Layout) -> tuple[Row, ...]:
    return read_rows(
        path,
        sheet=layout.sheet,
        delimiter=layout.delimiter,
        encoding=layout.encoding or "",
        quotes=layout.quotes,
        counts=layout.cells or "",
    )


def _read_part(
    path: Path, layout: Layout, fields: Mapping[str, str], optional: tuple[str, ...], place: Cell, faults: FaultList
) -> Shaped | None:
    """The records of one sheet; None, and faults, where it cannot be used."""
    try:
        rows = _rows(path, layout)
    except FileError as error:
        faults.append(fault_of(error, place))
        return None
    needless = ("delimiter", "encoding", "quotes") if is_workbook(path) else ("sheet",)
    for key in needless:
        if getattr(layout, key):
            faults.add("needless-key", place, key=key)
            return None
    if not layout.quotes:
        ask_about_swallowed(rows, place, faults)
    if layout.mend_letters:
        rows = tuple(replace(row, cells=tuple(mend(cell) for cell in row.cells)) for row in rows)
    if is_spoiled(rows, place, faults):
        return None
    wanted = {
        field: label
        for field, label in fields.items()
        if (field not in optional or field in layout.columns) and field not in layout.constants
        if field not in headings_of(layout) or field in layout.columns
    }
    sheet = find_sheet(rows, layout, wanted)
    if isinstance(sheet, tuple):
        for problem in sheet:
            faults.add("layout-problem", place, problem=problem.found, remedy=problem.remedy)
        return None
    if has_unknown_labels(sheet, layout, fields, place, faults) or has_twins(sheet, layout, wanted, place, faults):
        return None
    ask_about_unit(sheet, rows, layout, wanted, place, faults)
    shaped = shape(sheet, layout, fields, place, needed=len(wanted))
    for number, problem in shaped.problems:
        faults.add(
            "layout-problem", Cell(place.file, place.sheet, number), problem=problem.found, remedy=problem.remedy
        )
    hidden = hidden_parts(sheet, layout, wanted.values(), place, shaped.records)
    return replace(shaped, heads=(*shaped.heads, *hidden))
