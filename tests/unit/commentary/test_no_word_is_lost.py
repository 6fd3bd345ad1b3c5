"""Whatever writers and commands do to a folder of notebooks, in any order: no command loses, moves or alters a word."""

import json
import re
import shutil
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import nbformat
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from pprr.commentary import draft as drafting
from pprr.commentary.draft import FILE, draft
from pprr.commentary.entries import entries_of, read_account, read_entries
from pprr.commentary.notebooks import save as saving
from pprr.commentary.notebooks.cells import source, tags
from pprr.commentary.notebooks.census import GUIDE
from pprr.commentary.written_for import note, read_written
from pprr.domain.errors import CommentaryError
from pprr.lab import strip_outputs

ITEMS = ("overview", "priority-1", "AB1.1", "AB1.2", "AB1.3", "GMS-skills", "budget", "outturn", "saving-energy")
FORMS = (
    "{}",
    "- {}\n- more of it",
    "### Why\n\n{}",
    "```\n## AB1.2\n{}\n```",
    "<!-- {} -->",
    "{} <!-- left open",
    "```\n{}",
)
PLACE = st.integers(min_value=0, max_value=40)
WORD = re.compile(r"word[0-9]+")
Cell = dict[str, Any]


def words_cell(text: str, number: int) -> Cell:
    return {"cell_type": "markdown", "id": f"typed-{number}", "metadata": {}, "source": text}


