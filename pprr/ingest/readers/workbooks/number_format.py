"""A number format of a workbook, as far as it carries meaning: what it shows of a number, a month, a length of time."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|(?P<gap>_.)|\*.|\[\$(?P<currency>[^\]-]*)[^\]]*\]|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General)|(?P<number>[0#?][0#?,.]*|\.[0#?]+)|(?P<time>[ymdhs]+|AM/PM|A/P)|(?P<odd>[Ee][+-]|@|/)"
    r"|(?P<plain>.)",
    re.IGNORECASE | re.DOTALL,
)
_SECTIONS = re.compile(r'((?:"[^"]*"|\\.|\[[^\]]*\]|[^;"\\\[])*)(?:;|$)', re.DOTALL)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)", re.ASCII)
_MONTH_AND_YEAR = re.compile(r"(?:\[\$[^\]]*\])?m+\\?-yy(?:;@)?", re.IGNORECASE)
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
TESTS = {
    "<": lambda value, bound: value < bound,
    ">": lambda value, bound: value > bound,
    "<=": lambda value, bound: value <= bound,
    ">=": lambda value, bound: value >= bound,
    "=": lambda value, bound: value == bound,
    "<>": lambda value, bound: value != bound,
}
_BUILT_IN = {9: "0%", 10: "0.00%", 17: "mmm-yy", 46: "[h]:mm:ss"}  # those that are more than another way to write
_LONGEST = 255  # of a code; Excel takes no longer one
_MOST_DECIMALS = 30
_EXACT = Context(prec=1000)


@dataclass(frozen=True)
class FormatSection:
    """One of a format's parts: its pieces, a text each, and the place of the number among them, -1 without one.

    ``is_judged`` is false where what it shows cannot be told from its code; ``is_parted`` is true where other text than
    spaces stands among its digits.
    """

    pieces: tuple[str, ...]
    place: int
    digits: str
    factor: Decimal
    condition: tuple[str, Decimal] | None
    is_red: bool
    is_judged: bool
    is_parted: bool


@dataclass(frozen=True)
class NumberFormat:
    """A format's sections, and the sort of days that it shows: ``day``, ``month``, ``year``, ``elapsed`` or none."""

    sections: tuple[FormatSection, ...]
    days: str
    code: str

    def section_of(self, value: Decimal) -> int:
        """The place of the section that shows the number."""
        numbers = self.sections[:3]
        for place, section in enumerate(numbers):
            if section.condition and TESTS[section.condition[0]](value, section.condition[1]):
                return place
        if any(section.condition for section in numbers):
            return len(numbers) - 1
        if value < 0 and len(numbers) > 1:
            return 1
        return 2 if value == 0 and len(numbers) > 2 else 0

    def around(self, value: Decimal) -> "Around | None":
        """The text that the sheet shows of the number, in parts; None where that cannot be told."""
        place = self.section_of(value)
        section = self.sections[place]
        if not section.is_judged:
            return None
        if section.place < 0:
            return Around("".join(section.pieces), None, "", section.factor)
        before, after = "".join(section.pieces[: section.place]), "".join(section.pieces[section.place + 1 :])
        # A section of its own for negative numbers writes their sign itself; a colour may stand for it.
        is_signed = value < 0 and (place == 0 or section.condition is not None or section.is_red)
        if is_signed and "-" not in before and "(" not in before:
            before = f"-{before}"
        return Around(before, _written(abs(value) * section.factor, section.digits), after, section.factor)


@dataclass(frozen=True)
class Around:
    """A number as it is shown, and what stands before and after it; a text alone where ``number`` is None.

    The number shown is ``factor`` times that which is held.
    """

    before: str
    number: str | None
    after: str
    factor: Decimal

    @property
    def text(self) -> str:
        """All of what is shown."""
        return f"{self.before}{self.number or ''}{self.after}".strip()


def built_in(number: int) -> str:
    """The code of a format that Excel knows by its number, where it says more than the number itself; else General."""
    return _BUILT_IN.get(number, "General")


