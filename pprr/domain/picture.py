"""A picture of a writer's words, and the words with the pictures that are in them."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field

MOST_BYTES = 500_000
"""The size of the largest picture that a page carries."""


@dataclass(frozen=True)
class Picture:
    """A picture that a page can carry: its media type and its bytes."""

    media: str
    data: bytes

    @property
    def address(self) -> str:
        """The picture as an address that asks nothing of another machine."""
        return f"data:{self.media};base64,{base64.b64encode(self.data).decode()}"


@dataclass(frozen=True)
class Piece:
    """The words of one cell, and the pictures in them by their addresses; ``unshown`` says why another one is not."""

    text: str
    pictures: Mapping[str, Picture] = field(default_factory=dict, hash=False)
    unshown: Mapping[str, str] = field(default_factory=dict, hash=False)
