"""Workbooks of every kind that is read: right where they are sound, refused in words before they are opened if not."""

import contextlib
import random
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from builders.files import write_workbook
from builders.project import PERFORMANCE, REPOSITORY
from builders.spreadsheets import BY_OTHERS, old_records, opendocument_row, write_old, write_opendocument
from builders.told import Reason, refused
from hypothesis import given
from hypothesis import strategies as st

from pprr.domain.errors import FileError
from pprr.ingest.readers.files import read_rows, sheets

ROWS = [("Measure ID", "2019/20 Actual"), ("EXA1.1", "8,032"), ("", ""), ("EXA1.2", "0.37")]
GIVEN: list[list[str | float]] = [["Measure ID", "2019/20 Actual"], ["EXA1.1", "8,032"], ["", ""], ["EXA1.2", 0.37]]
FILLED = [
    (0, 0, "Measure ID"),
    (0, 1, "2019/20 Actual"),
    (1, 0, "EXA1.1"),
    (1, 1, "8,032"),
    (3, 0, "EXA1.2"),
    (3, 1, 0.37),
]


def _write(path: Path) -> Path:
    if path.suffix.lower() == ".ods":
        write_opendocument(path, *(opendocument_row(*cells) for cells in GIVEN))
    elif path.suffix.lower() == ".xls":
        write_old(path, old_records(FILLED))
    else:
        write_workbook(path, GIVEN)
    return path


