"""The words beside a figure that say something of it without being a part of it: ``unaudited``, ``excl. schools``."""

import functools
import re
import tomllib
from importlib import resources

from pprr.domain import Mark

ARROWS = "▲▼△▽↑↓→←↗↘►◄▶◀⬆⬇➡⬅↔➔➜➞⇧⇩✓✔✗✘✅❌●■◆"  # and signs of the same use
FOOTNOTES = "¹²³⁴⁵⁶⁷⁸⁹†‡"
_ANYTHING = "..."
_NOTE = re.compile(rf"\[(?:note )?\d{{1,2}}\]|[{FOOTNOTES}]+", re.IGNORECASE)


@functools.cache
def _stated() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(resources.files(__package__).joinpath("remarks.toml").read_text(encoding="utf-8"))


@functools.cache
def _remarks() -> re.Pattern[str]:
    said = [words for group in _stated()["remarks"].values() for words in group]
    return re.compile("|".join(re.escape(one).replace(re.escape(_ANYTHING), ".+") for one in said), re.IGNORECASE)


def is_remark(text: str) -> bool:
    """Tells whether a piece of a cell is a remark: a footnote, an arrow, or words that take nothing from the figure.

    >>> is_remark("excl. schools"), is_remark("[note 2]"), is_remark("if all goes well")
    (True, True, False)
    """
    return bool(text) and bool(text in ARROWS or _remarks().fullmatch(text) or _NOTE.fullmatch(text))


def is_settled(text: str) -> bool:
    """Tells whether a cell of a column of marks says that its figure has none: ``Final``."""
    return text.casefold() in _stated()["settled"]["words"]


@functools.cache
def says_of_figures(label: str) -> bool:
    """Tells whether a column of that label says something of the figures, whatever stands in it: ``As at``, ``RAG``."""
    return any(re.fullmatch(one, label.strip(" ?:*"), re.IGNORECASE) for one in _stated()["labels"]["telling"])


@functools.cache
def marks_in_words() -> dict[str, Mark]:
    """Words that say as much as a mark: ``unaudited`` is provisional."""
    return {said: Mark(mark) for mark, words in _stated()["marks"].items() for said in words}
