"""Holds what a sentence says of two measures at once ("both above target") against each of the two."""

from collections.abc import Iterator

from pprr import formats
from pprr.domain.catalogue import rows_of
from pprr.wordcheck.facts import Facts, MeasureFacts
from pprr.wordcheck.figures.section_figures import row_tied
from pprr.wordcheck.lexicon import section
from pprr.wordcheck.outcomes import WordsContradiction
from pprr.wordcheck.parse.figure_periods import is_of_other_period
from pprr.wordcheck.parse.placed_figure import FUTURE, Tied
from pprr.wordcheck.words.verdicts import NOT, is_so

_TWO_MEASURES = section("two_measures")
_VERDICTS = ("above", "below", "met", "missed")


def wrong_together(sentence: str, tied: list[Tied], facts: Facts) -> Iterator[WordsContradiction]:
    """Finds what is wrong with "both above target", where the two figures before it are two measures' own."""
    found = _TWO_MEASURES.both.search(sentence)
    if not found or FUTURE.search(sentence) or NOT.search(sentence) or is_of_other_period(sentence):
        return
    rows: dict[str, MeasureFacts] = {}
    for place, one in tied:
        row = row_tied(place, one, facts)
        if row and place.figure.end <= found.start():
            rows[row.measure_id] = row
    if len(rows) != 2:
        return
    verdict = next(name for name in _VERDICTS if found[name])
    missed = [row for row in rows.values() if is_so(verdict, row) is False]
    if missed:
        yield WordsContradiction.of(
            "words-disagree-with-direction",
            found["way"],
            source="; ".join(str(row.actual.cell) for row in missed if row.actual),
            found="two",
            expected="way",
            clause=found[0],
            told=rows_of(_told(row) for row in missed),
            data="; ".join(row.measure_id for row in missed),
        )


def _told(row: MeasureFacts) -> tuple[str, str, str]:
    actual, target = row.actual, row.asked.target.reading
    return (
        row.measure_id,
        formats.in_prose(actual) if actual else "",
        formats.in_prose(target) if target else "",
    )
