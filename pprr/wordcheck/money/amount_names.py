"""Tells what an amount in prose is called (the outturn, the balance, the shortfall), and which values are called so."""

import re

from pprr.domain import Value
from pprr.wordcheck.facts import Facts
from pprr.wordcheck.lexicon import patterns, section
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
_NAMES = dict(patterns("amount_names.values"))
_AMOUNT_NAMES = section("amount_names")
_WHOLES = {"savings achieved": "savings", "draw": "approved reserve"}


def called(place: PlacedFigure, facts: Facts) -> str:
    """The name that the words call the amount by, or blank."""
    before, after = _before(place), place.sentence[place.figure.end :]
    if _AMOUNT_NAMES.beyond.match(after) or _AMOUNT_NAMES.exceeded.search(before):
        return "variance" if facts.item in MONEY else ""
    if facts.item in MONEY and (
        _AMOUNT_NAMES.forecast_moved.search(before) or ("forecast" in before and _AMOUNT_NAMES.better.match(after))
    ):
        return MOVEMENT
    if facts.item == "reserves" and _AMOUNT_NAMES.reserve_moved.search(before):
        return "draw"
    if facts.item == "reserves" and _AMOUNT_NAMES.reserve_now.search(before):
        return "balance"
    if facts.item in _WHERE["savings"] and _AMOUNT_NAMES.remains.match(after):
        return "savings" if _AMOUNT_NAMES.part_of.search(place.sentence, 0, place.figure.start) else "shortfall"
    if (
        facts.item in _WHERE["savings"]
        and not _AMOUNT_NAMES.short.match(after)
        and _AMOUNT_NAMES.to_be_made.match(after)
    ):
        return ""
    found = [(match.start("called"), name) for name, words in _BEFORE if (match := words.search(before))]
    if found:
        name = max(found)[1]
        return CHANGE_OF_LIMIT if name == "cash limit" and _is_change(before) else _in_place(name, facts)
    if facts.item == "budget" and _is_change_of_budget(before, after):
        return CHANGE_OF_LIMIT
    if facts.item == "savings" and _AMOUNT_NAMES.short.match(after):
        return "shortfall"
    behind = [(match.start("called"), name) for name, words in _BEHIND if (match := words.match(after))]
    name = _in_place(min(behind)[1], facts) if behind else ""
    return _WHOLES.get(name, name) if _AMOUNT_NAMES.part_of.search(place.sentence, 0, place.figure.start) else name


def values_called(name: str, place: PlacedFigure, facts: Facts, amounts: list[Value]) -> list[Value]:
    """The amounts that are called so: those of this report, then those of the last one."""
    if name == CHANGE_OF_LIMIT:
        return [value for value in amounts if re.match(r"budget\.change", value.name)]
    if name == MOVEMENT:
        return [value for value in amounts if value.name == "outturn.movement"]
    found = [value for value in amounts if _NAMES[name].fullmatch(_plain(value))]
    if name == "cash limit" and facts.item == "budget" and not _AMOUNT_NAMES.now.search(_before(place)):
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
    pieces = _AMOUNT_NAMES.amount.split(place.sentence[: place.figure.start])
    before = pieces[-1]
    if len(pieces) > 1 and _AMOUNT_NAMES.second.fullmatch(before):
        first = re.sub(r"\bfrom\s*$", "", pieces[-2]) if before.strip() == "by" else pieces[-2]
        before = f"{first.rstrip()} {before.strip()} "
    return _AMOUNT_NAMES.hedge.sub("", before)


def _is_change(before: str) -> bool:
    """Tells whether the words before it make it a change of the cash limit that they name."""
    is_moved = bool(_AMOUNT_NAMES.changed.search(before))
    if (is_moved or _AMOUNT_NAMES.by.search(before)) and _AMOUNT_NAMES.by_or_of.search(before):
        return not re.search(r"\b(?:limit|budget)\s+of\s*$", before)
    return is_moved and not _AMOUNT_NAMES.to.search(before)


def _is_change_of_budget(before: str, after: str) -> bool:
    """Tells whether words that do not call it so make it a change, in an entry about the cash limit's changes."""
    limit = re.search(r"\b(?:cash limit|limit|budget)\b", before, re.IGNORECASE)
    is_moved = limit and _AMOUNT_NAMES.changed.search(before) and _AMOUNT_NAMES.by.search(before)
    return bool(is_moved or _AMOUNT_NAMES.change_noun.search(before) or _AMOUNT_NAMES.added.match(after))
