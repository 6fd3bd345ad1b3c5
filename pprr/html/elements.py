"""Renders the package's templates. Everything that goes into one is escaped unless it has been made safe."""

import re
from collections.abc import Iterable
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from pprr import formats
from pprr.compiled import keep_compiled

_ENVIRONMENT = Environment(
    loader=PackageLoader("pprr.html"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=False,
    auto_reload=False,  # they are the package's, and change no more than its code while it runs
)
keep_compiled(_ENVIRONMENT, Path(__file__).parent)
# What ends a line of a template between two blocks says nothing to a reader, and a page has a thousand of them.
_BLOCKS = "table|thead|tbody|caption|tr|th|td|dl|dt|dd|div|section|figure|figcaption|details|summary|ul|li|p|h[1-6]"
_BETWEEN = re.compile(rf">\s*\n\s*<(?=/?(?:{_BLOCKS})\b)")
_ENVIRONMENT.globals["formats"] = formats
_ENVIRONMENT.filters["upfirst"] = formats.as_sentence


def ready() -> None:
    """Loads every template, so that none is compiled while a page waits for it."""
    for name in _ENVIRONMENT.list_templates():
        _ENVIRONMENT.get_template(name)


class Html:
    """A piece of a page; the last expression of a cell shows it."""

    def __init__(self, text: str) -> None:
        self.text = text

    def _repr_html_(self) -> str:
        return f'<div class="pprr">\n{self.text}\n</div>' if self.text else ""

    def __html__(self) -> str:
        """A piece within another is not escaped again."""
        return self.text

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        """Without the address in memory, which would make each executed notebook another file."""
        return "A piece of the page."


def render(template: str, macro: str = "", **values: object) -> Html:
    """The template, or one macro of it, with the values in it."""
    found = _ENVIRONMENT.get_template(template)
    text = getattr(found.module, macro)(**values) if macro else found.render(**values)
    return Html(_BETWEEN.sub("><", text.strip()))


def join(pieces: Iterable[Html]) -> Html:
    """The pieces one after another."""
    return Html("\n".join(piece.text for piece in pieces))
