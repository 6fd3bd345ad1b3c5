"""The downloads say what the page says, as data: a spreadsheet computes nothing in them, and every column is explained.

The same record gives the same bytes.
"""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from copy import deepcopy
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import python_calamine
from bs4 import BeautifulSoup
from builders.project import PORTFOLIO
from builders.published import DOWNLOADS, PAGE, RECORD
from builders.tiny import PERIOD, SLUG, item, outcomes, template, tiny

from pprr.project import Project
from pprr.run.publish.downloads import as_csv, downloads, files
from pprr.run.publish.workbook import CONTENTS, COVER, HEAD_ROW, NOTES, as_workbook, label_of
from pprr.run.worker.pool import Pool

TABLES = ("measures", "readings", "budget", "outturn", "reserves", "savings")
COLUMNS = (("words", "text"), ("figure", "decimal"), ("count", "integer"), ("is_total", "flag"))


@pytest.fixture(scope="module")
def record(good: Project) -> dict[str, Any]:
    return json.loads((good.site / RECORD).read_bytes())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param('=WEBSERVICE("//evil.example")', '\'=WEBSERVICE("//evil.example")', id="equals"),
        pytest.param("+44 161 000 0000", "'+44 161 000 0000", id="plus"),
        pytest.param("-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0", id="minus"),
        pytest.param("@SUM(1+1)", "'@SUM(1+1)", id="at"),
        pytest.param("\t=1+1", "'\t=1+1", id="tab"),
        pytest.param("\r=1+1", "'\r=1+1", id="carriage return"),
        pytest.param("\n=1+1", "'\n=1+1", id="line feed"),
        pytest.param("＝1+1", "'＝1+1", id="full-width equals"),
        pytest.param("-44+cmd", "'-44+cmd", id="figure and more"),
        pytest.param("-0.8%", "-0.8%", id="negative figure as printed"),
        pytest.param("-1,044", "-1,044", id="negative figure with a comma"),
        pytest.param("(44)", "(44)", id="brackets"),
        pytest.param("Support & Governance", "Support & Governance", id="words"),
        pytest.param("a=b", "a=b", id="equals within"),
        pytest.param("1,288 of 1,384", "1,288 of 1,384", id="commas"),
        pytest.param('the "Hub"', 'the "Hub"', id="quotation marks"),
        pytest.param("two\nlines", "two\nlines", id="two lines"),
        pytest.param("£0.044m – O’Neil", "£0.044m – O’Neil", id="pounds and curly marks"),
    ],
)
def test_a_text_that_a_spreadsheet_would_compute_is_only_a_text(text: str, expected: str) -> None:
    table = made_up_table([text, "1", 1, False])

    assert [name for name, _ in COLUMNS] == read_csv(as_csv(table))[0]
    assert expected == read_csv(as_csv(table))[1][0]
    # A workbook holds texts as texts, so there the mark is not needed.
    book = as_workbook(made_up_record(table))
    assert text == read_workbook(book, "Measures")[1][0]
    assert formulas_and_links(book) == []


@pytest.mark.parametrize(
    ("figure", "count", "in_csv", "in_workbook"),
    [
        pytest.param("-44", -44, ["-44", "-44"], [-44, -44], id="negative"),
        pytest.param("-0.8", 0, ["-0.8", "0"], [-0.8, 0], id="negative with decimals, and nought"),
        pytest.param("5642", 5642, ["5642", "5642"], [5642, 5642], id="thousands"),
        pytest.param("93.0", 1, ["93.0", "1"], [93, 1], id="printed precision"),
        pytest.param("0.1", 1, ["0.1", "1"], [0.1, 1], id="no binary fraction"),
        pytest.param("12345678901234.56", 1, ["12345678901234.56", "1"], [12345678901234.56, 1], id="long"),
        pytest.param(None, None, ["", ""], ["", ""], id="none"),
    ],
)
def test_numbers_stay_numbers(
    figure: str | None, count: int | None, in_csv: list[str], in_workbook: list[float | str]
) -> None:
    table = made_up_table(["words", figure, count, True])

    assert [*in_csv, "yes"] == read_csv(as_csv(table))[1][1:]
    assert [*in_workbook, "yes"] == read_workbook(as_workbook(made_up_record(table)), "Measures")[1][1:]


def test_a_csv_opens_in_excel_with_its_letters() -> None:
    data = as_csv(made_up_table(["£ – ’", "1", 1, False]))

    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == data.count(b"\n") == 2


