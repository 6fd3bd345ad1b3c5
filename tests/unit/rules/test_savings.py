"""A saving's risk rating against its figures: what clashes, what is left to judgement, the year's own thresholds."""

import pytest
from builders.money import a_saving
from builders.rules import rules
from pydantic import ValidationError

from pprr.domain import Query, Severity, Status
from pprr.rules.money.savings import negative_savings, rating_clashes


def _clashes(
    rating: str, value: int, achieved: int, *, is_year_end: bool = True, is_total: bool = False, **savings: object
) -> tuple[Query, ...]:
    status = Status(rating) if rating else None
    row = a_saving(risk_rating=status, value=value, achieved=achieved, is_total=is_total, file="savings.csv")
    return rating_clashes([row], rules(savings=savings), "example-services", is_year_end=is_year_end)


@pytest.mark.parametrize(
    ("rating", "value", "achieved", "expected"),
    [
        pytest.param("Green", 1000, 1000, False, id="green, all of it"),
        pytest.param("Green", 1000, 900, False, id="green, exactly 90%"),
        pytest.param("Green", 1000, 899, True, id="green, just under 90%, and much is short"),
        pytest.param("Green", 100, 51, False, id="green, half of it, but under £0.050m is short"),
        pytest.param("Green", 100, 50, True, id="green, half of it, and exactly £0.050m is short"),
        pytest.param("Green", 1000, 1100, False, id="green, more than all"),
        pytest.param("Amber", 1000, 999, False, id="amber, nearly all: a judgement"),
        pytest.param("Amber", 1000, 1000, True, id="amber, all of it"),
        pytest.param("Red", 1000, 1000, True, id="red, all of it"),
        pytest.param("Red", 1000, 1100, True, id="red, more than all"),
        pytest.param("Red", 1000, 950, False, id="red, most of it: a judgement"),
        pytest.param("", 1000, 0, False, id="not rated"),
        pytest.param("Red", 0, 0, False, id="nothing was to be saved"),
    ],
)
def test_a_rating_that_its_figures_contradict_is_queried(
    rating: str, value: int, achieved: int, expected: bool
) -> None:
    assert bool(_clashes(rating, value, achieved)) is expected


def test_within_the_year_a_green_saving_may_still_be_to_come() -> None:
    assert _clashes("Green", 1000, 100, is_year_end=False) == ()
    assert len(_clashes("Red", 1000, 1000, is_year_end=False)) == 1


def test_a_total_is_no_proposal() -> None:
    assert _clashes("Red", 1000, 1000, is_total=True) == ()


def test_a_clash_names_the_proposal_and_its_row() -> None:
    [query] = _clashes("Green", 1000, 500)
    assert (query.severity, query.kind, query.item, query.source) == (
        Severity.WARNING,
        "rating and figures clash",
        "savings",
        "savings.csv, row 2",
    )
    fields = {"found": "short", "proposal": "Fewer examples", "rating": "Green"}
    assert {name: query.fields[name] for name in fields} == fields


def test_the_thresholds_are_the_years() -> None:
    assert len(_clashes("Green", 1000, 940, confident_from="95%", minor_below="£0.060m")) == 1
    assert _clashes("Green", 1000, 941, confident_from="95%", minor_below="£0.060m") == ()


@pytest.mark.parametrize(
    ("text", "pence"),
    [
        pytest.param("£0.050m", 5_000_000, id="millions"),
        pytest.param("£50,000", 5_000_000, id="pounds"),
        pytest.param("£50,000.01", 5_000_001, id="a penny"),
    ],
)
def test_an_amount_in_the_rules_is_read_in_pence(text: str, pence: int) -> None:
    assert rules(savings={"minor_below": text}).savings.minor_below == pence


@pytest.mark.parametrize("text", ["50000", "£50k", "0.05m", "£0.0000000001m", "£5,00", "", 50000])
def test_what_is_no_amount_is_refused(text: object) -> None:
    with pytest.raises(ValidationError, match=r"savings\.minor_below"):
        rules(savings={"minor_below": text})


def test_the_defaults_are_the_printed_ones() -> None:
    printed = rules().savings
    assert (str(printed.confident_from), printed.minor_below) == ("90%", 5_000_000)


@pytest.mark.parametrize(
    ("value", "achieved", "found"),
    [
        pytest.param(500, 410, [], id="both positive"),
        pytest.param(500, 0, [], id="nothing made"),
        pytest.param(500, -410, ["value achieved"], id="one sign left as it came"),
        pytest.param(-500, -410, ["value", "value achieved"], id="both signs left as they came"),
    ],
)
def test_a_negative_saving_is_blocking(value: int, achieved: int, found: list[str]) -> None:
    queries = list(negative_savings([a_saving(value=value, achieved=achieved)], "example-services"))
    assert [query.severity for query in queries] == [Severity.BLOCKING] * len(found)
    assert [query.found.split(" has a ")[1].split(" of ")[0] for query in queries] == found
