"""Tells whether a figure speaks of the measure itself, by the words beside it and the measure's name."""

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache

from pprr.wordcheck.lexicon import section
from pprr.wordcheck.parse.stems import content, is_telling, stems_of

_MENTIONS = section("mentions")
_STAGES = {"one": "1", "two": "2", "three": "3", "first": "1", "second": "2", "third": "3"}


class Topic(StrEnum):
    """The answer to whether a figure speaks of the measure."""

    SAME = "same"
    UNKNOWN = "unknown"
    OTHER = "other"


def topic(sentence: str, place: tuple[int, int], name: str, others: list[tuple[int, int]]) -> Topic:
    """Tells whether the figure between two places speaks of the measure of that name; unknown where it has none.

    ``others`` are the places of the sentence's other figures. The words behind the figure decide: those of its noun
    first ("34% of complaints"), then the rest of the clause ("were upheld"). Where there are none, those before it do.
    """
    start, end = place
    is_opposed = name and (is_other_stage(sentence, name) or is_opposite(sentence, end, name))
    if is_opposed or _MENTIONS.another.search(sentence[:start]):
        return Topic.OTHER
    behind = sentence[end : min((one for one, _ in others if one >= end), default=len(sentence))]
    before = sentence[max((two for _, two in others if two <= start), default=0) : start]
    ended = _MENTIONS.ends.search(behind)
    clause, lead = behind[: ended.start()] if ended else behind, _last_clause(before)
    own = set(content(name))
    if not own:
        return Topic.SAME if _MENTIONS.is_figure.search(before) and not content(clause) else Topic.UNKNOWN
    strange, familiar = strangers(lead, name), [one for one in content(lead) if one in own]
    found = _by_words_behind(clause, name, own)
    is_sure = len(own & set(content(clause))) > 1 and not _MENTIONS.share_of.match(clause)  # "8,032 people helped"
    if found is Topic.SAME and strange and not is_sure:
        return Topic.OTHER if len(strange) > len(familiar) else Topic.UNKNOWN
    if found:
        return found
    if strange and not _MENTIONS.part.search(before):
        return Topic.OTHER if len(strange) > len(familiar) else Topic.UNKNOWN
    is_told = familiar or _MENTIONS.is_figure.search(before)
    return Topic.SAME if is_told and not _MENTIONS.part.search(before) else Topic.UNKNOWN


def _last_clause(before: str) -> str:
    before = before.rstrip().rstrip(":=–—-(")  # "Upheld: 37%"
    stops = [found.end() for found in _MENTIONS.begins.finditer(before)]
    return before[stops[-1] :] if stops else before


def is_opposite(sentence: str, end: int, name: str) -> bool:
    """Tells whether the words behind the figure are the opposite of what is measured: late, not upheld, unanswered."""
    found = _MENTIONS.opposite.search(re.split(r"[;,.]", sentence[end:])[0])
    return bool(found and not _has(name, found[0]))


def opposites_before(sentence: str, end: int, name: str) -> bool:
    """Tells whether the opposite of what is measured stands before that place: "7% were late, from 13%"."""
    return any(not _has(name, found[0]) for found in _MENTIONS.opposite.finditer(sentence, 0, end))


def _has(name: str, word: str) -> bool:
    return bool(re.search(rf"\b{re.escape(word)}\b", name, re.IGNORECASE))


def tells_share(stems: Sequence[str], name: str) -> bool:
    """Tells whether the stems tell the share that is meant: "calls answered" do, "FOI requests" only what it is of."""
    if _MENTIONS.head.match(name) is None and tuple(stems[:1]) == content(name)[:1]:
        return bool(stems)  # "Occupancy of the homes": the share itself
    if len(set(stems)) < 2:
        return False
    return bool(_outcomes(name) & set(stems)) or set(content(name)) <= set(stems)


