"""Finds every figure in a sentence, and passes over the digits that are none: years, dates, codes, ages, times."""

import re
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from pprr.domain import round_half_up
from pprr.wordcheck.lexicon import section, sources, words

_LONGEST = 15  # digits; a longer number is no figure of a council
_FEW, _DIGITS = words("numbers.few"), (*words("numbers.few"), *words("numbers.five_to_nine"))
_TENS = {ten: 10 * number for number, ten in enumerate(words("numbers.tens"), start=2)}
_VALUES = {
    **{word: number for number, word in enumerate((*_DIGITS, *words("numbers.teens")), start=1)},
    **_TENS,
    **{f"{ten}-{digit}": many + one for ten, many in _TENS.items() for one, digit in enumerate(_DIGITS, start=1)},
}
NUMBER_WORDS = tuple(_VALUES)
_PARTS = {name: Fraction(part) * 100 for name, part in sources("numbers.parts")}
_PLACES = {word: number for number, word in enumerate(words("numbers.places"), start=1)}
_SCALES = {word: int(scale) for word, scale in sources("numbers.scales")}
_NUMBERS = section("numbers")
_DOZENS = dict(sources("numbers.dozens"))
_BROKEN = dict(sources("numbers.broken_by"))
_ROUGH = ("half", "quarter")  # "two and a half points" may be 2.4


class Shape(StrEnum):
    """The kind of a figure in prose, by the way it is written."""

    PERCENT = "percent"
    POINTS = "points"
    COUNT = "count"
    MONEY = "money"
    PLACE = "place"
    SHARE = "share"
    """A part of a whole, with or without its percentage."""


_SHAPES = {
    "pounds": Shape.MONEY,
    "percent": Shape.PERCENT,
    "points": Shape.POINTS,
    "place": Shape.PLACE,
    "count": Shape.COUNT,
}


@dataclass(frozen=True)
class Figure:
    """A figure as a sentence states it: where it stands, and its value in whole units (points, pence for money).

    ``step`` is what one of its last digit is worth: 1/10 for ``34.1%``, 100,000 (pence) for ``£0.044m``. A ``SHARE``
    has the part, the whole (None where only the sentence before tells it) and perhaps a percentage beside them, which
    is then ``value``.
    """

    start: int
    end: int
    shape: Shape
    value: Fraction
    step: Fraction = Fraction(1)
    part: int | None = None
    whole: int | None = None
    has_percent: bool = True
    is_word: bool = False

    @property
    def place(self) -> tuple[int, int]:
        """The places where it begins and where it ends."""
        return self.start, self.end

    @property
    def share(self) -> Fraction | None:
        """The part of the whole in percentage points."""
        if self.part is None or not self.whole:
            return None
        return Fraction(self.part * 100, self.whole)

    def could_be(self, value: Fraction) -> bool:
        """Tells whether the value could be rounded to this figure as it is written."""
        return to_step(value, self.step) == self.value


def to_step(value: Fraction, step: Fraction) -> Fraction:
    """The value rounded half up to whole steps."""
    return Fraction(round_half_up(value / step, 0)) * step


def in_digits(sentence: str) -> tuple[str, dict[str, str]]:
    """The sentence with its numbers in words from five on in digits, and what stood there by what was put there."""
    said: dict[str, str] = {}

    def put(found: re.Match[str]) -> str:
        hundreds, below = (_word_value(found[one]) for one in ("hundreds", "beyond"))
        known = str(100 * hundreds + below if found["hundreds"] else _word_value(found["number"]))
        known = _DOZENS[found["dozens"].lower()] if found["dozens"] else known
        said[known] = found[0]
        return known

    def put_part(found: re.Match[str]) -> str:
        part = Fraction(_BROKEN[found["part"].lower()]) * _word_value(found["count"] or "one")
        size = float(part + (_word_value(found["whole"]) if found["whole"] else 0))
        known = f"{size:g} {found['unit']}"
        rough = f"about {known}" if found["part"].lower() in _ROUGH else known
        said[rough] = said[known] = found[0]
        return rough

    return _NUMBERS.spelt.sub(put, _NUMBERS.broken.sub(put_part, sentence)), said


