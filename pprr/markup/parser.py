"""Parses words as JupyterLab shows them: CommonMark with tables, struck words, task lists, plain tags and addresses.

Raw HTML stays text, but for tags without attributes that only set type: they can neither run nor ask for anything.
"""

import re
from collections.abc import Iterator
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

TAGS = ("br", "sup", "sub", "b", "strong", "i", "em", "u", "s", "del", "ins", "mark", "small")
TAG = re.compile(rf"<(/?)({'|'.join(TAGS)})[ \t]*/?>", re.IGNORECASE)
_TASK = re.compile(r"\[([ xX])\][ \t]+(?=\S)")
_BOXES = {" ": "\u2610 ", "x": "\u2611 ", "X": "\u2611 "}
_ADDRESS = re.compile(r"\bhttps?://[^\s<>\"]*[^\s<>\"'.,;:!?)\]*_~]")
_CAPTION = re.compile(r"Table:[ \t]*(?=\S)")


def parse(text: str) -> tuple[list[Token], dict[str, Any]]:
    """The tokens of one cell's words, and its definitions of links."""
    env: dict[str, Any] = {}
    return _PARSER.parse(text, env), env


def inline_of(tokens: list[Token]) -> Iterator[Token]:
    """Every token of the text itself, in its order, within whatever stands around it."""
    for token in tokens:
        if token.type != "inline":
            yield token
        yield from inline_of(token.children or [])


def caption_at(tokens: list[Token], place: int) -> str:
    """The caption that a paragraph gives the table behind it: ``Table: words``; blank for any other place."""
    kinds = [token.type for token in tokens[place : place + 4]]
    if kinds != ["paragraph_open", "inline", "paragraph_close", "table_open"]:
        return ""
    match = _CAPTION.match(tokens[place + 1].content)
    return tokens[place + 1].content[match.end() :] if match else ""


def _tag(state: StateInline, silent: bool) -> bool:
    """Takes a plain tag for what it is."""
    match = TAG.match(state.src, state.pos)
    if not match:
        return False
    if not silent:
        token = state.push("html_inline", "", 0)
        token.content = f"<{match[1]}{match[2].lower()}>"
    state.pos = match.end()
    return True


def _whole_tags(state: StateCore) -> None:
    """Makes text again of tags that are not closed within their paragraph, or close nothing."""
    for token in state.tokens:
        opened: list[Token] = []
        for child in token.children or []:
            if child.type != "html_inline" or child.content == "<br>":
                continue
            child.type = "text"
            if not child.content.startswith("</"):
                opened.append(child)
            elif opened and opened[-1].content[1:] == child.content[2:]:
                child.type = opened.pop().type = "html_inline"


def _task_lists(state: StateCore) -> None:
    """Makes boxes of the brackets that begin an entry of a list."""
    for place, token in enumerate(state.tokens[2:], start=2):
        kinds = [one.type for one in state.tokens[place - 2 : place]]
        if token.type == "inline" and kinds == ["list_item_open", "paragraph_open"] and token.children:
            first = token.children[0]
            first.content = _TASK.sub(lambda match: _BOXES[match[1]], first.content, count=1)


def _addresses(state: StateCore) -> None:
    """Makes links of addresses that stand in the text as they are."""
    for token in state.tokens:
        if token.type == "inline" and token.children and "://" in token.content:
            token.children = list(_with_links(token.children))


def _with_links(children: list[Token]) -> Iterator[Token]:
    depth = 0
    for child in children:
        depth += {"link_open": 1, "link_close": -1}.get(child.type, 0)
        if child.type != "text" or depth:
            yield child
            continue
        end = 0
        for match in _ADDRESS.finditer(child.content):
            yield Token("text", "", 0, content=child.content[end : match.start()])
            yield Token("link_open", "a", 1, attrs={"href": _PARSER.normalizeLink(match[0])})
            yield Token("text", "", 0, content=match[0])
            yield Token("link_close", "a", -1)
            end = match.end()
        yield Token("text", "", 0, content=child.content[end:])


def _made() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "typographer": False, "store_labels": True})
    parser.enable(["table", "strikethrough"])
    parser.inline.ruler.before("html_inline", "plain_tag", _tag)
    parser.core.ruler.push("whole_tags", _whole_tags)
    parser.core.ruler.push("task_lists", _task_lists)
    parser.core.ruler.push("addresses", _addresses)
    return parser


_PARSER = _made()
RENDERER, OPTIONS = _PARSER.renderer, _PARSER.options
