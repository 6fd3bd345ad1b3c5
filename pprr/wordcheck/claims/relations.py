"""Holds on which side of something the words put a measure: of its target, of other councils, of an earlier period."""

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import product

from pprr.domain import Period, Role, RuleKind, Rules, Status, Unit, Value
from pprr.domain.catalogue import rows_of
from pprr.domain.periods.days import MONTHS
from pprr.rules.rating import rate
from pprr.wordcheck.claims.objects import Relation, relations_in
from pprr.wordcheck.claims.points import (
    figures_of,
    forecast_of,
    now_of,
    points_in,
    year_target_of,
)
from pprr.wordcheck.claims.subjects import is_aside, is_forecast, is_of_measure, is_of_number, is_of_row, is_of_share
from pprr.wordcheck.facts import Facts, MeasureFacts, Said, Values, plain
from pprr.wordcheck.figures.matching import fits
from pprr.wordcheck.lexicon import section
from pprr.wordcheck.outcomes import FigureOutcome, Finding, WordsContradiction, short
from pprr.wordcheck.parse.figure_periods import is_of_other_period
from pprr.wordcheck.parse.mentions import is_other_stage
from pprr.wordcheck.parse.numbers import Shape
from pprr.wordcheck.parse.phrasing import Sense
from pprr.wordcheck.parse.placed_figure import PlacedFigure, Tied

_RELATIONS = section("relations")
_BY = 40  # letters: a size further off is another's
_SAME = Fraction(3, 100)  # of what is compared with: what is nearer may be called the same


def wrong_relations(
    sentence: str, tied: list[Tied], row: MeasureFacts, facts: Facts, rules: Rules, *, is_named: bool = False
) -> Iterator[Finding]:
    """Finds ways that none of the figures which may be meant stand to what they are compared with.

    ``is_named`` tells that the words are about this row though the entry is about several.
    """
    if is_other_stage(sentence, row.name):
        return
    if not facts.values.levels(row.measure_id):
        facts = replace(facts, values=Values(_levels_of(row)))
    has_forecast = bool(forecast_of(row, facts))
    for one in relations_in(sentence, tied, row, facts):
        if is_aside(one, sentence, has_forecast=has_forecast) or not is_of_measure(one, sentence, tied, row):
            continue
        if not (facts.row or is_named) and not is_of_row(one, sentence, tied, row):
            continue
        if is_of_other_period(_undated(sentence[one.start if one.object else 0 : one.end], row, facts)):
            continue
        pairs = list(_pairs(one, sentence, tied, row, facts))
        if one.kind in ("up", "down", "same") and not (one.object and one.object.kind != "period"):
            counts = list(_of_counts(one, sentence, tied, pairs, row))
            pairs = counts if counts and is_of_number(one, sentence) else [*pairs, *counts]
        said = [_is_so(one, now, then, row, rules) for now, then in pairs]
        if not pairs or None in said:
            continue
        if all(said) if one.is_denied else not any(said):
            yield _wrong(one, sentence, pairs[0])
        elif (not one.object or one.object.kind != "band") and (size := _other_size(one, tied, pairs, row)):
            yield replace(_wrong(one, sentence, pairs[0]), words=size.words)
        else:
            yield _quoted(one, sentence)


def _levels_of(row: MeasureFacts) -> Iterator[Value]:
    """The row's own readings as values."""
    for label, figure in row.values.items():
        own = row.readings[label]
        yield Value(label, row.measure_id, "", Role.EARLIER, own.text, figure, own.unit, own.decimals, own.scale, label)


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
        is_later = is_forecast(one, sentence) and bool(forecast_of(row, facts))
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
        if is_quarter and not any(now.label.endswith("alone") for now in nows):
            return  # a running total is none of a quarter
        if not of or dated:
            stated = [
                result.against.removesuffix(" figure")
                for place, result in tied
                if one.start <= place.figure.start < one.end
            ]
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
        if place.figure.end <= one.way.start("way")
        and result.against.endswith(" figure")
        and place.phrasing.sense is Sense.LEVEL
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
        if point.figures and not (is_part and " " not in row.period):
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
    if row.unit is not Unit.PERCENTAGE or is_of_share(one, sentence, tied, row):
        return
    for now, then in pairs:
        after, before = row.readings.get(now.label), row.readings.get(then.label)
        for count in ("numerator", "denominator"):
            ends = [end for one in (after, before) if (end := getattr(one, count, None)) is not None]
            if len(ends) == 2:
                first, second = (Fraction(end) for end in ends)
                name = f"{count} of "
                yield (
                    Said(name + now.label, first, f"{int(first):,}"),
                    Said(name + then.label, second, f"{int(second):,}"),
                )


def _bases(sentence: str, row: MeasureFacts, facts: Facts) -> tuple[Said, ...]:
    """The earlier figures that a move may be from where no period stands by it: the last ones, and those stated."""
    labels = [row.previous_period, row.base]
    labels += [one.label for point in points_in(sentence, row, facts) for one in point.figures]
    stated = [
        one.label
        for one in facts.values.levels(row.measure_id)
        if re.search(rf"(?<![\d.,]){re.escape(one.text.rstrip('%'))}(?!\d|[.,]\d)", sentence)
    ]
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
    if one.object and one.object.kind in ("target", "band"):
        told |= {"found": "verdict", "figure": now.text, "target": ref.text, "period": now.label, "expected": "way"}
    elif one.object and one.object.kind == "peers":
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
