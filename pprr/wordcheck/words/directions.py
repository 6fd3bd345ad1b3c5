"""Holds direction words against the data: rose, improved, stable, below target. The list is closed."""

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from pprr import formats
from pprr.domain import Reading, RuleKind, Rules, Trend, Unit
from pprr.rules.trend import compare
from pprr.wordcheck.facts import Row
from pprr.wordcheck.figures.levels import is_plain
from pprr.wordcheck.outcomes import Wrong
from pprr.wordcheck.parse.figure_periods import OTHER_BODY, is_of_other_period
from pprr.wordcheck.parse.mentions import is_other_stage, tells_share
from pprr.wordcheck.parse.named_periods import named
from pprr.wordcheck.parse.placed_figure import FUTURE
from pprr.wordcheck.parse.stems import content
from pprr.wordcheck.parse.verbs import DOWN, GOOD, POOR, SAME, UP
from pprr.wordcheck.words.verdicts import EXPECTED, KIND, NOT, PART, shown, wrong_status, wrong_verdict

_ADVERBS = (
    r"(?:(?:did|does|do|not|never|has not|hasn['’]t|didn['’]t|has|have|had|also|again|slightly|marginally"
    r"|significantly|sharply|considerably|markedly|steadily|gradually"
    r"|then|since|now|is|was|were|are|remains?|remained|stays?|stayed|continu(?:es|ed) to|further|been|broadly"
    r"|relatively|fairly|largely"
    r"|very|quite|rather|a little|a bit|little|much|still|therefore|thus|so|only|somewhat|just|got|getting"
    r"|becoming|gone|went|come|came|edged|crept|inched|ticked"
    r"|kept|shows?|showed|saw|seen|an?|both|overall"
    r"|this year|over the year|held|looks|got|dramatically|modestly|clearly|in fact|actually|at)[\s,]+){0,6}?"
)
_HEADS = (
    r"figure|figures|numbers|result|results|performance|rate|share|percentage|proportion|score|measure|indicator"
    r"|position|timeliness|value|take-up|uptake|coverage|average|median|mean|wait|level|picture|outcome"
)
_SUBJECT = (
    rf"(?P<subject>(?:^|(?<=[\s(,]))(?:(?:the|our|this|overall|its|that)\s+)?(?:(?:overall|latest|annual"
    rf"|year['’]s|actual|provisional|final|quarterly|current|published|half-year)\s+)?(?:{_HEADS}|total|number)"
    r"(?:\s+(?:for|of|in)\s+(?:the\s+|all\s+)?(?P<noun>[A-Za-z' ’-]{1,60}?))?|\b(?:it|this)|(?P<named>(?:^"
    r"|(?<=[\s,]))(?:the\s+(?:number|share|percentage|proportion|rate)\s+of\s+)?[A-Za-z'’-]+(?:\s+[A-Za-z'’-]+){0,5}?))"
)
_THAT = r"(?=\s+(?:that|those|levels?|the level|its level|what (?:it|we)|where (?:it|we)|last year|20\d\d))"
_WAYS = {
    "up": rf"{UP}|above{_THAT}|over{_THAT}|(?:larger|bigger|greater)(?= than)",
    "down": rf"{DOWN}|below{_THAT}|under{_THAT}|(?:smaller|fewer)(?= than)",
    "good": rf"{GOOD}|ahead of{_THAT}",
    "poor": rf"{POOR}|behind(?: of)?{_THAT}",
    "same": SAME,
}
_EITHER = "|".join(f"(?P<{name}>{words})" for name, words in _WAYS.items())
_MOVE = re.compile(
    rf"{_SUBJECT}\s+{_ADVERBS}(?P<way>{_EITHER})\b"
    r"(?!\s+(?:short\b|to\s+\w+\b(?<![\d%])\s|service|services|way|ways|form|use|outcomes|quality|training|staffing))",
    re.IGNORECASE,
)
# A clause about the figure before it: "a rise on last year", "which is better than last year's".
_APART = re.compile(
    r"\s*(?:\d[\d.,]*\s?(?:%|per cent)?\s+)?(?:which |that |this |it )?(?:(?:is|was|represents|means"
    r"|being)\s+)?(?:an?\s+)?(?:(?:slight|small"
    r"|significant|sharp|marked"
    rf"|slightly|a little|much|further|considerable|well|just|\d[\d.,]*%?|percentage"
    rf"|points?)\s+){{0,3}}(?P<way>{_EITHER})\b"
    r"(?=\s+(?:on|than|from|since|compared|in comparison|over)\b(?!\s+(?:the\s+)?(?:target|\d[\d.,]*\s?%)))",
    re.IGNORECASE,
)
# "Fewer people were helped than last year", "a smaller share of complaints"
_THAN = re.compile(
    r"(?P<subject>(?:\b(?:(?P<up>more|higher|greater|larger|bigger)|(?P<down>fewer|less|lower|smaller)"
    r"|(?P<good>better)|(?P<poor>worse)"
    r"|(?P<same>the same))\s+)(?P<noun>[A-Za-z' ’-]{3,60}?)\s+than\s+(?:in\s+"
    r"|for\s+|at\s+|on\s+)?(?:the\s+)?(?=last year|20\d\d/\d\d|(?:previous )?year before|a year ago|a year earlier"
    r"|previous year))(?P<way>)(?P<named>)",
    re.IGNORECASE,
)
# "A smaller share of complaints was upheld"
_SHARE_MOVED = re.compile(
    r"(?P<subject>\ban?\s+(?:slightly\s+|much\s+|far\s+)?)(?P<way>(?P<up>larger|bigger|greater|higher)|(?P<down>smaller|lower))\s+"
    r"(?:share|proportion|percentage)(?:\s+of\s+(?:the\s+)?(?P<noun>[A-Za-z' ’-]{1,60}))?(?P<named>)"
    r"(?P<good>(?!))?(?P<poor>(?!))?(?P<same>(?!))?",
    re.IGNORECASE,
)
_NO_CHANGE = re.compile(
    r"(?P<subject>\bthere (?:was|has been|is|were)\s+)(?P<way>(?P<same>(?:little|no|no real|no significant"
    r"|hardly any) changes?))\b(?:\s+(?:in|to)\s+"
    r"(?:the\s+)?(?P<noun>[A-Za-z' ’-]{1,60}))?(?P<named>)(?P<up>(?!))?(?P<down>(?!))?(?P<good>(?!))?(?P<poor>(?!))?",
    re.IGNORECASE,
)
_SHARE = re.compile(r"\b(?:share|proportion|percentage|rate)\b", re.IGNORECASE)
# The move of a count: "calls answered rose from 182,397 to 192,836".
_OF_COUNT = re.compile(
    r"\s*(?:from|to|by)\s+(?!(?:19|20)\d\d\b)\d[\d,]*\b(?!\.\d|\s?%|\s?per|\s?\w*\s?points?)", re.IGNORECASE
)
_FROM_TO = re.compile(r"\s+from\s+(\d[\d,]*(?:\.\d+)?)\s?(?:%|per cent)?\s+to\s+(\d[\d,]*(?:\.\d+)?)", re.IGNORECASE)
_YEARS_BEFORE = re.compile(
    r"\b(?:(?:two|three|both)\s+years\s+(?:before|earlier)|(?:previous|earlier)\s+years)\b",
    re.IGNORECASE,
)
_WITHIN_YEAR = re.compile(r"(?<!than )(?<!with )(?<!from )\b(?:in|during) (20\d\d/\d\d)\b", re.IGNORECASE)
_OWN_FIGURE = re.compile(r"\s(?:of|at)\s+\d[\d.,]*\s?(?:%|per cent)?(?=\s)")
_COMPARED = re.compile(
    r"\b(?:is|are|was|were|remains?|stands?|still)\s+(?:still\s+|well\s+|just\s+|slightly\s+|a little\s+"
    r"|now\s+)*(?P<way>above"
    r"|over|higher than|more than|up on|below|under|lower than|fewer than|less than"
    r"|down on)\s+(?:the\s+)?(?P<figure>\d[\d,]*"
    r"(?:\.\d+)?)\s?(?:%|per cent)?\s+(?:of|in|for)?\s*"
    r"(?:(?P<year>20\d\d/\d\d(?: Q[1-4])?)|last year\b|the year before\b)",
    re.IGNORECASE,
)
_CLAUSES = re.compile(
    r"[;]|,\s|\s[–—]\s|\s(?:but|while|whilst|which|although|though|even though|because|since (?!(?:last|20|Q))"
    r"|as|when)\s",
    re.IGNORECASE,
)


