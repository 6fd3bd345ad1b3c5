"""Ledgers with a line that cannot be, or that does not belong: one in each project."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from corpus.ground import SIZE, Hand
from corpus.planted import BLOCKING, ERROR, READ_RIGHT, WARNING
from pprr.demo.ledger import coding, ledger, one_file
from pprr.demo.money import money_of
from pprr.demo.systems.exports import Export, delimited
from pprr.domain import Period

Plant = Callable[[Hand], None]
Rows = list[list[str]]
_FILE = "ledger.csv"
_LINES = 240
_CENTRE, _ACCOUNT, _DATE, _AMOUNT = 0, 1, 2, 4


def plants(seed: int) -> dict[str, Plant]:
    """What is planted into each project, by its name."""

    def line(column: int, text: str, what: str, expected: str, *, has_row: bool = True, item: str = "") -> Plant:
        def change(rows: Rows) -> Rows:
            rows[5][column] = text
            return rows

        return lambda hand: _plant(hand, seed, change, what, expected, row=6 if has_row else 0, item=item)

    return {
        "ledger-amount": line(_AMOUNT, "12,34.5", "a comma among the wrong digits", ERROR),
        "ledger-blank-amount": line(_AMOUNT, "", "a blank amount", ERROR),
        "ledger-bracket": line(_AMOUNT, "(44.10", "a bracket that is not closed", ERROR),
        "ledger-american-day": line(_DATE, "04/13/2024", "a day as America writes it", ERROR),
        "ledger-no-such-day": line(_DATE, "31/06/2024", "a day that there is not", ERROR),
        "ledger-unknown-centre": line(_CENTRE, "77701", "a cost centre that is nobody's", ERROR, has_row=False),
        "ledger-unknown-account": line(
            _ACCOUNT, "7777", "an account that is no part of anything", ERROR, has_row=False
        ),
        "ledger-year-before": line(
            _DATE, "30/04/2014", "a line of another year", BLOCKING, has_row=False, item="outturn"
        ),
        "ledger-year-after": lambda hand: _plant(
            hand, seed, _later, "a line that was booked after the period", WARNING, item="outturn"
        ),
        "ledger-line-lost": lambda hand: _plant(
            hand, seed, lambda rows: [*rows[:5], *rows[6:]], "a line that is lost", BLOCKING, item="outturn"
        ),
        "ledger-unclosed-quote": line(3, '"Paper', "an unclosed quote", READ_RIGHT),
        "ledger-field-more": lambda hand: _plant(hand, seed, _wider, "a field too many in one line", ERROR, row=6),
        "ledger-empty": lambda hand: _plant(
            hand, seed, lambda rows: rows[:1], "a ledger without a line", BLOCKING, item="outturn"
        ),
        "ledger-twice": _twice(seed),
        "ledger-dots": line(_AMOUNT, "1.000", "a pound, or a thousand of them", ERROR),
        "ledger-signs": lambda hand: _plant(hand, seed, _signed_apart, "signs in a column that nobody reads", ERROR),
        "ledger-credits": lambda hand: _plant(hand, seed, _credited_apart, "credits that nobody reads", ERROR),
        "ledger-budget": lambda hand: _plant(hand, seed, _with_budget, "budget lines among the others", ERROR),
        "ledger-footer": lambda hand: _plant(
            hand, seed, _with_footer, "a total that carries codes", BLOCKING, item="outturn"
        ),
        "ledger-sub-total": lambda hand: _plant(
            hand, seed, _with_sub_total, "a sub-total of its own cost centre", BLOCKING, item="outturn"
        ),
        "ledger-keys": lambda hand: _plant(hand, seed, _with_keys, "posting keys that nobody reads", ERROR),
        "ledger-cut-short": lambda hand: _plant(
            hand,
            seed,
            list,
            "a control total of more lines",
            BLOCKING,
            item="outturn",
            keys="control = { lines = 999 }",
        ),
        "ledger-rules": lambda hand: _plant(
            hand, seed, _printed, "rows of a printed report", READ_RIGHT, keys=_OF_PRINT
        ),
        "ledger-overlap": _overlap(seed),
        "ledger-swallowed": _swallowed(seed),
    }


def _with_ledger(hand: Hand, seed: int) -> Rows:
    """Gives the project a ledger; its rows with their header."""
    council, period = hand.draft.council, hand.draft.period
    hand.draft.agreement |= coding(council.portfolios)
    first = SIZE.last.start - SIZE.years + 1
    money = [money_of(portfolio, first, period, seed)[period] for portfolio in council.portfolios]
    special = one_file(ledger(period, money, _LINES, seed))
    hand.special["ledger"] = special
    return [list(row) for row in special.files([])[0].rows]


def _plant(
    hand: Hand,
    seed: int,
    change: Callable[[Rows], Sequence[Sequence[str]]],
    what: str,
    expected: str,
    *,
    row: int = 0,
    item: str = "",
    keys: str = "",
) -> None:
    rows = change(_with_ledger(hand, seed))
    if keys:
        _say(hand, "[ledger]", f"[ledger]\n{keys}")
    hand.draft.files[_FILE] = delimited(Export(_FILE, rows))
    hand.note(what, expected, file=f"{hand.draft.folder}/{_FILE}", row=row, item=item)


def _later(rows: Rows) -> Rows:
    """One line more, of the day after the year: the sums hold without it."""
    extra = list(rows[5])
    extra[_DATE] = f"01/04/{Period.parse(str(SIZE.last)).start + 1}"
    return [*rows, extra]


def _wider(rows: Rows) -> Rows:
    rows[5] = [*rows[5], "x"]
    return rows


_OF_PRINT = 'drop = { column = "Cost Centre", label = ["Page *", "Sub-total"] }'


def _say(hand: Hand, old: str, new: str) -> None:
    """Changes the ledger's section."""
    special = hand.special["ledger"]
    hand.special["ledger"] = replace(special, section=special.section.replace(old, new))


