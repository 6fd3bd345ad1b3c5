"""The rows of a scorecard: counts in parts that add up, and the money over or under the budget."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from markupsafe import Markup

from pprr import formats
from pprr.domain.record import ReportRecord
from pprr.scorecard.bar import stack

_PENCE = 100_000  # in £1,000


class CountedPart(NamedTuple):
    """The number of ``measures`` with the verdict that ``words`` name."""

    words: str
    measures: int


@dataclass(frozen=True)
class ScoreRow:
    """One report's results, or those of all: the variance is in pence, None where none is stated.

    ``page`` is its address beside the scorecard's root, blank for none; ``note`` is what else is to be said of it.
    """

    subject: str
    name: str
    page: str
    state: str
    statuses: tuple[CountedPart, ...]
    trends: tuple[CountedPart, ...]
    attention: int
    variance: int | None
    note: str = ""

    @property
    def measures(self) -> int:
        """The number of its measures."""
        return sum(one.measures for one in self.statuses)

    @property
    def status_bar(self) -> Markup:
        """The statuses as one bar in parts; the counts stand beside it."""
        return _bar(self.statuses)

    @property
    def trend_bar(self) -> Markup:
        """The trends as one bar in parts."""
        return _bar(self.trends)

    @property
    def money(self) -> str:
        """The variance in words: ``£0.044m under``."""
        if self.variance is None:
            return "None stated"
        way = "under" if self.variance < 0 else "over"
        return f"{formats.millions(self.variance)} {way}" if self.variance else "On budget"


def counted(listed: object) -> tuple[CountedPart, ...]:
    """The parts of a count as a report's record has them; none where it has no such count."""
    return tuple(CountedPart(one["words"], one["measures"]) for one in listed) if isinstance(listed, list) else ()


def variance_of(record: ReportRecord) -> int | None:
    """The money over the budget or, negative, under it, in pence: by the outturn, else by the total of the services."""
    for name in ("outturn", "services"):
        for row in _rows(record, name):
            if row.get("is_total", True) and not row.get("group"):
                return int(Decimal(str(row["variance"])) * _PENCE)
    return None


def _rows(record: ReportRecord, name: str) -> Iterator[dict[str, object]]:
    table = record.get("tables", {}).get(name)
    if table:
        names = [column["name"] for column in table["columns"]]
        yield from (dict(zip(names, row, strict=True)) for row in table["rows"])


def total_of(rows: Sequence[ScoreRow]) -> ScoreRow | None:
    """All reports together, where there are several; their variances as far as every one of them has one."""
    if len(rows) < 2:
        return None
    variances = [row.variance for row in rows if row.variance is not None]
    return ScoreRow(
        subject="",
        name="All portfolios",
        page="",
        state=f"{len(rows)} reports",
        statuses=_sum(row.statuses for row in rows),
        trends=_sum(row.trends for row in rows),
        attention=sum(row.attention for row in rows),
        variance=sum(variances) if len(variances) == len(rows) else None,
    )


def _bar(parts: Iterable[CountedPart]) -> Markup:
    return stack((one.words.lower().replace(" ", "-"), one.measures) for one in parts)


def _sum(listed: Iterable[tuple[CountedPart, ...]]) -> tuple[CountedPart, ...]:
    found: Counter[str] = Counter()
    for counts in listed:
        found.update({one.words: one.measures for one in counts})
    return tuple(CountedPart(words, count) for words, count in found.items())
