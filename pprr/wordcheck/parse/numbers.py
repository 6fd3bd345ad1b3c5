"""Finds every figure in a sentence, and passes over the digits that are none: years, dates, codes, ages, times."""

import re
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from pprr.domain import round_half_up
from pprr.domain.periods.days import MONTH

_FEWEST = 4  # up to here a number in words lists things ("three improvements"), unless its noun says otherwise
_LONGEST = 15  # digits; a longer number is no figure of a council
_UNITS = (
    "three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = {
    name: ten * 10
    for ten, name in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2)
}
_WORDS = {
    **{
        f"{ten}-{one}": many + number
        for ten, many in _TENS.items()
        for number, one in enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"], start=1)
    },
    **{name: number for number, name in enumerate(_UNITS.split(), start=3)},
    **_TENS,
}
_FEW = {"one": 1, "two": 2, "three": 3, "four": 4}
_PARTS = {
    "three quarters": Fraction(75),
    "three-quarters": Fraction(75),
    "two thirds": Fraction(200, 3),
    "two-thirds": Fraction(200, 3),
    "a quarter": Fraction(25),
    "one quarter": Fraction(25),
    "a third": Fraction(100, 3),
    "one third": Fraction(100, 3),
    "one-third": Fraction(100, 3),
    "half": Fraction(50),
}
_PLACES = {
    name: place
    for place, name in enumerate(
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"], start=1
    )
}
_TIME = (
    r"(?:working |calendar |school )?(?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|weekends?|months?"
    r"|quarters?|years?|decades?)"
)
_N = r"\d{1,3}(?:,\d{3})+|\d+"
_ANY = rf"(?:{_N})(?:\.\d+)?"
_LISTED = r"(?:\s?(?:,|and|or|to|&|[–-])\s?\d{1,2}(?!\d|[.,]\d|\s?%))*"
_NAMES = (
    r"(?:[Kk]ey [Ss]tage|[Ss]tage|[Ll]evel|[Pp]hase|[Tt]ier|[Gg]rade|[Bb]and|[Gg]roup|[Ss]ection|[Aa]ppendix"
    r"|[Pp]riority"
    r"|[Oo]bjective|[Tt]heme|[Qq]uarter|[Qq]tr|[Ww]eek|[Dd]ay|[Cc]hapter"
    r"|(?<!the )(?<!this )(?<!last )[Yy]ear|[Vv]ersion|[Pp]aragraph"
    r"|[Zz]one|[Ss]tep"
    r"|[Cc]ategory|[Oo]ption|[Ww]ave|[Oo]utcome|[Pp]age|[Pp]ara|[Aa]rticle|[Rr]egulation|[Ss]chedule|[Cc]lause"
    r"|[Aa]ppendices"
    r"|Table|Figure|Chart|Note|Part|Item|Class|Room|Floor|Ward|Lot|Block|Route|Junction|Act|No)"
)
# Digits that are no figure. Months by their capital, so that "may" and "march" stay words.
_NONE = re.compile(
    "|".join(
        (
            # 0161 234 5678, +44 161 234 5678
            r"(?<![\d.,£])(?:\+44[\s-]?(?:\(0\))?|0)\d{2,4}[\s-]?\d{3,4}[\s-]?\d{3,4}(?![\d%.,]\d|\d|%)",
            r"\b(?:19|20)\d\d-\d\d-\d\d\b",
            r"\b\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d\d)\b(?!%)",
            rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?:\s?(?:[–-]|to|and|or)\s?\d{{1,2}}(?:st|nd|rd|th)?)? (?:of )?{MONTH}\b"
            r"(?:,? (?:19|20)\d\d\b)?",
            rf"\b{MONTH} \d{{1,2}}(?:st|nd|rd|th)\b(?:,? (?:19|20)\d\d\b)?",
            rf"\b{MONTH},? (?:19|20)\d\d\b(?:\s?[–-]\s?\d\d\b)?",
            rf"\b{MONTH} \d\d?(?![\d%,.]|\s?(?:%|per))",
            r"\b(?:19|20)\d\d\s?[/–-]\s?(?:(?:19|20)\d\d|\d\d)\b(?!%)",
            r"\b\d\d/\d\d\b(?=\s+(?:financial|academic|year|figure|target|budget))",
            r"\b24/7\b",
            r"(?<![\d.,£])(?:19|20)\d\d(?:s|['’]s)?(?![\d%]|[.,]\d|\s?%|\s?per[\s-]?cent)\b",
            # Stage 1 and 2, Level 2, CFE1.4, Covid-19, Q3, 5G
            rf"\b{_NAMES}s? \d{{1,2}}(?:\.\d{{1,2}})*(?!\d|[.,]\d|\s?%|\s?per[\s-]?cent){_LISTED}",
            r"(?<![\w£])[A-Za-z][A-Za-z&/]*[-.]?\d[\w/]*(?:[.-]\d[\w]*)*",
            r"(?<![\w.,£])\d+(?!(?:st|nd|rd|th|m|k|K|bn|pp|M)\b)[A-Za-z]+[A-Za-z\d]*",
            # ages, times, durations
            r"\b[Aa]ge[ds]?(?: between| of)? \d{1,3}(?:\s?(?:[–-]|to|and|or)\s?\d{1,3})?(?: and over| or over|\+)?",
            r"\b\d{1,3}(?:\s?(?:[–-]|to)\s?\d{1,3})?[\s-]years?[\s-]olds?\b",
            r"(?i:\b(?:under|over)[\s-])\d{1,3}s\b|(?<![\d.,£])\d{1,3}(?:s\b|\+(?!\d))",
            r"\b\d{1,2}(?:[:.]\d\d)?\s?(?:am|pm|noon)\b|\b\d{1,2}:\d\d\b",
            r"\[\d{1,3}\]",
        )
    )
)
_DURATION = re.compile(
    rf"(?<![\d.,£])(?:{_ANY}|\b(?:{'|'.join({**_WORDS, **_FEW})})\b)"
    rf"(?:\s?(?:[–-]|to|or)\s?(?:{_ANY}))?[\s-](?P<unit>{_TIME})\b",
    re.IGNORECASE,
)
# Where a duration is a figure that was measured, and no rule of the service.
_MEASURED = re.compile(
    r"\b(?:from|to|was|is|were|averag(?:e|ed|ing)|average of|mean of|median of|took|takes|by|fell"
    r"|rose)(?: (?:around|about|nearly|just))?\s*$",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    rf"(?P<money>[-−(]?£\s?(?P<pounds>{_ANY})\s?(?P<pound_scale>m\b|M\b|million\b|bn\b|billion\b|[kK]\b|thousand\b)?)"
    rf"|(?<![\w.,/£])(?P<one_in>\d{{1,3}}|one|two|three|four|five|six|seven|eight|nine)\s+(?:in"
    rf"|out\s+of)\s+(?:every\s+)?"
    r"(?P<every>\d{1,3}|two|three|four|five|six|seven|eight|nine|ten)\b(?![\d,.%]|\s?%)"
    rf"|(?<!first )(?<!second )(?<!latter )(?<!other )(?<!final )\b(?P<part>{'|'.join(_PARTS)})(?=\s+(?:of|the"
    rf"|all|were)\b)"
    rf"|(?:(?<=\bby )|(?<=\bby about )|(?<=\bby over )|(?<=\bby nearly )|(?<=\bby almost )|(?<=more than )"
    rf"|(?<=less than ))"
    rf"(?P<moved>{'|'.join(_PARTS)})(?=[.,;)]|\s+(?:on|in|since|to|from|over|against|compared)\b|$)"
    rf"|(?<![\w.,/£])(?P<percent>{_ANY})\s?(?:%|per[\s-]?cent\b)(?!\s?(?:-\s?)?points?\b)"
    rf"|(?<![\w.,/£])(?P<points>{_ANY}|\b(?:one|two|{'|'.join(_WORDS)})\b)[\s-]?(?:%\s?"
    rf"|per[\s-]?cent(?:age)?[\s-]|percentage[\s-])?(?:points?\b|-point\b|pp\b|ppts?\b)"
    rf"|(?<![\w.,/£])(?P<place>\d{{1,3}})(?:st|nd|rd|th)\b"
    rf"|\b(?P<placed>{'|'.join(_PLACES)})(?=[\s-](?:highest|lowest|best|worst|largest|smallest|place"
    rf"|of (?:the )?\d|out of))"
    rf"|(?<![\w.,/£])(?P<count>{_ANY})\s?(?P<scale>m\b|M\b|million\b|bn\b|billion\b|[kK]\b|thousand\b)?(?![\d/]"
    rf"|\.\d|,\d)"
    rf"|\b(?P<word>(?:one(?!\s+(?:is|was)\s+(?!getting|stable|red|amber|green|better|worse))|two|three"
    rf"|four)(?=\s+(?:above|below|short|under|over|more\b|fewer\b|(?:getting |got )?(?:better|worse)\b|red\b"
    r"|amber\b|green\b"
    r"|of (?:the|our|these|all|its) \w+"
    r"|(?:rated |savings |other )?(?:measures?|indicators?|proposals?|priorities|reserves|highlights?"
    r"|exceptions?)|(?:is|are|was|were|did|met"
    r"|missed)\b)))\b"
    r"|\bby\s+(?P<few>one|two|three|four)(?=[.,;)]|\s+(?:from|to|on|since|against|compared|more)\b|$)"
    rf"|\b(?P<number>{'|'.join(name for name, number in _WORDS.items() if number > _FEWEST)})\b",
    re.IGNORECASE,
)
# 83–85%, between 83 and 85%: the first one is a percentage too.
_SHARED_SIGN = re.compile(
    rf"(?<![\w.,/£])(?P<first>{_ANY})(?=\s?(?:[–-]|to|and|or)\s?(?:{_ANY})\s?(?:%|per[\s-]?cent\b))", re.IGNORECASE
)
_SCALES = {"m": 10**6, "million": 10**6, "bn": 10**9, "billion": 10**9, "k": 1000, "thousand": 1000}


