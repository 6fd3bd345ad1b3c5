"""Finds the pictures that words show: attached to their cell, beside the notebook, or drawn by a cell of code."""

import base64
import binascii
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote

from pprr.domain.picture import MOST_BYTES, Picture, Piece
from pprr.markup.shown import shown

Attachments = Mapping[str, Mapping[str, str]]
_ATTACHED = "attachment:"
# A kind of picture by how its bytes begin; one that could hold more than a picture is none of them.
_KINDS = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF8": "image/gif",
}


def with_pictures(text: str, attached: Attachments, folder: Path | None) -> Piece:
    """A cell's words with the pictures in them; ``folder`` holds those that are beside the notebook."""
    if "![" not in text:
        return Piece(text)
    found: dict[str, Picture] = {}
    unshown: dict[str, str] = {}
    for address, _ in shown(text).pictures:
        picture = _picture(unquote(address), attached, folder)
        if isinstance(picture, Picture):
            found[address] = picture
        else:
            unshown[address] = picture
    return Piece(text, found, unshown)


def _picture(address: str, attached: Attachments, folder: Path | None) -> Picture | str:
    """The picture at the address, or the case of why it is not shown."""
    if address.startswith(_ATTACHED):
        held = next(iter(attached.get(address.removeprefix(_ATTACHED), {}).values()), "")
        return _checked(_decoded(held)) if held else "missing"
    if address.startswith("data:"):
        return _checked(_decoded(address.partition(",")[2]))
    if "://" in address or address.startswith("//"):
        return "elsewhere"
    path = (folder / address).resolve() if folder else None
    if path is None or not folder or not path.is_relative_to(folder.resolve()) or not path.is_file():
        return "missing"
    return "large" if path.stat().st_size > MOST_BYTES else _checked(path.read_bytes())


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return b""


def _checked(data: bytes) -> Picture | str:
    media = next((kind for begins, kind in _KINDS.items() if data.startswith(begins)), "")
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        media = "image/webp"
    if not media:
        return "kind"
    return Picture(media, data) if len(data) <= MOST_BYTES else "large"
