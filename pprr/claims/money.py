"""Ties an amount in prose (£0.044m, £292,000) to the amounts of the report, which are pence."""

import re
from fractions import Fraction

from pprr import formats
from pprr.claims.facts import Facts
from pprr.claims.fits import fits, is_of_other_size, is_turned
from pprr.claims.numbers import Shape
from pprr.claims.outcomes import Told, Wrong
from pprr.claims.place import FUTURE, Place
from pprr.claims.subject import is_of_other_period
from pprr.model import Role, Value, round_half_up

_ADJECTIVES = (
    r"(?:(?:total|overall|net|final|current|new|revised|approved|closing|remaining|forecast|annual"
    r"|year[- ]end|small|slight|modest|portfolio)\s+)*"
)
# What an amount is called, and how the names of such values end. The first that stands by the amount is meant.
_CALLED: tuple[tuple[str, str, str], ...] = (
    ("variance", r"(?:under|over)spen[dt](?:s|ing)?|surplus|deficit|variance", r"outturn\.variance"),
    ("outturn", r"outturn", r"outturn\.outturn"),
    ("cash limit", r"cash limit|limit|budget", r"(?:outturn\.cash_limit|budget\.current)"),
    ("net expenditure", r"(?:net )?expenditure|net spend(?:ing)?", r"outturn\.expenditure"),
    ("appropriations", r"appropriations?", r"outturn\.appropriations"),
    ("balance", r"balance|remain(?:s|ing|ed)?|left", r"reserves(?:\[.*\])?\.(?:total\.)?balance"),
    (
        "approved reserve",
        r"approved(?: reserve| amount| sum)?|reserve approved",
        r"reserves(?:\[.*\])?\.(?:total\.)?approved",
    ),
    (
        "draw",
        r"draw(?:n|ing)?(?: down| from)?|drew|used|use of (?:the )?reserves?",
        r"reserves(?:\[.*\])?\.(?:total\.)?change",
    ),
    (
        "savings",
        r"savings?(?: proposals?| programme)?|proposals?|programme",
        r"savings(?:\[.*\])?\.(?:total\.)?(?:value|achieved)",
    ),
    ("shortfall", r"shortfall", r"savings(?:\[.*\])?\.(?:total\.)?shortfall"),
    ("reserve", r"reserves?", r"reserves(?:\[.*\])?\.(?:total\.)?(?:approved|change|balance)"),
)
_IS = (
    r"(?:\s+(?:of|are|now|then|currently|only|just|together|delivered|made|achieved|saved?|saving|is|was|were"
    r"|at|to|by|stands? at|stood at|comes? to|came to|amounts? to|amounted to"
    r"|rose|risen|fell|fallen|went|gone|increased|decreased|reduced|grew|dropped|moved|changed|has|have|from|up|down"
    r"|totall?(?:s|ed|ing)|worth|being|has been|in|the|year|for|position|again|:))*\s*[:(]?\s*$"
)
_BEFORE = {
    name: re.compile(rf"\b(?P<called>{_ADJECTIVES}(?:{words})){_IS}", re.IGNORECASE) for name, words, _ in _CALLED
}
_BEHIND = {
    name: re.compile(rf"\s+(?:(?!(?:the|its|our)\b)\w+\s+)?{_ADJECTIVES}(?P<called>{words})\b", re.IGNORECASE)
    for name, words, _ in _CALLED
}
_NAMES = {name: re.compile(pattern) for name, _, pattern in _CALLED}
_SHORT = re.compile(
    r"\s+(?:short\b|less than (?:the|our|its) (?:target|programme|value)|of (?:it|this|the savings?) (?:was|were) not\b"
    r"|(?:was|were|is|has|have|remains?)(?: been)? (?:not|un)\s?(?:achieved|delivered|made|met))",
    re.IGNORECASE,
)
_OF_PROGRAMME = re.compile(
    r"\s+(?:out\s+)?of\s+(?:(?:the|our|its)\s+)?(?P<whole>£[\d.,]+\s?(?:[mk]\b|million)?)", re.IGNORECASE
)
_ACHIEVED = re.compile(r"\b(?:achieved|delivered|made|saved|realised|secured|met)\b", re.IGNORECASE)
_ADDED = re.compile(
    r"\s+(?:was|were|has been|have been|is)\s+(?:added|taken|removed|cut|transferred)(?:\s+(?:to|from"
    r"|out of)\s+(?:the|its|our)"
    r"\s+(?:cash limit|limit|budget))?(?:\s+(?:this year|in the year|during the year|in (?:total|all)))?\s*(?:[.;]|$)",
    re.IGNORECASE,
)
_OF_SAVINGS = re.compile(
    r"\s+of\s+(?:(?:the|our|these|all)\s+)*(?:agreed\s+)?(?:savings(?:\s+programme)?|programme)\s+(?:was|were"
    r"|has been|have been)\s+"
    r"(?:achieved|delivered|made|met)\s*(?:[.,;]|$)",
    re.IGNORECASE,
)
_OF_RESERVE = re.compile(
    r"\s+of\s+(?:the|our)\s+(?:approved\s+)?reserves?\s+(?:was|were|has been|have been)\s+(?:used|drawn"
    r"|spent)\s*(?:[.,;]|$)",
    re.IGNORECASE,
)
_OF_LIMIT = re.compile(r"\s*of\s+(?:its|the|our|a)\s+(?:\w+\s+)?(?:cash limit|budget)\b", re.IGNORECASE)
_SIGN = re.compile(r"\b(?:surplus|deficit|(?:under|over)spen[dt])", re.IGNORECASE)
_BEYOND = re.compile(
    r"\s+(?:over|under|above|below|within|less than|more than)\s+(?:its\s+|the\s+|our\s+)?(?:cash limit|limit"
    r"|budget)\b",
    re.IGNORECASE,
)
_EXCEEDED = re.compile(
    r"\bexceed(?:ed|s|ing)\s+(?:its\s+|the\s+|our\s+)?(?:cash limit|limit|budget)\s+by\s*$", re.IGNORECASE
)
_CHANGED = re.compile(
    r"\b(?:rose|rise[ns]?|increas\w+|fell|fall\w*|cut|reduc\w+|chang\w+|addition\w*|transfer\w*|uplift"
    r"|lower(?:ed)?|raised|grew)\b[^;£]*$",
    re.IGNORECASE,
)
_TO = re.compile(r"\b(?:to|from|now|at|of)\s*$", re.IGNORECASE)
_BY = re.compile(r"\b(?:by|of)\s*$", re.IGNORECASE)
# A part of the whole, or somebody else's.
_PART = re.compile(
    r"\b(?:of which|of this|of these|of the (?:surplus|deficit|underspend|overspend|outturn|savings?)|arose"
    r"|due to|because"
    r"|include[sd]?|including|mainly|mostly|most of|partly|each|further|another|additional|scheme|project|grant|income"
    r"|respectively|one-off|contribut\w+|offset|pressure|service[s']?|team|council[- ]wide|national(?:ly)?)\b",
    re.IGNORECASE,
)
_PORTFOLIO_WORDS = """
    a an the this that our in at by for year portfolio's portfolio outturn overall we it there council with its and
    total net final position result cash limit budget surplus deficit underspend overspend expenditure
    appropriations reserve reserves savings proposals both all balance draw end ended ends finished closed year-end
    is was of to has have are were from during on over after against report overspent underspent forecast current
    new revised approved small slight made delivered achieved some around about nearly almost brings leaves set
    delivery progress achievement together altogether combined only just because
    stands stood now then came comes what which money spend spending financial period whole
"""
_PORTFOLIO = frozenset(_PORTFOLIO_WORDS.split())


