# /// script
# requires-python = ">=3.11"
# dependencies = ["papermill==2.7.0"]
# ///
"""A year's label, 2024_25, reaches the notebook as the number 202425.

papermill's command line gives ``-p year 2024_25`` the type of what Python's ``int`` takes, and that takes underscores
between digits. A notebook that looks for the folder ``2024_25`` looks for ``202425``; ``2024-25`` stays text, and so
does everything given with ``-r``. No message tells the two apart: the parameter prints as it was stored.
"""
# ruff: noqa: T201

import json
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

SEEN = {"2024_25": "year = 202425", "2024-25": 'year = "2024-25"'}


def main() -> None:
    """Give a notebook a year in two spellings, and say what was put into it."""
    cell = {
        "cell_type": "code",
        "metadata": {"tags": ["parameters"]},
        "source": 'year = ""',
        "outputs": [],
        "execution_count": None,
    }
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = {"cells": [cell], "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 4}
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        source, made = Path(folder) / "report.ipynb", Path(folder) / "made.ipynb"
        source.write_text(json.dumps(notebook), "utf-8")
        for year in SEEN:
            command = [sys.executable, "-m", "papermill", source, made, "-p", "year", year, "--prepare-only"]
            subprocess.run(command, check=True, capture_output=True)
            injected = json.loads(made.read_text("utf-8"))["cells"][1]["source"]
            found[year] = "".join(injected).splitlines()[-1]
    print(f"papermill {version('papermill')}: {found}")
    if found != SEEN:
        sys.exit(f"Not as it was seen: {SEEN!r}")


if __name__ == "__main__":
    main()
