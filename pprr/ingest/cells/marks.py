"""The texts that stand beside a figure in its cell: a mark such as ``(p)``, and a status such as ``(Red)``."""

import re
from collections.abc import Mapping

from pprr.domain import Mark, Status
from pprr.domain.errors import CellError
from pprr.ingest.cells.remarks import is_settled, marks_in_words

_WORDS = {
    "provisional": Mark.PROVISIONAL,
    "prov": Mark.PROVISIONAL,
    "prov.": Mark.PROVISIONAL,
    "revised": Mark.REVISED,
    "rev.": Mark.REVISED,
    "estimated": Mark.ESTIMATED,
    "estimate": Mark.ESTIMATED,
    "est": Mark.ESTIMATED,
    "est.": Mark.ESTIMATED,
    "forecast": Mark.FORECAST,
}
_LETTERS = {"p": Mark.PROVISIONAL, "e": Mark.ESTIMATED, "f": Mark.FORECAST}
_BRACKETED = (
    {f"({letter})": mark for letter, mark in _LETTERS.items()}
    | {f"[{letter}]": mark for letter, mark in _LETTERS.items()}
    | {f"({word})": mark for word, mark in _WORDS.items()}
    | {f"[{word}]": mark for word, mark in _WORDS.items()}
    # In round brackets it may as well be Red.
    | {"[r]": Mark.REVISED}
)
_GREEN_ALONE = {"(g)", "[g]", "g"}  # nothing else is called so, while (R) may be revised and (A) actual
_CIRCLES = {"🟢": Status.GREEN, "🟡": Status.AMBER, "🟠": Status.AMBER, "🔴": Status.RED}
CIRCLES = "".join(_CIRCLES)
_SHAPES = (
    r"(?:octagon|hexagon|triangle|circle|oval|square|rectangle|diamond|star|icon|traffic light|rag(?: status)?|status)"
)
_GIVEN = re.compile(
    rf"(?:{_SHAPES}\s?:\s?(?P<told>red|amber|green|[rag])|(?P<open>[(\[])?(?P<word>red|amber|green)(?(open)[)\]]))",
    re.ASCII | re.IGNORECASE,
)
_LEADING = re.compile(
    rf"(?P<status>{_SHAPES}\s?:\s?(?:red|amber|green|[rag])|[(\[]?(?:red|amber|green|(?-i:[RAG]))[)\]]?)(?:\s?[:,-])?\s+(?=\S)",
    re.ASCII | re.IGNORECASE,
)
_LETTER = re.compile(r"[(\[]?(?P<letter>[rag])[)\]]?", re.ASCII | re.IGNORECASE)
_BY_LETTER = {status[0].casefold(): status for status in Status}


def read_mark(text: str, words: Mapping[str, Mark]) -> Mark | None:
    """The mark that a piece of a cell is, by the layout's own words first; None where it is none."""
    own = {word.strip().casefold(): mark for word, mark in words.items() if not _has_digit(word)}
    said = text if text == "[R]" else text.casefold()  # in capitals it may be a status
    return (
        own.get(text.casefold()) or _WORDS.get(said) or _BRACKETED.get(said) or marks_in_words().get(said.strip("()[]"))
    )


def given_status(text: str, words: Mapping[str, Status]) -> Status | None:
    """The status that a piece of a cell is: a colour's name, or the words of a picture (``Octagon: R``).

    None where it is none. A letter alone is one only by the layout's own words: behind a figure, R may be "revised".
    """
    said = text.casefold()
    own = {word.strip().casefold(): status for word, status in words.items() if not _has_digit(word)}
    if said in own:
        return own[said]
    if said in _GREEN_ALONE:
        return Status.GREEN
    if text in _CIRCLES:
        return _CIRCLES[text]
    match = _GIVEN.fullmatch(text)
    return _BY_LETTER[(match["told"] or match["word"])[0].casefold()] if match else None


def status_alone(text: str, words: Mapping[str, Status]) -> Status | None:
    """The status that a whole cell is, by name, letter, a picture's words or the sender's; None where it is none."""
    plain = " ".join(text.split())
    letter = _LETTER.fullmatch(plain)
    own = {word.strip().casefold(): status for word, status in words.items()}  # alone, a digit may be a word
    return (
        own.get(plain.casefold())
        or given_status(plain, words)
        or (_BY_LETTER[letter["letter"].casefold()] if letter else None)
    )


def read_given_status(text: str, *, statuses: Mapping[str, Status] | None = None) -> Status:
    """The status that a cell of a status column states: ``Red``, ``R``, ``(Amber)``, ``Octagon: R``, or own words."""
    status = status_alone(text, statuses or {})
    if status is None:
        raise CellError(text, " or ".join(Status))
    return status


def read_mark_alone(text: str, *, marks: Mapping[str, Mark] | None = None) -> Mark | None:
    """The mark that a cell of a column of marks states, ``Provisional``; None for ``Final``, which is none."""
    said = " ".join(text.split())
    mark = read_mark(said, marks or {})
    if mark is None and not is_settled(said):
        raise CellError(text, " or ".join(("final", *Mark)))
    return mark


def leading_mark(text: str, words: Mapping[str, Mark]) -> tuple[Mark | None, str]:
    """The mark in front of a figure, ``(p) 95%`` or ``draft 95%``, and the rest of the text."""
    first, _, rest = text.partition(" ")
    mark = read_mark(first.removesuffix(":"), words) if rest.strip() else None
    return mark, rest.lstrip() if mark else text


def leading_status(text: str, words: Mapping[str, Status]) -> tuple[Status | None, str]:
    """The status in front of a figure, where there is one, and what follows: ``R 34%``, ``Octagon: R 34%``."""
    own = sorted((word.strip() for word in words if word.strip() and not _has_digit(word)), key=len, reverse=True)
    for word in own:
        if text[: len(word)].casefold() == word.casefold() and text[len(word) :][:1] in {" ", ":", ","}:
            return given_status(word, words), text[len(word) :].lstrip(" :,")
    if text[:1] in _CIRCLES and text[1:].strip():
        return _CIRCLES[text[0]], text[1:].lstrip()
    match = _LEADING.match(text)
    if match is None:
        return None, text
    return read_given_status(match["status"]), text[match.end() :]


def _has_digit(word: str) -> bool:
    """Tells whether a word has a digit, and so cannot be told from figures and periods beside a figure."""
    return any(letter.isdigit() for letter in word)
