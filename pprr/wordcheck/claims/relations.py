"""Holds on which side of something the words put a measure: of its target, of other councils, of an earlier period."""

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import product
from typing import NamedTuple

from pprr.domain import Period, Role, RuleKind, Rules, Status, Unit
from pprr.domain.catalogue import rows_of
from pprr.domain.periods.days import MONTHS
from pprr.rules.rating import rate
from pprr.wordcheck.claims.points import (
    comparators_in,
    figures_of,
    forecast_of,
    is_of_others,
    now_of,
    points_in,
    target_of,
    year_target_of,
)
from pprr.wordcheck.facts import Facts, MeasureFacts, Said, plain, printed
from pprr.wordcheck.figures.matching import fits, is_like
from pprr.wordcheck.lexicon import section, words
from pprr.wordcheck.outcomes import FigureOutcome, Finding, WordsContradiction, short
from pprr.wordcheck.parse.figure_periods import is_of_other_period
from pprr.wordcheck.parse.mentions import is_other_stage, opposites_before, strangers, tells_share
from pprr.wordcheck.parse.numbers import Shape
from pprr.wordcheck.parse.phrasing import Sense
from pprr.wordcheck.parse.placed_figure import FUTURE, NOT, PART, PlacedFigure, Tied
from pprr.wordcheck.parse.stems import content, stem, stems_of

_RELATIONS, _REFERENCES = section("relations"), section("references")
_ACTORS = frozenset(map(stem, words("relations.actors")))
_BY = 40  # letters: a size further off is another's
_SAME = Fraction(3, 100)  # of what is compared with: what is nearer may be called the same


class Object(NamedTuple):
    """What words compare a measure with, where they stand: its target, other councils' figure, an earlier period's."""

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


def wrong_relations(
    sentence: str, tied: list[Tied], row: MeasureFacts, facts: Facts, rules: Rules
) -> Iterator[Finding]:
    """Finds ways that none of the figures which may be meant stand to what they are compared with."""
    if is_other_stage(sentence, row.name):
        return
    for one in _relations(sentence, tied, row, facts):
        if _is_aside(one, sentence) or not _is_of_measure(one, sentence, tied, row):
            continue
        if not facts.row and not _is_of_row(one, sentence, tied, row):
            continue
        if is_of_other_period(_undated(sentence[one.start if one.object else 0 : one.end], row, facts)):
            continue
        pairs = list(_pairs(one, sentence, tied, row, facts))
        if one.kind in ("up", "down", "same") and not (one.object and one.object.kind != "period"):
            pairs += _of_counts(one, sentence, tied, pairs, row)
        said = [_is_so(one, now, then, row, rules) for now, then in pairs]
        if not pairs or None in said:
            continue
        if all(said) if one.is_denied else not any(said):
            yield _wrong(one, sentence, pairs[0])
        elif (not one.object or one.object.kind != "band") and (size := _other_size(one, tied, pairs, row)):
            yield replace(_wrong(one, sentence, pairs[0]), words=size.words)
        else:
            yield _quoted(one, sentence)


def _relations(sentence: str, tied: list[Tied], row: MeasureFacts, facts: Facts) -> Iterator[Relation]:
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
    if joined := re.compile("$").search(sentence, one.start, one.start) if is_bare else _RELATIONS.joined.search(sentence, start, one.start):
        ahead = list(_RELATIONS.free.finditer(sentence, start, joined.start()))
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
        words = sentence[max(_begin(sentence, found.start()), found.start() - 40) : behind.start() if behind else len(sentence)]
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
    floor = [one for one in facts.values.of_item(row.measure_id) if one.role is Role.BOUND and one.short == "target.floor"]
    if floor and _RELATIONS.floor.search(found[0]):
        return tuple(Said("floor", printed(one), f"floor {one.printed}") for one in floor)
    meant = (*target_of(row, facts), *year_target_of(row, facts))
    start, end = max(0, found.start() - 30), found.end() + 20
    stated = [p.figure.value for p, r in tied if start <= p.figure.start < end and is_like(p.figure, row.unit) and p.phrasing.sense is not Sense.CHANGE and not r.contradiction]
    known = [one.value for one in now_of(row, facts)]
    if stated := [one for one in stated if one not in known]:
        return tuple(one for one in meant if one.value in stated)
    return year_target_of(row, facts) if _RELATIONS.of_year.search(around) else target_of(row, facts)


