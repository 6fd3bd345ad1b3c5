"""The check of words: every figure tied or listed, every direction word and period held against the data.

This module is the room's one door: what is not named here is its own affair.
"""

from pprr.wordcheck.check import check_entry
from pprr.wordcheck.facts import Facts, MeasureFacts, Values
from pprr.wordcheck.outcomes import UNTIED, Checked, Contradiction, FigureOutcome, FigureResult, FigureTally
from pprr.wordcheck.parse.live_values import as_filled

__all__ = [
    "UNTIED",
    "Checked",
    "Contradiction",
    "Facts",
    "FigureOutcome",
    "FigureResult",
    "FigureTally",
    "MeasureFacts",
    "Values",
    "as_filled",
    "check_entry",
]
