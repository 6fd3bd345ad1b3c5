"""Cells that hold a percentage of money: 2.3%, (2.3%), -0.8, where a budget of nothing has none."""

import re
from decimal import Decimal

from pprr.domain.errors import CellError
from pprr.ingest.cells.number import NUMBER, PERCENT, number, refuse_long, tidy

_PERCENT = re.compile(
    rf"(?:(?P<before>-\s?)|(?P<plus>\+\s?))?(?P<open>\(\s?)?(?P<minus>-\s?)?(?P<number>{NUMBER})\s?(?P<sign>{PERCENT})?"
    rf"(?P<trail>\s?-)?(?P<close>\s?\))?(?P<outside>\s?{PERCENT})?",
    re.ASCII | re.IGNORECASE,
)
_NONE = {"", "-", "n/a", "nil", "#div/0!"}


def read_percent(text: str, *, are_fractions: bool = False) -> Decimal | None:
    """The percentage that a cell states, in points; None where it says that there is none.

    A figure without its sign is a fraction where ``are_fractions``. Raises CellError for anything else.

    >>> read_percent("(2.3%)"), read_percent("0.023", are_fractions=True), read_percent("n/a")
    (Decimal('-2.3'), Decimal('2.300'), None)
    """
    expected = "a percentage such as 2.3% or (0.8%)"
    refuse_long(text, expected)
    plain = tidy(text)
    if plain.casefold() in _NONE:
        return None
    match = _PERCENT.fullmatch(plain)
    if not match or bool(match["open"]) != bool(match["close"]) or (match["sign"] and match["outside"]):
        raise CellError(text, expected)
    signs = sum(bool(match[name]) for name in ("before", "open", "minus", "trail"))
    if signs + bool(match["plus"]) > 1:
        raise CellError(text, f"{expected}, with one sign of a negative figure and no more")
    value = number(match["number"], of=text).value
    if are_fractions and not (match["sign"] or match["outside"]):
        value = Decimal(100) * value
    return -value if signs else value
