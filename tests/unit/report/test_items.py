"""Rows that may have words of their own: how they are named, where the words stand on the page and in the downloads."""

import json
from datetime import date
from pathlib import Path

import pytest
import python_calamine
from bs4 import BeautifulSoup
from builders.files import read_csv, write_csv
from builders.project import EXTRACTS, PERIOD, PORTFOLIO
from builders.told import sentence
from hypothesis import given
from hypothesis import strategies as st

from pprr.commentary.draft import draft
from pprr.commentary.entries import read_entries
from pprr.commentary.names import row_name, row_names
from pprr.notebook import commentary, money, performance
from pprr.project import Project
from pprr.report import Report, open_report
from pprr.report.record.content import approval_of
from pprr.report.record.record import record_of
from pprr.run.publish.downloads import as_csv, as_workbook
from pprr.run.publish.workbook import CONTENTS, COVER, NOTES

ROWS = (
    "priority-1",
    "priority-2",
    "priority-3",
    "budget-temporary-redundancy-costs-in-5bwx",
    "reserve-museum-projects-transformation-6gw2",
    "saving-improving-citizen-experience-undi",
    "saving-support-governance",
)


def opened(project: Project) -> Report:
    return open_report(PORTFOLIO, PERIOD, project=project)


def say(project: Project, said: dict[str, str]) -> Report:
    """The report with a second notebook of those words."""
    cells = [{"cell_type": "markdown", "metadata": {}, "source": f"## {item}\n\n{text}"} for item, text in said.items()]
    path = project.commentary(PERIOD, PORTFOLIO) / "rows.ipynb"
    path.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}), encoding="utf-8")
    return opened(project)


def test_a_report_names_its_rows_in_the_order_of_the_page(project_copy: Project) -> None:
    report = opened(project_copy)
    assert tuple(found.item for found in report.row_items) == ROWS
    order = [item for item in report.items if item in ROWS or item in {"budget", "outturn", "savings", "CFE1.1"}]
    assert order == [ROWS[0], "CFE1.1", *ROWS[1:3], "budget", ROWS[3], "outturn", ROWS[4], "savings", *ROWS[5:]]
    assert [item for item in report.items if item not in ROWS] == list(report.drafted)


TEXT = st.text(max_size=60)


@given(st.lists(TEXT, max_size=6), st.lists(TEXT, max_size=3), st.sets(st.sampled_from(["saving-a", "saving-b.2"])))
def test_a_row_keeps_its_name_whatever_rows_come_behind_or_are_of_other_names(
    texts: list[str], more: list[str], taken: set[str]
) -> None:
    names = row_names("saving", texts, taken)
    assert len({*names, *taken}) == len(names) + len(taken)
    assert row_names("saving", [*texts, *more], taken)[: len(names)] == names
    others = [text for text in more if row_name("saving", text) not in {row_name("saving", said) for said in texts}]
    assert row_names("saving", [*others, *texts], taken)[len(others) :] == names
    assert all(len(name) < 60 for name in names)