def tie_amount(place: Place, facts: Facts) -> Told:
    """What becomes of an amount: held against the value that it is called, else against any of its item's."""
    amounts = [value for value in facts.values if value.role is Role.AMOUNT and value.exact is not None]
    own = [
        value
        for value in amounts
        if value.item == facts.item or value.name.startswith((f"{facts.item}.", f"{facts.item}["))
    ] or amounts
    if facts.item == "overview":
        own = amounts
    called = _called(place, facts)
    if facts.item == "savings" and (of_programme := _part_of_programme(place, facts)):
        return of_programme
    is_other = is_of_another_year(place.clause, facts) or place.about is None
    slip = _slip(place, _of(called, facts, amounts) if called else own, facts, is_called=bool(called))
    if called:
        for value in _of(called, facts, amounts):
            if _is(place, value):
                return place.agrees(value.name)
        current = [value for value in _of(called, facts, amounts) if not value.period]
        if current and not is_other and not FUTURE.search(place.clause) and not _is_part(place, facts):
            return place.contradicts(_wrong(place, called, current), current[0].name)
        if not _is_part(place, facts) and not is_other:
            return place.is_untied
    for value in own:
        if _is(place, value):
            return place.agrees(value.name)
    if slip and not is_other and not FUTURE.search(place.clause):
        return place.contradicts(_wrong(place, called or _name(slip), [slip]), slip.name)
    return place.is_untied


