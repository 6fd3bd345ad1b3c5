"""Walks the printed report's tables cell by cell and finds each cell in the same table of the published page.

Words are compared without regard to capitals (the report prints "Not Available" beside "Not applicable", and ratings
in capitals; a page spells each one way); figures, which have none, to the letter.
"""

import csv
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from builders.project import REPOSITORY
from builders.published import PAGE

from pprr.project import Project

pytestmark = pytest.mark.kernel
GOLDEN = REPOSITORY / "tests" / "golden" / "2019-20-annual"


@pytest.fixture(scope="module")
def page(good: Project) -> BeautifulSoup:
    return BeautifulSoup((good.site / PAGE).read_text(encoding="utf-8"), "html.parser")


def golden(name: str) -> list[dict[str, str]]:
    with Path(GOLDEN / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def table(page: BeautifulSoup, caption: str) -> list[list[str]]:
    """The cells of the body of the table with that caption, by row."""
    [found] = [found for found in page.find_all("table") if text(found.find("caption")).startswith(caption)]
    return [[text(cell) for cell in row.find_all(["th", "td"])] for row in found.find("tbody").find_all("tr")]


def text(tag: Tag | None) -> str:
    assert tag is not None
    return " ".join(tag.get_text(" ").split())


def alike(printed: str) -> str:
    return printed.lower()


def close(printed: str) -> str:
    """The cell with a figure's decimals and unit close to it, as they are shown."""
    return re.sub(r"(?<=\d) (?=[.%km])", "", alike(printed))


def asked(printed: dict[str, str]) -> str:
    """The printed target with what the printed report says is good: high or low performance."""
    if printed["target"].startswith("Aim"):
        return printed["target"]
    lower = "or less" if "%" in printed["target"] else "or fewer"
    return f"{printed['target']} {'or more' if printed['good_performance'] == 'High' else lower}"


def test_the_facts_of_a_measure(page: BeautifulSoup) -> None:
    """A change stands with the figure that it is counted from."""
    facts = page.find(id="CFE2.1").find_parent("section").find(class_="facts")
    assert [[text(part) for part in fact.find_all(["dt", "dd"])] for fact in facts.find_all("div")] == [
        ["2019/20", "80.7% 192,836 of 238,982"],
        ["Target", "82.0% or more"],
        ["2018/19", "81.3% 182,397 of 224,365", "\u22120.6 percentage points since"],
    ]


@pytest.mark.parametrize("priority", ["1", "2", "3"])
def test_every_cell_of_the_performance_tables(page: BeautifulSoup, priority: str) -> None:
    expected = [row for row in golden("performance") if row["priority"] == priority]
    found = table(page, f"Measures of priority {priority}:")
    assert len(found) == len(expected)
    for cells, printed in zip(found, expected, strict=True):
        assert cells[0].removesuffix(" Greater Manchester Strategy") == f"{printed['code']} {printed['name']}"
        actuals = [printed[f"actual_{year}"] for year in ("2017_18", "2018_19", "2019_20")]
        # A figure for another period says so in words; a missing one has the latest behind it; and decimals stand
        # apart, to be aligned.
        shown = [cell.replace(" figure for ", " ").partition(" latest: ")[0] for cell in cells[1:4]]
        assert [close(cell) for cell in (*shown, cells[4])] == [close(cell) for cell in (*actuals, asked(printed))]
        if printed["status"]:
            assert alike(cells[6]) == alike(printed["status"])


def test_a_figure_for_another_period_is_in_italics_and_in_words(page: BeautifulSoup) -> None:
    [cell] = [
        found
        for found in page.select("table.performance td")
        if found.find("em") is not None and "78.0% figure for 2016" in text(found)
    ]
    assert (text(cell.find("em")), text(cell)) == ("78.0%", "78.0% figure for 2016")


def test_decimals_are_aligned_within_one_unit_alone(page: BeautifulSoup) -> None:
    """The first priority has counts and percentages."""
    tails = [table["class"][-1] for table in page.select("table[class*=tails-]")]
    units = [
        {printed["actual_2018_19"].endswith("%") for printed in golden("performance") if printed["priority"] == one}
        for one in "123"
    ]
    assert units[0] == {True, False}
    assert tails[0] == "tails-0"
    assert len(tails) == len(units)
    assert set(tails[1:]) != {"tails-0"}


def test_every_cell_of_the_overview(page: BeautifulSoup) -> None:
    found = table(page, "Revenue budget (outturn)")
    assert [[alike(cell) for cell in row] for row in found] == [
        [alike(row["label"]), row["thousands"]] for row in golden("overview")
    ]


def test_every_cell_of_the_cash_limit(page: BeautifulSoup) -> None:
    [found] = table(page, "Cash limit, £000")
    [printed] = golden("cash_limit")
    assert [alike(cell) for cell in found] == [alike(cell) for cell in printed.values()]


def test_every_cell_of_the_outturn_position(page: BeautifulSoup) -> None:
    [found] = table(page, "Outturn position, £000")
    [printed] = golden("outturn")
    outturn = "5,598"  # ours, between the printed columns: the overview's figure
    assert found[1:] == [*list(printed.values())[:3], outturn, printed["surplus"]]


def test_every_cell_of_the_reserves(page: BeautifulSoup) -> None:
    found = table(page, "Earmarked reserves, £000")
    for cells, printed in zip(found, golden("reserves"), strict=True):
        assert cells[3:] == [printed["approved"], printed["change"], printed["balance"]]
        if printed["narration"]:
            kind = f"{printed['category_group']}: {printed['category']}"
            assert cells[:3] == [printed["narration"], kind, printed["purpose"]]
        else:
            assert cells[0] == printed["purpose"] == "Total"


def test_every_cell_of_the_savings(page: BeautifulSoup) -> None:
    found = table(page, "Portfolio savings programme, £000")
    for cells, printed in zip(found, golden("savings"), strict=True):
        assert (cells[0], cells[2], cells[3]) == (printed["proposal"], printed["value"], printed["achieved"])
        if printed["risk_rating"]:
            assert alike(cells[1].split()[-1]) == alike(printed["risk_rating"])
            assert cells[5] == printed["information"]


@pytest.mark.parametrize("printed", golden("prose_money"), ids=lambda row: row["where"])
def test_every_amount_of_the_prose(page: BeautifulSoup, printed: dict[str, str]) -> None:
    main = page.find("main")
    assert isinstance(main, Tag)
    assert printed["amount_as_printed"] in text(main)


def test_the_document_control_and_no_signature(page: BeautifulSoup) -> None:
    printed = {row["key"]: row["value"] for row in golden("document")}
    cover = page.select_one(".cover")
    shown = text(cover)
    assert [printed[key] in shown for key in ("title", "portfolio", "date", "version")] == [True] * 4
    # The example's wording is not the Council's: nobody of it is said to have signed or approved this page.
    assert "nobody has approved it" in shown
    assert printed["approved_by"] not in shown.split()


def test_a_missing_figure_is_printed_as_the_report_prints_it_with_the_latest_behind_it(page: BeautifulSoup) -> None:
    cells = [cells[3] for priority in "123" for cells in table(page, f"Measures of priority {priority}:")]
    missing = [cell for cell in cells if alike(cell).startswith("not available")]
    assert missing == ["Not available latest: 78.0% for 2016", "Not available latest: 0.21m for 2017/18"]
    assert "Late:" not in page.get_text()
