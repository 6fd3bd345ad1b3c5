"""How Sphinx builds the documentation: ``sphinx-build -W -b html docs docs/_build/html``.

The pages are plain Markdown that reads well on any git host. An index page's list of links is its table of contents.
"""

import re
from typing import Any

project = "pprr"
copyright = "the pprr project"
extensions = ["myst_parser"]
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = "pprr"
html_copy_source = False
html_show_sphinx = False
myst_heading_anchors = 4
suppress_warnings = ["myst.strikethrough"]

_LISTED = re.compile(r"^- \[[^\]]+\]\(([^)#:]+)\.md\)", re.MULTILINE)
_OUTSIDE = re.compile(r"\[([^\]]+)\]\((?:\.\./)+((?!(?:explanation|how-to|reference|tutorial|contributing)/)[^)]+)\)")


def _prepare(app: Any, docname: str, source: list[str]) -> None:
    """Give an index page the hidden table of contents that Sphinx wants, from the links that it lists.

    A link to a file of the repository outside this folder becomes the file's name: a built page has no such neighbour.
    """
    source[0] = _OUTSIDE.sub(r"\1 (`\2`)", source[0])
    if docname.endswith("index"):
        pages = _LISTED.findall(source[0])
        source[0] += "\n```{toctree}\n:hidden:\n\n" + "\n".join(pages) + "\n```\n"


def setup(app: Any) -> None:
    """Connect what this documentation adds to Sphinx."""
    app.connect("source-read", _prepare)