@given(TEXT)
def test_a_rows_name_is_read_as_a_heading(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.mktemp("names")
    names = row_names("saving", [text, text])
    draft(folder, names, portfolio="anyborough", name="Anyborough", period=str(PERIOD))
    assert tuple(read_entries(folder)) == names


def test_words_of_rows_stand_beside_their_rows(project_copy: Project) -> None:
    report = say(project_copy, {item: f"Said of {item}.\n\n# A heading" for item in ROWS})
    on_page = BeautifulSoup(str(performance.priorities(report)), "html.parser")
    for item in ROWS[:3]:
        heading = on_page.find(id=item)
        assert f"Said of {item}." in heading.find_next(class_="words").find_next(class_="words").get_text()
    change = BeautifulSoup(str(money.cash_limit(report)), "html.parser").find("li")
    assert f"Said of {ROWS[3]}." in change.get_text()
    for item, section in ((ROWS[4], money.reserves), (ROWS[5], money.savings), (ROWS[6], money.savings)):
        page = BeautifulSoup(str(section(report)), "html.parser")
        assert f"Said of {item}." in page.find(id=item).find_next(class_="words").get_text()
        link = page.find("a", href=f"#{item}")
        assert link.parent.name == "th"
        assert (
            page.find(id=item).get_text().endswith(link.get_text()) or link.get_text() in page.find(id=item).get_text()
        )


def test_rows_without_words_leave_the_page_as_it_is(project_copy: Project) -> None:
    without = opened(project_copy)
    sections = (performance.priorities, money.cash_limit, money.reserves, money.savings)
    before = [str(section(without)) for section in sections]
    blank = say(project_copy, dict.fromkeys(ROWS, ""))
    assert [str(section(blank)) for section in sections] == before


def test_words_are_in_the_downloads_beside_their_rows(project_copy: Project) -> None:
    said = {item: f"Said of {item}." for item in ROWS}
    report = say(project_copy, said)
    record = record_of(report)
    found = {
        row[[column["name"] for column in table["columns"]].index("commentary")]
        for name in ("budget", "reserves", "savings")
        for table in [record["tables"][name]]
        for row in table["rows"]
    }
    assert found == {None, *(said[item] for item in ROWS[3:])}
    by_item = {one["item"]: one["words"] for one in record["commentary"]}
    assert {item: by_item[item] for item in ROWS} == said
    assert by_item["CFE1.4"] == report.words("CFE1.4")
    measures = record["tables"]["measures"]
    columns = [column["name"] for column in measures["columns"]]
    assert {row[0]: row[columns.index("commentary")] or "" for row in measures["rows"]} == {
        item: report.words(item) for item in report.measure_ids
    }


def test_words_change_no_table_that_an_approval_is_bound_to(project_copy: Project) -> None:
    reports = (opened(project_copy), say(project_copy, {ROWS[6]: "Said."}))
    before, after = (
        approval_of(report, name="A. Example", date=date(2020, 6, 30), version="").parts for report in reports
    )
    assert {name for name in after if after[name] != before.get(name)} == {f"the words of {ROWS[6]}"}


def test_a_rows_words_stay_with_it_when_another_comes_before_it(project_copy: Project) -> None:
    say(project_copy, {ROWS[6]: "Said."})
    path = project_copy.root / EXTRACTS / "budget.csv"
    rows = read_csv(path)
    before = opened(project_copy)
    write_csv(path, [*rows[:2], [rows[1][0], "Change", "Grant", "0"], *rows[2:]])
    after = opened(project_copy)
    assert {found.item for found in after.row_items} - {found.item for found in before.row_items} == {"budget-grant"}


@pytest.mark.parametrize("item", ROWS)
def test_an_items_cell_shows_a_rows_section_without_its_words(project_copy: Project, item: str) -> None:
    report = say(project_copy, {item: "Said of it."})
    shown = commentary.item(report, item).text
    assert "Said of it." not in shown
    assert next(found.title for found in report.row_items if found.item == item).split(":")[0] in BeautifulSoup(
        shown, "html.parser"
    ).get_text().replace("\n", " ")


@pytest.mark.parametrize(
    "said", [pytest.param({}, id="no words"), pytest.param({"CFE9.9": "It was {{ actual }}."}, id="words with a value")]
)
def test_the_cell_of_an_item_that_has_gone_says_so_and_lets_the_others_run(
    project_copy: Project, said: dict[str, str]
) -> None:
    shown = BeautifulSoup(commentary.item(say(project_copy, said), "CFE9.9").text, "html.parser").get_text()
    assert "CFE9.9 is not in this report." in shown
    assert "The report has: overview, priority-1, CFE1.1, " in shown
    assert (sentence("words-without-an-item") in shown.lower()) == bool(said)


def test_words_of_a_row_that_has_gone_are_told_with_the_rows_there_are(project_copy: Project) -> None:
    [query] = say(project_copy, {"saving-an-older-plan": "Said of it."}).queries_about("saving-an-older-plan")
    assert query.fields == {"action": "row", "other": "", "rows": f"{ROWS[5]}, {ROWS[6]}"}


def test_a_sections_cell_names_the_rows_that_may_have_words(project_copy: Project) -> None:
    report = opened(project_copy)
    assert f"## {ROWS[6]}" in commentary.item(report, "savings").text
    assert f"## {ROWS[0]}" in commentary.item(report, "overview").text
    assert f"## {ROWS[6]}" not in commentary.item(report, "reserves").text


def test_a_long_text_is_cut_in_the_workbook_alone(tmp_path: Path) -> None:
    table = {"row": "One.", "columns": [{"name": "a", "type": "text", "meaning": "A."}], "rows": [["x" * 40_000]]}
    record = {
        "portfolio": {"name": "A"},
        "title": "T",
        "council": "C",
        "state": "Draft",
        "notice": "",
        "order": ["t"],
        "tables": {"t": table},
    }
    path = tmp_path / "a.xlsx"
    path.write_bytes(as_workbook(record))
    book = python_calamine.CalamineWorkbook.from_path(str(path))
    [name] = set(book.sheet_names) - {COVER, CONTENTS, NOTES}
    *_, [cell] = book.get_sheet_by_name(name).to_python()
    assert cell.endswith("[cut here: Excel holds no more, the CSV has all]")
    assert as_csv(table).decode("utf-8-sig").count("x") == 40_000