@pytest.mark.kernel
def test_the_same_record_gives_the_same_bytes(record: dict[str, Any]) -> None:
    again = deepcopy(record)

    assert files(record) == files(again)
    assert record == again
    again["tables"]["outturn"]["rows"][0][0] = "1"
    changed = {name for name, data in files(again).items() if data != files(record)[name]}
    assert {f"{PORTFOLIO}/outturn.csv", f"{PORTFOLIO}/{PORTFOLIO}.json", f"{PORTFOLIO}/{PORTFOLIO}.xlsx"} == changed


@pytest.mark.kernel
def test_what_the_page_offers_is_what_is_made(good: Project, record: dict[str, Any]) -> None:
    made = files(record)
    page = BeautifulSoup((good.site / PAGE).read_text("utf-8"), "html.parser")

    assert set(made) == {address for address, _ in downloads(PORTFOLIO, TABLES)}
    assert made == {name: (good.site / DOWNLOADS).parent.joinpath(name).read_bytes() for name in made}
    offered = {link["href"]: link.get_text() for link in page.select("main a") if link["href"].startswith(PORTFOLIO)}
    assert dict(downloads(PORTFOLIO, TABLES)) == offered


@pytest.mark.kernel
def test_each_kind_of_report_has_downloads_of_its_own(tmp_path: Path) -> None:
    """Else the one that is made would replace those of the other, which is perhaps not made and keeps its page."""
    project = tiny(tmp_path / "project")
    link = f'HTML(\'<a href="{SLUG}/measures.csv">CSV</a> <a href="{SLUG}.html">page</a>\')'
    template(project, f"display({link})")
    template(project, f"display({link})", kind="covering", edition=2)
    with Pool(project) as pool:
        made = {kind: outcome.made for kind, outcome in outcomes(pool, [item(), item("covering")]).items()}

    for number, (kind, name) in enumerate([("portfolio", SLUG), ("covering", f"{SLUG}.covering")], start=1):
        own = {f"{name}/{part}" for part in ("measures.csv", f"{name}.json", f"{name}.xlsx", f"{name}.ipynb")}
        assert made[kind].files.keys() == {*own, f"{name}.html"}
        assert b"edition %d" % number in (project.reports(PERIOD) / name / "measures.csv").read_bytes()
        page = BeautifulSoup((project.reports(PERIOD) / f"{name}.html").read_text("utf-8"), "html.parser")
        links = [link["href"] for link in page.find_all("a") if link["href"].startswith(SLUG)]
        assert links == [f"{name}/measures.csv", f"{SLUG}.html"]


@pytest.mark.kernel
def test_every_column_is_explained(record: dict[str, Any]) -> None:
    assert set(TABLES) == set(record["tables"])
    for name, table in record["tables"].items():
        assert table["row"].startswith("One row"), name
        assert table["rows"], name
        assert {len(table["columns"])} == {len(row) for row in table["rows"]}, name
        for column in table["columns"]:
            assert {"name", "type", "meaning"} == set(column), name
            assert column["meaning"].endswith("."), (name, column)
            assert column["type"] in {"text", "decimal", "integer", "flag"}, (name, column)


@pytest.mark.kernel
def test_the_json_holds_no_binary_floats(good: Project) -> None:
    def refuse(text: str) -> float:
        raise AssertionError(f"{text} is a float")

    json.loads((good.site / RECORD).read_bytes(), parse_float=refuse)


@pytest.mark.kernel
def test_the_workbook_begins_with_what_everything_means(good: Project, record: dict[str, Any]) -> None:
    data = (good.site / DOWNLOADS / f"{PORTFOLIO}.xlsx").read_bytes()
    cover = [row[0] for row in whole_sheet(data, COVER)]
    whose = f"{record['portfolio']['name']}: {record['title']}"

    assert [COVER, CONTENTS, NOTES, *map(label_of, TABLES)] == sheets(data)
    assert cover[:4] == [whose, record["council"], record["state"], record["notice"]]
    assert [row[0] for row in read_workbook(data, CONTENTS)[1:]] == list(map(label_of, TABLES))
    notes = read_workbook(data, NOTES)
    for name, table in record["tables"].items():
        for column in table["columns"]:
            assert [label_of(name), label_of(column["name"]), column["name"], column["meaning"]] in notes, name
    assert formulas_and_links(data) == []


