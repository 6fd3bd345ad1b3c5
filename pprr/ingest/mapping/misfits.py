"""Where a layout does not fit its file: fields, labels, letters that keep its rows from being read right."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pprr.domain import Cell, query
from pprr.ingest.cells import units_told
from pprr.ingest.mapping.faults import FaultList
from pprr.ingest.mapping.header import Sheet, listed
from pprr.ingest.mapping.layouts import Layout, MoneyLayout, headings_of
from pprr.ingest.mapping.measure_layouts import MeasureLayout
from pprr.ingest.mapping.shape import Record
from pprr.ingest.readers.files import Row
from pprr.ingest.readers.letters import mend, spoiled
from pprr.ingest.readers.workbooks.looks import CellRemark

_MOST_TOLD = 8
_AMOUNT = re.compile(r"£\s?(?!0{3}\b)\d[\d,.]*\s?\w*", re.ASCII)
# Fields of words, of which two may well stand in one column: a measure's code is its name, too.
_WORDS = {
    *("measure_id", "code", "name", "portfolio", "group", "category", "narration", "purpose", "proposal", "scheme"),
    *(
        "account",
        "line",
        "description",
        "information",
        "source",
        "period",
        "title",
        "text",
        "reason",
        "rule_reason",
        "comment",
    ),
}


def has_unknown_fields(layout: Layout, fields: Mapping[str, str], place: Cell, faults: FaultList) -> bool:
    """Tells whether a key of the layout speaks of a field that the table does not have; each is a fault."""
    named = {*layout.columns, *layout.constants, *layout.fill_down, *layout.words}
    for part in layout.also:
        named |= {*part.columns, *part.constants}
    if isinstance(layout, MoneyLayout):
        named |= {*layout.signs}
        named |= {*headings_of(layout)}
        for rule in layout.total:
            named |= {rule.column, rule.by} - {"council"}
    unknown = sorted(named - set(fields))
    for field in unknown:
        faults.add("unknown-field", place, field=field, file=layout.file, fields=", ".join(fields))
    return bool(unknown)


def is_spoiled(rows: Sequence[Row], place: Cell, faults: FaultList) -> bool:
    """Tells whether letters were spoiled on their way, which is a fault: a name or a sign may be another by now."""
    found = [(row.number, cell, spoiled(cell)) for row in rows for cell in row.cells if spoiled(cell)]
    if not found:
        return False
    number, text, letters = found[0]
    meant = mend(letters)
    shown = text if len(text) <= 60 else f"{text[:60]} ..."
    faults.add(
        "letters-spoiled",
        Cell(place.file, place.sheet, number),
        problem=f"{'one' if len(found) == 1 else 'many'}{'' if meant == letters else '-meant'}",
        count=str(len(found)),
        letters=repr(letters),
        meant=meant,
        text=shown,
    )
    return True


def ask_about_swallowed(rows: Sequence[Row], place: Cell, faults: FaultList) -> None:
    """Asks about each row that holds, within a cell between quotation marks, what look like further rows."""
    for row in rows:
        if row.within:
            start = next(cell for cell in row.cells if "\n" in cell).splitlines()[0]
            faults.ask(
                query(
                    "rows-within-a-cell",
                    "",
                    "overview",
                    Cell(place.file, place.sheet, row.number),
                    found="one" if row.within == 1 else "many",
                    count=str(row.within),
                    text=start if len(start) <= 60 else f"{start[:60]} ...",
                    file=place.file.rpartition("/")[2],
                )
            )


def ask_about_unit(
    sheet: Sheet, rows: Sequence[Row], layout: Layout, wanted: Mapping[str, str], place: Cell, faults: FaultList
) -> None:
    """Asks where a label, or a line above the table, names another unit than that in which its amounts are read."""
    if not isinstance(layout, MoneyLayout):
        return
    labels = [label for field, label in wanted.items() if field not in _WORDS and sheet.column(label) is not None]
    above = [_AMOUNT.sub("", cell) for row in rows if row.number < sheet.header_row for cell in row.filled]
    is_named = layout.money_unit in units_told([*labels, *above])
    for text in dict.fromkeys([*labels, *above]):
        told = units_told([text])
        is_sure = text in labels and told != {"pounds"}  # £ alone may stand beside a line that says £000
        if len(told) == 1 and layout.money_unit not in told and (is_sure or not is_named):
            where = Cell(place.file, place.sheet, sheet.header_row)
            shown = text if len(text) <= 60 else f"{text[:60]} ..."
            faults.ask(
                query("money-unit-differs", "", "overview", where, text=shown, told=told.pop(), unit=layout.money_unit)
            )


def has_twins(sheet: Sheet, layout: Layout, wanted: Mapping[str, str], place: Cell, faults: FaultList) -> bool:
    """Tells whether two fields of figures are said to stand in one column, which is a slip in sources.toml."""
    owners: dict[int | None, str] = {}
    found = False
    for field, label in wanted.items():
        if field in _WORDS or not isinstance(layout, MoneyLayout | MeasureLayout):
            continue
        column = sheet.column(label)
        if column in owners:
            faults.add("column-twice", place, label=label, first=owners[column], second=field)
            found = True
        owners[column] = field
    return found


def has_unknown_labels(sheet: Sheet, layout: Layout, fields: Mapping[str, str], place: Cell, faults: FaultList) -> bool:
    """Tells whether a rule speaks of a column that the sheet does not have; each is a fault."""
    named = [fields.get(rule.column, rule.column) for rule in (*layout.drop, *layout.only)]
    if isinstance(layout, MeasureLayout) and layout.code_told_by:
        named.append(layout.code_told_by)
    unknown = [label for label in named if sheet.column(label) is None]
    for label in unknown:
        faults.add("column-missing", place, label=label, labels=listed(sheet.labels))
    return bool(unknown)


def hidden_parts(
    sheet: Sheet, layout: Layout, read: Iterable[str], place: Cell, records: Iterable[Record]
) -> Iterator[tuple[Cell, CellRemark]]:
    """Yields what a workbook hides and is read all the same: the sheet, columns by the labels that are read, rows."""
    away = sheet.header[0].hidden
    if layout.hidden == "read":
        return
    if away.is_sheet:
        yield place, CellRemark(0, "hidden-sheet", place.sheet)
    places = {sheet.column(label) for label in read}
    for column in sorted(away.columns.intersection(one for one in places if one is not None)):
        label = sheet.labels[column]
        yield Cell(place.file, place.sheet, sheet.header_row, label), CellRemark(column, "hidden-column", label)
    hidden = {row.number for row in sheet.rows if row.hidden.is_row}
    numbers = sorted({record.place.row for record in records if record.place.row in hidden})
    if numbers:
        more = f" and {len(numbers) - _MOST_TOLD} more" if len(numbers) > _MOST_TOLD else ""
        told = f"row{'s' * (len(numbers) > 1)} {', '.join(map(str, numbers[:_MOST_TOLD]))}{more}"
        yield place, CellRemark(0, "hidden-rows", told)
