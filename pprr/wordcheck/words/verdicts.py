"""Holds what words say of a measure's target and colour against its row: missed, above target, Amber."""

import re
from collections.abc import Iterator

from pprr import formats
from pprr.domain import RuleKind, Status
from pprr.rules.rating import rate
from pprr.wordcheck.facts import MeasureFacts, plain
from pprr.wordcheck.lexicon import patterns, section
from pprr.wordcheck.outcomes import Finding, WordsContradiction, short
from pprr.wordcheck.parse.figure_periods import is_of_other_period
from pprr.wordcheck.parse.mentions import strangers
from pprr.wordcheck.parse.named_periods import LAST_YEAR, other_labels

_VERDICTS = section("verdicts")
NOT, PART = _VERDICTS.denied, _VERDICTS.part
_SAID = patterns("verdicts.said")


def denied(words: str, start: int, end: int) -> re.Match[str] | None:
    """The word between two places that denies what stands behind it, which may tell that it does: "no higher"."""
    return next((one for one in NOT.finditer(words, start) if one.end() <= end), None)


def wrong_verdict(clause: str, row: MeasureFacts) -> Iterator[Finding]:
    """A target that is said to be met, missed, above or below, and is not."""
    if _VERDICTS.not_own.search(clause) or _is_of_others(clause, row):
        return
    said = ((verdict, found) for verdict, words in _SAID if (found := words.search(clause)))
    verdict, found = next(said, ("", None))
    if not found or (row.name and _is_of_other_target(clause, found, row.name)):
        return
    is_denied = bool(NOT.search(clause[: found.start()].rsplit(",", maxsplit=1)[-1]))
    actual, target = row.actual, row.asked.target.reading
    is_so = _is_so(verdict, row)
    if is_so is not is_denied and is_so is not None:
        yield found[0]
    if actual and target and is_so is is_denied:
        status = rate(actual, row.asked).status
        told = {"figure": formats.in_prose(actual), "target": formats.in_prose(target), "status": str(status or "")}
        told |= {"found": "verdict-rated" if status else "verdict", "clause": short(clause), "period": row.period}
        told |= {"source": str(actual.cell), "data": f"{actual.text}, {target.text}, {status or ''}"}
        yield WordsContradiction.of("words-disagree-with-direction", _without_target(found[0]), **told)


def _is_of_others(clause: str, row: MeasureFacts) -> bool:
    """Tells whether the clause is about a part of the measure or another period, and not only compares with it."""
    is_past = other_labels(clause, row) and _VERDICTS.in_year.search(clause)
    return bool(is_past or PART.search(clause) or LAST_YEAR.search(clause) or is_of_other_period(clause))


def _is_of_other_target(clause: str, found: re.Match[str], name: str) -> bool:
    """Tells whether the words by the target say that it is another one's: "the target for volunteers was missed"."""
    end = found.end("target") if "target" in found.groupdict() and found["target"] else found.end()
    purpose = _VERDICTS.purpose.match(clause, found.end())
    return bool(strangers(clause[end : found.end()], name) or (purpose and strangers(purpose[0], name)))


def _is_so(verdict: str, row: MeasureFacts) -> bool | None:
    """Tells whether the verdict is so; None where the row cannot tell."""
    now, target, actual = plain(row.actual), row.target, row.actual
    if now is None or target is None or actual is None:
        return None
    if verdict in ("above", "below"):
        is_so = now > target if verdict == "above" else now < target
        return None if row.asked.target.upper else is_so
    status = rate(actual, row.asked).status
    if status is None or row.asked.kind in (RuleKind.JUDGEMENT, RuleKind.SUSPENDED, RuleKind.DATA_ONLY):
        return None
    good = row.asked.good
    if status is Status.GREEN and row.asked.green_within and good and (now - target) * good.sign < 0:
        return None  # short, and Green by the year's rules: some say that it is met, some that it is missed
    return (status is Status.GREEN) == (verdict == "met")


def _without_target(words: str) -> str:
    """The words of a verdict without the target's own figure: "missed", "below", "not met"."""
    if words.lower().startswith("target"):
        return re.split(r"\b(?:was|has been|is|were)\s+", words)[-1]
    return re.split(r"\s(?:its|the|our|this|\d)", words)[0]
