"""The fingerprint of a part of a report's content, and the parts' names in words."""

import hashlib
import json
from collections.abc import Sequence

WORDS_OF = "the words of "  # and the item, in the name of a part
_DIGITS = 16


def fingerprint(content: object) -> str:
    """Sixteen digits that another content does not have."""
    text = json.dumps(content, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]


def parts_in_words(names: Sequence[str]) -> str:
    """The parts by their names; the words of several entries together, with how many they are."""
    entries = [name.removeprefix(WORDS_OF) for name in names if name.startswith(WORDS_OF)]
    if len(entries) < 2:
        return ", ".join(names)
    others = [name for name in names if not name.startswith(WORDS_OF)]
    return ", ".join((*others, f"{WORDS_OF}{len(entries)} entries ({', '.join(entries)})"))
