"""A chart keeps its words within the picture and apart from each other, in whatever font a reader has.

What it shows stands in its alternative text and in the table under it, figure for figure.
"""

import html
import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Page

from browser.conftest import PHONE, REPORTS, OpenPage
from browser.fonts import FONTS, await_font, font_rules
from pprr.domain import Aim, Cell, DataPeriod, Reading, SeriesPoint, Target, TargetKind, Unit
from pprr.html.bar_charts import parts_chart, variance_chart
from pprr.html.drawing import Chart
from pprr.html.measure_chart import PeriodColumn, measure_chart
from pprr.html.strip_chart import RankedPlace, Strip, strip_chart
from pprr.notebook.measure.control import over_time
from pprr.rules.spc import judge
from pprr.run.publish.style import STYLE

pytestmark = [pytest.mark.browser, pytest.mark.kernel]

LONG = (
    "Transformation - Invest to Save, Double Running and Community Investment Reserve: Integration of health and care"
)
CAPITALS = "DEDICATED SCHOOLS GRANT: CARRIED FORWARD, SCHOOLS AND HIGH NEEDS"
THOUSAND = 100_000  # pence in £1,000

# Texts that leave the picture or lie on one another. Of a text's box the part with ink is meant: a line's own space
# above and below it may be shared.
CROWDED = """() => {
  const found = [];
  for (const svg of document.querySelectorAll('svg')) {
    const frame = svg.getBoundingClientRect();
    const texts = [...svg.querySelectorAll('text')].filter(one => one.textContent.trim()).map(one => {
      const {left, right, top, bottom, height} = one.getBoundingClientRect(), spare = height * .14;
      return {words: one.textContent.trim(), left, right, top: top + spare, bottom: bottom - spare};
    });
    const title = svg.closest('[data-title]').dataset.title;
    const lines = [...svg.querySelectorAll('path')].filter(one => one.getAttribute('stroke-dasharray')).map(one => one.getBoundingClientRect()).filter(one => one.height < 3);
    for (const [at, one] of texts.entries()) {
      if (Math.min(one.left - frame.left, frame.right - one.right, one.top - frame.top, frame.bottom - one.bottom) < -1)
        found.push(`${title}: "${one.words}" leaves the picture`);
      for (const other of texts.slice(at + 1))
        if (one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom)
          found.push(`${title}: "${one.words}" lies on "${other.words}"`);
      for (const line of lines)
        if (one.left < line.right && line.left < one.right && one.top < line.top && line.top < one.bottom)
          found.push(`${title}: a line runs through "${one.words}"`);
    }
  }
  return found;
}"""

# The figures of a chart stand in a table below it, in the row that it leads to (those of its periods, and the target), or
# in the table below the heading that it leads to, two of each item.
FIGURES = """all => all.map(figure => {
  const rows = [...figure.querySelectorAll('table tr')].map(row => [...row.cells].map(cell => cell.innerText.trim()));
  const alt = figure.querySelector('svg').getAttribute('aria-label'), link = figure.querySelector('.source a');
  const place = link && document.getElementById(link.getAttribute('href').slice(1)), row = place?.closest('tr');
  if (row) {
    const heads = [...row.closest('table').tHead.rows[0].cells].map(one => one.innerText.trim());
    rows.push(['Period', 'Figure']);
    for (const [at, cell] of [...row.cells].entries()) {
      const words = cell.innerText.split(/\\s+/).join(' ').trim();
      if (cell.matches('.number') && alt.includes(heads[at] + ' ') && !/latest|figure for/.test(words)) rows.push([heads[at], words]);
      if (cell.matches('.target') && alt.includes('; target')) rows.push(['Target', cell.firstChild.textContent.trim()]);
    }
  }
  if (place && !row) {
    const follows = one => place.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING;
    const table = [...document.querySelectorAll('table')].find(follows);
    rows.push(['Item', '', '']);
    for (const one of table.querySelectorAll('tbody tr:not(.total)')) {
      const cells = [...one.cells].map(cell => cell.innerText.trim());
      const name = cells.filter(words => /[a-z]/i.test(words) && alt.includes(words + ': ')).at(-1);
      const told = alt.slice(alt.lastIndexOf(name + ': ')).split(';')[0].split(/[,.]?\\s+|[.]$/);
      rows.push([name, ...cells.filter(words => /^[\u2212\\d,]+$/.test(words) && told.includes(words)).slice(-2)]);
    }
  }
  return {
    title: figure.querySelector('figcaption').innerText.trim(), alt, inRow: rows.length > (row ? 2 : 1) && place ? 1 : 0,
    source: figure.querySelector('svg').outerHTML, details: figure.querySelectorAll('details > summary').length,
    header: rows[0], rows: rows.slice(1), many: /^Line chart.*points from/.test(alt),
    beside: [...figure.querySelectorAll('dl > *')].map(one => [one.innerText.trim()]),
  };
})"""


