"""The agreement as one workbook: a sheet a table, drop-down lists, and a sheet that says what each column holds."""

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from pprr.domain import Cell, TargetKind
from pprr.domain.table import Column
from pprr.ingest import tables
from pprr.ingest.mapping.faults import FaultList
from pprr.ingest.mapping.layouts import Layout
from pprr.ingest.mapping.sources import AgreementSources

if TYPE_CHECKING:
    from xlsxwriter.format import Format  # what only reads an agreement does without
    from xlsxwriter.worksheet import Worksheet

WORKBOOK = "agreement.xlsx"
COLUMNS: Mapping[str, Sequence[str]] = {
    "portfolios": (
        *("portfolio", "name", "agreement_approved_by", "agreement_approved_on"),
        *("agreement_scrutinised_by", "agreement_scrutinised_on"),
        *("agreement_link", "member", "member_office"),
    ),
    "priorities": ("portfolio", "priority", "title", "text"),
    "measures": (
        *("measure_id", "code", "name", "portfolio", "priority", "good_performance", "unit", "decimals", "kind"),
        *("owner", "framework", "tolerance", "frequency", "lag", "rule", "rule_reason", "predecessors", "rebase"),
        *("from", "until", "also_called", "definition", "shows", "part_of", "why_chosen"),
    ),
    "targets": ("measure_id", "target", "last_year", "floor", "upper", "q1", "q2", "q3", "reason", "from"),
    "reserves": ("portfolio", "category", "narration", "purpose", "approved"),
    "savings": ("portfolio", "proposal", "value"),
}
_CLEANED: Mapping[str, Sequence[Column]] = {
    "portfolios": tables.PORTFOLIOS.columns,
    "priorities": tables.PRIORITIES.columns,
    "measures": tables.MEASURES.columns,
    "targets": tables.TARGETS.columns,
    "reserves": tables.AGREED_RESERVES.columns,
    "savings": tables.AGREED_SAVINGS.columns,
}
_WITHOUT_FIGURE = (TargetKind.MAXIMISE, TargetKind.MINIMISE, TargetKind.NONE, TargetKind.MILESTONE)
_OWN_WORDS = {
    (
        "targets",
        "target",
    ): f"A figure (90%, 5,000), {', '.join(_WITHOUT_FIGURE)}.",
    ("targets", "last_year"): "Last year's target, for whoever fills this in; it is not read.",
    ("measures", "from"): "Its first period, such as 2025-26-q2; blank where it was always there.",
    ("targets", "from"): "The first period that it holds for, where another row has what held before; else blank.",
    ("targets", "floor"): "The least that is Amber, under a rule with a floor or with two targets.",
    ("targets", "upper"): "The upper end of a band.",
    **{("targets", f"q{n}"): f"What is to be reached by the end of quarter {n}." for n in (1, 2, 3)},
}
_LISTED = {"portfolio": "portfolios", "measure_id": "measures"}  # whose first column lists what the others may name
_ROWS = 2000  # that have drop-down lists, and are text whatever is typed
_EXPLANATION, _CHOICES = "columns", "choices"
_MADE = datetime(2020, 1, 1)  # noqa: DTZ001 - a workbook keeps no time zone
_LITERAL = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False, "in_memory": True}
Row = Mapping[str, object]
Kind = TypeVar("Kind", bound=Layout)


def workbook(rows: Mapping[str, Sequence[Row]]) -> bytes:
    """The workbook with the tables, always the same bytes; every cell is text: what is typed is what is read."""
    import xlsxwriter

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, _LITERAL) as book:
        book.set_properties({"created": _MADE})
        bold = book.add_format({"bold": True, "bottom": 1})
        text, wrapped = book.add_format({"num_format": "@"}), book.add_format({"text_wrap": True, "valign": "top"})
        _explain(book.add_worksheet(_EXPLANATION), bold, wrapped)
        sheets = {name: book.add_worksheet(name) for name in COLUMNS}
        places = _list_choices(book.add_worksheet(_CHOICES), bold)
        for name, sheet in sheets.items():
            _fill(sheet, name, rows.get(name, ()), bold, text)
            for place, column in enumerate(COLUMNS[name]):
                if source := _choices_of(name, column, places):
                    said = {"error_title": column, "error_message": "Choose one of the list, or leave it blank."}
                    sheet.data_validation(1, place, _ROWS, place, {"validate": "list", "source": source, **said})
        sheets["portfolios"].activate()
    return stream.getvalue()


