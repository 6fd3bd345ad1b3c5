"""Holds a direction, or the size of a change, against the two periods that the sentence names for it."""

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from typing import NamedTuple

from pprr.domain import Period, Polarity, RuleKind, Unit
from pprr.wordcheck.facts import Facts, MeasureFacts, Said
from pprr.wordcheck.figures.matching import fits, is_like
from pprr.wordcheck.lexicon import section
from pprr.wordcheck.outcomes import FigureOutcome, Finding
from pprr.wordcheck.parse.figure_periods import is_of_other_body
from pprr.wordcheck.parse.mentions import is_other_stage, strangers, tells_share
from pprr.wordcheck.parse.numbers import Shape
from pprr.wordcheck.parse.phrasing import Sense
from pprr.wordcheck.parse.placed_figure import FUTURE, PlacedFigure, Tied
from pprr.wordcheck.parse.points import NamedPeriod, figures_of, now_of, points_in
from pprr.wordcheck.parse.sentences import begin_of
from pprr.wordcheck.parse.stems import content, stems_of
from pprr.wordcheck.told import wrong_years
from pprr.wordcheck.words.directions import may_be_of_count, sign_of, way_of
from pprr.wordcheck.words.verdicts import NOT, PART, denied

_MOVES = section("moves")
_SAME = Fraction(3, 100)  # of the earlier figure: what is nearer may be called unchanged


class NamedMove(NamedTuple):
    """A direction that words claim from one period to another: the word for it, and the figures that are meant."""

    way: re.Match[str]
    lead: str
    pairs: tuple[tuple[Said, Said], ...]
    """The later figure and the earlier one, each pair that may be meant."""
    start: int
    end: int
    is_denied: bool = False


def wrong_moves(sentence: str, tied: list[Tied], row: MeasureFacts, facts: Facts) -> Iterator[Finding]:
    """Finds directions from a named period that none of the figures has gone, and changes of another size."""
    if is_other_stage(sentence, row.name):
        return
    for move in _moves(sentence, tied, row, facts):
        if not move.pairs or not _is_of_measure(move, sentence, tied, row):
            continue
        place = _size_of(move, sentence, tied)
        said = [_is_so(move.way, now, then, row) for now, then in move.pairs]
        is_share = bool(_MOVES.share.search(sentence, move.start, move.end))
        is_share |= any(is_like(at.figure, row.unit) and one.against.endswith(" figure") for at, one in tied)
        ends = [(way_of(move.way), now.label, then.label) for now, then in move.pairs]
        if not is_share and any(may_be_of_count(*one, row, content(move.lead)) for one in ends):
            if any(said):
                yield move.way["way"]
            continue
        if all(said) if move.is_denied else not any(said):
            yield wrong_years(move.way["way"], sentence, reversed(move.pairs[0]), move.pairs[0])
        elif place and not any(_is_size(place, now.value, then.value, row) for now, then in move.pairs):
            yield wrong_years(place.words, sentence, reversed(move.pairs[0]), move.pairs[0])
        else:
            yield move.way["way"]


