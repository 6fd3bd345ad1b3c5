"""Rows that are wanted and rows that are not: only, others, and errors that are told once for all their rows."""

from pathlib import Path

import pytest
from builders.files import add_csv_rows, replace_text
from builders.project import AGREEMENT, EXTRACTS, PERIOD

from pprr.domain import Cell, Severity
from pprr.domain.errors import FaultsError, fault, told_once
from pprr.domain.table import records
from pprr.ingest.clean import clean
from pprr.ingest.mapping.measure_layouts import PerformanceLayout
from pprr.ingest.mapping.records import FaultList, read_records
from pprr.project import Project

FIELDS = ("measure_id", "portfolio", "actual")
NATIONAL = (
    "Council,measure_id,portfolio,actual\nAnyborough,M1,Arts,5\nOtherton,M1,Arts,6\nAnyborough,M2,Parks,7\n"
    "Otherton,M2,Parks,8\nSource: made up,,,\n"
)


def _read(folder: Path, text: str, **keys: object) -> tuple[list[tuple[str, ...]], list[tuple[str, dict[str, str]]]]:
    path = folder / "p.csv"
    path.write_text(text, encoding="utf-8")
    keys = {"file": path.name, "actuals": {"2019-20-annual": "actual"}} | keys
    faults = FaultList()
    layout = PerformanceLayout.model_validate(keys)
    received = read_records(path, layout, faults, name=path.name, fields={name: name for name in FIELDS})
    rows = [tuple(record.cells[name] for name in FIELDS) for record in received.records]
    return rows, [(found.key, dict(found.fields)) for found in faults.all]


OWN = [("M1", "Arts", "5"), ("M2", "Parks", "7")]


@pytest.mark.parametrize(
    ("text", "keys", "expected"),
    [
        pytest.param(NATIONAL, {"only": {"column": "Council", "label": "Anyborough"}}, OWN, id="one of a label"),
        pytest.param(NATIONAL, {"only": {"column": "Council", "label": "any*"}}, OWN, id="a star and other capitals"),
        pytest.param(
            NATIONAL,
            {"only": [{"column": "Council", "label": "Anyborough"}, {"column": "measure_id", "label": ["M2", "M1"]}]},
            OWN,
            id="two columns, both of which must say so",
        ),
        pytest.param(
            NATIONAL,
            {"only": {"column": "Council", "label": "Anyborough"}, "drop": {"column": "measure_id", "label": "M2"}},
            OWN[:1],
            id="beside drop",
        ),
        pytest.param(
            "Council,measure_id,portfolio,actual\nAnyborough,M1,Arts,5\n,M2,Parks,7\nOtherton,M1,Arts,6\n,M2,Parks,8\n",
            {"only": {"column": "portfolio", "label": ["Arts", "Parks"]}, "rows": "1-3"},
            OWN,
            id="every row has it",
        ),
        pytest.param(
            "measure_id,portfolio,actual\nM1,Arts,5\nM3,,6\nM2,Parks,7\nM4,,8\nM5,Homes,9\nM6,,1\n",
            {"only": {"column": "portfolio", "label": ["Arts"]}, "fill_down": ["portfolio"]},
            [("M1", "Arts", "5"), ("M3", "Arts", "6")],
            id="a cell that is merged downwards",
        ),
        pytest.param(
            "measure_id,portfolio,actual\nM1,Arts,5\nThe service did well.,,\nM2,Parks,7\nThat one did not.,,\n",
            {"only": {"column": "portfolio", "label": "Arts"}, "commentary": True},
            OWN[:1],
            id="words below a row go with it",
        ),
    ],
)
def test_only_takes_the_rows_that_it_names(
    tmp_path: Path, text: str, keys: dict[str, object], expected: list[tuple[str, ...]]
) -> None:
    assert _read(tmp_path, text, **keys) == (expected, [])


