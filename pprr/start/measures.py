"""The measures of an export: whose each is, its identifier, its unit and decimals, as its rows have them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pprr.domain import Unit
from pprr.ingest import cells
from pprr.ingest.mapping.layouts import alike
from pprr.ingest.mapping.shape import Record
from pprr.ingest.suggest.by_values import is_neither
from pprr.ingest.suggest.in_figures import figures_in, milestones
from pprr.start.asking import Asking
from pprr.start.received import ReceivedTable
from pprr.start.sections.layout import SectionDraft
from pprr.start.sections.settled import durations

FIGURE = re.compile(r"-?\d[\d,]*(?:\.(\d+))?\s*(%|[mk]\b)?", re.IGNORECASE)
_MOST_DECIMALS = 2  # more are what a division leaves, and are printed as one
_LONGEST_ID = 40
_FEWEST_CELLS = 2
# A code and the name behind it in one cell, as in "HOU 01 % of rent collected".
_CODE_AND_NAME = re.compile(r"([A-Z]{1,8}[ _./-]?\d[\w.]{0,7}|\d+(?:\.\d+)+\w?):?(?: [-–])?\s+(\S.{5,})")


@dataclass(frozen=True)
class FoundMeasure:
    """A measure as an export has it: its row, and every figure of it."""

    raw: str
    measure_id: str
    portfolio: str
    record: Record
    row: Mapping[str, str]
    figures: tuple[str, ...]
    unit: Unit
    decimals: int
    length_unit: cells.LengthUnit | None = None
    code: str = ""

    @property
    def without_way(self) -> bool:
        """True where the export says that neither way is better."""
        said = self.record.received.get("good_performance", "") or self.record.cells.get("good_performance", "")
        return is_neither(said) or (
            not said and re.fullmatch("data only", self.row.get("target", ""), re.IGNORECASE) is not None
        )


def _length_unit(name: str, figures: Sequence[str], asking: Asking) -> cells.LengthUnit | None:
    """The unit of a measure whose figures are lengths of time: as its name says, else as is answered."""
    if not any(cells.read_length(text) is not None for text in figures):
        return None
    said = durations(figures, asking)
    return cells.unit_in_name(name) or next(unit for unit in cells.LENGTH_UNITS if unit == said)


def measures_in(
    performance: SectionDraft, labels: Mapping[str, Mapping[str, str]], asking: Asking
) -> list[FoundMeasure]:
    """The measures of the extract, each once, in the order of its rows; ``labels`` are those of each part's columns."""
    found: dict[str, FoundMeasure] = {}
    rows = {part.name: {row.number: row.cells for row in part.proposal.guess.sheet.rows} for part in performance.parts}
    worded = milestones([record for _, record in performance.records])
    taken: set[str] = set()
    parted = _codes_and_names([record.cells["measure_id"] for _, record in performance.records])
    names: dict[str, set[str]] = {}
    for part, record in performance.records:
        names.setdefault(record.cells["measure_id"], set()).add(
            _called(part, record, labels[part.name].get("name", ""))
        )
    for part, record in performance.records:
        raw = record.cells["measure_id"]
        if not raw or not record.cells["portfolio"]:
            continue
        own = rows[part.name][record.place.row or 0]
        if sum(map(bool, own)) < _FEWEST_CELLS:
            continue  # a heading, or words on the row above
        columns = {name: part.proposal.guess.sheet.column(label) for name, label in labels[part.name].items()}
        row = {name: own[at] for name, at in columns.items() if at is not None and at < len(own)}
        if len(names[raw]) > 1 and row.get("name"):
            raw = f"{raw} / {row['name']}"  # as sources.toml tells measures of one code apart
        figures = tuple(figures_in(record))
        if raw in found:
            continue
        length_unit = _length_unit(row.get("name", ""), figures, asking)
        figures = tuple(cells.in_one_unit(text, length_unit) for text in figures)
        unit = Unit.MILESTONE if record.cells["measure_id"] in worded else _unit_of(row, figures)
        code, name = parted.get(raw, ("", ""))
        if name and row.get("name", raw) == raw:
            row["name"] = name
        measure_id = _own_id(code or raw, taken)
        taken.add(measure_id.casefold())
        is_fraction = unit is Unit.PERCENTAGE and "percentages" in performance.text
        decimals = max(0, _decimals(figures) - 2) if is_fraction else _decimals(figures)
        found[raw] = FoundMeasure(
            raw, measure_id, record.cells["portfolio"], record, row, figures, unit, decimals, length_unit, code
        )
    return list(found.values())


def printed_code(one: FoundMeasure) -> str:
    """The code as the export prints it; our own where it prints none."""
    code = one.code or one.record.cells["measure_id"]
    return code if len(code) <= _LONGEST_ID else one.measure_id


def _codes_and_names(texts: Sequence[str]) -> dict[str, tuple[str, str]]:
    """For each text the code and the name in it, where every text has both and no two have the same code.

    >>> _codes_and_names(["HOU 01 Rent collected", "HOU 02 Voids let"])["HOU 02 Voids let"]
    ('HOU 02', 'Voids let')
    """
    found = {text: match for text in texts if text and (match := _CODE_AND_NAME.fullmatch(text))}
    codes = {match[1].casefold() for match in found.values()}
    if len(found) < len({text for text in texts if text}) or len(codes) < len(found):
        return {}
    return {text: (match[1], match[2]) for text, match in found.items()}


def _called(part: ReceivedTable, record: Record, label: str) -> str:
    """The name of a record's measure, as far as there is a column of names."""
    place = part.proposal.guess.sheet.column(label) if label else None
    row = next(row for row in part.proposal.guess.sheet.rows if row.number == record.place.row)
    return alike(row.cells[place]) if place is not None and place < len(row.cells) else ""


def _own_id(raw: str, taken: set[str]) -> str:
    """The code as an identifier, another one for each measure."""
    text = re.sub(r"-+", "-", re.sub(r"[^A-Za-z0-9.]+", "-", raw)).strip("-.")
    text = re.sub(r"[.-]{2,}", "-", text)
    text = (
        text if len(text) <= _LONGEST_ID - 3 else text[: _LONGEST_ID - 3].rpartition("-")[0] or text[: _LONGEST_ID - 3]
    )
    number = 1
    while (own := f"{text or 'M'}-{number}" if number > 1 else text or "M").casefold() in taken:
        number += 1
    return own


def _unit_of(row: Mapping[str, str], figures: Sequence[str]) -> Unit:
    said = row.get("unit", "")
    if said:
        return Unit.PERCENTAGE if re.search(r"%|percent", said, re.IGNORECASE) else Unit.NUMBER
    filled = [text for text in figures if FIGURE.search(text)]
    if any("%" in text for text in filled):
        return Unit.PERCENTAGE
    named = re.search(r"%|\bper ?cent|\bproportion\b", row.get("name", ""), re.IGNORECASE)
    small = all(
        float(match[0].replace(",", "").rstrip("%mkMK ")) <= 100 for text in filled if (match := FIGURE.search(text))
    )
    return Unit.PERCENTAGE if named and small else Unit.NUMBER


def _decimals(figures: Sequence[str]) -> int:
    """The decimals that the figures are written with; more than two are what a division leaves."""
    found = [match for text in figures if (match := FIGURE.search(text)) and (match[2] or "").lower() not in {"m", "k"}]
    most = max((len(match[1] or "") for match in found), default=0)
    return most if most <= _MOST_DECIMALS else 1
