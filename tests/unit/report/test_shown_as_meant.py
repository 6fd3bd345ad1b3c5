"""What a page makes of a writer's marks: shown as JupyterLab shows it, or named before anybody approves."""

import base64
import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from builders.commentary import Cell, notebook, words
from builders.council import SLUG, quarters

from pprr.commentary.notebooks.own_charts import CHART
from pprr.domain import Period
from pprr.domain.picture import MOST_BYTES
from pprr.html.markdown import words as page_words
from pprr.lab import strip_outputs
from pprr.project import Project
from pprr.report import Report, open_report
from pprr.report.record.content import parts_of
from pprr.report.record.fingerprint import fingerprint
from pprr.run.plan.inputs import notebook_fingerprint

NEW = "2025-26-q2"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
HELD = base64.b64encode(PNG).decode()
IMG = f'src="data:image/png;base64,{HELD}">'
KEYS = {
    *("words-on-no-page", "shown-as-typed", "link-leads-nowhere", "picture-not-shown"),
    *("picture-without-words", "chart-of-other-figures"),
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return quarters(tmp_path_factory.mktemp("shown") / "project", points=("2025-26-q1", NEW))


@pytest.fixture
def folder(project: Project) -> Path:
    folder = project.commentary(Period.parse(NEW), SLUG)
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.iterdir():
        path.unlink()
    return folder


def write(folder: Path, *cells: Cell) -> Path:
    path = folder / "words.ipynb"
    path.write_text(json.dumps(notebook(words("## overview"), *cells)), encoding="utf-8")
    return path


def opened(project: Project) -> Report:
    return open_report(SLUG, NEW, project=project, is_writing=True)


def shown(report: Report) -> str:
    return str(page_words(report.shown_words("overview"), below=2))


def told(report: Report) -> list[tuple[str, str]]:
    """The kind of each query about how words are shown, and its case or what it is about."""
    found = (query for query in report.open_queries if query.key in KEYS)
    return [(query.key, query.fields.get("case") or query.fields.get("name", "")) for query in found]


# The words, a part of what the page has, and what is told.
MARKED: tuple[tuple[str, str, list[tuple[str, str]]], ...] = (
    ("It was ~~struck~~.", "<s>struck</s>", []),
    ("One<br>two<br/>three", "One<br>two<br>three", []),
    ("H<sub>2</sub>O, the 2<sup>nd</sup>", "H<sub>2</sub>O, the 2<sup>nd</sup>", []),
    ("<b>bold</b> <mark>seen</mark> <U>under</U>", "<b>bold</b> <mark>seen</mark> <u>under</u>", []),
    ("- [ ] train\n- [x] recruit", "<li>\u2610 train</li>\n<li>\u2611 recruit</li>", []),
    ("see https://example.org/a_b.", '<a href="https://example.org/a_b" rel="noopener noreferrer">', []),
    ("| a | b |\n|---|--:|\n| 1 | 2 |", '<td class="number">2</td>', []),
    ("Table: Calls in June\n\n| a |\n|---|\n| 1 |", "<caption>Calls in June</caption>", []),
    ("Table: Calls\n| a |\n|---|\n| 1 |", 'aria-label="Calls"', []),
    ("```python\nx = 1\n```", "x = 1", []),
    ("Costs \u00a35 to \u00a36, fewer than <5%", "fewer than &lt;5%", []),
    ("| a |\n|---|\n| 1 | one cell too many |", "<td>1</td>", [("words-on-no-page", "markup")]),
    ("```python and words\nx = 1\n```", "x = 1", [("words-on-no-page", "markup")]),
    ("[Note]: word\n\nThe rest.", "The rest.", [("words-on-no-page", "markup")]),
    ("[Plan][1] [1]\n\n[1]: https://example.org 'The plan'", 'title="The plan"', []),
    ("A claim.[^1]\n\n[^1]: Its source.", "[^1]: Its source.", [("shown-as-typed", "a footnote")]),
    ("[^1]: source", "", [("words-on-no-page", "markup")]),
    ("<span style='color:red'>late</span>", "&lt;span", [("shown-as-typed", "a tag")] * 2),
    ("<details>more</details>", "&lt;details&gt;", [("shown-as-typed", "a tag")] * 2),
    ("A rise of $x^2$ a year", "$x^2$", [("shown-as-typed", "mathematics")]),
    ("```mermaid\ngraph TD\n```", "graph TD", [("shown-as-typed", "a drawing")]),
    ("[plan](file:///c:/plan.docx)", "(file:", [("shown-as-typed", "a link")]),
    ("[plan](plan.docx)", 'href="plan.docx"', [("link-leads-nowhere", "")]),
    ("[plan](\\\\server\\share\\plan.docx)", "plan", [("link-leads-nowhere", "")]),
    ("[there](#elsewhere)", "there", [("link-leads-nowhere", "")]),
    ("[page](../2025-26-q1/page.html)", "../2025-26-q1/page.html", []),
    ("![a rise](http://example.org/a.png)", "[picture: a rise]", [("picture-not-shown", "elsewhere")]),
    ("![a rise](a.png)", "[picture: a rise]", [("picture-not-shown", "missing")]),
    ("![a rise](../../../pprr.toml)", "[picture: a rise]", [("picture-not-shown", "missing")]),
    ("![a rise](attachment:none.png)", "[picture: a rise]", [("picture-not-shown", "missing")]),
    (f"![a rise](data:image/png;base64,{HELD})", f'<img alt="a rise" {IMG}', []),
    ("<b>open, and </i>more", "&lt;b&gt;open, and &lt;/i&gt;more", [("shown-as-typed", "a tag")] * 2),
    ("", "", []),
)


@pytest.mark.parametrize(("text", "part", "expected"), MARKED, ids=[text[:40] for text, *_ in MARKED])
def test_marks_are_shown_as_meant_or_named(
    project: Project, folder: Path, text: str, part: str, expected: list[tuple[str, str]]
) -> None:
    page = project.reports(Period.parse("2025-26-q1")) / "page.html"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text("", encoding="utf-8")
    project.reports(Period.parse(NEW)).mkdir(parents=True, exist_ok=True)
    write(folder, words(text))
    report = opened(project)
    assert part in shown(report)
    assert told(report) == expected


PICTURES = (
    pytest.param("![a rise](attachment:a.png)", {"a.png": PNG}, {}, f'<img alt="a rise" {IMG}', [], id="attached"),
    pytest.param("![a rise](a%20b.png)", {}, {"a b.png": PNG}, f'<img alt="a rise" {IMG}', [], id="beside"),
    pytest.param(
        '![a "rise" <b>](a.png)', {}, {"a.png": PNG}, 'alt="a &#34;rise&#34; &lt;b&gt;"', [], id="hostile words"
    ),
    pytest.param(
        "![image.png](attachment:a.png)",
        {"a.png": PNG},
        {},
        f'<img alt="image.png" {IMG}',
        [("picture-without-words", "")],
        id="as JupyterLab pastes it",
    ),
    pytest.param("![](a.png)", {}, {"a.png": PNG}, '<img alt="" ', [("picture-without-words", "")], id="no words"),
    pytest.param(
        "![a rise](a.png)",
        {},
        {"a.png": PNG + bytes(MOST_BYTES)},
        "[picture: a rise]",
        [("picture-not-shown", "large")],
        id="too large",
    ),
    pytest.param(
        "![a rise](a.svg)", {}, {"a.svg": b"<svg/>"}, "[picture: a rise]", [("picture-not-shown", "kind")], id="drawing"
    ),
    pytest.param(
        "![a rise](a.png)",
        {},
        {"a.png": b"words"},
        "[picture: a rise]",
        [("picture-not-shown", "kind")],
        id="no picture",
    ),
)


@pytest.mark.parametrize(("text", "attached", "beside", "part", "expected"), PICTURES)
def test_pictures_that_the_notebook_holds_or_lie_beside_it_are_on_the_page(
    project: Project,
    folder: Path,
    text: str,
    attached: Mapping[str, bytes],
    beside: Mapping[str, bytes],
    part: str,
    expected: list[tuple[str, str]],
) -> None:
    held = {name: {"image/png": base64.b64encode(data).decode()} for name, data in attached.items()}
    for name, data in beside.items():
        (folder / name).write_bytes(data)
    write(folder, {**words(text), "attachments": held})
    report = opened(project)
    assert part in shown(report)
    assert [one for one in told(report) if one[0] != "file-not-read"] == expected


def test_two_cells_may_call_different_pictures_alike(project: Project, folder: Path) -> None:
    other = PNG + b"other"
    cells = [
        {**words("![one](attachment:image.png)"), "attachments": {"image.png": {"image/png": HELD}}},
        {
            **words("![two](attachment:image.png)"),
            "attachments": {"image.png": {"image/png": base64.b64encode(other).decode()}},
        },
    ]
    write(folder, *cells)
    page = shown(opened(project))
    assert f'<img alt="one" {IMG}' in page
    assert f'<img alt="two" src="data:image/png;base64,{base64.b64encode(other).decode()}">' in page


def test_a_picture_is_part_of_what_is_approved(project: Project, folder: Path) -> None:
    write(folder, words("![a rise](a.png)"))
    found = []
    for data in (PNG, PNG + b"other"):
        (folder / "a.png").write_bytes(data)
        found.append(parts_of(opened(project))["the words of overview"])
    assert found[0] != found[1]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        pytest.param("1. a\n2. b", "1. c", 2, id="a list begins anew"),
        pytest.param("```\nan open fence", "Words.", 1, id="a fence ends with its cell"),
    ],
)
def test_each_cell_is_shown_by_itself(project: Project, folder: Path, first: str, second: str, expected: int) -> None:
    write(folder, words(first), words(second))
    page = shown(opened(project))
    assert page.count("<ol>") + page.count("<p>Words.</p>") == expected


