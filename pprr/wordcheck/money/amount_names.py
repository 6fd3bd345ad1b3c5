"""Tells what an amount in prose is called (the outturn, the balance, the shortfall), and which values are called so."""

import re

from pprr.domain import Value
from pprr.wordcheck.facts import Facts
from pprr.wordcheck.lexicon import pattern, patterns
from pprr.wordcheck.parse.placed_figure import PlacedFigure

MONEY = ("overview", "budget", "outturn")  # the items where the amounts of the whole portfolio stand
CHANGE_OF_LIMIT = "change of the cash limit"
MOVEMENT = "change of the forecast"
# The items that an amount is called so in, where it is not in all.
_WHERE = {
    **dict.fromkeys(("variance", "outturn", "cash limit", "net expenditure"), MONEY),
    "appropriations": (*MONEY, "reserves"),
    "draw": ("overview", "outturn", "reserves"),
    "savings": ("savings", "overview"),
    "rephasing": ("capital",),
    **dict.fromkeys(("balance", "reserve"), ("reserves",)),
    **dict.fromkeys(("savings achieved", "shortfall"), ("savings",)),
}
_BEFORE = patterns("amount_names.called", within="amount_names.called_before")
_BEHIND = patterns("amount_names.called", within="amount_names.called_behind")
_NAMES = dict(patterns("amount_names.values", flags=re.NOFLAG))
_AMOUNT = pattern("amount_names.amount", re.NOFLAG)
_PART_OF = pattern("amount_names.part_of")
_WHOLES = {"savings achieved": "savings", "draw": "approved reserve"}
_SECOND = pattern("amount_names.second", re.NOFLAG)
_HEDGE = pattern("amount_names.hedge")
_BEYOND = pattern("amount_names.beyond")
_EXCEEDED = pattern("amount_names.exceeded")
_REMAINS = pattern("amount_names.remains")
_TO_BE_MADE = pattern("amount_names.to_be_made")
_SHORT = pattern("amount_names.short")
_CHANGED = pattern("amount_names.changed")
_CHANGE_NOUN = pattern("amount_names.change_noun")
_ADDED = pattern("amount_names.added")
_FORECAST_MOVED = pattern("amount_names.forecast_moved")
_RESERVE_MOVED = pattern("amount_names.reserve_moved")
_RESERVE_NOW = pattern("amount_names.reserve_now")
_BETTER = pattern("amount_names.better")
_NOW = pattern("amount_names.now")
_TO = pattern("amount_names.to")
_BY = pattern("amount_names.by")
_BY_OR_OF = pattern("amount_names.by_or_of")


def called(place: PlacedFigure, facts: Facts) -> str:
    """The name that the words call the amount by, or blank."""
    before, after = _before(place), place.sentence[place.figure.end :]
    if _BEYOND.match(after) or _EXCEEDED.search(before):
        return "variance" if facts.item in MONEY else ""
    if facts.item in MONEY and (_FORECAST_MOVED.search(before) or ("forecast" in before and _BETTER.match(after))):
        return MOVEMENT
    if facts.item == "reserves" and _RESERVE_MOVED.search(before):
        return "draw"
    if facts.item == "reserves" and _RESERVE_NOW.search(before):
        return "balance"
    if facts.item in _WHERE["savings"] and _REMAINS.match(after):
        return "savings" if _PART_OF.search(place.sentence, 0, place.figure.start) else "shortfall"
    if facts.item in _WHERE["savings"] and not _SHORT.match(after) and _TO_BE_MADE.match(after):
        return ""
    found = [(match.start("called"), name) for name, words in _BEFORE if (match := words.search(before))]
    if found:
        name = max(found)[1]
        return CHANGE_OF_LIMIT if name == "cash limit" and _is_change(before) else _in_place(name, facts)
    if facts.item == "budget" and _is_change_of_budget(before, after):
        return CHANGE_OF_LIMIT
    if facts.item == "savings" and _SHORT.match(after):
        return "shortfall"
    behind = [(match.start("called"), name) for name, words in _BEHIND if (match := words.match(after))]
    name = _in_place(min(behind)[1], facts) if behind else ""
    return _WHOLES.get(name, name) if _PART_OF.search(place.sentence, 0, place.figure.start) else name


def values_called(name: str, place: PlacedFigure, facts: Facts, amounts: list[Value]) -> list[Value]:
    """The amounts that are called so: those of this report, then those of the last one."""
    if name == CHANGE_OF_LIMIT:
        return [value for value in amounts if re.match(r"budget\.change", value.name)]
    if name == MOVEMENT:
        return [value for value in amounts if value.name == "outturn.movement"]
    found = [value for value in amounts if _NAMES[name].fullmatch(_plain(value))]
    if name == "cash limit" and facts.item == "budget" and not _NOW.search(_before(place)):
        found += [value for value in amounts if value.name.startswith("budget.previous")]
    if name in {"draw", "appropriations"}:
        found += [value for value in amounts if value.name.startswith(("outturn.appropriations", "reserves"))]
    last = f"outturn.last.{name.replace(' ', '_')}"
    return found + [value for value in amounts if value.period and value.name.startswith(last)]


def name_of(value: Value) -> str:
    """The name of a value, as words call such an amount."""
    if value.name.startswith("budget.change"):
        return CHANGE_OF_LIMIT
    return next((name for name, pattern in _NAMES.items() if pattern.fullmatch(_plain(value))), "amount")


def _plain(value: Value) -> str:
    return value.name.removesuffix(".thousands").removesuffix(".words")


def _in_place(name: str, facts: Facts) -> str:
    return name if facts.item in _WHERE.get(name, (facts.item,)) else ""


def _before(place: PlacedFigure) -> str:
    """The words before the amount from the amount before it on, which it may be a second end to; without a hedge."""
    pieces = _AMOUNT.split(place.sentence[: place.figure.start])
    before = pieces[-1]
    if len(pieces) > 1 and _SECOND.fullmatch(before):
        first = re.sub(r"\bfrom\s*$", "", pieces[-2]) if before.strip() == "by" else pieces[-2]
        before = f"{first.rstrip()} {before.strip()} "
    return _HEDGE.sub("", before)


def _is_change(before: str) -> bool:
    """Tells whether the words before it make it a change of the cash limit that they name."""
    is_moved = bool(_CHANGED.search(before))
    if (is_moved or _BY.search(before)) and _BY_OR_OF.search(before):
        return not re.search(r"\b(?:limit|budget)\s+of\s*$", before)
    return is_moved and not _TO.search(before)


def _is_change_of_budget(before: str, after: str) -> bool:
    """Tells whether words that do not call it so make it a change, in an entry about the cash limit's changes."""
    limit = re.search(r"\b(?:cash limit|limit|budget)\b", before, re.IGNORECASE)
    is_moved = limit and _CHANGED.search(before) and _BY.search(before)
    return bool(is_moved or _CHANGE_NOUN.search(before) or _ADDED.match(after))
