"""The text of a cell of several runs: raised or small ones are footnote marks, not digits; struck ones no text."""

import re
from collections.abc import Iterable, Sequence
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
_FIGURE = re.compile(r"[\d£$€.,+() -]*\d\s?[%)]?", re.ASCII)
_SMALL_MARK = re.compile(r"\d{1,2}(?:[,;]\s?\d{1,2})*", re.ASCII)
_SURELY_SMALL = 0.8  # of the size of the figure beside it, as 8 points beside 10


class Font(NamedTuple):
    """The look of letters: struck through, raised or lowered, and their size in points, or 0 where none is said."""

    is_struck: bool = False
    is_raised: bool = False
    size: float = 0


PLAIN = Font()


class TextRun(NamedTuple):
    """A piece of a cell's text, and how it is written; without a font it is written as its cell is."""

    text: str
    font: Font | None = PLAIN


@dataclass(frozen=True)
class Joined:
    """The runs as one text: as it is to be read, as it is held, and the footnote marks that were taken out of it.

    ``kind`` says what is to be asked about it, if anything.
    """

    text: str
    held: str
    raised: str = ""
    kind: str = ""


def join(runs: Iterable[TextRun], own: Font = PLAIN) -> Joined:
    """The runs of a cell as one text, whose ``own`` font is given; spaces between them are kept.

    >>> raised = Font(is_raised=True)
    >>> join([TextRun("512"), TextRun("2", raised)]).text, join([TextRun("Cost per m"), TextRun("2", raised)]).text
    ('512', 'Cost per m²')
    >>> join([TextRun("48", Font(is_struck=True)), TextRun("51")]).text
    '51'
    >>> join([TextRun("512", Font(size=11)), TextRun("2", Font(size=8))]).text
    '512'
    """
    pieces = [(run.text, run.font or own) for run in runs]
    text, marks, kinds = "", [], set()
    for place, (piece, font) in enumerate(pieces):
        said, kept = piece.strip(), piece
        kind = mark = ""
        if said and font.is_struck:
            kind, kept = "struck", ""
        elif said and font.is_raised and text.strip():
            kept, mark = _raised(text, said)
            kind = "raised" if mark else ""
            if mark and text[-1].isdigit() and _following(pieces, place)[0][:1].isdigit():
                kept, mark, kind = piece, "", "smaller"  # within a figure
        elif said and (kind := _kind_beside_figure(pieces, place, text.strip())):
            kept, mark = (piece, "") if kind == "smaller" else ("", said)
        text += kept
        marks += [mark] if mark else []
        kinds.add(kind)
    kind = next((kind for kind in ("struck", "smaller", "small", "raised") if kind in kinds), "")
    return Joined(text, "".join(piece for piece, _ in pieces), " ".join(marks), kind)


def _kind_beside_figure(pieces: Sequence[tuple[str, Font]], place: int, before: str) -> str:
    """The kind of a run of digits at a figure, in front of it or behind: raised, small, smaller; blank for its own."""
    mark, font = pieces[place]
    after, of_after = _following(pieces, place)
    is_behind = bool(_FIGURE.fullmatch(before)) and not after[:1].isdigit()
    is_in_front = not before and after[:1].isdigit() and not of_after.is_raised
    if not _SMALL_MARK.fullmatch(mark.strip()) or not (is_behind or is_in_front):
        return ""
    if font.is_raised:
        return "raised"
    size = max((of.size for text, of in pieces[:place] if text.strip()), default=0) if is_behind else of_after.size
    if not 0 < font.size < size:
        return ""
    return "small" if is_behind and font.size <= size * _SURELY_SMALL else "smaller"


def _following(pieces: Sequence[tuple[str, Font]], place: int) -> tuple[str, Font]:
    """The first text behind a run that is written otherwise, and how; blank where there is none."""
    _, font = pieces[place]
    return next(((text.strip(), of) for text, of in pieces[place + 1 :] if text.strip() and of != font), ("", font))


def points(text: str) -> float:
    """A size of letters as a number of points; 0 where it is none."""
    return float(text) if re.fullmatch(r"\d{1,4}(?:\.\d{1,4})?", text, re.ASCII) else 0


def is_marked_up(text: str) -> bool:
    """Tells whether something in a text of web markup is raised, or lowered."""
    return "<" in text and bool(_MARKUP.search(text))


def runs_of_markup(text: str) -> tuple[TextRun, ...]:
    """The runs of a text of web markup in which something is raised, or lowered."""
    pieces = _MARKUP.split(text)
    return tuple(TextRun(piece, Font(is_raised=place % 2 == 1)) for place, piece in enumerate(pieces) if piece)


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
