"""Holds what words say of a measure beside other councils: above the England average, better than the region."""

import re
from collections.abc import Iterator
from fractions import Fraction

from pprr.wordcheck.facts import Facts, MeasureFacts, plain
from pprr.wordcheck.figures.row_figures import named_comparators
from pprr.wordcheck.lexicon import section
from pprr.wordcheck.outcomes import WordsContradiction, short
from pprr.wordcheck.parse.placed_figure import FUTURE
from pprr.wordcheck.words.directions import sign_of
from pprr.wordcheck.words.verdicts import NOT

_BODIES = section("bodies")


def wrong_comparisons(sentence: str, row: MeasureFacts, facts: Facts) -> Iterator[WordsContradiction]:
    """Finds a side of another body's figure that this measure is not on, now and at the time of that figure."""
    now = plain(row.actual)
    if now is None or FUTURE.search(sentence) or NOT.search(sentence):
        return
    for found in _BODIES.compared.finditer(sentence):
        sign = sign_of(found, row.asked.good)
        named = [value for value in named_comparators(found["body"], row, facts) if value.exact is not None]
        if not sign or len(named) != 1 or re.match(r"\d", found["body"]):
            continue
        then = facts.values.amount(f"{named[0].name}.difference")
        apart = [now - (named[0].exact or Fraction(0)), *([] if then is None else [then])]
        if all(one * sign < 0 for one in apart):
            told = {"found": "comparison", "clause": short(sentence), "figure": str(row.actual and row.actual.text)}
            told |= {"body": named[0].name.split('["')[-1].removesuffix('"]'), "other": named[0].printed}
            told |= {"period": row.period, "data": f"{now}, {named[0].printed}"}
            yield WordsContradiction.of("words-disagree-with-direction", found[0].split()[0], **told)
