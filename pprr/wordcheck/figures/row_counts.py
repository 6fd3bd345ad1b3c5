"""Ties a count in a percentage's entry to one of the percentage's own two counts."""

from fractions import Fraction

from pprr import formats
from pprr.domain import Reading, Rules, Unit
from pprr.wordcheck.facts import MeasureFacts
from pprr.wordcheck.figures.consequence import consequence
from pprr.wordcheck.figures.matching import fits, is_slip
from pprr.wordcheck.outcomes import FigureResult, WordsContradiction
from pprr.wordcheck.parse.mentions import is_opposite
from pprr.wordcheck.parse.numbers import Figure, Shape
from pprr.wordcheck.parse.placed_figure import PlacedFigure


def tie_count_of_row(
    place: PlacedFigure, row: MeasureFacts, reading: Reading, label: str, rules: Rules
) -> FigureResult:
    """A count in a percentage's entry: one of its two counts, or the part and the whole of a count's target."""
    figure = place.figure
    counts = {"numerator": reading.numerator, "denominator": reading.denominator}
    if reading.numerator is not None and reading.denominator and figure.shape is Shape.COUNT:
        rest = Fraction(reading.denominator) - Fraction(reading.numerator)
        if is_opposite(place.sentence, figure.end, row.name) and fits(figure, place.phrasing.hedge, rest):
            return place.agrees(f"rest of the {label} figure")
    for name, count in counts.items():
        if figure.shape is Shape.COUNT and count is not None and fits(figure, place.phrasing.hedge, Fraction(count)):
            return place.agrees(f"{label} {name}")
    elsewhere = [
        Fraction(one)
        for other in row.readings.values()
        for one in (other.numerator, other.denominator)
        if one is not None and place.year
    ]
    for name, count in counts.items():
        is_wrong = count is not None and (is_slip(figure, Fraction(count)) or figure.value in elsewhere)
        if figure.shape is Shape.COUNT and is_wrong:
            made = _share_made(figure, name, reading)
            grave = consequence(made, label, row, rules) if made is not None else None
            contradiction = WordsContradiction.of(
                "words-disagree-with-figure",
                place.words,
                source=str(reading.cell),
                found="row",
                expected="row",
                action="words",
                period=label,
                figure=formats.reading(reading),
                data=reading.text,
            ).graver(grave)
            return place.contradicts(contradiction, f"{label} {name}")
    target = row.asked.target.reading
    is_of_target = figure.shape is Shape.SHARE and reading.unit is Unit.NUMBER and not figure.has_percent
    if is_of_target and target and figure.part == reading.printed and figure.whole == target.printed:
        return place.agrees(f"{label} figure and target")
    return place.not_tied


def _share_made(figure: Figure, name: str, reading: Reading) -> Fraction | None:
    """The percentage that the count makes with the row's other count."""
    part, whole = reading.numerator, reading.denominator
    if part is None or whole is None:
        return None
    pair = (figure.value, Fraction(whole)) if name == "numerator" else (Fraction(part), figure.value)
    return pair[0] * 100 / pair[1] if pair[1] else None
