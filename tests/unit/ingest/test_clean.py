"""Bad input, end to end on a copy of the project: what stops a period, what stops one portfolio, what is only queried.

What stops writes nothing and says the file, the place, what was found and what was expected. Good input in any dress
is read right, and cleaned tables are trusted only while they are whole and as new as the raw files.
"""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from builders.files import (
    PERFORMANCE_HEADER,
    add_csv_rows,
    add_workbook_rows,
    bytes_of,
    change_rows,
    read_workbook,
    replace_text,
    rewrite_csv,
    rewrite_workbook,
    write_workbook,
)
from builders.project import AGREEMENT, EXTRACTS, PERFORMANCE, PERIOD, PORTFOLIO, SECOND_PORTFOLIO
from builders.told import Reason, fault_at, refused, sentence

import pprr
from pprr.domain import Cell, Period, Polarity, Query, Severity, Status, Unit
from pprr.domain import query as make_query
from pprr.domain.errors import FaultsError, PprrError, ProjectError
from pprr.ingest import cells
from pprr.ingest.agreement.register import RegisteredMeasure
from pprr.ingest.clean import clean
from pprr.ingest.extracts.odd_cells import own_units
from pprr.ingest.inputs import MANIFEST, code_hash
from pprr.ingest.load import load
from pprr.project import Project, find_project
from pprr.report import open_report

Break = Callable[[Path], object]
ACTUAL = "2019/20 Actual"
HEADER_ROW = PERFORMANCE_HEADER - 1


def _cell(row: str, column: str, value: str | float) -> Break:
    return lambda root: rewrite_workbook(root / PERFORMANCE, row, column, value)


def _csv_cell(file: Path, row: str, column: str, text: str) -> Break:
    return lambda root: rewrite_csv(root / file, row, column, text)


def _label(file: Path, old: str, new: str) -> Break:
    """Renames a column, wherever its header stands."""
    return lambda root: change_rows(
        root / file, lambda rows: [[new if cell == old else cell for cell in row] for row in rows]
    )


def _without_row(file: Path, text: str) -> Break:
    return lambda root: change_rows(root / file, lambda rows: [row for row in rows if text not in row])


def _only_header(file: Path, header_row: int = 1) -> Break:
    return lambda root: change_rows(root / file, lambda rows: rows[:header_row])


def _text(file: Path, old: str, new: str) -> Break:
    return lambda root: replace_text(root / file, old, new)


def _missing(file: Path) -> Break:
    return lambda root: (root / file).unlink()


def _append(file: Path, data: bytes) -> Break:
    return lambda root: (root / file).write_bytes((root / file).read_bytes() + data)


def _refused(project: Project, break_it: Break) -> FaultsError:
    """The error of a copy that was sound and then was broken; nothing that was written before has changed."""
    clean(project, PERIOD)
    before = bytes_of(project.processed(PERIOD))
    break_it(project.root)
    with pytest.raises(FaultsError) as raised:
        load(project, PERIOD)
    assert bytes_of(project.processed(PERIOD)) == before
    assert (raised.value.kind, raised.value.fields) == ("extracts-unusable", {"period": "2019-20-annual"})
    return raised.value


WORKBOOK = PERFORMANCE.as_posix()
MEASURES_SHEET = f"{WORKBOOK}, sheet Measures"
OUTTURN, BUDGET, SAVINGS, RESERVES = (EXTRACTS / f"{name}.csv" for name in ("outturn", "budget", "savings", "reserves"))
SOURCES, RULES = EXTRACTS / "sources.toml", AGREEMENT / "rules.toml"
REGISTER, TARGETS, PORTFOLIOS = (AGREEMENT / f"{name}.csv" for name in ("measures", "targets", "portfolios"))


