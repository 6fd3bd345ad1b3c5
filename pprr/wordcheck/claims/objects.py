"""Finds what the words of a sentence compare its measure with, and the words that say how it stands to that."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from pprr.domain import Role
from pprr.wordcheck.claims.points import (
    comparators_in,
    figures_of,
    is_of_others,
    now_of,
    points_in,
    target_of,
    year_target_of,
)
from pprr.wordcheck.facts import Facts, MeasureFacts, Said, printed
from pprr.wordcheck.figures.matching import is_like
from pprr.wordcheck.lexicon import section
from pprr.wordcheck.parse.mentions import strangers
from pprr.wordcheck.parse.phrasing import Sense
from pprr.wordcheck.parse.placed_figure import NOT, Tied

_RELATIONS, _REFERENCES = section("relations"), section("references")


class Object(NamedTuple):
    """A figure that words compare a measure with, and where they stand: its target, others' figure, an earlier one."""

    start: int
    end: int
    kind: str
    figures: tuple[Said, ...]


class Relation(NamedTuple):
    """A way in which words say that a measure stands to something, or moved from it."""

    way: re.Match[str]
    start: int
    end: int
    object: Object | None
    lead: str
    is_denied: bool

    @property
    def kind(self) -> str:
        """The way that the words say: the group that they fell into."""
        return next(name for name, found in self.way.groupdict().items() if found and name != "way")


def relations_in(sentence: str, tied: list[Tied], row: MeasureFacts, facts: Facts) -> Iterator[Relation]:
    """The ways of a sentence: each that stands by what it compares with, then those that leave it unsaid."""
    objects = sorted(_objects(sentence, tied, row, facts))
    taken: list[tuple[int, int]] = []
    for one in objects:
        found = _way_to(sentence, one)
        if found and not any(found.start("way") < end and start < found.end("way") for start, end in taken):
            taken.append(found.span("way"))
            yield _relation(sentence, found, one)
    sized = [place.phrasing.way for place, one in tied if place.phrasing.way and one.against]
    for found in _RELATIONS.free.finditer(sentence):
        is_taken = any(found.start() < end and start < found.end() for start, end in taken)
        is_adverb = _RELATIONS.adverb.fullmatch(found[0]) and any(
            end < found.start() and not sentence[end : found.start()].strip() for _, end in taken
        )
        taken.append(found.span())
        if not (is_taken or is_adverb or found[0] in sized or _RELATIONS.than_unknown.match(sentence, found.end())):
            yield _relation(sentence, found, None)


def _relation(sentence: str, way: re.Match[str], of: Object | None) -> Relation:
    at, behind = way.start("way"), way.end("way")
    start = _begin(sentence, at)
    ended = _RELATIONS.breaks.search(sentence, max(behind, of.end if of else 0))
    end = ended.start() if ended else len(sentence)
    opened = 0 if sentence.startswith(("Neither", "None", "Nor")) else start
    no = next((one for one in NOT.finditer(sentence, opened) if one.end() <= at), None)
    return Relation(way, start, end, of, sentence[start:at], bool(no))


def _begin(sentence: str, end: int) -> int:
    return max((one.end() for one in _RELATIONS.breaks.finditer(sentence, 0, end)), default=0)


def _way_to(sentence: str, one: Object) -> re.Match[str] | None:
    """The word that says how the measure stands to the object: before it, right behind a target, or where it opens."""
    start = _begin(sentence, one.start)
    for said in (_RELATIONS.reported, _RELATIONS.on_target) if one.kind == "target" else ():
        if found := said.search(sentence, start, one.start):
            return found
    beside = _RELATIONS.of_target if one.kind in ("target", "band") else _RELATIONS.beside
    found = _last(beside, sentence, start, one.start)
    if found and not (one.kind == "period" and _RELATIONS.of_time.fullmatch(found["way"])):
        return found
    is_bare = one.kind == "period" and section("moves").by_itself.match(sentence, one.start)
    if (
        joined := re.compile("$").search(sentence, one.start, one.start)
        if is_bare
        else _RELATIONS.joined.search(sentence, start, one.start)
    ):
        ahead = [found for found in _RELATIONS.free.finditer(sentence, start) if found.end() <= joined.start()]
        if ahead:
            return ahead[-1]
    if one.kind == "target" and (found := _RELATIONS.of_outcome.match(sentence, one.end)):
        return found
    if _RELATIONS.opened.search(sentence, 0, one.start):
        return _RELATIONS.free.search(sentence, one.end)
    return None


