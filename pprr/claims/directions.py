"""Holds direction words against the data: rose, improved, stable, below target. The list is closed."""

import re
from collections.abc import Iterator
from fractions import Fraction

from pprr import formats
from pprr.claims.changes import LAST_YEAR
from pprr.claims.facts import Row
from pprr.claims.levels import is_plain
from pprr.claims.outcomes import Wrong
from pprr.claims.place import FUTURE
from pprr.claims.subject import OTHER_BODY, TWO_YEARS_AGO, is_of_other_period
from pprr.claims.topic import content, is_other_stage
from pprr.claims.verbs import DOWN, GOOD, POOR, SAME, TARGET, UP
from pprr.model import Reading, RuleKind, Rules, Status, Trend, Unit
from pprr.rules.rating import rate
from pprr.rules.trend import compare

KIND = "words disagree with direction"
_EXPECTED = "Words and figures are expected to go the same way."
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
    r"figure|figures|result|results|performance|rate|share|percentage|proportion|score|measure|indicator"
    r"|position|timeliness|value"
)
_SUBJECT = (
    rf"(?P<subject>(?:^|(?<=[\s(,]))(?:(?:the|our|this|overall|its|that)\s+)?(?:(?:overall|latest|annual"
    rf"|year['’]s|actual)\s+)?(?:{_HEADS}|total|number)"
    r"(?:\s+(?:for|of|in)\s+(?:the\s+|all\s+)?(?P<noun>[A-Za-z' ’-]{1,60}?))?|\b(?:it|this)|(?P<named>(?:^"
    r"|(?<=[\s,]))(?:the\s+(?:number|share|percentage|proportion|rate)\s+of\s+)?[A-Za-z'’-]+(?:\s+[A-Za-z'’-]+){0,5}?))"
)
_WAYS = {"up": UP, "down": DOWN, "good": GOOD, "poor": POOR, "same": SAME}
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
    r"|for\s+)?(?:the\s+)?(?=last year|20\d\d/\d\d|(?:previous )?year before"
    r"|previous year))(?P<way>)(?P<named>)",
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
_WITHIN_YEAR = re.compile(r"(?<!than )(?<!with )(?<!from )\b(?:in|during) (20\d\d/\d\d)\b", re.IGNORECASE)
_STATUS = re.compile(
    r"\b(?:[Tt]he (?:measure|indicator|status|rating)|[Ii]t|[Tt]his|[Ww]hich|[Ss]tatus|[Pp]erformance|and"
    r"|so)\s+(?:therefore\s+|still\s+|now\s+)?"
    r"(?:is|remains|stays|was|has been|is still|is now|is therefore|turned|:)\s+(?:rated |rated as |now "
    r"|therefore |still |again )*(?P<status>Red|Amber|Green)\b"
    r"|\b(?:rated|a rating of|a status of|status)\s+(?:as |is )?(?P<rated>Red|Amber|Green)\b"
)
_OWN_FIGURE = re.compile(r"\s(?:of|at)\s+\d[\d.,]*\s?(?:%|per cent)?(?=\s)")
_NOT = re.compile(r"\b(?:not|no longer|never|hardly|without|cannot|nor|neither)\b|n['’]t\b", re.IGNORECASE)
_TARGET = (
    r"(?:(?:its|the|our|this|year['’]s|annual|agreed|local|\d[\d,.]*\s?%?|profiled|a|of)\s+){0,5}"
    rf"(?P<target>{TARGET})\b"
)
_VERDICTS = tuple(
    (re.compile(pattern, re.IGNORECASE), verdict)
    for pattern, verdict in (
        (r"\bperform\w+ (?:\w+ )?above (?P<target>target)\b", "met"),
        (r"\bperform\w+ (?:\w+ )?below (?P<target>target)\b", "missed"),
        (rf"\b(?:above|over|higher than|exceed(?:s|ed|ing)|in excess of)\s+{_TARGET}", "above"),
        (rf"\b(?:below|under|lower than)\s+{_TARGET}", "below"),
        (
            rf"\b(?:ahead of|better than|beat(?:s|ing)?|surpass(?:es|ed|ing)|outperform(?:s|ed|ing)|(?:clear"
            rf"|bett|topp)ed)\s+{_TARGET}",
            "met",
        ),
        (rf"\b(?:met|meets|passed|achieved|hit|hits|reached|attained)\s+{_TARGET}", "met"),
        (
            r"\b(?:(?<!not )on|at|in line with|within)\s+(?:the\s+|its\s+"
            r"|our\s+)?(?P<target>target)\b(?! (?:of|for) \d)",
            "met",
        ),
        (
            rf"\b(?:missed|misses|missing|(?:fell |falls |just |well )?short of|behind|adrift of|worse than"
            rf"|fail(?:ed|s) to (?:meet|reach|hit|achieve)"
            rf"|undersho(?:t|ots)|(?:was|were) unable to (?:meet|reach|hit)|(?:did|does|has|have|was"
            rf"|is) not (?:meet|met|reach(?:ed)?|hit|achieved?|on)"
            rf"|off)\s+{_TARGET}",
            "missed",
        ),
        (
            r"\b(?P<target>target) (?:\S+ ){0,4}?(?:was|has been|is|were)(?: \w+ly| narrowly| just"
            r"| easily| comfortably)? (?:met|achieved|exceeded|reached|hit|surpassed|beaten|bettered)\b",
            "met",
        ),
        (
            r"\b(?P<target>target) (?:\S+ ){0,4}?(?:was|has been|is|were)(?: narrowly| just"
            r"| therefore)? (?:missed|not (?:\w+ )?(?:met|achieved|reached|hit))\b",
            "missed",
        ),
    )
)
_NOT_OWN = re.compile(
    r"\b(?:their|next|stretch|national|future|new|interim|previous|earlier|former)\b[^,;]{0,30}\btargets?\b"
    r"|\btowards\b|\btargets\b",
    re.IGNORECASE,
)
_CLAUSES = re.compile(
    r"[;]|,\s|\s[–—]\s|\s(?:but|while|whilst|which|although|though|even though|because|since (?!(?:last|20|Q))"
    r"|as|when)\s",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b20\d\d/\d\d\b")
_PART = re.compile(
    r"\b(?:teams?|directorate|department|wards?|schools?|sites?|both|some|several|most|one of|two of|branch(?:es)?)\b",
    re.IGNORECASE,
)


def wrong_directions(sentence: str, row: Row, rules: Rules, *, has_actual: bool = False) -> Iterator[Wrong]:
    """What is wrong with the direction words of one sentence, each said once.

    With ``has_actual`` the sentence holds the actual, which a clause without a subject then speaks of: "74%, a rise on
    last year", "80.7%, which is better than last year's".
    """
    if OTHER_BODY.search(sentence) or (row.name and is_other_stage(sentence, row.name)):
        return
    for clause in _clauses(sentence):
        if FUTURE.search(clause):
            continue
        yield from _wrong_verdict(clause, sentence, row)
        yield from _wrong_status(clause, sentence, row)
        yield from _wrong_move(clause, sentence, row, rules, has_actual=has_actual)


def _clauses(sentence: str) -> list[str]:
    return [clause.strip() for clause in _CLAUSES.split(sentence) if clause and clause.strip()]


def _wrong_verdict(clause: str, sentence: str, row: Row) -> Iterator[Wrong]:
    if _NOT_OWN.search(clause) or _PART.search(clause) or LAST_YEAR.search(clause):
        return
    if is_of_other_period(clause, _YEAR.findall(clause)) or _is_of_past(clause, row):
        return
    for pattern, verdict in _VERDICTS:
        found = pattern.search(clause)
        if not found:
            continue
        is_denied = bool(_NOT.search(clause[: found.start()].rsplit(",", maxsplit=1)[-1]))
        truth = _truth(verdict, row)
        if truth is None:
            return
        if truth == is_denied:
            actual, target = row.actual, row.asked.target.reading
            yield Wrong(
                f'the words say "{_shown(clause)}"; the {row.period} figure is '
                f"{formats.in_prose(actual) if actual else ''} and the target "
                f"{formats.in_prose(target) if target else ''}{_status(row)}.",
                _EXPECTED,
                KIND,
                source=str(actual.cell) if actual else "",
                words=_without_target(found[0]),
            )
        return


def _wrong_status(clause: str, sentence: str, row: Row) -> Iterator[Wrong]:
    """A colour that is not the row's: "the measure is Amber"."""
    found = _STATUS.search(clause)
    if not found or row.actual is None or _NOT.search(clause) or _PART.search(clause) or LAST_YEAR.search(clause):
        return
    if is_of_other_period(clause, _YEAR.findall(clause)) or _is_of_past(clause, row):
        return
    status = rate(row.actual, row.asked).status
    said = found["status"] or found["rated"]
    if status and said != status:
        yield Wrong(
            f'the words say "{said}" in "{_shown(clause)}"; the status is {status}.',
            "A status in words is expected to be that of the row.",
            KIND,
            source=str(row.actual.cell),
            words=said,
        )


def _truth(verdict: str, row: Row) -> bool | None:
    """Whether the verdict is so; None where the row cannot tell."""
    actual, target = row.actual, row.asked.target.reading
    if not is_plain(actual) or target is None or actual is None:
        return None
    if actual.printed is None or target.printed is None:
        return None
    if verdict in ("above", "below"):
        if row.asked.target.upper:
            return None
        return actual.printed > target.printed if verdict == "above" else actual.printed < target.printed
    if row.asked.kind in (RuleKind.JUDGEMENT, RuleKind.SUSPENDED, RuleKind.DATA_ONLY):
        return None
    status = rate(actual, row.asked).status
    if status is None:
        return None
    return (status is Status.GREEN) == (verdict == "met")


def _status(row: Row) -> str:
    status = rate(row.actual, row.asked).status if row.actual else None
    return f": {status}" if status else ""


def _wrong_move(clause: str, sentence: str, row: Row, rules: Rules, *, has_actual: bool) -> Iterator[Wrong]:
    spoken = _OWN_FIGURE.sub(" ", clause)
    apart = _APART.match(spoken) if has_actual else None
    still = [*_MOVE.finditer(spoken), *_THAN.finditer(spoken), *_NO_CHANGE.finditer(spoken)]
    for found in [apart] if apart else still:
        way = next(name for name in _WAYS if found[name])
        if not apart and not _is_of_measure(found, clause, row):
            continue
        is_of_count = row.unit is Unit.PERCENTAGE and _OF_COUNT.match(spoken, found.end())
        if is_of_count or any(year != row.period.partition(" ")[0] for year in _WITHIN_YEAR.findall(spoken)):
            continue
        denied = _NOT.search(found[0])
        if re.match(r"\s+(?:than|on)?\s*(?:its|the|our)?\s*\S*\s*target", spoken[found.end() :]):
            continue
        bases = _bases(clause, sentence, row)
        if bases and all(_is_wrong(way, row, base, rules) is not bool(denied) for base in bases):
            base = bases[0]
            actual, before = row.readings[row.period], row.readings[base]
            change = formats.change(_change(actual, before), max(actual.decimals, before.decimals), row.unit)
            yield Wrong(
                f'the words say "{_shown(clause)}"; from {formats.in_prose(before)} in {base} to '
                f"{formats.in_prose(actual)} in {row.period} it is {change}{_percent(actual, before, row)}.",
                _EXPECTED,
                KIND,
                source=str(actual.cell),
                words=found[0][denied.start() :] if denied else found["way"] or found[way],
            )
            return


def _is_of_measure(found: re.Match[str], clause: str, row: Row) -> bool:
    """Whether the subject of the verb is the measure and nothing else that goes up and down."""
    if _PART.search(found["subject"]):
        return False
    own = set(content(row.name))
    if found.re is _THAN and row.unit is Unit.PERCENTAGE and not _SHARE.search(found["noun"]):
        return False
    if found["named"]:
        told = content(found["named"])
        is_count = (
            row.unit is Unit.NUMBER
            or len(set(told)) > 1
            or re.match(r"the\s+(?:share|percentage|proportion|rate)\b", found["named"], re.IGNORECASE)
        )
        return bool(told) and bool(is_count) and all(word in own for word in told)
    head = found["subject"].lower()
    if re.search(r"\b(?:number|total)\b", head) and row.unit is Unit.PERCENTAGE:
        return False
    return not found["noun"] or all(word in own for word in content(found["noun"]))


def _bases(clause: str, sentence: str, row: Row) -> list[str]:
    """The periods that the clause compares with; none where the row does not have the one that it names."""
    years = _YEAR.findall(sentence)
    if is_of_other_period(sentence, years):
        return []
    others = [year for year in years if year != row.period.partition(" ")[0]]
    if others:
        labels = others[:1] if " " not in row.period else []
        if not _YEAR.search(clause):  # "fallen back from 75.1%, but above the 72.0% of 2017/18"
            labels += [label for label in (row.previous_period, row.base) if label and label not in labels]
    elif TWO_YEARS_AGO.search(clause):
        labels = [row.earlier_period]
    elif LAST_YEAR.search(sentence):
        labels = [row.previous_period]
    else:
        labels = list(dict.fromkeys(label for label in (row.previous_period, row.base) if label))
    actual = row.actual
    return [
        label
        for label in labels
        if is_plain(actual) and is_plain(row.readings.get(label)) and row.readings[label].unit is row.unit
    ]


def _is_of_past(clause: str, row: Row) -> bool:
    """Whether the clause is about an earlier year, and not only compares with it."""
    return any(year != row.period.partition(" ")[0] for year in _YEAR.findall(clause)) and bool(
        re.search(r"\b(?:in|for|during)\s+20\d\d/\d\d", clause, re.IGNORECASE)
    )


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


def _without_target(words: str) -> str:
    """The words of a verdict without the target's own figure: "missed", "below", "not met"."""
    if words.lower().startswith("target"):
        return re.split(r"\b(?:was|has been|is|were)\s+", words)[-1]
    return re.split(r"\s(?:its|the|our|this|\d)", words)[0]


def _percent(actual: Reading, before: Reading, row: Row) -> str:
    then = Fraction(before.printed or 0)
    if not then:
        return ""
    return f" ({formats.share(int(_change(actual, before) * 1000), int(then * 1000))} of the earlier figure)"


def _shown(clause: str) -> str:
    return clause if len(clause) <= 100 else f"{clause[:97]}..."
