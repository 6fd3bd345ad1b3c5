"""A page runs nothing and asks no other machine for anything, whatever stands in the words and cells it shows.

Its chapters are those of the notebook, in order; what speaks to the analyst stays out of it; and it is light.
"""

import html
import json
import re
import subprocess
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup, Tag
from builders.command import pprr
from builders.files import change_rows, replace_text, rewrite_csv
from builders.project import (
    AGREEMENT,
    EXTRACTS,
    PERFORMANCE,
    PERIOD,
    PORTFOLIO,
    SECOND_PORTFOLIO,
    add_second_portfolio,
    copy_project,
)
from builders.published import INDEX, NOTEBOOK, PAGE
from hypothesis import given
from hypothesis import strategies as st

from pprr.commentary.draft import draft
from pprr.html.elements import Html
from pprr.html.markdown import words
from pprr.project import Project
from pprr.run.publish.page import Imprint, clean_html, markdown, page_of

CHART = "data:image/svg+xml;base64,"
POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
MOST_BYTES, MOST_BYTES_WITH_CHARTS = 100_000, 150_000
CHART_TAGS = {"svg", "g", "text", "path", "rect", "tspan", "circle"}
CHART_ATTRIBUTES = {
    *("class", "d", "x", "y", "width", "height", "cx", "cy", "r", "transform"),
    *("text-anchor", "font-size", "stroke-width", "stroke-dasharray"),
}

PAYLOADS = [
    pytest.param("<script>alert(1)</script>", id="script"),
    pytest.param("<ScRiPt src=//evil.example/x.js></sCrIpT>", id="script from elsewhere"),
    pytest.param('<img src="x" onerror="alert(1)">', id="picture that fails"),
    pytest.param('<img src="http://evil.example/pixel.png">', id="picture from elsewhere"),
    pytest.param('<img src="//evil.example/pixel.png">', id="picture without a scheme"),
    pytest.param('<img srcset="http://evil.example/pixel.png 1x">', id="set of pictures"),
    pytest.param('<img src="data:text/html;base64,PHNjcmlwdD4=">', id="picture that is a page"),
    pytest.param("<b onmouseover=alert(1)>words</b>", id="handler"),
    pytest.param('<a href="javascript:alert(1)">here</a>', id="link that runs"),
    pytest.param('<a href=" JaVa\tScRiPt:alert(1)">here</a>', id="link that runs, with a tab"),
    pytest.param('<a href="&#106;avascript:alert(1)">here</a>', id="link that runs, as a character reference"),
    pytest.param('<a href="data:text/html,<script>alert(1)</script>">here</a>', id="link that holds a page"),
    pytest.param('<a href="da\tta:text/html,alert">here</a>', id="link that holds a page, with a tab"),
    pytest.param('<a href="\x01data:text/html,alert">here</a>', id="link that holds a page, with a control character"),
    pytest.param('<a href="vbscript:msgbox(1)">here</a>', id="link in another script"),
    pytest.param("<svg onload=alert(1)><script>alert(1)</script></svg>", id="drawing"),
    pytest.param('<math><mi xlink:href="javascript:alert(1)">x</mi></math>', id="formula"),
    pytest.param('<iframe srcdoc="<script>alert(1)</script>"></iframe>', id="frame"),
    pytest.param("<style>@import url(http://evil.example/x.css);</style>", id="style"),
    pytest.param('<p style="background: url(http://evil.example/x.png)">words</p>', id="style of an element"),
    pytest.param('<link rel="stylesheet" href="http://evil.example/x.css">', id="style sheet from elsewhere"),
    pytest.param('<meta http-equiv="refresh" content="0; url=http://evil.example/">', id="refresh"),
    pytest.param('<base href="http://evil.example/">', id="base"),
    pytest.param('<form action="http://evil.example/"><input name="password"></form>', id="form"),
    pytest.param('<object data="http://evil.example/x.swf"></object>', id="object"),
    pytest.param('<video src="http://evil.example/x.mp4"></video>', id="film"),
    pytest.param('<table background="http://evil.example/x.png"><tr><td>1</td></tr></table>', id="background"),
    pytest.param("<template><script>alert(1)</script></template>", id="template"),
    pytest.param('<a href="/x" ping="http://evil.example/">here</a>', id="ping"),
    pytest.param('<noscript><p title="</noscript><img src=x onerror=alert(1)>">', id="mutation"),
]