def _sides(cell: str) -> tuple[bool, str]:
    return cell.startswith("("), cell.strip("()")


def _signed_apart(rows: Rows) -> Rows:
    sides = [(row[:_AMOUNT], *_sides(row[_AMOUNT])) for row in rows[1:]]
    return [[*rows[0], "D/C"], *([*row, amount, "C" if is_credit else "D"] for row, is_credit, amount in sides)]


def _credited_apart(rows: Rows) -> Rows:
    """The column of debits keeps the name of the amounts, so the section of before still fits."""
    sides = [(row[:_AMOUNT], *_sides(row[_AMOUNT])) for row in rows[1:]]
    cells = ([*row, *(("0.00", amount) if is_credit else (amount, "0.00"))] for row, is_credit, amount in sides)
    return [[*rows[0], "Credit"], *cells]


def _with_budget(rows: Rows) -> Rows:
    return [[*rows[0], "Type"], *([*row, kind] for row in rows[1:] for kind in ("Actual", "Budget"))]


def _with_footer(rows: Rows) -> Rows:
    return [*rows, [*rows[5][:_DATE], rows[5][_DATE], "Report total", "1,234.00"]]


def _with_sub_total(rows: Rows) -> Rows:
    centre = rows[5][_CENTRE]
    return [*rows, [*rows[5][:_DATE], rows[5][_DATE], f"Total {centre}", "1,234.00"]]


def _with_keys(rows: Rows) -> Rows:
    sides = [(row[:_AMOUNT], *_sides(row[_AMOUNT])) for row in rows[1:]]
    return [
        [*rows[0], "Posting key"],
        *([*row, amount, "50" if is_credit else "40"] for row, is_credit, amount in sides),
    ]


def _printed(rows: Rows) -> Rows:
    head, *lines = rows
    return [head, ["-" * 40], *lines[:50], ["Sub-total", "", "", "", "77.00"], ["Page 2"], head, *lines[50:]]


def _overlap(seed: int) -> Plant:
    def plant(hand: Hand) -> None:
        rows = _with_ledger(hand, seed)
        _say(hand, '"ledger.csv"', '"ledger*.csv"')
        hand.draft.files[_FILE] = delimited(Export(_FILE, rows[:150]))
        hand.draft.files["ledger of March.csv"] = delimited(Export(_FILE, [rows[0], *rows[100:]]))
        hand.note("two files of which each holds the same lines", ERROR, file=f"{hand.draft.folder}/ledger")

    return plant


def _swallowed(seed: int) -> Plant:
    """A text begins with a quotation mark, and one three lines below ends with one."""

    def plant(hand: Hand) -> None:
        rows = _with_ledger(hand, seed)
        for at, text in ((5, '"Big Issue'), (8, 'Drain 6"')):
            rows[at][3] = text
        for row in rows[5:9]:
            row[_AMOUNT] = row[_AMOUNT].replace(",", "")
        lines = (
            delimited(Export(_FILE, rows))
            .decode()
            .replace('"""Big Issue"', '"Big Issue')
            .replace('Drain 6"""', 'Drain 6"')
        )
        hand.draft.files[_FILE] = lines.replace('"Drain', "Drain").encode()
        hand.note(
            "a quotation mark that swallows lines", BLOCKING, file=f"{hand.draft.folder}/{_FILE}", item="overview"
        )
        hand.note("the money of these lines", BLOCKING, file=f"{hand.draft.folder}/{_FILE}", item="outturn")

    return plant


def _twice(seed: int) -> Plant:
    def plant(hand: Hand) -> None:
        rows = _with_ledger(hand, seed)
        special = hand.special["ledger"]
        hand.special["ledger"] = replace(special, section=special.section.replace('"ledger.csv"', '"ledger*.csv"'))
        hand.draft.files[_FILE] = hand.draft.files["ledger again.csv"] = delimited(Export(_FILE, rows))
        hand.note("the same file twice", ERROR, file=f"{hand.draft.folder}/ledger")

    return plant
