"""Ledgers as finance systems write them: each style right to the penny, and what is not clear refused in words."""

import csv
import io
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest
from builders.ledgers import AFTER, FIRST, STYLES, LedgerStyle, postings, truth
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from pprr.domain import Query
from pprr.domain.errors import Fault, FileError
from pprr.domain.settings import explain
from pprr.ingest.ledger.bad_lines import Scan, bad_lines
from pprr.ingest.ledger.coding import ChartOfAccounts, Codes
from pprr.ingest.ledger.engine import MEMORY
from pprr.ingest.ledger.lines import LineReader
from pprr.ingest.ledger.sample import sampled
from pprr.ingest.ledger.sums import Outcome, Sum, sums
from pprr.ingest.ledger.take import Counting, take
from pprr.ingest.ledger.tally import Tally
from pprr.ingest.mapping.layouts import like
from pprr.ingest.mapping.ledger_file import LedgerFile, ledger_files
from pprr.ingest.mapping.ledger_layout import LedgerLayout
from pprr.ingest.mapping.records import FaultList
from pprr.ingest.suggest.ledger import propose_ledger

LINES = tuple(postings(480))
CHART = ChartOfAccounts(Codes({"C*": "homes"}), Codes({"4*": "expenditure"}), "cost_centres.csv", "account_codes.csv")


class Taken:
    """What a ledger was read as: the pence of each cost centre, its faults and queries, its bad lines."""

    def __init__(self, folder: Path, data: bytes, layout: Mapping[str, object]) -> None:
        (folder / "ledger.csv").write_bytes(data)
        section = LedgerLayout.model_validate({**layout, "file": "ledger.csv"})
        faults = FaultList()
        tally = Tally(CHART, 1 if section.expenditure == "positive" else -1)
        [file] = ledger_files(folder, section, folder, within="raw")
        assert isinstance(file, LedgerFile), str(file)
        held = take(file, tally, Counting(FIRST, AFTER, folder, MEMORY), None, faults)
        assert held is not None
        tally.report_unknown("ledger.csv", section, faults)
        scan = Scan()
        self.bad = list(bad_lines(file, scan))
        assert scan.agrees(held.outcomes), (scan, held.outcomes)
        self.outcomes = held.outcomes
        self.sums: dict[str, int] = {}
        for (_, cost_centre, _, _), amount in tally.amounts.items():
            self.sums[cost_centre] = self.sums.get(cost_centre, 0) + amount.pence
        self.faults: tuple[Fault, ...] = faults.all
        self.queries: tuple[Query, ...] = tuple(faults.asked(["homes"]))


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
def test_a_style_is_read_to_the_penny(tmp_path: Path, style: LedgerStyle) -> None:
    found = Taken(tmp_path, style.write(LINES), style.layout)
    assert (found.faults, found.queries, found.bad) == ((), (), [])
    assert found.sums == truth(LINES)
    assert found.outcomes[Outcome.COUNTED] == len(LINES)


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
def test_a_proposed_section_reads_the_file_to_the_penny_once_its_questions_are_answered(
    tmp_path: Path, style: LedgerStyle
) -> None:
    data = style.write(LINES)
    (tmp_path / "received.csv").write_bytes(data)
    proposal = propose_ledger(tmp_path / "received.csv")
    assert proposal.problems == ()
    keys = tomllib.loads(proposal.text)["ledger"]
    asked = {key for key in ("expenditure", "periods", "credits") if f"\n# {key} = " in proposal.text}
    assert keys.keys() | asked | {"columns"} >= style.section.keys() - {"file"}
    assert not asked & keys.keys()
    answers = {key: style.layout[key] for key in asked if key in style.layout}
    taken = Taken(tmp_path, data, {**keys, **answers})
    assert (taken.faults, taken.queries, taken.bad, taken.sums) == ((), (), [], truth(LINES))
    assert proposal.rows or "periods" in asked


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param(b"Code,Name,Target\nP1,Homes,93%\n", "cost centre and an account", id="other labels"),
        pytest.param(b"", "cost centre and an account", id="empty"),
        pytest.param(b"PK\x03\x04...", "it is a workbook", id="a workbook"),
        pytest.param(None, "the file is missing", id="missing"),
    ],
)
def test_a_file_that_is_like_no_ledger_is_refused_in_words(tmp_path: Path, data: bytes | None, said: str) -> None:
    if data is not None:
        (tmp_path / "ledger.csv").write_bytes(data)
    with pytest.raises(FileError, match=said):
        propose_ledger(tmp_path / "ledger.csv")


