"""The lines of a proposed section: keys that are sure, and comments with a question where one is not."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Remark:
    """One line of a section: a key, or a comment where it is not sure; ``under`` is the table within the section."""

    text: str
    under: str = ""
    is_sure: bool = True
    why: str = ""

    @property
    def line(self) -> str:
        """The line as TOML: what is not sure is commented out, with the reason behind it."""
        why = f"  # {' '.join(self.why.split())}" if self.why else ""
        return f"{'' if self.is_sure else '# '}{self.text}{why}"


def quoted(text: str) -> str:
    """The text as TOML writes it."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def word_for(text: str, known: Mapping[str, str]) -> str:
    """Our word for what a sender says, by the patterns that are known; blank where none of them is it."""
    said = re.sub(r"\b(is|are|be|to|aim|better|good|the)\b|[^\w\s]", " ", text.lower())
    return next((word for word, sign in known.items() if re.fullmatch(sign, said.strip() or text)), "")
