"""A report prints on A4 as a person would lay it out: rows and figures whole, table heads again on every page.

Where things come to stand is read from the file itself. Tiny links are put at the top and the bottom of what is to
stay together; a PDF says of every link which page it is on, and where.
"""

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import Page

from browser.conftest import PAGES, REPORTS, OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.kernel]

A4 = (595, 842)  # points
MOST_PAGES = 20
MOST_ROWS_WHOLE = 12
EVERY_REPORT = pytest.mark.parametrize("name", REPORTS)
EVERY_PAPER = pytest.mark.parametrize("name", ["agreement", "corporate report", "performance update"])

# What is to stay together: its selector, and how many of it a report has at the least.
TOGETHER = {
    "row": ("tbody tr", 20),
    "head": ("thead tr", 5),
    "figure": ("figure", 4),
    "headline": (".headlines > div", 3),
    "small-table": ("table.key, table.narrow", 3),
    "definition": (".definitions > div", 10),
    "heading": ("h1, h2, h3, h4", 10),
    "notice": (".notice", 1),
}

# Links at both ends of everything of a kind; their number and end stand in the address.
MARK = """([kind, selector]) => {
  const all = [...document.querySelectorAll(selector)].filter(one => one.checkVisibility());
  for (const [number, one] of all.entries()) {
    const holder = one.tagName === 'TR' ? one.cells[0] : one;
    holder.style.position = 'relative';
    for (const end of ['top', 'bottom']) {
      const link = document.createElement('a');
      link.href = `https://mark.invalid/${kind}/${number}/${end}`;
      link.style.cssText = `position: absolute; left: 0; ${end}: 0; width: 2px; height: 2px; overflow: hidden`;
      holder.append(link);
    }
  }
  return all.map(one => one.textContent.trim().replace(/\\s+/g, ' ').slice(0, 60));
}"""

# Marks every heading and caption, and what stands behind each: the next thing shown, of a table its first row.
FOLLOWING = """() => {
  const shown = one => one.checkVisibility() && one.getClientRects().length > 0;
  const mark = (one, name) => {
    one.style.position = 'relative';
    const link = document.createElement('a');
    link.href = `https://mark.invalid/${name}`;
    link.style.cssText = 'position: absolute; left: 0; top: 0; width: 2px; height: 2px; overflow: hidden';
    one.append(link);
  };
  const heads = [...document.querySelectorAll('h2, h3, h4, h5, h6, caption')].filter(shown);
  const pairs = heads.map(head => {
    if (head.tagName === 'CAPTION') return [head, head.parentElement.tBodies[0].rows[0].cells[0]];
    let next = head;
    do {
      while (!next.nextElementSibling) next = next.parentElement;
      next = next.nextElementSibling;
    } while (!shown(next));
    while (!next.matches('p, li, h3, h4, h5, h6, caption, th, td, dt, svg') && next.firstElementChild)
      next = next.firstElementChild;
    return [head, next];
  });
  for (const [number, [head, next]] of pairs.entries()) {
    mark(head, `head/${number}`);
    mark(next.tagName === 'svg' ? next.parentElement : next, `next/${number}`);
  }
  return pairs.map(([head, next]) => `${head.innerText} | ${next.innerText?.slice(0, 40)}`);
}"""


@dataclass(frozen=True)
class Mark:
    """A mark in a PDF: its page, and its height on it in points from the foot."""

    page: int
    height: float


