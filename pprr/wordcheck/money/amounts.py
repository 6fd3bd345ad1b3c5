"""Tells what an amount in prose is called (the outturn, the balance, the shortfall), and which values are called so."""

import re

from pprr.domain import Role, Value
from pprr.wordcheck.facts import Facts
from pprr.wordcheck.parse.placed_figure import Place

MONEY = ("overview", "budget", "outturn")  # the items where the amounts of the whole portfolio stand
CHANGE_OF_LIMIT = "change of the cash limit"
MOVEMENT = "change of the forecast"
_ADJECTIVES = (
    r"(?:(?:total|overall|net|final|current|new|revised|approved|closing|remaining|forecast|annual|projected|expected"
    r"|year[- ]end|small|slight|modest|large|sizeable|significant|portfolio)\s+)*"
)
_CHANGE_OF = r"reserves(?:\[.*\])?\.(?:total\.)?"
_SAVINGS_OF = r"savings(?:\[.*\])?\.(?:total\.)?"
# What an amount is called, how the names of such values end, and the items that it is called so in (blank: in all).
# The one that stands by the amount is meant.
_CALLED: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("variance", r"(?:under|over)[- ]?spen[dt](?:s|ing)?|surplus|deficit|variance", r"outturn\.variance", MONEY),
    ("outturn", r"outturn", r"outturn\.outturn", MONEY),
    ("cash limit", r"cash limit|limit|budget", r"(?:outturn\.cash_limit|budget\.current)", MONEY),
    ("net expenditure", r"(?:net )?expenditure|net spend(?:ing)?", r"outturn\.expenditure", MONEY),
    ("appropriations", r"appropriations?", r"outturn\.appropriations", (*MONEY, "reserves")),
    ("balance", r"balance|remain(?:s|ing|ed)?|left|leav(?:es|ing)", rf"{_CHANGE_OF}balance", ("reserves",)),
    ("approved reserve", r"approved(?: reserve| amount| sum)?|reserve approved", rf"{_CHANGE_OF}approved", ()),
    (
        "draw",
        r"draw(?:n|ing|s)?(?: down| from| on)?|drew|used|use of (?:the )?reserves?",
        rf"{_CHANGE_OF}change",
        ("overview", "outturn", "reserves"),
    ),
    (
        "savings",
        r"savings?(?: proposals?| programme)?|proposals?|programme",
        rf"{_SAVINGS_OF}(?:value|achieved)",
        ("savings", "overview"),
    ),
    ("savings achieved", r"achieved|delivered|saved|realised", rf"{_SAVINGS_OF}achieved", ("savings",)),
    ("rephasing", r"rephas(?:ed|ing)|slippage", r"capital(?:\[.*\])?\.(?:total\.)?rephasing", ("capital",)),
    ("shortfall", r"shortfall", rf"{_SAVINGS_OF}shortfall", ("savings",)),
    ("reserve", r"reserves?", rf"{_CHANGE_OF}(?:approved|change|balance)", ("reserves",)),
)
_IS = (
    r"(?:\s+(?:of|are|now|then|currently|only|just|together|delivered|made|achieved|saved?|saving|is|was|were"
    r"|at|to|by|stands? at|stood at|comes? to|came to|amounts? to|amounted to|forecast|expected|projected|be|will"
    r"|rose|risen|fell|fallen|went|gone|increased|decreased|reduced|grew|dropped|moved|changed|has|have|from|up|down"
    r"|totall?(?:s|ed|ing)|worth|being|has been|in|the|year|for|position|again|from (?:the )?reserves?|:))*\s*[:(]?\s*$"
)
_BE = r"(?:(?:will|is|are|was|were|to|be|still|has|have|been|can|now)\s+){1,3}"
_BEFORE = {
    name: re.compile(rf"\b(?P<called>{_ADJECTIVES}(?:{words})){_IS}", re.IGNORECASE) for name, words, *_ in _CALLED
}
_BEHIND = {
    name: re.compile(rf"\s+(?:{_BE}|(?:(?!(?:the|its|our)\b)\w+\s+)?){_ADJECTIVES}(?P<called>{words})\b", re.IGNORECASE)
    for name, words, *_ in _CALLED
}
_NAMES = {name: re.compile(pattern) for name, _, pattern, _ in _CALLED}
_WHERE = {name: items for name, _, _, items in _CALLED if items}
_AMOUNT = re.compile(r"£[\d.,]+\s?(?:[mMkK]\b|million|thousand)?")
# "£0.182m of the £0.260m has been achieved": what stands behind the whole tells what became of the part.
_PART_OF = re.compile(rf"(?:{_AMOUNT.pattern}|\bnone)\s+(?:out\s+)?of\s+(?:(?:the|our|its)\s+)?$", re.IGNORECASE)
_WHOLES = {"savings achieved": "savings", "draw": "approved reserve"}
# "from £5.350m to £5.642m": both are called the same.
_SECOND = re.compile(r"\s*(?:to|by|and then to|and now)\s*")
_HEDGE = re.compile(
    r"\b(?:about|around|some|nearly|almost|over|just|under|more than|less than|approximately)\s*$", re.IGNORECASE
)
_LIMIT = r"(?:its\s+|the\s+|our\s+)?(?:cash limit|limit|budget)\b"
_BEYOND = re.compile(rf"\s+(?:over|under|above|below|within|less than|more than)\s+{_LIMIT}", re.IGNORECASE)
_EXCEEDED = re.compile(rf"\bexceed(?:ed|s|ing)\s+{_LIMIT}\s+by\s*$", re.IGNORECASE)
_MADE = r"(?:achieved|delivered|made|saved|secured|realised|found|identified|met)"
# What is not yet so, and what the year began with: "£0.593m is still to be found", "£1.920m to be saved this year".
_REMAINS = re.compile(
    rf"(?:\s+(?:out\s+)?of\s+(?:(?:the|our|its)\s+)?{_AMOUNT.pattern})?\s+(?:(?:is|are|was|were|has|have|had)\s+)?"
    rf"(?:(?:still|yet|remain(?:s|ed|ing)?)\s+){{1,2}}(?:to\s+be\s+{_MADE}|to\s+(?:find|make|save|achieve|deliver)"
    rf"|un{_MADE}|not\s+(?:been\s+)?{_MADE}|outstanding)\b"
    rf"|(?:\s+(?:out\s+)?of\s+(?:(?:the|our|its)\s+)?{_AMOUNT.pattern})\s+(?:is|are|was|were|has|have|had)\s+"
    rf"(?:not\s+(?:yet\s+)?(?:been\s+)?{_MADE}|to\s+be\s+{_MADE}|outstanding)\b",
    re.IGNORECASE,
)
_TO_BE_MADE = re.compile(
    rf"\s+(?:(?:is|are|was|were|that\s+(?:is|are|was|were))\s+)?(?:due\s+|planned\s+)?to\s+be\s+{_MADE}\b",
    re.IGNORECASE,
)
_SHORT = re.compile(
    r"\s+(?:short\b|(?:still )?(?:to find|to be found|outstanding|to go)\b"
    r"|less than (?:the|our|its) (?:target|programme|value)|of (?:it|this|the savings?) (?:was|were) not\b"
    r"|(?:was|were|is|has|have|remains?)(?: been)? (?:not|un)\s?(?:achieved|delivered|made|met))",
    re.IGNORECASE,
)
_MOVED = (
    r"(?:rose|rise[ns]?|increas\w+|fell|fall\w*|cut|reduc\w+|chang\w+|addition\w*|transfer\w*|uplift|lower(?:ed)?"
    r"|raised|grew|went up|went down|gone up|gone down)"
)
_CHANGED = re.compile(rf"\b{_MOVED}\b[^;£]*$", re.IGNORECASE)
_CHANGE_NOUN = re.compile(
    r"\b(?:increase|reduction|rise|cut|addition|fall|change|uplift|growth|transfer)\s+of\s*$", re.IGNORECASE
)
_ADDED = re.compile(
    r"\s+(?:was|were|has been|have been|is)\s+(?:added|taken|removed|cut|transferred)"
    r"(?:\s+(?:to|from|out of)\s+(?:the|its|our)\s+(?:cash limit|limit|budget))?"
    r"(?:\s+(?:this year|in the year|during the year|in (?:total|all)))?\s*(?:[.;]|$)",
    re.IGNORECASE,
)
_FORECAST_MOVED = re.compile(
    r"\b(?:forecast|position|outlook)\b[^,;£]*\b(?:improved|worsened|deteriorated|moved|changed)\s+by\s*$",
    re.IGNORECASE,
)
_RESERVE_MOVED = re.compile(rf"\b(?:balance|reserves?)\b[^,;£]*\b{_MOVED}\s+by\s*$", re.IGNORECASE)
_RESERVE_NOW = re.compile(
    r"\breserves?\b(?:\s+(?:now|then|thus|therefore))*\s+(?:stands?|stood)(?:\s+now)?\s+at\s*$", re.IGNORECASE
)
_BETTER = re.compile(r"\s+(?:better|worse)\b", re.IGNORECASE)
_NOW = re.compile(r"\b(?:is|now|currently|stands at)(?:\s+(?:now|currently|only))?\s*$", re.IGNORECASE)
_TO = re.compile(r"\b(?:to|from|now|at|of)\s*$", re.IGNORECASE)
_BY = re.compile(r"\bby\s*$", re.IGNORECASE)
_BY_OR_OF = re.compile(r"\b(?:by|of)\s*$", re.IGNORECASE)


