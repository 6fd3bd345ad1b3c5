"""Each key of a layout: a file that is laid out otherwise is read right by it, and is loud without it."""

from pathlib import Path

import pytest
import xlsxwriter
from builders.told import sentence
from pydantic import ValidationError

from pprr.ingest.mapping import totals
from pprr.ingest.mapping.layouts import Layout, ListLayout, MoneyLayout
from pprr.ingest.mapping.measure_layouts import MeasureLayout, PerformanceLayout
from pprr.ingest.mapping.records import FaultList, Received, read_records
from pprr.ingest.readers.letters import clean_text, mend, spoiled

SAVINGS = ("portfolio", "proposal", "value")
MEASURES = ("measure_id", "portfolio", "actual")


def _read(
    folder: Path,
    text: str | bytes,
    layout: Layout,
    fields: tuple[str, ...],
    optional: tuple[str, ...] = (),
) -> tuple[Received, list[str]]:
    """What is read of a file with this text, and every fault that was found."""
    data = text.encode() if isinstance(text, str) else text
    (folder / layout.file).write_bytes(data)
    faults = FaultList()
    labels = {name: layout.label(name) for name in (*fields, *optional)}
    received = read_records(folder / layout.file, layout, faults, name=layout.file, fields=labels, optional=optional)
    return received, [str(fault) for fault in faults.all]


def _cells(received: Received, *fields: str) -> list[tuple[str, ...]]:
    return [tuple(record.cells[field] for field in fields) for record in received.records]


def _measures(**keys: object) -> PerformanceLayout:
    return PerformanceLayout.model_validate({"file": "p.csv", "actuals": {"2019-20-annual": "actual"}} | keys)


def _savings(**keys: object) -> ListLayout:
    return ListLayout.model_validate({"file": "s.csv", "money_unit": "thousands"} | keys)


