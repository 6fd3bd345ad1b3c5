"""Ledgers as finance systems write them, each of the same made-up lines, whose truth is known before any code reads it.

Forty cost centres have lines in every month of 2025/26, one in five of them credits.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

FIRST, AFTER = date(2025, 4, 1), date(2026, 4, 1)
Cells = list[str]


@dataclass(frozen=True)
class MadeUpPosting:
    """One line: ``pence`` are spending where they are above nought."""

    number: int
    cost_centre: str
    account: str
    day: date
    pence: int
    text: str


def postings(count: int) -> Iterator[MadeUpPosting]:
    """So many lines, in the order of their days."""
    for n in range(count):
        month = n * 12 // count
        day = date(2025 + (month > 8), (month + 3) % 12 + 1, n * 7 % 28 + 1)
        pence = (n * 7919 + 13) % 250_000_00 + 1
        sign = -1 if n % 5 == 2 else 1
        yield MadeUpPosting(n, f"C{n * 31 % 40:02d}", f"{4000 + n * 17 % 90}", day, sign * pence, f"Supplier {n % 300}")


def truth(lines: Iterable[MadeUpPosting]) -> dict[str, int]:
    """The pence of each cost centre."""
    found: dict[str, int] = {}
    for line in lines:
        found[line.cost_centre] = found.get(line.cost_centre, 0) + line.pence
    return found


def plain(pence: int) -> str:
    return f"{abs(pence) // 100}.{abs(pence) % 100:02d}"


def commas(pence: int) -> str:
    return f"{abs(pence) // 100:,}.{abs(pence) % 100:02d}"


def continental(pence: int) -> str:
    return commas(pence).translate(str.maketrans(",.", ".,"))


def _minus_before(pence: int) -> str:
    return f"{'-' if pence < 0 else ''}{plain(pence)}"


def _number(day: date) -> int:
    """The number of a month in its financial year."""
    return (day.month - 4) % 12 + 1


def _start(day: date) -> int:
    return day.year - (day.month < 4)


_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")


@dataclass(frozen=True)
class LedgerStyle:
    """One way to write lines: ``when`` and ``amount`` give the cells of a line, ``labels`` name them.

    ``section`` is what [ledger] says of it; ``around`` adds the rows that are no lines.
    """

    labels: tuple[str, ...]
    when: Callable[[date], Cells]
    amount: Callable[[int], Cells]
    section: Mapping[str, object]
    delimiter: str = ","
    encoding: str = "utf-8"
    more: Callable[[MadeUpPosting], Cells] = lambda line: [line.text]
    around: Callable[[list[Cells]], Iterable[Cells]] = field(default=lambda rows: rows)

    def rows(self, lines: Iterable[MadeUpPosting]) -> Iterator[Cells]:
        for line in lines:
            yield [line.cost_centre, line.account, *self.when(line.day), *self.more(line), *self.amount(line.pence)]

    def write(self, lines: Iterable[MadeUpPosting]) -> bytes:
        """The file."""
        stream = io.StringIO(newline="")
        quoting: Literal[0, 3] = csv.QUOTE_NONE if self.section.get("quotes") == "none" else csv.QUOTE_MINIMAL
        writer = csv.writer(stream, delimiter=self.delimiter, quoting=quoting, quotechar=None if quoting else '"')
        writer.writerows(self.around([list(self.labels), *self.rows(lines)]))
        return stream.getvalue().encode(self.encoding)

    @property
    def layout(self) -> dict[str, object]:
        """The keys of [ledger], but for the file's name."""
        return {"expenditure": "positive", "delimiter": self.delimiter, **self.section}


def _columns(**labels: str) -> dict[str, dict[str, str]]:
    return {"columns": {"cost_centre": "Cost Centre", "account": "Account", **labels}}


_HEAD = ("Cost Centre", "Account")
_APRIL = {"periods": {"202501": "2025-04"}}


def _pages(rows: list[Cells]) -> Iterator[Cells]:
    """A report of pages, each with its title, its header between dashed rules, and a sub-total."""
    head, *lines = rows
    for page in range(0, len(lines), 40):
        yield [f"Made-up Council: ledger, page {page // 40 + 1}"]
        yield ["-" * 12] * len(head)
        yield head
        yield ["-" * 60]
        yield from lines[page : page + 40]
        yield ["Sub-total", *[""] * (len(head) - 2), "1,234.00"]
        yield []


def _after_title(rows: list[Cells]) -> list[Cells]:
    return [["Ledger of a made-up council"], [], *rows]


def _barred(rows: list[Cells]) -> Iterator[Cells]:
    """A list as SAP saves it: a bar at both ends of a row, and dashed rules."""
    head, *lines = ([" ", *(f" {cell} " for cell in row), ""] for row in rows)
    yield ["-" * 80]
    yield head
    yield ["-" * 80]
    yield from lines
    yield ["-" * 80]


