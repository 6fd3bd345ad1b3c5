"""One report to make, and what became of it."""

from dataclasses import dataclass

from pprr.model import Period


@dataclass(frozen=True)
class Item:
    """One report to make."""

    portfolio: str
    period: Period


@dataclass(frozen=True)
class Outcome:
    """What became of one report: made, or the reason why not, with the cell and the end of its traceback if known."""

    portfolio: str
    is_made: bool
    reason: str = ""
    cell: str = ""
    trace: str = ""