_FORBIDDEN_TAGS = {
    *("script", "style", "iframe", "frame", "object", "embed", "applet", "math", "template", "noscript"),
    *("form", "input", "button", "select", "textarea", "link", "meta", "base", "video", "audio", "source", "portal"),
}
_FORBIDDEN_ATTRIBUTES = {
    *("style", "srcset", "srcdoc", "background", "action", "formaction", "data", "poster", "ping", "http-equiv"),
    *("xlink:href", "target"),
}


def dangers(text: str) -> list[str]:
    """What in the HTML could run or ask another machine for something."""
    found = []
    for element in BeautifulSoup(text, "html.parser").find_all(True):
        if element.name in _FORBIDDEN_TAGS or (element.find_parent("svg") and element.name not in CHART_TAGS):
            found.append(f"<{element.name}>")
        for name, value in element.attrs.items():
            if name.startswith("on") or name in _FORBIDDEN_ATTRIBUTES:
                found.append(f"<{element.name} {name}>")
            # Browsers skip control characters and white space before they look for the scheme.
            address = re.sub(r"[\x00-\x20]", "", str(value)).lower()
            if name == "src" and not address.startswith(CHART):
                found.append(f"<{element.name} src={address}>")
            if element.name in CHART_TAGS and name != "aria-label" and re.search(r"url\(|[a-z]:", address):
                found.append(f"<{element.name} {name}={address}>")
            if name == "href" and re.match(r"(?!https?:|mailto:)[a-z][a-z0-9+.-]*:", address):
                found.append(f"<{element.name} href={address}>")
    return found


def text_of(text: str) -> str:
    """The words of the HTML."""
    return as_one_line(BeautifulSoup(text, "html.parser").get_text())


def as_one_line(text: str) -> str:
    """The text without control characters, and with single spaces."""
    return " ".join(re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", text).split())


def levels_of(text: str) -> list[int]:
    """The levels of its headings."""
    return [int(heading.name[1]) for heading in BeautifulSoup(text, "html.parser").find_all(re.compile(r"^h[1-6]$"))]


@pytest.fixture(scope="module")
def page(good: Project) -> str:
    return (good.site / PAGE).read_text("utf-8")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_whatever_runs_or_asks_elsewhere_is_taken_out(payload: str) -> None:
    assert dangers(payload), "the test must see what it tests"
    assert dangers(clean_html(payload)) == []
    assert dangers(clean_html(f"<table><tr><td>{payload}</td></tr></table>")) == []


@pytest.mark.parametrize("payload", PAYLOADS)
def test_words_show_html_as_typed(payload: str) -> None:
    for typed in (payload, f"Words {payload} words.", f"- {payload}", f"> {payload}"):
        shown = words(typed, below=2)
        assert dangers(shown) == []
        assert as_one_line(html.unescape(payload)) in text_of(shown)


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("fell to \u202e%81\u202c", id="the order turned"),
        pytest.param("fell to \u2067%81\u2069", id="the order turned within an island"),
        pytest.param("fell to \x1b%81", id="an escape character"),
        pytest.param("fell to %8\x001", id="no character at all"),
    ],
)
def test_a_figure_reads_as_it_is_checked(typed: str) -> None:
    assert words(typed, below=2) == "<p>fell to %81</p>"


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_templates_own_markdown_shows_html_as_typed(payload: str) -> None:
    assert dangers(markdown(f"## Chapter\n\nWords {payload}")) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[here](javascript:alert(1))", id="link that runs"),
        pytest.param("[here](<javascript:alert(1)>)", id="link that runs, in brackets"),
        pytest.param("[here][there]\n\n[there]: javascript:alert(1)", id="link by reference"),
        pytest.param("[here](data:text/html,alert)", id="link that holds a page"),
        pytest.param("[here](data:image/png;base64,AAAA)", id="link that holds a picture"),
        pytest.param("[here](file:///c:/secret)", id="link to a file"),
        pytest.param("<javascript:alert(1)>", id="address that runs"),
        pytest.param("![picture](http://evil.example/pixel.png)", id="picture from elsewhere"),
        pytest.param("![picture](data:image/svg+xml;base64,AAAA)", id="picture within"),
        pytest.param('[here](/x "title\\" onclick=alert(1) \\"")', id="title with a handler"),
        pytest.param("```html\n<script>alert(1)</script>\n```", id="block of code"),
        pytest.param("`<script>alert(1)</script>`", id="piece of code"),
        pytest.param("| <script>alert(1)</script> |\n|---|\n| <img src=x onerror=alert(1)> |", id="table"),
    ],
)
def test_markdown_brings_nothing_that_runs(text: str) -> None:
    for shown in (words(text, below=3), clean_html(markdown(text))):
        assert dangers(shown) == []
        assert "<img" not in shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://example.org/x", "https://example.org/x"),
        ("http://example.org/", "http://example.org/"),
        ("mailto:someone@example.org", "mailto:someone@example.org"),
        ("../2018-19-annual/x.html", "../2018-19-annual/x.html"),
    ],
)
def test_words_keep_good_links(text: str, expected: str) -> None:
    assert f'<p><a href="{expected}" rel="noopener noreferrer">here</a></p>' == words(f"[here]({text})", below=2)


