"""The place in a source file that something was read from."""

import json
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Cell:
    """The place a figure was read from: enough to open the file and put a finger on it."""

    file: str
    sheet: str = ""
    row: int = 0
    column: str = ""

    @property
    def within(self) -> str:
        """The place without the folder of its file, which a page names once."""
        return str(replace(self, file=self.file.rpartition("/")[2]))

    def __str__(self) -> str:
        sheet = f", sheet {self.sheet}" if self.sheet else ""
        row = f", row {self.row}" if self.row else ""
        column = f', "{self.column}"' if self.column else ""
        return f"{self.file}{sheet}{row}{column}"


def stated_cells(received: str, place: Cell) -> dict[str, tuple[Cell, str]]:
    """The cell of each field that stood in a row, with its text: ``received`` has its column and that, as JSON."""
    found: dict[str, tuple[str, str]] = json.loads(received or "{}")
    return {name: (replace(place, column=column), text) for name, (column, text) in found.items()}
