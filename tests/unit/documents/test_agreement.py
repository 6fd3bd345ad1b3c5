"""The Portfolio Agreement as a document: what is agreed, what is new in it, and what an approval freezes."""

import datetime
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from builders.command import pprr
from builders.files import replace_text
from builders.published import copy_of
from builders.told import refused

from pprr import formats
from pprr import notebook as page
from pprr.demo.build import Size, write_demo
from pprr.documents import open_document
from pprr.documents.agreement.changes import changes
from pprr.documents.agreement.reached import reached_in_words
from pprr.documents.agreement.report import ITEMS, PortfolioAgreement
from pprr.domain import Kind, Period, RegisterEntry, RuleKind, Target, TargetKind, Unit
from pprr.domain.errors import FaultsError, ProjectError
from pprr.ingest import tables
from pprr.ingest.load import load
from pprr.project import Project, Reports, find_project
from pprr.report.record.record import record_of
from pprr.review.approve import approve
from pprr.run.plan.inputs import Inputs
from pprr.run.plan.matrix import plans_of
from pprr.run.plan.selection import read_selection

PERIOD = Period.parse("2025-26-q1")
SLUG = "adult-care-and-health"
NAME = f"{SLUG}.agreement"
SETTINGS = '[reports]\nportfolios = ["agreement"]\nat = {agreement = ["q1"]}\n'
PARTS = (page.agreement_front, page.agreement_priorities, page.agreement_money, page.agreement_changes)


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder = tmp_path_factory.mktemp("agreement") / "project"
    write_demo(folder, Size(portfolios=2, measures=24, years=2, ledger_lines=0))
    path = folder / "pprr.toml"
    path.write_text(path.read_text("utf-8").partition("[reports]")[0] + SETTINGS, "utf-8")
    load(find_project(folder), PERIOD)
    return find_project(folder)


@pytest.fixture
def project(council: Project, tmp_path: Path) -> Project:
    return copy_of(council, tmp_path / "project")


def opened(project: Project) -> PortfolioAgreement:
    found = open_document(NAME, PERIOD, project=project)
    assert isinstance(found, PortfolioAgreement)
    return found


def rows_of(report: PortfolioAgreement, name: str) -> list[dict[str, object]]:
    table = record_of(report)["tables"][name]
    return [dict(zip((column["name"] for column in table["columns"]), row, strict=True)) for row in table["rows"]]


def test_it_holds_what_the_tables_of_the_year_say(council: Project) -> None:
    report, cleaned = opened(council), load(council, PERIOD)
    entries = cleaned.tables.records(tables.MEASURES).of(portfolio=SLUG)
    assert [row["measure_id"] for row in rows_of(report, "agreed_measures")] == [one.measure_id for one in entries]
    amounts = [row["name"] for row in rows_of(report, "agreed_money") if row["kind"] == "reserve"]
    assert amounts == [one.narration for one in cleaned.tables.records(tables.AGREED_RESERVES).of(portfolio=SLUG)]
    shown = "".join(str(part(report)) for part in PARTS)
    texts = [one.name for one in entries] + [one.title for one in report.part.priorities]
    assert [text for text in texts if text.replace("'", "&#39;") not in shown] == []
    assert "This page sets out the agreement for 2025/26.</p>" in shown
    assert "nobody has approved this page yet" in str(page.cover(report)), "the agreement is approved, its page is not"
    assert "approved the agreement on" in str(page.agreement_front(report))
    nobody = replace(report.part.portfolio, agreement_approved_by="", agreement_approved_on=None)
    unapproved = replace(report, part=replace(report.part, portfolio=nobody))
    assert "nobody has approved it yet" in str(page.cover(unapproved)), "said there, and not again"
    assert "draft" not in str(page.agreement_front(report)).replace("looked at the draft", "")
    assert "Councillor A. N. Example (made up), Cabinet Member for Adult Care and Health, answers for it." in shown
    assert all(one.role in shown for one in report.part.contacts)
    for amounts in ([one.approved for one in report.agreed_reserves], [one.value for one in report.agreed_savings]):
        assert f">{sum(amounts) // 100_000:,}</td></tr></tbody>" in shown
    assert "The year to 31 March 2026" in str(page.cover(report)), "an agreement is of the whole year"
    assert report.queries == ()


