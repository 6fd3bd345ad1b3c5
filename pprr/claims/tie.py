"""Ties each figure of a measure's entry to its row: to the actual, an earlier figure, the target, or a difference."""

import re
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from pprr import formats
from pprr.claims.changes import tie_change
from pprr.claims.consequence import consequence
from pprr.claims.facts import Facts, Row, printed
from pprr.claims.fits import fits, is_slip, is_turned
from pprr.claims.levels import Disagreement, disagreement, is_about, is_count_slip, is_plain, sum_of_itself, wrong_level
from pprr.claims.numbers import Figure, Shape, to_step
from pprr.claims.outcomes import Outcome, Told, Wrong
from pprr.claims.place import Place
from pprr.claims.said import Role as Sense
from pprr.claims.subject import About, named_behind
from pprr.claims.topic import Topic, is_opposite, strangers
from pprr.model import Reading, Role, Rules, Unit

_NEAR = Fraction(3, 10)  # of the row's own: a figure further from it is about something else
_OF_TARGET = re.compile(r"\s*of\s+(?:(?:the|its|our|what we had)\s+)?(?:\w+\s+)?(?:target|aimed for)\b", re.IGNORECASE)
_CHANCE = 1000  # a smaller count may be equal by chance
# What calls the number in front of which it stands the row's own: "the figure is 106".
_ITSELF = re.compile(
    r"\b(?:the|its|this|our)\s+(?:(?:final|actual|year's|year-end|cumulative|current)\s+)?(?:figure|actual"
    r"|result|outturn)"
    r"\s+(?:(?:for|in|of)\s+(?:the\s+)?(?:year|quarter|\d{4}/\d\d)\s+)?(?:is|was|stands\s+at|stood\s+at|came\s+to)\s+$",
    re.IGNORECASE,
)
_FOR = re.compile(
    r"\s*(?:for|in|on)\s+(?P<what>[^,;.]{1,60}?)(?=[,;.]|\s(?:is|was|has|which|and|but)\b|$)", re.IGNORECASE
)
_TARGETS = (Role.TARGET, Role.YEAR_TARGET, Role.BOUND)
_BESIDE = (Role.COMPARATOR, Role.EARLIER, Role.FORECAST, *_TARGETS)


def tie_to_row(place: Place, row: Row, facts: Facts, rules: Rules, *, is_part_of_part: bool = False) -> Told:
    """What becomes of a figure that can only be the measure's."""
    itself = sum_of_itself(place.figure, place.words)
    if itself and (place.about is None or is_part_of_part):
        return place.contradicts(itself, "its own counts")
    if is_part_of_part:
        return place.is_untied
    ways: dict[Sense, Callable[[Place, Row, Facts, Rules], Told]] = {
        Sense.TARGET: _target,
        Sense.OTHER_TARGET: _elsewhere,
        Sense.CHANGE: _change,
        Sense.RANGE: _range,
        Sense.FROM: _from,
        Sense.LEVEL: _level,
    }
    told = _share_of_target(place, row) or ways[place.said.role](place, row, facts, rules)
    if told.outcome is Outcome.NOT_TIED and place.said.role is not Sense.CHANGE:
        told = _any_period(place, row)
    if told.outcome is Outcome.NOT_TIED:
        told = _elsewhere(place, row, facts, rules)
    if told.outcome is Outcome.NOT_TIED and itself:
        return place.contradicts(itself, "its own counts")
    return told


def label_of(place: Place, row: Row) -> str:
    """The label of the period that the figure speaks of."""
    if place.about is About.EARLIER and not place.year:
        return row.earlier_period
    return place.year or (row.previous_period if place.about is About.PREVIOUS else row.period)


