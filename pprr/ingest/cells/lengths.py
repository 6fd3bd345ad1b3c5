"""Lengths of time in hours, minutes and seconds, as the figure that they are in one of these units."""

import re
from decimal import Decimal
from typing import Literal

from pprr.domain.errors import CellError
from pprr.ingest.cells.number import tidy
from pprr.ingest.cells.units import named_units

LengthUnit = Literal["hours", "minutes", "seconds"]
LENGTH_UNITS: tuple[LengthUnit, ...] = ("hours", "minutes", "seconds")
_SECONDS: dict[str, int] = {"hours": 3600, "minutes": 60, "seconds": 1}
_PARTS = re.compile(
    r"(?:(?P<hours>\d+)\s?(?:hours?|hrs?|h))?[\s,]*(?:(?P<minutes>\d+)\s?(?:minutes?|mins?|m))?[\s,]*"
    r"(?:(?P<seconds>\d+)\s?(?:seconds?|secs?|s))?",
    re.ASCII | re.IGNORECASE,
)
_CLOCK = re.compile(r"(?P<hours>\d+):(?P<minutes>[0-5]\d):(?P<seconds>[0-5]\d)", re.ASCII)
_CHOICES = " or ".join(f'"{unit}"' for unit in LENGTH_UNITS)
_FEWEST = 2  # units: one alone, as in 3m, may be millions, and is read as what its measure is of


def read_length(text: str) -> int | None:
    """The seconds of a length of time that names two units or more, or is written as a clock's; None for another text.

    >>> read_length("0h 03m 17s"), read_length("3 mins 5 secs"), read_length("00:03:17"), read_length("3m")
    (197, 185, 197, None)
    """
    plain = tidy(text)
    match = _CLOCK.fullmatch(plain) or _PARTS.fullmatch(plain)
    named = [(unit, match[unit]) for unit in LENGTH_UNITS if match[unit]] if match else []
    return sum(int(count) * _SECONDS[unit] for unit, count in named) if len(named) >= _FEWEST else None


def in_one_unit(text: str, unit: LengthUnit | None) -> str:
    """The text, a length of time as the figure that it is in the unit; raises CellError where nobody says the unit.

    >>> in_one_unit("3m 15s", "minutes"), in_one_unit("0h 03m 15s", "seconds"), in_one_unit("664 kg", None)
    ('3.25 minutes', '195 seconds', '664 kg')
    """
    seconds = read_length(text)
    if seconds is None:
        return text
    if unit is None:
        raise CellError(text, f"a figure; for a length of time say its unit in sources.toml: durations = {_CHOICES}")
    figure = Decimal(f"{Decimal(seconds) / _SECONDS[unit]:.12f}")
    return f"{figure.normalize():f} {unit}"


def unit_in_name(name: str) -> LengthUnit | None:
    """The one unit of these that a measure's name has; None where it has none, or several."""
    named = named_units(name)
    found = [unit for unit in LENGTH_UNITS if any(one.name == unit for one in named)]
    return found[0] if len(found) == 1 else None
