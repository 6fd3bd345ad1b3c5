"""The laws of reading: any text is read or refused in words, and what is printed is read back as itself.

Held by hypothesis in ``tests/unit/ingest/test_laws.py``, and by a coverage-guided fuzzer in ``fuzz_cells.py``.
"""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from pprr import formats
from pprr.domain import Cell, DataPeriod, Mark, Missing, Period, Polarity, Status, Target, Unit, round_half_up
from pprr.domain.errors import CellError
from pprr.domain.rules import YearRules
from pprr.ingest import cells
from pprr.ingest.ledger.amounts import read_amount
from pprr.ingest.ledger.moments import read_day
from pprr.ingest.mapping.sources import AgreementSources, ExtractSources, parse_toml
from pprr.ingest.readers.letters import clean_text
from pprr.ingest.readers.workbooks.as_shown import of_format, plain, says_more, template
from pprr.ingest.readers.workbooks.number_format import parse_format

CELL = Cell("made-up.csv", row=2, column="Actual")
LONGEST_MESSAGE = 1_000
_SCALED = {"k": Decimal("0.001"), "thousand": Decimal("0.001"), "m": Decimal("1E-6"), "million": Decimal("1E-6")}
_HELD = tuple(map(Decimal, ("5", "-5", "0", "0.753", "5642123", "-0.5", "1E+20", "123456789.125")))
_SUFFIXES = {"thousand": "thousands", "k": "thousands", "m": "millions"}
_SPACE = "[ \u00a0\u2007\u2009\u202f]"  # between thousands
_MAPPED = {
    "missing": {"x": Missing.NOT_AVAILABLE, "-": Missing.NOT_DUE, "": Missing.NOT_DUE},
    "statuses": {"On track": Status.GREEN, "r": Status.RED},
    "marks": {"*": Mark.PROVISIONAL, "prelim": Mark.ESTIMATED},
}


def _refused(error: ValueError | CellError) -> None:
    """What a refusal must be: words, and not so many that nobody reads them."""
    assert str(error).strip(), "refused without a word"
    assert len(str(error)) < LONGEST_MESSAGE, f"{len(str(error))} characters of words"


def _numbers(text: str) -> list[Decimal]:
    """The numbers that stand in a text, however they are set apart."""
    pointed = re.sub(r"(?<![0-9A-Za-z_.,)\]%])[.](?=[0-9])", "0.", text)
    runs = [run.strip(",.").replace(",", "") for run in re.findall(r"[0-9][0-9,.]*", pointed)]
    return [Decimal(run) for run in runs if run.count(".") < 2]


def _without_rates(text: str) -> list[Decimal]:
    """The numbers of a text but for those of how many a rate is, and that of a square metre."""
    return _numbers(re.sub(r"(?i)(per|/) ?1[0,]+(?!\d)|(?<![a-z\d])m2(?!\d)", "", text))


def _nothing_is_made_up(text: str, *read: Decimal | None, remark: str = "") -> None:
    """What was read are all the numbers of the text, and no others; powers of ten, noise and what follows apart.

    A share may be that of its two counts, a rate says of how many it is, and a remark has its own.
    """
    digits = max((sum(letter.isdigit() for letter in run) for run in re.findall(r"[0-9,.]+", text)), default=0)
    is_plain = digits <= 15 and not re.search(r"[0-9][eE]", text)
    if is_plain:
        numbers = [abs(number) for number in read if number is not None]
        told = _without_rates(text.replace("_x000D_", ""))
        if len(numbers) == 3 and len(told) == 2:
            share, part, whole = numbers
            assert abs(share - part * 100 / whole) <= Decimal("0.5"), f"{text!r} is read as {numbers}"
            numbers = [part, whole]
        found = sorted(numbers + _without_rates(remark))
        joined = re.sub(rf"(?<=[0-9]){_SPACE}(?=[0-9]{{3}}(?![0-9]))", "", text.replace("_x000D_", ""))
        assert found in (sorted(told), sorted(_without_rates(joined))), f"{text!r} is read as {numbers}"


def a_reading(text: str) -> None:
    """A figure is read or refused; as printed it is the same, but for a status, which has its own column."""
    for unit in Unit:
        for words in ({}, _MAPPED):
            try:
                reading = cells.read_reading(text, unit=unit, decimals=len(text) % 3, cell=CELL, **words)
            except CellError as error:
                _refused(error)
                continue
            if reading.words:  # the sender's own, which stand for the same when they are printed
                back = cells.read_reading(formats.reading(reading), unit=unit, decimals=0, cell=CELL, **words)
                assert (back.words, back.given) == (reading.words, reading.given), f"{text!r} is read as {back}"
                continue
            if not reading.figure_period and not reading.missing:
                read = (reading.value, reading.numerator, reading.denominator)
                _nothing_is_made_up(text, *read, remark=reading.remark)
            printed = formats.reading(reading)
            back = cells.read_reading(printed, unit=unit, decimals=reading.decimals, cell=CELL)
            value = None if reading.value is None else round_half_up(reading.value, reading.decimals)
            decimals = back.decimals if reading.missing else reading.decimals
            expected = replace(reading, value=value, text=printed, given=None, decimals=decimals)
            assert back == expected, f"{text!r} is printed as {printed!r}, which is read as {back}"
            assert formats.reading(back) == printed


