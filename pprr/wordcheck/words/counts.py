"""Ties the counts of a report in prose ("4 Green, 5 Amber", "all three proposals") and places ("4th highest of 10")."""

import re
from fractions import Fraction

from pprr.domain import Role, Value
from pprr.wordcheck.facts import Facts
from pprr.wordcheck.outcomes import Told, Wrong
from pprr.wordcheck.parse.numbers import Shape
from pprr.wordcheck.parse.placed_figure import FUTURE, Place
from pprr.wordcheck.words.count_scope import is_of_all, is_of_some

MEASURES = (
    r"(?:(?:performance|rated|key|agreed|other|of|the|our|these|its|their)\s+)*(?:measures?|indicators?|PIs?|targets)"
)
_PROPOSALS = r"(?:(?:savings?|agreed|of|the|our|these|rated)\s+)*(?:proposals?|savings)"
AUX = (
    r"(?:(?:is|are|was|were|have|has|been|being|rated|now|currently|at|as|still|remains?|all|only|could|can"
    r"|cannot|stand"
    r"|stands|ended|shown|marked|of them|which|that|who|it|the|here|(?:under|in|of|for) this priority)\s+)*"
)
STATES = (
    ("red", r"Red\b|significantly below\b"),
    ("amber", r"Amber\b"),
    ("green", r"Green\b"),
    ("better", r"(?:getting |got )better\b|improv(?:ed|ing|e)\b"),
    ("worse", r"(?:getting |got )worse\b|worsen(?:ed|ing)\b|deteriorat(?:ed|ing)\b"),
    ("stable", r"stable\b|unchanged\b"),
    (
        "green",
        r"(?:met|meet|meets|on|hit|achieved|exceeded|at or above)\s+(?:or\s+\w+\s+)?(?:their|its"
        r"|the)?\s*targets?\b|on track\b",
    ),
    (
        "missed",
        r"below(?=\s+and\s)|(?:(?:did|do|have|has|were|are) not (?:meet|met)?|missed|miss|below|short of|fell short of"
        r"|failed to meet)\s*(?:their|its|the)?\s*(?:targets?\b|$|[,.;])|did not\b",
    ),
    ("not_rated", r"(?:not|un)\s?(?:be )?rated\b|(?:have|has) no status\b"),
    ("changed", r"(?:changed|changes)\b"),
    ("exceptions", r"exceptions?\b"),
    ("highlights", r"highlights?\b"),
    ("rated", r"(?:that )?(?:are |were |is |was )?rated\b|(?:have|has|had) a (?:status|rating)\b"),
)
_OF_WHOLE = r"(?:\s+(?:out\s+)?of\s+(?:(?:the|our|these|its|all)\s+)*(?:\w+\s+)?)?"
_BEHIND = tuple(
    (
        name,
        re.compile(
            rf"{_OF_WHOLE}\s*(?:{MEASURES}\s+|{_PROPOSALS}\s+)?(?:\([^)]*\)\s+)?{AUX}(?:{words})", re.IGNORECASE
        ),
    )
    for name, words in STATES
)
_MEASURES_BEHIND = re.compile(rf"\s*{MEASURES}\b", re.IGNORECASE)
# "One measure has no figure": some of them.
_SOME_MEASURES = re.compile(
    rf"\s*{MEASURES}\s+(?:has|have|had|with|without|that|which|whose|for which|show\w*|saw|need\w*)\b", re.IGNORECASE
)
_RATED_BEHIND = re.compile(
    r"\s*rated (?:measures?|indicators?)\b|\s*(?:measures?|indicators?) (?:that |which )?(?:are|were|could be"
    r"|can be) rated\b",
    re.IGNORECASE,
)
_PROPOSALS_BEHIND = re.compile(rf"\s*{_PROPOSALS}\b", re.IGNORECASE)
_PRIORITIES_BEHIND = re.compile(r"\s*(?:\w+\s+)?priorities\b", re.IGNORECASE)
_RESERVES_BEHIND = re.compile(r"\s*(?:earmarked\s+)?reserves\b", re.IGNORECASE)
_PRIORITY = re.compile(r"\bpriority\s+(\d+)\b", re.IGNORECASE)
_WHOLE_BEFORE = re.compile(r"\bof\s+(?:(?:the|our|all|these)\s+)*$", re.IGNORECASE)
_ALL_BUT = re.compile(r"\b(?:all|each|every one) (?:but|except)(?: for)?\s*$", re.IGNORECASE)
_RANKED = re.compile(
    r"\s*(?:highest|lowest|best|worst|largest|smallest|place|position|(?:out )?of\b|among|in\b)", re.IGNORECASE
)


