"""Portfolios, council, views and papers agree in counts and money: a law over councils made from a demo in memory."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from pprr import notebook as page
from pprr.demo.build import Size, write_demo
from pprr.documents import document_of
from pprr.documents.corporate.counts import added
from pprr.documents.corporate.report import CorporateReport
from pprr.documents.covering.report import CoveringPaper
from pprr.documents.oversight.report import ViewReport
from pprr.domain import Measure, Period
from pprr.domain.documents import SubjectKind
from pprr.ingest import tables
from pprr.ingest.cleaned import Cleaned
from pprr.ingest.load import load, read_once
from pprr.ingest.subjects import documents_of
from pprr.ingest.tables.stored import CleanedTables
from pprr.project import Project, find_project
from pprr.report import Report
from pprr.report.assemble import past_of
from pprr.report.record.record import record_of

PERIOD = Period.parse("2025-26-q2")
MONEY = ("budget", "outturn", "services", "reserves", "savings", "capital", "accounts")
FIGURE = ("value", "numerator", "denominator")
Row = dict[str, str]


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Project, Cleaned]]:
    folder = tmp_path_factory.mktemp("roll-up") / "project"
    write_demo(folder, Size(portfolios=4, measures=24, years=1, ledger_lines=0))
    project = find_project(folder)
    with read_once():
        yield project, load(project, PERIOD)


@dataclass(frozen=True)
class Cut:
    """The council cut anew: the portfolios that it has, whose each measure is, what is lacking, how money is scaled."""

    kept: frozenset[str]
    moved: Mapping[str, str]
    gone: frozenset[str]
    without_figure: frozenset[str]
    without_money: frozenset[tuple[str, str]]
    pence: int


@some.composite
def cuts(draw: some.DrawFn, slugs: list[str], measures: list[str]) -> Cut:
    kept = draw(some.sets(some.sampled_from(slugs), min_size=1))
    lacks = some.tuples(some.sampled_from(slugs), some.sampled_from(MONEY))
    return Cut(
        frozenset(kept),
        moved={name: draw(some.sampled_from(sorted(kept))) for name in measures},
        gone=draw(some.frozensets(some.sampled_from(measures), max_size=len(measures) - 1)),
        without_figure=draw(some.frozensets(some.sampled_from(measures))),
        without_money=draw(some.frozensets(lacks, max_size=6)),
        pence=draw(some.integers(0, 99_999)),
    )


def cut_anew(cleaned: Cleaned, cut: Cut) -> Cleaned:
    """The period's tables as those of the council that is cut so."""
    data = {table.name: _written(cleaned, table.name, cut) for table in tables.ALL}
    return replace(cleaned, tables=CleanedTables(data))


