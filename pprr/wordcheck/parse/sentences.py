"""An entry's Markdown as plain sentences: without marks, links, code, and the numbers of lists."""

import re
import textwrap
from collections.abc import Iterator

_LONGEST_SENTENCE = 500
_MOST_PIECES = 6
_FENCED = re.compile(r"^(?P<marks>```|~~~).*?(?:^(?P=marks)[^\n]*$|\Z)", re.MULTILINE | re.DOTALL)
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,300}>")
_LINK = re.compile(r"!?\[([^\[\]\n]{0,500})\]\([^()\n]{0,500}\)")
_ADDRESS = re.compile(r"\b(?:https?://|www\.)[^\s<>()]+|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}")
_MARKS = re.compile(r"[*_`]+|^[ \t]*(?:#+|>)[ \t]*", re.MULTILINE)
_NUMBERED = re.compile(r"^([ \t]*(?:[-*+] )?)\d{1,3}[.)](?=[ \t])", re.MULTILINE)
_YEAR = re.compile(r"\b(20\d\d)\s?[/–‑-]\s?(?:20)?(\d\d)\b(?![/–‑-]?\d)")
# A dot that ends no sentence: of a word cut short.
_SHORT = re.compile(r"\b(approx|c|ca|no|nos|vs|e\.g|i\.e|incl|St|Mr|Mrs|Ms|Dr)\.(?=\s+[A-Z0-9£])")
_SENTENCE = re.compile(
    r"(?<=[.!?])[\"”’')]{0,2}\s+(?=[\"“‘'(]?[A-Z0-9£])|\n\s*\n|\n(?=\s*(?:[-*•+]|\d+[.)]) )|\n(?=\s*[#|])|(?<=[:;])\n"
)


def plain(text: str) -> str:
    """The words as read aloud: no marks, links as their text, years of either sign as ``2019/20``."""
    text = _LINK.sub(r"\1", _TAG.sub(" ", _FENCED.sub("", text)))
    if any(mark in text for mark in ("@", "://", "www.")):  # to look for an address takes longer than all the rest
        text = _ADDRESS.sub(" ", text)
    return _YEAR.sub(_year, _SHORT.sub(r"\1", _MARKS.sub("", _NUMBERED.sub(r"\1", text))))


def sentences(text: str) -> Iterator[tuple[str, bool]]:
    """The sentences of the Markdown, each on one line; what runs on past any sentence's length is cut.

    Beside each stands whether it still is prose: what runs on over a page without a stop was pasted. So no text takes
    long. An item of a list and a row of a table are sentences of their own.
    """
    for sentence in _SENTENCE.split(plain(text)):
        line = " ".join(sentence.split())
        pieces = textwrap.wrap(line, _LONGEST_SENTENCE, break_on_hyphens=False)
        yield from ((piece, number < _MOST_PIECES) for number, piece in enumerate(pieces))


def begin_of(breaks: re.Pattern[str], sentence: str, end: int) -> int:
    """The place behind the last of the breaks before that place: where its clause begins."""
    return max((one.end() for one in breaks.finditer(sentence, 0, end)), default=0)


def _year(found: re.Match[str]) -> str:
    """A financial year with a stroke; a span of several years with a hyphen stays what it is."""
    start, end = int(found[1]), int(found[2])
    is_span = "/" not in found[0] and end != (start + 1) % 100
    return found[0] if is_span else f"{found[1]}/{found[2]}"
