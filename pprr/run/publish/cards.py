"""Tables whose rows are cards on a phone: the names of their columns, once, where the style sheet finds them."""

import html
import re
from itertools import islice

_TABLE = re.compile(r'<table(?: class="([^"]*)")?( id="[^"]*")?>(?=((?:(?!</table).)*?)</thead>)', re.DOTALL)
_CELL = re.compile(r"<t[hd]([^>]*)>(.*?)</t[hd]>", re.DOTALL)
_SPAN = re.compile(r'colspan="(\d+)"')
_TAG = re.compile(r"<[^>]+>")
_LAID_OUT = {"attention", "performance", "scorecard"}  # cards with a place of their own for each cell
_PLAIN = " .,:()/%£?'-"  # in a style sheet's string, beside letters and digits
_FEWEST = 3  # columns; two stand beside each other on a phone too


def css_text(text: str) -> str:
    """The text as a string of a style sheet; whatever could mean something there is escaped by its number."""
    return '"' + "".join(one if one.isalnum() or one in _PLAIN else f"\\{ord(one):x} " for one in text) + '"'


def _labels(head: str) -> tuple[str, ...]:
    """The names of a table's columns; one below another stands behind it: ``Green, last report``."""
    top, *below = ([(cell[1], _text(cell[2])) for cell in _CELL.finditer(row)] for row in head.split("<tr")[1:])
    under = iter([name for row in below for _, name in row])
    names: list[str] = []
    for attributes, name in top:
        span = _SPAN.search(attributes)
        names += [f"{name}, {one.lower()}" for one in islice(under, int(span[1]))] if span else [name]
    return tuple(names)


def _text(cell: str) -> str:
    return html.unescape(_TAG.sub("", cell)).strip()


def with_cards(page: str) -> str:
    """The page with every table of more columns than a phone holds as one of cards, each cell under its column's name.

    The names of a table's columns stand in the page's style, once for all tables that have the same.
    """
    kinds: dict[tuple[str, ...], str] = {}

    def as_cards(found: re.Match[str]) -> str:
        classes = (found[1] or "").split()
        labels = _labels(found[3])
        if len(labels) < _FEWEST or _LAID_OUT & set(classes):
            return found[0]
        kind = kinds.setdefault(labels, f"c{len(kinds) + 1}")
        return f'<table class="{" ".join([*(one for one in classes if one != "rows"), "rows", kind])}"{found[2] or ""}>'

    page = _TABLE.sub(as_cards, page)
    most = max(map(len, kinds), default=0)
    rules = [f".rows td:nth-child({at}){{--name:var(--n{at})}}" for at in range(2, most + 1)]
    for labels, kind in kinds.items():
        named = (f"--n{at}:{css_text(label)}" for at, label in enumerate(labels, start=1) if at > 1)
        rules.append(f".{kind}{{{';'.join(named)}}}")
    return page.replace("</style>", "\n".join([*rules, "</style>"]), 1)
