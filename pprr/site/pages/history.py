"""The history of a measure: what each report said of it, oldest first, and the chart of it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pprr.changes.rows import Reported, Row, text
from pprr.domain import Kind
from pprr.project import PORTFOLIO
from pprr.site.catalogue import Catalogue, PublishedEdition, Whole

_WIDE, _TALL, _LEFT, _RIGHT, _TOP, _FOOT = 640, 200, 12, 130, 18, 34
_MOST_LABELS, _MAIN = 8, 3  # side by side on a wide page; every so many of them have room on a phone
_COUNTS = re.compile(r" [\d,]+ of [\d,]+")  # behind a rate: beside each other they would run into the next label
_IN_FULL, _YEARS = 12, 4  # reports of three years on the page of a measure; years on each page of older ones


class Statement(NamedTuple):
    """The statement of one report about the measure: its row, in brief where the edition is."""

    edition: PublishedEdition
    row: Row

    @property
    def anchor(self) -> str:
        """The address of the measure on the report's page, from the site's root."""
        return self.edition.place_of(self.row)


@dataclass(frozen=True)
class Detail:
    """All that one report says of the measure: its row, its figure's cell, its standings among other councils."""

    edition: PublishedEdition
    row: Row
    source: Row
    standings: Sequence[Row]


def detail_of(said: Statement, whole: Whole) -> Detail:
    """The statement with all that the record has of it."""
    edition, name, label = whole(said.edition), said.row.get("measure_id"), said.edition.of_period.label
    report = Reported(edition.record)
    own = {table: report.rows_of(table, measure_id=name) for table in ("measures", "readings", "standings")}
    source = next((row for row in own["readings"] if text(row, "period") == label), {})
    return Detail(edition, own["measures"][0], source, own["standings"])


