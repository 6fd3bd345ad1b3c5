"""The unit that a sender writes with a figure: ``664 kg``, ``£75K``, ``2 weeks``, ``5.2 per 1,000``."""

import functools
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources

_MONEY = "money"
_RATE = "rate"
_PER_ONE = "per one"
COUNTED = "counted"
_NEVER_ALIKE = {COUNTED, _PER_ONE}  # a count of visits may well be one of people
_PER = re.compile(r"(?:per |/ ?)(?P<many>1(?:0{2,6}|(?:,000){1,2}|0{1,2},000|0{1,2}k)|[a-z]+)\b")
_OF_RATE = re.compile(
    r"(?: of)?(?: the)?(?: (?:population|pop|people|residents|households|homes|adults|children|pupils|km))*"
)
_OF_SUMS = re.compile(r"£|\b(?:cost|spend|income|value)")
_SPOKEN = re.compile(r"£|[^\W\d_][\w²]*|\d+(?:,\d+)*", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True)
class OwnUnit:
    """A unit by its plain name (``kg``, ``£``, ``per 1,000``) and what it measures; units of one group differ."""

    name: str
    group: str


POUNDS = OwnUnit("£", _MONEY)


@functools.cache
def _known() -> dict[str, OwnUnit]:
    text = resources.files(__package__).joinpath("units.toml").read_text(encoding="utf-8")
    return {
        said.casefold(): OwnUnit(name, group)
        for group, units in tomllib.loads(text).items()
        for name, others in units.items()
        for said in (name, *others)
    }


def read_unit(text: str) -> OwnUnit | None:
    """The unit that a piece of a cell is; None where it is none.

    >>> read_unit("kgs"), read_unit("per 1000 population")
    (OwnUnit(name='kg', group='mass'), OwnUnit(name='per 1,000', group='rate'))
    """
    said = text.casefold().rstrip(".")
    unit, _, each = said.partition("/")
    if unit in _known() and (not each or each.isalpha()):
        return _known()[unit]  # kg/hh is kg, as kg per household is
    rate = _PER.match(said)
    if rate and _OF_RATE.fullmatch(said[rate.end() :]):
        return _rate(rate["many"])
    return None


def named_units(name: str) -> set[OwnUnit]:
    """The units that a measure's name mentions, of any group."""
    words = _SPOKEN.findall(name.casefold())
    runs = (" ".join(words[at : at + length]) for length in (1, 2) for at in range(len(words) - length + 1))
    found = {_known()[run] for run in runs if run in _known()}
    found |= {_rate(rate["many"]) for rate in _PER.finditer(name.casefold())}
    return found | ({POUNDS} if _OF_SUMS.search(name.casefold()) else set())


def differing(own: OwnUnit, others: Iterable[OwnUnit]) -> OwnUnit | None:
    """The one of other units that measures the same and is not the same: days where ``own`` is weeks."""
    if own.group in _NEVER_ALIKE:
        return None
    return next((one for one in others if one.group == own.group and one.name != own.name), None)


def _rate(many: str) -> OwnUnit:
    if not many[0].isdigit():
        return OwnUnit(f"per {many}", _PER_ONE)
    return OwnUnit(f"per {int(many.replace(',', '').replace('k', '000')):,}", _RATE)