def wrong_directions(sentence: str, row: Row, rules: Rules, *, has_actual: bool = False) -> Iterator[Wrong]:
    """What is wrong with the direction words of one sentence, each said once.

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
    return [clause.strip() for clause in _CLAUSES.split(sentence) if clause and clause.strip()]


def _wrong_comparison(sentence: str, row: Row) -> Iterator[Wrong]:
    """What is wrong with "above the 72.0% of 2017/18", where that year's figure is named and is so."""
    for found in _COMPARED.finditer(sentence):
        label = found["year"] or row.previous_period
        before, actual = row.readings.get(label), row.actual
        if label == row.period or not is_plain(before) or not is_plain(actual) or before is None or actual is None:
            continue
        said = Fraction(found["figure"].replace(",", ""))
        if before.printed is None or actual.printed is None or said != Fraction(before.printed):
            continue
        is_above = re.match(r"above|over|higher|more|up", found["way"], re.IGNORECASE)
        change = _change(actual, before)
        if NOT.search(sentence[: found.start()]) or (change > 0 if is_above else change < 0):
            continue
        yield Wrong(
            f'the words say "{found["way"]}" in "{shown(sentence)}"; from {formats.in_prose(before)} in {label} to '
            f"{formats.in_prose(actual)} in {row.period} it is "
            f"{formats.change(change, max(actual.decimals, before.decimals), row.unit)}.",
            EXPECTED,
            KIND,
            source=str(actual.cell),
            words=found["way"],
        )


