"""The site for other programs: all measures of all periods as one table, and a feed, at addresses that never change."""

from pprr.project import Settings
from pprr.run.publish.downloads import as_csv
from pprr.site import addresses
from pprr.site.catalogue import Catalogue
from pprr.site.data.feed import feed
from pprr.site.data.measures import EVERY_MEASURE, every_measure
from pprr.site.data.package import described
from pprr.site.data.parquet import as_parquet
from pprr.site.data.standing import EarlierTable

__all__ = ["DATA_FILES", "EarlierTable", "data_files"]
DATA_FILES = (addresses.CSV, addresses.PARQUET, addresses.PACKAGE, addresses.FEED)


def data_files(catalogue: Catalogue, settings: Settings, standing: EarlierTable | None = None) -> dict[str, bytes]:
    """The table as CSV and as Parquet, what describes both, and the feed, by address.

    They are made from the catalogue alone: the same one gives the same bytes, whether or not the rows of periods that
    are as they were are taken from the table that is ``standing``.
    """
    csv, parquet = (standing and standing.renewed(catalogue)) or _made(catalogue)
    files = {addresses.CSV: csv, addresses.PARQUET: parquet}
    about = described(files, catalogue, settings)
    return {**files, addresses.PACKAGE: about, addresses.FEED: feed(catalogue, settings)}


def _made(catalogue: Catalogue) -> tuple[bytes, bytes]:
    table = every_measure(catalogue)
    return as_csv(table), as_parquet(EVERY_MEASURE.columns, table["rows"])
