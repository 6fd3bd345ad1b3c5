"""The agreement from what an export holds: each measure's name, unit, decimals, kind and target, and whose it is."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pprr.domain import Cell, Kind, Period, Polarity, RuleKind, TargetKind, Unit
from pprr.domain.errors import CellError
from pprr.ingest import cells
from pprr.ingest.mapping.header import lowest
from pprr.ingest.mapping.layouts import like
from pprr.ingest.mapping.period_labels import YEAR_WORDS, period_of
from pprr.ingest.mapping.shape import Record
from pprr.ingest.suggest.by_values import free_labels, is_neither, polarities
from pprr.ingest.suggest.guess import plain
from pprr.start.asking import Asking
from pprr.start.layout import SectionDraft
from pprr.start.received import ReceivedTable
from pprr.start.settled import durations
from pprr.start.words import data, our_word, signs

_FIGURE = re.compile(r"-?\d[\d,]*(?:\.(\d+))?\s*(%|[mk]\b)?", re.IGNORECASE)
_MOST_DECIMALS = 2  # more are what a division leaves, and are printed as one
_LONGEST_ID = 40
_FEWEST_CELLS = 2
_PERIOD_IN = re.compile(rf"{YEAR_WORDS}|\bQ[1-4]\b", re.IGNORECASE)
_BAND = re.compile(r"(?:between\s)?([\d.,]+\s?%?)\s*(?:-|–|\bto\b|\band\b)\s*([\d.,]+\s?%?)", re.IGNORECASE)
_NO_TARGET = re.compile(r"\b(?:status|rag|variance|against|note|comment|met|vs|versus|from|to)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Found:
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

    @property
    def without_way(self) -> bool:
        """True where the export says that neither way is better."""
        said = self.record.received.get("good_performance", "") or self.record.cells.get("good_performance", "")
        return is_neither(said) or (
            not said and re.fullmatch("data only", self.row.get("target", ""), re.IGNORECASE) is not None
        )


@dataclass
class Register:
    """The rows of the agreement's tables that measures have, and the sender's codes that are not ours."""

    measures: list[dict[str, object]] = field(default_factory=list)
    targets: list[dict[str, object]] = field(default_factory=list)
    priorities: list[dict[str, object]] = field(default_factory=list)
    codes: dict[str, str] = field(default_factory=dict)
    told_by: str = ""
    to_fill_in: list[str] = field(default_factory=list)


def register(performance: SectionDraft, period: Period, slugs: Mapping[str, str], asking: Asking) -> Register:
    """The register of the measures in the extract."""
    labels = {part.name: _labels(part, period, asking) for part in performance.parts}
    found = _measures(performance, labels, asking)
    made = Register(codes={one.raw: one.measure_id for one in found if one.raw != one.measure_id})
    if any(" / " in one.raw for one in found):
        made.told_by = next((one["name"] for one in labels.values() if "name" in one), "")
    low = _low_ones(found, asking)
    kinds = _kinds(found, period, asking)
    whole_year = _is_of_year(list(labels.values()), kinds, period, asking)
    priorities: dict[str, dict[str, int]] = {}
    for one in found:
        slug = slugs[_alike(one.portfolio)]
        title = one.row.get("priority", "")
        numbers = priorities.setdefault(slug, {})
        number = numbers.setdefault(title, len(numbers) + 1)
        kind = kinds[one.measure_id]
        made.measures.append(
            {
                "measure_id": one.measure_id,
                "code": one.record.cells.get("code") or _printed(one),
                "name": one.row.get("name") or one.raw,
                "portfolio": slug,
                "priority": number,
                "good_performance": low.get(one.measure_id, ""),
                "rule": RuleKind.BAND if _band(one) else RuleKind.DATA_ONLY if one.without_way else "",
                "rule_reason": "As the export says." if _band(one) or one.without_way else "",
                "unit": one.unit,
                "decimals": one.decimals,
                "kind": kind,
                "owner": one.row.get("owner", ""),
                "frequency": our_word("frequency", one.row.get("frequency", "")),
            }
        )
        made.targets.append(_target(one, kind, period, made, low.get(one.measure_id), is_of_year=whole_year))
    for slug in dict.fromkeys(slugs.values()):
        for title, number in priorities.get(slug, {"": 1}).items():
            made.priorities.append(
                {"portfolio": slug, "priority": number, "title": _title(title, number), "text": _UNWRITTEN}
            )
    return made


_UNWRITTEN = "The agreement's own words for this priority have not been put in yet."


def slug_of(name: str) -> str:
    """A portfolio's name as the slug that files and addresses have."""
    text = re.sub(r"[^a-z0-9]+", "-", name.lower().replace("&", " and ").replace("'", "").replace("’", "")).strip("-")
    return text if len(text) <= 60 else text[:60].rpartition("-")[0]