def is_count(place: Place, facts: Facts) -> bool:
    """Whether the figure counts the report's own measures, proposals or priorities.

    In a measure's own entry it does so only where the sentence speaks of measures.
    """
    if facts.row and not re.search(r"\b(?:measures|indicators|proposals|priorities)\b", place.sentence, re.IGNORECASE):
        return False
    return _state(place) is not None


def tie_count(place: Place, facts: Facts) -> Told:
    """What becomes of a count of measures by status or trend, or of proposals by rating."""
    state = _state(place)
    if state is None:
        return place.is_untied
    values = _values(state, place, facts)
    if not values:
        return place.is_untied
    if _ALL_BUT.search(place.sentence[: place.figure.start]):
        return _tie_rest(place, state, values[0], facts)
    if any(value.exact == place.figure.value for value in values):
        return place.agrees(values[0].name)
    if FUTURE.search(place.clause) or place.about is None or place.said.hedge or state in ("priorities", "measures?"):
        return place.is_untied
    is_more_than_all = place.figure.value > max(value.exact or 0 for value in values)
    is_total = state not in ("measures", "proposals") or is_of_all(place) or is_more_than_all
    if is_of_some(place, facts) or not is_total:
        return place.is_untied
    value = values[0]
    wrong = Wrong(
        f'the words say "{place.words}" in "{_short(place.sentence)}"; the count of {value.of} is {value.printed}.',
        "A count in words is expected to be that of the tables.",
        words=place.words,
    )
    return place.contradicts(wrong, value.name)


def _tie_rest(place: Place, state: str, value: Value, facts: Facts) -> Told:
    """What becomes of the count of those left out: "all but two are Green"."""
    wholes = _values("savings.count" if state.startswith("savings.") else "measures", place, facts)
    rests = [(whole.exact or 0) - (value.exact or 0) for whole in wholes]
    if place.figure.value in rests:
        return place.agrees(value.name)
    if not rests or FUTURE.search(place.clause) or place.about is None:
        return place.is_untied
    wrong = Wrong(
        f'the words say "all but {place.words}" in "{_short(place.sentence)}"; the count of {value.of} is '
        f"{value.printed} of {wholes[-1].printed}.",
        "A count in words is expected to be that of the tables.",
        words=place.words,
    )
    return place.contradicts(wrong, value.name)


def _short(sentence: str) -> str:
    return sentence if len(sentence) <= 120 else f"{sentence[:117]}..."


def _state(place: Place) -> str | None:
    """Which count it is: a status, ``measures``, ``proposals``; None where it counts something else."""
    figure = place.figure
    if figure.shape is not Shape.COUNT or figure.step != 1 or figure.value > 999:
        return None
    behind = place.sentence[figure.end :]
    following = min((other.start for other in place.figures if other.start >= figure.end), default=None)
    is_whole = bool(re.match(r"\s+(?:out\s+)?of\s", behind))
    if following is not None and not is_whole:
        behind = f"{place.sentence[figure.end : following]}#"  # "ten short of 45" is none short of its target
    is_proposals = bool(_PROPOSALS_BEHIND.match(behind)) or place_is_about_savings(place)
    if _WHOLE_BEFORE.search(place.sentence[: figure.start]):
        # "Ten of the twelve measures are rated": the twelve are all of them.
        if _PROPOSALS_BEHIND.match(behind):
            return "proposals"
        return "measures?" if _MEASURES_BEHIND.match(behind) or _RATED_BEHIND.match(behind) else None
    if _RATED_BEHIND.match(behind):
        return "rated"
    for name, pattern in _BEHIND:
        if pattern.match(behind):
            # The report's own key says it so: "below" is Amber, "significantly below" Red.
            is_amber = name == "missed" and "significantly below" in place.sentence
            return f"savings.{name}" if is_proposals else "amber" if is_amber else name
    ahead = place.sentence[: figure.start]
    if _PROPOSALS_BEHIND.match(behind):
        return "proposals"
    if _MEASURES_BEHIND.match(behind):
        if _SOME_MEASURES.match(behind):
            return "measures?"
        return "measures" if not re.search(r"\b(?:these|the other|of)\s*$", ahead) else "measures?"
    if _RESERVES_BEHIND.match(behind) and re.search(r"(?:^|\b(?:the|our|these))\s*$", ahead, re.IGNORECASE):
        return "reserves"
    return "priorities" if _PRIORITIES_BEHIND.match(behind) else None