TABLE = "measure_id,portfolio,actual\nM1,Arts,5\nM2,Parks,6\n"
BOTH = [("M1", "Arts", "5"), ("M2", "Parks", "6")]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        pytest.param(TABLE, {}, id="our own names"),
        pytest.param(f"Performance 2019/20\n\nas at 31 March,,\n{TABLE}", {}, id="the header is looked for"),
        pytest.param(f"Performance 2019/20\n{TABLE}", {"header_row": 2}, id="the header is named"),
        pytest.param(TABLE.replace(",", ";"), {"delimiter": ";"}, id="parted by semicolons"),
        pytest.param(TABLE.replace(",", "|"), {"delimiter": "|"}, id="parted by bars"),
        pytest.param(
            "Code,,Result\nmeasure_id,portfolio,actual\nM1,Arts,5\nCode,,Result\nmeasure_id,portfolio,actual\n"
            "M2,Parks,6\n",
            {
                "header_rows": 2,
                "columns": {
                    "measure_id": "Code / measure_id",
                    "portfolio": "Code / portfolio",
                    "actual": "Result / actual",
                },
            },
            id="two levels of labels, both repeated in mid-table",
        ),
        pytest.param(
            "measure_id,,2019/20,\n,portfolio,actual,target\nM1,Arts,5,7\nM2,Parks,6,8\n",
            {"header_rows": 2, "columns": {"actual": "2019/20 / actual"}},
            id="labels merged downwards, and one to the right",
        ),
        pytest.param(
            ",,2018/19,,2019/20,\n,,Q4,,Q1,\nmeasure_id,portfolio,target,actual,target,actual\n"
            "M1,Arts,6,7,8,5\nM2,Parks,6,7,8,6\n",
            {"header_rows": 3, "columns": {"actual": "2019/20 / Q1 / actual"}},
            id="a year merged above quarters merged above their columns",
        ),
        pytest.param(f"{TABLE}measure_id,portfolio,actual\n", {}, id="a header repeated at the end is no row"),
        pytest.param(
            "portfolio,measure_id,actual\nArts,M1,5\nParks,M2,6\nSource: the finance system,,\n",
            {"drop": {"column": "portfolio", "label": "Source:*"}},
            id="a footnote that a rule drops",
        ),
        pytest.param(
            f"{TABLE}* provisional,,\n(p) partial,,\n",
            {"drop": [{"column": "measure_id", "label": ["* prov*", "(p)*"]}]},
            id="footnotes with a star and brackets",
        ),
        pytest.param(
            "RAG,measure_id,portfolio,actual,RAG\nG,M1,Arts,5,R\nG,M2,Parks,6,R\n", {}, id="twins that nobody wants"
        ),
        pytest.param(
            "measure_id,portfolio,actual,actual\nM1,Arts,4,5\nM2,Parks,4,6\n",
            {"columns": {"actual": "actual #2"}},
            id="the second of two columns of one name",
        ),
        pytest.param(
            "measure_id,portfolio,\nM1,Arts,5\nM2,Parks,6\n", {"columns": {"actual": "column C"}}, id="no label"
        ),
        pytest.param(
            "measure_id,portfolio,actual\nM1,Arts,5\n\nHomes\nmeasure_id,portfolio,actual\nM2,Parks,6\n",
            {"rows": "1-2", "also": [{"starts_at": "Homes"}]},
            id="two tables in one sheet, told by their rows and a title",
        ),
        pytest.param(
            f"Old figures,,\nmeasure_id,portfolio,actual\nM9,Arts,9\nNew figures,,\n{TABLE}The end,,\n",
            {"starts_at": "New figures", "ends_at": "The end"},
            id="a table between two titles",
        ),
        pytest.param(
            "measure_id,portfolio,actual\nM1,Arts,5\n,,\nmeasure_id,portfolio,result\nM2,Parks,6\n",
            {"rows": "1-2", "also": [{"rows": "4-5", "columns": {"actual": "result"}}]},
            id="a second block under other labels",
        ),
        pytest.param(
            "portfolio,measure_id,actual\nArts,M1,5\nParks,M2,6\n", {"header_row": 1}, id="columns in another order"
        ),
        pytest.param(
            "Team,measure_id,actual\nART,M1,5\nPRK,M2,6\n",
            {"columns": {"portfolio": "Team"}, "words": {"portfolio": {"art": "Arts", "PRK": "Parks"}}},
            id="other words for the portfolios",
        ),
        pytest.param(
            "measure_id,portfolio,actual\nOLD 1,Arts,5\nM2,Parks,6\n",
            {"codes": {"Old 1": "M1"}},
            id="a code that was renamed",
        ),
        pytest.param(
            "measure_id,name,portfolio,actual\nGMS,Digital  skills,Arts,5\nGMS,Parks,Parks,6\n",
            {"codes": {"GMS / Digital skills": "M1", "GMS": "M2"}, "code_told_by": "name"},
            id="one code on two measures, told apart by their name",
        ),
        pytest.param(
            'measure_id,portfolio,actual\n<b>M1</b>,<span style="color:red">Arts</span>,5\nM2,Parks,6\n',
            {},
            id="web markup",
        ),
        pytest.param(
            "measure_id,portfolio,actual\nM1\u200b,Ar\u00adts,5\x07\nM2,Parks,6\n", {}, id="unseen characters"
        ),
    ],
)
def test_a_layout_reads_what_its_keys_say(tmp_path: Path, text: str, keys: dict[str, object]) -> None:
    received, faults = _read(tmp_path, text, _measures(**keys), MEASURES)
    assert (faults, _cells(received, *MEASURES)) == ([], BOTH)


def test_one_row_may_stand_for_several_codes(tmp_path: Path) -> None:
    text = "measure_id,code,portfolio,actual\nM1; M2,M1; M2,Arts,5\n"
    received, faults = _read(tmp_path, text, _measures(code_separator=";"), MEASURES, ("code",))
    assert (faults, _cells(received, "measure_id", "code", "actual")) == ([], [("M1", "M1", "5"), ("M2", "M2", "5")])
    assert [record.place.row for record in received.records] == [2, 2]


def test_what_all_rows_share_may_stand_in_the_layout(tmp_path: Path) -> None:
    text = "measure_id,actual\nM1,5\nM2,6\n"
    received, faults = _read(tmp_path, text, _measures(constants={"portfolio": "Arts"}), MEASURES)
    assert (faults, _cells(received, *MEASURES)) == ([], [("M1", "Arts", "5"), ("M2", "Arts", "6")])