def printed(figure: float | str, unit: str) -> str:
    return figure if isinstance(figure, str) else f"{figure:,}{unit}".replace("-", "\u2212")


def height(figure: float | str) -> float | None:
    return None if isinstance(figure, str) else float(figure)


def measure(*figures: float | str, target: float | None, bound: float | None = None, unit: str = "") -> Chart:
    columns = [
        PeriodColumn(f"{2017 + at}/{18 + at}", printed(figure, unit), printed(figure, unit), height(figure))
        for at, figure in enumerate(figures)
    ]
    told = "Aim to maximise" if target is None else printed(target, unit)
    drawn = measure_chart(
        "Meets it",
        "M1, years",
        columns,
        target=told,
        target_height=target,
        bound_height=bound,
        axis=unit,
    )
    assert drawn
    return drawn


def money(cash_limit: int, outturn: int) -> Chart:
    over, within = (outturn - cash_limit) * THOUSAND, cash_limit * THOUSAND // 100
    return variance_chart(
        "On it", "Outturn less cash limit, £000", budget=cash_limit * THOUSAND, variance=over, within=within
    )


def parts(*items: tuple[str, int, int]) -> Chart:
    told = [(name, first * THOUSAND, second * THOUSAND) for name, first, second in items]
    return parts_chart("Much drawn", "Earmarked reserves, £000", told, done="balance", left="drawn")


def month(at: int) -> DataPeriod:
    year, month_before = divmod(2018 * 12 + at + 3, 12)
    return DataPeriod.parse(f"{month_before + 1:02d}/{year}")


def control(
    *values: float | None,
    target: str = "",
    upper: str = "",
    unit: Unit = Unit.NUMBER,
    sign: int = 1,
    anew: Sequence[int] = (),
) -> Chart:
    """The chart of a series of months, drawn as a report draws it."""
    points = [
        SeriesPoint(month(at), Fraction(str(value)), Cell("series.csv", row=at + 2))
        for at, value in enumerate(values)
        if value is not None
    ]
    aim = Aim(lowest=Fraction(target)) if target else None
    end = Reading(unit, Decimal(upper)) if upper else None
    asked = Target(TargetKind.VALUE, Reading(unit, Decimal(target)), upper=end) if target else Target(TargetKind.NONE)
    found = judge(points, sign=sign, rebase=[month(at).start for at in anew], aim=aim)
    move = SimpleNamespace(alone="")
    row = SimpleNamespace(named="M1", unit=unit, decimals=0, year_target=asked, control=found, move=move)
    shown = over_time(row)
    assert shown
    return shown.drawn


def beside(*groups: tuple[str, str, Sequence[str]], good: bool = True) -> Chart:
    """The chart of groups: name, our figure, theirs."""
    strips = [
        Strip(
            name,
            RankedPlace(ours, float(ours.replace(",", ""))),
            tuple(RankedPlace(other, float(other.replace(",", ""))) for other in others),
            RankedPlace(others[0], float(others[0].replace(",", ""))),
            f"1st of {len(others) + 1}",
            good,
        )
        for name, ours, others in groups
    ]
    rows = [(f"Council {at}", *[value] * 2) for _, ours, others in groups for at, value in enumerate([ours, *others])]
    rows += [("Place", f"1st of {len(others) + 1}", "") for _, _, others in groups]
    return strip_chart(
        "1st of all", "M1, beside other councils", strips, ("Compared with", "Figure", "This council against it"), rows
    )


