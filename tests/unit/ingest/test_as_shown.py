"""Workbooks read by what their sheets show: a table of cases for each kind of format, run, merge and comment."""

import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from builders.project import REPOSITORY
from builders.spreadsheets import BY_OTHERS, opendocument_row, write_opendocument
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from pprr.ingest.readers.files import read_rows
from pprr.ingest.readers.workbooks.looks import Row

Asked = list[tuple[str, str, str]]


def _written(path: Path, write: Callable[[Workbook, Worksheet], object]) -> tuple[Row, ...]:
    with xlsxwriter.Workbook(str(path)) as book:
        write(book, book.add_worksheet("Measures"))
    return read_rows(path)


def _asked(row: Row) -> Asked:
    return [(str(remark.kind), remark.seen, remark.held) for remark in row.remarks]


@pytest.mark.parametrize(
    ("code", "held", "read", "asked"),
    [
        pytest.param("#,##0,", 5642000, "5642", [("shown", "5,642", "5642000")], id="thousands left out"),
        pytest.param("#,##0,", 5642123, "5642.123", [("shown", "5,642", "5642123")], id="with all its digits"),
        pytest.param("#,##0,", -44000, "-44", [("shown", "-44", "-44000")], id="thousands of a negative amount"),
        pytest.param("#,##0,", 0, "0", [], id="thousands of nothing"),
        pytest.param('0.0,,"m"', 5642000, "5.642m", [], id="millions with their letter say what they are"),
        pytest.param('#,##0.0,"k"', 5600, "5.6k", [], id="thousands with their letter, too"),
        pytest.param('0" million"', 5, "5 million", [("shown", "5 million", "5")], id="a word that is a scale"),
        pytest.param("0%", 0.75, "75%", [], id="a percentage is proved"),
        pytest.param("0.0%", 0.7532, "75.32%", [], id="and read to its own decimals"),
        pytest.param("0%", -0.02, "-2%", [], id="a negative percentage"),
        pytest.param("0.0%", 0, "0%", [], id="no per cent"),
        pytest.param('0"%"', 75, "75%", [], id="points with a sign that is only written behind them"),
        pytest.param("[<1]0.0%;[>=1]0", 0.5, "50%", [], id="a condition that is met"),
        pytest.param("[<1]0.0%;[>=1]0", 7, "7", [], id="a condition that is not met"),
        pytest.param('">"0', 185, ">185", [("shown", ">185", "185")], id="a bound"),
        pytest.param('"<"0', 5, "<5", [("shown", "<5", "5")], id="an upper bound"),
        pytest.param('0" (p)"', 95, "95 (p)", [], id="a mark"),
        pytest.param('0" (p)"', -95, "-95 (p)", [], id="a mark behind a negative figure"),
        pytest.param('0.0%" (p)"', 0.5, "50% (p)", [], id="a mark behind a percentage"),
        pytest.param('0" (Q3)"', 95, "95 (Q3)", [], id="a period of its own"),
        pytest.param('0"*"', 5, "5*", [], id="a sign that somebody explains"),
        pytest.param('"(Red) "0', 34, "(Red) 34", [], id="a status in front"),
        pytest.param('0;0;"n/a"', 0, "n/a", [("shown", "n/a", "0")], id="a word in place of 0"),
        pytest.param('0;0;"n/a"', 5, "5", [], id="and the figure elsewhere"),
        pytest.param('0;0;"n/a"', -5, "-5", [("sign", "5", "-5")], id="a minus that is not shown"),
        pytest.param('"("0")"', 5, "5", [("sign", "(5)", "5")], id="brackets around what is positive"),
        pytest.param(";;;", 37, "37", [("hidden", "", "37")], id="a figure that is not shown"),
        pytest.param("0;-0;;@", 0, "0", [("hidden", "", "0")], id="a 0 that is not shown"),
        pytest.param('0" draft"', 5, "5", [("words", "5 draft", "5")], id="a word that nobody knows"),
        pytest.param('0" kg"', 640, "640", [], id="a unit is dress"),
        pytest.param('General" days"', 64.5, "64.5", [], id="a unit behind a figure as it is"),
        pytest.param("£#,##0.00", -5.5, "-5.5", [], id="a currency is dress"),
        pytest.param("#,##0;(#,##0)", -5, "-5", [], id="brackets for a minus"),
        pytest.param("#,##0;[Red]#,##0", -5, "-5", [], id="red for a minus"),
        pytest.param('_-£* #,##0_-;-£* #,##0_-;_-£* "-"??_-;_-@_-', 0, "0", [], id="an accountant's dash for 0"),
        pytest.param('_-£* #,##0_-;-£* #,##0_-;_-£* "-"??_-;_-@_-', -5642, "-5642", [], id="an accountant's minus"),
        pytest.param('0",000"', 95, "95", [("shown", "95,000", "95")], id="digits that are only written behind it"),
        pytest.param('"1"0', 95, "95", [("shown", "195", "95")], id="a digit in front"),
        pytest.param('00"."00', 1530, "1530", [("shown", '00"."00', "1530")], id="a point that is only written"),
        pytest.param("0 000", 5642, "5642", [], id="a space between thousands"),
        pytest.param('"c. "0', 95, "c. 95", [], id="an estimate"),
        pytest.param('"$"#,##0', 95, "95", [("shown", "$95", "95")], id="another currency"),
        pytest.param("[$€-2] #,##0", -95, "-95", [("shown", "-€ 95", "-95")], id="and its minus"),
        pytest.param("0.00E+00", 5, "5", [], id="an exponent"),
        pytest.param("# ?/?", 0.5, "0.5", [], id="a fraction"),
        pytest.param("000", 7, "7", [], id="zeros in front"),
        pytest.param('0.00E+00" (p)"', 5, "5", [("words", '0.00E+00" (p)"', "5")], id="a mark, the rest unknown"),
        pytest.param("mmm-yy", 45383, "Apr-24", [], id="a month"),
        pytest.param("mmmm yyyy", 45412, "April 2024", [], id="a month by its last day"),
        pytest.param("mmm", 45383, "Apr 2024", [], id="a month shown without its year"),
        pytest.param("dd/mm/yyyy", 45383, "2024-04-01", [], id="a day"),
        pytest.param("[h]:mm", 1.5625, "37:30:00", [], id="a length of time"),
        pytest.param("[h]:mm:ss", 1.5, "36:00:00", [], id="a length of time without seconds"),
    ],
)
def test_a_format_is_read_where_it_says_more_than_the_value(
    tmp_path: Path, code: str, held: float, read: str, asked: Asked
) -> None:
    path = tmp_path / "a.xlsx"
    [row] = _written(path, lambda book, page: page.write_number(0, 0, held, book.add_format({"num_format": code})))
    assert (row.cells, _asked(row)) == ((read,), asked)
    assert read_rows(path, counts="shown")[0].remarks == read_rows(path, counts="held")[0].remarks == ()


