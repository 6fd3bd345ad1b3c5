"""Holds the direction word between two figures of a sentence against these figures: "fell from 2,021 to 8,032"."""

import re
from collections.abc import Iterator
from itertools import pairwise

from pprr.wordcheck.facts import Facts
from pprr.wordcheck.lexicon import section
from pprr.wordcheck.outcomes import FigureOutcome, Finding, WordsContradiction
from pprr.wordcheck.parse.numbers import Figure, Shape
from pprr.wordcheck.parse.phrasing import is_level
from pprr.wordcheck.parse.placed_figure import Tied
from pprr.wordcheck.words.directions import sign_of

_PAIRS = section("pairs")
# The words before the first figure, those between the two, and whether the first of the two is the earlier.
_FORMS = (
    (_PAIRS.from_to_ahead, _PAIRS.from_to_between, True),
    (_PAIRS.to_from_ahead, _PAIRS.to_from_between, False),
    (_PAIRS.of_a_kind_ahead, _PAIRS.against, False),
    (_PAIRS.than_last_year_ahead, _PAIRS.against, False),
)


def wrong_pairs(sentence: str, tied: list[Tied], facts: Facts) -> Iterator[Finding]:
    """Finds what is wrong with a rise that falls, or a fall that rises, by the very figures beside it."""
    for (place, one), (following, other) in pairwise(tied):
        first, second = place.figure, following.figure
        if FigureOutcome.CONTRADICTS in (one.outcome, other.outcome) or _differ(sentence, first, second):
            continue  # a slip in a figure is told there
        found, is_first_earlier = _way_between(sentence, first, second)
        if not found and is_level(sentence, first.place) and is_level(sentence, second.place):
            found = _PAIRS.than.fullmatch(sentence[first.end : second.start])
        is_tied = one.outcome is other.outcome is FigureOutcome.AGREES
        sign = sign_of(found, facts.row.asked.good if facts.row and is_tied else None) if found else None
        then, now = (first, second) if is_first_earlier else (second, first)
        change = now.value - then.value
        if found and sign and change * sign > 0:
            yield found["way"]
        if found and sign and change * sign < 0 and not _PAIRS.goes_on.match(sentence, second.end):
            before, after = (sentence[one.start : one.end].strip() for one in (then, now))
            told = {"before": before, "now": after, "clause": sentence, "data": f"{before}, {after}"}
            told |= {"found": "rose" if change > 0 else "fell"}
            yield WordsContradiction.of("words-disagree-with-direction", found["way"], **told)


def _way_between(sentence: str, first: Figure, second: Figure) -> tuple[re.Match[str] | None, bool]:
    """The direction word that joins the two figures, and whether the first of these is the earlier."""
    before, between = sentence[: first.start], sentence[first.end : second.start]
    for ahead, joined, is_first_earlier in _FORMS:
        found = ahead.search(before)
        if found and joined.search(between):
            return found, is_first_earlier
    return _PAIRS.between.fullmatch(between), False


def _differ(sentence: str, first: Figure, second: Figure) -> bool:
    """Tells whether the two count different things: "from 4 minutes to 90 seconds"."""
    shapes = {Shape.PERCENT if one.shape is Shape.SHARE and one.has_percent else one.shape for one in (first, second)}
    nouns = [found[1].lower() for one in (first, second) if (found := _PAIRS.noun.match(sentence, one.end))]
    return len(shapes) > 1 or (len(nouns) == 2 and nouns[0] != nouns[1])
