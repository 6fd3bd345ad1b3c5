"""Holds direction words against the data: rose, improved, stable, above last year's 72%. The list is closed."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from pprr.domain import Polarity, RuleKind, Rules, Trend, Unit
from pprr.rules.trend import compare
from pprr.wordcheck.facts import MeasureFacts
from pprr.wordcheck.figures.levels import move_of, moved
from pprr.wordcheck.lexicon import section
from pprr.wordcheck.outcomes import Finding, WordsContradiction, short
from pprr.wordcheck.parse.figure_periods import OTHER_BODY, is_of_other_period
from pprr.wordcheck.parse.mentions import is_other_stage, tells_share
from pprr.wordcheck.parse.named_periods import named
from pprr.wordcheck.parse.placed_figure import FUTURE
from pprr.wordcheck.parse.stems import content
from pprr.wordcheck.words.verdicts import PART, denied, wrong_verdict

_WAYS = section("ways")


def wrong_directions(sentence: str, row: MeasureFacts, rules: Rules, *, has_actual: bool = False) -> Iterator[Finding]:
    """Finds what is wrong with the direction words of one sentence, each said once.

    With ``has_actual`` the sentence holds the actual, which a clause without a subject then speaks of: "74%, a rise on
    last year", "80.7%, which is better than last year's".
    """
    if OTHER_BODY.search(sentence) or is_other_stage(sentence, row.name):
        return
    for clause in map(str.strip, _WAYS.clauses.split(sentence)):
        if clause and not FUTURE.search(clause):
            yield from wrong_verdict(clause, row)
            yield from _wrong_move(clause, sentence, row, rules, has_actual=has_actual)


def sign_of(found: re.Match[str], good: Polarity | None) -> int | None:
    """+1 where the words found say more, -1 where they say less; None where that is not to be told."""
    way = way_of(found)
    if way in ("good", "poor"):
        return good.sign * (1 if way == "good" else -1) if good else None
    return {"up": 1, "down": -1}.get(way)


def way_of(found: re.Match[str]) -> str:
    """The way that the words found say: the group that they fell into."""
    return next(name for name in ("up", "down", "good", "poor", "same") if found.groupdict().get(name))


def _wrong_move(clause: str, sentence: str, row: MeasureFacts, rules: Rules, *, has_actual: bool) -> Iterator[Finding]:
    for found, label in _moves(clause, row, has_actual=has_actual):
        bases = [label] if label else _bases(clause, sentence, row)
        # "has not changed" denies nothing of its own
        no = denied(found.string, found.start(), found.start("way"))
        if bases and all(_is_wrong(way_of(found), row, base, rules) is not bool(no) for base in bases):
            fields = moved(row, bases[0], row.readings[bases[0]])
            told = found.string[no.start() : found.end()] if no else found["way"] or found[way_of(found)]
            fields |= {"found": "move-share" if fields["share"] else "move", "clause": short(clause)}
            fields |= {"source": str(row.readings[row.period].cell)}
            yield WordsContradiction.of("words-disagree-with-direction", told, **fields)
            return
        if bases:
            yield found["way"] or found[way_of(found)]


def _moves(clause: str, row: MeasureFacts, *, has_actual: bool) -> Iterator[tuple[re.Match[str], str]]:
    """The words of the clause for a direction of the measure; with the period whose figure they compare with."""
    for found in _WAYS.compared.finditer(clause):
        label, stated = found["year"] or row.previous_period, Fraction(found["figure"].replace(",", ""))
        if label != row.period and row.period in row.values and row.values.get(label) == stated:
            yield found, label
    spoken = _without_ways_of_name(_WAYS.own_figure.sub(" ", clause), row.name)
    if any(year != row.period.partition(" ")[0] for year in _WAYS.within_year.findall(spoken)):
        return
    apart = _WAYS.apart.match(spoken) if has_actual else None
    # Without any word for a way there is no move, which takes longer to look for.
    patterns = (
        _WAYS.move if _WAYS.way.search(spoken) else _WAYS.way,
        _WAYS.than,
        _WAYS.no_change,
        _WAYS.share_moved,
    )
    for found in [apart] if apart else (one for pattern in patterns for one in pattern.finditer(spoken)):
        is_of_count = bool(row.unit is Unit.PERCENTAGE and _WAYS.of_count.match(spoken, found.end()))
        is_of_count |= bool(_WAYS.of_cases.search(clause))  # "in 9 of 12 cases it was lower"
        is_own = not is_of_count and not _WAYS.to_target.match(spoken, found.end())
        if is_own and (apart or _is_of_measure(found, row)):
            yield found, ""


def _without_ways_of_name(clause: str, name: str) -> str:
    """The clause without the words for a way that its measure's name has: a good level of development."""
    for found in _WAYS.way.finditer(name):
        said = f"{name[: found.start()].rsplit(maxsplit=1)[-1]}{found[0]}"
        clause = re.sub(rf"\b{re.escape(said)}\b", lambda one: " " * len(one[0]), clause)
    return clause