def _with_budget(rows: list[Cells]) -> Iterator[Cells]:
    head, *lines = rows
    yield head
    for number, line in enumerate(lines):
        yield line
        if number % 3 == 0:
            yield [*line[:-2], "Budget" if number % 2 else "Commitment", "999.00"]


def _flagged(rows: list[Cells]) -> Iterator[Cells]:
    for line in _with_budget(rows):
        yield [*line[:-2], {"Budget": "B", "Commitment": "E"}.get(line[-2], line[-2]), line[-1]]


STYLES: Mapping[str, LedgerStyle] = {
    "plain": LedgerStyle(
        (*_HEAD, "Date", "Description", "Amount"),
        lambda day: [f"{day:%d/%m/%Y}"],
        lambda pence: [_minus_before(pence)],
        _columns(date="Date", amount="Amount"),
    ),
    "commas and brackets": LedgerStyle(
        (*_HEAD, "Date", "Description", "Amount"),
        lambda day: [f"{day:%d/%m/%Y}"],
        lambda pence: [f"({commas(pence)})" if pence < 0 else commas(pence)],
        _columns(date="Date", amount="Amount"),
    ),
    "pounds and CR": LedgerStyle(
        (*_HEAD, "Date", "Description", "Amount"),
        lambda day: [f"{day:%d-%b-%Y}"],
        lambda pence: [f"£{commas(pence)}{' CR' if pence < 0 else ''}"],
        {**_columns(date="Date", amount="Amount"), "encoding": "cp1252"},
        encoding="cp1252",
    ),
    "SAP: dots, trailing minus": LedgerStyle(
        (*_HEAD, "Pstng Date", "Text", "Amount in local cur."),
        lambda day: [f"{day:%d.%m.%Y}"],
        lambda pence: [f"{continental(pence)}{'-' if pence < 0 else ''}"],
        {**_columns(date="Pstng Date", amount="Amount in local cur."), "decimal": ","},
        delimiter="\t",
    ),
    "SAP: a list between bars": LedgerStyle(
        (*_HEAD, "Pstng Date", "Text", "Amount"),
        lambda day: [f"{day:%d.%m.%Y}"],
        lambda pence: [f"{commas(pence)}{'-' if pence < 0 else ''}"],
        {**_columns(date="Pstng Date", amount="Amount"), "header_row": 2},
        delimiter="|",
        around=_barred,
    ),
    "SAP: S and H": LedgerStyle(
        (*_HEAD, "Document Date", "Text", "D/C", "Amount in LC"),
        lambda day: [f"{day:%Y-%m-%d}"],
        lambda pence: ["H" if pence < 0 else "S", plain(pence)],
        _columns(date="Document Date", sign="D/C", amount="Amount in LC"),
        delimiter=";",
    ),
    "SAP: year and posting period": LedgerStyle(
        (*_HEAD, "Fiscal Year", "Posting Period", "Text", "Amount"),
        lambda day: [str(_start(day)), f"{_number(day):03d}"],
        lambda pence: [_minus_before(pence)],
        {**_columns(year="Fiscal Year", period="Posting Period", amount="Amount"), "periods": {"2025 001": "2025-04"}},
    ),
    "SAP: period and year in one": LedgerStyle(
        (*_HEAD, "Period/Year", "Text", "Amount"),
        lambda day: [f"{_number(day) + (day.month == 3 and day.day > 14):03d}/{_start(day)}"],
        lambda pence: [_minus_before(pence)],
        {**_columns(period="Period/Year", amount="Amount"), "periods": {"001/2025": "2025-04"}},
    ),
    "Oracle: period name, debits and credits": LedgerStyle(
        (*_HEAD, "Period Name", "Description", "Accounted DR", "Accounted CR"),
        lambda day: [f"{_MONTHS[day.month - 1]}-{day:%y}"],
        lambda pence: ["", plain(pence)] if pence < 0 else [plain(pence), ""],
        _columns(period="Period Name", debit="Accounted DR", credit="Accounted CR"),
    ),
    "Oracle: effective dates, noughts": LedgerStyle(
        (*_HEAD, "Effective Date", "Description", "Entered Debit", "Entered Credit"),
        lambda day: [f"{day.day:02d}-{_MONTHS[day.month - 1]}-{day:%Y}"],
        lambda pence: ["0.00", commas(pence)] if pence < 0 else [commas(pence), "0.00"],
        _columns(date="Effective Date", debit="Entered Debit", credit="Entered Credit"),
    ),
    "Oracle: actual flag": LedgerStyle(
        (*_HEAD, "Date", "Description", "Actual Flag", "Amount"),
        lambda day: [f"{day.day:02d}-{_MONTHS[day.month - 1]}-{day:%y}"],
        lambda pence: ["A", _minus_before(pence)],
        {**_columns(date="Date", amount="Amount"), "only": {"column": "Actual Flag", "label": "A"}},
        around=_flagged,
    ),
    "Unit4: period of digits": LedgerStyle(
        (*_HEAD, "Period", "Text", "Amount"),
        lambda day: [f"{_start(day)}{_number(day):02d}"],
        lambda pence: [_minus_before(pence)],
        {**_columns(period="Period", amount="Amount"), **_APRIL},
        delimiter=";",
    ),
    "Unit4: UTF-16 and tabs": LedgerStyle(
        (*_HEAD, "Trans.date", "Text", "Amount"),
        lambda day: [f"{day:%d/%m/%Y} 00:00:00"],
        lambda pence: [_minus_before(pence)],
        {**_columns(date="Trans.date", amount="Amount"), "encoding": "utf-16"},
        delimiter="\t",
        encoding="utf-16",
    ),
    "Unit4: types of balance": LedgerStyle(
        (*_HEAD, "Trans.date", "Text", "Type", "Amount"),
        lambda day: [f"{day:%d/%m/%Y}"],
        lambda pence: ["Actual", f"{commas(pence)}{'-' if pence < 0 else ''}"],
        {**_columns(date="Trans.date", amount="Amount"), "only": {"column": "Type", "label": "actual"}},
        around=_with_budget,
    ),
    "Civica: DR and CR": LedgerStyle(
        (*_HEAD, "Date", "Narrative", "DR/CR", "Value"),
        lambda day: [f"{day:%d/%m/%y}"],
        lambda pence: ["CR" if pence < 0 else "DR", commas(pence)],
        _columns(date="Date", sign="DR/CR", amount="Value"),
    ),
    "Civica: year of two, period": LedgerStyle(
        (*_HEAD, "Year", "Period", "Narrative", "Value"),
        lambda day: [f"{_start(day)}/{_start(day) % 100 + 1}", str(_number(day))],
        lambda pence: [_minus_before(pence)],
        {**_columns(year="Year", period="Period", amount="Value"), "periods": {"2025/26 1": "2025-04"}},
    ),
    "Civica: a printed report": LedgerStyle(
        (*_HEAD, "Date", "Narrative", "Value"),
        lambda day: [f"{day:%d/%m/%Y}"],
        lambda pence: [f"{commas(pence)}{'-' if pence < 0 else ''}"],
        {
            **_columns(date="Date", amount="Value"),
            "header_row": 3,
            "drop": {"column": "Cost Centre", "label": ["Made-up Council*", "Sub-total"]},
        },
        around=_pages,
    ),
    "plus and minus": LedgerStyle(
        (*_HEAD, "Date", "Text", "Sign", "Amount"),
        lambda day: [f"{day:%Y/%m/%d}"],
        lambda pence: ["-" if pence < 0 else "+", plain(pence)],
        _columns(date="Date", sign="Sign", amount="Amount"),
    ),
    "calendar months": LedgerStyle(
        (*_HEAD, "Period", "Text", "Amount"),
        lambda day: [f"{day:%Y/%m}"],
        lambda pence: [_minus_before(pence)],
        {**_columns(period="Period", amount="Amount"), "periods": {"2025/04": "2025-04"}},
    ),
    "the year that ends": LedgerStyle(
        (*_HEAD, "Period", "Text", "Amount"),
        lambda day: [f"{_start(day) + 1}-P{_number(day):02d}"],
        lambda pence: [_minus_before(pence)],
        {**_columns(period="Period", amount="Amount"), "periods": {"2026-P01": "2025-04"}},
    ),
    "days of digits, four decimals": LedgerStyle(
        (*_HEAD, "PostingDate", "Text", "Amount"),
        lambda day: [f"{day:%Y%m%d}"],
        lambda pence: [f"{_minus_before(pence)}00"],
        _columns(date="PostingDate", amount="Amount"),
    ),
    "quotation marks within texts": LedgerStyle(
        (*_HEAD, "Date", "Text", "Amount"),
        lambda day: [f"{day:%d-%m-%Y}"],
        lambda pence: [_minus_before(pence)],
        {**_columns(date="Date", amount="Amount"), "quotes": "none"},
        delimiter="\t",
        more=lambda line: ['"Big Issue' if line.number % 4 == 0 else 'drain 6"' if line.number % 4 == 2 else "Hire"],
    ),
    "spending with a minus, below a title": LedgerStyle(
        (*_HEAD, "Date", "Text", "Amount"),
        lambda day: [f"{day:%Y-%m-%d} 09:30:00"],
        lambda pence: [_minus_before(-pence)],
        {**_columns(date="Date", amount="Amount"), "expenditure": "negative", "header_row": 3},
        around=_after_title,
    ),
    "names of months in full": LedgerStyle(
        (*_HEAD, "Month", "Text", "Debit", "Credit"),
        lambda day: [f"{day:%B %Y}"],
        lambda pence: ["", _minus_before(pence)] if pence < 0 else [plain(pence), ""],
        {**_columns(period="Month", debit="Debit", credit="Credit"), "credits": "negative"},
    ),
}