class Shape(StrEnum):
    """What a figure in prose is, by the way it is written."""

    PERCENT = "percent"
    POINTS = "points"
    COUNT = "count"
    MONEY = "money"
    PLACE = "place"
    SHARE = "share"
    """A part of a whole, with or without its percentage."""


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
        """Where it begins and where it ends."""
        return self.start, self.end

    @property
    def share(self) -> Fraction | None:
        """The part of the whole in percentage points."""
        if self.part is None or not self.whole:
            return None
        return Fraction(self.part * 100, self.whole)

    def could_be(self, value: Fraction) -> bool:
        """Whether the value could be rounded to this figure as it is written."""
        return to_step(value, self.step) == self.value


def to_step(value: Fraction, step: Fraction) -> Fraction:
    """The value rounded half up to whole steps."""
    return Fraction(round_half_up(value / step, 0)) * step


def figures_in(sentence: str, taken: tuple[tuple[int, int], ...] = (), *, times: str = "") -> list[Figure]:
    """The figures of a sentence in their order, but for places that are ``taken``.

    Durations ("20 working days") are figures only where the measure's own name, ``times``, speaks of that unit, and
    not of that very duration.
    """
    free = _without(_NONE.sub(_blank, sentence), taken)
    free = _DURATION.sub(lambda found: found[0] if _stays(found, free, times) else _blank(found), free)
    signed = {found.start("first") for found in _SHARED_SIGN.finditer(free)}
    return [figure for found in _NUMBER.finditer(free) if (figure := _figure(found, signed))]


