"""Numbers as cells write them: digits of this script, commas between thousands, a point before decimals."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

from pprr.domain.errors import CellError

LONGEST = 200  # characters; no cell with a figure is longer
MOST_DIGITS = 15  # Excel holds no more, and what it writes beyond them is noise
DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)"
POUND = r"(?:£|GBP)"
PERCENT = r"(?:%|(?:per ?cent|pct|pc)(?![A-Za-z]))"
NUMBER = rf"{DIGITS}(?:\.\d+)?(?:[eE][+-]?\d{{1,3}})?"
_SPACE = "[ \u00a0\u2007\u2009\u202f]"
_LEFT = re.compile(r"[\ufeff\ufe0f]|_x000D_|&nbsp;|(?<=%)\.$|^'(?=\S)")
_SPACED = re.compile(
    rf"(?<![\w.,])(?<!\d{_SPACE})[1-9]\d{{0,2}}(?:{_SPACE}\d{{3}})+(?![\w,])(?!{_SPACE}?[\d%])", re.ASCII
)
_BARE_POINT = re.compile(r"(?<![\w.,)\]%])\.(?=\d)", re.ASCII)
_AS_EXCEL_SHOWS = Context(prec=MOST_DIGITS, rounding=ROUND_HALF_UP)
_ALIKE = str.maketrans(
    {"−": "-", "–": "-", "‒": "-", "‐": "-", "‑": "-", "％": "%", "⩽": "≤", "≦": "≤", "⩾": "≥", "≧": "≥"}
    | dict.fromkeys("\u00a0\u2007\u2009\u202f", " ")
)


@dataclass(frozen=True)
class Number:
    """A number without its sign, and how many decimals it is written with."""

    value: Decimal
    decimals: int


def tidy(text: str) -> str:
    """The text with one kind of dash, space and percent sign, on one line, without what an export left around it.

    Thousands behind one space each are as behind commas, and a point has a figure before it.

    >>> tidy("1 000.00"), tidy("-\u00a0.5\u00a0%"), tidy("12 34")
    ('1,000.00', '- 0.5 %', '12 34')
    """
    joined = _SPACED.sub(lambda found: re.sub(_SPACE, ",", found[0]), _LEFT.sub(" ", text))
    return " ".join(_BARE_POINT.sub("0.", joined.translate(_ALIKE)).split())


def has_bare_point(text: str) -> bool:
    """Tells whether a figure has nothing before its point, as in ``.9``."""
    return _BARE_POINT.search(text.translate(_ALIKE)) is not None


def has_spaced_thousands(text: str) -> bool:
    """Tells whether thousands stand behind a plain space, which may as well be between two figures: ``120 135``."""
    return any(" " in found[0] for found in _SPACED.finditer(text))


def has_leading_minus(text: str) -> bool:
    """Tells whether a minus stands in front of a digit, and not brackets around it or a minus behind."""
    return re.search(r"-\s?\d", tidy(text), re.ASCII) is not None


def refuse_long(text: str, expected: str) -> None:
    """Raises CellError for a text that is longer than any cell with a figure, before anything looks into it."""
    if len(text) > LONGEST:
        raise CellError(f"{text[:60]}…", f"{expected}, in at most {LONGEST} characters")


def number(text: str, *, of: str) -> Number:
    """The number that digits matched by ``NUMBER`` state; ``of`` is the whole cell, for the message.

    Digits beyond the fifteenth of a decimal, as in 0.30000000000000004, are noise of binary floats, and are rounded
    away as Excel does when it shows the figure. Raises CellError where digits of a whole number would be lost.
    """
    plain, _, exponent = text.replace(",", "").lower().partition("e")
    whole, _, decimals = plain.partition(".")
    if exponent and not exponent.startswith("-"):
        raise CellError(
            of, "every digit of the figure, where Excel has shortened it: widen the column, export it again"
        )
    value = Decimal(f"{plain}e{exponent or 0}")
    significant = len((whole + decimals).lstrip("0"))
    if len(whole.lstrip("0")) <= MOST_DIGITS < significant:
        value = _AS_EXCEL_SHOWS.plus(value).normalize()
        value = value.quantize(Decimal(1)) if value == value.to_integral_value() else value
    if value >= 10**MOST_DIGITS:
        raise CellError(of, f"a figure of at most {MOST_DIGITS} digits")
    written = max(0, -int(value.as_tuple().exponent))
    if written > MOST_DIGITS + 2:
        raise CellError(of, f"a figure of at most {MOST_DIGITS} decimals")
    return Number(value, written)
