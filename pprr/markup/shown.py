"""Tells what a page would make of words: what it leaves out, what it shows as it is typed, and what it refers to."""

import html
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from markdown_it.token import Token

from pprr.markup.parser import TAG, inline_of, parse

_WORD = re.compile(r"[^\W_]+")
_LIST_MARK = re.compile(r"(?m)^[ \t>]*(?:(?:[-+*]|[0-9]{1,9}[.)])[ \t]+)+(?:\[[ xX]\])?")
_FENCE_INFO = re.compile(r"(?m)^([ \t>]*(?:`{3,}|~{3,}))[ \t]*[\w+#.-]*[ \t]*$")  # the language; more is words
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
# What JupyterLab shows otherwise than as it is typed, by what it is called.
_AS_TYPED: Mapping[str, re.Pattern[str]] = {
    "a tag": re.compile(r"</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>"),
    "a footnote": re.compile(r"\[\^[^\]\s]+\]"),
    "mathematics": re.compile(r"\$\$.+?\$\$|(?<![\\$\w])\$(?=\S)[^$\n]*?(?<=\S)\$(?![\w$])", re.DOTALL),
    "a link": re.compile(r"\]\([^()\s]*[:\\][^()]*\)"),
}
_DRAWN = {"mermaid"}  # kinds of code that JupyterLab draws


@dataclass(frozen=True)
class Shown:
    """A text as a page shows it.

    ``lost`` are its words that no page would have; ``as_typed`` what would be shown as it is typed, each with what it
    is called; ``links`` those to other files; ``pictures`` the address of each, and its text.
    """

    lost: tuple[str, ...]
    as_typed: tuple[tuple[str, str], ...]
    links: tuple[str, ...]
    pictures: tuple[tuple[str, str], ...]


def shown(text: str) -> Shown:
    """Tells what a page makes of one cell's words."""
    tokens, env = parse(text)
    inline = list(inline_of(tokens))
    lost = _words_typed(text) - _words_shown(inline, env)
    return Shown(
        tuple(dict.fromkeys(word for word in _WORD.findall(html.unescape(text)) if word.casefold() in lost)),
        tuple(dict.fromkeys(_as_typed(inline))),
        tuple(dict.fromkeys(href for href in _hrefs(inline) if not _SCHEME.match(href) and not href.startswith("//"))),
        tuple((str(token.attrs["src"]), alt_of(token)) for token in inline if token.type == "image"),
    )


def alt_of(picture: Token) -> str:
    """The words that stand for a picture."""
    return "".join(token.content or " " for token in inline_of(picture.children or [])).strip()


def _words_typed(text: str) -> Counter[str]:
    plain = TAG.sub(" ", _FENCE_INFO.sub(r"\1", _LIST_MARK.sub(" ", text)))
    return _counted(html.unescape(plain))


def _words_shown(inline: list[Token], env: Mapping[str, Any]) -> Counter[str]:
    found = _counted(" ".join(_texts(inline)))
    references: Mapping[str, Mapping[str, str]] = env.get("references", {})
    labels = {str(token.meta.get("label", "")) for token in inline if token.type in {"link_open", "image"}}
    for label in labels & set(references):
        one = references[label]
        found += _counted(" ".join((label, one["href"], unquote(one["href"]), one["title"])))
    return found


def _counted(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.casefold()))


def _texts(inline: list[Token]) -> Iterator[str]:
    for token in inline:
        yield html.unescape(token.content)
        address = str(token.attrs.get("href") or token.attrs.get("src") or "")
        yield from (address, unquote(address), str(token.attrs.get("title", "")), str(token.meta.get("label", "")))


def _as_typed(inline: list[Token]) -> Iterator[tuple[str, str]]:
    said = "".join(token.content if token.type == "text" else "\n" for token in inline if token.type != "code_inline")
    for name, pattern in _AS_TYPED.items():
        yield from ((name, match[0]) for match in pattern.finditer(said))
    for token in inline:
        if token.type == "fence" and token.info.strip().partition(" ")[0].lower() in _DRAWN:
            yield "a drawing", token.info.strip()


def _hrefs(inline: list[Token]) -> Iterator[str]:
    return (str(token.attrs["href"]) for token in inline if token.type == "link_open")
