"""Words as safe HTML: Markdown without raw HTML, its headings below the heading they stand under."""

import re
from collections.abc import Sequence

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

_TAGS = {
    *("p", "br", "hr", "strong", "em", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a"),
    *("h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td", "caption", "div"),
}
_ATTRIBUTES = {
    "a": {"href", "title"},
    "ol": {"start"},
    "th": {"scope"},
    "div": {"class", "role", "tabindex", "aria-label"},
}
# A table of the writer's own: named, and scrolled by itself where it is too wide.
_TABLE = """<div class="scroll" role="group" aria-label="Table in the commentary" tabindex="0">
<table>
<caption>Table in the commentary</caption>
"""
# Control characters, and those that turn the order of what follows: a figure would read as another than is checked.
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_LOWEST = 6
# A sentence ends where a capital begins the next one; "No. 5" and "61.0%" are within one.
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"'(£])")
_PARSER = MarkdownIt("commonmark", {"html": False, "typographer": False}).enable("table").disable("image")


def words(text: str, *, below: int) -> Markup:
    """The Markdown as HTML; its headings begin one level under ``below`` and skip none.

    Raw HTML is shown as typed, a picture as its name (a page asks nothing of other machines), and links go to http,
    https and mailto only. Characters that are not seen and change how others are read are left out.
    """
    tokens = _with_scopes(_demoted(_PARSER.parse(_UNSEEN.sub("", text)), below))
    html = _PARSER.renderer.render(tokens, _PARSER.options, {})
    cleaned = nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
    )
    return Markup(cleaned.strip())  # noqa: S704


def first_sentence(text: str) -> str:
    """The first sentence of the words as plain text: of their first paragraph, without Markdown's marks."""
    for token in _PARSER.parse(_UNSEEN.sub("", text)):
        if token.type == "inline":
            plain = "".join(part.content if part.type != "softbreak" else " " for part in token.children or [])
            return _SENTENCE.split(" ".join(plain.split()), maxsplit=1)[0]
    return ""


def _demoted(tokens: Sequence[Token], below: int) -> list[Token]:
    """The tokens with each heading one level under the nearest higher heading before it."""
    open_levels: list[int] = []
    for token in tokens:
        if token.type == "heading_open":
            level = int(token.tag[1])
            open_levels = [*(higher for higher in open_levels if higher < level), level]
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(below + len(open_levels), _LOWEST)}"
    return list(tokens)


def _with_scopes(tokens: list[Token]) -> list[Token]:
    """The tokens with a scope for each heading of a table; an empty one heads nothing and is a plain cell."""
    for place, token in enumerate(tokens):
        if token.type == "th_open":
            if tokens[place + 1].content.strip():
                token.attrs = {"scope": "col"}
            else:
                token.tag = tokens[place + 2].tag = "td"
        elif token.type == "table_open":
            token.type, token.content = "html_block", _TABLE
        elif token.type == "table_close":
            token.type, token.content = "html_block", "</table>\n</div>\n"
    return tokens
