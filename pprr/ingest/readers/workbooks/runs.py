"""The text of a cell of several runs: raised ones are footnote marks and no digits, struck ones are no text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

_MARKUP = re.compile(r"<su[bp](?:\s[^<>]*)?>(.*?)</su[bp]\s*>", re.IGNORECASE | re.DOTALL)
_ORDINAL = re.compile(r"st|nd|rd|th", re.IGNORECASE)
_POWERS = {"2": "²", "3": "³"}
_OF_POWER = re.compile(r"(?<![A-Za-z])(?:[kcm]?m|ft|yd|in)$", re.IGNORECASE)
_FORMULA = re.compile(r"(?<![A-Za-z])(?:CO|NO|SO|O|CH|NH|PM)(?:[234x]|10)")
_REVISED = {"r": "[r]"}
_LETTERS = frozenset("pef")
_FOOTNOTE = re.compile(r"[\d,;a-z ]{1,9}", re.ASCII | re.IGNORECASE)


class TextRun(NamedTuple):
    """A piece of a cell's text, and how it is written; ``has_font`` is false where it is written as its cell is."""

    text: str
    is_raised: bool = False
    is_struck: bool = False
    has_font: bool = True


@dataclass(frozen=True)
class Joined:
    """The runs as one text: as it is to be read, as it is held, and the footnote marks that were taken out of it."""

    text: str
    held: str
    raised: str = ""
    is_struck: bool = False


def join(runs: Iterable[TextRun]) -> Joined:
    """The runs of a cell as one text; spaces between them are kept.

    >>> join([TextRun("512"), TextRun("2", is_raised=True)]).text
    '512'
    >>> join([TextRun("48", is_struck=True), TextRun("51")]).text
    '51'
    >>> join([TextRun("Cost per m"), TextRun("2", is_raised=True)]).text
    'Cost per m²'
    >>> join([TextRun("95"), TextRun("p", is_raised=True)]).text
    '95 (p)'
    """
    text, held = "", ""
    raised: list[str] = []
    is_struck = False
    for run in runs:
        held += run.text
        if run.is_struck and run.text.strip():
            is_struck = True
        elif run.is_raised and text.strip() and run.text.strip():
            kept, mark = _raised(text, run.text.strip())
            text += kept
            raised += [mark] if mark else []
        else:
            text += run.text
    return Joined(text, held, " ".join(raised), is_struck)


def is_marked_up(text: str) -> bool:
    """Tells whether something in a text of web markup is raised, or lowered."""
    return "<" in text and bool(_MARKUP.search(text))


def runs_of_markup(text: str) -> tuple[TextRun, ...]:
    """The runs of a text of web markup in which something is raised, or lowered."""
    pieces = _MARKUP.split(text)
    return tuple(TextRun(piece, is_raised=place % 2 == 1) for place, piece in enumerate(pieces) if piece)


def _raised(before: str, mark: str) -> tuple[str, str]:
    """The text that is kept of a raised run, and the footnote mark in it."""
    if mark in _POWERS and _OF_POWER.search(before):
        return _POWERS[mark], ""
    if (_ORDINAL.fullmatch(mark) and before[-1].isdigit()) or _FORMULA.fullmatch(before.rsplit(maxsplit=1)[-1] + mark):
        return mark, ""
    small = mark.lower().strip("()[]")
    if small in _LETTERS or small in _REVISED:
        return f" {_REVISED.get(small, f'({small})')}", ""
    return ("", mark) if _FOOTNOTE.fullmatch(mark.strip("()[]")) else (mark, "")
