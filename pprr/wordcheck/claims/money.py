"""Holds an amount against the row that the sentence names, the role that its verb gives it, and the last report."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import combinations

from pprr import formats
from pprr.domain import Role, Value
from pprr.wordcheck.facts import Facts
from pprr.wordcheck.figures.matching import fits, is_digit_slip
from pprr.wordcheck.lexicon import patterns, section, sources
from pprr.wordcheck.money.scope import (
    any_word_of,
    is_future,
    is_of_another_year,
    is_of_other_row,
    rows_named,
    without_rows,
)
from pprr.wordcheck.outcomes import FigureOutcome, Finding, WordsContradiction, short
from pprr.wordcheck.parse.numbers import Shape
from pprr.wordcheck.parse.phrasing import Sense
from pprr.wordcheck.parse.placed_figure import PlacedFigure, Tied
from pprr.wordcheck.words.verdicts import NOT

_MONEY_CLAIMS = section("money_claims")
_ALL_BUT = section("remainders").all_but
_OVER_OR_UNDER, _WORSE_OR_BETTER, _MORE_OR_LESS = (
    section("over_or_under"),
    section("worse_or_better"),
    section("more_or_less"),
)
_SECTIONS = ("outturn", "budget", "reserves", "savings", "capital")
_WHOLES, _OF_WHOLE = dict(sources("money_whole.names")), dict(patterns("money_whole.before"))
# The words before an amount and those behind it that give it a role.
_ROLES = {item: (patterns(f"money_before.{item}"), patterns(f"money_behind.{item}")) for item in _SECTIONS}
_LAST = "outturn.last."
_ALL = [f"outturn.{last}{one}" for last in ("", "last.") for one in ("cash_limit", "expenditure", "outturn")]
# How large an amount may be that is told of another one, as a part of it: a little off, or ten times.
_NEAR = ((Fraction(4, 5), Fraction(6, 5)), (Fraction(1, 10), Fraction(1, 10)), (Fraction(10), Fraction(10)))


def wrong_amounts(sentence: str, tied: list[Tied], facts: Facts) -> Iterator[Finding]:
    """Finds amounts that are another row's or of another role, and a variance that has gone the other way."""
    item = "outturn" if facts.item == "overview" else facts.item
    own = [one for one in facts.values.of_role(Role.AMOUNT) if one.name.startswith((f"{item}[", f"{item}."))]
    for place, one in tied:
        if place.figure.shape is not Shape.MONEY or _MONEY_CLAIMS.aside.search(without_rows(place.clause, facts)):
            continue
        told = [other for other, beside in tied if beside.outcome is FigureOutcome.AGREES and other is not place]
        adds_up = _adds_up(place, (other.figure.value for other in told))
        parts = [other.figure.value for other in told if other.figure.start < place.figure.start]
        is_sum = len(parts) > 1 and _MONEY_CLAIMS.sum.search(place.ahead)
        if is_sum and one.outcome is FigureOutcome.NOT_TIED and not place.figure.could_be(sum(parts, Fraction(0))):
            yield _wrong_sum(place, sum(parts, Fraction(0)))
        now = facts.values.named(one.against.replace(_LAST, "outturn.")) if one.against.startswith(_LAST) else None
        if now and not _is(place, now) and not _names_another_period(sentence, facts):
            yield _wrong(place, now)
        is_level = place.phrasing.sense in (Sense.LEVEL, Sense.CHANGE) or (
            place.phrasing.sense is Sense.FROM and item == "outturn"
        )
        if (
            item in (*_ROLES, "services", "accounts")
            and is_level
            and not (is_future(place.clause, facts) and " " not in facts.period)
        ):
            meant = _of_portfolio(place, facts) if item in ("outturn", "budget") else _of_rows(place, own, item, facts)
            others = [value for value in own if value not in meant]
            # "£91,000 more than we have" lies between two amounts.
            sizes = filter(None, map(facts.values.amount, _ALL)) if place.phrasing.sense is Sense.CHANGE else ()
            is_so = adds_up or _adds_up(place, sizes) or any(_is(place, value) for value in meant)
            if meant and not is_so and _is_claim(place, meant, others, one.outcome):
                yield _wrong(place, meant[0])
        if not (is_future(place.clause, facts) or is_of_another_year(place.clause, facts)):
            yield from (one for one in _wrong_sides(place, facts) if isinstance(one, str) or not adds_up)


def _wrong_sum(place: PlacedFigure, exact: Fraction) -> WordsContradiction:
    """The amount as a contradiction of what those before it come to."""
    told = {"name": "sum", "amount": formats.pounds(int(exact)).removesuffix(".00"), "data": str(exact)}
    return WordsContradiction.of("words-disagree-with-figure", place.words, found="amount", expected="amount", **told)


def _adds_up(place: PlacedFigure, amounts: Iterable[Fraction]) -> bool:
    """Tells whether the amount is the sum of two others, or what lies between them: "£7,000 over"."""
    sums = (value for one, two in combinations(amounts, 2) for value in (one + two, abs(one - two)))
    return any(map(place.figure.could_be, sums))


