"""Holds "below the England average" and "short of the 62% hoped for" against the comparators and the target."""

import re
from collections.abc import Iterator
from fractions import Fraction

from pprr.domain import Role, RuleKind, Status
from pprr.rules.rating import rate
from pprr.wordcheck.facts import Facts, MeasureFacts, Said, printed
from pprr.wordcheck.figures.matching import fits, is_like
from pprr.wordcheck.lexicon import section
from pprr.wordcheck.outcomes import FigureOutcome, Finding
from pprr.wordcheck.parse.figure_periods import is_of_other_period
from pprr.wordcheck.parse.mentions import is_other_stage, strangers
from pprr.wordcheck.parse.named_periods import LAST_YEAR
from pprr.wordcheck.parse.numbers import Shape
from pprr.wordcheck.parse.phrasing import Sense
from pprr.wordcheck.parse.placed_figure import FUTURE, PlacedFigure, Tied
from pprr.wordcheck.parse.points import comparators_in, is_of_others, now_of, points_in, target_of
from pprr.wordcheck.parse.sentences import begin_of
from pprr.wordcheck.parse.stems import content
from pprr.wordcheck.told import wrong_beside
from pprr.wordcheck.words.directions import sign_of, way_of
from pprr.wordcheck.words.verdicts import PART, denied

_REFERENCES = section("references")
_NEAR = Fraction(1, 4)  # of the comparator's own: a figure further from it is about something else


def wrong_references(sentence: str, tied: list[Tied], row: MeasureFacts, facts: Facts) -> Iterator[Finding]:
    """Finds what is on the other side of its target or of others' figures, or as far from them as is not so."""
    if is_other_stage(sentence, row.name) or row.asked.kind in (RuleKind.SUSPENDED, RuleKind.BAND):
        return
    for found in _REFERENCES.relation.finditer(sentence):
        start = begin_of(_REFERENCES.breaks, sentence, found.start())
        clause = _REFERENCES.wish.sub("", sentence[start : found.end()])
        meant = _meant(found, tied, row, facts)
        is_aside = _REFERENCES.report_words.search(clause) or _REFERENCES.share_of.match(found["object"])
        if not meant or is_aside or FUTURE.search(clause) or PART.search(clause):
            continue
        nows, meant = _compared(found, tied, meant, row, facts)
        if not nows:
            continue
        is_denied = bool(denied(sentence, start, found.start()))
        if all(_is_so(found, now, ref, row) is is_denied for now in nows for ref in meant):
            yield wrong_beside(found["way"], sentence, nows[0], meant[0])
        else:
            yield found[0]
        for place, hedge, sizes in _figures(found, tied, nows, meant, row):
            if not any(fits(place.figure, hedge, size) for size in sizes):
                yield wrong_beside(place.words, sentence, nows[0], meant[0])


def _meant(found: re.Match[str], tied: list[Tied], row: MeasureFacts, facts: Facts) -> list[Said]:
    """The comparators that the words name, or the target; none where they may mean something else."""
    words = found["object"]
    own = facts.values.of_item(row.measure_id)
    if is_of_others(words):
        return comparators_in(words, own)
    target = row.asked.target.reading
    figures = [place.figure for place, _ in tied if found.start("object") <= place.figure.start < found.end()]
    stated = [figure.value for figure in figures]
    noun = _REFERENCES.target.search(words)
    if not (noun or row.target in stated) or _REFERENCES.other_target.search(words) or target is None:
        return []
    if noun and not figures and _REFERENCES.wish.search(noun[0]):
        return []  # "Demand was higher than planned"
    if not all(is_like(figure, row.unit) for figure in figures):
        return []  # "the target of 5,000" is no percentage's
    if strangers(words[: noun.start()] if noun else words, row.name) and row.target not in stated:
        return []
    floor = [one for one in own if one.role is Role.BOUND and one.short == "target.floor"]
    if floor and noun and _REFERENCES.floor.search(noun[0]):
        return [Said("floor", printed(one), f"floor {one.printed}") for one in floor]
    return list(target_of(row, facts))