def _word_value(word: str | None) -> int:
    return said_number("-".join((word or "").split())) or (1 if word else 0)


def figures_in(sentence: str, taken: tuple[tuple[int, int], ...] = (), *, times: str = "") -> list[Figure]:
    """The figures of a sentence in their order, but for places that are ``taken``.

    Durations ("20 working days") are figures only where the measure's own name, ``times``, speaks of that unit, and
    not of that very duration.
    """
    free = _without(_NUMBERS.none.sub(_blank, sentence), taken)
    free = _NUMBERS.duration.sub(lambda found: found[0] if _stays(found, free, times) else _blank(found), free)
    signed = {found.start("first") for found in _NUMBERS.shared_sign.finditer(free)}
    return [figure for found in _NUMBERS.number.finditer(free) if (figure := _figure(found, signed))]


def _stays(found: re.Match[str], sentence: str, times: str) -> bool:
    """Tells whether what looks like a duration is a figure: what the measure counts, or "three quarters of" a whole."""
    unit, number = found["unit"].lower(), re.split(r"[\s-]", found[0].lower())[0]
    if unit == "hours" and _NUMBERS.of_what.match(sentence, found.end()):
        return True  # 640 hours of help
    if unit.startswith(("sec", "min", "hour", "day")) and _NUMBERS.measured.search(sentence[: found.start()]):
        return True
    if found[0].lower() in _PARTS and _NUMBERS.of.match(sentence, found.end()):
        return True
    name = times.lower()
    return unit.split()[-1].rstrip("s") in name and not re.search(rf"\b{re.escape(number)}\b", name)


def _without(sentence: str, taken: tuple[tuple[int, int], ...]) -> str:
    for start, end in taken:
        sentence = sentence[:start] + " " * (end - start) + sentence[end:]
    return sentence


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _figure(found: re.Match[str], signed: set[int]) -> Figure | None:
    start, end = found.start(), found.start() + len(found[0].rstrip())
    if word := found["word"] or found["few"]:
        return Figure(end - len(word), end, Shape.COUNT, Fraction(_VALUES[word.lower()]), is_word=True)
    if part := found["part"] or found["moved"]:
        return Figure(start, end, Shape.PERCENT, _PARTS[part.lower()], is_word=True)
    if placed := found["placed"] or found["ranked"]:
        return Figure(start, end, Shape.PLACE, Fraction(_PLACES[placed.lower()]))
    if found["one_in"]:
        one, every = (_VALUES.get(found[name].lower()) or int(found[name]) for name in ("one_in", "every"))
        if one > every:  # "by 24 in two"
            return Figure(start, found.end("one_in"), Shape.COUNT, Fraction(one))
        return Figure(start, end, Shape.PERCENT, Fraction(one * 100, every), Fraction(5))
    name = next(name for name in _SHAPES if found[name])
    text, shape = found[name], _SHAPES[name]
    if shape is Shape.COUNT and start in signed:
        shape = Shape.PERCENT
    if sum(letter.isdigit() for letter in text) > _LONGEST:
        return None
    if text.lower() in _VALUES:
        return Figure(start, end, shape, Fraction(_VALUES[text.lower()]), is_word=shape is not Shape.PERCENT)
    unit = found["pound_scale"] or found["scale"]
    scale = (_SCALES[unit.lower()] if unit else 1) * (100 if shape is Shape.MONEY else 1)
    start += found[0].index("£") if shape is Shape.MONEY else 0
    return Figure(start, end, shape, number_of(text) * scale, step_of(text) * scale)


def number_of(text: str) -> Fraction:
    """``1,384`` or ``34.1`` as a number."""
    return Fraction(text.replace(",", ""))


def said_number(word: str) -> int | None:
    """The number that a word or digits say; None of any other word."""
    return int(word) if word.isdecimal() else _VALUES.get(word.lower())


def step_of(text: str) -> Fraction:
    """The worth of one of the last digit: 1, or 1/10 for ``34.1``."""
    return Fraction(1, 10 ** len(text.partition(".")[2]))