def _wrong_sides(place: PlacedFigure, facts: Facts) -> Iterator[Finding]:
    """Finds the word for the other sign beside an amount that only a variance or a change is: "£0.3m over budget"."""
    values = [(facts.values.named(name), words) for name, (words, items) in _SIDES.items() if facts.item in items]
    variances = [one for one in facts.values.of_role(Role.AMOUNT) if one.name.endswith(".variance")]
    if facts.item in ("accounts", "capital"):
        totals = [one for one in facts.values.of_role(Role.AMOUNT) if one.name.endswith(".total.forecast")]
        values = [(one, _OVER) for one in (*variances, *totals) if one.name.startswith(facts.item)]
    elif of := [one for one in variances if "[" in one.name and one.of and one.of.lower() in place.sentence.lower()]:
        values = [(one, _OVER) for one in of] if any(_is(place, one) for one in of) else values
    elif facts.item == "budget":
        changes = [one for one in facts.values.of_role(Role.AMOUNT) if one.name.startswith("budget.changes[")]
        values += [(one, _MORE) for one in changes]
    fitting = [(value, words) for value, words in values if value and value.exact and _is(place, value)]
    if not fitting or len({((value.exact or 0) > 0, id(words)) for value, words in fitting}) > 1:
        return
    value, (before, behind) = fitting[0]
    lead = without_rows(place.ahead, facts)
    of_last = behind.match(lead)  # "management £111,000 over, with repairs giving £75,000 back"
    ahead = list(before.finditer(lead, of_last.end() if of_last else 0))
    found = behind.match(place.sentence, place.figure.end) or (ahead[-1] if ahead else None)
    if found and not NOT.search(place.lead) and (found["up"] is not None) is ((value.exact or 0) < 0):
        yield wrong_sign(found["up"] or found["down"], place.sentence, value)
    elif found:
        yield found["up"] or found["down"]


# The words before an amount and behind it for its two signs.
_OVER = (_OVER_OR_UNDER.before, _OVER_OR_UNDER.behind)
_WORSE = (_WORSE_OR_BETTER.before, _WORSE_OR_BETTER.behind)
_MORE = (_MORE_OR_LESS.before, _MORE_OR_LESS.behind)
_OUTTURN = ("outturn", "overview", "budget")
_SIDES = {
    "outturn.variance": (_OVER, _OUTTURN),
    f"{_LAST}variance": (_OVER, _OUTTURN),
    "outturn.movement": (_WORSE, _OUTTURN),
    "budget.change": (_MORE, ("budget",)),
}


def _names_another_period(sentence: str, facts: Facts) -> bool:
    return is_of_another_year(sentence, facts) or bool(_MONEY_CLAIMS.earlier.search(sentence))


def _of_portfolio(place: PlacedFigure, facts: Facts) -> list[Value]:
    """The amounts of the whole portfolio that the words give it: of this report, or of the last one."""
    role, sentence = _role(place, "budget" if facts.item == "budget" else "outturn"), place.sentence
    if not role or _MONEY_CLAIMS.before_reserves.match(sentence, place.figure.end):
        return []
    roles = _ALIKE.get(role, (role,))
    now = [name for one in roles for name in (f"outturn.{one}", f"budget.{one}")]
    last = [*(f"{_LAST}{one}" for one in roles), *(["budget.previous"] if role == "cash_limit" else [])]
    is_now = (
        role in ("change", "movement")
        or _MONEY_CLAIMS.to_now.search(sentence[: place.figure.start])
        or _MONEY_CLAIMS.now.match(sentence, place.figure.end)
    )
    if not is_now and place.phrasing.sense is Sense.FROM:
        now = []
    elif is_now or not _names_another_period(sentence, facts):
        last = []
    changes = (
        [one for one in facts.values.of_role(Role.AMOUNT) if one.name.startswith("budget.changes[")]
        if role == "change" and not _MONEY_CLAIMS.overall.search(sentence)
        else []
    )
    return [*(value for name in (*now, *last) if (value := facts.values.named(name))), *changes]


# What words call alike: spending may be before reserves or after them.
_ALIKE = {"spending": ("expenditure", "outturn"), "cash_limit": ("cash_limit", "current")}


def _of_rows(place: PlacedFigure, own: list[Value], item: str, facts: Facts) -> list[Value]:
    """The amounts of a saving, a reserve or a scheme, or of all of them, that the words give it."""
    if _MONEY_CLAIMS.listed.search(place.sentence[: place.figure.start]) or _MONEY_CLAIMS.goes_on.match(
        place.sentence, place.figure.end
    ):
        return []
    of_all = [value for value in own if ".total." in value.name]
    if facts.own != facts.item:
        of_row = [value for value in own if value.item == facts.own]
    else:
        rows = {value.of for value in own if value.of and "[" in value.name}
        row = _row(place, rows)
        if row is None:
            return []
        of_row = [value for value in own if value.of == row] if row else of_all
    role = _role(place, item)
    lead = place.sentence[: place.figure.start]
    if item in _OF_WHOLE and _OF_WHOLE[item].search(lead):
        whole = _WHOLES[item]
        return [value for value in (*of_row, *of_all) if value.name.endswith(f".{whole}")] + [
            value for value in of_all if role and value.name.endswith(f".{role}")
        ]
    if not role:
        return of_row if of_row is not of_all and len(place.figures) == 1 else []
    return [value for value in of_row if value.name.endswith(f".{role}")]


