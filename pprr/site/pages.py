"""The pages around the reports, made from the catalogue alone: the same catalogue gives the same bytes."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pprr.compiled import keep_compiled
from pprr.domain.periods.days import day_label
from pprr.project import Settings
from pprr.report.record.fingerprint import parts_in_words
from pprr.run.publish.style import STYLE
from pprr.site.catalogue import Catalogue

HOME = "index.html"
_TEMPLATES = Path(__file__).parent / "templates"
_ENVIRONMENT = keep_compiled(
    Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    ),
    _TEMPLATES,
)
_ENVIRONMENT.filters.update(day=day_label, in_words=parts_in_words)


def pages(catalogue: Catalogue, settings: Settings) -> dict[str, bytes]:
    """Every page of the site that is no report, by its address from the site's root.

    Links in them are relative and name files (``index.html``), so that they work from a shared folder too.
    """
    homes = {f"{home}/index.html": _of_report(catalogue, home, settings) for home in catalogue.by_home}
    return {HOME: _rendered("home.html.j2", settings, root="", catalogue=catalogue), **homes}


def _of_report(catalogue: Catalogue, home: str, settings: Settings) -> bytes:
    """The page of all editions of a report, at the address that stays the same and leads on to the current one."""
    return _rendered("report.html.j2", settings, root="../../", editions=catalogue.by_home[home])


def _rendered(template: str, settings: Settings, **told: object) -> bytes:
    text = _ENVIRONMENT.get_template(template).render(
        council=settings.organisation.name,
        language=settings.page.language,
        accent=settings.page.accent,
        style=STYLE,
        **told,
    )
    return f"{text.strip()}\n".encode()