_MADE_UP = ["Cost Centre,Account,Date,Text,Amount", "C1,4000,20/10/2025,Paper,5.00"]


@pytest.mark.parametrize(
    ("lines", "line"),
    [
        pytest.param([_MADE_UP[0], f"{_MADE_UP[1][:-4]}1.000"], '# decimal = "."', id="one pound or a thousand"),
        pytest.param([*_MADE_UP, f"{_MADE_UP[1][:-4]}1.000"], 'decimal = "."', id="a point that proves it"),
        pytest.param([_MADE_UP[0], f'{_MADE_UP[1][:-4]}"1.000,50"'], 'decimal = ","', id="a comma that proves it"),
        pytest.param(
            [f"{_MADE_UP[0]},Type", f"{_MADE_UP[1]},Trf", f"{_MADE_UP[1]},Budget"],
            '# only = { column = "Type", label = "Trf" }',
            id="a kind that may be spending",
        ),
        pytest.param(
            [f"{_MADE_UP[0]},Value Date", f"{_MADE_UP[1]},21/10/2025"], '# date = "Value Date"', id="two days"
        ),
        pytest.param(["Department,Account,Date,Amount", "D1,4000,20/10/2025,5.00"], "", id="a department"),
        pytest.param(["Department,Cost Centre,Account,Amount", "D1,C1,4000,5.00"], '# date = "..."', id="no day"),
    ],
)
def test_what_nothing_proves_is_a_comment(tmp_path: Path, lines: list[str], line: str) -> None:
    (tmp_path / "ledger.csv").write_text("\n".join([*lines, ""]), encoding="utf-8")
    assert line in [found.partition("  #")[0] for found in propose_ledger(tmp_path / "ledger.csv").text.splitlines()]


_HEAD = "cost_centre,account,date,text"
_LINE = "C1,4000,20/10/2025,Paper"


def _csv(head: str, *lines: str) -> bytes:
    """Lines of the one cost centre, each the ends of the cells after the text."""
    return "\r\n".join([f"{_HEAD},{head}", *(f"{_LINE},{line}" for line in lines), ""]).encode()


def _periods(*texts: str) -> bytes:
    return "\r\n".join(["cost_centre,account,period,amount", *(f"C1,4000,{text},5.00" for text in texts), ""]).encode()


_PERIOD = {"columns": {"period": "period"}}
_SIDES = {"columns": {"debit": "debit", "credit": "credit"}}
_SIGN = {"columns": {"sign": "sign", "amount": "amount"}}


