"""Tells whether words that compare claim something, and of the measure: no wish, no part, no other subject."""

from pprr.domain import Unit
from pprr.wordcheck.claims.objects import Relation
from pprr.wordcheck.claims.points import (
    is_of_others,
)
from pprr.wordcheck.facts import MeasureFacts
from pprr.wordcheck.figures.matching import fits, is_like
from pprr.wordcheck.lexicon import section, words
from pprr.wordcheck.parse.mentions import opposites_before, strangers, tells_share
from pprr.wordcheck.parse.numbers import Shape
from pprr.wordcheck.parse.phrasing import Sense
from pprr.wordcheck.parse.placed_figure import FUTURE, PART, Tied
from pprr.wordcheck.parse.stems import content, stem, stems_of

_RELATIONS, _REFERENCES = section("relations"), section("references")
_ACTORS = frozenset(map(stem, words("relations.actors")))


def is_aside(one: Relation, sentence: str, *, has_forecast: bool) -> bool:
    """Tells whether the words are no claim of what is so: wished, may come, of a part, of another body."""
    kind, clause = one.object.kind if one.object else "", sentence[one.start : one.end]
    if one.object and kind != "peers" and one.start <= one.object.start:
        clause = sentence[one.start : one.object.start] + sentence[one.object.end : one.end]
    clause = _REFERENCES.wish.sub("", clause)
    if _RELATIONS.purpose.search(sentence, one.start, one.way.start("way")) or (
        kind != "peers" and _RELATIONS.past.search(sentence, one.start, one.way.end("way"))
    ):
        return True
    if not one.object and _RELATIONS.gerund.match(sentence[one.start : one.way.end("way")]):
        return True  # "Improving on this depends on a new system"
    if PART.search(clause) or _RELATIONS.of_others.search(clause) or (is_of_others(clause) and kind != "peers"):
        return True
    is_later = section("future").supposed.search(sentence) or FUTURE.search(clause)
    is_held = has_forecast and is_forecast(one, sentence) and not _RELATIONS.supposed.search(clause)
    return bool(is_later and not is_held)


def is_forecast(one: Relation, sentence: str) -> bool:
    """Tells whether the words are about what the year is expected to come to beside its target."""
    return bool(one.object and one.object.kind == "target" and section("forecasts").expected.search(sentence))


def is_of_measure(one: Relation, sentence: str, tied: list[Tied], row: MeasureFacts) -> bool:
    """Tells whether the measure can only be what is said to stand so: no other thing is the subject."""
    lead = _without_figures(sentence, one.start, one.way.start("way"), tied)
    noun = section("moves").noun.match(sentence, one.way.end("way"))
    stop = one.object.start if one.object and one.object.start > one.way.end("way") else one.end
    said = f"{lead} {noun[0][: max(0, stop - one.way.end('way'))] if noun else ''}"
    own = stems_of(row.name) & set(content(said))
    strange = [word for word in strangers(_RELATIONS.adverbs.sub("", said), row.name) if word not in _ACTORS]
    after = sentence[one.way.end("way") : one.end]
    is_number = one.way["way"].lower() in ("more", "fewer") and not one.object
    if _RELATIONS.of_some.match(after) or (is_number and row.unit is Unit.PERCENTAGE):
        return False
    if _RELATIONS.rivals.search(said) and not _RELATIONS.rivals.search(row.name):
        return False
    behind = said[len(lead) :]
    if behind.strip() and _RELATIONS.adverb.fullmatch(one.way["way"]):
        subject = set(content(lead)) - _ACTORS if content(lead) else set(content(behind)[:1])
        if subject and not subject & own:
            return False  # "Longer letters took more time"
    if not one.is_denied and opposites_before(lead, len(lead), row.name):
        return False
    if not (one.object or own or _RELATIONS.generic.search(lead)) and content(said):
        return False  # "The service is learning from councils that do better"
    begins = [
        (place, result)
        for place, result in tied
        if one.start <= place.figure.start < one.end and place.phrasing.sense is Sense.FROM
    ]
    if not one.object and not all(
        is_like(place.figure, row.unit) and fits(place.figure, "", *row.known) for place, _ in begins
    ):
        return False  # "the time to reply improved from 24 to 19 days"
    if any(place.figure.start == one.object.start and result.against for place, result in begins if one.object):
        return _is_own_figure_ahead(one, tied, row)
    if one.object and one.object.kind != "period":
        is_told = any(
            place.figure.end <= one.way.start("way") and result.of and result.against for place, result in tied
        )
        return is_told or len(strange) <= len(own) + (one.object.kind == "peers")
    if (
        (strange and not one.object)
        or len(strange) > len(own) + 1
        or (set(strange) & set(content(lead)) and not own & set(content(lead)))
    ):
        return False
    if not own and not _is_own_figure_ahead(one, tied, row):
        return False
    if row.unit is not Unit.PERCENTAGE or one.kind in ("good", "poor") or is_of_share(one, sentence, tied, row):
        return True
    has_counts = row.actual is not None and row.actual.numerator is not None
    return has_counts or not section("mentions").head.match(row.name) or tells_share(tuple(own), row.name)


def is_of_row(one: Relation, sentence: str, tied: list[Tied], row: MeasureFacts) -> bool:
    """Tells whether the words, in an entry about several measures, can only be about this one."""
    named = [result.of for place, result in tied if result.of and one.start <= place.figure.start < one.end]
    ahead = [result.of for place, result in tied if result.of and place.figure.end <= one.start]
    own = stems_of(row.name) & set(content(sentence[one.start : one.way.start("way")]))
    return row.measure_id in (named or ([] if own else ahead[-1:])) or (not named and len(own) > 1)


def _is_own_figure_ahead(one: Relation, tied: list[Tied], row: MeasureFacts) -> bool:
    """Tells whether the last level before the words, if there is any, is one of the measure's own."""
    levels = [
        place.figure
        for place, _ in tied
        if place.figure.end <= one.way.start("way") and place.phrasing.sense in (Sense.LEVEL, Sense.FROM)
    ]
    return not levels or (is_like(levels[-1], row.unit) and fits(levels[-1], "", *row.known))


def _without_figures(sentence: str, start: int, end: int, tied: list[Tied]) -> str:
    taken = {at for place, _ in tied for at in range(*place.figure.place)}
    return "".join(" " if at in taken else sentence[at] for at in range(start, end))


def is_of_number(one: Relation, sentence: str) -> bool:
    """Tells whether the words count something: "fewer calls"."""
    noun = section("moves").noun.match(sentence, one.way.end("way"))
    return one.way["way"].lower() in ("more", "fewer") and bool(noun and content(noun[0]))


def is_of_share(one: Relation, sentence: str, tied: list[Tied], row: MeasureFacts) -> bool:
    """Tells whether the words are about the percentage, and not about what it is a part of."""
    clause = sentence[one.start : one.end]
    if _RELATIONS.counted.search(clause):
        return False
    figures = [
        place.figure
        for place, _ in tied
        if one.start <= place.figure.start < one.end
        and (place.figure.shape is Shape.POINTS or place.phrasing.sense is not Sense.CHANGE)
    ]
    is_said = _RELATIONS.share.search(clause) or not stems_of(row.name) & set(content(clause))
    return bool(is_said or any(is_like(figure, row.unit) or figure.shape is Shape.POINTS for figure in figures))
