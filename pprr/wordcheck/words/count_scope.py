"""Tells a count of some measures or of another period ("still Green", "in Quarter 1") from one that the tables have."""

from pprr.wordcheck.facts import Facts
from pprr.wordcheck.lexicon import section
from pprr.wordcheck.parse.figure_periods import About
from pprr.wordcheck.parse.placed_figure import PlacedFigure

_COUNT_SCOPE = section("count_scope")


def is_of_some(place: PlacedFigure, facts: Facts) -> bool:
    """Tells whether a count by status or trend need not be that of the tables: of another period, or of fewer."""
    is_of_period = place.about in (About.UNSAID, About.PERIOD) and place.year in (
        "",
        facts.period,
        facts.period.partition(" ")[0],
    )
    if not is_of_period or _COUNT_SCOPE.than.search(place.sentence, 0, place.figure.start):
        return True
    return bool(_COUNT_SCOPE.against_another.search(place.sentence) or _COUNT_SCOPE.fewer.search(_predicate(place)))


def is_of_all(place: PlacedFigure) -> bool:
    """Tells whether a number of measures or proposals is said to be all there are: "all six measures", "six in all"."""
    before, behind = place.sentence[: place.figure.start], place.sentence[place.figure.end :]
    return bool(_COUNT_SCOPE.all_before.search(before) or _COUNT_SCOPE.in_all.match(behind))


def _predicate(place: PlacedFigure) -> str:
    """The words behind the count, to the end of its clause."""
    behind = place.sentence[place.figure.end :]
    found = _COUNT_SCOPE.next.search(behind)
    return behind[: found.start()] if found else behind
