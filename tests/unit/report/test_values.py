"""Every value of a report under a name: what it prints, how exact it is, and that no name is that of two values."""

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

import pytest
from builders.council import SLUG, quarters
from builders.files import add_csv_rows, read_csv, rewrite_csv, rewrite_workbook, write_csv
from builders.project import AGREEMENT, EXTRACTS, PERFORMANCE, PERIOD, PORTFOLIO
from hypothesis import given
from hypothesis import strategies as st

from pprr import formats
from pprr.domain import Unit
from pprr.domain.figures.value import Role, Value, plain
from pprr.project import Project
from pprr.report import Report, open_report
from pprr.report.values.collect import names_for
from pprr.report.values.naming import quoted_keys

RESERVE = 'reserves["Transformation - Invest to Save Reserve"]'
SAVING = 'savings["Support & Governance"]'


@pytest.fixture(scope="module")
def mid_year(tmp_path_factory: pytest.TempPathFactory) -> Report:
    return open_report(SLUG, "2025-26-q2", project=quarters(tmp_path_factory.mktemp("quarters") / "project"))


def add_column(path: Path, name: str, cells: Mapping[str, str]) -> None:
    """A further column of a CSV: of each row that begins with one of the identifiers its cell, else a blank."""
    header, *listed = read_csv(path)
    if name in header:
        for measure, text in cells.items():
            rewrite_csv(path, measure, name, text)
        return
    write_csv(path, [[*header, name], *([*row, cells.get(row[0], "")] for row in listed)])


def named(report: Report) -> Mapping[str, Value]:
    return {value.name: value for value in report.values}


