"""Series and comparators with a cell that cannot be, or a point that does not fit."""

from corpus.ground import Hand
from corpus.planted import BLOCKING, ERROR, NOTE


def of_series(hand: Hand) -> None:
    """A row each of the months that are kept for control charts."""
    rows = hand.draft.extracts["series"]
    percentage = next(place for place, row in enumerate(rows) if "%" in str(row["value"]))
    number = next(place for place, row in enumerate(rows) if "%" not in str(row["value"]))
    for place, (name, text, what) in enumerate(
        (
            ("value", "85,5%", "a comma in place of a point"),
            ("value", "", "a blank point"),
            ("value", "n/k", "an unknown word in place of a figure"),
            ("period", "2018/20", "a year that cannot be"),
            ("period", "13/2024", "a month that there is not"),
            ("period", "spring", "a season"),
        )
    ):
        _put(hand, "series", percentage + place, name, text, what, ERROR)
    _put(hand, "series", number, "value", "85.5%", "a percentage of a count", ERROR)
    _put(hand, "series", number + 2, "measure_id", "AC9.9", "a measure that is not in the register", ERROR)
    rows.append(dict(rows[number + 4]))
    _put(hand, "series", len(rows) - 1, "value", str(rows[-1]["value"]), "the same point twice", ERROR)


def odd_series(hand: Hand) -> None:
    """A row each that is read, and asked about."""
    rows = hand.draft.extracts["series"]
    measures = list(dict.fromkeys(str(row["measure_id"]) for row in rows))
    percentages = [name for name in measures if hand.measure(name).unit == "percentage"]
    first = next(place for place, row in enumerate(rows) if row["measure_id"] == percentages[0])
    _put(hand, "series", first + 3, "value", "0.86", "a share where points are meant", BLOCKING)
    second = next(place for place, row in enumerate(rows) if row["measure_id"] == percentages[1])
    _put(hand, "series", second + 3, "value", "Not available", "a month without a figure", NOTE)


def of_comparators(hand: Hand) -> None:
    """A row each of what others have."""
    for place, (name, text, what) in enumerate(
        (
            ("value", "80% or so", "a size that is not exact"),
            ("value", "", "a blank figure"),
            ("period", "2018/20", "a year that cannot be"),
            ("name", "", "nobody's figure"),
            ("source", "", "a figure without a source"),
            ("measure_id", "AC9.9", "a measure that is not in the register"),
        )
    ):
        _put(hand, "comparators", 2 * place, name, text, what, ERROR)
    rows = hand.draft.extracts["comparators"]
    rows.append(dict(rows[1]))
    _put(hand, "comparators", len(rows) - 1, "name", str(rows[-1]["name"]), "the same body twice", ERROR)


def _put(hand: Hand, table: str, place: int, name: str, text: str, what: str, expected: str) -> None:
    """Puts a text into a cell of a measure's row, which names no portfolio."""
    measure_id = str(hand.draft.extracts[table][place]["measure_id"])
    hand.cell(table, place, name, text, what, expected, item=measure_id)
