"""The covering paper: what it says comes from the tables, the council's own words and the run's parameters."""

import datetime
import html
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from builders.command import pprr
from builders.commentary import rewrite_entry
from builders.files import replace_text
from builders.published import copy_of
from builders.told import refused

from pprr import formats
from pprr import notebook as page
from pprr.demo.build import Size, write_demo
from pprr.documents import open_document
from pprr.documents.covering.report import COMMENTS, ITEMS, CoveringPaper
from pprr.documents.covering.standing_words import StandingWords, read_standing_words
from pprr.domain import Mark, Measure, Period
from pprr.domain.errors import FaultsError
from pprr.domain.money import without_totals
from pprr.formats import thousands
from pprr.html.elements import render
from pprr.notebook.attention import mention_of
from pprr.project import Project, find_project
from pprr.report import open_report
from pprr.report.record.record import record_of
from pprr.review.approve import approve
from pprr.run.item import Item
from pprr.run.plan.inputs import Inputs

NAME = "first.covering_paper"
PERIOD = Period.parse("2025-26-q2")
ASKED = "A999,promised reply,2025-09-09,first,A member,{slug},,Head of Examples,2025-10-01,Send the examples.,{rest}"
TAG = re.compile(r"<svg.*?</svg>|<[^>]+>", re.DOTALL)
PARTS = (
    *(page.covering_front, page.covering_recommendations, page.covering_reports, page.covering_attention),
    *(page.covering_provisional, page.covering_actions, page.covering_officers),
)


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder = tmp_path_factory.mktemp("covering") / "project"
    write_demo(folder, Size(portfolios=4, measures=24, years=2, ledger_lines=0))
    return find_project(folder)


@pytest.fixture(scope="module")
def paper(council: Project) -> CoveringPaper:
    return opened(council)


@pytest.fixture
def project(council: Project, paper: CoveringPaper, tmp_path: Path) -> Project:
    return copy_of(council, tmp_path / "project")


def opened(project: Project, name: str = NAME) -> CoveringPaper:
    found = open_document(name, PERIOD, project=find_project(project.root))
    assert isinstance(found, CoveringPaper)
    return found


def text_of(part: object) -> str:
    return " ".join(html.unescape(TAG.sub(" ", str(part))).split())


def rows_of(paper: CoveringPaper, name: str) -> list[dict[str, object]]:
    table = record_of(paper)["tables"][name]
    return [dict(zip((column["name"] for column in table["columns"]), row, strict=True)) for row in table["rows"]]


def raw(project: Project, table: str) -> Path:
    return project.root / "data" / "raw" / f"{table}.csv"


def append(path: Path, line: str) -> None:
    path.write_text(f"{path.read_text('utf-8').rstrip()}\n{line}\n", "utf-8")


def test_a_clean_paper_asks_nothing_and_says_all_its_parts(council: Project, paper: CoveringPaper) -> None:
    assert paper.queries == ()
    front = text_of(page.covering_front(paper))
    assert "First Scrutiny Committee on 18 November 2025" in front
    assert paper.committee.terms_of_reference in front
    assert "A report of" not in front
    recommended = text_of(page.covering_recommendations(paper))
    assert len(paper.standing_words.recommendations) == 5
    assert all(text in recommended for text in paper.standing_words.recommendations)
    assert opened(council, "second.covering_paper").queries == ()  # which goes without words


def test_it_covers_the_reports_of_its_committee_with_the_agreements_they_rest_on(paper: CoveringPaper) -> None:
    assert tuple(paper.portfolios) == paper.committee.portfolios
    listed = rows_of(paper, "attached")
    assert [row["portfolio"] for row in listed] == list(paper.portfolios)
    shown = str(page.covering_reports(paper))
    for row in listed:
        assert f'href="{row["page"]}"' in shown
        assert row["agreement_approved_on"]
    assert "Cabinet, 16 June 2025" in text_of(shown)
    answers = "Councillor A. N. Example (made up), Cabinet Member for {}, answers for it."
    assert all(answers.format(name) in text_of(shown) for name in paper.portfolios.values())