def _last(pattern: re.Pattern[str], sentence: str, start: int, end: int) -> re.Match[str] | None:
    """The last match that reaches up to the end: the nearest word of several."""
    found = None
    while one := pattern.search(sentence, start, end):
        start = one.start("way") + 1
        found = found if found and found.end("way") == one.end("way") else one
    return found


def _objects(sentence: str, tied: list[Tied], row: MeasureFacts, facts: Facts) -> Iterator[Object]:
    own = facts.values.of_item(row.measure_id)
    for found in _RELATIONS.target.finditer(sentence):
        around = sentence[max(0, found.start() - 14) : found.end() + 12]
        figures = _targets(around, sentence, found, tied, row, facts)
        purpose = _RELATIONS.of_purpose.match(sentence, found.end())
        is_other = _RELATIONS.other.search(around) or _RELATIONS.share_of.search(sentence[: found.start()])
        if figures and not is_other and not (purpose and strangers(purpose[0], row.name)):
            yield Object(*found.span(), "band" if _RELATIONS.band.search(found[0]) else "target", figures)
    for place, one in tied:
        is_free = one.against in ("", "target") and place.phrasing.sense is not Sense.FROM
        if row.target is not None and place.figure.value == row.target and is_like(place.figure, row.unit) and is_free:
            yield Object(*place.figure.place, "target", target_of(row, facts))
    for found in _REFERENCES.others.finditer(sentence):
        behind = _RELATIONS.breaks.search(sentence, found.end())
        words = sentence[
            max(_begin(sentence, found.start()), found.start() - 40) : behind.start() if behind else len(sentence)
        ]
        figures = tuple(comparators_in(words, own))
        if figures and is_of_others(sentence[max(0, found.start() - 30) : found.end()]):
            yield Object(*found.span(), "peers", figures)
    for place, result in tied:
        label = result.against.removesuffix(" figure")
        if place.phrasing.sense is Sense.FROM and label in row.values:
            yield Object(*place.figure.place, "period", figures_of([label], row, facts))
    for point in points_in(sentence, row, facts):
        if point.figures and all(one.label != row.period for one in point.figures):
            yield Object(point.start, point.end, "period", point.figures)


def _targets(
    around: str, sentence: str, found: re.Match[str], tied: list[Tied], row: MeasureFacts, facts: Facts
) -> tuple[Said, ...]:
    """The targets that the words by the noun may mean: the floor, the year's, that of now."""
    floor = [
        one for one in facts.values.of_item(row.measure_id) if one.role is Role.BOUND and one.short == "target.floor"
    ]
    if floor and _RELATIONS.floor.search(found[0]):
        return tuple(Said("floor", printed(one), f"floor {one.printed}") for one in floor)
    meant = (*target_of(row, facts), *year_target_of(row, facts))
    start, end = max(0, found.start() - 30), found.end() + 20
    stated = [
        p.figure.value
        for p, r in tied
        if start <= p.figure.start < end
        and is_like(p.figure, row.unit)
        and p.phrasing.sense is not Sense.CHANGE
        and not r.contradiction
    ]
    known = [one.value for one in now_of(row, facts)]
    if stated := [one for one in stated if one not in known]:
        return tuple(one for one in meant if one.value in stated)
    return year_target_of(row, facts) if _RELATIONS.of_year.search(around) else target_of(row, facts)
