"""The parts that stand beside a figure in its cell: its two counts, its own period, a mark, a status, in any order."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from pprr.domain import Mark, Missing, Status
from pprr.ingest.cells.marks import given_status, read_mark
from pprr.ingest.cells.number import DIGITS, MOST_DIGITS
from pprr.ingest.cells.own_period import own_period

_MOST_WORDS = 16
_COUNTS = re.compile(rf"(?P<numerator>{DIGITS}) (?:out )?of (?P<denominator>{DIGITS})", re.ASCII | re.IGNORECASE)
_PIECE = re.compile(r"\s*(?:\((?P<round>[^()\[\]]*)\)|(?P<square>\[[^()\[\]]*\])|(?P<bare>[^()\[\]]+))")
_YEAR_FIRST = re.compile(r"(?:19|20)\d\d", re.ASCII)


@dataclass(frozen=True)
class Words:
    """The sender's own words and signs, each with what it stands for."""

    missing: Mapping[str, Missing]
    statuses: Mapping[str, Status]
    marks: Mapping[str, Mark]


@dataclass(frozen=True)
class Beside:
    """The parts that stand beside a figure, each at most once."""

    numerator: Decimal | None = None
    denominator: Decimal | None = None
    period: str = ""
    mark: Mark | None = None
    given: Status | None = None


def read_beside(tail: str, before: Beside, words: Words, *, is_apart: bool) -> Beside | None:
    """Reads what the text behind a figure says, added to what stood before it; None where any of it cannot be told.

    With ``is_apart`` a period that does not begin with its year must stand in brackets.
    """
    if not _starts_apart(tail, words):
        return None
    found: Beside | None = before
    place = 0
    while found is not None and tail[place:].strip():
        piece = _PIECE.match(tail, place)
        if piece is None:
            return None
        place = piece.end()
        if piece["bare"] is not None:
            found = _add_words(piece["bare"], found, words, is_apart=is_apart)
        else:
            whole = f"({piece['round'].strip()})" if piece["round"] is not None else piece["square"]
            added = _add_sign(whole, found, words)
            if added is None and piece["round"] is not None:
                added = _add_words(piece["round"], found, words, is_apart=False)
            found = added
    return found


def _starts_apart(tail: str, words: Words) -> bool:
    """Tells whether the text is set apart from the figure, by a space, a bracket or a sign that the sender explains."""
    if not tail or tail[0] in " ([" or re.match(r"[,;:] ", tail):
        return True
    return any(tail.casefold().startswith(sign.casefold()) for sign in words.marks if sign and not sign[0].isalnum())


def _add_words(text: str, found: Beside, words: Words, *, is_apart: bool) -> Beside | None:
    """The pieces of a text, each as long as it can be."""
    left = text.split()
    if len(left) > _MOST_WORDS or not left:
        return None
    while left:
        if left[0] in {"-", ",", ";"} and len(left) > 1:
            left = left[1:]
        for length in range(len(left), 0, -1):
            added = _add(" ".join(left[:length]).strip(",;:"), found, words, is_apart=is_apart)
            if added is not None:
                found, left = added, left[length:]
                break
        else:
            return None
    return found


def _add(piece: str, found: Beside, words: Words, *, is_apart: bool) -> Beside | None:
    counts = _COUNTS.fullmatch(piece)
    if counts:
        numerator, denominator = (Decimal(counts[name].replace(",", "")) for name in ("numerator", "denominator"))
        if found.numerator is not None or max(numerator, denominator) >= 10**MOST_DIGITS:
            return None
        return replace(found, numerator=numerator, denominator=denominator)
    added = _add_sign(piece, found, words)
    if added is not None:
        return added
    period = own_period(piece) if not is_apart or _YEAR_FIRST.match(piece) else ""
    return replace(found, period=period) if period and not found.period else None


def _add_sign(piece: str, found: Beside, words: Words) -> Beside | None:
    """The mark or the status that a piece is."""
    mark = read_mark(piece, words.marks)
    if mark:
        return replace(found, mark=mark) if found.mark is None else None
    given = given_status(piece, words.statuses)
    return replace(found, given=given) if given and found.given is None else None