def _moves(sentence: str, tied: list[Tied], row: MeasureFacts, facts: Facts) -> Iterator[NamedMove]:
    points = points_in(sentence, row, facts)
    for found in _MOVES.bare_since.finditer(sentence):
        before = [one for one in points if one.end <= found.start()]
        points += [NamedPeriod(*found.span(), one.figures) for one in before[-1:]]
    points.sort()
    for number, base in enumerate(points):
        later = points[number + 1] if number + 1 < len(points) else None
        span = later if later and _is_span(sentence, base, later) else None
        start = _begin_of_base(sentence, base, row) if not span else _MOVES.span.search(sentence[: base.start]).start()  # type: ignore[union-attr]
        if start is None:
            continue
        clause, end = _clause_of(sentence, start, span or base)
        ways = [one for one in _MOVES.way.finditer(sentence, clause) if one.end() <= end]
        words = sentence[min(clause, start) : max(end, base.end)]
        if base.end <= clause:
            ways = ways[:1]  # "Since June it rose to 77%, and fell"
        if not ways or FUTURE.search(words) or is_of_other_body(words) or PART.search(words):
            continue
        no = denied(sentence, min(clause, start), ways[-1].start())
        if NOT.search(words) and (not no or way_of(ways[-1]) == "same"):
            continue  # what is denied is something else
        ahead = [one for one in points[:number] if one.start >= clause or not sentence[: one.start].strip()]
        before = [one for one in ahead if one.figures and _begin_of_base(sentence, one, row) is None]
        nows = span.figures if span else before[-1].figures if before else ()
        of_base = [place for place, _ in tied if start <= place.figure.start < base.start]
        if not all(any(fits(place.figure, "", one.value) for one in base.figures) for place in of_base):
            continue  # "5.7% more than the 182,397 of 2018/19" is said of a count
        is_base = _MOVES.base.search(sentence[: base.start]) and not _MOVES.within.search(sentence[: base.start])
        is_within = _is_own(base, row) and not span and not is_base
        bases = _before_own(row, facts) if is_within else base.figures
        nows = _reached(ways[-1].end(), tied, row, facts) or nows
        nows, thens = (_stated(one, tied) for one in ((*nows, *(() if span else _nows(bases, row, facts))), bases))
        pairs = tuple((now, then) for now, then in product(nows, thens) if now.label != then.label)
        yield NamedMove(ways[-1], sentence[clause : ways[-1].start()], pairs, clause, max(end, base.end), bool(no))


def _clause_of(sentence: str, start: int, base: NamedPeriod) -> tuple[int, int]:
    """The words between which the move is said that goes from a base: those before it, or behind it where it opens."""
    clause = begin_of(_MOVES.breaks, sentence, start)
    if _MOVES.way.search(sentence, clause, start) or sentence[clause:start].strip():
        return clause, start
    opened = _MOVES.opened.match(sentence, base.end).end()  # type: ignore[union-attr]
    ended = _MOVES.breaks.search(sentence, opened)
    return opened, ended.start() if ended else len(sentence)


def _is_span(sentence: str, first: NamedPeriod, second: NamedPeriod) -> bool:
    """Tells whether two periods are the ends of one: "between June and September"."""
    is_joined = _MOVES.joined.fullmatch(sentence, first.end, second.start)
    return bool(is_joined and _MOVES.span.search(sentence[: first.start]) and first.figures and second.figures)


def _is_own(point: NamedPeriod, row: MeasureFacts) -> bool:
    return any(one.label == row.period for one in point.figures)


def _before_own(row: MeasureFacts, facts: Facts) -> tuple[Said, ...]:
    """The figures of the quarter before the report's own."""
    return figures_of([Period.parse(row.period).previous.label], row, facts)


def _reached(end: int, tied: list[Tied], row: MeasureFacts, facts: Facts) -> tuple[Said, ...]:
    """The figures of an earlier period that the words behind a direction say was reached: "rose to 77%, then fell"."""
    places = [one for one, _ in tied if one.figure.start >= end and _MOVES.to.search(one.sentence[: one.figure.start])]
    is_own = not places or any(fits(places[0].figure, "", one.value) for one in now_of(row, facts))
    levels = () if is_own else facts.values.levels(row.measure_id)
    return tuple(one for one in levels if places[0].figure.value == one.value)


def _nows(bases: tuple[Said, ...], row: MeasureFacts, facts: Facts) -> tuple[Said, ...]:
    """The report's own figure, and of a running total its last quarter alone where the base is one of the same year."""
    year = row.period.partition(" ")[0]
    is_quarter = row.is_added_up and any(one.label.startswith(f"{year} Q") for one in bases)
    return now_of(row, facts, alone=is_quarter)


def _stated(figures: tuple[Said, ...], tied: list[Tied]) -> tuple[Said, ...]:
    """Those of the figures that the sentence states, where it states any."""
    stated = {place.figure.value for place, _ in tied}
    return tuple(one for one in figures if one.value in stated) or figures


