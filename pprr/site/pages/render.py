"""Renders the site's templates: those of its own, which are built of the reports' building blocks."""

from pathlib import Path

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, StrictUndefined

from pprr import formats
from pprr.compiled import keep_compiled
from pprr.domain.periods.days import day_label
from pprr.html.markdown import words
from pprr.project import Settings
from pprr.report.record.fingerprint import parts_in_words
from pprr.run.publish.cards import with_cards
from pprr.run.publish.style import STYLE
from pprr.scorecard import TEMPLATES as SCORECARD
from pprr.site import addresses

_TEMPLATES = Path(__file__).parents[1] / "templates"


def _years(years: range) -> str:
    """Financial years from the first to the last: ``2016/17 to 2019/20``."""
    first, last = (f"{year}/{(year + 1) % 100:02d}" for year in (years[0], years[-1]))
    return f"{first} to {last}"


_ENVIRONMENT = keep_compiled(
    Environment(
        loader=ChoiceLoader([FileSystemLoader([_TEMPLATES, SCORECARD]), PackageLoader("pprr.html")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    ),
    _TEMPLATES,
)
_ENVIRONMENT.filters.update(day=day_label, in_words=parts_in_words, markdown=words, years=_years)
_ENVIRONMENT.globals.update(formats=formats, addresses=addresses)


def rendered(template: str, settings: Settings, address: str, **told: object) -> bytes:
    """The page at the address; links in it go by the way up to the site's root, ``root``."""
    text = _ENVIRONMENT.get_template(template).render(
        council=settings.organisation.name,
        language=settings.page.language,
        accent=settings.page.accent,
        style=STYLE,
        root="../" * address.count("/"),
        is_home=address == addresses.HOME,
        **told,
    )
    return f"{with_cards(text.strip())}\n".encode()
