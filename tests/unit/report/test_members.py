"""The members' edition says what the report does, in its order, and every link of it leads to its place there."""

import json
import re
import sys
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from builders.project import PORTFOLIO
from builders.published import DOWNLOADS, PAGE, RECORD

from pprr.formats import thousands
from pprr.notebook.members import members
from pprr.project import Project
from pprr.report import Report

pytestmark = pytest.mark.kernel


@pytest.fixture(scope="module")
def page(good: Project) -> BeautifulSoup:
    return BeautifulSoup((good.site / PAGE).read_text(encoding="utf-8"), "html.parser")


@pytest.fixture(scope="module")
def edition(good: Project) -> BeautifulSoup:
    return BeautifulSoup((good.site / DOWNLOADS / "members.html").read_text(encoding="utf-8"), "html.parser")


def flat(tag: object) -> str:
    return " ".join(tag.get_text(" ").split())


def test_each_leads_to_the_other(page: BeautifulSoup, edition: BeautifulSoup) -> None:
    assert [link["href"] for link in page.select("header a")] == [f"{PORTFOLIO}/members.html", "../index.html"]
    assert [link["href"] for link in edition.select("header a")] == [f"../{PORTFOLIO}.html", "../../index.html"]


def test_every_link_leads_to_its_place(page: BeautifulSoup, edition: BeautifulSoup) -> None:
    places = {f"../{PORTFOLIO}.html#{tag['id']}" for tag in page.select("[id]")}
    places |= {f"#{tag['id']}" for tag in edition.select("[id]")}
    links = [link["href"] for link in edition.select("a") if "#" in link["href"]]

    assert len(links) > 10
    assert sorted(set(links) - places) == []


def test_it_is_as_closed_as_the_page(page: BeautifulSoup, edition: BeautifulSoup) -> None:
    policy = "meta[http-equiv=Content-Security-Policy]"

    assert edition.select_one(policy)["content"] == page.select_one(policy)["content"]
    assert edition.find("script") is None
    assert edition.title.get_text() == f"{page.title.get_text()}, members' edition"


def test_it_has_the_results_and_the_list_of_the_report(page: BeautifulSoup, edition: BeautifulSoup) -> None:
    results = [flat(tag) for tag in edition.select(".headlines p")]
    rows = [flat(row) for row in edition.select("table.attention tbody tr")]

    counts = [flat(tag) for tag in page.select_one(".headlines .parts").select("li")]
    assert [flat(tag) for tag in edition.select(".headlines .parts li")] == counts
    assert [one for one in results if one not in [flat(tag) for tag in page.select(".headlines p")]] == []
    # The page says what is done too, behind the cause: two sides have no room for it.
    whole = [flat(row) for row in page.select("table.attention")[0].select("tbody tr")]
    assert [one for one, row in zip(whole, rows, strict=True) if not one.startswith(row)] == []


def test_its_money_is_that_of_the_record(good: Project, edition: BeautifulSoup) -> None:
    record = json.loads((good.site / RECORD).read_text(encoding="utf-8"))["tables"]

    def total(name: str, column: str) -> int:
        names = [one["name"] for one in record[name]["columns"]]
        rows = [dict(zip(names, row, strict=True)) for row in record[name]["rows"]]
        kept = [row for row in rows if row.get("is_total")] or rows
        return int(sum(Decimal(row[column]) for row in kept) * 100_000)

    value, achieved = total("savings", "value"), total("savings", "achieved")
    expected = {
        "Revenue": [total("outturn", name) for name in ("cash_limit", "outturn", "variance")],
        "Earmarked reserves": [total("reserves", name) for name in ("approved", "balance", "change")],
        "Savings": [value, achieved, value - achieved],
    }
    found = {
        flat(row.find("a")): [flat(cell) for cell in row.find_all("td")]
        for row in edition.select("table.narrow tbody tr")
    }

    assert found == {name: [thousands(pence) for pence in amounts] for name, amounts in expected.items()}


def test_it_has_what_goes_well_the_day_of_the_meeting_and_what_committees_asked(
    page: BeautifulSoup, edition: BeautifulSoup, report: Report
) -> None:
    news = [flat(tag) for tag in edition.select_one("#highlights + ul").select("li")]
    names = [flat(tag) for tag in page.select("#highlights + .scroll tbody th a")]
    assert len(news) == len(names) > 1
    assert [one for one, name in zip(news, names, strict=True) if name.rstrip(".") not in one] == []

    assert "Meeting" not in flat(edition)
    told = members(replace(report, taken_by={"Example Committee": date(2020, 7, 1)})).text
    assert "<strong>Meeting</strong>: Example Committee on 1 July 2020" in told


def test_of_a_longer_list_it_says_how_many_there_are(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["pprr.notebook.members"], "_MOST", 3)
    shown = members(report).text

    assert len(re.findall(r'<td class="state">', shown)) == 3
    assert f"the first 3 of {len(report.concerns)};" in shown