def chart_cell(of: str, *, is_saved: bool = True) -> Cell:
    output = {
        "output_type": "display_data",
        "data": {"image/png": HELD},
        "metadata": {CHART: {"alt": "Calls rose [in] June", "drawn_of": of}},
    }
    other = {"output_type": "stream", "name": "stdout", "text": "37%"}
    return {
        "cell_type": "code",
        "execution_count": 3,
        "metadata": {},
        "source": 'page.chart(report, figure, "Calls rose [in] June")',
        "outputs": [output, other] if is_saved else [],
    }


def test_an_analysts_own_chart_is_on_the_page_with_its_words(project: Project, folder: Path) -> None:
    """As it was saved: nothing is drawn when the page is made."""
    write(folder, words("It rose."))
    of = fingerprint(opened(project).sources)
    path = write(folder, words("It rose."), chart_cell(of), words("And fell."))
    report = opened(project)
    assert f'<p>It rose.</p>\n<p><img alt="Calls rose [in] June" {IMG}</p>\n<p>And fell.</p>' == shown(report)
    assert told(report) == []
    content = json.loads(path.read_text("utf-8"))
    before = notebook_fingerprint(path)
    strip_outputs({"type": "notebook", "content": content})
    assert [len(cell["outputs"]) for cell in content["cells"] if cell["cell_type"] == "code"] == [1]
    content["cells"][2]["outputs"] = []
    path.write_text(json.dumps(content), encoding="utf-8")
    assert notebook_fingerprint(path) != before


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        pytest.param(chart_cell("others"), [("chart-of-other-figures", "")], id="drawn of other figures"),
        pytest.param(chart_cell("", is_saved=False), [("words-on-no-page", "undrawn")], id="not run before the save"),
        pytest.param(
            {**chart_cell("", is_saved=False), "source": "axes.plot([1, 2])"},
            [("words-on-no-page", "own-code")],
            id="shown to the writer alone",
        ),
    ],
)
def test_a_chart_that_is_not_on_the_page_as_it_should_be_is_told(
    project: Project, folder: Path, cell: Cell, expected: list[tuple[str, str]]
) -> None:
    write(folder, words("It rose."), cell)
    assert told(opened(project)) == expected
