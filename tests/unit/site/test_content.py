"""The links of a report, led from where the report stands in reports/ to where things are on the site."""

from pathlib import Path

import pytest
from builders.editions import edition

from pprr.domain import Period
from pprr.project import Reports
from pprr.run.item import Item
from pprr.site.catalogue import Catalogue
from pprr.site.content import content_of, led
from pprr.site.gather import led_to_first, page_elsewhere


def elsewhere(document: str, part: str) -> str:
    return "" if document == "unpublished" else f"../../{document}/v1.0/index.html{part}"


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        pytest.param('<a href="../index.html">x</a>', '<a href="../../../index.html">x</a>', id="all reports"),
        pytest.param('<a href="../../index.html">x</a>', '<a href="../../../index.html">x</a>', id="from members"),
        pytest.param('<a href="a/a.xlsx">x</a>', '<a href="a.xlsx">x</a>', id="a download"),
        pytest.param('<a href="a/members.html">x</a>', '<a href="members.html">x</a>', id="the members' edition"),
        pytest.param('<a href="../a.html#one">x</a>', '<a href="index.html#one">x</a>', id="from members to the page"),
        pytest.param(
            '<a href="b.html#B1" class="c">x <b>y</b></a>',
            '<a href="../../b/v1.0/index.html#B1" class="c">x <b>y</b></a>',
            id="another report",
        ),
        pytest.param(
            '<a href="../2025-26-q1/b.html">x</a>',
            '<a href="../../2025-26-q1/b/v1.0/index.html">x</a>',
            id="a report of another period",
        ),
        pytest.param('<a href="unpublished.html#B1">x <b>y</b></a>', "x <b>y</b>", id="a report that is not there"),
        pytest.param(
            '<a href="unpublished.html" data-outside="https://a.example/?b&amp;c">x</a>',
            '<a href="https://a.example/?b&amp;c">x</a>',
            id="what stands in for a page that is not there",
        ),
        pytest.param(
            '<a href="b.html" data-outside="https://a.example/">x</a>',
            '<a href="../../b/v1.0/index.html">x</a>',
            id="a page that is there",
        ),
        pytest.param('<a href="#one">x</a>', '<a href="#one">x</a>', id="within the page"),
        pytest.param('<a href="https://a.example/b.html">x</a>', '<a href="https://a.example/b.html">x</a>', id="web"),
        pytest.param('<a href="mailto:a@b.example">x</a>', '<a href="mailto:a@b.example">x</a>', id="mail"),
        pytest.param('&lt;a href="../index.html">', '&lt;a href="../index.html">', id="words about a link"),
    ],
)
def test_a_link_is_led_to_where_things_are(link: str, expected: str) -> None:
    assert led(link, "a", elsewhere) == expected


def test_a_page_is_found_in_its_own_period_or_in_the_one_that_is_named() -> None:
    there = [edition(document="housing.agreement", period=f"2025-26-{quarter}") for quarter in ("q1", "q2")]
    site, period = Catalogue.of(there), Period.parse("2025-26-q2")

    def found(document: str, *, is_final: bool = True) -> str:
        return page_elsewhere(site, period, is_final, document, "#one")

    assert found("housing.agreement") == "../../housing.agreement/v1.0/index.html#one"
    assert found("2025-26-q1/housing.agreement") == "../../../2025-26-q1/housing.agreement/v1.0/index.html#one"
    assert found("2025-26-q1/housing.agreement", is_final=False) == "../../../2025-26-q1/housing.agreement/index.html"
    assert found("2024-25-q1/housing.agreement") == ""


def test_what_others_lead_to_is_put_on_the_site_before_them() -> None:
    reports = Reports(council=("corporate",), portfolios=("agreement",))
    period = Period.parse("2025-26-q2")
    wanted = [("housing", "agreement"), ("housing", "portfolio"), ("council", "corporate")]
    items = [Item(slug, period, kind) for slug, kind in wanted]
    assert led_to_first(reversed(items), reports) == items


def test_the_executed_notebook_stays_and_a_print_of_the_page_goes_with_it(tmp_path: Path) -> None:
    outputs = {"a/measures.csv": b"1", "a/a.ipynb": b"{}", "a.html": b"<p>page</p>", "a/members.html": b"<p>m</p>"}
    for name, data in {**outputs, "a/a.pdf": b"pdf", "a/notes.txt": b"no", "a/My own.pdf": b"no"}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    found = content_of(tmp_path, "a", outputs, elsewhere)
    assert found == {"measures.csv": b"1", "index.html": b"<p>page</p>", "members.html": b"<p>m</p>", "a.pdf": b"pdf"}
