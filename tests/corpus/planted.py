"""One planted fault: where it stands, what it is, and how it ought to be answered."""

from dataclasses import dataclass

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