def in_workbook(sources: AgreementSources, files: Sequence[str], place: str, faults: FaultList) -> AgreementSources:
    """The layouts with the workbook's sheets in the place of the CSV files, where the folder holds a workbook.

    A table that is in both is a fault. ``files`` are the names in the folder; ``place`` is what messages call it.
    """
    if WORKBOOK not in files:
        return sources
    found: dict[str, Layout] = {}
    for name in COLUMNS:
        layout: Layout | None = getattr(sources, name)
        if layout and layout.file == f"{name}.csv":
            if layout.file in files:
                faults.add("table-twice", Cell(f"{place}/{WORKBOOK}", name), file=layout.file)
            found[name] = _on_sheet(layout, name)
    return sources.model_copy(update=found)


def _on_sheet(layout: Kind, name: str) -> Kind:
    return layout.model_copy(update={"file": WORKBOOK, "sheet": layout.sheet or name})


def _columns() -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """Yields the table, the name, the meaning and the choices of each column."""
    for name, names in COLUMNS.items():
        known: dict[str, Column] = {column.name: column for column in _CLEANED[name]}
        for column in names:
            own = known.get(column)
            meaning = _OWN_WORDS.get((name, column)) or (own.meaning if own else "")
            yield name, column, meaning, own.choices if own and (name, column) not in _OWN_WORDS else ()


def _explain(sheet: "Worksheet", bold: "Format", wrapped: "Format") -> None:
    sheet.set_column(0, 1, 22)
    sheet.set_column(2, 3, 60)
    for at, row in enumerate([("sheet", "column", "what it holds", "one of"), *_columns()]):
        *texts, choices = row
        for place, cell in enumerate((*texts, choices if at == 0 else ", ".join(choices))):
            sheet.write_string(at, place, cell, wrapped if at else bold)
    sheet.freeze_panes(1, 0)


def _list_choices(sheet: "Worksheet", bold: "Format") -> dict[tuple[str, str], str]:
    """Writes the choices of every column that has some, and gives for each where they stand."""
    from xlsxwriter.utility import xl_col_to_name

    places = {}
    listed = [(name, column, choices) for name, column, _, choices in _columns() if choices]
    for place, (name, column, choices) in enumerate(listed):
        sheet.write_string(0, place, f"{name}: {column}", bold)
        for at, choice in enumerate(choices, start=1):
            sheet.write_string(at, place, choice)
        letter = xl_col_to_name(place, True)
        places[(name, column)] = f"={_CHOICES}!{letter}$2:{letter}${len(choices) + 1}"
    return places


def _choices_of(name: str, column: str, places: Mapping[tuple[str, str], str]) -> str:
    """The range that a column's drop-down list takes its choices from; blank where it has none."""
    lists = _LISTED.get(column)
    if lists and lists != name:
        return f"={lists}!$A$2:$A${_ROWS + 1}"
    return places.get((name, column), "")


def _fill(sheet: "Worksheet", name: str, rows: Sequence[Row], bold: "Format", text: "Format") -> None:
    columns = COLUMNS[name]
    for place, column in enumerate(columns):
        longest = max((len(str(row.get(column, ""))) for row in rows), default=0)
        sheet.set_column(place, place, min(60, max(12, len(column) + 2, longest)), text)
        sheet.write_string(0, place, column, bold)
    for at, row in enumerate(rows, start=1):
        for place, column in enumerate(columns):
            if said := str(row.get(column, "")):
                sheet.write_string(at, place, said, text)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