def _row(place: PlacedFigure, rows: set[str]) -> str | None:
    """The row that the amount is of, by the words behind it or the last ones before it; blank where it is of all."""
    sentence, (start, end) = place.sentence, place.figure.place
    stretches = [one.end for one in place.figures if one.end <= start and one.shape is Shape.MONEY]
    ends = [one.start for one in place.figures if one.start >= end and one.shape is Shape.MONEY]
    behind = sentence[end : min(ends, default=len(sentence))]
    if _MONEY_CLAIMS.overall.search(f"{place.lead}#{_MONEY_CLAIMS.parts.split(behind)[0]}"):
        return ""
    if _MONEY_CLAIMS.unnamed.search(place.lead):
        return None
    if _MONEY_CLAIMS.of_row.match(behind) and (named := rows_named(_MONEY_CLAIMS.parts.split(behind)[0], rows)):
        return named[0] if len(named) == 1 else None
    for begin, stop in zip([*reversed(stretches), 0], [start, *reversed(stretches)], strict=True):
        if named := rows_named(sentence[begin:stop], rows):
            is_other = is_of_other_row(sentence[begin:start]) and begin != max([*stretches, 0])
            return named[0] if len(named) == 1 and not is_other else None
    named = rows_named(sentence, rows)
    is_one = sum(one.shape is Shape.MONEY for one in place.figures) == 1
    if not named and any_word_of(rows, sentence):
        return None  # "the roof came in £8,000 under"
    return "" if not named else named[0] if is_one and len(named) == 1 else None


def _role(place: PlacedFigure, item: str) -> str:
    """The role that the words right behind the amount give it, else the last ones before it."""
    if item == "savings" and _ALL_BUT.search(place.sentence[: place.figure.start]):
        return "shortfall"
    (before, behind), of_whole = _ROLES.get(item, ((), ())), _WHOLES.get(item)
    whole = _MONEY_CLAIMS.whole_behind.match(place.sentence, place.figure.end)  # "£0.4m of the £0.5m was achieved"
    row = _MONEY_CLAIMS.row_behind.match(place.sentence, place.figure.end)  # "£0.3m of the reserve was used"
    that = _MONEY_CLAIMS.that.match(place.sentence, place.figure.end)
    end = max(one.end() if one else place.figure.end for one in (whole, None if whole else row, that))
    for name, words in behind:
        if words.match(place.sentence, end) and not (whole and name == of_whole):
            return name
    ahead = _MONEY_CLAIMS.parts.split(place.ahead)[-1]
    for piece in (ahead, place.ahead) if item in ("outturn", "budget") else (ahead,):
        if found := [(match.end(), name) for name, words in before for match in words.finditer(piece)]:
            return max(found)[1]
    return ""


def _is_claim(place: PlacedFigure, meant: list[Value], others: list[Value], outcome: FigureOutcome) -> bool:
    """Tells whether the amount is told of these: another's of the section, or theirs with a slip of a digit."""
    is_another = any(_is(place, value) for value in others)
    sizes = [abs(value.exact or Fraction(0)) for value in meant]
    near = _NEAR if not meant[0].name.startswith(("outturn", "budget")) else ()
    is_slip = any(
        is_digit_slip(place.figure, one) or any(low * one <= place.figure.value <= high * one for low, high in near)
        for one in sizes
    )
    return is_another or (is_slip and outcome is FigureOutcome.NOT_TIED)


def _is(place: PlacedFigure, value: Value) -> bool:
    # "£106k more than the £3.55m approved" is no bound of the second amount.
    return value.exact is not None and any(
        fits(place.figure, one, abs(value.exact)) for one in (place.phrasing.hedge, "")
    )


def wrong_sign(words: str, sentence: str, value: Value) -> WordsContradiction:
    """The words for a sign or a size as a contradiction of an amount."""
    exact = value.exact or Fraction(0)
    told = {
        "found": "amount",
        "clause": short(sentence),
        "name": value.name.split(".")[-1],
        "sign": "+" if exact > 0 else "−" if exact else "",
    }
    told |= {"amount": formats.millions(int(exact)), "data": f"{value.name} {exact}"}
    return WordsContradiction.of("words-disagree-with-direction", words, **told)


def _wrong(place: PlacedFigure, value: Value) -> WordsContradiction:
    amount = formats.pounds(abs(int(value.exact or 0))).removesuffix(".00")
    name = f"{value.name.split('.')[-1].replace('_', ' ')} of {value.of or 'the whole'}"
    told = {"name": name, "amount": amount, "data": str(value.exact), "found": "amount", "expected": "amount"}
    return WordsContradiction.of("words-disagree-with-figure", place.words, **told)
