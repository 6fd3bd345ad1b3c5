"""The agreement as one workbook: it reads as the CSV files do, as written and as it comes back from a spreadsheet."""

import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter
from builders.project import PERIOD

from pprr.domain.catalogue import error_kinds, fault_kinds, query_kinds
from pprr.ingest.agreement.new_year import start_year
from pprr.ingest.agreement.read import read_agreement
from pprr.ingest.agreement.register import Agreement
from pprr.ingest.agreement.workbook import COLUMNS, WORKBOOK, workbook
from pprr.ingest.mapping.records import FaultList
from pprr.ingest.readers.files import read_rows, sheets
from pprr.project import Project

_PLACE = {"file", "sheet", "row", "column"}
Grid = list[list[str]]
Change = Callable[[dict[str, Grid]], None]


def _rows(folder: Path) -> dict[str, list[dict[str, str]]]:
    found = {}
    for name in COLUMNS:
        header, *rows = read_rows(folder / f"{name}.csv")
        found[name] = [dict(zip(header.cells, row.cells, strict=False)) for row in rows if not row.is_blank]
    return found


def _read(project: Project) -> tuple[Agreement, FaultList]:
    faults = FaultList()
    return read_agreement(project.agreement(PERIOD), project, PERIOD, faults), faults


def _told(agreement: Agreement) -> list[list[dict[str, object]]]:
    tables = (agreement.portfolios, agreement.priorities, agreement.measures, agreement.targets)
    every = (*tables, agreement.agreed_reserves, agreement.agreed_savings)
    left = {*_PLACE, "text"}
    return [[{name: cell for name, cell in row.items() if name not in left} for row in table] for table in every]


def _in_its_place(project: Project) -> None:
    folder = project.agreement(PERIOD)
    data = workbook(_rows(folder))
    for name in COLUMNS:
        (folder / f"{name}.csv").unlink()
    (folder / WORKBOOK).write_bytes(data)


def _came_back(project: Project, change: Change) -> None:
    """Writes the workbook as a spreadsheet might save it: its cells alone, whole numbers as numbers."""
    path = project.agreement(PERIOD) / WORKBOOK
    grids = {name: [list(row.cells) for row in read_rows(path, sheet=name)] for name in sheets(path)}
    change(grids)
    with xlsxwriter.Workbook(path) as book:
        for name, grid in grids.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(grid):
                for place, cell in enumerate(row):
                    plain = cell.replace(",", "")
                    if name != "measures" or at:
                        sheet.write(at, place, int(plain) if plain.isdecimal() else cell)
                    else:
                        sheet.write_string(at, place, cell)


def _with_blank_rows(grids: dict[str, Grid]) -> None:
    for grid in grids.values():
        grid[2:2] = [[], ["", "   "]]
        grid += [[], [], ["", ""]]


def _without_helpers(grids: dict[str, Grid]) -> None:
    del grids["choices"], grids["columns"]


def _in_another_order(grids: dict[str, Grid]) -> None:
    for name in reversed(list(grids)):
        grids[name] = [row[::-1] for row in grids.pop(name)]


CHANGES: Mapping[str, Change] = {
    "numbers in the place of text": lambda grids: None,
    "blank rows": _with_blank_rows,
    "lists and other sheets lost": _without_helpers,
    "another order of sheets and columns": _in_another_order,
}


def test_a_workbook_reads_as_the_files_do(project_copy: Project) -> None:
    before = _told(_read(project_copy)[0])
    _in_its_place(project_copy)
    after, faults = _read(project_copy)
    assert (faults.all, _told(after)) == ((), before)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_workbook_that_came_back_reads_the_same(project_copy: Project, change: Change) -> None:
    before = _told(_read(project_copy)[0])
    _in_its_place(project_copy)
    _came_back(project_copy, change)
    after, faults = _read(project_copy)
    assert (faults.all, _told(after)) == ((), before)


def test_a_table_in_both_is_a_fault(project_copy: Project) -> None:
    folder = project_copy.agreement(PERIOD)
    (folder / WORKBOOK).write_bytes(workbook(_rows(folder)))
    _, faults = _read(project_copy)
    assert {fault.key for fault in faults.all} == {"table-twice"}
    assert {fault.fields["file"] for fault in faults.all} == {f"{name}.csv" for name in COLUMNS}


def test_the_lists_offer_what_may_stand_there() -> None:
    with zipfile.ZipFile(BytesIO(workbook({"portfolios": [{"portfolio": "arts", "name": "Arts"}]}))) as parts:
        measures = parts.read("xl/worksheets/sheet4.xml").decode()
        targets = parts.read("xl/worksheets/sheet5.xml").decode()
    lists = dict(re.findall(r'sqref="([A-Z]+)2:[^"]*"[^>]*><formula1>([^<]*)<', measures))
    assert [column for column, _ in re.findall(r'sqref="([A-Z]+)2:([A-Z0-9]+)"', measures)] == list("DFGIMOW")
    assert lists["D"] == "portfolios!$A$2:$A$2001"
    assert re.search(r"<formula1>measures!", targets)


def test_the_workbook_says_what_every_column_holds(tmp_path: Path) -> None:
    path = tmp_path / WORKBOOK
    path.write_bytes(workbook({}))
    _, *told = (row.cells for row in read_rows(path, sheet="columns"))
    assert [(name, column) for name, column, *_ in told] == [(name, one) for name in COLUMNS for one in COLUMNS[name]]
    assert all(meaning for _, _, meaning, *_ in told)
    assert next(cells[3] for cells in told if cells[1] == "good_performance") == "High, Low"


def test_the_same_tables_are_the_same_bytes() -> None:
    rows: Mapping[str, Sequence[Mapping[str, object]]] = {"portfolios": [{"portfolio": "arts", "name": "=Arts"}]}
    assert workbook(rows) == workbook(rows)


@pytest.mark.parametrize("as_workbook", [True, False, None])
def test_a_year_is_started_in_the_form_that_is_asked_for(project_copy: Project, as_workbook: bool | None) -> None:
    """Without a word it has the form of last year's."""
    _in_its_place(project_copy)
    folder, _ = start_year(project_copy, PERIOD.start + 1, as_workbook=as_workbook)
    names = {path.name for path in folder.iterdir()}
    in_csv = {f"{name}.csv" for name in COLUMNS}
    assert names & {WORKBOOK, *in_csv} == (in_csv if as_workbook is False else {WORKBOOK})


def test_messages_name_a_table_and_not_a_file_in_whose_place_the_workbook_may_stand() -> None:
    now = [kind.now for kind in query_kinds().values()]
    wordings = [*now, *fault_kinds().values(), *error_kinds().values()]
    assert [one for one in wordings for name in COLUMNS if f"{name}.csv" in str(one)] == []
