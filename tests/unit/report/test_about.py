"""A newcomer is told what a report is for and covers; a list quotes what tells more than the figures beside it."""

import datetime
import re
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from builders.council import SLUG, quarters
from builders.figures import percentage
from builders.files import write_csv
from builders.measures import a_measure
from builders.meetings import write_committees
from builders.money import an_account_line

from pprr.commentary.approval import Approval
from pprr.commentary.decisions import Acceptance
from pprr.domain import Missing, Shows, Status
from pprr.notebook.appendix import definitions
from pprr.notebook.attention import good_news, mention_of, mentions, past_of, telling_sentence
from pprr.notebook.beside.about import about
from pprr.notebook.beside.odd import oddities
from pprr.notebook.in_short import headlines
from pprr.notebook.measure.card import measure
from pprr.notebook.members import members
from pprr.notebook.performance import cover, key, overview, priorities, summary
from pprr.report import Report, open_report
from pprr.report.queries.words import tally_of
from pprr.report.report import Concern
from pprr.rules.concerns import concerns
from pprr.wordcheck.outcomes import FigureTally


def of_no_kind(report: Report) -> Report:
    """The report as it is where the register says of no measure what it shows."""
    measures = (replace(one, entry=replace(one.entry, shows=None)) for one in report.measures)
    return replace(report, measures=tuple(measures))


def test_a_newcomer_is_told_what_the_report_covers_and_who_answers(report: Report) -> None:
    portfolio = replace(report.portfolio, member="Councillor Example (made up)", member_office="Cabinet Member")
    told = dict(about(replace(of_no_kind(report), portfolio=portfolio)))

    assert told["What it covers"].startswith(f"{len(report.measures)} measures under {len(report.priorities)} ")
    assert told["Who answers for it"] == "Councillor Example (made up), Cabinet Member."
    assert "What its measures tell of" not in told
    assert all(words.endswith(".") and not words.endswith("..") for words in told.values())


def test_the_measures_of_each_kind_are_counted(report: Report) -> None:
    first, second, *_ = of_no_kind(report).measures
    kinds = (Shows.OUTCOME, Shows.OUTPUT)
    known = [
        replace(one, entry=replace(one.entry, shows=kind)) for one, kind in zip((first, second), kinds, strict=True)
    ]
    told = dict(about(replace(report, measures=tuple(known))))["What its measures tell of"]

    met = [f"{int(one.status == 'Green')} of 1 rated on target" if one.status else "none rated" for one in known]
    assert told == f"1 outcome, {met[0]}. 1 output, {met[1]}."


def test_each_priority_is_counted(report: Report) -> None:
    told = dict(about(report))["How each priority stands"]
    on_target = sum(one.status == "Green" for one in report.measures)
    rated = sum(one.status is not None for one in report.measures)

    found = [tuple(map(int, counts)) for counts in re.findall(r": (\d+) of (\d+) rated", told)]
    assert len(found) == len(report.priorities) > 1
    assert all(f"{priority.title}: " in told for priority in report.priorities)
    assert tuple(map(sum, zip(*found, strict=True))) == (on_target, rated)


def test_what_residents_say_has_a_list_of_its_own(report: Report) -> None:
    """A survey with those who answered and its margin; what people tell the council with the word that it is none."""
    first, second, *others = of_no_kind(report).measures
    answers = replace(first.figures, rated=percentage("50", of=(500, 1000)))
    asked = replace(first, entry=replace(first.entry, shows=Shows.PERCEPTION), figures=answers)
    called = replace(second, entry=replace(second.entry, shows=Shows.CONTACT))
    [rows] = re.findall(
        r'id="residents">.*?<tbody>(.*?)</tbody>',
        summary(replace(report, measures=(asked, called, *others))).text,
        re.DOTALL,
    )

    assert rows.count("<tr>") == 2
    assert "1,000 people answered. A survey of so many may be up to 3.1 percentage points" in rows
    assert "Not a survey: taken from the council&#39;s records." in rows
    assert 'id="residents"' not in summary(of_no_kind(report)).text


def test_what_staff_say_is_no_word_of_residents(report: Report) -> None:
    first, *others = of_no_kind(report).measures
    asked = replace(first, entry=replace(first.entry, shows=Shows.STAFF))
    assert 'id="residents"' not in summary(replace(report, measures=(asked, *others))).text


