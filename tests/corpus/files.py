"""Files that cannot be what they should, one in each project, and such as only look odd."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace

from corpus.ground import Hand
from corpus.planted import BLOCKING, ERROR, READ_RIGHT
from pprr.demo.systems.exports import Export, delimited, to_files
from pprr.demo.systems.layouts import export

Plant = Callable[[Hand], None]
_OLD_EXCEL = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600
_FAR = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'


def plants() -> dict[str, Plant]:
    """What is planted into each project, by its name."""
    return {
        "file-missing": lambda hand: _without(hand, "outturn"),
        "file-empty": lambda hand: _bytes(hand, "outturn", b"", "an empty file", ERROR),
        "file-without-rows": _header_alone,
        "file-nul-bytes": lambda hand: _bytes(
            hand, "outturn", b"Portfolio\0,x\r\n" * 3, "a file that is no text", ERROR
        ),
        "file-old-excel": lambda hand: _workbook_bytes(hand, _OLD_EXCEL, "an old or protected workbook named .xlsx"),
        "file-not-excel": lambda hand: _workbook_bytes(hand, b"Measure ID,Portfolio\r\n", "a CSV that is named .xlsx"),
        "file-half-a-workbook": lambda hand: _workbook_bytes(hand, _xlsx(hand)[:900], "half a workbook"),
        "file-stray-cell": lambda hand: _workbook_bytes(
            hand, _with_part(hand, "</sheetData>", _FAR), "a stray cell far out"
        ),
        "file-doctype": lambda hand: _workbook_bytes(
            hand,
            _with_part(hand, "<worksheet", '<!DOCTYPE a [<!ENTITY b "c">]><worksheet'),
            "a workbook with a DOCTYPE",
        ),
        "file-bomb": lambda hand: _workbook_bytes(hand, _bomb(), "a small file that unpacks to a great one"),
        "file-of-many-rows": lambda hand: _bytes(
            hand, "outturn", b"Portfolio,Outturn\r\n" + b"x,1\r\n" * 200_000, "more rows than a table has", ERROR
        ),
        "file-wrong-letters": lambda hand: _bytes(
            hand, "savings", _csv(hand, "savings").replace(b"Nearly", b"Nearly \x81"), "letters of no encoding", ERROR
        ),
        "sheet-renamed": lambda hand: _workbook(hand, sheet="Measures", named="Measures Q4"),
        "header-missing-column": lambda hand: _replaced(
            hand, "outturn", b"Appropriations", b"Approps", "a renamed column"
        ),
        "header-twice": lambda hand: _replaced(
            hand, "outturn", b"Net Expenditure", b"Outturn", "two columns of one name", count=1
        ),
        "header-row-wrong": _header_row,
        "rows-unclosed-quote": lambda hand: _replaced(
            hand, "savings", b"Nearly", b'"Nearly', "an unclosed quote", count=1
        ),
        "rows-within-a-cell": lambda hand: _quoted_texts(hand, "", BLOCKING),
        "rows-with-marks": lambda hand: _quoted_texts(hand, 'quotes = "none"', READ_RIGHT),
        "rows-one-field-more": lambda hand: _lines(hand, lambda line: line + b",x", "a field too many in every row"),
        "rows-one-field-more-once": lambda hand: _lines(
            hand, lambda line: line + b",x", "a field too many once", only=2
        ),
        "rows-one-field-less": lambda hand: _lines(
            hand, lambda line: line.rpartition(b",")[0], "a field too few in a row", only=2
        ),
        "rows-half-a-file": lambda hand: _bytes(
            hand, "outturn", _csv(hand, "outturn")[:-40], "a file whose end is lost", ERROR
        ),
        "rows-portfolio-missing": lambda hand: _lines(hand, lambda line: b"", "a portfolio without a row", only=3),
        "sources-missing": lambda hand: _sources(hand, None, "no sources.toml"),
        "sources-broken": lambda hand: _sources(hand, "[performance\n", "a sources.toml that is no TOML"),
        "sources-unknown-key": lambda hand: _sources(
            hand, _text_of_sources(hand).replace("[outturn]\n", "[outturn]\nheder_row = 1\n"), "a key that there is not"
        ),
        "sources-outside": lambda hand: _sources(
            hand, _text_of_sources(hand).replace('"outturn.csv"', '"../outturn.csv"'), "a file in another folder"
        ),
        "sources-no-own-column": lambda hand: _sources(
            hand,
            _text_of_sources(hand).replace(f"{hand.draft.period} = ", "2019-20-annual = "),
            "no column of its own period",
        ),
        "sources-two-labels": lambda hand: _sources(
            hand,
            _text_of_sources(hand).replace(f"{hand.draft.period} = ", f'"2024/25" = "x"\n{hand.draft.period} = '),
            "two labels of one period",
        ),
        "last-quarter-alone": _last_quarter,
        "sources-unit": lambda hand: _sources(
            hand, _text_of_sources(hand).replace('"pounds"', '"euros"'), "an unknown unit of money"
        ),
        "rules-unknown-key": lambda hand: _rules(hand, "[status]", "[status]\namber = 3", "a rule that there is not"),
        "rules-margin": lambda hand: _rules(hand, 'amber_within = "10%"', 'amber_within = "10"', "a margin of nothing"),
        "rules-condition": lambda hand: _rules(hand, '"red", "amber",', '"crimson",', "a condition that there is not"),
        "letters-cp1252": lambda hand: _encoded(hand, "cp1252", "Windows' own letters"),
        "letters-utf-8-mark": lambda hand: _encoded(hand, "utf-8-sig", "UTF-8 with its mark"),
        "letters-utf-16": lambda hand: _encoded(hand, "utf-16", "UTF-16 with its mark"),
        "letters-utf-16-plain": lambda hand: _encoded(hand, "utf-16-le", "UTF-16 without its mark"),
        "rows-blank-between": lambda hand: _bytes(
            hand, "outturn", _csv(hand, "outturn").replace(b"\r\n", b"\r\n,,,,,\r\n\r\n"), "blank rows", READ_RIGHT
        ),
        "rows-unix-ends": lambda hand: _bytes(
            hand, "outturn", _csv(hand, "outturn").replace(b"\r\n", b"\n"), "another system's line ends", READ_RIGHT
        ),
        "file-beside": _beside,
    }


def _name(hand: Hand, table: str) -> str:
    return hand.layout(table).file


def _csv(hand: Hand, table: str) -> bytes:
    return delimited(export(hand.layout(table), hand.draft.extracts[table]))


def _bytes(hand: Hand, table: str, data: bytes, what: str, expected: str) -> None:
    hand.draft.files[_name(hand, table)] = data
    hand.note(what, expected, file=f"{hand.draft.folder}/{_name(hand, table)}", item=table)


def _without(hand: Hand, table: str) -> None:
    hand.draft.absent.add(_name(hand, table))
    hand.note("a file that is not there", ERROR, file=f"{hand.draft.folder}/{_name(hand, table)}", item=table)


def _header_alone(hand: Hand) -> None:
    _bytes(hand, "outturn", _csv(hand, "outturn").split(b"\r\n")[0] + b"\r\n", "labels and no rows", ERROR)


def _replaced(hand: Hand, table: str, old: bytes, new: bytes, what: str, *, count: int = -1) -> None:
    data = _csv(hand, table)
    if old not in data:
        raise ValueError(f"{hand.project}: {old!r} does not stand in {table}")
    _bytes(hand, table, data.replace(old, new, count), what, ERROR)


def _quoted_texts(hand: Hand, said: str, expected: str) -> None:
    """Two schemes' information, of which one begins with a quotation mark and the next ends with one."""
    layout = replace(hand.layout("capital"), delimiter=";")
    hand.layouts["capital"] = layout
    lines = delimited(export(layout, hand.draft.extracts["capital"])).split(b"\r\n")
    for place, text in ((1, b'"Phase 2'), (2, b'pipes of 6"')):
        lines[place] = lines[place].rpartition(b";")[0] + b";" + text
    if said:
        hand.draft.files["sources.toml"] = (
            _text_of_sources(hand).replace("[capital]\n", f"[capital]\n{said}\n").encode()
        )
    item = "overview" if expected == BLOCKING else "capital"
    hand.draft.files[layout.file] = b"\r\n".join(lines)
    file = f"{hand.draft.folder}/{layout.file}"
    hand.note("a text that begins with a quotation mark, and one that ends so", expected, file=file, item=item)