def few_in_words(word: str) -> int | None:
    """The number that a word such as ``two`` or ``twelve`` is, or None."""
    return {**_FEW, **_WORDS}.get(word.lower())


def _stays(found: re.Match[str], sentence: str, times: str) -> bool:
    """Whether what looks like a duration is a figure: what the measure counts, or "three quarters of" a whole."""
    if re.match(r"\s+of\s+(?!the\b|an?\b|its\b)[a-z]", sentence[found.end() :]) and found["unit"].lower() == "hours":
        return True  # 640 hours of help
    if _MEASURED.search(sentence[: found.start()]) and found["unit"].lower().startswith(("sec", "min", "hour", "day")):
        return True
    is_part = found[0].lower() in _PARTS and re.match(r"\s+of\b", sentence[found.end() :])
    return bool(is_part) or _is_measured(found, times)


def _is_measured(found: re.Match[str], times: str) -> bool:
    unit = found["unit"].lower().split()[-1].rstrip("s")
    name = times.lower()
    number = re.match(r"[\w.,]+", found[0])
    return unit in name and not (number and re.search(rf"\b{re.escape(number[0].lower())}\b", name))


def _without(sentence: str, taken: tuple[tuple[int, int], ...]) -> str:
    for start, end in taken:
        sentence = sentence[:start] + " " * (end - start) + sentence[end:]
    return sentence


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _figure(found: re.Match[str], signed: set[int]) -> Figure | None:
    start, end = found.start(), found.start() + len(found[0].rstrip())
    word = found["word"] or found["number"] or found["few"]
    if word:
        start = end - len(word)
        return Figure(start, end, Shape.COUNT, Fraction(few_in_words(word) or 0), is_word=True)
    part = found["part"] or found["moved"]
    if part:
        value = _PARTS[part.lower()]
        return Figure(start, end, Shape.PERCENT, value, Fraction(1), is_word=True)
    if found["placed"]:
        return Figure(start, end, Shape.PLACE, Fraction(_PLACES[found["placed"].lower()]))
    if found["one_in"]:
        one, every = (_small(found[name]) for name in ("one_in", "every"))
        return Figure(start, end, Shape.PERCENT, Fraction(one * 100, every), Fraction(5)) if every else None
    shapes = {
        "pounds": Shape.MONEY,
        "percent": Shape.PERCENT,
        "points": Shape.POINTS,
        "place": Shape.PLACE,
        "count": Shape.COUNT,
    }
    name = next(name for name in shapes if found[name])
    shape = shapes[name]
    if shape is Shape.COUNT and found.start() in signed:
        shape = Shape.PERCENT
    if sum(letter.isdigit() for letter in found[name]) > _LONGEST:
        return None
    if few_in_words(found[name]):
        return Figure(start, end, shape, Fraction(few_in_words(found[name]) or 0), is_word=True)
    scale = (
        _SCALES[(found["pound_scale"] or found["scale"] or "").lower()]
        if (found["pound_scale"] or found["scale"])
        else 1
    )
    if shape is Shape.MONEY:
        scale *= 100
        start = found.start() + found[0].index("£")
    return Figure(start, end, shape, number_of(found[name]) * scale, step_of(found[name]) * scale)


def _small(text: str) -> int:
    return few_in_words(text) or (int(text) if text.isdigit() else 0)


def number_of(text: str) -> Fraction:
    """``1,384`` or ``34.1`` as a number."""
    return Fraction(text.replace(",", ""))


def step_of(text: str) -> Fraction:
    """What one of the last digit is worth: 1, or 1/10 for ``34.1``."""
    return Fraction(1, 10 ** len(text.partition(".")[2]))
