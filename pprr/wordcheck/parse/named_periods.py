"""Gives the periods that words name their labels: "last quarter" is 2025/26 Q1 in a report of 2025/26 Q2."""

import re
from functools import lru_cache

from pprr.domain import Period
from pprr.domain.periods.days import MONTHS
from pprr.wordcheck.facts import MeasureFacts
from pprr.wordcheck.lexicon import section, source, sources

LAST_YEAR = section("periods").last_year
LABEL = section("periods").label

_YEAR_BEFORE, _SAME, _OF, _LAST, _THIS, _AT = (
    source(f"periods.{name}") for name in ("year_before", "same", "of", "last", "this", "at")
)
_QUARTERS = {int(number): words for number, words in sources("periods.quarters")}
_ENDS = {int(number): words for number, words in sources("periods.ends")}
_PERIODS = section("periods")


def dated(sentence: str, period: str, *, is_added_up: bool = False, is_of_changes: bool = False) -> str:
    """The sentence with the periods that it names by their labels, in a report of the period so labelled.

    What names the report's own last day ("by the end of March") is left out: that goes without saying. Of a measure
    that adds up over the year a quarter named alone is left as it is, since it may be that quarter's own number. What
    has changed since the last report is what an entry ``is_of_changes`` is about, so there that is left out too.
    """
    if not period:
        return sentence
    if is_of_changes:
        sentence = _PERIODS.since_last.sub("", sentence)
    for words, label in _labelled(period, is_added_up=is_added_up):
        sentence = words.sub(label, sentence)
    return sentence


def other_labels(words: str, row: MeasureFacts) -> list[str]:
    """The labels in the words of periods other than the report's own."""
    return [label for label in LABEL.findall(words) if label not in (row.period, row.period.partition(" ")[0])]


@lru_cache(maxsize=64)
def _labelled(label: str, *, is_added_up: bool) -> list[tuple[re.Pattern[str], str]]:
    """The words that name periods, in their order, each with what is put in their place in a report of that period."""
    period = Period.parse(label)
    number = 4 if period.is_annual else int(period.label[-1])
    month, day, year = MONTHS[period.end.month - 1], period.end.day, period.end.year
    ends = rf"(?:the )?end of {month}(?: {year})?|(?:the )?{day}(?:st|th)? {month}(?: {year})?|{_ENDS[number]}"
    found = [(rf"\b{_AT} (?:{ends})(?! \d| last| (?:of )?20|['’]s)", "")]
    if number == 2:
        found += [
            (r"\b(?:half|mid)[- ]year(?:['’]s)? (?=(?:figure|result|position|total|outturn|performance|rate)\b)", "")
        ]
        half = r"(?:first )?half[- ]year|first (?:half|6 months)(?: of (?:the|this) year)?(?! of\b)"
        found += [(rf"(?:^(?:in|for|over|during) the (?:{half})\b,? |\b(?:in|for|over|during) the (?:{half})\b)", "")]
    found += [(_PERIODS.two_years_ago.pattern, period.previous_year.previous_year.label)]
    if not period.is_annual:
        same, year_of = period.previous_year.label, period.year.replace("-", "/")
        own = rf"(?:{_QUARTERS[number]}|(?:the )?(?:mid-?year|half[- ]year|first (?:half|6 months)))"
        found += [
            (rf"\b(?:{_SAME}{_OF} {_YEAR_BEFORE}|this (?:point|time|stage) {_YEAR_BEFORE})\b", same),
            (rf"\b{own}{_OF} {_YEAR_BEFORE}\b", same),
            (rf"\b{_SAME}{_OF} {period.previous_year.year.replace('-', '/')}\b(?! Q)", same),
        ]
        found += [(rf"\b(?:{words}),?{_OF} (20\d\d/\d\d)\b", rf"\1 Q{one}") for one, words in _QUARTERS.items()]
        if not is_added_up:
            found += [
                (
                    rf"\b{_AT} (?:the )?end of {MONTHS[3 * one + 2 - 12 * (one // 4)]}(?! \d| last|['’]s)",
                    f"at {year_of} Q{one}",
                )
                for one in range(1, number)
            ]
            quarters = {one: words for one, words in _QUARTERS.items() if one <= number}
            found += [
                (rf"(?<!\d )\b(?:{words})\b(?!,? (?:20|last|of))", f"{year_of} Q{one}")
                for one, words in quarters.items()
            ]
            found += [(rf"\b(?:{_LAST})\b", period.previous.label), (rf"\b{_THIS}\b", label)]
    return [(re.compile(pattern, re.IGNORECASE), put) for pattern, put in found]


def named(words: str, row: MeasureFacts) -> list[str]:
    """The labels of the earlier periods that the words may compare with; none where they name none."""
    others = other_labels(words, row)
    if others:
        return [others[0]] if " " in others[0] or " " not in row.period else [others[0], row.previous_period]
    if not LAST_YEAR.search(words):
        return []
    # Within the year "last year" may be its same point or the whole of it.
    whole = [] if row.is_added_up else [row.previous_period.partition(" ")[0]]
    return [row.previous_period, *whole]
