"""Finds the words of a sentence that claim something and that no rule held against the data: to be told, not judged."""

from collections.abc import Collection

from pprr.wordcheck.lexicon import section
from pprr.wordcheck.outcomes import FigureOutcome
from pprr.wordcheck.parse.placed_figure import FUTURE, Tied
from pprr.wordcheck.parse.sentences import begin_of

_UNHELD = section("unheld")


def unheld_words(sentence: str, held: Collection[str], tied: list[Tied], *, is_of_measure: bool) -> tuple[str, ...]:
    """The words for a direction, a colour, a verdict or a share that nothing held; what may come is no claim."""
    known = [one.lower() for one in held if one]
    found = []
    for claim in (_UNHELD.of_measure if is_of_measure else _UNHELD.of_section).finditer(sentence):
        words, start = claim[0].strip(), begin_of(_UNHELD.breaks, sentence, claim.start())
        is_figure = any(
            one.outcome is FigureOutcome.AGREES
            and place.figure.start <= claim.end() + bool(place.phrasing.hedge)
            and claim.start() < place.figure.end
            for place, one in tied
        )
        is_counted = is_figure or any(
            one.outcome is FigureOutcome.AGREES and start <= place.figure.end <= claim.start() and not is_of_measure
            for place, one in tied
        )
        if (
            not is_counted
            and not any(words.lower() in one or one in words.lower() for one in known)
            and not FUTURE.search(sentence, start, claim.end())
        ):
            found.append(words)
    return tuple(dict.fromkeys(found))
