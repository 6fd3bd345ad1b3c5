"""The looks of an old .xls file's cells beyond their values (MS-XLS): formats, runs, struck cells, errors, comments.

It speaks of workbooks of Excel 97 and later. Call it for a workbook that has been checked.
"""

import struct
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import olefile

from pprr.ingest.readers.workbooks.as_shown import says_more
from pprr.ingest.readers.workbooks.looks import Look, Looks, Place, of_runs
from pprr.ingest.readers.workbooks.number_format import built_in, parse_format
from pprr.ingest.readers.workbooks.runs import PLAIN, Font, TextRun
from pprr.ingest.readers.workbooks.styled import Judge, Style, decimal
from pprr.ingest.readers.workbooks.xls import records

_STREAM = "Workbook"
_BEGINS, _ENDS, _SHEET, _FONT, _FORMAT, _XF, _FROM_1904 = 0x0809, 0x000A, 0x0085, 0x0031, 0x041E, 0x00E0, 0x0022
_STRINGS, _GOES_ON, _SHARED, _NUMBER, _RK, _MANY_RK = 0x00FC, 0x003C, 0x00FD, 0x0203, 0x027E, 0x00BD
_FORMULA, _ERROR, _NOTE, _OBJECT, _OBJECT_TEXT = 0x0006, 0x0205, 0x001C, 0x005D, 0x01B6
_ROW, _COLUMNS, _ROW_HIDDEN, _COLUMNS_HIDDEN = 0x0208, 0x007D, 0x20, 0x01
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
_STRUCK, _OF_A_POINT = 0x0008, 20
_WIDE, _EAST_ASIAN, _RICH = 0x01, 0x04, 0x08  # of a text
_NO_NUMBER, _IS_ERROR = 0xFFFF, 2  # of a formula's result


def looks_of(path: Path, sheet: str) -> Looks:
    """The cells that the sheet shows otherwise than it holds them; raises ValueError for records that are broken."""
    with olefile.OleFileIO(path.read_bytes()) as book:
        if not book.exists(_STREAM):
            return Looks()
        stream = book.openstream(_STREAM).read()
    try:
        scan = _OldScan()
        for place in scan.sheets(stream, sheet):
            scan.read(stream[place:])
        scan.looks.doubt_zeros()  # other programs than Excel leave one where a formula has still to be calculated
    except (struct.error, IndexError) as error:
        raise ValueError(str(error)) from error
    return scan.looks


