"""Money whose sums do not hold: each identity is broken once, in a row of its own."""

from copy import deepcopy

from corpus.ground import Hand
from corpus.planted import BLOCKING, ERROR, READ_RIGHT, WARNING
from pprr.demo.tables import Amounts

_TOTALS = {"reserves": "purpose", "savings": "proposal", "capital": "scheme", "accounts": "line"}


def broken(hand: Hand) -> None:
    """Identities within one report, and between the report and its agreement."""
    for prefix in ("AC", "CF", "CH", "ER"):
        hand.mute_money(prefix)
    _shift(hand, "budget", "AC", "Previously reported", "amount", 90, "a cash limit that its lines do not make")
    _shift(hand, "outturn", "CF", "", "expenditure", 70, "expenditure and appropriations that do not make the outturn")
    _shift(hand, "outturn", "CH", "", "variance", 60, "a deficit that is not outturn less cash limit")
    place, row = next(hand.rows("outturn", "ER"))
    hand.cell(
        "outturn", place, "variance", -int(row["variance"]), "a surplus written as a deficit", BLOCKING, item="outturn"
    )
    _shift(hand, "reserves", "AC", "", "balance", 15, "a balance that is not approved less change", also="Total")
    _shift(hand, "reserves", "CF", "Total", "approved", 25, "a total of reserves that its rows do not make")
    _shift(hand, "savings", "AC", "Total", "value", 35, "a total of savings that its rows do not make")
    _shift(hand, "savings", "CF", "", "value", 45, "a saving of another value than the agreement's", also="Total")
    _shift(hand, "capital", "AC", "", "variance", 55, "a variance that its scheme does not make", also="Total")
    _shift(hand, "capital", "CF", "Total", "budget", 65, "a total of the programme that its rows do not make")
    _shift(
        hand, "accounts", "CH", "", "variance", 75, "a variance of an account that its line does not make", also="Total"
    )
    _shift(hand, "accounts", "CF", "Total", "forecast", 85, "a total of an account that its lines do not make")


def mirrored(hand: Hand) -> None:
    """Reserves and savings that are other than the appropriations, the agreement or their rating say."""
    for prefix, (first, sign, second, other), what, item in (
        ("AC", ("change", -1, "balance", 1), "draws that are not the appropriations", "reserves"),
        ("CF", ("approved", 1, "balance", 1), "a reserve approved otherwise than in the agreement", "reserves"),
    ):
        for label in ("", "Total"):
            place, row = _row(hand, "reserves", prefix, label)
            row[first] = int(row[first]) + sign * 12
            row[second] = int(row[second]) + other * 12
        place, _ = _row(hand, "reserves", prefix, "")
        hand.wrote("reserves", place, first, what, BLOCKING, item=item)
    place, _ = _row(hand, "savings", "CH", "")
    hand.draft.extracts["savings"][place]["proposal"] = "A proposal that nobody agreed"
    hand.note("a proposal that the agreement does not have", BLOCKING, portfolio=hand.slug("CH"), item="savings")
    place, row = _row(hand, "savings", "ER", "")
    row["achieved"] = int(row["achieved"]) - int(row["value"])
    _, total = _row(hand, "savings", "ER", "Total")
    total["achieved"] = int(total["achieved"]) - int(row["value"])
    row["risk_rating"] = "Green"
    hand.wrote("savings", place, "risk_rating", "a saving rated Green of which little is made", WARNING, item="savings")


def sent_again(hand: Hand) -> None:
    """The capital programme of the last report in the place of a new one; every sum of it holds."""
    hand.draft.extracts["capital"] = deepcopy(hand.ground.past[-1].extracts["capital"])
    for prefix in ("AC", "CF", "CH", "ER"):
        if any(hand.rows("capital", prefix)):
            what = "the last report's capital programme, sent again"
            hand.note(what, WARNING, portfolio=hand.slug(prefix), item="capital")


def opened_otherwise(hand: Hand) -> None:
    """A report that opens with another cash limit than the last one closed with; within it every sum holds."""
    rows = [row for _, row in hand.rows("budget", "AC")]
    for row in rows:
        if row["line"] != "Change":
            row["amount"] = int(row["amount"]) + 333
    _, outturn = next(hand.rows("outturn", "AC"))
    for name in ("cash_limit", "expenditure", "outturn"):
        outturn[name] = int(outturn[name]) + 333
    for label in ("", "Total"):
        _, service = _row(hand, "services", "AC", label)
        for name in ("budget", "forecast"):
            service[name] = int(service[name]) + 333
    hand.mute_money("AC")
    place, _ = next(hand.rows("budget", "AC"))
    what = "a cash limit that is not the last report's"
    hand.wrote("budget", place, "amount", what, BLOCKING, item="budget")