@pytest.mark.parametrize(
    ("code", "held", "shown", "as_held"),
    [
        pytest.param("#,##0,", 5642000, "5642", "5642000", id="thousands"),
        pytest.param("0%", 0.75, "75%", "0.75", id="a percentage"),
        pytest.param(";;;", 37, "", "37", id="nothing shown"),
        pytest.param('0;0;"n/a"', -5, "5", "-5", id="a sign"),
        pytest.param('0" draft"', 5, "5 draft", "5", id="words"),
        pytest.param("mmm-yy", 45383, "Apr-24", "2024-04-01", id="a month"),
    ],
)
def test_a_key_says_which_of_both_counts(tmp_path: Path, code: str, held: float, shown: str, as_held: str) -> None:
    path = tmp_path / "a.xlsx"
    _written(path, lambda book, page: page.write_number(0, 0, held, book.add_format({"num_format": code})))
    assert [read_rows(path, counts=which)[0].cells for which in ("shown", "held")] == [(shown,), (as_held,)]


RAISED, LOWERED, STRUCK, SMALL = {"font_script": 1}, {"font_script": 2}, {"font_strikeout": 1}, {"font_size": 8}


@pytest.mark.parametrize(
    ("runs", "read", "asked"),
    [
        pytest.param([("512", {}), ("2", RAISED)], "512", [("raised", "2", "5122")], id="a footnote"),
        pytest.param([("8.5", {}), ("3", RAISED)], "8.5", [("raised", "3", "8.53")], id="a footnote behind a decimal"),
        pytest.param([("95", {}), ("p", RAISED)], "95 (p)", [], id="a letter that is a mark"),
        pytest.param([("5", {}), ("*", RAISED)], "5*", [], id="a sign stays a sign"),
        pytest.param([("Cost per m", {}), ("2", RAISED)], "Cost per m²", [], id="a power of a unit"),
        pytest.param([("1", {}), ("st", RAISED), (" of April", {})], "1st of April", [], id="an ordinal"),
        pytest.param([("Tonnes of CO", {}), ("2", LOWERED), (" saved", {})], "Tonnes of CO2 saved", [], id="a formula"),
        pytest.param([("Households", {}), ("1", RAISED)], "Households", [("raised", "1", "Households1")], id="a label"),
        pytest.param([("48", STRUCK), ("51", {})], "51", [("struck", "", "4851")], id="a figure struck out"),
        pytest.param([("1 ", {}), ("37%", {"bold": 1})], "1 37%", [], id="a space between runs"),
        pytest.param([("1", RAISED), ("512", {})], "512", [("raised", "1", "1512")], id="a footnote in front"),
        pytest.param([("512", {}), ("2", SMALL)], "512", [("small", "2", "5122")], id="a footnote in a smaller font"),
        pytest.param([("95", {}), ("1", SMALL), ("%", {})], "95%", [("small", "1", "951%")], id="a small one within"),
        pytest.param([("7", {}), ("2", RAISED), ("7", {})], "727", [("smaller", "", "727")], id="a raised one within"),
        pytest.param([("512", {}), ("1", RAISED), (" 2", RAISED)], "512", [("raised", "1 2", "5121 2")], id="two"),
        pytest.param([("3", SMALL), ("48", {})], "348", [("smaller", "", "348")], id="a small one in front"),
        pytest.param([("51", {}), ("2", {"font_size": 10})], "512", [("smaller", "", "512")], id="hardly smaller"),
        pytest.param([("8", {}), (".5", SMALL)], "8.5", [], id="small decimals are no mark"),
        pytest.param([("5.", {}), ("12", {"font_size": 14})], "5.12", [], id="digits in a larger font"),
        pytest.param([("Q", {}), ("2", SMALL)], "Q2", [], id="a small digit at no figure"),
    ],
)
def test_raised_and_struck_runs_are_no_figures(
    tmp_path: Path, runs: Sequence[tuple[str, dict]], read: str, asked: Asked
) -> None:
    def write(book: Workbook, page: Worksheet) -> None:
        pieces = [piece for text, how in runs for piece in (book.add_format(how), text)]
        assert page.write_rich_string(0, 0, *pieces) == 0

    [row] = _written(tmp_path / "a.xlsx", write)
    assert (row.cells, _asked(row)) == ((read,), asked)


