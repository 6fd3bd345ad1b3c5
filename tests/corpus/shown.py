"""Cells of a workbook that show otherwise than they hold, one in each project, at the figure of a percentage."""

import io
import re
from collections.abc import Callable

import xlsxwriter
from xlsxwriter.format import Format

from corpus.files import to_workbook
from corpus.ground import Hand
from corpus.planted import BLOCKING, ERROR, NOTE, READ_RIGHT, WARNING
from pprr.demo.systems.exports import MADE
from pprr.demo.systems.layouts import export

_PERCENTAGE = re.compile(r"(\d+(?:\.\d+)?)%", re.ASCII)


class Pen:
    """Writes the planted cell: ``figure`` is what it held, in points."""

    def __init__(self, book: xlsxwriter.workbook.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        self.sheet = sheet
        self._book = book
        self.row = self.column = 0
        self.figure = 0.0

    def format(self, **how: object) -> Format:
        """A format of that kind."""
        return self._book.add_format(how)

    def number(self, value: float, code: str) -> None:
        """A number in a format of that code."""
        self.sheet.write_number(self.row, self.column, value, self.format(num_format=code))

    def formula(self, result: str) -> None:
        """A formula with that result."""
        self.sheet.write_formula(self.row, self.column, "=1/0", None, result)

    def text(self, **how: object) -> None:
        """The figure as a text in a format."""
        self.sheet.write_string(self.row, self.column, f"{self.figure:g}%", self.format(**how))

    def runs(self, *runs: tuple[str, str]) -> None:
        """A text of several runs, each with its text and what is so of it."""
        pieces = [piece for how, text in runs for piece in (self.format(**({how: 1} if how else {})), text)]
        self.sheet.write_rich_string(self.row, self.column, *pieces)


def _write_comment(pen: Pen) -> None:
    pen.text()
    pen.sheet.write_comment(pen.row, pen.column, "do not publish")


def _write_beside(pen: Pen) -> None:
    pen.text()
    pen.sheet.write_string(pen.row, 30, "ask Ann before this is used")


def _write_merged(pen: Pen) -> None:
    pen.sheet.merge_range(pen.row, pen.column - 1, pen.row, pen.column, "85%", pen.format())
    pen.text()


_CASES: dict[str, tuple[str, str, str, Callable[[Pen], None]]] = {
    "formula": ("a formula that was never calculated", ERROR, "", lambda pen: pen.formula("")),
    "error": ("an error of Excel", ERROR, "", lambda pen: pen.formula("#DIV/0!")),
    "percentage": (
        "a percentage that Excel keeps as a share",
        READ_RIGHT,
        "value={figure}",
        lambda pen: pen.number(pen.figure / 100, "0.0%"),
    ),
    "mark": (
        "a mark that a format writes",
        READ_RIGHT,
        "value={figure}; mark=provisional",
        lambda pen: pen.number(pen.figure / 100, '0.0%" (p)"'),
    ),
    "share": ("a share that nothing shows as one", BLOCKING, "", lambda pen: pen.number(pen.figure / 100, "0.00")),
    "bound": ("a bound that a format writes", BLOCKING, "", lambda pen: pen.number(pen.figure / 100, '">"0.0%')),
    "word": ("a word that a format writes", BLOCKING, "", lambda pen: pen.number(pen.figure, '"n/a"')),
    "hidden": ("a figure that a format hides", BLOCKING, "", lambda pen: pen.number(pen.figure, ";;;")),
    "digits": ("a digit that a format writes", BLOCKING, "", lambda pen: pen.number(pen.figure, '0.0"7"')),
    "currency": ("a figure of dollars", BLOCKING, "", lambda pen: pen.number(pen.figure, '"$"0.0')),
    "thousands": ("a figure in thousands", BLOCKING, "", lambda pen: pen.number(pen.figure * 1000, "0.0,")),
    "footnote": (
        "a raised mark of a footnote",
        WARNING,
        "",
        lambda pen: pen.runs(("", f"{pen.figure:g}%"), ("font_script", "2")),
    ),
    "struck-part": (
        "a figure struck through beside another",
        BLOCKING,
        "",
        lambda pen: pen.runs(("font_strikeout", "48"), ("", f"{pen.figure:g}%")),
    ),
    "struck": ("a cell struck through", BLOCKING, "", lambda pen: pen.text(font_strikeout=1)),
    "raised": ("a cell that is raised as a whole", WARNING, "", lambda pen: pen.text(font_script=1)),
    "merged": ("a value under a merged cell", ERROR, "", _write_merged),
    "comment": ("a comment on a cell", NOTE, "", _write_comment),
    "beside": ("words beside the table", NOTE, "", _write_beside),
}


def plants() -> dict[str, Callable[[Hand], None]]:
    """What is planted into each project, by its name."""
    return {f"sheet-{name}": lambda hand, case=case: _plant(hand, *case) for name, case in _CASES.items()}


def _plant(hand: Hand, what: str, expected: str, meant: str, write: Callable[[Pen], None]) -> None:
    """The performance workbook with the own column's cell of the first percentage written in another way."""
    to_workbook(hand)
    layout = hand.layout("performance")
    extract = hand.draft.extracts["performance"]
    place = next(n for n, found in enumerate(extract, start=1) if _PERCENTAGE.fullmatch(str(found[hand.own])))
    row = extract[place - 1]
    column = list(layout.labels).index(hand.own)
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"created": MADE})
        sheet = book.add_worksheet(layout.sheet)
        for at, cells in enumerate(export(layout, extract).rows):
            for across, cell in enumerate(cells):
                if cell and (at, across) != (place, column):
                    sheet.write_string(at, across, cell)
        pen = Pen(book, sheet)
        pen.row, pen.column, pen.figure = place, column, float(str(row[hand.own]).rstrip("%"))
        write(pen)
    hand.mute(hand.measure(str(row["measure_id"])))
    hand.draft.files["performance.xlsx"] = stream.getvalue()
    hand.wrote("performance", place - 1, hand.own, what, expected, meant=meant.format(figure=f"{pen.figure:g}"))
