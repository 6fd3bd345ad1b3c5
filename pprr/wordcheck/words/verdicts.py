"""Holds what words say of a measure's target and colour against its row: missed, above target, Amber."""

import re
from collections.abc import Iterator

from pprr import formats
from pprr.domain import RuleKind, Status
from pprr.rules.rating import rate
from pprr.wordcheck.facts import Row
from pprr.wordcheck.figures.levels import is_plain
from pprr.wordcheck.outcomes import Wrong
from pprr.wordcheck.parse.figure_periods import is_of_other_period
from pprr.wordcheck.parse.mentions import is_other_stage, strangers
from pprr.wordcheck.parse.named_periods import LAST_YEAR, other_labels
from pprr.wordcheck.parse.verbs import TARGET

KIND = "words disagree with direction"
EXPECTED = "Words and figures are expected to go the same way."
_STATUS = re.compile(
    r"\b(?:[Tt]he (?:measure|indicator|status|rating)|[Ss]tage [12]|[Ii]t|[Tt]his|[Ww]hich|[Ss]tatus|[Pp]erformance|and"
    r"|so)\s+(?:therefore\s+|still\s+|now\s+)?"
    r"(?:is|remains|stays|was|has been|is still|is now|is therefore|turned|:)\s+(?:rated |rated as |now "
    r"|therefore |still |again )*(?P<status>Red|Amber|Green)\b"
    r"|\b(?:rated|a rating of|a status of|status)\s+(?:as |is )?(?P<rated>Red|Amber|Green)\b"
)
NOT = re.compile(r"\b(?:not|no longer|never|hardly|(?<!with or )without|cannot|nor|neither)\b|n['’]t\b", re.IGNORECASE)
_TARGET = (
    r"(?!\d[\d,.]*\s?(?:%|per cent)?\s+of\b)(?:(?:its|the|our|this|year['’]s|annual|agreed|local|\d[\d,.]*\s?%?"
    r"|profiled|a|of)\s+){0,5}"
    rf"(?P<target>{TARGET})\b"
)
_VERDICTS = tuple(
    (re.compile(pattern, re.IGNORECASE), verdict)
    for pattern, verdict in (
        (r"\b(?:within|inside)\s+(?:its|the|our)\s+(?P<target>band)\b", "met"),
        (r"\boutside\s+(?:of\s+)?(?:its|the|our)\s+(?P<target>band)\b", "missed"),
        (r"\bperform\w+ (?:\w+ )?above (?P<target>target)\b", "met"),
        (r"\bperform\w+ (?:\w+ )?below (?P<target>target)\b", "missed"),
        (rf"\b(?:above|over|higher than|exceed(?:s|ed|ing)|in excess of)\s+{_TARGET}", "above"),
        (rf"\b(?:below|under|lower than)\s+{_TARGET}", "below"),
        (
            rf"\b(?:ahead of|better than|beat(?:s|ing)?|surpass(?:es|ed|ing)|outperform(?:s|ed|ing)|(?:clear"
            rf"|bett|topp)ed)\s+{_TARGET}",
            "met",
        ),
        (rf"\b(?:met|meets|made|overtook|overtaken|passed|achieved|hit|hits|reached|attained)\s+{_TARGET}", "met"),
        (
            r"\b(?:(?<!not )on|at|in line with)\s+(?:the\s+|its\s+|our\s+)?(?P<target>target)\b(?! (?:of|for) \d)"
            r"|\bwithin\s+(?:the\s+|its\s+|our\s+)?(?P<limit>target)\b",
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
_FOR = re.compile(r"\s+for\s+[^,;.]{1,60}", re.IGNORECASE)
PART = re.compile(
    r"\b(?:teams?|directorate|department|wards?|schools?|sites?|both|some|several|most|one of|two of|branch(?:es)?)\b",
    re.IGNORECASE,
)


def wrong_verdict(clause: str, sentence: str, row: Row) -> Iterator[Wrong]:
    """A target that is said to be met, missed, above or below, and is not."""
    if _NOT_OWN.search(clause) or PART.search(clause) or LAST_YEAR.search(clause):
        return
    if is_of_other_period(clause) or is_of_past(clause, row):
        return
    for pattern, verdict in _VERDICTS:
        found = pattern.search(clause)
        if not found:
            continue
        if row.name and _is_of_other_target(clause, found, row.name):
            return
        is_denied = bool(NOT.search(clause[: found.start()].rsplit(",", maxsplit=1)[-1]))
        truth = is_so(verdict, row)
        if truth is None:
            return
        if truth == is_denied:
            actual, target = row.actual, row.asked.target.reading
            yield Wrong(
                f'the words say "{shown(clause)}"; the {row.period} figure is '
                f"{formats.in_prose(actual) if actual else ''} and the target "
                f"{formats.in_prose(target) if target else ''}{_status(row)}.",
                EXPECTED,
                KIND,
                source=str(actual.cell) if actual else "",
                words=_without_target(found[0]),
            )
        return


def _is_of_other_target(clause: str, found: re.Match[str], name: str) -> bool:
    """Whether the words by the target say that it is another one's: "the target for volunteers was missed"."""
    end = found.end("target") if "target" in found.groupdict() and found["target"] else found.end()
    purpose = _FOR.match(clause, found.end())
    return bool(strangers(clause[end : found.end()], name) or (purpose and strangers(purpose[0], name)))


def wrong_status(clause: str, sentence: str, row: Row) -> Iterator[Wrong]:
    """A colour that is not the row's: "the measure is Amber"."""
    found = _STATUS.search(clause)
    if (
        not found
        or row.actual is None
        or is_other_stage(clause, row.name)
        or NOT.search(clause)
        or PART.search(clause)
        or LAST_YEAR.search(clause)
    ):
        return
    if is_of_other_period(clause) or is_of_past(clause, row):
        return
    status = rate(row.actual, row.asked).status
    said = found["status"] or found["rated"]
    is_unrated = status is None and row.asked.kind is not RuleKind.JUDGEMENT
    if is_unrated or (status and said != status):
        truth = f"the status is {status}" if status else "the measure has no status"
        yield Wrong(
            f'the words say "{said}" in "{shown(clause)}"; {truth}.',
            "A status in words is expected to be that of the row.",
            KIND,
            source=str(row.actual.cell),
            words=said,
        )


def is_so(verdict: str, row: Row) -> bool | None:
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


def is_of_past(clause: str, row: Row) -> bool:
    """Whether the clause is about an earlier year, and not only compares with it."""
    return bool(other_labels(clause, row) and re.search(r"\b(?:in|for|during)\s+20\d\d/\d\d", clause, re.IGNORECASE))


def _without_target(words: str) -> str:
    """The words of a verdict without the target's own figure: "missed", "below", "not met"."""
    if words.lower().startswith("target"):
        return re.split(r"\b(?:was|has been|is|were)\s+", words)[-1]
    return re.split(r"\s(?:its|the|our|this|\d)", words)[0]


def shown(clause: str) -> str:
    """The clause as a query shows it: cut where it is long."""
    return clause if len(clause) <= 100 else f"{clause[:97]}..."
