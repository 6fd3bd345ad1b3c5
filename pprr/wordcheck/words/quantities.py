"""Holds words for how many of the measures (all, none, most, half) against the counts of the report."""

import re
from collections.abc import Iterator
from fractions import Fraction

from pprr.domain import Value
from pprr.wordcheck.facts import Facts
from pprr.wordcheck.outcomes import Wrong
from pprr.wordcheck.parse.placed_figure import FUTURE
from pprr.wordcheck.words.counts import AUX, MEASURES, STATES, counts_of, own_counts

_NEAR = Fraction(1, 20)  # "half" may be 45%
_PARTS = {
    "half": Fraction(1, 2),
    "a third": Fraction(1, 3),
    "one third": Fraction(1, 3),
    "two thirds": Fraction(2, 3),
    "a quarter": Fraction(1, 4),
    "one quarter": Fraction(1, 4),
    "three quarters": Fraction(3, 4),
}
_NONE = r"no|none|neither|not one"
_ALL = r"all|every|each|both"
_MOST = r"most|(?:the|a) majority|more than half|over half|well over half"
_FEW = r"a minority|fewer than half|less than half|under half"
_MANY = (
    rf"(?:(?P<none>{_NONE})|(?P<most>{_MOST})|(?P<few>{_FEW})|(?P<all>{_ALL})|(?P<part>{'|'.join(_PARTS)}))"
    r"(?:\s+of)?(?:\s+(?:the|our|rated|performance|these|its))*"
)
# Behind it nothing follows that would make them the measures of somebody else: "in the Place directorate".
_END = r"(?=\s*(?:[.,;(]|$|\b(?:this year|for the year|at the|by the|and|but|while|compared|than|now|again)\b))"
_START = r"(?:^|[;,]\s+|\b(?:and|but)\s+)"
_SAID = tuple(
    (
        name,
        re.compile(
            rf"(?:^|[;,]\s+|\b(?:and|but)\s+)(?P<way>{_MANY})\s+{MEASURES}\s+{AUX}(?:{words}){_END}", re.IGNORECASE
        ),
    )
    for name, words in STATES
)
_TRENDS = [(name, words) for name, words in STATES if name in ("better", "worse", "stable")]
_FIRST, _THAN = ("|".join(f"(?P<{side}_{name}>{words})" for name, words in _TRENDS) for side in ("first", "than"))
_MORE = re.compile(
    rf"\bmore\s+{MEASURES}\s+{AUX}(?P<way>{_FIRST})\s+than\s+{AUX}(?:{_THAN})",
    re.IGNORECASE,
)


def wrong_quantities(sentence: str, facts: Facts) -> Iterator[Wrong]:
    """What is wrong with "no measure is Red", "most met their target", "more improved than got worse"."""
    if FUTURE.search(sentence) or (facts.item != "overview" and not facts.item.startswith("priority-")):
        return
    counts, before = counts_of(facts), own_counts(facts.item)
    wholes = [counts[name] for name in (f"{before}.rated", f"{before}.measures") if name in counts]
    for name, pattern in _SAID:
        found, state = pattern.search(sentence), counts.get(f"{before}.{name}")
        is_both = found and found["way"].lower().startswith("both")
        of = [whole for whole in wholes if not is_both or whole.exact == 2]
        if found and state and of and not any(_is_so(found, state, whole) for whole in of):
            words = found["way"].split()[0] if not found["part"] else found["part"]
            yield _wrong(
                words, sentence, f"the count of {state.of} is {state.printed} of the {wholes[0].printed} rated"
            )
    found = _MORE.search(sentence)
    if found:
        first, other = (
            next(
                (counts.get(f"{before}.{name}") for name in ("better", "worse", "stable") if found[f"{side}_{name}"]),
                None,
            )
            for side in ("first", "than")
        )
        if first and other and (first.exact or 0) <= (other.exact or 0):
            truth = f"the count of {first.of} is {first.printed}, that of {other.of} {other.printed}"
            yield _wrong(found["way"], sentence, truth)


def _is_so(found: re.Match[str], state: Value, whole: Value) -> bool:
    """Whether the state is that of so many of the whole."""
    many, of = state.exact or Fraction(0), whole.exact or Fraction(0)
    if found["none"]:
        return many == 0
    if found["all"]:
        return many == of
    if found["most"] or found["few"]:
        return 2 * many > of if found["most"] else 2 * many < of
    return not of or abs(many / of - _PARTS[found["part"].lower()]) <= _NEAR


def _wrong(words: str, sentence: str, truth: str) -> Wrong:
    return Wrong(
        f'the words say "{words}" in "{sentence if len(sentence) <= 120 else f"{sentence[:117]}..."}"; {truth}.',
        "A count in words is expected to be that of the tables.",
        words=words,
    )
