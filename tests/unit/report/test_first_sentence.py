"""What is composed for the writer: a first sentence that its row bears out, the questions of a row, never published."""

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
from bs4 import BeautifulSoup
from builders.council import SLUG, quarters
from builders.files import read_csv, replace_text, rewrite_csv, write_csv
from builders.files import rewrite_workbook as rewrite
from builders.measures import a_measure
from builders.project import AGREEMENT, PERFORMANCE, PERIOD, PORTFOLIO, copy_project

from pprr.demo.build import Size, write_demo
from pprr.domain import Move, Period, Query
from pprr.notebook import commentary
from pprr.project import Project, find_project
from pprr.report import Report, open_report
from pprr.report.prompts.first_sentence import _achieved, _changes, _drawn, _statuses, first_sentence, in_plain_words
from pprr.report.prompts.wanted import prompts
from pprr.report.values.naming import Namer

# Of each measure what is another in the copy: its cell, its target, its kind of rule.
CHANGED = {
    "CFE1.2": ("35", "No target", ""),
    "CFE1.3": ("87.0%", "87.0%", ""),
    "CFE1.5": ("Withheld", "28%", ""),
    "CFE1.6": ("88%", "No target", "data only"),
    "CFE1.7": ("74%", "75%", "suspended"),
    "CFE2.1": ("80.7% 191,118 of 238,982", "82.0%", ""),
    "CFE2.2": ("73.6%", "70.0%", "band"),
    "CFE3.1": ("156,557 2018", "100,000", ""),
    "GMS-digital-skills": ("80.0%", "Aim to maximise", ""),
    "GMS-cultural-engagements": ("Not applicable", "Aim to maximise", ""),
}


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = copy_project(tmp_path_factory.mktemp("changed") / "project")
    agreement = project.root / AGREEMENT
    for measure, (cell, target, _) in CHANGED.items():
        rewrite(project.root / PERFORMANCE, measure, "2019/20 Actual", cell)
        rewrite_csv(agreement / "targets.csv", measure, "target", target)
    kinds = {measure: [rule, "Inspections have stopped."] for measure, (_, _, rule) in CHANGED.items() if rule}
    add_columns(agreement / "measures.csv", ["rule", "rule_reason"], kinds)
    add_columns(agreement / "targets.csv", ["upper"], {"CFE2.2": ["75.0%"]})
    return project


