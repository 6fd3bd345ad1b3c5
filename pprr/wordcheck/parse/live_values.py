"""Tells the figures that live values printed from those that were typed: the former are the data's by definition."""

import re
from dataclasses import replace

from pprr.wordcheck.outcomes import Checked, FigureOutcome, FigureResult

_LIVE = re.compile(r"\{\{[^{}]*\}\}")
# A live value that is only a piece of the figure: "£{{ x }}m".
_PIECE = re.compile(r"[\w£%/.−-]\{\{|\}\}(?:[\w%/]|[.,]\d)")
_NUMBER = re.compile(r"\d(?:[\d,.]*\d)?")


def as_filled(checked: Checked, typed: str) -> Checked:
    """The same, where ``typed`` are the words with live values as their names: what these printed agrees.

    A figure was printed by them where none of its numbers stands in the words as typed. The words beside it (rose,
    below target) are typed, and stay held.
    """
    if not _LIVE.search(typed) or _PIECE.search(typed):
        return checked
    own = set(_NUMBER.findall(_LIVE.sub(" ", typed)))
    return replace(checked, figures=tuple(_as_filled(result, own) for result in checked.figures))


def _as_filled(result: FigureResult, own: set[str]) -> FigureResult:
    numbers = _NUMBER.findall(result.words)
    if result.outcome is FigureOutcome.AGREES or not numbers or own & set(numbers):
        return result
    return replace(result, outcome=FigureOutcome.AGREES, against="live value", contradiction=None)
