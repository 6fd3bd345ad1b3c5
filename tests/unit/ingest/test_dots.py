"""Dots between thousands: read where a key says so, refused or asked about where an amount may be read in two ways."""

import pytest
from builders.files import replace_text, rewrite_csv
from builders.project import EXTRACTS, PERIOD, PORTFOLIO
from builders.project import add_second_portfolio as add_second

from pprr.domain.errors import CellError
from pprr.ingest import cells
from pprr.ingest.clean import clean
from pprr.project import Project

SAVINGS, SOURCES = EXTRACTS / "savings.csv", EXTRACTS / "sources.toml"


@pytest.mark.parametrize(
    ("text", "unit", "decimal", "pence"),
    [
        pytest.param("1.000", "pounds", "", None, id="one pound or a thousand"),
        pytest.param("25.500-", "pounds", "", None, id="with a minus behind"),
        pytest.param("(1.234)", "pounds", "", None, id="in brackets"),
        pytest.param("1.234.567", "pounds", "", None, id="millions with dots"),
        pytest.param("1.000", "pounds", ".", 100, id="said to be before decimals"),
        pytest.param("1.000", "pounds", ",", 100_000, id="said to be between thousands"),
        pytest.param("25.500-", "pounds", ",", -2_550_000, id="a credit"),
        pytest.param("£1.234.567,89", "pounds", ",", 123_456_789, id="with pence"),
        pytest.param("1.000,5", "thousands", ",", 100_050_000, id="in thousands"),
        pytest.param("0.292", "thousands", ",", None, id="no thousands begin with 0"),
        pytest.param("12.5", "pounds", ",", None, id="no thousands at all"),
        pytest.param("0.500", "pounds", "", 50, id="fifty pence"),
        pytest.param("12345.000", "pounds", "", 1_234_500, id="no dot between thousands"),
        pytest.param("1,234.000", "pounds", "", 123_400, id="a comma between thousands"),
        pytest.param("£1.250m", "pounds", "", 125_000_000, id="with a unit of its own"),
        pytest.param("1.250", "millions", "", 125_000_000, id="millions have three decimals"),
    ],
)
def test_a_dot_before_three_digits(text: str, unit: str, decimal: str, pence: int | None) -> None:
    if pence is None:
        with pytest.raises(CellError):
            cells.read_money(text, unit=unit, decimal=decimal)
    else:
        assert cells.read_money(text, unit=unit, decimal=decimal).pence == pence


@pytest.mark.parametrize("key", ["", 'decimal = "."'])
def test_amounts_in_thousands_are_asked_about_once_until_a_key_says(project_copy: Project, key: str) -> None:
    project = add_second(project_copy)
    rewrite_csv(project.root / SAVINGS, "Fewer examples", "Value £000", "60.000")
    rewrite_csv(project.root / SAVINGS, "Fewer examples", "Value Achieved £000", "45.000")
    replace_text(project.root / SOURCES, "[savings]\n", f"[savings]\n{key}\n")
    found = [query for query in clean(project, PERIOD).queries if query.key == "perhaps-thousands"]
    assert [(query.is_blocking, query.fields["text"]) for query in found] == ([] if key else [(True, "60.000")])
    assert all(query.portfolio != PORTFOLIO for query in found)
