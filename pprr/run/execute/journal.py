"""The progress of a notebook so far, kept in a file that only grows: the evidence, however the run may end.

papermill writes the whole notebook again after every cell. A line for each cell costs next to nothing, and is there
even when the process is killed a moment later.
"""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from pprr.run.execute.document import NotebookCell, NotebookDocument, first_line

_FILE = "ran.jsonl"


class Journal:
    """Told of each cell that begins and ends; ``on_cell`` is told what names the one that begins."""

    def __init__(self, folder: Path | None = None, on_cell: Callable[[str], None] = lambda _cell: None) -> None:
        self.cell = ""
        self._path = folder / _FILE if folder else None
        self._on_cell = on_cell

    def start(self, notebook: NotebookDocument) -> None:
        """The notebook as it is before its first cell runs."""
        self._write(notebook)

    def begin(self, index: int, cell: NotebookCell) -> None:
        """A code cell begins."""
        self.cell = first_line(cell)
        self._on_cell(self.cell)
        self._write({"begun": index})

    def end(self, index: int, cell: NotebookCell) -> None:
        """A code cell has ended, well or not; its outputs are in it."""
        self._write({"ended": index, "outputs": cell["outputs"], "execution_count": cell["execution_count"]})

    def _write(self, line: Mapping[str, object]) -> None:
        if self._path:
            with self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(line, default=str) + "\n")


def as_far_as_it_ran(folder: Path, reason: str) -> bytes | None:
    """The notebook as far as it ran in the folder, with the reason at its end; None where it did not begin.

    Plain JSON throughout, so that whoever watches a report needs none of Jupyter to keep what is left of it.
    """
    try:
        lines = (folder / _FILE).read_text(encoding="utf-8", errors="replace").splitlines()
        notebook: NotebookDocument = json.loads(lines[0])
    except (OSError, ValueError, IndexError):
        return None
    reached: NotebookCell | None = None
    for text in lines[1:]:
        try:
            line = json.loads(text)
        except ValueError:  # the process ended while it wrote
            break
        if "begun" in line:
            reached = notebook["cells"][line["begun"]]
        else:
            cell = notebook["cells"][line["ended"]]
            cell["outputs"], cell["execution_count"] = line["outputs"], line["execution_count"]
    if reached is not None and not any(output["output_type"] == "error" for output in reached["outputs"]):
        reached["outputs"].append(
            {"output_type": "error", "ename": "Not made", "evalue": reason, "traceback": [f"Not made: {reason}"]}
        )
    return (json.dumps(notebook, indent=1, ensure_ascii=False) + "\n").encode()