def test_a_sheet_a_portfolio_is_one_table(tmp_path: Path) -> None:
    path = tmp_path / "p.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        for sheet, rows in (("Arts", [["M1", "5"]]), ("Parks", [["M2", "6"]]), ("Notes", [])):
            page = book.add_worksheet(sheet)
            for number, row in enumerate([["Performance 2019/20"], ["measure_id", "actual"], *rows]):
                page.write_row(number, 0, row)
    layout = _measures(
        file="p.xlsx",
        sheet="Arts",
        constants={"portfolio": "Arts"},
        also=[{"sheet": "Parks", "constants": {"portfolio": "Parks"}}],
    )
    faults = FaultList()
    received = read_records(path, layout, faults, name=path.name, fields={name: name for name in MEASURES})
    assert (faults.all, _cells(received, *MEASURES)) == ((), BOTH)
    assert [str(record.at("actual")) for record in received.records] == [
        'p.xlsx, sheet Arts, row 3, "actual"',
        'p.xlsx, sheet Parks, row 3, "actual"',
    ]


def test_a_merged_cell_may_be_filled_down(tmp_path: Path) -> None:
    text = "portfolio,measure_id,actual\nArts,M1,5\n,M2,6\nParks,M3,7\n"
    received, faults = _read(tmp_path, text, _measures(fill_down=["portfolio"]), MEASURES)
    assert (faults, [cells[0] for cells in _cells(received, "portfolio")]) == ([], ["Arts", "Arts", "Parks"])


@pytest.mark.parametrize("commentary", [True, "Turn*"])
def test_commentary_within_the_table_belongs_to_the_measure_above(tmp_path: Path, commentary: bool | str) -> None:
    text = "measure_id,portfolio,actual\nM1,Arts,5\nTurnout fell in May.,,\nTurned again,,\nM2,Parks,6\n"
    received, faults = _read(tmp_path, text, _measures(commentary=commentary), MEASURES)
    assert (faults, _cells(received, *MEASURES)) == ([], BOTH)
    assert [record.note for record in received.records] == ["Turnout fell in May.\nTurned again", ""]


def test_words_are_read_as_ours_and_kept_as_received(tmp_path: Path) -> None:
    layout = _measures(
        missing={"-": "Not available", "": "Not applicable"},
        polarity={"Bigger is better": "High"},
        status_words={"Octagon: R": "Red", "ñ": "Green"},
    )
    text = (
        "measure_id,portfolio,actual x,good_performance,status x\nM1,Arts,-,bigger  is better,Octagon: R\n"
        "M2,Parks,,Low,ñ\n"
    )
    fields = ("measure_id", "portfolio", "actual x", "good_performance", "status x")
    received, faults = _read(tmp_path, text, layout, fields)
    assert (faults, _cells(received, *fields[2:])) == (
        [],
        [("Not available", "High", "Red"), ("Not applicable", "Low", "Green")],
    )
    assert [record.as_received("actual x") for record in received.records] == ["-", ""]


LONE = "p.csv, row 4: the row holds nothing but"