@pytest.mark.parametrize(
    ("text", "below", "expected"),
    [
        pytest.param("# a\n## b\n### c", 2, [3, 4, 5], id="one after the other"),
        pytest.param("# a\n#### b\n## c", 2, [3, 4, 4], id="a level skipped"),
        pytest.param("### a\n# b", 2, [3, 3], id="the highest is not the first"),
        pytest.param("## a\n## b", 4, [5, 5], id="under a measure"),
        pytest.param("# a\n## b\n### c\n#### d", 4, [5, 6, 6, 6], id="no level is left"),
        pytest.param("a\n===\n\nb\n---", 3, [4, 5], id="underlined"),
        pytest.param("> # a\n\n- ## b", 3, [4, 5], id="in a quotation and a list"),
        pytest.param("no heading", 3, [], id="none"),
    ],
)
def test_headings_stand_below_the_one_they_belong_to(text: str, below: int, expected: list[int]) -> None:
    assert expected == levels_of(words(text, below=below))


@given(
    levels=st.lists(st.integers(min_value=1, max_value=6), min_size=1, max_size=12),
    below=st.integers(min_value=2, max_value=4),
)
def test_no_heading_skips_a_level(levels: list[int], below: int) -> None:
    text = "\n\n".join(f"{'#' * level} heading" for level in levels)

    shown = levels_of(words(text, below=below))

    assert len(levels) == len(shown)
    assert shown[0] == below + 1
    assert skipped([below, *shown]) == []
    assert min(shown) > below


def test_tables_in_words_have_scopes() -> None:
    text = "| Quarter | Calls |\n|:--|--:|\n| Q1 | 83% |"

    assert words(text, below=3) == (
        '<div class="scroll" role="group" aria-label="Table in the commentary" tabindex="0">\n'
        "<table>\n<caption>Table in the commentary</caption>\n"
        '<thead>\n<tr>\n<th scope="col">Quarter</th>\n<th scope="col" class="number">Calls</th>\n</tr>\n</thead>\n'
        "<tbody>\n"
        '<tr>\n<td>Q1</td>\n<td class="number">83%</td>\n</tr>\n</tbody>\n</table>\n</div>'
    )


def test_only_html_of_cells_that_ran_well_is_published() -> None:
    outputs = [
        nbformat.v4.new_output("stream", name="stdout", text="from print"),
        nbformat.v4.new_output("stream", name="stderr", text="from a warning"),
        nbformat.v4.new_output("error", ename="ValueError", evalue="from an error", traceback=["from a traceback"]),
        nbformat.v4.new_output("display_data", {"text/plain": "from text"}),
        nbformat.v4.new_output("display_data", {"text/markdown": "from Markdown"}),
        nbformat.v4.new_output("display_data", {"text/latex": "from LaTeX"}),
        nbformat.v4.new_output("display_data", {"text/vnd.mermaid": "from mermaid"}),
        nbformat.v4.new_output("display_data", {"application/javascript": "from JavaScript"}),
        nbformat.v4.new_output("display_data", {"image/svg+xml": "<svg><text>from SVG</text></svg>"}),
        nbformat.v4.new_output("display_data", {"image/png": "ZnJvbSBQTkc="}),
        nbformat.v4.new_output("execute_result", {"text/html": "<p>from HTML</p>", "text/plain": "from text"}),
        nbformat.v4.new_output("display_data", {"text/html": "<p>and <b onclick=a>more</b></p><script>1</script>"}),
    ]

    shown = page_of(notebook(code("secret_source()", outputs)), Imprint("en-GB", "#12436D"))

    main = main_of(shown)
    assert "<p>from HTML</p>\n<p>and <b>more</b></p>" in str(main)
    assert main.get_text().count("from ") == 1
    assert [main.find(name) for name in ("img", "svg", "pre", "script")] == [None] * 4
    assert "secret_source" not in shown


