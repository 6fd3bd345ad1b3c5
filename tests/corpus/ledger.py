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
) -> None:
    rows = change(_with_ledger(hand, seed))
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


def _twice(seed: int) -> Plant:
    def plant(hand: Hand) -> None:
        rows = _with_ledger(hand, seed)
        special = hand.special["ledger"]
        hand.special["ledger"] = replace(special, section=special.section.replace('"ledger.csv"', '"ledger*.csv"'))
        hand.draft.files[_FILE] = hand.draft.files["ledger again.csv"] = delimited(Export(_FILE, rows))
        hand.note("the same file twice", ERROR, file=f"{hand.draft.folder}/ledger")

    return plant
