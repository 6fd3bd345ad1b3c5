"""Holds the direction word between two figures of a sentence against these figures: "fell from 2,021 to 8,032"."""

import re
from collections.abc import Iterator
from itertools import pairwise

from pprr.domain import Polarity
from pprr.wordcheck.facts import Facts
from pprr.wordcheck.lexicon import section
from pprr.wordcheck.outcomes import FigureOutcome, WordsContradiction
from pprr.wordcheck.parse.numbers import Figure, Shape
from pprr.wordcheck.parse.placed_figure import PlacedFigure, Tied

_PAIRS = section("pairs")
# The words before the first figure, those between the two, and which of the two is the earlier and which the later.
_CHANGED = tuple(
    (getattr(_PAIRS, f"{name}_ahead"), getattr(_PAIRS, f"{name}_between"), order)
    for name, order in (("from_to", (0, 1)), ("to_from", (1, 0)), ("of_a_kind", (1, 0)), ("than_last_year", (1, 0)))
)


def wrong_pairs(sentence: str, tied: list[Tied], facts: Facts) -> Iterator[WordsContradiction]:
    """Finds what is wrong with a rise that falls, or a fall that rises, by the very figures beside it."""
    for (first, one), (second, other) in pairwise(tied):
        if FigureOutcome.CONTRADICTS in (one.outcome, other.outcome):
            continue  # the slip is in the figure, and is told there
        good = facts.row.asked.good if facts.row and one.outcome is other.outcome is FigureOutcome.AGREES else None
        if _shape(first.figure) is not _shape(second.figure) or _differ(sentence, first, second):
            continue
        before, between = sentence[: first.figure.start], sentence[first.figure.end : second.figure.start]
        for ahead, joined, (then, now) in _CHANGED:
            found = ahead.search(before)
            if found and joined.search(between) and not _PAIRS.goes_on.match(sentence, second.figure.end):
                pair = (first.figure, second.figure)
                yield from _wrong(found, pair[then], pair[now], sentence, good)
                break
        else:
            found = _PAIRS.between.fullmatch(between)
            if found and not _PAIRS.goes_on.match(sentence, second.figure.end):
                yield from _wrong(found, second.figure, first.figure, sentence, good)


def _shape(figure: Figure) -> Shape:
    """Its shape, a part of a whole with its percentage being a percentage."""
    return Shape.PERCENT if figure.shape is Shape.SHARE and figure.has_percent else figure.shape


def _differ(sentence: str, first: PlacedFigure, second: PlacedFigure) -> bool:
    """Tells whether the two count different things: "from 4 minutes to 90 seconds"."""
    nouns = [_PAIRS.noun.match(sentence, place.figure.end) for place in (first, second)]
    return bool(nouns[0] and nouns[1] and nouns[0][1].lower() != nouns[1][1].lower())


def _wrong(
    found: re.Match[str], then: Figure, now: Figure, sentence: str, good: Polarity | None
) -> Iterator[WordsContradiction]:
    if now.value == then.value or ((found["good"] or found["poor"]) and good is None):
        return
    is_up = bool(found["up"]) or (good is not None and (good.sign > 0) == bool(found["good"]) and not found["down"])
    if (now.value > then.value) == is_up:
        return
    figures = (sentence[then.start : then.end].strip(), sentence[now.start : now.end].strip())
    yield WordsContradiction.of(
        "words-disagree-with-direction",
        found["way"],
        found="rose" if now.value > then.value else "fell",
        expected="way",
        clause=sentence,
        before=figures[0],
        now=figures[1],
        data=f"{figures[0]}, {figures[1]}",
    )
