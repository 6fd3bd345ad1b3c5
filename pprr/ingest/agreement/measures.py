"""The register of measures: each row read, held against itself and the year, and kept for the period that it is of."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from pprr.domain import Frequency, Kind, Period, Polarity, Query, RuleKind, Shows, Tolerance, Unit, query
from pprr.domain.errors import CellError
from pprr.ingest import cells
from pprr.ingest.agreement.contradictions import Contradiction, contradictions_of_rule, contradictions_of_time
from pprr.ingest.agreement.good_performance import unlikely_good
from pprr.ingest.agreement.register import Agreement, RegisteredMeasure, read_period
from pprr.ingest.agreement.targets import FROM
from pprr.ingest.mapping.records import FaultList, Received, Record

FIRST, UNTIL = FROM, "until"  # the columns of a measure's first and last period
_WITHOUT_REASON = (RuleKind.TOLERANCE, RuleKind.MILESTONE)  # which hold where the register names no other
_AS_TYPED = ("owner", "framework", "rule_reason", "rebase", "also_called", "definition", "part_of", "why_chosen")
Value = TypeVar("Value")


def read_measures(received: Received, period: Period, agreement: Agreement, faults: FaultList) -> None:
    """Reads the register into ``agreement``: the measures of the period, and when the others are measured."""
    if received.is_readable and not received.records:
        faults.add("nothing-listed", received.place, what="measure")
    faults.unique(received.records, ("measure_id", FIRST, UNTIL), "measure")
    firsts = _first_periods(received)
    priorities = {(row["portfolio"], row["priority"]) for row in agreement.priorities}
    for record in received.records:
        slug = agreement.portfolio_of(record, faults)
        measure_id = faults.read(record, "measure_id", cells.read_measure_id, portfolio=slug or "")
        if slug and measure_id:
            row = _Row(record, slug, measure_id, agreement, faults)
            row.take(priorities, period, firsts, received)
    _refuse_parts(received, agreement, faults)


@dataclass(frozen=True)
class _Row:
    """One row of the register while it is read: what is wrong with it goes to ``faults``, the rest to ``agreement``."""

    record: Record
    slug: str
    measure_id: str
    agreement: Agreement
    faults: FaultList

    def take(
        self,
        priorities: set[tuple[object, object]],
        period: Period,
        firsts: Mapping[str, Period | None],
        received: Received,
    ) -> None:
        """Reads every cell of the row, and keeps it where it is of the period and no other row is."""
        text, faults = self.record.cells, self.faults
        good = self._given("good_performance", cells.read_polarity)
        unit = self._read("unit", lambda text: Unit(cells.read_choice(text, tuple(Unit))))
        decimals = self._read("decimals", cells.read_count)
        priority = self._read("priority", cells.read_count)
        if priority is not None and (self.slug, priority) not in priorities:
            faults.add("unknown-priority", self.record.at("priority"), portfolio=self.slug, priority=str(priority))
        tolerance = self._read("tolerance", cells.read_tolerance)
        frequency = self._read("frequency", partial(_choice, choices=tuple(Frequency), usual=""))
        lag = self._given("lag", cells.read_count) if text["lag"] else 0
        rule = self._rule(unit, tolerance, good)
        kind = self._read("kind", lambda text: Kind(cells.read_choice(text, tuple(Kind))))
        first, until = (self._given(name, read_period) for name in (FIRST, UNTIL))
        self._refuse(contradictions_of_time(frequency, first, until))
        if not self._is_of(period, first, until, received):
            return
        first = firsts.get(self.measure_id, first)
        usual = Frequency.ANNUAL if kind is Kind.ANNUAL else Frequency.QUARTERLY
        self.agreement.at_other_times.pop(self.measure_id, None)
        self.agreement.measures.append(
            {
                "measure_id": self.measure_id,
                "code": self._read("code", cells.read_text),
                "name": self._read("name", cells.read_text),
                "portfolio": self.slug,
                "priority": priority,
                "good_performance": good or "",
                "unit": unit,
                "decimals": decimals,
                "kind": kind,
                "tolerance": str(tolerance) if tolerance else "",
                "frequency": frequency or usual,
                "lag": lag,
                "rule": rule,
                "predecessors": self._read("predecessors", _identifiers),
                "first": first or "",
                "until": until or "",
                "shows": self._read("shows", _shows) if text["shows"] else "",
                **{name: text[name] for name in _AS_TYPED},
                **self.record.origin(),
            }
        )
        if unit is not None and decimals is not None and rule is not None:
            self.agreement.register[self.measure_id] = RegisteredMeasure(
                self.slug,
                text["code"],
                unit,
                decimals,
                good,
                Frequency(frequency or usual),
                lag or 0,
                rule,
                kind or Kind.ANNUAL,
                text["name"],
                first,
            )

    def _read(self, field: str, reader: Callable[[str], Value]) -> Value | None:
        return self.faults.read(self.record, field, reader, portfolio=self.slug)

    def _given(self, field: str, reader: Callable[[str], Value]) -> Value | None:
        """The cell's value; None for a blank, which is no fault."""
        return self._read(field, reader) if self.record.cells[field] else None

    def _refuse(self, wrong: Iterable[Contradiction]) -> None:
        for one in wrong:
            self.faults.add(one.key, self.record.at(one.field), portfolio=self.slug, **one.fields)

    def _rule(self, unit: Unit | None, tolerance: Tolerance | None, good: Polarity | None) -> RuleKind | None:
        """The kind of rule that the row names, or the usual one of its unit; asks about what nobody has explained."""
        rule = self._read("rule", lambda text: RuleKind(_choice(text, tuple(RuleKind), RuleKind.TOLERANCE)))
        if unit is Unit.MILESTONE and rule is RuleKind.TOLERANCE:
            rule = RuleKind.MILESTONE
        reason = self.record.cells["rule_reason"]
        self._refuse(contradictions_of_rule(rule, tolerance, reason, unit) if rule else ())
        if good and (words := unlikely_good(self.record.cells["name"], good)):
            self.agreement.queries.append(_doubtful(self.record, self.measure_id, self.slug, good, words))
        if good and rule is RuleKind.BAND:
            self.agreement.queries.append(_two_ways(self.record, self.measure_id, self.slug, good))
        if rule and not reason and (tolerance or rule not in _WITHOUT_REASON):
            self.agreement.queries.append(_unexplained(self.record, self.measure_id, self.slug, rule))
        return rule

    def _is_of(self, period: Period, first: Period | None, until: Period | None, received: Received) -> bool:
        """Tells whether the row is the one that holds in the period; notes when the measure is measured otherwise."""
        measures, faults = self.agreement.measures, self.faults
        known = next((row for row in measures if row["measure_id"] == self.measure_id), None)
        if told := _another_time(first, until, period):
            if not known:
                self.agreement.at_other_times.setdefault(self.measure_id, told)
            return False
        if known:
            same = next(other for other in received.records if other.place.row == known["row"])
            if any(self.record.cells[name] != same.cells[name] for name in (FIRST, UNTIL)):  # else it has been told
                faults.add(
                    "row-twice", self.record.at(FIRST), what="measure", key=self.measure_id, row=str(known["row"])
                )
        return not known


