"""Loads the closed lists of words, and the patterns made of them, that the check of words knows.

The files beside this module hold them, a section for each module that reads them. A value is

- a list: words, or alternatives of a pattern, tried in their order. As a pattern by itself it stands for any of them as
  whole words;
- a text: a pattern, in which ``{name}`` stands for the list or text of that name, of the same section or, as
  ``{section.name}``, of another one. Line breaks, and the blanks that begin a line, are no part of it. A text of
  plain words is a list too;
- a table, or a list of pairs where one name comes twice: patterns by what they mean, tried in their order, or numbers
  by the words for them.
"""

import re
import tomllib
from contextlib import suppress
from functools import cache
from importlib.resources import files

_FILES = ("directions", "stems", "parse", "figures", "money", "words", "claims")
_BREAK = re.compile(r"(?:^|\n) *")
_NAME = re.compile(r"\{([a-z][a-z_.]*)\}")  # the braces of a repeat hold digits


class Patterns:
    """The patterns of one section of the lexicon, each by its name, compiled when it is first asked for."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, key: str) -> re.Pattern[str]:
        found = _compiled(_text(f"{self._name}.{key}"))
        setattr(self, key, found)
        return found


section = cache(Patterns)


def ready() -> None:
    """Compiles the patterns that stand by themselves, for those who share them: each would take longer than to use it.

    Not what is but a piece of others, which few ask for by itself.
    """
    texts = {
        (name, key): value
        for name, values in _sections().items()
        for key, value in values.items()
        if isinstance(value, (str, list))
    }
    pieces = {(found[0] or name, found[1]) for (name, _), value in texts.items() for found in _pieces(value)}
    for name, key in texts.keys() - pieces:
        with suppress(re.error):
            getattr(section(name), key)


def patterns(name: str, within: str = "") -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The patterns of a table or of a list of pairs, each behind what it means, in their order.

    ``within`` names a text that has ``{}`` where each of them is put in.
    """
    frame = source(within) if within else "{}"
    return tuple((meaning, _compiled(frame.replace("{}", one))) for meaning, one in sources(name))


def sources(name: str) -> tuple[tuple[str, str], ...]:
    """The sources of the patterns of a table or of a list of pairs, each behind what it means, in their order."""
    value = _value(name)
    if isinstance(value, dict):
        value = list(value.items())
    if not isinstance(value, list):
        raise TypeError(f"{name} is no table of the lexicon")
    return tuple((meaning, _source(one, name)) for meaning, one in value)


def source(name: str) -> str:
    """The source of a pattern: of a list all alternatives, of a table all its words."""
    return _source(_value(name), name)


def words(name: str) -> tuple[str, ...]:
    """The words of a list in their order."""
    value = _value(name)
    return tuple(value.split() if isinstance(value, str) else map(str, value) if isinstance(value, list) else ())


def _compiled(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


def _text(name: str) -> str:
    return rf"\b(?:{source(name)})\b" if isinstance(_value(name), list) else source(name)


def _source(value: object, name: str) -> str:
    section = name.partition(".")[0]
    text = "|".join(map(str, value)) if isinstance(value, (list, dict)) else _BREAK.sub("", str(value))
    return _NAME.sub(lambda found: source(found[1] if "." in found[1] else f"{section}.{found[1]}"), text)


def _pieces(value: object) -> list[tuple[str, str]]:
    """The texts and lists that the value names, each with its section where it is of another one."""
    return [(section, key) for section, _, key in (name.rpartition(".") for name in _NAME.findall(str(value)))]


def _value(name: str) -> object:
    section, _, key = name.partition(".")
    return _sections()[section][key]


@cache
def _sections() -> dict[str, dict[str, object]]:
    folder = files(__name__)
    return {
        section: values
        for file in _FILES
        for section, values in tomllib.loads((folder / f"{file}.toml").read_text(encoding="utf-8")).items()
    }
