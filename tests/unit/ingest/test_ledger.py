"""A ledger's lines: every amount exact to the penny or a bad line in words, whatever the file is like around them."""

import csv
import io
import shutil
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Literal

import pytest
from builders.files import bytes_of, change_rows, write_csv
from builders.project import AGREEMENT, EXTRACTS, PERIOD, PORTFOLIO, SECOND_PORTFOLIO
from builders.told import refused, sentence
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from pprr.domain import Cell, Period, Severity
from pprr.domain.errors import Fault, FaultsError, FileError
from pprr.domain.table import records
from pprr.ingest.agreement.new_year import start_year
from pprr.ingest.cells import read_money
from pprr.ingest.clean import clean
from pprr.ingest.inputs import input_hashes
from pprr.ingest.ledger.amounts import read_amount
from pprr.ingest.ledger.bad_lines import BadLine, Scan, bad_lines
from pprr.ingest.ledger.coding import Codes
from pprr.ingest.ledger.engine import MEMORY
from pprr.ingest.ledger.moments import read_day
from pprr.ingest.ledger.sample import sampled
from pprr.ingest.ledger.sums import Outcome, Sum, sums
from pprr.ingest.load import load
from pprr.ingest.mapping.ledger_file import LedgerFile, ledger_files
from pprr.ingest.mapping.ledger_layout import LedgerLayout
from pprr.project import Project

HEADER = ["cost_centre", "account", "date", "description", "amount"]
DAY = "30/06/2019"
YEAR = (date(2019, 4, 1), date(2020, 4, 1))
LEDGER = EXTRACTS / "ledger.csv"
BAD_LINES = "ledger_bad_lines.csv"

Line = list[str]


def _line(amount: str, *, cost_centre: str = "C1", account: str = "4000", day: str = DAY, text: str = "Paper") -> Line:
    return [cost_centre, account, day, text, amount]


def _as_csv(lines: Iterable[Line], *, ending: str = "\r\n", delimiter: str = ",") -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator=ending, delimiter=delimiter).writerows([HEADER, *lines])
    return stream.getvalue()


def _opened(folder: Path, data: str | bytes, **layout: object) -> LedgerFile | Fault:
    (folder / "ledger.csv").write_bytes(data.encode() if isinstance(data, str) else data)
    settings = LedgerLayout.model_validate({"file": "ledger.csv", "expenditure": "positive", **layout})
    [opened] = ledger_files(folder, settings, folder, within="raw")
    return opened


def _file(folder: Path, data: str | bytes, **layout: object) -> LedgerFile:
    opened = _opened(folder, data, **layout)
    assert isinstance(opened, LedgerFile), str(opened)
    return opened


def _summed(file: LedgerFile, *, memory: str = MEMORY) -> list[Sum]:
    return list(sums(file, *YEAR, sampled(file), scratch=file.path.parent, memory=memory))


def _of(found: Iterable[Sum], outcome: Outcome) -> tuple[int, int]:
    """The pence and the lines of one outcome."""
    mine = [row for row in found if row.outcome is outcome]
    return sum(row.pence for row in mine), sum(row.lines for row in mine)


def _bad(file: LedgerFile) -> list[BadLine]:
    """The bad lines, once both readings have been held against each other."""
    told = dict.fromkeys(Outcome, 0)
    for row in _summed(file):
        told[row.outcome] += row.lines
    scan = Scan()
    found = list(bad_lines(file, scan))
    assert scan.agrees(told), (scan, told)
    return found


