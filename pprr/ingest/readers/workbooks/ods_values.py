"""One cell of an .ods: what its value and its text make of each other."""

import re
from dataclasses import dataclass, field
from datetime import date

from pprr.ingest.readers.letters import clean_text
from pprr.ingest.readers.workbooks.as_shown import plain, template
from pprr.ingest.readers.workbooks.looks import Look, of_runs
from pprr.ingest.readers.workbooks.runs import PLAIN, Font, TextRun
from pprr.ingest.readers.workbooks.styled import NOT_CALCULATED, decimal

NUMBERS = {"float", "percentage", "currency"}
_MONTH = re.compile(r"([A-Za-z]{3,9})\.?[\s'’/-]*(\d{2}|\d{4})?", re.ASCII)
_LENGTH = re.compile(r"PT(\d+)H(\d\d)M(\d\d)S", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_MONTH_AND_YEAR = re.compile(r"[A-Za-z]{3,9}-\d\d|[A-Za-z]{3,9} \d{4}", re.ASCII)


@dataclass(slots=True)
class OdsCell:
    """One cell while it is followed: its attributes, its font, its runs and its comment."""

    kind: str
    value: str
    is_formula: bool
    is_error: bool
    font: Font
    runs: list[TextRun] = field(default_factory=list)
    comment: list[str] = field(default_factory=list)
    paragraphs: int = 0


def look_of(cell: OdsCell) -> Look | None:
    """The look of a cell, held and shown; None for a blank one."""
    shown = clean_text(cell.runs[0].text if len(cell.runs) == 1 else "".join(run.text for run in cell.runs))
    if cell.is_error:
        text = shown or "#ERROR"
        return Look(text, text, text)
    if cell.is_formula and not cell.value and not shown:
        return Look(NOT_CALCULATED, NOT_CALCULATED, NOT_CALCULATED)
    if cell.kind in NUMBERS:
        return _of_number(cell, shown)
    if cell.kind == "date":
        return _of_day(cell.value, shown)
    if cell.kind == "time":
        text = _LENGTH.sub(r"\1:\2:\3", cell.value) if _LENGTH.fullmatch(cell.value) else shown or cell.value
        return Look(text, text, text)
    if cell.kind == "boolean":
        text = str(cell.value == "true")
        return Look(text, text, text)
    if not cell.runs and cell.value:
        text = clean_text(cell.value)
        return Look(text, text, text)
    if not shown:
        return None
    if len(cell.runs) == 1 and cell.font == cell.runs[0].font == PLAIN:
        return Look(shown, shown, shown)  # as most texts are
    look = of_runs(cell.runs, cell.font)
    return look._replace(kind="raised-cell", seen=shown) if cell.font.is_raised and not look.kind else look


def _of_number(cell: OdsCell, shown: str) -> Look:
    value = decimal(cell.value)
    if value is None:
        return Look(cell.value, cell.value, cell.value)
    held = plain(value)
    if shown.replace(",", "") == held:
        return Look(held, held, held)
    if not cell.runs and cell.kind != "percentage":
        return Look(held, held, held)  # its writer did not say what it shows
    if not cell.runs:
        shown = f"{plain(value * 100)}%"
    found = template(value, shown)
    return found.look(value, shown) if not found.is_plain else Look(held, held, held)


def _of_day(value: str, shown: str) -> Look:
    """A day as it is held; as a month or a year where no more of it is shown."""
    held = value.removesuffix("T00:00:00")
    text = held
    named = _MONTH.fullmatch(shown)
    try:
        day = date.fromisoformat(held[:10])
    except ValueError:
        return Look(held, held, held)
    if _YEAR.fullmatch(shown):
        text = shown
    elif named and f"{day:%B}".lower().startswith(named[1].lower()):
        text = shown if _MONTH_AND_YEAR.fullmatch(shown) else f"{named[1]} {day.year}"
    return Look(text, text, held)
