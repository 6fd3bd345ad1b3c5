"""A page can be read by everyone: axe finds nothing, and neither do the checks that axe does not make.

Headings, tables and pictures are named; a status is a word and a shape before it is a colour; the keyboard reaches
everything; words fit at every width, zoom, spacing and font.
"""

import re
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from browser.colours import contrast
from browser.conftest import DESKTOP, PAGES, PHONE, REPORTS, ZOOMED, OpenPage
from browser.fonts import OTHER_FONTS, await_font, font_rules
from browser.overflow import overflowing

pytestmark = [pytest.mark.browser, pytest.mark.kernel]

EVERY_PAGE = pytest.mark.parametrize("name", PAGES)
EVERY_REPORT = pytest.mark.parametrize("name", REPORTS)
EVERY_WIDTH = pytest.mark.parametrize("width", [DESKTOP, PHONE])

# Everything that axe checks, the target size of WCAG 2.2 too, which it leaves out unless asked.
AXE = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}

# What readers may set themselves without losing a word (WCAG 1.4.12).
SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-bottom: 2em !important }"""

LEADS_SOMEWHERE = """href => href.startsWith('#') && !!document.getElementById(href.slice(1))"""
WIDEST = "() => document.documentElement.scrollWidth"

CHIPS = r"""() => [...document.querySelectorAll('.status, .trend')].map(chip => {
  const solid = element => {
    for (; element; element = element.parentElement) {
      const colour = getComputedStyle(element).backgroundColor;
      if (colour !== 'rgba(0, 0, 0, 0)') return colour;
    }
    return 'rgb(255, 255, 255)';
  };
  const [, mark, told] = getComputedStyle(chip, '::before').content.match(/^"(.)" \/ "(.*)"$/);
  return {
    word: chip.innerText.trim(), mark, told, kind: chip.className, ink: getComputedStyle(chip).color, ground: solid(chip),
    shown: chip.checkVisibility({opacityProperty: true, visibilityProperty: true}),
  };
})"""


@EVERY_WIDTH
@pytest.mark.parametrize(
    ("name", "details"),
    [
        # A page with all open holds what it holds closed, and more.
        pytest.param("report", True, id="report, all figures of charts open"),
        pytest.param("report of a made-up council", True, id="report of a made-up council, all figures of charts open"),
        pytest.param("corporate report", True, id="corporate report"),
        pytest.param("covering paper", True, id="covering paper"),
        pytest.param("performance update", True, id="performance update"),
        pytest.param("view of measures", True, id="view of measures"),
        pytest.param("agreement", True, id="agreement"),
        pytest.param("index", False, id="index"),
        pytest.param("index after a run that failed", False, id="index after a run that failed"),
    ],
)
def test_axe_finds_nothing(open_page: OpenPage, name: str, width: int, details: bool) -> None:
    assert faults(open_page(name, width=width, details=details)) == []


def test_axe_finds_what_is_there_to_be_found(open_page: OpenPage) -> None:
    page = open_page("index")
    page.evaluate("""() => {
      document.querySelector('h1').outerHTML = '<p style="color: #aaa">pale</p><img src="data:,">';
      document.querySelector('main').insertAdjacentHTML('beforeend', '<p><button>1</button><button>2</button></p>');
      for (const one of document.querySelectorAll('button'))
        one.style = 'width: 9px; height: 9px; padding: 0; border: 0; margin: 0; font-size: 5px';
    }""")

    found = {told.split(":")[0] for told in faults(page)}
    assert {"color-contrast", "image-alt", "page-has-heading-one", "target-size"} <= found


@EVERY_PAGE
def test_headings_are_one_first_and_then_never_jump(open_page: OpenPage, name: str) -> None:
    headings = open_page(name).eval_on_selector_all(
        "h1, h2, h3, h4, h5, h6", "all => all.map(one => [Number(one.tagName[1]), one.innerText.trim()])"
    )
    levels = [level for level, _ in headings]

    assert (levels[0], levels.count(1)) == (1, 1)
    assert [pair for pair in pairwise(headings) if pair[1][0] > pair[0][0] + 1] == []
    assert [level for level, words in headings if not words] == []


@EVERY_REPORT
def test_every_table_says_what_it_holds(open_page: OpenPage, name: str) -> None:
    tables = open_page(name, details=True).eval_on_selector_all(
        "table",
        """all => all.map(table => ({
          caption: table.caption?.innerText.trim() ?? '',
          ours: !table.closest('.words'),
          columns: table.tHead?.rows[0]?.cells.length ?? 0,
          heads: [...table.querySelectorAll('th')].map(th => [th.scope, th.innerText.trim()]),
          widths: [...table.tBodies].flatMap(body => [...body.rows]).map(row => row.cells.length),
          named: [...table.tBodies].flatMap(body => [...body.rows]).map(row => row.querySelectorAll('th').length),
        }))""",
    )

    assert len(tables) > 10
    # A table that an analyst has typed is named by the words before it: Markdown has no captions.
    assert [table["heads"][0] for table in tables if table["ours"] and not table["caption"]] == []
    assert [table["caption"] for table in tables if set(table["widths"]) - {table["columns"]}] == []
    assert [table["caption"] for table in tables if table["ours"] and set(table["named"]) != {1}] == []
    heads = [(table["caption"], *head) for table in tables for head in table["heads"]]
    assert [head for head in heads if head[1] not in {"col", "row"} or not head[2]] == []


@EVERY_REPORT
def test_every_status_and_trend_is_a_word_and_a_shape(open_page: OpenPage, name: str) -> None:
    chips = open_page(name).evaluate(CHIPS)

    assert {(chip["word"], chip["mark"], chip["kind"]) for chip in chips} == {
        ("Green", "●", "status green"),
        ("Amber", "▲", "status amber"),
        ("Red", "■", "status red"),
        ("Getting better", "+", "trend up"),
        ("Stable", "=", "trend"),
        ("Getting worse", "−", "trend down"),
    }
    assert all(chip["shown"] and chip["told"] == "" for chip in chips)  # a screen reader says the word alone


@EVERY_REPORT
def test_every_status_can_be_read_against_its_colour(open_page: OpenPage, name: str) -> None:
    chips = open_page(name).evaluate(CHIPS)

    pairs = {(chip["kind"], chip["ink"], chip["ground"]) for chip in chips}
    assert len(pairs) > 3
    assert [(*pair, contrast(*pair[1:])) for pair in pairs if contrast(*pair[1:]) < 4.5] == []


def test_contrast_is_measured_as_wcag_does() -> None:
    assert contrast("rgb(0, 0, 0)", "rgb(255, 255, 255)") == pytest.approx(21)
    assert contrast("rgb(119, 119, 119)", "rgb(255, 255, 255)") == pytest.approx(4.48, abs=0.005)


@EVERY_REPORT
def test_every_rating_cell_says_its_verdict_without_colour(open_page: OpenPage, name: str) -> None:
    """What a greyscale print or a screen reader has of a status is the text of its cell."""
    cells = open_page(name).evaluate("""() => [...document.querySelectorAll('table')].flatMap(table => {
      const heads = [...(table.tHead?.rows[0].cells ?? [])];
      const at = heads.findIndex(th => ['Status', 'Risk rating'].includes(th.innerText));
      return at < 0 ? [] : [...table.tBodies[0].rows].map(row => row.cells[at].innerText.trim());
    })""")

    assert len(cells) > 5
    assert set(cells) <= {"Green", "Amber", "Red", "Not available", "Not applicable", "All proposals"}


@EVERY_PAGE
@pytest.mark.parametrize(
    ("width", "scale"),
    [
        pytest.param(DESKTOP, 1, id="desktop"),
        pytest.param(ZOOMED, 2, id="desktop at 200 %"),
        pytest.param(PHONE, 1, id="phone"),
    ],
)
def test_a_page_does_not_scroll_sideways(open_page: OpenPage, name: str, width: int, scale: float) -> None:
    """As it is, with all open, and then with its text spaced out, open and closed."""
    page = open_page(name, width=width, scale=scale)

    assert page.evaluate(WIDEST) <= width
    set_open(page, True)
    assert page.evaluate(WIDEST) <= width
    assert overflowing(page) == []
    page.add_style_tag(content=SPACING)
    assert page.evaluate(WIDEST) <= width
    assert overflowing(page) == []
    set_open(page, False)
    assert page.evaluate(WIDEST) <= width


@EVERY_PAGE
@EVERY_WIDTH
@pytest.mark.parametrize("font", OTHER_FONTS)
def test_words_fit_in_any_font(open_page: OpenPage, name: str, width: int, font: str) -> None:
    page = open_page(name, width=width, bypass_csp=True, details=True)
    page.add_style_tag(content=font_rules(font, "*"))
    await_font(page, font)

    assert page.evaluate(WIDEST) <= width
    assert overflowing(page) == []


def test_words_that_do_not_fit_are_found(open_page: OpenPage) -> None:
    page = open_page("report")
    page.evaluate("""() => {
      const heading = document.querySelector('h2');
      const cell = [...document.querySelectorAll('td')].find(one => one.checkVisibility());
      heading.style = 'white-space: nowrap; width: 40px';
      cell.style = 'display: block; white-space: nowrap; width: 20px';
      cell.innerText = 'Words that are longer than their cell';
    }""")

    assert {told.split(".")[0] for told in overflowing(page)} == {"H2", "TD"}


def test_a_wide_table_scrolls_by_keyboard_within_its_own_region(open_page: OpenPage) -> None:
    page = open_page("report")
    page.add_style_tag(content=SPACING)
    regions = page.locator(".scroll")
    wide = [region for region in regions.all() if region.evaluate("one => one.scrollWidth > one.clientWidth")]

    assert wide
    for region in wide:
        region.focus()
        page.keyboard.press("ArrowRight")
        told = region.evaluate("""async one => {
          const end = performance.now() + 60_000;
          while (performance.now() < end && !one.scrollLeft) await new Promise(requestAnimationFrame);
          return [one.scrollLeft > 0, one.matches(':focus-visible'), (one.ariaLabel ?? 'no stop').length > 3];
        }""")
        assert told == [True, True, True]
    assert page.evaluate("scrollX") == 0


@EVERY_REPORT
@pytest.mark.parametrize(("width", "height", "most"), [pytest.param(1280, 800, 700), pytest.param(390, 844, 844)])
def test_the_first_screen_says_what_is_on_target_what_has_turned_and_what_is_worst(
    open_page: OpenPage, name: str, width: int, height: int, most: int
) -> None:
    page = open_page(name, width=width)
    page.set_viewport_size({"width": width, "height": height})
    places = page.evaluate("""() => ['.headlines .big', '.headlines > div:nth-child(2) .big', '#attention',
      'table.attention tbody th'].map(one => document.querySelector(one)?.getBoundingClientRect().top ?? -1)""")

    assert places == sorted(places)
    assert 0 < places[0] < places[-1] <= most


@EVERY_REPORT
def test_a_tab_stop_is_a_table_that_scrolls_at_some_width(open_page: OpenPage, name: str) -> None:
    page = open_page(name, details=True)
    stops = page.evaluate("[...document.querySelectorAll('.scroll')].map(one => one.tabIndex === 0)")
    scrolls = [False] * len(stops)
    for width in (DESKTOP, ZOOMED, 390, PHONE):
        page.set_viewport_size({"width": width, "height": 900})
        now = page.evaluate("[...document.querySelectorAll('.scroll')].map(one => one.scrollWidth > one.clientWidth)")
        scrolls = [one or other for one, other in zip(scrolls, now, strict=True)]

    assert [at for at, (stop, moves) in enumerate(zip(stops, scrolls, strict=True)) if moves and not stop] == []
    assert sum(stops) < len(stops)


def test_on_a_phone_each_row_is_a_card_with_its_status_and_its_figure(open_page: OpenPage) -> None:
    page = open_page("report", width=390)
    for table in page.locator("table.rows").all():
        parts = ("th", "td.state", "td.now") if table.locator("td.state").count() else ("th", "td")
        for row in table.locator("tbody tr").all()[:3]:
            whole = row.bounding_box()
            shown = [row.locator(part).first.bounding_box() for part in parts]
            assert whole
            assert all(box and box["x"] >= 0 and box["x"] + box["width"] <= 390 for box in shown)
            assert shown[0]["width"] > 300, "the name has the whole width"


@EVERY_REPORT
def test_axe_finds_nothing_in_the_dark(open_page: OpenPage, name: str) -> None:
    page = open_page(name, details=True)
    page.emulate_media(color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != "rgb(255, 255, 255)"
    assert faults(page) == []


@EVERY_PAGE
@pytest.mark.parametrize("width", [390, PHONE])
def test_on_a_phone_no_table_is_wider_than_its_place(open_page: OpenPage, name: str, width: int) -> None:
    """Nothing is to be moved sideways: captions and column names are whole, and statuses and trends are in sight."""
    page = open_page(name, width=width, details=True)
    cut = page.eval_on_selector_all(
        ".scroll, table", "all => all.filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.innerText)"
    )
    assert cut == []
    ends = page.eval_on_selector_all(
        ".status, .trend, caption, thead th",
        """all => all.filter(one => one.checkVisibility()).map(one => one.getBoundingClientRect())
          .filter(box => box.width > 1).map(box => box.right)""",
    )
    assert ends
    assert max(ends) <= width


@EVERY_PAGE
def test_on_a_phone_a_cell_stands_under_the_name_of_its_column(open_page: OpenPage, name: str) -> None:
    page = open_page(name, width=390, details=True)
    tables = page.evaluate("""() => [...document.querySelectorAll('main table')]
      .filter(table => table.tHead.rows[0].cells.length > 2)
      .filter(table => !table.matches('.attention, .performance, .scorecard'))
      .map(table => {
        const [top, below] = [...table.tHead.rows].map(row => [...row.cells].map(one => [one.colSpan, one.textContent.trim()]));
        const heads = top.flatMap(([span, name]) => span === 1 ? [name]
          : below.splice(0, span).map(([, under]) => `${name}, ${under.toLowerCase()}`)).slice(1);
        const row = [...table.tBodies].flatMap(body => [...body.rows]).find(one => one.cells.length > 2);
        const cells = [...row.cells].slice(1);
        const said = one => getComputedStyle(one, '::before');
        return {
          heads,
          shown: cells.map(one => JSON.parse(said(one).content)),
          lines: cells.map(one => said(one).display),
        };
      })""")

    assert [one for one in tables if one["shown"] != one["heads"]] == []
    assert {line for one in tables for line in one["lines"]} <= {"block"}
    assert tables or name.startswith(("index", "members")), "there is nothing to look at"


@EVERY_PAGE
def test_the_skip_link_comes_first_and_leads_past_the_contents(open_page: OpenPage, name: str) -> None:
    page = open_page(name)
    page.keyboard.press("Tab")
    link = page.locator(":focus")
    box = link.bounding_box()

    assert (link.get_attribute("class"), box["x"] >= 0, box["y"] >= 0) == ("skip", True, True)
    page.keyboard.press("Enter")
    page.wait_for_function("location.hash === '#main' && document.activeElement.tagName === 'MAIN'")
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('main')") is True


@EVERY_REPORT
def test_the_keyboard_reaches_everything_in_the_order_it_stands_and_shows_where_it_is(
    open_page: OpenPage, name: str
) -> None:
    page = open_page(name)
    wanted = page.evaluate("""() => {
      const all = [...document.querySelectorAll('a[href], summary, [tabindex="0"]')]
        .filter(one => one.checkVisibility());
      all.forEach((one, at) => { one.dataset.at = at });
      return all.length;
    }""")
    reached = []
    for _ in range(wanted):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate("""() => {
              const style = getComputedStyle(document.activeElement);
              return [Number(document.activeElement.dataset.at), style.outlineStyle, parseInt(style.outlineWidth) >= 2];
            }""")
        )

    assert reached == [[at, "solid", True] for at in range(wanted)]


@EVERY_REPORT
def test_a_charts_figures_open_by_keyboard_and_look_as_if_they_did(open_page: OpenPage, name: str) -> None:
    page = open_page(name)
    summaries = page.locator("summary")

    # The figures of a chart open below it, or stand in a row or table of the page that it leads to.
    assert page.locator("figure:has(summary, .source > a[href^='#'])").count() == page.locator("figure").count() > 3
    assert page.locator("figure summary").count() > 0
    # Only a list item shows the triangle that tells a summary from a link.
    assert set(summaries.evaluate_all("all => all.map(one => getComputedStyle(one).display)")) == {"list-item"}
    names = summaries.evaluate_all("all => all.map(one => one.textContent.trim())")
    assert len(set(names)) == len(names)
    summaries.first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("details[open] table")).to_have_count(1)


@EVERY_PAGE
def test_every_link_leads_somewhere_and_says_where(open_page: OpenPage, name: str) -> None:
    page = open_page(name)
    links = page.eval_on_selector_all("a", "all => all.map(one => [one.getAttribute('href'), one.innerText.trim()])")
    folder = page.evaluate("location.pathname")
    missing = [
        href
        for href, _ in links
        if not re.match(r"https?:", href) and not page.evaluate(LEADS_SOMEWHERE, href) and not exists(folder, href)
    ]

    assert links
    assert missing == []
    assert [href for href, words in links if not words] == []
    assert any(not href.startswith("#") for href, _ in links)


def test_a_name_of_a_link_leads_to_one_place(open_page: OpenPage) -> None:
    links = open_page("report").eval_on_selector_all(
        "main a", "all => all.map(one => [one.innerText.trim(), one.getAttribute('href')])"
    )

    places: dict[str, set[str]] = {}
    for words, href in links:
        places.setdefault(words, set()).add(href)
    assert {words: sorted(found) for words, found in places.items() if len(found) > 1} == {}


def exists(page: str, href: str) -> bool:
    """Whether a link of a page leads to a file, and to a place that there is in it."""
    address, _, place = href.partition("#")
    file = Path(unquote(page)).parent / unquote(address)
    return bool(address) and file.is_file() and (not place or f'id="{place}"' in file.read_text(encoding="utf-8"))


def set_open(page: Page, is_open: bool) -> None:
    """Opens or closes everything that can be opened."""
    page.evaluate("is => { for (const one of document.querySelectorAll('details')) one.open = is }", is_open)


def faults(page: Page) -> list[str]:
    """What axe has against the page, a line for each element."""
    results = Axe().run(page, options=AXE).response
    ran = {rule["id"] for kind in ("passes", "violations", "incomplete") for rule in results[kind]}
    assert {"target-size", "color-contrast", "document-title", "html-has-lang"} <= ran
    return [
        f"{rule['id']}: {node['target']}: {node['failureSummary']}"
        for rule in results["violations"]
        for node in rule["nodes"]
    ]