@pytest.mark.parametrize(
    ("data", "layout", "found", "expected"),
    [
        pytest.param(_csv("amount", "1.000", "25.500-"), {}, ["1.000", "25.500-"], 'decimal = "."', id="dots, whole"),
        pytest.param(_csv("amount", '"1.234,56-"'), {}, ["1.234,56-"], 'decimal = "."', id="a comma for the point"),
        pytest.param(_csv("amount", "12.50"), {"decimal": ","}, ["12.50"], "an amount", id="a point for the comma"),
        pytest.param(_csv("sign,amount", "CR,-5.00"), _SIGN, ["-5.00"], "columns.sign", id="two signs"),
        pytest.param(_csv("sign,amount", "CR,5.00 CR"), _SIGN, ["5.00 CR"], "columns.sign", id="two signs, in letters"),
        pytest.param(_csv("sign,amount", "X,5.00", ",5.00"), _SIGN, ["X", ""], "DR or CR", id="no sign"),
        pytest.param(_csv("debit,credit", ",", "x,"), _SIDES, ["", "x"], "an amount", id="no side"),
        pytest.param(
            _periods("202507", "04", "2025/04"), _PERIOD, ["202507", "04", "2025/04"], "periods =", id="which"
        ),
        pytest.param(
            _periods("202500", "202517", "ADJ-26", "99"),
            {**_PERIOD, "periods": {"202501": "2025-04"}},
            ["202500", "202517", "ADJ-26", "99"],
            "a ",
            id="no such period",
        ),
        pytest.param(
            _periods("202513"),
            {**_PERIOD, "periods": {"202504": "2025-04"}},
            ["202513"],
            "a ",
            id="no thirteenth month",
        ),
    ],
)
def test_what_is_not_clear_is_refused_with_the_key_to_say(
    tmp_path: Path, data: bytes, layout: Mapping[str, object], found: list[str], expected: str
) -> None:
    taken = Taken(tmp_path, data, {"expenditure": "positive", **layout})
    assert [line.found for line in taken.bad] == found
    assert all(expected in line.expected for line in taken.bad), taken.bad
    assert taken.sums == {}


@pytest.mark.parametrize(
    ("data", "layout", "pence"),
    [
        pytest.param(_csv("amount", "1.000", "2.5"), {"decimal": "."}, 350, id="the point is said"),
        pytest.param(_csv("amount", "1.000", "25.500-", '"1.234,56"'), {"decimal": ","}, -2326544, id="the comma is"),
        pytest.param(_csv("debit,credit", "5.00,2.00", "-1.00,", ",(0.50)"), _SIDES, 250, id="both sides, taken back"),
        pytest.param(_periods("MAR-26", "ADJ-26"), {**_PERIOD, "periods": {"ADJ-26": "2026-03"}}, 1000, id="a name"),
        pytest.param(_periods("202513", "202516"), {**_PERIOD, "periods": {"202507": "2025-10"}}, 1000, id="period 13"),
        pytest.param(_periods("4", "P05", "006"), {**_PERIOD, "periods": {"1": "2025-04"}}, 1500, id="a number alone"),
        pytest.param(_csv("sign,amount", "cr,5.00", "Debit ,7.00", "Dr.,1"), _SIGN, 300, id="signs in other words"),
    ],
)
def test_what_is_said_is_read(tmp_path: Path, data: bytes, layout: Mapping[str, object], pence: int) -> None:
    taken = Taken(tmp_path, data, {"expenditure": "positive", **layout})
    assert (taken.faults, taken.bad, taken.sums) == ((), [], {"C1": pence})


@pytest.mark.parametrize(
    ("section", "said"),
    [
        pytest.param(
            {"columns": {"debit": "D", "amount": "A"}}, "columns names amount and debit", id="debit and amount"
        ),
        pytest.param({"columns": {"date": "D", "period": "P"}}, "columns names date and period", id="date and period"),
        pytest.param({"columns": {"sign": "S"}, "expenditure": "negative"}, "a debit is spending", id="signs turned"),
        pytest.param({"periods": {"202501": "2025-05"}}, "period 1 is May", id="a year from May"),
        pytest.param({"periods": {"202501": "2023-04"}}, "its year is another", id="another year"),
        pytest.param({"periods": {"202501": "2025-04", "202507": "2025-07"}}, "contradict", id="two meanings"),
        pytest.param({"control": {"sum": "12,34"}}, "control.sum", id="no sum"),
    ],
)
def test_a_section_that_contradicts_itself_is_refused(section: dict[str, object], said: str) -> None:
    with pytest.raises(ValidationError) as raised:
        LedgerLayout.model_validate({"file": "ledger.csv", "expenditure": "positive", **section})
    assert said in explain(raised.value)


