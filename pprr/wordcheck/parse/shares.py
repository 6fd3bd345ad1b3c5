"""Finds the figures of a sentence, each "n of d" as one with the percentage that belongs to it."""

import re
from fractions import Fraction

from pprr.wordcheck.parse.numbers import Figure, Shape, figures_in, number_of, step_of
from pprr.wordcheck.parse.phrasing import is_level

_NUMBER = r"\d{1,3}(?:,\d{3})+|\d+"
_ALONE = r"(?<![\d.,/£–−-])"
_PERCENT = r"\d+(?:\.\d+)?\s?(?:%|per[\s-]?cent\b)"
_PART = rf"{_ALONE}(?P<part>{_NUMBER})"
_WHOLE = rf"(?P<whole>{_NUMBER})(?![\d%]|\.\d|,\d|/\d)"
_OF = r"of\s+(?:(?:the|these|those|all|our|a\s+total\s+of)\s+)*"
# Words without figures, but for a name such as "Stage 1".
_NOUN = r"(?:[^.;()%\d]|(?<=[A-Za-z]\s)\d(?=\s[a-z])){0,60}?"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # Of these 179 Stage 1 complaints, 61 (34%)
        rf"(?<!\d\s)(?<!\)\s)(?<!\bout\s)\bof\s+(?:(?:the|these|those|all|a\s+total\s+of)\s*,?\s+)?"
        rf"(?P<whole>{_NUMBER})\s+[a-z]{_NOUN}[\s,](?P<part>{_NUMBER})\s*\({_PERCENT}\)(?!\s+(?:out\s+)?of\b)",
        # 179 complaints were received, of which 61 (34%)
        rf"{_ALONE}(?P<whole>{_NUMBER})\s+{_NOUN}\bof\s+(?:which|these|those"
        rf"|them)\b,?\s+(?P<part>{_NUMBER})\s*\({_PERCENT}\)",
        # Of 179 complaints, 66 were upheld
        rf"(?<!\d\s)(?<!\)\s)(?<!\bout\s)\bof\s+(?:(?:the|these|those|all|our"
        rf"|a\s+total\s+of)\s+)?(?P<whole>{_NUMBER})\s+[a-z][^.,;()%\d]{{0,60}},"
        rf"\s+(?P<part>{_NUMBER})(?=\s+(?:were|was|had|have|received|got|met)\b)",
        # There were 179 complaints, 61 of them upheld (34%)
        rf"{_ALONE}(?P<whole>{_NUMBER})\s+{_NOUN},\s+(?P<part>{_NUMBER})\s+of\s+(?:which|these|those"
        rf"|them)\b[^,;.()%\d]{{0,40}}\({_PERCENT}\)",
        # Of these, 61 (34%), the whole being in the sentence before
        rf"\b(?P<whole>)of\s+(?:which|these|those"
        rf"|them)\b,?\s+(?P<part>{_NUMBER})\s*\({_PERCENT}\)(?!\s+(?:out\s+)?of\b)",
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
# How a percentage is joined to the "n of d" in front of it, and to the one behind it.
_JOINED = re.compile(
    r"(?:(?!\band\b)[^;,%]){0,60}?[a-z]\s*\(\s*"
    r"|[^;%\d]{0,60}?(?:\(|\s[–—-]|=|\b(?:or|that is|which is|i\.e\.|equal to|equat\w+ to|equivalent to|represent\w+"
    r"|making|giving|a (?:rate|share) of))\s*"
    r"|[\s,:|]*",
    re.IGNORECASE,
)
_JOINED_AHEAD = re.compile(r"(?:(?!\s(?:and|but|while|whilst)\s)[^;%])*[(,:–—-]\s*|\s*")


def figures(sentence: str, *, times: str = "") -> list[Figure]:
    """The figures of a sentence in their order, each percentage with one part of a whole only."""
    shares = _shares(sentence)
    others = figures_in(sentence, tuple(figure.place for figure in shares), times=times)
    return sorted([*shares, *others], key=lambda figure: figure.start)


def _shares(sentence: str) -> list[Figure]:
    matches: list[re.Match[str]] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(sentence):
            is_share = not match["whole"] or 0 <= _count(match["part"]) <= _count(match["whole"])
            if is_share and not any(match.start() < other.end() and other.start() < match.end() for other in matches):
                matches.append(match)
    matches.sort(key=lambda match: match.start())
    free = list(_PERCENTAGE.finditer(sentence))
    shares = []
    for match in matches:
        percent = _percent_of(sentence, match, matches, free)
        if percent:
            free.remove(percent)
        shares.append(_share(sentence, match, percent))
    return shares


def _share(sentence: str, match: re.Match[str], percent: re.Match[str] | None) -> Figure:
    start = min(match.start(), percent.start()) if percent else match.start()
    end = max(match.end(), percent.end()) if percent else match.end()
    if sentence[start:end].count("(") > sentence[start:end].count(")") and sentence[end : end + 1] == ")":
        end += 1
    part, whole = _count(match["part"]), _count(match["whole"]) if match["whole"] else None
    if percent is None:
        return Figure(start, end, Shape.SHARE, Fraction(0), part=part, whole=whole, has_percent=False)
    text = re.split(r"[^\d.]", percent[0], maxsplit=1)[0]
    return Figure(start, end, Shape.SHARE, number_of(text), step_of(text), part, whole)


def _count(text: str) -> int:
    return int(text.replace(",", ""))


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
    if behind and is_level(sentence, behind.span()) and _JOINED.fullmatch(sentence, match.end(), behind.start()):
        return behind
    ahead = [percent for percent in free if preceding <= percent.start() and percent.end() <= match.start()]
    if ahead and is_level(sentence, ahead[-1].span()):
        return ahead[-1] if _JOINED_AHEAD.fullmatch(sentence, ahead[-1].end(), match.start()) else None
    return None
