"""Tells a count of some measures or of another period ("still Green", "in Quarter 1") from one that the tables have."""

import re

from pprr.wordcheck.facts import Facts
from pprr.wordcheck.lexicon import pattern
from pprr.wordcheck.parse.figure_periods import About
from pprr.wordcheck.parse.placed_figure import PlacedFigure

_FEWER = pattern("count_scope.fewer")
_NEXT = pattern("count_scope.next")
_THAN = pattern("count_scope.than")
_AGAINST_ANOTHER = pattern("count_scope.against_another", re.NOFLAG)
_ALL_BEFORE = pattern("count_scope.all_before")
_IN_ALL = pattern("count_scope.in_all")


def is_of_some(place: PlacedFigure, facts: Facts) -> bool:
    """Tells whether a count by status or trend need not be that of the tables: of another period, or of fewer."""
    is_of_period = place.about in (About.UNSAID, About.PERIOD) and place.year in (
        "",
        facts.period,
        facts.period.partition(" ")[0],
    )
    if not is_of_period or _THAN.search(place.sentence, 0, place.figure.start):
        return True
    return bool(_AGAINST_ANOTHER.search(place.sentence) or _FEWER.search(_predicate(place)))


def is_of_all(place: PlacedFigure) -> bool:
    """Tells whether a number of measures or proposals is said to be all there are: "all six measures", "six in all"."""
    before, behind = place.sentence[: place.figure.start], place.sentence[place.figure.end :]
    return bool(_ALL_BEFORE.search(before) or _IN_ALL.match(behind))


def _predicate(place: PlacedFigure) -> str:
    """The words behind the count, to the end of its clause."""
    behind = place.sentence[place.figure.end :]
    found = _NEXT.search(behind)
    return behind[: found.start()] if found else behind