def _is_aside(one: Relation, sentence: str) -> bool:
    """Tells whether the words are no claim of what is so: wished, may come, of a part, of another body."""
    kind, clause = one.object.kind if one.object else "", sentence[one.start : one.end]
    if one.object and kind != "peers" and one.start <= one.object.start:
        clause = sentence[one.start : one.object.start] + sentence[one.object.end : one.end]
    clause = _REFERENCES.wish.sub("", clause)
    if _RELATIONS.purpose.search(sentence, one.start, one.way.start("way")) or (
        kind != "peers" and _RELATIONS.past.search(sentence, one.start, one.way.end("way"))
    ):
        return True
    if _RELATIONS.gerund.match(sentence[one.start : one.way.end("way")]):
        return True  # "Improving on this depends on a new system"
    if PART.search(clause) or (is_of_others(clause) and kind != "peers"):
        return True
    is_supposed = section("future").supposed.search(sentence)
    return bool(is_supposed or (FUTURE.search(clause) and not _is_forecast(one, sentence)))


def _is_forecast(one: Relation, sentence: str) -> bool:
    return bool(one.object and one.object.kind == "target" and section("forecasts").expected.search(sentence))


def _is_of_measure(one: Relation, sentence: str, tied: list[Tied], row: MeasureFacts) -> bool:
    """Tells whether the measure can only be what is said to stand so: no other thing is the subject."""
    lead = _without_figures(sentence, one.start, one.way.start("way"), tied)
    noun = section("moves").noun.match(sentence, one.way.end("way"))
    stop = one.object.start if one.object and one.object.start > one.way.end("way") else one.end
    said = f"{lead} {noun[0][: max(0, stop - one.way.end('way'))] if noun else ''}"
    own = stems_of(row.name) & set(content(said))
    strange = [word for word in strangers(said, row.name) if word not in _ACTORS]
    if _RELATIONS.rivals.search(said) and not _RELATIONS.rivals.search(row.name):
        return False
    behind = said[len(lead) :]
    if content(behind) and _RELATIONS.adverb.fullmatch(one.way["way"]):
        ahead = set(content(lead)) - _ACTORS
        if not ahead & own if ahead else content(behind)[0] not in own | _ACTORS:
            return False  # "Longer letters took more time"
    if not one.is_denied and opposites_before(lead, len(lead), row.name):
        return False
    if one.object and one.object.kind != "period":
        is_told = any(place.figure.end <= one.way.start("way") and result.of and result.against for place, result in tied)
        return is_told or len(strange) <= len(own) + 1 + (one.object.kind == "peers")
    if (strange and not one.object) or len(strange) > len(own) + 1 or (set(strange) & set(content(lead)) and not own & set(content(lead))):
        return False
    if not own and not _is_own_figure_ahead(one, tied, row):
        return False
    if row.unit is not Unit.PERCENTAGE or one.kind in ("good", "poor") or _is_of_share(one, sentence, tied, row):
        return True
    has_counts = row.actual is not None and row.actual.numerator is not None
    return has_counts or tells_share(tuple(own), row.name)


def _is_of_row(one: Relation, sentence: str, tied: list[Tied], row: MeasureFacts) -> bool:
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


