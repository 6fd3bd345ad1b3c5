"""The contradictions that claims are told as: figures of periods, or a figure beside what it is compared with."""

from collections.abc import Iterable

from pprr.domain.catalogue import rows_of
from pprr.wordcheck.facts import Said
from pprr.wordcheck.outcomes import WordsContradiction, short


def wrong_years(
    words: str, sentence: str, past: Iterable[Said], data: Iterable[Said] = (), *, is_figure: bool = False
) -> WordsContradiction:
    """The words, or the figure, as a contradiction of figures of periods; ``data`` are these where more are meant."""
    past = list(past)
    told = {"past": rows_of((one.text, one.label) for one in past), "clause": short(sentence)}
    told |= {"data": "; ".join(f"{one.label} {one.text}" for one in data or past), "found": "years"}
    return WordsContradiction.of(
        "words-disagree-with-figure" if is_figure else "words-disagree-with-direction", words, **told
    )


def wrong_beside(words: str, sentence: str, now: Said, reference: Said, data: str = "") -> WordsContradiction:
    """The words as a contradiction of how a figure stands to its target, or to that of others."""
    told = {"figure": now.text, "reference": reference.text, "data": data or f"{now.text}, {reference.text}"}
    told |= {"found": "beside", "clause": short(sentence), "expected": "way"}
    return WordsContradiction.of("words-disagree-with-direction", words, **told)