def test_what_speaks_to_the_analyst_is_left_out() -> None:
    cells = [
        tagged(nbformat.v4.new_markdown_cell("# Guide\n\n## How to\n\nfor the analyst"), "guide"),
        tagged(code("report", [shown_as("<h2 id='x'>also for the analyst</h2>")]), "guide"),
        tagged(code("cover", [shown_as('<div class="cover"><h1>Title</h1></div>')]), "cover"),
        nbformat.v4.new_markdown_cell("## 1. Chapter & verse\n\nfor everybody"),
        code("sections", [shown_as('<h3 id="part">Part <em>one</em></h3><h4 id="item">Item</h4>')]),
        nbformat.v4.new_markdown_cell("## Appendix"),
    ]

    shown = page_of(notebook(*cells), Imprint("cy-GB", "#801650"))

    assert "analyst" not in main_of(shown).get_text()
    assert "for everybody" in shown
    assert '<html lang="cy-GB">' in shown
    assert "--accent: #801650;" in shown
    assert contents(shown) == [
        ("1-chapter-verse", "1. Chapter & verse"),
        ("part", "Part one"),
        ("appendix", "Appendix"),
    ]
    assert re.findall(r"<h1>|<nav|<h2", shown) == ["<h1>", "<nav", "<h2", "<h2"]


@pytest.mark.kernel
@pytest.mark.parametrize("name", [PAGE, INDEX])
def test_what_the_sanitiser_might_miss_is_forbidden_before_anything_else_is_read(good: Project, name: str) -> None:
    head = BeautifulSoup((good.site / name).read_text("utf-8"), "html.parser").head
    [policy] = head.find_all("meta", {"http-equiv": "Content-Security-Policy"})

    assert policy["content"] == POLICY
    assert [element.attrs for element in policy.find_previous_siblings()] == [{"charset": "utf-8"}]
    assert [element["content"] for element in head.find_all("meta", {"name": "referrer"})] == ["no-referrer"]


@pytest.mark.kernel
@pytest.mark.parametrize("name", [PAGE, INDEX])
def test_nothing_is_asked_of_other_machines(good: Project, name: str) -> None:
    text = (good.site / name).read_text("utf-8")

    assert dangers(body_of(text)) == []
    assert re.findall(r"<(?:script|iframe|object|link|base)\b", text) == []
    assert re.findall(r"@import|url\(|image-set", text[: text.index("</head>")]) == []


@pytest.mark.kernel
def test_a_page_lists_its_chapters_and_sections_in_order(page: str) -> None:
    listed = contents(page)
    lead, report = (main_of(page).find("div", class_=name) for name in ("lead", "report"))

    assert listed[:2] == [("in-short", "In short"), ("attention", "What needs attention")]
    assert listed[-1] == ("downloads", "Downloads")
    assert listed == [
        (heading["id"], as_one_line(heading.get_text()))
        for part in (lead, report)
        for heading in part.find_all(["h2", "h3"], id=True)
    ]


@pytest.mark.kernel
def test_a_pages_headings_and_addresses_are_in_order(page: str) -> None:
    levels = levels_of(page)
    addresses = [element["id"] for element in BeautifulSoup(page, "html.parser").find_all(id=True)]

    assert (levels[0], levels.count(1)) == (1, 1)
    assert skipped(levels) == []
    assert sorted(set(addresses)) == sorted(addresses)
    assert [link for link in re.findall(r'href="#([^"]+)"', page) if link not in addresses] == []


@pytest.mark.kernel
def test_a_pages_links_lead_to_files_that_are_there(good: Project, page: str) -> None:
    folder = (good.site / PAGE).parent
    links = [link for link in re.findall(r'href="([^"#]+)"', page) if not link.startswith(("http", "mailto:"))]

    assert f"{PORTFOLIO}/{PORTFOLIO}.xlsx" in links
    assert [link for link in links if not (folder / html.unescape(link)).is_file()] == []