@pytest.mark.parametrize(("agreeing", "said"), [(1, "1 agrees."), (2, "2 agree.")])
def test_the_figures_that_agree_are_counted(
    report: Report, monkeypatch: pytest.MonkeyPatch, agreeing: int, said: str
) -> None:
    monkeypatch.setattr("pprr.notebook.appendix.tally_of", lambda _: FigureTally(agreeing, 0, 0))
    assert f"in the words that the tables have, {said}" in definitions(report).text


def test_a_newcomer_is_told_who_takes_it_what_comes_next_and_what_it_was_called(tmp_path: Path) -> None:
    project = quarters(tmp_path / "project")
    register = project.root / "data/raw/2023-24/agreement/portfolios.csv"
    write_csv(register, [["portfolio", "name"], [SLUG, "Old Services"]])
    write_committees(project, meetings=[{"committee": "scrutiny", "date": "2025-11-18"}])
    report = open_report(SLUG, "2025-26-q2", project=project)
    told = dict(about(report))

    assert told["What it was called"] == "Old Services, up to the Annual Report 2023/24."
    assert told["Who takes it"] == "Scrutiny Committee on 18 November 2025."
    assert told["What comes next"] == "The Third Quarter Update Report 2025/26, with figures up to 31 December 2025."
    assert "For Scrutiny Committee" in cover(report).text
    assert "What comes next" not in dict(about(replace(report, last=None)))


@pytest.mark.parametrize(
    ("days", "expected"),
    [(25, "Approved 25 days after the end of the period."), (1, "Approved 1 day after"), (-3, None)],
)
def test_the_time_to_the_approval_is_said(report: Report, days: int, expected: str | None) -> None:
    day = report.period.end + datetime.timedelta(days=days)
    told = dict(about(replace(report, approval=Approval(name="A. Example", date=day, parts={})))).get(
        "How soon it came"
    )

    assert told is None if expected is None else told is not None and told.startswith(expected)


@pytest.mark.parametrize(
    ("dated", "expected"),
    [
        ("June 2020", "Dated June 2020, 3 months after the period."),
        ("30 April 2020", "Dated 30 April 2020, 1 month after the period."),
        ("March 2020", None),
        ("soon", None),
        ("", None),
    ],
)
def test_without_an_approval_the_date_of_the_edition_says_how_soon_it_came(
    report: Report, dated: str, expected: str | None
) -> None:
    edition = report.edition.model_copy(update={"date": dated})
    assert dict(about(replace(report, edition=edition, approval=None))).get("How soon it came") == expected


def test_the_committee_that_considered_the_agreement_is_named(report: Report) -> None:
    """The minutes behind the example name it and its day."""
    assert (
        "which Cabinet approved on 23 July 2019. Scrutiny Committee considered it on 9 July 2019." in key(report).text
    )
    unknown = replace(report.portfolio, agreement_scrutinised_by="", agreement_scrutinised_on=None)
    assert "considered" not in key(replace(report, portfolio=unknown)).text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The figure is 85.5%. A team has left.", "A team has left.", id="a figure, then what happened"),
        pytest.param("It was 80.0% before.\n\nA team has left.", "A team has left.", id="in the next paragraph"),
        pytest.param(
            "It is 85.5% because a team has left. More.", "It is 85.5% because a team has left.", id="a cause"
        ),
        pytest.param("The target is 90.0%. It is 85.5%.", "The target is 90.0%.", id="figures alone"),
        pytest.param("185.5% of plan was staffed.", "185.5% of plan was staffed.", id="another figure"),
        pytest.param("", "", id="no words"),
        pytest.param("They concern so many different services.", "", id="what they are stands nowhere"),
        pytest.param("It rained. These are too few.", "It rained.", id="a cause of what is not named"),
        pytest.param("Theirs was less. Theatres are closed.", "Theatres are closed.", id="a word that begins alike"),
        pytest.param(
            "There was no change since Q3. Its members can do less. Libraries are closed.",
            "Libraries are closed.",
            id="a cause that comes later",
        ),
        pytest.param(
            "Figures of this measure come a quarter late, once cases have been closed. None is there yet. A team left.",
            "A team left.",
            id="that figures come late is no cause",
        ),
        pytest.param(
            "The figure is 85.5%. Homes to be sold are still heated. Heating in homes that are empty is being stopped.",
            "Homes to be sold are still heated.",
            id="what is done is no cause",
        ),
        pytest.param("The figure is 85.5%, which is short of it. It rained.", "It rained.", id="short of a target"),
        pytest.param("A higher share is not bad news. It rained.", "A higher share is not bad news.", id="none named"),
    ],
)
def test_a_list_quotes_what_tells_more_than_the_figures(text: str, expected: str) -> None:
    assert telling_sentence(text, a_measure("85.5%", "90.0%", percentage("80.0"))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("A. It rose. Figures are expected in May.", "Figures are expected in May.", id="when it comes"),
        pytest.param("The source has not yet published it.", "The source has not yet published it.", id="why"),
        pytest.param("It is near the average.", "It is near the average.", id="neither"),
    ],
)
def test_of_a_missing_figure_a_list_quotes_when_it_comes(text: str, expected: str) -> None:
    assert telling_sentence(text, a_measure("Not available", "90.0%", percentage("80.0"))) == expected