@pytest.mark.parametrize(
    ("name", "printed", "exact", "role"),
    [
        pytest.param("period", "2019/20", None, Role.WORDS, id="the period"),
        pytest.param("period.end", "31 March 2020", None, Role.WORDS, id="its last day"),
        pytest.param("last_report", "Not known", None, Role.WORDS, id="no last report"),
        pytest.param('measures["CFE1.3"].actual', "93.0%", 93, Role.ACTUAL, id="an actual"),
        pytest.param('measures["CFE1.3"].previous', "87.0%", 87, Role.EARLIER, id="the previous figure"),
        pytest.param('measures["CFE1.3"].base', "2018/19", None, Role.WORDS, id="its period"),
        pytest.param('measures["CFE1.3"].readings["2018/19"]', "87.0%", 87, Role.EARLIER, id="a period's figure"),
        pytest.param('measures["CFE1.3"].readings["2019/20"]', "93.0%", 93, Role.ACTUAL, id="this period's"),
        pytest.param(
            'measures["CFE1.1"].readings["2017/18"]', "Not applicable", None, Role.EARLIER, id="a missing one"
        ),
        pytest.param('measures["CFE1.3"].change', "+6.0 points", 6, Role.CHANGE, id="a change"),
        pytest.param('measures["CFE1.3"].change.size', "6.0 points", 6, Role.CHANGE, id="its size"),
        pytest.param('measures["CFE1.3"].change.words', "up 6.0 points", 6, Role.CHANGE, id="its way"),
        pytest.param('measures["CFE1.2"].change.percent', "6.1%", Fraction(200, 33), Role.CHANGE, id="its share"),
        pytest.param('measures["CFE1.1"].target', "5,000", 5000, Role.TARGET, id="a target"),
        pytest.param('measures["CFE1.1"].year_target', "5,000", 5000, Role.YEAR_TARGET, id="the year's"),
        pytest.param('measures["CFE1.1"].difference', "+3,032", 3032, Role.DIFFERENCE, id="above it"),
        pytest.param('measures["CFE1.2"].difference.words', "10 below", -10, Role.DIFFERENCE, id="below it"),
        pytest.param('measures["CFE1.2"].difference.percent', "22.2%", Fraction(200, 9), Role.DIFFERENCE, id="by"),
        pytest.param('measures["CFE1.3"].status', "Green", None, Role.WORDS, id="a status"),
        pytest.param('measures["CFE1.3"].trend', "Getting better", None, Role.WORDS, id="a trend"),
        pytest.param('measures["GMS-digital-skills"].status', "Not available", None, Role.WORDS, id="no status"),
        pytest.param('measures["CFE1.1"].target.share', "160.6%", Fraction(4016, 25), Role.PART, id="of the target"),
        pytest.param('measures["CFE2.1"].rest', "19.3%", Fraction("19.3"), Role.PART, id="what is left"),
        pytest.param('measures["CFE2.1"].rest.count', "46,146", 46146, Role.PART, id="of its cases"),
        pytest.param('measures["CFE2.1"].numerator.change', "+10,439", 10439, Role.CHANGE, id="a count's change"),
        pytest.param('measures["CFE2.2"].denominator.change.size', "44,501", -44501, Role.CHANGE, id="and its size"),
        pytest.param("counts.green.percent", "30.0%", 30, Role.PART, id="of those rated"),
        pytest.param("counts.better.percent", "40.0%", 40, Role.PART, id="of those with a trend"),
        pytest.param("counts.measures", "12", 12, Role.COUNT, id="measures"),
        pytest.param("counts.green", "3", 3, Role.COUNT, id="green"),
        pytest.param("counts.worse", "5", 5, Role.COUNT, id="getting worse"),
        pytest.param("counts.exceptions", "8", 8, Role.COUNT, id="exceptions"),
        pytest.param("counts.highlights", "3", 3, Role.COUNT, id="highlights"),
        pytest.param("priorities[1].green", "2", 2, Role.COUNT, id="green of a priority"),
        pytest.param("priorities[2].not_rated", "1", 1, Role.COUNT, id="not rated of a priority"),
        pytest.param("budget.previous", "£5.350m", 535_000_000, Role.AMOUNT, id="the cash limit before"),
        pytest.param("budget.change.words", "an increase of £0.292m", 29_200_000, Role.AMOUNT, id="its change"),
        pytest.param("budget.change.percent", "5.5%", Fraction(584, 107), Role.CHANGE, id="its share of it"),
        pytest.param("outturn.variance", "£0.044m", -4_400_000, Role.AMOUNT, id="a surplus in prose"),
        pytest.param("outturn.variance.thousands", "(44)", -4_400_000, Role.AMOUNT, id="as tables print it"),
        pytest.param("outturn.variance.words", "a surplus of £0.044m", -4_400_000, Role.AMOUNT, id="in words"),
        pytest.param("outturn.variance.percent", "0.8%", Fraction(2200, 2821), Role.DIFFERENCE, id="of the limit"),
        pytest.param("outturn.balance", "surplus", None, Role.WORDS, id="what it is"),
        pytest.param("outturn.appropriations.words", "£0.032m from reserves", -3_200_000, Role.AMOUNT, id="reserves"),
        pytest.param("outturn.movement", "Not known", None, Role.AMOUNT, id="no movement"),
        pytest.param(f"{RESERVE}.balance", "£0.131m", 13_100_000, Role.AMOUNT, id="a reserve"),
        pytest.param(f"{RESERVE}.change.words", "£0.032m drawn", 3_200_000, Role.AMOUNT, id="a draw"),
        pytest.param("reserves.total.approved", "£0.163m", 16_300_000, Role.AMOUNT, id="all reserves"),
        pytest.param(f"{SAVING}.achieved", "£0.400m", 40_000_000, Role.AMOUNT, id="a saving"),
        pytest.param(f"{SAVING}.risk_rating", "Green", None, Role.WORDS, id="its rating"),
        pytest.param("savings.total.shortfall", "£0.000m", 0, Role.AMOUNT, id="nothing short"),
        pytest.param("savings.total.percent", "100.0%", 100, Role.COUNT, id="all achieved"),
        pytest.param("savings.count", "2", 2, Role.COUNT, id="proposals"),
    ],
)
def test_values_of_the_example(
    report: Report, name: str, printed: str, exact: Fraction | int | None, role: Role
) -> None:
    value = named(report)[name]
    assert (value.printed, value.exact, value.role) == (printed, exact, role)


