"""The index of all reports, made from the records that lie beside the pages."""

import json
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from pprr.press.style import STYLE
from pprr.project import Project
from pprr.replace import write_whole

_ENVIRONMENT = Environment(
    loader=PackageLoader("pprr.press"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)


def write_index(project: Project) -> None:
    """Writes ``reports/index.html``: every page there is, newest period first, and which of them a run left old."""
    periods = []
    for period in sorted(project.periods(), key=lambda period: period.end, reverse=True):
        folder = project.reports(period)
        records = [json.loads(path.read_bytes()) for path in sorted(folder.glob("*/*.json"))]
        pages = [record for record in records if (folder / f"{record['portfolio']['slug']}.html").is_file()]
        failed = _failed(project, folder.name)
        missing = sorted(failed - {record["portfolio"]["slug"] for record in pages})
        if pages or missing:
            pages.sort(key=lambda record: str(record["portfolio"]["name"]))
            periods.append({"period": period, "pages": pages, "failed": failed, "missing": missing})
    text = _ENVIRONMENT.get_template("index.html.j2").render(
        council=project.settings.organisation.name,
        language=project.settings.page.language,
        accent=project.settings.page.accent,
        style=STYLE,
        periods=periods,
        notices=list(
            dict.fromkeys(record["notice"] for found in periods for record in _pages(found) if record["notice"])
        ),
    )
    write_whole(project.site / "index.html", f"{text.strip()}\n".encode())


def _pages(found: dict[str, Any]) -> list[dict[str, Any]]:
    return list(found["pages"])


def _failed(project: Project, period: str) -> set[str]:
    """The portfolios whose report the last run could not make."""
    path = project.site / period / "run.json"
    if not path.is_file():
        return set()
    return {item["portfolio"] for item in json.loads(path.read_bytes())["reports"] if not item["is_made"]}