class Print:
    """A page as a PDF, and where the marks in it are."""

    def __init__(self, page: Page) -> None:
        data = page.pdf(prefer_css_page_size=True).decode("latin-1")
        objects = dict(re.findall(r"^(\d+) 0 obj\n(.*?)\nendobj", data, re.DOTALL | re.MULTILINE))
        pages = [text for text in objects.values() if re.match(r"<</Type /Page\b", text)]
        self.sizes = [
            tuple(round(float(side)) for side in re.search(r"/MediaBox \[0 0 (\S+) (\S+)\]", text).groups())
            for text in pages
        ]
        self.marks: dict[str, list[Mark]] = {}
        for number, text in enumerate(pages, start=1):
            for listed in re.findall(r"/Annots \[([^\]]*)\]", text):
                for name in re.findall(r"(\d+) 0 R", listed):
                    self._read(number, objects[name])

    def _read(self, page: int, link: str) -> None:
        address = re.search(r"/URI \(https://mark\.invalid/([^)]*)\)", link)
        if address:
            [height] = re.findall(r"/Rect \[\S+ (\S+) ", link)
            self.marks.setdefault(address[1], []).append(Mark(page, float(height)))

    def pages_of(self, kind: str, number: int) -> tuple[int, int]:
        """The pages that the first and the last line of something are on."""
        return tuple(self.marks[f"{kind}/{number}/{end}"][0].page for end in ("top", "bottom"))


@EVERY_REPORT
def test_a_print_is_a_sensible_number_of_a4_pages(open_page: OpenPage, name: str) -> None:
    sizes = Print(open_page(name)).sizes

    assert set(sizes) == {A4}
    assert 1 < len(sizes) < MOST_PAGES


@pytest.mark.parametrize("name", [name for name in PAGES if not name.startswith("index")])
def test_every_sheet_names_its_document_with_its_period_and_whose_it_is(open_page: OpenPage, name: str) -> None:
    page = open_page(name)
    whose, title = (page.locator(f"h1 .{part}").inner_text() for part in ("portfolio", "title"))
    sheets = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    texts = ["".join(sheet.extract_text().split()) for sheet in sheets]

    assert texts
    assert [text[:200] for text in texts if "".join(f"{title}: {whose}".split()) not in text] == []


@pytest.mark.parametrize("name", [name for name in PAGES if name.startswith("members")])
def test_a_members_edition_is_two_sides_at_most(open_page: OpenPage, name: str) -> None:
    sizes = Print(open_page(name)).sizes

    assert set(sizes) == {A4}
    assert len(sizes) <= 2


@EVERY_REPORT
def test_what_belongs_together_is_not_cut_over_two_pages(open_page: OpenPage, name: str) -> None:
    page = open_page(name)
    page.emulate_media(media="print")
    marked = {kind: page.evaluate(MARK, [kind, selector]) for kind, (selector, _) in TOGETHER.items()}
    printed = Print(page)

    assert {kind: len(found) for kind, found in marked.items() if len(found) < TOGETHER[kind][1]} == {}
    pages = {
        f"{kind} {at}: {words}": printed.pages_of(kind, at)
        for kind, found in marked.items()
        for at, words in enumerate(found)
    }
    assert {what: both for what, both in pages.items() if both[0] != both[1]} == {}


@EVERY_REPORT
def test_a_heading_stands_with_what_follows_it(open_page: OpenPage, name: str) -> None:
    page = open_page(name)
    page.emulate_media(media="print")
    pairs = page.evaluate(FOLLOWING)
    marks = Print(page).marks

    assert len(pairs) > 20
    pages = {pair: (marks[f"head/{at}"][0].page, marks[f"next/{at}"][0].page) for at, pair in enumerate(pairs)}
    assert {pair: both for pair, both in pages.items() if both[0] != both[1]} == {}


@EVERY_PAPER
def test_short_tables_are_whole_and_no_row_of_others_stands_alone(open_page: OpenPage, name: str) -> None:
    page = open_page(name)
    page.emulate_media(media="print")
    tables = page.evaluate("""() => [...document.querySelectorAll('table')].filter(one => one.checkVisibility())
      .map(table => [...table.tBodies].flatMap(body => [...body.rows]).length)""")
    page.evaluate(MARK, ["row", "tbody tr"])
    whole = page.evaluate(
        "() => [...document.querySelectorAll('table')].filter(one => one.checkVisibility())"
        ".map(one => !one.matches('.attention, .performance, .agreed'))"
    )
    printed = Print(page)
    at, parted = 0, []
    for rows, is_whole in zip(tables, whole, strict=True):
        on = [printed.pages_of("row", row)[0] for row in range(at, at + rows)]
        at += rows
        together = on if is_whole and rows <= MOST_ROWS_WHOLE else [*on[:1], on[1]] if rows > 1 else on
        last = on[-2:]
        if len(set(together)) > 1 or len(set(last)) > 1:
            parted.append(on)

    assert len(tables) > 3
    assert parted == []