@pytest.mark.parametrize(
    ("text", "keys", "said"),
    [
        pytest.param(f"{TABLE}Source: finance,,\n", {}, [LONE, 'drop = { column = "...", label'], id="a footnote"),
        pytest.param(f"{TABLE}It fell in May.,,\n", {}, [LONE, "commentary = true"], id="commentary in the table"),
        pytest.param(f"{TABLE}M3,,\n", {"commentary": True}, [LONE], id="a measure without figures is no commentary"),
        pytest.param(
            f"note\n{TABLE}", {"header_row": 1}, ["Row 2 does hold every label: set header_row = 2"], id="a wrong row"
        ),
        pytest.param(
            "note\n\ncode,portfolio,actual\nM1,Arts,5\n",
            {},
            ['there is no column "measure_id". Row 3 comes nearest.', '"code", "portfolio", "actual"'],
            id="no row holds every label, and the nearest is named",
        ),
        pytest.param("", {}, ["it holds no column labels"], id="an empty file"),
        pytest.param(TABLE, {"starts_at": "Homes"}, ['no row begins with "Homes"'], id="a title that is not there"),
        pytest.param(TABLE, {"ends_at": "Homes"}, ['no row begins with "Homes"'], id="an end that is not there"),
        pytest.param(
            "measure_id,portfolio,actual,actual\nM1,Arts,4,5\n",
            {},
            ['two columns are called "actual".', '"actual #1" is the first of them'],
            id="twins",
        ),
        pytest.param(TABLE, {"sheet": "Measures"}, [sentence("needless-key", key="sheet")], id="a sheet"),
        pytest.param(
            TABLE,
            {"code_told_by": "Name"},
            [sentence("column-missing", "problem", label="Name")],
            id="a column that tells codes",
        ),
        pytest.param(
            TABLE,
            {"drop": {"column": "Name", "label": "x"}},
            [sentence("column-missing", "problem", label="Name")],
            id="a column to drop by",
        ),
        pytest.param(
            TABLE,
            {"fill_down": ["name"]},
            [sentence("unknown-field", field="name", file="p.csv")],
            id="a field to fill down",
        ),
        pytest.param(
            TABLE,
            {"words": {"name": {}}},
            [sentence("unknown-field", field="name", file="p.csv")],
            id="words for no field",
        ),
        pytest.param(
            TABLE,
            {"constants": {"name": "x"}},
            [sentence("unknown-field", field="name", file="p.csv")],
            id="a constant of no field",
        ),
        pytest.param(TABLE, {"also": [{"file": "q.csv"}]}, [f"q.csv: {sentence('no-file')}"], id="a second file"),
        pytest.param(
            "measure_id,portfolio,actual\nM1,Arts Â£,5\nM2,Â£,6\n",
            {},
            [
                sentence("letters-spoiled", "problem", problem="many-meant", count=2),
                'perhaps "£"',
                sentence("letters-spoiled", "remedy"),
            ],
            id="spoiled letters",
        ),
        pytest.param("measure_id,portfolio,actual\nM1,O\x92Neil,5\n", {}, ["spoiled"], id="cp1252 read as Latin-1"),
        pytest.param("measure_id,portfolio,actual\nM1,O\ufffdNeil,5\n", {}, ["spoiled"], id="letters that were lost"),
    ],
)
def test_a_layout_that_does_not_fit_is_loud(
    tmp_path: Path, text: str, keys: dict[str, object], said: list[str]
) -> None:
    _, faults = _read(tmp_path, text, _measures(**keys), MEASURES)
    assert [words for words in said if not any(words in fault for fault in faults)] == [], faults


def test_spoiled_letters_are_put_right_where_the_layout_says_so(tmp_path: Path) -> None:
    text = "measure_id,portfolio,actual\nM1,Café â€“ Arts,Â£5\n".replace("é", "Ã©")
    received, faults = _read(tmp_path, text, _measures(mend_letters=True), MEASURES)
    assert (faults, _cells(received, *MEASURES)) == ([], [("M1", "Café – Arts", "£5")])


def test_an_encoding_that_is_given_is_used(tmp_path: Path) -> None:
    text = "measure_id,portfolio,actual\nM1,Café,5\n"
    received, faults = _read(tmp_path, text.encode("cp437"), _measures(encoding="cp437"), MEASURES)
    assert (faults, _cells(received, "portfolio")) == ([], [("Café",)])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a<br>b<BR/>c", "a\nb\nc", id="line breaks"),
        pytest.param("<p>one</p><p>two</p>", "one\ntwo", id="paragraphs"),
        pytest.param("<tr><td>45</td><td class=n>52</td></tr>", "45\n52", id="cells of a table"),
        pytest.param("<b>45</b><div>52</div>", "45\n52", id="a block that begins"),
        pytest.param("512<sup>2</sup> and 8%<SUB>1</SUB>", "512² and 8%¹", id="raised digits are none of the figure"),
        pytest.param("CO<sub>2</sub>", "CO2", id="a lowered digit of a name"),
        pytest.param("<ul><li>one</li><li class='x'>two</li></ul>", "one\n\ntwo", id="a list"),
        pytest.param("R&amp;D&nbsp;&pound;5 &#8211; 6", "R&D £5 – 6", id="entities"),
        pytest.param("<5 and > 6", "<5 and > 6", id="signs for less and more"),
        pytest.param("a <b c", "a <b c", id="no tag"),
        pytest.param("<5%", "<5%", id="a bound"),
        pytest.param("&lt;b&gt;", "<b>", id="what was escaped stays text"),
        pytest.param("<script>x</script>", "<script>x</script>", id="other tags are shown as they are"),
        pytest.param("one_x000D_\r\ntwo\rthree\vfour", "one\ntwo\nthree\nfour", id="every kind of line break"),
        pytest.param("<a href='#n1'>1</a>512", "1</a>512", id="a tag between two figures keeps them apart"),
        pytest.param("5<b>12</b>%", "5<b>12%", id="whichever it is"),
        pytest.param(
            '<span style="text-decoration: line-through">48</span>',
            '<span style="text-decoration: line-through">48',
            id="a struck figure is none",
        ),
        pytest.param("<b>512</b>", "512", id="a figure within tags"),
        pytest.param("a\tb", "a b", id="a tab"),
        pytest.param("\x00\x1f\u202ea\u2066", "a", id="controls and marks of direction"),
    ],
)
def test_a_cell_is_the_text_that_its_sender_sees(text: str, expected: str) -> None:
    assert clean_text(text) == expected