def _name(value: Value) -> str:
    """What an amount is called."""
    if value.name.startswith("budget.change"):
        return "change of the cash limit"
    name = value.name.removesuffix(".thousands").removesuffix(".words")
    return next((called for called, pattern in _NAMES.items() if pattern.fullmatch(name)), "amount")


def _part_of_programme(place: Place, facts: Facts) -> Told | None:
    """What becomes of the first amount in "only £0.400m of the £0.450m was achieved"; None where it is no such one."""
    behind = _OF_PROGRAMME.match(place.sentence, place.figure.end)
    whole, achieved = (next(iter(facts.named(f"savings.total.{name}")), None) for name in ("value", "achieved"))
    if not behind or whole is None or achieved is None or FUTURE.search(place.clause):
        return None
    others = [other for other in place.figures if behind.start("whole") <= other.start < behind.end("whole")]
    if not others or whole.exact is None or not fits(others[0], "", whole.exact):
        return None
    said = _ACHIEVED.search(place.sentence)
    if said is None or _PART.search(place.sentence) or _is(place, achieved):
        return None
    return place.contradicts(_wrong(place, "savings achieved", [achieved]), achieved.name)


def _slip(place: Place, values: list[Value], facts: Facts, *, is_called: bool) -> Value | None:
    """The amount whose digits the figure has out of order, or whose size it has wrong: £32m for £32,000."""
    if facts.item in ("overview", "") or (not is_called and _is_part(place, facts)):
        return None
    for value in values:
        if value.exact and not value.period and place.figure.step and is_turned(place.figure, value.exact):
            return value
        if value.exact and not value.period and is_of_other_size(place.figure, value.exact):
            return value
    return None


def tie_share_of_limit(place: Place, facts: Facts) -> Told | None:
    """What becomes of "0.8% of its cash limit"; None where a percentage is of something else."""
    if place.figure.shape is not Shape.PERCENT or not _OF_LIMIT.match(place.sentence, place.figure.end):
        return None
    share = _outturn_share(facts)
    if place.about is not None and share is not None and fits(place.figure, place.said.hedge, share):
        return place.agrees("outturn.outturn")
    values = facts.named("outturn.variance.percent")
    if not values or place.about is None:
        return place.is_untied
    [value] = values
    if value.exact is not None and fits(place.figure, place.said.hedge, abs(value.exact)):
        return place.agrees(value.name)
    if not _SIGN.search(place.sentence) or FUTURE.search(place.clause) or _is_part(place, facts):
        return place.is_untied
    wrong = Wrong(
        f'the words say "{place.words}"; the surplus or deficit is {value.printed} of the cash limit.',
        "A share in words is expected to be that of the amounts.",
        words=place.words,
    )
    return place.contradicts(wrong, value.name)


