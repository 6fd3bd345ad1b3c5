"""Accepts a query of a period, and takes that back: finds what an id names, in whichever portfolio it is."""

import datetime
from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from pprr.commentary import decisions
from pprr.commentary.decisions import Acceptance, Standing, read_decisions, standing
from pprr.errors import ProjectError
from pprr.intake.clean import Cleaned
from pprr.model import Period, Query, told_apart
from pprr.project import Project
from pprr.report import Report

WHOLE_FILES = ""  # stands where a portfolio's slug does
_NEAR = 0.5


def standings(project: Project, cleaned: Cleaned, reports: Sequence[Report]) -> dict[str, Standing]:
    """Where the queries of each report stand, by its portfolio's slug; those of whole files come first."""
    of_files = told_apart(query for query in cleaned.queries if query.portfolio == WHOLE_FILES)
    accepted = read_decisions(project.decisions(cleaned.period, WHOLE_FILES))
    return {
        WHOLE_FILES: standing(of_files, accepted),
        **{report.portfolio.slug: report.standing for report in reports},
    }


def accept(
    project: Project,
    period: Period,
    found: Mapping[str, Standing],
    name: str,
    *,
    reason: str,
    by: str,
    date: datetime.date,
) -> Query:
    """Accepts the query with that id; the query.

    An acceptance of its earlier value, which has fallen, makes room. Raises ProjectError for an id that no open query
    has, and CommentaryError as ``commentary.decisions.accept``.
    """
    name = name.lower()
    waiting = {query.id: (slug, query) for slug, stands in found.items() for query in stands.open}
    for stands in found.values():
        for query, acceptance in stands.accepted:
            if query.id == name:
                raise ProjectError(f"{name} has been accepted already, by {acceptance.name}: {acceptance.reason}")
    if name not in waiting:
        raise ProjectError(
            _no_such(name, {other: f"{query.item}, {query.kind}" for other, (_, query) in waiting.items()}, "open")
        )
    slug, query = waiting[name]
    path = project.decisions(period, slug)
    decisions.accept(path, query, reason=reason, name=by, date=date)
    for fallen in found[slug].fallen:
        if fallen.query.id == name:
            decisions.undo(path, fallen.id)
    return query


def undo(project: Project, period: Period, found: Mapping[str, Standing], name: str) -> Acceptance:
    """Takes back the acceptance with that id, whether it still holds or not; what it said."""
    name = name.lower()
    known: dict[str, tuple[str, Acceptance]] = {}
    for slug, stands in found.items():
        known |= {query.id: (slug, acceptance) for query, acceptance in stands.accepted}
        known |= {fallen.id: (slug, fallen.acceptance) for fallen in stands.fallen}
        known |= {other: (slug, acceptance) for other, acceptance in stands.unneeded.items()}
    if name not in known:
        told = {other: f"{said.item}, {said.kind}" for other, (_, said) in known.items()}
        raise ProjectError(_no_such(name, told, "accepted"))
    return decisions.undo(project.decisions(period, known[name][0]), name)


def _no_such(name: str, known: Mapping[str, str], state: str) -> str:
    """That there is none, with the nearest ones, or all of a few."""
    near = get_close_matches(name, known, cutoff=_NEAR) or (list(known) if len(known) <= 5 else [])
    if not known:
        return f'There is no {state} query "{name}": there is none at all.'
    offered = "; ".join(f"{other} ({known[other]})" for other in near)
    return f'There is no {state} query "{name}". ' + (f"Near it: {offered}." if offered else "pprr check lists them.")
