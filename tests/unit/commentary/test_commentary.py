"""Reading and completing the analysts' notebooks: what belongs to an entry, and that no word is ever lost or moved."""

import json
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import nbformat
import pytest
from builders.commentary import Cell, draft_made_up, notebook, texts, words
from hypothesis import given, settings
from hypothesis import strategies as st

from pprr.commentary.draft import FILE, draft
from pprr.commentary.entries import Entry, entries_of, read_account, read_entries
from pprr.commentary.notebooks import notebook_files
from pprr.commentary.notebooks.cell_text import own_headings
from pprr.commentary.notebooks.census import GUIDE
from pprr.domain.errors import CommentaryError

ITEMS = ("overview", "AB1.1", "AB1.2", "GMS-skills", "outturn")
complete = partial(draft_made_up, items=ITEMS)
LONG = 300_000  # characters of a line; one that is read in every way there is would take minutes


def code(text: str) -> Cell:
    return {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": [], "source": text}


def raw(text: str) -> Cell:
    return {"cell_type": "raw", "metadata": {}, "source": text}


def save(folder: Path, name: str, *cells: Cell) -> Path:
    path = folder / name
    path.write_text(json.dumps(notebook(*cells)), encoding="utf-8")
    return path


def load(folder: Path, name: str = FILE) -> dict[str, Any]:
    return dict(json.loads((folder / name).read_text(encoding="utf-8")))


READ = (
    pytest.param([words("## AB1.1\n\nA word.")], {"AB1.1": "A word."}, id="one entry"),
    pytest.param(
        [words("## AB1.1\nOne.\n## AB1.2\nTwo.")], {"AB1.1": "One.", "AB1.2": "Two."}, id="two entries in one cell"
    ),
    pytest.param(
        [words("## AB1.1\nOne."), words("Two."), words("Three.\n## AB1.2\nFour.")],
        {"AB1.1": "One.\n\nTwo.\n\nThree.", "AB1.2": "Four."},
        id="one entry over three cells, the last of which begins another",
    ),
    pytest.param(
        [words("## AB1.1\nOne."), code("page.item(report, 'AB1.1')"), words("Two.")],
        {"AB1.1": "One.\n\nTwo."},
        id="a code cell does not end an entry and is no part of it",
    ),
    pytest.param([words("## AB1.1\nOne."), raw("## AB1.2\nTwo.")], {"AB1.1": "One."}, id="a raw cell is no words"),
    pytest.param(
        [words("## AB1.1\nHow to write.", GUIDE), words("## AB1.2\nTwo."), words("More guidance.", "other", GUIDE)],
        {"AB1.2": "Two."},
        id="guide cells are excluded, headings and all",
    ),
    pytest.param([words("## AB1.1")], {"AB1.1": ""}, id="an entry without words"),
    pytest.param([words("A note.\n## AB1.1\nOne.")], {"AB1.1": "One."}, id="what stands before the first heading"),
    pytest.param([words("## GMS-digital-skills\nOne.")], {"GMS-digital-skills": "One."}, id="hyphens"),
    pytest.param([words("##\tAB1.1 \t\nOne.")], {"AB1.1": "One."}, id="tabs and spaces round the identifier"),
    pytest.param([words("## AB1.1 ##\nOne.")], {"AB1.1": "One."}, id="a heading with closing marks"),
    pytest.param([words("   ## AB1.1\nOne.")], {"AB1.1": "One."}, id="a heading indented by three spaces"),
    pytest.param(
        [words("## AB1.1\n\n    ## AB1.2\n\nOne.")],
        {"AB1.1": "    ## AB1.2\n\nOne.".strip()},
        id="indented by four spaces it is an example",
    ),
    pytest.param([words("## AB1.1\n### Why\nOne.")], {"AB1.1": "### Why\nOne."}, id="a deeper heading stays inside"),
    pytest.param([words("## AB1.1\n# Big\nOne.")], {"AB1.1": "# Big\nOne."}, id="a higher heading stays inside"),
    pytest.param(
        [words("## AB1.1\n## What was done\nOne.")],
        {"AB1.1": "## What was done\nOne."},
        id="a heading of several words stays inside",
    ),
    pytest.param([words("## AB1.1\n##AB1.2\nOne.")], {"AB1.1": "##AB1.2\nOne."}, id="no space, no heading"),
    pytest.param([words("## AB1.1\n```\n## AB1.2\n```\nOne.")], {"AB1.1": "```\n## AB1.2\n```\nOne."}, id="in a fence"),
    pytest.param(
        [words("## AB1.1\n~~~\n## AB1.2\n```\n## AB1.3\n~~~\n## AB1.4\nOne.")],
        {"AB1.1": "~~~\n## AB1.2\n```\n## AB1.3\n~~~", "AB1.4": "One."},
        id="a fence of tildes is not closed by backticks",
    ),
    pytest.param(
        [words("## AB1.1\n````\n```\n## AB1.2\n````\n## AB1.3\nOne.")],
        {"AB1.1": "````\n```\n## AB1.2\n````", "AB1.3": "One."},
        id="a long fence is not closed by a short one",
    ),
    pytest.param(
        [words("## AB1.1\n```\n## AB1.2\n```python\n## AB1.3\n```\n## AB1.4\nOne.")],
        {"AB1.1": "```\n## AB1.2\n```python\n## AB1.3\n```", "AB1.4": "One."},
        id="a fence is not closed by one that names a language",
    ),
    pytest.param(
        [words("## AB1.1\n```\n## AB1.2"), words("## AB1.3\nOne.")],
        {"AB1.1": "```\n## AB1.2", "AB1.3": "One."},
        id="a fence left open ends with its cell",
    ),
    pytest.param(
        [words("## AB1.1\n```code``` at the start of a line\n## AB1.2\nOne.")],
        {"AB1.1": "```code``` at the start of a line", "AB1.2": "One."},
        id="code within a line is no fence",
    ),
    pytest.param([words("## AB1.1\nOne <!-- not this --> two.")], {"AB1.1": "One  two."}, id="a comment is dropped"),
    pytest.param(
        [words("## AB1.1\nOne.\n<!-- not\n\nthis -->\nTwo.")],
        {"AB1.1": "One.\n\nTwo."},
        id="a comment over lines",
    ),
    pytest.param(
        [words("## AB1.1\nOne.\n<!--\n## AB1.2\nNot this.\n-->\nTwo.")],
        {"AB1.1": "One.\n\nTwo."},
        id="an entry that is commented out is no entry, and its words are nobody's",
    ),
    pytest.param(
        [words("## AB1.1\nOne.\n<!-- a private note"), words("## AB1.2\nTwo.")],
        {"AB1.1": "One.", "AB1.2": "Two."},
        id="a comment left open hides the rest of its cell, as on the screen",
    ),
    pytest.param([words("## AB1.1 <!-- ask Finance -->\nOne.")], {"AB1.1": "One."}, id="a comment behind a heading"),
    pytest.param([words(["## AB1.1\n", "One.\n", "Two."])], {"AB1.1": "One.\nTwo."}, id="source as a list of lines"),
    pytest.param([words("## AB1.1\r\nOne.\r\nTwo.")], {"AB1.1": "One.\nTwo."}, id="line ends of Windows"),
    pytest.param([words([]), words(""), words("## AB1.1\nOne.")], {"AB1.1": "One."}, id="empty cells"),
    pytest.param([{"cell_type": "markdown", "metadata": {}}], {}, id="a cell without a source"),
    pytest.param([{"cell_type": "markdown", "source": "## AB1.1\nOne."}], {"AB1.1": "One."}, id="without metadata"),
    pytest.param([], {}, id="no cells"),
    pytest.param([words(f"## AB1.1\n## a{' ' * LONG}b")], {"AB1.1": f"## a{' ' * LONG}b"}, id="a line without end"),
)


@pytest.mark.parametrize(("cells", "expected"), READ)
def test_an_entry_is_what_follows_its_heading(tmp_path: Path, cells: list[Cell], expected: dict[str, str]) -> None:
    save(tmp_path, FILE, *cells)
    assert expected == texts(tmp_path)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("## CFE 1.4 ##", ["CFE 1.4"], id="closing marks"),
        pytest.param("### CFE 1.4", [], id="a deeper one"),
        pytest.param(f"## {'#' * LONG}a", [f"{'#' * LONG}a"], id="marks without end"),
        pytest.param(f"## a{' ' * LONG}b", [f"a{' ' * LONG}b"], id="blanks without end"),
    ],
)
def test_a_heading_within_the_words_is_known_as_it_is_typed(line: str, expected: list[str]) -> None:
    assert own_headings(line) == expected


