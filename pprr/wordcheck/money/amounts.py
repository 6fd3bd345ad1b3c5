"""Ties an amount in prose (£0.044m, £292,000) to the amounts of the report, which are pence."""

from fractions import Fraction

from pprr import formats
from pprr.domain import Role, Value
from pprr.wordcheck.facts import Facts
from pprr.wordcheck.figures.matching import fits, is_of_other_size, is_turned
from pprr.wordcheck.lexicon import section
from pprr.wordcheck.money.amount_names import CHANGE_OF_LIMIT, MOVEMENT, called, values_called
from pprr.wordcheck.money.scope import is_future, is_of_another_year, is_part, row_named
from pprr.wordcheck.outcomes import FigureResult, WordsContradiction
from pprr.wordcheck.parse.figure_periods import About
from pprr.wordcheck.parse.numbers import Shape
from pprr.wordcheck.parse.placed_figure import PlacedFigure
from pprr.wordcheck.parse.stems import content

_AMOUNTS = section("amounts")
_FEWEST_DIGITS = 3  # two digits out of order are another amount as easily
# Of which whole a verb makes an amount the part: the entry, the verb, the part, the whole, what the part is called.
_WHOLES = (
    ("savings", _AMOUNTS.achieved, "savings.total.achieved", "savings.total.value", "savings achieved"),
    ("reserves", _AMOUNTS.used, "reserves.total.change", "reserves.total.approved", "draw"),
)


def tie_amount(place: PlacedFigure, facts: Facts) -> FigureResult | None:
    """Ties an amount: to the value that it is called, else to any of its item's; None of anything else."""
    if place.figure.shape is not Shape.MONEY:
        return None
    amounts = facts.values.of_role(Role.AMOUNT)
    own, name = _own(facts, amounts), called(place, facts)
    is_later = is_future(place.clause, facts)
    is_of_other = is_of_another_year(place.clause, facts) or place.about in (None, About.PREVIOUS)
    is_elsewhere = is_later or (is_of_other and name != MOVEMENT)  # that one names the last report
    row = row_named(place, facts)
    of_row = [value for value in own if row and value.of == row and not is_elsewhere]
    if result := _agreeing(place, of_row):
        return result
    if name != "shortfall" and (of_whole := _part_of_whole(place, facts)):
        return of_whole
    meant = values_called(name, place, facts, amounts) if name else own
    if result := _agreeing(place, meant):
        return result
    current = [value for value in meant if not value.period or name == MOVEMENT]
    if name == "variance" and _is_of_spending(place, facts):
        return place.agrees("outturn.expenditure")
    is_whole = not is_part(place) and not (name == CHANGE_OF_LIMIT and _is_for_another(place, own))
    if name and is_whole:
        return place.not_tied if is_elsewhere or not current else _contradiction(place, name, current)
    if result := _agreeing(place, own):
        return result
    slip = _slip(place, meant, facts, is_called=bool(name)) if name or is_whole else None
    return _contradiction(place, name or "amount", [slip]) if slip and not is_elsewhere else place.not_tied


def _agreeing(place: PlacedFigure, values: list[Value]) -> FigureResult | None:
    return next((place.agrees(value.name) for value in values if _is(place, value)), None)


def _is_of_spending(place: PlacedFigure, facts: Facts) -> bool:
    """Tells whether the words are about what was spent, before reserves: how far that is from the cash limit."""
    limit, spent = (facts.values.amount(f"outturn.{name}") for name in ("cash_limit", "expenditure"))
    is_told = _AMOUNTS.spending.search(place.sentence) and limit is not None and spent is not None
    return bool(is_told and fits(place.figure, place.phrasing.hedge, abs(Fraction(limit or 0) - (spent or 0))))


def _is_for_another(place: PlacedFigure, changes: list[Value]) -> bool:
    """Tells whether a change is for what none of the report's is for: "an increase of £0.1m for the pay award"."""
    purpose = _AMOUNTS.purpose.match(place.sentence, place.figure.end)
    known = {word for value in changes for word in content(value.of)}
    return bool(purpose and known and not known & set(content(purpose["what"])))


def _own(facts: Facts, amounts: list[Value]) -> list[Value]:
    """The amounts of the entry's own item; of all where it is about everything, or has none."""
    starts = (f"{facts.item}.", f"{facts.item}[")
    own = [value for value in amounts if value.item == facts.item or value.name.startswith(starts)]
    return amounts if facts.item == "overview" else own or amounts


def _part_of_whole(place: PlacedFigure, facts: Facts) -> FigureResult | None:
    """Contradicts the first amount in "£0.400m of the £0.450m was achieved"; None where it is no such one."""
    behind = _AMOUNTS.of_whole.match(place.sentence, place.figure.end)
    if not behind or is_future(place.clause, facts) or is_part(place):
        return None
    other = next((one for one in place.figures if behind.start("whole") <= one.start < behind.end("whole")), None)
    for item, verb, part, whole, name in _WHOLES:
        meant, of = facts.values.named(part), facts.values.amount(whole)
        if item == facts.item and meant and of is not None and other and verb.search(place.sentence):
            return _contradiction(place, name, [meant]) if fits(other, "", of) and not _is(place, meant) else None
    return None


def _slip(place: PlacedFigure, values: list[Value], facts: Facts, *, is_called: bool) -> Value | None:
    """The amount whose digits the figure has out of order, or whose size it has wrong: £32m for £32,000."""
    digits = len(str(place.figure.value.numerator).rstrip("0"))
    for value in values if facts.item != "overview" else []:
        if value.exact and not value.period:
            is_sure = is_called or digits >= _FEWEST_DIGITS
            if (is_sure and is_turned(place.figure, value.exact)) or is_of_other_size(place.figure, value.exact):
                return value
    return None


def _is(place: PlacedFigure, value: Value) -> bool:
    return value.exact is not None and fits(place.figure, place.phrasing.hedge, value.exact)


def _contradiction(place: PlacedFigure, name: str, values: list[Value]) -> FigureResult:
    value = min(values, key=lambda one: abs(abs(one.exact or Fraction(0)) - place.figure.value))
    exact = value.exact or Fraction(0)
    if name == "variance":
        name = "surplus" if exact < 0 else "deficit"
    found = "amounts-named" if name.startswith(("appropriations", "savings")) else "amount"
    told = {"name": name, "amount": formats.pounds(abs(int(exact))).removesuffix(".00"), "data": str(value.exact)}
    wrong = WordsContradiction.of("words-disagree-with-figure", place.words, found=found, expected="amount", **told)
    return place.contradicts(wrong, value.name)