def _is_of_measure(found: re.Match[str], row: MeasureFacts) -> bool:
    """Tells whether the subject of the verb is the measure and nothing else that goes up and down."""
    if PART.search(found["subject"]):
        return False
    own = set(content(row.name))
    noun, named_so = found.groupdict().get("noun") or "", found.groupdict().get("named") or ""
    if found.re is _WAYS.than and row.unit is Unit.PERCENTAGE and not _WAYS.share.search(noun):
        return False
    if named_so and not (_WAYS.generic.search(named_so) and not content(named_so)):  # "so it has got better"
        stems = content(named_so)
        # "Replies were quicker" is a word about the share, "replies fell" may be one about their number.
        ends = (way_of(found), row.period, row.previous_period)
        if not _WAYS.share.search(named_so) and may_be_of_count(*ends, row, stems):
            return False
        return bool(stems) and all(word in own for word in stems)
    if _WAYS.number.search(found["subject"]) and row.unit is Unit.PERCENTAGE:
        return False
    return all(word in own for word in content(noun))


def may_be_of_count(way: str, now: str, then: str, row: MeasureFacts, stems: Sequence[str]) -> bool:
    """Tells whether a way may be that of a percentage's counts: more calls answered, of yet more calls."""
    if row.unit is Unit.NUMBER or way in ("good", "poor"):
        return False
    after, before = row.readings.get(now), row.readings.get(then)
    moves = [(getattr(after, one, None), getattr(before, one, None)) for one in ("numerator", "denominator")]
    ways = [(a > b) - (a < b) for a, b in moves if a is not None and b is not None]
    return {"up": 1, "down": -1, "same": 0}[way] in ways if ways else not tells_share(stems, row.name)


def _bases(clause: str, sentence: str, row: MeasureFacts) -> list[str]:
    """The periods that the clause compares with; none where the row does not have the one that it names."""
    if is_of_other_period(sentence) or _WAYS.years_before.search(clause):
        return []
    labels = named(clause, row)
    if not labels:  # "fallen back from 75.1%, but above the 72.0% of 2017/18": it may be last year's or that year's
        labels = [*named(sentence, row), row.previous_period, row.base, *_shown(sentence, row)]
    values = row.values if row.period in row.values else {}
    return [label for label in dict.fromkeys(labels) if label in values and row.readings[label].unit is row.unit]


def _shown(sentence: str, row: MeasureFacts) -> list[str]:
    """The earlier periods whose figures the sentence has: "after a dip to 68% it has recovered"."""
    return [
        label
        for label, reading in row.readings.items()
        if label != row.period
        and reading.printed is not None
        and (printed := f"{reading.printed:,f}") in sentence
        and re.search(rf"(?<![\d.,]){re.escape(printed)}(?!\d|[.,]\d)", sentence)
    ]


def _is_wrong(way: str, row: MeasureFacts, base: str, rules: Rules) -> bool:
    actual, before = row.readings[row.period], row.readings[base]
    change = move_of(actual, before)
    if way in ("up", "down"):
        return change <= 0 if way == "up" else change >= 0
    if way == "same":
        if row.is_steady:
            return False
        move = compare(actual, before, good=row.asked.good, asked=row.asked, stable_below=rules.trend.stable_below)
        is_moved = abs(change) >= rules.trend.stable_below.of(Fraction(before.printed or 0)) and change != 0
        return is_moved if move.trend is None else move.trend is not Trend.STABLE
    if row.asked.good is None or row.asked.kind in (RuleKind.BAND, RuleKind.DATA_ONLY, RuleKind.SUSPENDED):
        return False
    gain = change * row.asked.good.sign
    return gain <= 0 if way == "good" else gain >= 0
