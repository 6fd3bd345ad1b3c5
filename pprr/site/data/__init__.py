"""The site for other programs: all measures of all periods as tables, and a feed, at addresses that never change."""

from pprr.project import Settings
from pprr.site import addresses
from pprr.site.catalogue import Catalogue
from pprr.site.data.feed import feed
from pprr.site.data.years import tables_of

__all__ = ["data_files"]


def data_files(catalogue: Catalogue, settings: Settings) -> dict[str, bytes]:
    """The tables, what describes them, and the feed, by address: the same catalogue gives the same bytes."""
    tables = {address: data for table in tables_of(catalogue) for address, data in table.files(settings).items()}
    return {**tables, addresses.FEED: feed(catalogue, settings)}
