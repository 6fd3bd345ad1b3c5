"""A file with a row for each measure and period: which of its rows a report takes."""

import re
from collections.abc import Sequence
from dataclasses import replace

from pprr.domain import Period
from pprr.ingest.mapping.period_labels import period_of
from pprr.ingest.mapping.shape import Record
from pprr.ingest.suggest.remarks import Remark, quoted
from pprr.start.received import ReceivedTable


def rows_wanted(parts: Sequence[ReceivedTable], period: Period) -> dict[tuple[str, str], Remark]:
    """The periods that a report takes of a file with a row for each, and the rows that are of no report's period."""
    texts = {record.cells["period"] for part in parts for record in part.proposal.records}
    named = {text: when for text in texts if (when := _reported(text, period))}
    wanted = dict.fromkeys((*_years(period), period.previous_year, period.previous, period))
    there = ", ".join(quoted(str(one)) for one in wanted if one in named.values())
    found = {("", "actuals"): Remark(f"actuals = [{there}]", why="of those that there are")}
    if others := sorted(text for text in texts - set(named) if text):
        listed = ", ".join(map(quoted, others))
        drop = Remark(f'{{ column = "period", label = [{listed}] }},', "drop", why="of no report's period")
        found[("drop", "period")] = drop
    return found


def _years(period: Period) -> tuple[Period, ...]:
    return Period(period.start - 2), Period(period.start - 1)


def _reported(text: str, period: Period) -> Period | None:
    """The period of a report that a row's text names; a month and a fourth quarter are none."""
    is_point = re.search(r"20\d\d\s?[-/–]|\bQ|\bquarter\b", text, re.IGNORECASE)
    return (
        period_of(text, period) if is_point and not re.search(r"\bQ(?:uarter|tr)?\s?4\b", text, re.IGNORECASE) else None
    )


def by_measure(part: ReceivedTable, period: Period) -> tuple[Record, ...]:
    """A record for each measure: that of the report's period, else the last before it, with the figures of them all."""
    found: dict[str, list[tuple[Period, Record]]] = {}
    for record in part.proposal.records:
        when = _reported(record.cells["period"], period)
        if when and when.end <= period.end:
            found.setdefault(record.cells["measure_id"], []).append((when, record))
    made = []
    for rows in found.values():
        _, newest = max(rows, key=lambda row: row[0].end)
        figures = {f"actual {when}": record.cells["value"] for when, record in rows}
        made.append(replace(newest, cells={**newest.cells, **figures}))
    return tuple(made)
