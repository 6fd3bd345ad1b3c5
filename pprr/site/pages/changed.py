"""The changes of a period as its page tells them: what is worse, then what is better; most amounts are folded."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pprr.changes import Change, ChangeKind, Changes

_BEST_FIRST = {
    ChangeKind.STATUS: ("Green", "Amber", "Red"),
    ChangeKind.TREND: ("Getting better", "Stable", "Getting worse"),
}
_IN_WORDS = {
    ("outturn", "variance"): "Against the budget",
    ("services: Total", "variance"): "Against the budget",
    ("savings: Total", "achieved"): "Savings made",
    ("capital: Total", "variance"): "Capital against its budget",
}


@dataclass(frozen=True)
class ChangeGroup:
    """Changes that are told together under a heading; folded where few readers look for them."""

    title: str
    found: tuple[Change, ...]
    is_folded: bool = False


def grouped(changes: Changes) -> tuple[ChangeGroup, ...]:
    """All changes in groups, each change in one; a group without any is left out."""
    groups = (one for kind, found in changes.by_kind() for one in _of_kind(kind, tuple(found)))
    return tuple(one for one in groups if one.found)


def _of_kind(kind: ChangeKind, found: tuple[Change, ...]) -> Iterator[ChangeGroup]:
    if kind in _BEST_FIRST:
        ways = {one: _way(one, _BEST_FIRST[kind]) for one in found}
        for way, title in ((1, f"{kind}: worse"), (-1, f"{kind}: better"), (0, f"{kind}: other")):
            yield ChangeGroup(title, tuple(one for one in found if ways[one] == way))
    elif kind is ChangeKind.MONEY:
        totals = [one for one in found if (one.called, one.what) in _IN_WORDS]
        told = (replace(one, item="", called=_IN_WORDS[one.called, one.what], what="amount") for one in totals)
        yield ChangeGroup(str(kind), tuple(dict.fromkeys(told)))  # an outturn may be the total of services
        others = tuple(one for one in found if one not in totals)
        yield ChangeGroup(f"{kind}: all other amounts", others, is_folded=True)
    else:
        yield ChangeGroup(str(kind), found)


def _way(change: Change, best_first: tuple[str, ...]) -> int:
    """1 for worse, -1 for better, 0 where one of the two is no place in that order."""
    if change.then not in best_first or change.now not in best_first:
        return 0
    then, now = best_first.index(change.then), best_first.index(change.now)
    return (now > then) - (now < then)
