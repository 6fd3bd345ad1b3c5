"""Holds words about money against its signs: surplus or deficit, over budget, a limit cut, a reserve that rose."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from pprr import formats
from pprr.domain import Value
from pprr.wordcheck.facts import Facts
from pprr.wordcheck.money.amounts import MONEY
from pprr.wordcheck.money.scope import is_future, is_of_another_year, strangers
from pprr.wordcheck.outcomes import Wrong
from pprr.wordcheck.parse.verbs import DOWN, GOOD, POOR, UP

_VARIANCE, _LAST_VARIANCE, _MOVEMENT = "outturn.variance", "outturn.last.variance", "outturn.movement"
_CHANGE, _DRAWN, _BALANCE = "budget.change", "reserves.total.change", "reserves.total.balance"
_SHORTFALL = "savings.total.shortfall"
_ONE_CHANGE = "budget.change of an amount"
_CALLED = {
    _VARIANCE: "(surplus)/deficit",
    _CHANGE: "change of the cash limit",
    _DRAWN: "draw on the reserves",
    _MOVEMENT: "change of the forecast since the last report",
    _SHORTFALL: "shortfall of the savings",
    _BALANCE: "balance of the reserves",
}
_LIMIT = r"(?:its\s+|the\s+|our\s+)?(?:cash limit|limit|budget)\b"
_SPENT = (
    r"\b(?:we|it|portfolio|spend(?:ing)?|spent|expenditure|outturn|ended|finished|closed|came in|forecast|position)\b"
    r"(?:\s+(?:the|year|in|is|was|were|be|to|will|forecast|expected|projected|came|come|comes|ended|finished|closed"
    r"|stood|stands|remained|remains|well|just|slightly|and|currently|still|outturn))*\s+"
)
_AUX = r"(?:\s+(?:has|have|was|is|been|also|therefore|then|further|slightly|now|of the reserves?))*\s+"
_THE_LIMIT = rf"\b(?:cash limit|limit|budget)\b{_AUX}"
_RESERVE = rf"\b(?:balance|reserves?)\b{_AUX}"
_FORECAST = rf"\b(?:forecast|position|outlook)\b{_AUX}"
_STAYED = r"(?:remain(?:s|ed)\s+|stay(?:s|ed)\s+)?"
_ROSE = r"rose|risen|increased|grew|grown|(?:went|gone) up"
_FELL = r"fell|fallen|reduced|decreased|dropped|(?:went|gone) down"
_USED = r"(?:drawn|used|taken|touched|spent)"
_SAVINGS = (
    r"(?:(?:of|the|our|agreed|planned|savings)\s+)*(?:savings|proposals|programme)\b"
    r"(?:\s+(?:has|have|was|were|is|are|been|be|will|all|now))*\s+"
)
_PROGRAMME = (
    r"the|our|all|agreed|planned|total|both|savings?|proposals|programme|of|these|have|has|been|was|were|will|be|are"
    r"|is|there|with|now|we"
)
_MADE = r"(?:delivered|achieved|made|realised|met)"
_AMOUNT = r"(?=[^.;,]{0,40}£|\s*(?:at|of|for|against|,|\.|$|overall|was|in|this|position)|\s*;)"


class _Words(NamedTuple):
    """Words (the group ``way``), the value that they are about, and its sign if they are so; 0 for none at all."""

    pattern: re.Pattern[str]
    name: str
    sign: int


def _words(pattern: str, name: str, sign: int) -> _Words:
    return _Words(re.compile(pattern, re.IGNORECASE), name, sign)


_SIGNS = (
    _words(rf"\b(?P<way>surplus|under-?\s?spen[dt](?:s|ing)?)\b{_AMOUNT}", _VARIANCE, -1),
    _words(rf"\b(?P<way>(?<!skills )(?<!attention )deficit|over-?\s?spen[dt](?:s|ing)?)\b{_AMOUNT}", _VARIANCE, 1),
    _words(r"£[\d.,]+\s?[mk]?\s+(?P<way>surplus|under-?\s?spend)\b", _VARIANCE, -1),
    _words(r"£[\d.,]+\s?[mk]?\s+(?P<way>deficit|over-?\s?spend)\b", _VARIANCE, 1),
    _words(rf"£[\d.,]+\s?[mk]?\s+(?P<way>over|above|more than)\s+{_LIMIT}", _VARIANCE, 1),
    _words(rf"£[\d.,]+\s?[mk]?\s+(?P<way>under|below|within|less than)\s+{_LIMIT}", _VARIANCE, -1),
    _words(rf"{_SPENT}(?P<way>over|above|beyond|in excess of|more than|higher than)\s+{_LIMIT}", _VARIANCE, 1),
    _words(rf"{_SPENT}(?P<way>under|below|less than|lower than)\s+{_LIMIT}", _VARIANCE, -1),
    _words(rf"\b(?P<way>exceed(?:ed|s)?|overshot)\s+{_LIMIT}", _VARIANCE, 1),
    _words(
        r"\b(?P<way>(?:broke|breaks?|breaking|broken) even|exactly on budget|balanced its budget"
        r"|neither (?:a )?surplus (?:n?or) (?:a )?deficit)\b",
        _VARIANCE,
        0,
    ),
    _words(rf"{_THE_LIMIT}{_STAYED}(?P<way>unchanged|the same|not changed|stable)\b", _CHANGE, 0),
    _words(rf"{_THE_LIMIT}(?P<way>{_ROSE}|rises?|increases?|raised)\b", _CHANGE, 1),
    _words(rf"{_THE_LIMIT}(?P<way>{_FELL}|falls?|cut|lowered|shrank|shrunk)\b", _CHANGE, -1),
    _words(rf"{_RESERVE}(?P<way>{_ROSE})\b", _DRAWN, -1),
    _words(rf"{_RESERVE}(?P<way>{_FELL})\b", _DRAWN, 1),
    _words(rf"\b(?P<way>nothing|no (?:money|draw|sum|amount)) (?:has been|was|is|were) {_USED}\b", _DRAWN, 0),
    _words(rf"{_RESERVE}(?P<way>untouched|not (?:been )?{_USED})\b", _DRAWN, 0),
    _words(rf"{_RESERVE}(?P<way>(?:fully|all|wholly|completely) {_USED}|exhausted)\b", _BALANCE, 0),
    _words(rf"{_SAVINGS}(?P<way>{_MADE} in full|fully {_MADE})\b", _SHORTFALL, 0),
    _words(rf"\ball {_SAVINGS}(?P<way>{_MADE})\b", _SHORTFALL, 0),
    _words(rf"{_SAVINGS}(?P<way>not (?:been |be )?(?:fully )?{_MADE})\b", _SHORTFALL, 1),
    _words(r"\b(?P<way>no shortfall|without (?:a )?shortfall)\b", _SHORTFALL, 0),
    _words(r"\b(?P<way>increase|addition|uplift|growth|rise) of £", _ONE_CHANGE, 1),
    _words(r"\b(?P<way>reduction|cut|decrease|fall) of £", _ONE_CHANGE, -1),
    _words(rf"{_FORECAST}(?P<way>{GOOD})\b", _MOVEMENT, -1),
    _words(rf"{_FORECAST}(?P<way>{POOR})\b", _MOVEMENT, 1),
    _words(r"\bforecast\b[^,;]{0,20}£[\d.,]+\s?[mk]?\s+(?P<way>better)\b", _MOVEMENT, -1),
    _words(r"\bforecast\b[^,;]{0,20}£[\d.,]+\s?[mk]?\s+(?P<way>worse)\b", _MOVEMENT, 1),
)
_ITEMS = {
    **dict.fromkeys((_VARIANCE, _LAST_VARIANCE, _MOVEMENT), MONEY),
    **dict.fromkeys((_DRAWN, _BALANCE), ("reserves",)),
    _CHANGE: (*MONEY, ""),
    _ONE_CHANGE: ("budget",),
    _SHORTFALL: ("savings",),
}
_WITHIN = re.compile(rf"{_SPENT}(?P<way>within)\s+{_LIMIT}", re.IGNORECASE)  # true of what is on it, too
_UP_THAN, _DOWN_THAN = r"(?:larger|bigger|greater|more)(?= than)", r"(?:smaller|less)(?= than)"
_SIZE = re.compile(
    rf"\b(?P<what>surplus|deficit)\b(?:\s+of\s+£[\d.,]+\s?[mk]?)?{_AUX}(?P<way>(?P<up>{UP}|{_UP_THAN})|(?P<down>{DOWN}|{_DOWN_THAN}))\b",
    re.IGNORECASE,
)
_SPENDING = re.compile(
    r"\bnet (?:expenditure|spend(?:ing)?)\b|\bbefore\b[^,;]{0,30}\b(?:reserves?|appropriations?)\b", re.IGNORECASE
)
_LAST = re.compile(r"\b(?:last year|previous|in 20\d\d/\d\d there was)\b", re.IGNORECASE)
_WHOLE_PROGRAMME = re.compile(rf"(?:\W*\b(?:{_PROGRAMME})\b)*\W*", re.IGNORECASE)
_NO = re.compile(r"\b(?:no|not|without|neither|nor|rather than|instead of|avoid\w*)\b[^,;]{0,30}$", re.IGNORECASE)
_AVERTED = re.compile(
    r"[^,;.]{0,25}?\b(?:avoided|averted|turned (?:round|around)|eliminated|cleared|prevented|removed|gone)\b",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\b(?:service[s']?|team|schools?|HRA|housing revenue|DSG|dedicated schools|capital|collection fund"
    r"|council[- ]wide|national|directorate|offset|partly|although|despite)\b|\(surplus\)|/deficit",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[;]|,(?!\d)|\s[–—-]\s|\s(?:and|but|which|while|whilst|although|though)\s")


def wrong_signs(sentence: str, facts: Facts) -> Iterator[Wrong]:
    """What is wrong with "surplus" and "deficit", "overspent" and "underspent", or with a limit that was "cut"."""
    said: set[str] = set()
    for words in (*_SIGNS, _Words(_WITHIN, _VARIANCE, -1)):
        value = _value(words.name, facts)
        found = words.pattern.search(sentence)
        if value is None or found is None or value.exact is None or not _is_told(found, words.name, sentence, facts):
            continue
        if value.name == _VARIANCE and _is_of_spending(sentence, words.sign, facts):
            continue
        is_so = value.exact * words.sign > 0 or (value.exact == 0 and (words.sign == 0 or words.pattern is _WITHIN))
        if not is_so and value.name not in said:
            said.add(value.name)
            yield _wrong(found["way"], sentence, value)
    yield from _wrong_sizes(sentence, facts)


def _is_of_spending(sentence: str, sign: int, facts: Facts) -> bool:
    """Whether it is so of what is spent before reserves: "net expenditure is £3,000 over the cash limit"."""
    ends = [one.exact for one in facts.named("outturn.cash_limit", "outturn.expenditure") if one.exact is not None]
    return len(ends) == 2 and bool(_SPENDING.search(sentence)) and (ends[1] - ends[0]) * sign > 0


def _wrong_sizes(sentence: str, facts: Facts) -> Iterator[Wrong]:
    """What is wrong with a forecast surplus that "has grown" since the last report."""
    now, then = (_value(name, facts) for name in (_VARIANCE, _LAST_VARIANCE))
    found = _SIZE.search(sentence)
    if found is None or now is None or then is None or not now.exact or not then.exact:
        return
    is_surplus = found["what"].lower() == "surplus"
    if (now.exact < 0) != is_surplus or (then.exact < 0) != is_surplus or _is_aside(found, sentence, facts):
        return
    if (abs(now.exact) > abs(then.exact)) != bool(found["up"]):
        yield _wrong(found["way"], sentence, now, then)


def _value(name: str, facts: Facts) -> Value | None:
    """The value that words in this entry are about, if there is one."""
    if facts.item not in _ITEMS[name]:
        return None
    if name == _ONE_CHANGE:  # where there are several, the amount may be that of another one
        name = _CHANGE if [value.exact for value in facts.named("budget.changes.count")] == [1] else ""
    return next(iter(facts.named(name)), None)


def _is_told(found: re.Match[str], name: str, sentence: str, facts: Facts) -> bool:
    """Whether the words are about the whole portfolio as it is in this report, and are not denied."""
    clause = _clause(found, sentence)
    if name in (_MOVEMENT, _SHORTFALL) or not (is_of_another_year(clause, facts) or _LAST.search(clause)):
        is_of_all = name != _SHORTFALL or bool(_WHOLE_PROGRAMME.fullmatch(clause[: clause.find(found["way"])]))
        return is_of_all and not _is_aside(found, sentence, facts)
    return False


def _is_aside(found: re.Match[str], sentence: str, facts: Facts) -> bool:
    """Whether the words are about a part of the portfolio, about what may be, or are denied."""
    clause = _clause(found, sentence)
    lead = clause[: clause.find(found["way"])]
    if _AVERTED.match(sentence, found.end("way")):
        return True
    if _PART.search(clause) or strangers(lead) or _NO.search(sentence[: found.start("way")]):
        return True
    return is_future(clause.replace("forecast", ""), facts)


def _clause(found: re.Match[str], sentence: str) -> str:
    """The clause that the words stand in."""
    start = max((one.end() for one in _CLAUSE.finditer(sentence, 0, found.start("way"))), default=0)
    behind = _CLAUSE.search(sentence, found.end("way"))
    return sentence[start : behind.start() if behind else len(sentence)]


def _wrong(words: str, sentence: str, value: Value, last: Value | None = None) -> Wrong:
    told = formats.millions(int(value.exact or 0))
    what = _CALLED[value.name]
    sign = "+" if (value.exact or 0) > 0 else "−" if (value.exact or 0) < 0 else ""
    is_what = f"{sign}{told}"
    if value.name == _VARIANCE and value.exact:
        is_what = f"a {'surplus' if value.exact < 0 else 'deficit'} of {told}"
    if last is not None:
        is_what += f", and was {formats.millions(abs(int(last.exact or 0)))} in the last report"
    return Wrong(
        f'the words say "{words}" in "{_short(sentence)}"; the {what} is {is_what}.',
        "Words and figures are expected to go the same way.",
        "words disagree with direction",
        words=words,
    )


def _short(sentence: str) -> str:
    return sentence if len(sentence) <= 90 else f"{sentence[:87]}..."