def _written(cleaned: Cleaned, name: str, cut: Cut) -> bytes:
    columns, cells = cleaned.tables.cells(name)
    rows = [dict(zip(columns, row, strict=True)) for row in cells]
    found = io.StringIO()
    writer = csv.DictWriter(found, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(row for row in (_cut(name, row, cut) for row in rows) if row)
    return found.getvalue().encode("utf-8-sig")


def _cut(name: str, row: Row, cut: Cut) -> Row | None:
    """The row as it is in that council; None where it has none."""
    measure = row.get("measure_id")
    if measure in cut.gone:
        return None
    if name == "measures":
        return {**row, "portfolio": cut.moved[measure or ""], "priority": "1"}
    if name == "view_measures":
        return {**row, "portfolio": cut.moved[measure or ""]}
    if name == "readings" and row["period"] == str(PERIOD) and measure in cut.without_figure:
        return {**row, **dict.fromkeys(FIGURE, ""), "missing": "Not available"}
    if name == "committees":
        taken = [slug for slug in row["portfolios"].split("; ") if slug in cut.kept]
        return {**row, "portfolios": "; ".join(taken)}
    slug = row.get("portfolio")
    if slug and (slug not in cut.kept or (slug, name) in cut.without_money):
        return None
    if name in MONEY:
        amounts = {column for column in row if row[column].lstrip("-").isdigit()} - {"row", "money_unit"}
        return {**row, **{column: str(int(row[column]) + cut.pence) for column in amounts}, "money_unit": "1"}
    return row


@given(some.data())
@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_portfolios_council_views_and_papers_agree(council: tuple[Project, Cleaned], data: some.DataObject) -> None:
    project, whole = council
    slugs = [one.portfolio for one in whole.tables.records(tables.PORTFOLIOS)]
    measures = [one.measure_id for one in whole.tables.records(tables.MEASURES)]
    cut = data.draw(cuts(slugs, measures))
    cleaned = cut_anew(whole, cut)
    past = past_of(project, cleaned)

    def opened(name: str) -> Report:
        return document_of(project, cleaned, name, past, is_writing=True, ask=lambda *_: ())

    portfolios = {slug: opened(slug) for slug in slugs if slug in cut.kept}
    own = [one for report in portfolios.values() for one in report.measures]
    assert sorted(one.measure_id for one in own) == sorted({*measures} - cut.gone), "each is in one portfolio"
    for name, document in documents_of(project.settings.reports, PERIOD, cleaned.tables).items():
        if document.of is SubjectKind.PORTFOLIO:
            continue
        found = opened(name)
        assert {*map(verdict, found.measures)} <= {*map(verdict, own)}, name
        assert sum(count for _, count in found.statuses) == len(found.measures)
        if isinstance(found, CorporateReport):
            the_council_adds_up(found, portfolios)
        elif isinstance(found, CoveringPaper):
            taken = [portfolios[slug] for slug in found.portfolios]
            assert dict(found.statuses) == dict(added(part.statuses for part in taken))
            assert [row["attention"] for row in rows_of(found, "attached")] == [len(part.concerns) for part in taken]
        elif type(found) is ViewReport:
            assert {one.measure_id for one in found.measures} == {*found.chosen}
            shown = str(page.view_measures(found))
            assert all(f"{one.entry.portfolio}.html#{one.measure_id}" in shown for one in found.measures)


def verdict(one: Measure) -> tuple[object, ...]:
    return one.measure_id, one.rated, one.target, one.rating.words, one.move.trend, one.attention.exception


def rows_of(report: Report, name: str) -> list[dict[str, object]]:
    table = record_of(report)["tables"][name]
    return [dict(zip((column["name"] for column in table["columns"]), row, strict=True)) for row in table["rows"]]


def the_council_adds_up(corporate: CorporateReport, portfolios: Mapping[str, Report]) -> None:
    """Its counts and amounts are those of the portfolios' own reports, row by row and together."""
    counted = {row["portfolio"]: row for row in rows_of(corporate, "counts") if row["report"] == "this"}
    assert {*counted} == {*portfolios}
    for slug, report in portfolios.items():
        said = [count for name, count in counted[slug].items() if name not in {"portfolio", "name", "report", "period"}]
        assert said == [count for _, count in (*report.statuses, *report.trends)]
    assert dict(corporate.statuses) == dict(added(report.statuses for report in portfolios.values()))
    assert len(corporate.concerns) == sum(len(report.concerns) for report in portfolios.values())
    listed, money = (str(part(corporate)) for part in (page.council_portfolios, page.council_money))
    assert all(f"{one.name} (no portfolio now)" in listed for one in corporate.counts if one.is_former)
    amounts: dict[tuple[object, object], dict[object, Decimal]] = {}
    for row in rows_of(corporate, "amounts"):
        of = amounts.setdefault((row["section"], row["amount"]), {})
        of[row["portfolio"]] = Decimal(str(row["thousands"]))
    for of in amounts.values():
        assert of.pop(corporate.portfolio.slug) == sum(of.values())
    positions = {slug: Decimal(one.position.variance) / 100_000 for slug, one in portfolios.items() if one.position}
    assert amounts.get(("position", "variance"), {}) == positions
    lacking = {one.portfolio.name for slug, one in portfolios.items() if slug not in positions}
    is_told = all(name in money for name in lacking) or f"None of the other {len(lacking)} portfolios has one." in money
    assert is_told or not positions
