"""Holds a summary against the counts: its figures ("28 (68%) on track"), and one count against another, or the last."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from pprr.domain import Role, Value, round_half_up
from pprr.wordcheck.facts import Facts
from pprr.wordcheck.figures.levels import sum_of_itself
from pprr.wordcheck.figures.matching import fits
from pprr.wordcheck.lexicon import section
from pprr.wordcheck.outcomes import FigureResult, Finding, WordsContradiction, short
from pprr.wordcheck.parse.numbers import Figure, Shape, said_number
from pprr.wordcheck.parse.placed_figure import PlacedFigure
from pprr.wordcheck.words.counts import MOST, PARTS, is_of_some, state_of, values_of, wrong_count

_COUNTS = section("counts")
_COUNTED = section("counted")
_STATUSES = re.compile(r'measures\["[^"]+"\]\.earlier_status')
_TRENDS = ("better", "worse", "declined", "stable")


def tie_summary(place: PlacedFigure, facts: Facts) -> FigureResult | None:
    """Ties n of d measures, or a percentage of them, by their status or trend; None of anything else."""
    figure = place.figure
    count = next((count for count, percent in _pairs(place) if percent is figure), None)
    if facts.row or not (count or figure.shape is Shape.SHARE or (figure.shape is Shape.PERCENT and _is_of_all(place))):
        return None
    state = state_of(replace(place, figure=count or figure), facts)
    if not state:
        return None
    if count:
        return _beside(place, count, state, facts)
    if figure.shape is Shape.SHARE:
        return _share(place, state, facts)
    parts, wholes = values_of(state, place.sentence, facts), _wholes(state, place.sentence, facts)
    shares = [(part.exact or 0) * Fraction(100) / whole.exact for part in parts for whole in wholes if whole.exact]
    if any(fits(figure, place.phrasing.hedge, share) for share in shares):
        return place.agrees(_name(parts[0], place, facts))
    # "Half of them" is held as a word for a quantity.
    is_quantity = place.words.lower() in PARTS
    exact = replace(place, phrasing=replace(place.phrasing, hedge="")) if figure.is_word else place
    is_open = not shares or is_quantity or is_of_some(exact, facts)
    return place.not_tied if is_open else _wrong(place, parts[0], wholes[0])


def _is_of_all(place: PlacedFigure) -> bool:
    """Tells whether a percentage is one of measures: "of our measures", or "30% are Green" behind these."""
    before, behind = place.sentence[: place.figure.start], place.sentence[place.figure.end :]
    return bool(_COUNTS.of_all.match(behind) or (_COUNTS.spoken.search(before) and _COUNTS.they_are.match(behind)))


def _pairs(place: PlacedFigure) -> Iterator[tuple[Figure, Figure]]:
    """The counts of the sentence that have their percentage in brackets behind them, each with it."""
    for count, percent in pairwise(place.figures):
        between = place.sentence[count.end : percent.start]
        is_pair = count.shape is Shape.COUNT and percent.shape is Shape.PERCENT and not percent.is_word
        if is_pair and _COUNTS.bracket_opens.fullmatch(between) and place.sentence[percent.end :].startswith(")"):
            yield count, percent


def _beside(place: PlacedFigure, count: Figure, state: str, facts: Facts) -> FigureResult:
    """Ties the percentage beside a count: of the same whole as those before it, and of the report's where the count is.

    Where there is no such whole it is wrong in itself.
    """
    parts, wholes = values_of(state, place.sentence, facts), _wholes(state, place.sentence, facts)
    part = next((part for part in parts if part.exact == count.value), None)
    sizes: Sequence[Fraction | int] = [one.exact for one in wholes if one.exact] if part else range(1, MOST + 1)
    alike = [
        pair for pair in _pairs(place) if pair[1].end <= place.figure.end and _is_alike(pair[0], state, place, facts)
    ]
    for pair in alike[:-1]:
        sizes = [size for size in sizes if _is_of(size, *pair)] or sizes
    is_so = any(_is_of(size, *alike[-1]) for size in sizes)
    if is_so or (part and is_of_some(place, facts)):
        return place.agrees(_name(part, place, facts)) if is_so and part else place.not_tied
    if part and wholes:
        return _wrong(place, part, wholes[0])
    first, percent = alike[0]
    whole = round_half_up(first.value * 100 / percent.value, 0) if percent.value else first.value
    wrong = sum_of_itself(replace(place.figure, part=int(count.value), whole=int(whole)), place.words)
    return place.contradicts(wrong, "its own counts") if wrong else place.not_tied


def _is_alike(count: Figure, state: str, place: PlacedFigure, facts: Facts) -> bool:
    return (state_of(replace(place, figure=count), facts) in _TRENDS) is (state in _TRENDS)


def _is_of(size: Fraction | int, count: Figure, percent: Figure) -> bool:
    return count.value <= size and percent.could_be(count.value * 100 / size)


def _share(place: PlacedFigure, state: str, facts: Facts) -> FigureResult:
    """Ties n of d measures: both are the report's, or the one that is not is wrong beside the other."""
    if wrong := sum_of_itself(place.figure, place.words):
        return place.contradicts(wrong, "its own counts")
    parts, wholes = values_of(state, place.sentence, facts), _wholes(state, place.sentence, facts)
    part = next((one for one in parts if one.exact == place.figure.part), None)
    whole = next((one for one in wholes if one.exact == place.figure.whole), None)
    if part and whole:
        return place.agrees(part.name)
    nouns = _COUNTS.proposals_behind if state.startswith("savings.") else _COUNTS.measures_behind
    is_called = nouns.match(place.sentence, place.figure.end) or _COUNTS.spoken.search(place.words)
    is_named = is_called or (whole and _COUNTS.called.match(place.sentence, place.figure.end))
    is_sure = is_named and not is_of_some(place, facts)
    if not is_sure or not parts or not (part or whole):
        return place.not_tied
    return _wrong(place, part or parts[0], whole or wholes[0])