@pytest.mark.parametrize(
    ("text", "pence"),
    [
        pytest.param("0", 0, id="nothing"),
        pytest.param("5", 500, id="pounds alone"),
        pytest.param("5.1", 510, id="one decimal"),
        pytest.param("1234.56", 123456, id="no commas"),
        pytest.param("1,234.56", 123456, id="commas"),
        pytest.param("12,345,678,901.23", 1234567890123, id="many commas"),
        pytest.param("-1,234.56", -123456, id="minus before"),
        pytest.param("- 44.00", -4400, id="minus and a space before"),
        pytest.param("1,234.56-", -123456, id="minus after"),
        pytest.param("(1,234.56)", -123456, id="brackets"),
        pytest.param("£1,234.56", 123456, id="pound sign"),
        pytest.param("-£1,234.56", -123456, id="minus, pound sign"),
        pytest.param("(£1,234.56)", -123456, id="brackets, pound sign"),
        pytest.param("£1,234.56-", -123456, id="pound sign, minus after"),
        pytest.param("−44.00", -4400, id="a true minus sign"),
        pytest.param("–44.00", -4400, id="an en dash"),
        pytest.param(" 1,234.56\u00a0", 123456, id="spaces around"),
        pytest.param("1.5000", 150, id="zeros beyond the penny"),
        pytest.param("1,000.500", 100050, id="a zero beyond the penny, after thousands"),
        pytest.param("1500.500", 150050, id="a zero beyond the penny, after four digits"),
        pytest.param("0.500", 50, id="a zero beyond the penny, after nought"),
        pytest.param("1.500", None, id="pence and a zero, or thousands"),
        pytest.param("25.500-", None, id="pence and a zero, or thousands, with a minus"),
        pytest.param("1.234,56", None, id="a comma for the point"),
        pytest.param("9,999,999,999,999.99", 999999999999999, id="just below ten trillion"),
        pytest.param("10000000000000.01", None, id="above ten trillion"),
        pytest.param("99999999999999999999", None, id="far above"),
        pytest.param("1.005", None, id="half a penny"),
        pytest.param("1,23.00", None, id="a comma out of place"),
        pytest.param("1234,567", None, id="a group of four"),
        pytest.param("(-5.00)", None, id="two signs"),
        pytest.param("-5.00-", None, id="minus on both sides"),
        pytest.param("(5.00", None, id="an open bracket"),
        pytest.param("5.00)", None, id="a closing bracket alone"),
        pytest.param("1e3", None, id="an exponent"),
        pytest.param("+5", 500, id="plus"),
        pytest.param("++5", None, id="two of them"),
        pytest.param("+-5", None, id="plus and minus"),
        pytest.param("+5 CR", None, id="a credit with a plus"),
        pytest.param("GBP 5.00", 500, id="pounds by their letters"),
        pytest.param("5.00 GBP", 500, id="the letters behind"),
        pytest.param("-GBP5.00", -500, id="a minus before them"),
        pytest.param("(GBP 5.00)", -500, id="in brackets with them"),
        pytest.param("GBP 5.00 GBP", None, id="letters twice"),
        pytest.param("1 000.00", 100000, id="a space between thousands"),
        pytest.param("(1 234 567.89)", -123456789, id="two of them in brackets"),
        pytest.param("-6\u202f400", -640000, id="a narrow one"),
        pytest.param("6\u2009400", 640000, id="a thin one"),
        pytest.param("1 00", None, id="a space before two digits"),
        pytest.param("0 400", None, id="a space behind a zero"),
        pytest.param("1  000", None, id="two spaces"),
        pytest.param("1,000 000", None, id="a comma and a space"),
        pytest.param("1_000", None, id="an underscore"),
        pytest.param("5.00 CR", -500, id="credit"),
        pytest.param("£5.00dr", 500, id="debit"),
        pytest.param("(5.00) CR", None, id="brackets and credit"),
        pytest.param("5.00 XX", None, id="letters"),
        pytest.param("€5.00", None, id="another currency"),
        pytest.param(".50", 50, id="no pounds"),
        pytest.param("-.5", -50, id="no pounds and a minus"),
        pytest.param("5.", None, id="no pence after the point"),
        pytest.param("٥", None, id="other digits"),
        pytest.param("N/A", None, id="words"),
        pytest.param("", None, id="blank"),
    ],
)
def test_an_amount_is_read_to_the_penny_or_refused(tmp_path: Path, text: str, pence: int | None) -> None:
    found = _summed(_file(tmp_path, _as_csv([_line(text)])))
    assert [(row.outcome, row.pence) for row in found] == [
        (Outcome.COUNTED, pence) if pence is not None else (Outcome.UNREADABLE, 0)
    ]
    assert read_amount(text) == pence


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        pytest.param("01/04/2019", Outcome.COUNTED, id="first day"),
        pytest.param("31/03/2020", Outcome.COUNTED, id="last day"),
        pytest.param("29/02/2020", Outcome.COUNTED, id="29 February of a leap year"),
        pytest.param("29/02/2019", Outcome.UNREADABLE, id="29 February of another"),
        pytest.param("1/5/2019", Outcome.COUNTED, id="single digits"),
        pytest.param("2019-05-01", Outcome.COUNTED, id="ISO"),
        pytest.param("\u00a001/05/2019 ", Outcome.COUNTED, id="spaces around"),
        pytest.param("31/03/2019", Outcome.BEFORE, id="the day before"),
        pytest.param("2019-03-31", Outcome.BEFORE, id="the day before, ISO"),
        pytest.param("01/04/2020", Outcome.AFTER, id="the day after"),
        pytest.param("31/04/2019", Outcome.UNREADABLE, id="31 April"),
        pytest.param("05/13/2019", Outcome.UNREADABLE, id="month first"),
        pytest.param("01/04/19", Outcome.COUNTED, id="two digits of the year"),
        pytest.param("19/04/01", Outcome.BEFORE, id="the year first, in two digits"),
        pytest.param("20.10.2019", Outcome.COUNTED, id="full stops"),
        pytest.param("20-10-2019", Outcome.COUNTED, id="hyphens"),
        pytest.param("20-OCT-2019", Outcome.COUNTED, id="a month's name"),
        pytest.param("20-Oct-19", Outcome.COUNTED, id="a month's name and two digits"),
        pytest.param("20 October 2019", Outcome.COUNTED, id="a month's whole name"),
        pytest.param("20-OKT-2019", Outcome.UNREADABLE, id="no month's name"),
        pytest.param("20191020", Outcome.COUNTED, id="digits alone"),
        pytest.param("2019/10/20", Outcome.COUNTED, id="slashes, the year first"),
        pytest.param("20.10.2018", Outcome.BEFORE, id="full stops, the year before"),
        pytest.param("31/03/2020 23:59:59", Outcome.COUNTED, id="the last second"),
        pytest.param("2020-04-01T00:00:00", Outcome.AFTER, id="the second after it"),
        pytest.param("20-OCT-2019 2:05 PM", Outcome.COUNTED, id="half a day's time"),
        pytest.param("2019-10-20T00:00:00Z", Outcome.COUNTED, id="Greenwich's"),
        pytest.param("2020-03-31T22:59:59.000Z", Outcome.COUNTED, id="Greenwich's, the same day here"),
        pytest.param("2020-03-31T23:00:00Z", Outcome.UNREADABLE, id="Greenwich's, perhaps the next day here"),
        pytest.param("2020-03-31T23:00:00+00:00", Outcome.UNREADABLE, id="its zone in digits"),
        pytest.param("2020-03-31T23:00:00+01:00", Outcome.COUNTED, id="summer time here"),
        pytest.param("2020-03-31T23:00:00+02:00", Outcome.UNREADABLE, id="a zone elsewhere"),
        pytest.param("43556", Outcome.UNREADABLE, id="Excel's number"),
        pytest.param("2019-5-1", Outcome.COUNTED, id="half ISO"),
        pytest.param("01/05/2019 10:00", Outcome.COUNTED, id="with a time"),
        pytest.param("00/00/0000", Outcome.UNREADABLE, id="zeros"),
        pytest.param("", Outcome.UNREADABLE, id="blank"),
    ],
)
def test_a_day_is_in_the_year_or_before_or_after_or_none(tmp_path: Path, text: str, outcome: Outcome) -> None:
    for first in ([], [_line("7.00", cost_centre="C0")]):  # the way to read days fast is chosen by the first of them
        found = _summed(_file(tmp_path, _as_csv([*first, _line("7.00", day=text)])))
        assert [row.outcome for row in found if row.cost_centre == "C1"] == [outcome]
    assert (read_day(text) is None) == (outcome is Outcome.UNREADABLE)