EVEN = [70, 72, 74, 71, 73, 69] * 4
EXTREMES = [50, 51, 90, 49, 50, 10, 51, 50] * 8  # signals up and down, again and again
CASES = {
    "beside: one group": beside(("Nearest neighbours", "82.0", ["79.1", "71.2", "88.3", "79.0"])),
    "beside: three groups, low is good": beside(
        ("A", "1", ["2", "3"]), (LONG, "3", ["2", "1"]), (CAPITALS, "2", ["2", "2"]), good=False
    ),
    "beside: all the same": beside(("A", "5", ["5", "5"])),
    "beside: millions": beside(("A", "12,345,678", ["11,111,111", "98,765,432"])),
    "control: usual": control(*EVEN, target="80"),
    "control: better, then worse": control(*EVEN, *[82, 83, 81, 82, 84, 81, 83], *EVEN[:8], 20, target="75"),
    "control: low is good": control(*EVEN, 95, 96, sign=-1),
    "control: neither is good": control(*EVEN, 95, 20, sign=0),
    "control: signals again and again": control(*EXTREMES, target="50"),
    "control: up and down at once": control(*[-90, 10] * 6, *range(40, 20, -2), target="0"),
    "control: gaps": control(*EVEN[:9], None, None, *EVEN[:9], None, *EVEN[:7], target="70"),
    "control: limits anew": control(*EVEN, *[value + 20 for value in EVEN], anew=[24], target="80"),
    "control: limits anew at both ends": control(*EVEN, anew=[1, 2, 23], target="80"),
    "control: limits anew in every month": control(*EVEN, anew=range(24)),
    "control: few points": control(70, 71, 72, target="75"),
    "control: one point": control(70, target="75"),
    "control: one figure": control(*[70] * 14, target="70"),
    "control: target on the mean": control(*EVEN, target="71"),
    "control: a band": control(*EVEN, target="65", upper="75", sign=0),
    "control: target far above": control(*EVEN, target="5000"),
    "control: hardly any ups and downs": control(*EVEN, 9_000, target="70"),
    "control: millions": control(*[value * 152_345 for value in EVEN], target="12500000"),
    "control: below 0": control(*[value - 71 for value in EVEN], target="-3"),
    "control: all below 0": control(*[-value * 1_000 for value in EVEN], target="-71000"),
    "control: percentages near 100": control(*[99, 98, 100, 97] * 4, 100, unit=Unit.PERCENTAGE, target="99"),
    "control: ten years": control(*EVEN * 5, target="80"),
    "measure: on target": measure(90, 95, 100, target=100),
    "measure: just below the target each year": measure(81.8, 81.3, 80.7, target=82.0, unit="%"),
    "measure: just below 100": measure(99.81, 99.87, 99.92, 99.96, target=99.91, unit="%"),
    "measure: hardly different": measure(50.001, 50.002, 50.003, target=50.002, unit="%"),
    "measure: target far above": measure(1, 2, 3, target=1_000),
    "measure: target far below": measure(1_000, 2_000, 3_000, target=1),
    "measure: target 0": measure(5, 3, 0, target=0),
    "measure: all 0": measure(0, 0, 0, target=0),
    "measure: no target": measure(211_223, 208_000, 215_000, target=None),
    "measure: millions": measure(1_075_550, 1_120_051, 12_345_678, target=12_500_000),
    "measure: no figure first": measure("Not applicable", 2_021, 8_032, target=5_000),
    "measure: no figure last": measure(33, 35, "Not available", target=45),
    "measure: below 0": measure(-5, 3, -2, target=1, unit="%"),
    "measure: all below 0": measure(-5, -3, -2, target=-1, unit="%"),
    "measure: target through low figures": measure(67.9, 66.3, 70.1, 73.8, target=72.5, unit="%"),
    "measure: target through missing words": measure("Not available", 2_021, 8_032, target=700),
    "measure: a band": measure(38, 44, 51, target=40, bound=55, unit="%"),
    "measure: target and floor close together": measure(84, 88, 86, target=90, bound=87, unit="%"),
    "measure: six years": measure(81.8, 81.3, 80.7, 79.9, 78.0, 82.5, target=82.0, unit="%"),
    "money: surplus": money(5_642, 5_598),
    "money: far over": money(1_200, 123_456),
    "money: net income": money(-5_642, -5_598),
    "money: from spending to income": money(100, -4_000),
    "money: nothing": money(0, 0),
    "money: a large council": money(1_234_567, 1_234_568),
    "parts: long name": parts((LONG, 1_500, 500), ("Short", 30, 10)),
    "parts: name in capitals": parts((CAPITALS, 1_500, 500)),
    "parts: large": parts(("Reserve", 1_234_567, 1_234_567)),
    "parts: nothing left": parts(("Reserve", 0, 500)),
    "parts: overdrawn": parts(("Reserve", -200, 500), ("Other", 400, 0)),
    "parts: paid in": parts(("Reserve", 700, -500), ("Other", 400, 0)),
    "parts: all 0": parts(("Reserve", 0, 0)),
    "parts: twelve": parts(*[(f"Reserve number {at}", 100 * at, 10) for at in range(1, 13)]),
}