def test_of_a_missing_figure_the_list_says_when_the_next_is_due(report: Report) -> None:
    """The words of the example name the year in which they are expected, the register the report of the next."""
    told = {one.address: (one.said, one.why) for one in mentions(report) if one.unrated == "Not available"}

    assert told["GMS-digital-skills"][0] == "Data for 2018 come next and are expected in 2020."
    assert told["GMS-cultural-engagements"][0] == "Figures for 2018/19 are expected in 2020."
    after = "figure due and missing; the next is due in the Annual Report 2020/21"
    assert [why for _, why in told.values()] == [after] * 2


def test_a_reader_is_told_that_a_figure_in_words_is_asked_about(report: Report) -> None:
    """Words that contradict their row, and those that tell too little of it: each where it stands, and in a list."""
    told = {one.measure_id: "open: see" in measure(report, one).text for one in report.measures}
    listed = definitions(report).text.partition('id="odd"')[2]

    contradicted = {one.measure_id for one in report.measures if tally_of(report, one.measure_id).contradicting}
    assert contradicted  # the published report of 2019/20 has some
    assert contradicted < {item for item, is_told in told.items() if is_told}
    assert {item: f'href="#{item}"' in listed for item in told} == told
    assert listed.count("Open: it keeps this report a draft") == 1
    assert " asked about, and their measures say so." in definitions(report).text


def test_an_accepted_query_is_told_with_its_reason(report: Report) -> None:
    [blocking] = [one for one in report.open_queries if one.is_blocking]
    why = Acceptance(
        kind=blocking.kind, item=blocking.item, found="", expected="", reason="Counted <twice>.", name="A. Example",
        date=datetime.date(2020, 6, 3),
    )  # fmt: skip
    listed = definitions(replace(report, acceptances={blocking.id: why})).text.partition('id="odd"')[2]

    assert "Accepted on 3 June 2020: Counted &lt;twice&gt;." in listed
    assert "A. Example" not in listed
    assert "keeps this report a draft" not in listed


def test_nothing_is_told_that_might_give_a_withheld_figure_away(report: Report) -> None:
    asked = {one.item for one in oddities(report)}
    hidden = [
        replace(one, figures=replace(one.figures, actual=replace(one.actual, value=None, missing=Missing.WITHHELD)))
        for one in report.measures
    ]

    assert asked & {one.measure_id for one in hidden}
    assert not {one.item for one in oddities(replace(report, measures=tuple(hidden)))} & set(report.measure_ids)


def test_a_list_quotes_what_is_done_where_no_action_is_recorded(report: Report) -> None:
    listed = {one.code: one for one in mentions(report)}

    assert listed["CFE1.6"].done.startswith("Three improvements are in hand: ")
    assert all(one.done != one.said for one in listed.values() if one.done)
    assert listed["CFE1.6"].done in summary(report).text
    assert listed["CFE1.6"].done not in members(report).text


def test_what_goes_well_has_the_reason_of_the_rule_alone(report: Report) -> None:
    found = good_news(report)

    assert found
    assert {one.why for one in found} == {"Green and getting better"}
    assert {one.said for one in found} == {""}
    assert any("because" in report.words(one.address) for one in found)
    assert not any(one.name.endswith(".") for one in found)
    assert any(one.name.endswith(".") for one in report.measures)