def _alike(name: str) -> str:
    return " ".join(name.lower().split())


def _title(text: str, number: int) -> str:
    if not text:
        return "All measures"
    return f"Priority {number}" if text.isdigit() else text


# Columns


def _labels(part: ReceivedTable, period: Period, asking: Asking) -> dict[str, str]:
    """For each thing that a register says the label of its column, as far as there is one."""
    guess = part.proposal.guess
    free = list(free_labels(guess))
    own_id = guess.sure.get("measure_id", "")
    found: dict[str, str] = {}
    for name, patterns in data("register.toml")["labels"].items():
        choices = free if name != "name" else [*free, own_id]
        if name == "target":  # one that names a period is of that alone
            choices = [label for label in free if not _PERIOD_IN.search(label)]
        match = next((label for pattern in patterns for label in choices if like(plain(lowest(label)), pattern)), "")
        if match:
            found[name] = match
            if match in free:
                free.remove(match)
    own = guess.sure.get("target", "")
    if own and not _PERIOD_IN.search(own):
        found["target"] = own
    found |= _dated_targets(part, period)
    return found


def _dated_targets(part: ReceivedTable, period: Period) -> dict[str, str]:
    """The columns of targets that name a period of the report's year."""
    found = {}
    for label in part.proposal.guess.sheet.labels:
        named = _PERIOD_IN.findall(label)
        if not re.search(r"\btarget\b", label, re.IGNORECASE) or not named or _NO_TARGET.search(label):
            continue
        when = period_of(" ".join(named), period)
        if when and when.start == period.start:
            found["target" if when.is_annual else f"target {when.point}"] = label
    return found


def _length_unit(name: str, figures: Sequence[str], asking: Asking) -> cells.LengthUnit | None:
    """The unit of a measure whose figures are lengths of time: as its name says, else as is answered."""
    if not any(cells.read_length(text) is not None for text in figures):
        return None
    said = durations(figures, asking)
    return cells.unit_in_name(name) or next(unit for unit in cells.LENGTH_UNITS if unit == said)


def _measures(performance: SectionDraft, labels: Mapping[str, Mapping[str, str]], asking: Asking) -> list[Found]:
    found: dict[str, Found] = {}
    rows = {part.name: {row.number: row.cells for row in part.proposal.guess.sheet.rows} for part in performance.parts}
    taken: set[str] = set()
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
        figures = tuple(text for name, text in record.cells.items() if name.startswith("actual ") or name == "value")
        if raw in found:
            continue
        length_unit = _length_unit(row.get("name", ""), figures, asking)
        figures = tuple(cells.in_one_unit(text, length_unit) for text in figures)
        unit = _unit_of(row, figures)
        measure_id = _own_id(raw, taken)
        taken.add(measure_id.casefold())
        is_fraction = unit is Unit.PERCENTAGE and "percentages" in performance.text
        decimals = max(0, _decimals(figures) - 2) if is_fraction else _decimals(figures)
        found[raw] = Found(
            raw, measure_id, record.cells["portfolio"], record, row, figures, unit, decimals, length_unit
        )
    return list(found.values())


def _printed(one: Found) -> str:
    """The code as the export prints it; our own where it prints none."""
    code = one.record.cells["measure_id"]
    return code if len(code) <= _LONGEST_ID else one.measure_id


def _called(part: ReceivedTable, record: Record, label: str) -> str:
    """The name of a record's measure, as far as there is a column of names."""
    place = part.proposal.guess.sheet.column(label) if label else None
    row = next(row for row in part.proposal.guess.sheet.rows if row.number == record.place.row)
    return _alike(row.cells[place]) if place is not None and place < len(row.cells) else ""


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
    filled = [text for text in figures if _FIGURE.search(text)]
    if any("%" in text for text in filled):
        return Unit.PERCENTAGE
    named = re.search(r"%|\bper ?cent|\bproportion\b", row.get("name", ""), re.IGNORECASE)
    small = all(
        float(match[0].replace(",", "").rstrip("%mkMK ")) <= 100 for text in filled if (match := _FIGURE.search(text))
    )
    return Unit.PERCENTAGE if named and small else Unit.NUMBER