class Writers(RuleBasedStateMachine):
    """Writers type, delete, move and split cells in one notebook or two; commands draft, note and run between."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="pprr-words-"))
        self.items = list(ITEMS)
        self.number = 0
        self.typed: Counter[str] = Counter()
        self.noted: dict[str, str] = {}
        self.entry_cells, self.pause = drafting._entry_cells, saving._PAUSE_SECONDS
        saving._PAUSE_SECONDS = 0

    def teardown(self) -> None:
        drafting._entry_cells, saving._PAUSE_SECONDS = self.entry_cells, self.pause
        shutil.rmtree(self.folder)

    # What writers do.

    def load(self, place: int) -> tuple[Path, dict[str, Any]]:
        paths = sorted(self.folder.glob("*.ipynb"))
        path = paths[place % len(paths)]
        return path, json.loads(path.read_bytes())

    def save(self, path: Path, notebook: dict[str, Any]) -> None:
        strip_outputs({"type": "notebook", "content": notebook})
        path.write_text(json.dumps(notebook, indent=1, ensure_ascii=False), encoding="utf-8")

    def word(self) -> str:
        self.number += 1
        word = f"word{self.number}"
        self.typed[word] += 1
        return word

    @initialize(has_notebook=st.booleans(), minor=st.sampled_from([4, 5]))
    def begin(self, has_notebook: bool, minor: int) -> None:
        if has_notebook:
            cells = [words_cell(f"## AB1.2\n\n{self.word()}", 0)]
            if minor == 4:
                del cells[0]["id"]
            self.save(
                self.folder / "mine.ipynb", {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": minor}
            )
        else:
            self.draft()

    @rule(place=PLACE, form=st.sampled_from(FORMS))
    def type_into_a_cell(self, place: int, form: str) -> None:
        path, notebook = self.load(place)
        cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "markdown" and GUIDE not in tags(cell)]
        if cells:
            cell = cells[place % len(cells)]
            cell["source"] = f"{source(cell)}\n{form.format(self.word())}".splitlines(keepends=True)
            self.save(path, notebook)

    @rule(place=PLACE, form=st.sampled_from(FORMS))
    def type_a_new_cell(self, place: int, form: str) -> None:
        path, notebook = self.load(place)
        word = self.word()
        at = place % (len(notebook["cells"]) + 1)
        notebook["cells"].insert(at, words_cell(form.format(word), self.number))
        self.save(path, notebook)

    @rule(place=PLACE, item=st.sampled_from([*ITEMS, "AB1.33", "Over view", "GONE1.1"]))
    def type_a_heading(self, place: int, item: str) -> None:
        path, notebook = self.load(place)
        word = self.word()
        at = place % (len(notebook["cells"]) + 1)
        notebook["cells"].insert(at, words_cell(f"## {item}\n\n{word}", self.number))
        self.save(path, notebook)

    @rule(place=PLACE)
    def delete_a_cell(self, place: int) -> None:
        path, notebook = self.load(place)
        if notebook["cells"]:
            cell = notebook["cells"].pop(place % len(notebook["cells"]))
            self.typed -= Counter(WORD.findall(source(cell)))
            self.save(path, notebook)

    @rule(place=PLACE, to=PLACE)
    def move_a_cell(self, place: int, to: int) -> None:
        path, notebook = self.load(place)
        if notebook["cells"]:
            cell = notebook["cells"].pop(place % len(notebook["cells"]))
            self.save(path, notebook)
            other, there = self.load(to)
            taken = {found.get("id") for found in there["cells"]}
            self.number += 1
            moved = {**cell, "id": f"moved-{self.number}"} if cell.get("id") in taken else cell
            there["cells"].insert(to % (len(there["cells"]) + 1), moved)
            self.save(other, there)

    @rule(name=st.sampled_from(["a-finance.ipynb", "z-service.ipynb"]))
    def begin_another_notebook(self, name: str) -> None:
        if not (self.folder / name).exists():
            cells = [words_cell(f"{self.word()} before any heading", self.number)]
            self.save(self.folder / name, {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})

    @rule(place=PLACE)
    def run_all_cells(self, place: int) -> None:
        """As an editor without pprr's settings leaves it: outputs in the file, figures and all."""
        path, notebook = self.load(place)
        for number, cell in enumerate(notebook["cells"]):
            if cell["cell_type"] == "code":
                cell |= {
                    "execution_count": number,
                    "outputs": [{"output_type": "stream", "name": "stdout", "text": "37%"}],
                }
        path.write_text(json.dumps(notebook), encoding="utf-8")

    # What becomes of the data and of pprr itself.

    @rule(gone=st.sets(st.sampled_from(ITEMS), max_size=3), new=st.booleans())
    def change_the_data(self, gone: set[str], new: bool) -> None:
        """Measures go and come."""
        self.items = [item for item in ITEMS if item not in gone] + (["NEW9.9"] if new else [])

    @rule(call=st.sampled_from(['page.item(report, "{}")', 'page.entry("{}")']))
    def change_the_template(self, call: str) -> None:
        """Another pprr writes another cell above an entry."""

        def cells(item: str, taken: set[str], title: str) -> tuple[Cell, Cell]:
            show, words = self.entry_cells(item, taken, title)
            return {**show, "source": [call.format(item)]}, words

        drafting._entry_cells = cells

    # What commands do.

    @rule()
    def draft(self) -> None:
        before = {path: json.loads(path.read_bytes())["cells"] for path in self.folder.glob("*.ipynb")}
        kept = {path: path.read_bytes() for path in before}
        try:
            entries = {item: entry.text for item, entry in read_entries(self.folder).items()}
            added = draft(self.folder, self.items, portfolio="a", name="A", period="2019-20-annual")
        except CommentaryError:  # a heading stands twice, say: nothing is touched
            assert {path: path.read_bytes() for path in self.folder.glob("*.ipynb")} == kept
            return
        for path, cells in before.items():
            following = iter(json.loads(path.read_bytes())["cells"])
            assert all(cell in following for cell in cells), "the cells stay as they were, in their order"
        after = {item: entry.text for item, entry in read_entries(self.folder).items()}
        assert after == entries | dict.fromkeys(added, "")
        lost = {text.meant for text in read_account(self.folder).headless}  # these want their heading back
        assert set(self.items) - lost <= set(after)
        assert draft(self.folder, self.items, portfolio="a", name="A", period="2019-20-annual") == ()

    @rule()
    def check(self) -> None:
        """What the analyst's commands note: nothing in the notebooks changes."""
        kept = {path: path.read_bytes() for path in self.folder.glob("*.ipynb")}
        try:
            entries = read_entries(self.folder)
        except CommentaryError:
            return
        note(self.folder, entries, {})
        self.noted |= {item: entry.text for item, entry in entries.items() if entry.text}
        assert {path: path.read_bytes() for path in self.folder.glob("*.ipynb")} == kept

    # What holds always.

    @invariant()
    def every_word_that_was_typed_stands_once(self) -> None:
        found: Counter[str] = Counter()
        for path in self.folder.glob("*.ipynb"):
            for cell in json.loads(path.read_bytes())["cells"]:
                found += Counter(WORD.findall(source(cell)))
        assert found == self.typed

    @invariant()
    def what_was_noted_last_is_kept_also_where_it_was_deleted(self) -> None:
        written = read_written(self.folder)
        assert (written.fault, {item: one.words for item, one in written.entries.items()}) == ("", self.noted)

    @precondition(lambda self: (self.folder / FILE).exists())
    @invariant()
    def jupyter_accepts_the_notebook(self) -> None:
        notebook = json.loads((self.folder / FILE).read_bytes())
        nbformat.validate(notebook)
        assert entries_of(notebook, FILE) is not None

    @invariant()
    def nothing_else_is_left_behind(self) -> None:
        assert {path.suffix for path in self.folder.iterdir()} <= {".ipynb", ".toml"}


TestNoWordIsLost = Writers.TestCase
TestNoWordIsLost.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