@pytest.mark.parametrize(
    ("break_it", "said"),
    [
        # Files.
        pytest.param(_missing(OUTTURN), [fault_at(OUTTURN.as_posix(), "no-file")], id="missing file"),
        pytest.param(_missing(PERFORMANCE), [fault_at(MEASURES_SHEET, "no-file")], id="missing workbook"),
        pytest.param(_missing(TARGETS), [fault_at(TARGETS.as_posix(), "no-file")], id="missing agreement file"),
        pytest.param(
            _missing(SOURCES),
            [fault_at(SOURCES.as_posix(), "file-missing", remedy="sources")],
            id="missing sources.toml",
        ),
        pytest.param(
            _missing(RULES), [fault_at(RULES.as_posix(), "file-missing", remedy="sources")], id="missing rules.toml"
        ),
        pytest.param(
            lambda root: write_workbook(root / PERFORMANCE, read_workbook(root / PERFORMANCE)[1], sheet="Sheet1"),
            [fault_at(MEASURES_SHEET, "no-such-sheet", sheet="Measures", sheets='"Sheet1"')],
            id="missing sheet",
        ),
        pytest.param(
            lambda root: add_workbook_rows(root / PERFORMANCE, *([[]] * 200_000), ["stray"]),
            [fault_at(MEASURES_SHEET, "stray-cell", cell="A200016")],
            id="a stray far cell in a workbook",
        ),
        pytest.param(
            lambda root: (root / PERFORMANCE).write_bytes(b"Measure ID,Actual\n"),
            [fault_at(MEASURES_SHEET, "no-workbook", program="Excel", ending="xlsx")],
            id="a CSV named as a workbook",
        ),
        pytest.param(
            _append(BUDGET, b'Citizen Focus and Engagement,Change,"unclosed,1\n'),
            [fault_at(BUDGET.as_posix(), "row-broken", row=5)],
            id="an unclosed quotation mark",
        ),
        # Columns.
        pytest.param(
            _label(OUTTURN, "Net Expenditure £000", "Expenditure"),
            [
                fault_at(OUTTURN.as_posix(), "column-missing", "problem", label="Net Expenditure £000"),
                '"Portfolio", "Net Cash Limit £000", "Expenditure",',
                "say in sources.toml which one it is.",
            ],
            id="missing column",
        ),
        pytest.param(
            _label(PERFORMANCE, ACTUAL, "2020/21 Actual"),
            [
                fault_at(MEASURES_SHEET, "column-missing", "problem", label="2019/20 Actual"),
                '"2018/19 Actual", "2020/21 Actual"',
            ],
            id="missing column of actuals",
        ),
        pytest.param(
            _label(SAVINGS, "Additional Information", "Information"),
            [
                fault_at(SAVINGS.as_posix(), "column-missing", "problem", label="Additional Information"),
                '"Information"',
            ],
            id="missing column that a report can do without, and that sources.toml names",
        ),
        pytest.param(
            _label(SAVINGS, "Value Achieved £000", "Value £000"),
            [f'{SAVINGS.as_posix()}: two columns are called "Value £000".', "Say in sources.toml which is meant"],
            id="two columns of one name",
        ),
        pytest.param(
            _text(SOURCES, "header_row = 3", "header_row = 2"),
            [
                f"{MEASURES_SHEET}: row 2 holds no column labels.",
                "Row 3 does hold every label: set header_row = 3 in sources.toml.",
            ],
            id="the wrong header row",
        ),
        pytest.param(
            _append(OUTTURN, b"Citizen Focus and Engagement,5,642,5,630,0,0\r\n"),
            [f"{OUTTURN.as_posix()}, row 3: the row has 7 cells where the header has 6.", "Is a comma in a text"],
            id="commas without quotation marks",
        ),
        # No rows at all.
        pytest.param(_only_header(PERFORMANCE, 3), [MEASURES_SHEET], id="a performance extract without rows"),
        pytest.param(_only_header(OUTTURN), [OUTTURN.as_posix()], id="an outturn without rows"),
        pytest.param(_only_header(BUDGET), [BUDGET.as_posix()], id="a budget without rows"),
        pytest.param(
            _only_header(TARGETS),
            [f"{REGISTER.as_posix()}, row {row}: " for row in range(2, 14)]
            + [sentence("target-missing", measure="CFE1.1")],
            id="targets without rows",
        ),
        pytest.param(_only_header(PORTFOLIOS), [PORTFOLIOS.as_posix()], id="portfolios without rows"),
        # Keys.
        pytest.param(
            _cell("CFE1.4", "Measure ID", "CFE9.9"),
            [
                fault_at(
                    f'{MEASURES_SHEET}, row 7, "Measure ID"', "unknown-measure", remedy="extract", measure="CFE9.9"
                ),
            ],
            id="unknown code",
        ),
        pytest.param(
            _cell("CFE1.5", "Measure ID", "CFE1.4"),
            [fault_at(f'{MEASURES_SHEET}, row 8, "Measure ID"', "row-twice", what="measure", key="CFE1.4", row=7)],
            id="duplicate measure",
        ),
        pytest.param(
            _csv_cell(REGISTER, "CFE1.5", "measure_id", "CFE1.4"),
            [fault_at(f'{REGISTER.as_posix()}, row 6, "measure_id"', "row-twice", what="measure", key="CFE1.4", row=5)],
            id="duplicate measure in the register",
        ),
        pytest.param(
            _csv_cell(TARGETS, "CFE1.5", "measure_id", "CFE1.4"),
            [
                fault_at(
                    f'{TARGETS.as_posix()}, row 6, "measure_id"', "row-twice", what="target of", key="CFE1.4", row=5
                )
            ],
            id="two targets of one measure",
        ),
        pytest.param(
            _csv_cell(TARGETS, "CFE1.5", "measure_id", "CFE9.9"),
            [
                fault_at(
                    f'{TARGETS.as_posix()}, row 6, "measure_id"', "unknown-measure", remedy="targets", measure="CFE9.9"
                )
            ],
            id="a target of an unknown measure",
        ),
        pytest.param(
            lambda root: add_csv_rows(root / PORTFOLIOS, [PORTFOLIO, "Example Services (made up)", "", ""]),
            [fault_at(f'{PORTFOLIOS.as_posix()}, row 3, "portfolio"', "row-twice", what="slug", key=PORTFOLIO, row=2)],
            id="two portfolios with one slug",
        ),
        pytest.param(
            lambda root: add_csv_rows(root / PORTFOLIOS, ["example-services", "Citizen Focus and Engagement", "", ""]),
            [
                fault_at(
                    f'{PORTFOLIOS.as_posix()}, row 3, "name"',
                    "row-twice",
                    what="portfolio",
                    key="Citizen Focus and Engagement",
                    row=2,
                )
            ],
            id="two portfolios with one name",
        ),
        pytest.param(
            lambda root: add_csv_rows(root / PORTFOLIOS, ["example-services", "CITIZEN FOCUS AND ENGAGEMENT", "", ""]),
            [
                fault_at(
                    f'{PORTFOLIOS.as_posix()}, row 3, "name"',
                    "row-twice",
                    what="portfolio",
                    key="CITIZEN FOCUS AND ENGAGEMENT",
                    row=2,
                )
            ],
            id="two portfolios whose names differ only in capitals",
        ),
        pytest.param(
            lambda root: add_csv_rows(root / PORTFOLIOS, ["../escape", "Example Services (made up)", "", ""]),
            [fault_at(f'{PORTFOLIOS.as_posix()}, row 3, "portfolio"', "no-slug", text="../escape", longest=60)],
            id="an unsafe slug",
        ),
        pytest.param(
            _cell("CFE1.4", "Portfolio", "Citizens"),
            [
                fault_at(
                    f'{MEASURES_SHEET}, row 7, "Portfolio"',
                    "unknown-portfolio",
                    name="Citizens",
                    known='"Citizen Focus and Engagement"',
                ),
            ],
            id="unknown portfolio",
        ),
        # Cells.
        pytest.param(
            _cell("CFE1.4", ACTUAL, "37 %%"),
            [
                fault_at(f'{MEASURES_SHEET}, row 7, "2019/20 Actual"', "cell-unreadable", text="37 %%"),
                'Expected a percentage such as 93.0% or 81.8% 191,118 of 233,550, "Not available" or "Not applicable".',
            ],
            id="unreadable cell",
        ),
        pytest.param(
            _cell("CFE1.1", "2018/19 Actual", ""),
            [
                fault_at(f'{MEASURES_SHEET}, row 4, "2018/19 Actual"', "cell-blank"),
                "Expected a number such as 8,032 or 0.21m",
            ],
            id="blank cell",
        ),
        pytest.param(
            _csv_cell(OUTTURN, "5,642", "Net Expenditure £000", "5,63O"),
            [
                fault_at(f'{OUTTURN.as_posix()}, row 2, "Net Expenditure £000"', "cell-unreadable", text="5,63O"),
                "Expected an amount in thousands, such as 5,642 or (44).",
            ],
            id="unreadable amount",
        ),
        pytest.param(
            _csv_cell(OUTTURN, "5,642", "Net Expenditure £000", "99,999,999,999,999,999,999"),
            [
                fault_at(
                    f'{OUTTURN.as_posix()}, row 2, "Net Expenditure £000"',
                    "cell-unreadable",
                    text="99,999,999,999,999,999,999",
                )
            ],
            id="an amount beyond all money",
        ),
        pytest.param(
            _csv_cell(BUDGET, "292", "Line", "Chnage"),
            [
                fault_at(f'{BUDGET.as_posix()}, row 3, "Line"', "cell-unreadable", text="Chnage"),
                "Expected Previously reported or Change",
            ],
            id="unknown line of the budget",
        ),
        pytest.param(
            _csv_cell(SAVINGS, "50", "Risk Rating", "Blue"),
            [
                fault_at(
                    f'{SAVINGS.as_posix()}, row 2, "Risk Rating"',
                    "cell-unreadable",
                    text="Blue",
                    expected="Red or Amber or Green",
                )
            ],
            id="unknown risk rating",
        ),
        pytest.param(
            _csv_cell(REGISTER, "CFE1.4", "unit", "percent"),
            [
                fault_at(
                    f'{REGISTER.as_posix()}, row 5, "unit"',
                    "cell-unreadable",
                    text="percent",
                    expected="number or percentage or milestone",
                )
            ],
            id="unknown unit",
        ),
        pytest.param(
            _csv_cell(REGISTER, "CFE1.4", "tolerance", "10"),
            [
                fault_at(f'{REGISTER.as_posix()}, row 5, "tolerance"', "cell-unreadable", text="10")
                + ' a margin such as "10%"'
            ],
            id="unreadable margin",
        ),
        pytest.param(
            _csv_cell(REGISTER, "CFE1.4", "priority", "9"),
            [fault_at(f'{REGISTER.as_posix()}, row 5, "priority"', "unknown-priority", priority=9)],
            id="unknown priority",
        ),
        pytest.param(
            _csv_cell(PORTFOLIOS, "Cabinet", "agreement_approved_on", "07/23/2019"),
            [
                fault_at(
                    f'{PORTFOLIOS.as_posix()}, row 2, "agreement_approved_on"', "cell-unreadable", text="07/23/2019"
                )
                + " a day"
            ],
            id="unreadable day",
        ),
        pytest.param(
            _csv_cell(TARGETS, "CFE1.4", "target", ">34%"),
            [f'{TARGETS.as_posix()}, row 5, "target": cannot read ">34%". Expected a figure such as 90.0% or 5,000'],
            id="unreadable target",
        ),
        pytest.param(
            _csv_cell(REGISTER, "CFE1.1", "good_performance", ""),
            [
                fault_at(f'{TARGETS.as_posix()}, row 2, "target"', "polarity-missing"),
            ],
            id="target without polarity",
        ),
        # Rows that are not there.
        pytest.param(
            _without_row(PERFORMANCE, "CFE1.4"),
            [fault_at(MEASURES_SHEET, "measure-missing", measure="CFE1.4")],
            id="a measure without a row",
        ),
        pytest.param(
            _without_row(TARGETS, "CFE1.4"),
            [fault_at(f"{REGISTER.as_posix()}, row 5", "target-missing", measure="CFE1.4")],
            id="a measure without a target",
        ),
        pytest.param(
            _without_row(BUDGET, "Current"),
            [fault_at(BUDGET.as_posix(), "line-not-once", of=PORTFOLIO, count=0, line="Current")],
            id="a budget without its end",
        ),
        pytest.param(
            lambda root: add_csv_rows(root / BUDGET, ["Citizen Focus and Engagement", "Current", "", "5,642"]),
            [fault_at(BUDGET.as_posix(), "line-not-once", of=PORTFOLIO, count=2, line="Current")],
            id="a budget with two ends",
        ),
        # Settings.
        pytest.param(
            _text(SOURCES, "header_row = 3", "header_rwo = 3"),
            [fault_at(SOURCES.as_posix(), "settings-unusable"), "performance.header_rwo: there is no such key."],
            id="misspelt key in sources.toml",
        ),
        pytest.param(
            _text(SOURCES, "[edition]", "[editon]"),
            [fault_at(SOURCES.as_posix(), "settings-unusable"), "editon: there is no such key. Check its spelling."],
            id="misspelt section in sources.toml",
        ),
        pytest.param(
            _text(SOURCES, 'information = "Additional', 'informaton = "Additional'),
            [SOURCES.as_posix(), "informaton"],
            id="misspelt field in a file's columns",
        ),
        pytest.param(
            _text(SOURCES, 'total = { column = "purpose"', 'total = { column = "purpos"'),
            [SOURCES.as_posix(), "purpos"],
            id="misspelt field of the total rows",
        ),
        pytest.param(
            _text(SOURCES, "2019-20-annual = ", "2019-20-q3 = "),
            [fault_at(SOURCES.as_posix(), "column-of-period-missing", period="2019-20-annual")],
            id="no column for the period itself",
        ),
        pytest.param(
            _text(SOURCES, "2018-19-annual = ", "2018-20-annual = "),
            [fault_at(SOURCES.as_posix(), "settings-unusable"), "2018 is followed by 2019"],
            id="a period that is none",
        ),
        pytest.param(
            _text(SOURCES, 'file = "budget.csv"', 'file = "../budget.csv"'),
            [fault_at(SOURCES.as_posix(), "settings-unusable"), "budget.file", "'../budget.csv'"],
            id="a file outside the folder",
        ),
        pytest.param(
            _text(SOURCES, 'file = "budget.csv"\nmoney_unit = "thousands"', 'file = "budget.csv"\nmoney_unit = "000"'),
            [
                fault_at(SOURCES.as_posix(), "settings-unusable"),
                "budget.money_unit",
                "'pounds', 'thousands' or 'millions'",
            ],
            id="a money unit that is none",
        ),
        pytest.param(
            _text(RULES, "amber_within", "amber_withn"),
            [
                fault_at(RULES.as_posix(), "settings-unusable"),
                'status.amber_within: this key is missing: a margin such as "10%", or amber = "improved" or "never"',
                "status.amber_withn: there is no such key. Check its spelling.",
            ],
            id="misspelt key in rules.toml",
        ),
        pytest.param(
            _text(RULES, 'amber_within = "10%"', 'amber_within = "ten percent"'),
            [fault_at(RULES.as_posix(), "settings-unusable"), 'status.amber_within: cannot read "ten percent"'],
            id="a margin that is none",
        ),
        pytest.param(
            _text(RULES, 'when = ["green and getting better"', 'when = ["green and better"'),
            [fault_at(RULES.as_posix(), "settings-unusable"), "highlights.when.0", "'green and better'"],
            id="a condition that is none",
        ),
        pytest.param(
            _text(RULES, "[status]", "[status"),
            [fault_at(RULES.as_posix(), "toml-unreadable"), sentence("toml-unreadable", "remedy")],
            id="rules.toml that is no TOML",
        ),
        pytest.param(
            _text(AGREEMENT / "sources.toml", "[savings]", "[saving]"),
            [fault_at(f"{AGREEMENT.as_posix()}/sources.toml", "settings-unusable"), "saving: there is no such key."],
            id="misspelt section in the agreement's sources.toml",
        ),
    ],
)
def test_what_stops_the_period_writes_nothing_and_says_what_to_mend(
    project_copy: Project, break_it: Break, said: list[str]
) -> None:
    message = str(_refused(project_copy, break_it))
    assert [words for words in said if words not in message] == [], message