@pytest.mark.parametrize(
    ("keys", "faults"),
    [
        pytest.param(
            {"only": {"column": "Council", "label": ["Anyborough", "Anyboro"]}},
            [("label-nowhere", {"label": "Anyboro"})],
            id="a label that no row has",
        ),
        pytest.param(
            {"only": {"column": "Town", "label": "Anyborough"}},
            [("column-missing", {"label": "Town", "labels": '"Council", "measure_id", "portfolio", "actual"'})],
            id="a column that there is not",
        ),
    ],
)
def test_only_that_fits_nothing_is_loud(
    tmp_path: Path, keys: dict[str, object], faults: list[tuple[str, dict[str, str]]]
) -> None:
    assert _read(tmp_path, NATIONAL, **keys)[1] == faults


SOURCES = EXTRACTS / "sources.toml"


def _with_others(project: Project) -> None:
    add_csv_rows(
        project.root / EXTRACTS / "savings.csv", *([["Homes", f"Saving {n}", "", "1", "1", ""] for n in "123"])
    )


def test_rows_of_another_portfolio_are_told_once_with_the_key(project_copy: Project) -> None:
    _with_others(project_copy)
    with pytest.raises(FaultsError) as raised:
        clean(project_copy, PERIOD)
    assert [found.key for found in raised.value.faults] == ["unknown-portfolio"] * 3
    said = str(raised.value).splitlines()
    assert len(said) == 2
    assert "2 more rows" in said[1]
    assert 'others = "left out"' in said[1]


def test_one_key_leaves_out_rows_of_other_portfolios_and_says_which(project_copy: Project) -> None:
    before = records(clean(project_copy, PERIOD).tables["savings"])
    _with_others(project_copy)
    replace_text(project_copy.root / SOURCES, "[savings]\n", '[savings]\nothers = "left out"\n')
    cleaned = clean(project_copy, PERIOD)
    assert records(cleaned.tables["savings"]) == before
    [told] = [query for query in cleaned.queries if query.key == "rows-left-out"]
    assert (told.severity, told.fields["count"], told.fields["names"]) == (Severity.NOTE, "3", "Homes")


def test_one_key_leaves_out_measures_that_nobody_registered(project_copy: Project) -> None:
    add_csv_rows(project_copy.root / AGREEMENT / "targets.csv", ["ZZ1", "5"], ["ZZ2", "6"])
    with pytest.raises(FaultsError, match='others = "left out" in \\[targets\\]'):
        clean(project_copy, PERIOD)
    path = project_copy.root / AGREEMENT / "sources.toml"
    path.write_text(f'{path.read_text("utf-8")}\n[targets]\nfile = "targets.csv"\nothers = "left out"\n', "utf-8")
    [told] = [query for query in clean(project_copy, PERIOD).queries if query.key == "rows-left-out"]
    assert (told.fields["what"], told.fields["names"]) == ("measures", "ZZ1, ZZ2")


def test_faults_that_say_the_same_are_told_once() -> None:
    rows = [
        fault("cell-blank", Cell("a.csv", row=row, column=column), "arts", expected="a figure")
        for row, column in ((2, "Actual"), (3, "Actual"), (4, "Target"), (5, "Actual"))
    ]
    said = list(told_once([*rows, fault("cell-blank", Cell("a.csv", row=6, column="Actual"), "parks", expected="x")]))
    assert len(said) == 3
    assert said[0].endswith("The same in 2 more rows.")
    assert list(told_once(rows[:1])) == [str(rows[0])]


def test_names_that_nobody_knows_are_told_once_for_all_of_them() -> None:
    """A national file has 150 councils that are no portfolios: one sentence, with their number and the key."""
    rows = [
        fault("unknown-portfolio", Cell("a.csv", row=row, column="Council"), name=f"Town {row % 150}", known="Arts")
        for row in range(300)
    ]
    [said] = told_once(rows)
    assert 'others = "left out"' in said
    assert 'The same of "Town 1", "Town 2", "Town 3" and 146 others, in 299 more rows.' in said
    elsewhere = fault("unknown-portfolio", Cell("b.csv", row=1, column="Council"), name="Town 1", known="Arts")
    assert len([*told_once([*rows, elsewhere])]) == 2
