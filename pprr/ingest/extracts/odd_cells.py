"""Queries about a row of the performance extract: against the register, below the row, and within one cell."""

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from pprr.domain import Polarity, Query, Reading, Unit, query, round_half_up
from pprr.domain.errors import CellError
from pprr.ingest import cells
from pprr.ingest.agreement.register import RegisteredMeasure
from pprr.ingest.mapping.records import Record
from pprr.ingest.mapping.sources import PerformanceLayout

_PERHAPS_MONTHS = re.compile(r"[\d,]+ ?m", re.ASCII | re.IGNORECASE)  # and not millions


def _polarity(text: str) -> Polarity | None:
    try:
        return cells.read_polarity(text)
    except CellError:
        return None


def against_register(record: Record, measure_id: str, measure: RegisteredMeasure) -> list[Query]:
    """Queries what the extract says of a measure otherwise than the register, which wins."""
    queries = []
    good, code = record.cells["good_performance"], record.cells["code"]
    if good and _polarity(good) is not measure.good_performance:
        queries.append(
            query(
                "polarity-differs",
                measure.portfolio,
                measure_id,
                record.at("good_performance"),
                extract=good,
                register=measure.good_performance or "nothing",
            )
        )
    if code and code != measure.code:
        queries.append(
            query("code-differs", measure.portfolio, measure_id, record.at("code"), extract=code, register=measure.code)
        )
    return queries


def note_below(record: Record, measure_id: str, measure: RegisteredMeasure) -> list[Query]:
    """The commentary that the extract has below the measure's row, for the analyst to use."""
    if not record.note:
        return []
    return [query("words-in-the-extract", measure.portfolio, measure_id, record.place, words=record.note)]


def _agree(reading: Reading, recomputed: Decimal) -> bool:
    """Tells whether a percentage is that of its two counts, as far as those are rounded."""
    if reading.printed == recomputed or not reading.rounded_to or reading.numerator is None or not reading.denominator:
        return reading.printed == recomputed
    room = Fraction(reading.rounded_to, 2)
    part, whole = Fraction(reading.numerator), Fraction(reading.denominator)
    least = round_half_up((part - room) * 100 / (whole + room), reading.decimals)
    most = (
        round_half_up((part + room) * 100 / (whole - room), reading.decimals) if whole > room else Decimal("Infinity")
    )
    return least <= (reading.printed or 0) <= most


def own_units(readings: Sequence[Reading], measure_id: str, measure: RegisteredMeasure) -> list[Query]:
    """Queries the units that the cells of a row write, against the measure's name and each other."""
    named = cells.named_units(measure.name)
    where = (measure.portfolio, measure_id)
    queries = []
    seen: set[cells.OwnUnit] = set()
    for reading in readings:
        own = cells.read_unit(reading.own_unit)
        if own is None:
            continue
        other = None if own in named else cells.differing(own, named | seen)
        if other:
            case = "name" if other in named else "row"
            queries.append(
                query(
                    "unit-differs", *where, reading.cell, text=reading.text, unit=own.name, other=other.name, case=case
                )
            )
        elif own not in named | seen:
            queries.append(query("unit-in-cell", *where, reading.cell, text=reading.text, unit=own.name))
        seen.add(own)
    return queries


def within_cell(reading: Reading, measure_id: str, portfolio: str, layout: PerformanceLayout) -> list[Query]:
    """Queries what is odd within one cell."""
    queries = []
    if reading.share is not None and reading.value is not None:
        recomputed = round_half_up(reading.share, reading.decimals)
        if not reading.comparator and not _agree(reading, recomputed):
            queries.append(
                query(
                    "parts-disagree-with-percentage",
                    portfolio,
                    measure_id,
                    reading.cell,
                    figure=str(reading.printed),
                    part=f"{reading.numerator:,}",
                    whole=f"{reading.denominator:,}",
                    share=str(recomputed),
                )
            )
    if reading.unit is Unit.PERCENTAGE and reading.value is not None and reading.value > 100:
        queries.append(query("more-than-100", portfolio, measure_id, reading.cell, figure=reading.text))
    is_bare = reading.unit is Unit.PERCENTAGE and "%" not in reading.text and reading.value is not None
    if layout.percentages == "points" and is_bare and reading.value and abs(reading.value) <= cells.MAYBE_FRACTION:
        queries.append(
            query(
                "perhaps-a-fraction",
                portfolio,
                measure_id,
                reading.cell,
                case="cell",
                text=reading.text,
                value=f"{reading.value:f}",
                share=f"{round_half_up(Fraction(reading.value) * 100, 1).normalize():f}",
            )
        )
    if reading.value is not None and _PERHAPS_MONTHS.fullmatch(reading.text.strip()):
        where = (portfolio, measure_id, reading.cell)
        queries.append(query("perhaps-months", *where, text=reading.text, value=f"{reading.value * reading.scale:,}"))
    if reading.value is not None and cells.has_spaced_thousands(reading.text):
        where = (portfolio, measure_id, reading.cell)
        queries.append(query("spaced-thousands", *where, text=reading.text, value=f"{reading.value:,}"))
    if reading.remark:
        where = (portfolio, measure_id, reading.cell)
        queries.append(query("remark-in-cell", *where, text=reading.text, remark=reading.remark))
    if reading.numerator is not None and cells.are_counts_alone(reading.text):
        where = (portfolio, measure_id, reading.cell)
        queries.append(query("computed-from-counts", *where, text=reading.text, figure=str(reading.printed)))
    if reading.value is not None and reading.value < 0 and not cells.has_leading_minus(reading.text):
        queries.append(
            query(
                "negative-by-its-brackets",
                portfolio,
                measure_id,
                reading.cell,
                text=reading.text,
                value=f"{reading.value:f}",
            )
        )
    return queries
