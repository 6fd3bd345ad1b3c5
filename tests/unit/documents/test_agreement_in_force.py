"""The agreement in force: what the year's reports say that they are measured against, and how its versions follow."""

import datetime
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from builders.files import replace_text
from builders.published import copy_of
from builders.told import refused

from pprr import notebook as page
from pprr.commentary.approval import Approval, read_approval, write_approval
from pprr.demo.build import Size, write_demo
from pprr.documents import open_document
from pprr.documents.agreement.report import PortfolioAgreement
from pprr.domain import Period
from pprr.domain.errors import CommentaryError
from pprr.ingest.load import load
from pprr.project import Project, find_project
from pprr.report import Report, open_report
from pprr.report.agreement import Amendment, amendments, clash
from pprr.review.approve import approve
from pprr.run.item import Item
from pprr.run.plan.inputs import Inputs

Q1, Q2 = Period.parse("2025-26-q1"), Period.parse("2025-26-q2")
SLUG = "adult-care-and-health"
NAME = f"{SLUG}.agreement"
SETTINGS = '[reports]\nportfolios = ["agreement"]\nat = {agreement = ["q1", "q2"]}\n'
JULY, OCTOBER = datetime.date(2025, 7, 23), datetime.date(2025, 10, 22)


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder = tmp_path_factory.mktemp("in-force") / "project"
    write_demo(folder, Size(portfolios=1, measures=8, years=1, ledger_lines=0))
    path = folder / "pprr.toml"
    path.write_text(path.read_text("utf-8").partition("[reports]")[0] + SETTINGS, "utf-8")
    for period in (Q1, Q2):
        load(find_project(folder), period)
    return find_project(folder)


@pytest.fixture
def project(council: Project, tmp_path: Path) -> Project:
    return copy_of(council, tmp_path / "project")


def agreement(project: Project, period: Period) -> PortfolioAgreement:
    found = open_document(NAME, period, project=project)
    assert isinstance(found, PortfolioAgreement)
    return found


def report(project: Project, period: Period = Q2) -> Report:
    return open_report(SLUG, period, project=project)


def approved(project: Project, period: Period = Q1, *, version: str = "", day: datetime.date = JULY) -> Approval:
    return approve(project, agreement(project, period), name="Cabinet", version=version, date=day)


def amend(project: Project) -> str:
    """Gives the first measure with a target another one; its identifier."""
    path = project.agreement(Q1) / "targets.csv"
    header, first, *rest = path.read_text("utf-8").splitlines()
    cells = first.split(",")
    cells[header.split(",").index("target")] = "99%" if "%" in first else "9,999"
    path.write_text("\n".join([header, ",".join(cells), *rest]) + "\n", "utf-8")
    return cells[0]


def without_stated_approval(project: Project) -> None:
    path = project.agreement(Q1) / "portfolios.csv"
    replace_text(path, "Cabinet,2025-06-16", ",")


def keys(found: Report) -> set[str]:
    return {one.key for one in found.queries if one.key.startswith("agreement")}


def test_without_its_page_nothing_is_said_but_what_the_tables_state(project: Project) -> None:
    path = project.root / "pprr.toml"
    replace_text(path, SETTINGS, "")
    found = report(find_project(project.root))
    assert (found.agreement, keys(found)) == (None, set())
    assert "made under the 2025/26 Portfolio Agreement, which Cabinet approved on 16 June 2025." in str(page.key(found))


def test_a_report_leads_to_the_agreements_own_page_where_the_year_has_one(project: Project) -> None:
    outside = f'href="{report(project).portfolio.agreement_link}"'
    stands_in = outside.replace("href", "data-outside")
    assert f'href="{NAME}.html" {stands_in}>Read the Agreement' in str(page.key(report(project)))
    assert outside not in str(page.key(report(project)))
    assert outside in str(page.agreement_front(agreement(project, Q2)))
    replace_text(project.root / "pprr.toml", '["q1", "q2"]', '["q1"]')
    assert f'href="../{Q1}/{NAME}.html" {stands_in}>Read the Agreement' in str(
        page.key(report(find_project(project.root)))
    )
    replace_text(project.root / "pprr.toml", SETTINGS.replace('["q1", "q2"]', '["q1"]'), "")
    assert f"{outside}>Read the Agreement" in str(page.key(report(find_project(project.root))))


def nothing(project: Project) -> None:
    del project


def approved_then_amended(project: Project) -> None:
    approved(project)
    amend(project)


def approved_too_early(project: Project) -> None:
    approved(project, day=datetime.date(2025, 5, 1))


def stated_too_early(project: Project) -> None:
    replace_text(project.agreement(Q1) / "portfolios.csv", "Cabinet,2025-06-16", "Cabinet,2025-05-15")