def test_its_lists_are_those_of_the_reports(council: Project, paper: CoveringPaper) -> None:
    parts = [open_report(slug, PERIOD, project=council) for slug in paper.portfolios]
    reasons = [concern.reason for part in parts for concern in part.concerns]
    assert sorted(concern.reason for concern in paper.concerns) == sorted(reasons)
    assert [row["attention"] for row in rows_of(paper, "attached")] == [len(part.concerns) for part in parts]
    contacts = [(part.portfolio.slug, one.role) for part in parts for one in part.contacts]
    assert [(row["portfolio"], row["role"]) for row in rows_of(paper, "officers")] == contacts


def test_every_figure_that_may_change_is_listed(council: Project) -> None:
    told = []
    for name in (NAME, "second.covering_paper", "resources.covering_paper"):
        paper = opened(council, name)
        measures = [one for slug in paper.portfolios for one in open_report(slug, PERIOD, project=council).measures]
        due = [one.measure_id for one in measures if one.rated.mark is Mark.PROVISIONAL or one.figures.is_late]
        assert [row["measure_id"] for row in rows_of(paper, "provisional")] == due
        told.append(text_of(page.covering_provisional(paper)))
    assert any("provisional" in text for text in told if not text.startswith("No figure"))


def test_the_committees_own_name_is_not_said_of_each_thing_that_it_asked(project: Project) -> None:
    paper = opened(project)
    append(raw(project, "actions"), ASKED.format(slug=paper.committee.portfolios[0], rest=",,,"))
    shown = text_of(page.covering_actions(opened(project)))
    assert paper.committee.name not in shown
    assert f"{min(paper.portfolios.values(), key=shown.index)}" in shown


def test_a_figure_of_another_period_says_of_which(paper: CoveringPaper) -> None:
    part, own = next((part, one) for part, one in paper.by_portfolio if isinstance(one.about, Measure))
    assert isinstance(own.about, Measure)
    figures = replace(own.about.figures, rated_of=Period.parse("2025-26-q1"))
    late = replace(own, about=replace(own.about, figures=figures))
    context = {"whole": 1, "good_news": ()}
    shown = [
        text_of(render("covering.html.j2", "to_look_at", attention=[mention_of(part, one)], **context))
        for one in (own, late)
    ]
    assert ["for 2025/26 Q1" in text for text in shown] == [False, True]


def test_what_was_asked_of_money_is_called_no_target(council: Project) -> None:
    papers = [opened(council, name) for name in (NAME, "second.covering_paper", "resources.covering_paper")]
    shown = [text_of(page.covering_attention(paper)) for paper in papers]
    money = [one for paper in papers for one in paper.concerns[:8] if not isinstance(one.about, Measure)]
    assert money
    named = re.findall(r"(?:to make|cash limit|budget): \(?£", " ".join(shown))
    assert len(named) == len(money)


ANSWERS = [
    pytest.param(",,,", "open", "overdue", id="not answered"),
    pytest.param("2025-10-20,They were sent.,,", "answered", "They were sent.", id="answered before the paper's day"),
    pytest.param("2025-11-10,They were sent.,,", "open", "overdue", id="answered after the paper's day"),
    pytest.param(",,,2025-10-05", "withdrawn", "Withdrawn", id="withdrawn"),
]


@pytest.mark.parametrize(("rest", "state", "said"), ANSWERS)
def test_what_was_promised_is_carried_as_it_stood_on_the_papers_day(
    project: Project, rest: str, state: str, said: str
) -> None:
    append(raw(project, "actions"), ASKED.format(slug=opened(project).committee.portfolios[0], rest=rest))
    paper = opened(project)
    [row] = [row for row in rows_of(paper, "actions") if row["action"] == "A999"]
    assert (row["state"], row["committee"]) == (state, "First Scrutiny Committee")
    shown = text_of(page.covering_actions(paper))
    assert "Send the examples." in shown
    assert said in shown[shown.index("Send the examples.") :]


def test_a_reply_that_does_not_settle_what_is_to_be_done_is_not_called_answered(project: Project) -> None:
    asked = ASKED.replace("promised reply", "action")
    slug = opened(project).committee.portfolios[0]
    append(raw(project, "actions"), asked.format(slug=slug, rest="2025-10-20,A plan was discussed.,,"))
    shown = text_of(page.covering_actions(opened(project)))
    row = shown[shown.index("Send the examples.") :]
    assert "1 October 2025, overdue Reply given 20 October 2025; still to be done A plan was discussed." in row
    still, _, settled = shown.partition("Settled since")
    assert "Answered" not in still
    assert "still to be done" not in settled


