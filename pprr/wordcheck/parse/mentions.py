"""Tells whether a figure speaks of the measure itself, by the words beside it and the measure's name."""

import re
from enum import StrEnum

from pprr.wordcheck.parse.stems import EMPTY, content, is_telling

# A part of the service, where the measure is about the whole.
_PART = re.compile(
    r"\b(?:team|teams|directorate|directorates|department|departments|ward|wards|schools?|site|sites|branch|branches"
    r"|depot|office|offices|of which|of these|of those|of them|among|amongst|alone|excluding|apart from"
    r"|respondents|surveyed|staff|officers?|employees"
    r"|in full(?! or)|(?<!in full or )in part|outright|at once|the same day)\b",
    re.IGNORECASE,
)
_STAGE = re.compile(
    r"\b(?:stage|level|tier|phase|key stage)[\s-](?P<number>\d|one|two|three)\b|\b(?P<place>first|second"
    r"|third)[\s-](?:stage|level|tier)\b",
    re.IGNORECASE,
)
_STAGE_BEHIND = re.compile(
    rf"[^;,.:()\d]{{0,40}}?(?:\b(?:at|in|for|of|below|above|than|to|under|over|on)\s+|\()(?P<stage>{_STAGE.pattern})",
    re.IGNORECASE,
)
_STAGES = {"one": "1", "two": "2", "three": "3", "first": "1", "second": "2", "third": "3"}
_ENDS = re.compile(
    r"[;()]|[,:](?!\d)|\s[–—-]\s|\s(?:and|but|which|while|whilst|compar\w+|against|versus|although|though"
    r"|because|since|after|when|where"
    r"|so|than|due to|owing to|thanks to|from|up|down)\b",
    re.IGNORECASE,
)
_IS_FIGURE = re.compile(
    r"(?:^|[,;:.(]\s*|\b(?:and|but|so|that|when|where|as|which)\s+)(?:(?:in|for|at|over|during|by|this|last"
    r"|the|our|overall|however|so|again|at the)"
    r"\b[^,;]{0,40},?\s+)?(?:the\s+|our\s+|this\s+|its\s+)?(?:(?:latest|overall|final|actual|annual"
    r"|year[- ]end|current|total|cumulative|year['’]s|reported|first|quarter['’]s|in-year|published)\s+){0,3}"
    r"(?:figure|figures|total|result|results|performance|outturn|rate|share|percentage|proportion|score"
    r"|measure|indicator|count|number|value"
    r"|actual|position|it|this|that|we)\b[^,;()]{0,60}$",
    re.IGNORECASE,
)
# A proper name as the subject, or behind a preposition.
_BODY_FIRST = re.compile(
    r"(?P<body>[A-Z][a-z]{2,}(?: [A-Z][a-z]+)*) (?:answered|upheld|achieved|reported|managed|responded|handled"
    r"|recorded|had|has|saw|was at|stood at|is at)\b"
)
_BODY = re.compile(r"\b(?:in|at|across|like|unlike|than|with) (?:the )?(?P<body>[A-Z][a-z]{2,}(?: [A-Z][a-z]+)*)\b")
_IDEA = re.compile(r"(?:ness|ance|ship|ment|tion|ing|up|s|age|y|y's)$")
_OUR_NAMES = """
    The Our This Council Cabinet Stage Level Quarter January February March April May June July August September
    October November December Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Covid Green Amber Red Priority
    Contact Centre
"""
_OURS = frozenset(_OUR_NAMES.split())
_OPPOSITE = re.compile(
    r"\b(?:late|overdue|outstanding|abandoned|lost|missed|refused|rejected|not|never|dismissed|un(?:answered"
    r"|resolved|met|paid)|other (?:means|ways|channels|routes)|remaining|the rest|in person|by post)\b",
    re.IGNORECASE,
)
# What becomes of the cases that are counted: answered, upheld, received digitally.
_REST = re.compile(r"\b(?:late|overdue|abandoned|lost|not|unanswered|never answered)\b(?:\s+\w+)?\s*$", re.IGNORECASE)
# What becomes of the cases that are counted: answered, upheld, received digitally.
_OUTCOME = re.compile(r"\b\w+(?:ed|held|ly|met|paid|made|sent|kept|found|given|taken|lost|won|done|built)\b")
_SHARE_OF = re.compile(r"\s*(?:of|out of)\b")
_HEAD = re.compile(r"\s*(?:%|percent\w*|per cent|proportion|share|rate|number|average)\b|\s*%", re.IGNORECASE)
_PREDICATE = re.compile(r"\b(?:were|was|are|is|have|has|had|said|say|came|come|got|get|went|took|that|which|who)\b")
_ANOTHER = re.compile(r"\b(?:further|another|additional|other)\s+$", re.IGNORECASE)
_RESULT = re.compile(r"\s*(?:achieved|recorded|reported|reached|result|figure|outturn)\b", re.IGNORECASE)