def place_is_about_savings(place: Place) -> bool:
    """Whether the sentence speaks of proposals and not of measures."""
    return bool(re.search(r"\bproposals?\b", place.sentence, re.IGNORECASE)) and not re.search(
        r"\bmeasures?\b", place.sentence, re.IGNORECASE
    )


def counts_of(facts: Facts) -> dict[str, Value]:
    """The counts of the report, by their names."""
    return {value.name: value for value in facts.values if value.role is Role.COUNT and value.exact is not None}


def own_counts(item: str) -> str:
    """What the names of the counts begin with that an entry is about: its priority's, else the report's."""
    own = re.fullmatch(r"priority-(.+)", item)
    return f"priorities[{own[1]}]" if own else "counts"


def _values(state: str, place: Place, facts: Facts) -> list[Value]:
    counts = counts_of(facts)
    if state == "reserves":
        return [counts["reserves.count"]] if facts.item == "reserves" and "reserves.count" in counts else []
    if state == "proposals" or state.startswith("savings."):
        # "All three proposals are Green": how many there are, and how many are so rated.
        name = "savings.count" if state == "proposals" else state
        return [counts[name]] if name in counts else []
    priority = _PRIORITY.search(place.sentence)
    before = f"priorities[{priority[1]}]" if priority else own_counts(facts.item)
    if state == "priorities":
        number = sum(bool(re.fullmatch(r"priorities\[[^\]]*\]\.measures", name)) for name in counts)
        return [
            Value("priorities", "overview", "priorities", Role.COUNT, str(number), Fraction(number), of="priorities")
        ]
    if state == "missed":
        values = [counts[name] for name in (f"{before}.rated", f"{before}.green") if name in counts]
        if len(values) != 2 or values[0].exact is None or values[1].exact is None:
            return []
        missed = values[0].exact - values[1].exact
        return [
            Value(
                f"{before}.missed",
                "overview",
                "missed",
                Role.COUNT,
                str(missed),
                missed,
                of="measures short of their target",
            )
        ]
    if state in ("measures", "measures?"):
        return [counts[name] for name in (f"{before}.measures", f"{before}.rated") if name in counts]
    return [counts[f"{before}.{state}"]] if f"{before}.{state}" in counts else []


def tie_rank(place: Place, facts: Facts) -> Told:
    """What becomes of a place among councils ("4th highest of 10"): tied to the places that the report has."""
    ranks = facts.of_item(Role.RANK)
    if any(value.exact == place.figure.value for value in ranks):
        return place.agrees(ranks[0].name)
    behind = place.sentence[place.figure.end :]
    is_lowest = re.match(r"\s*(?:lowest|worst|smallest)", behind)
    if ranks and _RANKED.match(behind) and not is_lowest and place.about is not None:
        value = ranks[0]
        wrong = Wrong(
            f'the words say "{place.words}"; the place among {value.of} is {value.printed}.',
            "A place in words is expected to be that of the comparison.",
            words=place.words,
        )
        return place.contradicts(wrong, value.name)
    return place.is_untied


def is_rank(place: Place) -> bool:
    """Whether the figure is a place, or how many there are to take one."""
    if place.figure.shape is Shape.PLACE:
        return True
    before = place.sentence[: place.figure.start]
    return bool(re.search(r"\b(?:\d+(?:st|nd|rd|th)|ranked \d+)(?:\s+\w+){0,2}\s+(?:out\s+)?of\s+(?:the\s+)?$", before))


def tie_group(place: Place, facts: Facts) -> Told:
    """What becomes of the "10" in "4th of 10"."""
    for value in facts.of_item(Role.COUNT):
        if value.name.endswith(".councils") and value.exact == place.figure.value:
            return place.agrees(value.name)
    return place.is_untied