def test_an_entry_knows_its_place() -> None:
    cells = notebook(words("Note."), words("## AB1.1\nOne.\n## AB1.2"), words("Two."))
    expected = [
        Entry("AB1.1", "One.", 'service.ipynb, under "## AB1.1"', "service.ipynb, cell 2"),
        Entry("AB1.2", "Two.", 'service.ipynb, under "## AB1.2"', "service.ipynb, cell 2"),
    ]
    assert expected == entries_of(cells, "service.ipynb")


def test_a_folder_is_read_as_a_union_of_its_notebooks(tmp_path: Path) -> None:
    save(tmp_path, "service.ipynb", words("## AB1.1\nOne."), words("No heading."))
    save(tmp_path, "finance.ipynb", words("Before any heading."), words("## outturn\nTwo."))
    save(tmp_path, ".hidden.ipynb", words("## AB1.1\nA copy."))
    save(tmp_path, "~service.ipynb", words("## AB1.1\nA copy."))
    (tmp_path / ".ipynb_checkpoints").mkdir()
    save(tmp_path / ".ipynb_checkpoints", "service.ipynb", words("## AB1.1\nA copy."))
    (tmp_path / "decisions.toml").write_text("", encoding="utf-8")
    assert texts(tmp_path) == {"outturn": "Two.", "AB1.1": "One.\n\nNo heading."}