class Topic(StrEnum):
    """Whether a figure speaks of the measure."""

    SAME = "same"
    UNKNOWN = "unknown"
    OTHER = "other"


def topic(sentence: str, place: tuple[int, int], name: str, others: list[tuple[int, int]]) -> Topic:
    """Whether the figure between two places speaks of the measure of that name; unknown where it has none.

    ``others`` are the places of the sentence's other figures. The words behind the figure decide: those of its noun
    first ("34% of complaints"), then the rest of the clause ("were upheld"). Where there are none, those before it do.
    """
    start, end = place
    if (name and is_other_stage(sentence, name)) or _is_elsewhere(sentence, name):
        return Topic.OTHER
    if name and is_opposite(sentence, end, name):
        return Topic.OTHER
    if _ANOTHER.search(sentence[:start]):
        return Topic.OTHER
    behind = sentence[end : min((one for one, _ in others if one >= end), default=len(sentence))]
    found = _ENDS.search(behind)
    clause = behind[: found.start()] if found else behind
    before = sentence[max((two for _, two in others if two <= start), default=0) : start]
    own = set(content(name))
    if not own:
        return Topic.SAME if _IS_FIGURE.search(before) and not content(clause) else Topic.UNKNOWN
    ahead = _strange(_last_clause(before), own)
    told = _by_words_behind(clause, name, own)
    is_sure = len(set(_familiar(clause, own))) > 1 and not _SHARE_OF.match(clause)  # "8,032 people helped"
    if told is Topic.SAME and ahead and not is_sure:
        return Topic.OTHER if len(ahead) > len(_familiar(_last_clause(before), own)) else Topic.UNKNOWN
    return told or _by_words_before(before, own)


def is_opposite(sentence: str, end: int, name: str) -> bool:
    """Whether the words behind the figure are the opposite of what is measured: late, not upheld, unanswered."""
    found = _OPPOSITE.search(re.split(r"[;,.]", sentence[end:])[0])
    return bool(found and not re.search(rf"\b{re.escape(found[0])}\b", name, re.IGNORECASE))


def is_rest(sentence: str, end: int, name: str) -> bool:
    """Whether the words behind the figure make it all that is not measured: "of calls went unanswered"."""
    clause = re.split(r"[;,.]|\s(?:and|but|which|while)\s", sentence[end:])[0]
    found = _REST.search(clause)
    return bool(found and not strangers(clause[: found.start()], name) and set(content(clause)) & set(content(name)))


def tells_share(told: list[str], name: str) -> bool:
    """Whether the stems tell the share that is meant: "calls answered" do, "FOI requests" only what it is of."""
    outcomes = {one for word in _OUTCOME.findall(name) for one in content(word)}
    if _HEAD.match(name) is None and told[:1] == content(name)[:1]:
        return bool(told)  # "Occupancy of the homes": the share itself
    return len(set(told)) > 1 and bool(outcomes & set(told))


def strangers(words: str, name: str) -> list[str]:
    """The stems of words that say what is counted and are not of the measure's name."""
    return _strange(words, set(content(name)))


def _strange(words: str, own: set[str]) -> list[str]:
    return [one for one in content(words) if one not in own and is_telling(one)]


def _familiar(words: str, own: set[str]) -> list[str]:
    return [one for one in content(words) if one in own]


def _by_words_behind(clause: str, name: str, own: set[str]) -> Topic | None:
    """What the words behind the figure tell, to the end of its clause; None where they tell nothing."""
    if _PART.search(clause) and not _PART.search(name):
        return Topic.OTHER
    told = [one for one in content(clause) if one in own or is_telling(one)]
    if not told:
        return Topic.SAME if _RESULT.match(clause) else None
    same = [one for one in told if one in own]
    strangers = len(_strange(clause, own))
    is_share = bool(_SHARE_OF.match(clause))
    if not same or (is_share and _is_of_other_share(clause, name)):
        return Topic.OTHER
    is_noun = told[0] in own
    if is_noun and not is_share and strangers <= 1:
        return Topic.SAME
    if len(set(same)) > strangers:
        return Topic.SAME
    return Topic.OTHER if is_share and strangers else Topic.UNKNOWN


