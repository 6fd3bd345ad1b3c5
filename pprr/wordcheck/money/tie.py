"""Ties an amount in prose (£0.044m, £292,000) to the amounts of the report, which are pence."""

import re
from fractions import Fraction

from pprr import formats
from pprr.domain import Value
from pprr.wordcheck.facts import Facts
from pprr.wordcheck.figures.matching import fits, is_of_other_size, is_turned
from pprr.wordcheck.money.amounts import CHANGE_OF_LIMIT, MOVEMENT, amounts_of, called, name_of, values_called
from pprr.wordcheck.money.scope import is_future, is_of_another_year, is_part, row_named
from pprr.wordcheck.outcomes import Told, Wrong
from pprr.wordcheck.parse.figure_periods import About
from pprr.wordcheck.parse.placed_figure import Place
from pprr.wordcheck.parse.stems import content

_FEWEST_DIGITS = 3  # two digits out of order are another amount as easily
_OF_WHOLE = re.compile(
    r"\s+(?:out\s+)?of\s+(?:(?:the|our|its)\s+)?(?P<whole>£[\d.,]+\s?(?:[mk]\b|million)?)", re.IGNORECASE
)
_FOR = re.compile(r"\s+(?:is |was )?for\s+(?P<what>[^,;.]{1,60})", re.IGNORECASE)
_ACHIEVED = re.compile(r"\b(?:achieved|delivered|made|saved|realised|secured|met|brought in)\b", re.IGNORECASE)


# Of which whole a verb makes an amount the part: the entry, the verb, the part, the whole, what the part is called.
_WHOLES = (
    ("savings", _ACHIEVED, "savings.total.achieved", "savings.total.value", "savings achieved"),
    (
        "reserves",
        re.compile(r"\b(?:spent|used|drawn)\b", re.IGNORECASE),
        "reserves.total.change",
        "reserves.total.approved",
        "draw",
    ),
)
# What a verb before the amount of a row makes it: the end of its value's name, and what it is called.
_OF_ROW = (
    (_ACHIEVED, ".achieved", "savings achieved"),
    (re.compile(r"\b(?:took|takes?|drew|draws?|used|uses?|spent|spends?)\s*$", re.IGNORECASE), ".change", "draw"),
    (re.compile(r"\b(?:has|with|leaving|leaves)\s*$|\bbalance\b[^£]*$", re.IGNORECASE), ".balance", "balance"),
)


def tie_amount(place: Place, facts: Facts) -> Told:
    """What becomes of an amount: held against the value that it is called, else against any of its item's."""
    amounts = amounts_of(facts)
    own = _own(facts, amounts)
    name = called(place, facts)
    is_elsewhere = (
        is_of_another_year(place.clause, facts)
        or place.about in (None, About.PREVIOUS, About.EARLIER)
        or is_future(place.clause, facts)
    )
    row = row_named(place, facts)
    of_row = [value for value in own if row and value.of == row]
    if of_row and not is_elsewhere and (told := _tie_to_row(place, of_row)):
        return told
    if name != "shortfall" and (of_whole := _part_of_whole(place, facts)):
        return of_whole
    meant = values_called(name, place, facts, amounts) if name else own
    for value in meant:
        if _is(place, value):
            return place.agrees(value.name)
    is_whole = not is_part(place) and not (name == CHANGE_OF_LIMIT and _is_for_another(place, own))
    current = [value for value in meant if not value.period or name == MOVEMENT]
    if name == MOVEMENT:  # it names the last report, and no other year's amount
        is_elsewhere = is_future(place.clause, facts)
    if name == "variance" and _is_of_spending(place, facts):
        return place.agrees("outturn.expenditure")
    if name and is_whole:
        return place.is_untied if is_elsewhere or not current else _contradiction(place, name, current)
    for value in own:
        if _is(place, value):
            return place.agrees(value.name)
    slip = _slip(place, meant, facts, is_called=bool(name)) if name or is_whole else None
    return _contradiction(place, name or name_of(slip), [slip]) if slip and not is_elsewhere else place.is_untied