def _compared(
    found: re.Match[str], tied: list[Tied], meant: list[Said], row: MeasureFacts, facts: Facts
) -> tuple[list[Said], list[Said]]:
    """The figures that are compared with what is meant: those of now, or of the one period named that both have."""
    if _is_now(found, tied, meant, row, facts):
        return [*now_of(row, facts), *(one for ref in meant for one in _of_its_period(ref, row))], meant
    labels = {one.label for point in points_in(found.string, row, facts) for one in point.figures}
    is_dated = is_of_others(found["object"]) and len(labels) == 1
    alike = [ref for ref in meant if is_dated and ref.label in labels]
    return [one for ref in alike for one in _of_its_period(ref, row)], alike


def _is_now(found: re.Match[str], tied: list[Tied], meant: list[Said], row: MeasureFacts, facts: Facts) -> bool:
    """Tells whether the words are about the report's own period: its figure stands before them, or no other one."""
    start = begin_of(_REFERENCES.joined, found.string, found.start())
    before = [
        place
        for place, _ in tied
        if place.figure.end <= found.start() and is_like(place.figure, row.unit) and place.phrasing.sense is Sense.LEVEL
    ]
    lead = re.split(r"[,;:]\s", found.string[: found.start()])[-1]
    is_strange = strangers(lead, row.name) and not set(content(lead)) & set(content(row.name))
    if not before and is_strange and not is_of_others(found["object"]):
        return False
    if before:
        own = [one for ref in meant for one in _of_its_period(ref, row)]
        said = before[-1:] if before[-1].figure.start >= start else before
        return any(fits(place.figure, "", one.value) for place in said for one in (*now_of(row, facts), *own))
    words, start = found.string, found.end() if is_of_others(found["object"]) else found.start("object")
    rest = words[: found.start("object")] + words[start:]
    is_dated = any(one.label != row.period for point in points_in(rest, row, facts) for one in point.figures[:1])
    return not is_dated and not is_of_other_period(rest) and not LAST_YEAR.search(rest)


def _of_its_period(reference: Said, row: MeasureFacts) -> list[Said]:
    """The measure's own figure of the period that a comparator's is of."""
    value = row.values.get(reference.label)
    return [] if value is None else [Said(reference.label, value, row.readings[reference.label].text)]


def _is_so(found: re.Match[str], now: Said, reference: Said, row: MeasureFacts) -> bool | None:
    """Tells whether the figure is on that side of the reference; None where that is not to be told."""
    sign = sign_of(found, row.asked.good)
    if sign is None:
        return None
    apart = (now.value - reference.value) * sign
    is_met = way_of(found) == "good" and row.actual and rate(row.actual, row.asked).status is Status.GREEN
    is_even = apart == 0 and bool(_REFERENCES.even.search(found["way"]))
    return apart > 0 or is_even or bool(is_met and reference.label == "target")


def _figures(
    found: re.Match[str], tied: list[Tied], nows: list[Said], meant: list[Said], row: MeasureFacts
) -> Iterator[tuple[PlacedFigure, str, list[Fraction]]]:
    """The figures beside the words that nothing is known of, with what they may be: the distance, the reference."""
    for place, one in tied:
        start, end = place.figure.place
        if one.outcome is not FigureOutcome.NOT_TIED:
            continue
        is_ahead = 0 <= found.start() - end < 3 and place.sentence[end : found.start()].isspace()
        is_behind = start >= found.end() and _REFERENCES.by.fullmatch(place.sentence, found.end(), start)
        is_size = place.figure.shape is Shape.POINTS or place.phrasing.sense is Sense.CHANGE
        if is_size and (is_ahead or is_behind):
            yield place, place.phrasing.hedge, [abs(now.value - reference.value) for now in nows for reference in meant]
        elif found.start("object") <= start < found.end() and is_like(place.figure, row.unit):
            near = [ref.value for ref in meant if abs(place.figure.value - ref.value) <= abs(ref.value) * _NEAR]
            yield from [(place, "", near)] if near else []
