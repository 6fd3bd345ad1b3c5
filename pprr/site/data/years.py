"""The tables of all measures: one of the newest years at an address that never changes, and one of each older year.

So a correction sends the rows of some years, however long the archive is.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pprr.project import Settings
from pprr.run.publish.downloads import as_csv
from pprr.site import addresses
from pprr.site.catalogue import Catalogue
from pprr.site.data.measures import EVERY_MEASURE, every_measure
from pprr.site.data.package import described
from pprr.site.data.parquet import as_parquet
from pprr.site.data.standing import EarlierTable

YEARS_TOGETHER = 5


@dataclass(frozen=True)
class YearsTable:
    """The table of the editions of some years; ``year`` names an older one, and is blank of the newest together.

    ``older`` names the years that the newest leave to tables of their own.
    """

    catalogue: Catalogue
    year: str = ""
    older: tuple[str, ...] = ()

    @property
    def addresses(self) -> tuple[str, str, str]:
        """The addresses of its CSV, of its Parquet and of what describes both."""
        csv, parquet, package = (addresses.of_year(one, self.year) for one in addresses.TABLE)
        return csv, parquet, package

    def files(self, settings: Settings, standing: EarlierTable | None = None) -> dict[str, bytes]:
        """Its files by address. They are made from the catalogue alone: the same one gives the same bytes.

        The rows of periods that are as they were may be taken from the table that is ``standing``.
        """
        csv, parquet, package = self.addresses
        data = (standing and standing.renewed(self.catalogue)) or self._made()
        files = dict(zip((csv, parquet), data, strict=True))
        return {**files, package: described(files, self.catalogue, settings, year=self.year, older=self.older)}

    def _made(self) -> tuple[bytes, bytes]:
        table = every_measure(self.catalogue)
        return as_csv(table), as_parquet(EVERY_MEASURE.columns, table["rows"])


def older_years(catalogue: Catalogue) -> tuple[str, ...]:
    """The years that have tables of their own, newest first."""
    return tuple(dict.fromkeys(period.year for period in catalogue.periods))[YEARS_TOGETHER:]


def tables_of(catalogue: Catalogue) -> Iterator[YearsTable]:
    """Yields the tables that hold all of the catalogue, each row once, newest first."""
    older = older_years(catalogue)
    of_year = {str(period): period.year for period in catalogue.periods if period.year in older}
    yield YearsTable(catalogue.only(lambda one: one.period not in of_year), older=older)
    for year in older:
        yield YearsTable(catalogue.only(lambda one, year=year: of_year.get(one.period) == year), year)  # type: ignore[misc]