def test_a_cell_and_a_row_that_are_struck_through_are_asked_about(tmp_path: Path) -> None:
    def write(book: Workbook, page: Worksheet) -> None:
        struck = book.add_format(STRUCK)
        page.write_row(0, 0, ["EXA1.1", 48])
        page.write_row(1, 0, ["EXA1.2", 48], struck)
        page.write(2, 0, "EXA1.3")
        page.write(2, 1, 48, struck)

    path = tmp_path / "a.xlsx"
    live, row, cell = _written(path, write)
    assert (live.remarks, row.cells, cell.cells) == ((), ("EXA1.2", "48"), ("EXA1.3", "48"))
    assert ([kind for kind, _, _ in _asked(row)], _asked(cell)) == (["struck-row"] * 2, [("struck-cell", "", "48")])
    assert [found.cells for found in read_rows(path, counts="shown")] == [("EXA1.1", "48"), ("", ""), ("EXA1.3", "")]


def test_a_cell_that_is_raised_as_a_whole_is_asked_about(tmp_path: Path) -> None:
    [row] = _written(tmp_path / "a.xlsx", lambda book, page: page.write(0, 0, 35, book.add_format(RAISED)))
    assert (row.cells, _asked(row)) == (("35",), [("raised-cell", "35", "35")])


