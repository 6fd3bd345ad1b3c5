"""How the figures of a view were entered, service by service: in this report, the last one, and that of a year ago."""

from collections.abc import Iterator, Sequence

from pprr.domain import Period, RegisterEntry, earlier_reports, expected_figure
from pprr.domain.errors import FaultsError, ProjectError
from pprr.ingest import tables
from pprr.ingest.cleaned import Cleaned
from pprr.ingest.load import load
from pprr.project import Project
from pprr.rules.entered import Entered, Given, entered_by

UNNAMED = "No owner named"


def entered_over_time(project: Project, cleaned: Cleaned, entries: Sequence[RegisterEntry]) -> tuple[Entered, ...]:
    """What each service that answers for one of the measures entered, the latest report first.

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
