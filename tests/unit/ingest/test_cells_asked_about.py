"""From a workbook's cells to readings and queries: what is shown is read, and what differs is asked of its owner."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from builders.files import PERFORMANCE_HEADER, read_csv, read_workbook, replace_text
from builders.project import EXTRACTS, PERFORMANCE, PERIOD, PORTFOLIO
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from pprr.domain import Query
from pprr.ingest.clean import Cleaned, clean
from pprr.ingest.tables import BUDGET, READINGS, SERIES
from pprr.project import Project

MEASURE, ROW, COLUMN = "CFE1.3", 5, 7  # the row and the column of its own actual, counted from 0
Write = Callable[[Workbook, Worksheet], object]
ASKED = {
    "shown-otherwise",
    "perhaps-never-calculated",
    "raised-mark",
    "comment-on-a-cell",
    "words-beyond-the-header",
    "perhaps-a-fraction",
}


def _rewrite(path: Path, write: Write, *, sheet: str, rows: list[list[str]]) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet(sheet)
        for at, row in enumerate(rows):
            for place, cell in enumerate(row):
                if cell:
                    page.write_string(at, place, cell)
        write(book, page)


def _cleaned(project: Project, write: Write, *keys: str) -> Cleaned:
    """The example cleaned, its performance workbook written anew with some cells in another way."""
    path = project.root / PERFORMANCE
    sheet, rows = read_workbook(path)
    _rewrite(path, write, sheet=sheet, rows=rows)
    own = f"header_row = {PERFORMANCE_HEADER}\n"
    replace_text(project.root / EXTRACTS / "sources.toml", own, own + "".join(f"{key}\n" for key in keys))
    return clean(project, PERIOD)


def _value(cleaned: Cleaned) -> str:
    [found] = [
        one.reading for one in cleaned.tables.records(READINGS) if one.measure_id == MEASURE and one.period == PERIOD
    ]
    return f"{found.value} {found.mark or ''}".strip()


def _asked(queries: tuple[Query, ...]) -> list[tuple[str, str, str, str]]:
    return [
        (one.key, one.item, str(one.severity), one.fields.get("found", one.fields.get("words", "")))
        for one in queries
        if one.key in ASKED
    ]


def _number(value: float, code: str) -> Write:
    return lambda book, page: page.write_number(ROW, COLUMN, value, book.add_format({"num_format": code}))


def _raised(book: Workbook, page: Worksheet) -> None:
    page.write_rich_string(ROW, COLUMN, "93.0%", book.add_format({"font_script": 1}), "2")


def _struck(book: Workbook, page: Worksheet) -> None:
    struck = book.add_format({"font_strikeout": 1})
    for place, cell in enumerate(["CFE1.3", "CFE1.3", "", "Citizen Focus and Engagement", "High", "85.5%", "87.0%"]):
        page.write(ROW, place, cell, struck)
    page.write(ROW, COLUMN, "93.0%", struck)


def _comments(book: Workbook, page: Worksheet) -> None:
    page.write_comment(ROW, COLUMN, "do not publish")
    page.write_comment(PERFORMANCE_HEADER - 1, COLUMN, "from the old system")
    page.write(ROW, COLUMN + 2, "ask Ann")
    page.write(PERFORMANCE_HEADER - 1, COLUMN + 3, "Reviewed")
    page.write(ROW, COLUMN + 3, "yes")


@pytest.mark.parametrize(
    ("write", "keys", "value", "asked"),
    [
        pytest.param(_number(0.93, "0.0%"), [], "93", [], id="a percentage that the sheet shows as one"),
        pytest.param(
            _number(0.93, "0.00"),
            [],
            "0.93",
            [("perhaps-a-fraction", MEASURE, "blocking", "")],
            id="a figure that nothing proves",
        ),
        pytest.param(_number(0.93, "0.0%"), ['percentages = "fractions"'], "93", [], id="and where fractions are said"),
        pytest.param(_number(93, '0.0"% (p)"'), [], "93 provisional", [], id="a mark"),
        pytest.param(
            _number(93, '">"0'),
            [],
            "93",
            [("shown-otherwise", MEASURE, "blocking", "shown")],
            id="a bound is a query",
        ),
        pytest.param(_number(93, '">"0'), ['cells = "shown"'], "93", [], id="but where what is shown counts"),
        pytest.param(_number(93, '">"0'), ['cells = "held"'], "93", [], id="and where what is held does"),
        pytest.param(_raised, [], "93.0", [("raised-mark", MEASURE, "warning", "raised")], id="a footnote"),
        pytest.param(_raised, ["notes = false"], "93.0", [], id="a footnote that says nothing of the figure"),
        pytest.param(_struck, [], "93.0", [("shown-otherwise", MEASURE, "blocking", "struck-row")], id="a struck row"),
        pytest.param(
            _comments,
            [],
            "93.0",
            [
                ("comment-on-a-cell", "performance", "note", "from the old system"),
                ("comment-on-a-cell", MEASURE, "note", "do not publish"),
                ("words-beyond-the-header", MEASURE, "note", "ask Ann"),
            ],
            id="a comment, and words under no label",
        ),
        pytest.param(_comments, ["notes = false"], "93.0", [], id="which a key silences"),
    ],
)
def test_cells_are_read_as_shown_and_asked_about(
    project_copy: Project, write: Write, keys: list[str], value: str, asked: list[tuple[str, str, str, str]]
) -> None:
    cleaned = _cleaned(project_copy, write, *keys)
    assert (_value(cleaned), _asked(cleaned.queries)) == (value, asked)
    assert all(one.portfolio == PORTFOLIO for one in cleaned.queries if one.key in ASKED and one.item != "performance")


@pytest.mark.parametrize(
    ("key", "pence", "count"),
    [
        pytest.param("", 564_200_000, 3, id="each of the cells is a query"),
        pytest.param('cells = "shown"', 564_200_000, 0, id="unless what is shown counts"),
        pytest.param('cells = "held"', 564_200_000_000, 0, id="or what is held does, here a thousand times as much"),
    ],
)
def test_money_shown_in_thousands_is_read_so(project_copy: Project, key: str, pence: int, count: int) -> None:
    folder = project_copy.root / EXTRACTS
    rows = read_csv(folder / "budget.csv")

    def write(book: Workbook, page: Worksheet) -> None:
        thousands = book.add_format({"num_format": "#,##0,"})
        for at, row in enumerate(rows[1:], start=1):
            page.write_number(at, 3, int(row[3].replace(",", "")) * 1000, thousands)

    _rewrite(folder / "budget.xlsx", write, sheet="Budget", rows=[rows[0], *([*row[:3], ""] for row in rows[1:])])
    replace_text(folder / "sources.toml", '"budget.csv"\n', f'"budget.xlsx"\n{key}\n')
    cleaned = clean(project_copy, PERIOD)
    [current] = [line for line in cleaned.tables.records(BUDGET) if line.line == "Current"]
    asked = [one for one in cleaned.queries if one.key == "shown-otherwise"]
    assert (current.amount, len(asked)) == (pence, count)
    assert {(one.portfolio, one.item) for one in asked} <= {(PORTFOLIO, "budget")}


@pytest.mark.parametrize("is_wide", [pytest.param(False, id="as values"), pytest.param(True, id="as labels")])
def test_months_that_excel_keeps_as_days_are_read_as_months(project_copy: Project, is_wide: bool) -> None:
    folder = project_copy.root / EXTRACTS
    months = [date(2018, 4 + at, 1) for at in range(6)]
    with xlsxwriter.Workbook(str(folder / "series.xlsx")) as book:
        page, month = book.add_worksheet("Series"), book.add_format({"num_format": "mmm-yy"})
        page.write_row(0, 0, ["measure_id"] if is_wide else ["measure_id", "period", "value"])
        page.write(1, 0, MEASURE)
        for at, day in enumerate(months, start=1):
            page.write(at if not is_wide else 1, 0, MEASURE)
            page.write_datetime(*((0, at) if is_wide else (at, 1)), day, month)
            page.write(*((1, at) if is_wide else (at, 2)), f"{80 + at}%")
    sources = folder / "sources.toml"
    key = 'periods = "{period}"\n' if is_wide else ""
    sources.write_text(f'{sources.read_text("utf-8")}\n[series]\nfile = "series.xlsx"\n{key}', "utf-8")
    points = clean(project_copy, PERIOD).tables.records(SERIES)
    assert [(point.span.label, str(point.reading.value)) for point in points] == [
        (f"{day:%B %Y}", f"{80 + at}") for at, day in enumerate(months, start=1)
    ]
