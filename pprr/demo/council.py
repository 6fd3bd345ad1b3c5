"""The made-up council: its portfolios, their priorities and their measures in each year, of any size."""

import csv
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pydantic import TypeAdapter

from pprr.demo.data import resource, table

_LISTED = tuple(csv.DictReader(resource("measures.csv").splitlines()))
_TOLD: Mapping[str, Mapping[str, str]] = table("register.toml")
_AREAS: Sequence[str] = table("council.toml")["areas"]


@dataclass(frozen=True)
class MadeUpPortfolio:
    """One portfolio of one year. ``limit`` and the amounts of reserves, savings and schemes are in GBP 000."""

    prefix: str
    slug: str
    name: str
    owners: tuple[str, ...]
    limit: int
    account: str
    priorities: tuple[tuple[str, str], ...]
    reserves: tuple[tuple[str, str, int], ...]
    savings: tuple[tuple[str, int], ...]
    schemes: tuple[tuple[str, int], ...]
    services: tuple[str, ...]


@dataclass(frozen=True)
class MadeUpMeasure:
    """One measure of one year. ``key`` stays the same over the years, also where ``measure_id`` does not.

    ``base`` is its target in the year before the first, ``whole`` what its percentage is counted of, where it is;
    ``about`` names the causes that its words are from, blank for what is never rated; ``why_chosen`` is why it is among
    the measures, ``reason`` why its target is set so, ``amended`` why it was amended within a year.
    """

    key: str
    measure_id: str
    name: str
    prefix: str
    priority: int
    unit: str
    decimals: int
    good: str
    kind: str
    frequency: str
    base: str
    whole: int
    target: str
    rule: str
    margin: str
    traits: frozenset[str]
    owner: str
    predecessor: str = ""
    part_of: str = ""
    about: str = ""
    definition: str = ""
    why_chosen: str = ""
    reason: str = ""
    amended: str = ""


_PORTFOLIO, _MEASURE = TypeAdapter(MadeUpPortfolio), TypeAdapter(MadeUpMeasure)


@dataclass(frozen=True)
class Council:
    """The council of one year: its portfolios, and all measures in the order of the register."""

    portfolios: tuple[MadeUpPortfolio, ...]
    measures: tuple[MadeUpMeasure, ...]

    def measures_of(self, portfolio: MadeUpPortfolio) -> tuple[MadeUpMeasure, ...]:
        """The portfolio's measures."""
        return tuple(measure for measure in self.measures if measure.prefix == portfolio.prefix)


def council(portfolios: int, measures: int, *, is_first_year: bool) -> Council:
    """The council of a size. In its first year one portfolio was cut otherwise, and some measures stood elsewhere."""
    found = _portfolios(portfolios, is_first_year=is_first_year)
    prefixes = {portfolio.prefix for portfolio in found}
    rows: list[MadeUpMeasure] = []
    for place, portfolio in enumerate(found):
        rows += _measures(portfolio, measures // portfolios + (place < measures % portfolios))
    moved = [measure for measure in rows if _home(measure) in prefixes]
    for measure in moved:
        origin = _home(measure)
        last = sum(other.prefix == origin and other.priority == 1 for other in rows if other not in moved)
        earlier = f"{origin}1.{last + 1}"
        at = rows.index(measure)
        if is_first_year:
            rows[at] = replace(measure, measure_id=earlier, prefix=origin, priority=1)
        else:
            rows[at] = replace(measure, predecessor=earlier)
    order = [portfolio.prefix for portfolio in found]
    rows.sort(key=lambda measure: (order.index(measure.prefix), measure.priority, _number(measure.measure_id)))
    return Council(tuple(found), tuple(rows))


def slug_of(name: str) -> str:
    """A name as a slug."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def _portfolios(count: int, *, is_first_year: bool) -> list[MadeUpPortfolio]:
    listed = table("council.toml")["portfolio"]
    found = []
    for place in range(count):
        row, turn = listed[place % len(listed)], place // len(listed)
        name = row["earlier"] if is_first_year and "earlier" in row else row["name"]
        area = _area(turn)
        name = f"{name}, {area}" if area else name
        made = {**row, "prefix": f"{row['prefix']}{'X' * turn}", "slug": slug_of(name), "name": name}
        found.append(_PORTFOLIO.validate_python(made))
    return found


def _area(turn: int) -> str:
    """The area that tells the measures of a further turn through the list apart; blank in the first."""
    if turn == 0:
        return ""
    return _AREAS[turn - 1] if turn <= len(_AREAS) else f"Area {turn}"


def _measures(portfolio: MadeUpPortfolio, count: int) -> list[MadeUpMeasure]:
    """The first measures of the portfolio's list; where it has too few, they come again for one area each."""
    listed = [row for row in _LISTED if portfolio.prefix.startswith(row["prefix"])]
    numbers: Counter[int] = Counter()
    found = []
    for place in range(count):
        row, turn = listed[place % len(listed)], place // len(listed)
        priority = int(row["priority"])
        numbers[priority] += 1
        measure_id = f"{portfolio.prefix}{priority}.{numbers[priority]}"
        found.append(_measure(row, portfolio, measure_id, _area(turn)))
    return [replace(one, part_of=_whole_of(one, found)) for one in found]


def _whole_of(measure: MadeUpMeasure, found: Sequence[MadeUpMeasure]) -> str:
    """The measure that it is a part of; blank for one that is whole."""
    number = next((trait.removeprefix("part:") for trait in measure.traits if trait.startswith("part:")), "")
    return next((one.measure_id for one in found if number and one.key == f"{measure.prefix}{number}"), "")


def _measure(row: Mapping[str, str], portfolio: MadeUpPortfolio, measure_id: str, area: str) -> MadeUpMeasure:
    traits = frozenset(row["traits"].split())
    code = f"PLAN-{measure_id}" if "framework" in traits and not area else measure_id  # the plan's own
    priority = int(row["priority"])
    made: Mapping[str, object] = {
        "key": measure_id,
        "measure_id": code,
        "name": f"{row['name']} ({area})" if area else row["name"],
        "prefix": portfolio.prefix,
        "whole": row["whole"] or 0,
        "traits": traits - {"framework", "headline"} if area else traits,
        "owner": portfolio.owners[priority - 1],
    }
    return _MEASURE.validate_python({**row, **_TOLD.get(row["name"], {}), **made})


def _home(measure: MadeUpMeasure) -> str:
    """The portfolio that the measure stood in before; blank for one that has not moved."""
    return next((trait.removeprefix("from:") for trait in measure.traits if trait.startswith("from:")), "")


def _number(measure_id: str) -> int:
    return int(measure_id.rpartition(".")[2])
