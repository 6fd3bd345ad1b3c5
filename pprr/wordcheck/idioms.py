"""Puts what officers say in words that the check knows: "twelve months ago" is last year, a ceiling a target."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files

Tables = Mapping[str, Mapping[str, tuple[str, ...]]]


@cache
def idiom_tables() -> Tables:
    """The check's own idioms: what is said by what it is known as, table by table."""
    tables = tomllib.loads((files(__package__) / "lexicon" / "idioms.toml").read_text(encoding="utf-8"))
    return {table: {known: tuple(said) for known, said in words.items()} for table, words in tables.items()}


@dataclass(frozen=True)
class Idioms:
    """The check's own idioms, with those of a council; capitals do not matter."""

    own: Tables = field(default_factory=dict)

    def in_known_words(self, sentence: str) -> tuple[str, dict[str, str]]:
        """The sentence in words that the check knows, and what stood there by what was put in its place."""
        said: dict[str, str] = {}

        def put(found: re.Match[str]) -> str:
            known = self._known[" ".join(found[0].lower().split())]
            said[known] = found[0]
            return known

        return self._pattern.sub(put, sentence), said

    @cached_property
    def _known(self) -> dict[str, str]:
        tables = [*idiom_tables().values(), *self.own.values()]
        return {one.lower(): known for table in tables for known, said in table.items() for one in said}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return _any_of(tuple(sorted(self._known, key=len, reverse=True)))


@cache
def _any_of(said: tuple[str, ...]) -> re.Pattern[str]:
    """The pattern of any of the words, compiled once for whoever shares it."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, said))})(?!\w)", re.IGNORECASE)


def ready() -> None:
    """Compiles the pattern of the check's own idioms, for those who share it."""
    Idioms().in_known_words("")
