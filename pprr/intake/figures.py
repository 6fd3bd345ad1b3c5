"""A measure's figure as its file writes it: percentages as fractions where the layout says so, words as received."""

import re
from dataclasses import replace
from decimal import Decimal
from functools import partial

from pprr.errors import CellError
from pprr.intake import cells
from pprr.intake.layouts import MeasureLayout
from pprr.intake.records import FaultList, Record
from pprr.model import Reading, Unit

_BARE = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)


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
    reader = partial(cells.read_reading, unit=unit, decimals=decimals, cell=record.at(field))
    reading = faults.read(
        record,
        field,
        lambda text: reader(in_points(text, layout) if unit is Unit.PERCENTAGE else text),
        portfolio=portfolio,
    )
    return replace(reading, text=record.as_received(field)) if reading else None


def in_points(text: str, layout: MeasureLayout) -> str:
    """The percentage in points with its sign, where the layout says that bare figures are fractions: 0.9 is 90%.

    Raises CellError for a bare figure that is too large to be a fraction.
    """
    if layout.percentages != "fractions" or not _BARE.fullmatch(text):
        return text
    if abs(Decimal(text)) > cells.MAYBE_FRACTION:
        raise CellError(text, "a fraction such as 0.9 for 90%, as sources.toml says, or a figure with its % sign")
    return f"{(Decimal(text) * 100).normalize():f}%"