def called(place: Place, facts: Facts) -> str:
    """What the amount is called, or blank."""
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
    found = [(match.start("called"), name) for name, pattern in _BEFORE.items() if (match := pattern.search(before))]
    if found:
        name = max(found)[1]
        return CHANGE_OF_LIMIT if name == "cash limit" and _is_change(before) else _in_place(name, facts)
    if facts.item == "budget" and _is_change_of_budget(before, after):
        return CHANGE_OF_LIMIT
    if facts.item == "savings" and _SHORT.match(after):
        return "shortfall"
    behind = [(match.start("called"), name) for name, pattern in _BEHIND.items() if (match := pattern.match(after))]
    name = _in_place(min(behind)[1], facts) if behind else ""
    return _WHOLES.get(name, name) if _PART_OF.search(place.sentence, 0, place.figure.start) else name


def values_called(name: str, place: Place, facts: Facts, amounts: list[Value]) -> list[Value]:
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
    """What an amount is called."""
    if value.name.startswith("budget.change"):
        return CHANGE_OF_LIMIT
    return next((name for name, pattern in _NAMES.items() if pattern.fullmatch(_plain(value))), "amount")


def amounts_of(facts: Facts) -> list[Value]:
    """The amounts of the report."""
    return [value for value in facts.values if value.role is Role.AMOUNT and value.exact is not None]


