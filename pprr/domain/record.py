"""The shape of a report's record: plain data, as a notebook's last cell leaves them and downloads are made of them."""

from typing import TypedDict


class RecordColumn(TypedDict):
    """A column of a table: its name, the type of its values, and what it means."""

    name: str
    type: str
    meaning: str


class RecordTable(TypedDict):
    """A table of a record: what a row is, the columns, and the rows."""

    row: str
    columns: list[RecordColumn]
    rows: list[list[object]]


class ReportRecord(TypedDict):
    """The content of a report; ``order`` is that of the tables, ``rules`` are those of its year in words."""

    schema: str
    portfolio: dict[str, str]
    period: dict[str, str]
    title: str
    council: str
    state: str
    notice: str
    counts: dict[str, object]
    commentary: list[dict[str, str]]
    rules: dict[str, str]
    contacts: list[dict[str, str]]
    order: list[str]
    tables: dict[str, RecordTable]
