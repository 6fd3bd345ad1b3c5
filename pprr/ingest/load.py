"""The cleaned tables as the rest of pprr takes them, never older than the raw files they come from."""

from collections.abc import Iterator, Mapping

import pandas as pd

from pprr.domain import Period
from pprr.domain.errors import FaultsError
from pprr.ingest import tables
from pprr.ingest.agreement.read import read_rules
from pprr.ingest.clean import Cleaned, clean
from pprr.ingest.inputs import written
from pprr.ingest.mapping.records import FaultList
from pprr.ingest.mapping.sources import ExtractSources, read_toml
from pprr.ingest.tables import contracts
from pprr.project import Project

_BY_NAME = {table.name: table for table in tables.ALL}


def load(project: Project, period: Period) -> Cleaned:
    """The period's cleaned tables; raw files that have changed since are cleaned first, one process at a time.

    Raises FaultsError where they cannot be.
    """
    with project.lock("clean"):
        return _current(project, period) or clean(project, period)


def _current(project: Project, period: Period) -> Cleaned | None:
    """The tables on disk, if they are whole and made from the raw files and code of today."""
    found = written(project, period)
    if found is None:
        return None
    path = project.extracts(period) / "sources.toml"
    faults = FaultList()
    rules = read_rules(project.agreement(period), project, faults)
    sources = read_toml(path, ExtractSources, name=project.relative(path))
    if rules is None or not isinstance(sources, ExtractSources):
        raise FaultsError(f"The rules or sources of {period} cannot be used.", faults.all)
    frames = _Tables({name: found.files[f"{name}.csv"] for name in _BY_NAME})
    return Cleaned(period, frames, rules, sources.edition, found.inputs, found.faults)


class _Tables(Mapping[str, pd.DataFrame]):
    """The tables by name, each read when it is first asked for: of earlier periods a report takes only a few."""

    def __init__(self, data: Mapping[str, bytes]) -> None:
        self._data = data
        self._read: dict[str, pd.DataFrame] = {}

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self._read:
            self._read[name] = contracts.read_back(_BY_NAME[name], self._data[name])
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._data)

    def __len__(self) -> int:
        return len(self._data)