@pytest.mark.parametrize(
    ("data", "layout", "case"),
    [
        pytest.param(_csv("amount,dc", "5.00,DR", "3.00,CR"), {}, "signs", id="signs that nobody reads"),
        pytest.param(_csv("amount,dc", "5.00,S", "3.00,S"), {}, "signs", id="signs, the credits further down"),
        pytest.param(_csv("amount,vat", "5.00,S", "3.00,S"), {}, "", id="one letter under another label"),
        pytest.param(_csv("amount,dc", "5.00,DR", "-3.00,CR"), {}, "", id="amounts that have their signs"),
        pytest.param(_csv("amount,dc", "5.00,DR", "3.00,CR"), {"not_read": ["dc"]}, "", id="signs set aside"),
        pytest.param(
            _csv("Debit,Credit", "5.00,", ",3.00", "2.00,"),
            {"columns": {"amount": "Debit"}},
            "sides",
            id="debits alone",
        ),
        pytest.param(_csv("amount,Posting Key", "5.00,40", "3.00,50"), {}, "signs", id="keys of SAP"),
        pytest.param(_csv("amount,Fund", "5.00,40", "3.00,50"), {}, "", id="the same numbers of something else"),
        pytest.param(_csv("amount,Debit,Credit", "5.00,5.00,", "-3.00,,3.00"), {}, "", id="a net amount beside both"),
        pytest.param(_csv("amount,type", "5.00,Actual", "3.00,Budget"), {}, "kinds", id="a budget"),
        pytest.param(_csv("amount,type", "5.00,GL", "3.00,Commitment"), {}, "kinds", id="a commitment"),
        pytest.param(_csv("amount,Actual Flag", "5.00,A", "3.00,E"), {}, "kinds", id="a flag"),
        pytest.param(_csv("amount,type", "5.00,A", "3.00,E"), {}, "", id="letters of another meaning"),
        pytest.param(_csv("amount,Type", "5.00,A", "3.00,C"), {}, "kinds", id="actuals and commitments by a letter"),
        pytest.param(_csv("amount,Type", "5.00,A", "3.00,B", "1.00,C"), {}, "kinds", id="and budgets"),
        pytest.param(_csv("amount,Type", "5.00,GL", "3.00,PO"), {}, "kinds", id="a ledger's lines and orders"),
        pytest.param(_csv("amount,Source", "5.00,Act", "3.00,Com"), {}, "kinds", id="words cut short"),
        pytest.param(_csv("amount,Type", "5.00,GL", "3.00,AP", "1.00,PO"), {}, "", id="kinds of documents"),
        pytest.param(_csv("amount,Type", "5.00,B", "3.00,C"), {}, "", id="letters without one of spending"),
        pytest.param(_csv("amount,Region", "5.00,A", "3.00,C"), {}, "", id="letters under a label of other things"),
        pytest.param(_csv("amount,Status", "5.00,Posted", "3.00,Unposted"), {}, "kinds", id="lines not posted"),
        pytest.param(_csv("amount,Journal Status", "5.00,P", "3.00,Cancelled"), {}, "kinds", id="cancelled lines"),
        pytest.param(_csv("amount,Posted?", "5.00,Y", "3.00,N"), {}, "kinds", id="a yes and a no"),
        pytest.param(_csv("amount,Status", "5.00,Posted", "3.00,Reversed"), {}, "", id="a line and its reversal"),
        pytest.param(_csv("amount,Text", "5.00,Rent", "3.00,Cancelled"), {}, "", id="the same word in a text"),
        pytest.param(_csv("amount,Currency", "5.00,GBP", "3.00,EUR"), {}, "currencies", id="two currencies"),
        pytest.param(_csv("amount,Doc Curr", "5.00,USD"), {}, "currencies", id="another currency alone"),
        pytest.param(_csv("amount,Currency", "5.00,GBP", "3.00,"), {}, "", id="pounds alone"),
        pytest.param(_csv("amount,Currency", "5.00,GBP", "3.00,EUR"), {"not_read": ["Currency"]}, "", id="said to be"),
        pytest.param(
            _csv("amount,note", *(f"5.00,n{n}" for n in range(40)), "3.00,Budget"), {}, "", id="a budget in a word"
        ),
        pytest.param(
            _csv("amount,type", "5.00,Actual", "3.00,Budget"),
            {"only": {"column": "type", "label": "Actual"}},
            "",
            id="the actuals alone",
        ),
    ],
)
def test_a_column_that_counts_and_that_nobody_reads_stops_the_period(
    tmp_path: Path, data: bytes, layout: Mapping[str, object], case: str
) -> None:
    faults = Taken(tmp_path, data, {"expenditure": "positive", **layout}).faults
    assert [(fault.key, fault.fields["case"], fault.portfolio) for fault in faults] == (
        [("ledger-column-unread", case, "")] if case else []
    )


