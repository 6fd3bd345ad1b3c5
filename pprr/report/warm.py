"""Readies, by being imported, what every check of words needs: its patterns, and the wording of queries. No data.

For a process that others are forked from, as ``pprr.notebook.warm``.
"""

from pprr.domain.catalogue import query_kinds
from pprr.ingest.tables import ALL, codec
from pprr.report.queries import collect
from pprr.wordcheck import idioms, lexicon

__all__ = ["ALL", "codec", "collect"]

lexicon.ready()
idioms.ready()
query_kinds()
