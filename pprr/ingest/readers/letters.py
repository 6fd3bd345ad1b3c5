"""The letters of a received cell: spaces and controls that nobody sees, web markup, and letters that were spoiled."""

import html
import re
from collections.abc import Callable
from functools import partial

_SPACES = str.maketrans(
    {"\u00a0": " ", "\u2007": " ", "\u202f": " ", "\t": " ", "\v": "\n", "\f": "\n", "\u2028": "\n", "\u2029": "\n"}
)
# Controls, soft hyphens, zero-width spaces and marks of direction: none of them can be seen, and each parts a code
# from its twin. The controls from 0x80 are kept, since they tell that a file was read in the wrong encoding.
_UNSEEN = re.compile(r"_x000D_|[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_ODD = re.compile("[<&]|_x000D_")
_RETURN = re.compile(r"\r\n?")
_BREAK = re.compile(r"\s*(?:<br\s*/?>|</(?:p|div|li|t[dhr]|h[1-6])>|<li(?:\s[^<>]*)?>)\s*", re.IGNORECASE)
_ATTRIBUTES = r"(?:\s+[\w:-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'<>]+))*\s*"
_OPENED = re.compile(rf"\s*(?:<(?:p|div|td|th|tr|h[1-6]){_ATTRIBUTES}>\s*)+", re.IGNORECASE)
_RAISED = re.compile(rf"(?<=[\d%)])\s*<(su[bp]){_ATTRIBUTES}>\s*(\d{{1,2}})\s*</\1\s*>", re.IGNORECASE)
_RAISED_DIGITS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_TAG = re.compile(
    r"</?(?:a|b|div|em|font|h[1-6]|i|li|ol|p|small|span|strong|sub|sup|table|tbody|td|th|tr|u|ul)"
    rf"{_ATTRIBUTES}/?>",
    re.IGNORECASE,
)
_TAGS = re.compile(rf"(?:{_TAG.pattern})+", re.IGNORECASE)
_STRUCK = re.compile(r"line-through", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:amp|apos|gt|hellip|ldquo|lsquo|lt|mdash|nbsp|ndash|pound|quot|rdquo|rsquo|#\d{2,5});")
# What two, three and four bytes of UTF-8 look like to a reader of cp1252.
_LATER = "[\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
_SPOILED = re.compile(f"[\u00c2\u00c3]{_LATER}|[\u00e2\u00ef]{_LATER}{{2}}|\u00f0{_LATER}{{3}}")
# The same to a reader of MacRoman.
_MAC_LATER = f"[{re.escape(bytes(range(0x80, 0xC0)).decode('mac_roman'))}]"
_SPOILED_BY_MAC = re.compile(f"[¬√]{_MAC_LATER}|[‚Ô]{_MAC_LATER}{{2}}")
_LOST = re.compile("[\u0080-\u009f\ufffd]")


def clean_text(text: str) -> str:
    """The cell as its sender sees it: unseen characters gone, web markup as the text that it shows, ends trimmed.

    >>> clean_text(" R&amp;D<br>of 5 < 6\u200b ")
    'R&D\\nof 5 < 6'
    """
    if text.isascii() and text.isprintable() and not _ODD.search(text):
        return text.strip()  # as most cells are, and there are millions of them
    text = _RETURN.sub("\n", _UNSEEN.sub("", text))
    if "<" in text:
        text = _RAISED.sub(lambda raised: raised[2].translate(_RAISED_DIGITS), text)
        text = _TAGS.sub(_without, _OPENED.sub("\n", _BREAK.sub("\n", text)))
    if "&" in text:
        text = _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
    return text.translate(_SPACES).strip()


def _without(tags: re.Match[str]) -> str:
    """What is left of tags: nothing, but where they part two figures or strike one through, which is then no figure."""
    around = tags.string[tags.start() - 1 : tags.start()] + tags.string[tags.end() : tags.end() + 1]
    is_kept = (len(around) == 2 and around.isdecimal()) or _STRUCK.search(tags[0])
    return tags[0] if is_kept else ""


def spoiled(text: str) -> str:
    """The first letters that tell of a wrong encoding, such as ``Â£`` or ``â€™``; blank where there are none."""
    if text.isascii():
        return ""
    for pattern, mended in _WAYS:
        for match in pattern.finditer(text):
            if mended(match[0]) != match[0]:
                return match[0]
    lost = _LOST.search(text)
    return lost[0] if lost else ""


def mend(text: str) -> str:
    """The text with letters put right that were read in another encoding than they had: ``£`` for ``Â£`` or ``¬£``.

    >>> mend("Â£5"), mend("¬£5"), mend("œ5"), mend("councilÕs")
    ('£5', '£5', '£5', 'council’s')
    """
    for pattern, mended in _WAYS if not text.isascii() else ():
        text = pattern.sub(partial(_each, mended), text)
    return text


def _each(mended: Callable[[str], str], match: re.Match[str]) -> str:
    return mended(match[0])


def _as_utf8(letters: str, to_bytes: Callable[[str], bytes]) -> str:
    try:
        return to_bytes(letters).decode("utf-8")
    except UnicodeDecodeError:
        return letters


def _bytes(letters: str) -> bytes:
    return b"".join(map(_byte, letters))


def _byte(letter: str) -> bytes:
    """The letter's byte in cp1252, which leaves five bytes without a letter."""
    try:
        return letter.encode("cp1252")
    except UnicodeEncodeError:
        return letter.encode("latin-1", errors="replace")


def _mac_bytes(letters: str) -> bytes:
    return letters.encode("mac_roman")


# Each way by which letters are spoiled, and what mends them. A pound sign of MS-DOS (cp850) is an œ to Windows, and
# that of Windows an ú to MS-DOS; an apostrophe of a Mac is an Õ, and an é of MS-DOS a low quotation mark.
_WAYS: tuple[tuple[re.Pattern[str], Callable[[str], str]], ...] = (
    (_SPOILED, partial(_as_utf8, to_bytes=_bytes)),
    (_SPOILED_BY_MAC, partial(_as_utf8, to_bytes=_mac_bytes)),
    (re.compile(r"(?<![^\W\d_])[œú](?=\s?\d)"), lambda _: "£"),
    (re.compile(r"(?<=[a-z])Õ(?=(?:[dmst]|ll|re|ve)\b)"), lambda _: "’"),
    (re.compile(r"(?<=[A-Za-z])‚(?=[a-z]|[\s,.;)]|$)"), lambda _: "é"),
)