@pytest.fixture(scope="module")
def mid_year(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return quarters(tmp_path_factory.mktemp("quarters") / "project")


def add_columns(path: Path, names: list[str], cells: dict[str, list[str]]) -> None:
    header, *listed = read_csv(path)
    write_csv(path, [[*header, *names], *([*row, *cells.get(row[0], [""] * len(names))] for row in listed)])


def said(report: Report, item: str) -> str:
    return in_plain_words(report, item, first_sentence(report, item))


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        pytest.param(
            "CFE1.1",
            "The 2019/20 figure is 8,032, 3,032 above the target of 5,000 (Green). It is getting better: up 6,011 on "
            "2018/19.",
            id="a count, high is good",
        ),
        pytest.param(
            "CFE1.4",
            "The 2019/20 figure is 37%, 3 points above the target of 34% (Amber). It is getting worse: up 9 points on "
            "2018/19.",
            id="a percentage, low is good",
        ),
        pytest.param(
            "CFE2.1",
            "The 2019/20 figure is 80.7% (192,836 of 238,982), 1.3 points below the target of 82.0% (Amber). It is "
            "stable: down 0.6 points on 2018/19.",
            id="with its counts, stable",
        ),
        pytest.param(
            "GMS-digital-skills", "There is no figure for 2019/20 yet; the latest is 78.0% 2016.", id="missing"
        ),
        pytest.param(
            "GMS-cultural-engagements",
            "There is no figure for 2019/20 yet; the latest is 0.21m, for 2017/18.",
            id="missing, the latest of an earlier column",
        ),
        pytest.param(
            "overview",
            "Of 12 measures, 10 are rated: 3 Green, 5 Amber and 2 Red. The portfolio ended 2019/20 with a surplus "
            "of £0.044m.",
            id="overview",
        ),
        pytest.param(
            "budget",
            "The cash limit is now £5.642m: an increase of £0.292m (5.5%) on the £5.350m that was reported before.",
            id="a change of the budget",
        ),
        pytest.param(
            "outturn",
            "The portfolio ended 2019/20 with a surplus of £0.044m, 0.8% of its cash limit of £5.642m. The outturn "
            "includes £0.032m from reserves.",
            id="a surplus",
        ),
        pytest.param("reserves", "£0.032m of the £0.163m approved has been drawn, and £0.131m is left.", id="reserves"),
        pytest.param("savings", "All of the £0.450m of savings has been achieved.", id="savings"),
        pytest.param(
            "priority-2",
            "Of 3 measures, 2 are rated: 0 Green, 2 Amber and 0 Red.",
            id="a priority",
        ),
        pytest.param("saving-support-governance", "All of the £0.400m has been achieved.", id="a saving"),
    ],
)
def test_a_first_sentence_of_the_example(report: Report, item: str, expected: str) -> None:
    assert said(report, item) == expected


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        pytest.param(
            "CFE1.2",
            "The 2019/20 figure is 35; it has no target. It is getting better: up 2 on 2018/19.",
            id="no target",
        ),
        pytest.param(
            "CFE1.3",
            "The 2019/20 figure is 87.0%, equal to the target of 87.0% (Green). It is stable: unchanged from 2018/19.",
            id="unchanged and just on target",
        ),
        pytest.param("CFE1.5", "The figure for 2019/20 is withheld; the latest is 24%, for 2018/19.", id="withheld"),
        pytest.param(
            "CFE1.6",
            "The 2019/20 figure is 88%; it counts activity, so neither more nor less is better. It is down 3 points on "
            "2018/19.",
            id="data only",
        ),
        pytest.param(
            "CFE1.7",
            "The 2019/20 figure is 74%, 1 point below the target of 75%; the measure is suspended, so it has no "
            "status.",
            id="suspended",
        ),
        pytest.param(
            "CFE2.1",
            "The 2019/20 figure is 80.7%, 1.3 points below the target of 82.0% (Amber). It is stable: down 0.6 points "
            "on 2018/19.",
            id="counts that come to another figure are left out",
        ),
        pytest.param(
            "CFE2.2",
            "The 2019/20 figure is 73.6%, within the target of 70.0% to 75.0% (Green). It is getting better: down 1.5 "
            "points on 2018/19.",
            id="a band",
        ),
        pytest.param(
            "CFE3.1", "The latest figure is 156,557 2018; there is none for 2019/20 itself.", id="another period's"
        ),
        pytest.param(
            "GMS-digital-skills", "The 2019/20 figure is 80.0%; the aim is to maximise it.", id="aim to maximise"
        ),
        pytest.param(
            "GMS-cultural-engagements",
            "The measure does not apply to 2019/20; the latest is 0.21m, for 2017/18.",
            id="not applicable",
        ),
    ],
)
def test_a_first_sentence_of_other_rows(changed: Project, item: str, expected: str) -> None:
    assert said(open_report(PORTFOLIO, PERIOD, project=changed), item) == expected


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        pytest.param(
            "TOTAL",
            "The 2025/26 Q2 figure is 520, 20 above the profiled target of 500 (Green). It is getting better: up 40 on "
            "2024/25 Q2. It has 950 forecast for the end of the year, against a target of 1,000 (Amber).",
            id="a running total with a forecast",
        ),
        pytest.param(
            "QUARTER",
            "The 2025/26 Q2 figure is 16, 4 below the target of 20 (Green). It is getting worse: up 2 on 2025/26 Q1 "
            "and up 1 on 2024/25 Q2.",
            id="two bases, low is good",
        ),
        pytest.param(
            "BARE",
            "The 2025/26 Q2 figure is 520; it has no target for this point of the year. It is getting better: up 40 on "
            "2024/25 Q2.",
            id="no profile",
        ),
        pytest.param("YEAR", "No figure is due for 2025/26 Q2; the latest is 48%, for 2024/25.", id="not due"),
        pytest.param("LATE", "There is no figure for 2025/26 Q2 yet; the latest is 9, for 2025/26 Q1.", id="late"),
        pytest.param("budget", "The cash limit is unchanged at £1.000m.", id="no change of the budget"),
        pytest.param(
            "outturn",
            "The portfolio is forecast to end 2025/26 with a deficit of £0.015m, 1.5% of its cash limit of £1.000m. "
            "That is £0.025m better than the First Update Report 2025/26 forecast.",
            id="a deficit that has moved",
        ),
    ],
)
def test_a_first_sentence_within_the_year(mid_year: Project, item: str, expected: str) -> None:
    assert said(open_report(SLUG, "2025-26-q2", project=mid_year), item) == expected


