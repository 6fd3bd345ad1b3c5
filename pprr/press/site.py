"""The index of all reports, made from the records that lie beside the pages."""

import json
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from pprr.model import Period
from pprr.press.style import STYLE
from pprr.project import Project
from pprr.replace import write_whole

RUN_FILE = "run.json"
_ENVIRONMENT = Environment(
    loader=PackageLoader("pprr.press"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)


def write_index(project: Project) -> None:
    """Writes ``reports/index.html``: every page there is, newest period first, and which of them a run left old."""
    periods = [_contents(project, period) for period in _periods(project)]
    shown = [found for found in periods if found["pages"] or found["missing"]]
    notices = dict.fromkeys(record["notice"] for found in shown for record in found["pages"] if record["notice"])
    text = _ENVIRONMENT.get_template("index.html.j2").render(
        council=project.settings.organisation.name,
        language=project.settings.page.language,
        accent=project.settings.page.accent,
        style=STYLE,
        periods=shown,
        notices=list(notices),
    )
    write_whole(project.site / "index.html", f"{text.strip()}\n".encode())


def published(project: Project, period: Period) -> list[dict[str, Any]]:
    """The records of the pages that a period has, by the portfolio's name."""
    folder = project.reports(period)
    records = [read_json(path) for path in folder.glob("*/*.json")]
    pages = [record for record in records if record and (folder / f"{record['portfolio']['slug']}.html").is_file()]
    return sorted(pages, key=lambda record: str(record["portfolio"]["name"]))


def _contents(project: Project, period: Period) -> dict[str, Any]:
    pages = published(project, period)
    run = read_json(project.reports(period) / RUN_FILE)
    failed = {str(item["portfolio"]) for item in run.get("reports", []) if not item["is_made"]}
    missing = sorted(failed - {record["portfolio"]["slug"] for record in pages})
    return {"period": period, "pages": pages, "failed": failed, "missing": missing}


def _periods(project: Project) -> list[Period]:
    """The periods that have a folder of reports, newest first; what else lies there is left alone."""
    found = []
    for folder in project.site.glob("20*"):
        try:
            found.append(Period.parse(folder.name))
        except ValueError:
            continue  # not a period's folder, so none of ours
    return sorted(found, key=lambda period: period.end, reverse=True)


def read_json(path: Path) -> dict[str, Any]:
    """The JSON in the file; nothing where there is no file, or one that something else has spoilt."""
    try:
        return dict(json.loads(path.read_bytes()))
    except (FileNotFoundError, ValueError):
        return {}
