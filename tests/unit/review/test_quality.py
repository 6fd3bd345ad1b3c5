"""The report of a period's data quality: complete, in its order, the same bytes each time, and never published."""

import datetime
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from builders.command import pprr
from builders.council import FIGURES, SLUG, quarters
from builders.doubtful import DUE, OWNER, STOPPED, doubtful_project
from builders.files import replace_text, rewrite_workbook
from builders.project import EXTRACTS, PERFORMANCE, PERIOD, PORTFOLIO, SECOND_PORTFOLIO
from builders.told import sentence

from pprr.domain import Period, Severity
from pprr.domain import query as make_query
from pprr.ingest.load import load
from pprr.ingest.tables import QUERIES
from pprr.ingest.tables.rows import rows_to_csv
from pprr.ingest.tables.stored import CleanedTables
from pprr.project import Project
from pprr.report import open_report
from pprr.report.assemble import assemble
from pprr.report.measures.build import past_of
from pprr.review.decide import accept, standings
from pprr.review.gather import ALL, Quality, QueryTotal, quality_of
from pprr.review.page import FILE

NOTICE = "For the analyst: not for publication."


@pytest.fixture(scope="module")
def doubtful(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = doubtful_project(tmp_path_factory.mktemp("doubtful") / "project")
    assert pprr("check", str(PERIOD), project=project).returncode == 1
    return project


@pytest.fixture(scope="module")
def page(doubtful: Project) -> BeautifulSoup:
    return BeautifulSoup((doubtful.processed(PERIOD) / FILE).read_text("utf-8"), "html.parser")


def quality(project: Project, *slugs: str) -> Quality:
    cleaned = load(project, PERIOD)
    past = past_of(project, cleaned)
    return quality_of(project, cleaned, [assemble(project, cleaned, slug, past) for slug in slugs], {})


def table(page: BeautifulSoup, caption: str) -> list[list[str]]:
    [found] = [one for one in page.find_all("table") if words(one.caption) == caption]
    return [[words(cell) for cell in row.find_all(["th", "td"])] for row in found.find_all("tr")]


def words(part: Tag) -> str:
    return " ".join(part.get_text(" ").split())


def test_the_page_says_first_for_whom_it_is_and_then_errors_before_queries(page: BeautifulSoup) -> None:
    assert words(page.find(class_="notice")).startswith(NOTICE)
    assert NOTICE.rstrip(".") in words(page.header)
    assert [words(heading) for heading in page.find_all("h2")] == [
        *("In short", "Errors", "Queries", "Accepted", "Missing, late and not due")
    ]
    assert "4 errors must be mended first. 3 blocking, 10 warnings, 30 notes." in words(page.main)


def test_the_queries_of_each_portfolio_are_counted(page: BeautifulSoup) -> None:
    assert table(page, "Open queries by portfolio") == [
        ["Portfolio", "Blocking", "Warning", "Note", "Accepted"],
        ["Citizen Focus and Engagement", "2", "10", "30", "1"],
        ["Example Services (made up)", "1", "0", "0", "0"],
    ]


def test_an_error_has_its_place_and_remedy(page: BeautifulSoup) -> None:
    heads, first, *_ = table(page, "Errors in the extracts")
    assert heads == ["Place", "Problem", "What to do", "Stops"]
    assert first[:2] == [f'{PERFORMANCE.as_posix()}, sheet Measures, row 18, "2019/20 Actual"', 'Cannot read "37 %%".']
    assert first[2].startswith("Expected a number such as 8,032")
    assert first[3] == STOPPED


def test_queries_stand_by_severity_portfolio_and_owner(page: BeautifulSoup) -> None:
    captions = [words(caption) for caption in page.find_all("caption")]
    first, city = captions.index("Errors in the extracts"), "Citizen Focus and Engagement"
    assert captions[first + 1 : -3] == [
        f"Blocking: {city}, No owner in the register",
        f"Blocking: {city}, {OWNER}",
        "Blocking: Example Services (made up), No owner in the register",
        f"Warning: {city}, No owner in the register",
        f"Warning: {city}, Head of <Escaping>",
    ]
    note = page.find(id="note")
    assert words(note.find_next_sibling()) == "No query."


def test_figures_that_are_not_from_the_data_stand_together_at_the_end(doubtful: Project, page: BeautifulSoup) -> None:
    heads, *rows = table(page, "Figures and claims not from the data: Citizen Focus and Engagement")
    assert heads == ["Item and query", "Found", "Where"]
    assert len(rows) == 30
    assert sum("94.2%" in row[1] for row in rows if row[0].startswith("CFE1.3")) == 1
    told = (
        "Citizen Focus and Engagement: 34 figures in the words: 11 as in the data, 3 disagree with it, 20 not from it."
    )
    assert told in words(page.main)
    printed = pprr("check", str(PERIOD), project=doubtful).stdout
    assert told in printed
    assert printed.count("figure not from the data") == 0
    assert printed.index("Figures and claims not from the data") > printed.index("WARNING")


def test_a_query_has_everything_that_is_known_of_it(page: BeautifulSoup) -> None:
    [heads, row] = table(page, f"Blocking: Citizen Focus and Engagement, {OWNER}")
    assert dict(zip(heads, row, strict=True)) == {
        "Item and query": "CFE1.4 words disagree with figure li2m4bq4",
        "Found": 'The words say "61 of 179 (34%)", which is 34%; the 2019/20 figure is 37%.',
        "Expected": "The status depends on it: Amber by the figure, Green by the words.",
        "What to do": "Correct the figure or the words, whichever is wrong.",
        "Where": 'commentary.ipynb, under "## CFE1.4"; '
        f'{PERFORMANCE.as_posix()}, sheet Measures, row 7, "2019/20 Actual"',
        "By": DUE,
    }


def test_decisions_are_told_with_what_became_of_them(page: BeautifulSoup) -> None:
    _, *rows = table(page, "Accepted queries")
    assert [(row[0].split()[0], row[1], row[4]) for row in rows] == [
        ("CFE1.3", "Accepted", "A. Example, 30 June 2020"),
        ("CFE1.4", "Fallen", "A. Example, 30 June 2020"),
        ("CFE1.3", "No longer needed", "A. Example, 30 June 2020"),
    ]
    assert 'Now: the words say "61 of 179 (34%)"' in rows[1][3]
    assert rows[2][3].endswith("The query is gone.")


def test_what_has_no_new_figure_is_listed(page: BeautifulSoup) -> None:
    _, *rows = table(page, "Measures without a new figure")
    assert [(row[0].split()[0], row[3], row[5]) for row in rows] == [
        ("GMS-digital-skills", "Late: Not available", "2016"),
        ("GMS-cultural-engagements", "Late: Not available", "2017/18"),
    ]
    assert {(row[1], row[2], row[4]) for row in rows} == {
        ("Citizen Focus and Engagement", "No owner in the register", "Annual")
    }


def test_the_page_asks_for_nothing_runs_nothing_and_names_no_folder(doubtful: Project, page: BeautifulSoup) -> None:
    text = (doubtful.processed(PERIOD) / FILE).read_text("utf-8")
    assert page.find_all(["script", "link", "iframe", "img"]) == []
    assert [link["href"] for link in page.find_all("a")] == ["#main"]
    assert str(doubtful.root) not in text
    assert "Head of &lt;Escaping&gt;" in text


def test_the_same_data_give_the_same_bytes(doubtful: Project) -> None:
    path = doubtful.processed(PERIOD) / FILE
    before = path.read_bytes()
    assert pprr("check", str(PERIOD), project=doubtful).returncode == 1
    assert path.read_bytes() == before


def test_check_of_one_portfolio_tells_that_one_and_writes_the_page_of_all(doubtful: Project) -> None:
    before = (doubtful.processed(PERIOD) / FILE).read_bytes()
    result = pprr("check", SECOND_PORTFOLIO, str(PERIOD), project=doubtful)
    assert result.returncode == 1
    assert "Queries: 1 blocking." in result.stdout
    assert "CFE1.4" not in result.stdout
    assert STOPPED not in result.stderr
    assert (doubtful.processed(PERIOD) / FILE).read_bytes() == before


def test_check_tells_the_same_on_the_terminal(doubtful: Project) -> None:
    result = pprr("check", str(PERIOD), project=doubtful)
    lines = [line.strip() for line in result.stdout.splitlines()]
    assert lines[:4] == [
        "Data quality, Annual Report 2019/20",
        "Queries: 3 blocking, 10 warnings, 30 notes.",
        f"To be settled by {DUE}.",
        "Citizen Focus and Engagement: 2 blocking, 10 warnings, 30 notes",
    ]
    assert f"BLOCKING: Citizen Focus and Engagement, {OWNER}" in lines
    assert "Latest figure shown: 2016." in result.stdout
    assert lines[-1] == f"As a page, of all portfolios: data/processed/2019-20/{PERIOD}/{FILE}."
    assert f"{STOPPED} is stopped until this is mended:" in result.stderr


def test_a_period_that_cannot_be_read_has_a_page_of_its_errors(project_copy: Project) -> None:
    (project_copy.root / EXTRACTS / "budget.csv").unlink()
    assert pprr("check", str(PERIOD), project=project_copy).returncode == 1
    page = BeautifulSoup((project_copy.processed(PERIOD) / FILE).read_text("utf-8"), "html.parser")
    assert table(page, "Errors in the extracts")[1:] == [
        [
            f"{EXTRACTS.as_posix()}/budget.csv",
            sentence("no-file").capitalize(),
            "Mend it, and check again.",
            "The period",
        ]
    ]  # fmt: skip
    assert "Nothing could be read" in words(page.main)


def test_words_that_cannot_be_read_are_an_error(project_copy: Project) -> None:
    (project_copy.commentary(PERIOD, PORTFOLIO) / "commentary.ipynb").write_text("{", "utf-8")
    result = pprr("check", str(PERIOD), project=project_copy)
    page = BeautifulSoup((project_copy.processed(PERIOD) / FILE).read_text("utf-8"), "html.parser")
    [_, [portfolio, problem]] = table(page, "Words that cannot be read")
    assert (result.returncode, portfolio) == (1, PORTFOLIO)
    assert "commentary.ipynb cannot be read as a notebook" in problem


def test_a_clean_quarter_is_said_to_be_clean_in_words(project_copy: Project) -> None:
    folder = project_copy.commentary(PERIOD, PORTFOLIO)
    for old, new in (
        ("61 of 179 (34%)", "66 of 179 (37%)"),
        ("93% of requests were answered in time: 1,288 of 1,384", "93.0% of requests were answered in time"),
        ("1,312 of 1,505 (87%)", "87.0%"),
        ("2018/20", "2018/19"),
        ("remains relatively stable and is", "is"),
        ("is expected in May 2020", "is expected in July 2020"),
        ("Timeliness also slipped a little", "With staff absent, timeliness also slipped a little"),
    ):
        replace_text(folder / "commentary.ipynb", old, new)
    cleaned = load(project_copy, PERIOD)
    stands = standings(project_copy, cleaned, [assemble(project_copy, cleaned, PORTFOLIO)])
    for query in stands[PORTFOLIO].open:
        assert query.severity is Severity.NOTE
        accept(project_copy, PERIOD, stands, query.id, reason="Seen.", by="A. Example", date=datetime.date(2020, 6, 30))
    result = pprr("check", str(PERIOD), project=project_copy)
    page = (project_copy.processed(PERIOD) / FILE).read_text("utf-8")
    assert (result.returncode, "Queries: none." in result.stdout) == (0, True), result.stdout
    told = ("No query is open.", "No error:", "<p>No query.</p>")
    assert [text for text in told if text not in page] == []


def test_queries_of_whole_files_stand_under_all_portfolios(project_copy: Project) -> None:
    """And are accepted in the period's own file, since no portfolio's is theirs."""
    total = {"label": "All", "said": "5,598", "count": "2", "made": "5,600", "unit": "£000"}
    query = make_query("total-does-not-add", "", "outturn", found="many", **total)
    cleaned = load(project_copy, PERIOD)
    told = {name: getattr(query, name) for name in ("severity", "kind", "portfolio", "item", "found", "expected")}
    told |= {name: getattr(query, name) for name in ("action", "source", "key")} | {"fields": json.dumps(query.fields)}
    table = rows_to_csv(QUERIES, [{name: str(value) for name, value in told.items()}])
    portfolios = (project_copy.processed(PERIOD) / "portfolios.csv").read_bytes()
    cleaned = replace(cleaned, tables=CleanedTables({"queries": table, "portfolios": portfolios}))

    found = quality_of(project_copy, cleaned, [], {})
    assert found.totals == (QueryTotal(ALL, {Severity.BLOCKING: 1, Severity.WARNING: 0, Severity.NOTE: 0}, 0),)
    assert [(group.portfolio, group.queries) for group in found.groups] == [(ALL, (query,))]

    stands = standings(project_copy, cleaned, [])
    accept(project_copy, PERIOD, stands, query.id, reason="Known.", by="A. Example", date=datetime.date(2020, 6, 30))
    found = quality_of(project_copy, cleaned, [], {})
    assert (found.is_blocking, [decision.portfolio for decision in found.decisions]) == (False, [ALL])
    assert (project_copy.root / "notebooks/commentary" / str(PERIOD) / "decisions.toml").is_file()


def test_a_blocking_query_of_intake_blocks_however_often_it_is_read(project_copy: Project) -> None:
    rewrite_workbook(project_copy.root / PERFORMANCE, "CFE2.1", "2019/20 Actual", "85.7% 192,836 of 238,982")
    for _ in range(2):
        found = load(project_copy, PERIOD).queries
        assert [query.is_blocking for query in found if query.kind == "parts disagree with percentage"] == [True]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Not available", ("Late: Not available", True, "2018/19"), id="late"),
        pytest.param("Not due", ("Not due", False, "2018/19"), id="not due"),
        pytest.param("Not applicable", ("Not applicable", False, "2018/19"), id="not applicable"),
        pytest.param("30 2016", ("Not a new figure", False, "2016"), id="an old figure"),
        pytest.param("30", None, id="a new figure"),
    ],
)
def test_why_there_is_no_new_figure(project_copy: Project, text: str, expected: tuple[str, bool, str] | None) -> None:
    rewrite_workbook(project_copy.root / PERFORMANCE, "CFE1.2", "2019/20 Actual", text)
    found = [gap for gap in quality(project_copy, PORTFOLIO).gaps if gap.measure_id == "CFE1.2"]
    assert [(gap.state, gap.is_late, gap.latest) for gap in found] == ([expected] if expected else [])


