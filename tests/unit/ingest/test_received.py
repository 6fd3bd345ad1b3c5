"""What received files are known to hide: each is read right, or refused in words; never silently wrong."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from builders.told import sentence
from hypothesis import given, settings
from hypothesis import strategies as st

from pprr.domain.errors import FileError
from pprr.ingest.mapping.layouts import ListLayout
from pprr.ingest.mapping.records import FaultList, read_records
from pprr.ingest.readers.files import read_rows

LABELS = ("portfolio", "proposal", "value", "achieved")


def _read(path: Path, **keys: object) -> tuple[list[tuple[str, ...]], list[str]]:
    """The records of a list of savings as cells, and every fault."""
    layout = ListLayout.model_validate({"file": path.name, "money_unit": "thousands"} | keys)
    faults = FaultList()
    fields = {name: layout.label(name) for name in LABELS}
    received = read_records(path, layout, faults, name=path.name, fields=fields)
    return [tuple(record.cells[name] for name in LABELS) for record in received.records], [
        str(one) for one in faults.all
    ]


def _text(folder: Path, data: str | bytes) -> Path:
    path = folder / "received.csv"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


HEADER = "portfolio,proposal,value,achieved\n"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param("Arts,001,1,1\n", ("Arts", "001", "1", "1"), id="a code of digits keeps its noughts"),
        pytest.param("Arts,NA,1,1\n", ("Arts", "NA", "1", "1"), id="a name that others take for missing"),
        pytest.param("Arts,None,1,1\n", ("Arts", "None", "1", "1"), id="None is a word"),
        pytest.param("Arts,1E5,1,1\n", ("Arts", "1E5", "1", "1"), id="a code that looks like a power"),
        pytest.param("Arts,01/04/2019,1,1\n", ("Arts", "01/04/2019", "1", "1"), id="a day is not turned round"),
        pytest.param("Arts,TRUE,1,1\n", ("Arts", "TRUE", "1", "1"), id="a word that looks like a yes"),
        pytest.param("\u00a0Arts ,One\u200b,1,1\n", ("Arts", "One", "1", "1"), id="spaces that nobody sees"),
        pytest.param('Arts,"One, two",1,1\n', ("Arts", "One, two", "1", "1"), id="a comma in a text"),
        pytest.param("Arts,=1+1,1,1\n", ("Arts", "=1+1", "1", "1"), id="what looks like a formula"),
    ],
)
def test_what_others_read_wrong_is_read_right(tmp_path: Path, data: str, expected: tuple[str, ...]) -> None:
    assert _read(_text(tmp_path, HEADER + data)) == ([expected], [])


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param(
            f"{HEADER}Arts,O\x92Neil,1,1\n",
            sentence("letters-spoiled", "problem", problem="one"),
            id="cp1252 that was read as Latin-1",
        ),
        pytest.param(f"{HEADER}Arts,CafÃ©,1,1\n", 'perhaps "é"', id="UTF-8 that was read as cp1252"),
        pytest.param(f"{HEADER}Arts,One,1,1,9\nArts,Two,2,2,9\n", "5 cells where the header has 4", id="a field more"),
        pytest.param(f'{HEADER}Arts,"One,1,1\n', "is broken", id="a quotation mark that is never closed"),
        pytest.param("portfolio,proposal,value,value\nArts,One,1,2\n", 'two columns are called "value"', id="twins"),
        pytest.param(f"{HEADER}Arts,One,1,1\nArts,Total,1,1\n", "looks like a total", id="a total"),
        pytest.param(f"{HEADER}Arts,One,1,1\nSource: finance,,,\n", "nothing but", id="a footnote"),
        pytest.param(
            f"code,service,agreed,done\nA,Arts,1,1\nB,Arts,2,2\n{HEADER}Arts,One,1,1\n",
            "row 1, above the header in row 4, looks like a row of a table",
            id="another table above the one that fits",
        ),
    ],
)
def test_what_others_read_without_a_word_is_loud(tmp_path: Path, data: str, said: str) -> None:
    _, faults = _read(_text(tmp_path, data))
    assert [fault for fault in faults if said in fault] != [], faults


def test_two_fields_of_figures_in_one_column_are_a_slip(tmp_path: Path) -> None:
    path = _text(tmp_path, "portfolio,proposal,amount\nArts,One,1\n")
    _, faults = _read(path, columns={"value": "amount", "achieved": "amount"})
    assert [
        fault for fault in faults if sentence("column-twice", label="amount", first="value", second="achieved") in fault
    ] != []


def test_a_short_row_is_blank_where_it_ends(tmp_path: Path) -> None:
    assert _read(_text(tmp_path, f"{HEADER}Arts,One,1\n")) == ([("Arts", "One", "1", "")], [])


def _workbook(path: Path, fill: Callable[[xlsxwriter.Workbook, object], None], **options: bool) -> Path:
    with xlsxwriter.Workbook(str(path), options) as book:
        page = book.add_worksheet("Savings")
        page.write_row(0, 0, LABELS)
        page.write_row(1, 0, ("Arts", "One"))
        fill(book, page)
    return path


@pytest.mark.parametrize(
    ("formula", "value", "expected"),
    [
        pytest.param("=1/0", "#DIV/0!", "#DIV/0!", id="divided by nothing"),
        pytest.param("=NA()", "#N/A", "#N/A", id="not available"),
        pytest.param("=A9", 0, "a formula that was never calculated", id="0, as a program leaves it"),
        pytest.param("=A9", "", "a formula that was never calculated", id="nothing, as a program leaves it"),
        pytest.param("=1+1", 2, "2", id="a result"),
        pytest.param('="a"&"b"', "ab", "ab", id="a text"),
    ],
)
def test_a_formula_without_a_result_is_no_blank_and_no_0(
    tmp_path: Path, formula: str, value: str | int, expected: str
) -> None:
    path = _workbook(tmp_path / "a.xlsx", lambda _, page: page.write_formula(1, 2, formula, None, value))
    assert read_rows(path)[1].cells[2] == expected


@pytest.mark.parametrize("is_1904", [False, True])
def test_a_day_is_the_same_in_both_of_excels_calendars(tmp_path: Path, is_1904: bool) -> None:
    def fill(book: xlsxwriter.Workbook, page: object) -> None:
        page.write_datetime(1, 2, date(2019, 7, 23), book.add_format({"num_format": "dd/mm/yyyy"}))

    path = _workbook(tmp_path / "a.xlsx", fill, date_1904=is_1904)
    assert read_rows(path)[1].cells[2] == "2019-07-23"


def test_hidden_rows_and_sheets_are_read_like_others(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook, page: object) -> None:
        page.write_row(1, 2, ("1", "1"))
        page.set_row(1, None, None, {"hidden": True})
        book.add_worksheet("Old").hide()

    path = _workbook(tmp_path / "a.xlsx", fill)
    assert _read(path, sheet="Savings") == ([("Arts", "One", "1", "1")], [])
    _, faults = _read(path)
    assert ['Its sheets are "Savings", "Old"' in fault for fault in faults] == [True]


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=8)
CELL = TEXT | st.sampled_from([*LABELS, "Total", "1", "(2)", "", "Â£", "<b>x</b>", "*"])
KEYS = st.fixed_dictionaries(
    {},
    optional={
        "header_row": st.integers(1, 5),
        "header_rows": st.integers(1, 3),
        "rows": st.sampled_from(["1-3", "2, 4-5"]),
        "starts_at": st.sampled_from(["Arts", "por*"]),
        "fill_down": st.just(["portfolio"]),
        "total": st.sampled_from(
            [{"column": "proposal", "label": "Total"}, {"column": "proposal", "label": "*o*", "by": "council"}]
        ),
        "drop": st.just({"column": "proposal", "label": "x*"}),
        "mend_letters": st.booleans(),
        "delimiter": st.sampled_from([",", ";", "\t"]),
        "also": st.just([{"starts_at": "Total"}]),
    },
)


@settings(max_examples=300)
@given(st.lists(st.lists(CELL, max_size=6), max_size=8), KEYS)
def test_no_file_and_no_layout_make_it_fall_over(
    tmp_path_factory: pytest.TempPathFactory, grid: list[list[str]], keys: dict[str, object]
) -> None:
    folder = tmp_path_factory.mktemp("dirt")
    text = "\n".join(",".join('"' + cell.replace('"', "") + '"' for cell in row) for row in grid)
    path = _text(folder, text)
    records, faults = _read(path, **keys)
    assert all(fault.startswith(("received.csv", "sources.toml")) for fault in faults), faults
    assert all(len(record) == len(LABELS) for record in records)


@settings(max_examples=300)
@given(st.lists(st.lists(CELL, max_size=5), max_size=6))
def test_no_row_is_left_out_without_a_word(tmp_path_factory: pytest.TempPathFactory, grid: list[list[str]]) -> None:
    rows = [list(LABELS), *grid]
    text = "\n".join(",".join('"' + cell.replace('"', "").replace("\n", "") + '"' for cell in row) for row in rows)
    path = _text(tmp_path_factory.mktemp("rows"), text.replace("\r", ""))
    records, faults = _read(path)
    below = [row for row in read_rows(path)[1:] if not row.is_blank and row.filled != LABELS]
    told = [row for row in below if any(f", row {row.number}:" in fault for fault in faults)]
    if not any("spoiled" in fault for fault in faults):
        assert len(records) >= len(below) - len(told)


@settings(max_examples=200)
@given(st.binary(max_size=300), st.sampled_from(["a.csv", "a.tsv", "a.txt"]))
def test_no_bytes_make_a_reader_fall_over(tmp_path_factory: pytest.TempPathFactory, data: bytes, name: str) -> None:
    path = tmp_path_factory.mktemp("bytes") / name
    path.write_bytes(data)
    try:
        rows = read_rows(path)
    except FileError:
        return
    assert [row.number for row in rows] == sorted({row.number for row in rows})