def test_it_answers_whether_each_target_can_be_reached_and_how_others_do(council: Project) -> None:
    """By the series where there is one, else by the years before; less than last year brought is pointed out."""
    report, told = opened(council), []
    for one in report.agreed:
        last, aim, good = (
            one.measure.figures.last_year,
            one.measure.year_target.reading,
            one.measure.entry.good_performance,
        )
        if not (aim and aim.exact and last and last.exact and good) or last.figure_period or one.measure.control:
            continue
        gain = (last.exact - aim.exact) * good.sign
        assert ("Reached in 2024/25: " in one.attainable) == (gain >= 0), one
        assert ("not in 2024/25" in one.attainable or "Not reached in " in one.attainable) == (gain < 0), one
        assert ("Less is asked than 2024/25 brought: " in one.eased) == (gain > 0), one
        told.append(gain >= 0)
    assert set(told) == {True, False}
    with_others = [one for one in report.agreed if one.measure.comparison]
    assert len(with_others) * 2 >= len(report.agreed)
    assert all(" of " in one.compared or "on average, 2024/25" in one.compared for one in with_others)
    shown = unescape(str(page.agreement_priorities(report)))
    assert all(text in shown for one in report.agreed for text in (one.attainable, one.eased, one.compared))


SAID_OF_RULES = [
    pytest.param(RuleKind.JUDGEMENT, True, "Judged by hand", id="judged"),
    pytest.param(RuleKind.SUSPENDED, True, "Suspended: not rated", id="suspended"),
    pytest.param(RuleKind.DATA_ONLY, False, "No target to meet", id="no target"),
    pytest.param(RuleKind.TOLERANCE, True, "Not known: no whole year has a figure", id="no figures"),
]


LATE = [
    pytest.param("2023/24", "Reached in 2023/24: ", id="a whole year"),
    pytest.param("2023/24 Q2", "Not known: no whole year has a figure", id="a quarter"),
    pytest.param("autumn 2023", "Not known: no whole year has a figure", id="no period of a report"),
]


@pytest.mark.parametrize(("of", "said"), LATE)
def test_a_figure_that_came_late_counts_for_the_year_that_it_is_of(council: Project, of: str, said: str) -> None:
    one = next(one.measure for one in opened(council).agreed if "Reached in 2024/25: " in one.attainable)
    last = one.figures.last_year
    assert last
    figures = replace(one.figures, history=(replace(last, figure_period=of),))
    assert reached_in_words(replace(one, figures=figures), (Period(2024),), PERIOD.start).startswith(said)


@pytest.mark.parametrize(("rule", "has_target", "said"), SAID_OF_RULES)
def test_a_target_that_cannot_be_reached_says_why(
    council: Project, rule: RuleKind, has_target: bool, said: str
) -> None:
    one = next(one.measure for one in opened(council).agreed if one.measure.asked.kind is RuleKind.TOLERANCE)
    target = one.year_target if has_target else Target(TargetKind.NONE)
    figures = replace(one.figures, history=())
    asked = replace(one, asked=replace(one.asked, kind=rule), year_target=target, figures=figures)
    assert reached_in_words(asked, (), PERIOD.start) == said


def test_the_page_says_which_figures_of_a_band_are_good_and_that_a_measure_has_no_target(council: Project) -> None:
    report, told = opened(council), set()
    shown = unescape(str(page.agreement_priorities(report)))
    for one in report.agreed:
        row = shown.partition(f"</span> {one.measure.name}")[2].partition("</tr>")[0]
        assert one.attainable in row
        if not one.measure.entry.good_performance:
            is_band = one.measure.asked.kind is RuleKind.BAND
            assert (("Within the band" in row), ("Activity: neither" in row)) == (is_band, not is_band)
            told.add(is_band)
    assert told == {True, False}


def test_a_target_that_is_amended_within_the_year_is_named_with_the_one_before(project: Project) -> None:
    plain = [one for one in opened(project).agreed if one.measure.entry.kind is Kind.SNAPSHOT]
    one = next(one for one in plain if one.measure.entry.unit is Unit.NUMBER and one.measure.year_target.reading)
    path = project.agreement(PERIOD) / "targets.csv"
    path.write_text(f"{path.read_text('utf-8')}{one.measure.measure_id},1,,,,,,{PERIOD},A new duty.\n", "utf-8")
    report = opened(find_project(project.root))
    [found] = [one for one in report.agreed if one.amended]
    before = formats.target(one.measure.year_target)
    assert (found.measure.measure_id, found.amended) == (one.measure.measure_id, f"{before} before 2025/26 Q1")
    assert f"Amended: {before} before 2025/26 Q1" in str(page.agreement_priorities(report))
    assert "Amended within the year, from 2025/26 Q1" in str(page.agreement_changes(report))


