"""The ordinary table of money as councils send it: from a sheet's text to typed lines, groups and totals."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from builders.council import SLUG, quarters
from builders.files import write_csv

from pprr.domain import Period
from pprr.domain.errors import CellError, FaultsError
from pprr.domain.money import LineKind, ServiceLine
from pprr.ingest import tables
from pprr.ingest.cells.percent import read_percent
from pprr.ingest.clean import Cleaned, clean
from pprr.ingest.mapping import totals
from pprr.ingest.mapping.layouts import ListLayout
from pprr.project import Project

PERIOD = Period.parse("2025-26-q2")
WITHOUT = ("budget", "outturn", "reserves", "savings")
MAPPED = """\
[services]
file = "services.csv"
money_unit = "thousands"
"""


def council(folder: Path, sheet: Sequence[Sequence[str]], *, layout: str = "") -> Project:
    """A project whose council has services and no other money, their sheet laid out so."""
    project = quarters(folder / "council", points=["2025-26-q2"])
    extracts, agreement = project.extracts(PERIOD), project.agreement(PERIOD)
    listed = ", ".join(f'"{name}"' for name in WITHOUT)
    (agreement / "sources.toml").write_text(f"[council]\nwithout = [{listed}]\n", encoding="utf-8")
    path = extracts / "sources.toml"
    kept = path.read_text(encoding="utf-8").partition("[budget]")[0]
    path.write_text(f"{kept}{MAPPED}{layout}", encoding="utf-8")
    write_csv(extracts / "services.csv", [list(row) for row in sheet])
    return project


def read(project: Project) -> tuple[Cleaned, tuple[ServiceLine, ...]]:
    cleaned = clean(project, PERIOD)
    return cleaned, tuple(cleaned.tables.records(tables.SERVICES))


def thousands(row: ServiceLine, *names: str) -> list[int | None]:
    return [None if pence is None else pence // 100_000 for pence in (getattr(row, name) for name in names)]


HEADER = ["portfolio", "group", "line", "budget", "actual", "forecast", "variance", "previous_variance"]


def test_every_amount_is_read_with_its_sign_and_those_left_blank_are_not_0(tmp_path: Path) -> None:
    _, (first, second) = read(
        council(
            tmp_path,
            [
                [*HEADER, "variance_percent", "spent_percent"],
                [SLUG, "Roads", "Repairs", "400", "150", "430", "30", "(12)", "7.5%", "37.5"],
                [SLUG, "", "Fees", "(80)", "", "(75)", "5", "", "n/a", ""],
            ],
        )
    )
    assert (first.group, first.line, first.kind, first.is_total) == ("Roads", "Repairs", LineKind.SERVICE, False)
    assert thousands(first, *ServiceLine.AMOUNTS) == [400, 150, 430, 30, -12]
    assert (first.variance_percent, first.spent_percent) == (Decimal("7.5"), Decimal("37.5"))
    assert thousands(second, *ServiceLine.AMOUNTS) == [-80, None, -75, 5, None]
    assert (second.variance_percent, second.spent_percent) == (None, None)


@pytest.mark.parametrize(
    ("columns", "cells", "expected"),
    [
        pytest.param(["forecast"], ["430"], [430, 30], id="no column of variances"),
        pytest.param(["variance"], ["30"], [430, 30], id="no column of forecasts"),
        pytest.param(["forecast", "variance"], ["430", ""], [430, 30], id="a blank variance"),
        pytest.param(["forecast", "variance"], ["430", "29"], [430, 29], id="both stay as they are stated"),
    ],
)
def test_of_forecast_and_variance_one_may_be_left_out(
    tmp_path: Path, columns: list[str], cells: list[str], expected: list[int]
) -> None:
    sheet = [["portfolio", "line", "budget", *columns], [SLUG, "Repairs", "400", *cells]]
    [row] = read(council(tmp_path, sheet))[1]
    assert thousands(row, "forecast", "variance") == expected


def test_a_row_with_neither_is_a_fault(tmp_path: Path) -> None:
    project = council(tmp_path, [["portfolio", "line", "budget", "forecast"], [SLUG, "Repairs", "400", ""]])
    with pytest.raises(FaultsError) as caught:
        clean(project, PERIOD)
    assert [(fault.key, fault.cell.column) for fault in caught.value.faults] == [("cell-blank", "forecast")]


def test_a_stated_sign_turns_the_variances_and_their_percentages(tmp_path: Path) -> None:
    sheet = [[*HEADER, "variance_percent"], [SLUG, "", "Repairs", "400", "", "430", "(30)", "12", "(7.5%)"]]
    [row] = read(council(tmp_path, sheet, layout='signs = { variance = "surplus positive" }\n'))[1]
    assert thousands(row, "forecast", "variance", "previous_variance") == [430, 30, -12]
    assert row.variance_percent == Decimal("7.5")


GROUPED = [
    ["portfolio", "group", "line", "budget", "forecast"],
    [SLUG, "Roads", "Repairs", "400", "430"],
    ["", "", "Lights", "100", "95"],
    ["", "", "Sub-total", "500", "525"],
    ["", "Open space", "Parks", "60", "60"],
    ["", "", "Sub-total", "60", "60"],
    ["", "", "Portfolio total", "560", "585"],
    ["", "", "All portfolios", "560", "585"],
]
TOTALS = """\
fill_down = ["portfolio", "group"]
total = [
  { column = "line", label = "Sub-total", by = "group" },
  { column = "line", label = "Portfolio total" },
  { column = "line", label = "All portfolios", by = "council" },
]
"""


def test_groups_keep_their_totals_and_the_councils_goes_no_further(tmp_path: Path) -> None:
    cleaned, rows = read(council(tmp_path, GROUPED, layout=TOTALS))
    assert [(row.group, row.line, row.is_total) for row in rows] == [
        ("Roads", "Repairs", False),
        ("Roads", "Lights", False),
        ("Roads", "Sub-total", True),
        ("Open space", "Parks", False),
        ("Open space", "Sub-total", True),
        ("", "Portfolio total", True),
    ]
    assert cleaned.queries == ()


def test_a_total_of_the_council_is_held_against_lines_and_not_against_sub_totals(tmp_path: Path) -> None:
    wrong = [*GROUPED[:-1], ["", "", "All portfolios", "1120", "1170"]]
    cleaned, _ = read(council(tmp_path, wrong, layout=TOTALS))
    assert [(query.key, query.fields["count"]) for query in cleaned.queries] == [("total-does-not-add", "3")] * 2


HEADED = [
    ["Service", "Budget", "Forecast"],
    ["Roads", "", ""],
    ["Repairs", "400", "430"],
    ["Lights", "100", "95"],
    ["Total roads", "500", "525"],
    ["Parks", "60", "60"],
    ["Total", "560", "585"],
]
HEADINGS = f"""\
headings = "group"
constants = {{ portfolio = "{SLUG}" }}
columns = {{ line = "Service", budget = "Budget", forecast = "Forecast" }}
total = [{{ column = "line", label = "Total" }}, {{ column = "line", label = "Total *", by = "group" }}]
"""


def test_a_row_of_one_text_names_the_group_of_those_below_it_up_to_its_total(tmp_path: Path) -> None:
    cleaned, rows = read(council(tmp_path, HEADED, layout=HEADINGS))
    assert [(row.group, row.line) for row in rows] == [
        ("Roads", "Repairs"),
        ("Roads", "Lights"),
        ("Roads", "Total roads"),
        ("", "Parks"),
        ("", "Total"),
    ]
    assert cleaned.queries == ()


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([*HEADED, ["Source: the ledger", "", ""]], id="at the end"),
        pytest.param([HEADED[0], ["A note", "", ""], *HEADED[1:]], id="above another heading"),
    ],
)
def test_a_row_of_one_text_that_nothing_stands_under_is_no_heading(tmp_path: Path, rows: list[list[str]]) -> None:
    with pytest.raises(FaultsError) as caught:
        clean(council(tmp_path, rows, layout=HEADINGS), PERIOD)
    assert [fault.key for fault in caught.value.faults] == ["layout-problem"]


def test_headings_may_name_portfolios(tmp_path: Path) -> None:
    layout = HEADINGS.replace('"group"\n', '"portfolio"\n').replace(f'constants = {{ portfolio = "{SLUG}" }}\n', "")
    rows = [HEADED[0], [SLUG, "", ""], *HEADED[2:4], ["Total", "500", "525"]]
    found = read(
        council(tmp_path, rows, layout=layout.replace(', { column = "line", label = "Total *", by = "group" }', ""))
    )
    assert [(row.portfolio, row.group, row.is_total) for row in found[1]] == [
        (SLUG, "", flag) for flag in (False, False, True)
    ]


TWO_LEVELS = [
    HEADED[0],
    [SLUG, "", ""],
    *HEADED[1:5],
    ["Other", "", ""],
    ["Parks", "60", "60"],
    ["Total other", "60", "60"],
    ["Total", "560", "585"],
    ["second-services", "", ""],
    ["Levies", "7", "7"],
    ["Total", "7", "7"],
]
BOTH_LEVELS = HEADINGS.replace('"group"\n', '["portfolio", "group"]\n', 1).replace(
    f'constants = {{ portfolio = "{SLUG}" }}\n', ""
)


def with_a_second(project: Project) -> Project:
    path = project.agreement(PERIOD) / "portfolios.csv"
    write_csv(path, [["portfolio", "name"], [SLUG, "Example"], ["second-services", "Second Services (made up)"]])
    return project


def test_headings_of_two_levels_are_told_by_their_number_and_by_what_a_total_has_ended(tmp_path: Path) -> None:
    cleaned, rows = read(with_a_second(council(tmp_path, TWO_LEVELS, layout=BOTH_LEVELS)))
    assert [(row.portfolio, row.group, row.line) for row in rows] == [
        (SLUG, "Roads", "Repairs"),
        (SLUG, "Roads", "Lights"),
        (SLUG, "Roads", "Total roads"),
        (SLUG, "Other", "Parks"),
        (SLUG, "Other", "Total other"),
        (SLUG, "", "Total"),
        ("second-services", "", "Levies"),
        ("second-services", "", "Total"),
    ]
    assert cleaned.queries == ()


def test_a_portfolio_that_would_be_another_ones_group_is_a_fault(tmp_path: Path) -> None:
    open_ended = [row for row in TWO_LEVELS if row[0] != "Total"]
    with pytest.raises(FaultsError) as caught:
        clean(with_a_second(council(tmp_path, open_ended, layout=BOTH_LEVELS)), PERIOD)
    assert {(fault.key, fault.fields.get("group")) for fault in caught.value.faults} >= {
        ("group-is-a-portfolio", "second-services")
    }


def test_lines_are_named_for_what_they_are(tmp_path: Path) -> None:
    names = ["Repairs", "Vacancy factor", "Pressures: fuel", "Recovery plan", "Provision for debts"]
    layout = '[services.kinds]\n"Vacancy factor" = "Vacancy factor"\n"Pressure*" = "Pressure"\n'
    layout += '"Recovery*" = "Recovery"\n"*provision*" = "Provision"\n'
    sheet = [["portfolio", "line", "budget", "forecast"], *([SLUG, name, "1", "1"] for name in names)]
    _, rows = read(council(tmp_path, sheet, layout=layout))
    assert [row.kind for row in rows] == [
        *(LineKind.SERVICE, LineKind.VACANCY_FACTOR, LineKind.PRESSURE, LineKind.RECOVERY, LineKind.PROVISION)
    ]


def test_one_line_twice_is_a_fault_and_one_name_in_two_groups_is_none(tmp_path: Path) -> None:
    header = ["portfolio", "group", "line", "budget", "forecast"]
    both = [[SLUG, "Roads", "Staff", "1", "1"], [SLUG, "Parks", "Staff", "1", "1"]]
    assert len(read(council(tmp_path / "a", [header, *both]))[1]) == 2
    with pytest.raises(FaultsError) as caught:
        clean(council(tmp_path / "b", [header, both[0], both[0]]), PERIOD)
    assert [fault.key for fault in caught.value.faults] == ["row-twice"]


@pytest.mark.parametrize(
    ("text", "fractions", "expected"),
    [
        pytest.param("2.3%", False, "2.3", id="with its sign"),
        pytest.param("2.3", False, "2.3", id="without"),
        pytest.param("(2.3%)", False, "-2.3", id="in brackets"),
        pytest.param("+2.3%", False, "2.3", id="a plus"),
        pytest.param(".5 per cent", False, "0.5", id="nothing before the point, the sign in words"),
        pytest.param("(2.3)%", False, "-2.3", id="the sign outside of brackets"),
        pytest.param("-2.3 %", False, "-2.3", id="a minus"),
        pytest.param("2.3%-", False, "-2.3", id="a minus behind"),
        pytest.param("0.023", True, "2.3", id="a fraction"),
        pytest.param("2.3%", True, "2.3", id="a sign is one also among fractions"),
        pytest.param("n/a", False, None, id="none"),
        pytest.param("–", False, None, id="a dash"),
        pytest.param("#DIV/0!", False, None, id="of a budget of nothing"),
    ],
)
def test_a_percentage_of_money_is_read(text: str, fractions: bool, expected: str | None) -> None:
    found = read_percent(text, are_fractions=fractions)
    assert found == (None if expected is None else Decimal(expected))


@pytest.mark.parametrize("text", ["-(2.3)", "+-2.3", "+(2.3)", "(2.3", "2.3%%", "(2.3%)%", "about 2%", "2.3 points"])
def test_what_is_no_percentage_is_refused(text: str) -> None:
    with pytest.raises(CellError):
        read_percent(text)


@pytest.mark.parametrize(
    ("last", "layout", "expected"),
    [
        pytest.param(["Net position", "300", "", "310", "10", ""], "", ["Net position"], id="the sum of both"),
        pytest.param(["Net position", "300", "", "311", "11", ""], "", [], id="of one amount alone"),
        pytest.param(
            ["Net position", "300", "", "310", "10", ""], 'not_totals = ["Net position"]\n', [], id="it has been said"
        ),
    ],
)
def test_a_last_line_that_makes_as_much_as_the_others_is_asked_about(
    tmp_path: Path, last: list[str], layout: str, expected: list[str]
) -> None:
    lines = [["Lettings", "100", "", "115", "15", ""], ["Repairs", "200", "", "195", "(5)", ""], last]
    project = council(tmp_path, [HEADER, *([SLUG, "", *line] for line in lines)], layout=layout)
    found = [query for query in clean(project, PERIOD).queries if query.key == "row-perhaps-a-total"]
    assert [(query.fields["text"], query.portfolio, query.is_blocking) for query in found] == [
        (text, SLUG, True) for text in expected
    ]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param([50, 50, 100], [], id="two lines and their sum, which may be chance"),
        pytest.param([50, 40, 30, 120], ["saving 4"], id="more lines and their sum"),
        pytest.param([50, 0, 0, 50], [], id="lines of nothing"),
        pytest.param([50, 40, 30, 121], [], id="not their sum"),
    ],
)
def test_one_amount_alone_makes_a_sum_by_chance(values: list[int], expected: list[str]) -> None:
    rows = [
        {
            "portfolio": SLUG,
            "proposal": f"saving {number}",
            "value": value,
            "achieved": value,
            "is_total": False,
            "file": "savings.csv",
            "sheet": "",
            "row": number,
        }
        for number, value in enumerate(values, start=1)
    ]
    layout = ListLayout(file="savings.csv", money_unit="pounds")
    found = totals.unmarked(rows, layout, ("value", "achieved"), "savings")
    assert [query.fields["text"] for query in found] == expected
