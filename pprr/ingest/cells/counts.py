"""The two counts of a percentage, as cells write them: ``38 of 40``, ``38 out of 40``, ``38/40``."""

import re
from decimal import Decimal
from fractions import Fraction

from pprr.domain import round_half_up
from pprr.ingest.cells.number import DIGITS, MOST_DIGITS, tidy

_COUNTS = rf"(?P<numerator>{DIGITS})(?: (?:out )?of |(?P<slash> ?/ ?))(?P<denominator>{DIGITS})"
_ALONE = re.compile(_COUNTS, re.ASCII | re.IGNORECASE)
_FIRST = re.compile(
    rf"(?P<counts>{_COUNTS})(?:\s?[:=-]\s?|,?\s|(?=\())"
    rf"(?P<open>\()?(?P<figure>{DIGITS}(?:\.\d+)?\s?%)(?(open)\))(?P<tail>(?:\s?[(\[].*)?)",
    re.ASCII | re.IGNORECASE,
)
_CASES_FIRST = re.compile(rf"(?P<cases>{DIGITS})(?P<share> \({DIGITS}(?:\.\d+)?\s?%\))", re.ASCII)
_SHARE_FIRST = re.compile(rf"(?P<share>{DIGITS}(?:\.\d+)?\s?%) \((?P<cases>{DIGITS})\)", re.ASCII)
_LATEST_YEAR = 35  # 18/20 may be two years, 38/40 is none


def read_counts(text: str, *, share: Decimal, decimals: int) -> tuple[Decimal, Decimal] | None:
    """The two counts that a piece beside a percentage is; None where it is none.

    A slash may be a day's: such counts must give the very percentage.
    """
    counts = _ALONE.fullmatch(text)
    if counts is None:
        return None
    part, whole = _numbers(counts)
    if max(part, whole) >= 10**MOST_DIGITS:
        return None
    is_other = bool(counts["slash"] and whole) and _share(part, whole, decimals) != share
    return None if is_other else (part, whole)


def figure_first(text: str, decimals: int) -> str:
    """A cell whose counts stand first or alone, with its percentage first; any other text as it is.

    >>> figure_first("38 out of 40 (95%)", 1), figure_first("38/40", 1), figure_first("12/20", 1)
    ('95% 38 out of 40', '95.0% 38 of 40', '12/20')

    Of cases and their percentage only what is more than a hundred is no percentage: ``160 (64%)``.
    """
    cases = _CASES_FIRST.fullmatch(text)
    if cases and Decimal(cases["cases"].replace(",", "")) > 100:
        return f"{cases['share'].strip(' ()')} ({cases['cases']})"
    first = _FIRST.fullmatch(text)
    if first:
        return f"{first['figure']} {first['counts']}{first['tail']}"
    alone = _ALONE.fullmatch(text)
    if alone is None:
        return text
    part, whole = _numbers(alone)
    if part > whole or not whole or (alone["slash"] and _may_be_days(part, whole)):
        return text
    return f"{_share(part, whole, decimals):f}% {alone['numerator']} of {alone['denominator']}"


def cases_first(text: str) -> str:
    """A cell of a percentage and the cases behind it, ``64% (160)``, with the cases first, which are the figure."""
    found = _SHARE_FIRST.fullmatch(text)
    return f"{found['cases']} ({found['share']})" if found else text


def are_counts_alone(text: str) -> bool:
    """Tells whether a whole cell is two counts, whose percentage nobody wrote."""
    return _ALONE.fullmatch(tidy(text)) is not None


def _may_be_days(first: Decimal, second: Decimal) -> bool:
    """Tells whether ``7/9``, ``12/20``, ``18/20`` or ``4/2019`` may be a day, a month or two years."""
    return (first <= 31 and second <= 12) or max(first, second) <= _LATEST_YEAR or 1900 <= second < 2100


def _numbers(counts: re.Match[str]) -> tuple[Decimal, Decimal]:
    return Decimal(counts["numerator"].replace(",", "")), Decimal(counts["denominator"].replace(",", ""))


def _share(part: Decimal, whole: Decimal, decimals: int) -> Decimal:
    return round_half_up(Fraction(part) * 100 / Fraction(whole), decimals)
