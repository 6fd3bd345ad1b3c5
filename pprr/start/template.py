"""The notebooks that reports are made from, for a project that has none yet."""

import json
from pathlib import Path

from pprr.domain import Period
from pprr.domain.errors import ProjectError
from pprr.project import PORTFOLIO, Project, Reports, find_project
from pprr.start.put import put

_PACKAGED = Path(__file__).resolve().parents[2]


def report_notebook(period: Period, *, kind: str = PORTFOLIO, subject: str = "", reports: Reports | None = None) -> str:
    """The notebook of a kind of report, its parameters those of a report that the project has.

    Raises ProjectError where neither this project nor the checkout that the package runs from has one of the kind.
    """
    reports = reports or Reports()
    found = _template(kind, reports)
    if found is None:
        raise ProjectError("no-report-notebook", notebook=f"notebooks/{reports.notebook_of(kind)}")
    notebook = json.loads(found.read_text(encoding="utf-8"))
    values = {name: str(period) if name == "period" else subject for name in reports.parameters_of(kind)}
    for cell in notebook["cells"]:
        if "parameters" in cell["metadata"].get("tags", []):
            cell["source"] = "\n".join(f'{name} = "{value}"' for name, value in values.items()).splitlines(
                keepends=True
            )
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


def put_document_notebooks(project: Project, period: Period) -> list[str]:
    """Puts those that are missing into notebooks/; the paths of what it made."""
    return put(project.root, document_notebooks(project, period)).made


def document_notebooks(project: Project, period: Period) -> dict[str, bytes]:
    """The notebooks of the kinds of document that are switched on, by their paths in the project.

    A kind of the council's own has none to begin with.
    """
    reports = project.settings.reports
    kinds = [kind for of_subject in reports.documents.values() for kind in of_subject if _template(kind, reports)]
    return {
        project.relative(project.template_of(kind)): report_notebook(period, kind=kind, reports=reports).encode()
        for kind in kinds
    }


def _template(kind: str, reports: Reports) -> Path | None:
    """The kind's notebook: this project's, else that of the checkout which the package runs from."""
    try:
        roots = [find_project().root, _PACKAGED]
    except ProjectError:
        roots = [_PACKAGED]
    paths = [root / "notebooks" / reports.notebook_of(kind) for root in roots]
    return next((path for path in paths if path.is_file()), None)
