"""The table of services and the parts of savings where readers meet them: the page, the downloads, the live values."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from builders.council import SLUG, quarters, say
from builders.files import replace_text, write_csv

from pprr import notebook as page
from pprr.domain import Period
from pprr.project import Project
from pprr.report import Report, open_report
from pprr.report.prompts.first_sentence import first_sentence, in_plain_words
from pprr.report.prompts.wanted import prompts
from pprr.report.record.record import record_of
from pprr.report.record.tables import SAVINGS, SERVICES

PERIOD = Period.parse("2025-26-q2")
LINES = [
    ["portfolio", "group", "line", "budget", "actual", "forecast", "variance", "previous_variance"],
    [SLUG, "Roads", "Repairs", "400", "150", "430", "30", "25"],
    [SLUG, "Roads", "Total roads", "400", "", "430", "30", ""],
    [SLUG, "", "Vacancy factor", "(40)", "0", "(30)", "10", ""],
    [SLUG, "", "Fuel", "0", "", "60", "60", ""],
]
LAYOUT = """
[services]
file = "services.csv"
money_unit = "thousands"
total = { column = "line", label = "Total *", by = "group" }
kinds = { "Vacancy factor" = "Vacancy factor", "Fuel" = "Pressure" }
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project whose council has services in place of a cash limit, and savings with their parts."""
    project = quarters(tmp_path / "council", points=["2025-26-q2"])
    folder, agreement = project.extracts(PERIOD), project.agreement(PERIOD) / "sources.toml"
    replace_text(agreement, "[reserves]", '[council]\nwithout = ["budget", "outturn", "agreed savings"]\n[reserves]')
    text = agreement.read_text("utf-8")
    agreement.write_text(text.partition("[savings]")[0], "utf-8")
    for name in ("budget", "outturn"):
        replace_text(folder / "sources.toml", f'[{name}]\nfile = "{name}.csv"\nmoney_unit = "thousands"\n', "")
    (folder / "sources.toml").write_text((folder / "sources.toml").read_text("utf-8") + LAYOUT, "utf-8")
    write_csv(folder / "services.csv", LINES)
    rows = [["portfolio", "proposal", "value", "achieved", "at_risk", "not_deliverable"]]
    write_csv(folder / "savings.csv", [*rows, [SLUG, "Fewer examples", "100", "60", "30", "10"]])
    return project


@pytest.fixture
def report(project: Project) -> Report:
    return open_report(SLUG, PERIOD, project=project)


def cells(text: str, caption: str) -> list[list[str]]:
    """The rows of the table of that caption, as their texts."""
    [table] = [
        found for found in BeautifulSoup(text, "html.parser").find_all("table") if caption in found.caption.get_text()
    ]
    return [
        [" ".join(cell.get_text(" ").split()) for cell in row.find_all(["th", "td"])] for row in table.find_all("tr")
    ]


def test_the_table_of_services_stands_where_the_outturn_would(report: Report) -> None:
    text = str(page.outturn(report))
    assert "2.1 Budget by service" in text
    assert cells(text, "Budget by service") == [
        [
            *("Service", "Budget £000", "Actual to date £000", "Forecast outturn £000", "Variance £000", "Variance %"),
            *("Previous variance £000", "Spent %"),
        ],
        ["Roads"],
        ["Repairs", "400", "150", "430", "30", "7.5%", "25", "37.5%"],
        ["Total roads", "400", "Not stated", "430", "30", "7.5%", "Not stated", "Not stated"],
        ["Vacancy factor", "(40)", "0", "(30)", "10", "25.0%", "Not stated", "0.0%"],
        ["Fuel Pressure", "0", "Not stated", "60", "60", "No budget", "Not stated", "No budget"],
        ["Total", "360", "Not stated", "460", "100", "27.8%", "Not stated", "Not stated"],
    ]
    assert "an overspend of £0.100m, 27.8% of its budget. Pressures add £0.060m." in text


def test_every_header_of_it_has_its_scope(report: Report) -> None:
    table = BeautifulSoup(str(page.outturn(report)), "html.parser").table
    assert table is not None
    assert {cell.get("scope") for cell in table.find_all("th")} == {"col", "row", "rowgroup"}
    assert [cell["colspan"] for cell in table.find_all("th", scope="rowgroup")] == ["8"]


def test_a_column_that_no_line_states_is_not_there(project: Project) -> None:
    write_csv(project.extracts(PERIOD) / "services.csv", [row[:5] + row[5:7] for row in LINES])
    text = str(page.outturn(open_report(SLUG, PERIOD, project=project)))
    assert not [label for label in cells(text, "Budget by service")[0] if "Previous" in label]


def test_the_summary_and_the_overview_say_the_same_position(report: Report) -> None:
    assert "£0.100m overspend" in str(page.summary(report))
    assert "Over the budget by more than 1% (27.8%)." in str(page.summary(report))
    assert cells(str(page.overview(report)), "Revenue budget")[1:] == [
        ["Budget", "360"],
        ["Forecast outturn", "460"],
        ["Variance", "100"],
    ]
    assert re.findall(r"<dt>(Budget|Variance|Cash limit)</dt>", str(page.definitions(report))) == ["Budget", "Variance"]


def test_savings_show_the_parts_of_what_is_not_achieved_in_place_of_the_shortfall(report: Report) -> None:
    header, row = cells(str(page.savings(report)), "Portfolio savings programme")
    assert header[3:6] == ["Value achieved £000", "At risk £000", "Not deliverable £000"]
    assert row[2:6] == ["100", "60", "30", "10"]
    assert "£0.030m is at risk. £0.010m is not deliverable." in str(page.savings(report))


def test_the_downloads_have_both_and_savings_without_parts_have_no_such_columns(project: Project) -> None:
    tables = record_of(open_report(SLUG, PERIOD, project=project))["tables"]
    assert [column["name"] for column in tables["services"]["columns"]] == [one.name for one in SERVICES.columns]
    first = dict(zip([column.name for column in SERVICES.columns], tables["services"]["rows"][0], strict=True))
    assert (first["variance"], first["variance_percent"], first["spent_percent"]) == ("30", "7.50", "37.50")
    assert [column["name"] for column in tables["savings"]["columns"]] == [one.name for one in SAVINGS.columns]
    rows = [["portfolio", "proposal", "value", "achieved"], [SLUG, "Fewer examples", "100", "60"]]
    write_csv(project.extracts(PERIOD) / "savings.csv", rows)
    plain = record_of(open_report(SLUG, PERIOD, project=project))["tables"]["savings"]["columns"]
    assert not {"at_risk", "not_deliverable"} & {column["name"] for column in plain}


def test_words_may_be_written_about_it_from_its_values(report: Report) -> None:
    assert "services" in report.items
    assert report.wanted["services"]
    said = in_plain_words(report, "services", first_sentence(report, "services"))
    assert said == "The portfolio is forecast to end 2025/26 with an overspend of £0.100m on its budget of £0.360m."
    assert "an overspend of £0.100m" in in_plain_words(report, "overview", first_sentence(report, "overview"))
    assert prompts(report, "services")[0].startswith("Fuel: what makes its overspend of £0.060m")
    assert 'services["Repairs"].variance' in {value.name for value in report.values}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param("The portfolio is forecast to overspend by £0.100m, 27.8% of its budget.", set(), id="as it is"),
        pytest.param("The forecast is an overspend of £0.300m.", {"words-disagree-with-figure"}, id="another amount"),
        pytest.param(
            "The portfolio is forecast to underspend by £0.100m.", {"words-disagree-with-direction"}, id="another sign"
        ),
    ],
)
def test_words_about_the_position_are_held_against_it(project: Project, said: str, expected: set[str]) -> None:
    say(project, str(PERIOD), {"overview": said})
    found = open_report(SLUG, PERIOD, project=project).queries_about("overview")
    assert {query.key for query in found if query.key.startswith("words-disagree")} == expected
