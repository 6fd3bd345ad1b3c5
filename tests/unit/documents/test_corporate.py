"""The corporate report agrees with its portfolios' reports, and is planned, checked and approved as they are."""

import datetime
import html
import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from builders.commentary import rewrite_entry
from builders.files import replace_text
from builders.published import copy_of
from builders.told import refused

from pprr import notebook as page
from pprr.demo.build import Size, write_demo
from pprr.documents import open_document
from pprr.documents.corporate.counts import PortfolioCounts, fallen_most
from pprr.documents.corporate.report import ITEMS, CorporateReport, ReportThen
from pprr.domain import Period, Query
from pprr.domain.errors import FaultsError, ProjectError
from pprr.domain.money import CashLimitLine
from pprr.formats import millions, plural, thousands
from pprr.project import COUNCIL, Project, Reports, find_project
from pprr.report import Report, open_report
from pprr.report.record.record import record_of
from pprr.report.report import Count
from pprr.review.approve import approve
from pprr.run.item import Item
from pprr.run.plan.inputs import Inputs
from pprr.run.plan.matrix import plans_of
from pprr.run.plan.selection import read_selection
from pprr.run.planned import PeriodPlan

NAME = "council.corporate"
KINDS = ("portfolio", "corporate")
PERIOD = Period.parse("2025-26-q2")
LAST, YEAR_AGO = PERIOD.previous, PERIOD.previous_year
PARTS = (
    *(page.council_summary, page.council_overview, page.council_attention),
    *(page.council_portfolios, page.council_suites, page.council_money),
)
ISSUE = "A999,issue for Cabinet,2025-09-01,first,Committee,{slug},,Head of Examples,,Tell Cabinet of examples.,,,,"
TAG = re.compile(r"<[^>]+>")


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder = tmp_path_factory.mktemp("corporate") / "project"
    write_demo(folder, Size(portfolios=3, measures=36, years=2, ledger_lines=0))
    return find_project(folder)


@pytest.fixture(scope="module")
def report(council: Project) -> CorporateReport:
    return corporate(council)


@pytest.fixture(scope="module")
def parts(council: Project, report: CorporateReport) -> list[Report]:
    return [open_report(slug, PERIOD, project=council) for slug in report.portfolios]


@pytest.fixture
def project(council: Project, report: CorporateReport, tmp_path: Path) -> Project:
    return copy_of(council, tmp_path / "project")


def corporate(project: Project, *, is_writing: bool = False) -> CorporateReport:
    found = open_document(NAME, PERIOD, project=find_project(project.root), is_writing=is_writing)
    assert isinstance(found, CorporateReport)
    return found


def summed(counts: list[tuple[Count, ...]]) -> dict[str, int]:
    return {words: sum(dict(one)[words] for one in counts) for words, _ in counts[0]}


def text_of(part: object) -> str:
    return " ".join(html.unescape(TAG.sub(" ", str(part))).split())


def test_its_counts_are_those_of_the_portfolios_reports(report: CorporateReport, parts: list[Report]) -> None:
    assert [(one.slug, one.statuses, one.trends) for one in report.counts if not one.is_former] == [
        (part.portfolio.slug, part.statuses, part.trends) for part in parts
    ]
    assert dict(report.statuses) == summed([part.statuses for part in parts])
    assert dict(report.trends) == summed([part.trends for part in parts])


@pytest.mark.parametrize("which", ["report_then", "year_ago"])
def test_earlier_counts_are_those_that_the_earlier_reports_have(
    council: Project, report: CorporateReport, which: str
) -> None:
    then: ReportThen = getattr(report, which)
    assert then.period == {"report_then": LAST, "year_ago": YEAR_AGO}[which]
    for slug, statuses in then.statuses.items():
        own = open_report(slug, then.period, project=council)
        assert list(statuses) == [one.status for one in own.measures], slug


