"""Every cleaned table, in the order of its files."""

from pprr.domain.table import Table
from pprr.ingest import tables
from pprr.ingest.tables.names import NAMES

ALL: tuple[Table, ...] = tuple(getattr(tables, name.upper()) for name in NAMES)
