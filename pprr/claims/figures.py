"""Finds the percentages and the "n of d" in an entry's words, each with the period it speaks of."""

import re
import textwrap
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from pprr.claims.subject import About, Subject, named_behind, subject

_LONGEST_SENTENCE = 1000
_NUMBER = r"\d{1,3}(?:,\d{3})+|\d+"
_ALONE = r"(?<![\d.,/£–−-])"
_PERCENT = r"\d+(?:\.\d+)?\s?(?:%|per[\s-]?cent\b)"
_PART = rf"{_ALONE}(?P<part>{_NUMBER})"
_WHOLE = rf"(?P<whole>{_NUMBER})(?![\d%]|\.\d|,\d|/\d)"
_OF = r"of\s+(?:(?:the|these|those|all|a\s+total\s+of)\s+)*"
# Words without figures, but for a name such as "Stage 1".
_NOUN = r"(?:[^.;()%\d]|(?<=[A-Za-z]\s)\d(?=\s[a-z])){0,60}?"
_FRACTIONS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # Of these 179 Stage 1 complaints, 61 (34%)
        rf"(?<!\d\s)(?<!\)\s)(?<!\bout\s)\bof\s+(?:(?:the|these|those|all|a\s+total\s+of)\s*,?\s+)?"
        rf"(?P<whole>{_NUMBER})\s+[a-z]{_NOUN}[\s,](?P<part>{_NUMBER})\s*\({_PERCENT}\)(?!\s+(?:out\s+)?of\b)",
        # 179 complaints were received, of which 61 (34%)
        rf"{_ALONE}(?P<whole>{_NUMBER})\s+{_NOUN}\bof\s+(?:which|these|those|them)\b,?\s+(?P<part>{_NUMBER})\s*\({_PERCENT}\)",
        # Of these, 61 (34%), the whole being in the sentence before
        rf"\b(?P<whole>)of\s+(?:which|these|those|them)\b,?\s+(?P<part>{_NUMBER})\s*\({_PERCENT}\)(?!\s+(?:out\s+)?of\b)",
        # 61 (34%) of the 179
        rf"{_PART}\s*\({_PERCENT}\)\s+(?:out\s+)?{_OF}{_WHOLE}",
        # 61 of 179, 61 out of the 179
        rf"{_PART}\s+(?:out\s+)?{_OF}{_WHOLE}",
        # 61 complaints were upheld out of 179
        rf"{_PART}(?:\s+[a-z]+){{1,4}}\s+out\s+{_OF}{_WHOLE}",
        # 61/179 (34%) and 34% (61/179), only with the percentage: dates are written with a stroke too
        rf"{_PART}/(?P<whole>\d+)\s*\({_PERCENT}\)",
        rf"{_ALONE}{_PERCENT}\s*\((?P<part>\d+)/(?P<whole>\d+)\)",
    )
)
_PERCENTAGE = re.compile(_ALONE + _PERCENT, re.IGNORECASE)
_MOVED = (
    r"(?:ris(?:e|en|es|ing)|rose|increas\w+|gr[eo]w\w*|f[ae]ll\w*|drop\w*|declin\w+|reduc\w+|decreas\w+|improv\w+|went|gone"
    r"|mov\w+|chang\w+|dip\w*|up|down)"
)
_MOVED_TO = re.compile(rf"\b{_MOVED}\b[^;]*\bto\s*$", re.IGNORECASE)
_LOOSE = re.compile(
    r"(?:\b(?:by|around|about|approximately|roughly|circa|some|nearly|almost|over|under|above|below|at least|at most"
    r"|up to|close to|within|between|than)|\bc\.|~)\s*$",
    re.IGNORECASE,
)
_FROM_OR_TO = re.compile(r"\b(?:from|to)\s*$", re.IGNORECASE)
_RANGE_BEFORE = re.compile(
    r"(?:\b(?:between|ranging|ranged|varied)\b[^,;]*|(?:%|\bcent)\s+)\b(?:and|or|to)\s*$", re.IGNORECASE
)
_RANGE_AFTER = re.compile(rf"\s*(?:[–-]|\bto\b|\bor\b)\s*{_PERCENT}", re.IGNORECASE)
_CHANGE = re.compile(
    r"\s*(?:points?|percentage|more|less|fewer|higher|lower|better|worse|above|below|over|under|short|off|away|behind"
    rf"|ahead|difference|gap|variance|{_MOVED})\b",
    re.IGNORECASE,
)
_CHANGE_BEFORE = re.compile(
    rf"\b(?:{_MOVED}|(?:{_MOVED}|difference|gap|variance|shortfall)\b[^,;.%\d]{{0,40}}\bof)\s*$", re.IGNORECASE
)
_TARGET_BEFORE = re.compile(
    r"\btargets?(?:\s+(?:set\s+)?(?:of|was|is|to|at)|\s+for\s+(?:the year|this year|20\d\d/\d\d)(?:\s+(?:of|was|is))?"
    r"|\s*[:(])\s*$",
    re.IGNORECASE,
)
_TARGET_AFTER = re.compile(r"\s+targets?\b", re.IGNORECASE)
_OTHER_TARGET = re.compile(
    r"\b(?:next|future|new|old|former|original|stretch|interim)\b(?=[^,;]*\btarget)", re.IGNORECASE
)
# How a percentage is joined to the "n of d" in front of it, and to the one behind it.
_JOINED = re.compile(
    r"(?:(?!\band\b)[^;,%]){0,60}?[a-z]\s*\(\s*"
    r"|[^;%\d]{0,60}?(?:\(|\s[–—-]|=|\b(?:or|that is|which is|i\.e\.|equal to|equat\w+ to|equivalent to|represent\w+"
    r"|making|giving|a (?:rate|share) of))\s*"
    r"|[\s,:|]*",
    re.IGNORECASE,
)
_JOINED_AHEAD = re.compile(r"(?:(?!\s(?:and|but|while|whilst)\s)[^;%])*[(,:–—-]\s*|\s*")
_YEAR = re.compile(r"\b(20\d\d)\s?[/–‑-]\s?(?:20)?(\d\d)\b(?![/–‑-]?\d)")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9])|\n\s*\n|\n(?=\s*(?:[-*•+]|\d+[.)]) )|\n(?=\s*[#|])")
_MARKS = re.compile(r"[*_`]+|^\s*(?:#+|>)\s*", re.MULTILINE)
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")

__all__ = ["About", "Claim", "find_claims"]


@dataclass(frozen=True)
class Claim:
    """A percentage, or a part of a whole, as an entry states it.

    ``year`` is the financial year it names (``2018/19``), or blank for the report's own; ``percent`` and ``decimals``
    are as written. ``whole`` is None where only the sentence before tells it ("Of these, 61 (34%)"). A claim about
    the ``PREVIOUS`` period says so in words ("last year"); a percentage that is ``UNSAID`` names no period, and only
    agreement can be told of it.
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


@dataclass(frozen=True)
class _Figure:
    """A part of a whole with the percentage that belongs to it, or a percentage alone; where it stands."""

    start: int
    end: int
    part: int | None
    whole: int | None
    percent: Decimal | None

    @property
    def place(self) -> tuple[int, int]:
        return self.start, self.end


def find_claims(text: str) -> tuple[Claim, ...]:
    """The claims in an entry's Markdown that can be held against its row.

    Left out are figures that speak of something else: another period ("up to the end of February 94.2%"), another
    body ("the national average"), a change ("1.1% lower"), a size that is not exact ("around 76%"), or a share of what
    is itself a part ("66 of 179 were upheld; 20 of the 66 (30%) were ...").
    """
    plain = _YEAR.sub(r"\1/\2", _MARKS.sub("", _LINK.sub(r"\1", text)))
    claims: list[Claim] = []
    parts: set[int] = set()
    is_behind_part = False
    for words in _sentences(plain):
        figures = _figures(words)
        for figure in figures:
            is_part_of_part = figure.whole in parts if figure.whole is not None else is_behind_part
            about, year = _subject(words, figure, figures)
            if about is not None and (figure.part is None or not is_part_of_part):
                stated = words[figure.start : figure.end]
                claims.append(Claim(stated, about, year, figure.part, figure.whole, figure.percent))
            parts |= {figure.part} if figure.part else set()
        is_behind_part = any(figure.part is not None for figure in figures)
    return tuple(claims)


def _sentences(plain: str) -> list[str]:
    """The sentences, each on one line. What runs on past any sentence's length is cut, so that no text takes long."""
    sentences = (" ".join(sentence.split()) for sentence in _SENTENCE.split(plain))
    return [piece for sentence in sentences for piece in textwrap.wrap(sentence, _LONGEST_SENTENCE)]


def _subject(sentence: str, figure: _Figure, figures: list[_Figure]) -> Subject:
    about, year = subject(sentence, figure.place, [other.place for other in figures])
    if figure.part is not None:
        return (About.PERIOD if about is About.UNSAID else about), year
    before, after = sentence[: figure.start], sentence[figure.end :]
    if _TARGET_BEFORE.search(before) or _TARGET_AFTER.match(after):
        is_other = about in (None, About.PREVIOUS) or _OTHER_TARGET.search(sentence)
        return (None, "") if is_other else (About.TARGET, year)
    if _CHANGE.match(after) or _CHANGE_BEFORE.search(before) or _LOOSE.search(before):
        return None, ""
    if _RANGE_AFTER.match(after):
        return None, ""
    if not _MOVED_TO.search(before) and (
        _RANGE_BEFORE.search(before) or (_FROM_OR_TO.search(before) and not named_behind(sentence, figure.end))
    ):
        return None, ""
    return about, year


def _figures(sentence: str) -> list[_Figure]:
    """The figures of a sentence in their order, each percentage with one of them only."""
    matches: list[re.Match[str]] = []
    for pattern in _FRACTIONS:
        for match in pattern.finditer(sentence):
            is_share = not match["whole"] or 0 <= _count(match["part"]) <= _count(match["whole"])
            if is_share and not any(match.start() < other.end() and other.start() < match.end() for other in matches):
                matches.append(match)
    matches.sort(key=lambda match: match.start())
    free = list(_PERCENTAGE.finditer(sentence))
    figures = []
    for match in matches:
        percent = _percent_of(sentence, match, matches, free)
        if percent:
            free.remove(percent)
        figures.append(_figure(sentence, match, percent))
    figures += [_Figure(found.start(), found.end(), None, None, _value(found)) for found in free]
    return sorted(figures, key=lambda figure: figure.start)


def _figure(sentence: str, match: re.Match[str], percent: re.Match[str] | None) -> _Figure:
    start = min(match.start(), percent.start()) if percent else match.start()
    end = max(match.end(), percent.end()) if percent else match.end()
    if sentence[start:end].count("(") > sentence[start:end].count(")") and sentence[end : end + 1] == ")":
        end += 1
    whole = _count(match["whole"]) if match["whole"] else None
    return _Figure(start, end, _count(match["part"]), whole, _value(percent) if percent else None)


def _count(text: str) -> int:
    return int(text.replace(",", ""))


def _value(percent: re.Match[str]) -> Decimal:
    return Decimal(re.split(r"[^\d.]", percent[0], maxsplit=1)[0])


def _percent_of(
    sentence: str, match: re.Match[str], matches: list[re.Match[str]], free: list[re.Match[str]]
) -> re.Match[str] | None:
    """The percentage that belongs to a part of a whole: inside it, joined on behind it, or leading up to it."""
    for percent in free:
        if match.start() <= percent.start() < match.end():
            return percent
    following = min((other.start() for other in matches if other.start() > match.start()), default=len(sentence))
    preceding = max((other.end() for other in matches if other.end() <= match.start()), default=0)
    behind = next((percent for percent in free if match.end() <= percent.start() < following), None)
    if behind and not _is_other(sentence, behind) and _JOINED.fullmatch(sentence, match.end(), behind.start()):
        return behind
    ahead = [percent for percent in free if preceding <= percent.start() and percent.end() <= match.start()]
    if ahead and not _is_other(sentence, ahead[-1]):
        return ahead[-1] if _JOINED_AHEAD.fullmatch(sentence, ahead[-1].end(), match.start()) else None
    return None


def _is_other(sentence: str, percent: re.Match[str]) -> bool:
    """Whether the percentage is a target, a change or a rough size, and so no part's share."""
    before, after = sentence[: percent.start()], sentence[percent.end() :]
    return bool(
        any(pattern.search(before) for pattern in (_TARGET_BEFORE, _CHANGE_BEFORE, _LOOSE))
        or any(pattern.match(after) for pattern in (_TARGET_AFTER, _CHANGE))
    )