def amended_and_approved(project: Project) -> None:
    approved_then_amended(project)
    approved(project, Q2, day=OCTOBER)


def stated_by_nobody(project: Project) -> None:
    replace_text(project.agreement(Q1) / "portfolios.csv", "Cabinet,2025-06-16", ",2025-06-16")


def stated_on_no_day(project: Project) -> None:
    replace_text(project.agreement(Q1) / "portfolios.csv", "Cabinet,2025-06-16", "Cabinet,")


HALF_TOLD = "agreement-approval-half-told"
STANDINGS: Mapping[str, tuple[Callable[[Project], object], str, set[str]]] = {
    "its tables name who approved it": (nothing, "made under the 2025/26 Portfolio Agreement, which Cabinet", set()),
    "nobody has": (without_stated_approval, "which is a draft: nobody has approved it yet", {"agreement-unapproved"}),
    "its tables give the day alone": (stated_by_nobody, "nobody has approved it yet", {HALF_TOLD}),
    "its tables give nobody's day": (stated_on_no_day, "has approved it yet", {HALF_TOLD, "agreement-unapproved"}),
    "its page is approved": (approved, "version 1.0, which Cabinet approved on 23 July 2025.", set()),
    "and then amended": (approved_then_amended, "has approved the change yet: {}: target was", {"agreement-amended"}),
    "before its scrutiny": (approved_too_early, "approved on 1 May 2025.", {"agreement-before-its-scrutiny"}),
    "its tables say so": (stated_too_early, "approved on 15 May 2025.", {"agreement-before-its-scrutiny"}),
    "and approved anew": (amended_and_approved, "version 1.1, which Cabinet approved on 22 October 2025.", set()),
}


@pytest.mark.parametrize(("act", "said", "asked"), STANDINGS.values(), ids=STANDINGS)
def test_a_report_says_which_version_it_is_measured_against(
    project: Project, act: Callable[[Project], object], said: str, asked: set[str]
) -> None:
    act(project)
    found = report(project)
    first = found.measures[0].measure_id
    assert said.format(first) in str(page.key(found))
    assert keys(found) == asked


def test_a_report_before_the_amended_version_keeps_the_first_and_its_approval(project: Project) -> None:
    approved(project)
    before = report(project, Q1)
    approved(project, Q2, version="1.1", day=OCTOBER)
    after = report(project, Q1)
    assert str(page.key(after)) == str(page.key(before))
    assert "version 1.0" in str(page.key(after))


def test_an_approval_of_a_report_holds_the_version_that_it_is_measured_against(project: Project) -> None:
    approved(project)
    approve(project, report(project), name="A. N. Other", version="1.0", date=OCTOBER)
    assert report(project).changed == ()
    approved(project, Q2, version="1.1", day=OCTOBER)
    assert report(project).changed == ("the agreement's words",)


def test_an_unchanged_agreement_holds_on_later_pages_of_the_year(project: Project) -> None:
    approved(project)
    found = agreement(project, Q2)
    assert (found.state, found.changed) == ("Final", ())
    assert "Version 1.0 of the agreement" in str(page.agreement_front(found))


def test_a_changed_one_is_a_draft_that_names_its_changes_and_then_a_version_that_does(project: Project) -> None:
    approved(project)
    changed = f"{amend(project)}: target"
    draft = agreement(project, Q2)
    assert (draft.state, draft.changed) == ("Draft", (changed,))
    assert "agreement-amended" in keys(draft)
    assert "What has changed since it was approved</caption>" in str(page.agreement_front(draft))
    assert approved(project, Q2, day=OCTOBER).version == "1.1"
    final = agreement(project, Q2)
    assert (final.state, [one.term for one in final.amended]) == ("Final", [changed])
    assert changed in str(page.agreement_front(final))


@pytest.mark.parametrize(
    ("version", "day"),
    [
        pytest.param("1.0", OCTOBER, id="of one number"),
        pytest.param("0.9", OCTOBER, id="of an earlier number"),
        pytest.param("1.1", datetime.date(2025, 6, 1), id="of an earlier day"),
    ],
)
def test_a_second_version_at_once_is_refused(project: Project, version: str, day: datetime.date) -> None:
    approved(project)
    amend(project)
    with refused(CommentaryError, "agreement-approved-already"):
        approved(project, Q2, version=version, day=day)
    assert len([folder for folder in project.agreement_pages(Q2, SLUG) if read_approval(folder)]) == 1


def test_two_that_were_approved_apart_are_a_blocking_query_and_the_page_says_so(project: Project) -> None:
    said = approved(project)
    other = said.model_copy(update={"agreed": {**said.agreed, "Priority 1: title": "Another"}})
    write_approval(project.agreement_pages(Q2, SLUG)[-1], other)
    for found in (report(project), agreement(project, Q2)):
        assert {"agreements-at-once"} & {one.key for one in found.hindrances}
    assert "so which holds is not certain" in str(page.key(report(project)))


