"""Holds what a summary says of counts against each other, and against those of the last report."""

import re
from collections.abc import Iterator
from fractions import Fraction

from pprr.domain import Role
from pprr.wordcheck.facts import Facts
from pprr.wordcheck.lexicon import section
from pprr.wordcheck.outcomes import Finding, WordsContradiction, short
from pprr.wordcheck.parse.numbers import said_number
from pprr.wordcheck.words.counts import wrong_count

_COUNTED = section("counted")
_STATUSES = re.compile(r'measures\["[^"]+"\]\.earlier_status')


def wrong_comparisons(sentence: str, facts: Facts) -> Iterator[Finding]:
    """Finds "more are getting worse than better" and "two more Greens than last quarter" where it is not so."""
    if facts.item != "overview":
        return
    if found := _COUNTED.one_than_other.search(sentence):
        first, second = (_counts(found[name]) for name in ("first", "second"))
        now, other = (facts.values.named(f"counts.{name}") for name in (first, second))
        if now and other and not _is_so(found, (now.exact or Fraction(0)) - (other.exact or Fraction(0))):
            yield wrong_count(found["way"], sentence, now, found="count")
        elif now and other:
            yield found[0]
    for found in _COUNTED.none.finditer(sentence):
        value = facts.values.named(f"counts.{found['status'].lower()}")
        if value and value.exact:
            yield wrong_count(found[0], sentence, value, found="count")
        elif value:
            yield found[0]
    for found in _COUNTED.than_last.finditer(sentence):
        status = (found["status"] or found["these"] or _last_colour(sentence, found.start())).rstrip("s")
        value, before = facts.values.named(f"counts.{status.lower()}"), _before(status, facts)
        change = (value.exact or Fraction(0)) - before if value else Fraction(0)
        size = said_number(found["size"]) if found["size"] else None
        if value and not (_is_so(found, change) and size in (None, abs(change))):
            told = {"found": "count", "clause": short(sentence), "counted": value.of, "expected": "count"}
            told |= {"count": f"{value.printed}, and was {before}", "data": f"{value.exact}, {before}"}
            yield WordsContradiction.of("words-disagree-with-figure", found[0].strip(), **told)
        elif value:
            yield found[0]


def _counts(words: str) -> str:
    colour = _COUNTED.colour.search(words)
    better = re.search("better|improv|forward", words, re.IGNORECASE)
    return colour[0].lower() if colour else "better" if better else "worse"


def _last_colour(sentence: str, end: int) -> str:
    """The status that was named last before that place."""
    return next((one[0] for one in reversed(list(_COUNTED.colour.finditer(sentence, 0, end)))), "")


def _before(status: str, facts: Facts) -> int:
    """The number of measures that had the status in the last report."""
    return sum(
        value.printed.lower() == status.lower()
        for value in facts.values
        if value.role is Role.WORDS and _STATUSES.fullmatch(value.name)
    )


def _is_so(found: re.Match[str], change: Fraction) -> bool:
    if found["same"] or found.groupdict().get("unmoved"):
        return change == 0
    return change > 0 if found["more"] or found.groupdict().get("rose") else change < 0