class _OldScan:
    """One pass over the records of the workbook, and one over those of a sheet."""

    def __init__(self) -> None:
        self.looks = Looks()
        self._styles: list[Style] = []
        self._strings: dict[int, tuple[TextRun, ...]] = {}
        self._judge = Judge(is_from_1904=False)

    def sheets(self, stream: bytes, sheet: str) -> list[int]:
        """Where the sheet of that name begins; takes in what all sheets share on the way."""
        places: list[int] = []
        fonts: list[Font] = []
        codes: dict[int, str] = {}
        styles: list[tuple[int, int]] = []
        texts: list[bytes] = []
        last = 0
        for kind, record in records(stream):
            if kind == _ENDS:
                break
            if kind == _FONT:
                height, flags, raised = struct.unpack_from("<HH4xH", record)
                fonts.append(Font(bool(flags & _STRUCK), raised != 0, height / _OF_A_POINT))
            elif kind == _FORMAT:
                (number,) = struct.unpack_from("<H", record)
                codes[number] = _text(record, 2, wide=2)
            elif kind == _XF:
                styles.append(struct.unpack_from("<HH", record))
            elif kind == _SHEET and _text(record, 6, wide=1) == sheet:
                places.append(struct.unpack_from("<I", record)[0])
            elif kind == _FROM_1904:
                self._judge = Judge(is_from_1904=struct.unpack_from("<H", record)[0] == 1)
            elif kind == _STRINGS or (kind == _GOES_ON and last == _STRINGS):
                texts.append(record)
            last = last if kind == _GOES_ON else kind
        # The fifth font is never written, and those after it are counted as if it were.
        font_of = [*fonts[:4], PLAIN, *fonts[4:]]
        for font, code in styles:
            number = parse_format(codes.get(code, built_in(code)))
            self._styles.append(Style(number, font_of[font] if font < len(font_of) else PLAIN))
        self._strings = _rich(texts, font_of)
        return places

    def read(self, stream: bytes) -> None:
        """Looks at every cell of the sheet that the stream begins with."""
        comments: dict[int, str] = {}
        notes: list[tuple[Place, int]] = []
        depth, number, last = 0, 0, 0
        for kind, record in records(stream):
            depth += (kind == _BEGINS) - (kind == _ENDS)
            if depth <= 0:
                break
            if depth == 1 and kind in {_NUMBER, _RK, _MANY_RK, _FORMULA, _ERROR, _SHARED}:
                self._look(kind, record)
            elif depth == 1 and kind in {_ROW, _COLUMNS}:
                self._hide(kind, record)
            elif kind == _OBJECT:
                (number,) = struct.unpack_from("<6xH", record)
            elif kind == _GOES_ON and last == _OBJECT_TEXT and number not in comments:
                comments[number] = record[1:].decode("utf-16-le" if record[0] & _WIDE else "latin-1", "replace").strip()
            elif kind == _NOTE:
                row, column, of = struct.unpack_from("<HH2xH", record)
                notes.append(((row + 1, column + 1), of))
            last = kind
        for place, of in notes:
            self.looks.comments[place] = comments.get(of) or "(its words are not read from an .xls)"

    def _hide(self, kind: int, record: bytes) -> None:
        if kind == _ROW:
            number, flags = struct.unpack_from("<H10xH", record)
            self.looks.hidden_rows += [(number + 1, number + 1)] if flags & _ROW_HIDDEN else []
        else:
            first, last, flags = struct.unpack_from("<HH4xH", record)
            self.looks.hidden_columns += [(first + 1, last + 1)] if flags & _COLUMNS_HIDDEN else []

    def _look(self, kind: int, record: bytes) -> None:
        row, column, style = struct.unpack_from("<HHH", record)
        place = row + 1, column + 1
        if kind == _NUMBER:
            self._number(place, style, struct.unpack_from("<d", record, 6)[0])
        elif kind == _RK:
            self._number(place, style, _short(struct.unpack_from("<I", record, 6)[0]))
        elif kind == _MANY_RK:
            for offset in range(4, len(record) - 7, 6):
                of, value = struct.unpack_from("<HI", record, offset)
                self._number((row + 1, column + 1 + (offset - 4) // 6), of, _short(value))
        elif kind == _ERROR and record[7]:
            self._error(place, record[6])
        elif kind == _FORMULA:
            if struct.unpack_from("<H", record, 12)[0] != _NO_NUMBER:
                (result,) = struct.unpack_from("<d", record, 6)
                self._number(place, style, result)
                self.looks.has_results = self.looks.has_results or bool(result)
                self.looks.zeros += [] if result else [place]
            elif record[6] == _IS_ERROR:
                self._error(place, record[8])
        elif kind == _SHARED:
            runs = self._strings.get(struct.unpack_from("<I", record, 6)[0])
            own = self._styles[style].font if style < len(self._styles) else PLAIN
            self._keep(place, style, of_runs(runs, own) if runs else None)

    def _error(self, place: Place, code: int) -> None:
        text = _ERRORS.get(code, "#ERROR")
        self.looks.cells[place] = Look(text, text, text)

    def _number(self, place: Place, style: int, value: float) -> None:
        how = self._styles[style].number if style < len(self._styles) else None
        found = decimal(value) if how and says_more(how) else None
        self._keep(place, style, self._judge.number(found, how) if how and isinstance(found, Decimal) else None)

    def _keep(self, place: Place, number: int, look: Look | None) -> None:
        font = self._styles[number].font if number < len(self._styles) else PLAIN
        if look is None and font.is_raised:
            look = Look("", "", "", "raised-cell")
        self.looks.keep(place, look, is_struck=font.is_struck)


def _short(value: int) -> float:
    """The number in four bytes: a whole one or the front of a float, perhaps in hundredths."""
    if value & 2:
        number = float((value >> 2) - (1 << 30 if value & 0x80000000 else 0))
    else:
        number = float(struct.unpack("<d", struct.pack("<Q", (value & ~3) << 32))[0])
    return number / 100 if value & 1 else number


def _text(record: bytes, place: int, *, wide: int) -> str:
    """A text in a record whose length takes one byte or two."""
    length = int.from_bytes(record[place : place + wide], "little")
    flags = record[place + wide]
    start = place + wide + 1
    if flags & _WIDE:
        return record[start : start + 2 * length].decode("utf-16-le", "replace")
    return record[start : start + length].decode("latin-1")


def _rich(texts: list[bytes], fonts: list[Font]) -> dict[int, tuple[TextRun, ...]]:
    """The shared texts of several runs, by number."""
    found = {}
    for number, (text, runs) in enumerate(_shared(texts)):
        if not runs:
            continue
        marks = [(start, fonts[font] if font < len(fonts) else PLAIN) for start, font in runs]
        ends = [start for start, _ in marks[1:]] + [len(text)]
        pieces = [TextRun(text[: marks[0][0]], None)] if marks[0][0] else []
        pieces += [TextRun(text[start:end], font) for (start, font), end in zip(marks, ends, strict=True)]
        found[number] = tuple(pieces)
    return found


def _shared(texts: list[bytes]) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """Every shared text with its runs: where each begins and its font. A text may go on in the next record."""
    if not texts:
        return
    chunks = _Chunks(texts)
    (count,) = struct.unpack("<4xI", chunks.take(8))
    for _ in range(count):
        if chunks.is_at_end:
            return
        length, flags = struct.unpack("<HB", chunks.take(3))
        runs = struct.unpack("<H", chunks.take(2))[0] if flags & _RICH else 0
        more = struct.unpack("<I", chunks.take(4))[0] if flags & _EAST_ASIAN else 0
        text = chunks.letters(length, is_wide=bool(flags & _WIDE))
        told = [struct.unpack("<HH", chunks.take(4)) for _ in range(runs)]
        chunks.take(more)
        yield text, told


class _Chunks:
    """Bytes that go on from one record to the next."""

    def __init__(self, chunks: list[bytes]) -> None:
        self._chunks = chunks
        self._chunk = self._place = 0

    @property
    def is_at_end(self) -> bool:
        """True where nothing is left."""
        return self._chunk >= len(self._chunks) - 1 and self._place >= len(self._chunks[-1])

    def take(self, count: int) -> bytes:
        """The next bytes; fewer where there are no more."""
        found = b""
        while len(found) < count and not self.is_at_end:
            found += self._some(count - len(found))
        return found

    def letters(self, count: int, *, is_wide: bool) -> str:
        """A text's letters; where it goes on in another record, a byte says anew how wide they are."""
        found = ""
        while len(found) < count and not self.is_at_end:
            if self._place >= len(self._chunks[self._chunk]):
                is_wide = bool(self._some(1)[0] & _WIDE)
            left = count - len(found)
            data = self._some(2 * left if is_wide else left)
            found += data.decode("utf-16-le" if is_wide else "latin-1", "replace")
            if not data:
                return found
        return found

    def _some(self, count: int) -> bytes:
        """Up to so many bytes of one record."""
        if self._place >= len(self._chunks[self._chunk]):
            self._chunk, self._place = self._chunk + 1, 0
        data = self._chunks[self._chunk][self._place : self._place + count]
        self._place += len(data)
        return data
