# /// script
# requires-python = ">=3.11"
# dependencies = ["ipykernel==7.4.0", "nbformat==5.11.1", "papermill==2.7.0"]
# ///
"""A second run without parameters keeps those of the first.

papermill writes what it is given into a cell of the executed notebook. Run that notebook again with other parameters
and the cell is replaced; run it with none and the cell stays, so the notebook does not go back to its own defaults.
"""
# ruff: noqa: T201

import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

import nbformat
import papermill
from nbformat.v4 import new_code_cell, new_notebook

SEEN = ["Housing", "Housing"]


def main() -> None:
    """Run a notebook with a parameter, then what came of it with none, and say what each run printed."""
    defaults = new_code_cell('portfolio = "Everything"', metadata={"tags": ["parameters"]})
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = new_notebook(cells=[defaults, new_code_cell("print(portfolio)")], metadata={"kernelspec": kernel})
    with tempfile.TemporaryDirectory() as folder:
        template, first, second = (Path(folder) / f"{name}.ipynb" for name in ("template", "first", "second"))
        nbformat.write(notebook, template)
        papermill.execute_notebook(template, first, {"portfolio": "Housing"}, progress_bar=False)
        papermill.execute_notebook(first, second, {}, progress_bar=False)
        found = [nbformat.read(path, 4).cells[-1].outputs[0].text.strip() for path in (first, second)]
    print(f"papermill {version('papermill')}: with a parameter {found[0]!r}, then without {found[1]!r}")
    if found != SEEN:
        sys.exit(f"Not as it was seen: {SEEN!r}")


if __name__ == "__main__":
    main()