@pytest.mark.parametrize(
    ("text", "found", "mended"),
    [
        pytest.param("¬£50k", "¬£", "£50k", id="UTF-8 read by a Mac"),
        pytest.param("council‚Äôs", "‚Äô", "council’s", id="an apostrophe read by a Mac"),
        pytest.param("caf√©", "√©", "café", id="an accent read by a Mac"),
        pytest.param("œ50k", "œ", "£50k", id="cp850 read as cp1252"),
        pytest.param("ú 50k", "ú", "£ 50k", id="cp1252 read as cp850"),
        pytest.param("caf‚", "‚", "café", id="an accent of cp850"),
        pytest.param("councilÕs", "Õ", "council’s", id="an apostrophe of a Mac"),
        pytest.param(
            "œuvre, Perú 5, ‚so‘, naïve, Ôlé", "", "œuvre, Perú 5, ‚so‘, naïve, Ôlé", id="letters as they are"
        ),
        pytest.param("Â£5", "Â£", "£5", id="a pound sign"),
        pytest.param("Oâ€™Neil", "â€™", "O’Neil", id="an apostrophe"),
        pytest.param("CafÃ©", "Ã©", "Café", id="an accent"),
        pytest.param("Ã\xa0 la", "Ã\xa0", "à la", id="an accent with a byte that is a space"),
        pytest.param("â€\x9d", "â€\x9d", "”", id="a quotation mark with a byte that cp1252 lacks"),
        pytest.param("ï»¿code", "ï»¿", "\ufeffcode", id="a byte order mark"),
        pytest.param("Café – £5 “ok” naïve Âme", "", "Café – £5 “ok” naïve Âme", id="sound letters"),
        pytest.param("O\x92Neil", "\x92", "O\x92Neil", id="a control from Latin-1"),
    ],
)
def test_letters_that_were_spoiled_are_told_and_can_be_put_right(text: str, found: str, mended: str) -> None:
    assert (spoiled(text), mend(text)) == (found, mended)


# Totals.

ROWS = "portfolio,proposal,value\nArts,One,10\nArts,Two,20\nParks,Three,5\n"
GROUPED = (
    "portfolio,proposal,value\nArts,One,10\nArts,Two,20\nArts,Portfolio total,30\nParks,Three,5\n"
    "Parks,Portfolio total,5\n,Grand Total,35\n"
)
RULES = [
    {"column": "proposal", "label": "Portfolio total"},
    {"column": "proposal", "label": ["Grand total", "All"], "by": "council"},
]


def _summed(received: Received, layout: MoneyLayout, *money: str) -> list[tuple[str, str]]:
    slugs = {"arts": "arts", "parks": "parks"}
    found = totals.queries(received.totals, layout, money, slugs, "savings")
    assert {query.severity for query in found} <= {"blocking"}
    return [(query.portfolio, query.found) for query in found]


def test_a_lists_portfolio_totals_travel_on_and_the_councils_is_held_against_the_rows(tmp_path: Path) -> None:
    layout = _savings(total=RULES)
    received, faults = _read(tmp_path, GROUPED, layout, SAVINGS)
    assert faults == []
    assert [(record.cells["proposal"], record.total is not None) for record in received.records] == [
        ("One", False),
        ("Two", False),
        ("Portfolio total", True),
        ("Three", False),
        ("Portfolio total", True),
    ]
    assert _summed(received, layout, "value") == []


