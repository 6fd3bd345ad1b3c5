"""Received files: every encoding an export comes in, and every file that must be refused in words, never in a crash."""

import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from builders.files import write_workbook
from builders.project import PERFORMANCE, REPOSITORY
from builders.told import Reason, refused

from pprr.domain.errors import FileError
from pprr.ingest.readers.files import Row, clean_text, read_rows
from pprr.ingest.readers.guard import check_workbook

TEXT = 'Name,Amount £000\r\n"Café, Arts – Libraries",(44)\r\n'
ROWS = (Row(1, ("Name", "Amount £000")), Row(2, ("Café, Arts – Libraries", "(44)")))
SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(TEXT.encode("utf-8"), id="UTF-8"),
        pytest.param(TEXT.encode("utf-8-sig"), id="UTF-8 with a byte order mark"),
        pytest.param(TEXT.encode("cp1252"), id="cp1252"),
        pytest.param(b"\xff\xfe" + TEXT.encode("utf-16-le"), id="UTF-16, low byte first, with its mark"),
        pytest.param(b"\xfe\xff" + TEXT.encode("utf-16-be"), id="UTF-16, high byte first, with its mark"),
        pytest.param(TEXT.encode("utf-16-le"), id="UTF-16, low byte first, without a mark"),
        pytest.param(TEXT.encode("utf-16-be"), id="UTF-16, high byte first, without a mark"),
        pytest.param(TEXT.replace("\r\n", "\n").encode(), id="line feeds alone"),
        pytest.param(TEXT.replace("\r\n", "\r").encode(), id="carriage returns alone"),
        pytest.param(TEXT.rstrip().encode(), id="no end to the last line"),
    ],
)
def test_a_csv_is_read_right_in_whatever_encoding_it_comes(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "extract.csv"
    path.write_bytes(data)
    assert read_rows(path) == ROWS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a\n\nb\n", [(1, ("a",)), (2, ()), (3, ("b",))], id="a blank line keeps its number"),
        pytest.param('a\n"b\nc"\nd\n', [(1, ("a",)), (2, ("b\nc",)), (4, ("d",))], id="a cell of two lines"),
        pytest.param('a,"b ""c"""\n', [(1, ("a", 'b "c"'))], id="quotation marks in a cell"),
        pytest.param(" a ,\u00a0b\u200b\n", [(1, ("a", "b"))], id="spaces that cannot be seen"),
        pytest.param("a,b\nc\n", [(1, ("a", "b")), (2, ("c",))], id="a short row"),
        pytest.param("", [], id="an empty file"),
        pytest.param("=1+1,'x\n", [(1, ("=1+1", "'x"))], id="what looks like a formula is text"),
    ],
)
def test_rows_are_numbered_as_editors_count(tmp_path: Path, text: str, expected: list[tuple[int, tuple]]) -> None:
    path = tmp_path / "extract.csv"
    path.write_text(text, encoding="utf-8", newline="")
    assert [(row.number, row.cells) for row in read_rows(path)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("\u00a0a\u00a0b ", "a b", id="no-break spaces"),
        pytest.param("\ufeffa", "a", id="a byte order mark inside"),
        pytest.param("1\u202f234", "1 234", id="a narrow no-break space"),
        pytest.param("a\u200bb", "ab", id="a zero-width space"),
        pytest.param("\u00a0", "", id="nothing but space"),
    ],
)
def test_spaces_that_cannot_be_seen_are_cleaned(text: str, expected: str) -> None:
    assert clean_text(text) == expected


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b'a,b\nc,"d\ne,f\n', ("row-broken", {"row": 2}), id="an unclosed quotation mark"),
        pytest.param(b'a,b\nc,"d"e\n', ("row-broken", {"row": 2}), id="letters behind a quotation mark"),
        pytest.param(b"a,b\nc,\x00d\n", ("no-text-file", {}), id="a null byte"),
        pytest.param(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
            ("no-text-file", {}),
            id="an old .xls",
        ),
        pytest.param(b"a,b\nc,\x81\n", ("letters-unreadable", {"encoding": "cp1252"}), id="bytes that are no letters"),
        pytest.param(b"\xff\xfea\x00b", ("letters-unreadable", {"encoding": "utf-16"}), id="half a letter of UTF-16"),
        pytest.param(
            b"\xef\xbb\xbfcaf\xe9",
            ("letters-unreadable", {"encoding": "utf-8-sig"}),
            id="a UTF-8 mark and other letters",
        ),
    ],
)
def test_a_csv_that_cannot_be_read_is_refused_in_words(tmp_path: Path, data: bytes, reason: Reason) -> None:
    path = tmp_path / "extract.csv"
    path.write_bytes(data)
    with refused(FileError, reason[0], **reason[1]):
        read_rows(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with refused(FileError, "no-file"):
        read_rows(tmp_path / "extract.csv")
    with refused(FileError, "no-file"):
        read_rows(tmp_path)


def test_a_file_that_no_extract_can_be_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "extract.csv"
    with path.open("wb") as file:
        file.truncate(200_000_001)
    with refused(FileError, "file-too-large", megabytes=200):
        read_rows(path)


def test_a_workbooks_cells_are_text_at_their_own_rows(tmp_path: Path) -> None:
    path = tmp_path / "extract.xlsx"
    write_workbook(path, [["Title"], [], ["Label", "Actual"], ["EXA1.1", "8,032"], ["EXA1.2", 0.37], ["EXA1.3", 45.0]])
    assert [(row.number, row.cells) for row in read_rows(path)] == [
        (1, ("Title", "")),
        (2, ("", "")),
        (3, ("Label", "Actual")),
        (4, ("EXA1.1", "8,032")),
        (5, ("EXA1.2", "0.37")),
        (6, ("EXA1.3", "45")),
    ]


def test_a_workbook_that_starts_below_and_beside_its_corner_keeps_its_rows_and_columns(tmp_path: Path) -> None:
    path = tmp_path / "extract.xlsx"
    write_workbook(path, [[], [], ["", "Label"], ["", "EXA1.1"]])
    assert [(row.number, row.cells) for row in read_rows(path) if not row.is_blank] == [
        (3, ("", "Label")),
        (4, ("", "EXA1.1")),
    ]


def test_what_excel_holds_otherwise_than_as_text_is_not_guessed_at(tmp_path: Path) -> None:
    path = tmp_path / "extract.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet()
        page.write_number(0, 0, 1e-7)
        page.write_boolean(0, 1, True)
        page.write_datetime(
            0, 2, __import__("datetime").date(2019, 7, 23), book.add_format({"num_format": "yyyy-mm-dd"})
        )
        page.write_formula(0, 3, "=1+1", value=2)
        page.write_formula(0, 4, '="a"&"b"', value="ab")
        page.write_blank(0, 5, None, book.add_format({"bold": True}))
        page.write_string(0, 6, "\u00a0end ")
    assert read_rows(path)[0].cells == ("0.0000001", "True", "2019-07-23", "2", "ab", "", "end")


@pytest.fixture
def two_sheets(tmp_path: Path) -> Path:
    path = tmp_path / "extract.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("Notes").write(0, 0, "a note")
        book.add_worksheet("Measures").write(0, 0, "a measure")
    return path


def test_a_sheet_is_read_by_its_name(two_sheets: Path) -> None:
    assert read_rows(two_sheets, sheet="Measures") == (Row(1, ("a measure",)),)


@pytest.mark.parametrize("sheet", ["Measure", "measures", ""])
def test_a_sheet_that_is_not_there_is_refused_with_those_that_are(two_sheets: Path, sheet: str) -> None:
    with refused(FileError, "no-such-sheet", sheet=sheet, sheets='"Notes", "Measures"'):
        read_rows(two_sheets, sheet=sheet)


def _with_sheet(path: Path, change: Callable[[bytes], bytes]) -> Path:
    """A copy of the example's workbook, the XML of its sheet changed."""
    with (
        zipfile.ZipFile(REPOSITORY / PERFORMANCE) as received,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        for name in received.namelist():
            data = received.read(name)
            copy.writestr(name, change(data) if name == SHEET else data)
    return path


def _with_row(row: bytes) -> Callable[[bytes], bytes]:
    return lambda sheet: sheet.replace(b"</sheetData>", row + b"</sheetData>")


def test_the_examples_workbook_may_be_opened(tmp_path: Path) -> None:
    path = _with_sheet(tmp_path / "extract.xlsx", _with_row(b'<row r="99"><c r="C99"><v>5</v></c></row>'))
    check_workbook(path)
    assert (len(read_rows(path)), read_rows(path)[98].cells[2]) == (99, "5")


# Not opened: a reader that is asked for this much memory ends the whole process.
@pytest.mark.parametrize(
    "row",
    [
        pytest.param(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', id="the last cell of a sheet"),
        pytest.param(b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>', id="the last row"),
        pytest.param(b'<row r="4"><c r="XFD4"><v>1</v></c></row>', id="the last column"),
        pytest.param(b'<row r="4"><c s="1" r="SG4"/></row>', id="a format one column too far"),
        pytest.param(b'<row r="200001"></row>', id="an empty row one too far"),
        pytest.param(b"<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>", id="single quotation marks"),
        pytest.param(b'<row r = "1048576"><c r = "XFD1048576"><v>1</v></c></row>', id="spaces round the equals sign"),
        pytest.param(b'<row r="4"><c r="xfd1048576"><v>1</v></c></row>', id="small letters"),
        pytest.param(
            b'<row r="200000"><c r="SF200000"><v>1</v></c></row>',
            id="both in reach, and a hundred million cells between them",
        ),
    ],
)
def test_a_stray_cell_far_out_is_refused_with_its_place(tmp_path: Path, row: bytes) -> None:
    path = _with_sheet(tmp_path / "extract.xlsx", _with_row(row))
    with pytest.raises(FileError) as raised:
        check_workbook(path)
    assert raised.value.kind in {"stray-cell", "stray-row"}


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(b'<row r="4"><c r="SF4"><v>1</v></c></row>', id="the last column that is read"),
        pytest.param(b'<row r="200000"><c r="A200000"><v>1</v></c></row>', id="the last row that is read"),
    ],
)
def test_a_long_or_wide_table_may_be_opened(tmp_path: Path, row: bytes) -> None:
    check_workbook(_with_sheet(tmp_path / "extract.xlsx", _with_row(row)))


def test_a_stray_cell_is_named_and_the_way_out_is_said(tmp_path: Path) -> None:
    path = _with_sheet(tmp_path / "extract.xlsx", _with_row(b'<row r="1048576"><c r="B1048576"><v>1</v></c></row>'))
    with refused(FileError, "stray-cell", cell="B1048576"):
        read_rows(path)


@pytest.mark.parametrize(
    "declaration",
    [
        pytest.param(b'<!DOCTYPE x [<!ENTITY a "aaaa">]>', id="a DOCTYPE with an entity"),
        pytest.param(b"<!DOCTYPE worksheet>", id="a bare DOCTYPE"),
        pytest.param(b'<!ENTITY a SYSTEM "file:///etc/hostname">', id="an entity from outside"),
    ],
)
def test_a_doctype_is_refused(tmp_path: Path, declaration: bytes) -> None:
    path = _with_sheet(tmp_path / "extract.xlsx", lambda sheet: re.sub(rb"\?>", b"?>" + declaration, sheet, count=1))
    with refused(FileError, "part-with-doctype", part=SHEET):
        read_rows(path)


def _zip(path: Path, sizes: dict[str, int]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bomb:
        for name, size in sizes.items():
            with bomb.open(name, "w", force_zip64=True) as part:
                for _ in range(size // 1_000_000):
                    part.write(bytes(1_000_000))
    return path


@pytest.mark.parametrize(
    ("sizes", "reason"),
    [
        pytest.param(
            {SHEET: 5_000_000}, ("part-unpacks-too-large", {"part": SHEET, "ratio": 200}), id="one part that swells"
        ),
        pytest.param(
            {f"{n}.xml": 41_000_000 for n in range(5)},
            ("unpacks-too-large", {"megabytes": 205}),
            id="parts too large together",
        ),
        pytest.param(
            {f"{n}.xml": 0 for n in range(2_001)}, ("too-many-parts", {"count": "2,001"}), id="too many parts"
        ),
    ],
)
def test_a_zip_bomb_is_refused_before_it_unpacks(tmp_path: Path, sizes: dict[str, int], reason: Reason) -> None:
    path = _zip(tmp_path / "extract.xlsx", sizes)
    assert path.stat().st_size < 1_000_000
    with refused(FileError, reason[0], **reason[1]):
        read_rows(path)


def test_an_old_or_protected_workbook_says_what_to_take_off(tmp_path: Path) -> None:
    path = tmp_path / "extract.xlsx"
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(4096))
    with refused(FileError, "workbook-protected"):
        read_rows(path)


@pytest.mark.parametrize(("mark", "name"), [(";", "semicolons"), ("\t", "tabs")])
def test_columns_parted_otherwise_are_refused_in_a_line(tmp_path: Path, mark: str, name: str) -> None:
    path = tmp_path / "extract.csv"
    for row in (f"1{mark}2{mark}3", f"1{mark}two, or three{mark}3"):
        path.write_text(f"a{mark}b{mark}c\n{row}\n", encoding="utf-8")
        with refused(FileError, "columns-parted-otherwise", mark=name):
            read_rows(path)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"Measure,Actual\nEXA1.1,5\n", id="a CSV by another name"),
        pytest.param(b"<html><table></table></html>", id="a web page by another name"),
        pytest.param((REPOSITORY / PERFORMANCE).read_bytes()[:3000], id="a workbook that was cut off"),
    ],
)
def test_what_is_no_workbook_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "extract.xlsx"
    path.write_bytes(data)
    with refused(FileError, "no-workbook", program="Excel", ending="xlsx"):
        read_rows(path)


def test_a_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "extract.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "not a workbook")
    with refused(FileError, "workbook-broken", remedy="xlsx"):
        read_rows(path)


def test_a_damaged_part_is_refused(tmp_path: Path) -> None:
    path = _with_sheet(tmp_path / "extract.xlsx", lambda sheet: sheet[: len(sheet) // 2])
    with refused(FileError, "workbook-broken", remedy="xlsx"):
        read_rows(path)


def test_the_ending_may_be_in_capitals(tmp_path: Path) -> None:
    path = tmp_path / "EXTRACT.XLSX"
    shutil.copyfile(REPOSITORY / PERFORMANCE, path)
    assert read_rows(path)[3].cells[0] == "CFE1.1"
