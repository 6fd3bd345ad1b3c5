"""The unit that a sender writes with a figure: ``664 kg``, ``£75K``, ``2 weeks``, ``5.2 per 1,000``."""

import functools
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources

POUNDS = "£"
_MONEY = "money"
_RATE = "rate"
COUNTED = "counted"
_PER = re.compile(
    r"(?:per|/) ?(?P<many>1(?:0{2,6}|(?:,000){1,2}|0{1,2},000)|head|capita|household|resident|employee|fte|pupil|"
    r"day|week|month)\b"
)
_OF_RATE = re.compile(
    r"(?: of)?(?: the)?(?: (?:population|people|residents|households|homes|adults|children|pupils|km))*"
)
_OF_MONEY = re.compile(r"£|\b(?:cost|spend|income|value)")
_SPOKEN = re.compile(r"£|[^\W\d_][\w²]*|\d+(?:,\d+)*", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True)
class OwnUnit:
    """A unit by its plain name (``kg``, ``£``, ``per 1,000``) and what it measures; units of one group differ."""

    name: str
    group: str


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
    if said in _known():
        return _known()[said]
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
    return found | ({OwnUnit(POUNDS, _MONEY)} if _OF_MONEY.search(name.casefold()) else set())


def unit_of(text: str) -> OwnUnit | None:
    """The unit that a whole cell writes behind its figure, or the pound sign before it; None where it has none."""
    if text.lstrip(" (-<>≤≥=").startswith(POUNDS):
        return OwnUnit(POUNDS, _MONEY)
    words = re.split(r"[\s()\[\];]+", re.sub(r"(?<=\d)(?=[^\W\d_])", " ", text.strip()))
    for at in range(1, len(words)):
        for length in range(len(words) - at, 0, -1):
            found = read_unit(" ".join(words[at : at + length]))
            if found:
                return found
    return None


def differing(own: OwnUnit, others: Iterable[OwnUnit]) -> OwnUnit | None:
    """The one of other units that measures the same and is not the same: days where ``own`` is weeks."""
    if own.group == COUNTED:
        return None  # a count of visits may well be one of people
    return next((one for one in others if one.group == own.group and one.name != own.name), None)


def _rate(many: str) -> OwnUnit:
    return OwnUnit(f"per {int(many.replace(',', '')):,}" if many[0].isdigit() else f"per {many}", _RATE)
