"""Figures that can be read and are wrong, or doubtful: each ought to raise a query, by the whole row or by the past."""

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from corpus.ground import Hand
from corpus.planted import BLOCKING, NOTE, READ_RIGHT, WARNING
from pprr.demo.council import MadeUpMeasure
from pprr.demo.tables import Amounts


def doubtful(hand: Hand) -> None:
    """A figure a measure, each wrong in another way."""
    fields = hand.layout("performance").labels

    def plant(
        wanted: Callable[[MadeUpMeasure, Amounts], bool],
        write: Callable[[MadeUpMeasure, str], str],
        what: str,
        expected: str,
    ) -> None:
        measure, row, place = hand.take(wanted, hand.own)
        hand.mute(measure)
        hand.cell("performance", place, hand.own, write(measure, str(row[hand.own])), what, expected)

    plant(_has_parts, _wrong_part, "a percentage that its two counts do not make", BLOCKING)
    plant(_has_parts, _turned_parts, "a part that is larger than its whole", BLOCKING)
    plant(_is_share, lambda measure, text: "104.2%", "more than 100%", WARNING)
    plant(_is_share, lambda measure, text: "0.86", "a share where points are meant", BLOCKING)
    plant(_is_count, lambda measure, text: _times(hand, measure, 174), "174 times its target", BLOCKING)
    plant(
        _is_count,
        lambda measure, text: _times(hand, measure, 12),
        "12 times its target and last year's figure",
        WARNING,
    )
    plant(_is_count, lambda measure, text: "0", "a zero where nothing was recorded", WARNING)
    plant(_is_share, lambda measure, text: "0.0%", "a zero where nothing was recorded, of a percentage", WARNING)
    plant(
        lambda measure, row: measure.unit == "number" and "," in str(row[hand.own]),
        lambda measure, text: text.replace(",", " "),
        "a space between thousands",
        WARNING,
    )
    plant(_has_parts, _tenfold, "a denominator ten times last year's", WARNING)
    plant(_has_parts, lambda measure, text: "75.0% 3 of 4", "a denominator so small that one case decides", NOTE)
    plant(_has_parts, lambda measure, text: _edge(hand, measure), "a figure on its target by rounding alone", NOTE)
    _, row, place = hand.take(_is_rated, "good_performance")
    other = "Low" if row["good_performance"] == "High" else "High"
    hand.cell("performance", place, "good_performance", other, "good performance the wrong way round", BLOCKING)
    _, _, place = hand.take(_is_rated, "code", "good_performance")
    hand.cell("performance", place, "code", "XX9.9", "another code than the register's", WARNING)
    last = next(name for name in fields if name.startswith("status "))
    _, _, place = hand.take(lambda measure, row: _is_rated(measure, row) and row[last] == "Green", last, hand.own)
    hand.cell("performance", place, last, "Red", "another status than the last report printed", WARNING)
    _target_of_nothing(hand)


def given(hand: Hand) -> None:
    """Statuses that stand beside the figure in its own cell."""
    for status, what, expected in (
        ("Red", "a status in the cell that the figure does not have", WARNING),
        ("Green", "a status in the cell that the figure has", READ_RIGHT),
    ):
        _, row, place = hand.take(
            lambda measure, row: _is_share(measure, row) and _is_met(hand, measure, row), hand.own
        )
        hand.cell("performance", place, hand.own, f"{row[hand.own]} ({status})", what, expected)


def of_the_past(hand: Hand) -> None:
    """Figures that are those of last year, or are no longer those that the last report printed."""

    def repeat(wanted: Callable[[MadeUpMeasure, Amounts], bool], what: str) -> None:
        measure, row, place = hand.take(
            lambda measure, row: wanted(measure, row) and _is_known(row, hand.previous), hand.own
        )
        hand.mute(measure)
        hand.cell("performance", place, hand.own, row[hand.previous], what, WARNING)

    repeat(_has_parts, "last year's figure and counts once more")
    repeat(
        lambda measure, row: _is_count(measure, row) and len(str(row[hand.previous])) > 5,
        "last year's count once more, to its last digit",
    )
    for by, mark, what, expected in (
        (3, "", "a figure that was restated without a word", WARNING),
        (2, " [r]", "a figure that was restated and says so", READ_RIGHT),
    ):
        measure, row, place = hand.take(
            lambda measure, row: _is_share(measure, row) and _is_known(row, hand.previous), hand.previous, hand.own
        )
        hand.mute(measure)
        value = Decimal(str(row[hand.previous]).partition(" ")[0].rstrip("%"))
        hand.cell("performance", place, hand.previous, f"{value - by}%{mark}", what, expected)