@pytest.mark.kernel
def test_a_page_is_light_before_its_charts(page: str) -> None:
    charts = re.findall(r'<svg class="chart"', page)

    assert len(charts) > 10
    assert len(page.encode()) < MOST_BYTES_WITH_CHARTS
    assert len(re.sub(r"<svg.*?</svg>", "", page, flags=re.DOTALL).encode()) < MOST_BYTES


@pytest.mark.kernel
def test_the_page_is_what_nbconvert_makes_of_the_kept_notebook_by_hand(
    good: Project, page: str, tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "nbconvert", "--to", "pprr", "--output-dir", str(tmp_path), good.site / NOTEBOOK]

    subprocess.run(command, check=True, capture_output=True, timeout=300)

    assert page.strip() == (tmp_path / f"{PORTFOLIO}.html").read_text("utf-8").strip()


def test_an_empty_piece_prints_nothing_and_a_piece_within_another_is_not_escaped_again() -> None:
    assert Html("")._repr_html_() == ""
    assert Html("<b>")._repr_html_() == '<div class="pprr">\n<b>\n</div>'
    assert repr(Html("<b>")) == repr(Html("<i>"))


HOSTILE = {
    "council": 'Anyborough <script>alert("council")</script> & Council (made up)',
    "portfolio": 'Example <svg onload=alert("portfolio")> Services (made up)',
    "priority": '<iframe src="//evil.example/priority"></iframe>',
    "priority text": 'Text <script>alert("priority text")</script> [link](javascript:alert("priority"))',
    "measure": '<script>alert("measure")</script> of examples given',
    "budget": '<form action="//evil.example/budget"><input></form>',
    "reserve": "<meta http-equiv=refresh>",
    "purpose": "<img src=x onerror=purpose()>",
    "proposal": '"><script>alert("proposal")</script> US$5 \\frac$\x07',
    "information": "<style>* { display: none }</style><a href='data:text/html,information'>information</a>",
    "version": "<b onclick=alert('version')>1.0</b>",
    "notice": "<script>alert('notice')</script> An example & more.",
    "overview": '<img src=x onerror=alert("overview")> and <script>alert("overview")</script>.',
    "commentary": '# <b onclick=alert("commentary")>Heading</b>\n\n<iframe src="//evil.example/commentary"></iframe>',
}
# A link in a cell of an extract is formatting that a system has left there: its words are kept.
SHOWN = HOSTILE | {"information": "<style>* { display: none }</style>information"}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A published copy in which every text that somebody can type holds something that would run."""
    project = add_second_portfolio(copy_project(tmp_path_factory.mktemp("hostile") / "project"))
    root, agreement, extracts = project.root, project.root / AGREEMENT, project.root / EXTRACTS
    name = "Example Services (made up)"
    renamed = {name: HOSTILE["portfolio"]}
    for path in (*agreement.glob("*.csv"), *extracts.glob("*.csv"), root / PERFORMANCE):
        change_rows(path, lambda rows: [[renamed.get(cell, cell) for cell in row] for row in rows])
    replace_text(root / "pprr.toml", '"Anyborough Council (made up)"', json.dumps(HOSTILE["council"]))
    rewrite_csv(agreement / "priorities.csv", SECOND_PORTFOLIO, "title", HOSTILE["priority"])
    rewrite_csv(agreement / "priorities.csv", SECOND_PORTFOLIO, "text", HOSTILE["priority text"])
    rewrite_csv(agreement / "measures.csv", "EXA1.1", "name", HOSTILE["measure"])
    rewrite_csv(extracts / "budget.csv", "Examples moved here", "Description", HOSTILE["budget"])
    rewrite_csv(extracts / "reserves.csv", "Example Reserve", "To be used for", HOSTILE["purpose"])
    rewrite_csv(extracts / "reserves.csv", "Example Reserve", "Reserve Narration", HOSTILE["reserve"])
    rewrite_csv(extracts / "savings.csv", "Fewer examples", "Additional Information", HOSTILE["information"])
    rewrite_csv(extracts / "savings.csv", "Fewer examples", "Proposal", HOSTILE["proposal"])
    sources = extracts / "sources.toml"
    edition = f"[edition]\nversion = {json.dumps(HOSTILE['version'])}\nnotice = {json.dumps(HOSTILE['notice'])}\n\n"
    tables = sources.read_text("utf-8").partition("[performance]")
    sources.write_text(edition + "".join(tables[1:]), "utf-8")
    folder = project.commentary(PERIOD, SECOND_PORTFOLIO)
    draft(folder, ["overview", "EXA1.1"], portfolio=SECOND_PORTFOLIO, name=name, period=str(PERIOD))
    for item, said in (("overview", HOSTILE["overview"]), ("EXA1.1", HOSTILE["commentary"])):
        replace_text(folder / "commentary.ipynb", f'"## {item}\\n"', json.dumps(f"## {item}\n\n{said}"))
    result = pprr("run", SECOND_PORTFOLIO, str(PERIOD), project=project)
    assert result.returncode == 0, result.stderr
    return project


@pytest.mark.kernel
@pytest.mark.parametrize("name", ["page", "index"])
def test_hostile_words_and_cells_reach_the_pages_as_text_alone(hostile: Project, name: str) -> None:
    path = hostile.reports(PERIOD) / f"{SECOND_PORTFOLIO}.html" if name == "page" else hostile.site / INDEX
    expected = SHOWN if name == "page" else {key: HOSTILE[key] for key in ("council", "portfolio", "notice")}
    text = path.read_text("utf-8")
    shown = text_of(body_of(text))

    assert dangers(body_of(text)) == []
    assert re.findall(r"<(?:script|iframe|object|link|form)\b", text) == []
    assert [line for typed in expected.values() for line in printed(typed) if line not in shown] == []


@pytest.mark.kernel
def test_hostile_cells_reach_the_charts_and_their_descriptions_as_text_alone(hostile: Project) -> None:
    page = main_of((hostile.reports(PERIOD) / f"{SECOND_PORTFOLIO}.html").read_text("utf-8"))
    charts = page.find_all("svg", class_="chart")
    told = [chart["aria-label"] for chart in charts]
    elements = [element for chart in charts for element in chart.find_all(True)]
    labels = [as_one_line(element.get_text()) for element in elements if element.name == "text"]
    [proposal] = printed(HOSTILE["proposal"])

    # A long label is shortened in the picture; the table beside it has the whole.
    assert any(label.startswith(proposal[:30]) for label in labels)
    assert any(label.startswith(f"{HOSTILE['reserve']}: <img") for label in labels)
    assert [proposal in as_one_line(alt) for alt in told if "Savings achieved" in alt] == [True]
    assert {element.name for element in elements} <= CHART_TAGS
    assert {name for element in elements for name in element.attrs} <= CHART_ATTRIBUTES


def printed(typed: str) -> list[str]:
    """The lines that a page prints of a typed text: without Markdown's marks, and without unseen characters."""
    return [as_one_line(re.sub(r"^#+ ", "", line)) for line in typed.split("\n") if line]


