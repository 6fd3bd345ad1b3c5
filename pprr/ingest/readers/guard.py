"""Refuses a workbook that would harm the program that opens it, by a look into it first.

One stray cell far out, which a slip in Excel is enough to make, can ask a reader for more memory than a machine
has and end the process; a small file can unpack to gigabytes. Neither can be caught once a reader has begun.
"""

import struct
import zipfile
import zlib
from pathlib import Path

from pprr.domain.errors import FileError
from pprr.ingest.readers.reach import Reach
from pprr.ingest.readers.workbooks import ods, xls

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")  # how files of that older kind begin
_MOST_MEMBERS = 2_000
_MOST_BYTES = 200_000_000
_MOST_RATIO = 200
_FEW_BYTES = 1_000_000  # a small member may be very regular without being a bomb
_OVERLAP = 4096
_CHUNK = 1 << 20
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00")
_NO_ZIP = (zipfile.BadZipFile, zlib.error, struct.error, EOFError)


def check_workbook(path: Path) -> None:
    """Returns where the workbook may be opened; raises FileError, in words, where it may not."""
    ending = path.suffix.lower()
    with path.open("rb") as file:
        is_ole = file.read(len(_OLE)) == _OLE
    if is_ole and ending != ".xls":
        raise FileError("workbook-protected")
    if ending == ".xls":
        _check_old(path, is_ole=is_ole)
        return
    try:
        with zipfile.ZipFile(path) as book:
            _check_members(book)
            for name in book.namelist():
                _check_part(book, name, has_cells=ending != ".ods")
            if ending == ".ods":
                ods.check(book)
    except PermissionError:
        raise
    except (*_NO_ZIP, OSError, RuntimeError, ValueError) as error:
        program, other = ("OpenDocument", "ods") if ending == ".ods" else ("Excel", "xlsx")
        raise FileError("no-workbook", program=program, ending=other) from error


def _check_old(path: Path, *, is_ole: bool) -> None:
    if not is_ole:
        raise FileError("no-old-workbook")
    try:
        xls.check(path.read_bytes())
    except (struct.error, ValueError) as error:
        raise FileError("workbook-damaged", problem="perhaps") from error


def _check_members(book: zipfile.ZipFile) -> None:
    members = book.infolist()
    if len(members) > _MOST_MEMBERS:
        raise FileError("too-many-parts", count=f"{len(members):,}")
    total = sum(member.file_size for member in members)
    if total > _MOST_BYTES:
        raise FileError("unpacks-too-large", megabytes=f"{total / 1e6:,.0f}", most=f"{_MOST_BYTES / 1e6:,.0f}")
    for member in members:
        if member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise zipfile.BadZipFile(f"{member.filename} is packed as no spreadsheet program does")
        if member.file_size > _FEW_BYTES and member.file_size > _MOST_RATIO * member.compress_size:
            raise FileError("part-unpacks-too-large", part=member.filename, ratio=_MOST_RATIO)


def _check_part(book: zipfile.ZipFile, name: str, *, has_cells: bool) -> None:
    """Holds one part against what no spreadsheet program writes, whatever the part's name says of its content."""
    reach = Reach()
    tail = b""
    with book.open(name) as part:
        while chunk := part.read(_CHUNK):
            text = tail + chunk
            if not tail and text.startswith(_WIDE_MARKS):
                raise FileError("part-not-utf-8", part=name)
            if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
                raise FileError("part-with-doctype", part=name)
            if has_cells:
                reach.read(text)
            tail = text[-_OVERLAP:]