def approval(version: str, day: int, *terms: str) -> Approval:
    return Approval(
        name="Cabinet", date=datetime.date(2025, 7, day), version=version, parts={}, agreed=dict.fromkeys(terms, "x")
    )


@pytest.mark.parametrize(
    ("first", "second", "clashes"),
    [
        pytest.param(approval("1.0", 1, "a"), approval("1.1", 2, "b"), False, id="later by both"),
        pytest.param(approval("1.0", 1, "a"), approval("1.0", 2, "a"), False, id="the same again"),
        pytest.param(approval("1.9", 1, "a"), approval("1.10", 1, "b"), False, id="on one day, a later version"),
        pytest.param(approval("", 1, "a"), approval("", 2, "b"), False, id="without numbers, a later day"),
        pytest.param(approval("", 1, "a"), approval("", 1, "b"), True, id="without numbers, on one day"),
        pytest.param(approval("1.1", 1, "a"), approval("1.0", 2, "b"), True, id="an earlier version later"),
        pytest.param(approval("1.0", 1, "a"), approval("1.0", 2, "b"), True, id="one number, other terms"),
    ],
)
def test_approved_versions_follow_on_each_other_or_clash(first: Approval, second: Approval, clashes: bool) -> None:
    assert bool(clash([first, second])) == clashes


def test_terms_are_new_gone_or_otherwise_and_what_is_kept_back_is_no_change() -> None:
    before = {"A: target": "1", "B: target": "2", "Saving: one": "£000 (5)", "C: name": "C"}
    now = {"A: target": "2", "D: name": "D", "C: name": "C"}
    every = [
        Amendment("A: target", "1", "2"),
        Amendment("B: target", "2", ""),
        Amendment("Saving: one", "£000 (5)", ""),
    ]
    assert list(amendments(before, now, ())) == [*every, Amendment("D: name", "", "D")]
    assert list(amendments(before, now, {"B", "agreed savings"})) == [every[0], Amendment("D: name", "", "D")]


def test_the_years_reports_rest_on_its_approval(project: Project) -> None:
    items = [Item(SLUG, Q2, "portfolio"), Item(SLUG, Q2, "agreement")]
    before = [Inputs(project, cleans=True).of(item) for item in items]
    approved(project)
    after = [Inputs(project, cleans=True).of(item) for item in items]
    told = project.relative(project.agreement_pages(Q2, SLUG)[0] / "approval.toml")
    assert [set(now) - set(then) for then, now in zip(before, after, strict=True)] == [{told}, {told}]


def cannot_be_read(project: Project) -> None:
    (project.extracts(Q1) / "sources.toml").write_text("no toml", "utf-8")


def must_be_mended(project: Project) -> None:
    path = project.extracts(Q1) / "reserves.csv"
    path.write_bytes(re.sub(rb"\d(?=\D*\Z)", b"O", path.read_bytes()))


def states_none(project: Project) -> None:
    for period in (Q1, Q2):
        path = project.extracts(period) / "sources.toml"
        path.write_text(re.sub(r"(?s)\[budget\].*?(?=\n\[outturn)", "", path.read_text("utf-8")), "utf-8")
    path = project.agreement(Q1) / "sources.toml"
    path.write_text(path.read_text("utf-8") + '\n[council]\nwithout = ["budget"]\n', "utf-8")


def is_not_there(project: Project) -> None:
    shutil.rmtree(project.extracts(Q1))


OPENINGS: Mapping[str, tuple[Callable[[Project], None], str, set[str]]] = {
    "as the first quarter opened": (nothing, "The cash limit opens at £", set()),
    "it cannot be read": (cannot_be_read, "is not known: the figures of 2025/26 Q1 cannot be read", {str(Q1)}),
    "its portfolio must be mended": (must_be_mended, "is not known: the figures of 2025/26 Q1 cannot", {str(Q1)}),
    "it has no money": (states_none, "is not known: the figures of 2025/26 Q1 do not state it.", set()),
    "the year begins later": (is_not_there, "changes that are told for 2025/26 Q2, the cash limit was £", set()),
}


@pytest.mark.parametrize(("act", "said", "asked"), OPENINGS.values(), ids=OPENINGS)
def test_the_opening_cash_limit_is_that_of_the_years_first_report_or_says_why_not(
    project: Project, act: Callable[[Project], None], said: str, asked: set[str]
) -> None:
    act(project)
    found = agreement(project, Q2)
    assert said in re.sub("<.*?>", "", str(page.agreement_money(found)))
    assert {one.fields["period"] for one in found.queries if one.key == "earlier-report-unreadable"} == asked
