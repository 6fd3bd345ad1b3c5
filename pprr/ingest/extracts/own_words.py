"""The performance extract's own words about a measure: its target, status, trend and comment, to be held against ours.

None of them is used in place of ours: the agreement has the target, the year's rules give status and trend, and words
are published from the commentary alone.
"""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from pprr.domain import (
    Cell,
    Mark,
    Missing,
    Query,
    Reading,
    Severity,
    Status,
    TargetKind,
    Trend,
    Unit,
    query,
    round_half_up,
)
from pprr.domain.errors import CellError
from pprr.ingest import cells
from pprr.ingest.agreement.register import RegisteredMeasure
from pprr.ingest.mapping.figures import in_points, our_words
from pprr.ingest.mapping.layouts import same
from pprr.ingest.mapping.measure_layouts import DIRECTIONS, PerformanceLayout
from pprr.ingest.mapping.records import FaultList, Record
from pprr.ingest.tables.records import ExtractWords

WORDS = ("target", "status", "trend", "comment")
COUNTS = ("numerator", "denominator")
MARK = "mark"
_RATES = [10**power for power in (0, 2, 3, 4, 5, 6)]  # a mean, and so many in a hundred, a thousand and more
_NOWHERE = Cell("")  # nothing of the cell but its figure is kept
_TRENDS = (*Trend, *DIRECTIONS)
_WITHOUT = {str(kind).lower(): kind for kind in TargetKind if kind is not TargetKind.VALUE}


def mapped(layout: PerformanceLayout) -> tuple[str, ...]:
    """The fields of these that sources.toml names: a column that it does not name is not looked at."""
    named = {*layout.columns, *(field for place in layout.also for field in place.columns)}
    return tuple(name for name in (*WORDS, *COUNTS, MARK) if name in named)


def read_own_words(
    record: Record, measure_id: str, measure: RegisteredMeasure, layout: PerformanceLayout, faults: FaultList
) -> ExtractWords:
    """The row's words about the measure, beside its figures; a status or trend that cannot be read is a fault."""
    told = {name: record.cells.get(name, "") for name in WORDS}
    found: dict[str, str | None] = {}
    for name, read in (("status", read_status), ("trend", _read_trend)):
        is_said = told[name] and not is_unrated(told[name], layout.no_status)
        found[name] = faults.read(record, name, read, portfolio=measure.portfolio) if is_said else None
    kind, value = _target(told["target"], measure, layout) if told["target"] else (None, None)
    return ExtractWords(
        measure_id,
        has_target="target" in record.cells,
        target=record.as_received("target") if told["target"] else "",
        target_kind=kind,
        target_value=value,
        status=Status(found["status"]) if found["status"] else None,
        has_no_status=bool(told["status"]) and is_unrated(told["status"], layout.no_status),
        trend=found["trend"] or "",
        comment="\n".join(filter(None, (told["comment"], record.note))),
        cell=record.place,
    )


def is_unrated(text: str, words: Sequence[str] = ()) -> bool:
    """Tells whether a status cell says that there is none: as printed reports do, or in the sender's own ``words``."""
    known = (*Missing, *_WITHOUT.values(), "Not rated", "n/a", *words)
    return any(same(text, word) for word in known)


def with_counts(
    reading: Reading, record: Record, measure_id: str, measure: RegisteredMeasure, layout: PerformanceLayout
) -> tuple[Reading, list[Query]]:
    """The figure with its two counts, where those stand in columns of their own, and what is odd about them."""
    texts = {name: text for name in COUNTS if (text := record.cells.get(name, ""))}
    part, whole = (_count(texts.get(name, "")) for name in COUNTS)
    if not texts or reading.words:
        return reading, []
    is_percentage = reading.unit is Unit.PERCENTAGE
    if is_percentage and reading.value is not None and reading.numerator is None and None not in (part, whole):
        return replace(reading, numerator=part, denominator=whole, rounded_to=layout.counts_rounded_to), []
    case = _unused(reading, part, whole, is_rounded=layout.counts_rounded_to > 0)
    if not case:
        return reading, []
    told = ", ".join(f"{name} {text}" for name, text in texts.items())
    severity = Severity.NOTE if None in (part, whole) else Severity.WARNING
    where = (measure.portfolio, measure_id, reading.cell)
    return reading, [query("counts-not-used", *where, severity=severity, counts=told, case=case)]


