"""Every figure is followed back to the cell that it was read from, and every colour to its rule."""

import csv
from pathlib import Path

import pytest
from builders.command import pprr
from builders.council import quarters
from builders.project import PERIOD, PORTFOLIO, REPOSITORY
from builders.told import refused
from python_calamine import CalamineWorkbook

from pprr import formats
from pprr.domain.errors import ProjectError
from pprr.notebook import appendix
from pprr.project import Project
from pprr.report import Report, open_report
from pprr.report.trace import STATUS, TREND, Source, Traced, found_by, traced

GOLDEN = REPOSITORY / "tests/golden/2019-20-annual"


@pytest.fixture(scope="module")
def every(report: Report) -> tuple[Traced, ...]:
    return traced(report)


def raw(source: Source, root: Path = REPOSITORY) -> str:
    """The cell in the raw file, found by its sheet, its row and the label above it."""
    path = root / source.cell.file
    if path.suffix == ".xlsx":
        rows = (
            CalamineWorkbook.from_path(str(path)).get_sheet_by_name(source.cell.sheet).to_python(skip_empty_area=False)
        )
    else:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
    labels = next(row for row in rows if source.cell.column in row)
    return str(rows[source.cell.row - 1][labels.index(source.cell.column)])


def golden(name: str) -> list[dict[str, str]]:
    with (GOLDEN / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_figure_of_the_golden_report_is_what_its_raw_cell_says(every: tuple[Traced, ...]) -> None:
    read = [one for one in every if one.column not in {STATUS, TREND}]
    assert [one for one in read if not one.sources] == []
    for one in read:
        assert [raw(source) for source in one.sources] == [source.text for source in one.sources], one
        [source] = one.sources
        told = one.printed.removesuffix(" or more").removesuffix(" or less")
        assert told.casefold() == source.text.casefold(), one


def test_every_figure_of_the_golden_report_is_followed(every: tuple[Traced, ...]) -> None:
    def printed(section: str, *columns: str) -> list[str]:
        found = [one for one in every if one.section == section and one.column in columns]
        return [one.sources[0].text.casefold() for one in found]

    performance = golden("performance")
    for label, column in (("2017/18", "actual_2017_18"), ("2018/19", "actual_2018_19"), ("actual", "actual_2019_20")):
        assert printed("measures", label) == [row[column].casefold() for row in performance]
    assert printed("measures", "target") == [row["target"].casefold() for row in performance]
    [limit], [outturn] = golden("cash_limit"), golden("outturn")
    assert printed("budget", "amount") == [limit[name] for name in ("previously_reported", "change", "current")]
    assert set(outturn.values()) <= set(printed("outturn", *(one.column for one in every if one.section == "outturn")))
    for section, columns in (("reserves", ("approved", "change", "balance")), ("savings", ("value", "achieved"))):
        for column in columns:
            assert printed(section, column) == [row[column] for row in golden(section)]


def test_each_colour_names_its_rule_and_what_it_rests_on(report: Report, every: tuple[Traced, ...]) -> None:
    verdicts = [one for one in every if one.column in {STATUS, TREND}]
    assert len(verdicts) == 2 * len(report.measures)
    for one in verdicts:
        measure = report.measure(one.item)
        assert one.rule
        assert (one.sources[0].cell.file.endswith("agreement/rules.toml")) != measure.asked.is_own
        of_item = {other.column for other in every if other.item == one.item}
        assert set(one.rests_on) <= of_item
    [amber] = found_by(every, "CFE1.4", STATUS)[-1:]
    assert (amber.printed, amber.because) == ("Amber", report.measure("CFE1.4").rating.reason)


@pytest.mark.parametrize(
    ("name", "column", "expected"),
    [
        pytest.param("cfe1.4", "actual", ["actual"], id="a code in small letters"),
        pytest.param("CFE1.4", "trend", ["actual", "2018/19", "trend"], id="a verdict with what it rests on"),
        pytest.param("reserves", "balance", ["balance", "balance"], id="a section"),
        pytest.param("museum projects", "Balance", ["balance"], id="words of a reserve's name"),
        pytest.param("outturn", "variance", ["variance"], id="an amount"),
        pytest.param("Support & Governance", "risk rating", ["risk_rating"], id="a saving's rating"),
    ],
)
def test_a_figure_is_named_as_a_person_does(
    every: tuple[Traced, ...], name: str, column: str, expected: list[str]
) -> None:
    assert [one.column for one in found_by(every, name, column)] == expected


def test_what_there_is_not_is_told_with_what_there_is(every: tuple[Traced, ...]) -> None:
    with refused(ProjectError, "nothing-to-trace", name="CFE1.44", near="CFE1.4"):
        found_by(every, "CFE1.44")
    with refused(ProjectError, "no-column-to-trace", name="CFE1.4", column="colour"):
        found_by(every, "CFE1.4", "colour")


def test_a_profile_and_a_forecast_have_their_own_cells(tmp_path: Path) -> None:
    project = quarters(tmp_path / "council")
    found = traced(open_report("example-services", "2025-26-q2", project=project))
    of_total = {one.column: one for one in found if one.item == "TOTAL"}
    assert {
        name: [(source.cell.column, source.text) for source in of_total[name].sources]
        for name in ("target", "target for the year", "forecast")
    } == {
        "target": [("q2", "500")],
        "target for the year": [("target", "1,000")],
        "forecast": [("forecast", "950")],
    }
    for one in found:
        cells = [source for source in one.sources if source.text]
        assert [raw(source, project.root) for source in cells] == [source.text for source in cells], one


def test_the_appendix_says_the_same_without_a_server(report: Report) -> None:
    page = appendix.sources(report)
    for section, row, _ in ((one.section, one, one) for one in traced(report) if one.section != "measures"):
        assert f"{row.sources[0].cell.column}: {row.sources[0].text}".replace("&", "&amp;") in str(page), section
    for one in traced(report):
        if one.column == STATUS:
            assert one.rule.replace("&", "&amp;") in str(page)
    assert "Aim to maximise" in str(page)


def test_the_command_says_cell_hash_and_rule(good: Project) -> None:
    result = pprr("trace", "CFE1.4", PORTFOLIO, "2019-20", "--column", "status", project=good)
    told = result.stdout
    assert result.returncode == 0, result.stderr
    measure = open_report(PORTFOLIO, PERIOD, project=good).measure("CFE1.4")
    digest = open_report(PORTFOLIO, PERIOD, project=good).sources[measure.actual.cell.file]
    wanted = [str(measure.actual.cell), measure.actual.text, digest, measure.rating.reason, "agreement/rules.toml"]
    assert [words for words in wanted if words not in told] == []
    assert formats.reading(measure.actual) in told
