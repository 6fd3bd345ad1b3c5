"""The values of the corporate report under their names: counts and money of each portfolio and of the council."""

from collections.abc import Iterator

from pprr.documents.corporate.report import FINANCE, PERFORMANCE, CorporateReport
from pprr.documents.corporate.sums import Amounts
from pprr.domain import Status
from pprr.domain.figures.value import Role, Value
from pprr.report.items import OVERVIEW
from pprr.report.values.collect import values_of_counts
from pprr.report.values.naming import Namer, quoted_keys
from pprr.report.values.of_money import money_values


def values_of_council(report: CorporateReport) -> tuple[Value, ...]:
    """Those that every report has, over all portfolios; and for each portfolio and suite its own."""
    measures = {one.measure_id for one in report.measures}
    return (
        *values_of_counts(report),
        *(value for part in report.parts for value in part.values if value.item in measures),
        *money_values(report),
        *(*_concerns(report), *_portfolios(report), *_suites(report), *_money(report)),
    )


def _concerns(report: CorporateReport) -> Iterator[Value]:
    yield Namer("counts", OVERVIEW, is_one_of_many=True).count("attention", len(report.concerns), "items on the list")


def _portfolios(report: CorporateReport) -> Iterator[Value]:
    keys = quoted_keys([(part.portfolio.name, part.portfolio.slug) for part in report.parts])
    for key, part, counts in zip(keys, report.parts, report.counts, strict=False):  # former ones stand behind
        named = Namer(f"portfolios{key}", PERFORMANCE, part.portfolio.name, is_one_of_many=True)
        yield named.count("measures", counts.measures, "measures")
        for status in reversed(Status):
            yield named.count(status.lower(), dict(counts.statuses)[str(status)], f"{status} measures")
        yield named.count("attention", len(part.concerns), "items on the list")
        for name, found in report.sums.items():
            own = next((one for one in found.portfolios if one.slug == part.portfolio.slug), None)
            if own:
                yield from _amounts(named, f"{name}.", own.amounts)


def _suites(report: CorporateReport) -> Iterator[Value]:
    *of_suites, _ = report.rates
    for key, one in zip(quoted_keys([(one.suite, "") for one in of_suites]), of_suites, strict=True):
        named = Namer(f"suites{key}", PERFORMANCE, one.suite, is_one_of_many=True)
        yield named.count("measures", one.measures, "measures")
        yield named.count("on_target", one.on_target, "measures on or ahead of target")
        yield named.count("targeted", one.targeted, "measures rated")
        yield named.percent("on_target.percent", Role.COUNT, one.on_target, one.targeted)
        yield named.count("improving", one.improving, "measures improving or maintaining")
        yield named.count("compared", one.compared, "measures with a trend")
        yield named.percent("improving.percent", Role.COUNT, one.improving, one.compared)


def _money(report: CorporateReport) -> Iterator[Value]:
    for name, found in report.sums.items():
        yield from _amounts(Namer(f"council.{name}", FINANCE, "the council", is_one_of_many=True), "", found.total)
    accounts = report.account_sums
    for key, (name, found) in zip(quoted_keys([(name, "") for name in accounts]), accounts.items(), strict=True):
        yield from _amounts(Namer(f"council.accounts{key}", FINANCE, name, is_one_of_many=True), "", found.total)


def _amounts(named: Namer, before: str, amounts: Amounts) -> Iterator[Value]:
    for name, pence in amounts.items():
        yield from named.amount(f"{before}{name}", pence)