QUARTER = Period.parse("2025-26-q2")


def doubts_of(project: Project) -> list[tuple[str, str, str]]:
    """What is odd about a quarter's figures.

    Left out are its words, of which there are none, and the measure that has no profile on purpose.
    """
    found = open_report(SLUG, QUARTER, project=project).open_queries
    left_out = {"commentary missing", "no profiled target"}
    return [(query.item, query.kind, query.found) for query in found if query.kind not in left_out]


def worse(item: str, before: str, now: str) -> tuple[str, str, str]:
    """The note on a measure that got worse and is Green all the same."""
    return (
        item,
        "Green and worse",
        f"it went from {before} in 2025/26 Q1 to {now}, which is worse, and is Green all the same.",
    )


def test_a_clean_quarter_has_no_query_about_its_figures(tmp_path: Path) -> None:
    """But for the notes on the two that did get worse."""
    found = doubts_of(quarters(tmp_path / "clean"))
    assert sorted(found) == [worse("QUARTER", "14", "16"), worse("STATE", "92%", "90%")]


def test_the_last_quarters_column_sent_again_is_told(tmp_path: Path) -> None:
    pasted = {name: (*cells[:-1], cells[-2] or cells[-1]) for name, cells in FIGURES.items()}
    (item, kind, found), *others = doubts_of(quarters(tmp_path / "pasted", figures=pasted))
    assert (item, kind) == ("overview", "figures repeated")
    still = "running total stands still"
    assert [(item, kind) for item, kind, _ in others] == [("TOTAL", still), ("BARE", still)]
    assert found.startswith("7 of 7 figures are exactly those in the last report: 92%; 260; 260; 14; 74.0%; 9")