@EVERY_PAPER
def test_no_heading_on_paper_stands_over_nothing(open_page: OpenPage, name: str) -> None:
    page = open_page(name)
    page.emulate_media(media="print")
    shown = page.eval_on_selector_all(
        "main :is(h2, h3, p, li, table, dl)",
        "all => all.filter(one => one.checkVisibility()).map(one => [one.tagName, one.innerText.slice(0, 60)])",
    )
    over_nothing = [two for two in pairwise([*shown, ["H2", "the end"]]) if two[0][0] == "H2" and two[1][0] == "H2"]

    assert sum(tag == "H2" for tag, _ in shown) > 3
    assert over_nothing == []


def test_a_long_series_and_its_figures_take_less_than_half_a_page(
    open_page: OpenPage, address: Callable[[str], Path]
) -> None:
    page = open_page(address("corporate report").parent / "adult-care-and-health.html", width=688)
    page.emulate_media(media="print")
    heights = page.eval_on_selector_all(
        "figure:has(tbody tr:nth-child(12))", "all => all.map(one => one.getBoundingClientRect().height)"
    )

    assert heights
    assert max(heights) < 400  # of 994 pixels


def test_a_link_on_paper_says_where_it_leads(open_page: OpenPage) -> None:
    page = open_page("agreement")
    page.emulate_media(media="print")
    links = page.eval_on_selector_all(
        "main a[href^=http]", "all => all.map(one => [one.href, getComputedStyle(one, '::after').content])"
    )

    assert links
    assert [href for href, said in links if said != f'" ({href})"'] == []


def test_what_is_cut_is_found(open_page: OpenPage) -> None:
    page = open_page("report")
    page.emulate_media(media="print")
    page.evaluate("""() => {
      const row = document.querySelector('table.performance tbody tr');
      row.style.breakInside = 'auto';
      row.cells[0].innerHTML = '<p>A line.</p>'.repeat(90);
    }""")
    page.evaluate(MARK, ["whole", "table.performance tbody tr"])
    first, last = Print(page).pages_of("whole", 0)

    assert last > first


@EVERY_REPORT
def test_a_print_leaves_out_what_only_a_screen_can_use(open_page: OpenPage, name: str) -> None:
    page = open_page(name)
    page.emulate_media(media="print")

    shown = "all => all.filter(one => one.checkVisibility()).map(one => one.outerHTML.slice(0, 80))"
    assert page.eval_on_selector_all("nav, .skip, summary, header.site a, #sources, #downloads", shown) == []
    assert "Read from" not in page.locator("main").inner_text()
    assert page.eval_on_selector_all("details table", "all => all.filter(one => !one.checkVisibility()).length") == 0
    assert page.locator("figure details table").count() > 0
    rows = "all => all.map(one => document.getElementById(one.getAttribute('href').slice(1)).checkVisibility())"
    assert False not in page.eval_on_selector_all("figure .source a", rows)  # the figures of the other charts
    assert set(page.eval_on_selector_all("thead", "all => all.map(one => getComputedStyle(one).display)")) == {
        "table-header-group"
    }
    assert {"exact"} == set(
        page.eval_on_selector_all(".status", "all => all.map(one => getComputedStyle(one).printColorAdjust)")
    )


@EVERY_REPORT
def test_a_print_loses_no_words_at_the_edge(open_page: OpenPage, name: str) -> None:
    """Laid out as wide as an A4 page between its margins, nothing is wider."""
    page = open_page(name, width=688)
    page.emulate_media(media="print")

    assert page.evaluate("document.documentElement.scrollWidth") <= 688
    wide = page.eval_on_selector_all(
        ".scroll",
        "all => all.filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.innerText.slice(0, 60))",
    )
    assert wide == []
