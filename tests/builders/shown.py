"""Everything that a period's reports and documents show: each part, table and query as text, by the place's name."""

import html
import json
import re

import nbformat

from pprr import notebook as page
from pprr.documents import document_of
from pprr.domain import Period
from pprr.ingest.load import load
from pprr.ingest.subjects import documents_of
from pprr.ingest.tables import PORTFOLIOS
from pprr.project import Project
from pprr.report import Report
from pprr.report.assemble import past_of
from pprr.report.record.record import record_of
from pprr.run.publish.logo import logo_address
from pprr.run.publish.page import Imprint, page_of

_TAG = re.compile(r"<[^>]+>")
_TITLE = re.compile(r"^## (\d+\. )?")
_CALL = re.compile(r"page\.(\w+)\(report\)")


def shown(project: Project, period: Period) -> dict[str, str]:
    """The text of every place, of all reports and documents together."""
    cleaned = load(project, period)
    past = past_of(project, cleaned)
    documents = documents_of(project.settings.reports, period, cleaned.tables)
    slugs = [one.portfolio for one in cleaned.tables.records(PORTFOLIOS)]
    kinds = {**dict.fromkeys(slugs, "portfolio"), **{name: one.kind for name, one in documents.items()}}
    found = dict.fromkeys(("[organisation] web", "[organisation] logo"), _frame(project))
    for name, kind in kinds.items():
        report = document_of(project, cleaned, name, past, is_writing=True)
        for place, text in _places(project, report, kind):
            found[place] = f"{found.get(place, '')}\n{text}"
    return found


def _frame(project: Project) -> str:
    """The page around whatever is reported."""
    organisation, logo = project.settings.organisation, project.logo
    address = logo_address(logo, name=logo.name) if logo else ""
    empty = nbformat.from_dict(nbformat.v4.new_notebook())
    return page_of(empty, Imprint("en-GB", "#12436D", organisation.web, address))


def _places(project: Project, report: Report, kind: str) -> list[tuple[str, str]]:
    template = project.template_of(kind)
    notebook = json.loads(template.read_text("utf-8"))
    chapters = ["".join(cell["source"]) for cell in notebook["cells"] if "".join(cell["source"]).startswith("## ")]
    calls = [name for cell in notebook["cells"] for name in _CALL.findall("".join(cell["source"])) if name != "record"]
    record = record_of(report)
    tables = [(f"downloads: {name}", json.dumps(table["rows"])) for name, table in record["tables"].items()]
    queries = "\n".join(f"{query.key} {query.item}" for query in report.queries)
    wanted = "\n".join(f"{item}: {reason}" for item, reason in report.wanted.items())
    parts = [(f"page.{name}", _text(str(getattr(page, name)(report)))) for name in calls]
    head = ("record", f"{record['council']} {record['notice']}")
    told = [(f"{template.name}: {_TITLE.sub('', text).partition(chr(10))[0]}", text) for text in chapters]
    return [*parts, *tables, head, *told, ("pprr check", queries), ("pprr draft", wanted)]


def _text(part: str) -> str:
    addresses = " ".join(re.findall(r'href="([^"]+)"', part))
    return " ".join(html.unescape(_TAG.sub(" ", part)).split()) + f"\n{addresses}"