def _lines(hand: Hand, change: Callable[[bytes], bytes], what: str, *, only: int = 0) -> None:
    """Changes the rows of the outturn, or the one that is counted from 1 as editors count."""
    lines = _csv(hand, "outturn").split(b"\r\n")
    changed = [
        change(line) if line and number > 1 and only in {0, number} else line
        for number, line in enumerate(lines, start=1)
    ]
    _bytes(hand, "outturn", b"\r\n".join(changed), what, ERROR)


def _encoded(hand: Hand, encoding: str, what: str) -> None:
    layout = hand.layout("savings")
    data = delimited(replace(export(layout, hand.draft.extracts["savings"]), encoding=encoding))
    _bytes(hand, "savings", data, what, READ_RIGHT)


def to_workbook(hand: Hand, *, sheet: str = "Measures") -> None:
    """The performance extract as a workbook."""
    layout = hand.layout("performance")
    hand.layouts["performance"] = replace(layout, file="performance.xlsx", sheet=sheet)


def _xlsx(hand: Hand, *, named: str = "Measures") -> bytes:
    to_workbook(hand)
    layout = hand.layout("performance")
    made: Export = replace(export(layout, hand.draft.extracts["performance"]), sheet=named)
    return to_files([made])["performance.xlsx"]


def _workbook_bytes(hand: Hand, data: bytes, what: str) -> None:
    to_workbook(hand)
    _bytes(hand, "performance", data, what, ERROR)


