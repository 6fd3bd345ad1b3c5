"""The notebooks that reports are made from, for a project that has none yet."""

import json
from pathlib import Path

from pprr.domain import Period
from pprr.domain.errors import ProjectError
from pprr.project import PORTFOLIO, find_project


def report_notebook(period: Period, *, portfolio: str = "", kind: str = PORTFOLIO) -> str:
    """The notebook of a kind of report, its parameters those of a report that the project has.

    Of the kinds only the portfolio's report has a ``portfolio`` among them.
    """
    notebook = json.loads(_template(kind).read_text(encoding="utf-8"))
    own = [f'portfolio = "{portfolio}"\n'] if kind == PORTFOLIO else []
    for cell in notebook["cells"]:
        if "parameters" in cell["metadata"].get("tags", []):
            cell["source"] = [*own, f'period = "{period}"']
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


def _template(kind: str) -> Path:
    """The kind's notebook: this project's, else that of the checkout which the package runs from."""
    name = f"notebooks/{kind}_report.ipynb"
    try:
        roots = [find_project().root]
    except ProjectError:
        roots = []
    roots.append(Path(__file__).resolve().parents[2])
    path = next((root / name for root in roots if (root / name).is_file()), None)
    if path is None:
        raise ProjectError("no-report-notebook", notebook=name)
    return path
