"""One reader for each kind of cell. A cell is read whole, or refused with what was expected of it."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pprr.errors import CellError
from pprr.model import Cell, Missing, Polarity, Reading, Target, TargetKind, Tolerance, Unit

_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)"
_NUMBER = rf"{_DIGITS}(?:\.\d+)?"
_READING = re.compile(
    rf"(?P<minus>-\s?)?(?P<number>{_NUMBER})(?P<suffix>\s?[%m])?"
    rf"(?:\s+(?P<counts>\()?(?P<numerator>{_DIGITS}) of (?P<denominator>{_DIGITS})(?(counts)\)))?"
    r"(?:\s+(?P<own>\()?(?P<period>(?:19|20)\d\d(?:[/-]\d\d)?)(?(own)\)))?",
    re.ASCII,
)
_MONEY = re.compile(rf"(?P<open>\()?(?P<minus>-\s?)?£?(?P<number>{_NUMBER})(?P<trail>-)?(?P<close>\))?", re.ASCII)
_ALIKE = str.maketrans({"−": "-", "–": "-", "‒": "-", "％": "%"})
_MISSING = {
    "not available": Missing.NOT_AVAILABLE,
    "not applicable": Missing.NOT_APPLICABLE,
    "n/a": Missing.NOT_APPLICABLE,
    "not due": Missing.NOT_DUE,
    "withheld": Missing.WITHHELD,
}
_MILLION = 1_000_000
MAYBE_FRACTION = 2  # a bare percentage up to this may be a share, as Excel stores 90% and 102%
_MOST_PENCE = 10**15
PENCE = {"pounds": 100, "thousands": 100_000, "millions": 100_000_000}


@dataclass(frozen=True)
class Money:
    """An amount in whole pence, and how many pence one unit of its source is worth."""

    pence: int
    unit: int


def read_reading(text: str, *, unit: Unit, decimals: int, cell: Cell) -> Reading:
    """The reading that a cell states; the register's unit and decimals say how it is held and printed.

    Reads ``8,032`` ``93.0%`` ``81.8% 191,118 of 233,550`` ``78.0% 2016`` ``0.21m`` ``-0.8%`` and the words for
    a missing figure. Raises CellError for anything else: a blank, an unknown word, a percentage of a count.
    """
    missing = _MISSING.get(text.lower())
    if missing:
        return Reading(unit, missing=missing, text=text, cell=cell)
    expected = (
        'a percentage such as 93.0% or 81.8% 191,118 of 233,550, "Not available" or "Not applicable"'
        if unit is Unit.PERCENTAGE
        else 'a number such as 8,032 or 0.21m, "Not available" or "Not applicable"'
    )
    match = _READING.fullmatch(text.translate(_ALIKE))
    suffix = (match["suffix"] or "").strip() if match else ""
    allowed = ("", "%") if unit is Unit.PERCENTAGE else ("", "m")
    if not match or suffix not in allowed or (match["numerator"] and unit is not Unit.PERCENTAGE):
        raise CellError(text, expected)
    numerator, denominator = (_decimal(match[name]) for name in ("numerator", "denominator"))
    if denominator == 0:
        raise CellError(text, "a denominator greater than 0")
    value = _decimal(match["number"]) or Decimal(0)
    return Reading(
        unit,
        value=-value if match["minus"] and value else value,
        # A figure in millions is printed as it is written; the register speaks of whole figures.
        decimals=len(match["number"].partition(".")[2]) if suffix == "m" else decimals,
        scale=_MILLION if suffix == "m" else 1,
        numerator=numerator,
        denominator=denominator,
        figure_period=match["period"] or "",
        text=text,
        cell=cell,
    )


def read_target(text: str, *, unit: Unit, cell: Cell) -> Target:
    """The target that a cell states: a figure at its own precision, ``Aim to maximise`` or ``minimise``, or none."""
    for kind in (TargetKind.MAXIMISE, TargetKind.MINIMISE, TargetKind.NONE):
        if text.lower().replace("ize", "ise") == kind.lower():
            return Target(kind)
    number = re.search(r"\.(\d+)", text)
    try:
        reading = read_reading(text, unit=unit, decimals=len(number[1]) if number else 0, cell=cell)
    except CellError as error:
        reading = None
        cause: CellError | None = error
    else:
        cause = None
    value = reading.value if reading else None
    if value is not None and unit is Unit.PERCENTAGE and "%" not in text and 0 < abs(value) <= MAYBE_FRACTION:
        raise CellError(
            text, "a target with its % sign, as Excel writes 90% as 0.9: write 90%, or 0.9% if that is meant"
        )
    if reading is None or reading.missing or reading.figure_period or reading.numerator is not None:
        expected = 'a figure such as 90.0% or 5,000, "Aim to maximise", "Aim to minimise" or "No target"'
        raise CellError(text, expected) from cause
    return Target(TargetKind.VALUE, reading)


def read_money(text: str, *, unit: str) -> Money:
    """The amount that a cell states, in pence; brackets or a minus on either side are negative.

    ``unit`` is the source's: pounds, thousands or millions. Raises CellError, also for a fraction of a penny.
    """
    expected = f"an amount in {unit}, such as 5,642 or (44)"
    match = _MONEY.fullmatch(text.translate(_ALIKE))
    if not match or bool(match["open"]) != bool(match["close"]):
        raise CellError(text, expected)
    signs = [bool(match[name]) for name in ("open", "minus", "trail")]
    if sum(signs) > 1:
        raise CellError(text, expected)
    number = _decimal(match["number"]) or Decimal(0)
    pence = number * PENCE[unit]
    if pence != int(pence):
        raise CellError(text, f"{expected}, exact to the penny")
    if abs(pence) > _MOST_PENCE:
        raise CellError(text, f"{expected}, of less than £10 trillion")
    places = len(match["number"].partition(".")[2])
    return Money(-int(pence) if any(signs) else int(pence), max(1, PENCE[unit] // 10**places))


def read_polarity(text: str) -> Polarity:
    """Good performance, from ``High`` or ``Low`` in any case."""
    for polarity in Polarity:
        if text.lower() == polarity.lower():
            return polarity
    raise CellError(text, "High or Low")


def read_choice(text: str, choices: tuple[str, ...]) -> str:
    """The one of the choices that the cell holds, in the choices' own capitals."""
    for choice in choices:
        if text.lower() == choice.lower():
            return choice
    raise CellError(text, " or ".join(choices))


