"""The place in a source file that something was read from."""

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