@pytest.mark.parametrize(
    ("total", "expected"),
    [
        pytest.param("35", [], id="adds"),
        pytest.param("37", [], id="apart by as much as rounding allows"),
        pytest.param("33", [], id="apart by as much, downwards"),
        pytest.param(
            "38",
            [
                ("arts", 'the total "Grand Total" says 38, and its 3 rows make 35 (in thousands).'),
                ("parks", 'the total "Grand Total" says 38, and its 3 rows make 35 (in thousands).'),
            ],
            id="beyond rounding",
        ),
        pytest.param("thirty", None, id="no amount"),
    ],
)
def test_a_councils_total_that_does_not_add_is_blocking(
    tmp_path: Path, total: str, expected: list[tuple[str, str]] | None
) -> None:
    layout = _savings(total=RULES)
    received, faults = _read(tmp_path, GROUPED.replace("Grand Total,35", f"Grand Total,{total}"), layout, SAVINGS)
    assert faults == []
    found = _summed(received, layout, "value")
    if expected is None:
        assert [portfolio for portfolio, _ in found] == ["arts", "parks"]
        assert 'cannot read "thirty"' in found[0][1]
    else:
        assert found == expected


@pytest.mark.parametrize(("total", "owners"), [("30", []), ("32", ["arts"])])
def test_a_groups_total_is_held_against_its_rows(tmp_path: Path, total: str, owners: list[str]) -> None:
    text = (
        "portfolio,group,proposal,value\nArts,A,One,10\nArts,A,Two,20\nArts,A total,,"
        f"{total}\nArts,B,Three,5\nArts,B total,,5\nParks,A,Four,7\nParks,A total,,7\n"
    )
    layout = _savings(total={"column": "group", "label": "* total", "by": "group"})
    received, faults = _read(tmp_path, text, layout, (*SAVINGS, "group"))
    assert (faults, len(received.records)) == ([], 4)
    assert [portfolio for portfolio, _ in _summed(received, layout, "value")] == owners


def test_a_table_without_lists_leaves_every_total_out(tmp_path: Path) -> None:
    text = "portfolio,outturn\nArts,10\nParks,20\nCouncil,40\n"
    layout = MoneyLayout.model_validate(
        {
            "file": "o.csv",
            "money_unit": "pounds",
            "total": {"column": "portfolio", "label": "Council", "by": "council"},
        }
    )
    received, _ = _read(tmp_path, text, layout, ("portfolio", "outturn"))
    assert _cells(received, "portfolio") == [("Arts",), ("Parks",)]
    assert _summed(received, layout, "outturn") == [
        (slug, 'the total "Council" says 40, and its 2 rows make 30 (in pounds).') for slug in ("arts", "parks")
    ]


@pytest.mark.parametrize(
    ("row", "is_loud"),
    [
        pytest.param("Arts,Total,30", True, id="Total"),
        pytest.param("Arts,TOTAL:,30", True, id="capitals and a colon"),
        pytest.param("Arts,Grand total,30", True, id="Grand total"),
        pytest.param("Arts,Sub-total,30", True, id="Sub-total"),
        pytest.param("Arts,Portfolio totals,30", True, id="Portfolio totals"),
        pytest.param("Arts,Culture total (£000),30", True, id="a group's total with a unit"),
        pytest.param("Total,,30", True, id="in the column of portfolios"),
        pytest.param("Arts,,30", True, id="amounts without a name"),
        pytest.param("Arts,Total Facilities Management,30", True, id="perhaps a line of its own"),
        pytest.param("Arts,Fewer posts in total than planned,30", False, id="the word within a name"),
        pytest.param("Arts,Totally new,30", False, id="another word"),
        pytest.param("Arts,Overall,30", True, id="overall"),
        pytest.param("Arts,Sum of proposals,30", True, id="a sum"),
        pytest.param("Arts,Overall review of posts,30", False, id="overall, of something"),
    ],
)
def test_a_row_that_looks_like_a_total_is_no_line(tmp_path: Path, row: str, is_loud: bool) -> None:
    received, faults = _read(tmp_path, f"{ROWS}{row}\n", _savings(), SAVINGS)
    assert bool(faults) == is_loud, faults
    assert all("s.csv, row 5:" in fault and "not_totals" in fault for fault in faults)
    assert len(received.records) == 4


def test_a_line_that_looks_like_a_total_can_be_said_to_be_one(tmp_path: Path) -> None:
    layout = _savings(not_totals=["Total facilities management"])
    received, faults = _read(tmp_path, f"{ROWS}Arts,Total Facilities Management,30\n", layout, SAVINGS)
    assert (faults, len(received.records)) == ([], 4)


