"""One report to make, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pprr.domain import Period

PORTFOLIO = "portfolio"  # the kind of report whose notebook is portfolio_report.ipynb


def report_name(portfolio: str, kind: str) -> str:
    """The name of a report's page and of its folder of downloads; no slug holds a dot."""
    return portfolio if kind == PORTFOLIO else f"{portfolio}.{kind}"


@dataclass(frozen=True)
class Item:
    """One report to make: of whom, when, and of which kind, which names its notebook."""

    portfolio: str
    period: Period
    kind: str = PORTFOLIO

    @property
    def name(self) -> str:
        """The name of its page and of its folder of downloads."""
        return report_name(self.portfolio, self.kind)


@dataclass(frozen=True)
class Made:
    """The files put in place: the SHA-256 of each by its address in the period's folder, and what to say of them.

    ``page`` is what the index tells of the page; ``blocking`` counts the open queries that keep it a draft,
    ``missing`` the entries that still want words.
    """

    files: Mapping[str, str]
    page: Mapping[str, object]
    blocking: int = 0
    missing: int = 0


@dataclass(frozen=True)
class ItemOutcome:
    """The outcome of one report: made, or the reason why not, with the cell and the end of its traceback if known.

    ``seconds`` is the time from its start to its end over all ``attempts``: where what ran the notebook ``is_dead``, it
    is given a second one. ``peak_bytes`` is the most memory that its processes held at one time, 0 where it is not
    known; ``notebook`` where the failed notebook lies as far as it ran, from the project's root, or nothing; ``made``
    what stands in place now.
    """

    is_made: bool
    reason: str = ""
    cell: str = ""
    trace: str = ""
    seconds: float = field(default=0.0, kw_only=True)
    peak_bytes: int = field(default=0, kw_only=True)
    attempts: int = field(default=1, kw_only=True)
    notebook: str = field(default="", kw_only=True)
    made: Made | None = field(default=None, kw_only=True)
    is_dead: bool = field(default=False, kw_only=True)