def test_a_folder_that_is_not_there_has_no_entries(tmp_path: Path) -> None:
    assert read_entries(tmp_path / "2019-20-annual") == {}


TWICE = (
    pytest.param(
        {"service.ipynb": [words("Note."), words("## AB1.1\nOne."), words("## AB1.1\nTwo.")]},
        ("service.ipynb, cell 2", "service.ipynb, cell 3"),
        id="in two cells",
    ),
    pytest.param(
        {"service.ipynb": [words("## AB1.1\nOne.\n## AB1.1\nTwo.")]},
        ("service.ipynb, cell 1", "service.ipynb, cell 1"),
        id="in one cell",
    ),
    pytest.param(
        {"finance.ipynb": [words("## AB1.1")], "service.ipynb": [code("1"), words("## AB1.1\nSame.")]},
        ("finance.ipynb, cell 1", "service.ipynb, cell 2"),
        id="in two notebooks, one of them still empty",
    ),
)


@pytest.mark.parametrize(("files", "places"), TWICE)
def test_a_heading_met_twice_is_an_error_that_names_both_places(
    tmp_path: Path, files: dict[str, list[Cell]], places: tuple[str, str]
) -> None:
    for name, cells in files.items():
        save(tmp_path, name, *cells)
    kept = {name: (tmp_path / name).read_bytes() for name in files}
    for call in (read_entries, complete):
        with pytest.raises(CommentaryError) as error:
            call(tmp_path)
        message = str(error.value)
        assert '"## AB1.1"' in message
        assert f"{places[0]} and again in {places[1]}" in message
    assert kept == {name: (tmp_path / name).read_bytes() for name in files}


BROKEN = (
    pytest.param(b"", id="empty"),
    pytest.param(b"words", id="no JSON"),
    pytest.param(json.dumps(notebook(words("## AB1.1")))[:-20].encode(), id="cut off"),
    pytest.param(b'<<<<<<< HEAD\n{"cells": []}\n=======\n', id="marks of a merge"),
    pytest.param(json.dumps(notebook(words("## AB1.1"))).encode("utf-16"), id="UTF-16"),
    pytest.param(b"[]", id="a list"),
    pytest.param(b"null", id="nothing"),
    pytest.param(b'{"nbformat": 4}', id="no cells"),
    pytest.param(b'{"cells": []}', id="no format"),
    pytest.param(b'{"cells": {}, "nbformat": 4}', id="cells are no list"),
    pytest.param(b'{"cells": null, "nbformat": 4}', id="cells are null"),
    pytest.param(b'{"nbformat": 3, "cells": [], "worksheets": []}', id="an older format"),
    pytest.param(b'{"nbformat": 5, "cells": []}', id="a newer format"),
    pytest.param(b'{"cells": ["## AB1.1"], "nbformat": 4}', id="a cell is a string"),
    pytest.param(b'{"cells": [null], "nbformat": 4}', id="a cell is null"),
    pytest.param(b'{"cells": [{"source": "## AB1.1"}], "nbformat": 4}', id="a cell without a type"),
    pytest.param(b'{"cells": [{"cell_type": "markdown", "source": 1}], "nbformat": 4}', id="a source is a number"),
    pytest.param(b'{"cells": [{"cell_type": "markdown", "source": null}], "nbformat": 4}', id="a source is null"),
    pytest.param(b'{"cells": [{"cell_type": "markdown", "source": [1]}], "nbformat": 4}', id="a line is a number"),
    pytest.param(
        b'{"cells": [{"cell_type": "markdown", "source": "", "metadata": null}], "nbformat": 4}', id="metadata is null"
    ),
    pytest.param(
        b'{"cells": [{"cell_type": "markdown", "source": "", "metadata": {"tags": null}}], "nbformat": 4}',
        id="tags are null",
    ),
    pytest.param('{"cells": [], "nbformat": 4, "metadata": "£"}'.encode("cp1252"), id="not UTF-8"),
    pytest.param(json.dumps(notebook(words("## AB1.1\n\nGood \ud83d."))).encode(), id="half of an emoji"),
    pytest.param(rb'{"cells": [], "nbformat": 4, "metadata": "\udc4d"}', id="half of an emoji in the metadata"),
    pytest.param(b"[" * 100_000, id="nested without end"),
)