def test_a_value_under_a_merged_cell_is_not_used(tmp_path: Path) -> None:
    def write(book: Workbook, page: Worksheet) -> None:
        page.merge_range(0, 0, 1, 1, "Amber", book.add_format({"bold": 1}))
        page.write(1, 0, "Red")
        page.write(0, 1, "Amber")

    path = tmp_path / "a.xlsx"
    rows = _written(path, write)
    assert [row.cells for row in rows] == [("Amber", "Amber"), ("", "")]
    assert [_asked(row) for row in rows] == [[], [("merged", "Amber", "Red")]]
    assert [row.cells for row in read_rows(path, counts="held")] == [("Amber", "Amber"), ("Red", "")]


def test_a_comment_is_told_and_a_threaded_one_without_its_preamble(tmp_path: Path) -> None:
    preamble = "[Threaded comment]\n\nYour version of Excel allows you to read this.\n\nComment:\n    do not publish"

    def write(book: Workbook, page: Worksheet) -> None:
        page.write_row(0, 0, ["EXA1.1", 48])
        page.write_comment(0, 1, "ask Ann")
        page.write_comment(0, 0, preamble)

    path = tmp_path / "a.xlsx"
    [row] = _written(path, write)
    assert sorted(_asked(row)) == [("comment", "ask Ann", ""), ("comment", "do not publish", "")]
    assert read_rows(path, counts="held")[0].remarks == row.remarks


def _with_sheet(path: Path, cells: str, *, about: str = "", parts: dict[str, str] | None = None) -> tuple[Row, ...]:
    """A workbook at the level of its XML."""
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("Measures").write(0, 0, "x")
    with zipfile.ZipFile(path) as made:
        members = {name: made.read(name).decode() for name in made.namelist()}
    name = "xl/worksheets/sheet1.xml"
    start, end = members[name].index("<sheetData"), members[name].index("</sheetData>")
    members[name] = f"{members[name][:start]}<sheetData>{cells}{members[name][end:]}"
    members["xl/workbook.xml"] = members["xl/workbook.xml"].replace(' fullCalcOnLoad="1"', "")
    members["docProps/app.xml"] = members["docProps/app.xml"].replace("Microsoft Excel", about or "Microsoft Excel")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for member, text in (members | (parts or {})).items():
            book.writestr(member, text)
    return read_rows(path)


_ZEROS = '<row r="1"><c r="A1"><f>1/2</f><v>0</v></c><c r="B1"><f>2/3</f><v>0</v></c><c r="C1"><v>5</v></c></row>'
_NOT_CALCULATED = "a formula that was never calculated"


