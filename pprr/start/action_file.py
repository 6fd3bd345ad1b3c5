"""actions.csv as a file: rows put below those that stand, or taken away again, every other byte as it was."""

import csv
import io
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pprr.atomic import exchange, put_new, write_part
from pprr.domain.errors import ProjectError
from pprr.ingest.meetings.received import ACTIONS, COLUMNS
from pprr.ingest.readers.delimited import decode, parted_by

Row = tuple[str, ...]
HEADER: Row = COLUMNS[ACTIONS]
"""The first row of the file."""
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


@dataclass(frozen=True)
class ActionFile:
    """The file as it stands: its bytes, None where there is none yet; the rows below its header, and their texts.

    ``delimiter`` is the mark that parts its columns.
    """

    path: Path
    data: bytes | None
    header: Row
    rows: tuple[Row, ...]
    texts: tuple[str, ...]
    delimiter: str = ","

    def ids(self) -> tuple[str, ...]:
        """The identifiers of its rows."""
        at = self.header.index("id")
        return tuple(row[at] for row in self.rows if len(row) > at)

    def with_rows(self, rows: Sequence[Row]) -> bytes:
        """The bytes of the file with the rows below those that stand."""
        data = self.data if self.data is not None else ("\ufeff" + _line(HEADER, "\r\n", self.delimiter)).encode()
        encoding = _encoding(data)
        end = "\r\n" if "\r\n" in data.decode(encoding) else "\n"
        between = "" if data.decode(encoding).endswith(("\n", "\r")) else end
        try:
            return data + (between + "".join(_line(row, end, self.delimiter) for row in rows)).encode(encoding)
        except UnicodeEncodeError as error:
            raise ProjectError(
                "actions-not-in-letters", file=self.path.name, encoding=encoding, text=error.object[error.start]
            ) from error

    def without(self, rows: Sequence[Row]) -> tuple[bytes, tuple[Row, ...]]:
        """The bytes without those of the rows that stand just so, and the rows that were taken away."""
        data = self.data or b""
        head = data.decode(_encoding(data)).removesuffix("".join(self.texts))
        kept = [text for row, text in zip(self.rows, self.texts, strict=True) if row not in rows]
        return f"{head}{''.join(kept)}".encode(_encoding(data)), tuple(row for row in self.rows if row in rows)

    def put(self, data: bytes) -> None:
        """Puts the bytes in the file's place; raises ProjectError where somebody has saved it since it was read."""
        part = self.path.with_name(f".{self.path.name}.{os.getpid()}.part")
        try:
            write_part(part, data)
            if self.data is None:
                _unless_there(put_new, part, self.path)
            else:
                exchange(part, self.path)
                if part.read_bytes() != self.data:
                    exchange(part, self.path)
                    raise ProjectError("actions-saved-meanwhile", file=self.path.name)
        finally:
            part.unlink(missing_ok=True)


def read_action_file(path: Path) -> ActionFile:
    """The file, or one that is none yet; raises FileError or ProjectError where its rows cannot be told apart."""
    if not path.is_file():
        return ActionFile(path, None, HEADER, (), ())
    data = path.read_bytes()
    text = decode(data) if data else ""
    stream = io.StringIO(text.removeprefix("\ufeff"), newline="")
    lines = list(stream)
    delimiter = parted_by(data, HEADER) or ","
    reader = csv.reader(lines, strict=True, delimiter=delimiter)
    found: list[tuple[Row, str]] = []
    first = 0
    try:
        for row in reader:
            found.append((tuple(row), "".join(lines[first : reader.line_num])))
            first = reader.line_num
    except csv.Error as error:
        raise ProjectError("actions-unreadable", file=path.name, row=first + 1, problem=error) from error
    header = found[0][0] if found else ()
    if missing := [name for name in HEADER if name not in header]:
        raise ProjectError("actions-without-columns", file=path.name, columns=", ".join(missing))
    rows, texts = tuple(row for row, _ in found[1:]), tuple(said for _, said in found[1:])
    return ActionFile(path, data, header, rows, texts, delimiter)


def _unless_there(put: Callable[[Path, Path], None], part: Path, path: Path) -> None:
    try:
        put(part, path)
    except FileExistsError as error:
        raise ProjectError("actions-saved-meanwhile", file=path.name) from error


def _encoding(data: bytes) -> str:
    """The encoding in which more of the file is written; a mark at its beginning stays a letter of its text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _line(row: Sequence[str], end: str, delimiter: str) -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator=end, delimiter=delimiter).writerow(row)
    return stream.getvalue()
