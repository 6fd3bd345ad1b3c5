"""The report's notebook of a project: its cells read, added, changed and taken out."""

import json
from collections.abc import Sequence
from typing import Any

from pprr.project import Project


def read_template(project: Project) -> dict[str, Any]:
    """The project's report notebook."""
    return json.loads(project.template.read_text(encoding="utf-8"))


def write_template(project: Project, notebook: object) -> None:
    """Replaces the project's report notebook."""
    project.template.write_text(json.dumps(notebook), encoding="utf-8")


def insert_cell(project: Project, before: str, source: str) -> None:
    """Puts a code cell into the report notebook, before the cell with that identifier."""
    notebook = read_template(project)
    place = [cell["id"] for cell in notebook["cells"]].index(before)
    cell = {"cell_type": "code", "id": "added", "metadata": {}, "execution_count": None, "outputs": []}
    notebook["cells"].insert(place, {**cell, "source": source})
    write_template(project, notebook)


def change_cell(project: Project, name: str, source: str, *, tags: Sequence[str] = ()) -> None:
    """Gives a cell of the report notebook another source and other tags."""
    notebook = read_template(project)
    [cell] = [cell for cell in notebook["cells"] if cell["id"] == name]
    cell["source"], cell["metadata"] = source, {"tags": list(tags)} if tags else {}
    write_template(project, notebook)


def delete_cell(project: Project, name: str) -> None:
    """Takes a cell out of the report notebook."""
    notebook = read_template(project)
    notebook["cells"] = [cell for cell in notebook["cells"] if cell["id"] != name]
    write_template(project, notebook)
