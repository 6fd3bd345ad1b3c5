"""Holds direction words against the data: rose, improved, stable, below target. The list is closed."""

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from pprr import formats
from pprr.domain import Reading, RuleKind, Rules, Trend, Unit
from pprr.rules.trend import compare
from pprr.wordcheck.facts import MeasureFacts
from pprr.wordcheck.figures.levels import is_plain
from pprr.wordcheck.lexicon import section
from pprr.wordcheck.outcomes import WordsContradiction
from pprr.wordcheck.parse.figure_periods import OTHER_BODY, is_of_other_period
from pprr.wordcheck.parse.mentions import is_other_stage, tells_share
from pprr.wordcheck.parse.named_periods import named
from pprr.wordcheck.parse.placed_figure import FUTURE
from pprr.wordcheck.parse.stems import content
from pprr.wordcheck.words.verdicts import NOT, PART, shown, wrong_status, wrong_verdict

_WAYS = ("up", "down", "good", "poor", "same")
_DIRECTIONS = section("directions")


def wrong_directions(
    sentence: str, row: MeasureFacts, rules: Rules, *, has_actual: bool = False
) -> Iterator[WordsContradiction]:
    """Finds what is wrong with the direction words of one sentence, each said once.

    With ``has_actual`` the sentence holds the actual, which a clause without a subject then speaks of: "74%, a rise on
    last year", "80.7%, which is better than last year's".
    """
    if OTHER_BODY.search(sentence) or (row.name and is_other_stage(sentence, row.name)):
        return
    if not FUTURE.search(sentence):
        yield from _wrong_comparison(sentence, row)
    for clause in _clauses(sentence):
        if FUTURE.search(clause):
            continue
        yield from wrong_verdict(clause, sentence, row)
        yield from wrong_status(clause, sentence, row)
        yield from _wrong_move(clause, sentence, row, rules, has_actual=has_actual)


def _clauses(sentence: str) -> list[str]:
    return [clause.strip() for clause in _DIRECTIONS.clauses.split(sentence) if clause and clause.strip()]


def _wrong_comparison(sentence: str, row: MeasureFacts) -> Iterator[WordsContradiction]:
    """Finds what is wrong with "above the 72.0% of 2017/18", where that year's figure is named and is so."""
    for found in _DIRECTIONS.compared.finditer(sentence):
        label = found["year"] or row.previous_period
        before, actual = row.readings.get(label), row.actual
        if label == row.period or not is_plain(before) or not is_plain(actual) or before is None or actual is None:
            continue
        stated = Fraction(found["figure"].replace(",", ""))
        if before.printed is None or actual.printed is None or stated != Fraction(before.printed):
            continue
        is_above = re.match(r"above|over|higher|more|up", found["way"], re.IGNORECASE)
        change = _change(actual, before)
        if NOT.search(sentence[: found.start()]) or (change > 0 if is_above else change < 0):
            continue
        yield WordsContradiction.of(
            "words-disagree-with-direction",
            found["way"],
            source=str(actual.cell),
            found="above",
            expected="way",
            clause=shown(sentence),
            before=formats.in_prose(before),
            base=label,
            figure=formats.in_prose(actual),
            period=row.period,
            change=formats.change(change, max(actual.decimals, before.decimals), row.unit),
            data=f"{label} {before.text}, {actual.text}",
        )


def _wrong_move(
    clause: str, sentence: str, row: MeasureFacts, rules: Rules, *, has_actual: bool
) -> Iterator[WordsContradiction]:
    spoken = _DIRECTIONS.own_figure.sub(" ", clause)
    apart = _DIRECTIONS.apart.match(spoken) if has_actual else None
    still = [
        *(_DIRECTIONS.move.finditer(spoken) if _DIRECTIONS.way.search(spoken) else ()),
        *_DIRECTIONS.than.finditer(spoken),
        *_DIRECTIONS.no_change.finditer(spoken),
        *_DIRECTIONS.share_moved.finditer(spoken),
    ]
    for found in [apart] if apart else still:
        way = next(name for name in _WAYS if found[name])
        if not apart and not _is_of_measure(found, clause, row):
            continue
        if _is_to_another(spoken, found.end(), row):
            continue
        is_of_count = row.unit is Unit.PERCENTAGE and _DIRECTIONS.of_count.match(spoken, found.end())
        if is_of_count or any(year != row.period.partition(" ")[0] for year in _DIRECTIONS.within_year.findall(spoken)):
            continue
        if (
            not apart
            and found["named"]
            and not _DIRECTIONS.share.search(found["named"])
            and _is_move_of_count(way, row)
        ):
            continue
        # "has not changed" denies nothing of its own
        denied = NOT.search(found[0][: found.start("way") - found.start()])
        if re.match(r"\s+(?:than|on)?\s*(?:its|the|our)?\s*\S*\s*target", spoken[found.end() :]):
            continue
        bases = _bases(clause, sentence, row)
        if bases and all(_is_wrong(way, row, base, rules) is not bool(denied) for base in bases):
            base = bases[0]
            actual, before = row.readings[row.period], row.readings[base]
            change = formats.change(_change(actual, before), max(actual.decimals, before.decimals), row.unit)
            share = _percent(actual, before, row)
            yield WordsContradiction.of(
                "words-disagree-with-direction",
                found[0][denied.start() :] if denied else found["way"] or found[way],
                source=str(actual.cell),
                found="move-share" if share else "move",
                expected="way",
                clause=shown(clause),
                before=formats.in_prose(before),
                base=base,
                figure=formats.in_prose(actual),
                period=row.period,
                change=change,
                share=share,
                data=f"{base} {before.text}, {actual.text}",
            )
            return


