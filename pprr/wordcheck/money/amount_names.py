"""Tells what an amount in prose is called (the outturn, the balance, the shortfall), and which values are called so."""

import re

from pprr.domain import Value
from pprr.wordcheck.facts import Facts
from pprr.wordcheck.lexicon import patterns, section, sources
from pprr.wordcheck.parse.placed_figure import PlacedFigure

CHANGE_OF_LIMIT = "change of the cash limit"
MOVEMENT = "change of the forecast"
_NAMES = section("names")
_ALL_BUT = section("remainders").all_but
_ITEMS = {name: items.split() for name, items in sources("names.items")}
_BEFORE = patterns("names.called", within="names.called_before")
_BEHIND = patterns("names.called", within="names.called_behind")
_VALUES = dict(patterns("names.values"))
_WHOLES = {"savings achieved": "savings", "draw": "approved reserve"}


def called(place: PlacedFigure, facts: Facts) -> str:
    """The name that the words call the amount by, or blank."""
    name = _called(place, facts)
    return name if facts.item in _ITEMS.get(name, [facts.item]) else ""


def _called(place: PlacedFigure, facts: Facts) -> str:
    before, after = _before(place), place.sentence[place.figure.end :]
    is_part = _NAMES.part_of.search(place.sentence, 0, place.figure.start)
    if _NAMES.whole_before.search(before):
        return ""
    if _NAMES.beyond.match(after) or _NAMES.exceeded.search(before):
        return "variance"
    if facts.item in _ITEMS[MOVEMENT] and _NAMES.forecast_moved.search(f"{before}#{after}"):
        return MOVEMENT
    if facts.item == "reserves" and (_NAMES.reserve_moved.search(before) or _NAMES.reserve_now.search(before)):
        return "draw" if _NAMES.reserve_moved.search(before) else "balance"
    if facts.item in _ITEMS["savings"] and _NAMES.remains.match(after):
        return "savings" if is_part else "shortfall"
    is_short = _NAMES.short.match(after) or (
        _ALL_BUT.search(place.sentence[: place.figure.start]) and not _NAMES.of_missing.match(after)
    )
    if facts.item in _ITEMS["savings"] and not is_short and _NAMES.to_be_made.match(after):
        return ""
    if facts.item == "savings" and is_short:
        return "savings" if is_part else "shortfall"
    found = [(match.start("called"), name) for name, called in _BEFORE if (match := called.search(before))]
    if found:
        name = max(found)[1]
        return (
            CHANGE_OF_LIMIT if name == "cash limit" and (_is_change(before) or _NAMES.compared.match(after)) else name
        )
    if facts.item == "budget" and _is_change_of_budget(before, after):
        return CHANGE_OF_LIMIT
    behind = [(match.start("called"), name) for name, called in _BEHIND if (match := called.match(after))]
    name = min(behind)[1] if behind else ""
    return _WHOLES.get(name, name) if is_part else name


def values_called(name: str, place: PlacedFigure, facts: Facts, amounts: list[Value]) -> list[Value]:
    """The amounts that are called so: those of this report, then those of the last one."""
    found = [value for value in amounts if _VALUES[name].fullmatch(re.sub(r"\.(?:thousands|words)$", "", value.name))]
    if name == "cash limit" and facts.item == "budget" and not _NAMES.now.search(_before(place)):
        found += [value for value in amounts if value.name.startswith("budget.previous")]
    if name in {"draw", "appropriations"}:
        found += [value for value in amounts if value.name.startswith(("outturn.appropriations", "reserves"))]
    last = f"outturn.last.{name.replace(' ', '_')}"
    return found + [value for value in amounts if value.period and value.name.startswith(last)]


def _before(place: PlacedFigure) -> str:
    """The words before the amount from the amount before it on, which it may be a second end to; without a hedge."""
    pieces = _NAMES.amount.split(place.sentence[: place.figure.start])
    before = pieces[-1]
    if len(pieces) > 1 and _NAMES.second.fullmatch(before):
        first = re.sub(r"\bfrom\s*$", "", pieces[-2]) if before.strip() == "by" else pieces[-2]
        before = f"{first.rstrip()} {before.strip()} "
    return _NAMES.hedge.sub("", before)


def _is_change(before: str) -> bool:
    """Tells whether the words before it make it a change of the cash limit that they name."""
    is_moved = bool(_NAMES.changed.search(before))
    if (is_moved or _NAMES.by.search(before)) and _NAMES.by_or_of.search(before):
        return not _NAMES.limit_of.search(before)
    return is_moved and not _NAMES.to.search(before)


def _is_change_of_budget(before: str, after: str) -> bool:
    """Tells whether words that do not call it so make it a change, in an entry about the cash limit's changes."""
    is_moved = _NAMES.limit_before.search(before) and _NAMES.changed.search(before) and _NAMES.by.search(before)
    return bool(is_moved or _NAMES.change_noun.search(before) or _NAMES.added.match(after))