def test_its_money_is_that_of_the_portfolios_downloads(report: CorporateReport, parts: list[Report]) -> None:
    rows = record_rows(report, "amounts")
    amounts = {(row["portfolio"], row["section"], row["amount"]): Decimal(str(row["thousands"])) for row in rows}
    for part in parts:
        slug = part.portfolio.slug
        [outturn] = record_rows(part, "outturn")
        assert amounts[slug, "position", "forecast"] == Decimal(str(outturn["outturn"]))
        assert amounts[slug, "position", "variance"] == Decimal(str(outturn["variance"]))
        [current] = [row for row in record_rows(part, "budget") if row["line"] == "Current"]
        assert amounts[slug, "movements", "current"] == Decimal(str(current["amount"]))
    for (slug, section, name), total in amounts.items():
        if slug == NAME:
            own = [one for (of, *key), one in amounts.items() if key == [section, name] and of != NAME]
            assert sum(own) == total, (section, name)


def record_rows(report: Report, name: str) -> list[dict[str, object]]:
    table = record_of(report)["tables"][name]
    return [dict(zip((column["name"] for column in table["columns"]), row, strict=True)) for row in table["rows"]]


def test_its_list_has_all_that_needs_attention_in_any_portfolio(report: CorporateReport, parts: list[Report]) -> None:
    listed = [(part.portfolio.slug, concern.reason) for part, concern in report.by_portfolio]
    every = [(part.portfolio.slug, concern.reason) for part in parts for concern in part.concerns]
    assert sorted(listed) == sorted(every)
    ranks = [str(concern.status) for concern in report.concerns if concern.status]
    assert ranks == sorted(ranks, key=["Red", "Amber", "Green"].index)


def test_issues_for_cabinet_are_listed_until_they_are_settled(project: Project) -> None:
    slug = next(iter(corporate(project).portfolios))
    path = project.root / "data/raw/actions.csv"
    path.write_text(f"{path.read_text('utf-8').rstrip()}\n{ISSUE.format(slug=slug)}\n", "utf-8")
    report = corporate(project)
    [row] = [row for row in record_rows(report, "issues") if row["action"] == "A999"]
    assert (row["portfolio"], row["state"], row["owner"]) == (slug, "open", "Head of Examples")
    assert "Tell Cabinet of examples." in text_of(page.council_feedback(report))
    settled = datetime.date(2025, 10, 1)
    for state, told in (
        ({"withdrawn": None, "done": None}, "Committees ask that {} be fed back to Cabinet."),
        ({"done": settled}, "No issue for Cabinet is open; {} for Cabinet settled since the last report."),
    ):
        actions = [
            (part, [replace(one, action=replace(one.action, **state)) for one in part.actions]) for part in report.parts
        ]
        changed = replace(report, parts=tuple(replace(part, actions=tuple(listed)) for part, listed in actions))
        assert told.format(plural(len(changed.issues), "issue")) in text_of(page.council_feedback(changed))


def test_its_links_lead_to_places_on_the_portfolios_pages(report: CorporateReport, parts: list[Report]) -> None:
    shown = "".join(str(part(report)) for part in PARTS)
    links = set(re.findall(r'href="([a-z-]+)\.html(?:#([^"]+))?"', shown))
    own = {
        part.portfolio.slug: set(
            re.findall(
                r'id="([^"]+)"',
                "".join(
                    str(one(part))
                    for one in (
                        page.priorities,
                        page.cash_limit,
                        page.outturn,
                        page.reserves,
                        page.savings,
                        page.capital,
                        page.accounts,
                        page.actions,
                    )
                ),
            )
        )
        for part in parts
    }
    assert {slug for slug, _ in links} == set(own)
    assert {(slug, place) for slug, place in links if place and place not in own[slug]} == set()


def test_its_own_words_are_checked_and_nothing_else_is_asked(project: Project) -> None:
    assert corporate(project).queries == ()
    folder = project.commentary(PERIOD, NAME)
    rewrite_entry(folder, "performance", "99 measures are Green. See {{ counts.green }}.")
    rewrite_entry(folder, "overview", "")
    found: dict[str, Query] = {query.key: query for query in corporate(project).queries}
    assert found["commentary-missing"].item == "overview"
    assert {query.item for query in found.values()} == {"overview", "performance"}


