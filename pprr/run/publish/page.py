"""An executed notebook as a page: nbconvert with our own template, sanitised, script-free, the same bytes each time."""

import functools
import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

import nh3
from jinja2 import Environment
from markdown_it import MarkdownIt
from traitlets import Bool, Dict, Unicode, default
from traitlets.config import Config

from pprr.compiled import keep_compiled
from pprr.domain.record import ReportRecord
from pprr.lazy import without_slow_parsers
from pprr.run.execute.proof import MIME
from pprr.run.publish.cards import css_text, with_cards
from pprr.run.publish.members import address_of_members, has_members_edition, is_of_members, led_to_report
from pprr.run.publish.style import TEMPLATES, style_of

with without_slow_parsers():
    import nbformat
    from nbconvert.exporters import TemplateExporter
    from nbformat import NotebookNode

_HTML = "text/html"
GUIDE, COVER = "guide", "cover"  # tags of cells: for the analyst only; before the contents list (as "lead" is, in it)
_EDITION = ", members' edition"
_STYLE_ENDS = "</style>"  # the first is the head's
_HEADING = re.compile(r'<h([23])[^>]*?\bid="([^"]+)"[^>]*>(.*?)</h\1>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_TAGS = nh3.ALLOWED_TAGS | {"section", "figure", "figcaption", "details", "summary", "main", "nav", "img"}
# Drawings: shapes and words alone. Nothing in them runs, moves, links, or asks for something (no use, image, style).
_DRAWN = {"svg", "g", "path", "rect", "circle", "text", "tspan"}
_LOOKS = {"x", "y", "width", "height", "transform", "preserveAspectRatio", "viewBox", "d", "cx", "cy", "r"}
_LOOKS |= {"text-anchor", "font-size", "stroke-width", "stroke-dasharray"}
_ATTRIBUTES = {
    "*": {"id", "class", "lang", "title", "role", "tabindex", "aria-label", "aria-labelledby", "aria-hidden"},
    "a": {"href", "rel"},
    "img": {"src", "alt", "width", "height"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    **dict.fromkeys(_DRAWN, _LOOKS),
    "ol": {"start"},
}
_PARSER = MarkdownIt("commonmark", {"html": False}).disable("image")
_PICTURES = tuple(f"data:image/{kind};base64," for kind in ("svg+xml", "png", "jpeg", "gif", "webp"))
_EMPTY = re.compile(r"></(?:path|rect|circle)>")  # of the shapes, most of a page's elements, nothing is within
_UNSEEN = re.compile(r"[\x00-\x20]")  # a browser skips these in front of a scheme, and some of them within it


def clean_html(text: str) -> str:
    """The HTML without whatever could run or ask another machine for something."""
    cleaned = nh3.clean(
        text,
        tags=_TAGS | _DRAWN,
        clean_content_tags={"script", "style"},
        attributes=_ATTRIBUTES,
        attribute_filter=_filtered,
        url_schemes={"http", "https", "mailto", "data"},
        link_rel=None,  # no page tells another where it was come from: see its head
    )
    return _EMPTY.sub("/>", cleaned)


def _filtered(tag: str, name: str, value: str) -> str | None:
    """A picture may only be one that the page carries; a link may not carry data."""
    if name == "src":
        return value if value.startswith(_PICTURES) else None
    if name == "href" and _UNSEEN.sub("", value).lower().startswith("data:"):
        return None
    return value


def _title(record: ReportRecord | None, *, for_members: bool) -> str:
    title = f"{record['portfolio']['name']}: {record['title']}" if record else "Report"
    return f"{title}{_EDITION if for_members else ''}"


def _running(record: ReportRecord | None, *, for_members: bool) -> tuple[str, str]:
    """The words at the head of every page on paper: the document with its period and whose it is, and its state."""
    if record is None:
        return "", ""
    edition = _EDITION if for_members else ""
    return f"{record['title']}: {record['portfolio']['name']}{edition}", record["state"]


def heading_id(text: str) -> str:
    """The address of a chapter's heading within the page."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def markdown(text: str) -> str:
    """A template's own Markdown, its headings with addresses; raw HTML is shown as typed."""
    tokens = _PARSER.parse(text)
    for place, token in enumerate(tokens):
        if token.type == "heading_open":
            token.attrSet("id", heading_id(tokens[place + 1].content))
    return str(_PARSER.renderer.render(tokens, _PARSER.options, {}))


class ReportExporter(TemplateExporter):
    """nbconvert's exporter with the report's template: ``jupyter nbconvert --to pprr`` works by hand too.

    Not its HTML exporter, which parses the whole page once more to mend what our template never leaves out.
    """

    export_from_notebook = "Portfolio report"
    output_mimetype = "text/html"
    language = Unicode("en-GB", help="The language of the page.").tag(config=True)
    accent = Unicode("#12436D", help="The colour of headings and links.").tag(config=True)
    report = Unicode("", help="The name of the report, which is that of its page.").tag(config=True)
    web = Unicode("", help="The council's web address.").tag(config=True)
    logo = Unicode("", help="The council's logo, as a data address.").tag(config=True)
    for_members = Bool(False, help="Whether it is the members' edition.").tag(config=True)

    filters = Dict(
        {"clean_html": clean_html, "report_markdown": markdown}, help="The filters that the template uses."
    ).tag(config=True)

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".html"

    @default("template_name")
    def _template_name_default(self) -> str:
        return "pprr"

    @property
    def default_config(self) -> Config:
        """Our template's folder beside nbconvert's own."""
        config = Config({"ReportExporter": {"extra_template_basedirs": [str(TEMPLATES)]}})
        config.merge(super().default_config)
        return config

    def _create_environment(self) -> Environment:
        return keep_compiled(super()._create_environment(), TEMPLATES)  # type: ignore[no-untyped-call]

    def _validate_preprocessor(self, nbc: NotebookNode, preprocessor: object) -> None:
        """The notebook was validated when it was read; what nbconvert does on the way to our template leaves it so."""

    def from_notebook_node(  # type: ignore[override]  # as nbconvert's own exporters override it
        self, nb: NotebookNode, resources: dict[str, object] | None = None, **options: object
    ) -> tuple[str, dict[str, object]]:
        """The page and nbconvert's resources."""
        resources = dict(resources or {})
        record = _record(nb)
        name = self.report or (record["portfolio"]["slug"] if record else "")
        has_members = has_members_edition(nb) and not self.for_members
        cells = [cell for cell in nb["cells"] if is_of_members(cell) is self.for_members]
        nb = NotebookNode({**nb, "cells": [_as_seen(cell) for cell in _without_empty_chapters(cells)]})
        resources["pprr"] = {
            "title": _title(record, for_members=self.for_members),
            "index": "../../index.html" if self.for_members else "../index.html",
            "report": f"../{name}.html" if self.for_members else "",
            "members": address_of_members(name) if has_members else "",
            "council": record["council"] if record else "",
            "state": record["state"] if record else "",
            "running": [css_text(text) for text in _running(record, for_members=self.for_members)],
            "language": self.language,
            "accent": self.accent,
            "web": self.web,
            "logo": self.logo,
            "contents": _contents(nb),
        }
        page, resources = super().from_notebook_node(nb, resources, **options)
        page = with_cards(page)
        return page.replace(_STYLE_ENDS, style_of(page) + _STYLE_ENDS, 1), resources


@dataclass(frozen=True)
class Imprint:
    """The council's own of a page: its language, its colour, its web address and its logo as a data address."""

    language: str
    accent: str
    web: str = ""
    logo: str = ""


def page_of(notebook: NotebookNode, imprint: Imprint, *, report: str = "", for_members: bool = False) -> str:
    """The page of an executed notebook, or its members' edition, of the report of that name."""
    exporter = _exporter()
    exporter.language, exporter.accent = imprint.language, imprint.accent
    exporter.web, exporter.logo = imprint.web, imprint.logo
    exporter.report, exporter.for_members = report, for_members
    text, _ = exporter.from_notebook_node(notebook)
    page = f"{text.strip()}\n"
    return led_to_report(page, report) if for_members else page


def ready() -> None:
    """Makes the exporter of this process ready: its template and the schema of notebooks are compiled at first use."""
    cells = [nbformat.v4.new_markdown_cell("# Made up"), nbformat.v4.new_code_cell("1")]
    page_of(nbformat.from_dict(nbformat.v4.new_notebook(cells=cells)), Imprint("en-GB", "#12436D"))


@functools.cache
def _exporter() -> ReportExporter:
    return ReportExporter()  # type: ignore[no-untyped-call]


def _without_empty_chapters(cells: Sequence[NotebookNode]) -> list[NotebookNode]:
    """The cells without the headings of chapters whose every part, up to the next such heading, shows nothing."""
    kept: list[NotebookNode] = []
    below: list[NotebookNode] = []
    for cell in reversed(cells):
        text = "".join(cell["source"]).strip()
        if cell["cell_type"] == "markdown" and text.startswith("## "):
            if "\n" not in text and below and not any(_shows(part) for part in below):
                continue
            below = []
        else:
            below.append(cell)
        kept.insert(0, cell)
    return kept


def _as_seen(cell: NotebookNode) -> NotebookNode:
    """The cell with nothing but what our template shows of it: nbconvert copies each notebook, and the record is large.

    The members' edition and the record are known by then.
    """
    if "outputs" not in cell:
        return cell
    seen = [
        NotebookNode({**output, "data": NotebookNode({_HTML: output["data"][_HTML]})})
        for output in cell["outputs"]
        if _HTML in output.get("data", {})
    ]
    return NotebookNode({**cell, "outputs": seen})


def _shows(cell: NotebookNode) -> bool:
    """Tells whether something of the cell stands on the page."""
    if GUIDE in cell.get("metadata", {}).get("tags", []):
        return False
    if cell["cell_type"] != "code":
        return bool(cell["cell_type"] == "markdown")
    shown = (output["data"].get("text/html", "") for output in cell.get("outputs", []) if "data" in output)
    return any("".join(found).strip() for found in shown)


def _record(notebook: NotebookNode) -> ReportRecord | None:
    found = [
        output["data"][MIME]
        for cell in notebook["cells"]
        for output in cell.get("outputs", [])
        if MIME in output.get("data", {})
    ]
    return found[-1] if found else None


class Heading(TypedDict):
    """A chapter or a section: its address in the page, its text, and the sections of a chapter."""

    address: str
    text: str
    sections: "list[Heading]"


def _contents(notebook: NotebookNode) -> list[Heading]:
    """The chapters and their sections, for the contents list."""
    chapters: list[Heading] = []
    for cell in notebook["cells"]:
        tags = cell.get("metadata", {}).get("tags", [])
        if GUIDE in tags or COVER in tags:
            continue
        pieces = [markdown(cell["source"])] if cell["cell_type"] == "markdown" else []
        pieces += [
            output["data"]["text/html"] for output in cell.get("outputs", []) if "text/html" in output.get("data", {})
        ]
        for level, address, text in (found for piece in pieces for found in _HEADING.findall("".join(piece))):
            entry = Heading(address=address, text=html.unescape(_TAG.sub("", text)).strip(), sections=[])
            if level == "2":
                chapters.append(entry)
            elif chapters:
                chapters[-1]["sections"].append(entry)
    return chapters