def test_a_total_of_nothing_is_loud(tmp_path: Path) -> None:
    layout = _savings(total={"column": "proposal", "label": "Total"})
    _, faults = _read(tmp_path, "portfolio,proposal,value\n,Total,0\n", _savings(), SAVINGS)
    assert [sentence("perhaps-a-total", problem="label", text="Total") in fault for fault in faults] == [True]
    council = _savings(total={"column": "proposal", "label": "Total", "by": "council"})
    _, faults = _read(tmp_path, "portfolio,proposal,value\n,Total,0\n", council, SAVINGS)
    assert faults == [f"s.csv, row 2: {sentence('total-of-nothing')}"]
    assert layout.total[0].by == "portfolio"


@pytest.mark.parametrize(
    ("model", "keys", "said"),
    [
        pytest.param(Layout, {"header": 1}, "header", id="an unknown key"),
        pytest.param(Layout, {"delimiter": ";;"}, "delimiter", id="two marks"),
        pytest.param(Layout, {"encoding": "utf-9"}, "this is no encoding", id="an unknown encoding"),
        pytest.param(Layout, {"encoding": "base64"}, "this is no encoding", id="no encoding of text"),
        pytest.param(Layout, {"rows": "5 to 9"}, "write the rows as", id="rows in other words"),
        pytest.param(Layout, {"rows": "9-5"}, "write the rows as", id="rows backwards"),
        pytest.param(Layout, {"header_rows": 0}, "header_rows", id="no rows of labels"),
        pytest.param(Layout, {"drop": {"column": "a", "label": "*"}}, "needs some text", id="drop every row"),
        pytest.param(Layout, {"also": [{"file": "../x.csv"}]}, "file", id="a file elsewhere"),
        pytest.param(MeasureLayout, {"missing": {"-": "Gone"}}, 'stands for "Gone"', id="a kind of missing"),
        pytest.param(MeasureLayout, {"status_words": {"R": "Rde"}}, 'stands for "Rde"', id="a status"),
        pytest.param(MeasureLayout, {"polarity": {"Up": "Up"}}, 'stands for "Up"', id="a polarity"),
        pytest.param(MeasureLayout, {"percentages": "shares"}, "percentages", id="percentages"),
        pytest.param(MoneyLayout, {"money_unit": "pounds", "signs": {"variance": "plus"}}, "surplus", id="a sign"),
        pytest.param(PerformanceLayout, {"actuals": "Actual"}, "actuals", id="a pattern without a period"),
        pytest.param(PerformanceLayout, {"actuals": {}}, "at least one period", id="no actuals"),
        pytest.param(
            PerformanceLayout, {"actuals": {"2018-20-annual": "x"}}, "2018 is followed by 2019", id="a period"
        ),
    ],
)
def test_a_wrong_value_of_a_key_is_refused(model: type[Layout], keys: dict[str, object], said: str) -> None:
    with pytest.raises(ValidationError) as raised:
        model.model_validate({"file": "x.csv"} | keys)
    assert said in str(raised.value)


@pytest.mark.parametrize(
    ("field", "sign", "turned"),
    [
        pytest.param("variance", "surplus positive", True, id="a surplus is positive"),
        pytest.param("variance", "surplus negative", False, id="a surplus is negative, as ours"),
        pytest.param("change", "draws negative", True, id="a draw is negative"),
        pytest.param("change", "draws positive", False, id="a draw is positive, as ours"),
        pytest.param("expenditure", "reversed", True, id="any amount may be reversed"),
        pytest.param("expenditure", "as here", False, id="or as ours"),
    ],
)
def test_signs_are_data(field: str, sign: str, turned: bool) -> None:
    layout = MoneyLayout.model_validate({"file": "x.csv", "money_unit": "pounds", "signs": {field: sign}})
    assert (layout.turned(field), layout.turned("balance")) == (turned, False)


def test_a_label_that_is_missing_is_told_with_as_many_of_the_others_as_somebody_reads(tmp_path: Path) -> None:
    labels = [f"Council {number} {'x' * 200}" for number in range(300)]
    _, [told] = _read(tmp_path, ",".join(labels), Layout(file="wide.csv"), ("name",))
    assert "and 260 more" in told
    assert len(told) < 5000
