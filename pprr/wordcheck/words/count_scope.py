"""Tells a count of some measures or of another period ("still Green", "in Quarter 1") from one that the tables have."""

import re

from pprr.wordcheck.facts import Facts
from pprr.wordcheck.parse.figure_periods import About
from pprr.wordcheck.parse.placed_figure import Place

_NOUNS = r"(?:measures?|indicators?|PIs?|targets|proposals?|savings)"
# What makes them fewer than all that stand so now: a relative clause, what they did before, what they did it to.
_FEWER = re.compile(
    rf"\b{_NOUNS}\s+(?:that|which|who|whose|where|for\s+which)\b(?!\s+(?:is|are|was|were|could\s+be|can\s+be)\s+rated\b)"
    r"|\b(?:since|still|again|no\s+longer|newly|already|for\s+the\s+\w+\s+time|from\s+(?:Red|Amber|Green))\b"
    r"|\b(?:its|their|in)\s+(?:status|rating|colour)\b",
    re.IGNORECASE,
)
_NEXT = re.compile(r"[,;:](?!\d)|\s(?:and|but|while|whilst|compared|against|than|although|though)\s", re.IGNORECASE)
_THAN = re.compile(
    r"\b(?:compared\s+(?:with|to)|than|against|(?:up|down)\s+from|from|instead\s+of)\s+(?:the\s+|only\s+|just\s+)?$",
    re.IGNORECASE,
)
_AGAINST_ANOTHER = re.compile(r"^(?:Against|Since|Compared\s+(?:with|to)|Unlike|Like)\b")
# What makes a number of them the number of all.
_ALL_BEFORE = re.compile(
    r"\b(?:the|all|our|its|these|those|every\s+one\s+of)(?:\s+(?:of|the|our))*\s*$"
    r"|\b(?:has|have|had|holds?|contains?|covers?|comprises|with|there\s+(?:are|were|is))\s+(?:a\s+total\s+of\s+)?$",
    re.IGNORECASE,
)
_IN_ALL = re.compile(
    rf"(?:\s+[a-z]+){{0,2}}\s+{_NOUNS}\s+(?:in\s+(?:all|total)|altogether)\b",
    re.IGNORECASE,
)


def is_of_some(place: Place, facts: Facts) -> bool:
    """Whether a count by status or trend need not be that of the tables: of another period, or of fewer of them."""
    is_of_period = place.about in (About.UNSAID, About.PERIOD) and place.year in (
        "",
        facts.period,
        facts.period.partition(" ")[0],
    )
    if not is_of_period or _THAN.search(place.sentence, 0, place.figure.start):
        return True
    return bool(_AGAINST_ANOTHER.search(place.sentence) or _FEWER.search(_predicate(place)))


def is_of_all(place: Place) -> bool:
    """Whether a number of measures or proposals is said to be all there are: "all six measures", "six in all"."""
    before, behind = place.sentence[: place.figure.start], place.sentence[place.figure.end :]
    return bool(_ALL_BEFORE.search(before) or _IN_ALL.match(behind))


def _predicate(place: Place) -> str:
    """The words behind the count, to the end of its clause."""
    behind = place.sentence[place.figure.end :]
    found = _NEXT.search(behind)
    return behind[: found.start()] if found else behind
