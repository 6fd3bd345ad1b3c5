"""Holds counts of the report in prose ("4 Green, 5 Amber", "all three proposals", "most met their target")."""

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from pprr.domain import Role, Value
from pprr.wordcheck.facts import Facts, MeasureFacts
from pprr.wordcheck.lexicon import patterns, section, sources
from pprr.wordcheck.outcomes import FigureResult, Finding, WordsContradiction, short
from pprr.wordcheck.parse.figure_periods import About
from pprr.wordcheck.parse.numbers import Shape, said_number
from pprr.wordcheck.parse.placed_figure import FUTURE, PlacedFigure

_COUNTS = section("counts")
_SCOPES = section("scopes")
_BEHIND = patterns("counts.states", within="counts.behind")
_QUANTITIES = patterns("counts.states", within="quantities.said")
PARTS = {name: Fraction(part) for name, part in sources("quantities.parts")}
_NEAR = Fraction(1, 20)  # "half" may be 45%
MOST = 999  # a larger number counts something else


def tie_count(place: PlacedFigure, facts: Facts) -> FigureResult | None:
    """Ties a count of the report's measures by status or trend, or of proposals by rating; None of anything else.

    In a measure's own entry it is such only where the sentence speaks of measures, and is neither one of the measure's
    own counts nor of what its name counts.
    """
    state, figure = state_of(place, facts), place.figure
    if figure.shape is not Shape.COUNT or not state or (facts.row and _is_of_measure(place, facts.row)):
        return None
    if facts.row and figure.value == 1 and _COUNTS.of.match(place.sentence, figure.end):
        return None  # "This is one of our Green measures"
    values = values_of(state, place.sentence, facts)
    if not values:
        return place.not_tied
    told = values[0]
    if _COUNTS.all_but.search(place.sentence[: figure.start]):  # "all but two are Green"
        wholes = values_of("savings.count" if state.startswith("savings.") else "measures", place.sentence, facts)
        values = [replace(told, exact=Fraction(whole.exact or 0) - (told.exact or 0)) for whole in wholes]
    if any(value.exact == figure.value for value in values):
        return place.agrees(told.name)
    is_more_than_all = figure.value > max(value.exact or 0 for value in values)
    is_total = state not in ("measures", "proposals") or is_more_than_all or _is_of_all(place)
    if state in ("priorities", "measures?") or is_of_some(place, facts) or not is_total:
        return place.not_tied
    return place.contradicts(wrong_count(place.words, place.sentence, told, found="count"), told.name)


def _is_of_measure(place: PlacedFigure, row: MeasureFacts) -> bool:
    """Tells whether a count in a measure's entry is its own, or of other things than the report's measures."""
    spoken = _COUNTS.spoken.search(place.sentence)
    counts = (row.actual.numerator, row.actual.denominator) if row.actual else ()
    return not spoken or spoken[0].lower() in row.name.lower() or place.figure.value in counts


def is_of_some(place: PlacedFigure, facts: Facts) -> bool:
    """Tells whether a count need not be that of the tables: rough, of another period, or of fewer ("still Green")."""
    if (
        FUTURE.search(_COUNTS.ratable.sub("", place.clause))
        or place.phrasing.hedge
        or _SCOPES.elsewhere.search(place.sentence)
    ):
        return True
    own = ("", facts.period, facts.period.partition(" ")[0])
    if place.about not in (About.UNSAID, About.PERIOD) or place.year not in own:
        return True
    if _SCOPES.than.search(place.sentence, 0, place.figure.start):
        return True
    behind = _SCOPES.next.split(_COUNTS.changed_since.sub("", place.sentence[place.figure.end :]), maxsplit=1)[0]
    return bool(_SCOPES.against_another.search(place.sentence) or _SCOPES.fewer.search(behind))


def _is_of_all(place: PlacedFigure) -> bool:
    """Tells whether a number of measures or proposals is said to be all there are: "all six measures", "six in all"."""
    before, behind = place.sentence[: place.figure.start], place.sentence[place.figure.end :]
    return bool(_SCOPES.all_before.search(before) or _SCOPES.in_all.match(behind))


