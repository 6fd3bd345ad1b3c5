"""Cells of performance extracts that must be refused, and such as must be read right."""

from collections.abc import Callable
from decimal import Decimal

from corpus.ground import Hand
from corpus.planted import ERROR, READ_RIGHT
from pprr.demo.council import MadeUpMeasure
from pprr.demo.tables import Amounts

_REFUSED = {
    "percentage": (
        ("", "a blank where a figure is due"),
        ("37 %%", "two percent signs"),
        ("x", "an x that may say several things"),
        ("-", "a hyphen that may say several things"),
        ("*", "a star that may say several things"),
        ("tbc", "a promise in place of a figure"),
        ("#N/A", "an error of Excel"),
        ("#DIV/0!", "another error of Excel"),
        ("(85.5%", "a bracket that is not closed"),
        ("12,34%", "a comma among the wrong digits"),
        ("1.234,5%", "a number as the continent writes it"),
        ("85.5% 191 of 0", "a share of nothing"),
        ("85% or so", "a size that is not exact"),
        ("80-85%", "a range"),
        ("8O.5%", "a letter O among the digits"),
        ("85.5% 2018/20", "a year that cannot be"),
        ("31 March 2025", "a day in place of a figure"),
        ("Green", "a status in place of a figure"),
        ("TRUE", "a yes in place of a figure"),
        ("85.5%*", "a sign that nothing explains"),
    ),
    "number": (
        ("", "a blank where a figure is due"),
        ("85.5%", "a percentage of a count"),
        ("2 hours 30 mins", "two units in one cell"),
        ("$75K", "money of another country"),
        ("1,2345", "a comma among the wrong digits"),
        ("1 23", "a space before two digits"),
        ("12.3.4", "two decimal points"),
        ("nan", "not a number"),
        ("1.2E+05", "a figure that Excel has shortened"),
        ("２３４０", "digits of another script"),
        ("230 of 300", "a part of a whole in a count"),
        ("=SUM(B2:B9)", "a formula as text"),
        ("--44", "two minuses"),
        ("44)", "a bracket that was not opened"),
        ("Not avialable", "a slip in the word for no figure"),
        ("1234567890123456", "more digits than Excel holds"),
    ),
}
_MISSING = (
    ("N/A", "Not applicable"),
    ("n/a", "Not applicable"),
    ("NOT APPLICABLE", "Not applicable"),
    ("not available", "Not available"),
    ("Not Available", "Not available"),
    ("Not yet available", "Not available"),
    ("[x]", "Not available"),
    ("[z]", "Not applicable"),
    ("[c]", "Withheld"),
    ("Withheld", "Withheld"),
)


def refused(hand: Hand) -> None:
    """Cells that are no figure, for every unit, and cells that name what is not there."""
    columns = (hand.own, hand.previous, hand.oldest)
    for unit, cells in _REFUSED.items():
        for text, what in cells:
            name, place = _free(hand, columns, unit)
            hand.cell("performance", place, name, text, what, ERROR)


def of_keys(hand: Hand) -> None:
    """Rows that name a measure, a portfolio or a status that there is not, or one of them twice."""
    rows = hand.draft.extracts["performance"]
    for place, (name, text, what) in enumerate(
        (
            ("measure_id", "AC9.9", "a measure that is not in the register"),
            ("measure_id", "AC1.1, AC1.2", "two codes in one cell"),
            ("measure_id", "", "a row without a measure"),
            ("portfolio", "Adult Care & Health", "a portfolio by another name"),
            ("portfolio", "Childrens Services", "a portfolio that there is not"),
        )
    ):
        hand.cell("performance", 3 * place, name, text, what, ERROR) if name != "portfolio" else _portfolio(
            hand, 3 * place, text, what
        )
    rows.append(dict(rows[20]))
    hand.wrote("performance", len(rows) - 1, "measure_id", "the same measure in two rows", ERROR)
    last = next(name for name in hand.layout("performance").labels if name.startswith("status "))
    hand.cell("performance", 22, last, "Purple", "a status that there is not", ERROR)
    hand.cell("performance", 23, last, "ñ", "a letter that was a picture in another font", ERROR)
    rows[24]["judged_by"] = "The head of service"
    hand.cell("performance", 24, "judged_status", "", "somebody who judged, and no judgement", ERROR)
    rows[25]["judged_status"] = "Amber"
    hand.cell("performance", 25, "judged_by", "", "a judgement that nobody made", ERROR)


