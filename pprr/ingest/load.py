"""The cleaned tables as the rest of pprr takes them, never older than the raw files they come from."""

from pprr.domain import Period
from pprr.domain.errors import FaultsError
from pprr.ingest.agreement.year_rules import read_rules
from pprr.ingest.clean import Cleaned, clean
from pprr.ingest.inputs import written
from pprr.ingest.mapping.records import FaultList
from pprr.ingest.mapping.sources import AgreementSources, ExtractSources, read_toml
from pprr.project import Project


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
    path, agreed = (folder / "sources.toml" for folder in (project.extracts(period), project.agreement(period)))
    faults = FaultList()
    rules = read_rules(project.agreement(period), project, period, faults)
    sources = read_toml(path, ExtractSources, name=project.relative(path))
    agreement = read_toml(agreed, AgreementSources, name=project.relative(agreed))
    if rules is None or not isinstance(sources, ExtractSources) or not isinstance(agreement, AgreementSources):
        raise FaultsError("rules-unusable", faults.all, period=period)
    lacks = agreement.council.lacks
    return Cleaned(period, found.tables, rules, sources.edition, found.inputs, found.faults, lacks)
