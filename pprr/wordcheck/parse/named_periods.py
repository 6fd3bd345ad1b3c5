"""Gives the periods that words name their labels: "last quarter" is 2025/26 Q1 in a report of 2025/26 Q2."""

import re
from functools import lru_cache

from pprr.domain import Period
from pprr.domain.periods.days import MONTHS
from pprr.wordcheck.facts import Row

LAST_YEAR = re.compile(
    r"\blast year|\b(?:the )?(?:previous|prior|preceding) year|\byear before|\ba year (?:ago|earlier)", re.IGNORECASE
)
TWO_YEARS_AGO = re.compile(r"\btwo years (?:ago|earlier|before)\b", re.IGNORECASE)
LABEL = re.compile(r"\b20\d\d/\d\d(?: Q[1-4])?\b")

_LAST_YEAR = r"(?:(?:the )?(?:last|previous|prior|preceding) year|a year (?:ago|earlier|before)|the year before)"
_SAME = r"(?:the )?(?:same|corresponding|equivalent) (?:point|time|stage|quarter|period|half(?:[- ]year)?)"
_OF = r"(?: (?:in|of|for|during))?"
_QUARTERS = {
    1: r"Q1|quarter (?:1|one)|(?:the )?first quarter",
    2: r"Q2|quarter (?:2|two)|(?:the )?second quarter",
    3: r"Q3|quarter (?:3|three)|(?:the )?third quarter",
}
_LAST = (
    r"(?<!the )last quarter(?! of)"
    r"|(?:(?<=than )|(?<=with )|(?<=since )|(?<=from )|(?<=on )|(?<=against ))the last quarter(?! of)"
    r"|the (?:previous|preceding|prior) quarter|(?<!the )previous quarter|the quarter before(?! last)"
    r"|(?:the|our) (?:last|previous) (?:report|update)|the (?:previous|last) (?:reporting )?period"
)
_THIS = r"(?:this quarter|(?<=in )the quarter(?! (?:to|before|of|year)))"
_SINCE_LAST = re.compile(
    r"\b(?:since|from|on|than|over|in) (?:the |our )?(?:last|previous) (?:report|update|quarter|reported)\b",
    re.IGNORECASE,
)
_AT = r"(?:(?:up )?to|by|as at|at|on|until|as of)"
_POINTS = {
    1: r"the end of (?:the first quarter|Q1)",
    2: r"(?:the )?(?:mid-?year(?: point)?|half[- ]year|half-way point|end of (?:the second quarter|Q2))(?: stage)?",
    3: r"the end of (?:the third quarter|Q3)",
    4: r"the close of the year",
}


def dated(sentence: str, period: str, *, is_added_up: bool = False, is_of_changes: bool = False) -> str:
    """The sentence with the periods that it names by their labels, in a report of the period so labelled.

    What names the report's own last day ("by the end of March") is left out: that goes without saying. Of a measure
    that adds up over the year a quarter named alone is left as it is, since it may be that quarter's own number. What
    has changed since the last report is what an entry ``is_of_changes`` is about, so there that is left out too.
    """
    if not period:
        return sentence
    if is_of_changes:
        sentence = _SINCE_LAST.sub("", sentence)
    for pattern, label in _labelled(period, is_added_up=is_added_up):
        sentence = pattern.sub(label, sentence)
    return sentence


def other_labels(words: str, row: Row) -> list[str]:
    """The labels in the words of periods other than the report's own."""
    return [label for label in LABEL.findall(words) if label not in (row.period, row.period.partition(" ")[0])]


@lru_cache(maxsize=64)
def _labelled(label: str, *, is_added_up: bool) -> list[tuple[re.Pattern[str], str]]:
    """What is put in place of what, in this order, in a report of that period."""
    period = Period.parse(label)
    number = 4 if period.is_annual else int(period.label[-1])
    month, day, year = MONTHS[period.end.month - 1], period.end.day, period.end.year
    ends = rf"(?:the )?end of {month}(?: {year})?|(?:the )?{day}(?:st|th)? {month}(?: {year})?|{_POINTS[number]}"
    found = [(rf"\b{_AT} (?:{ends})(?! \d| last| (?:of )?20|['’]s)", "")]
    if number == 2:
        found += [(r"\b(?:in|for|over|during) the (?:first half of the year|(?:first )?half[- ]year)\b", "")]
    if not period.is_annual:
        same, year_of = period.previous_year.label, period.year.replace("-", "/")
        own = rf"(?:{_QUARTERS[number]}|(?:the )?(?:mid-?year|half[- ]year))"
        found += [
            (rf"\b(?:{_SAME}{_OF} {_LAST_YEAR}|this (?:point|time|stage) {_LAST_YEAR})\b", same),
            (rf"\b{own}{_OF} {_LAST_YEAR}\b", same),
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


def named(words: str, row: Row) -> list[str]:
    """The labels of the earlier periods that the words may compare with; none where they name none."""
    others = other_labels(words, row)
    if others:
        return [others[0]] if " " in others[0] or " " not in row.period else [others[0], row.previous_period]
    if TWO_YEARS_AGO.search(words):
        return [row.earlier_period]
    if not LAST_YEAR.search(words):
        return []
    # Within the year "last year" may be its same point or the whole of it.
    whole = [] if row.is_added_up else [row.previous_period.partition(" ")[0]]
    return [row.previous_period, *whole]
