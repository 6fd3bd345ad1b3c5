"""Files of one ledger that overlap: the same lines in two of them, or the same months of the same cost centres."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations

from pprr.domain import Cell, Query, query
from pprr.domain.errors import Fault, fault
from pprr.domain.periods.days import MONTHS
from pprr.ingest.ledger.sums import DATED, Sum

_MOST_KEPT = 200_000  # sums of one file; one that has more has no cost centres or accounts that are known


class Months:
    """The sums of each file's months, as far as two files are to be held against each other."""

    def __init__(self) -> None:
        self._sums: dict[str, dict[int, set[int]]] = {}
        self._files: dict[tuple[int, str], set[str]] = defaultdict(set)

    def watch(self, file: str, found: Iterable[Sum]) -> Iterator[Sum]:
        """The file's sums as they are."""
        mine: dict[int, set[int]] = defaultdict(set)
        self._sums[file] = mine
        kept = 0
        for one in found:
            if one.outcome in DATED and kept < _MOST_KEPT:
                kept += 1
                mine[one.month].add(hash((one.cost_centre, one.account, one.pence, one.lines)))
                self._files[one.month, one.cost_centre].add(file)
            yield one

    def same_lines(self) -> Iterator[Fault]:
        """A fault for each two files of which one holds a month's lines that the other holds too."""
        for (first, mine), (second, theirs) in combinations(self._sums.items(), 2):
            shared = {month: len(mine[month] & theirs[month]) for month in mine.keys() & theirs.keys()}
            # One sum may be the same by chance; then the month itself is asked about.
            twice = [
                month
                for month, same in shared.items()
                if same > 1 and 2 * same >= min(len(mine[month]), len(theirs[month]))
            ]
            if twice:
                yield fault("ledger-files-overlap", Cell(second), first=_name(first), months=_named(twice))

    def same_months(self, owner: Callable[[str], str]) -> Iterator[Query]:
        """A query for each portfolio that has a month of a cost centre in several files."""
        months: dict[str, set[int]] = defaultdict(set)
        files: dict[str, set[str]] = defaultdict(set)
        for (month, cost_centre), held_by in self._files.items():
            portfolio = owner(cost_centre)
            if len(held_by) > 1 and portfolio:
                months[portfolio].add(month)
                files[portfolio] |= held_by
        for portfolio, found in sorted(months.items()):
            listed = ", ".join(sorted(_name(file) for file in files[portfolio]))
            yield query("ledger-month-in-two-files", portfolio, "outturn", "", months=_named(found), files=listed)


def _name(path: str) -> str:
    return path.rpartition("/")[2]


def _named(months: Iterable[int]) -> str:
    return ", ".join(f"{MONTHS[month % 12]} {2000 + month // 12}" for month in sorted(months))