_PENCE = st.integers(min_value=-(10**13), max_value=10**13)


def _written(pence: int, form: int) -> str:
    pounds, rest = divmod(abs(pence), 100)
    plain, commas = f"{pounds}.{rest:02d}", f"{pounds:,}.{rest:02d}"
    if pence < 0:
        return (f"-{plain}", f"-{commas}", f"({commas})", f"{commas}-", f"-£{commas}", f"(£{plain})")[form]
    return (plain, commas, f"£{commas}", f"£{plain}", f" {commas} ", f"{plain}00")[form]


@settings(max_examples=25)
@given(st.lists(st.tuples(_PENCE, st.integers(0, 5), st.sampled_from(["C1", "C2"])), min_size=1, max_size=300))
def test_sums_are_those_of_exact_fractions(
    tmp_path_factory: pytest.TempPathFactory, lines: list[tuple[int, int, str]]
) -> None:
    folder = tmp_path_factory.mktemp("exact")
    written = [_line(_written(pence, form), cost_centre=cost_centre) for pence, form, cost_centre in lines]
    found = {row.cost_centre: (row.pence, row.lines) for row in _summed(_file(folder, _as_csv(written)))}
    for cost_centre in {line[2] for line in lines}:
        mine = [Fraction(Decimal(pence).scaleb(-2)) for pence, _, of in lines if of == cost_centre]
        assert found[cost_centre] == (sum(mine) * 100, len(mine))


@settings(max_examples=60)
@given(st.lists(st.text(alphabet="0123459,,..()-£ −–\u00a0\u200b+e_%xCRdr", max_size=9), min_size=1, max_size=80))
@example(["1\u200b,000.00", "- 5", "-\u00a05", "(5)-", "£-5", "--5", "0,000", "00.0000"])
def test_sql_and_python_agree_on_every_text(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    folder = tmp_path_factory.mktemp("agree")
    lines = [_line(text, cost_centre=f"C{number}") for number, text in enumerate(texts)]
    found = {row.cost_centre: row for row in _summed(_file(folder, _as_csv(lines)))}
    told = [row.pence if row.outcome is Outcome.COUNTED else None for row in (found[line[0]] for line in lines)]
    assert told == [read_amount(text) for text in texts]


@settings(max_examples=200)
@given(st.from_regex(r"[-(]?£?[0-9]{1,4}(,[0-9]{3})?([.][0-9]{1,3})?( ?CR| DR|[-)])?", fullmatch=True))
def test_an_amount_is_what_other_tables_take_for_one(text: str) -> None:
    """Those take a few forms more, such as £5m, which no ledger writes."""
    found = read_amount(text)
    assume(found is not None)
    assert read_money(text, unit="pounds").pence == found


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param([_line("1,000.00", text='Books, "periodicals" and media')], id="commas and quotation marks"),
        pytest.param([_line("400.00", text="first\nsecond"), _line("600.00", text="a\r\n\r\nb")], id="new lines"),
        pytest.param([_line("1000", text='5" pipe')], id="a single quotation mark"),
        pytest.param([_line("1000", text="Café, £5 — naïve")], id="letters beyond ASCII"),
        pytest.param([_line("1000", cost_centre=" C1\u00a0", account="4000 ")], id="spaces around codes"),
    ],
)
@pytest.mark.parametrize("ending", ["\r\n", "\n"], ids=["CRLF", "LF"])
@pytest.mark.parametrize(
    ("encoding", "layout"),
    [
        pytest.param("utf-8", {}, id="UTF-8"),
        pytest.param("utf-8-sig", {}, id="BOM"),
        pytest.param("utf-16", {}, id="UTF-16 with its mark"),
        pytest.param("cp1252", {"encoding": "cp1252"}, id="cp1252"),
    ],
)
def test_a_files_dress_changes_no_sum(
    tmp_path: Path, lines: list[Line], ending: str, encoding: str, layout: dict[str, object]
) -> None:
    file = _file(tmp_path, _as_csv(lines, ending=ending).encode(encoding), **layout)
    assert _of(_summed(file), Outcome.COUNTED) == (100000, len(lines))
    assert {(row.cost_centre, row.account) for row in _summed(file)} == {("C1", "4000")}


@pytest.mark.parametrize(
    ("data", "layout"),
    [
        pytest.param(_as_csv([_line("5.00")]).replace("cost_centre", '"cost\ncentre"'), {}, id="a label on two lines"),
        pytest.param('Ledger "2019\r\n\r\n' + _as_csv([_line("5.00")]), {"header_row": 3}, id="a title above"),
        pytest.param(_as_csv([_line("5.00")], delimiter="\t"), {"delimiter": "\t"}, id="tabs"),
        pytest.param(_as_csv([_line("5.00")], delimiter=";"), {"delimiter": ";"}, id="semicolons"),
        pytest.param(_as_csv([_line("5.00")]) + "\r\n\r\n,,,,\r\n", {}, id="blank lines and blank cells at the end"),
        pytest.param(_as_csv([_line("5.00")]).rstrip(), {}, id="no line end at the end"),
    ],
)
def test_what_stands_around_the_lines_is_no_line(tmp_path: Path, data: str, layout: dict[str, object]) -> None:
    columns = {"cost_centre": "cost centre"} if '"cost\ncentre"' in data else {}
    file = _file(tmp_path, data, columns=columns, **layout)
    assert _of(_summed(file), Outcome.COUNTED) == (500, 1)
    assert _bad(file) == []