def _pairs(
    one: Relation, sentence: str, tied: list[Tied], row: MeasureFacts, facts: Facts
) -> Iterator[tuple[Said, Said]]:
    """The figures that may be meant, each with what it may be compared with."""
    of, own = one.object, (*now_of(row, facts), *_ahead(one, tied, row, facts))
    points = [
        point
        for point in points_in(sentence[: one.end], row, facts)
        if point.start >= one.start and not (of and point.start == of.start)
    ]
    dated = tuple(said for point in points for said in point.figures if said.label != row.period)
    if of and of.kind in ("target", "band"):
        is_later = _is_forecast(one, sentence) and bool(forecast_of(row, facts))
        nows = forecast_of(row, facts)[:1] if is_later else dated or own
        yield from product(nows, year_target_of(row, facts) if is_later else of.figures)
    elif of and of.kind == "peers":
        for ref in of.figures:
            labels = [said.label for said in dated if said.label == ref.label] or [row.period, ref.label]
            yield from ((now, ref) for now in figures_of(labels, row, facts))
    else:
        refs = of.figures if of else _bases(sentence, row, facts)
        year = row.period.partition(" ")[0]
        is_quarter = row.is_added_up and any(ref.label.startswith(f"{year} Q") for ref in refs)
        nows = (*own, *now_of(row, facts, alone=is_quarter))
        if not of or dated:
            stated = [result.against.removesuffix(" figure") for place, result in tied if one.start <= place.figure.start < one.end]
            dated = (*dated, *(said for said in figures_of(stated, row, facts) if said.label != row.period))
            nows = (*nows, *dated)
            refs = (*refs, *figures_of(list(row.readings), row, facts)) if dated and not of else refs
        values = {place.figure.value for place, _ in tied}
        refs = tuple(ref for ref in refs if of and ref.value in values) or refs
        yield from ((now, ref) for now, ref in product(nows, refs) if _when(now.label) > _when(ref.label))


def _ahead(one: Relation, tied: list[Tied], row: MeasureFacts, facts: Facts) -> tuple[Said, ...]:
    """The figures of the period whose level stands last before the words: "then 91%, a point better than"."""
    ahead = [
        result.against.removesuffix(" figure")
        for place, result in tied
        if place.figure.end <= one.way.start("way") and result.against.endswith(" figure") and place.phrasing.sense is Sense.LEVEL
    ]
    return figures_of(ahead[-1:], row, facts)


def _when(label: str) -> tuple[int, int]:
    """When the period so labelled ended: the year and the month."""
    label = label.removesuffix(" alone")
    if label.startswith(MONTHS):
        month, year = label.split()
        return int(year), MONTHS.index(month) + 1
    end = Period.parse(label).end
    return end.year, end.month


def _undated(sentence: str, row: MeasureFacts, facts: Facts) -> str:
    """The sentence without the periods that it names and the data have."""
    for point in points_in(sentence, row, facts):
        is_month = sentence[point.start :].startswith(MONTHS) and not any(
            one.label.startswith(MONTHS) for one in point.figures
        )
        is_part = is_month or _RELATIONS.quarterly.search(sentence, point.start, point.end)
        is_part = is_part and " " not in row.period
        if point.figures and not is_part:
            start = len(re.sub(r"\bsince\s+$", "", sentence[: point.start]))
            sentence = sentence[:start] + " " * (point.end - start) + sentence[point.end :]
    return sentence


def _other_size(
    one: Relation, tied: list[Tied], pairs: list[tuple[Said, Said]], row: MeasureFacts
) -> PlacedFigure | None:
    """The figure that says how far apart they are, where none of the pairs is so far."""
    for place, result in tied:
        is_size = place.figure.shape is Shape.POINTS or place.phrasing.sense is Sense.CHANGE
        is_size &= place.figure.shape is not Shape.COUNT or row.unit is Unit.NUMBER
        is_by = one.start <= place.figure.start < one.end and abs(place.figure.start - one.way.start("way")) < _BY
        if is_size and is_by and result.outcome is FigureOutcome.NOT_TIED:
            sizes = [abs(now.value - then.value) for now, then in pairs]
            if place.figure.shape is Shape.PERCENT:
                sizes += [abs(now.value - then.value) * 100 / then.value for now, then in pairs if then.value]
            return None if fits(place.figure, place.phrasing.hedge, *sizes) else place
    return None


def _of_counts(
    one: Relation, sentence: str, tied: list[Tied], pairs: list[tuple[Said, Said]], row: MeasureFacts
) -> Iterator[tuple[Said, Said]]:
    """The counts of a percentage, in the periods of the pairs, where the words may be about these."""
    if row.unit is not Unit.PERCENTAGE or _is_of_share(one, sentence, tied, row):
        return
    for now, then in pairs:
        after, before = row.readings.get(now.label), row.readings.get(then.label)
        for count in ("numerator", "denominator"):
            ends = getattr(after, count, None), getattr(before, count, None)
            if None not in ends:
                yield tuple(Said(f"{count} of {one.label}", Fraction(end), f"{end:,f}") for one, end in zip((now, then), ends))