@pytest.mark.parametrize(
    ("only", "pence"),
    [
        pytest.param([{"column": "a", "label": "x"}], 300, id="a column"),
        pytest.param(
            [{"column": "a", "label": ["x", "y"]}, {"column": "b", "label": "1"}], 500, id="each of two columns"
        ),
        pytest.param([{"column": "a", "label": ["x", "Y"]}], 700, id="one of two labels"),
    ],
)
def test_only_the_lines_with_a_label_in_each_column_count(
    tmp_path: Path, only: list[dict[str, object]], pence: int
) -> None:
    data = _csv("amount,a,b", "1.00,x,1", "2.00,x,2", "4.00,y,1", "8.00,z,1")
    assert Taken(tmp_path, data, {"expenditure": "positive", "only": only}).sums == {"C1": pence}


def test_rules_that_leave_no_line_stop_the_period(tmp_path: Path) -> None:
    layout = {"expenditure": "positive", "only": {"column": "a", "label": "Actuals"}}
    [fault] = Taken(tmp_path, _csv("amount,a", "1.00,Actual", "2.00,Actual"), layout).faults
    assert (fault.key, fault.fields, fault.portfolio) == ("ledger-all-left-out", {"rows": "2"}, "")


def test_credits_that_all_have_a_minus_are_asked_about(tmp_path: Path) -> None:
    data = _csv("debit,credit", "5.00,", ",-3.00")
    [fault] = Taken(tmp_path, data, {"expenditure": "positive", **_SIDES}).faults
    assert fault.key == "ledger-credits-below-nought"
    for credits, pence in (("negative", 200), ("positive", 800)):
        taken = Taken(tmp_path, data, {"expenditure": "positive", **_SIDES, "credits": credits})
        assert (taken.faults, taken.sums) == ((), {"C1": pence})


@pytest.mark.parametrize(
    ("end", "layout", "case"),
    [
        pytest.param(b"C1,4000,31/03/2026,Report total,8.00\r\n", {}, "words", id="a footer that is called a total"),
        pytest.param(b"C1,4000,31/03/2026,Sub-total,5.00\r\n", {}, "words", id="a sub-total"),
        pytest.param(b"C1,4000,31/03/2026,Sub-total C1,5.00\r\n", {}, "words", id="a sub-total of something"),
        pytest.param(b"C1,4000,31/03/2026,Roads sub total:,5.00\r\n", {}, "words", id="something's sub-total"),
        pytest.param(b"C1,4000,31/03/2026,C1 total,5.00\r\n", {}, "words", id="a total of the line's own code"),
        pytest.param(b"C1,4000,31/03/2026,C2 total,5.00\r\n", {}, "", id="of another"),
        pytest.param(b"C1,4000,01/04/2025,Opening balance,5.00\r\n", {}, "words", id="an opening balance"),
        pytest.param(b"C1,4000,01/04/2025,Balance b/fwd,5.00\r\n", {}, "words", id="a balance brought forward"),
        pytest.param(b"C1,4000,01/04/2025,Balance of invoice 12,5.00\r\n", {}, "", id="another balance"),
        pytest.param(b"C1,4000,31/03/2026,,8.00\r\n", {}, "sum", id="a footer that adds up"),
        pytest.param(b"C1,4000,31/03/2026,,7.99\r\n", {}, "", id="a line that does not"),
        pytest.param(b"C1,4000,31/03/2026,Total Gas and Power,7.99\r\n", {}, "", id="a supplier"),
        pytest.param(b"C1,4000,31/03/2026,Paper,8.00\r\n", {"not_totals": ["Paper"]}, "", id="it has been said"),
        pytest.param(
            b"C1,4000,31/03/2026,Report total,8.00\r\n",
            {"drop": {"column": "text", "label": "*total"}},
            "",
            id="it is left out",
        ),
    ],
)
def test_a_total_among_the_lines_is_blocking(
    tmp_path: Path, end: bytes, layout: Mapping[str, object], case: str
) -> None:
    taken = Taken(tmp_path, _csv("amount", "5.00", "3.00") + end, {"expenditure": "positive", **layout})
    assert [(query.key, query.fields["case"], query.is_blocking) for query in taken.queries] == (
        [("ledger-perhaps-a-total", case, True)] if case else []
    )


