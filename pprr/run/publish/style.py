"""The one style sheet, of the page, of the index and of the analyst's notebook; and what only that notebook needs."""

import functools
import re
from pathlib import Path

TEMPLATES = Path(__file__).parent / "templates"
# Every page carries it, so without the comments and indents of whoever writes it, and spaces that say nothing.
STYLE = re.sub(
    r"/\*.*?\*/\n?|^ +|(?<=[;:,{]) (?!\")| (?=[{}])|(?<=[\w)\]]) (?=>)|(?<=>) |;(?= ?})",
    "",
    (TEMPLATES / "pprr" / "page.css").read_text(encoding="utf-8"),
    flags=re.M | re.S,
)
# A page of ours stands alone: that its rules are for what is in it goes without saying, for all of them alike.
PAGE_STYLE = re.sub(r"(?<![\w)])\.(?:pprr|page) (?=[^{}]*\{)", "", STYLE)
WRITER_STYLE = (TEMPLATES / "pprr" / "writer.css").read_text(encoding="utf-8")
_RULE = re.compile(r"(?<=[{}\n])([^{}@\s][^{}@]*)\{[^{}]*\}\n?")
_WITHIN = re.compile(r"\([^()]*\)|\[[^\]]*\]|::?[a-z-]+")  # what a selector says beyond classes and elements
_NAME = re.compile(r"\.[\w-]+|(?<![\w.-])[a-z][\w-]*")
_ON_PAGE = re.compile(r'<([a-z][a-z0-9]*)|(?<= class=")([^"]*)')


def style_of(page: str) -> str:
    """The sheet of a page of ours, without the rules of elements and classes that it has not."""
    shown: set[str] = set()
    for element, classes in _ON_PAGE.findall(page):
        shown.update([element] if element else (f".{name}" for name in classes.split()))
    return _RULE.sub(lambda rule: rule[0] if any(needs <= shown for needs in _needs(rule[1])) else "", PAGE_STYLE)


@functools.cache
def _needs(selectors: str) -> tuple[frozenset[str], ...]:
    """What a page must have for a rule to say something of it: the elements and classes of one of its selectors."""
    plain = selectors
    while plain != (plain := _WITHIN.sub("", plain)):
        pass
    return tuple(frozenset(_NAME.findall(one)) for one in plain.split(","))
