"""Lengths of time in cells: read in the unit that the measure's name or the layout says, else refused."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from pprr.domain import Unit
from pprr.ingest import cells
from pprr.ingest.mapping.figures import read_figure
from pprr.ingest.mapping.measure_layouts import MeasureLayout
from pprr.ingest.mapping.records import FaultList, read_records


@dataclass(frozen=True)
class _Timed:
    """A measure of the register, as far as its figures are read by it."""

    name: str
    unit: Unit = Unit.NUMBER
    decimals: int = 0
    portfolio: str = "arts"


READ = [
    pytest.param("3m 54s", "Time to answer", "seconds", "234 seconds", id="minutes and seconds"),
    pytest.param("0h 03m 17s", "Time to answer (seconds)", "", "197 seconds", id="the name says seconds"),
    pytest.param("00:03:15", "Minutes to answer", "seconds", "3.25 minutes", id="the name goes before the layout"),
    pytest.param("2 hours, 30 mins", "Time on site", "hours", "2.5 hours", id="in words"),
    pytest.param("1h 40m", "Time on site", "hours", "1.666666666667 hours", id="without an end"),
    pytest.param("234", "Time to answer", "seconds", "234", id="a figure is as it is"),
    pytest.param("3m", "Income", "seconds", "3000000", id="three millions are no minutes"),
    pytest.param("3m 54s", "Time to answer", "", None, id="nobody says the unit"),
    pytest.param("37:30", "Time to answer", "seconds", None, id="minutes, or hours"),
    pytest.param("00:61:00", "Time to answer", "seconds", None, id="no time"),
]


@pytest.mark.parametrize(("text", "name", "durations", "expected"), READ)
def test_a_length_of_time_is_the_figure_that_it_is_in_its_unit(
    tmp_path: Path, text: str, name: str, durations: str, expected: str | None
) -> None:
    (tmp_path / "p.csv").write_text(f'value\n"{text}"\n', encoding="utf-8")
    layout = MeasureLayout.model_validate({"file": "p.csv", **({"durations": durations} if durations else {})})
    faults = FaultList()
    [record] = read_records(tmp_path / "p.csv", layout, faults, name="p.csv", fields={"value": "value"}).records
    found = read_figure(record, "value", layout, faults, _Timed(name))
    if expected is None:
        assert [fault.key for fault in faults.all] == ["cell-unreadable"]
        assert found is None
        return
    assert found is not None
    assert found.value is not None
    assert found.text == text
    said = f"{found.value * found.scale:f} {found.own_unit}".strip()
    assert said == expected


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("Minutes lost", "minutes"),
        ("Calls answered in seconds", "seconds"),
        ("Hours and minutes", None),
        ("Calls", None),
    ],
)
def test_a_name_with_one_unit_says_it(name: str, unit: str | None) -> None:
    assert cells.unit_in_name(name) == unit