def _decimals(figures: Sequence[str]) -> int:
    """The decimals that the figures are written with; more than two are what a division leaves."""
    found = [
        match for text in figures if (match := _FIGURE.search(text)) and (match[2] or "").lower() not in {"m", "k"}
    ]
    most = max((len(match[1] or "") for match in found), default=0)
    return most if most <= _MOST_DECIMALS else 1


# Which way is good, and how a figure gathers


def _low_ones(found: Sequence[Found], asking: Asking) -> dict[str, Polarity]:
    """For each measure the way that is good: its own, else as the answer lists those of which a low figure is."""
    told: dict[str, Polarity] = {}
    open_ones = []
    for one in found:
        text = one.record.cells.get("good_performance", "") or one.row.get("name", "")
        if one.without_way:
            continue
        if said := polarities([text]):
            told[one.measure_id] = Polarity(said[text])
        else:
            minimise = re.search(
                r"\baims? to (minimi[sz]e|maximi[sz]e)\b|\b(low|high)(?:er)? is (?:good|better)\b", text, re.IGNORECASE
            )
            if minimise:
                is_low = (minimise[1] or minimise[2]).lower().startswith(("min", "low"))
                told[one.measure_id] = Polarity.LOW if is_low else Polarity.HIGH
            else:
                open_ones.append(one)
    if open_ones:
        likely = [one.measure_id for one in open_ones if signs("low")["words"].search(one.row.get("name") or one.raw)]
        low = _listed(
            "low is good", "Of which measures is a low figure good (all others: a high one)?", open_ones, likely, asking
        )
        told |= {one.measure_id: Polarity.LOW if one.measure_id in low else Polarity.HIGH for one in open_ones}
    return told


def _kinds(found: Sequence[Found], period: Period, asking: Asking) -> dict[str, Kind]:
    """The way that each measure gathers over the year: as the export says, else as its figures do, which is asked."""
    told: dict[str, Kind] = {}
    open_ones = []
    for one in found:
        said = one.row.get("kind", "")
        word = "cumulative" if said.casefold() in {"y", "yes", "true"} else our_word("kind", said)
        word = word or our_word("kind_in_name", one.row.get("name") or one.raw)
        word = word or (
            "annual" if our_word("frequency", one.row.get("frequency", "")) == "annual" or _is_annual(one) else ""
        )
        if word:
            told[one.measure_id] = Kind(word)
        elif period.is_annual:
            told[one.measure_id] = Kind.ANNUAL
        elif one.unit is Unit.PERCENTAGE:
            told[one.measure_id] = Kind.SNAPSHOT
        else:
            open_ones.append(one)
    if open_ones:
        likely = [one.measure_id for one in open_ones if _grows(one, period)]
        totals = _listed(
            "running totals", "Which measures are counted on from April (running totals)?", open_ones, likely, asking
        )
        told |= {one.measure_id: Kind.CUMULATIVE if one.measure_id in totals else Kind.SNAPSHOT for one in open_ones}
    return told


def _is_annual(one: Found) -> bool:
    """Tells whether the measure has figures of whole years and of no quarter, where there are columns for both."""
    by_kind: dict[bool, list[str]] = {True: [], False: []}
    for name, text in one.record.cells.items():
        if name.startswith("actual "):
            by_kind[name.endswith("annual")].append(text)
    in_year = [text for text in by_kind[False] if re.search(r"\d", text)]
    return bool(by_kind[False]) and not in_year and any(re.search(r"\d", text) for text in by_kind[True])


def _grows(one: Found, period: Period) -> bool:
    """Tells whether the figures grow over the year as a running total does: last year's is far above its quarter's."""
    last, then = (
        _number(one.record.cells.get(f"actual {when}", "")) for when in (Period(period.start - 1), period.previous_year)
    )
    now, before = (_number(one.record.cells.get(f"actual {when}", "")) for when in (period, period.previous))
    share = {"q1": 0.25, "q2": 0.5, "q3": 0.75}.get(period.point, 1)
    if last and then:
        return abs(then / last - share) < 0.15
    steps = {"q2": 2.0, "q3": 1.5}.get(period.point, 0.0)  # quarters of a year so far, by those of the one before
    return bool(now and before and steps and abs(now / before / steps - 1) < 0.25)