def test_it_is_made_at_its_point_of_the_year_alone(council: Project) -> None:
    selection = read_selection(council, ["all"], kinds=["agreement"])
    found = plans_of(council, selection, Inputs(council, cleans=True))
    assert {str(plan.period) for plan in found if plan.reports} == {"2024-25-q1", "2025-26-q1"}
    with pytest.raises(ValueError, match="no kind of document"):
        Reports.model_validate({"at": {"agreement": ["q1"]}})


def another_target(project: Project) -> None:
    path = project.agreement(PERIOD) / "targets.csv"
    header, first, *rest = path.read_text("utf-8").splitlines()
    at = header.split(",").index("target")
    cells = first.split(",")
    cells[at] = "99%"
    path.write_text("\n".join([header, ",".join(cells), *rest]) + "\n", "utf-8")


def another_priority(project: Project) -> None:
    path = project.agreement(PERIOD) / "priorities.csv"
    title = opened(project).part.priorities[0].title
    replace_text(path, title, "Another title")


CHANGES = [
    pytest.param(another_priority, {"the table agreed_priorities"}, id="a priority"),
    pytest.param(another_target, {"the table agreed_measures", "the table agreement_changes"}, id="a target"),
]


@pytest.mark.parametrize(("change", "expected"), CHANGES)
def test_an_approval_freezes_it_and_a_later_change_is_a_draft_that_names_it(
    project: Project, change: Callable[[Project], None], expected: set[str]
) -> None:
    approve(project, opened(project), name="Cabinet (made up)", version="1.0", date=datetime.date(2025, 6, 15))
    assert opened(project).state == "Final"
    assert "Version 1.0 of the agreement" in str(page.agreement_front(opened(project)))
    change(project)
    report = opened(project)
    assert report.state == "Draft"
    assert expected & set(report.changed)
    assert set(report.changed) <= expected
    assert "A draft of a new version" in str(page.agreement_front(report))
    assert [query.key for query in report.queries] == ["changed-since-approval"]


@pytest.fixture(scope="module")
def entry(council: Project) -> RegisterEntry:
    return next(iter(load(council, PERIOD).tables.records(tables.MEASURES).of(portfolio=SLUG)))


NAMES = {SLUG: "One Portfolio", "other": "Another Portfolio"}
OTHERWISE: list[tuple[str, dict[str, object], list[str]]] = [
    ("the same", {}, []),
    ("renamed", {"name": "Another name"}, ["Renamed"]),
    ("moved here", {"portfolio": "other"}, ["Moved from another portfolio"]),
    ("another identifier that goes on", {"measure_id": "OLD"}, []),
]


@pytest.mark.parametrize(("before", "kinds"), [pytest.param(old, kinds, id=name) for name, old, kinds in OTHERWISE])
def test_what_is_otherwise_than_last_year_is_named(
    entry: RegisterEntry, before: dict[str, object], kinds: list[str]
) -> None:
    old, now = replace(entry, **before), replace(entry, predecessors=("OLD",))  # type: ignore[arg-type]
    targets = ({old.measure_id: "5"}, {now.measure_id: "5"})
    assert [one.kind for one in changes(SLUG, [old], [now], *targets, NAMES)] == kinds
    assert [one.kind for one in changes(SLUG, [old], [now], {}, targets[1], NAMES)] == [*kinds, "Another target"]


def test_what_is_new_dropped_or_moved_away_is_named(entry: RegisterEntry) -> None:
    other = replace(entry, measure_id="NEW")
    assert [one.kind for one in changes(SLUG, [entry], [other], {}, {}, NAMES)] == ["New measure", "Dropped"]
    away = replace(entry, portfolio="other")
    [moved] = changes(SLUG, [entry], [away], {}, {}, NAMES)
    assert (moved.kind, moved.before, moved.now) == ("Moved to another portfolio", "One Portfolio", "Another Portfolio")


def test_targets_that_stand_in_the_tables_above_are_counted_and_not_listed_again(council: Project) -> None:
    report = opened(council)
    of_target = [one for one in report.changes or () if one.kind == "Another target"]
    shown = str(page.agreement_changes(report))
    assert f"{len(of_target)} of {len(report.agreed)} measures have another target than last year" in shown
    assert "<td>Another target</td>" not in shown
    listed = [row["kind"] for row in rows_of(report, "agreement_changes")]
    assert listed.count("Another target") == len(of_target) > 0


@pytest.mark.parametrize("item", ITEMS)
def test_each_entry_has_its_facts_above_it(council: Project, item: str) -> None:
    assert str(page.item(opened(council), item)).strip()