@pytest.mark.parametrize(
    ("cells", "about", "read", "asked"),
    [
        pytest.param(
            "<row><c><v>5</v></c><c t='e'><v>#N/A</v></c><c><f>1/2</f></c><c t='str'><v>end</v></c></row>",
            "",
            ("5", "#N/A", _NOT_CALCULATED, "end"),
            [],
            id="cells that do not say where they stand",
        ),
        pytest.param(
            '<row r="1"><c r="A1"><v>5</v></c><c><f>1/2</f></c></row>',
            "",
            ("5", _NOT_CALCULATED),
            [],
            id="a cell that follows one that does",
        ),
        pytest.param(_ZEROS, "LibreOffice/7.4", ("0", "0", "5"), [("formula", "0", "0")] * 2, id="zeros left"),
        pytest.param(_ZEROS, "", ("0", "0", "5"), [], id="the same of Excel, which calculates"),
        pytest.param(
            _ZEROS.replace("2/3</f><v>0", "2/3</f><v>0.5"),
            "LibreOffice/7.4",
            ("0", "0.5", "5"),
            [],
            id="a 0 among other results",
        ),
        pytest.param(
            '<row r="1"><!-- <c r="A1" t="e"><v>#N/A</v></c> --><c r="A1"><v>5</v></c></row>',
            "",
            ("5",),
            [],
            id="a comment of XML",
        ),
        pytest.param(
            '<row r="1"><c r="A1" t="inlineStr"><is><r><t>512</t></r><r><rPr><vertAlign val="superscript"/></rPr>'
            "<t>2</t></r></is></c></row>",
            "",
            ("512",),
            [("raised", "2", "5122")],
            id="runs within the cell itself",
        ),
        pytest.param(
            '<row r="1"><c r="A1" t="inlineStr"><is><r><t>1 </t></r><r><t>37%</t></r></is></c></row>',
            "",
            ("1 37%",),
            [],
            id="a space between runs that nothing preserves",
        ),
        pytest.param(
            '<x:row xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" r="1"><x:c r="A1" t="e">'
            "<x:v>#REF!</x:v></x:c></x:row>",
            "",
            ("#REF!",),
            [],
            id="names with a prefix",
        ),
    ],
)
def test_a_sheet_is_read_at_the_level_of_its_xml(
    tmp_path: Path, cells: str, about: str, read: tuple[str, ...], asked: Asked
) -> None:
    [row] = _with_sheet(tmp_path / "a.xlsx", cells, about=about)
    assert (row.cells, _asked(row)) == (read, asked)


def test_a_run_is_small_beside_its_cell_own_font(tmp_path: Path) -> None:
    inside = 't="inlineStr"><is><r><t>51</t></r><r><rPr><b/><sz val="8"/></rPr><t>2</t></r></is></c>'
    fonts = '<fonts><font><sz val="11"/></font><font><sz val="8"/></font></fonts>'
    styles = f'<styleSheet>{fonts}<cellXfs><xf fontId="0"/><xf fontId="1"/></cellXfs></styleSheet>'
    cells = f'<row r="1"><c r="A1" s="1" {inside}<c r="B1" {inside}</row>'
    [row] = _with_sheet(tmp_path / "a.xlsx", cells, parts={"xl/styles.xml": styles})
    assert (row.cells, _asked(row)) == (("512", "51"), [("small", "2", "512")])


_STYLES = (
    '<style:default-style style:family="table-cell"><style:text-properties fo:font-size="10pt"/></style:default-style>'
    '<style:style style:name="T3" style:family="text"><style:text-properties fo:font-size="7pt"/></style:style>'
    '<style:style style:name="ce8" style:family="table-cell"><style:text-properties fo:font-size="7pt"/></style:style>'
    '<style:style style:name="T1" style:family="text"><style:text-properties style:text-position="super 58%"/>'
    '</style:style><style:style style:name="T2" style:family="text"><style:text-properties '
    'style:text-line-through-style="solid"/></style:style><style:style style:name="ce1" style:family="table-cell">'
    '<style:text-properties style:text-line-through-type="single"/></style:style>'
)


def _cell(inside: str, kind: str = "string", **at: str) -> str:
    named = " ".join(f'{name.replace("_", ":", 1).replace("_", "-")}="{value}"' for name, value in at.items())
    return f'<table:table-cell office:value-type="{kind}" {named}>{inside}</table:table-cell>'


def _shown(value: str, shown: str, kind: str = "float") -> str:
    return _cell(f"<text:p>{shown}</text:p>", kind, office_value=value)


