"""A project whose notebooks only show a number, so that what happens to a report can be tried hundreds of times."""

import json
import textwrap
from collections.abc import Sequence
from pathlib import Path

import psutil

from pprr.domain import Period
from pprr.project import Project, find_project
from pprr.run.item import Item, ItemOutcome
from pprr.run.worker.pool import Pool
from pprr.run.worker.processes import MARK

PERIOD = Period.parse("2025-26-q2")
SLUG = "example-services"
RECORD = """\
from IPython.display import display
display({"application/vnd.pprr.record+json": {
    "portfolio": {"slug": portfolio, "name": portfolio.title()},
    "period": {"name": period, "title": "Mid-Year Report"},
    "title": "Mid-Year Report",
    "council": "Anyborough Council (made up)",
    "state": "Draft",
    "notice": "",
    "counts": {"measures": 0, "statuses": [], "exceptions": 0, "highlights": 0},
    "order": ["measures"],
    "tables": {"measures": {
        "row": "One row per measure.",
        "columns": [{"name": "edition", "type": "text", "meaning": "The edition."}],
        "rows": [[f"edition {edition}"]],
    }},
}}, raw=True)
"""
SHOWN = 'from IPython.display import HTML, display\ndisplay(HTML(f"<p>edition {edition} of {portfolio}</p>"))'


def tiny(folder: Path, *, limits: str = "") -> Project:
    """A project in the folder, with those limits of a run and one notebook that goes well."""
    (folder / "notebooks").mkdir(parents=True)
    text = f'[organisation]\nname = "Anyborough Council (made up)"\n[run]\n{limits}\n'
    (folder / "pprr.toml").write_text(text, encoding="utf-8")
    project = find_project(folder)
    template(project)
    return project


def template(project: Project, *cells: str, kind: str = "portfolio", edition: int = 1) -> None:
    """Writes the notebook of a kind of report: its edition, those cells, and a record of both."""
    sources = [f"edition = {edition}", SHOWN, *map(textwrap.dedent, cells), RECORD]
    written = [_code("parameters", 'portfolio = ""\nperiod = ""', ["parameters"])]
    written += [_code(f"cell-{number}", source.strip(), []) for number, source in enumerate(sources)]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = {"cells": written, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    project.template_of(kind).write_text(json.dumps(notebook), encoding="utf-8")


def item(kind: str = "portfolio", *, portfolio: str = SLUG) -> Item:
    """The report of that kind."""
    return Item(portfolio, PERIOD, kind)


def outcomes(pool: Pool, items: Sequence[Item]) -> dict[str, ItemOutcome]:
    """What becomes of the items, by their kinds."""
    return {one.kind: outcome for one, outcome in pool.make(items)}


def outcomes_of(project: Project, items: Sequence[Item], *, workers: int = 1) -> dict[Item, ItemOutcome]:
    """What becomes of the items in a pool of their own."""
    with Pool(project, workers=workers) as pool:
        return dict(pool.make(items))


def marked(place: str | Path) -> list[psutil.Process]:
    """What is there of the runs whose folders begin so, wherever it has hidden, by the mark that each inherits."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.environ().get(MARK, "").startswith(str(place)):
                found.append(process)
        except psutil.Error:
            continue
    return found


def _code(name: str, source: str, tags: list[str]) -> dict[str, object]:
    cell = {"cell_type": "code", "id": name, "execution_count": None, "outputs": [], "source": source}
    return {**cell, "metadata": {"tags": tags} if tags else {}}