def _level(place: Place, row: Row, facts: Facts, rules: Rules) -> Told:
    own = _own_period(place, row)
    if place.about is None and not own:
        return place.is_untied
    label = own or label_of(place, row)
    reading = row.readings.get(label)
    if own and reading:
        reading = replace(reading, figure_period="")
    if place.about is About.UNSAID and (reading is None or not is_plain(reading)):
        label, reading = _latest(row)
    if reading is None or not is_plain(reading):
        return place.is_untied
    if not is_about(place.figure, reading):
        return _other_unit(place, row, reading, label, rules)
    against = f"{label} figure"
    if place.figure.shape is Shape.PERCENT and is_opposite(place.sentence, place.figure.end, row.name):
        rest = 100 - Fraction(reading.printed or 0)
        return place.agrees(f"rest of the {against}") if fits(place.figure, place.said.hedge, rest) else place.is_untied
    problem = disagreement(place.figure, place.said.hedge, reading)
    if problem is None and not _is_idle(place, row, reading):
        return place.agrees(against)
    if problem is None:
        return place.is_untied
    if _is_one_of_many(place):
        told = _any_period(place, row)
        if told.outcome is Outcome.AGREES:
            return told
    if place.is_future or not (problem.is_precision or _is_claim(place, row, reading)):
        return place.is_untied
    return place.contradicts(wrong_level(place, problem, label, row, rules), against)


def _is_idle(place: Place, row: Row, reading: Reading) -> bool:
    """Whether a bound holds by chance: "over 65" is no word about 8,032 people."""
    if not place.said.hedge or place.figure.share is not None or reading.printed is None:
        return False
    value = Fraction(reading.printed)
    is_far = abs(place.figure.value - value) > abs(value) * _NEAR
    return place.topic(row.name) is Topic.OTHER or (is_far and place.topic(row.name) is not Topic.SAME)


def _own_period(place: Place, row: Row) -> str:
    """The label of the reading that is of another period than its column's, where the sentence names that period."""
    for label, reading in row.readings.items():
        if reading.figure_period and re.search(rf"\b{re.escape(reading.figure_period)}\b", place.sentence):
            return label
    return ""


def _latest(row: Row) -> tuple[str, Reading | None]:
    """The latest reading there is, where this period has none."""
    for label in sorted(row.readings, reverse=True):
        if is_plain(row.readings[label]):
            return label, row.readings[label]
    return row.period, None


def _is_one_of_many(place: Place) -> bool:
    """Whether the figure is one of a row of three or more, whose periods their order tells."""
    alike = [other for other in place.figures if other.shape is place.figure.shape]
    return place.about not in (About.PREVIOUS, About.EARLIER) and not place.year and len(alike) > 2


def _is_claim(place: Place, row: Row, reading: Reading) -> bool:
    """Whether a figure that is not the reading's can only have been meant as such."""
    figure, about = place.figure, place.about
    if about is not None and _ITSELF.search(place.sentence, 0, figure.start):
        return True
    how = place.topic(row.name)
    if about is not None and reading.printed is not None and _is_slip(figure, reading, is_same=how is Topic.SAME):
        return True
    if how is Topic.OTHER:
        return figure.shape is Shape.SHARE and is_count_slip(figure, reading)
    if figure.shape is Shape.SHARE:
        is_slip_of_it = is_count_slip(figure, reading)
        is_whole = figure.has_percent and _is_whole(figure, reading)
        return is_slip_of_it or how is Topic.SAME or (is_whole and not (row.name and strangers(place.ahead, row.name)))
    if figure.shape is Shape.COUNT and reading.printed is not None:
        value = Fraction(reading.printed)
        is_near = abs(figure.value - value) <= abs(value) * _NEAR
        is_told = about is not About.UNSAID
        return not figure.is_word and ((how is Topic.SAME and (is_near or is_told)) or (is_near and is_told))
    return how is Topic.SAME or about is not About.UNSAID


def _is_slip(figure: Figure, reading: Reading, *, is_same: bool) -> bool:
    """Whether it is the reading with a digit wrong or digits out of order, which is hardly so by chance."""
    value = Fraction(reading.printed or 0)
    if figure.shape is Shape.COUNT:
        return is_slip(figure, value) or (is_same and is_turned(figure, value))
    return figure.shape is Shape.PERCENT and figure.step < 1 and is_turned(figure, value)


def _is_whole(figure: Figure, reading: Reading) -> bool:
    """Whether the whole of the part can be the row's: where its counts are known, about as many."""
    if not reading.denominator or figure.whole is None:
        return True
    return abs(figure.whole - Fraction(reading.denominator)) <= Fraction(reading.denominator) * _NEAR


def _share_made(figure: Figure, name: str, reading: Reading) -> Fraction | None:
    """The percentage that the count makes with the row's other count."""
    part, whole = reading.numerator, reading.denominator
    if part is None or whole is None:
        return None
    pair = (figure.value, Fraction(whole)) if name == "numerator" else (Fraction(part), figure.value)
    return pair[0] * 100 / pair[1] if pair[1] else None