@pytest.mark.kernel
def test_the_workbook_keeps_the_checklist_of_accessible_spreadsheets(good: Project) -> None:
    """Of the Government Analysis Function: its essential items, read from the parts of the file."""
    data = (good.site / DOWNLOADS / f"{PORTFOLIO}.xlsx").read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        parts = {name: book.read(name).decode("utf-8") for name in book.namelist()}
    worksheets = [text for name, text in parts.items() if name.startswith("xl/worksheets/sheet")]
    tables = [text for name, text in parts.items() if name.startswith("xl/tables/")]
    names = [re.search(r' displayName="([^"]+)"', text)[1] for text in tables]

    for name in sheets(data):
        first, second, third, *_ = (row[0] for row in whole_sheet(data, name))
        assert all((first, second, third)), name
        assert name in {COVER, first.split(".")[0]}
    assert len(worksheets) == len(tables) + 1  # the cover has none
    assert names == [CONTENTS, NOTES, *map(label_of, TABLES)]
    told = ("<pane", "<mergeCell", 'hidden="1"', "<drawing", "showGridLines", "<autoFilter")
    assert [one for one in told for text in (*worksheets, *tables) if one in text] == []
    headings = [head for text in tables for head in re.findall(r'<tableColumn id="\d+" name="([^"]+)"', text)]
    assert [head for head in headings if "_" in head or not head[0].isupper()] == []
    assert "<dc:title>" in parts["docProps/core.xml"]
    for name in sheets(data)[1:]:
        rows = read_workbook(data, name)
        assert [row for row in rows if not any(cell != "" for cell in row)] == [], name


def test_a_table_without_rows_is_said_to_have_none() -> None:
    data = as_workbook(made_up_record(made_up_table()))

    assert whole_sheet(data, "Measures")[2][0] == "This sheet has one table. There are no rows."
    assert read_workbook(data, "Measures") == [[label_of(name) for name, _ in COLUMNS]]


@pytest.mark.kernel
@pytest.mark.parametrize("name", TABLES)
def test_csv_workbook_and_json_hold_the_same(good: Project, record: dict[str, Any], name: str) -> None:
    folder = good.site / DOWNLOADS
    table = record["tables"][name]
    header, *rows = read_csv((folder / f"{name}.csv").read_bytes())
    sheet_header, *sheet = read_workbook((folder / f"{PORTFOLIO}.xlsx").read_bytes(), label_of(name))

    assert [column["name"] for column in table["columns"]] == header
    assert list(map(label_of, header)) == sheet_header
    assert len(table["rows"]) == len(rows) == len(sheet)
    for held, in_csv, in_sheet in zip(table["rows"], rows, sheet, strict=True):
        for value, text, cell, column in zip(held, in_csv, in_sheet, table["columns"], strict=True):
            here = (name, column["name"])
            if value is None:
                assert (text, cell) == ("", ""), here
            elif column["type"] in {"decimal", "integer"}:
                assert Decimal(str(value)) == Decimal(text) == Decimal(str(cell)), here
            elif column["type"] == "flag":
                assert text == cell == ("yes" if value else "no"), here
            else:
                assert value == text == cell, here


@pytest.mark.kernel
def test_the_measures_hold_what_the_page_prints(good: Project, record: dict[str, Any]) -> None:
    page = BeautifulSoup((good.site / PAGE).read_text("utf-8"), "html.parser")
    printed = {
        row.find("a")["href"].removeprefix("#"): [cells_text(cell) for cell in row.find_all(["td", "th"])]
        for table in page.select("table[class*=tails-]")
        for row in table.tbody.find_all("tr")
    }
    measures = list(rows_of(record, "measures"))
    readings = {(row["measure_id"], row["period"]): row for row in rows_of(record, "readings")}

    assert [row["measure_id"] for row in measures] == list(printed)
    for row in measures:
        name, *actuals, target, _, status, trend = printed[row["measure_id"]]
        first, second, now = (re.sub(r"(?<=\d) (?=[.%km])", "", text).split(" latest: ")[0] for text in actuals)
        name = name.removesuffix(f" {row['framework']}") if row["framework"] else name
        way = {"High": "or more", "Low": "or less"}[row["good_performance"]]
        assert name == f"{row['code']} {row['name']}"
        assert target.replace("fewer", "less") in {f"{row['target_as_printed']} {way}", row["target_as_printed"]}
        assert status == row["status_as_printed"]
        assert trend == (row["trend"] or trend)
        assert now.replace(" figure for ", " ") == row["actual_as_printed"]
        for period, text in (("2017/18", first), ("2018/19", second), ("2019/20", now)):
            reading = readings[row["measure_id"], period]
            assert text.replace(" figure for ", " ") == reading["as_printed"], (row["measure_id"], period)
            if reading["value"] is not None:
                assert as_number(text.split()[0]) == Decimal(reading["value"]), (row["measure_id"], period)


