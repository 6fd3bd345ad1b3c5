"""The label of each field that a table needs: proved, told or asked."""

from collections.abc import Sequence
from dataclasses import replace

from pprr.ingest.suggest.by_values import column_of, free_labels
from pprr.ingest.suggest.guess import TABLES
from pprr.start.asking import Asking
from pprr.start.received import ReceivedTable
from pprr.start.sections.proved import add_up, proved_fields, proved_lines

_NONE = "none of them"


def lacking(part: ReceivedTable, asking: Asking) -> tuple[str, ...]:
    """The fields that no label of the part may hold, and no answer names: without one it is no such table.

    Whose the rows are, and what a measure is called, may be said for all of them, or asked.
    """
    found, table = part.proposal.guess, part.proposal.table
    held = {*found.sure, *found.unsure, "portfolio"}
    if table == "performance":
        return ()
    if table == "services" and not {"forecast", "variance"} & {*found.sure}:
        return ("forecast",)
    return tuple(name for name in found.needed if name not in held and f"{table}.{name}" not in asking.answers)


def with_columns(part: ReceivedTable, asking: Asking, *, is_first: bool) -> ReceivedTable:
    """The part with a label for each field that it needs, as far as evidence or an answer gives one."""
    found, table = part.proposal.guess, part.proposal.table
    held = {*found.sure, *found.headings}
    wanted = {field: found.unsure.get(field, "") for field in found.needed if field not in held}
    if not wanted:
        return part
    perhaps = part.again({field: label for field, label in wanted.items() if label})
    records = perhaps.proposal.records
    proved = {"amount"} if table == "budget" and proved_lines(records) else proved_fields(table, records)
    if table == "savings" and _has_shortfall(perhaps):
        proved = {"value", "achieved"}
    labels: dict[str, str] = {}
    for field, label in wanted.items():
        free = (*((label,) if label else ()), *free_labels(found))
        key = f"{table}.{field}" if is_first else f"{part.name}.{field}"
        if field == "portfolio" and not label:
            continue  # it is of one portfolio, which is asked for
        if field == "portfolio" and _repeats(column_of(found, label)):
            labels[field] = asking.tell(key, f"{part.name}: the portfolio is in the column", label, choices=free)
        elif field == "portfolio":
            labels[field] = asking.ask(
                key, f"{part.name}: which column names the portfolio?", label, choices=(*free, _NONE)
            )
        elif label and (field in proved or field not in TABLES[table].money):
            labels[field] = asking.tell(key, f"{part.name}: {field} is the column", label, choices=free)
        else:
            labels[field] = asking.ask(
                key, f"{part.name}: which column is {field}?", label or _best_for(field, part), choices=(*free, _NONE)
            )
    return part.again({field: "" if label == _NONE else label for field, label in labels.items()})


def _has_shortfall(part: ReceivedTable) -> bool:
    """Tells whether another column holds what every saving lacks: then value and achieved are what they seem."""
    rows = {row.number: row.cells for row in part.proposal.guess.sheet.rows}
    for label in free_labels(part.proposal.guess):
        place = part.proposal.guess.sheet.column(label) or 0
        records = [
            replace(record, cells={**record.cells, label: cells[place]})
            for record in part.proposal.records
            if (cells := rows[record.place.row or 0]) and place < len(cells)
        ]
        if add_up(records, ("value", "achieved", label)):
            return True
    return False


def _repeats(texts: Sequence[str]) -> bool:
    """Tells whether the texts are few that come again, or stand for the blanks below them, as groups of rows have."""
    return len(set(texts) - {""}) * 2 <= len(texts)


def _best_for(field: str, part: ReceivedTable) -> str:
    """The column to propose where no label is like a field's: for a code, one of words that name each row once."""
    if field != "measure_id":
        return ""
    columns = {label: column_of(part.proposal.guess, label) for label in free_labels(part.proposal.guess)}
    return next((label for label, cells in columns.items() if all(cells) and len(set(cells)) == len(cells) > 1), "")