@pytest.mark.parametrize(
    ("name", "printed", "period"),
    [
        pytest.param("actual", "520", "2025/26 Q2", id="a running total"),
        pytest.param("target", "500", "2025/26 Q2", id="its profile is in force"),
        pytest.param("year_target", "1,000", "2025/26", id="the year's target"),
        pytest.param("previous", "480", "2024/25 Q2", id="the same point of last year"),
        pytest.param("forecast", "950 forecast", "2025/26", id="a forecast"),
        pytest.param("forecast_status", "Amber", "", id="its status"),
        pytest.param('readings["2024/25"]', "990", "2024/25", id="last year"),
        pytest.param("difference", "+20", "", id="against the profile"),
        pytest.param("alone", "260", "2025/26 Q2", id="the quarter by itself"),
        pytest.param("target.share", "104.0%", "2025/26 Q2", id="of its profile"),
    ],
)
def test_values_of_a_running_total(mid_year: Report, name: str, printed: str, period: str) -> None:
    value = named(mid_year)[f'measures["TOTAL"].{name}']
    assert (value.printed, value.period) == (printed, period)


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        pytest.param('measures["STATE"].base', "2025/26 Q1", id="the short base"),
        pytest.param('measures["STATE"].change', "−2 points", id="the short change"),
        pytest.param('measures["STATE"].long_base', "2024/25 Q2", id="the long base"),
        pytest.param('measures["STATE"].long_change.words', "up 2 points", id="the long change"),
        pytest.param('measures["STATE"].long_trend', "Getting better", id="the long trend"),
        pytest.param('measures["LATE"].actual', "Not available", id="due and missing"),
        pytest.param('measures["LATE"].latest', "9", id="the latest figure"),
        pytest.param('measures["LATE"].change', "Not known", id="no change"),
        pytest.param('measures["LATE"].difference.words', "Not known", id="no difference"),
        pytest.param('measures["YEAR"].actual', "Not due", id="not due"),
        pytest.param("outturn.last.variance", "£0.040m", id="the last report's variance"),
        pytest.param("outturn.movement", "£0.025m", id="its movement"),
        pytest.param("outturn.movement.words", "£0.025m better", id="its movement in words"),
        pytest.param("counts.forecasts", "2", id="forecasts"),
        pytest.param("counts.forecasts.green", "1", id="forecast green"),
        pytest.param("last_report", "First Update Report 2025/26", id="the last report"),
    ],
)
def test_values_within_the_year(mid_year: Report, name: str, printed: str) -> None:
    assert named(mid_year)[name].printed == printed


def test_a_new_year_has_no_movement_from_the_old_one(tmp_path: Path) -> None:
    values = named(open_report(SLUG, "2025-26-q1", project=quarters(tmp_path / "new")))
    assert values["outturn.last.variance"].printed == "£0.025m"
    assert values["outturn.movement"].is_missing


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("82% 191,118 of 233,550", {"actual": "82%", "numerator": "191,118"}, id="counts stand apart"),
        pytest.param("37% 2016", {"actual": "37% 2016", "status": "Not rated"}, id="a figure of another period"),
        pytest.param("37% provisional", {"actual": "37% provisional", "target": "34%"}, id="provisional"),
        pytest.param("Not available", {"actual": "Not available", "difference": "Not known"}, id="missing"),
    ],
)
def test_an_actual_as_prose_prints_it(project_copy: Project, text: str, expected: dict[str, str]) -> None:
    rewrite_workbook(project_copy.root / PERFORMANCE, "CFE1.4", "2019/20 Actual", text)
    values = named(open_report(PORTFOLIO, PERIOD, project=project_copy))
    assert {name: values[f'measures["CFE1.4"].{name}'].printed for name in expected} == expected


def test_a_bound_is_no_figure_to_reckon_with_and_is_not_missing(project_copy: Project) -> None:
    rewrite_workbook(project_copy.root / PERFORMANCE, "CFE1.2", "2019/20 Actual", "<5")
    value = named(open_report(PORTFOLIO, PERIOD, project=project_copy))['measures["CFE1.2"].actual']
    assert (value.printed, value.exact, value.is_missing) == ("fewer than 5", None, False)


@pytest.mark.parametrize(
    ("actual", "expected"),
    [
        pytest.param("40%", "within", id="at the lower end"),
        pytest.param("60%", "within", id="at the upper end"),
        pytest.param("39%", "1 point below", id="below the band"),
        pytest.param("63%", "3 points above", id="above the band"),
    ],
)
def test_a_band_is_a_target_of_two_ends(project_copy: Project, actual: str, expected: str) -> None:
    agreement = project_copy.root / AGREEMENT
    add_column(agreement / "measures.csv", "rule", {"CFE1.4": "band"})
    rewrite_csv(agreement / "targets.csv", "CFE1.4", "target", "40%")
    add_column(agreement / "targets.csv", "upper", {"CFE1.4": "60%"})
    rewrite_workbook(project_copy.root / PERFORMANCE, "CFE1.4", "2019/20 Actual", actual)
    values = named(open_report(PORTFOLIO, PERIOD, project=project_copy))
    found = {name: values[f'measures["CFE1.4"].{name}'] for name in ("target", "target.upper", "difference.words")}
    assert {name: value.printed for name, value in found.items()} == {
        "target": "40% to 60%",
        "target.upper": "60%",
        "difference.words": expected,
    }
    assert (found["target"].exact, found["target.upper"].role) == (40, Role.BOUND)


