"""The agreement from what an export holds: each measure's name, unit, decimals, kind and target, and whose it is."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pprr.domain import Kind, Period, Polarity, RuleKind, Unit
from pprr.ingest.agreement.good_performance import unlikely_good
from pprr.ingest.mapping.header import lowest
from pprr.ingest.mapping.layouts import like
from pprr.ingest.mapping.period_labels import period_of
from pprr.ingest.mapping.shape import Record
from pprr.ingest.suggest.by_values import free_labels, polarities
from pprr.ingest.suggest.guess import plain
from pprr.start.asking import Asking
from pprr.start.measures import FIGURE, FoundMeasure, measures_in, printed_code
from pprr.start.received import ReceivedTable
from pprr.start.sections.layout import SectionDraft
from pprr.start.targets import PERIOD_IN, band_of, is_of_year, shown_way, target_row
from pprr.start.words import data, our_word, signs

_NO_TARGET = re.compile(r"\b(?:status|rag|variance|against|note|comment|met|vs|versus|from|to)\b", re.IGNORECASE)


_TELLING_STEPS = 2  # from quarter to quarter of a year
_ANEW = 0.5  # of what the year before came to, at the most, is what the new one begins with


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
    found = measures_in(performance, labels, asking)
    made = Register(codes={one.raw: one.measure_id for one in found if one.raw != one.measure_id})
    if any(" / " in one.raw for one in found):
        made.told_by = next((one["name"] for one in labels.values() if "name" in one), "")
    low = _low_ones(found, period, asking)
    kinds = _kinds(found, period, asking)
    whole_year = is_of_year(list(labels.values()), kinds, period, asking)
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
                "code": one.record.cells.get("code") or printed_code(one),
                "name": one.row.get("name") or one.raw,
                "portfolio": slug,
                "priority": number,
                "good_performance": "" if band_of(one) else low.get(one.measure_id, ""),
                "rule": RuleKind.BAND if band_of(one) else RuleKind.DATA_ONLY if one.without_way else "",
                "rule_reason": "As the export says." if band_of(one) or one.without_way else "",
                "unit": one.unit,
                "decimals": one.decimals,
                "kind": kind,
                "owner": one.row.get("owner", ""),
                "frequency": our_word("frequency", one.row.get("frequency", "")),
            }
        )
        made.targets.append(target_row(one, kind, period, made.to_fill_in, low.get(one.measure_id), of_year=whole_year))
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
            choices = [label for label in free if not PERIOD_IN.search(label)]
        match = next((label for pattern in patterns for label in choices if like(plain(lowest(label)), pattern)), "")
        if match:
            found[name] = match
            if match in free:
                free.remove(match)
    own = guess.sure.get("target", "")
    if own and not PERIOD_IN.search(own):
        found["target"] = own
    found |= _dated_targets(part, period)
    return found


def _dated_targets(part: ReceivedTable, period: Period) -> dict[str, str]:
    """The columns of targets that name a period of the report's year."""
    found = {}
    for label in part.proposal.guess.sheet.labels:
        named = PERIOD_IN.findall(label)
        if not re.search(r"\btarget\b", label, re.IGNORECASE) or not named or _NO_TARGET.search(label):
            continue
        when = period_of(" ".join(named), period)
        if when and when.start == period.start:
            found["target" if when.is_annual else f"target {when.point}"] = label
    return found


# Which way is good, and how a figure gathers


def _low_ones(found: Sequence[FoundMeasure], period: Period, asking: Asking) -> dict[str, Polarity]:
    """For each measure the way that is good: its own, else as the answer lists those of which a low figure is."""
    told: dict[str, Polarity] = {}
    open_ones = []
    for one in found:
        text = one.record.cells.get("good_performance", "") or one.row.get("name", "")
        if one.without_way:
            continue
        if one.unit is Unit.MILESTONE:
            told[one.measure_id] = Polarity.HIGH  # which the register asks for; nothing compares words
        elif said := polarities([text]):
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
        likely = [one.measure_id for one in open_ones if _is_likely_low(one, period)]
        low = _listed(
            "low is good", "Of which measures is a low figure good (all others: a high one)?", open_ones, likely, asking
        )
        told |= {one.measure_id: Polarity.LOW if one.measure_id in low else Polarity.HIGH for one in open_ones}
    return told