def test_a_period_that_was_never_clean_gets_no_tables(project_copy: Project) -> None:
    _cell("CFE1.4", ACTUAL, "37 %%")(project_copy.root)
    with pytest.raises(FaultsError):
        load(project_copy, PERIOD)
    assert bytes_of(project_copy.processed(PERIOD)) == {}


def test_no_project_found_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with refused(ProjectError, "no-project", folder=tmp_path.resolve()):
        open_report(PORTFOLIO, PERIOD)
    assert bytes_of(tmp_path) == {}


@pytest.mark.parametrize(
    ("portfolio", "period", "reason"),
    [
        pytest.param(
            *(PORTFOLIO, "2020-21-annual"),
            ("no-folder", {"folder": "data/raw/2020-21/agreement", "known": "2019-20-annual", "remedy": "plain"}),
            id="a year without a folder",
        ),
        pytest.param(
            *(PORTFOLIO, "2019-20-q3"),
            ("no-folder", {"folder": "data/raw/2019-20/2019-20-q3", "known": "2019-20-annual", "remedy": "plain"}),
            id="a quarter without a folder",
        ),
        pytest.param(PORTFOLIO, "last year", ("no-period", {"text": '"last year"'}), id="no period"),
        pytest.param(
            *("citizens", "2019-20-annual"),
            (
                "no-portfolio-of-period",
                {"portfolio": "citizens", "period": "2019-20-annual", "known": PORTFOLIO},
            ),
            id="an unknown portfolio",
        ),
    ],
)
def test_a_report_that_is_not_there_is_refused_with_those_that_are(
    project_copy: Project, portfolio: str, period: str, reason: Reason
) -> None:
    with refused(ProjectError, reason[0], **reason[1]):
        open_report(portfolio, period, project=project_copy)