@pytest.mark.parametrize(
    ("data", "layout", "said"),
    [
        pytest.param(b"", {}, sentence("ledger-empty"), id="empty"),
        pytest.param("\r\n\r\n", {}, sentence("ledger-without-labels", row=1), id="no header"),
        pytest.param(
            "a,b\r\n1,2\r\n", {"header_row": 5}, sentence("ledger-without-labels", row=5), id="header beyond the end"
        ),
        pytest.param(
            "a,b,c\r\n",
            {},
            sentence("ledger-column-not-once", count="no", label="cost_centre", labels='"a", "b", "c"'),
            id="labels",
        ),
        pytest.param(
            "cost_centre,account,date,amount,amount\r\n",
            {},
            sentence("ledger-column-not-once", "problem", count=2, label="amount"),
            id="a label twice",
        ),
        pytest.param(
            "cost_centre,account,amount\r\n",
            {"columns": {"date": "amount"}},
            sentence("ledger-column-twice"),
            id="shared",
        ),
        pytest.param(_as_csv([], delimiter=";"), {}, sentence("ledger-delimiter", name="semicolons"), id="semicolons"),
        pytest.param(b"PK\x03\x04...", {}, sentence("ledger-workbook"), id="a workbook"),
        pytest.param(
            _as_csv([_line("£5")]).encode("utf-16") + b"\x00",
            {},
            sentence("ledger-encoding", encoding="utf-16"),
            id="half",
        ),
        pytest.param(
            b"\x81,\xe9", {"encoding": "cp1252"}, sentence("ledger-encoding", encoding="cp1252"), id="no cp1252"
        ),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_words(
    tmp_path: Path, data: str | bytes, layout: dict[str, object], said: str
) -> None:
    opened = _opened(tmp_path, data, **layout)
    assert isinstance(opened, Fault)
    assert str(opened).startswith("raw/ledger.csv: ")
    assert said in str(opened)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        pytest.param(_as_csv([_line("£5.00")]).encode("cp1252"), "ledger-not-utf-8", id="cp1252 unsaid"),
        pytest.param(_as_csv([_line("5")]) + "C1,4000,30/06/2019,x,5\n", "ledger-no-lines", id="mixed ends"),
    ],
)
def test_a_file_that_breaks_off_is_refused_in_words(tmp_path: Path, data: str | bytes, kind: str) -> None:
    with refused(FileError, kind):
        _summed(_file(tmp_path, data))


@pytest.mark.parametrize(
    ("text", "row", "column", "found"),
    [
        pytest.param("C1,4000,30/06/2019,x,n/a", 5, "amount", "n/a", id="an amount"),
        pytest.param("C1,4000,31/06/2019,x,5.00", 5, "date", "31/06/2019", id="a day"),
        pytest.param(",4000,30/06/2019,x,5.00", 5, "cost_centre", "", id="no cost centre"),
        pytest.param("C1, ,30/06/2019,x,5.00", 5, "account", "", id="no account"),
        pytest.param("Total,,,,5.00", 5, "account", "", id="a total"),
        pytest.param("C1,4000,30/06/2019,5.00", 5, "", "4 cells: C1,4000,30/06/2019,5.00", id="too few cells"),
        pytest.param("C1,4000,30/06/2019,a,b,5.00", 5, "", "6 cells: C1,4000,30/06/2019,a,b,5.00", id="too many"),
        pytest.param('C1,4000,30/06/2019,"a\nb\nc",x', 5, "amount", "x", id="a line of three rows"),
    ],
)
def test_a_bad_line_is_told_with_its_row(tmp_path: Path, text: str, row: int, column: str, found: str) -> None:
    """Rows count as editors count: lines of several rows, and blank ones, stand above."""
    good = f'C1,4000,{DAY},"two\nrows",5.00\n'
    file = _file(tmp_path, f"{','.join(HEADER)}\n{good}\n{text}\n{good}")
    assert [(line.row, line.column, line.found) for line in _bad(file)] == [(row, column, found)]
    assert _of(_summed(file), Outcome.COUNTED) == (1000, 2)


def test_an_unclosed_quotation_mark_loses_no_line_in_silence(tmp_path: Path) -> None:
    data = _as_csv([_line("5.00"), _line("6.00")]) + 'C1,4000,30/06/2019,"x,7.00\r\n' + "C1,4000,30/06/2019,x,8.00\r\n"
    file = _file(tmp_path, data)
    assert _of(_summed(file), Outcome.COUNTED) == (1100, 2)
    assert _of(_summed(file), Outcome.BROKEN)[1] == 1
    assert [(line.row, line.found.startswith("4 cells")) for line in _bad(file)] == [(4, True)]


def test_lines_are_the_same_in_any_order_and_at_any_size(tmp_path: Path) -> None:
    """More than the engine reads at a time, quoted new lines across its pieces, against Python's own sum."""
    lines = [_line(f"{n % 9973:,}.{n % 100:02d}", cost_centre=f"C{n % 7}", text=f"x\n{n}") for n in range(120_000)]
    expected = sum(n % 9973 * 100 + n % 100 for n in range(120_000))
    for ordered in (lines, lines[::-1]):
        found = _summed(_file(tmp_path, _as_csv(ordered)))
        assert _of(found, Outcome.COUNTED) == (expected, 120_000)
        assert len(found) == 7