def test_live_values_name_portfolios_suites_and_the_council(project: Project, parts: list[Report]) -> None:
    name, green = parts[0].portfolio.name, dict(parts[0].statuses)["Green"]
    typed = f'{{{{ portfolios["{name}"].green }}}} of {{{{ counts.measures }}}}; {{{{ council.position.budget }}}}'
    rewrite_entry(project.commentary(PERIOD, NAME), "performance", typed)
    found = corporate(project)
    budget = sum(part.position.budget for part in parts if part.position)
    assert found.words("performance") == f"{green} of {len(found.measures)}; £{Decimal(budget) / 100_000_000:.3f}m"


@pytest.mark.parametrize("item", ITEMS)
def test_each_item_is_shown_above_its_words(report: CorporateReport, item: str) -> None:
    assert "No " not in text_of(page.item(report, item))[:3]
    assert text_of(page.item(report, item))


def test_an_approval_is_bound_to_the_figures_of_every_portfolio(project: Project) -> None:
    day = datetime.date(2025, 11, 3)
    approve(project, corporate(project), name="A. N. Other (made up)", version="1.0", date=day)
    assert corporate(project).state == "Final"
    replace_text(project.agreement(PERIOD) / "rules.toml", 'amber_within = "10%"', 'amber_within = "1%"')
    found = corporate(project)
    assert found.state == "Draft"
    assert "the table counts" in found.changed


def plan_of(project: Project, **chosen: tuple[str, ...]) -> PeriodPlan:
    selection = read_selection(project, [str(PERIOD)], **chosen)
    [plan] = plans_of(project, selection, Inputs(project, cleans=True))
    return plan


def test_it_is_planned_beside_the_portfolios(project: Project) -> None:
    slugs = list(corporate(project).portfolios)
    assert [one.item.name for one in plan_of(project, kinds=KINDS).reports] == [*sorted(slugs, key=slugs.index), NAME]
    assert [one.item.name for one in plan_of(project, kinds=("corporate",)).reports] == [NAME]
    assert [one.item.name for one in plan_of(project, portfolios=(NAME,)).reports] == [NAME]
    assert [one.item.name for one in plan_of(project, portfolios=(COUNCIL,)).reports] == [NAME]
    assert [one.item.name for one in plan_of(project, portfolios=(slugs[0],), kinds=KINDS).reports] == [slugs[0]]


def words_of_a_portfolio(project: Project) -> None:
    rewrite_entry(project.commentary(PERIOD, next(iter(corporate(project).portfolios))), "overview", "Others.")


def rules_of_last_year(project: Project) -> None:
    replace_text(project.agreement(YEAR_AGO) / "rules.toml", 'amber_within = "10%"', 'amber_within = "5%"')


def its_own_words(project: Project) -> None:
    rewrite_entry(project.commentary(PERIOD, NAME), "overview", "Others.")


@pytest.mark.parametrize("change", [words_of_a_portfolio, rules_of_last_year, its_own_words])
def test_it_rests_on_all_that_its_page_shows(project: Project, change: Callable[[Project], None]) -> None:
    item = Item(COUNCIL, PERIOD, "corporate")
    before = Inputs(project, cleans=True).of(item)
    change(project)
    assert Inputs(project, cleans=True).of(item) != before


def test_one_portfolio_that_is_stopped_stops_it_and_no_other(project: Project) -> None:
    slugs = list(corporate(project).portfolios)
    file = project.extracts(PERIOD) / "measures_export.csv"
    first = file.read_text("utf-8").splitlines()[1]
    replace_text(file, first, re.sub(r"\d+", "1O0", first))
    plan = plan_of(project, kinds=KINDS)
    stopped = {item.name for item in plan.stopped}
    assert NAME in stopped
    assert len(stopped) == 2
    assert {one.item.name for one in plan.reports} == set(slugs) - stopped
    with pytest.raises(FaultsError):
        corporate(project)