def _other_unit(place: Place, row: Row, reading: Reading, label: str, rules: Rules) -> Told:
    """A count in a percentage's entry: one of its two counts, or the part and the whole of a count's target."""
    figure = place.figure
    counts = {"numerator": reading.numerator, "denominator": reading.denominator}
    if reading.numerator is not None and reading.denominator and figure.shape is Shape.COUNT:
        rest = Fraction(reading.denominator) - Fraction(reading.numerator)
        if is_opposite(place.sentence, figure.end, row.name) and fits(figure, place.said.hedge, rest):
            return place.agrees(f"rest of the {label} figure")
    for name, count in counts.items():
        if figure.shape is Shape.COUNT and count is not None and fits(figure, place.said.hedge, Fraction(count)):
            return place.agrees(f"{label} {name}")
    elsewhere = [
        Fraction(one)
        for other in row.readings.values()
        for one in (other.numerator, other.denominator)
        if one is not None and place.year
    ]
    for name, count in counts.items():
        is_wrong = count is not None and (is_slip(figure, Fraction(count)) or figure.value in elsewhere)
        if figure.shape is Shape.COUNT and is_wrong:
            made = _share_made(figure, name, reading)
            grave = consequence(made, label, row, rules) if made is not None else ""
            wrong = Wrong(
                f'the words say "{place.words}"; the {label} figure is {formats.reading(reading)}.',
                grave or "A count is expected to be the row's own.",
                words=place.words,
                source=str(reading.cell),
                is_blocking=bool(grave),
            )
            return place.contradicts(wrong, f"{label} {name}")
    target = row.asked.target.reading
    is_of_target = figure.shape is Shape.SHARE and reading.unit is Unit.NUMBER and not figure.has_percent
    if is_of_target and target and figure.part == reading.printed and figure.whole == target.printed:
        return place.agrees(f"{label} figure and target")
    return place.is_untied


def _target(place: Place, row: Row, facts: Facts, rules: Rules) -> Told:
    target = row.asked.target.reading
    if place.about in (None, About.PREVIOUS, About.EARLIER) or (place.year and not row.period.startswith(place.year)):
        return place.is_untied
    if target is None or target.value is None or not is_about(place.figure, target):
        return place.is_untied
    problem = disagreement(place.figure, place.said.hedge, target)
    if problem is None:
        return place.agrees("target")
    others = [value for value in facts.values if value.item == row.measure_id and value.role in _TARGETS]
    if any(_is_value(place, value.exact, printed(value)) for value in others if value.exact is not None):
        return place.agrees("target")
    if place.is_future and not re.search(r"\btarget", place.clause, re.IGNORECASE):
        return place.is_untied
    for_what = _FOR.match(place.sentence, place.figure.end)
    if for_what and strangers(for_what["what"], row.name):
        return place.is_untied
    return place.contradicts(wrong_level(place, problem, "target", row, rules), "target")


def _range(place: Place, row: Row, facts: Facts, rules: Rules) -> Told:
    """An end of a range: it agrees where the figure of the period that is named lies in it."""
    label = label_of(place, row)
    reading = row.readings.get(label)
    ends = [figure for figure in place.figures if figure.shape is place.figure.shape]
    where = ends.index(place.figure)
    pairs = [pair for pair in (ends[where : where + 2], ends[max(where - 1, 0) : where + 1]) if len(pair) == 2]
    if place.about in (None, About.UNSAID) or reading is None or not is_plain(reading) or reading.printed is None:
        return place.is_untied
    if not is_about(place.figure, reading):
        return place.is_untied
    value = Fraction(reading.printed)
    if any(min(a.value, b.value) <= value <= max(a.value, b.value) for a, b in pairs):
        return place.agrees(f"{label} figure")
    return place.is_untied


