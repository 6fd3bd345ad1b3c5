"""Cells that hold a measure's figure, with everything that stands beside it, or the reason why there is none."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from pprr.domain import Cell, Mark, Missing, Polarity, Reading, Status, Target, TargetKind, Unit
from pprr.domain.errors import CellError
from pprr.ingest.cells.beside import Anchor, Beside, Words, read_beside
from pprr.ingest.cells.counts import cases_first, figure_first
from pprr.ingest.cells.hints import hint
from pprr.ingest.cells.marks import leading_mark, leading_status, status_alone
from pprr.ingest.cells.missing import read_missing, unclear
from pprr.ingest.cells.number import (
    NUMBER,
    PERCENT,
    POUND,
    Number,
    has_bare_point,
    has_spaced_thousands,
    number,
    refuse_long,
    tidy,
)
from pprr.ingest.cells.remarks import ARROWS
from pprr.ingest.cells.units import POUNDS

_SUFFIX = rf"(?:{PERCENT}|(?:million|mn|m|thousand|k)(?![A-Za-z²]))"
_FIGURE = re.compile(
    rf"(?P<before>{POUND}\s?(?=\())?(?P<open>\(\s?)?(?:(?P<minus>-\s?)|\+)?(?P<pound>{POUND}\s?)?(?P<inmost>-)?(?P<number>{NUMBER})"
    rf"(?P<inner>\s?{_SUFFIX})?(?P<close>\s?\))?"
    rf"(?P<outer>\s?{_SUFFIX})?(?P<trail>-(?!\S))?",
    re.ASCII | re.IGNORECASE,
)
_PERCENT = {"%", "percent", "per cent", "pct", "pc"}
_SCALES = {"": 1, "k": 1_000, "thousand": 1_000, "m": 1_000_000, "mn": 1_000_000, "million": 1_000_000}
_ABOUT = re.compile(r"(?:[~≈]|c\.|circa\b|about\b|around\b|approx(?:imately\b|\.|\b)|roughly\b)\s?", re.IGNORECASE)
_QUARTER = re.compile(r"(?P<quarter>Q[1-4])(?:\s?[:,]|\s-)?\s", re.ASCII | re.IGNORECASE)
_BARE_YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)
_COMPARATORS = {
    "<": ("<", "less than", "fewer than", "under", "below"),
    "≤": ("≤", "<=", "=<", "at most", "no more than", "not more than", "up to"),
    ">": (">", "more than", "greater than", "over", "above"),
    "≥": ("≥", ">=", "=>", "at least", "no less than", "no fewer than", "not less than"),
}
_SIGN_OF = {said: sign for sign, ways in _COMPARATORS.items() for said in ways}
_COMPARATOR = re.compile(
    "|".join(
        rf"{re.escape(said)}(?=\s)" if said[0].isalpha() else re.escape(said)
        for said in sorted(_SIGN_OF, key=len, reverse=True)
    ),
    re.ASCII | re.IGNORECASE,
)
_WAYS = {
    **dict.fromkeys(("fewer", "less", "lower", "under", "below"), "≤"),
    **dict.fromkeys(("more", "higher", "greater", "over", "above"), "≥"),
}
_BEHIND = re.compile(
    rf"(?P<figure>-?(?:{POUND}\s?)?{NUMBER}(?:\s?{_SUFFIX})?) or (?P<way>{'|'.join(_WAYS)})(?![\w-])",
    re.ASCII | re.IGNORECASE,
)  # as pages print a target
MAYBE_FRACTION = 2  # a bare percentage up to this may be a share, as Excel stores 90% and 102%
_OURS = Words({}, {}, {})
_DIRECTIONS = (TargetKind.MAXIMISE, TargetKind.MINIMISE, TargetKind.NONE)
_MILESTONES = (TargetKind.MILESTONE, TargetKind.NONE)


@dataclass(frozen=True)
class _Figure:
    """A figure as its cell writes it: signed, in units of scale, its own number of decimals, whether it has a %."""

    value: Decimal
    decimals: int
    scale: int
    has_sign: bool


def read_reading(
    text: str,
    *,
    unit: Unit,
    decimals: int,
    cell: Cell,
    missing: Mapping[str, Missing] | None = None,
    statuses: Mapping[str, Status] | None = None,
    marks: Mapping[str, Mark] | None = None,
    are_fractions: bool = False,
) -> Reading:
    """The reading that a cell states; the register's unit and decimals say how it is held and printed.

    Reads ``8,032`` ``93.0%`` ``81.8% 191,118 of 233,550`` ``78.0% 2016`` ``94.2% (to Feb 2020)`` ``0.21m`` ``-0.8%``
    ``(44)`` ``+5`` ``£75K`` ``664 kg`` ``38/40`` ``38 out of 40 (95%)`` ``<5`` ``at least 95%`` ``5 or fewer`` ``~30``
    ``34% (p)`` ``R 34%`` ``34% ▲`` ``135 (28 by letter and 107 by phone)`` and the words for a missing figure.
    ``missing``, ``statuses`` and ``marks`` are the sender's own words or signs, in any case, with what each stands for;
    where a file's percentages ``are_fractions``, 0.9 without a sign is 90%. Raises CellError for anything else: a
    blank, an unknown word, a percentage of a count. Its message names the part of the cell that cannot be read.
    A milestone is any words, with the status that they stand for where ``statuses`` say it.
    """
    words = Words(missing or {}, statuses or {}, marks or {})
    reading, has_sign = _read(text, unit=unit, decimals=decimals, cell=cell, words=words, expected=_expected(unit))
    if not are_fractions or unit is not Unit.PERCENTAGE or has_sign or reading.value is None:
        return reading
    if abs(reading.value) > MAYBE_FRACTION:
        raise CellError(text, "a fraction such as 0.9 for 90%, as sources.toml says, or a figure with its % sign")
    decimals = max(0, reading.decimals - 2) if reading.comparator else decimals
    points = Decimal(f"{(reading.value * 100).normalize():f}")
    return replace(reading, value=points, decimals=decimals)


def read_target(
    text: str, *, unit: Unit, cell: Cell, decimals: int = 0, good_performance: Polarity | None = None
) -> Target:
    """The target that a cell states: a figure at its own precision, ``Aim to maximise`` or ``minimise``, or none.

    A bound that goes with ``good_performance`` is the figure that just meets it, with the measure's ``decimals``: fewer
    than 5, where low is good and nothing has decimals, is a target of 4.
    """
    for kind in _MILESTONES if unit is Unit.MILESTONE else _DIRECTIONS:
        if text.lower().replace("ize", "ise") == kind.lower():
            return Target(kind)
    if unit is Unit.MILESTONE:
        raise CellError(text, " or ".join(_MILESTONES))
    expected = 'a figure such as 90.0% or 5,000, "Aim to maximise", "Aim to minimise" or "No target"'
    reading, has_sign = _read(text, unit=unit, decimals=None, cell=cell, words=_OURS, expected=expected)
    value = reading.value
    if value is not None and unit is Unit.PERCENTAGE and not has_sign and 0 < abs(value) <= MAYBE_FRACTION:
        raise CellError(
            text, "a target with its % sign, as Excel writes 90% as 0.9: write 90%, or 0.9% if that is meant"
        )
    if reading.comparator:
        reading = _just_met(reading, decimals, good_performance, expected)
    if reading.missing or reading.figure_period or reading.numerator is not None or reading.mark or reading.given:
        raise CellError(text, expected)
    return Target(TargetKind.VALUE, reading)


def _just_met(reading: Reading, decimals: int, good: Polarity | None, expected: str) -> Reading:
    """The figure that just meets a target stated as a bound: what figures are compared with is what is printed."""
    fitting = {Polarity.LOW: "<≤", Polarity.HIGH: ">≥"}.get(good, "") if good else ""
    if reading.comparator not in fitting or reading.scale > 1 or reading.value is None:
        raise CellError(
            reading.text,
            f"{expected}. A target is met once it is reached, so for at most 5 write 5, "
            "and for fewer than 5 the figure that just meets it, such as 4",
        )
    finer = max(decimals, reading.decimals)
    step = Decimal(1).scaleb(-finer)
    moved = {"<": -step, ">": step}.get(reading.comparator)
    value = reading.value + moved if moved else reading.value
    return replace(reading, value=value, decimals=finer if moved else reading.decimals, comparator="")


def _expected(unit: Unit) -> str:
    if unit is Unit.MILESTONE:
        return 'what became of a milestone, in words such as "On track", or "Not available"'
    if unit is Unit.PERCENTAGE:
        return 'a percentage such as 93.0% or 81.8% 191,118 of 233,550, "Not available" or "Not applicable"'
    return 'a number such as 8,032 or 0.21m, "Not available" or "Not applicable"'


def _read(
    text: str, *, unit: Unit, decimals: int | None, cell: Cell, words: Words, expected: str
) -> tuple[Reading, bool]:
    """The reading, and whether its figure has a percent sign; without ``decimals``, as a target, it keeps its own."""
    refuse_long(text, expected)
    if has_spaced_thousands(text) and (decimals is None or unit is Unit.PERCENTAGE):
        raise CellError(text, f"{expected}, with commas between thousands, since a space may part two figures")
    plain = tidy(text)
    missing = read_missing(plain, words.missing)
    if missing:
        return Reading(unit, missing=missing, text=text, cell=cell), False
    if unit is Unit.MILESTONE:
        if unclear(plain) or not any(letter.isalpha() for letter in plain):
            raise CellError(text, ". ".join(filter(None, (expected, unclear(plain)))))
        return Reading(unit, given=status_alone(plain, words.statuses), text=text, cell=cell), False
    if unit is Unit.PERCENTAGE and decimals is not None:
        plain = figure_first(plain, decimals)
    elif unit is Unit.NUMBER and decimals is not None:
        plain = cases_first(plain)
    doubt = unclear(plain) if decimals is not None else ""
    found = plain if doubt else _parts(plain, unit, words, of=text)
    if isinstance(found, str):
        reason = doubt or hint(plain)
        if unit is Unit.NUMBER and "%" in plain:
            reason = "The register says that the measure is a number, and not a percentage"
        unread = f'What cannot be read is "{found}"' if found and found != plain else ""
        raise CellError(text, ". ".join(part for part in (expected, reason or unread) if part))
    figure, beside, comparator = found
    if beside.denominator == 0:
        raise CellError(text, "a denominator greater than 0")
    reading = Reading(
        unit,
        value=figure.value,
        # A figure in millions, or a bound, is printed as it is written: rounded, a bound would no longer hold.
        decimals=figure.decimals if figure.scale > 1 or comparator or decimals is None else decimals,
        scale=figure.scale,
        numerator=beside.numerator,
        denominator=beside.denominator,
        figure_period=beside.period,
        mark=beside.mark,
        comparator=comparator,
        given=beside.given,
        text=text,
        cell=cell,
        own_unit=beside.units[0].name if beside.units else "",
        remark=beside.remark,
    )
    return reading, figure.has_sign


def _parts(plain: str, unit: Unit, words: Words, *, of: str) -> tuple[_Figure, Beside, str] | str:
    """The figure, what stands beside it and its comparator; else the part of the text that is none of these."""
    arrow = plain[:1] if plain and plain[0] in ARROWS else ""
    mark, rest = leading_mark(plain.removeprefix(arrow).lstrip(), words.marks)
    given, rest = leading_status(rest, words.statuses)
    quarter = _QUARTER.match(rest)
    rest = rest[quarter.end() :].lstrip() if quarter else rest
    about = _ABOUT.match(rest)
    rest = rest[about.end() :] if about else rest
    compared = _COMPARATOR.match(rest)
    behind = None if compared else _BEHIND.match(rest)
    if compared:
        rest = rest[compared.end() :].lstrip()
    comparator = _SIGN_OF[compared[0].lower()] if compared else _WAYS[behind["way"].lower()] if behind else ""
    match = _FIGURE.fullmatch(behind["figure"]) if behind else _FIGURE.match(rest)
    figure = _figure(match, unit, of=of) if match else None
    is_year = match is not None and _BARE_YEAR.fullmatch(match[0]) is not None
    if match is None or figure is None or (quarter and is_year) or (about and (comparator or mark)):
        return plain
    if match["minus"] and (given or quarter):
        return plain  # a minus, or the dash of "Red -34%"
    before = Beside(
        given=given,
        period=quarter["quarter"].upper() if quarter else "",
        mark=Mark.ESTIMATED if about else mark,
        units=(POUNDS,) if match["pound"] or match["before"] else (),
        remark=arrow,
    )
    # Behind a number without its sign, "12 March 2020" is a date and no figure with its period.
    anchor = Anchor(Number(abs(figure.value), figure.decimals), unit, words, is_apart=not figure.has_sign)
    beside = read_beside(rest[(behind or match).end() :], before, anchor)
    if isinstance(beside, str):
        return beside
    if beside.numerator is not None and unit is not Unit.PERCENTAGE:
        return plain
    is_more = bool(beside.given or beside.period or comparator) or beside.numerator is not None
    if (match["open"] and is_more) or (is_year and beside.period):
        return plain  # the brackets of "Red (34%)" are no minus, and "2016 2017" is no figure of a year
    return figure, beside, comparator


def _figure(match: re.Match[str], unit: Unit, *, of: str) -> _Figure | None:
    """The figure without what stands beside it; None where its brackets, signs or suffix cannot be."""
    suffixes = [" ".join((match[name] or "").lower().split()) for name in ("inner", "outer")]
    signs = [bool(match[name]) for name in ("open", "minus", "inmost", "trail")]
    suffix = "".join(suffixes)
    allowed = {"", *_PERCENT} if unit is Unit.PERCENTAGE else set(_SCALES)
    if bool(match["open"]) != bool(match["close"]) or all(suffixes) or sum(signs) > 1 or suffix not in allowed:
        return None
    if (match["pound"] or match["before"]) and unit is Unit.PERCENTAGE:
        return None
    if match["inmost"] and not match["pound"]:
        return None
    if unit is Unit.PERCENTAGE and suffix not in _PERCENT and has_bare_point(of):
        return None  # the .9 of a share, more often than of a percentage
    found: Number = number(match["number"], of=of)
    value = -found.value if any(signs) and found.value else found.value
    return _Figure(value, found.decimals, _SCALES.get(suffix, 1), suffix in _PERCENT)
