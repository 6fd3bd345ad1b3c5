"""Holds words about money against its signs: surplus or deficit, over budget, a limit cut, a reserve that rose."""

import re
from collections.abc import Iterator

from pprr import formats
from pprr.claims.facts import Facts
from pprr.claims.money import MONEY, is_of_another_year
from pprr.claims.outcomes import Wrong
from pprr.claims.place import FUTURE

_OWN_LIMIT = r"(?:its\s+|the\s+|our\s+)?(?:cash limit|limit|budget)\b"
_OVER = re.compile(rf"(?:£[\d.,]+\s?[mk]?\s+(?P<way>over|above|more than)\s+{_OWN_LIMIT})", re.IGNORECASE)
_UNDER = re.compile(rf"(?:£[\d.,]+\s?[mk]?\s+(?P<way>under|below|within|less than)\s+{_OWN_LIMIT})", re.IGNORECASE)
_EVEN = re.compile(
    r"\b(?P<way>broke even|exactly on budget|balanced its budget|neither (?:a )?surplus (?:n?or) (?:a )?deficit)\b",
    re.IGNORECASE,
)
_SPENT = (
    r"\b(?:we|it|portfolio|spend(?:ing)?|spent|expenditure|outturn|ended|finished|closed|came in)\b(?:\s+(?:the"
    r"|year|in|is|was|were"
    r"|came|ended|finished|closed|stood|remained|well|just|slightly|and))*\s+"
)
_OVER_LIMIT = re.compile(
    rf"{_SPENT}(?P<way>over|above|beyond|in excess of|more than|higher than)\s+{_OWN_LIMIT}", re.IGNORECASE
)
_UNDER_LIMIT = re.compile(rf"{_SPENT}(?P<way>under|below|within|less than|lower than)\s+{_OWN_LIMIT}", re.IGNORECASE)
_BEYOND_LIMIT = re.compile(rf"\b(?P<way>exceed(?:ed|s)|overshot)\s+{_OWN_LIMIT}", re.IGNORECASE)
_LAST = re.compile(r"\b(?:last year|previous|in 20\d\d/\d\d there was)\b", re.IGNORECASE)
_NO = re.compile(r"\b(?:no|not|without|neither|nor|rather than|instead of)\b[^,;]{0,30}$", re.IGNORECASE)
_PART_SIGN = re.compile(
    r"\b(?:service[s']?|team|schools?|HRA|housing revenue|DSG|dedicated schools|capital|collection fund"
    r"|council[- ]wide|national|directorate"
    r"|offset|partly|although|despite)\b|\(surplus\)|/deficit",
    re.IGNORECASE,
)
_AMOUNT = r"(?=[^.;]{0,40}£|\s*(?:at|of|for|against|,|\.|$|overall|was|in))"
_SURPLUS = re.compile(rf"\b(?P<way>surplus|underspen[dt](?:ing)?|under-spen[dt])\b{_AMOUNT}", re.IGNORECASE)
_DEFICIT = re.compile(
    rf"\b(?P<way>(?<!skills )(?<!attention )deficit|overspen[dt](?:ing)?|over-spen[dt])\b{_AMOUNT}", re.IGNORECASE
)
_RESERVE = r"\b(?:balance|reserves?)\b(?:\s+(?:of the reserve|has|have|was|also|then))*\s+"
_RESERVE_ROSE = re.compile(rf"{_RESERVE}(?P<way>rose|risen|increased|grew|grown|went up)\b", re.IGNORECASE)
_RESERVE_FELL = re.compile(rf"{_RESERVE}(?P<way>fell|fallen|decreased|dropped|went down|reduced)\b", re.IGNORECASE)
_LIMIT = r"(?:cash limit|limit|budget)\b(?:\s+(?:has|was|is|been|also|therefore|then|further|slightly))*\s+"
_RAISED = re.compile(rf"\b{_LIMIT}(?P<way>rose|risen|increased|raised|grew|grown|went up|gone up)\b", re.IGNORECASE)
_UNCHANGED = re.compile(
    rf"\b{_LIMIT}(?:remain(?:s|ed)\s+|stay(?:s|ed)\s+)?(?P<way>unchanged|the same|not changed|stable)\b", re.IGNORECASE
)
_CUT = re.compile(
    rf"\b{_LIMIT}(?P<way>cut|fell|fallen|reduced|decreased|lowered|went down|dropped|shrank)\b", re.IGNORECASE
)


def wrong_signs(sentence: str, facts: Facts) -> Iterator[Wrong]:
    """What is wrong with "surplus" and "deficit", "overspent" and "underspent", or with a limit that was "cut"."""
    if FUTURE.search(sentence.replace("forecast", "")) or _PART_SIGN.search(sentence):
        return
    if is_of_another_year(sentence, facts) or _LAST.search(sentence):
        return
    variance = next((value for value in facts.named("outturn.variance")), None)
    change = next((value for value in facts.named("budget.change")), None)
    drawn = next(iter(facts.named("reserves.total.change")), None) if facts.item == "reserves" else None
    for pattern, sign, value, what in (
        (_SURPLUS, -1, variance, "(surplus)/deficit"),
        (_DEFICIT, 1, variance, "(surplus)/deficit"),
        (_OVER, 1, variance, "(surplus)/deficit"),
        (_BEYOND_LIMIT, 1, variance, "(surplus)/deficit"),
        (_UNDER, -1, variance, "(surplus)/deficit"),
        (_OVER_LIMIT, 1, variance, "(surplus)/deficit"),
        (_UNDER_LIMIT, -1, variance, "(surplus)/deficit"),
        (_EVEN, 0, variance, "(surplus)/deficit"),
        (_UNCHANGED, 0, change, "change of the cash limit"),
        (_RAISED, 1, change, "change of the cash limit"),
        (_CUT, -1, change, "change of the cash limit"),
        (_RESERVE_ROSE, -1, drawn, "draw on the reserves"),
        (_RESERVE_FELL, 1, drawn, "draw on the reserves"),
    ):
        found = pattern.search(sentence)
        if found is None or value is None or value.exact is None or value.exact * sign > 0 or sign == value.exact == 0:
            continue
        if value is variance and facts.item not in MONEY:
            continue
        if _NO.search(sentence[: found.start()]):
            continue
        told = formats.millions(int(value.exact))
        kind = "surplus" if value.exact < 0 else "deficit"
        is_what = (
            f"the {what} is a {kind} of {told}"
            if value is variance and value.exact
            else f"the {what} is {'+' if value.exact > 0 else '−' if value.exact < 0 else ''}{told}"
        )
        words = found["way"]
        yield Wrong(
            f'the words say "{words}" in "{_short(sentence)}"; {is_what}.',
            "Words and figures are expected to go the same way.",
            "words disagree with direction",
            words=words,
        )


def _short(sentence: str) -> str:
    return sentence if len(sentence) <= 90 else f"{sentence[:87]}..."
