"""Holds words about money against its signs: surplus or deficit, over budget, a limit cut, a reserve that rose."""

import re
from collections.abc import Iterator
from fractions import Fraction

from pprr import formats
from pprr.domain import Value
from pprr.wordcheck.facts import Facts
from pprr.wordcheck.lexicon import patterns, section, sources
from pprr.wordcheck.money.scope import is_future, is_of_another_year, strangers
from pprr.wordcheck.outcomes import Finding, WordsContradiction, short


def _parted(meaning: str) -> tuple[str, str]:
    """The name of the amount that words are about, and the sign that it must have."""
    name, _, comparison = meaning.rpartition(" ")
    return name, comparison


_SIGNS = section("signs")
_SAID = tuple((*_parted(meaning), words) for meaning, words in patterns("signs.said"))
_ITEMS = {name: items.split() for name, items in sources("signs.items")}
_CALLED = dict(sources("signs.called"))


def wrong_signs(sentence: str, facts: Facts) -> Iterator[Finding]:
    """Finds what is wrong with "surplus" and "deficit", "overspent" and "underspent", or a limit that was "cut"."""
    said: set[str] = set()
    for name, comparison, words in _SAID:
        value, found = _value(name, facts), words.search(sentence)
        if value is None or value.exact is None or found is None or value.name in said:
            continue
        if _is_so(value.exact, comparison):
            yield found["way"]
        elif not _is_aside(found, name, sentence, facts):
            said.add(value.name)
            yield _wrong(found["way"], sentence, value)


def _is_so(value: Fraction, comparison: str) -> bool:
    return (value < 0 and "<" in comparison) or (value == 0 and "=" in comparison) or (value > 0 and comparison == ">")


def _value(name: str, facts: Facts) -> Value | None:
    """The value that words in this entry are about, if there is one."""
    if facts.item not in _ITEMS[name]:
        return None
    # Where there are several, the amount may be that of another one.
    is_one = not name.endswith(" of an amount") or facts.values.amount("budget.changes.count") == 1
    return facts.values.named(name.removesuffix(" of an amount")) if is_one else None


def _is_aside(found: re.Match[str], name: str, sentence: str, facts: Facts) -> bool:
    """Tells whether the words are about a part of the portfolio, another year or what may be, or are denied."""
    clauses = list(_SIGNS.clause.finditer(sentence))
    start = max((one.end() for one in clauses if one.end() <= found.start("way")), default=0)
    end = min((one.start() for one in clauses if one.start() >= found.end("way")), default=len(sentence))
    clause, lead = sentence[start:end], sentence[start : found.start("way")]
    if name == "savings.total.shortfall":
        is_of_others = not _SIGNS.whole_programme.fullmatch(lead)
    else:
        is_of_last = is_of_another_year(clause, facts) or _SIGNS.last.search(clause)
        # What is spent before reserves is another matter: "net expenditure is £3,000 over the cash limit".
        is_before = name == "outturn.variance" and _SIGNS.spending.search(sentence)
        is_of_others = bool(is_before or (name != "outturn.movement" and is_of_last))
    is_denied = _SIGNS.averted.match(sentence, found.end("way")) or _SIGNS.no.search(sentence[: found.start("way")])
    is_part = _SIGNS.part.search(clause) or (name != "budget.change" and strangers(lead))
    return bool(is_of_others or is_denied or is_part or is_future(clause.replace("forecast", ""), facts))


def _wrong(words: str, sentence: str, value: Value) -> WordsContradiction:
    exact = value.exact or Fraction(0)
    way = "amount"
    if value.name == "outturn.variance" and exact:
        way = "surplus" if exact < 0 else "deficit"
    told = {"name": _CALLED[value.name], "amount": formats.millions(int(exact)), "data": f"{value.name} {exact}"}
    told |= {"found": way, "clause": short(sentence), "sign": "+" if exact > 0 else "−" if exact < 0 else ""}
    return WordsContradiction.of("words-disagree-with-direction", words, **told)