def test_a_status_alone_is_no_reason(report: Report) -> None:
    found = [one for one in mentions(report) if one.status is Status.RED]

    assert any(one.why.startswith("Worse than the target by more than ") for one in found)
    assert not any(one.why in tuple(Status) for one in found)


def test_the_words_of_an_account_say_that_its_budget_is_net(report: Report) -> None:
    account = an_account_line(budget=0, forecast=100_000, variance=100_000)
    told = mention_of(report, Concern(account, "a deficit"))

    assert (told.now_of, told.asked_is) == ("", "net budget")


def test_an_account_in_deficit_names_the_sum_that_its_share_is_of(report: Report) -> None:
    """By hand: £1.039m is 1.5% of £68.000m, which a net budget of nothing does not show."""
    lines = [
        an_account_line(line="Grant", budget=-68_000, forecast=-68_000, variance=0),
        an_account_line(line="Schools", budget=68_000, forecast=69_039, variance=1_039),
        an_account_line(line="Total", budget=0, forecast=1_039, variance=1_039, is_total=True),
    ]
    [found] = concerns(report.rules, (), accounts=lines)

    assert mention_of(report, found).why.endswith("of what it may spend (1.5% of £68.000m)")


def test_a_card_says_once_that_there_is_no_figure(report: Report) -> None:
    [missing, *_] = [one for one in report.measures if one.rated.missing]
    card = measure(report, missing).text

    assert card.count("no figure for this period") == 1


def test_a_reading_of_the_whole_is_made_from_the_data(report: Report) -> None:
    """By hand of the published report: priority 1 has 2 of 7 on target, 2 none of 2, and 3 the one that is rated."""
    assert (
        "The lowest share on target is that of priority 2 (0 of 2), the highest that of priority 3 (1 of 1)."
        in overview(report).text
    )
    short = replace(report.savings[0], achieved=0, risk_rating=Status.RED)
    told = overview(replace(report, savings=(short, *report.savings[1:]))).text
    assert f"The largest sum that needs attention: {short.proposal}, £0.050m not made." in told
    assert "turned worse" not in told  # the last report is not known


def test_what_is_not_held_of_an_earlier_report_is_said_as_that(report: Report, tmp_path: Path) -> None:
    """A measure that had no status then is not one of which it is not known."""
    late = open_report(SLUG, "2025-26-q2", project=quarters(tmp_path / "project"))
    rated = replace(late.measures[0], figures=replace(late.measures[0].figures, earlier_status=Status.GREEN))
    others = [replace(one, figures=replace(one.figures, earlier_status=None)) for one in late.measures[1:]]

    assert f"{len(others)} measures had no status in the last report." in (
        summary(replace(late, measures=(rated, *others))).text
    )
    told = summary(report).text
    assert "No earlier report is held." in told
    assert "not known" not in told.partition('id="attention"')[0]


def test_the_worst_turn_is_named_behind_those_that_turned_worse(tmp_path: Path) -> None:
    late = open_report(SLUG, "2025-26-q2", project=quarters(tmp_path / "project"))

    def told(worse: int) -> str:
        measures = [
            replace(
                one,
                rating=replace(one.rating, status=Status.AMBER),
                figures=replace(one.figures, earlier_status=Status.GREEN if at < worse else Status.AMBER),
            )
            for at, one in enumerate(late.measures)
        ]
        [found] = [one for one in headlines(replace(late, measures=tuple(measures))) if "turned" in one.result[0]]
        return found.result[0] + "".join(words for words, _ in found.rest)

    assert re.fullmatch(r"1 turned worse since the [^,:]+: .+ from Green to Amber; 0 turned better\.", told(1))
    assert re.fullmatch(r"2 turned worse since the [^,:]+, first .+ from Green to Amber; 0 turned better\.", told(2))


def test_a_figure_that_is_new_since_the_last_report_is_marked_in_words_and_one_that_is_not(tmp_path: Path) -> None:
    project = quarters(tmp_path / "project")
    report = open_report(SLUG, "2025-26-q2", project=project)
    old = replace(report.measures[0], figures=replace(report.measures[0].figures, is_new=False))
    mixed = replace(report, measures=(old, *report.measures[1:]))
    new = sum(one.figures.is_new for one in mixed.measures)
    many = len(mixed.measures)
    shown, told = priorities(mixed).text, summary(mixed).text

    assert 0 < new < many
    assert shown.count('<span class="why">new</span>') == new
    assert shown.count('<span class="why">not new</span>') == many - new
    assert f"{new} of {many} measures have a new figure, marked \u201cnew\u201d in the tables; the others" in told


