"""Holds words for how many of the measures (all, none, most, half) against the counts of the report."""

import re
from collections.abc import Iterator
from fractions import Fraction

from pprr.domain import Value
from pprr.wordcheck.facts import Facts
from pprr.wordcheck.lexicon import patterns, section, sources
from pprr.wordcheck.outcomes import WordsContradiction
from pprr.wordcheck.parse.placed_figure import FUTURE
from pprr.wordcheck.words.counts import counts_of, own_counts

_NEAR = Fraction(1, 20)  # "half" may be 45%
_PARTS = {name: Fraction(part) for name, part in sources("quantities.parts")}
_SAID = patterns("counts.states", within="quantities.said")
_QUANTITIES = section("quantities")


def wrong_quantities(sentence: str, facts: Facts) -> Iterator[WordsContradiction]:
    """Finds what is wrong with "no measure is Red", "most met their target", "more improved than got worse"."""
    if FUTURE.search(sentence) or (facts.item != "overview" and not facts.item.startswith("priority-")):
        return
    counts, before = counts_of(facts), own_counts(facts.item)
    wholes = [counts[name] for name in (f"{before}.rated", f"{before}.measures") if name in counts]
    for name, said in _SAID:
        found, state = said.search(sentence), counts.get(f"{before}.{name}")
        is_both = found and found["way"].lower().startswith("both")
        of = [whole for whole in wholes if not is_both or whole.exact == 2]
        if found and state and of and not any(_is_so(found, state, whole) for whole in of):
            words = found["way"].split()[0] if not found["part"] else found["part"]
            yield WordsContradiction.of(
                "words-disagree-with-figure",
                words,
                found="rated",
                expected="count",
                clause=_short(sentence),
                counted=state.of,
                count=state.printed,
                whole=wholes[0].printed,
                data=f"{state.name} {state.exact} of {wholes[0].exact}",
            )
    found = _QUANTITIES.more.search(sentence)
    if found:
        first, other = (
            next(
                (counts.get(f"{before}.{name}") for name in ("better", "worse", "stable") if found[f"{side}_{name}"]),
                None,
            )
            for side in ("first", "than")
        )
        if first and other and (first.exact or 0) <= (other.exact or 0):
            yield WordsContradiction.of(
                "words-disagree-with-figure",
                found["way"],
                found="counts",
                expected="count",
                clause=_short(sentence),
                counted=first.of,
                count=first.printed,
                other=other.of,
                other_count=other.printed,
                data=f"{first.name} {first.exact}, {other.name} {other.exact}",
            )


def _is_so(found: re.Match[str], state: Value, whole: Value) -> bool:
    """Tells whether the state is that of so many of the whole."""
    many, of = state.exact or Fraction(0), whole.exact or Fraction(0)
    if found["none"]:
        return many == 0
    if found["all"]:
        return many == of
    if found["most"] or found["few"]:
        return 2 * many > of if found["most"] else 2 * many < of
    return not of or abs(many / of - _PARTS[found["part"].lower()]) <= _NEAR


def _short(sentence: str) -> str:
    return sentence if len(sentence) <= 120 else f"{sentence[:117]}..."
