"""Holds the verb before a figure that is the row's own ("fell to 156,557") against where the figure came from."""

import re
from collections.abc import Iterator
from fractions import Fraction

from pprr import formats
from pprr.domain import Reading
from pprr.wordcheck.facts import MeasureFacts
from pprr.wordcheck.figures.levels import is_plain
from pprr.wordcheck.lexicon import section
from pprr.wordcheck.outcomes import FigureOutcome, WordsContradiction
from pprr.wordcheck.parse.named_periods import named
from pprr.wordcheck.parse.phrasing import Sense
from pprr.wordcheck.parse.placed_figure import PlacedFigure, Tied

_COUNTS = ("numerator", "denominator")
_ARRIVALS = section("arrivals")


def wrong_arrivals(tied: list[Tied], row: MeasureFacts) -> Iterator[WordsContradiction]:
    """Finds what is wrong with a rise, a fall or a gain to the row's own figure, from no other of the sentence."""
    for number, (place, one) in enumerate(tied):
        found = _ARRIVALS.arrived.search(place.sentence, 0, place.figure.start)
        if (
            not found
            or one.outcome is not FigureOutcome.AGREES
            or place.is_future
            or place.year not in ("", row.period)
        ):
            continue
        if number and tied[number - 1][0].phrasing.sense is Sense.FROM:
            continue  # the two figures themselves are held against each other
        labels = named(place.clause, row) or named(place.sentence, row) or [row.previous_period, row.base]
        name = one.against.removeprefix(f"{row.period} ")
        moves = [move for label in dict.fromkeys(labels) if (move := _move(name, label, row)) is not None]
        if moves and all(_is_against(found, move, row) for move in moves):
            yield _wrong(found, place, labels[0], row)


def _move(name: str, label: str, row: MeasureFacts) -> Fraction | None:
    """The move of the figure, or of the count so named, from that of the period so labelled."""
    now, then = (_value(name, row.readings.get(one)) for one in (row.period, label))
    return now - then if now is not None and then is not None else None


def _value(name: str, reading: Reading | None) -> Fraction | None:
    if reading is None or not is_plain(reading):
        return None
    value = getattr(reading, name) if name in _COUNTS else reading.printed if name == "figure" else None
    return Fraction(value) if value is not None else None


def _is_against(found: re.Match[str], move: Fraction, row: MeasureFacts) -> bool:
    """Tells whether it went the other way, or not at all."""
    if found["good"] or found["poor"]:
        good = row.asked.good
        return good is not None and move * good.sign * (1 if found["good"] else -1) <= 0
    return move <= 0 if found["up"] else move >= 0


def _wrong(found: re.Match[str], place: PlacedFigure, label: str, row: MeasureFacts) -> WordsContradiction:
    before, actual = row.readings.get(label), row.actual
    return WordsContradiction.of(
        "words-disagree-with-direction",
        found["way"],
        source=str(actual.cell) if actual else "",
        found="other-way",
        expected="way",
        clause=place.clause.strip(),
        before=formats.reading(before) if before else label,
        base=label,
        figure=formats.reading(actual) if actual else "",
        period=row.period,
        data=f"{label} {before.text if before else ''}, {actual.text if actual else ''}",
    )
