# /// script
# requires-python = ">=3.11"
# dependencies = ["papermill==2.7.0", "nbclient==0.11.0", "ipykernel==7.4.0"]
# ///
"""A notebook that leaves half-way is done for papermill, and an error for nbclient.

A cell that calls ``sys.exit(0)``, as scripts do when there is nothing left to do, ends papermill's run without an
error: the cells below are not run, the file is written, and the command ends with 0. nbclient, which nbconvert
executes with, raises for the same notebook. A batch that goes by papermill's end publishes a page without its second
half.
"""
# ruff: noqa: T201

import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

import nbclient
import nbformat
import papermill
from nbclient.exceptions import CellExecutionError

SEEN = {"papermill": [1, 2, None], "nbclient": "CellExecutionError"}


def main() -> None:
    """Run a notebook of three cells that leaves in its second, both ways."""
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    cells = [nbformat.v4.new_code_cell(source) for source in ("import sys", "sys.exit(0)", "print('the money')")]
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
    found: dict[str, object] = {}
    with tempfile.TemporaryDirectory() as folder:
        source, made = Path(folder) / "report.ipynb", Path(folder) / "made.ipynb"
        nbformat.write(notebook, source)
        papermill.execute_notebook(source, made, progress_bar=False)
        found["papermill"] = [cell.execution_count for cell in nbformat.read(made, 4).cells]
    try:
        nbclient.NotebookClient(notebook).execute()
    except CellExecutionError as error:
        found["nbclient"] = type(error).__name__
    print(f"papermill {version('papermill')}, nbclient {version('nbclient')}: {found}")
    if found != SEEN:
        sys.exit(f"Not as it was seen: {SEEN!r}")


if __name__ == "__main__":
    main()
