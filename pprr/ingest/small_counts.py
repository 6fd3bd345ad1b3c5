"""The figures that would tell a small count, or one that is withheld: by itself, in a sum, beside an earlier report."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from pprr.domain import Missing, Period, Unit
from pprr.domain.rules import PublicationRule

_AT_MOST = ("<", "≤")
Row = dict[str, str]
Place = tuple[str, str]
"""A measure's identifier and the period of a figure."""


class Secrets:
    """The figures that no report tells, by measure and period, as one report after the other comes out."""

    def __init__(self, rule: PublicationRule, kinds: Mapping[str, str]) -> None:
        self._rule, self._kinds = rule, kinds
        self._known: dict[Place, Row] = {}
        self._shown: set[Place] = set()
        self.places: set[Place] = set()

    def learn(self, rows: Sequence[Row]) -> None:
        """Adds what the next report would tell, and keeps back of it what would reveal a secret."""
        for row in rows:
            if place_of(row) not in self._known or [*_counts(row)]:  # a share alone does not tell its counts
                self._known[place_of(row)] = row
        self.places |= {place for place, row in self._known.items() if self.has_small_count(row)}
        self.places |= set(self._few_more())
        before: set[Place] | None = None
        while self.places != before:  # what is withheld for one group may be the only one of another
            before = set(self.places)
            for rows_of_sum, gone in self._sums():
                self.places |= set(self._second(rows_of_sum, gone))
        self._shown |= {place_of(row) for row in rows} - self.places

    def has_small_count(self, row: Row) -> bool:
        """Tells whether a count that the row tells is under the limit."""
        return self._is_limited(row) and any(map(self._is_small, _counts(row)))

    def _is_limited(self, row: Row) -> bool:
        return row["measure_id"] not in self._rule.no_counts

    def _is_small(self, count: Decimal) -> bool:
        return 0 < abs(count) < (self._rule.suppress_below or 0)

    def _is_secret(self, row: Row) -> bool:
        """Tells whether no report tells the figure: also where its source does not."""
        is_hidden = row["measure_id"] in self._rule.withhold or row["missing"] == Missing.WITHHELD
        return is_hidden or row["comparator"] in _AT_MOST or place_of(row) in self.places

    def _few_more(self) -> Iterator[Place]:
        """The running totals that are only a few more than the one before them in their year."""
        for rows in self._by_year("cumulative"):
            counted = [(row, tuple(_counts(row))) for row in rows if self._is_limited(row)]
            for (then, before), (now, after) in pairwise((row, counts) for row, counts in counted if counts):
                if any(self._is_small(new - old) for old, new in zip(before, after, strict=False)):
                    yield place_of(then if place_of(now) in self._shown else now)

    def _sums(self) -> Iterator[tuple[list[Row], int]]:
        """The figures of each sum: of measures that add up, in each period; a year's quarters and the year itself.

        With each goes the number of withheld measures that were taken out of the tables before.
        """
        for group in self._rule.add_up:
            by_period: dict[str, list[Row]] = {}
            for (name, period), row in self._known.items():
                if name in group:
                    by_period.setdefault(period, []).append(row)
            hidden = self._rule.withhold.keys() & set(group)
            for rows in by_period.values():
                yield rows, len(hidden - {row["measure_id"] for row in rows})
        yield from ((rows, 0) for rows in self._by_year("quarter"))

    def _by_year(self, kind: str) -> Iterator[list[Row]]:
        """The figures of each measure of that kind and year, in the order of their periods."""
        by_year: dict[tuple[str, int], list[Row]] = {}
        for (name, period), row in self._known.items():
            if self._kinds.get(name) == kind:
                by_year.setdefault((name, Period.of_data(period).start), []).append(row)
        for rows in by_year.values():
            yield sorted(rows, key=lambda row: Period.of_data(row["period"]).end)

    def _second(self, rows: Sequence[Row], gone: int) -> Iterator[Place]:
        """The smallest other figure, of those that no earlier report shows, where just one is secret."""
        if sum(map(self._is_secret, rows)) + gone == 1:
            others = [row for row in rows if not self._is_secret(row) and row["value"] and Decimal(row["value"])]
            if others:
                yield place_of(min(others, key=self._order))

    def _order(self, row: Row) -> tuple[bool, Decimal, Place]:
        return place_of(row) in self._shown, Decimal(row["value"]), place_of(row)


def place_of(row: Row) -> Place:
    """The place of a row."""
    return row["measure_id"], row["period"]


def _counts(row: Row) -> Iterator[Decimal]:
    """The counts that a row tells: a whole number, or those that a share is made of, and its rest."""
    value = _decimal(row, "value")
    if row["unit"] == Unit.NUMBER:
        if value is not None and value * int(row["scale"]) == int(value * int(row["scale"])):
            yield value * int(row["scale"])
        return
    part, whole = _decimal(row, "numerator"), _decimal(row, "denominator")
    yield from (count for count in (part, whole) if count is not None)
    if part is not None and whole is not None:
        yield whole - part


def _decimal(row: Row, name: str) -> Decimal | None:
    return Decimal(row[name]) if row.get(name) else None