def _name(part: Value, place: PlacedFigure, facts: Facts) -> str:
    """The name of the count's own percentage where the figure is that, else the count's."""
    own = facts.values.named(f"{part.name}.percent")
    is_own = own and own.exact is not None and fits(place.figure, place.phrasing.hedge, own.exact)
    return own.name if own and is_own else part.name


def _wrong(place: PlacedFigure, part: Value, whole: Value) -> FigureResult:
    return place.contradicts(wrong_count(place.words, place.sentence, part, found="count-of", of=whole), part.name)


def _wholes(state: str, sentence: str, facts: Facts) -> list[Value]:
    """The counts that a state can be a part of."""
    names = ("proposals",) if state.startswith("savings.") else ("measures", "with_trend")
    return [value for name in names for value in values_of(name, sentence, facts)]


def wrong_comparisons(sentence: str, facts: Facts) -> Iterator[Finding]:
    """Finds "more are getting worse than better" and "two more Greens than last quarter" where it is not so."""
    if facts.item != "overview":
        return
    if found := _COUNTED.one_than_other.search(sentence):
        first, second = (_counts(found[name]) for name in ("first", "second"))
        now, other = (facts.values.named(f"counts.{name}") for name in (first, second))
        if now and other and not _is_so(found, (now.exact or Fraction(0)) - (other.exact or Fraction(0))):
            yield wrong_count(found["way"], sentence, now, found="count")
        elif now and other:
            yield found[0]
    for found in _COUNTED.none.finditer(sentence):
        value = facts.values.named(f"counts.{found['status'].lower()}")
        if value and value.exact:
            yield wrong_count(found[0], sentence, value, found="count")
        elif value:
            yield found[0]
    for found in _COUNTED.than_last.finditer(sentence):
        status = (found["status"] or found["these"] or _last_colour(sentence, found.start())).rstrip("s")
        value, before = facts.values.named(f"counts.{status.lower()}"), _before(status, facts)
        change = (value.exact or Fraction(0)) - before if value else Fraction(0)
        size = said_number(found["size"]) if found["size"] else None
        if value and not (_is_so(found, change) and size in (None, abs(change))):
            told = {"found": "count", "clause": short(sentence), "counted": value.of, "expected": "count"}
            told |= {"count": f"{value.printed}, and was {before}", "data": f"{value.exact}, {before}"}
            yield WordsContradiction.of("words-disagree-with-figure", found[0].strip(), **told)
        elif value:
            yield found[0]


def _counts(words: str) -> str:
    colour = _COUNTED.colour.search(words)
    better = re.search("better|improv|forward", words, re.IGNORECASE)
    return colour[0].lower() if colour else "better" if better else "worse"


def _last_colour(sentence: str, end: int) -> str:
    """The status that was named last before that place."""
    return next((one[0] for one in reversed(list(_COUNTED.colour.finditer(sentence, 0, end)))), "")


def _before(status: str, facts: Facts) -> int:
    """The number of measures that had the status in the last report."""
    return sum(
        value.printed.lower() == status.lower()
        for value in facts.values
        if value.role is Role.WORDS and _STATUSES.fullmatch(value.name)
    )


def _is_so(found: re.Match[str], change: Fraction) -> bool:
    if found["same"] or found.groupdict().get("unmoved"):
        return change == 0
    return change > 0 if found["more"] or found.groupdict().get("rose") else change < 0