def _is_likely_low(one: FoundMeasure, period: Period) -> bool:
    """Tells whether ratings show that a low figure is good, or a name says it, and not how it is dealt with."""
    shown, name = shown_way(one, period), one.row.get("name") or one.raw
    if shown:
        return shown is Polarity.LOW
    return bool(signs("low")["words"].search(name)) and not unlikely_good(name, Polarity.LOW)


def _kinds(found: Sequence[FoundMeasure], period: Period, asking: Asking) -> dict[str, Kind]:
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
        elif one.unit in {Unit.PERCENTAGE, Unit.MILESTONE}:
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


def _is_annual(one: FoundMeasure) -> bool:
    """Tells whether the measure has figures of whole years and of no quarter, where there are columns for both."""
    by_kind: dict[bool, list[str]] = {True: [], False: []}
    for name, text in one.record.cells.items():
        if name.startswith("actual "):
            by_kind[name.endswith("annual")].append(text)
    in_year = [text for text in by_kind[False] if re.search(r"\d", text)]
    return bool(by_kind[False]) and not in_year and any(re.search(r"\d", text) for text in by_kind[True])


def _grows(one: FoundMeasure, period: Period) -> bool:
    """Tells whether the figures grow over the year as a running total does.

    Quarters prove it that grow within each year, and begin anew in April; one that falls within its year is none. Where
    there are few, last year's is far above its quarter's.
    """
    quarters = sorted(_quarters(one), key=lambda found: found[0].end)
    pairs = [(of.start == then.start, before, after) for (of, before), (then, after) in pairwise(quarters)]
    within = [after - before for is_one_year, before, after in pairs if is_one_year]
    anew = [after <= before * _ANEW for is_one_year, before, after in pairs if not is_one_year]
    if min(within, default=0) < 0:
        return False
    if len(within) >= _TELLING_STEPS and anew and all(anew):
        return True
    last, then = (
        _number(one.record.cells.get(f"actual {when}", "")) for when in (Period(period.start - 1), period.previous_year)
    )
    now, before = (_number(one.record.cells.get(f"actual {when}", "")) for when in (period, period.previous))
    share = {"q1": 0.25, "q2": 0.5, "q3": 0.75}.get(period.point, 1)
    if last and then:
        return abs(then / last - share) < 0.15
    steps = {"q2": 2.0, "q3": 1.5}.get(period.point, 0.0)  # quarters of a year so far, by those of the one before
    return bool(now and before and steps and abs(now / before / steps - 1) < 0.25)


def _quarters(one: FoundMeasure) -> Iterator[tuple[Period, float]]:
    """Yields the figures of quarters that the export has, and of which."""
    for name, text in one.record.cells.items():
        figure = _number(text) if name.startswith("actual ") else None
        if figure is not None and not (of := Period.parse(name.removeprefix("actual "))).is_annual:
            yield of, figure


def _number(text: str) -> float | None:
    match = FIGURE.search(text)
    return float(re.sub(r"[^\d.-]", "", match[0])) if match else None


def _listed(key: str, text: str, of: Sequence[FoundMeasure], likely: Sequence[str], asking: Asking) -> set[str]:
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


def names_of(records: Sequence[Record]) -> tuple[str, ...]:
    """The names of portfolios in the order of the rows."""
    found = Counter(
        record.cells["portfolio"] for record in records if record.cells.get("portfolio") and not record.total
    )
    return tuple({_alike(name): name for name in reversed(list(found))}.values())[::-1]