def _number(text: str) -> float | None:
    match = _FIGURE.search(text)
    return float(re.sub(r"[^\d.-]", "", match[0])) if match else None


def _listed(key: str, text: str, of: Sequence[Found], likely: Sequence[str], asking: Asking) -> set[str]:
    """The measures that an answer lists, by their identifiers or as the export calls them."""
    names = {name.casefold(): one.measure_id for one in of for name in (one.raw, one.measure_id)}
    shown = "\n".join(f"    {one.measure_id}  {one.row.get('name') or one.raw}" for one in of)

    def check(answer: str) -> str:
        wrong = [
            part.strip()
            for part in answer.split(";")
            if part.strip() and part.strip().casefold() not in {*names, "none"}
        ]
        return f'"{wrong[0]}" is none of them; write their codes parted by ";", or none' if wrong else ""

    answer = asking.ask(
        key, f"{text} Codes parted by ';', or none. Of:\n{shown}", "; ".join(likely) or "none", check=check
    )
    return {names[part.strip().casefold()] for part in answer.split(";") if part.strip().casefold() in names}


# Targets


def _is_of_year(labels: Sequence[Mapping[str, str]], kinds: Mapping[str, Kind], period: Period, asking: Asking) -> bool:
    """Tells whether a column of targets that names no period is of the whole year; asked where it matters."""
    undated = next((one["target"] for one in labels if "target" in one and not _PERIOD_IN.search(one["target"])), "")
    if period.is_annual or not undated or Kind.CUMULATIVE not in kinds.values():
        return True
    text = f'Is the column "{undated}" the target of the whole year, or of {period.label} alone, for running totals?'
    return asking.ask("target of", text, choices=("the year", "the quarter")) != "the quarter"


def _target(
    one: Found, kind: Kind, period: Period, made: Register, way: Polarity | None, *, is_of_year: bool
) -> dict[str, object]:
    """The row of the measure's target; what the export says and cannot be read stands in it as its reason."""
    if band := _band(one):
        return {"measure_id": one.measure_id, "target": band[0], "upper": band[1]}
    row: dict[str, object] = {"measure_id": one.measure_id, "target": str(TargetKind.NONE)}
    texts = {
        "target": one.row.get("target", ""),
        **{str(point): one.row.get(f"target {point}", "") for point in ("q1", "q2", "q3")},
    }
    own = str(period.point)
    if kind is Kind.CUMULATIVE and not is_of_year:
        texts[own], texts["target"] = texts["target"], ""
    elif kind is not Kind.CUMULATIVE:
        texts = {"target": texts["target"] or texts.get(own, "")}
    for name, text in texts.items():
        target = str(TargetKind.NONE) if one.without_way else _read_target(text, one, way)
        if target is None:
            made.to_fill_in.append(f'targets: {one.measure_id}, {name}: "{text}" was not understood')
            row["reason"] = f'The export says "{text}".'
        elif name == "target" or target != str(TargetKind.NONE):
            row[name] = target
    profile = [f"{name} {row[name]}" for name in ("q1", "q2", "q3") if name in row]
    if profile and row["target"] == str(TargetKind.NONE):
        made.to_fill_in.append(f"targets: {one.measure_id} has {', '.join(profile)}, and none of the year")
        row["reason"] = "The export has targets of quarters, and none of the year."
    elif row["target"] == str(TargetKind.NONE):
        made.to_fill_in.append(f"targets: {one.measure_id} has none")
    return row


def _band(one: Found) -> tuple[str, str] | None:
    """The two ends between which a figure is good, where the export's target is such a band."""
    texts = [text.strip() for name, text in one.row.items() if name.startswith("target")]
    match = next((match for text in texts if (match := _BAND.fullmatch(text))), None)
    low, high = (_read_target(end.strip(), one, None) for end in match.groups()) if match else (None, None)
    return (low, high) if low and high else None


def _read_target(text: str, one: Found, way: Polarity | None) -> str | None:
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


def names_of(records: Sequence[Record]) -> tuple[str, ...]:
    """The names of portfolios in the order of the rows."""
    found = Counter(
        record.cells["portfolio"] for record in records if record.cells.get("portfolio") and not record.total
    )
    return tuple({_alike(name): name for name in reversed(list(found))}.values())[::-1]
