"""Holds what a sentence says of two measures at once ("both above target") against each of the two."""

import re
from collections.abc import Iterator

from pprr import formats
from pprr.wordcheck.facts import Facts, Row
from pprr.wordcheck.figures.section_figures import row_tied
from pprr.wordcheck.outcomes import Told, Wrong
from pprr.wordcheck.parse.figure_periods import is_of_other_period
from pprr.wordcheck.parse.placed_figure import FUTURE, Place
from pprr.wordcheck.parse.verbs import TARGET
from pprr.wordcheck.words.verdicts import EXPECTED, KIND, NOT, is_so

_BOTH = re.compile(
    r"\bboth\s+(?:of\s+(?:them|which)\s+)?(?:(?:are|were|is|was|being|now|well|just|finished|ended|came\s+in)\s+)*"
    r"(?P<way>(?P<above>above|over)|(?P<below>below|under)|(?P<met>met|meet|beat|hit|reached|achieved|ahead\s+of|better"
    r"\s+than)|(?P<missed>missed|miss|short\s+of|behind|worse\s+than))"
    rf"\s+(?:(?:their|its|the|our)\s+)?(?:\w+\s+)?(?:{TARGET})\b",
    re.IGNORECASE,
)
_VERDICTS = ("above", "below", "met", "missed")


def wrong_together(sentence: str, told: list[tuple[Place, Told]], facts: Facts) -> Iterator[Wrong]:
    """What is wrong with "both above target", where the two figures before it are two measures' own."""
    found = _BOTH.search(sentence)
    if not found or FUTURE.search(sentence) or NOT.search(sentence) or is_of_other_period(sentence):
        return
    rows: dict[str, Row] = {}
    for place, one in told:
        row = row_tied(place, one, facts)
        if row and place.figure.end <= found.start():
            rows[row.measure_id] = row
    if len(rows) != 2:
        return
    verdict = next(name for name in _VERDICTS if found[name])
    wrong = [row for row in rows.values() if is_so(verdict, row) is False]
    if wrong:
        yield Wrong(
            f'the words say "{found[0]}"; {"; ".join(_told(row) for row in wrong)}.',
            EXPECTED,
            KIND,
            source="; ".join(str(row.actual.cell) for row in wrong if row.actual),
            words=found["way"],
        )


def _told(row: Row) -> str:
    actual, target = row.actual, row.asked.target.reading
    return (
        f"{row.measure_id} is {formats.in_prose(actual) if actual else ''}, its target "
        f"{formats.in_prose(target) if target else ''}"
    )