@pytest.mark.parametrize("ending", ["\r\n", "\n"], ids=["CRLF", "LF"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_lines_within_a_cell_are_blocking_until_the_file_says_how_it_quotes(
    tmp_path: Path, delimiter: str, ending: str
) -> None:
    texts = (
        ("Rent", "1000.00"),
        ('"Big Issue', "100.00"),
        ("Hire", "300.00"),
        ('Drain 6"', "50.00"),
        ("Fees", "9000.00"),
    )
    rows = [("cost_centre", "account", "date", "text", "amount")]
    rows += [("C1", "4000", "20/10/2025", text, amount) for text, amount in texts]
    data = ending.join([*(delimiter.join(row) for row in rows), ""]).encode()
    layout = {"expenditure": "positive", "delimiter": delimiter}
    [query] = Taken(tmp_path, data, layout).queries
    assert (query.key, query.fields["count"], query.is_blocking) == ("rows-within-a-cell", "2", True)
    assert Taken(tmp_path, data, {**layout, "quotes": "double"}).queries == ()
    taken = Taken(tmp_path, data, {**layout, "quotes": "none"})
    assert (taken.faults, taken.queries, taken.sums) == ((), (), {"C1": 1_045_000})


def test_a_text_of_several_lines_is_no_lines(tmp_path: Path) -> None:
    data = _csv("amount", "5.00").replace(b"Paper", b'"Dear all,\nbooks, pens, paper,\nand more"')
    taken = Taken(tmp_path, data, {"expenditure": "positive"})
    assert (taken.queries, taken.sums) == ((), {"C1": 500})


@settings(max_examples=40)
@given(
    st.lists(st.text(alphabet='SubTotal -*"\u00a0\t', max_size=9), min_size=1, max_size=20),
    st.sampled_from(["drop", "only"]),
)
def test_rules_leave_out_the_same_lines_in_sql_and_python(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], key: str
) -> None:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([["cost_centre", "account", "date", "text", "amount"]])
    csv.writer(stream).writerows(["C1", "4000", "20/10/2025", text, "1.00"] for text in texts)
    rule = {"column": "text", "label": ["sub*total", "*- Total", "St"]}
    taken = Taken(tmp_path_factory.mktemp("rules"), stream.getvalue().encode(), {"expenditure": "positive", key: rule})
    marked = sum(any(like(text, label) for label in rule["label"]) for text in texts)
    assert taken.outcomes[Outcome.DROPPED] == (marked if key == "drop" else len(texts) - marked)


_DAY = r"[0-9]{1,2}[-/. ]?([0-9]{1,2}|[A-Za-z]{3}|october)[-/. ]?([0-9]{2}|20[12][0-9]|[0-9]{4})( [0-9]{2}:[0-9]{2})?"
_NUMBERED = (
    r"(20[0-9]{2}|20[0-9]{2}[/-][0-9]{2})?[ ./_-]?P?0{0,2}[0-9]{1,2}([/.][0-9]{4})?|(OCT|May|june)[- ]?[0-9]{2,4}"
)


@settings(max_examples=60)
@given(
    st.lists(st.one_of(st.from_regex(_DAY, fullmatch=True), st.text("0123456789/-. OCTct:", max_size=11)), min_size=1)
)
@example(["01/01/0000", "29/02/2019", "0000-01-01", "31.12.9999", "20OCT25", "1/4/019"])
def test_sql_and_python_agree_on_every_day(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    _agree(tmp_path_factory.mktemp("days"), "date", texts, {})


@settings(max_examples=60)
@given(
    st.lists(
        st.one_of(st.from_regex(_NUMBERED, fullmatch=True), st.text("0123456789/-. PJUL", max_size=9)), min_size=1
    ),
    st.sampled_from(
        [{}, {"202501": "2025-04"}, {"2025/04": "2025-04"}, {"2026-P01": "2025-04"}, {"1": "2025-04", "X": "2026-03"}]
    ),
)
def test_sql_and_python_agree_on_every_posting_period(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], periods: dict[str, str]
) -> None:
    _agree(tmp_path_factory.mktemp("periods"), "period", texts, {"periods": periods, "columns": {"period": "period"}})


@settings(max_examples=60)
@given(
    st.lists(st.text("0123459,..()-£ −CRdr", max_size=9), min_size=1, max_size=40),
    st.sampled_from(["", ".", ","]),
    st.sampled_from(["amount", "sign", "debit"]),
)
@example(["-0", "−0.00", "(0)", "1.000", "0,500", "1.234,56-"], ",", "sign")
def test_sql_and_python_agree_on_every_amount(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], decimal: str, form: str
) -> None:
    folder = tmp_path_factory.mktemp("amounts")
    columns = {
        "amount": {},
        "sign": {"sign": "text", "amount": "amount"},
        "debit": {"debit": "amount", "credit": "text"},
    }
    other = {"amount": "x", "sign": "CR", "debit": ""}[form]
    lines = ([f"C{number}", "4000", "20/10/2025", other, text] for number, text in enumerate(texts))
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([["cost_centre", "account", "date", "text", "amount"], *lines])
    file, found = _summed(folder, stream.getvalue(), {"decimal": decimal, "columns": columns[form]})
    reader = LineReader(file)
    for number, text in enumerate(texts):
        pence = reader.amount([f"C{number}", "4000", "20/10/2025", other, text])
        assert found[f"C{number}"].outcome is (Outcome.UNREADABLE if pence is None else Outcome.COUNTED), text
        assert found[f"C{number}"].pence == (pence or 0), text