def test_all_faults_are_said_at_once(project_copy: Project) -> None:
    def break_much(root: Path) -> None:
        _cell("CFE1.1", "2017/18 Actual", "??")(root)
        _cell("CFE1.4", ACTUAL, "37 %%")(root)
        _cell("CFE2.2", "2018/19 Actual", "")(root)
        _cell("CFE1.7", "Measure ID", "CFE1.6")(root)
        _csv_cell(OUTTURN, "5,642", "Net Expenditure £000", "much")(root)
        _csv_cell(OUTTURN, "5,642", "Outturn £000", "more")(root)
        _label(BUDGET, "Line", "Lines")(root)
        _csv_cell(TARGETS, "CFE1.3", "target", "high")(root)
        _text(RULES, "stable_below", "stable_bellow")(root)

    error = _refused(project_copy, break_much)
    workbook, outturn = WORKBOOK, OUTTURN.as_posix()
    places = {(fault.cell.file, fault.cell.row, fault.cell.column) for fault in error.faults}
    assert places >= {
        (workbook, 4, "2017/18 Actual"),
        (workbook, 7, ACTUAL),
        (workbook, 12, "2018/19 Actual"),
        (workbook, 10, "Measure ID"),
        (outturn, 2, "Net Expenditure £000"),
        (outturn, 2, "Outturn £000"),
        (BUDGET.as_posix(), 0, ""),
        (TARGETS.as_posix(), 4, "target"),
        (RULES.as_posix(), 0, ""),
    }


@pytest.mark.parametrize(
    "break_it",
    [
        pytest.param(_missing(PORTFOLIOS), id="the portfolios are missing"),
        pytest.param(_label(REGISTER, "unit", "units"), id="the register cannot be read"),
        pytest.param(_missing(AGREEMENT / "sources.toml"), id="the agreement's sources.toml is missing"),
    ],
)
def test_one_missing_file_is_one_fault(project_copy: Project, break_it: Break) -> None:
    error = _refused(project_copy, break_it)
    assert [str(fault) for fault in error.faults[1:]] == []


# One portfolio's faults are its own.


