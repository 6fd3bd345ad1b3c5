"""The laws of workbooks: a sheet of any XML is read or refused in words; what is read, written plainly, is the same."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape

from pprr.domain.errors import FileError
from pprr.ingest.readers.files import read_rows

LONGEST_MESSAGE = 1_000
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OPEN = "urn:oasis:names:tc:opendocument:xmlns"
_SPACES = " ".join(f'xmlns:{name}="{_OPEN}:{name}:1.0"' for name in ("office", "table", "text", "style", "draw", "fo"))
_CODES = ("General", "0.0%", "#,##0,", "mmm-yy", '0" (p)"', '">"0', "[h]:mm", "0;(0);-")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_RETURN = re.compile(r"_x(?=[0-9A-Fa-f]{4}_)")

_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}"><numFmts>'
    + "".join(
        f'<numFmt numFmtId="{170 + n}" formatCode="{escape(c, {chr(34): "&quot;"})}"/>' for n, c in enumerate(_CODES)
    )
    + '</numFmts><fonts><font/><font><strike/></font><font><vertAlign val="superscript"/></font></fonts><cellXfs>'
    + "".join(f'<xf numFmtId="{170 + n}" fontId="0"/>' for n in range(len(_CODES)))
    + '<xf numFmtId="0" fontId="1"/><xf numFmtId="0" fontId="2"/></cellXfs></styleSheet>'
)
_EXCEL = {
    "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"/>',
    "_rels/.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_RELATED}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_RELATED}">'
    '<sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_RELATED}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_RELATED}/sharedStrings" Target="sharedStrings.xml"/>'
    f'<Relationship Id="rId3" Type="{_RELATED}/styles" Target="styles.xml"/></Relationships>',
    "xl/styles.xml": _STYLES,
    "xl/sharedStrings.xml": f'{_HEAD}<sst xmlns="{_MAIN}"><si><t>Not due</t></si>'
    '<si><r><t>512</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>2</t></r></si></sst>',
}


def a_sheet(text: str) -> None:
    """A sheet of an .xlsx, whose rows are the text."""
    _held(".xlsx", text, lambda path: _write_excel(path, text))


def a_sheet_of_opendocument(text: str) -> None:
    """A sheet of an .ods, whose rows are the text."""
    _held(".ods", text, lambda path: _write_open(path, text))


def refused(error: Exception) -> None:
    """What a refusal must be: words, and not so many that nobody reads them."""
    assert str(error).strip(), "refused without a word"
    assert len(str(error)) < LONGEST_MESSAGE, f"{len(str(error))} characters of words"


def _held(ending: str, text: str, write: Callable[[Path], None]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"made-up{ending}"
        write(path)
        try:
            rows = read_rows(path)
        except FileError as error:
            refused(error)
            return
        cells = [row.cells for row in rows]
        as_told = read_rows(path, counts="shown" if len(text) % 2 else "held")
        assert [row.number for row in as_told] == [row.number for row in rows], f"{text!r} has other rows"
        assert not any(row.remarks for row in as_told), f"{text!r} is asked about though it is said which counts"
        if sum(map(len, cells)) > 1_000:
            return
        plain = "".join(
            f'<row r="{row.number}">'
            + "".join(f'<c t="inlineStr"><is><t>{_plain(cell)}</t></is></c>' for cell in row.cells)
            + "</row>"
            for row in rows
        )
        again = path.with_name("again.xlsx")
        _write_excel(again, plain)
        back = [row.cells for row in read_rows(again)]
        assert _filled(back) == _filled(cells), f"{text!r} is read as {cells}, which is read as {back}"


def _filled(rows: list[tuple[str, ...]]) -> list[tuple[int, int, str]]:
    return [(row, column, cell) for row, cells in enumerate(rows) for column, cell in enumerate(cells) if cell]


def _plain(cell: str) -> str:
    return escape(_RETURN.sub("_x005F_x", cell)).replace("\n", "&#10;")


def _write_excel(path: Path, rows: str) -> None:
    sheet = f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>{_NO_XML.sub("", rows)}</sheetData></worksheet>'
    with zipfile.ZipFile(path, "w") as book:
        for name, part in {**_EXCEL, "xl/worksheets/sheet1.xml": sheet}.items():
            book.writestr(name, part)


def _write_open(path: Path, rows: str) -> None:
    styles = (
        '<style:style style:name="T1" style:family="text"><style:text-properties style:text-position="super 58%"/>'
        '</style:style><style:style style:name="T2" style:family="text">'
        '<style:text-properties style:text-line-through-style="solid"/></style:style>'
    )
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr(
            "content.xml",
            f"{_HEAD}<office:document-content {_SPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
            f'<office:body><office:spreadsheet><table:table table:name="A">{_NO_XML.sub("", rows)}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )


_EXCEL_CELLS = (
    *('<row r="1">', "</row>", "<row>", "<row/>", '<row r="3">', '<row r="9999999">'),
    *(
        "</v></c>",
        '<c r="A1"><v>',
        '<c s="1"><v>',
        '<c s="3"><v>',
        '<c r="C1" s="4"><v>',
        '<c s="9"><v>',
        '<c s="6"><v>',
    ),
    *('<c t="s"><v>1</v></c>', '<c t="s"><v>0</v></c>', '<c t="s"><v>7</v></c>', '<c t="e"><v>#DIV/0!</v></c>', "<c/>"),
    *('<c t="b"><v>1</v></c>', '<c t="d"><v>2024-04-01</v></c>', '<c t="str"><f>A1</f><v>x</v></c>', "<f>A1</f>"),
    *(
        '<c t="inlineStr"><is>',
        "</is></c>",
        "<t>",
        "</t>",
        '<t xml:space="preserve"> 5 </t>',
        "<r>",
        "</r>",
        "<v>",
        "</v>",
    ),
    *('<rPr><vertAlign val="superscript"/></rPr>', "<rPr><strike/></rPr>", '<rPr><sz val="8"/></rPr>', "<rPr/>"),
    *(
        '<c s="8" t="s"><v>0</v></c>',
        '<c r="B1">',
        '<c r="A1" s="2">',
        "</c>",
        "<!-- x -->",
        "<![CDATA[5]]>",
        "&amp;",
        "&#10;",
    ),
    *(
        "0.75",
        "5642000",
        "45000",
        "-3",
        "1E+5",
        "1.0E-3",
        "9" * 20,
        "NaN",
        "0",
        "512",
        "48",
        "_x000D_",
        "_x0041_",
        "<b>",
        "&lt;b&gt;",
    ),
    *(
        '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>',
        "</sheetData><sheetData>",
        "<rPh><t>x</t></rPh>",
        '<c r="XFD1"><v>1</v></c>',
    ),
)
_OPEN_CELLS = (
    *("<table:table-row>", "</table:table-row>", '<table:table-row table:number-rows-repeated="3">'),
    *(
        "<table:table-cell>",
        "</table:table-cell>",
        "<table:table-cell/>",
        "<table:covered-table-cell/>",
        "<text:p>",
        "</text:p>",
    ),
    *('<table:table-cell office:value-type="float" office:value="5">', '<table:table-cell office:value-type="string">'),
    *('<table:table-cell office:value-type="percentage" office:value="0.753">', '<text:span text:style-name="T1">'),
    *('<table:table-cell office:value-type="date" office:date-value="2024-04-01">', '<text:span text:style-name="T2">'),
    *(
        '<table:table-cell office:value-type="time" office:time-value="PT05H30M00S">',
        "</text:span>",
        "<text:tab/>",
        "<text:s/>",
    ),
    *('<table:table-cell table:formula="of:=1" office:value-type="float" office:value="0">', '<text:s text:c="3"/>'),
    *(
        '<table:table-cell table:number-columns-repeated="4" office:value-type="string">',
        "<text:line-break/>",
        "<text:p/>",
    ),
    *('<table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="2">', "<office:annotation>"),
    *(
        "</office:annotation>",
        "<draw:frame>",
        "</draw:frame>",
        '<table:table-column table:number-columns-repeated="9999"/>',
    ),
    *(
        '<table:table-cell office:value-type="boolean" office:boolean-value="true">',
        '<table:table-row table:number-rows-repeated="1048576"/>',
    ),
    *(
        "75.3%",
        "5",
        "5*",
        ">185",
        "Apr-24",
        "5,642",
        "0",
        "#DIV/0!",
        "&amp;",
        "  ",
        "\n",
        "<!-- x -->",
        "<![CDATA[5]]>",
        "_x0041_",
        "&lt;b&gt;",
    ),
)
_EXCEL_ROWS = (
    '<row r="1"><c r="A1" s="1"><v>0.753</v></c><c s="2"><v>5642000</v></c><c r="D1" s="3"><v>45383</v></c></row>',
    '<row r="1"><c t="inlineStr"><is><r><t>512</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>2</t></r></is></c>'
    "</row>",
    '<row><c t="s"><v>1</v></c><c t="e"><v>#REF!</v></c><c><f>A1</f><v>0</v></c><c s="5"><v>185</v></c></row>',
)
_OPEN_ROWS = (
    '<table:table-row><table:table-cell office:value-type="percentage" office:value="0.753"><text:p>75.3%</text:p>'
    "</table:table-cell><table:covered-table-cell/></table:table-row>",
    '<table:table-row><table:table-cell office:value-type="string"><text:p>512<text:span text:style-name="T1">2'
    "</text:span></text:p></table:table-cell></table:table-row>",
    '<table:table-row><table:table-cell office:value-type="float" office:value="5642"><text:p>5,642</text:p>'
    "</table:table-cell></table:table-row>",
)


def _parts(rows: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(filter(None, re.split("(<[^>]*>)", row))) for row in rows)


# The pieces of whole rows, to be altered, and those that they are altered with.
SHEETS = {
    a_sheet: (_parts(_EXCEL_ROWS), _EXCEL_CELLS),
    a_sheet_of_opendocument: (_parts(_OPEN_ROWS), _OPEN_CELLS),
}