def test_a_figure_unlike_its_own_reports_is_told(tmp_path: Path) -> None:
    project = quarters(tmp_path / "restated", before={"STATE": "93%"})
    told = "the figure for 2025/26 Q1 is 93% here, and its own report printed 92%."
    expected = [worse("QUARTER", "14", "16"), worse("STATE", "93%", "90%"), ("STATE", "restated", told)]
    assert sorted(doubts_of(project)) == expected


def test_owners_and_the_latest_figures_are_told(tmp_path: Path) -> None:
    gaps = quality_of_quarter(quarters(tmp_path / "owners")).gaps
    assert [(gap.measure_id, gap.state, gap.owner, gap.latest) for gap in gaps][:2] == [
        ("LATE", "Late: Not available", "A. N. Owner", "2025/26 Q1"),
        ("YEAR", "Not due", "A. N. Owner", "2024/25"),
    ]


def quality_of_quarter(project: Project) -> Quality:
    cleaned = load(project, QUARTER)
    return quality_of(project, cleaned, [assemble(project, cleaned, SLUG, past_of(project, cleaned))], {})


@pytest.mark.parametrize(
    ("options", "kinds", "portfolios"),
    [
        pytest.param(["--severity", "blocking"], {"blocking"}, 2, id="one severity"),
        pytest.param(["--severity", "blocking", "--severity", "warning"], {"blocking", "warning"}, 2, id="two"),
        pytest.param(["--missing"], {"blocking"}, 1, id="missing words"),
        pytest.param(["--severity", "blocking", "--portfolio", PORTFOLIO], {"blocking"}, 1, id="one portfolio"),
    ],
)
def test_what_is_listed_can_be_chosen(doubtful: Project, options: list[str], kinds: set[str], portfolios: int) -> None:
    result = pprr("check", str(PERIOD), *options, project=doubtful)
    groups = re.findall(r"(?m)^(BLOCKING|WARNING|NOTE): (.+?)(?:,.*)?$", result.stdout)
    assert {severity.lower() for severity, _ in groups} == kinds, result.stderr
    assert len({name for _, name in groups}) == portfolios
    assert ("commentary missing" in result.stdout) == (PORTFOLIO not in options)
    assert ("Without a new figure" in result.stdout) is False


def test_a_portfolio_that_is_not_there_is_refused(doubtful: Project) -> None:
    assert pprr("check", str(PERIOD), "--portfolio", "nowhere", project=doubtful).returncode == 2