def read_right(hand: Hand) -> None:
    """Other ways to write the same figure: what was meant stays what it was."""
    percentage: tuple[tuple[Callable[[str], str], str, str], ...] = (
        (lambda text: text.replace("%", ""), "a percentage without its sign", ""),
        (lambda text: text.replace("%", " %"), "a space before the percent sign", ""),
        (lambda text: f"\u00a0{text}\u00a0", "spaces that cannot be seen", ""),
        (lambda text: text.replace("%", "％"), "another percent sign", ""),
        (lambda text: f"{text} (p)", "provisional", "provisional"),
        (lambda text: f"{text} [r]", "revised", "revised"),
        (lambda text: f"{text} (e)", "estimated", "estimated"),
    )
    for write, what, mark in percentage:
        _, row, place = hand.take(lambda measure, row: _is_share(measure, row, hand.oldest), hand.oldest)
        text = str(row[hand.oldest])
        meant = f"value={_value(text)}; mark={mark}"
        hand.cell("performance", place, hand.oldest, write(text.partition(" ")[0]), what, READ_RIGHT, meant=meant)
    number: tuple[tuple[Callable[[str], str], str], ...] = (
        (lambda text: text.replace(",", ""), "no comma between thousands"),
        (lambda text: f"{text}.0", "a decimal that the register does not have"),
        (lambda text: f" {text}\u200b", "spaces that cannot be seen"),
    )
    for change, what in number:
        _, row, place = hand.take(lambda measure, row: _is_count(measure, row, hand.oldest), hand.oldest)
        text = str(row[hand.oldest])
        hand.cell("performance", place, hand.oldest, change(text), what, READ_RIGHT, meant=f"value={_value(text)}")
    forms: tuple[tuple[Callable[[str], str], str, str], ...] = (
        (lambda text: f"<{text}", "a bound", "comparator=<"),
        (lambda text: f"+{text}", "a plus before it", "comparator="),
        (lambda text: f"about {text}", "about so many", "mark=estimated"),
        (lambda text: f"{text}<br>", "a tag of a web page", "comparator="),
        (lambda text: f"{text.replace(',', '')}.00000000000004", "a float's noise in the last digits", "comparator="),
        (
            lambda text: f"{text} {hand.draft.period.previous_year.previous_year.label}",
            "its own period",
            "figure_period=",
        ),
    )
    for form, what, also in forms:
        _, row, place = hand.take(lambda measure, row: _is_count(measure, row, hand.oldest), hand.oldest)
        text = str(row[hand.oldest])
        hand.cell(
            "performance", place, hand.oldest, form(text), what, READ_RIGHT, meant=f"value={_value(text)}; {also}"
        )
    _, row, place = hand.take(lambda measure, row: str(row[hand.oldest]).endswith("m"), hand.oldest)
    text = str(row[hand.oldest])
    meant = f"value={text.removesuffix('m')}; scale=1000000"
    hand.cell(
        "performance", place, hand.oldest, text.replace("m", " million"), "millions in words", READ_RIGHT, meant=meant
    )
    _, _, place = hand.take(lambda measure, row: _is_share(measure, row, hand.previous), hand.previous)
    meant = "value=78.0; figure_period=2016"
    hand.cell("performance", place, hand.previous, "78.0% 2016", "another year's figure", READ_RIGHT, meant=meant)
    for text, kind in _MISSING:
        _, _, place = hand.take(lambda measure, row: _is_figure(row, hand.previous), hand.previous)
        hand.cell(
            "performance", place, hand.previous, text, f'no figure, as "{text}"', READ_RIGHT, meant=f"missing={kind}"
        )


def keys_read_right(hand: Hand) -> None:
    """Other ways to write the same name."""
    rows = hand.draft.extracts["performance"]
    ways: tuple[tuple[str, Callable[[str], str], str], ...] = (
        ("measure_id", lambda text: f"{text} ", "a space behind the code"),
        ("measure_id", lambda text: f"\u00a0{text}", "a no-break space before the code"),
        ("measure_id", lambda text: f"{text}\u200b", "a space of no width behind the code"),
        ("portfolio", str.upper, "a portfolio in capitals"),
        ("portfolio", lambda text: text.replace(" ", "\u00a0"), "no-break spaces in a portfolio's name"),
        ("portfolio", lambda text: text.replace(" ", "  "), "two spaces in a portfolio's name"),
        ("good_performance", str.upper, "good performance in capitals"),
        ("good_performance", lambda text: f"{'Higher' if text == 'High' else 'Lower'} is better", "polarity in words"),
        ("good_performance", lambda text: "asc" if text == "High" else "desc", "polarity as a direction"),
        ("good_performance", lambda text: "up" if text == "High" else "down", "polarity as an arrow"),
    )
    for place, (name, write, what) in enumerate(ways):
        at = next(at for at in range(2 * place, len(rows)) if rows[at][name])
        before = str(rows[at][name])
        if name == "portfolio":
            _portfolio(hand, at, write(before), what, READ_RIGHT)
        else:
            item = str(rows[at]["measure_id"])
            hand.cell("performance", at, name, write(before), what, READ_RIGHT, item=item)


def _portfolio(hand: Hand, place: int, text: str, what: str, expected: str = ERROR) -> None:
    """A portfolio's name is written down by the one that it had."""
    row = hand.draft.extracts["performance"][place]
    hand.wrote("performance", place, "portfolio", what, expected, item=str(row["measure_id"]))
    row["portfolio"] = text


def _free(hand: Hand, columns: tuple[str, ...], unit: str) -> tuple[str, int]:
    """The next cell of a figure of the unit: those of the own period first."""

    def wanted(name: str) -> Callable[[MadeUpMeasure, Amounts], bool]:
        return lambda measure, row: measure.unit == unit and _is_figure(row, name)

    name = next(name for name in columns if hand.is_left(wanted(name), name))
    return name, hand.take(wanted(name), name)[2]


def _is_figure(row: Amounts, name: str) -> bool:
    return str(row[name])[:1].isdigit()


def _is_share(measure: MadeUpMeasure, row: Amounts, name: str) -> bool:
    """A percentage that stands alone, at its own period."""
    return measure.unit == "percentage" and _is_figure(row, name) and str(row[name]).endswith("%")


def _is_count(measure: MadeUpMeasure, row: Amounts, name: str) -> bool:
    is_plain = measure.unit == "number" and measure.decimals == 0
    return is_plain and _is_figure(row, name) and "m" not in str(row[name])


def _value(text: str) -> Decimal:
    return Decimal(text.partition(" ")[0].rstrip("%").replace(",", ""))
