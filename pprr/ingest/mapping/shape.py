"""From the rows below a header to the records that they stand for; what is none is left out only by a rule."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pprr.domain import Cell
from pprr.ingest.cells.remarks import says_of_figures
from pprr.ingest.mapping.header import Problem, Sheet
from pprr.ingest.mapping.layouts import Layout, MoneyLayout, RowMark, TotalRow, alike, headings_of, like, same
from pprr.ingest.mapping.measure_layouts import MeasureLayout, PerformanceLayout
from pprr.ingest.readers.files import Row
from pprr.ingest.readers.reach import letters_of
from pprr.ingest.readers.workbooks.looks import NOTES, CellRemark


@dataclass(frozen=True)
class Record:
    """One row of a received file: its cells by field, in our words, and where they stand.

    ``received`` holds the cells that a word of sources.toml has changed; ``places`` the fields that stand in another
    row; ``note`` the commentary below the row; ``total`` the rule that makes the row a total; ``remarks`` what there is
    to say of its cells.
    """

    place: Cell
    cells: Mapping[str, str]
    labels: Mapping[str, str]
    received: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, Cell] = field(default_factory=dict)
    note: str = ""
    total: TotalRow | None = None
    remarks: tuple[tuple[Cell, CellRemark], ...] = ()

    def at(self, field: str) -> Cell:
        """The cell that holds the field."""
        place = self.places.get(field)
        return place or Cell(self.place.file, self.place.sheet, self.place.row, self.labels[field])

    def origin(self, field: str = "") -> dict[str, object]:
        """The provenance columns of a cleaned table, of the row or of one field of it."""
        place = self.places.get(field, self.place)
        return {"file": place.file, "sheet": place.sheet, "row": place.row}

    def as_received(self, field: str) -> str:
        """The field's cell in the sender's own words."""
        return self.received.get(field, self.cells[field])

    def stated(self, fields: Iterable[str]) -> str:
        """Those of the fields that are not blank, each with its column's label and its cell as received, as JSON."""
        cells = {name: (self.at(name).column, self.as_received(name)) for name in fields if self.cells[name]}
        return json.dumps(cells, ensure_ascii=False)


@dataclass(frozen=True)
class Shaped:
    """The records of one sheet, and the rows that stand for none: each with its number, or 0, and what to do.

    ``unmet`` are labels of ``only`` that no row has; ``heads`` is what there is to say of the table's labels.
    """

    records: tuple[Record, ...]
    problems: tuple[tuple[int, Problem], ...]
    unmet: frozenset[str] = frozenset()
    heads: tuple[tuple[Cell, CellRemark], ...] = ()


def shape(sheet: Sheet, layout: Layout, fields: Mapping[str, str], place: Cell, *, needed: int) -> Shaped:
    """The records of a table. ``fields`` gives for each field its label; one without a column is blank.

    Where more than two columns are ``needed``, a row with a single cell is no record, and what it is must be said.
    """
    columns = {name: sheet.column(label) for name, label in fields.items() if name not in layout.constants}
    said = {name: layout.said(name) for name in fields}
    words = {name: {alike(text): ours for text, ours in said[name].items()} for name in fields if said[name]}
    problems: list[tuple[int, Problem]] = []
    records: list[Record] = []
    above: dict[str, str] = {}
    headings = _Headings(sheet.rows, layout)
    chosen = _Chosen(sheet, layout, fields)
    used = {*columns.values(), *(_column_of(rule, sheet, fields) for rule in (*layout.drop, *layout.only))}
    if isinstance(layout, MeasureLayout) and layout.code_told_by:
        used.add(sheet.column(layout.code_told_by))
    for row in sheet.rows:
        if row.hidden.is_row and layout.hidden == "left out":
            continue
        if row.is_blank or _is_header(row, sheet) or _is_dropped(row, sheet, layout, fields) or not chosen.has(row):
            continue
        note = _commentary(row, layout)
        if note and records:
            records[-1] = replace(records[-1], note=f"{records[-1].note}\n{note}".strip())
            continue
        if headings.take(row):
            continue
        if len(row.filled) == 1 and needed > 2:
            problems.append((row.number, _lone(row, layout)))
            continue
        if any(row.cells[len(sheet.labels) :]):
            found = f"the row has {len(row.cells)} cells where the header has {len(sheet.labels)}."
            problems.append((row.number, Problem(found, "Is a comma in a text without quotation marks?")))
        cells = {name: _cell(row, column) for name, column in columns.items()} | dict(layout.constants)
        # A total is of several rows, and takes from the one above no more than what it totals: part_totals does that.
        total = find_total(cells, layout) if isinstance(layout, MoneyLayout) else None
        for name in () if total else layout.fill_down:
            cells[name] = above[name] = cells[name] or above.get(name, "")
        if total:
            headings.close(total.by)
        else:
            cells = headings.over(cells)
        here = Cell(place.file, place.sheet, row.number)
        remarks = tuple(_remarks(row, sheet, layout, here, used))
        own = {name: cells[name] for name in fields}
        record = _in_our_words(Record(here, own, fields, remarks=remarks), words)
        records += _of_codes(record, row, sheet, layout)
    heads = tuple(_on_labels(sheet, layout, place))
    return Shaped(tuple(records), tuple(problems), chosen.unmet, heads)


