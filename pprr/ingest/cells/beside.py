"""The parts that stand beside a figure in its cell: counts, unit, period, mark, status, arrow, in any order."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from pprr.domain import Mark, Missing, Status, Unit
from pprr.ingest.cells.counts import read_counts
from pprr.ingest.cells.marks import CIRCLES, given_status, read_mark
from pprr.ingest.cells.number import DIGITS, Number
from pprr.ingest.cells.own_period import own_period
from pprr.ingest.cells.remarks import ARROWS, FOOTNOTES, is_remark
from pprr.ingest.cells.units import COUNTED, OwnUnit, read_unit

_MOST_WORDS = 16
_OTHER_FIGURE = {
    Unit.PERCENTAGE: re.compile(rf"(?!(?:19|20)\d\d$){DIGITS}", re.ASCII),
    Unit.NUMBER: re.compile(rf"{DIGITS}(?:\.\d+)?\s?%", re.ASCII),
}  # in brackets: the cases behind their percentage, the percentage behind its cases
_COUNTED_IN_WORDS = re.compile(rf"(?<![\w.,])(?:{DIGITS})(?![\w.,%])", re.ASCII)
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
    units: tuple[OwnUnit, ...] = ()
    remark: str = ""


@dataclass(frozen=True)
class Anchor:
    """The figure that the parts stand beside, and the words that its sender explains.

    With ``is_apart`` a period that does not begin with its year must stand in brackets.
    """

    figure: Number
    unit: Unit
    words: Words
    is_apart: bool


def read_beside(tail: str, before: Beside, anchor: Anchor) -> Beside | str:
    """Reads what the text behind a figure says, added to what stood before it; else the part that cannot be told."""
    if not _starts_apart(tail, anchor.words):
        return tail.strip()
    found = before
    place = 0
    while tail[place:].strip():
        piece = _PIECE.match(tail, place)
        if piece is None:
            return tail[place:].strip()
        place = piece.end()
        added: Beside | str
        if piece["bare"] is not None:
            added = _add_words(piece["bare"], found, anchor)
        else:
            inner = (piece["round"] if piece["round"] is not None else piece["square"][1:-1]).strip()
            whole = f"({inner})" if piece["round"] is not None else piece["square"]
            added = _add_sign(whole, found, anchor.words) or _add_remark(whole, found) or whole
            if isinstance(added, str):
                added = _add_words(inner, found, replace(anchor, is_apart=False))
            if isinstance(added, str):
                added = _add_parts(inner, found, anchor) or added
        if isinstance(added, str):
            return added
        found = added
    return found


def _starts_apart(tail: str, words: Words) -> bool:
    """Tells whether the text is set apart from the figure, by a space, a bracket, a unit or a sign of the sender's."""
    if (
        not tail
        or tail[0] in f" (/[={ARROWS}{FOOTNOTES}{CIRCLES}"
        or re.match(r"[,;:] ", tail)
        or read_unit(tail.split(maxsplit=1)[0])
    ):
        return True
    return any(tail.casefold().startswith(sign.casefold()) for sign in words.marks if sign and not sign[0].isalnum())


def _add_words(text: str, found: Beside, anchor: Anchor) -> Beside | str:
    """The pieces of a text, each as long as it can be; else what is left where none is."""
    left = text.split()
    if len(left) > _MOST_WORDS or not left:
        return text or "()"
    while left:
        if left[0] in {"-", ",", ";", "="} and len(left) > 1:
            left = left[1:]
        for length in range(len(left), 0, -1):
            added = _add(" ".join(left[:length]).strip(",;:"), found, anchor)
            if added is not None:
                found, left = added, left[length:]
                break
        else:
            return " ".join(left)
    return found


def _add(piece: str, found: Beside, anchor: Anchor) -> Beside | None:
    counts = read_counts(piece, share=anchor.figure.value, decimals=anchor.figure.decimals)
    if counts:
        is_first = found.numerator is None
        return replace(found, numerator=counts[0], denominator=counts[1]) if is_first else None
    unit = read_unit(piece)
    if unit and (anchor.unit is Unit.NUMBER or unit.group == COUNTED):
        is_another = all(unit.group != other.group for other in found.units)
        return replace(found, units=(*found.units, unit)) if is_another else None
    added = _add_sign(piece, found, anchor.words) or _add_remark(piece, found)
    if added is not None:
        return added
    period = own_period(piece) if not anchor.is_apart or _YEAR_FIRST.match(piece) else ""
    return replace(found, period=period) if period and not found.period else None


def _add_parts(text: str, found: Beside, anchor: Anchor) -> Beside | None:
    """The parts of a count (``28 by letter and 107 by phone``), where they add up to it; or the other figure alone."""
    counted = [Decimal(one.replace(",", "")) for one in _COUNTED_IN_WORDS.findall(text)]
    other = _OTHER_FIGURE.get(anchor.unit)
    if other and other.fullmatch(text) and not (anchor.unit is Unit.PERCENTAGE and anchor.is_apart):
        return with_remark(found, text)
    is_all = len(counted) == len(re.findall(r"\d+(?:[.,]\d+)*", text))
    if anchor.unit is not Unit.NUMBER or len(counted) < 2 or not is_all:
        return None
    return with_remark(found, text) if sum(counted) == anchor.figure.value else None


def with_remark(found: Beside, text: str) -> Beside:
    """The parts with one more remark."""
    return replace(found, remark=f"{found.remark} {text}".strip())


def _add_remark(text: str, found: Beside) -> Beside | None:
    return with_remark(found, text) if is_remark(text.strip("()")) else None


def _add_sign(piece: str, found: Beside, words: Words) -> Beside | None:
    """The mark or the status that a piece is."""
    mark = read_mark(piece, words.marks)
    if mark:
        return replace(found, mark=mark) if found.mark is None else None
    given = given_status(piece, words.statuses)
    return replace(found, given=given) if given and found.given is None else None
