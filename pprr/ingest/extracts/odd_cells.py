"""What is odd in a row of the performance extract: against the register, below the row, and within one cell."""

from fractions import Fraction

from pprr.domain import Polarity, Query, Reading, Severity, Unit, round_half_up
from pprr.domain.errors import CellError
from pprr.ingest import cells
from pprr.ingest.agreement.register import Measure
from pprr.ingest.mapping.records import Record
from pprr.ingest.mapping.sources import PerformanceLayout


def _polarity(text: str) -> Polarity | None:
    try:
        return cells.read_polarity(text)
    except CellError:
        return None


def against_register(record: Record, measure_id: str, measure: Measure) -> list[Query]:
    """What the extract says of a measure otherwise than the register, which wins."""
    queries = []
    good, code = record.cells["good_performance"], record.cells["code"]
    if good and _polarity(good) is not measure.good_performance:
        queries.append(
            Query(
                Severity.BLOCKING,
                "polarity differs",
                measure.portfolio,
                measure_id,
                f'the extract says "{good}" for good performance.',
                f'The register says "{measure.good_performance or "nothing"}", and the status depends on it.',
                "Correct the one that is wrong.",
                str(record.at("good_performance")),
            )
        )
    if code and code != measure.code:
        queries.append(
            Query(
                Severity.WARNING,
                "code differs",
                measure.portfolio,
                measure_id,
                f'the extract has the code "{code}".',
                f'The register has "{measure.code}".',
                "Check that the row is of this measure.",
                str(record.at("code")),
            )
        )
    return queries


def note_below(record: Record, measure_id: str, measure: Measure) -> list[Query]:
    """The commentary that the extract has below the measure's row, for the analyst to use."""
    if not record.note:
        return []
    return [
        Query(
            Severity.NOTE,
            "words in the extract",
            measure.portfolio,
            measure_id,
            f'the extract says below its row: "{record.note}"',
            "Words are published from the commentary notebooks alone.",
            "Use them there if they are wanted.",
            str(record.place),
        )
    ]


def within_cell(reading: Reading, measure_id: str, portfolio: str, layout: PerformanceLayout) -> list[Query]:
    """What is odd within one cell."""
    queries = []
    if reading.share is not None and reading.value is not None:
        recomputed = round_half_up(reading.share, reading.decimals)
        if recomputed != reading.printed and not reading.comparator:
            queries.append(
                Query(
                    Severity.BLOCKING,
                    "parts disagree with percentage",
                    portfolio,
                    measure_id,
                    f"the cell says {reading.printed}%, and {reading.numerator:,} of {reading.denominator:,} "
                    f"is {recomputed}%.",
                    "The percentage is expected to follow from its two counts.",
                    "Ask the service which of the three figures is right.",
                    str(reading.cell),
                )
            )
    if reading.unit is Unit.PERCENTAGE and reading.value is not None and reading.value > 100:
        queries.append(
            Query(
                Severity.WARNING,
                "more than 100%",
                portfolio,
                measure_id,
                f"the cell says {reading.text}.",
                "A share of a whole is expected to be at most 100%.",
                "Check it with the service; a percentage that is no share may be more.",
                str(reading.cell),
            )
        )
    is_bare = reading.unit is Unit.PERCENTAGE and "%" not in reading.text and reading.value is not None
    if layout.percentages == "points" and is_bare and reading.value and abs(reading.value) <= cells.MAYBE_FRACTION:
        queries.append(
            Query(
                Severity.BLOCKING,
                "perhaps a fraction",
                portfolio,
                measure_id,
                f'the cell holds "{reading.text}" without a % sign, and is read as {reading.value:f}%.',
                f"Excel stores {round_half_up(Fraction(reading.value) * 100, 1).normalize():f}% in this way too.",
                "If the sheet shows a % sign there, format the cell as Text and type the figure with the sign.",
                str(reading.cell),
            )
        )
    if reading.value is not None and reading.value < 0 and not cells.has_leading_minus(reading.text):
        queries.append(
            Query(
                Severity.WARNING,
                "negative by its brackets",
                portfolio,
                measure_id,
                f'the cell says "{reading.text}", and is read as a negative figure, {reading.value:f}.',
                "A minus in front is expected where a measure's figure is negative.",
                "Check with the service that the brackets, or the minus behind, mean that.",
                str(reading.cell),
            )
        )
    return queries
