"""Finds the percentages and the "n of d" in an entry's words, each with the period it speaks of."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

_NUMBER = r"\d{1,3}(?:,\d{3})+|\d+"
_PERCENT = r"(?P<{0}>\d+(?:\.\d+)?)\s?(?:%|per\s?cent\b)"
_YEAR = re.compile(r"\b20\d\d/\d\d\b")
_FRACTION = re.compile(
    rf"(?<![\d.,/£])(?P<part>{_NUMBER})\s+(?:out\s+)?of\s+(?:the\s+|these\s+|those\s+|all\s+|a\s+total\s+of\s+)*"
    rf"(?P<whole>{_NUMBER})(?![\d%]|\.\d|,\d|/\d)",
    re.IGNORECASE,
)
_FRACTION_TURNED = re.compile(
    rf"\bof\s+(?:the|these|those|all)\s*,?\s+(?P<whole>{_NUMBER})\s+[a-z][^.;()%\d]{{0,60}}?[\s,]"
    rf"(?P<part>{_NUMBER})\s*\({_PERCENT.format('percent')}\)",
    re.IGNORECASE,
)
_PERCENTAGE = re.compile(r"(?<![\d.,/])" + _PERCENT.format("percent"), re.IGNORECASE)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_OTHER_PERIOD = re.compile(
    rf"\b(?:{_MONTHS})\b|\b(?:quarters?|months?|weeks?|Q[1-4]|half[- ]year|to date|so far|since|until)\b"
    r"|(?<![\d/])\b(?:19|20)\d\d\b(?!/)",
)
_OTHER_BODY = re.compile(
    r"\b(?:average|national(?:ly)?|England|regional(?:ly)?|elsewhere|other councils?)\b", re.IGNORECASE
)
_LOOSE = re.compile(
    r"(?:\b(?:by|around|about|approximately|roughly|nearly|almost|over|under|above|below|at least|up to|between|than)"
    r"|\band|\bto)\s*$",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"^\s*(?:points?\b|percentage\b|(?:lower|higher|more|less|fewer|increase|rise|fall|drop|reduction)\b)"
)
_TARGET_BEFORE = re.compile(r"\btargets?\s+(?:of|was|is|to|at)\s*$", re.IGNORECASE)
_TARGET_AFTER = re.compile(r"^\s+targets?\b", re.IGNORECASE)
_THIS_PERIOD = re.compile(r"\b(?:year[- ]end|this year|over the year|for the year|the year's)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9])|\n\s*\n|\n(?=\s*[-*•] )")
_MARKS = re.compile(r"[*_`]+|^#+\s*", re.MULTILINE)
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")


class About(StrEnum):
    """What a figure in prose speaks of."""

    PERIOD = "period"
    TARGET = "target"
    UNSAID = "unsaid"


@dataclass(frozen=True)
class Claim:
    """A percentage, or a part of a whole, as an entry states it.

    ``year`` is the financial year it names (``2018/19``), or blank for the report's own; ``percent`` and ``decimals``
    are as written. A claim that is ``UNSAID`` names no period, and only agreement can be told of it.
    """

    words: str
    about: About
    year: str = ""
    part: int | None = None
    whole: int | None = None
    percent: Decimal | None = None

    @property
    def share(self) -> Fraction | None:
        """The part of the whole in percentage points."""
        if self.part is None or not self.whole:
            return None
        return Fraction(self.part * 100, self.whole)

    @property
    def decimals(self) -> int:
        """With how many decimals the percentage is written."""
        exponent = self.percent.as_tuple().exponent if self.percent is not None else 0
        return -exponent if isinstance(exponent, int) else 0


def find_claims(text: str) -> tuple[Claim, ...]:
    """The claims in an entry's Markdown that can be held against its row.

    Left out are figures that speak of something else: another period ("up to the end of February 94.2%"), another
    body ("the national average"), a change ("1.1% lower") or a size that is not exact ("around 76%").
    """
    plain = _MARKS.sub("", _LINK.sub(r"\1", text))
    return tuple(claim for sentence in _SENTENCE.split(plain) for claim in _in_sentence(" ".join(sentence.split())))


def _in_sentence(sentence: str) -> list[Claim]:
    claims = []
    percents = list(_PERCENTAGE.finditer(sentence))
    used: set[int] = set()
    fractions = [*_FRACTION_TURNED.finditer(sentence), *_FRACTION.finditer(sentence)]
    starts = sorted(match.start() for match in fractions)
    for match in fractions:
        part, whole = (int(match[name].replace(",", "")) for name in ("part", "whole"))
        if not 0 <= part <= whole:
            continue
        percent = _percent_of(match, percents, starts, used)
        if percent is not None:
            used.add(percent.start())
        end = max(match.end(), percent.end() if percent else 0)
        span = sentence[match.start() : end + 1 if sentence[end : end + 1] == ")" else end]
        about, year = _subject(sentence, match.start(), match.end())
        if about is not None:
            claims.append(
                Claim(span, About.PERIOD, year, part, whole, Decimal(percent["percent"]) if percent else None)
            )
    for match in percents:
        if match.start() in used:
            continue
        before, after = sentence[: match.start()], sentence[match.end() :]
        if _CHANGE.match(after):
            continue
        if _TARGET_BEFORE.search(before) or _TARGET_AFTER.match(after):
            claims.append(Claim(match[0], About.TARGET, percent=Decimal(match["percent"])))
        elif not _LOOSE.search(before):
            about, year = _subject(sentence, match.start(), match.end())
            if about is not None:
                claims.append(Claim(match[0], about, year, percent=Decimal(match["percent"])))
    return claims


def _percent_of(
    match: re.Match[str], percents: list[re.Match[str]], starts: list[int], used: set[int]
) -> re.Match[str] | None:
    """The percentage that belongs to a part of a whole: inside it, the next after it, or the one just before it."""
    inside = [p for p in percents if match.start() <= p.start() < match.end()]
    if inside:
        return inside[0]
    following = min((start for start in starts if start > match.start()), default=10**9)
    after = [p for p in percents if match.end() <= p.start() < following and p.start() not in used]
    if after:
        return after[0]
    preceding = max((start for start in starts if start < match.start()), default=-1)
    before = [p for p in percents if preceding < p.start() < match.start() and p.start() not in used]
    return before[-1] if before else None


def _subject(sentence: str, start: int, end: int) -> tuple[About | None, str]:
    """Which period the figure at this place speaks of, by the words around it; None where it is another one."""
    scope, start, end = _scope(sentence, start, end)
    years = list(_YEAR.finditer(scope))
    if _OTHER_PERIOD.search(_YEAR.sub(" ", scope)) or _OTHER_BODY.search(scope):
        return None, ""
    if years:
        right_after = re.match(r"[\s)–-]*(?:in|for|during)?\s*(20\d\d/\d\d)\b", scope[end:])
        if right_after:
            return About.PERIOD, right_after[1]
        before = [year for year in years if year.end() <= start]
        return About.PERIOD, (before[-1] if before else years[0])[0]
    return (About.PERIOD if _THIS_PERIOD.search(scope) else About.UNSAID), ""


def _scope(sentence: str, start: int, end: int) -> tuple[str, int, int]:
    """The words a figure stands among: its own brackets, or the sentence without what stands in other brackets."""
    opened = sentence.rfind("(", 0, start)
    closed = sentence.find(")", end)
    if opened > sentence.rfind(")", 0, start) and closed >= 0:
        inside = sentence[opened + 1 : closed]
        if len(inside.split()) > 2:
            return inside, start - opened - 1, end - opened - 1
    # Same length, so that places in the sentence stay places in the scope.
    scope = re.sub(
        r"\([^()]*\)",
        lambda found: found[0] if found.start() <= start < found.end() else " " * len(found[0]),
        sentence,
    )
    return scope, start, end
