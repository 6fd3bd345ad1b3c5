"""Cells as a spreadsheet opens them: text that it would compute is guarded, and read back without its guard."""

import csv
import io
import re

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
_GUARD = re.compile(r"""(?:^|[,"\n])'""")


def safe_text(text: str) -> str:
    """The text as a cell that no spreadsheet computes."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def split_csv(data: bytes) -> tuple[tuple[str, ...], list[list[str]]]:
    """The header and the rows of a CSV as ``contracts.to_csv`` writes it, its texts without their guards."""
    text = data.decode("utf-8-sig")
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    if "'" in text and _GUARD.search(text):
        rows = [[_unguarded(cell) for cell in row] for row in rows]
    return tuple(header), rows


def _unguarded(text: str) -> str:
    return text[1:] if text.startswith("'") else text