@pytest.mark.kernel
@pytest.mark.parametrize(
    ("caption", "table", "columns"),
    [
        pytest.param(
            "Outturn position, £000",
            "outturn",
            ["cash_limit", "expenditure", "appropriations", "outturn", "variance"],
            id="outturn",
        ),
        pytest.param("Earmarked reserves, £000", "reserves", ["approved", "change", "balance"], id="reserves"),
        pytest.param("Portfolio savings programme, £000", "savings", ["value", "achieved"], id="savings"),
    ],
)
def test_the_money_holds_what_the_page_prints(
    good: Project, record: dict[str, Any], caption: str, table: str, columns: list[str]
) -> None:
    page = BeautifulSoup((good.site / PAGE).read_text("utf-8"), "html.parser")
    [shown] = [found for found in page.find_all("table") if found.caption.get_text() == caption]
    printed = [
        [as_number(cell.get_text()) for cell in row.find_all("td", class_="number")][: len(columns)]
        for row in shown.tbody.find_all("tr")
    ]

    assert printed == [[Decimal(row[column]) for column in columns] for row in rows_of(record, table)]


@pytest.mark.kernel
def test_the_cash_limit_holds_what_the_page_prints(good: Project, record: dict[str, Any]) -> None:
    page = BeautifulSoup((good.site / PAGE).read_text("utf-8"), "html.parser")
    [shown] = [found for found in page.find_all("table") if found.caption.get_text() == "Cash limit, £000"]

    assert [as_number(cell.get_text()) for cell in shown.tbody.find_all("td")] == [
        Decimal(row["amount"]) for row in rows_of(record, "budget")
    ]


def made_up_table(*rows: list[object]) -> dict[str, Any]:
    columns = [{"name": name, "type": kind, "meaning": f"Some {name}."} for name, kind in COLUMNS]
    return {"row": "One row per example.", "columns": columns, "rows": list(rows)}


def made_up_record(table: dict[str, Any]) -> dict[str, Any]:
    return {
        "council": "Anyborough Council (made up)",
        "portfolio": {"slug": "example-services", "name": "Example Services (made up)"},
        "title": "Example",
        "state": "Draft",
        "notice": "=1+1",
        "order": list(TABLES),
        "tables": dict.fromkeys(TABLES, table),
    }


def read_csv(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def read_workbook(data: bytes, sheet: str) -> list[list[Any]]:
    """The table of a sheet, its head first."""
    return whole_sheet(data, sheet)[HEAD_ROW - 1 :]


def whole_sheet(data: bytes, sheet: str) -> list[list[Any]]:
    with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        return book.get_sheet_by_name(sheet).to_python()


def sheets(data: bytes) -> list[str]:
    with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        return book.sheet_names


def formulas_and_links(data: bytes) -> list[str]:
    """The parts of a workbook that would compute something or lead somewhere."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        texts = {name: book.read(name).decode("utf-8") for name in book.namelist()}
    assert len(texts) > 5
    return [
        name
        for name, text in texts.items()
        if "<f>" in text or "<f " in text or "<hyperlink" in text or "externalLink" in text
    ]


def rows_of(record: dict[str, Any], table: str) -> Iterator[dict[str, Any]]:
    names = [column["name"] for column in record["tables"][table]["columns"]]
    return (dict(zip(names, row, strict=True)) for row in record["tables"][table]["rows"])


def cells_text(cell: Any) -> str:
    return " ".join(cell.get_text(" ").split())


def as_number(text: str) -> Decimal:
    """The number that a printed figure says: ``(44)`` ``8,032`` ``93.0%`` ``0.21m``."""
    bare = text.replace(",", "").strip("()%m")
    return Decimal(bare) * (-1 if text.startswith("(") else 1) * (1_000_000 if text.endswith("m") else 1)
