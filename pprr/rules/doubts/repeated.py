"""Figures that should have changed and have not, and figures that should not have and did."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from pprr.domain import Kind, Mark, Measure, Period, Query, Reading, Rules, Severity, Unit, query, round_half_up
from pprr.rules.doubts.history import is_plain, past_readings, told

# Measures vary by some hundredths of themselves: of 1,000 figures of four digits several repeat by chance, of those of
# five hardly one.
_TELLING_DIGITS = 5
_NOTED_DIGITS = 4  # of these it is worth a note
_NOTED_DECIMALS = 2
_NOTED_COUNT = 100  # cases in a quarter, of which chance alone makes a dozen more or fewer
_NOTED_CASES = 10  # of a percentage, that are in it and that are not; of fewer the same number is there again by chance
_TELLING_COUNT = 1_000  # both counts of a percentage, from here on
_TELLING_WHOLE = 100  # the whole of a percentage, where its past shows that it is another in each period
_TELLING_MEASURES = 3  # a column pasted in again shows in this many measures, and in half of all, or more
_NOT_FINAL = (Mark.PROVISIONAL, Mark.ESTIMATED, Mark.FORECAST)


def unchanged(measure: Measure, rules: Rules, portfolio: str) -> Iterator[Query]:
    """A figure that is to its last digit that of the last report, of the period before, or of last year.

    Figures of few digits stay the same by chance too often to be worth a question; of some a note is made.
    """
    figures, of, told = measure.figures, measure.figures.rated_of, is_telling(measure)
    is_noted, is_fine = _is_noted(measure), _digits(measure.rated) >= _NOTED_DIGITS
    for before, label, case, is_asked in (
        (figures.earlier, figures.base.label, "report", told or is_noted),
        (figures.previous, figures.base.label, "period", told or is_noted),
        (figures.long_previous, of.previous_year.label, "period", told or (is_noted and is_fine)),
        (figures.last_year, Period(of.start - 1).label, "period", told or (is_noted and is_fine)),
    ):
        if before is not None and is_asked and _is_same_figure(measure.rated, before):
            yield query(
                "unchanged",
                portfolio,
                measure.measure_id,
                measure.rated.cell,
                severity=Severity.WARNING if told else Severity.NOTE,
                found=case,
                figure=measure.rated.text,
                before=label,
            )
            return


def pasted_again(measures: Sequence[Measure], rules: Rules, portfolio: str) -> Iterator[Query]:
    """The figures of the last report in the place of new ones: half of a portfolio's measures or more repeat."""
    for column, case in (("earlier", "report"), ("previous", "period")):
        pairs = [(measure.rated, getattr(measure.figures, column)) for measure in measures]
        held = [(now, before) for now, before in pairs if _varies(now) and is_plain(before)]
        same = [now for now, before in held if _is_same_figure(now, before)]
        if len(same) >= _TELLING_MEASURES and len(same) * 2 >= len(held):
            yield query(
                "figures-repeated",
                portfolio,
                "overview",
                same[0].cell,
                found=case,
                same=str(len(same)),
                all=str(len(held)),
                figures=told(same),
            )
            return


def restated(measure: Measure, rules: Rules, portfolio: str) -> Iterator[Query]:
    """A figure of an earlier period that is another now than its own report printed, without a word about it."""
    for period, before, now in measure.figures.restated:
        if before.value is None or before.mark in _NOT_FINAL or now.mark is Mark.REVISED or _is_same(before, now):
            continue
        yield query(
            "restated",
            portfolio,
            measure.measure_id,
            now.cell,
            period=period.label,
            now=now.text,
            before=before.text,
        )


def given_before(measure: Measure, rules: Rules, portfolio: str) -> Iterator[Query]:
    """A figure of an earlier period, whose report is not here, that the last extracts gave otherwise."""
    for period, before, now, report in measure.figures.given_before:
        if before.mark in _NOT_FINAL or now.mark is Mark.REVISED or _is_same(before, now):
            continue
        yield query(
            "given-otherwise-before",
            portfolio,
            measure.measure_id,
            now.cell,
            period=period.label,
            now=now.text,
            before=before.text,
            report=report.label,
        )


def _is_same_figure(now: Reading, before: Reading) -> bool:
    parts = [(reading.printed, reading.numerator, reading.denominator) for reading in (now, before)]
    return is_plain(now) and is_plain(before) and parts[0] == parts[1]


def is_telling(measure: Measure) -> bool:
    """Tells whether the figure says so much that it does not repeat by chance."""
    reading: Reading = measure.rated
    part, whole = reading.numerator, reading.denominator
    if part and whole and part != whole:
        wholes = {past.denominator for past in past_readings(measure)}
        if min(part, whole) >= _TELLING_COUNT or (whole >= _TELLING_WHOLE and len(wholes) > 1):
            return True
    return _varies(reading) and _digits(reading) >= _TELLING_DIGITS


def _is_noted(measure: Measure) -> bool:
    """Tells whether the figure is worth a note where a quarter repeats the one before: it may be chance.

    A running total that repeats stands still, which is another matter.
    """
    reading, kind = measure.rated, measure.entry.kind
    if measure.figures.rated_of.is_annual or kind is Kind.CUMULATIVE or not _varies(reading):
        return False
    part, whole = reading.numerator, reading.denominator
    wholes = [past.denominator for past in past_readings(measure) if past.denominator]
    if part and whole and min(part, whole - part) >= _NOTED_CASES and not (len(wholes) > 1 and {*wholes} == {whole}):
        return True  # of a whole that is always the same the part may well be, too
    is_count = kind is Kind.QUARTER and reading.unit is Unit.NUMBER and reading.decimals == 0
    is_fine = _digits(reading) >= _NOTED_DIGITS or reading.decimals >= _NOTED_DECIMALS
    return is_fine or (is_count and abs(reading.printed or Decimal(0)) >= _NOTED_COUNT)


def _digits(reading: Reading) -> int:
    """The digits of a figure that say something: of 15,000 two."""
    value = round_half_up(reading.value or Decimal(0), reading.decimals)
    return len((value.normalize() if reading.decimals == 0 else value).as_tuple().digits)


def _varies(reading: Reading) -> bool:
    """Tells whether there is a figure, and none of those that a measure may well keep: none at all, or all."""
    ends = {Decimal(0), Decimal(100)} if reading.unit is Unit.PERCENTAGE else {Decimal(0)}
    return is_plain(reading) and reading.value not in ends


def _is_same(before: Reading, now: Reading) -> bool:
    """Tells whether the two agree at the coarser of their precisions."""
    if before.value is None or now.value is None or before.scale != now.scale:
        return before.printed == now.printed and before.missing == now.missing
    decimals = min(before.decimals, now.decimals)
    return round_half_up(before.value, decimals) == round_half_up(now.value, decimals)
