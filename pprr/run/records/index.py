"""The index of all reports, made from the run records and, for pages that none knows, from what lies beside them."""

import datetime
from pathlib import Path
from typing import Any

from pprr.atomic import write_whole
from pprr.domain import Period
from pprr.domain.periods.days import day_label
from pprr.project import Project
from pprr.run.item import PORTFOLIO
from pprr.run.publish.style import STYLE
from pprr.run.records.run_record import GONE, entries_of, read_json, read_run


def write_index(project: Project) -> None:
    """Writes ``reports/index.html``: every page there is, newest period first; which are old, since when and why."""
    newest_first = sorted(project.reported_periods(), key=lambda period: period.end, reverse=True)
    periods = [_contents(project, period) for period in newest_first]
    shown = [found for found in periods if found["pages"] or found["missing"]]
    notices = dict.fromkeys(page["notice"] for found in shown for page in found["pages"] if page["notice"])
    data = _rendered(project, shown, list(notices)).encode()
    path = project.site / "index.html"
    if not path.is_file() or path.read_bytes() != data:
        write_whole(path, data)


def published(project: Project, period: Period) -> list[dict[str, Any]]:
    """The pages that a period has, by name: each with what the index says of it, and its portfolio, kind and file.

    One that the run record does not know is told by the record among its downloads, and left out where there is none.
    """
    folder = project.reports(period)
    entries = entries_of(read_run(project, period))
    found = {}
    for page in folder.glob("*.html"):
        entry = entries.get(page.stem, {})
        said = entry.get("page") or _of_download(read_json(folder / page.stem / f"{page.stem}.json"))
        if said:
            found[page.stem] = {
                **{key: said[key] for key in ("name", "title", "state", "counts", "notice")},
                "portfolio": entry.get("portfolio", page.stem.partition(".")[0]),
                "kind": entry.get("kind", page.stem.partition(".")[2] or PORTFOLIO),
                "file": page.stem,
            }
    return sorted(found.values(), key=lambda page: (str(page["name"]), str(page["file"])))


def _of_download(record: dict[str, Any]) -> dict[str, Any]:
    """What the index says of a page by its record; nothing where something has spoilt that."""
    try:
        counts = record["counts"]
        statuses = [{key: part[key] for key in ("measures", "words")} for part in counts["statuses"]]
        numbers = {key: counts[key] for key in ("measures", "exceptions", "highlights")}
        words = {"name": record["portfolio"]["name"], **{key: record[key] for key in ("title", "state", "notice")}}
    except (KeyError, TypeError):
        return {}
    return {**words, "counts": {**numbers, "statuses": statuses}} if all(map(_is_words, words.values())) else {}


def _is_words(found: object) -> bool:
    return isinstance(found, str)


def _contents(project: Project, period: Period) -> dict[str, Any]:
    pages = published(project, period)
    entries = entries_of(read_run(project, period))
    old = {name: _old(entry) for name, entry in entries.items() if not entry["is_made"]}
    gone = {name for name, entry in entries.items() if entry["outcome"] == GONE}
    missing = sorted(set(old) - gone - {page["file"] for page in pages})
    return {"period": period, "pages": pages, "old": old, "missing": missing}


def _old(entry: dict[str, Any]) -> dict[str, str | bool]:
    """Since when a page is not renewed, and when it was made. The cause is for the batch officer: run.txt has it."""
    since, page = entry["old_since"], entry["page"]
    return {
        "since": _day(since) if since else "",
        "made": _day(page["made"]) if page else "",
        "is_gone": entry["outcome"] == GONE,
    }


def _day(time: str) -> str:
    return day_label(datetime.datetime.fromisoformat(time).date())


def _rendered(project: Project, periods: list[dict[str, Any]], notices: list[str]) -> str:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    text = environment.get_template("index.html.j2").render(
        council=project.settings.organisation.name,
        language=project.settings.page.language,
        accent=project.settings.page.accent,
        style=STYLE,
        periods=periods,
        notices=notices,
    )
    return f"{text.strip()}\n"