@pytest.mark.parametrize(
    ("change", "long_change", "expected"),
    [
        pytest.param("2", Fraction(1, 3), "It is {change} on {base} and {long_change} on {long_base}.", id="one way"),
        pytest.param(
            "-2", Fraction(1, 3), "It is {change} on {base}, but {long_change} on {long_base}.", id="two ways"
        ),
        pytest.param("0", Fraction(-3), "It is {change} from {base} and {long_change} on {long_base}.", id="unchanged"),
        pytest.param("2", None, "It is {change} on {base}.", id="one base"),
        pytest.param(None, None, "", id="none"),
    ],
)
def test_two_changes_are_joined_as_they_go(change: str | None, long_change: Fraction | None, expected: str) -> None:
    moves = [Move(None, "No trend", change=found) for found in (change and Fraction(change), long_change)]
    said = _changes(replace(a_measure(rated_of=Period.parse("2025-26-q2")), move=moves[0], long_move=moves[1]))
    assert said.replace("{{ ", "{").replace(" }}", "}").replace(".words", "") == expected


@pytest.mark.parametrize(
    ("measures", "rated", "expected"),
    [
        pytest.param(0, 0, "", id="no measures"),
        pytest.param(1, 0, "Of {measures} measure, none is rated.", id="one that is not rated"),
        pytest.param(
            1, 1, "Of {measures} measure, {rated} is rated: {green} Green, {amber} Amber and {red} Red.", id="1"
        ),
        pytest.param(5, 0, "Of {measures} measures, none is rated.", id="none"),
        pytest.param(
            5, 1, "Of {measures} measures, {rated} is rated: {green} Green, {amber} Amber and {red} Red.", id="1 of 5"
        ),
    ],
)
def test_measures_are_counted_in_good_english(measures: int, rated: int, expected: str) -> None:
    named = Namer("priorities[1]", "priority-1")
    values = (named.count("measures", measures, "measures"), named.count("rated", rated, "measures rated"))
    said = _statuses(SimpleNamespace(values=values), "priority-1")
    assert said.replace("{{ ", "{").replace(" }}", "}") == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param(_achieved("", 88_000_00, 88_000_00), "All of the {value} has been achieved.", id="all achieved"),
        pytest.param(_achieved("", 0, 88_000_00), "None of the {value} has been achieved.", id="none achieved"),
        pytest.param(
            _achieved("", 8_000_00, 88_000_00), "{achieved} of the {value} has been achieved ({percent}).", id="some"
        ),
        pytest.param(_achieved("", 0, 0), "{achieved} of the {value} has been achieved ({percent}).", id="of nothing"),
        pytest.param(_drawn("", 32, 32), "All of the {approved} approved has been drawn.", id="all drawn"),
        pytest.param(
            _drawn("", 31, 32), "{change} of the {approved} approved has been drawn, and {balance} is left.", id="drawn"
        ),
    ],
)
def test_all_or_none_of_an_amount_is_said_so(said: str, expected: str) -> None:
    assert said.replace("{{ ", "{").replace(" }}", "}") == expected


def taken(project: Project, portfolio: str, period: str) -> set[Query]:
    """The queries that come when every entry is its first sentence, plain or with live values, and no other words."""
    report = open_report(portfolio, period, project=project)
    told = {item: first_sentence(report, item) for item in report.items}
    plain = {item: in_plain_words(report, item, sentence) for item, sentence in told.items()}
    found = [_with_words(project, report, words) for words in (dict.fromkeys(told, "Nothing to add."), told, plain)]
    return (found[1] | found[2]) - found[0]


def _with_words(project: Project, report: Report, words: dict[str, str]) -> set[Query]:
    folder = project.commentary(report.period, report.portfolio.slug)
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.glob("*.ipynb"):
        path.unlink()
    cells = [nbformat.v4.new_markdown_cell(f"## {item}\n\n{text}") for item, text in words.items() if text]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), folder / "commentary.ipynb")
    return set(open_report(report.portfolio.slug, report.period, project=project).queries)


NO_CONTRADICTIONS = ("live value without a figure", "words held against nothing")


def _told(queries: Iterable[Query]) -> list[str]:
    return sorted(str(query) for query in queries if query.kind not in NO_CONTRADICTIONS)


