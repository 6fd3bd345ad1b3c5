"""Tells how a figure is said: as a level, a target, a change or a bound, exactly or roughly."""

import re
from dataclasses import dataclass
from enum import StrEnum

from pprr.wordcheck.parse.verbs import DOWN, GOOD, HOPED_FOR, POOR, TARGET, UP

_PERCENT = r"\d+(?:\.\d+)?\s?(?:%|per[\s-]?cent\b)"
_NUMBER = r"£?\d[\d,]*(?:\.\d+)?"
_MOVED = rf"(?:gained|added|lost|shed|{UP}|{DOWN}|{GOOD}|{POOR}|went|gone|mov\w+|chang\w+)"
_MOVED_TO = re.compile(rf"\b{_MOVED}\b[^;]*\bto\s*$", re.IGNORECASE)
_HEDGES = {
    "about": r"around|about|approximately|approx\.?|roughly|circa|ca?\.?|~|some|in the region of|of the order of",
    "nearly": r"nearly|almost|just (?:under|below|short of)|a little (?:under|below)|close to|approaching",
    "over": r"(?:just |slightly |well |a little )?(?:over|above)|more than|in excess of|exceed(?:s|ed|ing)?"
    r"|upwards of|greater than"
    r"|higher than",
    "under": r"(?:well )?(?:under|below)|(?:fewer|less|lower) than",
    "at least": r"at least|no (?:fewer|less) than|a minimum of",
    "at most": r"at most|(?<!went )(?<!gone )(?<!going )(?<!goes )up to|no (?:more|higher) than|a maximum of|within",
}
_HEDGED = {
    name: re.compile(rf"(?:(?<=\W)|^)(?:{words})\s*(?:the\s+)?$", re.IGNORECASE) for name, words in _HEDGES.items()
}
# 6,011 more than the 2,021 of last year
_THAN = re.compile(
    r"(?:(?<!/)(?<!/\d)\d|points?|%|\bten|\bthree|\bfive|\bsix)\s+(?:\w+\s+)?(?:more|less|fewer|higher|lower"
    r"|greater)(?:\s+\w+)?\s+than\s+(?:the\s+)?$",
    re.IGNORECASE,
)
# Above the 72.0% of 2017/18: a level, and no bound of this year's.
_OF_YEAR = re.compile(
    r"\s*(?:\w+\s+)?(?:of|in|for)\s+(?:20\d\d/\d\d|last year|the year before|the previous year"
    r"|two years (?:ago|earlier|before)|a year ago)|\s+(?:last year"
    r"|the year"
    r" before|a year (?:ago|earlier))\b",
    re.IGNORECASE,
)
_RANGE_BEFORE = re.compile(
    r"(?:\b(?:between|ranging|ranged|varied)\b[^,;]*|(?:%|\bcent)\s+)\b(?:and|or|to)\s*$|\d\s?%?\s?[–-]$", re.IGNORECASE
)
_RANGE_BEGUN = re.compile(r"\b(?:between|ranging from|ranged from|varied from)\s*(?:£\s?)?$", re.IGNORECASE)
_RANGE_AFTER = re.compile(rf"\s*%?\s*(?:[–-]|\bto\b|\bor\b)\s*{_PERCENT}", re.IGNORECASE)
_BOUND = re.compile(r"\b(?:above|below|under|beyond|past)\s+(?:the\s+)?$", re.IGNORECASE)
_BY = re.compile(r"\bby\s*$", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s*$", re.IGNORECASE)
_TO = re.compile(r"\bto\s*$", re.IGNORECASE)
_SIZE = r"(?:(?:percentage |per cent |%-?)?points?\s+)?"
_NOUNS = (
    r"(?:(?!(?:is|are|was|were|and|or|which|we|it|they|remain|remains|in|on|at|of|has|had|have|to|from"
    r"|for|the|a)\b)[a-z]+\s+){0,2}?"
)
_CHANGE = re.compile(
    rf"\s*{_SIZE}(?:(?:percentage|per[\s-]?cent)\s+points?\b|(?P<way>more|less|fewer|higher|lower|better|worse|above|longer"
    r"|shorter|quicker|slower|below|over(?!\s+(?:the|this|a|an|time)\b(?!\s+(?:\w+\s+)?target))|under|short|off|away|behind|ahead|adrift|beyond|clear(?=\s+of)"
    r"|difference|gap|variance|shortfall|increase|decrease|rise|fall|drop|reduction|improvement|deterioration|decline"
    r"|growth|up(?!\s+(?:from|to)\b)|down(?!\s+(?:from|to)\b))\b)",
    re.IGNORECASE,
)
_CHANGE_OF_COUNT = re.compile(_CHANGE.pattern.replace("(?P<way>", f"{_NOUNS}(?P<way>", 1), re.IGNORECASE)
_DIFFERENCE = rf"(?:{_MOVED}|difference|gap|variance|shortfall|change|swing)"
_CHANGE_BEFORE = re.compile(
    rf"(?:\bby|\b{_MOVED}|\b{_DIFFERENCE}\b[^,;.%\d]{{0,40}}\bof)\s+(?:(?:only|just)\s+)?"
    r"(?:a\s+(?:further|total of)\s+)?$"
    r"|\b(?:difference|gap|variance|shortfall|margin|change|increase|decrease|growth)\b[^,;.%\d:]{0,40}[:=]\s*$"
    rf"|(?<!made )(?<!make )(?<!makes )(?<!making )\b(?:up|down)\s*\(?\s*$"
    r"|\bpoints?\)?,?\s*(?:\(|\b(?:or|which is|that is|i\.e\.))\s*$",
    re.IGNORECASE,
)
_TARGET_BEFORE = re.compile(
    rf"\b(?:{TARGET})(?:\s+(?:figure|level|set|agreed)){{0,2}}(?:\s+(?:set\s+)?(?:of|was|is|to|(?<=set )at|were"
    rf"|being|has been"
    r"|stands at|set at)(?:\s+(?:set|again|still|only))?(?:\s+at)?"
    r"|\s+for\s+(?:the (?:whole |full )?year|this year|20\d\d/\d\d)(?:\s+(?:of|was|is))?"
    r"|\s+(?:in|this)\s+(?:year|20\d\d/\d\d)\s+(?:of|was|is)|\s*[:(=])\s*(?:the\s+)?$",
    re.IGNORECASE,
)
_VERDICT_BEFORE = re.compile(
    rf"\b(?:above|below|under|over|on|off|met|missed|beat|short of|ahead of|behind|beyond|within|exceeded)"
    rf"\s+(?:(?:the|its|our)\s+)?(?:{TARGET})\s*[:(–—-]\s*$",
    re.IGNORECASE,
)
_AGAINST_TARGET = re.compile(
    rf"\b(?:above|below|under|over|on|off|met|missed|beat|short of|ahead of|behind|beyond|within|exceeded)"
    rf"\s+(?:(?:the|its|our)\s+)?(?:{TARGET})\s*[:(–—-]\s*[^;:.%]*%?[^;:.%]{{0,30}}\b(?:against|for|with)\s+(?:a\s+|the\s+)?$",
    re.IGNORECASE,
)
# "The target was lowered from 120,000 to 100,000"
_TARGET_MOVED = re.compile(
    rf"\b(?:{TARGET})\b[^,;]*\b(?:lower|rais|reduc|increas|cut|chang|mov|revis|set)\w*\b[^,;]*\b(?P<end>from|to)\s+$",
    re.IGNORECASE,
)
_AIM_BEFORE = re.compile(
    r"\b(?:aimed (?:for|at)|aim (?:of|was|is)|ambition (?:of|was|is)|asked for|(?:we|had|most"
    r"|least)(?: that)?(?: we)?(?: had)? (?:wanted"
    r"|hoped for|sought"
    r"|looked for)(?: to (?:see|reach|achieve|get))?|(?:we|had) (?:hoped|meant) to (?:see|reach|achieve|get))"
    r"(?:,| was| is)?\s*$",
    re.IGNORECASE,
)
_TARGET_AFTER = re.compile(
    r"\s+(?:(?:annual|agreed|profiled|year[- ]end|full[- ]year|yearly)\s+)?(?:targets?|goals?)\b"
    rf"|\s+(?:\w+\s+)?(?:{HOPED_FOR}|wanted|sought|planned)"
    r"(?=\s*(?:[.,;)]|$|\s(?:and|but|by|with|this|in|for the year|at the)\b))"
    r"|\s+(?:was|is)\s+(?:the|our|its)\s+(?:target|goal|aim|ambition)\b"
    r"|\s*\((?:the |our )?target\)",
    re.IGNORECASE,
)
_WITHIN = re.compile(r"\bwithin\s*$", re.IGNORECASE)
_OF_TARGET = re.compile(r"\s*(?:percentage )?(?:points? )?of\s+(?:\w+\s+){0,3}(?:targets?|goals?)\b", re.IGNORECASE)
_OTHER_TARGET = re.compile(
    r"\b(?:next|future|new|old|former|original|stretch|interim|previous|earlier|national)\b(?=[^,;]*\b(?:target|goal))"
    r"|\btarget\b[^,;]{0,20}\b(?:next year|from 20\d\d)",
    re.IGNORECASE,
)
_WAYS = tuple(
    (re.compile(rf"\b(?:{words})\b", re.IGNORECASE), sign, good)
    for words, sign, good in (
        (rf"{UP}|more|above|over|longer|gained|added", 1, 0),
        (rf"{DOWN}|less|fewer|below|under|shorter|lost|shed", -1, 0),
        (rf"{GOOD}|ahead", 0, 1),
        (rf"{POOR}|behind|short|adrift|shortfall|miss(?:ed|es|ing)?", 0, -1),
    )
)
_CLAUSE = re.compile(r"[,;:]|\s[–—-]\s|\s(?:and|but|which|while|whilst|though|although)\s")


class Role(StrEnum):
    """What a figure is said to be."""

    LEVEL = "level"
    TARGET = "target"
    OTHER_TARGET = "other target"
    """Next year's, a former one, somebody else's."""
    CHANGE = "change"
    """How far from another period's figure, or from a target."""
    RANGE = "range"
    FROM = "from"
    """Where a move began, its period unsaid."""


@dataclass(frozen=True)
class Said:
    """How a figure is said. ``hedge`` is blank for exactly, or a key such as ``about`` or ``over``.

    Of a CHANGE ``sign`` is +1 where more is said, -1 where less is, 0 where neither; ``good`` likewise for better and
    worse.
    """

    role: Role
    hedge: str = ""
    sign: int = 0
    good: int = 0
    way: str = ""
    """The word that says so."""


def said(sentence: str, place: tuple[int, int]) -> Said:
    """How the figure between two places of the sentence is said."""
    start, end = place
    before, after = sentence[:start], sentence[end:]
    is_apart = re.search(r"\btarget,\s*$", before, re.IGNORECASE) and after.startswith(",")  # "the target, 90%, was"
    if _VERDICT_BEFORE.search(before):  # "Below target: 8,032 against 5,000"
        return Said(Role.LEVEL)
    if moved := _TARGET_MOVED.search(before):
        return Said(Role.OTHER_TARGET if moved["end"].lower() == "from" else Role.TARGET)
    is_bare = re.search(r"[(,]\s*(?:our |its |the )?target\s+$", before, re.IGNORECASE)  # "(target 90%)"
    if is_apart or is_bare or _TARGET_BEFORE.search(before) or _TARGET_AFTER.match(after) or _AIM_BEFORE.search(before):
        return Said(Role.OTHER_TARGET if _OTHER_TARGET.search(sentence) else Role.TARGET)
    if _WITHIN.search(before) and _OF_TARGET.match(after):
        return Said(Role.CHANGE, "at most")
    hedge = next((name for name, pattern in _HEDGED.items() if pattern.search(before)), "")
    if _THAN.search(before) or (hedge in ("over", "under") and _OF_YEAR.match(after)):
        hedge = ""
    unhedged = before[: _HEDGED[hedge].search(before).start()] if hedge else before  # type: ignore[union-attr]
    is_percent = sentence[start:end].rstrip().lower().endswith(("%", "cent", "points", "point"))
    found = (_CHANGE if is_percent else _CHANGE_OF_COUNT).match(after)
    is_before = _CHANGE_BEFORE.search(f"{unhedged.rstrip()} ") and not _TO.search(unhedged.rstrip())
    is_bound = _BOUND.search(before) and not _BY.search(unhedged.rstrip())
    if is_bound and not found:  # "it fell below 85%"
        return Said(Role.LEVEL, hedge)
    if found or is_before:
        return _change((found["way"] or "") if found else "", hedge, unhedged)
    if _FROM.search(unhedged.rstrip()):
        return Said(Role.FROM, hedge)
    if _RANGE_AFTER.match(after) or _RANGE_BEGUN.search(before):
        return Said(Role.RANGE, hedge)
    if not _MOVED_TO.search(before) and _RANGE_BEFORE.search(before):
        return Said(Role.RANGE, hedge)
    return Said(Role.LEVEL, hedge)


def is_level(sentence: str, place: tuple[int, int]) -> bool:
    """Whether the figure is said exactly, and neither as a target nor as a change."""
    how = said(sentence, place)
    return how.role in (Role.LEVEL, Role.RANGE, Role.FROM) and not how.hedge


def _change(way: str, hedge: str, before: str) -> Said:
    """The change with its sign: by the word behind the figure, else by the last such word of the clause before it."""
    found = [
        (one.start(), sign, good, one[0])
        for pattern, sign, good in _WAYS
        for one in pattern.finditer(way or _last_clause(before))
    ]
    _, sign, good, word = max(found, default=(0, 0, 0, ""))
    return Said(Role.CHANGE, hedge, sign, good, word)


def _last_clause(before: str) -> str:
    ends = [found.end() for found in _CLAUSE.finditer(before)]
    return before[ends[-1] :] if ends else before
