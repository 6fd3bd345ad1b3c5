"""Words about a whole report within the year: what became of its savings, and how many of its measures stand so.

The values have the shape of a portfolio's with six measures and two proposals, behind their programme at mid-year.
"""

from fractions import Fraction

import pytest
from builders.words import RULES, contradicting

from pprr.domain import Role, Value
from pprr.wordcheck import Facts, Values, check_entry


def amounts(before: str, of: str, item: str, value: int, achieved: int) -> list[Value]:
    """What a proposal, or all of them, was to save and has saved, in thousands of pounds."""
    named = {"value": value, "achieved": achieved, "shortfall": value - achieved}
    return [
        Value(f"{before}.{name}", item, name, Role.AMOUNT, f"£{one / 1000:.3f}m", Fraction(one * 100_000), of=of)
        for name, one in named.items()
    ]


def counts(**named: int) -> list[Value]:
    return [
        Value(f"counts.{name}", "overview", name, Role.COUNT, str(one), Fraction(one), of=f"{name} measures")
        for name, one in named.items()
    ]


VALUES = Values(
    [
        Value("period", "report", "period", Role.WORDS, "2025/26 Q2"),
        *counts(measures=6, rated=5, green=4, amber=1, red=0, better=3, stable=1, worse=1, changed=2),
        Value("savings.count", "savings", "count", Role.COUNT, "2", Fraction(2), of="savings"),
        *amounts('savings["Help at home"]', "Help at home", "saving-help-at-home", 880, 624),
        *amounts('savings["Care packages"]', "Care packages", "saving-care-packages", 1040, 703),
        *amounts("savings.total", "", "savings", 1920, 1327),
    ]
)


def contradicted(text: str, item: str, own: str = "") -> list[str]:
    return contradicting(check_entry(text, Facts(item, values=VALUES, own=own), RULES))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("£0.624m of £0.880m has been achieved.", [], id="a proposal's part of its whole"),
        pytest.param("£1.327m of the £1.920m has been achieved.", [], id="part of the whole"),
        pytest.param("£1.372m of the £1.920m has been achieved.", ["£1.372m"], id="another part of it"),
        pytest.param("Of the £1.920m to be saved this year, £1.327m has been secured.", [], id="the whole first"),
        pytest.param("£0.593m of the £1.920m is still to be achieved.", [], id="what is left of it"),
        pytest.param("£0.593m of the £1.920m has not been achieved.", [], id="what was not"),
        pytest.param("£0.539m of the £1.920m is still to be achieved.", ["£0.539m"], id="not what is left"),
        pytest.param("Savings of £0.593m remain to be found.", [], id="remains"),
        pytest.param("Savings of £0.693m remain to be found.", ["£0.693m"], id="more remains"),
        pytest.param("The two proposals are £593k adrift.", [], id="short of it, whatever is named before"),
        pytest.param("The two proposals are £539k adrift.", ["£539k"], id="not so short of it"),
        pytest.param("Savings of £1.327m have been made, and £0.593m is still to be found.", [], id="both parts"),
    ],
)
def test_a_part_of_the_savings_is_held_against_what_it_is(text: str, expected: list[str]) -> None:
    assert contradicted(text, "savings") == expected


def test_what_remains_of_the_savings_is_their_shortfall_in_the_overview_too() -> None:
    assert contradicted("Savings of £0.593m remain to be found.", "overview") == []
    assert contradicted("Savings of £0.693m remain to be found.", "overview") == ["£0.693m"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("£0.703m of the £1.040m has been achieved.", [], id="achieved"),
        pytest.param("£0.337m of the £1.040m is still to be achieved.", [], id="still to be achieved"),
        pytest.param("Of the £1.040m to be saved, £0.703m has been secured.", [], id="to be saved"),
        pytest.param("£0.307m of the £1.040m has been achieved.", ["£0.307m"], id="another amount"),
    ],
)
def test_a_proposal_s_own_words_are_held_against_it(text: str, expected: list[str]) -> None:
    assert contradicted(text, "savings", "saving-care-packages") == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("One measure, smoking, has no new figure at mid-year.", id="no figure"),
        pytest.param("One measure has moved from Red to Green and one from Green to Amber.", id="moved"),
        pytest.param("Two measures, falls and carers, have changed status since Quarter 1.", id="named"),
        pytest.param("Three of the measures are cumulative.", id="of a kind"),
        pytest.param("Two measures are reported for the first time this year.", id="first time"),
        pytest.param("Three measures that were Green in Quarter 1 are still Green.", id="relative clause"),
        pytest.param("There is one Amber measure, compared with one Red measure in Quarter 1.", id="compared with"),
        pytest.param("Four measures are Green, up from three in Quarter 1.", id="up from"),
        pytest.param("In Quarter 1 three measures were Green.", id="another period"),
        pytest.param("Against the First Update, one measure has improved its status and one has slipped.", id="status"),
        pytest.param("One savings proposal remains at risk.", id="proposal"),
        pytest.param("Four of the five rated measures finished the year on target.", id="rated is said of the whole"),
    ],
)
def test_a_count_of_some_measures_is_not_held_against_that_of_all(text: str) -> None:
    assert contradicted(text, "overview") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Five measures are Green this quarter.", ["Five"], id="status"),
        pytest.param("Two of the six measures are Red.", ["Two"], id="of the whole"),
        pytest.param("Two measures are getting worse.", ["Two"], id="trend"),
        pytest.param("All three measures are quarterly.", ["three"], id="all of them"),
        pytest.param("There are four measures in all.", ["four"], id="in all"),
        pytest.param("Three proposals were agreed.", ["Three"], id="more than there are"),
    ],
)
def test_a_count_by_status_or_of_all_is_held(text: str, expected: list[str]) -> None:
    assert contradicted(text, "overview") == expected