def test_no_first_sentence_is_contradicted_by_its_row(tmp_path: Path, changed: Project, mid_year: Project) -> None:
    assert _told(taken(copy_project(tmp_path / "golden"), PORTFOLIO, str(PERIOD))) == []
    assert _told(taken(changed, PORTFOLIO, str(PERIOD))) == []
    assert _told(taken(mid_year, SLUG, "2025-26-q2")) == []


def test_no_first_sentence_of_the_made_up_council_is_contradicted(tmp_path: Path) -> None:
    write_demo(tmp_path / "demo", Size(portfolios=1, measures=16, years=2, ledger_lines=0))
    project = find_project(tmp_path / "demo")
    [portfolio] = {path.name for path in (project.root / "notebooks/commentary").glob("*/*") if path.is_dir()}
    for period in reversed(project.periods()[-3:]):  # the latest first, or its last words would be ours
        assert _told(taken(project, portfolio, str(period))) == []


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        pytest.param("CFE1.1", ["What made it better than in 2018/19"], id="green and better"),
        pytest.param(
            "CFE1.2",
            [
                "Why it is Red: what kept it from its target of 45.",
                "What is being done about it, by whom, and by when.",
                "When it is expected to be on target.",
                "What made it better",
            ],
            id="red and better",
        ),
        pytest.param(
            "CFE1.4",
            [
                "Why it is Amber: what kept it from its target of 34%.",
                "What made it worse than in 2018/19.",
                "What is being done",
                "When it is expected",
            ],
            id="amber and worse",
        ),
        pytest.param("GMS-digital-skills", ["Why there is no figure, who will give it, and when."], id="missing"),
        pytest.param("overview", ["What matters most", "The 8 exceptions", "The 3 highlights"], id="overview"),
        pytest.param("budget", ["Why the cash limit is £0.292m more, and who decided (Temporary"], id="budget"),
        pytest.param("outturn", ["What makes up the surplus of £0.044m", "What the £0.032m from res"], id="outturn"),
        pytest.param("reserves", ["What the £0.032m drawn from Transformation"], id="a draw"),
        pytest.param("savings", [], id="savings that are all made"),
    ],
)
def test_what_is_wanted_of_an_entry(report: Report, item: str, expected: list[str]) -> None:
    found = prompts(report, item)
    assert len(found) == len(expected)
    assert [text for text, begins in zip(found, expected, strict=True) if not text.startswith(begins)] == []


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        pytest.param("ROLLING", "What took it from Amber in the last report to Green.", id="a changed status"),
        pytest.param("TOTAL", "What would bring it from the Amber that is forecast", id="a forecast short of target"),
        pytest.param("QUARTER", "What is being done about it, by whom, and by when.", id="green and worse"),
        pytest.param("outturn", "Why that has moved by £0.025m since the First Update", id="a moved deficit"),
    ],
)
def test_what_is_wanted_within_the_year(mid_year: Project, item: str, expected: str) -> None:
    found = prompts(open_report(SLUG, "2025-26-q2", project=mid_year), item)
    assert [text for text in found if text.startswith(expected)]


def test_prompts_can_be_switched_off(project_copy: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project_copy.root)
    report = open_report(PORTFOLIO, PERIOD)
    assert "Why it is Red" in commentary.item(report, "CFE1.2").text
    replace_text(project_copy.root / "pprr.toml", "prompts = true", "prompts = false")
    shown = commentary.item(report, "CFE1.2").text
    assert "Why it is Red" not in shown
    assert "Words are wanted for CFE1.2" in shown


def test_above_an_entry_stand_the_names_that_it_can_use(project_copy: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project_copy.root)
    report = open_report(PORTFOLIO, PERIOD)
    for item in report.items:
        page = BeautifulSoup(commentary.item(report, item).text, "html.parser")
        rows = [[cell.get_text() for cell in row.find_all(["th", "td"])] for row in page.select(".values tbody tr")]
        own = {f"{{{{ {value.short} }}}}": value.printed for value in report.values if value.item == item}
        assert own
        assert own.items() <= {(name, printed) for name, printed, _ in rows}
        first = [line.get_text() for line in page.select(".first .take")]
        assert first == [said(report, item), first_sentence(report, item)]


def test_a_section_shows_the_names_of_its_rows_too(project_copy: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project_copy.root)
    shown = BeautifulSoup(commentary.item(open_report(PORTFOLIO, PERIOD), "savings").text, "html.parser")
    assert '{{ savings["Support & Governance"].achieved }}' in [
        name.get_text() for name in shown.select(".values code")
    ]