def _workbook(hand: Hand, *, sheet: str, named: str) -> None:
    _bytes_of = _xlsx(hand, named=named)
    to_workbook(hand, sheet=sheet)
    _bytes(hand, "performance", _bytes_of, "a sheet by another name", ERROR)


def _with_part(hand: Hand, old: str, new: str) -> bytes:
    """The workbook with a text of its first sheet replaced."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_xlsx(hand))) as book, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for member in book.infolist():
            data = book.read(member)
            if member.filename == "xl/worksheets/sheet1.xml":
                data = data.decode().replace(old, new, 1).encode()
            made.writestr(member, data)
    return stream.getvalue()


def _bomb() -> bytes:
    """A workbook of one part that unpacks to four hundred times its size."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as book:
        part = zipfile.ZipInfo("xl/worksheets/sheet1.xml", (1980, 1, 1, 0, 0, 0))
        part.compress_type = zipfile.ZIP_DEFLATED
        book.writestr(part, b"<worksheet>" + b" " * 4_000_000)
    return stream.getvalue()


def _header_row(hand: Hand) -> None:
    layout = hand.layout("outturn")
    rows = export(layout, hand.draft.extracts["outturn"]).rows
    moved = Export(layout.file, [["Outturn of the year"], [""], *rows])
    hand.layouts["outturn"] = replace(layout, above=("",))
    _bytes(hand, "outturn", delimited(moved), "a header in another row than is said", ERROR)


def _text_of_sources(hand: Hand) -> str:
    hand.draft.layouts = dict(hand.layouts)
    return hand.draft.sources()


def _sources(hand: Hand, text: str | None, what: str) -> None:
    if text is None:
        hand.draft.absent.add("sources.toml")
    else:
        hand.draft.files["sources.toml"] = text.encode()
    hand.note(what, ERROR, file=f"{hand.draft.folder}/sources.toml")


def _last_quarter(hand: Hand) -> None:
    """The period's column said to be of the fourth quarter: the year's, but not for measures of single quarters."""
    period = str(hand.draft.period)
    text = _text_of_sources(hand).replace(f"{period} = ", f"{period.replace('annual', 'q4')} = ")
    hand.draft.files["sources.toml"] = text.encode()
    for place, row in enumerate(hand.draft.extracts["performance"]):
        measure = hand.measure(str(row["measure_id"]))
        if measure.kind == "quarter" and str(row[hand.own])[:1].isdigit():
            hand.mute(measure)
            hand.wrote("performance", place, hand.own, "a last quarter's figure and none of the year", BLOCKING)


def _rules(hand: Hand, old: str, new: str, what: str) -> None:
    hand.draft.rules = hand.draft.rules.replace(old, new, 1)
    hand.note(what, ERROR, file=f"{hand.draft.agreement_folder}/rules.toml")


def _beside(hand: Hand) -> None:
    hand.draft.files["~$performance.csv"] = b"somebody has it open"
    hand.draft.files[".DS_Store"] = b"\0\0"
    hand.draft.files["notes.txt"] = b"ring finance"
    hand.note("files that are no extracts", READ_RIGHT, file=f"{hand.draft.folder}/notes.txt")