def test_without_the_last_report_nothing_is_said_to_be_new(report: Report) -> None:
    assert report.last is None
    assert "new</span>" not in priorities(report).text
    assert "new figure" not in summary(report).text


def test_the_page_leads_to_that_of_the_last_report_where_that_was_of_the_same_portfolio(tmp_path: Path) -> None:
    report = open_report(SLUG, "2025-26-q2", project=quarters(tmp_path / "project"))
    link = f'Against the <a href="../2025-26-q1/{SLUG}.html">First Update Report 2025/26</a>'

    assert link in summary(report).text
    assert link not in summary(replace(report, was_in_last=False)).text


def test_residents_are_said_to_speak_only_where_a_survey_has_asked_them(report: Report) -> None:
    """The published report counts complaints and contacts, and has no survey."""
    without = summary(report).text
    asked = replace(report.measures[0], entry=replace(report.measures[0].entry, shows=Shows.PERCEPTION))
    with_survey = summary(replace(report, measures=(asked, *report.measures[1:]))).text

    assert "What people ask for and complain about" in without
    assert "No measure of this report is a survey" in without
    assert "What residents say" not in without
    assert "What residents say" in with_survey
    assert "No measure of this report is a survey" not in with_survey


def test_a_line_is_told_with_the_figure_that_its_trend_is_against(report: Report) -> None:
    """The published report has 38%, 24% and 36%: without the middle one the words would tell of a fall."""
    one = report.measure("CFE1.5")

    assert "38% in 2017/18, 24% in 2018/19, 36% in 2019/20" in past_of(one)
    assert "36%" not in past_of(one, told=False)


def test_a_rule_that_several_measures_have_stands_once(report: Report) -> None:
    """Of ten measures two share a rule of their own; a third has the rule for another reason."""
    reasons = {"CFE1.3": "Set by law", "CFE1.5": "Set by law", "CFE1.6": "Agreed"}
    measures = [
        replace(one, asked=replace(one.asked, is_own=True, reason=reasons[one.measure_id]))
        if one.measure_id in reasons
        else one
        for one in report.measures
    ]
    page = BeautifulSoup(str(definitions(replace(report, measures=tuple(measures)))), "html.parser")
    told = {
        one.get_text(): one.find_next("dd").get_text() for one in page.select("dt") if "Status of" in one.get_text()
    }

    assert list(told) == ["Status of CFE1.3, CFE1.5", "Status of CFE1.6"]
    assert told["Status of CFE1.3, CFE1.5"].count("Set by law.") == 1


def test_the_top_marks_a_measure_whose_query_keeps_the_report_a_draft(report: Report) -> None:
    """The published words and the figure of CFE1.4 differ, and its status hangs on that."""
    told = {one.code: one.why for one in mentions(report)}

    assert told["CFE1.4"] == "Amber and getting worse; a query about it is open"
    assert [code for code, why in told.items() if "query" in why] == ["CFE1.4"]
    assert "1 of the 10 has a query open." in headlines(report)[0].rest[-1][0]


def test_the_top_marks_nothing_once_the_query_is_accepted_or_might_give_a_figure_away(report: Report) -> None:
    [blocking] = [one for one in report.open_queries if one.is_blocking]
    why = Acceptance(
        kind=blocking.kind, item=blocking.item, found="", expected="", reason="Counted.", name="A. Example",
        date=datetime.date(2020, 6, 3),
    )  # fmt: skip
    accepted = replace(report, acceptances={blocking.id: why})
    hidden = replace(report.measure("CFE1.4").actual, value=None, missing=Missing.WITHHELD)
    withheld = [
        replace(one, figures=replace(one.figures, actual=hidden)) if one.measure_id == "CFE1.4" else one
        for one in report.measures
    ]

    for other in (accepted, replace(report, measures=tuple(withheld))):
        assert not any("query" in one.why for one in mentions(other))
        assert "query" not in headlines(other)[0].rest[-1][0]