def _plain(value: Value) -> str:
    return value.name.removesuffix(".thousands").removesuffix(".words")


def _in_place(name: str, facts: Facts) -> str:
    return name if facts.item in _WHERE.get(name, (facts.item,)) else ""


def _before(place: Place) -> str:
    """The words before the amount from the amount before it on, which it may be a second end to; without a hedge."""
    pieces = _AMOUNT.split(place.sentence[: place.figure.start])
    before = pieces[-1]
    if len(pieces) > 1 and _SECOND.fullmatch(before):
        first = re.sub(r"\bfrom\s*$", "", pieces[-2]) if before.strip() == "by" else pieces[-2]
        before = f"{first.rstrip()} {before.strip()} "
    return _HEDGE.sub("", before)


def _is_change(before: str) -> bool:
    """Whether the words before it make it a change of the cash limit that they name."""
    is_moved = bool(_CHANGED.search(before))
    if (is_moved or _BY.search(before)) and _BY_OR_OF.search(before):
        return not re.search(r"\b(?:limit|budget)\s+of\s*$", before)
    return is_moved and not _TO.search(before)


def _is_change_of_budget(before: str, after: str) -> bool:
    """Whether words that do not call it so make it a change, in an entry about the cash limit's changes."""
    limit = re.search(r"\b(?:cash limit|limit|budget)\b", before, re.IGNORECASE)
    is_moved = limit and _CHANGED.search(before) and _BY.search(before)
    return bool(is_moved or _CHANGE_NOUN.search(before) or _ADDED.match(after))