def _is_of_spending(place: Place, facts: Facts) -> bool:
    """Whether the words are about what was spent, before reserves: how far that is from the cash limit."""
    if not re.search(r"\b(?:spending|spent|expenditure)\b", place.clause, re.IGNORECASE):
        return False
    ends = [
        value.exact for value in facts.named("outturn.cash_limit", "outturn.expenditure") if value.exact is not None
    ]
    return len(ends) == 2 and fits(place.figure, place.said.hedge, abs(ends[0] - ends[1]))


def _is_for_another(place: Place, changes: list[Value]) -> bool:
    """Whether a change is for what none of the report's changes is for: "an increase of £0.1m for the pay award"."""
    purpose = _FOR.match(place.sentence, place.figure.end)
    known = {word for value in changes for word in content(value.of)}
    return bool(purpose and known and not known & set(content(purpose["what"])))


def _own(facts: Facts, amounts: list[Value]) -> list[Value]:
    """The amounts of the entry's own item; of all where it is about everything, or has none."""
    starts = (f"{facts.item}.", f"{facts.item}[")
    own = [value for value in amounts if value.item == facts.item or value.name.startswith(starts)]
    return amounts if facts.item == "overview" else own or amounts


def _tie_to_row(place: Place, values: list[Value]) -> Told | None:
    """What becomes of an amount behind the name of a row, by that row's values; None where no word tells which."""
    for value in values:
        if _is(place, value):
            return place.agrees(value.name)
    for pattern, end, name in _OF_ROW:
        meant = [value for value in values if value.name.endswith(end)]
        if meant and pattern.search(place.lead):
            return _contradiction(place, name, meant)
    return None


def _part_of_whole(place: Place, facts: Facts) -> Told | None:
    """What becomes of the first amount in "£0.400m of the £0.450m was achieved"; None where it is no such one."""
    behind = _OF_WHOLE.match(place.sentence, place.figure.end)
    if not behind or is_future(place.clause, facts) or is_part(place):
        return None
    others = [other for other in place.figures if behind.start("whole") <= other.start < behind.end("whole")]
    for item, verb, part, whole, name in _WHOLES:
        meant, of = (next(iter(facts.named(one)), None) for one in (part, whole))
        if item != facts.item or meant is None or of is None or of.exact is None or not verb.search(place.sentence):
            continue
        if others and fits(others[0], "", of.exact) and not _is(place, meant):
            return _contradiction(place, name, [meant])
    return None


def _slip(place: Place, values: list[Value], facts: Facts, *, is_called: bool) -> Value | None:
    """The amount whose digits the figure has out of order, or whose size it has wrong: £32m for £32,000."""
    if facts.item in ("overview", ""):
        return None
    digits = len(str(place.figure.value.numerator).rstrip("0"))
    for value in values:
        if not value.exact or value.period or not place.figure.step:
            continue
        is_sure = is_called or digits >= _FEWEST_DIGITS
        if (is_sure and is_turned(place.figure, value.exact)) or is_of_other_size(place.figure, value.exact):
            return value
    return None


def _is(place: Place, value: Value) -> bool:
    return value.exact is not None and fits(place.figure, place.said.hedge, value.exact)


def _contradiction(place: Place, name: str, values: list[Value]) -> Told:
    value = min(values, key=lambda one: abs(abs(one.exact or Fraction(0)) - place.figure.value))
    return place.contradicts(_wrong(place, name, value), value.name)


def _wrong(place: Place, name: str, value: Value) -> Wrong:
    amount = formats.pounds(abs(int(value.exact or 0))).removesuffix(".00")
    if name == "variance":
        name = "surplus" if (value.exact or 0) < 0 else "deficit"
    is_many = name.startswith(("appropriations", "savings"))
    return Wrong(
        f'the words say "{place.words}"; {name if is_many else f"the {name}"} {"are" if is_many else "is"} {amount}.',
        "An amount in words is expected to be that of the table.",
        words=place.words,
    )