@lru_cache(maxsize=4096)
def parse_format(code: str) -> NumberFormat:
    """The format of a code such as ``#,##0,`` or ``0" (p)"``."""
    parts = [match[1] for match in _SECTIONS.finditer(code[:_LONGEST])][:4]
    if len(parts) > 1 and not code.endswith(";"):
        parts = parts[:-1] if parts[-1] == "" else parts
    return NumberFormat(tuple(map(_section, parts or [""])), _days(parts[0] if parts else ""), code)


def month(day: date, code: str) -> str:
    """A day as a format shows it that has no day of the month: ``Apr-24``, ``April 2024``; the year alone for that."""
    how = _month_pattern(code)
    return f"{day:{how}}"


@lru_cache(maxsize=4096)
def _month_pattern(code: str) -> str:
    letters = "".join(_times(code))
    if "m" not in letters:
        return "%Y"
    name = "%B" if "mmmm" in letters else "%b"
    return f"{name}-%y" if _MONTH_AND_YEAR.fullmatch(code) else f"{name} %Y"


def elapsed(days: Decimal) -> str:
    """A length of time in days as hours, minutes and seconds, which tells it from minutes and seconds: ``37:30:00``."""
    seconds = int((abs(days) * 86_400).to_integral_value(ROUND_HALF_UP))
    minutes, rest = divmod(seconds, 60)
    text = f"{minutes // 60}:{minutes % 60:02d}:{rest:02d}"
    return f"-{text}" if days < 0 else text


def _section(code: str) -> FormatSection:
    pieces: list[str] = []
    place, digits, factor, condition, is_red, is_judged, is_parted = -1, "", Decimal(1), None, False, True, False
    for token in _TOKEN.finditer(code):
        kind, text = token.lastgroup or "", token[0]
        if kind == "bracket":
            found = _CONDITION.fullmatch(token["bracket"])
            condition = (found[1], Decimal(found[2])) if found else condition
            is_red = is_red or token["bracket"].lower() == "red"
        elif kind in {"number", "general"}:
            is_judged = is_judged and place < 0 and "." not in text.rstrip(".").partition(".")[2]
            is_parted = is_parted or (place >= 0 and any(piece.strip() for piece in pieces[place + 1 :]))
            place, digits = len(pieces), "General" if kind == "general" else text
            pieces.append("")
            factor /= 1000 ** _commas(digits)
        elif kind in {"time", "odd"}:
            is_judged = False
        else:
            factor *= 100 if kind == "plain" and text == "%" else 1
            pieces.append({"gap": " ", "plain": text}.get(kind) or token[kind] if kind else "")
    return FormatSection(tuple(pieces), place, digits, factor, condition, is_red, is_judged, is_parted)


def _commas(digits: str) -> int:
    """The number of commas that stand behind the last digit before the point, each of which leaves out three digits."""
    whole, _, decimals = digits.partition(".")
    return len(whole) - len(whole.rstrip(",")) + len(decimals) - len(decimals.rstrip(","))


def _written(value: Decimal, digits: str) -> str:
    if digits == "General":
        return f"{value.normalize():f}"
    whole, _, after = digits.partition(".")
    after = after.replace(",", "")[:_MOST_DECIMALS]
    rounded = value.quantize(Decimal(1).scaleb(-len(after)), ROUND_HALF_UP, _EXACT)
    text = f"{rounded:{',' if ',' in whole.rstrip(',') else ''}f}"
    front, _, behind = text.partition(".")
    needed = len(after.rstrip("#?"))
    while len(behind) > needed and behind.endswith("0"):
        behind = behind[:-1]
    least = whole.count("0")
    front = "" if front == "0" and not least else front.zfill(least)
    return f"{front}.{behind}" if behind else front


def _times(code: str) -> Iterator[str]:
    """The letters of a code that stand for parts of a day, in small letters."""
    for token in _TOKEN.finditer(code):
        if token["time"]:
            yield token["time"].lower()


def _days(code: str) -> str:
    for token in _TOKEN.finditer(code):
        if token["bracket"] and _ELAPSED.fullmatch(token["bracket"]):
            return "elapsed"
    letters = "".join(_times(code))
    if not letters:
        return ""
    if {"d", "h", "s", "a"} & set(letters):
        return "day"
    return "month" if "m" in letters else "year"