def state_of(place: PlacedFigure, facts: Facts) -> str:
    """The state that is counted: a status, ``measures``, ``proposals``; blank where it is something else.

    A percentage in brackets is passed over: "28 measures (68%) are Green".
    """
    figure, sentence = place.figure, _COUNTS.bracketed.sub(lambda found: " " * len(found[0]), place.sentence)
    is_count = figure.shape is Shape.COUNT and figure.step == 1 and figure.value <= MOST
    if not is_count and figure.shape not in (Shape.SHARE, Shape.PERCENT):
        return ""
    ahead, behind = sentence[: figure.start], sentence[figure.end :]
    others = [other for other in place.figures if other.start >= figure.end and sentence[other.start].strip()]
    if others and not _COUNTS.of.match(behind):
        behind = f"{sentence[figure.end : others[0].start]}#"  # "ten short of 45" is none short of its target
    if facts.item.startswith("priority-"):
        behind = _in_plain_words(behind, figure.whole, facts)
    is_proposals, is_measures = _COUNTS.proposals_behind.match(behind), _COUNTS.measures_behind.match(behind)
    if is_count and _COUNTS.whole_before.search(
        ahead
    ):  # "Ten of the twelve measures are rated": the twelve are all of them
        is_measured = is_measures or _COUNTS.rated_behind.match(behind)
        return "proposals" if is_proposals else "measures?" if is_measured else ""
    if is_count and _COUNTS.rated_behind.match(behind):
        return "rated"
    for name, words in _BEHIND:
        if words.match(behind):
            if name == "declined" and not (_COUNTS.spoken.search(sentence) or _COUNTS.improved.search(sentence)):
                return ""  # planning applications
            if is_proposals or (_COUNTS.proposal.search(sentence) and not _COUNTS.measure.search(sentence)):
                return f"savings.{name}"
            # The report's own key says it so: "below" is Amber, "significantly below" Red.
            return "amber" if name == "missed" and "significantly below" in sentence else name
    if not is_count:
        return ""
    if is_proposals:
        return "proposals"
    if is_measures:
        return "measures?" if _COUNTS.some_measures.match(behind) or _COUNTS.some_before.search(ahead) else "measures"
    if _COUNTS.reserves_behind.match(behind) and _COUNTS.the_before.search(ahead):
        return "reserves"
    return "priorities" if _COUNTS.priorities_behind.match(behind) else ""


def _in_plain_words(behind: str, whole: int | None, facts: Facts) -> str:
    """The words behind a part of all measures of a priority, without what these are called: "the five access measures".

    That they are all is certain where they are as many, or as many as are rated where the words say so.
    """
    called = _COUNTS.called.match(behind)
    of = whole or (called and called["whole"] and said_number(called["whole"]))
    alls = values_of("measures", "", facts)[: 2 if called and called["with"] else 1]
    is_all = called and any(one.exact == of for one in alls)
    return f"{called['of']} measures{behind[called.end() :]}" if called and is_all else behind


def _own(item: str, sentence: str) -> str:
    """The beginning of the names of the counts that words are about: their priority's, else the report's."""
    found = _COUNTS.priority.search(sentence) or re.fullmatch(r"priority-(.+)", item)
    return f"priorities[{found[1]}]" if found else "counts"


def values_of(state: str, sentence: str, facts: Facts) -> list[Value]:
    """The counts that a state can be of: those of the sentence's priority, else the entry's, else the report's."""
    counts = {value.name: value for value in facts.values.of_role(Role.COUNT)}
    own = _own(facts.item, sentence)
    if state == "priorities":
        return [_made("priorities", sum(bool(re.fullmatch(r"priorities\[[^\]]*\]\.measures", one)) for one in counts))]
    names = [state if state.startswith("savings.") else f"{own}.{state}"]
    if state == "reserves":
        names = ["reserves.count"] if facts.item == "reserves" else []
    elif state == "proposals":  # "All three proposals are Green": how many there are, and how many are so rated
        names = ["savings.count"]
    elif state in ("measures", "measures?"):
        names = [f"{own}.measures", f"{own}.rated"]
    elif state == "declined":
        names = [f"{own}.worse"]
    elif state in ("missed", "off track"):
        rated, green = (counts.get(f"{own}.{one}") for one in ("rated", "green"))
        if rated is None or green is None or rated.exact is None or green.exact is None:
            return []
        red = [counts[f"{own}.red"]] if state == "off track" else []
        return [_made("measures short of their target", rated.exact - green.exact), *red]
    return [counts[name] for name in names if name in counts]


