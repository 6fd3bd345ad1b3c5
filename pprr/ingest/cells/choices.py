"""Cells that hold one of a few words, a small count, an identifier, or any text."""

import re

from pprr.domain import Polarity, Tolerance
from pprr.domain.errors import CellError

# What systems call it; a council's own words are mapped in sources.toml.
_POLARITIES = {
    Polarity.HIGH: {"high", "higher", "higher is better", "bigger is better", "asc", "ascending", "up", "maximise"},
    Polarity.LOW: {"low", "lower", "lower is better", "smaller is better", "desc", "descending", "down", "minimise"},
}


def read_polarity(text: str) -> Polarity:
    """Good performance, from ``High`` or ``Low`` or what systems call them (``Bigger is better``), in any case."""
    small = " ".join(text.lower().split())
    for polarity, words in _POLARITIES.items():
        if small in words:
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


def read_tolerance(text: str) -> Tolerance | None:
    """A measure's own margin, or None for a blank: the year's then holds."""
    try:
        return Tolerance.parse(text) if text else None
    except ValueError as error:
        raise CellError(text, 'a margin such as "10%" or "2 points", or nothing') from error


def read_measure_id(text: str) -> str:
    """A measure's identifier: letters, digits, dots and hyphens, safe in headings, links and file names."""
    if len(text) > 40 or not re.fullmatch(r"[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*", text, re.ASCII):
        raise CellError(text, "an identifier of letters, digits, single dots and hyphens, such as CFE1.4")
    return text


def read_text(text: str) -> str:
    """Any text but none."""
    if not text:
        raise CellError(text, "some text")
    return text


def read_address(text: str) -> str:
    """An address on the web, which a page links to, or a blank."""
    if text and not re.fullmatch(r"https?://[^\s<>\"']+", text, re.ASCII):
        raise CellError(text, "an address such as https://www.example.gov.uk/agreement")
    return text
