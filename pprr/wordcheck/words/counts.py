"""Ties the counts of a report in prose ("4 Green, 5 Amber", "all three proposals") and places ("4th highest of 10")."""

import re
from fractions import Fraction

from pprr.domain import Role, Value
from pprr.wordcheck.facts import Facts
from pprr.wordcheck.lexicon import patterns, section
from pprr.wordcheck.outcomes import FigureResult, WordsContradiction
from pprr.wordcheck.parse.numbers import Shape
from pprr.wordcheck.parse.placed_figure import FUTURE, PlacedFigure
from pprr.wordcheck.words.count_scope import is_of_all, is_of_some

_BEHIND = patterns("counts.states", within="counts.behind")
_COUNTS = section("counts")


def is_count(place: PlacedFigure, facts: Facts) -> bool:
    """Tells whether the figure counts the report's own measures, proposals or priorities.

    In a measure's own entry it does so only where the sentence speaks of measures.
    """
    if facts.row and not re.search(r"\b(?:measures|indicators|proposals|priorities)\b", place.sentence, re.IGNORECASE):
        return False
    return _state(place) is not None


def tie_count(place: PlacedFigure, facts: Facts) -> FigureResult:
    """Ties a count of measures by status or trend, or of proposals by rating."""
    state = _state(place)
    if state is None:
        return place.not_tied
    values = _values(state, place, facts)
    if not values:
        return place.not_tied
    if _COUNTS.all_but.search(place.sentence[: place.figure.start]):
        return _tie_rest(place, state, values[0], facts)
    if any(value.exact == place.figure.value for value in values):
        return place.agrees(values[0].name)
    if (
        FUTURE.search(place.clause)
        or place.about is None
        or place.phrasing.hedge
        or state in ("priorities", "measures?")
    ):
        return place.not_tied
    is_more_than_all = place.figure.value > max(value.exact or 0 for value in values)
    is_total = state not in ("measures", "proposals") or is_of_all(place) or is_more_than_all
    if is_of_some(place, facts) or not is_total:
        return place.not_tied
    value = values[0]
    contradiction = WordsContradiction.of(
        "words-disagree-with-figure",
        place.words,
        found="count",
        expected="count",
        clause=_short(place.sentence),
        counted=value.of,
        count=value.printed,
        data=f"{value.name} {value.exact}",
    )
    return place.contradicts(contradiction, value.name)


def _tie_rest(place: PlacedFigure, state: str, value: Value, facts: Facts) -> FigureResult:
    """Ties the count of those left out: "all but two are Green"."""
    wholes = _values("savings.count" if state.startswith("savings.") else "measures", place, facts)
    rests = [(whole.exact or 0) - (value.exact or 0) for whole in wholes]
    if place.figure.value in rests:
        return place.agrees(value.name)
    if not rests or FUTURE.search(place.clause) or place.about is None:
        return place.not_tied
    contradiction = WordsContradiction.of(
        "words-disagree-with-figure",
        place.words,
        found="all-but",
        expected="count",
        clause=_short(place.sentence),
        counted=value.of,
        count=value.printed,
        whole=wholes[-1].printed,
        data=f"{value.name} {value.exact} of {wholes[-1].exact}",
    )
    return place.contradicts(contradiction, value.name)


def _short(sentence: str) -> str:
    return sentence if len(sentence) <= 120 else f"{sentence[:117]}..."


