"""The table of all measures as it stands on the site: the rows of a period that is as it was are taken from there."""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass

from pprr.domain.record import RecordTable
from pprr.run.publish.downloads import as_csv
from pprr.site.catalogue import Catalogue
from pprr.site.data.measures import EVERY_MEASURE, every_measure
from pprr.site.data.parquet import renewed_parquet

_LINE_END = b"\r\n"


@dataclass(frozen=True)
class EarlierTable:
    """The table as CSV and Parquet, and the names of the periods whose rows in it are still right."""

    csv: bytes
    parquet: bytes
    same: Set[str]

    def renewed(self, catalogue: Catalogue) -> tuple[bytes, bytes] | None:
        """The table of the catalogue as CSV and Parquet; None where Parquet's columns have to be of another type."""
        names = [str(period) for period in reversed(catalogue.periods)]
        parts = {name: every_measure(catalogue, {name}) for name in names if name not in self.same}
        rows = [row for part in parts.values() for row in part["rows"]]
        parquet = renewed_parquet(self.parquet, self.same, EVERY_MEASURE.columns, rows)
        return None if parquet is None else (self._csv(names, parts), parquet)

    def _csv(self, names: Iterable[str], parts: Mapping[str, RecordTable]) -> bytes:
        head = as_csv(every_measure(Catalogue(())))
        found = {name: as_csv(part).removeprefix(head) for name, part in parts.items()}
        kept: dict[str, list[bytes]] = {}
        for record in _records(self.csv.removeprefix(head)):
            kept.setdefault(record.partition(b",")[0].decode(), []).append(record)
        texts = (found[name] if name in found else b"".join(kept.get(name, ())) for name in names)
        return b"".join((head, *texts))


def _records(data: bytes) -> Iterator[bytes]:
    """Yields each record of a CSV; a line that ends within quotes goes on in the next."""
    lines: list[bytes] = []
    quotes = 0
    for line in data.split(_LINE_END)[:-1]:
        lines.append(line)
        quotes += line.count(b'"')
        if quotes % 2 == 0:
            yield _LINE_END.join((*lines, b""))
            lines = []
