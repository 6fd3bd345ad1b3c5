"""The content of a report in named parts, each with a fingerprint: what an approval is bound to."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from pprr import formats
from pprr.domain import Priority
from pprr.ingest.tables.codec import flat
from pprr.report.record.record import record_of
from pprr.report.report import Report

# Where a figure was read from is no part of what is approved: a row may move. Words are a part of their own.
_NO_FIGURES = {"file", "sheet", "row", "column", "as_received", "commentary"}
_DIGITS = 16
_WORDS_OF = "the words of "


def parts_of(report: Report) -> dict[str, str]:
    """The fingerprint of each part, by a name that a person knows: every table, every item's words, the rest."""
    tables = record_of(report)["tables"]
    return {
        "the document control": _fingerprint(
            [report.council, report.title, report.edition.model_dump(mode="json", exclude={"queries_due"})]
        ),
        "the agreement's words": _fingerprint(
            [vars(report.portfolio), [_agreed(priority) for priority in report.priorities]]
        ),
        "the rules": _fingerprint(report.rules.model_dump(exclude_none=True)),
        "what earlier reports said": _fingerprint(_earlier(report)),
        **{f"the table {name}": _fingerprint(_figures(table)) for name, table in tables.items()},
        **{
            f"{_WORDS_OF}{item}": _fingerprint(entry.text)
            for item, entry in sorted(report.entries.items())
            if entry.text
        },
    }


def parts_in_words(names: Sequence[str]) -> str:
    """The parts by their names; the words of several entries together, with how many they are."""
    entries = [name.removeprefix(_WORDS_OF) for name in names if name.startswith(_WORDS_OF)]
    if len(entries) < 2:
        return ", ".join(names)
    others = [name for name in names if not name.startswith(_WORDS_OF)]
    return ", ".join((*others, f"{_WORDS_OF}{len(entries)} entries ({', '.join(entries)})"))


def _agreed(priority: Priority) -> dict[str, object]:
    """A priority as the agreement's table has it, which names no column of it."""
    return {name: value for name, value in flat(priority).items() if name != "column"}


def _earlier(report: Report) -> list[Any]:
    """What the page says of other periods and no table holds."""
    measures = [
        (
            measure.measure_id,
            measure.figures.earlier_status,
            measure.figures.latest
            and (str(measure.figures.latest.period), formats.reading(measure.figures.latest.reading)),
            [(str(when), formats.reading(then), formats.reading(now)) for when, then, now in measure.figures.restated],
        )
        for measure in report.measures
    ]
    amounts = [report.last_outturn.variance] if report.last_outturn else []
    return [str(report.last), measures, amounts]


def _figures(table: dict[str, Any]) -> list[list[Any]]:
    names = [column["name"] for column in table["columns"]]
    kept = [place for place, name in enumerate(names) if name not in _NO_FIGURES]
    return [[names[place] for place in kept], *([row[place] for place in kept] for row in table["rows"])]


def _fingerprint(content: Any) -> str:
    text = json.dumps(content, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]