def _refuse_parts(received: Received, agreement: Agreement, faults: FaultList) -> None:
    """Adds a fault for each part of what is no measure, of another priority's measure, or of a part."""
    known = {str(row["measure_id"]): row for row in agreement.measures}
    for record in received.records:
        row, of = known.get(record.cells["measure_id"]), record.cells["part_of"]
        if not row or not of or of in agreement.at_other_times:
            continue
        whole = known.get(of)
        if whole is None or whole["part_of"] or any(whole[name] != row[name] for name in ("portfolio", "priority")):
            problem = "unknown" if whole is None else "part" if whole["part_of"] else "elsewhere"
            faults.add("part-of-what", record.at("part_of"), portfolio=str(row["portfolio"]), whole=of, problem=problem)


def _first_periods(received: Received) -> dict[str, Period | None]:
    """The first period of each measure, by its earliest row: a later one says what holds of it from then on."""
    found: dict[str, Period | None] = {}
    for record in received.records:
        measure_id, text = record.cells["measure_id"], record.cells[FIRST]
        try:
            first = read_period(text) if text else None
        except CellError:
            continue  # which is told where its row is read
        known = found.setdefault(measure_id, first)
        if known and (first is None or first.end < known.end):
            found[measure_id] = first
    return found


def _shows(text: str) -> Shows:
    return Shows(cells.read_choice(text, tuple(Shows)))


def _doubtful(record: Record, measure_id: str, slug: str, good: Polarity, words: str) -> Query:
    """A good performance that the measure's name speaks against."""
    other = next(one for one in Polarity if one is not good)
    return query(
        "good-performance-doubtful",
        slug,
        measure_id,
        record.at("good_performance"),
        good=str(good),
        other=str(other),
        words=words,
    )


def _two_ways(record: Record, measure_id: str, slug: str, good: Polarity) -> Query:
    """A band, which has two bad ends, on a measure of which one end is said to be good."""
    end = "upper" if good is Polarity.HIGH else "lower"
    return query("band-against-good", slug, measure_id, record.at("rule"), good=str(good), end=end)


def _unexplained(record: Record, measure_id: str, slug: str, rule: RuleKind) -> Query:
    """A rule or margin that is not the year's, and nobody has said why."""
    is_margin = rule is RuleKind.TOLERANCE
    return query(
        "reason-missing",
        slug,
        measure_id,
        record.at("tolerance" if is_margin else "rule"),
        found="margin" if is_margin else "rule",
        own=record.cells["tolerance"] if is_margin else str(rule),
    )


def _another_time(first: Period | None, until: Period | None, period: Period) -> str:
    """The measure's own periods in words, where the period is before the first or after the last of them."""
    if first and period.end < first.end:
        return f"from {first.label} on"
    return f"until {until.label}" if until and until.end < period.end else ""


def _identifiers(text: str) -> str:
    """The identifiers of measures that the cell lists, parted by ``;``; none for a blank."""
    return "; ".join(cells.read_measure_id(part.strip()) for part in text.split(";") if part.strip())


def _choice(text: str, choices: tuple[str, ...], usual: str) -> str:
    """The one of the choices that the cell holds; the usual one for a blank."""
    return cells.read_choice(text, choices) if text else usual