def _is_of_other_share(clause: str, name: str) -> bool:
    """Whether what is said of a share is no word of the name: "of calls were resolved", "of digital contacts were"."""
    said = _PREDICATE.search(clause)
    outcomes = {one for word in _OUTCOME.findall(name) for one in content(word)}
    if not said or not outcomes:
        return False
    whole, predicate = content(clause[: said.start()]), clause[said.end() :]
    is_other_whole = bool(outcomes & set(whole)) and not set(content(name)) & set(content(predicate))
    # "Of complaints came from tenants": nothing of the name is said of them.
    is_unsaid = bool(strangers(predicate, name)) or not content(predicate)
    return is_other_whole or (is_unsaid and not outcomes & set(content(predicate)))


def _by_words_before(before: str, own: set[str]) -> Topic:
    """What the words before the figure tell, from the beginning of its clause."""
    if _PART.search(before):
        return Topic.UNKNOWN
    clause = _last_clause(before)
    same, strange = _familiar(clause, own), _strange(clause, own)
    if strange:
        return Topic.OTHER if len(strange) > len(same) else Topic.UNKNOWN
    return Topic.SAME if same or _IS_FIGURE.search(before) else Topic.UNKNOWN


def _last_clause(before: str) -> str:
    before = before.rstrip().rstrip(":=–—-(")  # "Upheld: 37%"
    stops = [found.end() for found in re.finditer(r"[;(]|[,:](?!\d)|\s(?:and|but|which|while|whilst)\s", before)]
    return before[stops[-1] :] if stops else before


def _is_elsewhere(sentence: str, name: str) -> bool:
    """Whether the sentence is about another place or body: "Trafford answered 89.4% of its requests"."""
    own = set(content(name))
    bodies = [found["body"] for found in _BODY.finditer(sentence)]
    subject = _BODY_FIRST.match(sentence)
    if subject and subject["body"].lower() not in EMPTY and not _IDEA.search(subject["body"]):
        bodies.append(subject["body"])
    return any(not _OURS & set(body.split()) and not own & set(content(body)) for body in bodies)


def is_other_stage(sentence: str, name: str) -> bool:
    """Whether the sentence speaks of Stage 2 only, and the measure of Stage 1."""
    own, told = stages_of(name), stages_of(sentence)
    return bool(own and told and not own & told)


def other_stage_by(sentence: str, place: tuple[int, int], name: str) -> bool:
    """Whether the stage that stands by the figure is another one than the measure's: right behind it, else before it.

    A figure that is only compared with the other stage ("one point below Stage 1") has it behind it too.
    """
    own = stages_of(name)
    if not own:
        return False
    behind = _STAGE_BEHIND.match(sentence, place[1])
    ahead = [one for one in _STAGE.finditer(sentence, 0, place[0]) if not _is_closed(sentence, one, place[0])]
    found = behind or (ahead[-1] if ahead else None)
    is_other = bool(found and not own & stages_of(found[0]))
    return is_other or bool(not found and any(not own & {one} for one in stages_of(sentence)))


def _is_closed(sentence: str, stage: re.Match[str], start: int) -> bool:
    """Whether a stage is only compared with, in a clause that ends before the place: "as Stage 2 (36%): 37%"."""
    between = sentence[stage.end() : start]
    if re.match(r"\s*\([^)]*$", between):
        return False  # in its own brackets
    is_compared = re.search(r"\b(?:as|like|than|with|unlike)\s+$", sentence[: stage.start()])
    return bool(is_compared and re.search(r"[:;,]\s|\)\W", between))


def stages_of(text: str) -> set[str]:
    """The numbers of the stages that the words name."""
    found = {(one["number"] or one["place"]).lower() for one in _STAGE.finditer(text)}
    return {_STAGES.get(one, one) for one in found}


def opposites_before(sentence: str, end: int, name: str) -> bool:
    """Whether the sentence speaks, before that place, of the opposite of what is measured: "7% were late, from 13%"."""
    return any(
        not re.search(rf"\b{re.escape(found[0])}\b", name, re.IGNORECASE)
        for found in _OPPOSITE.finditer(sentence, 0, end)
    )
