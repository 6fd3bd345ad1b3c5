"""A Word document of a page holds its figures; it has Word's own headings, repeating heads and words for pictures."""

import io
import json
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from bs4 import BeautifulSoup
from builders.command import pprr
from builders.project import PERIOD, PORTFOLIO
from builders.published import DOWNLOADS, PAGE, RECORD, copy_of
from builders.told import refused, sentence
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table
from PIL import Image

from pprr.domain.errors import PaperError
from pprr.formats import thousands
from pprr.paper import word
from pprr.paper.blocks import Grid, Paragraph, PlacedPicture, blocks_of
from pprr.paper.tree import tree_of
from pprr.project import Project

pytestmark = pytest.mark.kernel

WORD = f"{DOWNLOADS}/{PORTFOLIO}.docx"
MONEY = {  # the caption that a table of the record has in the document, and the column of the record behind each column
    "outturn": ("Outturn position", [None, "cash_limit", "expenditure", "appropriations", "outturn", "variance"]),
    "reserves": ("Earmarked reserves", [None, None, None, "approved", "change", "balance"]),
    "savings": ("Portfolio savings", [None, None, "value", "achieved", None, None]),
}


@pytest.fixture(scope="module")
def project(good: Project, tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = copy_of(good, tmp_path_factory.mktemp("word") / "project")
    result = pprr("word", PORTFOLIO, str(PERIOD), project=project)
    assert result.returncode == 0, result.stderr
    return project


@pytest.fixture(scope="module")
def written(project: Project) -> Document:
    return docx.Document(str(project.site / WORD))


@pytest.fixture(scope="module")
def page(project: Project) -> BeautifulSoup:
    """The page, without the sources, which are for a screen."""
    found = BeautifulSoup((project.site / PAGE).read_text(encoding="utf-8"), "html.parser")
    found.select_one("#sources").find_parent(class_="pprr").decompose()
    return found


@pytest.fixture(scope="module")
def record(project: Project) -> dict[str, list[dict[str, object]]]:
    """The rows of each table of the record, by its name."""
    found = json.loads((project.site / RECORD).read_text(encoding="utf-8"))["tables"]
    return {
        name: [dict(zip([column["name"] for column in table["columns"]], row, strict=True)) for row in table["rows"]]
        for name, table in found.items()
    }


def flat(text: object) -> str:
    return " ".join(str(text).split())


def captioned(written: Document) -> Iterator[tuple[str, Table]]:
    """Each table with the caption above it."""
    before = ""
    for block in written.iter_inner_content():
        if isinstance(block, Table):
            yield before, block
        elif block.text:
            before = block.text


def rows_of(table: Table) -> list[list[str]]:
    return [[flat(cell.text) for cell in row.cells] for row in table.rows]


def test_every_measure_stands_as_in_the_record(written: Document, record: dict[str, list[dict[str, object]]]) -> None:
    tables = [table for caption, table in captioned(written) if caption.startswith("Measures of priority")]
    rows = {row[0]: row for table in tables for row in rows_of(table)[1:]}

    assert len(rows) == len(record["measures"]) > 5
    for one in record["measures"]:
        [found] = [row for name, row in rows.items() if name.startswith(flat(f"{one['code']} {one['name']}"))]
        history = [reading for reading in record["readings"] if reading["measure_id"] == one["measure_id"]][:3]
        printed = [str(reading["as_printed"]) for reading in history]
        shown = [cell.replace(" figure for ", " ") for cell in found[1:4]]
        assert [cell for cell, figure in zip(shown, printed, strict=True) if not cell.startswith(figure)] == []
        assert found[4].startswith(str(one["target_as_printed"]))
        assert found[5:] == [one["status_as_printed"], one["trend"] or "No trend"]


@pytest.mark.parametrize("name", MONEY)
def test_every_amount_stands_as_in_the_record(
    written: Document, record: dict[str, list[dict[str, object]]], name: str
) -> None:
    caption, columns = MONEY[name]
    [table] = [table for found, table in captioned(written) if found.startswith(caption)]
    expected = [
        [thousands(round(float(str(row[column])) * 100_000)) for column in columns if column] for row in record[name]
    ]
    found = [[row[at] for at, column in enumerate(columns) if column] for row in rows_of(table)[1:]]

    assert found[: len(expected)] == expected


def test_its_headings_are_those_of_the_page(written: Document, page: BeautifulSoup) -> None:
    found = [
        (one.style.name.removeprefix("Heading "), flat(one.text))
        for one in written.paragraphs
        if one.style.name.startswith("Heading")
    ]

    assert found == [(tag.name[1:], flat(tag.get_text(" "))) for tag in page.select("main :is(h1, h2, h3, h4, h5, h6)")]


def test_the_head_of_every_table_repeats_and_no_row_breaks(written: Document) -> None:
    tables = list(written.tables)
    heads = [
        [at for at, row in enumerate(table.rows) if row._tr.find(f".//{qn('w:tblHeader')}") is not None]
        for table in tables
    ]
    whole = [all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in table.rows) for table in tables]

    assert len(tables) > 12
    assert heads == [[0]] * len(tables)
    assert all(whole)