def _state(place: PlacedFigure) -> str | None:
    """The count that it is: a status, ``measures``, ``proposals``; None where it counts something else."""
    figure = place.figure
    if figure.shape is not Shape.COUNT or figure.step != 1 or figure.value > 999:
        return None
    behind = place.sentence[figure.end :]
    following = min((other.start for other in place.figures if other.start >= figure.end), default=None)
    is_whole = bool(re.match(r"\s+(?:out\s+)?of\s", behind))
    if following is not None and not is_whole:
        behind = f"{place.sentence[figure.end : following]}#"  # "ten short of 45" is none short of its target
    is_proposals = bool(_COUNTS.proposals_behind.match(behind)) or place_is_about_savings(place)
    if _COUNTS.whole_before.search(place.sentence[: figure.start]):
        # "Ten of the twelve measures are rated": the twelve are all of them.
        if _COUNTS.proposals_behind.match(behind):
            return "proposals"
        return "measures?" if _COUNTS.measures_behind.match(behind) or _COUNTS.rated_behind.match(behind) else None
    if _COUNTS.rated_behind.match(behind):
        return "rated"
    for name, words in _BEHIND:
        if words.match(behind):
            # The report's own key says it so: "below" is Amber, "significantly below" Red.
            is_amber = name == "missed" and "significantly below" in place.sentence
            return f"savings.{name}" if is_proposals else "amber" if is_amber else name
    ahead = place.sentence[: figure.start]
    if _COUNTS.proposals_behind.match(behind):
        return "proposals"
    if _COUNTS.measures_behind.match(behind):
        if _COUNTS.some_measures.match(behind):
            return "measures?"
        return "measures" if not re.search(r"\b(?:these|the other|of)\s*$", ahead) else "measures?"
    if _COUNTS.reserves_behind.match(behind) and re.search(r"(?:^|\b(?:the|our|these))\s*$", ahead, re.IGNORECASE):
        return "reserves"
    return "priorities" if _COUNTS.priorities_behind.match(behind) else None


def place_is_about_savings(place: PlacedFigure) -> bool:
    """Tells whether the sentence speaks of proposals and not of measures."""
    return bool(re.search(r"\bproposals?\b", place.sentence, re.IGNORECASE)) and not re.search(
        r"\bmeasures?\b", place.sentence, re.IGNORECASE
    )


def counts_of(facts: Facts) -> dict[str, Value]:
    """The counts of the report, by their names."""
    return {value.name: value for value in facts.values.of_role(Role.COUNT)}


def own_counts(item: str) -> str:
    """The beginning of the names of the counts that an entry is about: its priority's, else the report's."""
    own = re.fullmatch(r"priority-(.+)", item)
    return f"priorities[{own[1]}]" if own else "counts"


def _values(state: str, place: PlacedFigure, facts: Facts) -> list[Value]:
    counts = counts_of(facts)
    if state == "reserves":
        return [counts["reserves.count"]] if facts.item == "reserves" and "reserves.count" in counts else []
    if state == "proposals" or state.startswith("savings."):
        # "All three proposals are Green": how many there are, and how many are so rated.
        name = "savings.count" if state == "proposals" else state
        return [counts[name]] if name in counts else []
    priority = _COUNTS.priority.search(place.sentence)
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


def tie_rank(place: PlacedFigure, facts: Facts) -> FigureResult:
    """Ties a place among councils ("4th highest of 10") to the places that the report has."""
    ranks = facts.of_item(Role.RANK)
    if any(value.exact == place.figure.value for value in ranks):
        return place.agrees(ranks[0].name)
    behind = place.sentence[place.figure.end :]
    is_lowest = re.match(r"\s*(?:lowest|worst|smallest)", behind)
    if ranks and _COUNTS.ranked.match(behind) and not is_lowest and place.about is not None:
        value = ranks[0]
        contradiction = WordsContradiction.of(
            "words-disagree-with-figure",
            place.words,
            found="place",
            expected="place",
            among=value.of,
            place=value.printed,
            data=f"{value.name} {value.exact}",
        )
        return place.contradicts(contradiction, value.name)
    return place.not_tied


def is_rank(place: PlacedFigure) -> bool:
    """Tells whether the figure is a place, or how many there are to take one."""
    if place.figure.shape is Shape.PLACE:
        return True
    before = place.sentence[: place.figure.start]
    return bool(_COUNTS.ranked_before.search(before))


def tie_group(place: PlacedFigure, facts: Facts) -> FigureResult:
    """Ties the "10" in "4th of 10"."""
    for value in facts.of_item(Role.COUNT):
        if value.name.endswith(".councils") and value.exact == place.figure.value:
            return place.agrees(value.name)
    return place.not_tied