def test_a_limit_of_memory_is_kept(tmp_path: Path) -> None:
    """Spills where it can, and is refused in words where it cannot: never more memory than it was given."""
    lines = [_line("1.00", cost_centre=f"Cost centre of a long name, number {n}") for n in range(200_000)]
    file = _file(tmp_path, _as_csv(lines))
    with refused(FileError, "too-large-to-sum", memory="4MB"):
        _summed(file, memory="4MB")
    assert _of(_summed(file, memory="200MB"), Outcome.COUNTED) == (20_000_000, 200_000)


@settings(max_examples=60)
@given(
    st.lists(st.text(alphabet='",\n\r x;é', max_size=8), min_size=1, max_size=30),
    st.sampled_from(["\r\n", "\n"]),
    st.sampled_from(["description", "a\nlabel", "a\r\nlabel"]),
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
)
def test_no_text_makes_a_line_vanish(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], ending: str, label: str, quoting: Literal[0, 1]
) -> None:
    folder = tmp_path_factory.mktemp("texts")
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator=ending, quoting=quoting)
    if quoting == csv.QUOTE_MINIMAL:
        texts = [text.replace("\r", "") for text in texts]  # Python 3.11 leaves it without quotation marks
    writer.writerows([[*HEADER[:3], label, HEADER[4]], *(_line("1.00", text=text) for text in texts)])
    file = _file(folder, stream.getvalue())
    assert _of(_summed(file), Outcome.COUNTED) == (100 * len(texts), len(texts))
    assert _bad(file) == []


@pytest.mark.parametrize(
    ("code", "meaning"),
    [
        pytest.param("C100", "exact", id="the code itself"),
        pytest.param("c100", "exact", id="in small letters"),
        pytest.param("C101", "longer", id="the longest beginning"),
        pytest.param("C200", "shorter", id="a shorter beginning"),
        pytest.param("D100", None, id="unknown"),
    ],
)
def test_a_code_means_what_fits_it_best(code: str, meaning: str | None) -> None:
    assert Codes({"C*": "shorter", "C10*": "longer", "C100": "exact"}).meaning(code) == meaning


@pytest.mark.parametrize(
    ("code", "meaning"),
    [
        pytest.param("4.01E+11", None, id="a long code as Excel shows it"),
        pytest.param("4E+11", None, id="without a decimal"),
        pytest.param("4e+11", None, id="in small letters"),
        pytest.param("4E11", "spending", id="a code with a letter in it"),
        pytest.param("4.01", "spending", id="a code with a full stop in it"),
        pytest.param("5E+10", "said", id="one that is listed as it stands"),
    ],
)
def test_a_code_that_excel_has_spoilt_begins_like_none(code: str, meaning: str | None) -> None:
    assert Codes({"4*": "spending", "5E+10": "said"}).meaning(code) == meaning


# From here on, a whole period: the two portfolios of the copy, with a ledger that makes their outturn.
_SOUND = [
    _line("5,700,000.00"),
    _line("(70,000.00)", account="9000", day="31/03/2020"),
    _line("-32,000.00", account="6500"),
    _line("1,215,000.00", cost_centre="D7"),
    _line("10,000.00-", cost_centre="D7", account="6500"),
    _line("999.99", cost_centre="H1"),
    _line("123.45", account="B100"),
]


@pytest.fixture
def ledger_project(two_portfolios: Project) -> Project:
    root = two_portfolios.root
    write_csv(
        root / AGREEMENT / "cost_centres.csv",
        [["cost_centre", "portfolio"], ["C*", PORTFOLIO], ["D7", "Example Services (made up)"], ["H1", "none"]],
    )
    write_csv(
        root / AGREEMENT / "account_codes.csv",
        [["account", "part"], ["4*", "expenditure"], ["9000", "Expenditure"], ["6*", "appropriations"], ["B*", "none"]],
    )
    with (root / EXTRACTS / "sources.toml").open("a", encoding="utf-8") as file:
        file.write('\n[ledger]\nfile = "ledger.csv"\nexpenditure = "positive"\n')
    _put(two_portfolios)
    return two_portfolios


def _put(project: Project, *more: Line, name: str = "ledger.csv") -> None:
    (project.root / EXTRACTS / name).write_bytes(_as_csv([*_SOUND, *more]).encode())


def _faults(project: Project) -> list[str]:
    with pytest.raises(FaultsError) as raised:
        clean(project, PERIOD)
    return [str(fault) for fault in raised.value.faults]


def _without(project: Project, *labels: str) -> None:
    """Takes columns out of the outturn."""

    def cut(rows: list[list[str]]) -> list[list[str]]:
        places = [place for place, label in enumerate(rows[0]) if label not in labels]
        return [[row[place] for place in places] for row in rows]

    change_rows(project.root / EXTRACTS / "outturn.csv", cut)
    sources = project.root / EXTRACTS / "sources.toml"
    kept = [line for line in sources.read_text(encoding="utf-8").splitlines() if not any(x in line for x in labels)]
    sources.write_text("\n".join(kept), encoding="utf-8")


_GIVEN = ("Net Expenditure £000", "Appropriations £000")