@pytest.mark.parametrize(
    ("cell", "read", "asked"),
    [
        pytest.param(_cell("<text:p>45<text:tab/>52</text:p>"), "45 52", [], id="a tab"),
        pytest.param(_cell("<text:p>45<text:line-break/>52</text:p>"), "45\n52", [], id="a line break"),
        pytest.param(_cell('<text:p>45<text:s text:c="2"/>52</text:p>'), "45  52", [], id="spaces"),
        pytest.param(_cell("<text:p>45</text:p><text:p>52</text:p>"), "45\n52", [], id="two paragraphs"),
        pytest.param(
            _cell('<text:p>512<text:span text:style-name="T1">2</text:span></text:p>'),
            "512",
            [("raised", "2", "5122")],
            id="a footnote",
        ),
        pytest.param(
            _cell('<text:p>512<text:span text:style-name="T3">2</text:span></text:p>'),
            "512",
            [("small", "2", "5122")],
            id="a footnote in a smaller font",
        ),
        pytest.param(
            _cell('<text:p>51<text:span text:style-name="T3">2</text:span></text:p>', table_style_name="ce8"),
            "512",
            [],
            id="digits as small as their cell's own font",
        ),
        pytest.param(
            _cell('<text:p><text:span text:style-name="T2">48</text:span>51</text:p>'),
            "51",
            [("struck", "", "4851")],
            id="a figure struck out",
        ),
        pytest.param(_shown("5642000", "5,642"), "5642", [("shown", "5,642", "5642000")], id="thousands"),
        pytest.param(_shown("0.7532", "75%", "percentage"), "75.32%", [], id="a percentage"),
        pytest.param(_shown("185", "&gt;185"), ">185", [("shown", ">185", "185")], id="a bound"),
        pytest.param(_shown("95", "95 (Q3)"), "95 (Q3)", [], id="a period of its own"),
        pytest.param(_shown("0", "n/a"), "n/a", [("shown", "n/a", "0")], id="a word in place of 0"),
        pytest.param(_shown("5", "7"), "5", [("shown", "7", "5")], id="another figure altogether"),
        pytest.param(_shown("0.376", "0.4"), "0.376", [], id="a figure that is rounded"),
        pytest.param(_shown("-5642", "(£5,642)", "currency"), "-5642", [], id="the dress of money"),
        pytest.param(
            _cell("<text:p>Apr-24</text:p>", "date", office_date_value="2024-04-30"), "Apr-24", [], id="a month"
        ),
        pytest.param(
            _cell("<text:p>30/04/24</text:p>", "date", office_date_value="2024-04-30"), "2024-04-30", [], id="a day"
        ),
        pytest.param(
            _cell("<text:p>37:30</text:p>", "time", office_time_value="PT37H30M00S"),
            "37:30:00",
            [],
            id="a length of time",
        ),
        pytest.param(
            _cell("<text:p>03:54</text:p>", "time", office_time_value="PT00H03M54S"),
            "00:03:54",
            [],
            id="minutes and seconds",
        ),
        pytest.param(_shown("12345", "12 345"), "12345", [], id="a space between thousands"),
        pytest.param(
            _cell("<text:p>48</text:p>", "float", office_value="48", table_style_name="ce1"),
            "48",
            [("struck-cell", "", "48")],
            id="a struck cell",
        ),
        pytest.param(
            _cell("<office:annotation><text:p>ask</text:p><text:p>Ann</text:p></office:annotation><text:p>5</text:p>"),
            "5",
            [("comment", "ask Ann", "")],
            id="a comment, which is no text of the cell",
        ),
        pytest.param(
            _cell("<text:p>0</text:p>", "float", office_value="0", table_formula="of:=1/2"),
            "0",
            [("formula", "0", "0")],
            id="a 0 that nobody calculated",
        ),
        pytest.param(
            '<table:table-cell office:value-type="string"><draw:frame><draw:text-box><text:p>9</text:p></draw:text-box>'
            "</draw:frame><text:p>5</text:p></table:table-cell>",
            "5",
            [],
            id="a drawing over the cell",
        ),
    ],
)
def test_an_ods_is_read_as_its_sheet_shows_it(tmp_path: Path, cell: str, read: str, asked: Asked) -> None:
    path = tmp_path / "a.ods"
    row = opendocument_row("EXA1.1", "", "end").replace("<table:table-cell />", cell)
    write_opendocument(path, row, styles=_STYLES)
    [found] = read_rows(path)
    assert (found.cells, _asked(found)) == (("EXA1.1", read, "end"), asked)