@pytest.mark.parametrize("reports", [{"council": ["portfolio"]}, {"kinds": ["portfolio", "easy"], "council": ["easy"]}])
def test_a_kind_is_of_one_thing(reports: dict[str, list[str]]) -> None:
    with pytest.raises(ValueError, match="named twice"):
        Reports.model_validate(reports)


def test_a_council_that_has_not_switched_it_on_is_told_how(project: Project) -> None:
    replace_text(project.root / "pprr.toml", 'council = ["corporate"]', "council = []")
    with pytest.raises(ProjectError) as error:
        corporate(project)
    assert refused(error.value, "report-not-switched-on", name=NAME, kind="corporate")


def test_words_that_may_tell_what_is_withheld_are_quoted_by_no_document(project: Project) -> None:
    rules = project.agreement(PERIOD) / "rules.toml"
    rules.write_text(f"{rules.read_text('utf-8')}\n[publication]\nsuppress_below = 1000\n", "utf-8")
    own = [open_report(slug, PERIOD, project=project) for slug in corporate(project, is_writing=True).portfolios]
    telling = {query.item for one in own for query in one.queries if query.key == "figures-beside-withheld"}
    assert telling
    assert telling.isdisjoint(item for one in own for item in one.entries)
    parts = corporate(project, is_writing=True).parts
    assert telling.isdisjoint(item for one in parts for item in one.entries)


def test_the_members_edition_has_the_worst_of_the_list_and_the_sums_of_the_page(report: CorporateReport) -> None:
    edition, whole = (str(part(report)) for part in (page.council_members, page.council_attention))
    listed, *portfolios = edition.split('id="portfolios"')
    rows = re.findall(r'<a href="\.\./([^"]+)">', listed)
    money = [re.findall(r'<td class="number[^"]*">([^<]+)</td>', row) for row in re.findall("<tr>.*?</tr>", listed)]
    sums = report.sums

    assert rows == re.findall(r'<th scope="row"><span class="code">[^<]*</span> <a href="([^"]+)">', whole)[: len(rows)]
    # Two rows of money, or two portfolios, take the room of an item: two sides have to hold them all.
    room = 14 - (len([row for row in money if row]) + len(report.parts)) // 2
    assert len(rows) == min(room, len(report.by_portfolio))
    expected = [sums["position"].total[name] for name in ("budget", "forecast", "variance")]
    assert [thousands(pence) for pence in expected] in money
    assert len([row for row in money if row]) == len(set(sums) - {"movements"}) + len(report.account_sums)
    counted = [text_of(row).split(" ") for row in re.findall("<tr>.*?</tr>", "".join(portfolios))[1:]]
    counts = [one for one in report.counts if not one.is_former]
    assert [row[-5:-1] for row in counted] == [[str(count) for _, count in one.statuses] for one in counts]


def test_a_target_in_words_leaves_the_names_of_measures_their_room(report: CorporateReport) -> None:
    tables = re.findall(r'<table class="suite">.*?</table>', str(page.council_suites(report)), re.DOTALL)
    cells = re.findall(r"<td([^>]*)>[^<]*\d (?:or \w+|\(Amber to [^<]*\))<", "".join(tables))
    assert cells
    assert set(cells) == {""}


def test_the_members_edition_says_what_is_done_about_each(report: CorporateReport) -> None:
    edition, whole = (text_of(part(report)) for part in (page.council_members, page.council_attention))
    done = re.findall(r"The commentary says: (.*?\.) ", whole)
    assert done
    assert [words for words in done[:3] if words not in edition] == []
    assert "No action is recorded" in edition


def test_the_results_name_what_lies_outside_the_cash_limit(report: CorporateReport) -> None:
    shown = text_of(page.council_summary(report))
    for name, found in report.account_sums.items():
        variance = found.total["variance"]
        assert f"{name}, {millions(variance)} {'deficit' if variance > 0 else 'surplus'}" in shown.replace(" ;", ";")
    capital = report.sums["capital"].total["variance"]
    assert f"the capital programme, {millions(capital)} {'over' if capital > 0 else 'under'} its budget" in shown