@pytest.mark.parametrize(
    ("break_it", "said"),
    [
        pytest.param(
            _cell("CFE1.4", ACTUAL, "37 %%"),
            fault_at('row 7, "2019/20 Actual"', "cell-unreadable", text="37 %%"),
            id="unreadable cell",
        ),
        pytest.param(
            _cell("CFE1.4", "Measure ID", "CFE9.9"),
            sentence("unknown-measure", "problem", measure="CFE9.9"),
            id="unknown code",
        ),
        pytest.param(
            _cell("CFE1.4", "Portfolio", "Example Services (made up)"),
            sentence("measure-of-another-portfolio", measure="CFE1.4", here=SECOND_PORTFOLIO, register=PORTFOLIO),
            id="another portfolio's row",
        ),
        pytest.param(
            _csv_cell(OUTTURN, "5,642", "Outturn £000", "much"),
            sentence("cell-unreadable", "problem", text="much"),
            id="unreadable amount",
        ),
        pytest.param(_without_row(OUTTURN, "5,630"), sentence("outturn-missing", of=PORTFOLIO), id="no outturn"),
        pytest.param(
            _without_row(PERFORMANCE, "CFE1.4"),
            sentence("measure-missing", measure="CFE1.4"),
            id="a measure without a row",
        ),
        pytest.param(_csv_cell(TARGETS, "CFE1.4", "target", ""), sentence("cell-blank", "problem"), id="blank target"),
        pytest.param(
            _csv_cell(REGISTER, "CFE1.4", "good_performance", ""), sentence("polarity-missing"), id="no polarity"
        ),
        pytest.param(
            _csv_cell(REGISTER, "CFE1.4", "unit", "percent"),
            sentence("cell-unreadable", "problem", text="percent"),
            id="unknown unit",
        ),
        pytest.param(
            _csv_cell(AGREEMENT / "reserves.csv", "163", "approved", "many"),
            sentence("cell-unreadable", "problem", text="many"),
            id="agreed reserve",
        ),
        pytest.param(
            _csv_cell(SAVINGS, "50", "Risk Rating", "Blue"),
            sentence("cell-unreadable", "problem", text="Blue"),
            id="unknown risk rating",
        ),
        pytest.param(
            lambda root: add_csv_rows(root / BUDGET, ["Citizen Focus and Engagement", "Current", "", "5,642"]),
            sentence("line-not-once", of=PORTFOLIO, count=2, line="Current"),
            id="a budget with two ends",
        ),
    ],
)
def test_a_row_fault_of_one_portfolio_leaves_the_other_running(
    two_portfolios: Project, break_it: Break, said: str
) -> None:
    before = open_report(SECOND_PORTFOLIO, PERIOD, project=two_portfolios)
    assert open_report(PORTFOLIO, PERIOD, project=two_portfolios).portfolio.slug == PORTFOLIO
    break_it(two_portfolios.root)
    for _ in ("cleaned", "read back from disk"):
        after = open_report(SECOND_PORTFOLIO, PERIOD, project=two_portfolios)
        assert [(one.measure_id, one.rating, one.move) for one in after.measures] == [
            (one.measure_id, one.rating, one.move) for one in before.measures
        ]
        assert [identity for identity in after.identities if not identity.holds] == []
        with refused(FaultsError, "extracts-faulty", of=f"{PORTFOLIO}, {PERIOD}") as raised:
            open_report(PORTFOLIO, PERIOD, project=two_portfolios)
        assert said in str(raised.value)
        assert {fault.portfolio for fault in raised.value.faults} == {PORTFOLIO}
    cleaned = load(two_portfolios, PERIOD)
    for name, table in cleaned.tables.items():
        if "portfolio" in table.columns:
            expected = {PORTFOLIO} if name == "faults" else {SECOND_PORTFOLIO}
            assert (name, set(table["portfolio"]) - expected) == (name, set())


def test_faults_in_every_portfolio_stop_the_period(two_portfolios: Project) -> None:
    def break_both(root: Path) -> None:
        _cell("CFE1.4", ACTUAL, "37 %%")(root)
        _cell("EXA1.2", ACTUAL, "21.0 %%")(root)

    error = _refused(two_portfolios, break_both)
    assert [fault.portfolio for fault in error.faults] == [PORTFOLIO, SECOND_PORTFOLIO]


def test_the_made_up_portfolio_is_sound(two_portfolios: Project) -> None:
    report = open_report(SECOND_PORTFOLIO, PERIOD, project=two_portfolios)
    assert report.council == "Anyborough Council (made up)"
    assert [one.rating.words for one in report.measures] == ["Green", "Amber"]
    assert [one.move.words for one in report.measures] == ["Getting better", "Getting better"]
    assert [identity.sum for identity in report.identities if not identity.holds] == []
    assert {query.kind for query in report.queries} == {"commentary missing"}


# Odd, and publishable: a query, with the tables written.


@pytest.fixture
def wordless(project_copy: Project) -> Project:
    """A copy without commentary, whose queries are about its figures alone."""
    shutil.rmtree(project_copy.root / "notebooks", ignore_errors=True)
    return project_copy


def _queries(project: Project, item: str) -> list[Query]:
    report = open_report(PORTFOLIO, PERIOD, project=project)
    assert (project.processed(PERIOD) / MANIFEST).is_file()
    return [query for query in report.queries_about(item) if query.kind != "commentary missing"]


def test_counts_that_disagree_with_their_percentage_are_queried(wordless: Project) -> None:
    _cell("CFE2.1", ACTUAL, "85.7% 192,836 of 238,982")(wordless.root)
    here = f'{MEASURES_SHEET}, row 11, "2019/20 Actual"'
    assert _queries(wordless, "CFE2.1") == [
        make_query(
            "parts-disagree-with-percentage",
            PORTFOLIO,
            "CFE2.1",
            here,
            figure="85.7",
            part="192,836",
            whole="238,982",
            share="80.7",
        ),
        # 85.7% is on its target of 82.0%, and 80.7% is not.
        make_query("on-the-edge", PORTFOLIO, "CFE2.1", here, status="Green", figure="85.7% 192,836 of 238,982"),
    ]
    assert "85.7%" in (wordless.processed(PERIOD) / "queries.csv").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("4,500", ["implausible"], id="exactly 100 times its target"),
        pytest.param("4,499", [], id="just under"),
        pytest.param("45,000", ["implausible"], id="1,000 times"),
    ],
)
def test_an_actual_100_times_its_target_is_queried(wordless: Project, text: str, expected: list[str]) -> None:
    _cell("CFE1.2", ACTUAL, text)(wordless.root)
    found = [query for query in _queries(wordless, "CFE1.2") if query.kind != "unlike its past"]
    assert [query.kind for query in found] == expected
    assert [(query.is_blocking, query.source) for query in found] == [
        (True, f'{MEASURES_SHEET}, row 5, "2019/20 Actual"') for _ in expected
    ]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param(0.37, ["perhaps a fraction"], id="a number that Excel showed as 37%"),
        pytest.param("0.37", ["perhaps a fraction"], id="the same as text"),
        pytest.param(1.0, ["perhaps a fraction"], id="all of them"),
        pytest.param("0.37%", [], id="with its sign"),
        pytest.param("0", [], id="none of them"),
        pytest.param(37.0, [], id="a number of points"),
    ],
)
def test_a_percentage_that_may_be_a_fraction_is_queried(
    wordless: Project, value: str | float, expected: list[str]
) -> None:
    _cell("CFE1.4", ACTUAL, value)(wordless.root)
    found = [query.kind for query in _queries(wordless, "CFE1.4")]
    assert [kind for kind in found if kind not in {"on the edge", "zero", "unlike its past"}] == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("(37%)", ["negative by its brackets"], id="brackets"),
        pytest.param("-37%", [], id="a minus in front"),
    ],
)
def test_a_figure_that_is_negative_by_its_brackets_is_queried(
    wordless: Project, value: str, expected: list[str]
) -> None:
    _cell("CFE1.4", ACTUAL, value)(wordless.root)
    assert [query.kind for query in _queries(wordless, "CFE1.4") if query.kind != "on the edge"] == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("4,500 visits", [("unit-in-cell", {"text": "4,500 visits", "unit": "visits"})], id="a unit"),
        pytest.param("4,500", [], id="no unit"),
        pytest.param("4,500 ▼", [("remark-in-cell", {"text": "4,500 ▼", "remark": "▼"})], id="an arrow"),
        pytest.param(
            "4,500 (excl. schools)",
            [("remark-in-cell", {"text": "4,500 (excl. schools)", "remark": "(excl. schools)"})],
            id="words",
        ),
    ],
)
def test_what_a_cell_has_beyond_its_figure_is_noted(
    wordless: Project, value: str, expected: list[tuple[str, dict[str, str]]]
) -> None:
    _cell("CFE1.2", ACTUAL, value)(wordless.root)
    found = [query for query in _queries(wordless, "CFE1.2") if query.key in {"unit-in-cell", "remark-in-cell"}]
    assert [(query.key, dict(query.fields)) for query in found] == expected