def _agree(folder: Path, field: str, texts: list[str], layout: dict[str, object]) -> None:
    """Holds the month of each text as SQL makes it against Python's."""
    lines = ([f"C{number}", "4000", text, "x", "1.00"] for number, text in enumerate(texts))
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([["cost_centre", "account", field, "text", "amount"], *lines])
    file, found = _summed(folder, stream.getvalue(), layout)
    reader = LineReader(file)
    for number, text in enumerate(texts):
        moment = reader.moment([f"C{number}", "4000", text, "x", "1.00"])
        one = found[f"C{number}"]
        month = None if one.outcome is Outcome.UNREADABLE else one.month
        assert month == (None if moment is None else (moment.year - 2000) * 12 + moment.month - 1), text


def _summed(folder: Path, text: str, layout: dict[str, object]) -> tuple[LedgerFile, dict[str, Sum]]:
    (folder / "ledger.csv").write_bytes(text.encode())
    section = LedgerLayout.model_validate({"file": "ledger.csv", "expenditure": "positive", **layout})
    [file] = ledger_files(folder, section, folder, within="raw")
    assert isinstance(file, LedgerFile), str(file)
    found = sums(file, FIRST, AFTER, sampled(file), scratch=folder, by_month=True)
    return file, {one.cost_centre: one for one in found}
