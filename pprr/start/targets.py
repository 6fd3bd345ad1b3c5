"""The targets of an export: a figure, a band, words, or what is to be filled in; the way that ratings by them show."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from pprr.domain import Cell, Kind, Period, Polarity, Status, TargetKind, Trend, Unit
from pprr.domain.errors import CellError
from pprr.ingest import cells
from pprr.ingest.mapping.period_labels import YEAR_WORDS
from pprr.start.asking import Asking
from pprr.start.measures import FoundMeasure
from pprr.start.words import signs

PERIOD_IN = re.compile(rf"{YEAR_WORDS}|\bQ[1-4]\b", re.IGNORECASE)
_BAND = re.compile(r"(?:between\s)?([\d.,]+\s?%?)\s*(?:-|–|\bto\b|\band\b)\s*([\d.,]+\s?%?)", re.IGNORECASE)


def is_of_year(labels: Sequence[Mapping[str, str]], kinds: Mapping[str, Kind], period: Period, asking: Asking) -> bool:
    """Tells whether a column of targets that names no period is of the whole year; asked where it matters."""
    undated = next((one["target"] for one in labels if "target" in one and not PERIOD_IN.search(one["target"])), "")
    if period.is_annual or not undated or Kind.CUMULATIVE not in kinds.values():
        return True
    text = f'Is the column "{undated}" the target of the whole year, or of {period.label} alone, for running totals?'
    return asking.ask("target of", text, choices=("the year", "the quarter")) != "the quarter"


def target_row(
    one: FoundMeasure, kind: Kind, period: Period, to_fill_in: list[str], way: Polarity | None, *, of_year: bool
) -> dict[str, object]:
    """The row of the measure's target; what the export says and cannot be read stands in it as its reason.

    ``to_fill_in`` gains what a person must look at; ``of_year`` tells whether an undated target is the whole year's.
    """
    if one.unit is Unit.MILESTONE:
        said = one.row.get("target", "")
        reason = {"reason": f'The export says "{said}".'} if said else {}
        return {"measure_id": one.measure_id, "target": str(TargetKind.MILESTONE), **reason}
    if band := band_of(one):
        return {"measure_id": one.measure_id, "target": band[0], "upper": band[1]}
    row: dict[str, object] = {"measure_id": one.measure_id, "target": str(TargetKind.NONE)}
    texts = {
        "target": one.row.get("target", ""),
        **{str(point): one.row.get(f"target {point}", "") for point in ("q1", "q2", "q3")},
    }
    own = str(period.point)
    if kind is Kind.CUMULATIVE and not of_year:
        texts[own], texts["target"] = texts["target"], ""
    elif kind is not Kind.CUMULATIVE:
        texts = {"target": texts["target"] or texts.get(own, "")}
    for name, text in texts.items():
        target = str(TargetKind.NONE) if one.without_way else _read_target(text, one, way)
        if target is None:
            to_fill_in.append(f'targets: {one.measure_id}, {name}: "{text}" was not understood')
            row["reason"] = f'The export says "{text}".'
        elif name == "target" or target != str(TargetKind.NONE):
            row[name] = target
    profile = [f"{name} {row[name]}" for name in ("q1", "q2", "q3") if name in row]
    if profile and row["target"] == str(TargetKind.NONE):
        to_fill_in.append(f"targets: {one.measure_id} has {', '.join(profile)}, and none of the year")
        row["reason"] = "The export has targets of quarters, and none of the year."
    elif row["target"] == str(TargetKind.NONE):
        to_fill_in.append(f"targets: {one.measure_id} has none")
    return row


def band_of(one: FoundMeasure) -> tuple[str, str] | None:
    """The two ends between which a figure is good, where the export's target is such a band."""
    texts = [text.strip() for name, text in one.row.items() if name.startswith("target")]
    match = next((match for text in texts if (match := _BAND.fullmatch(text))), None)
    low, high = (_read_target(end.strip(), one, None) for end in match.groups()) if match else (None, None)
    return (low, high) if low and high else None


def shown_way(one: FoundMeasure, period: Period) -> Polarity | None:
    """The way that is good by the export's own ratings and trends; None where they show none, or both.

    A figure above its target that is Red shows that a low one is good. So does a lower figure that is getting better.
    One that is short of a whole year's target may still be on its way to it, whatever its colour.
    """
    said = one.record.cells
    figure, before = (_plain(said.get(f"actual {when}", "")) for when in (period, period.previous))
    shown: set[Polarity] = set()
    for when, name in ((period, "status"), (period.previous, f"status {period.previous}")):
        value = _plain(said.get(f"actual {when}", ""))
        own = _plain(one.row.get(f"target {when.point}", ""))
        target = _plain(one.row.get("target", "")) if own is None else own
        is_good = {str(Status.GREEN): True, str(Status.RED): False}.get(said.get(name, ""))
        if value is None or target is None or value == target or is_good is None:
            continue
        if own is None and value < target and one.unit is not Unit.PERCENTAGE and not period.is_annual:
            continue
        shown.add(Polarity.HIGH if (value > target) is is_good else Polarity.LOW)
    is_better = {str(Trend.BETTER): True, str(Trend.WORSE): False}.get(said.get("trend", ""))
    if figure is not None and before is not None and figure != before and is_better is not None:
        shown.add(Polarity.HIGH if (figure > before) is is_better else Polarity.LOW)
    return shown.pop() if len(shown) == 1 else None


def _plain(text: str) -> Decimal | None:
    """The figure of a cell that holds nothing else but its sign."""
    match = re.fullmatch(r"(-?\d+(?:,\d{3})*(?:\.\d+)?)\s?%?", text.strip(), re.ASCII)
    return Decimal(match[1].replace(",", "")) if match else None


def _read_target(text: str, one: FoundMeasure, way: Polarity | None) -> str | None:
    """The target as the agreement writes it; None where it cannot be read."""
    text = cells.in_one_unit(text, one.length_unit).partition(" ")[0] if one.length_unit else text
    word = next((word for word, sign in signs("target").items() if sign.search(text.strip())), "")
    if word:
        return word
    is_bare = one.unit is Unit.PERCENTAGE and "%" not in text
    try:
        target = cells.read_target(
            f"{text}%" if is_bare else text,
            unit=one.unit,
            cell=Cell(""),
            decimals=one.decimals,
            good_performance=way,
        )
    except CellError:
        return None
    return (f"{text}%" if is_bare else text) if target.reading else str(target.kind)