@pytest.mark.parametrize("font", FONTS)
def test_words_of_a_chart_keep_apart_and_within(open_page: OpenPage, font: str) -> None:
    page = open_page("index", bypass_csp=True)

    assert crowded(page, {name: drawn.picture for name, drawn in CASES.items()}, font) == []


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("font", FONTS)
def test_words_of_a_pages_charts_keep_apart_and_within(open_page: OpenPage, name: str, font: str) -> None:
    page = open_page(name, bypass_csp=True)
    sources = {figure["title"]: figure["source"] for figure in page.eval_on_selector_all("figure", FIGURES)}

    assert len(sources) > 3
    assert crowded(page, sources, font) == []


def test_crowded_words_are_found(open_page: OpenPage) -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="50"><text x="5" y="20">One word</text>'
        '<text x="9" y="22">Another</text><text x="170" y="45">leaves it</text>'
        '<path d="M 0 41 L 200 41" stroke="#000" stroke-dasharray="4 3"/></svg>'
    )

    assert crowded(open_page("index", bypass_csp=True), {"made up": svg}, "wide") == [
        'made up: "One word" lies on "Another"',
        'made up: "leaves it" leaves the picture',
        'made up: a line runs through "leaves it"',
    ]


@pytest.mark.parametrize("name", REPORTS)
def test_a_chart_is_described_by_its_own_figures(open_page: OpenPage, name: str) -> None:
    found = open_page(name, details=True).eval_on_selector_all("figure", FIGURES)

    assert len(found) > 3
    assert [figure["title"] for figure in found if figure["details"] + figure["inRow"] != 1] == []
    assert {figure["title"]: wrong for figure in found if (wrong := undescribed(figure))} == {}
    assert len({figure["alt"] for figure in found}) == len(found)


@pytest.mark.parametrize("case", CASES)
def test_whatever_a_chart_shows_is_told(case: str) -> None:
    drawn = CASES[case]
    figure = {"title": f"{drawn.title} {drawn.shows}", "alt": drawn.alt, "source": drawn.picture}

    assert undescribed({**figure, **described(drawn)}) == []


def test_a_picture_without_its_figures_is_found() -> None:
    drawn = CASES["measure: on target"]
    figure = {"title": f"{drawn.title} {drawn.shows}", "source": drawn.picture, **described(drawn)}

    assert undescribed({**figure, "alt": drawn.title}) != []
    assert undescribed({**figure, "alt": drawn.alt.replace("95", "96")}) != []