def tie_share_of_section(place: Place, facts: Facts) -> Told | None:
    """What becomes of "half of the savings were achieved" or "20% of the reserve was used"; None of anything else."""
    if place.figure.shape is not Shape.PERCENT or place.about is None or FUTURE.search(place.clause):
        return None
    behind = place.sentence[place.figure.end :]
    amounts = {value.name: value.exact for value in facts.values if value.exact is not None}
    for item, pattern, part, whole in (
        ("savings", _OF_SAVINGS, "savings.total.achieved", "savings.total.value"),
        ("reserves", _OF_RESERVE, "reserves.total.change", "reserves.total.approved"),
    ):
        if facts.item != item or not pattern.match(behind) or not amounts.get(whole) or part not in amounts:
            continue
        share = amounts[part] * 100 / amounts[whole]
        if fits(place.figure, place.said.hedge, share):
            return place.agrees(part)
        wrong = Wrong(
            f'the words say "{place.words}"; {formats.millions(int(abs(amounts[part])))} of '
            f"{formats.millions(int(amounts[whole]))} is {round_half_up(share, 1)}%.",
            "A share in words is expected to be that of the amounts.",
            words=place.words,
        )
        return place.contradicts(wrong, part)
    return None


def _outturn_share(facts: Facts) -> Fraction | None:
    """The outturn as a percentage of the cash limit."""
    amounts = {value.name: value.exact for value in facts.named("outturn.outturn", "outturn.cash_limit")}
    outturn, limit = amounts.get("outturn.outturn"), amounts.get("outturn.cash_limit")
    return outturn * 100 / limit if outturn is not None and limit else None


def is_of_another_year(words: str, facts: Facts) -> bool:
    """Whether words about money speak of another period than the report's."""
    years = re.findall(r"\b20\d\d/\d\d\b", words)
    own = {value.printed for value in facts.values if value.name == "year"}
    return is_of_other_period(words, years) or bool(own and set(years) - own)


def _of(called: str, facts: Facts, amounts: list[Value]) -> list[Value]:
    if called == "change of the cash limit":
        return [value for value in amounts if re.match(r"budget\.change", value.name)]
    found = [
        value
        for value in amounts
        if _NAMES[called].fullmatch(value.name.removesuffix(".thousands").removesuffix(".words"))
    ]
    if called == "cash limit" and facts.item == "budget":
        found += [value for value in amounts if value.name.startswith("budget.previous")]
    if called in {"draw", "appropriations"}:
        found += [value for value in amounts if value.name.startswith(("outturn.appropriations", "reserves"))]
    if called == "balance":
        found += [value for value in amounts if value.name.startswith("reserves") and ".approved" in value.name]
    last = [
        value for value in amounts if value.period and value.name.startswith(f"outturn.last.{called.replace(' ', '_')}")
    ]
    return found + last