def test_its_count_says_whose_actions_it_counts_as_at_which_day_and_how_many_others_asked(
    paper: CoveringPaper,
) -> None:
    day = formats.day(paper.actions_as_at) if paper.actions_as_at else ""
    known = [one for part in paper.parts for one in part.actions if one.action.settled is None]
    assert len(known) > 1
    for own in (known[:1], known):
        shown = text_of(page.covering_actions(replace(paper, actions=tuple(own))))
        assert f"On {day}, asked by this committee or by none that is known: {len(own)} open" in shown
        others = len({one.action.action for one in known}) - len(own)
        assert (f"Others asked {formats.plural(others, 'thing')} that " in shown) == (others > 0)
        assert "between that day and the meeting" in shown
    by_itself = tuple(replace(one, committee=paper.committee.name) for one in known)
    assert f"On {day}, asked by this committee: " in text_of(page.covering_actions(replace(paper, actions=by_itself)))
    at_once = text_of(page.covering_actions(replace(paper, meeting=paper.actions_as_at)))
    assert "between that day and the meeting" not in at_once


def test_each_portfolio_stands_with_its_measures_and_its_money_and_all_together(
    council: Project, paper: CoveringPaper
) -> None:
    """Every figure of the table is counted again from the portfolios' own reports."""
    listed = []
    for slug, name in paper.portfolios.items():
        part = open_report(slug, PERIOD, project=council)
        now, then = [[one.status for one in part.measures], [one.figures.earlier_status for one in part.measures]]
        counts = [now.count("Green"), len(now) - now.count(None), then.count("Green"), len(then) - then.count(None)]
        outturn, savings = part.outturn, without_totals(part.savings)
        assert outturn
        money = [outturn.cash_limit, outturn.outturn, outturn.variance, outturn.appropriations]
        made = [sum(one.achieved for one in savings), sum(one.value for one in savings)]
        listed.append((name, [*counts, now.count("Amber"), now.count("Red"), *money, *made]))
    together = [sum(column) for column in zip(*(numbers for _, numbers in listed), strict=True)]
    wanted = []
    for name, numbers in [*listed, ("Together", together)]:
        green, rated, green_then, rated_then, amber, red, *money, achieved, value = numbers
        told = f"{name} {green} of {rated} {green_then} of {rated_then} {amber} {red}"
        wanted.append(f"{told} {' '.join(map(thousands, money))} {thousands(achieved)} of {thousands(value)}")
    rows = re.findall(r"<tr[ >].*?</tr>", str(page.covering_standing(paper)), re.DOTALL)
    assert [text_of(row) for row in rows[1:]] == wanted


def test_what_the_committee_asked_of_anothers_portfolio_is_not_lost(project: Project) -> None:
    others = set(opened(project, "second.covering_paper").portfolios) - set(opened(project).portfolios)
    append(raw(project, "actions"), ASKED.format(slug=min(others), rest=",,,"))
    assert "A999" in [row["action"] for row in rows_of(opened(project), "actions")]
    assert min(others) not in text_of(page.covering_actions(opened(project)))
    assert opened(project, "second.covering_paper").portfolios[min(others)] in text_of(
        page.covering_actions(opened(project))
    )
    assert "A999" not in [row["action"] for row in rows_of(opened(project, "second.covering_paper"), "actions")]


def test_the_council_words_the_recommendations_and_the_run_fills_in_the_names(project: Project) -> None:
    own = 'purpose = "For the {committee}."\nrecommendations = ["Note the {report} of {year} on {meeting}."]\n'
    (project.root / "data/raw/covering_paper.toml").write_text(f'report_by = "Director of Examples"\n{own}', "utf-8")
    words = opened(project).standing_words
    assert "A report of the Director of Examples." in text_of(page.covering_front(opened(project)))
    assert words.purpose == "For the First Scrutiny Committee."
    assert words.recommendations == ("Note the Mid-Year Report 2025/26 of 2025/26 on 18 November 2025.",)


