"""Words in every place where words can be: each is printed, is guidance or commented out, or is queried."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import pytest
from builders.commentary import Cell, notebook, rewrite_entry, words, write_entries
from builders.council import SLUG, quarters, say
from hypothesis import given
from hypothesis import strategies as st

from pprr.commentary.notebooks.cells import NotebookFile
from pprr.commentary.notebooks.census import GUIDE, Claim, texts_of
from pprr.commentary.notebooks.guidance import GUIDE_TEXT, PREVIEW_TEXT
from pprr.domain import Period, Query, Severity
from pprr.ingest.load import load
from pprr.project import Project
from pprr.report import Report, open_report
from pprr.review.decide import standings

NEW = "2025-26-q2"
TYPED = "The mower broke and was mended in June."
OTHERS = {"overview": "The year began well.", "STATE": "It went as planned."}
SHOW = 'page.item(report, "STATE")'


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return quarters(tmp_path_factory.mktemp("unseen") / "project", points=("2025-26-q1", NEW))


@pytest.fixture
def folder(project: Project) -> Path:
    """The portfolio's folder of words, with two entries and nothing else."""
    folder = project.commentary(Period.parse(NEW), SLUG)
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    return say(project, NEW, OTHERS)


def code(text: str) -> Cell:
    return {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": [], "source": text}


def of_type(kind: str, text: str) -> Cell:
    return {"cell_type": kind, "metadata": {}, "source": text}


def write(folder: Path, *cells: Cell, name: str = "words.ipynb") -> None:
    (folder / name).write_text(json.dumps(notebook(*cells)), encoding="utf-8")


def opened(project: Project) -> Report:
    return open_report(SLUG, NEW, project=project, is_writing=True)


def told(report: Report, *keys: str) -> list[Query]:
    return [query for query in report.open_queries if query.key in keys]


ENTRIES = [words(f"## {item}\n\n{text}") for item, text in OTHERS.items()]
# What stands in the cells behind the entries or before them, and how it is told: the case, and beside which item.
UNPRINTED = (
    pytest.param([*ENTRIES, code(TYPED)], "code", "STATE", id="a Markdown cell turned into code"),
    pytest.param([*ENTRIES, code("Noted")], "code", "STATE", id="one word in a code cell, which is a name to Python"),
    pytest.param([*ENTRIES, code("- recruitment\n- training")], "code", "STATE", id="a list in a code cell"),
    pytest.param([*ENTRIES, code('"It rained."')], "code", "STATE", id="a text of Python"),
    pytest.param([*ENTRIES, code("# It rained.")], "code", "STATE", id="a comment alone"),
    pytest.param([*ENTRIES, code(f"{SHOW}\n# It rained.")], "code", "STATE", id="a comment in the cell of the figures"),
    pytest.param([*ENTRIES, code(f"{SHOW}\nIt rained.")], "code", "STATE", id="words in the cell of the figures"),
    pytest.param([*ENTRIES, code('page.item(report, "It rained in June")')], "own-code", "STATE", id="words to a call"),
    pytest.param([*ENTRIES, code("total = 3\ntotal")], "own-code", "STATE", id="an analyst's own code"),
    pytest.param([*ENTRIES, code("%%markdown\nIt rained.")], "own-code", "STATE", id="words by a magic of IPython"),
    pytest.param([*ENTRIES, of_type("raw", TYPED)], "other", "STATE", id="a Markdown cell turned into raw"),
    pytest.param([*ENTRIES, of_type("heading", TYPED)], "other", "STATE", id="a cell of an unknown type"),
    pytest.param(
        [words(GUIDE_TEXT.format(name="A", period=NEW) + f"\n\n{TYPED}", GUIDE), *ENTRIES],
        "guide",
        "overview",
        id="typed into the guide cell",
    ),
    pytest.param([*ENTRIES, words(f"{PREVIEW_TEXT} {TYPED}", GUIDE)], "guide", "STATE", id="on a line of the guidance"),
    pytest.param([words(TYPED), *ENTRIES], "before", "overview", id="before the first heading"),
    pytest.param([words(f"{TYPED}\n\n## overview\n\nWell.")], "before", "overview", id="above the heading, one cell"),
    pytest.param([*ENTRIES, words(f"More.\n\n<!-- {TYPED}")], "hidden", "STATE", id="behind an open comment"),
    pytest.param([*ENTRIES, words(f"<!-- a --> <!-- {TYPED}")], "hidden", "STATE", id="the second comment is open"),
)


@pytest.mark.parametrize(("cells", "case", "item"), UNPRINTED)
def test_words_on_no_page_are_told_with_their_place(
    project: Project, folder: Path, cells: list[Cell], case: str, item: str
) -> None:
    write(folder, *cells)
    [query] = told(opened(project), "words-on-no-page")
    assert (query.fields["case"], query.item) == (case, item)
    assert query.fields["words"]
    assert query.source.startswith("words.ipynb, cell ")
    assert query.severity is (Severity.NOTE if case == "own-code" else Severity.WARNING)


QUIET = (
    pytest.param([], id="nothing but the entries"),
    pytest.param(
        [code('from pprr import notebook as page\n\nreport = page.open_report("a", "b")')], id="the first cell"
    ),
    pytest.param([code(SHOW), code("page.preview(report)")], id="cells that show"),
    pytest.param([words(PREVIEW_TEXT, GUIDE, "closing")], id="guidance"),
    pytest.param([words("<!-- ask Finance -->")], id="what is commented out"),
    pytest.param([words("Type `<!--` to hide.\n\n```\n<!-- this is shown\n```")], id="a comment's mark within code"),
    pytest.param([code(""), of_type("raw", " \n"), words("")], id="empty cells"),
)


@pytest.mark.parametrize("cells", QUIET)
def test_what_is_no_writers_words_is_not_told(project: Project, folder: Path, cells: list[Cell]) -> None:
    write(folder, *ENTRIES, *cells)
    assert told(opened(project), "words-on-no-page", "file-not-read", "heading-unclear") == []


# As somebody types a heading who does not know how, or pastes one.
LIKE_HEADINGS = (
    *("##STATE", "##\u00a0STATE", "## \u200bSTATE", "### STATE", "# STATE", "###### STATE ##", "\uff03\uff03 STATE"),
    *("STATE\n---", "STATE\n===", "> ## STATE", "- ## STATE", "**STATE**", "STATE", "STATE:", "__STATE__"),
    *("## [STATE](#state)", "## 1. STATE", "1. ## STATE", "## \u2705 STATE", "## STATE:"),
    *("<h2>STATE</h2>", "<b>STATE</b>", "### STATE Examples: state", "**STATE Examples: state**"),
)
# Lines under the heading of another item that mean STATE, and whether they are told.
MEANT = (
    *(pytest.param(line, True, id=line.replace("\n", " ")) for line in LIKE_HEADINGS),
    pytest.param("STATE fell by two points.", False, id="a sentence"),
    pytest.param("- STATE\n- TOTAL", False, id="a list of measures"),
    pytest.param("```\n## STATE\n```", False, id="an example"),
    pytest.param("### Why", False, id="a heading of the writer's own"),
    pytest.param("### Savings", False, id="a section's name, as a heading below"),
    pytest.param("##Outturn", True, id="a section's name, its space forgotten"),
    pytest.param("| STATE | 87% |\n|---|---|\n| TOTAL | 3 |", False, id="a table"),
)


@pytest.mark.parametrize(("line", "is_told"), MEANT)
def test_words_that_would_be_another_items_block(project: Project, folder: Path, line: str, is_told: bool) -> None:
    rewrite_entry(folder, "overview", f"The year began well.\n\n{line}\n\n{TYPED}", "words.ipynb")
    found = told(opened(project), "heading-unclear")
    assert [(query.item, query.is_blocking) for query in found] == [("overview", True)] * is_told


FILES = (
    pytest.param("below/more.ipynb", Severity.WARNING, id="in a folder below"),
    pytest.param("more.IPYNB", Severity.WARNING, id="the ending in capitals"),
    pytest.param("words.ipynb.txt", Severity.WARNING, id="another ending"),
    pytest.param("commentary (kept 1).txt", Severity.WARNING, id="what a save has kept"),
    pytest.param("Notes.docx", Severity.WARNING, id="a document"),
    pytest.param("figures.csv", Severity.NOTE, id="a table"),
    pytest.param("chart.png", None, id="a picture"),
    pytest.param(".ipynb_checkpoints/words-checkpoint.ipynb", None, id="an editor's own copy"),
    pytest.param("decisions.toml", None, id="decisions"),
)


@pytest.mark.parametrize(("name", "severity"), FILES)
def test_files_of_the_portfolio_that_are_not_read_are_told(
    project: Project, folder: Path, name: str, severity: Severity | None
) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("", encoding="utf-8")
    found = [(query.fields["file"], query.severity) for query in told(opened(project), "file-not-read")]
    assert found == ([(f"{SLUG}/{name}", severity)] if severity else [])


STRAY = (
    pytest.param(f"{NEW}/former-services/words.ipynb", True, id="a portfolio that is no longer so called"),
    pytest.param("2025-26-Q2/example-services/words.ipynb", True, id="a period that is not so called"),
    pytest.param("2026-27-q1/example-services/words.ipynb", True, id="a period without extracts"),
    pytest.param(f"{NEW}/words.ipynb", True, id="beside the portfolios"),
    pytest.param("words.md", True, id="beside the periods"),
    pytest.param("2025-26-q1/former-services/words.ipynb", False, id="of another period, whose check tells it"),
    pytest.param(f"{NEW}/decisions.toml", False, id="decisions about whole files"),
)


@pytest.mark.parametrize(("name", "is_told"), STRAY)
def test_files_of_no_portfolio_are_told_once(project: Project, folder: Path, name: str, is_told: bool) -> None:
    path = folder.parents[1] / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("" if name.endswith(".toml") else json.dumps(notebook()), encoding="utf-8")
    cleaned = load(project, Period.parse(NEW))
    found = standings(project, cleaned, [])[""].open
    path.unlink()
    asked = [query.fields["file"] for query in found if query.key == "file-not-read"]
    assert asked == [f"notebooks/commentary/{name}"] * is_told


# Whatever cells a notebook has, every word of it is in one text.

WORD = re.compile(r"word[0-9]+")
FORMS = (
    *("{}", "## STATE\n\n{}", "{}\n\n## overview\n\n{}", "<!-- {} --> {}", "{} <!-- {}", "```\n{} <!-- {}\n```\n{}"),
    *("# {}", SHOW + "\n# {}", "x = 1  # {}", "`{}` <!-- {} -->", "~~~\n## STATE\n{}", "'{}'", "{}({})", "%%x\n{}"),
)


def cell_of(kind: str, form: str, tag: str) -> dict[str, Any]:
    return {"cell_type": kind, "metadata": {"tags": [tag] if tag else []}, "source": form}


CELLS = st.builds(
    cell_of,
    st.sampled_from(["markdown", "markdown", "code", "raw"]),
    st.sampled_from(FORMS),
    st.sampled_from(["", "", GUIDE, "closing"]),
)


@given(cells=st.lists(CELLS, max_size=8))
def test_every_word_of_a_notebook_is_in_one_of_its_texts(cells: list[dict[str, Any]]) -> None:
    number = iter(range(1000))
    typed = []
    for cell in cells:
        cell["source"] = re.sub(r"\{\}", lambda _: f"word{next(number)}", cell["source"])
        typed += WORD.findall(cell["source"])
    texts = texts_of(cast("NotebookFile", notebook(*cells)), "a.ipynb")
    found = [word for text in texts for word in WORD.findall(text.text)]
    assert sorted(found) == sorted(typed)


def test_a_notebook_that_is_copied_whole_is_an_account_of_itself(tmp_path: Path) -> None:
    """The entries are those texts that are printed, and no other."""
    said: Mapping[str, str] = {"overview": "One.", "STATE": "Two."}
    write_entries(tmp_path, said, "words.ipynb")
    texts = texts_of(json.loads((tmp_path / "words.ipynb").read_text("utf-8")), "words.ipynb")
    assert [(text.claim, text.item, text.text) for text in texts] == [
        (Claim.ENTRY, item, text) for item, text in said.items()
    ]
