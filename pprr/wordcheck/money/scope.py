"""Tells whether words about money speak of the whole portfolio, of one of its rows, or of something else."""

import re
from collections import Counter
from collections.abc import Iterable

from pprr.domain import Role
from pprr.wordcheck.facts import Facts
from pprr.wordcheck.lexicon import section, words
from pprr.wordcheck.parse.figure_periods import is_of_other_period
from pprr.wordcheck.parse.named_periods import LABEL
from pprr.wordcheck.parse.placed_figure import FUTURE, PlacedFigure
from pprr.wordcheck.parse.stems import content

_SCOPE = section("scope")
_PORTFOLIO = frozenset(words("scope.portfolio"))
_KINDS = frozenset(content("reserve fund grant saving scheme programme proposal"))
_WORD = re.compile(r"(?<![\w£])[A-Za-z][A-Za-z'’-]*")


def is_part(place: PlacedFigure) -> bool:
    """Tells whether the words by the amount speak of a part of the whole, or of something with a name of its own."""
    is_of_clause_before = place.lead.strip().lower() in (
        "saving",
        "at",
        "by",
        "of",
        "with",
    )  # "it cut four posts, saving £0.160m"
    lead = place.sentence[: place.figure.start] if is_of_clause_before else place.lead
    return bool(_SCOPE.part.search(place.clause) or strangers(lead))


def strangers(words: str) -> list[str]:
    """The words that an amount of the whole portfolio would not stand with."""
    return [word for word in _WORD.findall(words) if word.lower().replace("’", "'") not in _PORTFOLIO]


def row_named(place: PlacedFigure, facts: Facts) -> str:
    """The row of the entry's section that is named last before the amount: a proposal, a reserve, a scheme."""
    before = place.sentence[: place.figure.start].lower()
    names = {value.of for value in facts.values if value.of and value.name.startswith(f"{facts.item}[")}
    found = [
        (before.rfind(part) + len(part), len(part), name)
        for name in names
        for part in _short(name).split(": ")  # "Care Fund: Winter beds"
        if part in before
    ]
    end, _, name = max(found, default=(0, 0, ""))
    return "" if _SCOPE.other_row.search(place.sentence, end, place.figure.start) else name


def rows_named(sentence: str, names: Iterable[str]) -> list[str]:
    """The rows of which the sentence has two words of the name, or all where there is one."""
    stems = set(content(sentence))
    own = {name: set(content(name)) for name in names}
    shared = {name: len(stems & words) for name, words in own.items() if words}
    most = max(shared.values(), default=0)
    return [name for name, number in shared.items() if number == most and number >= min(2, len(own[name]))]


def any_word_of(names: Iterable[str], sentence: str) -> bool:
    """Tells whether the sentence has a word that just one of the names has: the roof of "Day centre roof"."""
    words = Counter(word for name in names for word in set(content(name)))
    return any(words[word] == 1 for word in content(sentence) if word not in _KINDS)


def is_of_other_row(words: str) -> bool:
    """Tells whether words behind a row's name pass on to another one, or to all: "the other brought in"."""
    return bool(_SCOPE.other_row.search(words))


def without_rows(sentence: str, facts: Facts) -> str:
    """The sentence with the names of rows of money blank: "Rise in the price of energy" claims no rise."""
    names = {part for value in facts.values.of_role(Role.AMOUNT) for part in value.of.split(": ") if part}
    found = [re.escape(one) for one in sorted(names, key=len, reverse=True)]
    return re.sub("|".join(found), lambda one: " " * len(one[0]), sentence, flags=re.IGNORECASE) if found else sentence


def _short(name: str) -> str:
    """The name of a row as prose gives it, without what stands behind it in brackets."""
    return name.split(" (", maxsplit=1)[0].lower()


def is_of_another_year(words: str, facts: Facts) -> bool:
    """Tells whether words about money speak of another period than the report's."""
    own = {facts.period, facts.period.partition(" ")[0]}
    return is_of_other_period(words) or bool(facts.period and set(LABEL.findall(words)) - own)


def is_future(words: str, facts: Facts) -> bool:
    """Tells whether the words tell of what is not yet so; within the year forecasts are what the report has."""
    return bool((_SCOPE.later if " " in facts.period else FUTURE).search(words))