def test_last_years_target_is_told_whole(council: Project) -> None:
    """The upper end of a band and the floor of two targets belong to it."""
    agreed = [one for one in opened(council).agreed if one.last_target]
    ends = {one.measure.measure_id: one.last_target for one in agreed if one.measure.year_target.upper}
    floors = {one.measure.measure_id: one.last_target for one in agreed if one.measure.year_target.floor}
    assert ends or floors
    assert all(" to " in told for told in ends.values())
    assert all("Amber to" in told for told in floors.values())


def before_figures(project: Project) -> dict[Path, bytes]:
    """Takes the period's extracts away and says that none have come yet; the files as they were."""
    folder = project.extracts(PERIOD)
    kept = {path: path.read_bytes() for path in folder.iterdir()}
    for path in kept:
        if path.name != "sources.toml":
            path.unlink()
    replace_text(folder / "sources.toml", "[edition]\n", "[edition]\nbefore_figures = true\n")
    return kept


def test_it_is_made_and_approved_before_the_years_figures_exist_and_holds_when_they_have_come(project: Project) -> None:
    with_figures = opened(project)
    kept = before_figures(project)
    [plan] = plans_of(project, read_selection(project, [str(PERIOD)]), Inputs(project, cleans=True))
    assert {item.kind for item in plan.known} == {"agreement"}
    report = opened(project)
    assert [one.target for one in report.agreed] == [one.target for one in with_figures.agreed]
    assert [one.last_target for one in report.agreed] == [one.last_target for one in with_figures.agreed]
    assert sum(bool(one.last_actual) for one in report.agreed) > len(report.agreed) // 2
    assert (report.opening.amount, report.queries) == (None, ())
    assert "it comes with the year's first figures" in unescape(str(page.agreement_money(report)))
    approve(project, report, name="Cabinet", version="1.0", date=datetime.date(2025, 6, 15))
    for path, data in kept.items():
        path.write_bytes(data)
    assert opened(project).state == "Final"


def test_the_other_reports_of_a_period_without_figures_are_refused_in_words(project: Project) -> None:
    kept = before_figures(project)
    with refused(ProjectError, "before-figures", name=SLUG):
        open_document(SLUG, PERIOD, project=project)
    for path, data in kept.items():
        if path.suffix != ".toml":
            path.write_bytes(data)
    with pytest.raises(FaultsError) as stopped:
        opened(project)
    assert [one.key for one in stopped.value.faults] == ["figures-have-come"]


def test_it_says_when_its_draft_was_scrutinised_and_when_it_was_approved(project: Project) -> None:
    """The golden facts of a published agreement: scrutiny on 9 July and approval by Cabinet on 23 July 2019."""
    path = project.agreement(PERIOD) / "portfolios.csv"
    rows = [line.split(",") for line in path.read_text("utf-8").splitlines()]
    for name, day in (("agreement_scrutinised_on", "2019-07-09"), ("agreement_approved_on", "2019-07-23")):
        rows[1][rows[0].index(name)] = day
    path.write_text("\n".join(map(",".join, rows)) + "\n", "utf-8")
    shown = str(page.agreement_front(opened(project)))
    assert "looked at the draft on 9 July 2019." in shown
    assert "Cabinet approved the agreement on 23 July 2019." in shown


@pytest.mark.kernel
def test_its_page_is_made(project: Project) -> None:
    project.template_of("agreement").unlink()
    begun = pprr("new-year", "2026-27", project=project)
    assert "notebooks/agreement.ipynb" in begun.stdout
    made = pprr("run", "--kind", "agreement", str(PERIOD), project=project)
    assert made.returncode == 0, made.stderr
    assert "Portfolio Agreement 2025/26" in (project.reports(PERIOD) / f"{NAME}.html").read_text("utf-8")


def test_what_is_kept_back_is_in_no_agreement_nor_among_its_changes(project: Project) -> None:
    before = opened(project)
    [measure, *_] = before.agreed
    rules = project.agreement(PERIOD) / "rules.toml"
    kept = f'\n[publication.withhold]\nsavings = "Not agreed yet."\n"{measure.measure.measure_id}" = "A reason."\n'
    rules.write_text(rules.read_text("utf-8") + kept, "utf-8")
    after = opened(project)
    assert (bool(before.agreed_savings), after.agreed_savings) == (True, ())
    assert len(after.agreed) == len(before.agreed) - 1
    assert not [one for one in after.changes or () if measure.measure.name in str(one)]