@pytest.mark.parametrize("name", ["a.xlsx", "a.XLSM", "a.xls", "a.ods", "a.ODS"])
def test_every_kind_of_workbook_is_read_alike(tmp_path: Path, name: str) -> None:
    path = _write(tmp_path / name)
    # The builder of .ods shows its numbers in percent, which is then what is read.
    rows = [*ROWS[:3], ("EXA1.2", "37%")] if path.suffix.lower() == ".ods" else ROWS
    assert [(row.number, row.cells) for row in read_rows(path)] == list(enumerate(rows, start=1))
    assert sheets(path) == ("Measures",)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("a.tsv", "Measure ID\tActual\nEXA1.1\t8,032\n", id="tabs"),
        pytest.param("a.TAB", "Measure ID\tActual\nEXA1.1\t8,032\n", id="tabs, in capitals"),
        pytest.param("a.txt", 'Measure ID,Actual\nEXA1.1,"8,032"\n', id="text with commas"),
        pytest.param("a.csv", 'Measure ID,Actual\nEXA1.1,"8,032"\n', id="CSV"),
    ],
)
def test_the_ending_tells_the_mark_between_columns(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert [row.cells for row in read_rows(tmp_path / name)] == [("Measure ID", "Actual"), ("EXA1.1", "8,032")]
    assert sheets(tmp_path / name) == ()


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.xlsb", "a.numbers", "a"])
def test_other_files_are_refused_with_those_that_are_read(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"anything")
    with refused(FileError, "file-of-no-format", ending=Path(name).suffix) as raised:
        read_rows(tmp_path / name)
    assert raised.value.fields["endings"].startswith(".xlsx, .xlsm, .xls, .ods, .csv")


def test_blank_cells_to_the_edge_of_a_sheet_are_no_bomb(tmp_path: Path) -> None:
    edge = opendocument_row("", times=1_048_575, wide=16_384)
    write_opendocument(tmp_path / "a.ods", opendocument_row("Measure ID", "", wide=16_383), edge)
    assert [row.cells for row in read_rows(tmp_path / "a.ods")] == [("Measure ID",)]


def test_an_error_in_an_ods_is_no_blank(tmp_path: Path) -> None:
    error = (
        '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" '
        'calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>'
    )
    row = opendocument_row("EXA1.1", "", "end").replace("<table:table-cell />", error)
    write_opendocument(tmp_path / "a.ods", opendocument_row("Measure ID", "Actual", "Note"), row)
    assert read_rows(tmp_path / "a.ods")[1].cells == ("EXA1.1", "#DIV/0!", "end")


def _rows(*rows: str) -> Callable[[Path], None]:
    return lambda path: write_opendocument(path, *rows)


def _old(*cells: tuple[int, int, str | float], **keys: object) -> Callable[[Path], None]:
    return lambda path: write_old(path, old_records(cells, **keys))


# None of these is opened by a reader: some would take all of a machine's memory, and that cannot be caught.
@pytest.mark.parametrize(
    ("ending", "write", "reason"),
    [
        pytest.param(
            ".ods",
            _rows(opendocument_row("a", times=1_048_576)),
            ("stray-cell", {"cell": "A1048576"}),
            id="a filled row repeated a million times",
        ),
        pytest.param(
            ".ods",
            _rows(opendocument_row("a", wide=16_384)),
            ("stray-cell", {"cell": "XFD1"}),
            id="a filled cell repeated to the last column",
        ),
        pytest.param(
            ".ods",
            _rows(opendocument_row("", times=1_048_575), opendocument_row("a")),
            ("stray-cell", {"cell": "A1048576"}),
            id="a cell below a million blank rows",
        ),
        pytest.param(
            ".ods",
            _rows(opendocument_row("", times=99_999), opendocument_row(*[""] * 499, "a")),
            ("stray-cell", {"cell": "SF100000"}),
            id="both in reach, and fifty million cells between them",
        ),
        pytest.param(
            ".ods",
            _rows(opendocument_row("a", times="99999999999999999999")),
            ("stray-cell", {}),
            id="a number that no integer holds",
        ),
        pytest.param(
            ".ods",
            _rows(opendocument_row("a", times="-5")),
            ("cell-repeated", {"times": -5}),
            id="minus five times",
        ),
        pytest.param(
            ".ods",
            lambda path: write_opendocument(path, before='<!DOCTYPE x [<!ENTITY a "aaaa">]>'),
            ("part-with-doctype", {}),
            id="a DOCTYPE",
        ),
        pytest.param(
            ".ods",
            lambda path: write_opendocument(path, manifest="<manifest:encryption-data/>"),
            ("password", {"remedy": "again"}),
            id="an .ods with a password",
        ),
        pytest.param(".ods", _rows("<table:table-row>"), ("workbook-broken", {"remedy": "ods"}), id="broken XML"),
        pytest.param(
            ".ods",
            lambda path: write_workbook(path, GIVEN),
            ("no-workbook", {"program": "OpenDocument", "ending": "ods"}),
            id="an .xlsx called .ods",
        ),
        pytest.param(
            ".ods",
            lambda path: path.write_bytes(b"a,b\n"),
            ("no-workbook", {"program": "OpenDocument", "ending": "ods"}),
            id="a CSV called .ods",
        ),
        pytest.param(
            ".ods",
            lambda path: write_old(path, old_records(FILLED)),
            ("workbook-protected", {}),
            id="an .xls called .ods",
        ),
        pytest.param(".xlsx", write_opendocument, ("workbook-broken", {"remedy": "xlsx"}), id="an .ods called .xlsx"),
        pytest.param(
            ".xls", _old((65535, 255, "a")), ("stray-cell", {"cell": "IV65536"}), id="the last cell of an .xls"
        ),
        pytest.param(
            ".xls", _old((0, 0, "a"), (40000, 200, 5.0)), ("stray-cell", {"cell": "GS40001"}), id="a number far out"
        ),
        pytest.param(
            ".xls",
            _old(before=[(0x002F, bytes(6))]),
            ("password", {"remedy": "xlsx"}),
            id="an .xls with a password",
        ),
        pytest.param(
            ".xls",
            lambda path: write_old(path, bytes(9), name="EncryptedPackage"),
            ("old-workbook-unreadable", {"problem": "protected"}),
            id="a protected .xlsx called .xls",
        ),
        pytest.param(
            ".xls",
            lambda path: write_old(path, bytes(9), name="WordDocument"),
            ("old-workbook-unreadable", {"problem": "none"}),
            id="a .doc",
        ),
        pytest.param(
            ".xls",
            lambda path: write_old(path, old_records(FILLED), circle=True),
            ("workbook-damaged", {"problem": "perhaps"}),
            id="sectors in a circle",
        ),
        pytest.param(
            ".xls", lambda path: write_workbook(path, GIVEN), ("no-old-workbook", {}), id="an .xlsx called .xls"
        ),
        pytest.param(
            ".xls",
            lambda path: path.write_bytes(b"<html><table><tr><td>5</td></tr></table></html>"),
            ("no-old-workbook", {}),
            id="a web page called .xls, as many systems export it",
        ),
        pytest.param(".xls", lambda path: path.write_bytes(b""), ("no-old-workbook", {}), id="nothing"),
    ],
)
def test_what_would_harm_or_is_something_else_is_refused_in_words(
    tmp_path: Path, ending: str, write: Callable[[Path], object], reason: Reason
) -> None:
    path = tmp_path / f"extract{ending}"
    write(path)
    for ask in (read_rows, sheets):
        with refused(FileError, reason[0], **reason[1]):
            ask(path)


def test_a_part_in_another_place_or_alphabet_is_looked_at_too(tmp_path: Path) -> None:
    path = tmp_path / "extract.xlsx"
    far = b'<worksheet><sheetData><row r="1048576"><c r="XFD1048576"/></row></sheetData></worksheet>'
    for name, data, reason in (
        ("xl/elsewhere/sheet.dat", far, ("stray-cell", {"cell": "XFD1048576"})),
        (
            "xl/worksheets/sheet9.xml",
            far.decode().encode("utf-16"),
            ("part-not-utf-8", {"part": "xl/worksheets/sheet9.xml"}),
        ),
    ):
        path.write_bytes((REPOSITORY / PERFORMANCE).read_bytes())
        with zipfile.ZipFile(path, "a") as book:
            book.writestr(name, data)
        with refused(FileError, reason[0], **reason[1]):
            read_rows(path)


@pytest.mark.parametrize("name", ["a.xls", "a.ods", "a.xlsx"])
def test_no_damage_makes_a_reader_fall_over(tmp_path: Path, name: str) -> None:
    whole = _write(tmp_path / name).read_bytes()
    chance = random.Random(7)  # noqa: S311
    refused = 0
    for _ in range(120):
        data = bytearray(whole[: chance.choice([len(whole), chance.randrange(len(whole))])])
        for _ in range(chance.randrange(4)):
            if data:
                data[chance.randrange(len(data))] = chance.randrange(256)
        (tmp_path / name).write_bytes(bytes(data))
        try:
            read_rows(tmp_path / name)
        except FileError:
            refused += 1
    assert 0 < refused < 120


@pytest.mark.parametrize("name", BY_OTHERS)
def test_no_damage_within_a_part_makes_the_look_at_it_fall_over(tmp_path: Path, name: str) -> None:
    """Letters are changed within the parts, where a whole archive would only say that it is broken."""
    whole = REPOSITORY / "tests/data/workbooks" / name
    chance = random.Random(11)  # noqa: S311
    path = tmp_path / name
    read = refused = 0
    for _ in range(150):
        if whole.suffix == ".xls":
            path.write_bytes(_damaged(whole.read_bytes(), chance, most=40))
        else:
            with zipfile.ZipFile(whole) as book, zipfile.ZipFile(path, "w") as copy:
                for part in book.namelist():
                    copy.writestr(part, _damaged(book.read(part), chance, most=4))
        try:
            read += len(read_rows(path, counts=chance.choice(["", "shown", "held"]))) > 0
        except FileError:
            refused += 1
    assert read
    assert refused


def _damaged(data: bytes, chance: random.Random, *, most: int) -> bytes:
    """The data with some letters of themselves in other places."""
    letters = bytearray(data)
    for _ in range(chance.randrange(most) if data else 0):
        letters[chance.randrange(len(letters))] = letters[chance.randrange(len(letters))]
    return bytes(letters)


@given(st.binary(max_size=400))
def test_no_bytes_in_an_old_workbook_make_it_fall_over(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("old") / "a.xls"
    records = old_records([(0, 0, "a")])[:-4]
    write_old(path, records + data + struct.pack("<HH", 0x000A, 0))
    with contextlib.suppress(FileError):
        assert all(isinstance(row.number, int) for row in read_rows(path))
