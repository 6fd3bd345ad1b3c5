"""The names under which the rows of a report have words: ``priority-1``, ``saving-energy-in-buildings``."""

import base64
import hashlib
import re
import unicodedata
from collections.abc import Iterable

PRIORITY, CHANGE, RESERVE, SAVING = "priority", "budget", "reserve", "saving"  # what a row's name begins with
_LONGEST = 40
_MARK_LENGTH = 4


def slug_of(text: str) -> str:
    """The text in small letters, digits and hyphens, its accents left out.

    >>> slug_of("Café & shop: phase 2")
    'cafe-shop-phase-2'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")


def row_name(kind: str, text: str) -> str:
    """The name of one row by its own text alone, so that it keeps it whatever other rows come or go.

    A long one is cut at a word, and a mark made from all of it tells it from others that begin alike.

    >>> row_name("saving", "Support & Governance")
    'saving-support-governance'
    >>> row_name("saving", "Improving the citizen's experience (balancing costs)")
    'saving-improving-the-citizens-experience-3yue'
    """
    slug = slug_of(text)
    if slug and len(slug) <= _LONGEST:
        return f"{kind}-{slug}"
    mark = base64.b32encode(hashlib.sha256((slug or text).encode()).digest()).decode()[:_MARK_LENGTH].lower()
    kept = slug[: _LONGEST + 1 - _MARK_LENGTH].rpartition("-")[0] or slug[: _LONGEST - _MARK_LENGTH]
    return "-".join(part for part in (kind, kept, mark) if part)


def row_names(kind: str, texts: Iterable[str], taken: Iterable[str] = ()) -> tuple[str, ...]:
    """The name of each row; those of one text are told apart by a number in their order, which no text can give.

    >>> row_names("budget", ["Pay award", "Grant", "Pay award"])
    ('budget-pay-award', 'budget-grant', 'budget-pay-award.2')
    """
    used = set(taken)
    found = []
    for text in texts:
        plain = name = row_name(kind, text)
        number = 1
        while name in used:
            number += 1
            name = f"{plain}.{number}"
        used.add(name)
        found.append(name)
    return tuple(found)
