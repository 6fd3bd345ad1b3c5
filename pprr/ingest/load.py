"""The cleaned tables as the rest of pprr takes them, never older than the raw files they come from."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path

from pprr.domain import Period, earlier_reports
from pprr.domain.errors import FaultsError, ProjectError
from pprr.ingest.agreement.year_rules import read_rules
from pprr.ingest.cleaned import Cleaned
from pprr.ingest.inputs import input_hashes, written
from pprr.ingest.mapping.faults import FaultList
from pprr.ingest.mapping.sources import AgreementSources, ExtractSources, read_toml
from pprr.ingest.tables.stored import CleanedTables
from pprr.ingest.withheld import withheld
from pprr.project import Project

_WITH_MONEY = 2  # a report reads all money of its period and of the last report, and no earlier one's
_KEPT: dict[tuple[Path, Period], Cleaned] = {}  # of this process, and so of those that are forked from it

_READ: ContextVar[dict[tuple[Path, Period], Cleaned] | None] = ContextVar("read", default=None)


@contextmanager
def read_once() -> Iterator[None]:
    """Reads the tables of a period once while it lasts: documents ask for those of the same periods again and again."""
    held = _READ.get()
    token = _READ.set({} if held is None else held)
    try:
        yield
    finally:
        _READ.reset(token)


def keep(project: Project, period: Period) -> None:
    """Keeps the tables of a period, and those that its reports look back at, for processes forked from this one.

    They are as the raw files are now, and ``load`` gives them as they are kept. Nothing is cleaned here, nor kept of
    what cannot be read.
    """
    found: dict[tuple[Path, Period], Cleaned] = {}
    with suppress(Exception):  # whoever asks for what is not kept reads it, and says what is wrong with it
        for one in (period, *earlier_reports(project.periods(), period)):
            if cleaned := _current(project, one):
                cleaned.tables.ready()
                if len(found) < _WITH_MONEY:
                    cleaned.money  # noqa: B018  # made into records, once
                found[project.root, one] = cleaned
    _KEPT.clear()
    _KEPT.update(found)


def kept(project: Project, period: Period) -> tuple[Cleaned, ...]:
    """The tables that are kept of a period, and of those that its reports look back at; none where any is not."""
    wanted = (period, *earlier_reports(project.periods(), period))
    found = [_KEPT[project.root, one] for one in wanted if (project.root, one) in _KEPT]
    return tuple(found) if len(found) == len(wanted) else ()


def load(project: Project, period: Period) -> Cleaned:
    """The period's cleaned tables, without what the year's rules keep from reports.

    Raw files that have changed since are cleaned first, one process at a time. Raises FaultsError where they cannot be.
    """
    read, key = _READ.get(), (project.root, period)
    if kept := _KEPT.get(key) or (read or {}).get(key):
        return kept
    with project.lock("clean"):
        found = _current(project, period, cleans=True)
        if found is None:
            found = _withheld(project, _cleaned(project, period), cleans=True)
    if read is not None:
        read[key] = found
    return found


def _current(project: Project, period: Period, *, cleans: bool = False) -> Cleaned | None:
    """The tables that are kept or on disk, if they are whole and made from the raw files and code of today."""
    kept = _KEPT.get((project.root, period))
    if kept and kept.inputs == input_hashes(project, period):
        return kept
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
    cleaned = Cleaned(period, found.tables, rules, sources.edition, found.inputs, found.faults, lacks)
    return _withheld(project, cleaned, cleans=cleans)


def _withheld(project: Project, cleaned: Cleaned, *, cleans: bool) -> Cleaned:
    """The tables without what the year's rules keep from reports, and what would reveal it beside earlier ones."""
    rule = cleaned.rules.publication
    before = _before(project, cleaned.period, cleans=cleans) if rule.looks_for_more else ()
    return withheld(project, cleaned, rule, earlier=before)


def _before(project: Project, period: Period, *, cleans: bool) -> Iterator[CleanedTables]:
    """Yields the whole tables of the reports before, the oldest first, as far as they can be read.

    Raises LookupError for one that would have to be cleaned and may not be.
    """
    for other in reversed(earlier_reports(project.periods(), period)):
        found = written(project, other)
        if found is None and not cleans:
            raise LookupError(other)
        with suppress(FaultsError, ProjectError):
            yield found.tables if found else _cleaned(project, other).tables


def _cleaned(project: Project, period: Period) -> Cleaned:
    from pprr.ingest.clean import clean  # which brings the readers of every kind of file

    return clean(project, period)
