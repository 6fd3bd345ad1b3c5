"""Every query about one report: its figures against each other, against the agreement and the past, and its words."""

import datetime
from collections.abc import Collection, Iterable, Iterator, Sequence
from fractions import Fraction
from pathlib import Path

from pprr import formats
from pprr.domain import Query, Severity, query
from pprr.domain.money import MoneyTables
from pprr.ingest.cleaned import Cleaned
from pprr.report.actions import about_actions
from pprr.report.agreement import about_agreement
from pprr.report.items import OVERVIEW
from pprr.report.measures.past import Past
from pprr.report.queries.changed_targets import about_changed_targets
from pprr.report.queries.extract_words import about_extract_words
from pprr.report.queries.lagged import about_lagged
from pprr.report.queries.live_values import about_live
from pprr.report.queries.lost_words import about_lost_words
from pprr.report.queries.old_words import about_old_words
from pprr.report.queries.predecessors import about_predecessors
from pprr.report.queries.saying import about_saying
from pprr.report.queries.shown_words import about_shown_words, about_withheld
from pprr.report.queries.unread_files import about_unread_files
from pprr.report.queries.words import about_words
from pprr.report.record.fingerprint import parts_in_words
from pprr.report.report import Report
from pprr.rules.benchmarks import comparison_doubts
from pprr.rules.doubts import doubts
from pprr.rules.money.finance import Identity, unmatched
from pprr.rules.money.money_again import money_again
from pprr.rules.money.savings import negative_savings, rating_clashes
from pprr.rules.money.services import doubts_of_services
from pprr.rules.money.turned_tables import turned_tables
from pprr.rules.money.virements import unmatched_virements

_SEVERITIES = list(Severity)
_LATEST = datetime.timedelta(days=183)


def queries_about(report: Report, past: Past, cleaned: Cleaned, pages: Path) -> tuple[Query, ...]:
    """The queries about a report, the blocking ones first; its page goes to the folder ``pages``."""
    slug = report.portfolio.slug
    found = (
        *(query for query in cleaned.queries if query.portfolio == slug),
        *doubts(report.measures, report.rules, slug),
        *about_extract_words(report, past),
        *about_changed_targets(report),
        *about_lagged(report),
        *rating_clashes(report.savings, report.rules, slug, is_year_end=report.period.is_annual),
        *comparison_doubts(report.measures, slug),
        *_broken(report.identities, slug),
        *_unmatched(cleaned.money.of(slug), slug, cleaned.lacks),
        *negative_savings(report.savings, slug),
        # Of a portfolio that was stopped nobody knows what came in.
        *(() if cleaned.faults else unmatched_virements(cleaned.money.budget, slug)),
        *doubts_of_services(report.services, slug),
        *turned_tables(cleaned.money, slug),
        *(money_again(cleaned.money, past.money, past.last, slug) if past.last else ()),
        *about_actions(report.actions, slug),
        *about_agreement(report.agreement, report.portfolio, slug),
        *_about_edition(report),
        *_about_past(past, slug, [slug]),
        *about_predecessors(report, past),
        *_about_all_words(report, past, pages),
    )
    return _worst_first(found)


def queries_of_document(
    report: Report, past: Past, pages: Path, *, of: Iterable[str], others: Iterable[Query]
) -> tuple[Query, ...]:
    """The queries about a document's words, approval and past, and those others, the blocking ones first.

    ``of`` are the portfolios whose reports it shows.
    """
    return _worst_first(
        (*others, *_about_past(past, report.portfolio.slug, of), *_about_all_words(report, past, pages))
    )


def _worst_first(found: Iterable[Query]) -> tuple[Query, ...]:
    return tuple(sorted(found, key=lambda query: _SEVERITIES.index(query.severity)))


def _about_all_words(report: Report, past: Past, pages: Path) -> Iterator[Query]:
    yield from about_lost_words(report, past)
    yield from about_unread_files(report)
    yield from about_shown_words(report, pages)
    yield from about_words(report)
    yield from about_saying(report, past)
    yield from about_live(report)
    yield from about_withheld(report)
    yield from about_old_words(report)
    yield from _about_approval(report)


def _about_edition(report: Report) -> Iterator[Query]:
    """The days up to which figures are said to go: those of another period were taken over with its sources.toml."""
    period = report.period
    for name in ("performance_as_at", "finance_as_at"):
        day = getattr(report.edition, name)
        if day and not period.previous.end < day <= period.end + _LATEST:
            yield query(
                "day-of-another-period",
                report.portfolio.slug,
                OVERVIEW,
                name=name,
                day=formats.day(day),
                end=formats.day(period.end),
                date=day.isoformat(),
                last_day=period.end.isoformat(),
            )


def _about_approval(report: Report) -> Iterator[Query]:
    if report.approval and report.changed:
        yield query(
            "changed-since-approval",
            report.portfolio.slug,
            OVERVIEW,
            name=report.approval.name,
            day=formats.day(report.approval.date),
            date=report.approval.date.isoformat(),
            parts=parts_in_words(report.changed),
            changed="; ".join(report.changed),
            portfolio=report.portfolio.slug,
            period=str(report.period),
        )


def _about_past(past: Past, name: str, of: Iterable[str]) -> Iterator[Query]:
    stopped = (period for portfolio in of for period in past.stopped(portfolio))
    for period in dict.fromkeys((*past.unreadable, *stopped)):
        yield query("earlier-report-unreadable", name, OVERVIEW, period=str(period))


def _broken(sums: Sequence[Identity], portfolio: str) -> list[Query]:
    return [
        query(
            "identity-broken",
            portfolio,
            identity.item,
            identity.source,
            sum=identity.sum,
            computed=_amount(identity.computed, identity.money_unit),
            stated=_amount(identity.stated, identity.money_unit),
            computed_pence=str(identity.computed),
            stated_pence=str(identity.stated),
            action=_remedy(identity),
        )
        for identity in sums
        if not identity.holds
    ]


def _remedy(identity: Identity) -> str:
    """The case of what to do about a sum that does not hold. Another sign or unit is a matter of the mapping."""
    computed, stated = identity.computed, identity.stated
    if computed and stated == -computed:
        return "sign"
    if computed and stated and stated in (computed * 1_000, Fraction(computed, 1_000)):
        return "unit"
    return "ask"


def _amount(pence: int, unit: int) -> str:
    """An amount at the precision of its source, so that two that differ never look the same."""
    return f"£000 {formats.thousands(pence)}" if unit >= formats.THOUSAND else formats.pounds(pence)


def _unmatched(money: MoneyTables, portfolio: str, lacks: Collection[str]) -> list[Query]:
    both = (("reserves", money.reserves, money.agreed_reserves), ("savings", money.savings, money.agreed_savings))
    return [
        query("not-in-both", portfolio, item, name=", ".join(key), only_in=only_in)
        for item, rows, agreed in both
        if f"agreed {item}" not in lacks
        for key, only_in in unmatched(rows, agreed)
    ]