def test_every_chart_is_there_with_its_words(written: Document, page: BeautifulSoup) -> None:
    found = [one.get("descr") for one in written.element.iter(qn("wp:docPr"))]

    assert found == [tag["aria-label"] for tag in page.select("main svg.chart")]
    assert len(found) > 10


def test_a_chart_has_the_colours_of_the_page(page: BeautifulSoup) -> None:
    pictures = [one for one in blocks_of(tree_of(str(page)), accent="#12436D") if isinstance(one, PlacedPicture)]
    for one in pictures:
        found = Image.open(io.BytesIO(one.data)).convert("RGB")
        colours = {colour for _, colour in found.getcolors(1 << 24)}
        assert {(0x12, 0x43, 0x6D), (255, 255, 255)} <= colours


def test_it_says_what_it_is_and_in_which_language(written: Document, page: BeautifulSoup) -> None:
    about = written.core_properties
    [section] = written.sections

    assert (about.title, about.language) == (page.title.get_text(), "en-GB")
    assert {one.get(qn("w:val")) for one in written.styles.element.iter(qn("w:lang"))} == {"en-GB"}
    assert section.header.paragraphs[0].text == f"{about.title}  Draft"
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)


def test_sources_are_left_out(written: Document) -> None:
    text = "\n".join(word.read_back(_saved(written)))

    assert "Read from" not in text
    assert "performance.xlsx" not in text


def _saved(written: Document) -> bytes:
    stream = io.BytesIO()
    written.save(stream)
    return stream.getvalue()


def test_the_members_edition_is_written_too(project: Project) -> None:
    text = list(word.read_back((project.site / DOWNLOADS / "members.docx").read_bytes()))

    assert "What needs attention" in text
    assert "Earmarked reserves approved, balance, drawn" in [flat(one) for one in text]


PAGE_OF_ODD_WORDS = """<html lang="en-GB"><head><title>T</title></head><body><header><p>Made-up Council
<span class="state">Draft</span></p></header>
<main><h2>R&amp;D &lt;5%</h2><p>One <strong>two</strong>\x0c three.<br>Four</p>
<ul><li>Five</li><li><p>Six</p></li></ul>
<table><thead><tr><th>A</th><th>B</th><th>Read from</th></tr></thead><tbody><tr><th colspan="3">Group</th></tr>
<tr><th>C</th><td class="number">(44)<span class="why">late</span></td><td>x.csv</td></tr></tbody></table>
<img src="data:image/webp;base64,AAAA" alt="A cat"></main></body></html>"""


def test_odd_words_come_through_whole() -> None:
    found = list(word.read_back(word.word_of(PAGE_OF_ODD_WORDS, accent="#12436D")))

    assert found == [
        *("R&D <5%", "One two three.\nFour", "Five", "Six"),
        *("A", "B", "Group", "C", "(44)\nlate", "Picture on the page: A cat"),
    ]


def test_a_heading_of_nothing_but_sources_is_left_out_with_them() -> None:
    page = "<main><h2>One</h2><p>Two</p><h2>Appendix: sources</h2><div><h3 id='sources'>Sources</h3></div></main>"

    assert [one.level for one in blocks_of(tree_of(page), accent="#12436D")] == [2, 0]


def test_looks_of_words_are_kept() -> None:
    [heading, paragraph, *_, grid, _] = blocks_of(tree_of(PAGE_OF_ODD_WORDS), accent="#12436D")

    assert isinstance(heading, Paragraph)
    assert isinstance(paragraph, Paragraph)
    assert isinstance(grid, Grid)
    assert (heading.level, [one.text for one in paragraph.phrases if one.bold]) == (2, ["two"])


def test_a_document_that_lost_a_figure_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    read_back = word.read_back
    monkeypatch.setattr(word, "read_back", lambda data: (text.replace("(44)", "44") for text in read_back(data)))
    with refused(PaperError, "word-differs", wanted="(44)\nlate", found="44\nlate"):
        word.word_of(PAGE_OF_ODD_WORDS, accent="#12436D")


def test_without_the_library_the_command_says_what_to_install(project: Project, tmp_path: Path) -> None:
    result = pprr("word", str(PERIOD), project=project, before="import sys; sys.modules['docx'] = None")

    assert (result.returncode, sentence("docx-not-installed") in result.stderr) == (2, True)