def test_an_outturn_that_agrees_with_its_ledger_stays_as_it_is(ledger_project: Project) -> None:
    cleaned = clean(ledger_project, PERIOD)
    assert [query.kind for query in cleaned.queries if "ledger" in query.kind] == []
    told = {
        (row["portfolio"], row["cost_centre"], row["part"]): (row["amount"], row["lines"])
        for row in records(cleaned.tables["ledger"])
    }
    assert told == {
        (PORTFOLIO, "C1", "expenditure"): (563_000_000, 2),
        (PORTFOLIO, "C1", "appropriations"): (-3_200_000, 1),
        (PORTFOLIO, "C1", "none"): (12_345, 1),
        (SECOND_PORTFOLIO, "D7", "expenditure"): (121_500_000, 1),
        (SECOND_PORTFOLIO, "D7", "appropriations"): (-1_000_000, 1),
    }
    assert not (ledger_project.processed(PERIOD) / BAD_LINES).exists()


@pytest.mark.parametrize("labels", [_GIVEN, _GIVEN[:1], _GIVEN[1:]], ids=["both", "expenditure", "appropriations"])
def test_the_ledger_gives_what_the_outturn_leaves_out(ledger_project: Project, labels: tuple[str, ...]) -> None:
    given = clean(ledger_project, PERIOD).tables["outturn"]
    _without(ledger_project, *labels)
    _put(ledger_project, _line("499.99"))  # rounded, as its row is, to the thousand
    made = clean(ledger_project, PERIOD).tables["outturn"]
    assert records(made.drop(columns="received")) == records(given.drop(columns="received"))


@pytest.mark.parametrize(
    ("amount", "found"),
    [
        pytest.param("499.99", None, id="below half a thousand"),
        pytest.param("500.00", "£5,630,500.00", id="half a thousand"),
        pytest.param("-1,234.56", "£5,628,765.44", id="less"),
    ],
)
def test_an_outturn_that_differs_is_blocking(ledger_project: Project, amount: str, found: str | None) -> None:
    _put(ledger_project, _line(amount))
    queries = [query for query in clean(ledger_project, PERIOD).queries if query.kind == "ledger and outturn differ"]
    stated = [(query.fields["found"], query.fields["given"], query.fields["summed"]) for query in queries]
    assert stated == ([("expenditure", "£5,630,000.00", found)] if found else [])
    assert all(query.severity is Severity.BLOCKING and query.portfolio == PORTFOLIO for query in queries)


def test_a_ledger_may_write_expenditure_as_negative(ledger_project: Project) -> None:
    sources = ledger_project.root / EXTRACTS / "sources.toml"
    text = sources.read_text(encoding="utf-8").replace('expenditure = "positive"', 'expenditure = "negative"')
    sources.write_text(text, encoding="utf-8")
    turned = [
        [*line[:4], f"({line[4]})" if line[4][0].isdigit() and line[4][-1] != "-" else line[4].strip("()-")]
        for line in _SOUND
    ]
    (ledger_project.root / LEDGER).write_bytes(_as_csv(turned).encode())
    cleaned = clean(ledger_project, PERIOD)
    assert [query.kind for query in cleaned.queries if "ledger" in query.kind] == []


def test_several_files_make_one_ledger_and_one_sent_twice_is_refused(ledger_project: Project) -> None:
    root = ledger_project.root / EXTRACTS
    sources = root / "sources.toml"
    sources.write_text(sources.read_text(encoding="utf-8").replace('"ledger.csv"', '"ledger*.csv"'), encoding="utf-8")
    (root / "ledger.csv").write_bytes(_as_csv(_SOUND[:3]).encode())
    (root / "ledger (2).csv").write_bytes(_as_csv(_SOUND[3:]).encode("utf-16"))
    assert len(clean(ledger_project, PERIOD).tables["ledger"]) == 5
    (root / "ledger (3).csv").write_bytes((root / "ledger.csv").read_bytes())
    assert any(sentence("file-twice", "problem", first="ledger (3).csv") in fault for fault in _faults(ledger_project))


def _more_of_section(project: Project, more: str) -> None:
    with (project.root / EXTRACTS / "sources.toml").open("a", encoding="utf-8") as file:
        file.write(more)


def _by_month(project: Project, **files: list[Line]) -> None:
    """The ledger as files of these names."""
    root = project.root / EXTRACTS
    sources = root / "sources.toml"
    sources.write_text(sources.read_text(encoding="utf-8").replace('"ledger.csv"', '"ledger*.csv"'), encoding="utf-8")
    (root / "ledger.csv").unlink()
    for name, lines in files.items():
        (root / f"{name}.csv").write_bytes(_as_csv(lines).encode())


def test_files_that_hold_the_same_lines_are_refused(ledger_project: Project) -> None:
    """The last quarter's file begins a month before the other one ends."""
    june, july = [_line(f"{n}.00", account=f"40{n}") for n in range(10, 20)], [_line("7.00", day="05/07/2019")]
    _by_month(ledger_project, ledger_a=[*_SOUND, *june], ledger_b=[*june, *july])
    with pytest.raises(FaultsError) as raised:
        clean(ledger_project, PERIOD)
    [fault] = raised.value.faults
    assert (fault.key, fault.fields) == ("ledger-files-overlap", {"first": "ledger_a.csv", "months": "June 2019"})


def test_a_month_of_a_cost_centre_in_two_files_is_blocking(ledger_project: Project) -> None:
    """A file of each directorate has every month, and is no overlap; lines beside another's are asked about."""
    of_first = [line for line in _SOUND if line[0] != "D7"]
    of_second = [line for line in _SOUND if line[0] == "D7"]
    _by_month(ledger_project, ledger_a=of_first, ledger_b=of_second)
    assert [query.key for query in clean(ledger_project, PERIOD).queries if "ledger" in query.key] == []
    _by_month_again = [*of_second, _line("5.00"), _line("-5.00")]
    (ledger_project.root / EXTRACTS / "ledger_b.csv").write_bytes(_as_csv(_by_month_again).encode())
    [query] = [query for query in clean(ledger_project, PERIOD).queries if "ledger" in query.key]
    assert (query.key, query.portfolio, query.is_blocking) == ("ledger-month-in-two-files", PORTFOLIO, True)
    assert query.fields == {"months": "June 2019", "files": "ledger_a.csv, ledger_b.csv"}


