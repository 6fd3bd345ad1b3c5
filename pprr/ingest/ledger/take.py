"""One file of a ledger taken into the tally, and all that its own cells say against it."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pprr.domain import Cell
from pprr.domain.errors import FileError, fault_of
from pprr.ingest.ledger.doubts import totals, unread_columns
from pprr.ingest.ledger.overlap import Months
from pprr.ingest.ledger.sample import sampled
from pprr.ingest.ledger.sums import sums
from pprr.ingest.ledger.swallowed import swallowed
from pprr.ingest.ledger.tally import Taken, Tally
from pprr.ingest.mapping.ledger_file import LedgerFile
from pprr.ingest.mapping.misfits import ask_about_swallowed
from pprr.ingest.mapping.records import FaultList


@dataclass(frozen=True)
class Reading:
    """The days that count, from the first until before the other, and the means to read a file by."""

    first: date
    after: date
    scratch: Path
    memory: str


def take(file: LedgerFile, tally: Tally, reading: Reading, months: Months | None, faults: FaultList) -> Taken | None:
    """What the file held, once it has been added; None, and a fault, where it cannot be read at all.

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
        rows = swallowed(file, sample, read=sum(taken.outcomes.values()), scratch=scratch, memory=memory)
    except FileError as error:
        faults.append(fault_of(error, Cell(file.name)))
        return None
    ask_about_swallowed(rows, Cell(file.name), faults)
    if taken.credits[-1] and not taken.credits[1] and not file.layout.credits:
        faults.add("ledger-credits-below-nought", Cell(file.name, column=file.layout.label("credit")))
    for query in totals(file, sample, pence=taken.amount.pence, lines=taken.amount.lines):
        faults.ask(query)
    return taken
