"""A measure's name held against its good performance: more of what nobody wants is not better."""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from pprr.domain import Polarity


def unlikely_good(name: str, good: Polarity) -> str:
    """The words of the name by which the other way is expected to be good; blank where there are none.

    >>> unlikely_good("Missed bin collections", Polarity.HIGH), unlikely_good("Missed bin collections", Polarity.LOW)
    ('Missed bin collections', '')
    >>> unlikely_good("Missed bins collected within 24 hours", Polarity.HIGH)
    ''
    """
    return next(
        (
            match[0]
            for other, words, turned in _lexicon()
            if other is not good and not turned.search(name) and (match := words.search(name))
        ),
        "",
    )


@cache
def _lexicon() -> tuple[tuple[Polarity, re.Pattern[str], re.Pattern[str]], ...]:
    """For each polarity its words, and those in whose company they say nothing."""
    listed = tomllib.loads(files(__package__).joinpath("good_performance.toml").read_text(encoding="utf-8"))
    return tuple((Polarity(good), _any_of(one["words"]), _any_of(one["turned"])) for good, one in listed.items())


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(_pattern, words))})\b", re.IGNORECASE)


def _pattern(words: str) -> str:
    return r"\s+".join(re.escape(word).replace(r"\*", r"[\w-]*") for word in words.split())
