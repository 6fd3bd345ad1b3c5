"""Holds the direction word between two figures of a sentence against these figures: "fell from 2,021 to 8,032"."""

import re
from collections.abc import Iterator
from itertools import pairwise

from pprr.domain import Polarity
from pprr.wordcheck.facts import Facts
from pprr.wordcheck.outcomes import Outcome, Told, Wrong
from pprr.wordcheck.parse.numbers import Figure, Shape
from pprr.wordcheck.parse.placed_figure import Place
from pprr.wordcheck.parse.verbs import DOWN, GOOD, POOR, UP

_UP = rf"{UP}|more|greater|larger|bigger"
_DOWN = rf"{DOWN}|fewer|less|smaller|cut"
_WAY = rf"(?P<way>(?P<up>{_UP})|(?P<down>{_DOWN})|(?P<good>{GOOD})|(?P<poor>{POOR}))"
_GAP = r"[^;.]{0,80}?"
_LAST = r"^.*"  # the last such word of those before the figure
_CHANGED = (
    # fell from 2,021 to 8,032
    (
        re.compile(rf"{_LAST}\b{_WAY}\b{_GAP}\bfrom\s+$", re.IGNORECASE),
        re.compile(r"[^;]{0,60}?\bto\s+$", re.IGNORECASE),
        (0, 1),
    ),
    # fell to 36% from 24%
    (
        re.compile(rf"{_LAST}\b{_WAY}\b{_GAP}\bto\s+$", re.IGNORECASE),
        re.compile(r"[^;]{0,60}?\bfrom\s+$", re.IGNORECASE),
        (1, 0),
    ),
    # a smaller share: 37% against 28% last year
    (
        re.compile(rf"{_LAST}\b{_WAY}\b[^;.:]{{0,60}}:\s+$", re.IGNORECASE),
        re.compile(r"[^;\d]{0,30}?\b(?:against|compared (?:with|to)|after|not)\s+$", re.IGNORECASE),
        (1, 0),
    ),
    # fewer than last year: 238,982 against 224,365
    (
        re.compile(rf"{_LAST}\b{_WAY}\b{_GAP}\b(?:than|on) (?:the )?(?:last|previous) year\W+$", re.IGNORECASE),
        re.compile(r"[^;\d]{0,30}?\b(?:against|compared (?:with|to)|after|not)\s+$", re.IGNORECASE),
        (1, 0),
    ),
)
_NOUN = re.compile(r"\s*(seconds?|minutes?|hours?|days?|weeks?|months?|years?)\b", re.IGNORECASE)
# 88%, up from 91%
_BETWEEN = re.compile(rf"[^;\d]{{0,60}}?\b{_WAY}\b(?:\s+\w+)?\s+(?:from|on)\s+$", re.IGNORECASE)

# 7%, while those in time rose from 87% to 93%: the move is between these two
_GOES_ON = re.compile(r"(?:\s+(?:in|for)\s+20\d\d/\d\d|\s+last year)?,?\s+to\s+\d", re.IGNORECASE)


def wrong_pairs(sentence: str, told: list[tuple[Place, Told]], facts: Facts) -> Iterator[Wrong]:
    """What is wrong with a rise that falls, or a fall that rises, by the very figures beside it."""
    for (first, one), (second, other) in pairwise(told):
        if Outcome.CONTRADICTS in (one.outcome, other.outcome):
            continue  # the slip is in the figure, and is told there
        good = facts.row.asked.good if facts.row and one.outcome is other.outcome is Outcome.AGREES else None
        if _shape(first.figure) is not _shape(second.figure) or _differ(sentence, first, second):
            continue
        before, between = sentence[: first.figure.start], sentence[first.figure.end : second.figure.start]
        for ahead, joined, (then, now) in _CHANGED:
            found = ahead.search(before)
            if found and joined.search(between) and not _GOES_ON.match(sentence, second.figure.end):
                pair = (first.figure, second.figure)
                yield from _wrong(found, pair[then], pair[now], sentence, good)
                break
        else:
            found = _BETWEEN.fullmatch(between)
            if found and not _GOES_ON.match(sentence, second.figure.end):
                yield from _wrong(found, second.figure, first.figure, sentence, good)


def _shape(figure: Figure) -> Shape:
    """Its shape, a part of a whole with its percentage being a percentage."""
    return Shape.PERCENT if figure.shape is Shape.SHARE and figure.has_percent else figure.shape


def _differ(sentence: str, first: Place, second: Place) -> bool:
    """Whether the two count different things: "from 4 minutes to 90 seconds"."""
    nouns = [_NOUN.match(sentence, place.figure.end) for place in (first, second)]
    return bool(nouns[0] and nouns[1] and nouns[0][1].lower() != nouns[1][1].lower())


def _wrong(found: re.Match[str], then: Figure, now: Figure, sentence: str, good: Polarity | None) -> Iterator[Wrong]:
    if now.value == then.value or ((found["good"] or found["poor"]) and good is None):
        return
    is_up = bool(found["up"]) or (good is not None and (good.sign > 0) == bool(found["good"]) and not found["down"])
    if (now.value > then.value) == is_up:
        return
    figures = (sentence[then.start : then.end].strip(), sentence[now.start : now.end].strip())
    yield Wrong(
        f'the words say "{found["way"]}" in "{sentence}"; from {figures[0]} to {figures[1]} it '
        f"{'rose' if now.value > then.value else 'fell'}.",
        "Words and figures are expected to go the same way.",
        "words disagree with direction",
        words=found["way"],
    )