def last_year_again(hand: Hand) -> None:
    """A whole portfolio whose extract is last year's: one mistake, beside figures that cannot repeat by chance."""
    for place, row in hand.rows("performance", "CF"):
        text = str(row[hand.previous])
        if str(row[hand.own])[:1].isdigit() and text[:1].isdigit():
            hand.mute(hand.measure(str(row["measure_id"])))
            row[hand.own] = text
            if " of " in text or len(text.replace(",", "").rstrip("%")) > 4:
                hand.wrote("performance", place, hand.own, "last year's figure once more, to its last digit", WARNING)
    layout = hand.layout("performance")
    hand.note(
        "last year's figures published by mistake",
        BLOCKING,
        file=f"{hand.draft.folder}/{layout.file}",
        column=layout.labels[hand.own],
        portfolio=hand.slug("CF"),
        item="overview",
    )


def _target_of_nothing(hand: Hand) -> None:
    measure, _, _ = hand.take(lambda measure, row: _is_count(measure, row) and not measure.margin, "target", hand.own)
    hand.mute(measure)
    targets = hand.draft.agreement["targets"]
    place = next(place for place, row in enumerate(targets) if row["measure_id"] == measure.measure_id)
    for point in ("q1", "q2", "q3"):
        targets[place][point] = ""
    hand.agreed("targets", place, "target", "0", "a target of 0 whose margin is a share of it", WARNING)


def _is_known(row: Amounts, name: str) -> bool:
    return str(row[name])[:1].isdigit()


def _is_rated(measure: MadeUpMeasure, row: Amounts) -> bool:
    own = next(name for name in reversed(list(row)) if name.startswith("actual "))
    is_plain = not {"late", "biennial", "millions", "provisional"} & measure.traits
    return measure.rule == "tolerance" and measure.target == "value" and is_plain and _is_known(row, own)


def _is_share(measure: MadeUpMeasure, row: Amounts) -> bool:
    return _is_rated(measure, row) and measure.unit == "percentage"


def _is_count(measure: MadeUpMeasure, row: Amounts) -> bool:
    return _is_rated(measure, row) and measure.unit == "number" and measure.decimals == 0


def _has_parts(measure: MadeUpMeasure, row: Amounts) -> bool:
    return _is_share(measure, row) and measure.whole > 50


def _split(text: str) -> tuple[str, int, int]:
    percent, part, _, whole = text.split(" ")
    return percent, int(part.replace(",", "")), int(whole.replace(",", ""))


def _wrong_part(measure: MadeUpMeasure, text: str) -> str:
    percent, part, whole = _split(text)
    return f"{percent} {part - whole // 12:,} of {whole:,}"


def _turned_parts(measure: MadeUpMeasure, text: str) -> str:
    percent, part, whole = _split(text)
    return f"{percent} {whole:,} of {part:,}"


def _tenfold(measure: MadeUpMeasure, text: str) -> str:
    percent, part, whole = _split(text)
    return f"{percent} {part * 10:,} of {whole * 10:,}"


def _target(hand: Hand, measure: MadeUpMeasure) -> Decimal:
    row = next(row for row in hand.draft.agreement["targets"] if row["measure_id"] == measure.measure_id)
    return Decimal(row["target"].rstrip("%").replace(",", ""))


def _is_met(hand: Hand, measure: MadeUpMeasure, row: Amounts) -> bool:
    """Whether the period's own figure is on its target or better."""
    short = _target(hand, measure) - Decimal(str(row[hand.own]).partition("%")[0])
    return (short if measure.good == "High" else -short) <= 0


def _times(hand: Hand, measure: MadeUpMeasure, times: int) -> str:
    return f"{_target(hand, measure) * times:,.0f}"


def _edge(hand: Hand, measure: MadeUpMeasure) -> str:
    """A share that falls short of its target by less than rounding shows."""
    target = _target(hand, measure)
    step = Decimal(1).scaleb(-measure.decimals)
    for whole in range(measure.whole * 40, measure.whole * 80):
        part = int(Fraction(target) * whole / 100)
        exact = Decimal(part * 100) / Decimal(whole)
        rounded = exact.quantize(step, ROUND_HALF_UP)
        is_short = exact < target if measure.good == "High" else exact > target
        if rounded == target and is_short:
            return f"{rounded}% {part:,} of {whole:,}"
    raise ValueError(f"{measure.name} has no figure on the edge")
