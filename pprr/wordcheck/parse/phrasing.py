"""Tells how a figure is said: as a level, a target, a change or a bound, exactly or roughly."""

from dataclasses import dataclass
from enum import StrEnum

from pprr.wordcheck.lexicon import patterns, section

_PHRASING = section("phrasing")
_HEDGED = dict(patterns("phrasing.hedges", within="phrasing.hedged"))
_SIGNS = {"more": (1, 0), "less": (-1, 0), "better": (0, 1), "worse": (0, -1)}
_WAYS = tuple((words, *_SIGNS[way]) for way, words in patterns("phrasing.ways", within="phrasing.way"))


class Sense(StrEnum):
    """The sense in which a figure is said."""

    LEVEL = "level"
    TARGET = "target"
    OTHER_TARGET = "other target"
    """Next year's, a former one, somebody else's."""
    CHANGE = "change"
    """A distance from another period's figure, or from a target."""
    RANGE = "range"
    FROM = "from"
    """The begin of a move, its period unsaid."""


@dataclass(frozen=True)
class Phrasing:
    """The phrasing of a figure. ``hedge`` is blank for exactly, or a key such as ``about`` or ``over``.

    Of a CHANGE ``sign`` is +1 where more is said, -1 where less is, 0 where neither; ``good`` likewise for better and
    worse.
    """

    sense: Sense
    hedge: str = ""
    sign: int = 0
    good: int = 0
    way: str = ""
    """The word that says so."""


def phrasing_of(sentence: str, place: tuple[int, int]) -> Phrasing:
    """The phrasing of the figure between two places of the sentence."""
    start, end = place
    before, after = sentence[:start], sentence[end:]
    if moved := _PHRASING.target_moved.search(before):
        return Phrasing(Sense.OTHER_TARGET if moved["end"].lower() == "from" else Sense.TARGET)
    is_gap = _PHRASING.gap_before.search(before)
    is_percent = sentence[start:end].rstrip().lower().endswith(("%", "cent", "points", "point"))
    change = _PHRASING.change if is_percent else _PHRASING.change_of_count
    is_aim = sentence[start] != "£" and _PHRASING.aim.search(before) and not change.match(after)
    if is_aim or (not is_gap and _PHRASING.target_before.search(before)) or _PHRASING.target_after.match(after):
        is_other = _PHRASING.other_target.search(sentence) or (is_aim and _PHRASING.aim_of_later.search(sentence))
        return Phrasing(Sense.OTHER_TARGET if is_other else Sense.TARGET)
    if _PHRASING.within.search(before) and _PHRASING.of_target.match(after):
        return Phrasing(Sense.CHANGE, "at most")
    hedge = next((name for name, pattern in _HEDGED.items() if pattern.search(before)), "")
    if _PHRASING.than.search(before) or (hedge in ("over", "under") and _PHRASING.of_year.match(after)):
        hedge = ""
    unhedged = before[: _HEDGED[hedge].search(before).start()] if hedge else before  # type: ignore[union-attr]
    found = change.match(after)
    is_before = _PHRASING.change_before.search(f"{unhedged.rstrip()} ") and not _PHRASING.to.search(unhedged.rstrip())
    if found or is_before:
        return _change((found["way"] or "") if found else "", hedge, unhedged)
    if _PHRASING.begun.search(unhedged.rstrip()):
        return Phrasing(Sense.FROM, hedge)
    if _PHRASING.range_after.match(after) or _PHRASING.range_begun.search(before):
        return Phrasing(Sense.RANGE, hedge)
    if not _PHRASING.moved_to.search(before) and _PHRASING.range_before.search(before):
        return Phrasing(Sense.RANGE, hedge)
    return Phrasing(Sense.LEVEL, hedge)


def is_level(sentence: str, place: tuple[int, int]) -> bool:
    """Tells whether the figure is said exactly, and neither as a target nor as a change."""
    how = phrasing_of(sentence, place)
    return how.sense in (Sense.LEVEL, Sense.RANGE, Sense.FROM) and not how.hedge


def _change(way: str, hedge: str, before: str) -> Phrasing:
    """The change with its sign: by the word behind the figure, else by the last such word of the clause before it."""
    found = [
        (one.start(), sign, good, one[0])
        for pattern, sign, good in _WAYS
        for one in pattern.finditer(way or _last_clause(before))
    ]
    _, sign, good, word = max(found, default=(0, 0, 0, ""))
    return Phrasing(Sense.CHANGE, hedge, sign, good, word)


def _last_clause(before: str) -> str:
    ends = [found.end() for found in _PHRASING.clause.finditer(before)]
    return before[ends[-1] :] if ends else before