def test_a_percentage_that_nobody_wrote_is_said_to_be_computed(wordless: Project) -> None:
    _cell("CFE1.4", ACTUAL, "38/40")(wordless.root)
    found = [dict(query.fields) for query in _queries(wordless, "CFE1.4") if query.key == "computed-from-counts"]
    assert found == [{"text": "38/40", "figure": "95"}]


@pytest.mark.parametrize(
    ("name", "texts", "expected"),
    [
        pytest.param("Days to relet a home", ["14 days", "15"], [], id="the measure's own"),
        pytest.param(
            "Days to relet a home", ["2 weeks"], [("unit-differs", "name", "days")], id="another than its name"
        ),
        pytest.param(
            "Time to relet", ["2 weeks", "14 days"], [("unit-in-cell",), ("unit-differs", "row", "weeks")], id="two"
        ),
        pytest.param(
            "Waste per household (kg)", ["664 kg", "0.6 tonnes"], [("unit-differs", "name", "kg")], id="weight"
        ),
        pytest.param("Crimes per 1,000 residents", ["5.2 per 1,000"], [], id="the rate of its name"),
        pytest.param(
            "Crimes per 1,000 residents", ["52 per 10,000"], [("unit-differs", "name", "per 1,000")], id="a rate"
        ),
        pytest.param("Cost of a call", ["£75"], [], id="money in a measure of money"),
        pytest.param("Homes relet", ["£75"], [("unit-in-cell",)], id="money in a measure of homes"),
        pytest.param("Visits to museums", ["75 people"], [("unit-in-cell",)], id="a count of another noun"),
    ],
)
def test_a_unit_is_held_against_the_measures_name_and_its_row(
    name: str, texts: list[str], expected: list[tuple[str, ...]]
) -> None:
    measure = RegisteredMeasure("homes", "H1", Unit.NUMBER, 1, Polarity.LOW, name=name)
    readings = [cells.read_reading(text, unit=Unit.NUMBER, decimals=1, cell=Cell("made-up.csv")) for text in texts]
    found = own_units(readings, "H1", measure)
    told = [(query.key, *(query.fields[name] for name in ("case", "other") if name in query.fields)) for query in found]
    assert told == expected


@pytest.mark.parametrize(
    ("break_it", "item", "expected"),
    [
        pytest.param(
            _csv_cell(OUTTURN, "5,642", "(Surplus)/Deficit £000", "44"),
            *("outturn", [("identity broken", Severity.BLOCKING)]),
            id="a surplus with the opposite sign",
        ),
        pytest.param(_csv_cell(OUTTURN, "5,642", "Net Expenditure £000", "5,631"), "outturn", [], id="within rounding"),
        pytest.param(
            _csv_cell(OUTTURN, "5,642", "Net Expenditure £000", "5,632"),
            *("outturn", [("identity broken", Severity.BLOCKING)]),
            id="beyond rounding",
        ),
        pytest.param(
            _csv_cell(AGREEMENT / "savings.csv", "50", "value", "51"),
            *("savings", [("identity broken", Severity.BLOCKING)]),
            id="a saving otherwise than agreed",
        ),
        pytest.param(
            _csv_cell(SAVINGS, "50", "Proposal", "Improving Citizen Experiences"),
            *("savings", [("not in both", Severity.BLOCKING)] * 2),
            id="a saving under another name",
        ),
        pytest.param(
            _csv_cell(TARGETS, "CFE1.5", "target", "0"),
            *("CFE1.5", [("target of 0", Severity.WARNING)]),
            id="a target of 0",
        ),
        pytest.param(
            _cell("CFE1.4", ACTUAL, "34.08%"),
            *("CFE1.4", [("on the edge", Severity.NOTE), ("Green and worse", Severity.NOTE)]),
            id="34.08% against 34%",
        ),
    ],
)
def test_what_is_odd_is_queried_and_the_report_opens(
    wordless: Project, break_it: Break, item: str, expected: list[tuple[str, Severity]]
) -> None:
    break_it(wordless.root)
    assert [(query.kind, query.severity) for query in _queries(wordless, item)] == expected


@pytest.mark.parametrize(
    ("column", "field", "text", "expected"),
    [
        pytest.param("Good Performance", "good_performance", "Low", [("polarity differs", True)], id="polarity"),
        pytest.param("Good Performance", "good_performance", "HIGH", [], id="polarity in capitals"),
        pytest.param("Good Performance", "good_performance", "", [], id="no polarity in the extract"),
        pytest.param("PI Code", "code", "CFE1.99", [("code differs", False)], id="code"),
        pytest.param("PI Code", "code", "CFE1.1", [], id="the same code"),
    ],
)
def test_what_the_extract_says_otherwise_than_the_register_is_queried(
    wordless: Project, column: str, field: str, text: str, expected: list[tuple[str, bool]]
) -> None:
    sources = wordless.root / SOURCES
    if f'{field} = "{column}"' not in sources.read_text(encoding="utf-8"):
        replace_text(sources, "[performance.columns]", f'[performance.columns]\n{field} = "{column}"')
    _cell("CFE1.1", column, text)(wordless.root)
    assert [(query.kind, query.is_blocking) for query in _queries(wordless, "CFE1.1")] == expected


