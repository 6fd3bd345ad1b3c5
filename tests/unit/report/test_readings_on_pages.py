"""What a cell says of its figure is said again in words, from the extract to the page and to the downloads."""

import re
from typing import Any

import pytest
from builders.files import rewrite_workbook
from builders.project import PERFORMANCE, PERIOD, PORTFOLIO, copy_project

from pprr.notebook.performance import priorities
from pprr.report import open_report
from pprr.report.record.record import record_of
from pprr.report.report import Report

CELLS = (
    ("CFE1.1", "Octagon: G 45"),
    ("CFE1.2", "fewer than 5"),
    ("CFE1.3", "93.0% [r]"),
    ("CFE1.4", "<5%"),
    ("CFE1.6", "94.2% (to Feb 2020) (est)"),
    ("CFE1.7", "89% 1,335 of 1,500 provisional"),
)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    project = copy_project(tmp_path_factory.mktemp("cells") / "project")
    for measure, text in CELLS:
        rewrite_workbook(project.root / PERFORMANCE, measure, "2019/20 Actual", text)
    rewrite_workbook(project.root / PERFORMANCE, "CFE1.3", "2018/19 Actual", "87.0% (p)")
    return open_report(PORTFOLIO, PERIOD, project=project)


def _on_page(report: Report, name: str) -> str:
    [row] = re.findall(
        rf'<tr[^>]*><th scope="row"><span class="code">[^<]*</span> <a href="#{re.escape(name)}">.*?</tr>',
        str(priorities(report)),
    )
    [cell] = re.findall(r'<td class="number now">(.*?)</td>', row)
    return " ".join(re.sub(r"<[^>]*>", "", cell).split())


def _downloaded(report: Report, name: str) -> dict[str, Any]:
    table = record_of(report)["tables"]["measures"]
    rows = [dict(zip((column["name"] for column in table["columns"]), row, strict=True)) for row in table["rows"]]
    return next(row for row in rows if row["measure_id"] == name)


@pytest.mark.parametrize(
    ("name", "on_page", "value", "as_printed"),
    [
        pytest.param("CFE1.1", "45", "45", "45", id="a status in the cell is not printed"),
        pytest.param("CFE1.2", "fewer than 5", None, "fewer than 5", id="a bound of a count"),
        pytest.param("CFE1.3", "93.0% revised", "93.0", "93.0% revised", id="a revised figure"),
        pytest.param("CFE1.4", "less than 5%", None, "less than 5%", id="a bound of a percentage"),
        pytest.param(
            "CFE1.6",
            "94% figure for the period to February 2020 estimated",
            *("94", "94% (the period to February 2020) estimated"),
            id="another period, estimated",
        ),
        pytest.param(
            *("CFE1.7", "89% 1,335 of 1,500 provisional", "89", "89% 1,335 of 1,500 provisional"),
            id="counts of a provisional figure",
        ),
    ],
)
def test_a_figure_and_what_is_said_of_it(
    report: Report, name: str, on_page: str, value: str | None, as_printed: str
) -> None:
    downloaded = _downloaded(report, name)
    assert _on_page(report, name) == on_page
    assert (downloaded["actual"], downloaded["actual_as_printed"]) == (value, as_printed)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        pytest.param("CFE1.2", "this figure is a bound, so how far it has moved is not known", id="a bound"),
        pytest.param("CFE1.3", "the previous figure is provisional", id="from a provisional figure"),
        pytest.param("CFE1.6", "this figure is for the period to February 2020", id="another period"),
    ],
)
def test_there_is_no_trend_and_the_reason_is_downloaded(report: Report, name: str, reason: str) -> None:
    downloaded = _downloaded(report, name)
    assert (downloaded["trend"], downloaded["trend_reason"]) == (None, reason)


def test_a_bound_is_tied_to_no_words(report: Report) -> None:
    # Its commentary says 61 of 179 (34%), which is queried where the figure is 37%.
    assert report.measure("CFE1.4").actual.comparator == "<"
    assert [query.kind for query in report.queries if query.item == "CFE1.4" and "words" in query.kind] == []


def test_the_status_in_the_cell_is_held_against_ours(report: Report) -> None:
    found = [query.item for query in report.queries if query.kind == "status in the cell differs"]
    assert (report.measure("CFE1.1").rating.words, found) == ("Red", ["CFE1.1"])