def _unused(reading: Reading, part: Decimal | None, whole: Decimal | None, *, is_rounded: bool) -> str:
    """The case of two counts that are not used; blank where they say no more than the figure itself."""
    if reading.value is None:
        return "missing" if part is not None and whole else ""
    factors = [100] if reading.unit is Unit.PERCENTAGE else _RATES
    if part is not None and whole:
        shares = {round_half_up(Fraction(part) * factor / Fraction(whole), reading.decimals) for factor in factors}
        if is_rounded or reading.printed in shares:
            return ""
    if reading.unit is not Unit.PERCENTAGE and part == reading.printed:
        return ""
    return "number" if reading.unit is not Unit.PERCENTAGE else "percentage" if reading.numerator is None else "cell"


def with_mark(
    reading: Reading, record: Record, measure_id: str, measure: RegisteredMeasure, layout: PerformanceLayout
) -> tuple[Reading, list[Query]]:
    """The figure with the mark that stands in a column of its own, and what is odd about it."""
    text = record.cells.get(MARK, "")
    if not text or reading.missing:
        return reading, []
    try:
        mark = cells.read_mark_alone(text, marks=our_words(layout.marks, Mark))
    except CellError:
        return reading, [_mark_not_used(reading, record, measure_id, measure, "unknown")]
    if reading.mark and reading.mark is not mark:
        return reading, [_mark_not_used(reading, record, measure_id, measure, "other")]
    return replace(reading, mark=mark), []


def _mark_not_used(reading: Reading, record: Record, measure_id: str, measure: RegisteredMeasure, case: str) -> Query:
    text, mark = record.cells[MARK], str(reading.mark or "")
    return query("mark-not-used", measure.portfolio, measure_id, record.at(MARK), case=case, text=text, mark=mark)


def _count(text: str) -> Decimal | None:
    try:
        return cells.read_reading(text, unit=Unit.NUMBER, decimals=0, cell=_NOWHERE).value
    except CellError:
        return None


def read_status(text: str) -> Status:
    """The status that a cell states; the sender's own word for one, or for none, is asked for as a key."""
    try:
        return cells.read_given_status(text)
    except CellError as error:
        remedy = f'give its meaning once in sources.toml, as in status_words = {{ "{text}" = "{Status.GREEN}" }}'
        raise CellError(text, f'{error.expected}; or {remedy}, or no_status = ["{text}"] if it is none') from error


def _read_trend(text: str) -> str:
    """A trend, or the direction of the figure itself, as the report prints it."""
    try:
        return cells.read_choice(text, _TRENDS)
    except CellError as error:
        remedy = f'or give its meaning once in sources.toml, as in trend_words = {{ "{text}" = "{Trend.BETTER}" }}'
        raise CellError(text, f"{' or '.join(_TRENDS)}; {remedy}") from error


def _target(
    text: str, measure: RegisteredMeasure, layout: PerformanceLayout
) -> tuple[TargetKind | None, Decimal | None]:
    """The kind of target that the cell states, and its figure in whole units; neither where it cannot be read."""
    try:
        if kind := _WITHOUT.get(text.lower().replace("ize", "ise")):
            return kind, None
        text = cells.in_one_unit(text, cells.unit_in_name(measure.name) or layout.durations)
        is_fraction = layout.percentages == "fractions" and measure.unit is Unit.PERCENTAGE
        said = in_points(text) if is_fraction else text
        found = cells.read_reading(said, unit=measure.unit, decimals=measure.decimals, cell=_NOWHERE)
    except CellError:
        return None, None
    if found.missing or found.value is None:
        return TargetKind.NONE, None
    return TargetKind.VALUE, found.value * found.scale