def test_a_value_under_a_merged_cell_of_an_ods_is_not_used(tmp_path: Path) -> None:
    path = tmp_path / "a.ods"
    first = opendocument_row("Amber").replace("<table:table-cell ", '<table:table-cell table:number-rows-spanned="2" ')
    second = opendocument_row("Red").replace("table:table-cell", "table:covered-table-cell")
    write_opendocument(path, first, second)
    rows = read_rows(path)
    assert [row.cells for row in rows] == [("Amber",), ("",)]
    assert [_asked(row) for row in rows] == [[], [("merged", "Amber", "Red")]]


@pytest.mark.parametrize(
    ("text", "read", "asked"),
    [
        pytest.param("512<sup>2</sup>", "512", [("raised", "2", "5122")], id="a footnote"),
        pytest.param("8.5<SUP>3</SUP>", "8.5", [("raised", "3", "8.53")], id="capitals"),
        pytest.param("512<sub>2</sub>", "512", [("raised", "2", "5122")], id="lowered"),
        pytest.param("Tonnes of CO<sub>2</sub> saved", "Tonnes of CO2 saved", [], id="a formula"),
        pytest.param('95<sup class="mark">p</sup>', "95 (p)", [], id="a mark"),
        pytest.param("Cost per m<sup>2</sup>", "Cost per m²", [], id="a power"),
    ],
)
def test_raised_markup_in_a_csv_is_no_digit(tmp_path: Path, text: str, read: str, asked: Asked) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f'EXA1.1,"{text.replace(chr(34), chr(34) * 2)}"\n', encoding="utf-8")
    [row] = read_rows(path)
    assert (row.cells, _asked(row)) == (("EXA1.1", read), asked)


SHOWN: dict[str, tuple[str, Asked]] = {
    "thousands": ("5642", [("shown", "5,642", "5642000")]),
    "percentage": ("75.3%", []),
    "bound": (">185", [("shown", ">185", "185")]),
    "mark": ("95 (p)", []),
    "word for 0": ("n/a", [("shown", "n/a", "0")]),
    "month": ("Apr-24", []),
    "length of time": ("37:30:00", []),
    "footnote": ("512", [("raised", "2", "5122")]),
    "struck figure": ("51", [("struck", "", "4851")]),
    "struck cell": ("48", [("struck-cell", "", "48")]),
    "merged": ("Amber", []),
    "hidden": ("", [("merged", "Amber", "Red")]),
    "error": ("#DIV/0!", []),
    "never calculated": ("0", [("formula", "0", "0")]),
    "comment": ("5", [("comment", "do not publish", "")]),
}


@pytest.mark.parametrize("name", BY_OTHERS)
def test_workbooks_of_other_writers_are_read_alike(name: str) -> None:
    """The files hold the same cells, made once: by openpyxl 3.1, and by LibreOffice 7.4 of one by XlsxWriter."""
    expected = dict(SHOWN)
    if "openpyxl" in name:  # which writes no results of formulas
        expected |= dict.fromkeys(("error", "never calculated"), (_NOT_CALCULATED, []))
    rows = read_rows(REPOSITORY / "tests/data/workbooks" / name)
    assert {row.cells[0]: (row.cells[1], _asked(row)) for row in rows} == expected


def test_a_sheet_of_plain_values_has_nothing_to_ask(tmp_path: Path) -> None:
    def write(book: Workbook, page: Worksheet) -> None:
        page.write_row(0, 0, ["EXA1.1", 48, 0.5, date(2024, 4, 1)], book.add_format({"bold": 1}))
        page.set_column(0, 3, 20, book.add_format({"num_format": "0%"}))

    [row] = _written(tmp_path / "a.xlsx", write)
    assert row.remarks == ()