def tells_outcome(words: str, name: str) -> bool:
    """Tells whether the words say what becomes of the cases as the name does: "were answered"."""
    return any(re.search(rf"\b{re.escape(one)}\b", words, re.IGNORECASE) for one in _MENTIONS.outcome.findall(name))


def _outcomes(name: str) -> set[str]:
    """The stems of what becomes of the cases that are counted: answered, upheld."""
    return {one for word in _MENTIONS.outcome.findall(name) for one in content(word)}


def strangers(words: str, name: str) -> list[str]:
    """The stems of words that say what is counted and are not of the measure's name."""
    own = stems_of(name)
    return [one for one in content(words) if one not in own and is_telling(one)]


def _by_words_behind(clause: str, name: str, own: set[str]) -> Topic | None:
    """The topic by the words behind the figure, to the end of its clause; None where they tell nothing."""
    if _MENTIONS.part.search(clause) and not _MENTIONS.part.search(name):
        return Topic.OTHER
    stems = [one for one in content(clause) if one in own or is_telling(one)]
    if not stems:
        return Topic.SAME if _MENTIONS.result.match(clause) else None
    same, strange = {one for one in stems if one in own}, len(strangers(clause, name))
    is_share = bool(_MENTIONS.share_of.match(clause))
    if not same or (is_share and _is_of_other_share(clause, name)):
        return Topic.OTHER
    if len(same) > strange or (stems[0] in own and not is_share and strange <= 1):
        return Topic.SAME
    return Topic.OTHER if is_share and strange else Topic.UNKNOWN


def _is_of_other_share(clause: str, name: str) -> bool:
    """Tells whether no word of the name is said of a share: "of calls were resolved", "of digital contacts were"."""
    said, own = _MENTIONS.predicate.search(clause), _outcomes(name)
    if not said or not own:
        return False
    whole, predicate = set(content(clause[: said.start()])), set(content(clause[said.end() :]))
    is_other_whole = own & whole and not predicate & set(content(name))
    # "Of complaints came from tenants": nothing of the name is said of them.
    is_unsaid = not predicate or strangers(clause[said.end() :], name)
    return bool(is_other_whole or (is_unsaid and not own & predicate))


def is_other_stage(sentence: str, name: str) -> bool:
    """Tells whether the sentence speaks of Stage 2 only, and the measure of Stage 1."""
    own, named = stages_of(name), stages_of(sentence)
    return bool(own and named and not own & named)


def other_stage_by(sentence: str, place: tuple[int, int], name: str) -> bool:
    """Tells whether the stage by the figure is another one than the measure's: right behind it, else before it.

    A figure that is only compared with the other stage ("one point below Stage 1") has it behind it too.
    """
    own = stages_of(name)
    if not own:
        return False
    ahead = [one for one in _MENTIONS.stage.finditer(sentence, 0, place[0]) if not _is_closed(sentence, one, place[0])]
    found = _MENTIONS.stage_behind.match(sentence, place[1]) or (ahead[-1] if ahead else None)
    named = stages_of(found[0] if found else sentence)
    return bool(named - own and not (found and own & named))


def _is_closed(sentence: str, stage: re.Match[str], start: int) -> bool:
    """Tells whether a stage is only compared with, in a clause that ends before the place: "as Stage 2 (36%): 37%"."""
    between = sentence[stage.end() : start]
    is_compared = re.search(r"\b(?:as|like|than|with|unlike)\s+$", sentence[: stage.start()])
    is_in_brackets = re.match(r"\s*\([^)]*$", between)
    return bool(is_compared and not is_in_brackets and re.search(r"[:;,]\s|\)\W", between))


@lru_cache(maxsize=4096)
def stages_of(text: str) -> frozenset[str]:
    """The numbers of the stages that the words name."""
    found = {(one["number"] or one["place"]).lower() for one in _MENTIONS.stage.finditer(text)}
    return frozenset(_STAGES.get(one, one) for one in found)
