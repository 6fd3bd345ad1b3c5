"""The notebook that reports are made from, for a project that has none yet."""

import json
from pathlib import Path

from pprr.domain import Period
from pprr.domain.errors import ProjectError
from pprr.project import find_project


def report_notebook(portfolio: str, period: Period) -> str:
    """The report's notebook, its parameters those of a report that the project has."""
    notebook = json.loads(_template().read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if "parameters" in cell["metadata"].get("tags", []):
            cell["source"] = [f'portfolio = "{portfolio}"\n', f'period = "{period}"']
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


def _template() -> Path:
    """The report's notebook: this project's, else that of the checkout which the package runs from."""
    try:
        found = [find_project().template]
    except ProjectError:
        found = []
    found.append(Path(__file__).resolve().parents[2] / "notebooks" / "portfolio_report.ipynb")
    path = next((path for path in found if path.is_file()), None)
    if path is None:
        raise ProjectError("no-report-notebook")
    return path