def _made(of: str, number: Fraction | int) -> Value:
    return Value(of, "overview", of, Role.COUNT, str(number), Fraction(number), of=of)


def wrong_quantities(sentence: str, facts: Facts) -> Iterator[Finding]:
    """Finds what is wrong with "no measure is Red" and "most met their target"."""
    sentence = _COUNTS.ratable.sub(lambda found: "are".ljust(len(found[0])), sentence)
    if FUTURE.search(sentence) or (facts.item != "overview" and not facts.item.startswith("priority-")):
        return
    wholes = [one for name in ("rated", "measures") for one in values_of(name, "", facts)]
    for name, said in _QUANTITIES:
        found = said.search(sentence)
        states = values_of(name, "", facts) if found else []
        if found and states:
            is_both = found["way"].lower().startswith("both")
            is_rated = re.search(r"\brated\b", found["way"])
            of = [whole for whole in wholes[: 1 if is_rated else None] if not is_both or whole.exact == 2]
            if of and any(_is_so(found, states[0], whole) for whole in of):
                yield found["way"]
            elif of and not any(_is_so(found, states[0], whole) for whole in of):
                yield wrong_count(
                    found["part"] or found["way"].split()[0], sentence, states[0], found="rated", of=wholes[0]
                )


def _is_so(found: re.Match[str], state: Value, whole: Value) -> bool:
    """Tells whether the state is that of so many of the whole."""
    share = (state.exact or Fraction(0)) / (whole.exact or Fraction(1))
    if found["none"] or found["all"]:
        return share == (0 if found["none"] else 1)
    if found["most"] or found["few"]:
        return share > Fraction(1, 2) if found["most"] else share < Fraction(1, 2)
    return abs(share - PARTS[found["part"].lower()]) <= _NEAR


def wrong_count(words: str, sentence: str, value: Value, *, found: str, of: Value | None = None) -> WordsContradiction:
    """The words as a contradiction of a count, of a whole where that is told."""
    whole = {"whole": of.printed} if of else {}
    data = f"{value.name} {value.exact}" + (f" of {of.exact}" if of else "")
    told = {"clause": short(sentence), "counted": value.of, "count": value.printed, "data": data, **whole}
    return WordsContradiction.of("words-disagree-with-figure", words, found=found, expected="count", **told)


def tie_place(place: PlacedFigure, facts: Facts) -> FigureResult | None:
    """Ties a place among councils, or how many these are, ("4th of 10") to the report's; None of anything else."""
    if place.figure.shape is not Shape.PLACE and not _COUNTS.ranked_before.search(place.sentence[: place.figure.start]):
        return None
    ranks: list[Value] = []
    for value in facts.values:
        is_place = value.role is Role.RANK or value.name.endswith(".councils")
        if is_place and facts.is_own(value) and value.exact == place.figure.value:
            return place.agrees(value.name)
        ranks += [value] if value.role is Role.RANK and facts.is_own(value) else []
    is_claim = (
        ranks
        and place.figure.shape is Shape.PLACE
        and _COUNTS.ranked.search(place.sentence)
        and _COUNTS.councils.search(place.sentence)
    )
    if not is_claim or place.is_future or place.about is About.PREVIOUS:
        return place.not_tied
    told = dict.fromkeys(("found", "expected"), "amount") | dict.fromkeys(("amount", "data"), ranks[0].printed)
    return place.contradicts(
        WordsContradiction.of("words-disagree-with-figure", place.words, name="place", **told), ranks[0].name
    )