WRONG = [
    pytest.param('purpose = "x {quarter}"\nrecommendations = ["ab"]', "quarter", id="a name that is not known"),
    pytest.param('purpose = "{committee.name}"\nrecommendations = ["ab"]', "committee.name", id="a part of a name"),
    pytest.param('purpose = "x {year"\nrecommendations = ["ab"]', "brace", id="half a brace"),
    pytest.param('purpose = "ab"\nrecommendations = []', "recommendations", id="none"),
    pytest.param('purpose = "ab"\nrecommended = ["ab"]', "recommended", id="a misspelt key"),
    pytest.param("purpose", "Expected", id="no TOML"),
]


@pytest.mark.parametrize(("text", "said"), WRONG)
def test_standing_words_that_cannot_be_used_are_refused(project: Project, text: str, said: str) -> None:
    (project.root / "data/raw/covering_paper.toml").write_text(text, "utf-8")
    with refused(FaultsError, "words-unusable") as error:
        read_standing_words(project, "covering_paper")
    assert said in str(error.value)


def test_what_is_filled_in_is_not_filled_in_again() -> None:
    words = StandingWords(purpose="{committee} {year}", recommendations=("ab",))
    assert words.filled({"committee": "{year}", "year": "2025/26"}).purpose == "{year} 2025/26"


def no_meeting(project: Project) -> None:
    replace_text(raw(project, "meetings"), "first,2025-11-18\n", "")


def no_officer(project: Project) -> None:
    path = project.agreement(PERIOD) / "contacts.csv"
    slug = opened(project).committee.portfolios[0]
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if slug not in line), "utf-8")


def approved_late(project: Project) -> None:
    day = datetime.date(2025, 11, 19)
    approve(project, opened(project), name="A. N. Other (made up)", version="", date=day)


BAD = [
    pytest.param(no_meeting, "paper-without-meeting", id="no meeting"),
    pytest.param(no_officer, "paper-without-officer", id="no officer"),
    pytest.param(approved_late, "paper-after-its-meeting", id="approved after its meeting"),
]


@pytest.mark.parametrize(("change", "key"), BAD)
def test_what_is_missing_or_odd_is_asked(project: Project, change: Callable[[Project], None], key: str) -> None:
    change(project)
    assert [query.key for query in opened(project).queries] == [key]


def test_a_committee_without_a_portfolio_has_no_paper_and_is_asked_about(project: Project) -> None:
    replace_text(raw(project, "committees"), "; ".join(opened(project).committee.portfolios), "")
    result = pprr("check", "--portfolio", "second.covering_paper", str(PERIOD), project=project)
    assert result.returncode == 0, result.stderr
    result = pprr("check", "--portfolio", NAME, str(PERIOD), project=project)
    assert result.returncode == 2
    assert "second.covering_paper" in result.stderr


def test_an_approval_is_bound_to_what_the_paper_says(project: Project) -> None:
    day = datetime.date(2025, 11, 3)
    approve(project, opened(project), name="A. N. Other (made up)", version="1.0", date=day)
    assert opened(project).state == "Final"
    own = 'purpose = "For the {committee}."\nrecommendations = ["Note the {report}."]\n'
    (project.root / "data/raw/covering_paper.toml").write_text(own, "utf-8")
    found = opened(project)
    assert found.state == "Draft"
    assert set(found.changed) == {"the table paper", "the table recommendations"}


def test_a_meeting_that_is_listed_later_changes_no_paper(project: Project) -> None:
    before = Inputs(project, cleans=True).of(Item("first", PERIOD, "covering_paper"))
    append(raw(project, "meetings"), "first,2026-07-07")
    assert Inputs(project, cleans=True).of(Item("first", PERIOD, "covering_paper")) == before
    append(raw(project, "meetings"), "first,2025-11-04")
    assert opened(project).meeting == datetime.date(2025, 11, 4)


def test_its_own_words_are_live_and_checked(project: Project) -> None:
    rewrite_entry(project.commentary(PERIOD, NAME), COMMENTS, "{{ counts.measures }} measures; 999 measures are Green.")
    paper = opened(project)
    assert paper.words(COMMENTS).startswith(f"{len(paper.measures)} measures;")
    assert {query.item for query in paper.queries} == {COMMENTS}


@pytest.mark.parametrize("item", ITEMS)
def test_each_entry_has_its_facts_above_it(paper: CoveringPaper, item: str) -> None:
    assert text_of(page.item(paper, item))