def test_an_earlier_status_is_read_and_a_change_is_an_exception(wordless: Project) -> None:
    sheet, rows = read_workbook(wordless.root / PERFORMANCE)
    earlier = {"Measure ID": "2018/19 Status", "CFE2.1": "GREEN", "CFE1.4": "amber", "CFE1.6": "Red"}
    write_workbook(wordless.root / PERFORMANCE, [[*row, earlier.get(row[0], "")] for row in rows], sheet=sheet)
    statuses = '[performance.statuses]\n2018-19-annual = "2018/19 Status"\n\n[budget]\n'
    replace_text(wordless.root / SOURCES, "[budget]\n", statuses)
    report = open_report(PORTFOLIO, PERIOD, project=wordless)
    statuses = {one.measure_id: one.figures.earlier_status for one in report.measures}
    assert {name: status for name, status in statuses.items() if status} == {
        "CFE1.4": Status.AMBER,
        "CFE1.6": Status.RED,
        "CFE2.1": Status.GREEN,
    }
    assert report.measure("CFE2.1").attention.exception == "status worse than in the last report"
    assert report.measure("CFE1.6").attention.highlight == "status better than in the last report"
    assert report.measure("CFE1.4").attention.exception == "Amber and getting worse"


# Good input in another dress.


@pytest.mark.parametrize(
    "encoding",
    [
        pytest.param("cp1252", id="cp1252"),
        pytest.param("utf-8-sig", id="UTF-8 with a mark"),
        pytest.param("utf-16", id="UTF-16 with a mark"),
        pytest.param("utf-16-le", id="UTF-16 without a mark, low byte first"),
        pytest.param("utf-16-be", id="UTF-16 without a mark, high byte first"),
    ],
)
def test_an_extract_is_read_right_in_any_encoding(project_copy: Project, encoding: str) -> None:
    rewrite_csv(project_copy.root / SAVINGS, "50", "Additional Information", "Café income – £50k “net”.")
    before = clean(project_copy, PERIOD)
    for file in (OUTTURN, BUDGET, SAVINGS, RESERVES, REGISTER, TARGETS, PORTFOLIOS):
        path = project_copy.root / file
        path.write_bytes(path.read_bytes().decode("utf-8-sig").encode(encoding))
    after = clean(project_copy, PERIOD)
    for name, table in before.tables.items():
        pd.testing.assert_frame_equal(after.tables[name], table)
    assert after.tables["savings"]["information"].iloc[0] == "Café income – £50k “net”."


@pytest.mark.parametrize("name", ["~$performance.xlsx", ".~lock.performance.xlsx#", ".hidden"])
def test_what_editors_leave_beside_an_extract_is_skipped(project_copy: Project, name: str) -> None:
    clean(project_copy, PERIOD)
    before = _stamp(project_copy)
    for folder in (EXTRACTS, AGREEMENT):
        (project_copy.root / folder / name).write_bytes(b"\x05owner" + bytes(160))
    cleaned = load(project_copy, PERIOD)
    assert (cleaned.faults, _stamp(project_copy)) == ((), before)
    assert [path for path in cleaned.inputs if name in path] == []


def test_columns_may_stand_in_another_order_and_rows_may_be_blank(project_copy: Project) -> None:
    before = clean(project_copy, PERIOD).tables["readings"]
    change_rows(
        project_copy.root / PERFORMANCE,
        lambda rows: [[*reversed(row)] for row in rows] + [[""] * 8, ["", "\u00a0"] * 4],
    )
    after = clean(project_copy, PERIOD).tables["readings"]
    pd.testing.assert_frame_equal(after, before)


def test_a_readings_figure_leads_back_to_its_cell(project_copy: Project) -> None:
    reading = open_report(PORTFOLIO, PERIOD, project=project_copy).measure("CFE1.4").actual
    assert (str(reading.cell), reading.text) == (f'{MEASURES_SHEET}, row 7, "2019/20 Actual"', "37%")
    _, rows = read_workbook(project_copy.root / reading.cell.file)
    assert rows[reading.cell.row - 1][rows[HEADER_ROW].index(reading.cell.column)] == reading.text


# Cleaned tables are trusted only while they are whole and as new as the raw files.


def _stamp(project: Project) -> dict[str, tuple[int, int]]:
    """When and where each cleaned table was last written."""
    return {
        path.name: (path.stat().st_mtime_ns, path.stat().st_ino) for path in sorted(project.processed(PERIOD).iterdir())
    }


def _actual_of(project: Project, measure_id: str) -> str:
    readings = load(project, PERIOD).tables["readings"]
    (text,) = readings[(readings["measure_id"] == measure_id) & (readings["period"] == str(PERIOD))]["text"]
    return str(text)


def test_tables_that_are_up_to_date_are_not_cleaned_again(project_copy: Project) -> None:
    first = load(project_copy, PERIOD)
    before = _stamp(project_copy)
    second = load(project_copy, PERIOD)
    assert _stamp(project_copy) == before
    assert (second.faults, second.edition, second.rules) == (first.faults, first.edition, first.rules)
    assert dict(second.inputs) == dict(first.inputs)
    for name, table in first.tables.items():
        pd.testing.assert_frame_equal(second.tables[name], table)


def test_a_changed_raw_figure_is_cleaned_again(project_copy: Project) -> None:
    assert _actual_of(project_copy, "CFE1.1") == "8,032"
    before = _stamp(project_copy)
    _cell("CFE1.1", ACTUAL, "8,033")(project_copy.root)
    assert _actual_of(project_copy, "CFE1.1") == "8,033"
    assert _stamp(project_copy) != before


@pytest.mark.parametrize(
    "file", [OUTTURN, SOURCES, RULES, TARGETS, AGREEMENT / "sources.toml"], ids=lambda file: "/".join(file.parts[-2:])
)
def test_a_changed_raw_byte_is_cleaned_again(project_copy: Project, file: Path) -> None:
    load(project_copy, PERIOD)
    before = _stamp(project_copy)
    _append(file, b"\n")(project_copy.root)
    load(project_copy, PERIOD)
    after = _stamp(project_copy)
    assert [name for name in before if after[name] == before[name]] == []


def test_a_changed_rule_changes_the_next_report(project_copy: Project) -> None:
    assert open_report(PORTFOLIO, PERIOD, project=project_copy).measure("CFE1.4").status is Status.AMBER
    _text(RULES, 'amber_within = "10%"', 'amber_within = "2 points"')(project_copy.root)
    assert open_report(PORTFOLIO, PERIOD, project=project_copy).measure("CFE1.4").status is Status.RED