@pytest.mark.parametrize("quarter", ["2019-20-annual", "2019-20-q1"], ids=["the year", "within the year"])
@pytest.mark.parametrize(
    ("control", "differs"),
    [
        pytest.param('{ lines = 7, sum = "6,804,123.44" }', {}, id="as it is"),
        pytest.param("{ lines = 8 }", {"lines": ("8", "7")}, id="a line more"),
        pytest.param('{ sum = "6804123.45" }', {"sum": ("£6,804,123.45", "£6,804,123.44")}, id="a penny more"),
    ],
)
def test_a_control_total_is_held_at_every_period(
    ledger_project: Project, quarter: str, control: str, differs: dict[str, tuple[str, str]]
) -> None:
    _more_of_section(ledger_project, f"control = {control}\n")
    period = Period.parse(quarter)
    if period != PERIOD:
        shutil.copytree(ledger_project.root / EXTRACTS, ledger_project.extracts(period))
        sources = ledger_project.extracts(period) / "sources.toml"
        text = sources.read_text(encoding="utf-8").replace("2019-20-annual =", f"{quarter} =")
        sources.write_text(text, encoding="utf-8")
    found = [query for query in clean(ledger_project, period).queries if "control" in query.key]
    assert {query.portfolio for query in found} == ({PORTFOLIO, SECOND_PORTFOLIO} if differs else set())
    assert all(query.is_blocking for query in found)
    told = {query.fields["case"]: (query.fields["given"], query.fields["read"]) for query in found}
    assert told == differs


def test_rows_that_are_no_lines_are_counted_in_a_note(ledger_project: Project) -> None:
    _more_of_section(ledger_project, 'drop = { column = "description", label = "Sub-total*" }\n')
    _put(ledger_project, _line("999.00", text="Sub-total of June"), HEADER, ["-----"] * 5, ["-----"])
    [query] = [query for query in clean(ledger_project, PERIOD).queries if "ledger" in query.key]
    assert (query.key, query.severity) == ("ledger-rows-left-out", Severity.NOTE)
    assert query.fields == {"found": "many", "rows": "4", "lines": "7"}


def test_a_bad_line_stops_the_portfolio_of_its_cost_centre(ledger_project: Project) -> None:
    _put(ledger_project, _line("5.00 XX", cost_centre="D7"), _line("x", cost_centre="H1"))
    cleaned = clean(ledger_project, PERIOD)
    [fault] = cleaned.faults
    assert (fault.key, fault.fields["text"]) == ("cell-unreadable", "5.00 XX")
    assert fault.cell == Cell(LEDGER.as_posix(), row=9, column="amount")
    assert set(cleaned.tables["ledger"]["portfolio"]) == {PORTFOLIO}
    written = (ledger_project.processed(PERIOD) / BAD_LINES).read_text(encoding="utf-8-sig")
    assert [line.split(",")[1] for line in written.splitlines()] == ["row", "9", "10"]
    _put(ledger_project)
    clean(ledger_project, PERIOD)
    assert not (ledger_project.processed(PERIOD) / BAD_LINES).exists()


def test_a_bad_line_of_no_known_cost_centre_stops_the_period(ledger_project: Project) -> None:
    _put(ledger_project, ["C1", "4000", DAY, "5.00"])
    expected = "5, as the header has; is a comma in a text without quotation marks?"
    told = sentence("cell-unreadable", text=f"4 cells: C1,4000,{DAY},5.00", expected=expected)
    assert _faults(ledger_project) == [f"{LEDGER.as_posix()}, row 9: {told}"]


def test_all_bad_lines_are_counted_and_written_and_a_hundred_are_listed(ledger_project: Project) -> None:
    _put(ledger_project, *[_line(f"=bad{n}") for n in range(250)])
    faults = [str(fault) for fault in clean(ledger_project, PERIOD).faults]
    assert len(faults) == 101
    assert faults[-1].endswith(f"{BAD_LINES}: {sentence('ledger-lines-unreadable', case='many', count=150)}")
    written = (ledger_project.processed(PERIOD) / BAD_LINES).read_text(encoding="utf-8-sig").splitlines()
    assert len(written) == 251
    assert ",'=bad249," in written[-1]


def test_unknown_codes_are_faults_with_their_lines_and_money(ledger_project: Project) -> None:
    _put(
        ledger_project,
        _line("1,000.00", cost_centre="Z9"),
        _line("-0.01", cost_centre="Z9"),
        _line("7.00", account="7777", cost_centre="D7"),
    )
    with refused(FaultsError, "extracts-unusable", period=PERIOD) as raised:
        clean(ledger_project, PERIOD)
    assert [(fault.key, fault.cell.column, fault.fields) for fault in raised.value.faults] == [
        (
            "ledger-code-unknown",
            "cost_centre",
            {
                "problem": "many",
                "lines": "2",
                "amount": "£999.99",
                "what": "cost centre",
                "code": "Z9",
                "remedy": "cost-centre",
                "listed": (AGREEMENT / "cost_centres.csv").as_posix(),
                "none": "none",
            },
        ),
        (
            "ledger-code-unknown",
            "account",
            {
                "problem": "one",
                "lines": "1",
                "amount": "£7.00",
                "what": "account",
                "code": "7777",
                "remedy": "account",
                "listed": (AGREEMENT / "account_codes.csv").as_posix(),
                "parts": "expenditure, appropriations, none",
            },
        ),
    ]


