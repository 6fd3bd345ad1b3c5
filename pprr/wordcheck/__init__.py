"""The check of words: every figure tied or listed, every direction word and period held against the data.

This module is the room's one door: what is not named here is its own affair.
"""

from typing import TYPE_CHECKING

from pprr.lazy import names_from

if TYPE_CHECKING:
    from pprr.wordcheck.check import check_entry
    from pprr.wordcheck.facts import Facts, MeasureFacts, Values
    from pprr.wordcheck.idioms import Idioms, idiom_tables
    from pprr.wordcheck.outcomes import (
        BY_ITSELF,
        UNHELD,
        UNTIED,
        Checked,
        FigureOutcome,
        FigureResult,
        FigureTally,
        WordsContradiction,
    )
    from pprr.wordcheck.parse.live_values import as_filled
    from pprr.wordcheck.parse.numbers import NUMBER_WORDS
else:
    __getattr__ = names_from(
        __name__,
        {
            "check": "check_entry",
            "facts": "Facts MeasureFacts Values",
            "idioms": "Idioms idiom_tables",
            "outcomes": "BY_ITSELF UNHELD UNTIED Checked FigureOutcome FigureResult FigureTally WordsContradiction",
            "parse.live_values": "as_filled",
            "parse.numbers": "NUMBER_WORDS",
        },
    )

__all__ = [
    "BY_ITSELF",
    "NUMBER_WORDS",
    "UNHELD",
    "UNTIED",
    "Checked",
    "Facts",
    "FigureOutcome",
    "FigureResult",
    "FigureTally",
    "Idioms",
    "MeasureFacts",
    "Values",
    "WordsContradiction",
    "as_filled",
    "check_entry",
    "idiom_tables",
]
