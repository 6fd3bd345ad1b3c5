"""Holds an amount against the row that the sentence names, the role that its verb gives it, and the last report."""

from collections.abc import Iterator
from fractions import Fraction

from pprr import formats
from pprr.domain import Role, Value
from pprr.wordcheck.facts import Facts
from pprr.wordcheck.figures.matching import fits, is_digit_slip
from pprr.wordcheck.lexicon import patterns, section
from pprr.wordcheck.money.scope import is_of_another_year, rows_named
from pprr.wordcheck.outcomes import FigureOutcome, WordsContradiction, short
from pprr.wordcheck.parse.numbers import Shape
from pprr.wordcheck.parse.phrasing import Sense
from pprr.wordcheck.parse.placed_figure import PlacedFigure, Tied
from pprr.wordcheck.words.directions import way_of

_CLAIMS = section("money_claims")
_ROLES = {item: patterns(f"money_claims.{item}") for item in ("reserves", "savings", "capital")}
_LAST = "outturn.last."


def wrong_amounts(sentence: str, tied: list[Tied], facts: Facts) -> Iterator[WordsContradiction]:
    """Finds amounts that are another row's or of another role, and a variance that has gone the other way."""
    own = [
        one for one in facts.values.of_role(Role.AMOUNT) if one.name.startswith((f"{facts.item}[", f"{facts.item}."))
    ]
    for place, one in tied:
        if place.figure.shape is not Shape.MONEY or _CLAIMS.aside.search(place.clause):
            continue
        now = facts.values.named(one.against.replace(_LAST, "outturn.")) if one.against.startswith(_LAST) else None
        if now and not _is(place, now) and not _names_another_period(sentence, facts):
            yield _wrong(place, now)
        if place.phrasing.sense is not Sense.LEVEL or _CLAIMS.of_whole.search(sentence[: place.figure.start]):
            continue
        meant, others = _meant(place, own, facts)
        if meant and not any(_is(place, value) for value in meant) and _is_claim(place, meant, others, one.outcome):
            yield _wrong(place, meant[0])
    yield from _wrong_moves(sentence, facts)


def _names_another_period(sentence: str, facts: Facts) -> bool:
    return is_of_another_year(sentence, facts) or bool(_CLAIMS.earlier.search(sentence))


def _meant(place: PlacedFigure, own: list[Value], facts: Facts) -> tuple[list[Value], list[Value]]:
    """The values that the amount can be, and those that make it another's where it equals one of them.

    Of the one row that a sentence with one amount names it may be any, or that of the role which its verb gives it; of
    all of them together ("overall"), or of a row's own entry, only that one.
    """
    if facts.own != facts.item:
        rest = of_row = [value for value in own if value.item == facts.own]
    elif not _CLAIMS.overall.search(place.lead) and (
        named := rows_named(place.sentence, {value.of for value in own if value.of and "[" in value.name})
    ):
        if len(named) > 1 or sum(one.shape is Shape.MONEY for one in place.figures) > 1:
            return [], []
        of_row, rest = [value for value in own if value.of == named[0]], own
    else:
        rest = of_row = [value for value in own if ".total." in value.name]
    role = _role(place, facts.item)
    meant = [value for value in of_row if value.name.endswith(f".{role}")] if role else of_row if rest is own else []
    return meant, [value for value in rest if value not in meant]


def _role(place: PlacedFigure, item: str) -> str:
    """The role that the verb right behind the amount gives it, else the last one of its own words before it."""
    for name, words in _ROLES.get(item, ()):
        if words.match(place.sentence, place.figure.end):
            return name
    before = _CLAIMS.parts.split(place.ahead)[-1]
    found = [(match.end(), name) for name, words in _ROLES.get(item, ()) for match in words.finditer(before)]
    return max(found, default=(0, ""))[1]


def _is_claim(place: PlacedFigure, meant: list[Value], others: list[Value], outcome: FigureOutcome) -> bool:
    """Tells whether the amount is told of these: another's of the section, or theirs with a slip of a digit."""
    is_another = any(_is(place, value) for value in others)
    is_slip = any(is_digit_slip(place.figure, value.exact or Fraction(0)) for value in meant)
    return is_another or (is_slip and outcome is FigureOutcome.NOT_TIED)


def _wrong_moves(sentence: str, facts: Facts) -> Iterator[WordsContradiction]:
    """Finds an overspend that is said to have eased and has grown since the last report."""
    found = _CLAIMS.variance_moved.search(sentence)
    now, last = facts.values.named("outturn.variance"), facts.values.named(f"{_LAST}variance")
    if facts.item != "outturn" or not found or not now or not last or not now.exact or not last.exact:
        return
    grown, is_over = abs(now.exact) - abs(last.exact), now.exact > 0
    sign = {"up": 1, "down": -1, "good": -1 if is_over else 1, "poor": 1 if is_over else -1}[way_of(found)]
    if now.exact * last.exact > 0 and grown * sign <= 0:
        told = {"found": f"{'deficit' if is_over else 'surplus'}-before", "clause": short(sentence)}
        told |= {"name": "variance", "amount": formats.millions(abs(int(now.exact)))}
        told |= {"before": formats.millions(abs(int(last.exact))), "data": f"{now.exact}, {last.exact}"}
        yield WordsContradiction.of("words-disagree-with-direction", found["way"], **told)


def _is(place: PlacedFigure, value: Value) -> bool:
    return value.exact is not None and fits(place.figure, place.phrasing.hedge, abs(value.exact))


def _wrong(place: PlacedFigure, value: Value) -> WordsContradiction:
    amount = formats.pounds(abs(int(value.exact or 0))).removesuffix(".00")
    name = f"{value.name.split('.')[-1].replace('_', ' ')} of {value.of or 'the whole'}"
    told = {"name": name, "amount": amount, "data": str(value.exact), "found": "amount", "expected": "amount"}
    return WordsContradiction.of("words-disagree-with-figure", place.words, **told)
