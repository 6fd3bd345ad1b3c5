"""Readies, by being imported, what reports and their checks of words need: modules that are imported when they are
first used, what checks settings, the patterns of words, and the wording of queries. No data.

For a process that others are forked from, as ``pprr.notebook.warm``.
"""

from pprr.domain import DataPeriod
from pprr.domain.catalogue import query_kinds
from pprr.domain.settings import Section
from pprr.ingest.tables import ALL, codec
from pprr.report.queries import collect
from pprr.wordcheck import idioms, lexicon

__all__ = ["ALL", "codec", "collect"]


def _build(model: type[Section]) -> None:
    model.model_rebuild()
    for one in model.__subclasses__():
        _build(one)


_build(Section)
lexicon.ready()
idioms.ready()
query_kinds()
DataPeriod.parse("1 April 2024")  # a day is the last form of all that are tried