@dataclass(frozen=True)
class MeasureHistory:
    """A measure under one identifier with all that reports said of it and its predecessors, oldest first."""

    measure_id: str
    said: tuple[Statement, ...]
    successors: tuple[str, ...]

    @property
    def newest(self) -> Sequence[Statement]:
        """The statements that its page has in full; of older ones it has the figures, and a page of years the rest."""
        return self.said[-_IN_FULL:]

    @property
    def earlier(self) -> list[range]:
        """The years of the pages that have older statements in full, newest first: the same years for every measure."""
        begins = {said.edition.of_period.start // _YEARS * _YEARS for said in self.said[:-_IN_FULL]}
        return [range(begin, begin + _YEARS) for begin in sorted(begins, reverse=True)]

    @property
    def neighbours(self) -> tuple[tuple[str, str] | None, tuple[str, str] | None]:
        """The measures before it and after it in the newest report: the identifier of each, and what it is called."""
        listed = [None, *self.said[-1].edition.measures, None]
        own = text(self.latest, "measure_id")
        place = next(at for at, one in enumerate(listed) if one and one[0] == own)
        return listed[place - 1], listed[place + 1]

    @property
    def latest(self) -> Row:
        """The row of the newest report."""
        return self.said[-1].row

    @property
    def title(self) -> str:
        """Its code and its name."""
        return f"{text(self.latest, 'code')} {text(self.latest, 'name')}"


def histories(catalogue: Catalogue) -> dict[str, MeasureHistory]:
    """The history of each measure that some current edition has, by its identifier."""
    own: dict[str, dict[str, Statement]] = {}
    before: dict[str, list[str]] = {}
    after: dict[str, list[str]] = {}
    for edition in reversed([one for one in catalogue.current if one.kind == PORTFOLIO]):
        for measure_id, said in _said(edition):
            own.setdefault(measure_id, {})[edition.period] = said
            for name in filter(None, text(said.row, "predecessors").split("; ")):
                before.setdefault(measure_id, []).append(name)
                after.setdefault(name, []).append(measure_id)
    return {name: _history(name, own, before, after) for name in own}


def _said(edition: PublishedEdition) -> Iterator[tuple[str, Statement]]:
    for row in Reported(edition.record).rows("measures"):
        yield text(row, "measure_id"), Statement(edition, row)


def _history(
    name: str,
    own: Mapping[str, Mapping[str, Statement]],
    before: Mapping[str, Sequence[str]],
    after: Mapping[str, Sequence[str]],
) -> MeasureHistory:
    """What was said under the identifier and, of periods without it, under those of its predecessors."""
    found: dict[str, Statement] = {}
    names, seen = [name], {name}
    for one in names:  # grows while it is read
        found = {**own.get(one, {}), **found}
        for other in before.get(one, ()):
            if other not in seen:
                seen.add(other)
                names.append(other)
    listed = sorted(found.values(), key=lambda said: said.edition.of_period.end)
    return MeasureHistory(name, tuple(listed), tuple(dict.fromkeys(one for one in after.get(name, ()) if one in own)))


@dataclass(frozen=True)
class DrawnPoint:
    """A report in the chart: its place across, its label, blank where there is no room, and its figure's height."""

    x: float
    label: str
    y: float | None
    target: float | None
    printed: str
    run: int
    is_main: bool
    """True where its label has room on a phone too."""


@dataclass(frozen=True)
class DrawnHistory:
    """The chart of a history: its points from left to right, and its description."""

    points: tuple[DrawnPoint, ...]
    alt: str
    width: int = _WIDE
    height: int = _TALL

    @property
    def lines(self) -> tuple[str, ...]:
        """The line through the figures, broken where one is missing or is not like the one before."""
        return _paths([(one.run, one.x, one.y) for one in self.points])

    @property
    def aims(self) -> tuple[str, ...]:
        """The line through the targets."""
        return _paths([(one.run, one.x, one.target) for one in self.points])


def drawn_history(history: MeasureHistory) -> DrawnHistory | None:
    """The figures and targets of a history as one chart; None where fewer than two reports have a figure."""
    values = [_number(said.row, "actual") for said in history.said]
    aims = [_number(said.row, "target") for said in history.said]
    known = [value for value in (*values, *aims) if value is not None]
    if sum(value is not None for value in values) < 2:
        return None
    low, high = min(known), max(known)
    reach = (high - low) or abs(high) or 1.0
    step = (_WIDE - _LEFT - _RIGHT) / (len(values) - 1)
    every = -(-len(values) // _MOST_LABELS)

    def up(value: float | None) -> float | None:
        if value is None:
            return None
        return round(_TALL - _FOOT - (value - low) / reach * (_TALL - _FOOT - _TOP), 1)

    points = tuple(
        DrawnPoint(
            round(_LEFT + place * step, 1),
            said.edition.of_period.label if (len(values) - 1 - place) % every == 0 else "",
            up(value),
            up(aim),
            _COUNTS.sub("", text(said.row, "actual_as_printed")),
            _run(said),
            (len(values) - 1 - place) % (every * _MAIN) == 0,
        )
        for place, (said, value, aim) in enumerate(zip(history.said, values, aims, strict=True))
    )
    told = "; ".join(
        f"{said.edition.of_period.label} {text(said.row, 'actual_as_printed')}, "
        f"target {text(said.row, 'target_as_printed')}"
        for said in history.said
    )
    return DrawnHistory(points, f"Line chart of {history.title}: {told}.")


def _number(row: Row, column: str) -> float | None:
    found = text(row, column)
    return float(found) if found else None


def _run(said: Statement) -> int:
    """A number that figures share which one line may join: running totals of a year, quarters of one."""
    period, kind = said.edition.of_period, text(said.row, "kind")
    if kind == Kind.CUMULATIVE:
        return period.start
    return period.start * 2 + period.is_annual if kind == Kind.QUARTER else 0


def _paths(places: Sequence[tuple[int, float, float | None]]) -> tuple[str, ...]:
    runs: list[list[str]] = [[]]
    last = 0
    for run, x, y in places:
        if y is None or run != last:
            runs.append([])
        last = run
        if y is not None:
            runs[-1].append(f"{x:g} {y:g}")
    return tuple(f"M{'L'.join(run)}" for run in runs if len(run) > 1)