def slipped_unit(hand: Hand) -> None:
    """A row in thousands of pounds where the file is in pounds."""
    place, row = next(hand.rows("outturn", "CF"))
    for name in ("cash_limit", "expenditure", "appropriations", "outturn", "variance"):
        row[name] = f"{int(row[name]):,}"
    hand.mute_money("CF")
    hand.wrote("outturn", place, "cash_limit", "a row in another unit than its file", BLOCKING, item="outturn")
    what = "appropriations in another unit than the reserves"
    hand.wrote("outturn", place, "appropriations", what, BLOCKING, item="reserves")


def refused(hand: Hand) -> None:
    """Cells that are no amount."""
    cells = (
        ("(44", "a bracket that is not closed"),
        ("44)", "a bracket that was not opened"),
        ("12.3.4", "two decimal points"),
        ("£1,23", "a comma among the wrong digits"),
        ("n/a", "no amount, in words"),
        ("", "a blank amount"),
        ("-(44)", "two minuses"),
        ("1.234,56", "an amount as the continent writes it"),
        ("1.000", "a dot that may stand between thousands"),
        ("0.001", "a part of a penny"),
        ("#REF!", "an error of Excel"),
        ("44 XY", "a word that is no unit"),
        ("4 4", "a space among the digits"),
    )
    places = [(place, row) for prefix in ("AC", "CF", "CH", "ER") for place, row in hand.rows("capital", prefix)]
    for (place, _), (text, what) in zip(places, cells, strict=False):
        hand.cell("capital", place, "rephasing", text, what, ERROR)
    for (place, _), (text, what) in zip(places, cells[len(places) :], strict=False):
        hand.cell("capital", place, "budget", text, what, ERROR)


def read_right(hand: Hand) -> None:
    """Other ways to write the same amount."""
    ways = (
        ("({:,})", "-{:,}", "a minus in front"),
        ("({:,})", "- {:,}", "a minus and a space"),
        ("({:,})", "{:,}-", "a minus behind"),
        ("({:,})", "−{:,}", "a true minus sign"),
        ("({:,})", "(£{:,})", "a pound sign in brackets"),
        ("({:,})", "-£{:,}", "a pound sign behind the minus"),
        ("({:,})", "({})", "no comma between thousands"),
        ("({:,})", "{:,} CR", "a credit, as ledgers write it"),
        ("{:,}", "£{:,}", "a pound sign"),
        ("{:,}", "\u00a0{:,}", "a space that cannot be seen"),
        ("{:,}", "{:,}.00", "pence that are none"),
    )
    cells = [
        (table, place, name)
        for table, names in (
            ("outturn", ("appropriations", "variance")),
            ("accounts", ("budget", "forecast", "variance")),
        )
        for prefix in ("AC", "CF", "CH", "ER")
        for place, _ in hand.rows(table, prefix)
        for name in names
    ]
    for usual, other, what in ways:
        is_negative = "(" in usual
        at = next(
            at
            for at, (table, place, name) in enumerate(cells)
            if isinstance(hand.draft.extracts[table][place][name], int)
            and (int(hand.draft.extracts[table][place][name]) < 0) == is_negative
            and int(hand.draft.extracts[table][place][name]) != 0
        )
        table, place, name = cells.pop(at)
        thousands = int(hand.draft.extracts[table][place][name])
        text = other.format(abs(thousands) * 1000)
        hand.cell(table, place, name, text, what, READ_RIGHT, item=table, meant=f"{name}={thousands * 100_000}")


def _row(hand: Hand, table: str, prefix: str, label: str) -> tuple[int, Amounts]:
    """The portfolio's first row, or the one that the label names."""
    field = _TOTALS.get(table, "line")
    return next((place, row) for place, row in hand.rows(table, prefix) if not label or row.get(field) == label)


def _shift(hand: Hand, table: str, prefix: str, label: str, name: str, by: int, what: str, *, also: str = "") -> None:
    """Adds to one amount, and to the total as well where that is not the one to be broken."""
    place, row = _row(hand, table, prefix, label)
    hand.cell(table, place, name, int(row[name]) + by, what, BLOCKING, item=table)
    if also:
        _, total = _row(hand, table, prefix, also)
        total[name] = int(total[name]) + by