def _is_of_share(one: Relation, sentence: str, tied: list[Tied], row: MeasureFacts) -> bool:
    """Tells whether the words are about the percentage, and not about what it is a part of."""
    clause = sentence[one.start : one.end]
    if _RELATIONS.counted.search(clause):
        return False
    figures = [
        place.figure
        for place, _ in tied
        if one.start <= place.figure.start < one.end and (place.figure.shape is Shape.POINTS or place.phrasing.sense is not Sense.CHANGE)
    ]
    is_said = _RELATIONS.share.search(clause) or not stems_of(row.name) & set(content(clause))
    return bool(is_said or any(is_like(figure, row.unit) or figure.shape is Shape.POINTS for figure in figures))


def _bases(sentence: str, row: MeasureFacts, facts: Facts) -> tuple[Said, ...]:
    """The earlier figures that a move may be from where no period stands by it: the last ones, and those stated."""
    labels = [row.previous_period, row.base]
    labels += [one.label for point in points_in(sentence, row, facts) for one in point.figures]
    stated = [one.label for one in facts.values.levels(row.measure_id) if re.search(rf"(?<![\d.,]){re.escape(one.text.rstrip('%'))}(?!\d|[.,]\d)", sentence)]
    return figures_of([one for one in (*labels, *stated) if one != row.period], row, facts)


def _is_so(one: Relation, now: Said, ref: Said, row: MeasureFacts, rules: Rules) -> bool | None:
    """Tells whether the figure stands so to the other one; None where that is not to be told."""
    kind, apart = one.kind, now.value - ref.value
    good = row.asked.good if row.asked.kind not in (RuleKind.BAND, RuleKind.DATA_ONLY, RuleKind.SUSPENDED) else None
    is_target = bool(one.object and one.object.kind in ("target", "band"))
    if kind == "same":
        is_stable = apart == 0 or abs(apart) < rules.trend.stable_below.of(ref.value)
        is_loose = now.label != row.period or ref.label not in (row.previous_period, row.base)
        return abs(apart) <= abs(ref.value) * _SAME if is_loose else is_stable or row.is_steady
    if kind in ("up", "down") and not (is_target and row.asked.target.upper):
        return apart > 0 if kind == "up" else apart < 0
    if is_target and now.label == row.period:
        status = rate(row.actual, row.asked).status if row.actual and plain(row.actual) is not None else None
        is_judged = status is None or row.asked.kind in (RuleKind.JUDGEMENT, RuleKind.SUSPENDED, RuleKind.DATA_ONLY)
        if is_judged and (kind in ("met", "missed") or good is None):
            return None
        if ref.label == "target" and not is_judged:
            if status is Status.GREEN and good and apart * good.sign < 0:
                return None  # short, and Green by the year's rules
            return (status is Status.GREEN) == (kind in ("met", "good"))
    if good is None:
        return None
    gain = apart * good.sign
    if kind in ("met", "missed"):
        return gain >= 0 if kind == "met" else gain < 0
    return gain > 0 or (kind == "good" and gain == 0 and is_target) if kind == "good" else gain < 0


def _wrong(one: Relation, sentence: str, pair: tuple[Said, Said]) -> WordsContradiction:
    now, ref = pair
    told = {"clause": short(sentence), "data": f"{now.label} {now.text}; {ref.label} {ref.text}"}
    if one.object and one.object.kind in ("target", "band", "peers"):
        told |= {"found": "beside", "figure": now.text, "reference": ref.text, "expected": "way"}
    else:
        told |= {"found": "years", "past": rows_of((each.text, each.label) for each in (ref, now))}
    return WordsContradiction.of("words-disagree-with-direction", _quoted(one, sentence), **told)


def _quoted(one: Relation, sentence: str) -> str:
    """The words as they are told: of a target that stands right behind them with it, else without what it is called."""
    of, end = one.object, one.way.end("way")
    is_ahead = of and of.kind == "target" and of.start > end
    words = sentence[one.way.start("way") : of.end if of and is_ahead else end]
    return _RELATIONS.own.split(words)[0].removesuffix(" on")