def test_a_wrong_column_names_few_codes_and_sums_the_rest(ledger_project: Project) -> None:
    _put(ledger_project, *[_line("1.00", cost_centre=f"T{n}") for n in range(30)])
    faults = _faults(ledger_project)
    assert len(faults) == 21
    assert sentence("ledger-codes-unknown", "problem", problem="many", lines=10, amount="£10.00") in faults[-1]


def test_lines_outside_the_period_are_left_out_and_queried(ledger_project: Project) -> None:
    _put(
        ledger_project,
        _line("8.00", day="31/03/2019"),
        _line("9.00", day="01/04/2020"),
        _line("1.00", day="02/04/2020"),
    )
    cleaned = clean(ledger_project, PERIOD)
    found = [(query.severity, query.found) for query in cleaned.queries if "outside" in query.kind]
    assert found == [
        (
            Severity.BLOCKING,
            sentence("ledger-lines-outside-the-period", found="one-before", lines=1, amount="£8.00", day="01/04/2019"),
        ),
        (
            Severity.WARNING,
            sentence("ledger-lines-outside-the-period", found="many-after", lines=2, amount="£10.00", day="31/03/2020"),
        ),
    ]
    assert not any(query.kind == "ledger and outturn differ" for query in cleaned.queries)


def test_a_portfolio_without_lines_is_never_silently_zero(ledger_project: Project) -> None:
    _without(ledger_project, *_GIVEN)
    (ledger_project.root / LEDGER).write_bytes(_as_csv(_SOUND[:3]).encode())
    [fault] = clean(ledger_project, PERIOD).faults
    assert fault.portfolio == SECOND_PORTFOLIO
    assert (fault.key, fault.fields) == ("ledger-without-portfolio", {"of": SECOND_PORTFOLIO})


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        pytest.param("cost_centres.csv", None, f"cost_centres.csv: {sentence('no-file')}", id="no cost centres"),
        pytest.param(
            "account_codes.csv", "account,part\n", sentence("nothing-listed", what="account"), id="no accounts"
        ),
        pytest.param(
            "account_codes.csv",
            "account,part\n4*,income\n",
            sentence("cell-unreadable", "problem", text="income"),
            id="an unknown part",
        ),
        pytest.param(
            "cost_centres.csv",
            "cost_centre,portfolio\nC*,Nobody\n",
            sentence("unknown-portfolio", "problem", name="Nobody"),
            id="whose",
        ),
        pytest.param(
            "cost_centres.csv",
            f"cost_centre,portfolio\nC1,{PORTFOLIO}\nc1,none\n",
            sentence("row-twice", "problem", what="cost centre", key="c1"),
            id="twice",
        ),
    ],
)
def test_a_chart_that_cannot_be_used_is_refused(
    ledger_project: Project, name: str, text: str | None, said: str
) -> None:
    path = ledger_project.root / AGREEMENT / name
    if text is None:
        path.unlink()
    else:
        path.write_text(text, encoding="utf-8")
    assert said in "\n".join(_faults(ledger_project))


def test_within_the_year_the_ledger_shows_what_is_spent_and_the_forecast_stands(ledger_project: Project) -> None:
    """A forecast of the year is no sum of a part of it."""
    root, quarter = ledger_project.root, Period.parse("2019-20-q1")
    folder = ledger_project.extracts(quarter)
    shutil.copytree(root / EXTRACTS, folder)
    sources = folder / "sources.toml"
    text = sources.read_text(encoding="utf-8").replace("2019-20-annual =", "2019-20-q1 =")
    sources.write_text(text, encoding="utf-8")
    cleaned = clean(ledger_project, quarter)
    assert "ledger and outturn differ" not in {query.kind for query in cleaned.queries}
    told = cleaned.tables["ledger"]
    assert sum(told.loc[told["dated"] == "in the period", "amount"]) == 570_000_000 - 3_200_000 + 12_345 + 120_500_000
    assert sum(told.loc[told["dated"] == "after the period", "amount"]) == -7_000_000


def test_the_next_year_starts_with_the_same_codes(ledger_project: Project) -> None:
    folder, _ = start_year(ledger_project, 2020)
    for name in ("cost_centres.csv", "account_codes.csv"):
        assert (folder / name).read_bytes() == (ledger_project.root / AGREEMENT / name).read_bytes()


def test_without_a_ledger_nothing_changes(project_copy: Project) -> None:
    assert clean(project_copy, PERIOD).tables["ledger"].empty
    assert {path for path in bytes_of(project_copy.processed(PERIOD)) if "ledger" in path} == {"ledger.csv"}


def test_a_changed_ledger_is_read_anew(ledger_project: Project) -> None:
    load(ledger_project, PERIOD)
    before = input_hashes(ledger_project, PERIOD)
    _put(ledger_project, _line("400.00"))
    assert {name for name, told in input_hashes(ledger_project, PERIOD).items() if before[name] != told} == {
        LEDGER.as_posix()
    }
    assert load(ledger_project, PERIOD).tables["ledger"]["amount"].max() == 563_040_000


def test_an_in_year_period_ends_with_its_quarter(tmp_path: Path) -> None:
    assert Period.parse("2019-20-q1").end == date(2019, 6, 30)
    file = _file(tmp_path, _as_csv([_line("1.00"), _line("2.00", day="01/07/2019")]))
    found = list(sums(file, date(2019, 4, 1), date(2019, 7, 1), sampled(file), scratch=tmp_path))
    assert {row.outcome: row.pence for row in found} == {Outcome.COUNTED: 100, Outcome.AFTER: 200}