def read_count(text: str) -> int:
    """A small whole number, such as a number of decimals."""
    if not re.fullmatch(r"\d{1,2}", text, re.ASCII):
        raise CellError(text, "a whole number")
    return int(text)


def read_date(text: str) -> date:
    """A day written as 2019-07-23 or 23/07/2019, as this country writes days."""
    british = re.fullmatch(r"(\d\d?)/(\d\d?)/(\d{4})", text, re.ASCII)
    try:
        return date(int(british[3]), int(british[2]), int(british[1])) if british else date.fromisoformat(text)
    except ValueError as error:
        raise CellError(text, "a day such as 2019-07-23 or 23/07/2019") from error


def read_tolerance(text: str) -> Tolerance | None:
    """A measure's own margin, or None for a blank: the year's then holds."""
    try:
        return Tolerance.parse(text) if text else None
    except ValueError as error:
        raise CellError(text, 'a margin such as "10%" or "2 points", or nothing') from error


def read_measure_id(text: str) -> str:
    """A measure's identifier: letters, digits, dots and hyphens, safe in headings, links and file names."""
    if not re.fullmatch(r"[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*", text, re.ASCII) or len(text) > 40:
        raise CellError(text, "an identifier of letters, digits, single dots and hyphens, such as CFE1.4")
    return text


def read_text(text: str) -> str:
    """Any text but none."""
    if not text:
        raise CellError(text, "some text")
    return text


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text.replace(",", ""))