def a_target(text: str) -> None:
    """A target keeps its own decimals from cell to page."""
    for unit in Unit:
        try:
            target = cells.read_target(text, unit=unit, cell=CELL)
        except CellError as error:
            _refused(error)
            continue
        printed = formats.target(target)
        expected = target.reading and replace(target.reading, text=printed)
        assert cells.read_target(printed, unit=unit, cell=CELL) == Target(target.kind, expected), printed
        for good in Polarity if expected and expected.scale == 1 else ():  # as pages have it: 12 or fewer
            asked = cells.read_target(formats.asked(target, good), unit=unit, cell=CELL, good_performance=good)
            assert asked.reading, text
            assert asked.reading.printed == expected.printed, f"{text!r} is asked as {formats.asked(target, good)!r}"


def money(text: str) -> None:
    """An amount is the same in pounds, in a table of thousands and in the prose, to the precision of each."""
    for unit in cells.PENCE:
        try:
            pence = cells.read_money(text, unit=unit).pence
        except CellError as error:
            _refused(error)
            continue
        if "nil" not in text.lower():
            suffix = next((kind for letter, kind in _SUFFIXES.items() if letter in text.lower()), unit)
            _nothing_is_made_up(text, Decimal(pence) / cells.PENCE[suffix])
        assert cells.read_money(formats.pounds(pence), unit="pounds").pence == pence
        thousands = int(round_half_up(Fraction(pence, 100_000), 0))
        assert cells.read_money(formats.thousands(pence), unit="thousands").pence == thousands * 100_000
        in_prose = cells.read_money(formats.millions(pence), unit=unit).pence
        assert in_prose == abs(thousands) * 100_000, f"{formats.millions(pence)} beside {formats.thousands(pence)}"


def a_ledger(text: str) -> None:
    """What a line of a ledger holds is what the same cell of a likely length and year holds in any other table."""
    pence, day = read_amount(text), read_day(text)
    if pence is not None and len(text) <= 200:
        assert cells.read_money(clean_text(text), unit="pounds").pence == pence  # as every file's cells are
    if day is not None and 1900 <= day.year < 2100:  # the years that other tables read
        with suppress(CellError):  # a ledger writes days in more ways
            assert cells.read_date(text) == day


def a_day(text: str) -> None:
    """A day is the same as pages print it and as tables hold it."""
    try:
        day = cells.read_date(text)
    except CellError as error:
        _refused(error)
        return
    assert cells.read_date(formats.day(day)) == day
    assert cells.read_date(day.isoformat()) == day


def a_period(text: str) -> None:
    """A period of data, or of a report, is the same under its own label."""
    try:
        period = DataPeriod.parse(text)
    except ValueError as error:
        _refused(error)
    else:
        assert DataPeriod.parse(period.label) == period, period.label
        assert not DataPeriod.parse(period.label).assumed, period.label
    try:
        report = Period.parse(text)
    except ValueError as error:
        _refused(error)
    else:
        assert Period.parse(str(report)) == Period.parse(report.label) == report


def a_word(text: str) -> None:
    """A cell of a few words or a small number is read or refused."""
    readers: tuple[Callable[[str], object], ...] = (
        cells.read_polarity,
        cells.read_given_status,
        cells.read_count,
        cells.read_tolerance,
        cells.read_measure_id,
        cells.read_text,
        cells.read_period,
    )
    for reader in readers:
        try:
            reader(text)
        except CellError as error:
            _refused(error)


def a_mapping(text: str) -> None:
    """A mapping, or a year's rules, are used or refused with every wrong key in words."""
    for model in (ExtractSources, AgreementSources, YearRules):
        read = parse_toml(text, model, name="sources.toml")
        assert isinstance(read, model) or read.problem.strip(), "refused without a word"


def a_number_format(text: str) -> None:
    """A format's code, or what a sheet shows, never changes a number unasked, but for the scale that it says."""
    how = parse_format(text)
    for held in _HELD:
        around = how.around(held)
        shown = around.text if around else text
        for found in (of_format(held, how), template(held, text), template(held, shown)):
            if found is None:
                continue
            read = found.text(held)
            assert found.is_held is False or read == plain(held), f"{text!r} makes {read!r} of {held}"
            if not found.differs and not found.is_held:
                written = read.removeprefix(found.before).removesuffix(found.after)
                word = re.match(r"(?a:\s*)([a-zA-Z]+)(?![a-zA-Z])", found.after)
                scale = _SCALED.get(word[1].lower(), Decimal(1)) if word else Decimal(1)
                allowed = {held * scale, held * 100 if found.after.startswith("%") else held * scale}
                assert found.word or Decimal(written) in allowed, f"{text!r} makes {read!r} of {held}"
        says_more(how)


LAWS: tuple[Callable[[str], None], ...] = (
    *(a_reading, a_target, money, a_ledger, a_day, a_period, a_word),
    *(a_number_format, a_mapping),
)