def _is_to_another(spoken: str, end: int, row: MeasureFacts) -> bool:
    """Tells whether both ends of the move are other figures than the row's: "fell from 38% to 24%, now risen"."""
    ends = _DIRECTIONS.from_to.match(spoken, end)
    if not ends:
        return False
    then, now = (Decimal(number.replace(",", "")) for number in ends.groups())
    known = {row.readings[label].printed for label in row.readings if label != row.period}
    actual = row.actual.printed if row.actual else None
    return actual not in (then, now) and now in known


def _is_move_of_count(way: str, row: MeasureFacts) -> bool:
    """Tells whether the first of a percentage's two counts went that way: more calls answered, of yet more calls."""
    before, actual = row.readings.get(row.previous_period), row.actual
    if before is None or actual is None or before.numerator is None or actual.numerator is None:
        return False
    return actual.numerator > before.numerator if way == "up" else way == "down" and actual.numerator < before.numerator


def _is_of_measure(found: re.Match[str], clause: str, row: MeasureFacts) -> bool:
    """Tells whether the subject of the verb is the measure and nothing else that goes up and down."""
    if PART.search(found["subject"]):
        return False
    own = set(content(row.name))
    if found.re is _DIRECTIONS.than and row.unit is Unit.PERCENTAGE and not _DIRECTIONS.share.search(found["noun"]):
        return False
    if found["named"]:
        stems = content(found["named"])
        # "Replies were quicker" is a word about the share, "replies fell" one about their number.
        is_count = (
            row.unit is Unit.NUMBER
            or tells_share(stems, row.name)
            or bool(found["good"] or found["poor"])
            or re.match(r"the\s+(?:share|percentage|proportion|rate)\b", found["named"], re.IGNORECASE)
        )
        return bool(stems) and bool(is_count) and all(word in own for word in stems)
    head = found["subject"].lower()
    if re.search(r"\b(?:number|total)\b", head) and row.unit is Unit.PERCENTAGE:
        return False
    return not found["noun"] or all(word in own for word in content(found["noun"]))


def _bases(clause: str, sentence: str, row: MeasureFacts) -> list[str]:
    """The periods that the clause compares with; none where the row does not have the one that it names."""
    if is_of_other_period(sentence) or _DIRECTIONS.years_before.search(clause):
        return []
    labels = named(clause, row)
    if not labels:  # "fallen back from 75.1%, but above the 72.0% of 2017/18": it may be last year's or that year's
        labels = [*named(sentence, row), row.previous_period, row.base, *_shown(sentence, row)]
    actual = row.actual
    return [
        label
        for label in dict.fromkeys(labels)
        if is_plain(actual) and is_plain(row.readings.get(label)) and row.readings[label].unit is row.unit
    ]


def _shown(sentence: str, row: MeasureFacts) -> list[str]:
    """The earlier periods whose figures the sentence has: "after a dip to 68% it has recovered"."""
    return [
        label
        for label, reading in row.readings.items()
        if label != row.period
        and reading.printed is not None
        and re.search(rf"(?<![\d.,]){re.escape(f'{reading.printed:,f}')}(?!\d|[.,]\d)", sentence)
    ]


def _change(actual: Reading, before: Reading) -> Fraction:
    return Fraction(actual.printed or 0) - Fraction(before.printed or 0)


def _is_wrong(way: str, row: MeasureFacts, base: str, rules: Rules) -> bool:
    actual, before = row.readings[row.period], row.readings[base]
    change = _change(actual, before)
    if way == "up":
        return change <= 0
    if way == "down":
        return change >= 0
    move = compare(actual, before, good=row.asked.good, asked=row.asked, stable_below=rules.trend.stable_below)
    if way == "same":
        is_moved = abs(change) >= rules.trend.stable_below.of(Fraction(before.printed or 0)) and change != 0
        return is_moved if move.trend is None else move.trend is not Trend.STABLE
    if row.asked.good is None or row.asked.kind in (RuleKind.BAND, RuleKind.DATA_ONLY, RuleKind.SUSPENDED):
        return False
    gain = change * row.asked.good.sign
    return gain <= 0 if way == "good" else gain >= 0


def _percent(actual: Reading, before: Reading, row: MeasureFacts) -> str:
    then = Fraction(before.printed or 0)
    if not then:
        return ""
    return formats.share(int(_change(actual, before) * 1000), int(then * 1000))
