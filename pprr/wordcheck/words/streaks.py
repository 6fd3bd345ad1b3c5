"""Holds words for years in a row ("risen for the third year running") against each step of the years there are."""

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from pprr import formats
from pprr.domain import Unit
from pprr.domain.catalogue import rows_of
from pprr.wordcheck.facts import MeasureFacts
from pprr.wordcheck.figures.levels import is_plain
from pprr.wordcheck.lexicon import section
from pprr.wordcheck.outcomes import WordsContradiction
from pprr.wordcheck.parse.figure_periods import OTHER_BODY
from pprr.wordcheck.parse.mentions import is_other_stage, strangers
from pprr.wordcheck.parse.placed_figure import FUTURE
from pprr.wordcheck.words.verdicts import NOT

_MANY = {"second": 2, "third": 3, "fourth": 4, "fifth": 5, "two": 2, "three": 3, "four": 4, "five": 5}
_STREAKS = section("streaks")


def wrong_runs(sentence: str, row: MeasureFacts) -> Iterator[WordsContradiction]:
    """Finds what is wrong with a rise or a fall, a gain or a loss, of so many years in a row.

    One step that the readings have and that goes the other way is enough; steps of years that they have not are let be.
    """
    found = _STREAKS.run.search(sentence)
    clause = re.split(r"[;]|\s(?:but|while|whilst)\s", sentence[: found.start()])[-1] if found else ""
    ways = list(_STREAKS.way.finditer(clause))
    if not found or len(ways) != 1 or " " in row.period or NOT.search(clause) or FUTURE.search(sentence):
        return
    if OTHER_BODY.search(sentence) or is_other_stage(sentence, row.name) or strangers(clause, row.name):
        return
    if row.unit is Unit.PERCENTAGE and not _STREAKS.share.search(clause):
        return  # "complaints rose" is no word about the share that was upheld
    [way] = ways
    sign = 1 if way["up"] else -1 if way["down"] else 0
    if not sign:
        if row.asked.good is None:
            return
        sign = row.asked.good.sign * (1 if way["good"] else -1)
    many = _MANY[(found["many"] or found["years"]).lower()]
    years = [(label, one) for label, one in sorted(row.readings.items()) if is_plain(one)][-many - 1 :]
    steps = list(pairwise(Fraction(one.printed or 0) for _, one in years))
    if not years or years[-1][0] != row.period or all((now - then) * sign > 0 for then, now in steps):
        return
    yield WordsContradiction.of(
        "words-disagree-with-direction",
        found["way"],
        source=str(row.actual.cell) if row.actual else "",
        found="run",
        expected="way",
        way=way[0],
        past=rows_of((formats.in_prose(one), label) for label, one in years),
        data="; ".join(f"{label} {one.text}" for label, one in years),
    )
