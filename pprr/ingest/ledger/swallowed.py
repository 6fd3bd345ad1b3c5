"""Lines that a cell between quotation marks has swallowed, looked for where a file has more lines than were read."""

from pathlib import Path

from pprr.ingest.ledger.engine import MEMORY, engine
from pprr.ingest.ledger.sample import Sample
from pprr.ingest.ledger.sql import lines
from pprr.ingest.mapping.ledger_file import LedgerFile
from pprr.ingest.readers.files import Row
from pprr.ingest.readers.quotes import form_of, rows_within

_CHUNK = 1 << 20
_MOST_FOUND = 20


def swallowed(file: LedgerFile, sample: Sample, *, read: int, scratch: Path, memory: str = MEMORY) -> list[Row]:
    """The first lines with others in a cell of theirs; ``read`` are all that were read. Raises FileError."""
    if file.layout.quotes or _line_ends(file.path) <= read + file.skip:
        return []
    form = form_of(sample.rows)
    found: list[Row] = []
    breaks = " OR ".join(f"contains(c{place}, chr(10)) OR contains(c{place}, chr(13))" for place in range(file.width))
    with engine(scratch, memory) as connection:
        result = connection.execute(f"SELECT * FROM {lines(file)} WHERE {breaks}")  # noqa: S608 - our own text
        while (rows := result.fetchmany(1000)) and len(found) < _MOST_FOUND:
            for cells in rows:
                within = rows_within(cells, form, file.layout.delimiter)
                if within:
                    found.append(Row(0, cells, within=within))
    return found[:_MOST_FOUND]


def _line_ends(path: Path) -> int:
    """The number of lines that end, however long they are."""
    feeds = returns = 0
    with path.open("rb", buffering=0) as stream:
        while data := stream.read(_CHUNK):
            feeds += data.count(b"\n")
            returns += 0 if feeds else data.count(b"\r")
    return feeds or returns
