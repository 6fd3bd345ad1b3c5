"""Conditional formats of a workbook that show a number otherwise: what is read of it, and what is asked."""

import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from pprr.domain.errors import FileError
from pprr.ingest.readers.files import read_rows
from pprr.ingest.readers.workbooks import looks

HIDDEN = '"<5"'
BELOW = {"type": "cell", "criteria": "<", "value": 5}
SMALL, NOT_ASKED = [("shown", "<5", "3")], []


def _book(path: Path, rules: list[tuple[str, dict[str, object], str]], own: str = "General") -> Path:
    """A sheet of 3 and 12 in column B, its rules each with the area and the number format it gives."""
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("Measures")
        page.write_column(0, 0, ["EXA1.1", "EXA1.2"])
        page.write_column(0, 1, [3, 12], book.add_format({"num_format": own}))
        for area, rule, code in rules:
            how = {"num_format": code} if code else {"bg_color": "#FFC7CE"}
            assert page.conditional_format(area, {**rule, "format": book.add_format(how)}) != -1
    return path


@pytest.mark.parametrize(
    ("rule", "code", "read", "asked"),
    [
        pytest.param(BELOW, HIDDEN, ["<5", "12"], [SMALL, NOT_ASKED], id="below a number"),
        pytest.param({**BELOW, "value": 3}, HIDDEN, ["3", "12"], [NOT_ASKED] * 2, id="not at the number itself"),
        pytest.param(
            {"type": "cell", "criteria": "between", "minimum": 1, "maximum": 4},
            HIDDEN,
            ["<5", "12"],
            [SMALL, NOT_ASKED],
            id="between two",
        ),
        pytest.param(
            {"type": "cell", "criteria": "not between", "minimum": 4, "maximum": 40},
            HIDDEN,
            ["<5", "12"],
            [SMALL, NOT_ASKED],
            id="not between two",
        ),
        pytest.param(
            {"type": "formula", "criteria": "=AND(B1>0,$B1<5)"},
            HIDDEN,
            ["<5", "12"],
            [SMALL, NOT_ASKED],
            id="by a formula of the cell itself",
        ),
        pytest.param(
            {"type": "formula", "criteria": "=$B$1<5"},
            HIDDEN,
            ["3", "12"],
            [[("perhaps", "<5", "3")], [("perhaps", "<5", "12")]],
            id="by a formula of one cell for all",
        ),
        pytest.param(
            {**BELOW, "value": "=$D$1"},
            HIDDEN,
            ["3", "12"],
            [[("perhaps", "<5", "3")], [("perhaps", "<5", "12")]],
            id="below what another cell holds",
        ),
        pytest.param(
            {"type": "top", "value": 1},
            "0%",
            ["3", "12"],
            [[("perhaps", "300%", "3")], [("perhaps", "1200%", "12")]],
            id="a rule without a formula",
        ),
        pytest.param(BELOW, ";;;", ["3", "12"], [[("hidden", "", "3")], NOT_ASKED], id="shown as nothing"),
        pytest.param(BELOW, "0.0", ["3", "12"], [NOT_ASKED] * 2, id="shown as it is, with a decimal"),
        pytest.param(BELOW, "", ["3", "12"], [NOT_ASKED] * 2, id="a colour alone"),
    ],
)
def test_a_condition_that_shows_a_number_otherwise_is_read_and_asked_about(
    tmp_path: Path, rule: dict[str, object], code: str, read: list[str], asked: list[list[tuple[str, str, str]]]
) -> None:
    rows = read_rows(_book(tmp_path / "a.xlsx", [("B1:B2", rule, code)]))
    assert [row.cells[1] for row in rows] == read
    assert [[(str(one.kind), one.seen, one.held) for one in row.remarks] for row in rows] == asked


def test_the_first_condition_that_is_met_counts_and_stands_over_the_cell_own_format(tmp_path: Path) -> None:
    rules = [("B1", BELOW, HIDDEN), ("B1:B2", {**BELOW, "value": 100}, '"c. "0')]
    path = _book(tmp_path / "a.xlsx", rules, own='0" (p)"')
    assert [row.cells[1] for row in read_rows(path)] == ["<5", "c. 12"]
    assert [row.cells[1] for row in read_rows(path, counts="shown")] == ["<5", "c. 12"]
    assert [row.cells[1] for row in read_rows(path, counts="held")] == ["3", "12"]


def test_text_is_no_number_of_a_condition(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        page = book.add_worksheet("Measures")
        page.write_row(0, 0, ["3", True])
        page.conditional_format("A1:B1", {**BELOW, "format": book.add_format({"num_format": HIDDEN})})
    [row] = read_rows(tmp_path / "a.xlsx")
    assert (row.cells, row.remarks) == (("3", "True"), ())


@pytest.mark.parametrize(
    ("formula", "read", "asked"),
    [
        pytest.param("5", ["<5", "12"], [SMALL, NOT_ASKED], id="below a number"),
        pytest.param(
            "Limits!$A$1",
            ["3", "12"],
            [[("perhaps", "<5", "3")], [("perhaps", "<5", "12")]],
            id="below what another sheet holds",
        ),
    ],
)
def test_a_condition_among_the_extensions_is_one_too(
    tmp_path: Path, formula: str, read: list[str], asked: list[list[tuple[str, str, str]]]
) -> None:
    """Excel writes there what names another sheet; what follows of other lists has areas too, which are not its own."""
    rule = (
        '<x14:cfRule type="cellIs" priority="1" operator="lessThan" id="{A}">'
        f'<xm:f>{formula}</xm:f><x14:dxf><numFmt numFmtId="164" formatCode="&quot;&lt;5&quot;"/></x14:dxf></x14:cfRule>'
    )
    extensions = (
        '<extLst><ext uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}"><x14:conditionalFormattings>'
        f"<x14:conditionalFormatting>{rule}<xm:sqref>B1:B2</xm:sqref></x14:conditionalFormatting>"
        "</x14:conditionalFormattings></ext><ext><x14:dataValidations><x14:dataValidation><x14:formula1><xm:f>9</xm:f>"
        "</x14:formula1><xm:sqref>A1:C9</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst></worksheet>"
    )
    plain = _book(tmp_path / "plain.xlsx", [("C1", BELOW, "")])
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(tmp_path / "a.xlsx", "w") as new:
        for name in old.namelist():
            data = old.read(name)
            is_sheet = name.endswith("sheet1.xml")
            new.writestr(name, data.replace(b"</worksheet>", extensions.encode()) if is_sheet else data)
    rows = read_rows(tmp_path / "a.xlsx")
    assert [row.cells[1] for row in rows] == read
    assert [[(str(one.kind), one.seen, one.held) for one in row.remarks] for row in rows] == asked


def test_conditions_over_each_other_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _book(tmp_path / "a.xlsx", [("B1:B2", BELOW, HIDDEN)] * 3)
    monkeypatch.setattr(looks, "MOST_CELLS", 5)
    with pytest.raises(FileError, match="conditional formats"):
        read_rows(path)
