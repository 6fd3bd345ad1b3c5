"""A number that a workbook holds beside the text that it shows of it: what is to be read, and whether they differ."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import StrEnum
from functools import lru_cache

from pprr.ingest.readers.workbooks.looks import Look
from pprr.ingest.readers.workbooks.number_format import NumberFormat

_SPACES = " \u00a0\u2009\u202f"  # which part thousands
_NUMBER = re.compile(rf"\d{{1,3}}(?:[{_SPACES}]\d{{3}})+(?:\.\d+)?(?!\d)|\d[\d,]*(?:\.\d+)?|\.\d+", re.ASCII)
_PARTED = str.maketrans("", "", f",{_SPACES}")
# What only dresses a number: a currency, the signs and brackets of a negative one, spaces.
_DRESS = re.compile(r"[\s£$€()+−–-]*")
_SIGN = re.compile(r"[-−–(]\s*")
_FOREIGN = re.compile(r"[$€¥]")  # an amount of another currency is another amount
_MORE_DIGITS = re.compile(r"[\d.,]\0|\0[.,]?\d", re.ASCII)  # at a number, here \0, that it is shown with
_NOTHING = re.compile(r"[\s£$€]*[-–—−]*[\s£$€]*")  # an amount of 0, as accounts show it
_MEANT = re.compile(r"[<>≤≥~*†‡§^#+\[\]()\d]", re.ASCII)
_UNITS = frozenset(
    """
    kg g t tonne tonnes km m cm mm mile miles mi ha hectares acres litres l kwh mwh sq ft second seconds sec
    secs minute minutes min mins hour hours hr hrs day days week weeks wks month months mths year years yrs
    working people persons residents children pupils households homes dwellings properties families cases calls
    visits visitors users items tickets incidents complaints requests applications staff fte ftes per head pence
    p.a. pa pound pounds gbp c degrees
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
_SCALES = {"k": 3, "thousand": 3, "m": 6, "million": 6}
_WORDS = frozenset(
    """
    p e f r prov provisional rev revised est estimate estimated forecast red amber green less than
    fewer under below over more at least most up to no not about approx circa bn billion nil n/a na x c
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
_SAMPLES = tuple(map(Decimal, ("1234567", "-1234567", "0")))
_LONGEST = 255  # of a text of a number
_MOST_DIGITS = 30
_EXACT = Context(prec=200)
_USUAL = tuple(Decimal(1).scaleb(-power) for power in (0, 3, 6, 9))
_HUNDRED = Decimal(100)


class Differs(StrEnum):
    """The way in which shown and held differ in value."""

    NOT = ""
    VALUE = "shown"
    HIDDEN = "hidden"
    SIGN = "sign"
    WORDS = "words"


@dataclass(frozen=True)
class Template:
    """The text to be read of a number: itself times ``factor`` between two texts, or ``word`` in its place.

    With ``is_held`` the number is read as it is held, and ``differs`` says why that is to be asked about.
    """

    factor: Decimal = Decimal(1)
    before: str = ""
    after: str = ""
    word: str = ""
    is_held: bool = False
    differs: Differs = Differs.NOT

    @property
    def is_plain(self) -> bool:
        """True where nothing is read otherwise than it is held, and nothing asked."""
        return self.is_held and not self.differs

    def text(self, held: Decimal) -> str:
        """The text to read of the number."""
        if self.word:
            return self.word
        number = plain(held if self.is_held else held * self.factor)
        return number if self.is_held else f"{self.before}{number}{self.after}"

    def look(self, held: Decimal, seen: str) -> Look:
        """The cell that holds the number and shows a text of it."""
        read = self.text(held)
        shown = "" if self.differs is Differs.HIDDEN else seen if self.is_held and self.differs else read
        return Look(read, shown, plain(held), self.differs, seen)


def plain(value: Decimal) -> str:
    """The number in full, without an exponent and without zeros at its end."""
    return f"{value.normalize():f}" if value else "0"


@lru_cache(maxsize=4096)
def says_more(number_format: NumberFormat) -> bool:
    """Tells whether a format shows anything of a number, or of a day, that its value alone does not say."""
    if number_format.days:
        return number_format.days != "day"
    if any(section.condition for section in number_format.sections):
        return True
    found = [of_format(value, number_format) for value in _SAMPLES]
    return not all(one is None or one.is_plain for one in found)


def template(held: Decimal, shown: str) -> Template:
    """The words that a number's text in its sheet has beyond the number; rounding and the dress of money say nothing.

    >>> template(Decimal("0.753"), "75%").text(Decimal("0.753"))
    '75.3%'
    >>> template(Decimal(5642000), "5,642").text(Decimal(5642000)), template(Decimal(95), "95 (p)").text(Decimal(95))
    ('5642', '95 (p)')
    """
    shown = shown.strip()
    if len(shown) > _LONGEST:
        return Template(is_held=True, differs=Differs.VALUE)
    for found in _NUMBER.finditer(shown):
        before, after = shown[: found.start()], shown[found.end() :]
        digits = found[0].translate(_PARTED)
        is_percent = after.startswith("%")
        for factor in (_HUNDRED, Decimal(1)) if is_percent else _factors(after):
            if _rounds_to(abs(held) * factor, digits):
                return _between(_sign(held), factor, before, after)
    if _NUMBER.search(shown):
        return Template(is_held=True, differs=Differs.VALUE)
    return _word(held, shown)


def of_format(held: Decimal, number_format: NumberFormat) -> Template | None:
    """As ``template``, by the format; None where it cannot be told what that shows."""
    around = number_format.around(held)
    if around is None:
        section = number_format.sections[number_format.section_of(held)]
        if section.is_parted:
            return Template(is_held=True, differs=Differs.VALUE)
        is_meant = _dressed("".join(section.pieces), "") == "meant"
        return Template(is_held=True, differs=Differs.WORDS) if is_meant else None
    if around.number is None or not around.text:
        return _word(held, around.text)
    is_scaled = held or around.after.startswith("%")
    return _between(_sign(held), around.factor if is_scaled else Decimal(1), around.before, around.after)


def _word(held: Decimal, shown: str) -> Template:
    if _NOTHING.fullmatch(shown):
        return Template(is_held=True, differs=Differs.HIDDEN if held or not shown else Differs.NOT)
    return Template(word=shown, differs=Differs.VALUE)


@lru_cache(maxsize=4096)
def _factors(after: str) -> tuple[Decimal, ...]:
    scale = _scale(after)
    return (scale, *_USUAL) if scale else _USUAL


def _rounds_to(value: Decimal, digits: str) -> bool:
    if len(digits) > _MOST_DIGITS or value.adjusted() > _MOST_DIGITS:
        return False
    shown = Decimal(digits)
    return value == shown or value.quantize(shown, ROUND_HALF_UP, _EXACT) == shown


@lru_cache(maxsize=4096)
def _between(sign: int, factor: Decimal, before: str, after: str) -> Template:
    """The template of a number of that sign between two texts of its sheet."""
    percent = "%" if after.startswith("%") else ""
    rest = after.removeprefix("%").rstrip()
    suffix = rest.strip().lower()
    is_negative = bool(re.search(r"[-−–(]\s*[£$€]?\s*$", before) or re.match(r"[-−–]", rest))
    if sign and (sign < 0) is not is_negative:
        return Template(is_held=True, differs=Differs.SIGN)
    if _FOREIGN.search(before + after) or _MORE_DIGITS.search(f"{before}\0{after}"):
        return Template(is_held=True, differs=Differs.VALUE)
    scale = _scale(rest)
    says_scale = factor == scale if scale else factor in ({Decimal(1), _HUNDRED} if percent else {Decimal(1)})
    differs = Differs.NOT if says_scale else Differs.VALUE
    if scale and suffix in _SCALES and _DRESS.fullmatch(before):
        return Template(factor, after=rest, differs=differs)
    dress = "meant" if scale else _dressed(before, rest)
    if dress == "plain":
        is_held = factor == 1 and not percent
        return Template(factor, after=percent, is_held=is_held, differs=differs)
    if dress == "words":
        if factor != 1 or percent:
            return Template(factor, after=percent, differs=differs or Differs.WORDS)
        return Template(is_held=True, differs=Differs.WORDS)
    is_bound = bool(re.search(r"[<>≤≥~]|than|under|over|least|most|below|up to", before, re.IGNORECASE))
    front = re.sub("[£$€]", "", before).lstrip()
    front = _SIGN.sub("", front, count=1) if sign < 0 else front
    return Template(factor, front, f"{percent}{rest}", differs=Differs.VALUE if is_bound else differs)


def _scale(after: str) -> Decimal | None:
    """The part of a number that is shown before ``k`` or ``million``; None where no such word follows it."""
    word = re.match(r"\s*([a-z]+)(?![a-z])", after, re.IGNORECASE | re.ASCII)
    power = _SCALES.get(word[1].lower()) if word else None
    return Decimal(1).scaleb(-power) if power else None


def _sign(value: Decimal) -> int:
    return (value > 0) - (value < 0)


def _dressed(before: str, after: str) -> str:
    """The kind of text around a number: ``plain`` dress, ``words`` that nobody knows, or a part that is ``meant``."""
    if before.count("(") == after.count(")") == 1 and before.rstrip(" £$€-").endswith("(") and after.startswith(")"):
        before, after = before.replace("(", ""), after.replace(")", "", 1)
    if re.fullmatch(r"[\s£$€+−–-]*", before) and re.fullmatch(r"[\s−–-]*", after):
        return "plain"
    letters = " ".join(re.sub(r"[£$€\s/,:;.'’−–-]+", " ", f"{before} {after}").lower().split())
    if _MEANT.search(before + after) or any(word.strip(".") in _WORDS for word in f"{before} {after}".lower().split()):
        return "meant"
    return "plain" if all(word in _UNITS for word in letters.split()) else "words"
