"""Sums the lines of a ledger, millions of them, exact to the penny.

What an amount, a day and a posting period may look like stands in patterns that SQL and Python share.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import IntEnum
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pprr.domain.errors import FileError
from pprr.domain.ledger import Dated
from pprr.ingest.ledger.engine import MEMORY, engine
from pprr.ingest.ledger.lines import LineReader, is_furniture
from pprr.ingest.ledger.sample import Sample
from pprr.ingest.ledger.sql import MOST_BROKEN, macros, sums_query
from pprr.ingest.mapping.ledger_file import LedgerFile, tidy

if TYPE_CHECKING:
    import duckdb


class Outcome(IntEnum):
    """The fate of lines: counted, left out by their date, or bad, in a cell or in how they part into cells.

    DROPPED are those that are none, by a rule of the layout, or as a repeated header or a dashed rule.
    """

    COUNTED = 0
    BEFORE = 1
    AFTER = 2
    UNREADABLE = 3
    BROKEN = 4
    DROPPED = 5


DATED: Mapping[Outcome, Dated] = {
    Outcome.COUNTED: Dated.IN_PERIOD,
    Outcome.BEFORE: Dated.BEFORE,
    Outcome.AFTER: Dated.AFTER,
}


class Sum(NamedTuple):
    """The sum of some lines of one cost centre, account and outcome, in the ledger's own sign.

    Others may have the same three: codes that differ in spaces are summed apart. ``month`` counts from January 2000,
    where lines were summed by month; ``side`` is the sign of their cell in the column of credits, if there is one.
    """

    cost_centre: str
    account: str
    outcome: Outcome
    pence: int
    lines: int
    month: int = 0
    side: int = 0


def sums(
    file: LedgerFile,
    first: date,
    after: date,
    sample: Sample,
    *,
    scratch: Path,
    memory: str = MEMORY,
    by_month: bool = False,
) -> Iterator[Sum]:
    """The lines' sums; days count from ``first`` until before ``after``. Every line is in exactly one of them.

    A line without a cost centre or account is UNREADABLE; one that does not part into as many cells as the header has
    is BROKEN, with no codes. Raises FileError, in words, where the file cannot be read at all.
    """
    code = lru_cache(100_000)(tidy)
    outcomes, unreadable = tuple(Outcome), int(Outcome.UNREADABLE)
    with engine(scratch, memory) as connection:
        connection.execute(macros(file))
        result = connection.execute(sums_query(file, first, after, sample, by_month=by_month))
        while rows := result.fetchmany(10_000):
            for cost_centre, account, outcome, pence, lines, month, side in rows:
                codes = code(cost_centre), code(account)
                if outcome < unreadable and all(codes):
                    yield Sum(*codes, outcomes[outcome], pence, lines, month, side)
                elif outcome > unreadable or (outcome == unreadable and is_furniture(file, *codes)):
                    yield Sum("", "", Outcome.DROPPED, 0, lines)
                else:
                    yield Sum(*codes, Outcome.UNREADABLE, 0, lines)
        yield from _broken(connection, file)


def _broken(connection: "duckdb.DuckDBPyConnection", file: LedgerFile) -> Iterator[Sum]:
    """The lines that do not part into as many cells as the header has; those that the rules drop are told apart."""
    found = connection.execute(
        "SELECT any_value(csv_line), bool_or(error_type = 'INVALID ENCODING') FROM reject_errors "
        "GROUP BY line_byte_position"
    ).fetchall()
    if any(spoiled for _, spoiled in found):
        raise FileError("ledger-not-utf-8")
    # Where there are more than the engine tells of, the second reading counts them.
    texts = [line.strip("\r\n") for line, _ in found if len(found) < MOST_BROKEN]
    reader = LineReader(file)
    dropped = sum(reader.is_stray(next(file.parted([text]), [])) for text in texts)
    if dropped:
        yield Sum("", "", Outcome.DROPPED, 0, dropped)
    if len(found) > dropped:
        yield Sum("", "", Outcome.BROKEN, 0, len(found) - dropped)
