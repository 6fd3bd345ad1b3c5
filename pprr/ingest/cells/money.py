"""Cells that hold an amount of money, and texts that say in which unit amounts are."""

import functools
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources

from pprr.domain.errors import CellError
from pprr.ingest.cells.number import NUMBER, POUND, number, refuse_long, tidy

PENCE = {"pounds": 100, "thousands": 100_000, "millions": 100_000_000}
_MONEY = re.compile(
    rf"(?:(?P<before>-\s?)|(?P<plus>\+\s?))?(?P<pound>{POUND}\s?)?(?P<open>\(\s?)?(?P<minus>-\s?)?(?P<inner>{POUND}\s?)?"
    rf"(?P<number>{NUMBER})(?:\s?(?P<suffix>k|thousand|m|million))?(?:\s?(?P<behind>GBP))?"
    r"(?P<trail>\s?-)?(?P<close>\s?\))?(?P<last>\s?-)?(?:\s?(?P<ledger>CR|DR))?",
    re.ASCII | re.IGNORECASE,
)
_WORTH = {
    **dict.fromkeys(("k", "thousand"), PENCE["thousands"]),
    **dict.fromkeys(("m", "million"), PENCE["millions"]),
}
_MOST_PENCE = 10**15
_SWAPPED = str.maketrans(".,", ",.")
_SAY_DECIMAL = ', without a dot before three digits; if it is meant so, say in sources.toml decimal = "," or "."'
_PERHAPS_THOUSANDS = re.compile(r"[1-9]\d{0,2}\.\d{3}", re.ASCII)


def perhaps_thousands(text: str) -> bool:
    """Tells whether the dot of an amount may stand between thousands, as in ``25.500``, which is read as 25.5."""
    match = _MONEY.fullmatch(tidy(text))
    return match is not None and not match["suffix"] and _PERHAPS_THOUSANDS.fullmatch(match["number"]) is not None


@functools.cache
def _units() -> Mapping[str, str]:
    found = tomllib.loads(resources.files(__package__).joinpath("money.toml").read_text(encoding="utf-8"))
    return {unit: str(sign) for unit, sign in found["unit"].items()}


def units_told(texts: Iterable[str]) -> set[str]:
    """The units that labels, or lines above a table, name for its amounts.

    >>> sorted(units_told(["Budget (£000)", "Variance £m"])), units_told(["Outturn"])
    (['millions', 'thousands'], set())
    """
    return {unit for text in texts for unit, sign in _units().items() if re.search(sign, text, re.IGNORECASE)}


@dataclass(frozen=True)
class Money:
    """An amount in whole pence, and how many pence one unit of its source is worth."""

    pence: int
    unit: int


def read_money(text: str, *, unit: str, decimal: str = "") -> Money:
    """The amount that a cell states, in pence; brackets, a minus on either side and ``CR`` are negative.

    ``unit`` is the source's: pounds, thousands or millions. An amount with a unit of its own, ``£75K`` or ``£0.292m``,
    is read in that one, to its own precision. ``nil`` is 0. ``decimal`` is the mark before pence, where that is said;
    else a dot before three digits of pounds is refused, since it may stand between thousands. Raises CellError for
    anything else, also part of a penny.
    """
    expected = f"an amount in {unit}, such as 5,642 or (44)"
    refuse_long(text, expected)
    plain = tidy(text)
    if plain.casefold() in {"nil", "£nil"}:
        return Money(0, PENCE[unit])
    match = _MONEY.fullmatch(plain.translate(_SWAPPED) if decimal == "," else plain)
    names = sum(bool(match[name]) for name in ("pound", "inner", "behind")) if match else 0
    if not match or bool(match["open"]) != bool(match["close"]) or names > 1:
        raise CellError(text, f"{expected}{_hint(plain)}")
    ledger = (match["ledger"] or "").upper()
    signs = [bool(match[name]) for name in ("open", "before", "minus", "trail", "last")] + [ledger == "CR"]
    if sum(signs) + bool(match["plus"]) > 1 or (ledger and (match["plus"] or sum(signs) - (ledger == "CR"))):
        raise CellError(text, f"{expected}, with one sign of a negative amount and no more")
    if decimal == "," and match["number"].startswith("0,"):
        raise CellError(text, f"{expected}, with a comma before pence, as sources.toml says")
    found = number(match["number"], of=text)
    worth = _WORTH[match["suffix"].lower()] if match["suffix"] else PENCE[unit]
    if worth == PENCE["pounds"] and not decimal and _PERHAPS_THOUSANDS.fullmatch(match["number"]):
        raise CellError(text, f"{expected}{_SAY_DECIMAL}")
    pence = found.value * worth
    if pence != int(pence):
        raise CellError(text, f"{expected}, exact to the penny")
    if abs(pence) > _MOST_PENCE:
        raise CellError(text, f"{expected}, of less than £10 trillion")
    return Money(-int(pence) if any(signs) else int(pence), max(1, worth // 10**found.decimals))


def _hint(text: str) -> str:
    """The mistake in a text that is no amount, where that can be told."""
    if any(sign in text for sign in "$€¥"):
        return ". The report is in pounds"
    if text in {"-", "--", "—"}:
        return f'. A dash may be 0 or nothing: write 0, or in sources.toml words = {{ amount = {{ "{text}" = "0" }} }}'
    return ""
