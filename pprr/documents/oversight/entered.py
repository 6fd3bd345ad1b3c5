"""The quality of what was entered for a view, by service: in this report, the last one, and that of a year ago."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pprr.domain import Missing, Period, Reading, RegisterEntry, earlier_reports, expected_figure
from pprr.domain.errors import FaultsError, ProjectError
from pprr.ingest import tables
from pprr.ingest.cleaned import Cleaned
from pprr.ingest.load import load
from pprr.project import Project

UNNAMED = "No owner named"
Given = Mapping[tuple[str, Period], Reading]
"""The figures of an extract, by measure and the period of their column."""


@dataclass(frozen=True)
class Entered:
    """One service and one report: its measures, figures that are late or restate earlier ones, and queries."""

    service: str
    period: Period
    measures: int
    late: int
    restated: int
    queries: int


def entered_by(
    service: str,
    period: Period,
    measures: Collection[str],
    *,
    due: Collection[str],
    given: Given,
    before: Given,
    asked: Sequence[str],
) -> Entered:
    """The quality of what the service entered in the period's extract about those measures, some of them ``due``.

    ``given`` are the figures of that extract, ``before`` those of the report before it, for its own period; ``asked``
    the measures that queries about the extract are about, one for each query.
    """
    late = sum(name in due and _is_missing(given.get((name, period))) for name in measures)
    restated = sum(key[0] in measures and _has_changed(then, given.get(key)) for key, then in before.items())
    return Entered(service, period, len(measures), late, restated, sum(name in measures for name in asked))


def _is_missing(reading: Reading | None) -> bool:
    return reading is None or reading.missing is Missing.NOT_AVAILABLE


def _has_changed(then: Reading, now: Reading | None) -> bool:
    """Tells whether there were two figures, and they differ."""
    return now is not None and None not in {then.exact, now.exact} and then.exact != now.exact


def entered_over_time(project: Project, cleaned: Cleaned, entries: Sequence[RegisterEntry]) -> tuple[Entered, ...]:
    """The entries of each service that answers for one of the measures, the latest report first.

    Those are the reports that a document rests on beside its own; one that cannot be read is left out.
    """
    known = project.periods()
    others = (*earlier_reports(known, cleaned.period)[:1], cleaned.period.previous_year)
    found = [cleaned, *filter(None, (_read(project, one) for one in dict.fromkeys(others) if one in known))]
    names = {name: entry.measure_id for entry in entries for name in entry.names}
    return tuple(one for each in found for one in _of_report(project, each, names, known))


def _read(project: Project, period: Period | None) -> Cleaned | None:
    try:
        return load(project, period) if period else None
    except (FaultsError, ProjectError):
        return None


def _of_report(project: Project, cleaned: Cleaned, names: dict[str, str], known: Sequence[Period]) -> Iterator[Entered]:
    """Yields what each service entered; measures go by the names that they have and had."""
    entries = [one for one in cleaned.tables.records(tables.MEASURES) if one.measure_id in names]
    before = _read(project, next(iter(earlier_reports(known, cleaned.period)), None))
    period = cleaned.period
    given = {(one.measure_id, one.period): one.reading for one in cleaned.tables.records(tables.READINGS)}
    then = _own_figures(before) if before else {}
    asked = [one.item for one in cleaned.queries]
    due = {one.measure_id for one in entries if expected_figure(one.frequency, one.lag, period, one.first) == period}
    for service in sorted({one.owner for one in entries}):
        own = {one.measure_id for one in entries if one.owner == service}
        yield entered_by(service or UNNAMED, period, own, due=due, given=given, before=then, asked=asked)


def _own_figures(cleaned: Cleaned) -> Given:
    """The figures of a report's own period, as its extract had them."""
    readings = cleaned.tables.records(tables.READINGS)
    return {(one.measure_id, one.period): one.reading for one in readings if one.period == cleaned.period}