def _begin_of_base(sentence: str, point: NamedPeriod, row: MeasureFacts) -> int | None:
    """Where the words begin that make the period one that is compared with; None where none do."""
    if _MOVES.by_itself.match(sentence, point.start):
        return point.start
    if _MOVES.beside.search(sentence[: point.start]):
        return point.start
    within = _MOVES.within.search(sentence[: point.start])
    is_quarter = _MOVES.quarter.search(sentence, point.start, point.end) and not row.is_added_up
    if within and is_quarter and _is_own(point, row) and " " in row.period:
        return within.start()
    found = _MOVES.base.search(sentence[: point.start])
    return found.start() if found else None


def _is_of_measure(move: NamedMove, sentence: str, tied: list[Tied], row: MeasureFacts) -> bool:
    """Tells whether the move can only be the measure's: its subject has the words of its name, or is its figure."""
    noun = _MOVES.noun.match(sentence, move.way.end())[0]  # type: ignore[index]
    words, way = f"{move.lead} {noun if move.lead.strip() else sentence[move.way.end() : move.end]}", way_of(move.way)
    own = stems_of(row.name) & set(content(words))
    strange = strangers(words, row.name)
    if not own and not strange:
        ahead = sentence[: move.way.start()]
        before = [(place, one) for place, one in tied if place.figure.end <= len(ahead)]
        levels = [
            place for place, _ in before if is_like(place.figure, row.unit) and place.phrasing.sense is Sense.LEVEL
        ]
        if levels and not any(fits(levels[-1].figure, "", now.value) for now, _ in move.pairs):
            return False  # "One of them had 61,402 visits, 5% more than last year"
        stated = {place.figure.value for place, _ in before}
        is_share = way in ("good", "poor") or row.unit is Unit.NUMBER or _MOVES.share.search(ahead)
        is_said = bool(stems_of(row.name) & set(content(ahead)) and is_share)
        return bool(is_said or _MOVES.generic.search(words) or stated & {now.value for now, _ in move.pairs}) or any(
            one.against == f"{row.period} figure" for _, one in before
        )
    if not own or len(strange) > len(own) + 1:
        return False
    is_of_cases = row.unit is Unit.PERCENTAGE and _MOVES.of_cases.match(sentence, move.way.start())
    if is_of_cases and not _MOVES.share.search(words):
        return False
    is_told = row.unit is Unit.NUMBER or way in ("good", "poor") or _MOVES.share.search(words)
    return bool(is_told or not strange or tells_share(tuple(own), row.name))


def _is_so(way: re.Match[str], now: Said, then: Said, row: MeasureFacts) -> bool:
    """Tells whether it went that way; so too where the words cannot be told."""
    change = now.value - then.value
    if way_of(way) == "same":
        return abs(change) <= abs(then.value) * _SAME
    is_judged = row.asked.kind not in (RuleKind.BAND, RuleKind.DATA_ONLY, RuleKind.SUSPENDED)
    good: Polarity | None = row.asked.good if is_judged else None
    sign = sign_of(way, good)
    return sign is None or change * sign > 0


def _size_of(move: NamedMove, sentence: str, tied: list[Tied]) -> PlacedFigure | None:
    """The figure that says how far it went, where nothing else is known of it."""
    found = [
        place
        for place, one in tied
        if one.outcome is FigureOutcome.NOT_TIED
        and abs(place.figure.start - move.way.start()) < 40
        and move.start <= place.figure.start <= place.figure.end <= move.end
        and (place.figure.shape is Shape.POINTS or place.phrasing.sense is Sense.CHANGE)
    ]
    return found[-1] if found else None


def _is_size(place: PlacedFigure, now: Fraction, then: Fraction, row: MeasureFacts) -> bool:
    sizes = [abs(now - then)]
    if place.figure.shape is Shape.PERCENT and then:
        sizes.append(abs(now - then) * 100 / then)
    return fits(place.figure, place.phrasing.hedge, *sizes)
