"""Reduces words to stems that say what is counted; the closed lists of words that say nothing of it."""

import re
from functools import lru_cache

from pprr.wordcheck.lexicon import section, sources, words

_WORD = re.compile(r"(?<![\w.-])[A-Za-z][A-Za-z'’-]+(?!\d)\b")
EMPTY = frozenset(words("stems.empty"))
CASES = frozenset(words("stems.case"))
_ALIKE = tuple(((idea, *starts.split()), idea) for idea, starts in sources("stems.alike"))
_STEMS = section("stems")
_SHORT_STEM = 4
_ENDINGS = words("stems.endings")


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """A word without its ending, so that "calls" and "callers" are one."""
    plain = word.lower().replace("’", "'").removesuffix("'s").rstrip("'").removeprefix("re-")
    for starts, idea in _ALIKE:
        if plain.startswith(starts):
            return idea
    for ending in _ENDINGS:
        if plain.endswith(ending) and len(plain) - len(ending) >= _SHORT_STEM:
            return plain[: -len(ending)]
    return plain


@lru_cache(maxsize=4096)
def content(words: str) -> tuple[str, ...]:
    """The stems of the words that say what is counted."""
    words = _STEMS.in_time.sub(" timely ", _STEMS.of_stage.sub("", words))
    return tuple(stem(word) for word in _WORD.findall(words) if word.lower().replace("’", "'") not in EMPTY)


@lru_cache(maxsize=4096)
def stems_of(name: str) -> frozenset[str]:
    """The stems of all words of a name, with those that say nothing by themselves: "completed"."""
    return frozenset(map(stem, _WORD.findall(name))) | frozenset(content(name))


def is_telling(word: str) -> bool:
    """Tells whether a stem says what is counted, and is no word that goes with any measure or case."""
    return word not in CASES and word not in common()


@lru_cache(maxsize=1)
def common() -> frozenset[str]:
    """The stems of the words that go with any measure."""
    return frozenset(stem(word) for word in words("stems.common"))
