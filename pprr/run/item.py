"""One report to make, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pprr.domain import Period
from pprr.project import PORTFOLIO, report_name


@dataclass(frozen=True)
class Item:
    """One report to make: of whom, when, and of which kind, which names its notebook.

    ``subject`` is a portfolio's slug, that of a committee, a directorate or a view, or ``council`` for the whole of it.
    """

    subject: str
    period: Period
    kind: str = PORTFOLIO

    @classmethod
    def named(cls, name: str, period: Period) -> "Item":
        """The report of that name: ``housing``, ``housing.easy_read``, ``council.corporate``."""
        subject, _, kind = name.partition(".")
        return cls(subject, period, kind or PORTFOLIO)

    @property
    def name(self) -> str:
        """The name of its page and of its folder of downloads."""
        return report_name(self.subject, self.kind)


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