def _wrong_move(clause: str, sentence: str, row: Row, rules: Rules, *, has_actual: bool) -> Iterator[Wrong]:
    spoken = _OWN_FIGURE.sub(" ", clause)
    apart = _APART.match(spoken) if has_actual else None
    still = [
        *_MOVE.finditer(spoken),
        *_THAN.finditer(spoken),
        *_NO_CHANGE.finditer(spoken),
        *_SHARE_MOVED.finditer(spoken),
    ]
    for found in [apart] if apart else still:
        way = next(name for name in _WAYS if found[name])
        if not apart and not _is_of_measure(found, clause, row):
            continue
        if _is_to_another(spoken, found.end(), row):
            continue
        is_of_count = row.unit is Unit.PERCENTAGE and _OF_COUNT.match(spoken, found.end())
        if is_of_count or any(year != row.period.partition(" ")[0] for year in _WITHIN_YEAR.findall(spoken)):
            continue
        if not apart and found["named"] and not _SHARE.search(found["named"]) and _is_move_of_count(way, row):
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
            yield Wrong(
                f'the words say "{shown(clause)}"; from {formats.in_prose(before)} in {base} to '
                f"{formats.in_prose(actual)} in {row.period} it is {change}{_percent(actual, before, row)}.",
                EXPECTED,
                KIND,
                source=str(actual.cell),
                words=found[0][denied.start() :] if denied else found["way"] or found[way],
            )
            return


def _is_to_another(spoken: str, end: int, row: Row) -> bool:
    """Whether both ends of the move are other figures than the row's: "fell from 38% to 24% and has now risen"."""
    ends = _FROM_TO.match(spoken, end)
    if not ends:
        return False
    then, now = (Decimal(number.replace(",", "")) for number in ends.groups())
    known = {row.readings[label].printed for label in row.readings if label != row.period}
    actual = row.actual.printed if row.actual else None
    return actual not in (then, now) and now in known


def _is_move_of_count(way: str, row: Row) -> bool:
    """Whether the first of a percentage's two counts went that way: more calls answered, of yet more calls."""
    before, actual = row.readings.get(row.previous_period), row.actual
    if before is None or actual is None or before.numerator is None or actual.numerator is None:
        return False
    return actual.numerator > before.numerator if way == "up" else way == "down" and actual.numerator < before.numerator


def _is_of_measure(found: re.Match[str], clause: str, row: Row) -> bool:
    """Whether the subject of the verb is the measure and nothing else that goes up and down."""
    if PART.search(found["subject"]):
        return False
    own = set(content(row.name))
    if found.re is _THAN and row.unit is Unit.PERCENTAGE and not _SHARE.search(found["noun"]):
        return False
    if found["named"]:
        told = content(found["named"])
        # "Replies were quicker" is a word about the share, "replies fell" one about their number.
        is_count = (
            row.unit is Unit.NUMBER
            or tells_share(told, row.name)
            or bool(found["good"] or found["poor"])
            or re.match(r"the\s+(?:share|percentage|proportion|rate)\b", found["named"], re.IGNORECASE)
        )
        return bool(told) and bool(is_count) and all(word in own for word in told)
    head = found["subject"].lower()
    if re.search(r"\b(?:number|total)\b", head) and row.unit is Unit.PERCENTAGE:
        return False
    return not found["noun"] or all(word in own for word in content(found["noun"]))


def _bases(clause: str, sentence: str, row: Row) -> list[str]:
    """The periods that the clause compares with; none where the row does not have the one that it names."""
    if is_of_other_period(sentence) or _YEARS_BEFORE.search(clause):
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


def _shown(sentence: str, row: Row) -> list[str]:
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


def _is_wrong(way: str, row: Row, base: str, rules: Rules) -> bool:
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


def _percent(actual: Reading, before: Reading, row: Row) -> str:
    then = Fraction(before.printed or 0)
    if not then:
        return ""
    return f" ({formats.share(int(_change(actual, before) * 1000), int(then * 1000))} of the earlier figure)"
