"""The data quality of a period as a page for the analyst, beside the cleaned tables; it is never published."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypedDict

from pprr.atomic import write_whole
from pprr.domain import Severity
from pprr.html.elements import Html, render
from pprr.project import Project
from pprr.review.gather import Quality
from pprr.run.publish.style import STYLE

FILE = "quality.html"


class QualityPage(TypedDict):
    """The content of the page of a period's data quality."""

    quality: Quality
    severities: Sequence[Severity]
    council: str
    language: str
    accent: str
    style: Html


CONTEXTS: Mapping[tuple[str, str], type] = {("quality.html.j2", ""): QualityPage}
"""What the template is given."""


def page_of(quality: Quality, *, council: str, language: str, accent: str) -> str:
    """The page: one file without scripts, the same bytes for the same quality."""
    page = render(
        "quality.html.j2",
        **QualityPage(
            quality=quality,
            severities=list(Severity),
            council=council,
            language=language,
            accent=accent,
            style=Html(STYLE),
        ),
    )
    return f"{page}\n"


def write_page(project: Project, quality: Quality) -> Path:
    """Writes the page into the folder of the period's cleaned tables; its place."""
    settings = project.settings
    text = page_of(
        quality, council=settings.organisation.name, language=settings.page.language, accent=settings.page.accent
    )
    path = project.processed(quality.period) / FILE
    write_whole(path, text.encode())
    return path
