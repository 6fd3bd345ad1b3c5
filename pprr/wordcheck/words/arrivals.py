"""Holds the verb before a figure that is the row's own ("fell to 156,557") against where the figure came from."""

import re
from collections.abc import Iterator
from fractions import Fraction

from pprr import formats
from pprr.domain import Reading
from pprr.wordcheck.facts import Row
from pprr.wordcheck.figures.levels import is_plain
from pprr.wordcheck.outcomes import Outcome, Told, Wrong
from pprr.wordcheck.parse.named_periods import named
from pprr.wordcheck.parse.phrasing import Role
from pprr.wordcheck.parse.placed_figure import Place
from pprr.wordcheck.parse.verbs import DOWN, GOOD, POOR, UP
from pprr.wordcheck.words.verdicts import EXPECTED, KIND

_COUNTS = ("numerator", "denominator")
_WAY = rf"(?P<way>(?P<up>{UP})|(?P<down>{DOWN})|(?P<good>{GOOD})|(?P<poor>{POOR}))"
_HOW = r"(?:\s+(?:back|further|again|slightly|sharply|steadily|a little|marginally|once more|this year|in the year))*"
_ARRIVED = re.compile(rf"\b{_WAY}\b{_HOW},?\s+to\s+(?:just\s+)?(?:over\s+|under\s+|about\s+)?$", re.IGNORECASE)


def wrong_arrivals(told: list[tuple[Place, Told]], row: Row) -> Iterator[Wrong]:
    """What is wrong with a rise, a fall or a gain to the row's own figure, from no other figure of the sentence."""
    for number, (place, one) in enumerate(told):
        found = _ARRIVED.search(place.sentence, 0, place.figure.start)
        if not found or one.outcome is not Outcome.AGREES or place.is_future or place.year not in ("", row.period):
            continue
        if number and told[number - 1][0].said.role is Role.FROM:
            continue  # the two figures themselves are held against each other
        labels = named(place.clause, row) or named(place.sentence, row) or [row.previous_period, row.base]
        name = one.against.removeprefix(f"{row.period} ")
        moves = [move for label in dict.fromkeys(labels) if (move := _move(name, label, row)) is not None]
        if moves and all(_is_against(found, move, row) for move in moves):
            yield _wrong(found, place, labels[0], row)


def _move(name: str, label: str, row: Row) -> Fraction | None:
    """How far the figure, or the count so named, is from that of the period so labelled."""
    now, then = (_value(name, row.readings.get(one)) for one in (row.period, label))
    return now - then if now is not None and then is not None else None


def _value(name: str, reading: Reading | None) -> Fraction | None:
    if reading is None or not is_plain(reading):
        return None
    value = getattr(reading, name) if name in _COUNTS else reading.printed if name == "figure" else None
    return Fraction(value) if value is not None else None


def _is_against(found: re.Match[str], move: Fraction, row: Row) -> bool:
    """Whether it went the other way, or not at all."""
    if found["good"] or found["poor"]:
        good = row.asked.good
        return good is not None and move * good.sign * (1 if found["good"] else -1) <= 0
    return move <= 0 if found["up"] else move >= 0


def _wrong(found: re.Match[str], place: Place, label: str, row: Row) -> Wrong:
    before, actual = row.readings.get(label), row.actual
    return Wrong(
        f'the words say "{found["way"]}" in "{place.clause.strip()}"; from '
        f"{formats.reading(before) if before else label} in {label} to {formats.reading(actual) if actual else ''} in "
        f"{row.period} it went another way.",
        EXPECTED,
        KIND,
        source=str(actual.cell) if actual else "",
        words=found["way"],
    )