class _Chosen:
    """The rows that ``only`` chooses: those with one of its labels in each column that it names.

    A blank cell of a column that is filled down is as the one above, and so is a row of commentary.
    """

    def __init__(self, sheet: Sheet, layout: Layout, fields: Mapping[str, str]) -> None:
        self._layout = layout
        self._columns = [(rule, _column_of(rule, sheet, fields)) for rule in layout.only]
        filled = {sheet.column(fields[name]) for name in layout.fill_down if name in fields}
        self._filled_down = {column for column in filled if column is not None}
        self._above: dict[int | None, str] = {}
        self._is_in = False
        self._unmet = {label for rule in layout.only for label in rule.label}

    def has(self, row: Row) -> bool:
        """Tells whether the row is chosen."""
        if not self._columns or _commentary(row, self._layout):
            return self._is_in or not self._columns
        is_in = True
        for rule, column in self._columns:
            cell = _cell(row, column) or (self._above.get(column, "") if column in self._filled_down else "")
            self._above[column] = cell
            self._unmet -= {label for label in rule.label if like(cell, label)}
            is_in = is_in and rule.marks(cell)
        self._is_in = is_in
        return is_in

    @property
    def unmet(self) -> frozenset[str]:
        """The labels that no row has had."""
        return frozenset(self._unmet)


def find_total(cells: Mapping[str, str], layout: MoneyLayout) -> TotalRow | None:
    """The rule by which a row is a total, if it is one."""
    return next((rule for rule in layout.total if rule.marks(cells[rule.column])), None)


class _Headings:
    """The rows of one text alone that name what stands below them, at one level or at two.

    As many of them in a row as there are levels fill them all. One alone fills the highest that is open: a total closes
    what it totals. One that no row with more cells follows is no heading.
    """

    def __init__(self, rows: Sequence[Row], layout: Layout) -> None:
        self._levels = headings_of(layout)
        self._open: dict[str, str] = {}
        self._fixed: dict[int, int | None] = {}  # the level of each heading, where its number in a row tells it
        run: list[Row] = []
        for row in (row for row in rows if self._levels and not row.is_blank):
            if len(row.filled) == 1:
                run.append(row)
                continue
            last = run[-len(self._levels) :]
            is_whole = len(last) == len(self._levels)
            self._fixed |= {one.number: level if is_whole else None for level, one in enumerate(last)}
            run = []

    def take(self, row: Row) -> bool:
        """Tells whether the row is a heading, which then holds for the rows below it."""
        if row.number not in self._fixed:
            return False
        level = self._fixed[row.number]
        if level is None:
            closed = [name not in self._open for name in self._levels]
            level = closed.index(True) if any(closed) else len(closed) - 1
        self.close(self._levels[level])
        self._open[self._levels[level]] = row.filled[0]
        return True

    def close(self, field: str) -> None:
        """Ends what stands below a heading, at its total."""
        if field in self._levels:
            for level in self._levels[self._levels.index(field) :]:
                self._open.pop(level, "")

    def over(self, cells: Mapping[str, str]) -> dict[str, str]:
        """The row's cells with what its headings say, where they say nothing themselves."""
        return {name: cells[name] or self._open.get(name, "") for name in cells}


def _cell(row: Row, column: int | None) -> str:
    return row.cells[column] if column is not None and column < len(row.cells) else ""