def test_a_raw_file_that_has_gone_is_not_made_up_for_by_old_tables(project_copy: Project) -> None:
    load(project_copy, PERIOD)
    _missing(OUTTURN)(project_copy.root)
    with pytest.raises(FaultsError, match="the file is missing"):
        open_report(PORTFOLIO, PERIOD, project=project_copy)


def test_touching_a_file_does_not_clean_again(project_copy: Project) -> None:
    load(project_copy, PERIOD)
    before = _stamp(project_copy)
    for file in (PERFORMANCE, OUTTURN, RULES):
        path = project_copy.root / file
        path.write_bytes(path.read_bytes())
        os.utime(path, (2_000_000_000, 2_000_000_000))
    load(project_copy, PERIOD)
    assert _stamp(project_copy) == before


@pytest.mark.parametrize(
    ("name", "change"),
    [
        pytest.param("readings.csv", lambda data: data.replace(b"8032", b"9999"), id="a figure edited by hand"),
        pytest.param("readings.csv", lambda data: data + b"\r\n", id="a line added, as an editor does"),
        pytest.param("outturn.csv", lambda data: data[: len(data) // 2], id="a table that was cut off"),
        pytest.param("faults.csv", lambda _: b"", id="an empty table"),
        pytest.param("queries.csv", lambda _: None, id="a table that has gone"),
        pytest.param(MANIFEST, lambda _: None, id="no manifest"),
        pytest.param(MANIFEST, lambda _: b"", id="an empty manifest"),
        pytest.param(MANIFEST, lambda data: data[:-20], id="a manifest that was cut off"),
        pytest.param(MANIFEST, lambda _: b"[]", id="a manifest of another shape"),
        pytest.param(MANIFEST, lambda data: bytes(len(data)), id="a manifest of nulls, as after a power cut"),
        pytest.param(MANIFEST, lambda _: b"\x80\x81\x82\x83", id="a manifest that is no text"),
        pytest.param(
            MANIFEST, lambda data: data.replace(b'"version": ', b'"version": 9'), id="tables of another version"
        ),
    ],
)
def test_a_cleaned_table_that_was_edited_or_damaged_is_made_again(
    project_copy: Project, name: str, change: Callable[[bytes], bytes | None]
) -> None:
    load(project_copy, PERIOD)
    folder = project_copy.processed(PERIOD)
    before = bytes_of(folder)
    changed = change(before[name])
    assert changed != before[name]
    if changed is None:
        (folder / name).unlink()
    else:
        (folder / name).write_bytes(changed)
    assert _actual_of(project_copy, "CFE1.1") == "8,032"
    assert bytes_of(folder) == before


def test_tables_that_other_code_has_cleaned_are_made_again(project_copy: Project) -> None:
    load(project_copy, PERIOD)
    before = bytes_of(project_copy.processed(PERIOD))
    path = project_copy.processed(PERIOD) / MANIFEST
    manifest = json.loads(path.read_text(encoding="utf-8"))
    year = project_copy.root / "data/raw/2019-20"
    raw = {project_copy.relative(file) for file in year.rglob("*") if file.is_file()}
    assert set(manifest["inputs"]) == raw | {"pprr"}
    manifest["inputs"]["pprr"] = "0" * 64
    path.write_text(json.dumps(manifest), encoding="utf-8")
    load(project_copy, PERIOD)
    assert bytes_of(project_copy.processed(PERIOD)) == before


def test_the_same_raw_files_give_the_same_bytes_in_another_place(project_copy: Project, tmp_path: Path) -> None:
    clean(project_copy, PERIOD)
    first = bytes_of(project_copy.processed(PERIOD))
    moved = find_project(project_copy.root.rename(tmp_path / "elsewhere"))
    clean(moved, PERIOD)
    assert bytes_of(moved.processed(PERIOD)) == first
    assert [name for name, data in first.items() if str(tmp_path).encode() in data] == []


def test_raw_files_are_never_changed(project_copy: Project) -> None:
    before = bytes_of(project_copy.root / "data/raw")
    open_report(PORTFOLIO, PERIOD, project=project_copy)
    assert bytes_of(project_copy.root / "data/raw") == before


def test_every_refusal_is_one_of_our_own_errors(project_copy: Project) -> None:
    with pytest.raises(PprrError):
        load(project_copy, Period.parse("2021-22-q1"))


@pytest.mark.parametrize(
    ("change", "item", "kind"),
    [
        pytest.param(_cell("CFE1.6", ACTUAL, "1.02"), "CFE1.6", "perhaps a fraction", id="Excel's 102%"),
        pytest.param(_cell("CFE1.6", ACTUAL, "930%"), "CFE1.6", "more than 100%", id="more than the whole"),
    ],
)
def test_a_percentage_that_may_be_no_share_is_queried(
    project_copy: Project, change: Break, item: str, kind: str
) -> None:
    change(project_copy.root)
    assert (item, kind) in {(query.item, query.kind) for query in load(project_copy, PERIOD).queries}


def test_a_figure_marked_with_its_own_columns_year_is_that_years(project_copy: Project) -> None:
    _cell("CFE1.3", ACTUAL, "93.0% 2019/20")(project_copy.root)
    row = open_report(PORTFOLIO, PERIOD, project=project_copy).measure("CFE1.3")
    assert (row.actual.figure_period, row.rating.words, row.move.words) == ("", "Green", "Getting better")


def test_every_module_and_word_list_that_cleans_is_vouched_for(tmp_path: Path) -> None:
    """Tables that were cleaned by other code are cleaned anew, wherever below its rooms the code has changed."""
    package = Path(pprr.__file__).parent
    copy = tmp_path / "pprr"
    for room in ("ingest", "domain"):
        shutil.copytree(package / room, copy / room, ignore=shutil.ignore_patterns("__pycache__"))
    files = [path for path in sorted(copy.rglob("*")) if path.is_file()]
    before = code_hash(copy)
    assert {"ingest/cells/money.py", "ingest/suggest/labels.toml"} <= {
        path.relative_to(copy).as_posix() for path in files
    }
    for path in files:
        data = path.read_bytes()
        path.write_bytes(data + b"#")
        assert code_hash(copy) != before, path
        path.write_bytes(data)
    assert code_hash(copy) == before
    files[-1].rename(files[-1].with_name("renamed.py"))
    assert code_hash(copy) != before