def test_the_first_result_of_a_suite_goes_by_the_suites_own_name(report: CorporateReport) -> None:
    [found] = re.findall(
        r"<h3>([^<]*)</h3>\s*<p>(?:(?!</p>).)*targeted measures", str(page.council_summary(report)), re.S
    )
    assert len(report.rates) > 1
    assert found == report.rates[0].suite


@pytest.mark.parametrize(
    ("amount", "said"),
    [(100, "No change of a cash limit names a move between portfolios."), (0, "No money moved between portfolios.")],
)
def test_that_no_money_moved_is_said_only_where_nothing_changed(
    report: CorporateReport, amount: int, said: str
) -> None:
    lines = [
        replace(line, description="A grant", amount=amount) if line.line is CashLimitLine.CHANGE else line
        for line in report.money.budget
    ]
    asked = replace(report, money=replace(report.money, budget=tuple(lines)))
    assert said in text_of(page.council_money(asked))


def counted(name: str, now: tuple[int, int], then: tuple[int, int], *, is_former: bool = False) -> PortfolioCounts:
    statuses, year_ago = ((Count("Green", green), Count("Red", red)) for green, red in (now, then))
    return PortfolioCounts(name, name, statuses, (), year_ago=year_ago, is_former=is_former)


@pytest.mark.parametrize(
    ("portfolios", "expected"),
    [
        pytest.param([counted("a", (3, 7), (8, 2)), counted("b", (5, 5), (6, 4))], ["a"], id="the largest share"),
        pytest.param([counted("a", (1, 0), (9, 1)), counted("b", (5, 5), (6, 4))], ["b"], id="not the largest number"),
        pytest.param(
            [counted("a", (1, 1), (2, 0)), counted("b", (5, 5), (10, 0))], ["a", "b"], id="all that are level"
        ),
        pytest.param([counted("a", (2, 0), (1, 1))], [], id="none fell"),
        pytest.param([counted("a", (0, 0), (9, 1))], [], id="nothing is rated now"),
        pytest.param([counted("a", (0, 5), (5, 0), is_former=True)], [], id="a portfolio that is no more"),
    ],
)
def test_the_portfolios_whose_share_on_target_fell_the_most(
    portfolios: list[PortfolioCounts], expected: list[str]
) -> None:
    assert [one.slug for one in fallen_most(portfolios, "year_ago")] == expected


def test_one_table_has_the_counts_now_and_of_the_earlier_reports(report: CorporateReport) -> None:
    shown = str(page.council_portfolios(report))
    [table] = re.findall(r'<table class="counted">.*?</table>', shown, re.DOTALL)
    rows = {
        text_of(row.split("</th>")[0]): re.findall(r'<td class="number[^"]*">([^<]*)</td>', row)
        for row in re.findall("<tr(?: [^>]*)?>.*?</tr>", table)
        if 'scope="row"' in row
    }
    for one in report.counts:
        now = () if one.is_former else one.statuses
        greens = [dict(counts).get("Green") for counts in (now, one.last, one.year_ago)]
        shown_of = rows[f"{one.name} (no portfolio now)" if one.is_former else one.name]
        assert shown_of[:3] == ["" if number is None else str(number) for number in greens]
        change = "" if greens[0] is None or greens[2] is None else f"{greens[0] - greens[2]:+d}".replace("+0", "0")
        assert shown_of[-1].replace("−", "-") == change
    together = [dict(counts)["Red"] for counts in (report.statuses, report.statuses_then, report.statuses_year_ago)]
    assert rows["The council"][6:9] == [str(number) for number in together]


def test_the_council_counts_the_reports_that_are_approved(project: Project, parts: list[Report]) -> None:
    def total() -> str:
        shown = str(page.council_portfolios(corporate(project)))
        return re.findall(r"<td>([^<]*)</td>", shown)[-1]

    assert total().endswith("0 of 3")
    approve(project, parts[0], name="A. N. Other (made up)", version="1.0", date=datetime.date(2025, 11, 3))
    assert total().endswith("1 of 3")
