"""Tells which period a figure in prose speaks of, by the words around it."""

import re
from collections.abc import Sequence
from enum import StrEnum

from pprr.wordcheck.lexicon import section

_ABOUT = section("about")
_DIGITS = re.compile(r"\d[\d,.]*")
OTHER_BODY = section("about").other_body


class About(StrEnum):
    """The period, or the target, that a figure in prose speaks of."""

    PERIOD = "period"
    PREVIOUS = "previous"
    TARGET = "target"
    UNSAID = "unsaid"


Subject = tuple[About | None, str]
_ANOTHER: Subject = (None, "")


def subject(sentence: str, figure: tuple[int, int], figures: Sequence[tuple[int, int]]) -> Subject:
    """The subject of the figure between two places, with the year it names; None for another period or body.

    ``figures`` are the places of all figures of the sentence, since a period may be some other figure's.
    """
    start, end = figure
    behind_it = named_behind(sentence, end)
    then = _ABOUT.then.match(sentence, end)
    if then and _ABOUT.last_year.search(sentence):
        return (About.PREVIOUS if then["then"] else About.PERIOD), ""
    scope = _scope(sentence, start, end)
    figures = [(one, two) for one, two in figures if scope[one:two].strip()]
    behind = _until_clause_ends(scope, behind_it.end() if behind_it else end)
    near = _ABOUT.mention.sub(_blank, _ABOUT.of_series.sub(_blank, _ABOUT.since.sub(_blank, scope[:behind])))
    own = near[start:end]  # 1,900 of 2016 names no year, and three quarters no quarter
    near = near[:start] + (_DIGITS.sub(_blank, own) if _DIGITS.search(own) else " " * len(own)) + near[end:]
    near = _ABOUT.own_average.sub(_blank, _ABOUT.allowed.sub(_blank, near))
    if _ABOUT.other_period.search(near) or OTHER_BODY.search(near):
        return _ANOTHER
    if behind_it:
        return _named(behind_it, sentence)
    mentions = [
        mention for mention in _ABOUT.mention.finditer(scope) if not _is_of_another(scope, mention, figure, figures)
    ]
    after = [mention for mention in mentions if end <= mention.start() < behind]
    if after:
        return _named(after[0], sentence)
    before = [mention for mention in mentions if mention.end() <= start]
    if not before:
        return About.UNSAID, ""
    ahead = scope[: before[-1].start()]
    # "From 602 last year we are down to 446": the period is that of the move's begin.
    if _ABOUT.reached.search(scope[before[-1].end() : start]) and _ABOUT.begun.search(ahead):
        return About.UNSAID, ""
    between = [other for other in figures if before[-1].end() <= other[0] < other[1] <= start]
    # "In 2018/19 it was 28% and rose to 37%": nothing says when the second one was.
    if between and _ABOUT.turns.search(scope[between[-1][1] : start]):
        return _ANOTHER
    return _named(before[-1], sentence)


def is_of_other_period(words: str) -> bool:
    """Tells whether words name a month, a quarter or another period that no row has."""
    words = _ABOUT.of_series.sub(_blank, _ABOUT.since.sub(_blank, _ABOUT.allowed.sub(_blank, words)))
    return bool(_ABOUT.other_period.search(_ABOUT.mention.sub(_blank, words)))


def is_of_other_body(words: str) -> bool:
    """Tells whether words speak of other councils or of all; what is an average by itself is the measure's own."""
    return bool(OTHER_BODY.search(_ABOUT.own_average.sub("", words)))


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _named(mention: re.Match[str], sentence: str) -> Subject:
    """The period a mention names; "the year before" is counted from the year named before it, if there is one."""
    if mention["this"]:
        return About.PERIOD, ""
    if mention["year"]:
        return About.PERIOD, mention["year"]
    if mention["before"] and any(found["last"] for found in _ABOUT.mention.finditer(sentence, 0, mention.start())):
        return _ANOTHER  # "91% last year and 90% the year before that"
    earlier = [found["year"] for found in _ABOUT.mention.finditer(sentence, 0, mention.start()) if found["year"]]
    if mention["before"] and earlier:
        start = int(earlier[-1][:4])
        return About.PERIOD, f"{start - 1}/{start % 100:02d}{earlier[-1][7:]}"
    return About.PREVIOUS, ""


def named_behind(sentence: str, end: int) -> re.Match[str] | None:
    """The period that stands right behind the figure and is said of nothing else: "28% in 2018/19", "28% (2018/19)"."""
    mention = _ABOUT.mention.search(sentence, end)
    if not mention:
        return None
    between, after = sentence[end : mention.start()], sentence[mention.end() :]
    if re.match(r"\s*(?:[:=(]|['’]s\b|\d|figure|target|academic)", after):
        return None
    if _ABOUT.right_behind.fullmatch(between):
        return mention
    is_apart = _ABOUT.right_behind_apart.fullmatch(between) and re.match(r"\s*(?:[),.;]|$)", after)
    return mention if is_apart else None


def _is_of_another(
    scope: str, mention: re.Match[str], figure: tuple[int, int], figures: Sequence[tuple[int, int]]
) -> bool:
    """Tells whether the mention stands right behind another figure, or is only what this one is compared with."""
    for _, end in figures:
        found = named_behind(scope, end) if end != figure[1] else None
        if found and found.start() == mention.start():
            return True
    if any(
        _ABOUT.possessed.fullmatch(scope[mention.end() : start])
        for start, _ in figures
        if start > max(figure[0], mention.end())
    ):
        return True  # "8,032 is four times last year's 2,021"
    if not _ABOUT.compared.search(scope[: mention.start()]):
        return False
    following = [start for start, _ in figures if start >= mention.end()]
    if _ABOUT.than.search(scope[: mention.start()]) and following and ":" in scope[mention.end() : following[0]]:
        return True  # "fewer than last year: 35 against 33"
    return not (following and _ABOUT.its_own.fullmatch(scope[mention.end() : following[0]]))


def _until_clause_ends(scope: str, end: int) -> int:
    found = _ABOUT.clause_ends.search(scope, end)
    return found.start() if found else len(scope)


def _scope(sentence: str, start: int, end: int) -> str:
    """The words a figure stands among: its own brackets, or its clause without other brackets.

    All else is blank, so that places in the sentence stay places in the scope.
    """
    opened = sentence.rfind("(", 0, start)
    closed = sentence.find(")", end)
    if opened > sentence.rfind(")", 0, start) and closed >= 0 and len(sentence[opened + 1 : closed].split()) > 2:
        return " " * (opened + 1) + sentence[opened + 1 : closed] + " " * (len(sentence) - closed)
    scope = re.sub(
        r"\([^()]*\)",
        lambda found: found[0] if found.start() < end and found.end() > start else " " * len(found[0]),
        sentence,
    )
    clause = scope.rfind(";", 0, start) + 1
    return " " * clause + scope[clause:]
