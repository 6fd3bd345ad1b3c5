"""Puts the agreement together: the year's tables of one portfolio, what last year's said, and its own words."""

from dataclasses import replace

from pprr import formats
from pprr.documents.agreement.changes import AgreementChange, changes
from pprr.documents.agreement.reached import direction_in_words, eased_in_words, reached_in_words
from pprr.documents.agreement.report import ITEMS, AgreedMeasure, Opening, PortfolioAgreement
from pprr.documents.agreement.tables import tables_of_agreement
from pprr.documents.compared import compared_in_words
from pprr.documents.frame import finished, framed, parts_of
from pprr.domain import Measure
from pprr.domain.documents import Document
from pprr.domain.errors import FaultsError, ProjectError
from pprr.domain.money import CashLimitLine, lines_of
from pprr.ingest import tables
from pprr.ingest.cleaned import Cleaned
from pprr.ingest.edition import Edition
from pprr.ingest.load import load
from pprr.ingest.withheld import withheld
from pprr.project import AGREEMENT, Project
from pprr.report import Report
from pprr.report.agreement import AgreementInForce, about_agreement, amendments, terms_of
from pprr.report.measures.in_force import for_the_year
from pprr.report.measures.past import Past
from pprr.report.queries.of_draft import Ask
from pprr.report.values.collect import values_of_counts


def portfolio_agreement(
    project: Project,
    cleaned: Cleaned,
    document: Document,
    past: Past,
    *,
    is_writing: bool = False,
    ask: Ask | None = None,
) -> PortfolioAgreement:
    """The agreement of a portfolio, from the tables of the period that it is made with."""
    [part] = parts_of(project, cleaned, document, past)
    slug = part.portfolio.slug
    before = _last_year(project, cleaned)
    targets = _targets(before) if before else {}
    figures = _figures(before) if before else {}
    reserves = cleaned.tables.records(tables.AGREED_RESERVES).of(portfolio=slug)
    savings = cleaned.tables.records(tables.AGREED_SAVINGS).of(portfolio=slug)
    frame = framed(project, cleaned, document, past, items=ITEMS, tabled=tables_of_agreement, parts=[part])
    kept_back = {*cleaned.rules.publication.withhold, *cleaned.lacks}
    terms = terms_of(part.priorities, part.measures, reserves, savings)
    year = (part.agreement if document.kind == AGREEMENT else None) or AgreementInForce()
    approved = year.approval
    found = PortfolioAgreement(
        # The edition is that of the period's reports; an agreement has a version of its own.
        **vars(replace(frame, contacts=part.contacts, edition=Edition(notice=cleaned.edition.notice))),
        part=part,
        agreed=tuple(_agreed(one, part, targets, figures) for one in part.measures),
        opening=_opening(project, part),
        agreed_reserves=reserves,
        agreed_savings=savings,
        changes=_changes(slug, cleaned, before) if before else None,
        agreed_terms=terms,
        year=year,
        amended=tuple(amendments(approved.before, approved.agreed, kept_back)) if approved and approved.before else (),
    )
    is_own = found.approval is not None or approved is None
    held = replace(year, amendments=()) if is_own else year
    asked = about_agreement(held, part.portfolio, document.name)
    values = tuple(values_of_counts(part))
    found = finished(project, found, values, past, of=[slug], queries=asked, is_writing=is_writing, ask=ask)
    if is_own:
        return found
    # An earlier page of the year was approved: it holds as long as nothing that it agreed is otherwise.
    return replace(found, approval=approved, changed=tuple(one.term for one in year.amendments))


def _opening(project: Project, part: Report) -> Opening:
    """The cash limit that the year opened with: later reports of the year begin from the one before."""
    slug = part.portfolio.slug
    first = next(one for one in project.periods() if one.start == part.period.start)
    try:
        found = None if first == part.period else load(project, first)
    except (FaultsError, ProjectError):
        return Opening(first, is_readable=False)
    if found and slug in {fault.portfolio for fault in found.faults}:
        return Opening(first, is_readable=False)
    budget = found.money.of(slug).budget if found else part.budget
    amounts = [line.amount for line in lines_of(budget, CashLimitLine.PREVIOUS)]
    return Opening(first, sum(amounts) if amounts else None)


def _last_year(project: Project, cleaned: Cleaned) -> Cleaned | None:
    """Last year's tables, of its last period, without what is kept back now; None where none can be read."""
    periods = [one for one in project.periods() if one.start == cleaned.period.start - 1]
    try:
        found = load(project, periods[-1]) if periods else None
    except (FaultsError, ProjectError):
        return None
    return withheld(project, found, cleaned.rules.publication, is_own=False) if found else None


def _targets(cleaned: Cleaned) -> dict[str, str]:
    """Each measure's target for the year as it was first agreed, as the agreement writes it."""
    listed = [one for one in cleaned.tables.records(tables.TARGETS) if one.since is None]
    return {one.measure_id: formats.target(for_the_year(one)) for one in listed}


def _figures(cleaned: Cleaned) -> dict[str, str]:
    """Each measure's figure in the last report of its year, as it is printed; within the year with its period."""
    period = cleaned.period
    of = "" if period.is_annual else f" ({period.label})"
    found = [one for one in cleaned.tables.records(tables.READINGS) if one.period == period]
    return {one.measure_id: f"{formats.reading(one.reading)}{of}" for one in found if not one.reading.missing}


def _changes(slug: str, cleaned: Cleaned, before: Cleaned) -> tuple[AgreementChange, ...]:
    then, now = (list(one.tables.records(tables.MEASURES)) for one in (before, cleaned))
    names = {of.portfolio: of.name for one in (before, cleaned) for of in one.tables.records(tables.PORTFOLIOS)}
    return tuple(changes(slug, then, now, _targets(before), _targets(cleaned), names))


def _agreed(one: Measure, part: Report, targets: dict[str, str], figures: dict[str, str]) -> AgreedMeasure:
    last, control = one.figures.last_year, one.control
    before, change = (one, part.periods, part.period.start), one.target_change
    return AgreedMeasure(
        measure=one,
        last_target=next((targets[name] for name in one.entry.names if name in targets), ""),
        last_actual=formats.reading(last) if last else next((figures[n] for n in one.entry.names if n in figures), ""),
        target=formats.asked(one.year_target, one.entry.good_performance),
        reason=one.target_reason,
        attainable=str((control and control.assurance) or reached_in_words(*before)),
        compared="; ".join(compared_in_words(one)),
        eased=eased_in_words(*before),
        direction=direction_in_words(one),
        amended=f"{formats.target(change.before)} before {change.since.label}" if change else "",
    )
