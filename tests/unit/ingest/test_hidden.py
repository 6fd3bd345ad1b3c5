"""What a workbook hides: read like the rest, and asked about until sources.toml says that it counts."""

import struct
from pathlib import Path

import pytest
import xlsxwriter
from builders.files import PERFORMANCE_HEADER, read_workbook, replace_text
from builders.project import EXTRACTS, PERFORMANCE, PERIOD
from builders.spreadsheets import old_records, opendocument_row, write_old, write_opendocument

from pprr.ingest.clean import clean
from pprr.ingest.mapping.layouts import Layout
from pprr.ingest.mapping.records import FaultList, read_records
from pprr.ingest.readers.files import read_rows
from pprr.ingest.readers.workbooks.looks import Hidden
from pprr.project import Project

CELLS = [(row, column, f"{row}{column}") for row in range(3) for column in range(3)]
ROW_HIDDEN, COLUMNS_HIDDEN = 0x20, 1


def _xlsx(path: Path) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("Measures")
        for row, column, text in CELLS:
            page.write_string(row, column, text)
        page.set_column(1, 1, None, None, {"hidden": True})
        page.set_row(2, None, None, {"hidden": True})


def _ods(path: Path) -> None:
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/><table:table-column/>'
    rows = [opendocument_row(*(text for row, _, text in CELLS if row == number)) for number in range(3)]
    filtered = rows[2].replace("<table:table-row", '<table:table-row table:visibility="filter"')
    write_opendocument(path, columns, *rows[:2], filtered)


def _xls(path: Path) -> None:
    columns = 0x007D, struct.pack("<HHHHHH", 1, 1, 0, 0, COLUMNS_HIDDEN, 0)
    row = 0x0208, struct.pack("<HHHHHHHH", 2, 0, 3, 0, 0, 0, ROW_HIDDEN, 0)
    write_old(path, old_records(CELLS, within=[columns, row]))


@pytest.mark.parametrize(("write", "ending"), [(_xlsx, "xlsx"), (_ods, "ods"), (_xls, "xls")])
def test_hidden_rows_and_columns_are_known(tmp_path: Path, write, ending: str) -> None:
    write(tmp_path / f"a.{ending}")
    rows = read_rows(tmp_path / f"a.{ending}")
    assert [row.cells for row in rows] == [(f"{row}0", f"{row}1", f"{row}2") for row in range(3)]
    assert [row.hidden for row in rows] == [Hidden(number == 2, False, frozenset({1})) for number in range(3)]


def test_a_hidden_sheet_is_known(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        book.add_worksheet("Cover").write_string(0, 0, "a")
        page = book.add_worksheet("Measures")
        page.write_row(0, 0, ["a", "b", "c"])
        page.hide()
    assert read_rows(tmp_path / "a.xlsx", sheet="Measures")[0].hidden == Hidden(is_sheet=True)


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        pytest.param("", {'the sheet "{}" is hidden.', 'the column "{}" is hidden.', "hidden: row {}."}, id="asked"),
        pytest.param('hidden = "read"\n', set(), id="said to count"),
    ],
)
def test_what_is_hidden_and_read_is_asked_about(project_copy: Project, keys: str, told: set[str]) -> None:
    path = project_copy.root / PERFORMANCE
    sheet, rows = read_workbook(path)
    column = rows[PERFORMANCE_HEADER - 1].index("2019/20 Actual")
    own = f"header_row = {PERFORMANCE_HEADER}\n"
    sources = project_copy.root / EXTRACTS / "sources.toml"
    before = {query.key for query in clean(project_copy, PERIOD).queries}
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet(sheet)
        for at, row in enumerate(rows):
            for place, cell in enumerate(row):
                page.write_string(at, place, cell)
        page.set_column(column, column, None, None, {"hidden": True})
        page.set_row(PERFORMANCE_HEADER, None, None, {"hidden": True})
        book.add_worksheet("Cover").activate()
        page.very_hidden()
    replace_text(sources, own, own + keys)
    found = clean(project_copy, PERIOD)
    asked = {query.found for query in found.queries if query.key == "hidden-and-read"}
    assert "hidden-and-read" not in before
    assert asked == {
        one.format(sheet if "sheet" in one else "2019/20 Actual" if "column" in one else 4) for one in told
    }


@pytest.mark.parametrize(("hidden", "rows"), [("", [2, 3]), ("read", [2, 3]), ("left out", [2])])
def test_hidden_rows_can_be_left_out(tmp_path: Path, hidden: str, rows: list[int]) -> None:
    _xlsx(tmp_path / "a.xlsx")
    layout = Layout.model_validate({"file": "a.xlsx", "hidden": hidden})
    faults = FaultList()
    received = read_records(
        tmp_path / "a.xlsx", layout, faults, name="a.xlsx", fields={"portfolio": "00", "line": "02"}
    )
    assert [record.place.row for record in received.records] == rows
    assert [remark.kind for _, remark in received.heads] == ["hidden-rows"] * (hidden == "")  # column B is not read
    assert faults.all == ()
