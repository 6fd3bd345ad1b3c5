"""Everything of a report that may have words: its sections, measures, priorities, and the rows of its money."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from pprr.commentary.names import CHANGE, PRIORITY, RESERVE, SAVING, row_names
from pprr.domain.table import rows

if TYPE_CHECKING:
    from pprr.report.report import Report

OVERVIEW, BUDGET, OUTTURN, RESERVES, SAVINGS = "overview", "budget", "outturn", "reserves", "savings"
CAPITAL, ACCOUNTS, PRIORITIES = "capital", "accounts", "priorities"


@dataclass(frozen=True)
class RowItem:
    """One row that may have words of its own, beside those of its section.

    ``item`` is its name in headings, ``kind`` what it is in words, ``title`` what the page calls it, ``row`` the row.
    """

    item: str
    kind: str
    section: str
    title: str
    row: Any


def row_items(report: "Report") -> tuple[RowItem, ...]:
    """The priorities, changes of the budget, reserves and savings, in the order of the page."""
    taken = set(report.measures["measure_id"])
    changes = report.budget[report.budget["line"] == "Change"]
    return tuple(
        RowItem(item, kind, section, title, row)
        for kind, begins, section, table in (
            ("priority", PRIORITY, PRIORITIES, report.priorities),
            ("budget change", CHANGE, BUDGET, changes),
            ("reserve", RESERVE, RESERVES, _without_totals(report.reserves)),
            ("saving", SAVING, SAVINGS, _without_totals(report.savings)),
        )
        for item, (text, title, row) in _named(begins, list(_texts(section, table)), taken)
    )


def items_of(report: "Report") -> tuple[str, ...]:
    """Everything that may have words, in the order of the page."""
    of_rows: dict[str, list[RowItem]] = {}
    for found in report.row_items:
        of_rows.setdefault(found.section, []).append(found)
    said = [OVERVIEW]
    for found in of_rows.get(PRIORITIES, []):
        measures = report.measures[report.measures["priority"] == found.row.priority]
        said += [found.item, *measures["measure_id"]]
    said += [name for name in report.measures["measure_id"] if name not in said]
    for section in (BUDGET, OUTTURN, *report.money_lists):
        said += [section, *(found.item for found in of_rows.get(section, []))]
    return tuple(said)


def _named(
    begins: str, texts: list[tuple[str, str, Any]], taken: set[str]
) -> Iterator[tuple[str, tuple[str, str, Any]]]:
    return zip(row_names(begins, (text for text, _, _ in texts), taken), texts, strict=True)


def _texts(section: str, table: pd.DataFrame) -> Iterator[tuple[str, str, Any]]:
    """Of each row what its name is made of, the part that tells most first; what the page calls it; and the row."""
    for row in rows(table):
        if section == PRIORITIES:
            yield str(row.priority), f"Priority {row.priority}: {row.title}", row
        elif section == BUDGET:
            yield row.description or "no reason given", row.description or "No reason given", row
        elif section == RESERVES:
            yield f"{row.purpose} {row.narration}", ": ".join(filter(None, (row.narration, row.purpose))), row
        else:
            yield row.proposal, row.proposal, row


def _without_totals(table: pd.DataFrame) -> pd.DataFrame:
    return table if table.empty else table[~table["is_total"]]
