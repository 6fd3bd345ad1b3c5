"""The site for other programs: all measures of all periods as one table, and a feed, at addresses that never change."""

from pprr.project import Settings
from pprr.run.publish.downloads import as_csv
from pprr.site import addresses
from pprr.site.catalogue import Catalogue
from pprr.site.data.feed import feed
from pprr.site.data.measures import EVERY_MEASURE, every_measure
from pprr.site.data.package import described
from pprr.site.data.parquet import as_parquet


def data_files(catalogue: Catalogue, settings: Settings) -> dict[str, bytes]:
    """The table as CSV and as Parquet, what describes both, and the feed, by address.

    They are made from the catalogue alone: the same one gives the same bytes.
    """
    table = every_measure(catalogue)
    files = {addresses.CSV: as_csv(table), addresses.PARQUET: as_parquet(EVERY_MEASURE.columns, table["rows"])}
    about = described(table, files, catalogue, settings)
    return {**files, addresses.PACKAGE: about, addresses.FEED: feed(catalogue, settings)}
