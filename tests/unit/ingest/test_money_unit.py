"""The unit that a money table's own words name, against the one in which its amounts are read."""

import pytest
from builders.files import replace_text
from builders.project import EXTRACTS, PERIOD

from pprr.domain import Severity
from pprr.ingest.cells import units_told
from pprr.ingest.clean import clean
from pprr.project import Project

SAVINGS, SOURCES = EXTRACTS / "savings.csv", EXTRACTS / "sources.toml"
VALUE = "Value £000"


@pytest.mark.parametrize(
    ("label", "above", "said"),
    [
        pytest.param(VALUE, "", None, id="the unit that is read"),
        pytest.param("Value", "", None, id="a label that names none"),
        pytest.param("Value £", "", None, id="a pound sign beside a label that names it"),
        pytest.param("Value £m", "", ("Value £m", "millions"), id="millions, although the other label names it"),
        pytest.param("Value in pounds", "", None, id="pounds beside a label that names it"),
        pytest.param("Value £k", "", None, id="thousands by their letter"),
        pytest.param(VALUE, "All amounts are in £m", None, id="labels stand over the lines above"),
        pytest.param(VALUE, "The council spent £2.5m of £300 million", None, id="amounts above are no unit"),
    ],
)
def test_a_label_that_names_another_unit_is_asked_about(
    project_copy: Project, label: str, above: str, said: tuple[str, str] | None
) -> None:
    _write(project_copy, label, "Value Achieved £000", above)
    assert _asked(project_copy) == ([said] if said else [])


@pytest.mark.parametrize(
    ("labels", "above", "said"),
    [
        pytest.param(("Value", "Achieved"), "", [], id="no unit anywhere"),
        pytest.param(("Value", "Achieved"), "Savings in £m", [("Savings in £m", "millions")], id="a line above"),
        pytest.param(("Value", "Achieved"), "Savings in £'000", [], id="a line above that agrees"),
        pytest.param(("Value £", "Achieved"), "", [("Value £", "pounds")], id="a pound sign alone"),
        pytest.param(("Value £", "Achieved"), "Savings in £000", [], id="a pound sign below thousands"),
        pytest.param(("Value £000", "Achieved £m"), "", [("Achieved £m", "millions")], id="two units in one table"),
    ],
)
def test_lines_above_count_where_no_label_says_the_unit(
    project_copy: Project, labels: tuple[str, str], above: str, said: list[tuple[str, str]]
) -> None:
    _write(project_copy, *labels, above)
    assert _asked(project_copy) == said


def test_it_blocks_every_portfolio(project_copy: Project) -> None:
    _write(project_copy, "Value £m", "Achieved", "")
    found = [query for query in clean(project_copy, PERIOD).queries if query.key == "money-unit-differs"]
    assert found
    assert {query.severity for query in found} == {Severity.BLOCKING}


@pytest.mark.parametrize(
    ("text", "units"),
    [
        pytest.param("Budget (£'000)", {"thousands"}, id="with an apostrophe"),
        pytest.param("Budget (£ million)", {"millions"}, id="in a word"),
        pytest.param("Budget £\N{RIGHT SINGLE QUOTATION MARK}000", {"thousands"}, id="with a curly one"),
        pytest.param("Budget £1,000s", {"thousands"}, id="by its number"),
        pytest.param("Budget £mn", {"millions"}, id="cut short"),
        pytest.param("Budget £ per head", {"pounds"}, id="a sign before a word"),
        pytest.param("Saving of £250", set(), id="an amount"),
        pytest.param("Budget (£)", {"pounds"}, id="a sign"),
        pytest.param("Budget £m, variance £000", {"millions", "thousands"}, id="two"),
        pytest.param("Thousandth of a budget", set(), id="a word that only begins so"),
    ],
)
def test_the_units_that_a_text_tells(text: str, units: set[str]) -> None:
    assert units_told([text]) == units


def _write(project: Project, value: str, achieved: str, above: str) -> None:
    """Gives the savings table those labels, with a line above it."""
    replace_text(project.root / SAVINGS, VALUE, value)
    replace_text(project.root / SAVINGS, "Value Achieved £000", achieved)
    replace_text(project.root / SAVINGS, "Portfolio,", f"{above},,,,,\nPortfolio," if above else "Portfolio,")
    replace_text(project.root / SOURCES, f'value = "{VALUE}"', f'value = "{value}"')
    replace_text(project.root / SOURCES, 'achieved = "Value Achieved £000"', f'achieved = "{achieved}"')


def _asked(project: Project) -> list[tuple[str, str]]:
    found = [query for query in clean(project, PERIOD).queries if query.key == "money-unit-differs"]
    return list(dict.fromkeys((query.fields["text"], query.fields["told"]) for query in found))
