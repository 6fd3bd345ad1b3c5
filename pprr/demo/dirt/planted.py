"""The list of what was planted: where it stands, what it is, and how it ought to be answered."""

import csv
import io
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields

ERROR, BLOCKING, WARNING, NOTE, READ_RIGHT = "error", "blocking", "warning", "note", "read right"


@dataclass(frozen=True)
class Planted:
    """One thing that was planted into one project.

    ``row`` is counted from 1, and 0 where no one row is meant; ``item`` is a measure, or a part of the report such as
    ``outturn``. ``expected`` is error (the extract or notebook must be mended), a query's severity, or read right:
    then ``meant`` says what it stands for, as ``value=85.5; mark=provisional``.
    """

    project: str
    period: str
    portfolio: str
    file: str
    row: int
    column: str
    item: str
    what: str
    expected: str
    meant: str = ""


def to_csv(planted: Sequence[Planted]) -> bytes:
    """The list as CSV that opens in Excel."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow([field.name for field in fields(Planted)])
    writer.writerows(astuple(one) for one in planted)
    return stream.getvalue().encode("utf-8-sig")


def from_csv(data: bytes) -> tuple[Planted, ...]:
    """The list that ``to_csv`` wrote."""
    rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    return tuple(_planted(row) for row in rows)


def _planted(row: dict[str, str]) -> Planted:
    return Planted(
        row["project"],
        row["period"],
        row["portfolio"],
        row["file"],
        int(row["row"]),
        row["column"],
        row["item"],
        row["what"],
        row["expected"],
        row["meant"],
    )