OTHERS = [
    ["Nearest", "Anytown", "2018/19", "90.0%"],
    ["Nearest", "Anytown", "2019/20", "95.0%"],
    ["Nearest", "Othertown", "2019/20", "90.0%"],
    ["Nearest", "Average", "2019/20", "91.0%"],
    ["England", "Average", "2019/20", "80.0%"],
]
COMPARED = {
    'comparators["Anytown"]': "95.0%",
    'comparators["Anytown"]["2018/19"]': "90.0%",
    'comparators["Anytown"].difference.words': "2.0 points lower",
    'comparators["Average: Nearest"]': "91.0%",
    'comparators["Average: England"]': "80.0%",
    'standings["Nearest"].place': "2nd of 3",
    'standings["Nearest"].rank': "2nd",
    'standings["Nearest"].median': "92.5%",
    'standings["Nearest"].difference.words': "0.5 points higher",
}


def test_comparators_and_places_have_names(project_copy: Project) -> None:
    extracts = project_copy.root / EXTRACTS
    listed = [["CFE1.3", *row, "Made-up statistics"] for row in OTHERS]
    write_csv(extracts / "comparators.csv", [["measure_id", "group", "name", "period", "value", "source"], *listed])
    with (extracts / "sources.toml").open("a", encoding="utf-8") as file:
        file.write('\n[comparators]\nfile = "comparators.csv"\n')
    values = named(open_report(PORTFOLIO, PERIOD, project=project_copy))
    assert {name: values[f'measures["CFE1.3"].{name}'].printed for name in COMPARED} == COMPARED
    assert values['measures["CFE1.3"].comparators["Anytown"]'].of == "Anytown"


def test_no_name_is_that_of_two_values(report: Report, mid_year: Report) -> None:
    for one in (report, mid_year):
        assert [name for name, count in Counter(plain(value.name) for value in one.values).items() if count > 1] == []
        shorts = Counter((value.item, plain(value.short)) for value in one.values)
        assert [short for short, count in shorts.items() if count > 1] == []
        names = {plain(value.name): value for value in one.values}
        own = [(plain(value.short), value) for value in one.values]
        assert [short for short, value in own if names.get(short, value) is not value] == []


def test_a_short_name_is_known_in_its_own_item_alone(report: Report) -> None:
    assert names_for(report.values, "CFE1.3")["actual"].printed == "93.0%"
    assert names_for(report.values, "CFE1.1")["actual"].printed == "8,032"
    assert "actual" not in names_for(report.values, "overview")


def test_reserves_of_one_name_are_told_apart_by_their_purpose(project_copy: Project) -> None:
    narration = "Transformation - Invest to Save Reserve"
    row = [PORTFOLIO, "Reserve Linked to Budget", narration, "More museums", "10"]
    add_csv_rows(project_copy.root / AGREEMENT / "reserves.csv", row)
    cells = ["Citizen Focus and Engagement", "", "Reserve Linked to Budget", narration, "More museums", "10", "0", "10"]
    add_csv_rows(project_copy.root / EXTRACTS / "reserves.csv", cells)
    values = named(open_report(PORTFOLIO, PERIOD, project=project_copy))
    assert values[f'reserves["{narration}: More museums"].balance'].printed == "£0.010m"
    assert values[f'reserves["{narration}: Museum Projects"].balance'].printed == "£0.131m"
    assert f'reserves["{narration}"].balance' not in values


@given(st.lists(st.tuples(st.text("ab \"'“{}-–:()2", max_size=6), st.sampled_from(["", "x", "y"])), max_size=8))
def test_no_two_rows_have_one_key_and_none_ends_a_name_too_early(names: list[tuple[str, str]]) -> None:
    keys = quoted_keys(names)
    assert len({plain(key) for key in keys}) == len(names)
    assert [key for key in keys if "{" in key or "}" in key or '"' in key[2:-2]] == []


def test_what_is_exact_prints_as_it_is_printed(report: Report, mid_year: Report) -> None:
    for value in (*report.values, *mid_year.values):
        if value.exact is None or value.role in (Role.CHANGE, Role.DIFFERENCE, Role.RANK) or value.period == "2016":
            continue
        if value.role is not Role.AMOUNT:
            figure = formats.figure(value.exact / value.scale, value.decimals, value.unit, value.scale)
            assert value.printed.startswith(figure), value.name
        elif value.unit is Unit.NUMBER and value.scale == formats.MILLION:
            assert formats.millions(int(value.exact)) in value.printed or not value.exact, value.name
