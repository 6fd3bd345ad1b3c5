"""A measure's figure as its file writes it: percentages as fractions where the layout says so, words as received."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Protocol, TypeVar

from pprr.domain import Mark, Missing, Reading, Status, Unit
from pprr.domain.errors import CellError
from pprr.ingest import cells
from pprr.ingest.mapping.measure_layouts import MeasureLayout
from pprr.ingest.mapping.records import FaultList, Received, Record

_BARE = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
Word = TypeVar("Word", Missing, Status, Mark)


class Measured(Protocol):
    """The register's entry for a measure, as far as its figures are read by it."""

    @property
    def unit(self) -> Unit:
        """The unit of its figures."""

    @property
    def decimals(self) -> int:
        """The number of decimals that they are printed with."""

    @property
    def name(self) -> str:
        """Its name, which may have the unit of a length of time."""

    @property
    def portfolio(self) -> str:
        """The portfolio that a fault of theirs stops."""


def read_figure(
    record: Record,
    field: str,
    layout: MeasureLayout,
    faults: FaultList,
    measure: Measured,
) -> Reading | None:
    """The reading in the field's cell, its text as received; None and a fault of the portfolio where it is none.

    A length of time is read in the unit that the measure's name has, else in the one that the layout says.
    """
    read = partial(
        cells.read_reading,
        unit=measure.unit,
        decimals=measure.decimals,
        cell=record.at(field),
        missing=our_words(layout.missing, Missing),
        statuses=our_words(layout.status_words, Status),
        marks=our_words(layout.marks, Mark),
        are_fractions=layout.percentages == "fractions",
    )
    length_unit = cells.unit_in_name(measure.name) or layout.durations

    def reader(text: str) -> Reading:
        return read(cells.in_one_unit(text, length_unit) if measure.unit is Unit.NUMBER else text)

    reading = faults.read(record, field, reader, portfolio=measure.portfolio)
    return replace(reading, text=record.as_received(field)) if reading else None


def with_points(
    received: Received,
    layout: MeasureLayout,
    fields: Sequence[str],
    register: Mapping[str, Measured],
    faults: FaultList,
) -> Received:
    """The records with the percentages in these fields in points, where the layout says that they are fractions."""
    if layout.percentages != "fractions":
        return received
    records = tuple(_with_points(record, fields, register, faults) for record in received.records)
    return replace(received, records=records)


def _with_points(record: Record, fields: Sequence[str], register: Mapping[str, Measured], faults: FaultList) -> Record:
    measure = register.get(record.cells["measure_id"])
    if measure is None or measure.unit is not Unit.PERCENTAGE:
        return record
    written, received = dict(record.cells), dict(record.received)
    for name in fields:
        text = faults.read(record, name, in_points, portfolio=measure.portfolio)
        if text is not None and text != written[name]:
            received.setdefault(name, written[name])
            written[name] = text
    return replace(record, cells=written, received=received)


def in_points(text: str) -> str:
    """A bare fraction as a percentage with its sign; any other text as it is. Raises CellError for too large a figure.

    >>> in_points("0.9"), in_points("90%"), in_points("Aim to maximise")
    ('90%', '90%', 'Aim to maximise')
    """
    if not _BARE.fullmatch(text):
        return text
    if abs(Decimal(text)) > cells.MAYBE_FRACTION:
        raise CellError(text, "a fraction such as 0.9 for 90%, as sources.toml says, or a figure with its % sign")
    return f"{(Decimal(text) * 100).normalize():f}%"


def our_words(words: Mapping[str, str], kind: type[Word]) -> dict[str, Word]:
    """The sender's words, each with what it stands for."""
    known = {str(word).lower(): word for word in kind}
    return {said: known[ours.lower()] for said, ours in words.items()}
