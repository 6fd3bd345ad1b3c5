"""Accepts a query of a period, and takes that back: finds what an id names, in whichever portfolio it is."""

import datetime
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import NoReturn

from pprr.commentary import decisions
from pprr.commentary.decisions import Acceptance, QueryStanding, entry_of, read_decisions, standing
from pprr.domain import Period, Query, Severity, told_apart
from pprr.domain.errors import ProjectError
from pprr.ingest.cleaned import Cleaned
from pprr.project import Project
from pprr.report import Report
from pprr.report.queries.live_values import UNKNOWN
from pprr.report.queries.unread_files import about_stray_files

WHOLE_FILES = ""  # stands where a portfolio's slug does
_NEAR = 0.5
_SHOWN = 5
_SEVERITIES = list(Severity)


def standings(project: Project, cleaned: Cleaned, reports: Sequence[Report]) -> dict[str, QueryStanding]:
    """Where the queries of each report stand, by its portfolio's slug; those of whole files come first."""
    of_extracts = (query for query in cleaned.queries if query.portfolio == WHOLE_FILES)
    of_files = told_apart([*of_extracts, *about_stray_files(project, cleaned)])
    accepted = read_decisions(project.decisions(cleaned.period, WHOLE_FILES))
    return {
        WHOLE_FILES: standing(of_files, accepted),
        **{report.portfolio.slug: report.standing for report in reports},
    }


def accept(
    project: Project,
    period: Period,
    found: Mapping[str, QueryStanding],
    name: str,
    *,
    reason: str,
    by: str,
    date: datetime.date,
) -> Query:
    """Accepts the query with that id; the query.

    An acceptance of its earlier value, which has fallen, makes room. Raises ProjectError for an id that no open query
    has, or that of one which can only be mended, and CommentaryError as ``commentary.decisions.accept``.
    """
    name = name.lower()
    waiting = {query.id: (slug, query) for slug, stands in found.items() for query in stands.open}
    for stands in found.values():
        for query, acceptance in stands.accepted:
            if query.id == name:
                by, why = acceptance.name, acceptance.reason
                raise ProjectError("accepted-already", problem="reason", query=name, name=by, reason=why)
    if name not in waiting:
        raise _no_such(name, _open(found), "open")
    slug, query = waiting[name]
    if query.key == UNKNOWN:
        raise ProjectError("only-to-be-mended", query=name, found=query.found)
    path = project.decisions(period, slug)
    decisions.accept(path, query, reason=reason, name=by, date=date)
    for fallen in found[slug].fallen:
        if fallen.query.id == name:
            decisions.undo(path, fallen.id)
    return query


def refuse_without_id(found: Mapping[str, QueryStanding], period: Period, *, is_accepted: bool) -> NoReturn:
    """Raises ProjectError with the ids that could have been named: of accepted queries, or of open ones by severity."""
    known = _accepted(found) if is_accepted else _open(found)

    listing = "".join(f"\n  {name}  {told}" for name, told in list(known.items())[:_SHOWN])
    if len(known) > _SHOWN:
        lister = "pprr accept --list" if is_accepted else "pprr check"
        listing += f"\n  and {len(known) - _SHOWN} more: {lister} {period}"
    state = "accepted" if is_accepted else "open"
    raise ProjectError("query-not-named", remedy=state if known else f"none-{state}", period=period, queries=listing)


def undo(project: Project, period: Period, found: Mapping[str, QueryStanding], name: str) -> Acceptance:
    """Takes back the acceptance with that id, whether it still holds or not; what it said."""
    name = name.lower()
    known: dict[str, tuple[str, Acceptance]] = {}
    for slug, stands in found.items():
        known |= {query.id: (slug, acceptance) for query, acceptance in stands.accepted}
        known |= {fallen.id: (slug, fallen.acceptance) for fallen in stands.fallen}
        known |= {other: (slug, acceptance) for other, acceptance in stands.unneeded.items()}
    if name not in known:
        raise _no_such(name, {other: _about(said) for other, (_, said) in known.items()}, "accepted")
    path = project.decisions(period, known[name][0])
    accepted = {query.id: query for stands in found.values() for query, _ in stands.accepted}
    entry = entry_of(accepted[name], read_decisions(path)) if name in accepted else name
    return decisions.undo(path, entry)


def _open(found: Mapping[str, QueryStanding]) -> dict[str, str]:
    """The subject of each open query, by its id: the blocking ones first."""
    queries = sorted(
        (query for stands in found.values() for query in stands.open),
        key=lambda query: _SEVERITIES.index(query.severity),
    )
    return {query.id: f"{_about(query)}, {query.severity}" for query in queries}


def _accepted(found: Mapping[str, QueryStanding]) -> dict[str, str]:
    return {query.id: _about(query) for stands in found.values() for query, _ in stands.accepted}


def _about(one: Query | Acceptance) -> str:
    return f"{one.item}, {one.kind}"


def _no_such(name: str, known: Mapping[str, str], state: str) -> ProjectError:
    """Says that there is none, with those about the item of that name, else the nearest ones, or all of a few."""
    if not known:
        return ProjectError("no-query-at-all", state=state, query=name)
    of_item = [other for other, told in known.items() if told.lower().startswith(f"{name},")]
    near = of_item or get_close_matches(name, known, cutoff=_NEAR) or (list(known) if len(known) <= _SHOWN else [])
    offered = "; ".join(f"{other} ({known[other]})" for other in near)
    remedy = "of-item" if of_item else "near" if near else "none-near"
    return ProjectError("no-such-query", remedy=remedy, state=state, query=name, near=offered)
