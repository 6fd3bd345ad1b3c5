"""Cells of text, each read as what its column holds or refused in words; one module a kind of cell."""

from typing import TYPE_CHECKING

from pprr.lazy import names_from

if TYPE_CHECKING:
    from pprr.ingest.cells.choices import (
        read_address,
        read_choice,
        read_count,
        read_measure_id,
        read_polarity,
        read_text,
        read_tolerance,
    )
    from pprr.ingest.cells.counts import are_counts_alone
    from pprr.ingest.cells.dates import read_date, read_period
    from pprr.ingest.cells.lengths import LENGTH_UNITS, LengthUnit, in_one_unit, read_length, unit_in_name
    from pprr.ingest.cells.marks import read_given_status, read_mark_alone
    from pprr.ingest.cells.money import PENCE, Money, perhaps_thousands, read_money, units_told
    from pprr.ingest.cells.number import has_leading_minus, has_spaced_thousands
    from pprr.ingest.cells.reading import MAYBE_FRACTION, read_reading, read_target
    from pprr.ingest.cells.units import OwnUnit, differing, named_units, read_unit
else:
    __getattr__ = names_from(
        __name__,
        {
            "choices": "read_address read_choice read_count read_measure_id read_polarity read_text read_tolerance",
            "counts": "are_counts_alone",
            "dates": "read_date read_period",
            "lengths": "LENGTH_UNITS LengthUnit in_one_unit read_length unit_in_name",
            "marks": "read_given_status read_mark_alone",
            "money": "PENCE Money perhaps_thousands read_money units_told",
            "number": "has_leading_minus has_spaced_thousands",
            "reading": "MAYBE_FRACTION read_reading read_target",
            "units": "OwnUnit differing named_units read_unit",
        },
    )
