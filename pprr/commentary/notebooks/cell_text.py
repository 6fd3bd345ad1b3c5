"""The text of one Markdown cell: its parts by heading, what is commented out, and lines that look like headings."""

import re
from dataclasses import dataclass

# One word, or a PI code with its measure's name behind it. No two repeats side by side take the same characters: a line
# of a million blanks would be tried in every way to share them out.
_HEADING = re.compile(
    r" {0,3}##[ \t]+(?:([A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*)[ \t]*(?:#+[ \t]*)?|([A-Za-z]+[0-9]+(?:\.[0-9]+)+)[ \t:].*)",
    re.ASCII,
)
_OWN_HEADING = re.compile(r" {0,3}##[ \t]+(.*)")
_FENCE = re.compile(r" {0,3}(?P<marks>`{3,}(?=[^`]*$)|~{3,})(?P<info>.*)")
# A comment within code is shown as it is typed. One that is not closed hides the rest of its cell, as JupyterLab does.
_COMMENT = re.compile(
    r"(?P<code>^ {0,3}(?P<fence>`{3,}(?=[^`\n]*$)|~{3,}).*?(?:^ {0,3}(?P=fence)[`~]*[ \t]*$|\Z)"
    r"|(?<!`)(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).)*?(?<!`)(?P=ticks)(?!`))"
    r"|<!--(?P<said>.*?)(?P<end>-->|\Z)",
    re.DOTALL | re.MULTILINE,
)
# Whatever somebody may have meant for a heading: marks of any level, a quotation's, a list's, bold words, a tag.
_MARKED = re.compile(r"(?P<before>(?:[\s>*+-]|[0-9]{1,9}[.)])*)(?P<marks>[#\uff03]{1,6})(?P<said>[^#\uff03].*)")
_AROUND = " \t\u00a0\u2007\u202f\u200b\ufeff#*_:<>/-\u2013\u2014"
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*")
_NUMBER = re.compile(r"[0-9]{1,3}[.)]\s+")
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()]*\)")
_TAGS = re.compile(r"</?(?:h[1-6]|b|strong|p|u|em|i)>", re.IGNORECASE)


@dataclass(frozen=True)
class CellWords:
    """The words of a cell: each part with the item of its heading (blank before the first), and what is commented out.

    ``hidden`` stands behind a comment that is not closed.
    """

    parts: tuple[tuple[str, str], ...]
    comments: tuple[str, ...] = ()
    hidden: str = ""


@dataclass(frozen=True)
class LikeHeading:
    """A line that somebody may have meant for an item's heading: as typed, and what it says."""

    typed: str
    said: str
    is_second_level: bool


def words_of(text: str) -> CellWords:
    """The words of a Markdown cell's text."""
    comments: list[str] = []
    hidden: list[str] = []

    def kept(match: re.Match[str]) -> str:
        if match["code"]:
            return match[0]
        (comments if match["end"] else hidden).append(match["said"].strip())
        return ""

    found: list[tuple[str, list[str]]] = [("", [])]
    fence = ""
    for line in _COMMENT.sub(kept, text).splitlines():
        heading = None if fence else heading_of(line)
        fence = _fence_after(line, fence)
        if heading:
            found.append((heading, []))
        else:
            found[-1][1].append(line)
    parts = [(item, "\n".join(lines)) for item, lines in found if item or "".join(lines).strip()]
    return CellWords(tuple(parts), tuple(filter(None, comments)), "\n".join(hidden))


def heading_of(line: str) -> str:
    """The item whose heading the line is; blank for any other line."""
    match = _HEADING.fullmatch(line)
    return (match[1] or match[2]) if match else ""


def like_headings(text: str) -> list[LikeHeading]:
    """The lines that may have been meant for headings, whatever their level, and those that stand by themselves."""
    found, fence = [], ""
    lines = text.splitlines()
    for at, line in enumerate(lines):
        is_inside, fence = bool(fence), _fence_after(line, fence)
        if is_inside or fence or not line.strip():
            continue
        plain = _LINK.sub(r"\1", _TAGS.sub("", line))
        marked = _MARKED.fullmatch(plain)
        following = lines[at + 1] if at + 1 < len(lines) else ""
        is_underlined = bool(following.strip() and _UNDERLINE.fullmatch(following))
        begins = at == 0 or not lines[at - 1].strip()
        is_alone = begins and not plain.lstrip().startswith(("- ", "+ ", "* ", ">", "|"))
        if marked or is_underlined or is_alone:
            said = _NUMBER.sub("", (marked["said"] if marked else plain).strip(_AROUND)).strip(_AROUND)
            is_second = len(marked["marks"]) == 2 if marked else is_underlined
            found.append(LikeHeading(line.strip(), said, is_second))
    return found


def own_headings(text: str) -> list[str]:
    """The headings of the second level within an entry's words, each as typed behind its marks."""
    found, fence = [], ""
    for line in text.splitlines():
        match = None if fence else _OWN_HEADING.fullmatch(line)
        fence = _fence_after(line, fence)
        if match:
            found.append(match[1].rstrip(" \t#"))
    return found


def _fence_after(line: str, fence: str) -> str:
    """The code fence that is open after the line, or none: a heading inside one is an example, not a heading."""
    match = _FENCE.fullmatch(line)
    if not match:
        return fence
    marks = match["marks"]
    if not fence:
        return marks
    return "" if marks[0] == fence[0] and len(marks) >= len(fence) and not match["info"].strip() else fence
