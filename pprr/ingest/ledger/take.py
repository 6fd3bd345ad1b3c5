"""One file of a ledger taken into the tally, and all that its own cells say against it."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pprr.domain import Cell
from pprr.domain.errors import FileError, fault_of
from pprr.ingest.ledger.doubts import totals, unread_columns
from pprr.ingest.ledger.engine import MEMORY, engine
from pprr.ingest.ledger.overlap import Months
from pprr.ingest.ledger.sample import Sample, sampled
from pprr.ingest.ledger.sql import lines
from pprr.ingest.ledger.sums import Outcome, sums
from pprr.ingest.ledger.tally import Taken, Tally
from pprr.ingest.mapping.ledger_file import LedgerFile
from pprr.ingest.mapping.misfits import ask_about_swallowed
from pprr.ingest.mapping.records import FaultList
from pprr.ingest.readers.files import Row
from pprr.ingest.readers.quotes import form_of, rows_within

_CHUNK = 1 << 18
_FEED, _RETURN = b"\n\r"
_MOST_FOUND = 20


@dataclass(frozen=True)
class Counting:
    """The days that count, from the first until before the other, and the means to read a file by."""

    first: date
    after: date
    scratch: Path
    memory: str


def take(file: LedgerFile, tally: Tally, reading: Counting, months: Months | None, faults: FaultList) -> Taken | None:
    """Adds the file to the tally; its contents, or None and a fault where it cannot be read at all.

    ``months`` holds it against the other files of the ledger, if there are any.
    """
    sample = sampled(file)
    for fault in unread_columns(file, sample):
        faults.append(fault)
    scratch, memory = reading.scratch, reading.memory
    try:
        found = sums(
            file, reading.first, reading.after, sample, scratch=scratch, memory=memory, by_month=months is not None
        )
        taken = tally.take(months.watch(file.name, found) if months else found)
        rows = _swallowed(file, sample, read=sum(taken.outcomes.values()), scratch=scratch, memory=memory)
    except FileError as error:
        faults.append(fault_of(error, Cell(file.name)))
        return None
    if taken.outcomes[Outcome.DROPPED] == sum(taken.outcomes.values()) > 0:
        faults.add("ledger-all-left-out", Cell(file.name), rows=f"{taken.outcomes[Outcome.DROPPED]:,}")
    ask_about_swallowed(rows, Cell(file.name), faults)
    if taken.credits[-1] and not taken.credits[1] and not file.layout.credits:
        faults.add("ledger-credits-below-nought", Cell(file.name, column=file.layout.label("credit")))
    for query in totals(file, sample, pence=taken.amount.pence, lines=taken.amount.lines):
        faults.ask(query)
    return taken


def _swallowed(file: LedgerFile, sample: Sample, *, read: int, scratch: Path, memory: str = MEMORY) -> list[Row]:
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
    """The number of lines that end, however long they are.

    A comparison of all bytes at once takes a fifth of the time of a search for one line after another.
    """
    import numpy as np  # which only a ledger needs

    feeds = returns = 0
    data = bytearray(_CHUNK)  # one for all: memory that is new each time costs more than the count
    letters = np.frombuffer(data, dtype=np.uint8)
    with path.open("rb", buffering=0) as stream:
        while size := stream.readinto(data):
            feeds += int(np.count_nonzero(letters[:size] == _FEED))
            returns += 0 if feeds else int(np.count_nonzero(letters[:size] == _RETURN))
    return feeds or returns
