"""Holds words about money against its signs: surplus or deficit, over budget, a limit cut, a reserve that rose."""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from pprr import formats
from pprr.domain import Value
from pprr.wordcheck.facts import Facts
from pprr.wordcheck.lexicon import patterns, section
from pprr.wordcheck.money.amount_names import MONEY
from pprr.wordcheck.money.scope import is_future, is_of_another_year, strangers
from pprr.wordcheck.outcomes import WordsContradiction

_VARIANCE, _LAST_VARIANCE, _MOVEMENT = "outturn.variance", "outturn.last.variance", "outturn.movement"
_CHANGE, _DRAWN, _BALANCE = "budget.change", "reserves.total.change", "reserves.total.balance"
_SHORTFALL = "savings.total.shortfall"
_ONE_CHANGE = "budget.change of an amount"
_CALLED = {
    _VARIANCE: "(surplus)/deficit",
    _CHANGE: "change of the cash limit",
    _DRAWN: "draw on the reserves",
    _MOVEMENT: "change of the forecast since the last report",
    _SHORTFALL: "shortfall of the savings",
    _BALANCE: "balance of the reserves",
}
_SIGN_OF = {"<": -1, "<=": -1, "=": 0, ">": 1}


class _SignWords(NamedTuple):
    """Words (the group ``way``), the value that they are about, and how it stands to nothing if they are so."""

    pattern: re.Pattern[str]
    name: str
    comparison: str

    @property
    def sign(self) -> int:
        """The sign that they give the value; 0 where they say that there is none."""
        return _SIGN_OF[self.comparison]

    def is_so(self, value: Fraction) -> bool:
        """Tells whether the value is as they say."""
        return value * self.sign > 0 or (value == 0 and "=" in self.comparison)


_SAID = tuple(_SignWords(words, *meaning.rsplit(" ", 1)) for meaning, words in patterns("signs.said"))
_ITEMS = {
    **dict.fromkeys((_VARIANCE, _LAST_VARIANCE, _MOVEMENT), MONEY),
    **dict.fromkeys((_DRAWN, _BALANCE), ("reserves",)),
    _CHANGE: (*MONEY, ""),
    _ONE_CHANGE: ("budget",),
    _SHORTFALL: ("savings",),
}
_SIGNS = section("signs")


def wrong_signs(sentence: str, facts: Facts) -> Iterator[WordsContradiction]:
    """Finds what is wrong with "surplus" and "deficit", "overspent" and "underspent", or a limit that was "cut"."""
    said: set[str] = set()
    for words in _SAID:
        value = _value(words.name, facts)
        found = words.pattern.search(sentence)
        if value is None or found is None or value.exact is None or not _is_told(found, words.name, sentence, facts):
            continue
        if value.name == _VARIANCE and _is_of_spending(sentence, words.sign, facts):
            continue
        if not words.is_so(value.exact) and value.name not in said:
            said.add(value.name)
            yield _wrong(found["way"], sentence, value)
    yield from _wrong_sizes(sentence, facts)


def _is_of_spending(sentence: str, sign: int, facts: Facts) -> bool:
    """Tells whether it is so of what is spent before reserves: "net expenditure is £3,000 over the cash limit"."""
    limit, spent = (facts.values.amount(f"outturn.{name}") for name in ("cash_limit", "expenditure"))
    return (
        limit is not None
        and spent is not None
        and bool(_SIGNS.spending.search(sentence))
        and (spent - limit) * sign > 0
    )


def _wrong_sizes(sentence: str, facts: Facts) -> Iterator[WordsContradiction]:
    """Finds what is wrong with a forecast surplus that "has grown" since the last report."""
    now, then = (_value(name, facts) for name in (_VARIANCE, _LAST_VARIANCE))
    found = _SIGNS.size.search(sentence)
    if found is None or now is None or then is None or not now.exact or not then.exact:
        return
    is_surplus = found["what"].lower() == "surplus"
    if (now.exact < 0) != is_surplus or (then.exact < 0) != is_surplus or _is_aside(found, sentence, facts):
        return
    if (abs(now.exact) > abs(then.exact)) != bool(found["up"]):
        yield _wrong(found["way"], sentence, now, then)


def _value(name: str, facts: Facts) -> Value | None:
    """The value that words in this entry are about, if there is one."""
    if facts.item not in _ITEMS[name]:
        return None
    if name == _ONE_CHANGE:  # where there are several, the amount may be that of another one
        name = _CHANGE if facts.values.amount("budget.changes.count") == 1 else ""
    return facts.values.named(name)


def _is_told(found: re.Match[str], name: str, sentence: str, facts: Facts) -> bool:
    """Tells whether the words are about the whole portfolio as it is in this report, and are not denied."""
    clause = _clause(found, sentence)
    if name in (_MOVEMENT, _SHORTFALL) or not (is_of_another_year(clause, facts) or _SIGNS.last.search(clause)):
        is_of_all = name != _SHORTFALL or bool(_SIGNS.whole_programme.fullmatch(clause[: clause.find(found["way"])]))
        return is_of_all and not _is_aside(found, sentence, facts)
    return False


def _is_aside(found: re.Match[str], sentence: str, facts: Facts) -> bool:
    """Tells whether the words are about a part of the portfolio, about what may be, or are denied."""
    clause = _clause(found, sentence)
    lead = clause[: clause.find(found["way"])]
    if _SIGNS.averted.match(sentence, found.end("way")):
        return True
    if _SIGNS.part.search(clause) or strangers(lead) or _SIGNS.no.search(sentence[: found.start("way")]):
        return True
    return is_future(clause.replace("forecast", ""), facts)


def _clause(found: re.Match[str], sentence: str) -> str:
    """The clause that the words stand in."""
    start = max((one.end() for one in _SIGNS.clause.finditer(sentence, 0, found.start("way"))), default=0)
    behind = _SIGNS.clause.search(sentence, found.end("way"))
    return sentence[start : behind.start() if behind else len(sentence)]


def _wrong(words: str, sentence: str, value: Value, last: Value | None = None) -> WordsContradiction:
    exact = value.exact or Fraction(0)
    way = "amount"
    if value.name == _VARIANCE and exact:
        way = "surplus" if exact < 0 else "deficit"
    return WordsContradiction.of(
        "words-disagree-with-direction",
        words,
        found=f"{way}-before" if last is not None else way,
        expected="way",
        clause=_short(sentence),
        name=_CALLED[value.name],
        sign="+" if exact > 0 else "−" if exact < 0 else "",
        amount=formats.millions(int(exact)),
        before=formats.millions(abs(int(last.exact or 0))) if last is not None else "",
        data=f"{value.name} {exact}" + (f", {last.exact}" if last is not None else ""),
    )


def _short(sentence: str) -> str:
    return sentence if len(sentence) <= 90 else f"{sentence[:87]}..."
