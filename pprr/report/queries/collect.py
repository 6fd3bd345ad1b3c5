"""Every query about one report: its figures against each other, against the agreement and the past, and its words."""

import datetime
from collections.abc import Iterator, Sequence
from fractions import Fraction

from pprr import formats
from pprr.domain import Query, Severity
from pprr.domain.money import MoneyTables
from pprr.ingest.clean import Cleaned
from pprr.report.items import OVERVIEW
from pprr.report.measures.past import Past
from pprr.report.queries.lagged import about_lagged
from pprr.report.queries.live_values import about_live
from pprr.report.queries.lost_words import about_lost_words
from pprr.report.queries.old_words import about_old_words
from pprr.report.queries.predecessors import about_predecessors
from pprr.report.queries.words import about_words
from pprr.report.record.content import parts_in_words
from pprr.report.report import Report
from pprr.rules.benchmarks import comparison_doubts
from pprr.rules.doubts import doubts
from pprr.rules.finance import Identity, unmatched
from pprr.rules.money_again import money_again
from pprr.rules.savings import negative_savings, rating_clashes

_SEVERITIES = list(Severity)
_LATEST = datetime.timedelta(days=183)


def queries_about(report: Report, past: Past, cleaned: Cleaned) -> tuple[Query, ...]:
    """The queries about a report, the blocking ones first."""
    slug = report.portfolio.slug
    found = (
        *(query for query in cleaned.queries if query.portfolio == slug),
        *doubts(report.measures, report.rules, slug),
        *about_lagged(report),
        *rating_clashes(report.savings, report.rules, slug, is_year_end=report.period.is_annual),
        *comparison_doubts(report.measures, slug),
        *_broken(report.identities, slug),
        *_unmatched(cleaned.money.of(slug), slug),
        *negative_savings(report.savings, slug),
        *(money_again(cleaned.money, past.money, past.last, slug) if past.last else ()),
        *_about_edition(report),
        *_about_past(past, slug),
        *about_predecessors(report, past),
        *about_lost_words(report, past),
        *about_words(report),
        *about_live(report),
        *about_old_words(report),
        *_about_approval(report),
    )
    return tuple(sorted(found, key=lambda query: _SEVERITIES.index(query.severity)))


def _about_edition(report: Report) -> Iterator[Query]:
    """The days up to which figures are said to go: those of another period were taken over with its sources.toml."""
    period = report.period
    for name in ("performance_as_at", "finance_as_at"):
        day = getattr(report.edition, name)
        if day and not period.previous.end < day <= period.end + _LATEST:
            yield Query(
                Severity.WARNING,
                "day of another period",
                report.portfolio.slug,
                OVERVIEW,
                f"{name} is {formats.day(day)}, and the report covers the time to {formats.day(period.end)}.",
                "It is expected after the last report's end, and at most half a year after this one's.",
                "Correct it under [edition] in sources.toml.",
            )


def _about_approval(report: Report) -> Iterator[Query]:
    if report.approval and report.changed:
        yield Query(
            Severity.WARNING,
            "changed since approval",
            report.portfolio.slug,
            OVERVIEW,
            f"{report.approval.name} approved the report on {formats.day(report.approval.date)}, and since then "
            f"{parts_in_words(report.changed)} have changed.",
            "So its page says Draft, from the next run on.",
            f'Have it approved anew: pprr approve {report.portfolio.slug} {report.period} --name "...".',
        )


def _about_past(past: Past, portfolio: str) -> Iterator[Query]:
    for period in (*past.unreadable, *past.stopped(portfolio)):
        yield Query(
            Severity.WARNING,
            "earlier report unreadable",
            portfolio,
            OVERVIEW,
            f"the extracts of {period} cannot be read.",
            "So nothing is said of what has changed since that report.",
            f"pprr clean {period} says what to mend.",
        )


def _broken(sums: Sequence[Identity], portfolio: str) -> list[Query]:
    return [
        Query(
            Severity.BLOCKING,
            "identity broken",
            portfolio,
            identity.item,
            f"{identity.sum}: the figures make {_amount(identity.computed, identity.money_unit)} "
            f"and {_amount(identity.stated, identity.money_unit)} is stated.",
            "The two are expected to be equal.",
            _remedy(identity),
            identity.source,
        )
        for identity in sums
        if not identity.holds
    ]


def _remedy(identity: Identity) -> str:
    """What to do about a sum that does not hold. Another sign or another unit is a matter of the mapping."""
    computed, stated = identity.computed, identity.stated
    if computed and stated == -computed:
        return "If the file writes it with the other sign, say so under signs in sources.toml. Else ask finance."
    if computed and stated and stated in (computed * 1_000, Fraction(computed, 1_000)):
        return "If the file is in another unit, correct its money_unit in sources.toml. Else ask finance."
    return "Ask finance which of the figures is right."


def _amount(pence: int, unit: int) -> str:
    """An amount at the precision of its source, so that two that differ never look the same."""
    return f"£000 {formats.thousands(pence)}" if unit >= formats.THOUSAND else formats.pounds(pence)


def _unmatched(money: MoneyTables, portfolio: str) -> list[Query]:
    both = (("reserves", money.reserves, money.agreed_reserves), ("savings", money.savings, money.agreed_savings))
    return [
        Query(
            Severity.BLOCKING,
            "not in both",
            portfolio,
            item,
            f'"{", ".join(key)}" is only in the {only_in}.',
            "The agreement and the extract are expected to list the same.",
            "Add it where it is missing, or spell it the same way in both.",
        )
        for item, rows, agreed in both
        for key, only_in in unmatched(rows, agreed)
    ]
