"""What a reader asks follows its input: where other cells stand in the tables, the place of the reference changes."""

import pytest
from builders.asked import NOT_TRIED, PLACE, ROWS, WITHOUT_A_PLACE
from builders.changed_inputs import PERIOD, as_it_is, changed
from builders.shown import shown

Shown = dict[str, str]
SCRUTINY, PRINTED = "Scrutiny of the year's reports", "The printed report"
DRAFT, REVIEW, UPDATE = (
    "The agreement in draft",
    "The review of performance reporting",
    "The performance update",
)
WHEREVER = ""  # the row names an input alone, and its words may stand in several parts
# What a reader asks: the place that is looked at, and what stands there (once more) after the inputs have changed.
FOLLOWS: dict[str, dict[str, tuple[str, str]]] = {
    SCRUTINY: {
        "Which committee considers it, and when": ("page.covering_front", "Another committee on 20 November 2025"),
        "Several portfolios under one item of the agenda": (
            "page.covering_reports",
            "answers for it. Children and Family Services",
        ),
        "Why this edition is shorter": (WHEREVER, "Another scope."),
        "What the committee is recommended to do": ("page.covering_recommendations", "Another recommendation."),
        "Progress against targets and budgets": ("page.outturn", "98,764"),
        "Who takes corrective action, and by when": ("page.actions", "Another owner 17 September 2025"),
        "What is fed back to Cabinet": ("page.council_feedback", "Another issue for Cabinet."),
        "Good practice that others can take up": (WHEREVER, "Good practice Another good practice."),
        "Which officer to ask": ("page.covering_officers", "Another role"),
        "The agreement that the year is measured against": ("page.key", "which Another Cabinet approved on 27 June"),
        "When scrutiny looked at that agreement": (
            "page.agreement_front",
            "Another committee looked at the draft on 9",
        ),
        "The outturn, where there is one": ("page.outturn", "98,765"),
        "Figures that are provisional": ("page.covering_provisional", "44.1% (provisional)"),
        "The latest figure where the year's is not there": ("page.priorities", "latest: 4.4 for 2025/26 Q1"),
        "Words about each exception": ("page.priorities", "Another explanation: occupancy"),
        "The Cabinet Member who answers for it": (WHEREVER, "Councillor Another (made up)"),
        "Why a figure rose": ("page.priorities", "Another explanation: occupancy"),
        "What a measure counts, and what it does not": (WHEREVER, "Another definition."),
        "The rest of a share, such as calls that nobody answered": ("downloads: readings", '"281", "533"'),
        "What a member was promised": ("page.actions", "Another reply."),
        "Twelve months that end on a named day": (WHEREVER, '"percentage", "snapshot", "Head of Adult'),
        "How others do": ("page.priorities", "Another body 99.9%"),
        "What a further sum is for": ("page.cash_limit", "Another sum: £1.357m"),
        "The share of the council's plan that is on target": ("page.council_suites", "2 of 3 rated (66.7%)"),
        "Where the council's difficulties are": ("page.council_attention", "Red 41% target: 92% to 98%"),
        "How many get better, and how many worse": ("page.summary", "1 getting better, 6 stable, 3 getting worse"),
        "Changes of measures that are proposed for next year": (WHEREVER, "Another reason to come."),
        "How services work otherwise than before": (WHEREVER, "Another outlook."),
        "Measures that change with the circumstances": (WHEREVER, "Another reason for the rule."),
        "What was resolved": (WHEREVER, "5 September 2025, A member"),
        "Members' comments": (WHEREVER, "Another question?"),
        "Files to take away": ("page.sources", "another_export.csv"),
    },
    PRINTED: {
        "Whose report it is": (WHEREVER, "Another Council (made up)"),
        "The council's crest": ("[organisation] logo", "data:image/svg+xml"),
        "Where the council is on the web": ("[organisation] web", "https://anyborough.example/another"),
        "Who approved it": ("page.cover", "version 1.7, approved by Another approver on 30 October 2025"),
        "Title, portfolio and year": ("page.cover", "Another committee Portfolio Performance and Resources"),
        "The day of this edition": (WHEREVER, "Version 1.7, 20 October 2025"),
        "Its version": (WHEREVER, "Version 1.7"),
        "The overview and the summary": ("page.overview", "Another overview."),
        "That the portfolio is new": (WHEREVER, "Another overview."),
        "What was achieved": (WHEREVER, "Another overview."),
        "What was paused, and what becomes of it": (WHEREVER, "Suspended, so not rated. Another reason"),
        "What teams did in an emergency": (WHEREVER, "Another overview."),
        "The Cabinet Member in their own words": ("page.overview", "Another statement."),
        "Name and office under them": (WHEREVER, "Councillor Another (made up), Another office"),
        "Revenue in three lines": ("page.overview", "Forecast outturn 98,764"),
        "What reserves carry": ("page.reserves", "Another purpose 377 (13) 364"),
        "The chapter about priorities": ("page.priorities", "Another title"),
        "Who approved the agreement, and when": ("page.key", "which Another Cabinet approved on 27 June 2025"),
        "A link to it": (WHEREVER, "https://anyborough.example/another"),
        "Why the report is shorter than others": (WHEREVER, "Another scope."),
        "The projects behind the words": ("page.priorities", "Another project"),
        "Figures that are late, with the last known one": ("page.priorities", "Not available latest: 4.4"),
        "How it will be reported next": (WHEREVER, "Another outlook."),
        "What the colours mean": ("page.definitions", "no more than 7% of the target"),
        "What the arrows mean": ("page.definitions", "improved by 3% or more"),
        "Which measures belong to a wider framework": (WHEREVER, "Another suite"),
        "Which are headline measures of the council": ("page.council_suites", "Another suite: every measure"),
        "The priorities by name": (WHEREVER, "Priority 3: Another title"),
        "What each priority means": (WHEREVER, "Another text of a priority."),
        "A heading above the measures": ("page.priorities", "Measures of priority 3: Another title"),
        "Every figure and target": ("page.priorities", "2,461"),
        "The cases behind a percentage": ("downloads: readings", '"52.7% 281 of 533"'),
        "A figure of another year, said to be one": ("downloads: readings", '"287", "287 2024/25"'),
        "Why there is no figure": ("page.priorities", "There is no figure for this period."),
        "Each status": ("page.priorities", "Red Getting worse"),
        "Each trend": ("page.priorities", "Stable"),
        "The words next to their row": ("page.priorities", "Another explanation: occupancy"),
        "Words about each measure": ("page.priorities", "Another explanation: occupancy"),
        "Words that give another figure than their row": ("pprr check", "words-disagree-with-figure PLAN-CF1.1"),
        "A period that is mistyped in words": ("pprr check", "figure-not-from-the-data overview"),
        "Words that call a fall stable": ("pprr check", "words-disagree-with-direction PLAN-CF1.1"),
        "A promise whose day has passed": ("page.actions", "17 September 2025, overdue"),
        "The chapter about money": ("page.cash_limit", "Another sum"),
        "The cash limit, before and now": ("page.cash_limit", "3,107"),
        "Why it changed": (WHEREVER, "Another cause of the change."),
        "The outturn as a table": ("downloads: outturn", "98764"),
        "What explains it": (WHEREVER, "Another cause of the outturn."),
        "Each reserve and what it is for": ("page.reserves", "Another purpose"),
        "Each saving and what became of it": ("page.savings", "Another proposal"),
        "Savings that other portfolios share in": (WHEREVER, "Another saving is shared with others."),
        "Totals": ("page.savings", "£1.327m of £1.933m"),
        "What a risk rating means": ("page.savings", "Red 880 624 256 Another information."),
    },
    DRAFT: {
        "A draft to read": ("page.agreement_front", "Another introduction."),
        "The council's plan and the borough's outcomes behind it": (WHEREVER, "Another suite"),
        "Priorities that were shaped anew": (WHEREVER, "Another text of a priority."),
        "What reports within the year rest on": ("page.key", "Another Cabinet"),
        "Reports of the council as a whole": ("page.council_summary", "12 of 20"),
        "Progress by priority": ("page.priorities", "Another milestone"),
        "Progress of outcomes": (WHEREVER, "44.1% 1,483 of 3,363 provisional 53.2% or more"),
        "Progress of budgets": ("page.capital", "Another scheme"),
        "Risks to come": (WHEREVER, "Another risk ahead."),
        "Members' comments on the draft": (WHEREVER, "Another question?"),
        "Officers for each service and for finance": (WHEREVER, "Another role"),
        "The Cabinet Member who is there": (WHEREVER, "Councillor Another (made up)"),
        "What a reserve was for, and what came of it": ("page.reserves", "Another purpose 377 (13) 364"),
        "Others' figures beside a target": ("downloads: comparators", '"Another body"'),
        "Whether a target can be reached": ("page.priorities", "Another reason for the target"),
        "Measures that stand still while inspections do": (WHEREVER, "Suspended, so not rated."),
        "How few cases would move a figure": ("page.priorities", "281 of 533"),
        "Comparisons that are to be sent": (WHEREVER, "Promised reply Another promise."),
        "Why a part of a measure fell": ("page.priorities", "Another explanation: occupancy"),
        "An answer in writing": (WHEREVER, "Answered 25 September 2025 Another reply."),
        "Codes with parts, such as (ii)": (WHEREVER, "CFE12(ii)"),
    },
    REVIEW: {
        "Each recommendation with its progress": ("page.recommendations", "Not adopted Another progress."),
        "A regular report to management": ("page.view_summary", "4 measures: 2 Green, 1 Amber, 1 Red."),
        "Measures that come within the year, as pressures do": (
            WHEREVER,
            "new from 2025/26 Q2 Another reason to come.",
        ),
        "Measures held against a new strategy": ("page.council_suites", "Another suite 1"),
        "The Cabinet Member signs off the measures": ("page.sign_off", "Another signatory"),
        "Complaints and enquiries among them": ("page.voice", "44.1% 1,483 of 3,363 provisional"),
        "The right ones out of very many": ("page.view_measures", "AC2.4 Occupancy"),
        "Figures that somebody has checked": ("pprr check", "identity-broken outturn"),
        "Statutory returns": ("page.inspections", "Another return"),
        "Comparison with peers": ("page.view_measures", "5th of 8"),
        "What inspectors judged": ("page.inspections", "Another judgement"),
        "A committee's report by its terms of reference": (WHEREVER, "Another term."),
        "The committee's measures and the portfolios' are the same": ("page.view_measures", "41% 92% to 98%"),
        "Services enter figures the right way": ("page.entered", "2025/26 3 0 0 3"),
        "Going back to those who enter figures": ("page.entered", "2025/26 3 1 0 0"),
        "What is done and what is outstanding": ("page.recommendations", "2 closed"),
    },
    UPDATE: {
        "Who decides, about what, on whose report; wards, key decision": (
            "page.front",
            "Another ward Key decision Yes",
        ),
        "What the committee is asked": (
            "performance_update.ipynb: What the committee is asked",
            "The committee is asked for another thing",
        ),
        "How much is asked of a service": ("page.voice", "455 468 or more Suspended"),
        "Summary and purpose": ("page.update_overview", "Another summary of worries."),
        "Themes in place of long lists": ("page.update_themes", "Another theme"),
        "What services plan, and how it is followed": (WHEREVER, "Another milestone"),
        "Management looks at the whole together": ("page.view_measures", "AC2.4 Occupancy"),
        "The worry list of each directorate": ("page.worry_list", "Another why."),
        "Indicators about value for money": (WHEREVER, "Another issue Why it is not acceptable. Another why."),
        "What audit, projects and risk note": (WHEREVER, "Another finding. Projects and programmes Another project"),
        "Reports by directorate": (WHEREVER, "Made for Committee Purpose Another use."),
        "An issue, what was said of it, what was agreed": ("page.action_plan", "Another plan. about I001"),
        "Learning from where it went well": (WHEREVER, "Another thing learnt."),
        "The place among all authorities": ("downloads: standings", '"2024/25", 8, 5'),
        "Small gains without a step change": ("downloads: control", '"403.0333"'),
        "A paper that is to come": (WHEREVER, "Another step."),
        "Staff: who is kept, and which skills are short": (WHEREVER, "Another theme"),
        "Issues of several services together": ("page.update_themes", "Another issue"),
        "The effect that a project is expected to have": (
            "page.priorities",
            "AC2.4 Expected of it: Another effect",
        ),
        "Efficiency": ("page.outturn", "98,764"),
        "Directors reflect, and report to the next meeting": (WHEREVER, "Another thing learnt."),
        "An action plan by which progress is checked": ("page.action_plan", "Done 2 October 2025"),
        "Issues are watched in the next quarter": ("page.update_summary", "6 open, 4 of them overdue"),
        "How anybody will know that it is better": ("page.worry_list", "AC1.2 "),
        "The voice of the user": ("page.voice", "AC3.3 Percentage of health checks"),
        "What callers teach": (WHEREVER, "Another thing heard."),
        "Governance by risk": (WHEREVER, "Another risk of it."),
        "Telling residents and staff": ("page.members", "This is another notice."),
        "Equality impact": ("page.comments", "Another equality note."),
        "What the legal officer says": ("page.comments", "Another legal note."),
        "What the finance officer says": ("page.comments", "Another finance note."),
        "Signed by its author": ("page.front", "Another author"),
        "Documents that it rests on": ("page.sources", "another_export.csv"),
    },
}
CASES = [
    pytest.param(f"{chapter}: {asked}", place, said, id=f"{chapter}: {asked}")
    for chapter, rows in FOLLOWS.items()
    for asked, (place, said) in rows.items()
]


@pytest.fixture(scope="module")
def before_and_after(tmp_path_factory: pytest.TempPathFactory) -> tuple[Shown, Shown]:
    folder = tmp_path_factory.mktemp("follow")
    return shown(as_it_is(folder / "before"), PERIOD), shown(changed(folder / "after"), PERIOD)


def count(of: Shown, place: str, said: str) -> int:
    return of.get(place, "").count(said) if place else sum(text.count(said) for text in of.values())


@pytest.mark.parametrize(("row", "place", "said"), CASES)
def test_the_place_follows_its_input(before_and_after: tuple[Shown, Shown], row: str, place: str, said: str) -> None:
    before, after = before_and_after
    assert place == WHEREVER or place in PLACE.findall(ROWS[row])
    assert count(after, place, said) > count(before, place, said)


def test_every_row_is_tried_or_says_why_not() -> None:
    tried = [f"{chapter}: {asked}" for chapter, rows in FOLLOWS.items() for asked in rows]
    assert sorted([*tried, *NOT_TRIED]) == sorted(ROWS)
    assert len(tried) >= 150
    assert {row for row, place in ROWS.items() if place.startswith(WITHOUT_A_PLACE)} <= {*NOT_TRIED}