@pytest.mark.parametrize("name", REPORTS)
def test_words_of_a_chart_can_be_read_on_a_phone(open_page: OpenPage, name: str) -> None:
    """A chart shrinks to the screen, but its words never below 9 pixels; at 390 they have 11."""
    shown = open_page(name, width=PHONE).eval_on_selector_all(
        "figure svg",
        "all => all.map(one => [one.getAttribute('aria-label'), one.outerHTML, one.getBoundingClientRect().width])",
    )

    assert len(shown) > 3
    sizes = {alt: width * smallest_font(source) for alt, source, width in shown}
    assert {alt: size for alt, size in sizes.items() if size < 9} == {}


def described(drawn: Chart) -> dict[str, Any]:
    """What stands for a chart's picture, as the page's own are read."""
    return {
        "header": list(drawn.header),
        "rows": [list(row) for row in drawn.rows],
        "many": "points from" in drawn.alt,
        "beside": drawn.beside,
    }


def crowded(page: Page, sources: dict[str, str], font: str) -> list[str]:
    """What is wrong with the charts' words in the font, each chart shown alone at its full size."""
    figures = "\n".join(
        f'<figure data-title="{html.escape(title)}" style="margin: 0">{source}</figure>'
        for title, source in sources.items()
    )
    page.set_content(f"<style>{STYLE}{font_rules(font, 'text, tspan')}</style><div class='pprr'>{figures}</div>")
    await_font(page, font)
    assert page.locator("svg text").count() >= len(sources)
    return page.evaluate(CROWDED)


def undescribed(figure: dict[str, Any]) -> list[str]:
    """What a chart or its table shows that its alternative text does not say, and the other way round."""
    alt, title = figure["alt"], figure["title"]
    # Too many figures to tell each of them: the table does.
    has_many = figure["many"] or any(label.startswith("This council against it") for label in figure["header"])
    columns = [
        (at, label)
        for at, label in enumerate(figure["header"])
        if label != "All measures" and not label.startswith("Read from")
    ]
    wrong = []
    for row in [] if has_many else figure["rows"]:
        places = list(re.finditer(rf"{re.escape(row[0])}(?=[:\s])", alt, re.IGNORECASE))
        told = alt[places[-1].end() :].split(";")[0].lower() if places else ""
        for at, label in columns[1:]:
            name, figures = label.removesuffix("£000").strip().lower(), row[at].lower()
            ways = [f"{name} {figures}", f"{figures} {name}"] if name not in {"", "figure"} else [figures]
            if figures != "0" and not any(re.search(rf"(?<![\d,.]){re.escape(way)}(?!\d)", told) for way in ways):
                wrong.append(f"{row[0]}: {label}, {row[at]} is not told")
    shown = re.findall(r"<text[^>]*>([^<]*)</text>", figure["source"])
    tabled = [cell for row in [figure["header"], *figure["rows"], *figure["beside"]] for cell in row]
    # How many points there are may be told, and the month and the year of one.
    tabled.append(str(sum(bool(figures_in(cell)) for row in figure["rows"] for cell in row[1:])))
    tabled += [str(int(label[:4]) + on) for label in figure["header"] if re.match(r"\d{4}/", label) for on in (0, 1)]
    wrong += [f"{one} is shown and not told" for one in sorted(figures_in(*shown) - figures_in(alt))]
    wrong += [
        f"{one} is told and nowhere shown" for one in sorted(figures_in(alt) - figures_in(title, *shown, *tabled))
    ]
    return wrong


def figures_in(*texts: str) -> set[str]:
    """The numbers that stand in the texts, as printed."""
    return {found for text in texts for found in re.findall(r"\d(?:[\d,.]*\d)?", text)}


def smallest_font(svg: str) -> float:
    """The size of a drawing's smallest words, as a part of its width."""
    [width] = re.findall(r'viewBox="0 0 ([\d.]+) ', svg)
    return min([9.5, *(float(size) for size in re.findall(r'font-size="([\d.]+)"', svg))]) / float(width)