def _called(place: Place, facts: Facts) -> str:
    """What the amount is called, or blank."""
    before, after = place.sentence[: place.figure.start], place.sentence[place.figure.end :]
    pieces = re.split(r"£[\d.,]+\s?(?:[mMkK]\b|million|thousand)?", before)
    # "from £5.350m to £5.642m": both are called the same.
    is_second = len(pieces) > 1 and re.fullmatch(r"\s*(?:to|by|and then to|and now)\s*", pieces[-1])
    if is_second and pieces[-1].strip() == "by":
        pieces[-2] = re.sub(r"\bfrom\s*$", "", pieces[-2])
    before = f"{pieces[-2].rstrip()} {pieces[-1].strip()} " if is_second else pieces[-1]
    hedged = re.sub(
        r"\b(?:about|around|some|nearly|almost|over|just|under|more than|less than|approximately)\s*$", "", before
    )
    if _BEYOND.match(after) or _EXCEEDED.search(hedged):
        return "variance" if facts.item in MONEY else ""
    found = [(match.start("called"), name) for name, pattern in _BEFORE.items() if (match := pattern.search(hedged))]
    if found:
        name = max(found)[1]
        is_change = name == "cash limit" and (_CHANGED.search(hedged) or re.search(r"\bby\s*$", hedged))
        if is_change and _BY.search(hedged) and not re.search(r"\b(?:limit|budget)\s+of\s*$", hedged):
            return "change of the cash limit"
        if name == "cash limit" and _CHANGED.search(hedged) and not _TO.search(hedged):
            return "change of the cash limit"
        return name if facts.item in _WHERE.get(name, (facts.item,)) else ""
    limit = re.search(r"\b(?:cash limit|limit|budget)\b", hedged, re.IGNORECASE)
    if facts.item == "budget" and limit and _CHANGED.search(hedged) and re.search(r"\bby\s*$", hedged):
        return "change of the cash limit"
    if facts.item == "budget" and re.search(
        r"\b(?:increase|reduction|rise|cut|addition|fall|change|uplift|growth|transfer)\s+of\s*$", hedged, re.IGNORECASE
    ):
        return "change of the cash limit"
    if facts.item == "budget" and _ADDED.match(after):
        return "change of the cash limit"
    if facts.item == "savings" and _SHORT.match(after):
        return "shortfall"
    behind = [(match.start("called"), name) for name, pattern in _BEHIND.items() if (match := pattern.match(after))]
    if behind:
        name = min(behind)[1]
        return name if facts.item in _WHERE.get(name, (facts.item,)) else ""
    return ""


# The items where the amounts of the whole portfolio stand.
MONEY = ("overview", "budget", "outturn")
_WHERE = {
    "variance": MONEY,
    "outturn": MONEY,
    "cash limit": MONEY,
    "net expenditure": MONEY,
    "appropriations": (*MONEY, "reserves"),
    "balance": ("reserves",),
    "approved reserve": ("reserves",),
    "draw": ("overview", "outturn", "reserves"),
    "savings": ("savings", "overview"),
    "shortfall": ("savings",),
    "reserve": ("reserves",),
}


def _is(place: Place, value: Value) -> bool:
    return value.exact is not None and fits(place.figure, place.said.hedge, value.exact)


def _is_part(place: Place, facts: Facts) -> bool:
    """Whether the sentence speaks of a part of the whole, or of something with a name of its own."""
    if _PART.search(place.sentence):
        return True
    subject = re.split(r"£", place.sentence)[0]
    words = re.findall(r"[A-Za-z][A-Za-z'’-]*", subject)
    strangers = [word for word in words[1:] if word[0].isupper() and word.lower() not in _PORTFOLIO]
    if words and words[0].lower() not in _PORTFOLIO and not _is_verbal(words[0]):
        strangers.append(words[0])
    return bool(strangers)


def _is_verbal(word: str) -> bool:
    return word.lower() in {"savings", "net", "spending", "appropriations", "expenditure", "overall"}


def _wrong(place: Place, called: str, values: list[Value]) -> Wrong:
    value = min(values, key=lambda one: abs(abs(one.exact or Fraction(0)) - place.figure.value))
    amount = formats.pounds(abs(int(value.exact or 0))).removesuffix(".00")
    if called == "variance":
        called = "surplus" if (value.exact or 0) < 0 else "deficit"
    article = "" if called in ("appropriations", "savings") else "the "
    verb = "are" if called in ("appropriations", "savings") else "is"
    return Wrong(
        f'the words say "{place.words}"; {article}{called} {verb} {amount}.',
        "An amount in words is expected to be that of the table.",
        words=place.words,
    )