def _remarks(
    row: Row, sheet: Sheet, layout: Layout, here: Cell, used: set[int | None]
) -> Iterator[tuple[Cell, CellRemark]]:
    """The remarks on a row: of the cells that are read, of comments, of words in columns that nobody reads."""
    unread = (
        CellRemark(column, "unread" if label else "beyond", text)
        for column, (label, text) in enumerate(zip(sheet.labels, row.cells, strict=False))
        if column not in used and (any(map(str.isalpha, text)) or (text and says_of_figures(label)))
        if not any(like(label, ignored) for ignored in layout.ignore)
    )
    for remark in (*row.remarks, *unread):
        is_wanted = layout.notes or remark.kind not in NOTES
        if is_wanted and (remark.column in used or remark.kind in {"comment", "beyond", "unread"}):
            label = sheet.labels[remark.column] if remark.column < len(sheet.labels) else ""
            yield replace(here, column=label or f"column {letters_of(remark.column + 1)}"), remark


def _on_labels(sheet: Sheet, layout: Layout, place: Cell) -> Iterator[tuple[Cell, CellRemark]]:
    """The comments on a table's labels, of columns that are not left out on purpose."""
    for row in sheet.header if layout.notes else ():
        for remark in row.remarks:
            label = sheet.labels[remark.column] if remark.column < len(sheet.labels) else ""
            if remark.kind == "comment" and not any(like(label, ignored) for ignored in layout.ignore):
                yield Cell(place.file, place.sheet, row.number, label), remark


def _is_header(row: Row, sheet: Sheet) -> bool:
    """Tells whether the row repeats a row of the header, as printed tables do on each page."""
    filled = row.filled
    return len(filled) > 1 and any(filled == above.filled for above in sheet.header)


def _is_dropped(row: Row, sheet: Sheet, layout: Layout, fields: Mapping[str, str]) -> bool:
    return any(rule.marks(_cell(row, _column_of(rule, sheet, fields))) for rule in layout.drop)


def _column_of(rule: RowMark, sheet: Sheet, fields: Mapping[str, str]) -> int | None:
    """The column that a rule names by a field or by a label."""
    return sheet.column(fields.get(rule.column, rule.column))


def _commentary(row: Row, layout: Layout) -> str:
    """The row's text where it is commentary on the row above: no other cell is filled, or its first one is marked."""
    if not isinstance(layout, PerformanceLayout) or not layout.commentary:
        return ""
    if layout.commentary is True:
        return row.filled[0] if len(row.filled) == 1 and " " in row.filled[0] else ""
    return "\n".join(row.filled) if like(row.filled[0], layout.commentary) else ""


def _lone(row: Row, layout: Layout) -> Problem:
    text = row.filled[0]
    shown = text if len(text) <= 60 else f"{text[:60]} ..."
    said = 'Say in sources.toml what it is: drop = { column = "...", label = "..." } for a footnote or heading'
    if isinstance(layout, PerformanceLayout):
        said += ", commentary = true for words on the measure above"
    return Problem(f'the row holds nothing but "{shown}".', f"{said}; or fill its other cells.")


def _in_our_words(record: Record, words: Mapping[str, Mapping[str, str]]) -> Record:
    """The record with the sender's words put into ours, as far as sources.toml gives them."""
    received = {name: record.cells[name] for name, ours in words.items() if alike(record.cells[name]) in ours}
    if not received:
        return record
    cells = {name: words[name][alike(text)] for name, text in received.items()}
    return replace(record, cells={**record.cells, **cells}, received=received)


def _of_codes(record: Record, row: Row, sheet: Sheet, layout: Layout) -> Iterator[Record]:
    """The record under each measure that its row stands for."""
    is_coded = isinstance(layout, MeasureLayout) and (layout.codes or layout.code_separator)
    if not isinstance(layout, MeasureLayout) or not is_coded or "measure_id" not in record.cells:
        yield record
        return
    text = record.cells["measure_id"]
    codes = [part.strip() for part in text.split(layout.code_separator)] if layout.code_separator else [text]
    codes = [code for code in codes if code] or [text]
    printed = record.cells.get("code", "")
    prints = [part.strip() for part in printed.split(layout.code_separator)] if layout.code_separator else [printed]
    told = _cell(row, sheet.column(layout.code_told_by)) if layout.code_told_by else ""
    for place, code in enumerate(codes):
        cells = {**record.cells, "measure_id": _renamed(code, told, layout.codes)}
        if len(prints) == len(codes) > 1:
            cells["code"] = prints[place]
        yield replace(record, cells=cells, received={**record.received, "measure_id": text})


def _renamed(code: str, told: str, codes: Mapping[str, str]) -> str:
    """Our name of a measure: by its code and what tells it apart, else by its code."""
    names: Sequence[str] = (f"{code} / {told}", code) if told else (code,)
    return next((ours for name in names for said, ours in codes.items() if same(said, name)), code)
