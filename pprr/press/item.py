"""One report to make, and what became of it."""

from dataclasses import dataclass, field

from pprr.model import Period


@dataclass(frozen=True)
class Item:
    """One report to make."""

    portfolio: str
    period: Period


@dataclass(frozen=True)
class Outcome:
    """What became of one report: made, or the reason why not, with the cell and the end of its traceback if known.

    ``seconds`` is the time from its start to its end over all ``attempts`` (a process that died is given a second one);
    ``peak_bytes`` the most memory that its processes held at one time, 0 where it is not known; ``notebook`` where the
    failed notebook lies as far as it ran, from the project's root, or nothing.
    """

    portfolio: str
    is_made: bool
    reason: str = ""
    cell: str = ""
    trace: str = ""
    seconds: float = field(default=0.0, kw_only=True)
    peak_bytes: int = field(default=0, kw_only=True)
    attempts: int = field(default=1, kw_only=True)
    notebook: str = field(default="", kw_only=True)