def notebook(*cells: nbformat.NotebookNode) -> nbformat.NotebookNode:
    return nbformat.v4.new_notebook(cells=list(cells))


def code(source: str, outputs: Sequence[nbformat.NotebookNode]) -> nbformat.NotebookNode:
    return nbformat.v4.new_code_cell(source, outputs=list(outputs), execution_count=1)


def shown_as(text: str) -> nbformat.NotebookNode:
    return nbformat.v4.new_output("execute_result", {"text/html": text}, execution_count=1)


def tagged(cell: nbformat.NotebookNode, tag: str) -> nbformat.NotebookNode:
    cell.metadata["tags"] = [tag]
    return cell


def contents(page: str) -> list[tuple[str, str]]:
    """The address and the words of every entry of the contents list."""
    listed = main_of(page).find("nav", class_="contents")
    return [(link["href"].removeprefix("#"), as_one_line(link.get_text())) for link in listed.find_all("a")]


def main_of(page: str) -> Tag:
    return BeautifulSoup(page, "html.parser").find("main")


def body_of(page: str) -> str:
    return page[page.index("<body") :]


def skipped(levels: Sequence[int]) -> list[tuple[int, int]]:
    """The headings that stand more than one level below the one before them."""
    return [(before, after) for before, after in pairwise(levels) if after > before + 1]
