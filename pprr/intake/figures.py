"""A measure's figure as its file writes it: percentages as fractions where the layout says so, words as received."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import TypeVar

from pprr.intake import cells
from pprr.intake.layouts import MeasureLayout
from pprr.intake.records import FaultList, Record
from pprr.model import Mark, Missing, Reading, Status, Unit

Word = TypeVar("Word", Missing, Status, Mark)


def read_figure(
    record: Record,
    field: str,
    layout: MeasureLayout,
    faults: FaultList,
    *,
    unit: Unit,
    decimals: int,
    portfolio: str,
) -> Reading | None:
    """The reading in the field's cell, its text as received; None and a fault of the portfolio where it is none."""
    reader = partial(
        cells.read_reading,
        unit=unit,
        decimals=decimals,
        cell=record.at(field),
        missing=_ours(layout.missing, Missing),
        statuses=_ours(layout.status_words, Status),
        marks=_ours(layout.marks, Mark),
        are_fractions=layout.percentages == "fractions",
    )
    reading = faults.read(record, field, reader, portfolio=portfolio)
    return replace(reading, text=record.as_received(field)) if reading else None


def _ours(words: Mapping[str, str], kind: type[Word]) -> dict[str, Word]:
    """The sender's words, each with what it stands for."""
    known = {str(word).lower(): word for word in kind}
    return {said: known[ours.lower()] for said, ours in words.items()}