def _from(place: Place, row: Row, facts: Facts, rules: Rules) -> Told:
    """Where a move began: the year that stands behind it, else the figure that the trend compares with."""
    if named_behind(place.sentence, place.figure.end):
        return _level(place, row, facts, rules)
    if place.about is None or place.year not in ("", row.period):
        return place.is_untied
    bases = [label for label in (row.previous_period, row.base) if is_plain(row.readings.get(label))]
    for label in bases:
        reading = row.readings[label]
        if is_about(place.figure, reading) and disagreement(place.figure, place.said.hedge, reading) is None:
            return place.agrees(f"{label} figure")
    for label in bases:
        if _is_slip(place.figure, row.readings[label], is_same=False) and not place.is_future:
            problem = Disagreement(place.figure.value)
            return place.contradicts(wrong_level(place, problem, label, row, rules), f"{label} figure")
    return place.is_untied


def _share_of_target(place: Place, row: Row) -> Told | None:
    """What becomes of "161% of the target"; None where a percentage is of something else."""
    if place.figure.shape is not Shape.PERCENT or not _OF_TARGET.match(place.sentence, place.figure.end):
        return None
    actual, target = row.actual, row.asked.target.reading
    if (
        row.unit is Unit.PERCENTAGE
        or place.about in (None, About.PREVIOUS, About.EARLIER)
        or place.year
        or place.is_future
    ):
        return place.is_untied
    if actual is None or actual.printed is None or target is None or not target.printed:
        return place.is_untied
    share = Fraction(actual.printed) * 100 / Fraction(target.printed)
    if fits(place.figure, place.said.hedge, share):
        return place.agrees("share of the target")
    wrong = Wrong(
        f'the words say "{place.words}" of the target; {formats.in_prose(actual)} of {formats.in_prose(target)} is '
        f"{to_step(share, place.figure.step)}%.",
        "A share in words is expected to be that of the two figures.",
        source=str(actual.cell),
        words=place.words,
    )
    return place.contradicts(wrong, "share of the target")


def _any_period(place: Place, row: Row) -> Told:
    """A figure whose period the words do not tell, and that one of the row's readings has to the last digit."""
    figure = place.figure
    is_exact = figure.value >= _CHANCE if figure.shape is Shape.COUNT else figure.shape is Shape.PERCENT
    if not is_exact or figure.is_word or place.said.hedge or place.is_future:
        return place.is_untied
    if place.topic(row.name) is Topic.OTHER or (figure.shape is Shape.PERCENT and place.about is None):
        return place.is_untied
    for label, reading in row.readings.items():
        counts = (reading.numerator, reading.denominator)
        if figure.shape is Shape.COUNT and figure.value in [Fraction(one) for one in counts if one is not None]:
            return place.agrees(f"count of {label}")
        if is_plain(reading) and is_about(figure, reading) and disagreement(figure, "", reading) is None:
            return place.agrees(f"{label} figure")
    return place.is_untied


def tie_end(place: Place, row: Row, rules: Rules) -> Told:
    """What becomes of one end of a move whose other end is the row's: it can only have been meant as the row's too."""
    label = row.previous_period if place.said.role is Sense.FROM else label_of(place, row)
    reading = row.readings.get(label)
    if reading is None or not is_plain(reading) or not is_about(place.figure, reading) or place.is_future:
        return place.is_untied
    problem = disagreement(place.figure, place.said.hedge, reading)
    if problem is None:
        return place.agrees(f"{label} figure")
    return place.contradicts(wrong_level(place, problem, label, row, rules), f"{label} figure")


def _elsewhere(place: Place, row: Row, facts: Facts, rules: Rules) -> Told:
    """A value of the measure beside its columns, whose period or council the sentence names."""
    for value in facts.values:
        if value.item != row.measure_id or value.exact is None or value.role not in _BESIDE:
            continue
        told = value.period if value.role is Role.EARLIER else value.of
        is_named = bool(told) and told.lower() in place.sentence.lower()
        if value.role in (Role.FORECAST, *_TARGETS):
            is_named = "forecast" in place.clause.lower() or "target" in place.clause.lower()
        is_unit = (value.unit is Unit.PERCENTAGE) == (place.figure.shape is Shape.PERCENT)
        if is_named and is_unit and _is_value(place, value.exact, printed(value)):
            return place.agrees(value.name)
    return place.is_untied


def _is_value(place: Place, *values: Fraction) -> bool:
    return place.figure.shape is not Shape.SHARE and fits(place.figure, place.said.hedge, *values)


def _change(place: Place, row: Row, facts: Facts, rules: Rules) -> Told:
    return tie_change(place, row, rules)
