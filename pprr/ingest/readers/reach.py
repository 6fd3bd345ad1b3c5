"""The reach of a sheet's cells: a reader asks for memory for every cell between the first and the last."""

import re
from functools import lru_cache

from pprr.domain.errors import FileError

LAST_ROW = 200_000
LAST_COLUMN = 500
MOST_CELLS = 5_000_000
_CELL = re.compile(rb"""\sr\s*=\s*["']\$?([A-Za-z]{1,3})\$?(\d{1,7})["']""")
_ROW = re.compile(rb"""<(?:\w+:)?row\b[^>]*?\sr\s*=\s*["'](\d+)["']""")


class Reach:
    """The last row and column so far, both counted from 1; raises FileError where they are too far out."""

    def __init__(self) -> None:
        self.row = self.column = 0

    def add(self, row: int, column: int) -> None:
        """Takes one cell that holds something, or a format."""
        self.row, self.column = max(self.row, row), max(self.column, column)
        if row > LAST_ROW or column > LAST_COLUMN or self.row * self.column > MOST_CELLS:
            raise FileError("stray-cell", cell=f"{letters_of(column)}{row}")

    def read(self, text: bytes) -> None:
        """Takes every cell and row of a piece of an .xlsx's XML."""
        for match in _CELL.finditer(text):
            self.add(int(match[2]), number_of(match[1].decode()))
        for match in _ROW.finditer(text):
            if int(match[1]) > LAST_ROW:
                raise FileError("stray-row", row=f"{int(match[1]):,}", most=f"{LAST_ROW:,}")


def letters_of(column: int) -> str:
    """The letters that Excel gives a column, which is counted from 1.

    >>> letters_of(1), letters_of(28), letters_of(16384)
    ('A', 'AB', 'XFD')
    """
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


@lru_cache(maxsize=4096)
def number_of(letters: str) -> int:
    """The number of the column that Excel gives the letters to."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
