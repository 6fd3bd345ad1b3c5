"""Finds the figures of a sentence, each "n of d" as one with the percentage that belongs to it."""

import re
from fractions import Fraction

from pprr.wordcheck.lexicon import patterns, section
from pprr.wordcheck.parse.numbers import Figure, Shape, figures_in, number_of, step_of
from pprr.wordcheck.parse.phrasing import is_level

_FORMS = patterns("shares.forms")
_SHARES = section("shares")


def figures(sentence: str, *, times: str = "") -> list[Figure]:
    """The figures of a sentence in their order, each percentage with one part of a whole only."""
    shares = _shares(sentence)
    others = figures_in(sentence, tuple(figure.place for figure in shares), times=times)
    return sorted([*shares, *others], key=lambda figure: figure.start)


def _shares(sentence: str) -> list[Figure]:
    matches: list[re.Match[str]] = []
    for _, form in _FORMS:
        for match in form.finditer(sentence):
            is_share = not match["whole"] or 0 <= _count(match["part"]) <= _count(match["whole"])
            if is_share and not any(match.start() < other.end() and other.start() < match.end() for other in matches):
                matches.append(match)
    matches.sort(key=lambda match: match.start())
    free = list(_SHARES.percentage.finditer(sentence))
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
    if behind and is_level(sentence, behind.span()) and _SHARES.joined.fullmatch(sentence, match.end(), behind.start()):
        return behind
    ahead = [percent for percent in free if preceding <= percent.start() and percent.end() <= match.start()]
    if ahead and is_level(sentence, ahead[-1].span()):
        return ahead[-1] if _SHARES.joined_ahead.fullmatch(sentence, ahead[-1].end(), match.start()) else None
    return None
