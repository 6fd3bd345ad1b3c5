"""Tables of an odd shape, one in each project: what no mapping tells must be refused, what is harmless read right."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

import xlsxwriter

from corpus.ground import Hand
from corpus.planted import BLOCKING, ERROR, NOTE, READ_RIGHT
from pprr.demo.systems.exports import MADE, Export, delimited
from pprr.demo.systems.layouts import export

Plant = Callable[[Hand], None]
Rows = list[list[str]]


def plants() -> dict[str, Plant]:
    """What is planted into each project, by its name."""
    return {
        "shape-semicolons": lambda hand: _parted(hand, ";", "columns parted by semicolons, which nothing says"),
        "shape-tabs": lambda hand: _parted(hand, "\t", "columns parted by tabs in a CSV, which nothing says"),
        "shape-total": lambda hand: _rows(
            hand, "outturn", _with_total, 6, "a row of the council's total, which nothing says"
        ),
        "shape-footnote": lambda hand: _rows(
            hand, "outturn", lambda rows: [*rows, ["Source: the finance system"]], 6, "a footnote, which nothing says"
        ),
        "shape-commentary": lambda hand: _rows(
            hand,
            "performance",
            lambda rows: [*rows[:2], ["The service has had a hard year."], *rows[2:]],
            3,
            "words inside the table, which nothing says",
        ),
        "shape-header-again": lambda hand: _rows(
            hand,
            "outturn",
            lambda rows: [*rows[:3], rows[0], *rows[3:]],
            0,
            "the labels once more in mid-table",
            READ_RIGHT,
        ),
        "shape-title": lambda hand: _rows(
            hand, "outturn", lambda rows: [["Outturn 2024/25"], [""], *rows], 0, "a title above the labels", READ_RIGHT
        ),
        "shape-label-spaces": lambda hand: _rows(
            hand,
            "outturn",
            lambda rows: [[f" {label}\u00a0".replace("Net ", "Net  ") for label in rows[0]], *rows[1:]],
            0,
            "labels with spaces that cannot be seen",
            READ_RIGHT,
        ),
        "shape-second-column": lambda hand: _rows(
            hand,
            "performance",
            lambda rows: [[*row, f"{hand.layout('performance').labels[hand.own]} (revised)"] for row in rows],
            0,
            "a second column of the period's figures",
            NOTE,
        ),
        "shape-further-column": lambda hand: _rows(
            hand, "outturn", lambda rows: [[*row, "x"] for row in rows], 0, "a column that nobody needs", READ_RIGHT
        ),
        "shape-other-order": lambda hand: _rows(
            hand, "outturn", lambda rows: [row[::-1] for row in rows], 0, "columns in another order", READ_RIGHT
        ),
        **{
            f"shape-spoiled-{name}": partial(_spoiled, text=text, what=f"letters that were spoiled {how}")
            for name, text, how in (
                ("letters", "Made in the cafÃ© of the library.", "on their way"),
                ("by-mac", "Made with the council‚Äôs ¬£50k.", "by a Mac"),
                ("by-dos", "Made with œ50k.", "by MS-DOS"),
            )
        },
        "shape-other-portfolios": lambda hand: _others(hand, "", ERROR),
        "shape-others-left-out": lambda hand: _others(hand, 'others = "left out"', READ_RIGHT),
        "shape-only": _only,
        "shape-curly-quote": _curly_quote,
        "shape-two-sheets": _two_sheets,
        "shape-numbers": lambda hand: _cell_of_excel(hand, None, "a count that Excel keeps as a number", READ_RIGHT),
        "shape-day": lambda hand: _cell_of_excel(hand, date(2024, 5, 1), "a figure that Excel took for a day", ERROR),
        "shape-elsewhere": _elsewhere,
    }


def _all_rows(hand: Hand, table: str) -> Rows:
    return [list(row) for row in export(hand.layout(table), hand.draft.extracts[table]).rows]


def _rows(hand: Hand, table: str, change: Callable[[Rows], Rows], row: int, what: str, expected: str = ERROR) -> None:
    file = hand.layout(table).file
    hand.draft.files[file] = delimited(Export(file, change(_all_rows(hand, table))))
    hand.note(what, expected, file=f"{hand.draft.folder}/{file}", row=row, item=table)


def _parted(hand: Hand, mark: str, what: str) -> None:
    file = hand.layout("outturn").file
    hand.draft.files[file] = delimited(Export(file, _all_rows(hand, "outturn"), delimiter=mark))
    hand.note(what, ERROR, file=f"{hand.draft.folder}/{file}", item="outturn")


def _with_total(rows: Rows) -> Rows:
    sums = [sum(_amount(row[column]) for row in rows[1:]) for column in range(1, len(rows[0]))]
    return [*rows, ["Total", *(f"{amount:,}" for amount in sums)]]


def _amount(text: str) -> int:
    plain = int(text.strip("()").replace(",", ""))
    return -plain if text.startswith("(") else plain


def _spoiled(hand: Hand, *, text: str, what: str) -> None:
    _rows(hand, "savings", lambda rows: [rows[0], [*rows[1][:-1], text], *rows[2:]], 2, what)


def _keyed(hand: Hand, section: str, key: str) -> None:
    """Says one key more in a section of sources.toml."""
    hand.draft.layouts = dict(hand.layouts)
    text = hand.draft.sources().replace(f"[{section}]\n", f"[{section}]\n{key}\n")
    hand.draft.files["sources.toml"] = text.encode()


def _others(hand: Hand, key: str, expected: str) -> None:
    if key:
        _keyed(hand, "capital", key)
    _rows(hand, "capital", _with_homes, 0, "schemes of a portfolio that is not of the year", expected)


def _with_homes(rows: Rows) -> Rows:
    return [*rows, *(["Homes", f"House {number}", *["0"] * 4, ""][: len(rows[0])] for number in (1, 2))]


def _only(hand: Hand) -> None:
    """Our own rows among those of another council."""
    _keyed(hand, "outturn", 'only = { column = "Council", label = "Anyborough" }')
    _rows(
        hand,
        "outturn",
        lambda rows: [
            ["Council", *rows[0]],
            *(["Anyborough", *row] for row in rows[1:]),
            *(["Otherton", *row] for row in rows[1:]),
        ],
        0,
        "a national file of which one council's rows are wanted",
        READ_RIGHT,
    )


def _curly_quote(hand: Hand) -> None:
    """A proposal whose name Word has made finer than the agreement has it."""
    place, row = next(hand.rows("savings", "AC"))
    agreed = next(found for found in hand.draft.agreement["savings"] if found["proposal"] == row["proposal"])
    agreed["proposal"] = "The people's offices"
    row["proposal"] = "The people’s offices"
    hand.wrote(
        "savings", place, "proposal", "another kind of quotation mark than in the agreement", BLOCKING, item="savings"
    )


def _two_sheets(hand: Hand) -> None:
    """A workbook with a second sheet, hidden, and no sheet named."""
    layout = hand.layout("outturn")
    hand.layouts["outturn"] = replace(layout, file="outturn.xlsx")
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"created": MADE})
        for name in ("Outturn", "Old"):
            sheet = book.add_worksheet(name)
            for at, row in enumerate(_all_rows(hand, "outturn")):
                for place, cell in enumerate(row):
                    sheet.write_string(at, place, cell)
        book.get_worksheet_by_name("Old").hide()
    hand.draft.files["outturn.xlsx"] = stream.getvalue()
    hand.note("two sheets, one of them hidden, and none named", ERROR, file=f"{hand.draft.folder}/outturn.xlsx")


def _cell_of_excel(hand: Hand, value: date | None, what: str, expected: str) -> None:
    """A count of last year as Excel itself keeps it: a number, or a day."""
    measure, row, place = hand.take(
        lambda measure, row: measure.unit == "number" and not measure.decimals and str(row[hand.oldest])[:1].isdigit(),
        hand.oldest,
    )
    layout = replace(hand.layout("performance"), file="performance.xlsx", sheet="Measures")
    hand.layouts["performance"] = layout
    number = float(str(row[hand.oldest]).replace(",", ""))
    column = list(layout.labels).index(hand.oldest)
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"created": MADE})
        sheet = book.add_worksheet(layout.sheet)
        for at, cells in enumerate(_all_rows(hand, "performance")):
            for to, cell in enumerate(cells):
                if cell and (at, to) != (place + 1, column):
                    sheet.write_string(at, to, cell)
        if value:
            sheet.write_datetime(place + 1, column, value, book.add_format({"num_format": "d mmm"}))
        else:
            sheet.write_number(place + 1, column, number, book.add_format({"num_format": "#,##0"}))
    hand.draft.files["performance.xlsx"] = stream.getvalue()
    hand.wrote("performance", place, hand.oldest, what, expected, meant="" if value else f"value={number:.0f}")
    del measure


def _elsewhere(hand: Hand) -> None:
    """A measure under a portfolio that is not its own."""
    place, row = next(hand.rows("performance", "AC"))
    hand.wrote("performance", place, "portfolio", "a measure under another portfolio than its own", ERROR)
    row["portfolio"] = next(found.name for found in hand.draft.council.portfolios if found.prefix == "CF")
