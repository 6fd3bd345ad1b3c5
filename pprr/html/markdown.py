"""Words as safe HTML: Markdown with plain tags alone, its headings below the heading they stand under."""

import re
from collections.abc import Mapping, Sequence

import nh3
from markdown_it.token import Token
from markupsafe import Markup, escape

from pprr.domain.picture import Picture, Piece
from pprr.markup.parser import OPTIONS, RENDERER, TAGS, caption_at, inline_of, parse
from pprr.markup.shown import alt_of

_TAGS = {
    *("p", "hr", "code", "pre", "blockquote", "ul", "ol", "li", "a", *TAGS),
    *("h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td", "caption", "div"),
}
_ATTRIBUTES = {
    "a": {"href", "title"},
    "br": {"class"},
    "ol": {"start"},
    "th": {"scope", "class"},
    "td": {"class"},
    "div": {"class", "role", "tabindex", "aria-label"},
}
# A table of the writer's own: named, and scrolled by itself where it is too wide.
_TABLE = """<div class="scroll" role="group" aria-label="Table in the commentary" tabindex="0">
<table>
<caption>Table in the commentary</caption>
"""
_NAME = "Table in the commentary"
_RIGHT = "text-align:right"
# Stands for a picture while the HTML around it is cleaned; no tag that is typed has an attribute.
_PICTURE = '<br class="picture-{}">'
_PICTURES = re.compile(r'<br class="picture-([0-9]+)">')
# Control characters, and those that turn the order of what follows: a figure would read as another than is checked.
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_LOWEST = 6
# A sentence ends where a capital begins the next one; "No. 5" and "61.0%" are within one.
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"'(£])")


def words(said: str | Sequence[Piece], *, below: int) -> Markup:
    """The Markdown of a text, or of an entry's cells, as HTML; its headings begin one level under ``below``.

    None is skipped. Raw HTML is shown as typed but for plain tags, links go to http, https and mailto only, and a
    picture is one that the page carries, or its name. Characters that are not seen and change how others are read are
    left out.
    """
    pieces = [Piece(said)] if isinstance(said, str) else said
    pictures: list[str] = []
    tokens: list[Token] = []
    for piece in pieces:
        parsed, _ = parse(_UNSEEN.sub("", piece.text))
        tokens += _with_captions(_with_pictures(parsed, piece.pictures, pictures))
    html = RENDERER.render(_with_scopes(_demoted(tokens, below)), OPTIONS, {})
    cleaned = nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
    )
    return Markup(_PICTURES.sub(lambda match: pictures[int(match[1])], cleaned.strip()))  # noqa: S704


def _with_pictures(tokens: list[Token], known: Mapping[str, Picture], found: list[str]) -> list[Token]:
    """The tokens with a mark for each picture that the page carries, which is put among those found; else its name."""
    for token in inline_of(tokens):
        if token.type != "image":
            continue
        alt, picture = alt_of(token), known.get(str(token.attrs["src"]))
        token.type, token.children = "html_inline" if picture else "text", None
        token.content = _PICTURE.format(len(found)) if picture else f"[picture: {alt or 'without a name'}]"
        if picture:
            found.append(f'<img alt="{escape(alt)}" src="{picture.address}">')
    return tokens


def _with_captions(tokens: list[Token]) -> list[Token]:
    """The tokens with the caption of each table that a line above it gives, ``Table: words``, in its place."""
    kept: list[Token] = []
    caption = ""
    for place, token in enumerate(tokens):
        caption = caption_at(tokens, place) or caption
        if token.type == "table_open":
            name = escape(caption or _NAME)
            token.type, token.content = "html_block", _TABLE.replace(_NAME, name)
            del kept[len(kept) - 3 if caption else len(kept) :]
            caption = ""
        kept.append(token)
    return kept


def first_sentence(text: str) -> str:
    """The first sentence of the words as plain text, without Markdown's marks; blank where there are none."""
    return next(iter(sentences(text)), "")


def sentences(text: str) -> list[str]:
    """The sentences of the words as plain text, without Markdown's marks."""
    tokens, _ = parse(_UNSEEN.sub("", text))
    found: list[str] = []
    for token in tokens:
        if token.type == "inline":
            plain = "".join(part.content if part.type != "softbreak" else " " for part in token.children or [])
            found += _SENTENCE.split(" ".join(plain.split()))
    return found


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
        if token.type in {"th_open", "td_open"}:
            is_right = _RIGHT in str(token.attrs.get("style", ""))
            token.attrs = {"class": "number"} if is_right else {}
        if token.type == "th_open":
            if tokens[place + 1].content.strip():
                token.attrs = {"scope": "col", **token.attrs}
            else:
                token.tag = tokens[place + 2].tag = "td"
        elif token.type == "table_close":
            token.type, token.content = "html_block", "</table>\n</div>\n"
    return tokens