@pytest.mark.parametrize("content", BROKEN)
def test_a_broken_notebook_is_an_error_that_names_it_and_leaves_it_alone(
    tmp_path: Path, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notebook_files, "_SAVE_SECONDS", 0.1)  # nobody saves the rest of it
    path = tmp_path / "service.ipynb"
    path.write_bytes(content)
    for call in (read_entries, complete):
        with pytest.raises(CommentaryError, match=r"service\.ipynb"):
            call(tmp_path)
    assert [path] == list(tmp_path.iterdir())
    assert content == path.read_bytes()


@pytest.mark.parametrize("call", [read_entries, complete], ids=["read", "draft"])
def test_a_notebook_in_the_midst_of_a_save_is_waited_for(
    tmp_path: Path, call: Callable[[Path], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notebook_files, "_SAVE_SECONDS", 150)  # however late a busy machine lets the other one save
    path = tmp_path / FILE
    whole = json.dumps(notebook(words("## AB1.1"), words("Good.")))
    path.write_bytes(b"")  # as Jupyter does first
    with ThreadPoolExecutor(1) as saver:
        saved = saver.submit(lambda: (time.sleep(0.3), path.write_text(whole)))
        call(tmp_path)
        saved.result()

    assert read_entries(tmp_path)["AB1.1"].text == "Good."


def test_draft_creates_a_notebook_that_jupyter_accepts(tmp_path: Path) -> None:
    folder = tmp_path / "2019-20-annual" / "anyborough"
    assert complete(folder) == ITEMS
    assert [folder / FILE] == list(folder.iterdir())
    nbformat.validate(load(folder))
    assert dict.fromkeys(ITEMS, "") == texts(folder)
    assert list(ITEMS) == list(texts(folder))
    sources = ["".join(cell["source"]) for cell in load(folder)["cells"]]
    assert 'report = page.open_report("anyborough", "2019-20-annual")' in sources[1]
    assert sources[-1] == "page.preview(report)"
    shown = [source for source in sources if source.startswith("page.item(")]
    assert [f'page.item(report, "{item}")' for item in ITEMS] == shown
    assert all(not cell.get("outputs") and not cell.get("execution_count") for cell in load(folder)["cells"])


def test_draft_of_a_complete_notebook_touches_nothing(tmp_path: Path) -> None:
    path = save(tmp_path, "service.ipynb", *(words(f"## {item}\n  Odd   spacing. ") for item in reversed(ITEMS)))
    before = path.read_bytes(), path.stat().st_mtime_ns
    assert complete(tmp_path) == ()
    assert before == (path.read_bytes(), path.stat().st_mtime_ns)
    assert [path] == list(tmp_path.iterdir())


A, B, C = "AB1.1", "AB1.2", "AB1.3"
SHOW_A, SHOW_B, SHOW_C = (f'page.item(report, "{item}")' for item in (A, B, C))
ONE, TWO, THREE = f"## {A}\nOne.", f"## {B}\nTwo.", f"## {C}\nThree."
SAVE = "Save first."
COMPLETED = (
    pytest.param(
        [code(SHOW_A), words(ONE), code(SHOW_C), words(THREE)],
        [SHOW_A, ONE, SHOW_B, f"## {B}", SHOW_C, THREE],
        id="between its neighbours",
    ),
    pytest.param(
        [code(SHOW_B), words(TWO), code(SHOW_C), words(THREE)],
        [SHOW_A, f"## {A}", SHOW_B, TWO, SHOW_C, THREE],
        id="the first one",
    ),
    pytest.param(
        [code(SHOW_A), words(ONE), code(SHOW_B), words(TWO), words(SAVE, GUIDE, "closing")],
        [SHOW_A, ONE, SHOW_B, TWO, SHOW_C, f"## {C}", SAVE],
        id="the last one, before the closing cells",
    ),
    pytest.param(
        [words(ONE), words("More of one."), words(THREE)],
        [ONE, "More of one.", SHOW_B, f"## {B}", THREE],
        id="behind the last cell of an entry over several cells",
    ),
    pytest.param(
        [words(ONE), code("1 + 1"), words("More of one."), words(THREE)],
        [ONE, "1 + 1", "More of one.", SHOW_B, f"## {B}", THREE],
        id="behind words that go on after an analyst's code cell",
    ),
    pytest.param(
        [words(ONE), words("How to.", GUIDE), words("More of one."), words(THREE)],
        [ONE, "How to.", "More of one.", SHOW_B, f"## {B}", THREE],
        id="behind words that go on after a guide cell",
    ),
    pytest.param(
        [words(f"{ONE}\n{THREE}"), words("More of three.")],
        [f"{ONE}\n{THREE}", "More of three.", SHOW_B, f"## {B}"],
        id="a cell that holds both neighbours is not split",
    ),
    pytest.param(
        [words(f"{ONE}\n### Why"), words("## What was done\nMuch."), words(THREE)],
        [f"{ONE}\n### Why", "## What was done\nMuch.", SHOW_B, f"## {B}", THREE],
        id="a heading within an entry does not end it",
    ),
    pytest.param(
        [words(f"##  {A} ##\nOne."), words(THREE)],
        [f"##  {A} ##\nOne.", SHOW_B, f"## {B}", THREE],
        id="a neighbour's heading written another way",
    ),
    pytest.param(
        [words("A note."), code(SHOW_B), words("Another."), words(TWO), words(THREE)],
        ["A note.", SHOW_B, "Another.", SHOW_A, f"## {A}", TWO, THREE],
        id="words before the first heading stay no one's",
    ),
    pytest.param(
        [words(ONE), words(THREE), words(SAVE, GUIDE, "closing"), words("More of three.")],
        [ONE, SHOW_B, f"## {B}", THREE, SAVE, "More of three."],
        id="words behind the closing cells stay their entry's",
    ),
    pytest.param(
        [words(ONE), words(TWO), words(SAVE, GUIDE, "closing"), words("More of two.")],
        [ONE, TWO, SAVE, "More of two.", SHOW_C, f"## {C}"],
        id="words behind the closing cells stay the neighbour's",
    ),
    pytest.param(
        [code(SHOW_A), words(ONE), code(SHOW_B), code(SHOW_C), words(THREE)],
        [SHOW_A, ONE, SHOW_B, f"## {B}", SHOW_C, THREE],
        id="the cell that shows it is still there",
    ),
    pytest.param(
        [words(f"{ONE}\n<!--\n{TWO}\n-->"), words(THREE)],
        [f"{ONE}\n<!--\n{TWO}\n-->", SHOW_B, f"## {B}", THREE],
        id="an entry that is commented out is missing",
    ),
    pytest.param(
        [words([f"## {A}\n", "One."]), words([f"## {C}\n", "Three."])],
        [ONE, SHOW_B, f"## {B}", THREE],
        id="sources as lists of lines",
    ),
)


@pytest.mark.parametrize(("cells", "expected"), COMPLETED)
def test_draft_completes_in_order(tmp_path: Path, cells: list[Cell], expected: list[str]) -> None:
    save(tmp_path, FILE, *cells)
    before = texts(tmp_path)
    added = complete(tmp_path, items=(A, B, C))
    assert tuple(item for item in (A, B, C) if item not in before) == added
    assert expected == ["".join(cell["source"]).strip() for cell in load(tmp_path)["cells"]]
    assert before | dict.fromkeys(added, "") == texts(tmp_path)


@pytest.mark.parametrize("minor", [4, 5])
def test_what_draft_adds_suits_the_format_of_the_notebook(tmp_path: Path, minor: int) -> None:
    cell = words(f"## {A}\nOne.")
    given_notebook = notebook(cell if minor == 4 else {**cell, "id": "mine"}, minor=minor)
    nbformat.validate(given_notebook)
    (tmp_path / FILE).write_text(json.dumps(given_notebook), encoding="utf-8")
    complete(tmp_path)
    nbformat.validate(load(tmp_path))


def test_an_identifier_that_is_taken_is_not_given_again(tmp_path: Path) -> None:
    taken = [{**words("Note."), "id": f"words-{name}"} for name in ("ab1-1", "ab1-1-again")]
    path = tmp_path / FILE
    path.write_text(json.dumps(notebook(*taken, {**code("1"), "id": "show-outturn"}, minor=5)), encoding="utf-8")
    complete(tmp_path)
    ids = [cell["id"] for cell in load(tmp_path)["cells"]]
    assert len(ids) == len(set(ids)) == 3 + 2 * len(ITEMS)


def test_words_for_an_item_that_has_gone_are_kept(tmp_path: Path) -> None:
    save(tmp_path, FILE, words("## AB9.9\nOld words."), words("More."), words("## AB1.1\nOne."))
    complete(tmp_path)
    assert texts(tmp_path) == {**dict.fromkeys(ITEMS, ""), "AB9.9": "Old words.\n\nMore.", "AB1.1": "One."}


def test_two_writers_keep_their_notebooks(tmp_path: Path) -> None:
    finance = save(tmp_path, "a-finance.ipynb", words("## outturn\nMoney."))
    save(tmp_path, FILE, words("## AB1.1\nOne."))
    before = finance.read_bytes()
    assert complete(tmp_path) == ("overview", "AB1.2", "GMS-skills")
    assert before == finance.read_bytes()
    assert {**dict.fromkeys(ITEMS, ""), "AB1.1": "One.", "outturn": "Money."} == texts(tmp_path)


def test_a_notebook_of_another_name_is_completed_and_no_second_one_made(tmp_path: Path) -> None:
    save(tmp_path, "service.ipynb", words("## AB1.1\nOne."))
    complete(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["service.ipynb"]
    assert set(ITEMS) == set(texts(tmp_path))


@settings(deadline=None)
@given(kept=st.sets(st.sampled_from(ITEMS)))
def test_whatever_was_deleted_comes_back_in_its_place(kept: set[str]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        complete(folder)
        made = load(folder)
        gone = [f'page.item(report, "{item}")' for item in ITEMS if item not in kept]
        gone += [f"## {item}" for item in ITEMS if item not in kept]
        left = [cell for cell in made["cells"] if "".join(cell["source"]).strip() not in gone]
        (folder / FILE).write_text(json.dumps({**made, "cells": left}), encoding="utf-8")
        assert tuple(item for item in ITEMS if item not in kept) == complete(folder)
        assert made == load(folder)


TEXT = st.sampled_from(
    (
        "Some words.",
        "Two\n\nparagraphs, £3m – “quoted”.",
        "### A heading inside",
        "## Several words",
        "```\n## AB1.2\n```",
        "```\nleft open",
        "``` `inline` ```",
        "<!-- a note -->",
        "<!-- left open",
        "<!--\n## AB1.1\n-->",
        "- a list\n- of two",
        "   ",
        "",
    )
)
PLACE = st.integers(min_value=0, max_value=30)
EDIT = st.one_of(
    st.tuples(st.just("type"), PLACE, TEXT),
    st.tuples(st.just("split"), PLACE, TEXT),
    st.tuples(st.just("words"), PLACE, TEXT),
    st.tuples(st.just("code"), PLACE, TEXT),
    st.tuples(st.just("move"), PLACE, st.just("")),
    st.tuples(st.just("delete"), PLACE, st.just("")),
    st.tuples(st.just("heading"), PLACE, st.sampled_from((*ITEMS, "AB9.9", "AB8.8"))),
    st.tuples(st.just("draft"), PLACE, st.just("")),
)


def edit(found: dict[str, Any], kind: str, place: int, text: str, number: int) -> None:
    """What an analyst may do between two drafts, to the notebook as JSON."""
    cells = found["cells"]
    at = place % (len(cells) + 1)
    new = {"id": f"new-{number}"}
    if kind == "words":
        cells.insert(at, {**words(text), **new})
    elif kind == "code":
        cells.insert(at, {**code(text), **new})
    elif kind == "heading":
        if text not in {entry.item for entry in entries_of(found, FILE)}:
            cells.insert(at, {**words(f"## {text}\nWords on it."), **new})
    elif cells:
        cell = cells[place % len(cells)]
        if kind == "delete":
            cells.remove(cell)
        elif kind == "move":
            cells.remove(cell)
            cells.append(cell)
        elif kind == "type":
            cell["source"] = "".join(cell["source"]) + f"\n{text}"
        elif kind == "split":
            cell["source"] = ["".join(cell["source"]), "\n", text]


@settings(deadline=None, max_examples=300)
@given(edits=st.lists(EDIT, max_size=12))
def test_draft_never_changes_a_word_whatever_was_done_before(edits: list[tuple[str, int, str]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        complete(folder)
        for number, (kind, place, text) in enumerate([*edits, ("draft", 0, "")]):
            found = load(folder)
            if kind != "draft":
                edit(found, kind, place, text, number)
                (folder / FILE).write_text(json.dumps(found), encoding="utf-8")
                continue
            try:
                before = texts(folder)
            except CommentaryError:  # closing a comment or a fence can bring a heading back, and so have it twice
                return
            added = complete(folder, items=ITEMS[place % 2 :])
            completed = load(folder)
            following = iter(completed["cells"])
            assert all(cell in following for cell in found["cells"]), "the cells stay as they were, in their order"
            assert before | dict.fromkeys(added, "") == texts(folder)
            lost = {text.meant for text in read_account(folder).headless}  # these words want their own heading back
            assert set(ITEMS[place % 2 :]) - lost <= set(texts(folder))
            ids = [cell["id"] for cell in completed["cells"]]
            assert len(ids) == len(set(ids))
            content = (folder / FILE).read_bytes()
            assert complete(folder, items=ITEMS[place % 2 :]) == ()
            assert content == (folder / FILE).read_bytes()


def test_words_that_lost_their_heading_are_found(tmp_path: Path) -> None:
    cells = [
        {"cell_type": "code", "source": 'page.item(report, "AB1.1")'},
        {"cell_type": "markdown", "source": "## AB1.1\n\nWords."},
        {"cell_type": "code", "source": 'page.item(report, "AB1.2")'},
        {"cell_type": "markdown", "source": "Words of the second."},
        {"cell_type": "code", "source": 'page.item(report, "AB1.3")'},
        {"cell_type": "markdown", "source": "## AB1.3 with its name behind it"},
    ]
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (tmp_path / "words.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    lost = [(text.meant, text.place) for text in read_account(tmp_path).headless]
    assert lost == [("AB1.2", "words.ipynb, cell 4")]
    assert set(read_entries(tmp_path)) == {"AB1.1", "AB1.3"}


def test_words_that_have_lost_their_heading_get_no_second_one_beside_them(tmp_path: Path) -> None:
    draft(tmp_path, ["AB1.1", "AB1.2"], portfolio="a", name="A", period="2019-20-annual")
    [path] = tmp_path.glob("*.ipynb")
    path.write_text(path.read_text("utf-8").replace("## AB1.2\\n", "Words of AB1.2.\\n"), "utf-8")
    before = path.read_bytes()
    assert [text.meant for text in read_account(tmp_path).headless] == ["AB1.2"]
    assert draft(tmp_path, ["AB1.1", "AB1.2"], portfolio="a", name="A", period="2019-20-annual") == ()
    assert path.read_bytes() == before


TITLED = (
    pytest.param("AB1.2", "Calls answered", "## AB1.2 Calls answered", id="behind a code"),
    pytest.param("AB1.2", "Calls\n## answered ", "## AB1.2 Calls ## answered", id="on one line"),
    pytest.param("AB1.2", "", "## AB1.2", id="none"),
    pytest.param("GMS-skills", "Digital skills", "## GMS-skills", id="a name that no title may follow"),
)


@pytest.mark.parametrize(("item", "title", "expected"), TITLED)
def test_a_heading_carries_the_title_and_is_the_items_all_the_same(
    tmp_path: Path, item: str, title: str, expected: str
) -> None:
    draft(tmp_path, [item], portfolio="a", name="A", period="2019-20-annual", titles={item: title})
    assert set(read_entries(tmp_path)) == {item}
    assert expected in ["".join(cell["source"]).strip() for cell in load(tmp_path)["cells"]]
    assert draft(tmp_path, [item], portfolio="a", name="A", period="2019-20-annual", titles={item: "New"}) == ()
